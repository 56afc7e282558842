"""A table of Markdown -> a table of a Word file, its rows and cells marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from policytool.diff.redline import redline
from policytool.model.change import Mark, Segment
from policytool.model.clause import Clause, Kind
from policytool.patterns import lazy

Rows = list[list[str]]
_NO_ROW: list[str] = []
MOST_PAIRS = 250_000
"""Old rows times new rows of a table that is compared without a short cut."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="BFBFBF"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_END = lazy(r"(?<!\\)\|")


def rows_of(clause: Clause, source: str) -> Rows:
    """The cells of a table clause, the line of dashes left out; empty for anything else."""
    if clause.kind is not Kind.TABLE:
        return []
    rows = []
    for line in "\n".join(source[a:b] for a, b in clause.pieces).split("\n"):
        line = line.strip().removeprefix("|")
        if line and not set(line) <= set("|-: "):
            rows.append([" ".join(cell.split()) for cell in _CELL_END.split(line.removesuffix("|"))])
    return rows


def table(old: Rows, new: Rows, paragraph: Callable[[str, Sequence[Segment]], str], stamp: Callable[[], str] | None) -> str:
    """One table of the redline, row by row and cell by cell; with other columns, the old one goes and the new one comes.

    `stamp` writes the author of a tracked row; None where marks are formatting.
    """
    columns = {len(row) for row in (*old, *new)}
    if old and new and len(columns) > 1 and [len(r) for r in old] != [len(r) for r in new]:
        return table(old, [], paragraph, stamp) + table([], new, paragraph, stamp)
    rows = []
    for before, after in _aligned(old, new):
        mark = "" if (before and after) or not stamp else f"<w:trPr><w:{'ins' if after else 'del'} {stamp()}/></w:trPr>"
        cells = "".join(f"<w:tc>{paragraph('', _cell(a, b))}</w:tc>" for a, b in zip_longest(before, after, fillvalue=""))
        rows.append(f"<w:tr>{mark}{cells}</w:tr>")
    grid = f'<w:gridCol w:w="{9600 // max(columns)}"/>' * max(columns)  # twentieths of a point over the width of the page
    look = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    return f"<w:tbl>{look}{''.join(rows)}</w:tbl><w:p/>"  # Word joins tables that no paragraph parts


def _aligned(old: Rows, new: Rows) -> Iterator[tuple[list[str], list[str]]]:
    """Old and new rows side by side; an empty one where a row is on one side only."""
    large = len(old) * len(new) > MOST_PAIRS  # rows that stand there again and again would each be tried with each
    matcher = SequenceMatcher(None, [tuple(r) for r in old], [tuple(r) for r in new], autojunk=large)
    for _, a, b, c, d in matcher.get_opcodes():
        for before, after in zip_longest(old[a:b], new[c:d], fillvalue=_NO_ROW):
            whole = len(before) == len(after)
            yield from ((x, y) for x, y in ([(before, after)] if whole else [(before, _NO_ROW), (_NO_ROW, after)]) if x or y)


def _cell(old: str, new: str) -> list[Segment]:
    if old == new:
        return [Segment(Mark.EQUAL, new)]
    return list(redline(old, new)) if old and new else [Segment(Mark.DELETE, old), Segment(Mark.INSERT, new)]
