"""Markdown for a pull request: the table first, folded redlines, a limit, and no word of a document that acts."""

from __future__ import annotations

import re

import pytest

import policytool as pt
from policytool.render.markdown import LIMIT, render_markdown
from policytool.report import Side, build_report

SIDE = Side("rules", "Rules", "2020-01-02", "", "ab12cd34ef", "", "", "", ())


def rendered(old: str, new: str) -> str:
    return render_markdown(build_report(pt.compare(pt.parse(old), pt.parse(new)), SIDE, SIDE))


def clauses(count: int, words: str) -> str:
    body = "".join(
        f"## Sec. {n}. Matter {n}.\n\nThe clerk of hall number {n} keeps {words} for the visitors of ward {n}.\n\n"
        for n in range(1, count + 1)
    )
    return f"# Rules\n\n{body}"


def hostile(words: str) -> str:
    return rendered(
        "# Rules\n\n## Sec. 1. Hall.\n\n(a) Words that stay in the hall.\n",
        f"# Rules\n\n## Sec. 1. Hall.\n\n(a) Words that stay {words} in the hall.\n",
    )


def test_the_table_comes_first_and_redlines_are_folded() -> None:
    out = rendered(clauses(2, "keys"), clauses(2, "cards"))
    assert out.startswith("### Rules\n")
    assert "| clause | what happened | nature | look closer |\n|---|---|---|---|\n| Sec. 1 | modified | substantive |" in out
    assert out.index("| Sec. 2 |") < out.index("<details>")
    assert out.count("<details>") == out.count("</details>") == 2
    assert "<del>keys</del> <ins>cards</ins> for the" in out


def test_what_a_reader_must_know_and_what_the_front_matter_says_is_told() -> None:
    old = pt.parse("---\nadopted: 2020-01-02\nnotes: long\n---\n# Rules\n\n(a) One.\n")
    new = pt.parse("---\nadopted: 2021-03-04\nsigned: 2021-04-05\nnotes: longer\n---\n# Rules\n\n(a) One.\n")
    side = SIDE._replace(edition="excerpt", notes=("not yet in force",))
    out = render_markdown(build_report(pt.compare(old, new), SIDE, side))
    assert "* note: not yet in force\n* note: the edition is an excerpt, not the official text\n\n" in out
    assert "**Front matter: 2**\n\n* adopted: 2020-01-02 → 2021-03-04\n* signed: blank → 2021-04-05\n" in out
    many = "".join(f"field{n}: {'w*' * 100}\n" for n in range(280))
    out = render_markdown(build_report(pt.compare(old, pt.parse(f"---\n{many}---\n# Rules\n\n(a) One.\n")), SIDE, side))
    assert len(out) <= LIMIT
    assert "(not all fit)" in out


def test_a_table_is_a_table() -> None:
    table = "# Rules\n\n## Sec. 1. Fees.\n\n| Boat | Fee |\n|---|---|\n| small | $5 |\n"
    assert "<tr><td>small</td><td><del>$5</del> <ins>$6</ins></td></tr>\n</table>" in rendered(table, table.replace("$5", "$6"))
    added = rendered("# Rules\n\n## Sec. 1. Fees.\n\n(a) Here.\n", table.replace("| Boat", "(a) Here.\n\n(b) There:\n\n| Boat"))
    assert "<p><ins>There:</ins></p>\n<table>\n<tr><td><ins>Boat</ins></td>" in added
    assert not re.search(r"<table>(?:(?!</table>).)*\n\n", added, re.S), "an empty line ends a block of HTML"


@pytest.mark.parametrize("count", [30, 300, 900])
def test_never_longer_than_a_comment_and_says_what_is_left_out(count: int) -> None:
    out = rendered(clauses(count, "the keys and the maps " * 10), clauses(count, "the cards and the maps " * 10))
    rows, folds = len(re.findall(r"^\| Sec\.", out, re.M)), out.count("<details>")
    assert len(out) <= LIMIT
    assert rows == count or f"{count - rows} of {count} changes are left out" in out
    assert folds == rows or f"{rows - folds} redlines are left out" in out
    assert count > 100 or folds == count


def test_one_huge_change_is_counted_when_its_redline_does_not_fit() -> None:
    out = rendered("# Rules\n\n## Sec. 1. Hall.\n\nWords.\n", "# Rules\n\n## Sec. 1. Hall.\n\nWords " + "that go on " * 10_000 + ".\n")
    assert len(out) <= LIMIT
    assert "1 redlines are left out" in out or "1 redline is left out" in out


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("@octocat", "@octocat"),
        ("#123", "#123"),
        ("<script>alert(1)</script>", "<script"),
        ("</details>", "stay</details>"),
        ("<img src=x>", "<img"),
        ("</ins>", "</ins></ins>"),
        ("\x1b[31m", "\x1b"),
        ("\u202e", "\u202e"),
    ],
)
def test_words_of_a_document_do_not_act(words: str, never: str) -> None:
    out = hostile(words)
    assert never not in out
    assert out.count("<details>") == out.count("</details>") == 1


def test_a_pipe_in_a_title_does_not_break_the_table() -> None:
    out = rendered("# Rules\n\n## Sec. 1|x. Hall.\n\nOld words of it.\n", "# Rules\n\n## Sec. 1|x. Hall.\n\nNew words of it.\n")
    (row,) = [line for line in out.splitlines() if line.startswith("| ") and "modified" in line]
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


def test_an_ampersand_code_stays_a_code() -> None:
    assert "&amp;#35; &lt;" in hostile("&#35; <").replace("<!-- -->", "")
