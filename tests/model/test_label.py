"""Every row of tests/fixtures/labels.md: a label as printed, its form in an id, and its readings, most usual first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytool.model.label import Label, Style, readings, roman_value
from tests.support.tables import Case, read_cases

CASES = read_cases("labels.md")


def explained(text: str) -> str:
    """The reading of a label, then one line for each way to understand it: style, place, insertion, decimals before it."""
    label = Label.parse(text)
    lines = [label.reading]
    for r in label.readings:
        lines.append(" ".join([r.style.value, str(r.ordinal), *(f"+{s}" for s in r.suffix), *(f"<{p}" for p in r.parents)]))
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])
def test_row(case: Case) -> None:
    assert explained(case.given) == case.expected


def as_roman(number: int) -> str:
    """A number in lower-case roman numerals."""
    text = ""
    for value, letters in [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]:
        text += letters * (number // value)
        number %= value
    return text


@given(st.integers(1, 399))
def test_roman_numerals_read_back(number: int) -> None:
    assert roman_value(as_roman(number)) == number


@given(st.text(max_size=8))
def test_any_text_is_a_label_or_not_and_prints_as_it_was(text: str) -> None:
    assert str(Label.parse(text)) == text
    for reading in readings(text):
        assert reading.ordinal >= 0
        assert reading.style in Style


@pytest.mark.parametrize("text", ["", "§", "Act", "Abc", "é", "x1y2"])
def test_words_are_no_numbers(text: str) -> None:
    assert readings(text) == ()
