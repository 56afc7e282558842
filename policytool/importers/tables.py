"""What tells a table of facts from one that only sets clauses beside their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from policytool.patterns import lazy

LONE_LABEL = lazy(
    r"\((?:\d{1,3}[A-Za-z]?|[a-z]{1,4}|[A-Z]{1,4})\)|(?:\d{1,3}[A-Za-z]?|[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
)
"""A number that stands alone: `(a)`, `2.`, `iv)`, `1.2`; near miss: `Fee.`"""


def lays_out_clauses(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row is a number and its words, or words that go on: a list, whatever it was drawn with.

    >>> lays_out_clauses([("(a)", "The agency acts."), ("", "It reports."), ("(b)", "The officer files.")])
    True
    >>> lays_out_clauses([("No.", "Fee"), ("1.", "$30"), ("2.", "$45")])
    False
    """
    said = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    said = [row for row in said if row]
    if not said or not _is_numbered(said[0]):
        return False
    return all(_is_numbered(row) or (len(row) == 1 and not LONE_LABEL.fullmatch(row[0])) for row in said)


def _is_numbered(row: Sequence[str]) -> bool:
    return len(row) == 2 and bool(LONE_LABEL.fullmatch(row[0])) and not LONE_LABEL.fullmatch(row[1])
