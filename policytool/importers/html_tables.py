"""An HTML table -> its cells, or nothing when it only lays out the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from policytool.importers.html_page import attribute
from policytool.importers.tables import lays_out_clauses

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LONG_CELL, MAX_SPAN = 500, 64
MAX_BLANKS = 20
"""Places that spans may fill, for each cell there is: more is no table anybody reads."""
Rows = tuple[tuple[str, ...], ...]
_LAYOUT = "table table, td table, td li, td h1, td h2, td h3, td pre"


def data_rows(table: LexborNode, read_cell: Callable[[LexborNode], str]) -> Rows:
    """The cells of a table of data, the head first; empty for one whose cells hold running text or numbered clauses."""
    if table.css_first(_LAYOUT):
        return ()
    rows = [row for row in _rows(table, read_cell) if any(row)]
    columns = max((sum(map(bool, row)) for row in rows), default=0)
    longest = max((len(cell) for row in rows for cell in row), default=0)
    if columns < 2 or len(rows) < 2 or longest > LONG_CELL or lays_out_clauses(rows):
        return ()
    return tuple(rows)


def _rows(table: LexborNode, read_cell: Callable[[LexborNode], str]) -> list[tuple[str, ...]]:
    """Rows with a blank for each place that a cell beside or above it takes."""
    found: list[tuple[str, ...]] = []
    taken: dict[int, int] = {}  # column -> rows below that a cell reaches into
    blanks = MAX_BLANKS * len(table.css("td, th"))
    for row in table.css("tr"):
        cells: list[str] = []
        for cell in (c for c in row.iter() if c.tag in ("td", "th")):
            _skip_taken(cells, taken)
            down, across = (_span(cell, "rowspan"), _span(cell, "colspan")) if blanks > 0 else (1, 1)
            blanks -= down * across - 1
            taken |= dict.fromkeys(range(len(cells), len(cells) + across), down - 1)
            cells += [read_cell(cell), *[""] * (across - 1)]
        _skip_taken(cells, taken)
        found.append(tuple(cells))
    return found


def _skip_taken(cells: list[str], taken: dict[int, int]) -> None:
    while taken.get(len(cells), 0):
        taken[len(cells)] -= 1
        cells.append("")


def _span(cell: LexborNode, name: str) -> int:
    said = attribute(cell, name)
    return max(1, min(int(said), MAX_SPAN)) if said.isascii() and said.isdigit() else 1
