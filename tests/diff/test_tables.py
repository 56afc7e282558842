"""Redlines of tables: whatever the rows, both texts can be read off, and a row that came or went is marked whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policytool.diff.tables import redline_rows
from policytool.model.change import Mark

ROWS = st.lists(st.sampled_from(["| a | 1 |", "| a | 2 |", "| b | 1 | x |", "|---|---|", "| | |", "| c d e | 5 |"]), max_size=7)


def spelled(rows: list[str]) -> list[str]:
    return [row if n == 0 else f" {row}" for n, row in enumerate(rows)]


@given(ROWS, ROWS)
def test_both_tables_can_be_read_off(old: list[str], new: list[str]) -> None:
    marked = redline_rows(spelled(old), spelled(new))
    assert "".join(s.text for s in marked if s.mark is not Mark.INSERT) == " ".join(old)
    assert "".join(s.text for s in marked if s.mark is not Mark.DELETE) == " ".join(new)
    assert all(a.mark is not b.mark for a, b in zip(marked, marked[1:], strict=False))


def test_a_row_that_came_is_marked_whole() -> None:
    marked = redline_rows(["| Deck | $5 |", " | Fence | $4 |"], ["| Deck | $5 |", " | Dock | $9 |", " | Fence | $6 |"])
    assert [(s.mark, s.text) for s in marked if s.mark is not Mark.EQUAL] == [
        (Mark.INSERT, " | Dock | $9 |"),
        (Mark.DELETE, "$4 "),
        (Mark.INSERT, "$6 "),
    ]
