"""An HTML table -> its cells, or the text whose lines it numbers, or nothing when it only lays out the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from policytool.importers.html_page import attribute
from policytool.importers.tables import lays_out_clauses
from policytool.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LONG_CELL, MAX_SPAN = 500, 64
MAX_BLANKS = 20
"""Places that spans may fill, for each cell there is: more is no table anybody reads."""
Rows = tuple[tuple[str, ...], ...]
_LINE_NUMBER, _DIGITS = lazy(r"\s*\d{1,3}\s*"), lazy(r"\d+")
_FEWEST_LINES, _INDENT = 6, 3
_LAYOUT = "table, td li, td h1, td h2, td h3, td pre"


def data_rows(table: LexborNode, read_cell: Callable[[LexborNode], str]) -> Rows:
    """The cells of a table of data, the head first; empty for one whose cells hold running text or numbered clauses."""
    if _holds(table, _LAYOUT):
        return ()
    rows = [row for row in _rows(table, read_cell) if any(row)]
    columns = max((sum(map(bool, row)) for row in rows), default=0)
    longest = max((len(cell) for row in rows for cell in row), default=0)
    if columns < 2 or len(rows) < 2 or longest > LONG_CELL or lays_out_clauses(rows):
        return ()
    return tuple(rows)


def numbered_text(table: LexborNode, read_cell: Callable[[LexborNode], str]) -> tuple[str, list[str]]:
    """The text of a table that only numbers the lines of a bill, its paragraphs parted, and what else it held.

    Empty for any other table: lines go on in the middle of sentences, which items of a numbered list do not. Lines without
    a number that come again and again, as the head of each printed page does, are left out.
    """
    if _holds(table, "table"):
        return "", []
    rows = [cells for row in table.css("tr") if (cells := [c for c in row.iter() if c.tag in ("td", "th")])]
    counted = [int(row[0].text()) for row in rows if len(row) > 1 and _LINE_NUMBER.fullmatch(row[0].text())]
    steps = sum(1 for a, b in zip(counted, counted[1:], strict=False) if b in (a + 1, 1))
    if len(counted) < max(_FEWEST_LINES, 0.7 * len(rows)) or steps < 0.9 * (len(counted) - 1):
        return "", []
    raw = [row[-1].text() for row in rows]
    if sum(line.lstrip()[:1].islower() for line in raw) < 0.2 * len(raw):
        return "", []
    shapes = ["" if _LINE_NUMBER.fullmatch(row[0].text()) else _DIGITS.sub("#", line) for row, line in zip(rows, raw, strict=True)]
    again = Counter(shapes)
    heads = [" ".join(line.split()) for line, shape in zip(raw, shapes, strict=True) if shape.strip() and again[shape] > 1]
    lines = [(line, read_cell(row[-1])) for row, line, shape in zip(rows, raw, shapes, strict=True) if not shape or again[shape] == 1]
    return "\n".join(("\n" if line[:_INDENT].isspace() else "") + said for line, said in lines if said).strip(), heads


def _holds(table: LexborNode, selector: str) -> bool:
    """Whether something below a table fits a selector; the parser counts the table itself in."""
    return any(node.mem_id != table.mem_id for node in table.css(selector))


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
