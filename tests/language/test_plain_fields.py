"""The quick reader of front matter agrees with YAML on all it reads, and reads what people write."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policytool.language.plain_fields import read_plain_fields

DOCUMENTS = sorted((Path(__file__).parents[2] / "documents").rglob("*.md"))


def by_yaml(raw: str) -> object:
    """What the general reader gives, lists as tuples, in place of an error None."""

    def frozen(value: object) -> object:
        if isinstance(value, dict):
            return {str(k): frozen(v) for k, v in value.items()}
        return tuple(frozen(v) for v in value) if isinstance(value, list) else value

    try:
        return frozen(yaml.load(raw, Loader=yaml.BaseLoader))
    except (yaml.YAMLError, TypeError):
        return None


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.parent.name + "/" + p.name))
def test_every_bundled_document(path: Path) -> None:
    raw = path.read_text(encoding="utf-8").split("---\n")[1]
    assert read_plain_fields(raw) == by_yaml(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "a: b: c\n", "a: b #c\n", "a: 'it''s'\n", 'a: "x\\n"\n', "a: &x 1\n", "a: *x\n", "a: !t 1\n", "a: |\n  x\n", "a: >\n  x\n", "a: [b, [c]]\n", "a: {b: {c: d}}\n",
        "a: 1\na: 2\n", "a:\n  b: 1\n  b: 2\n", "a:\n  b: 1\n   c: 2\n", "a:\n  b:\n    c: 2\n", "a:\n  - b: 1\n", "a:\n  - b\n  c: d\n", "a: {b: 1, b: 2}\n", "a: b\n  c\n",
        "a: x\u2028y\n", "a: x\ty\n", "a: [x, y\n", "? a\n", "- a\n", "a : b\n", "a: [b, ]\n", "a: {b: }\n", "a: {b:c}\n", "a: [b: c]\n", "a: [x ? y]\n",
    ],
)  # fmt: skip
def test_left_to_yaml(raw: str) -> None:
    assert read_plain_fields(raw) is None


PIECES = st.lists(
    st.sampled_from([*"ab1é§() \t\n\n:,-[]{}'\"#&*!|>%@`\\?~./;=_", "a: ", "b: ", "\n  ", "\n  - ", "\n- ", ": ", ", ", "[a, b]", "{a: b}", "\r\n", "a:\n", '"x"', "'y'", "\u2028", "\x85", "\ufeff"]),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=800)
@given(PIECES)
def test_law_what_it_reads_yaml_reads_alike(text: str) -> None:
    for raw in (text, f"k: {text}\n", f"k:\n  {text}\n", f"k: [a, {text}]\n", f"k: {{a: {text}}}\n"):
        found = read_plain_fields(raw)
        if found:
            assert found == by_yaml(raw), raw


def test_time_is_linear() -> None:
    assert read_plain_fields("a: [" + "b, " * 20_000 + "\n") is None
    assert read_plain_fields("a:\n" + "  b" * 20_000 + "\n") is None
    assert read_plain_fields("a: {" + "b: c, " * 10_000 + "\n") is None
