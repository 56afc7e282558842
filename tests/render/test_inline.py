"""Marks of Markdown are shown as what they mean, and the stars and brackets of legal text as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytool.language.inline import Run, plain_words, runs_of
from tests.support.cli import run

KEPT = (
    "[reserved] (a) No fee* is due, and none* later.",
    "* * * and 5 * 3 * 2 = 30",
    "file_name_x and _ and __",
    "See [old text](b) and [x] and [y](z)",
    "Struck ~~not~~ stays marked.",
    "<b>html</b> & a `lone tick",
    "2**3 and 4**5 are numbers",
    "Signed ________ on ________",
)
SHOWN = {
    "The **office** shall *ask*.": "The office shall ask.",
    "__Fee.__ Due _now_.": "Fee. Due now.",
    "A `code` and \\*no mark\\*.": "A code and *no mark*.",
    "[the act](https://example.org/a_(b)) and [below](#s2)": "the act (https://example.org/a_(b)) and below",
    "<https://example.org>": "https://example.org",
    "![map](map.png)": "[image: map] (map.png)",
    "***Both*** here": "Both here",
    "**Bold *inside* it**": "Bold inside it",
}


@pytest.mark.parametrize("text", KEPT)
def test_words_that_only_look_like_marks_stay(text: str) -> None:
    assert plain_words(text) == text


@pytest.mark.parametrize("text", SHOWN)
def test_marks_go_and_words_stay(text: str) -> None:
    assert plain_words(text) == SHOWN[text]


def test_looks() -> None:
    assert list(runs_of("a **b *c* d**")) == [Run("a "), Run("b ", "strong"), Run("c", "strong"), Run(" d", "strong")]


FOREIGN = """# Racks

> Adopted by the **board**.
> Read twice.

## 1. Duties

- Keep racks *dry*
- See [the charter](https://example.org)

**(a) Fees.** They are **due** at once.

| Item | Fee |
|---|---|
| Long rack | **$2** |

```
a * b
```
"""


def test_a_text_of_somebody_else_reads_without_marks(tmp_path: Path) -> None:
    path = tmp_path / "racks.md"
    path.write_text(FOREIGN, encoding="utf-8")
    shown = run("show", str(path)).out
    for words in ("Adopted by the board. Read twice.", "• Keep racks dry", "(a) Fees. They are due at once.", "Item      | Fee\n", "Long rack | $2\n", "a * b\n"):
        assert words in shown
    assert not any(mark in shown for mark in ("**", "> ", "```", "---", "]("))
    assert "**due**" in run("show", str(path), "--raw").out
    page = run("export", str(path), "--format", "html").out
    assert '• See <a href="https://example.org" rel="noreferrer">the charter</a>' in page
    assert "<strong>Fees.</strong> They are <strong>due</strong>" in page
    assert "<h1>Racks</h1>" in page
    assert "(a) Fees. They are due at once." in run("export", str(path), "--format", "txt").out


FLUSH = """## Sec. 2. Keeping.

(a) The owner must pay:

    (1) the fee; and

    (2) the costs,

  unless the office **waives** them.

(b) Next.

In this section, days are working days.
"""


def test_words_below_a_list_are_shown_below_it(tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    path.write_text(FLUSH, encoding="utf-8")
    body = """Sec. 2 Keeping
  (a) The owner must pay:
    (1) the fee; and
    (2) the costs,
  unless the office waives them.
  (b) Next.
  In this section, days are working days.
"""
    assert body in run("show", str(path)).out
    assert "unless the office waives them.\nid: s2/a\n" in run("clause", str(path), "2(a)").out
    assert "  (2) the costs,\n\nunless the office waives them.\n\n(b) Next." in run("export", str(path), "--format", "txt").out
