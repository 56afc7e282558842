"""A table of Markdown -> a table of a Word file, its rows and cells marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from policytool.model.change import Mark, Segment
from policytool.model.clause import Clause, Kind

Rows = list[list[str]]
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="BFBFBF"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_END = re.compile(r"(?<!\\)\|")


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
    """One table of the redline. One shape on both sides is marked cell by cell; else the old one goes and the new one comes.

    `stamp` writes the author of a tracked row; None where marks are formatting.
    """
    if old and new and [len(r) for r in old] != [len(r) for r in new]:
        return table(old, [], paragraph, stamp) + table([], new, paragraph, stamp)
    tag = "" if old and new else "ins" if new else "del"
    mark = f"<w:trPr><w:{tag} {{}}/></w:trPr>" if tag and stamp else ""
    rows = []
    for n in range(max(len(old), len(new))):
        before, after = old[n] if old else [], new[n] if new else []
        cells = "".join(
            f"<w:tc>{paragraph('', _cell(before[k] if before else '', after[k] if after else ''))}</w:tc>"
            for k in range(max(len(before), len(after)))
        )
        rows.append(f"<w:tr>{mark.format(stamp()) if mark and stamp else ''}{cells}</w:tr>")
    columns = max(len(r) for r in (new or old))
    grid = f'<w:gridCol w:w="{9600 // columns}"/>' * columns  # twentieths of a point over the width of the page
    look = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    return f"<w:tbl>{look}{''.join(rows)}</w:tbl><w:p/>"  # Word joins tables that no paragraph parts


def _cell(old: str, new: str) -> list[Segment]:
    if old == new:
        return [Segment(Mark.EQUAL, new)]
    return [Segment(Mark.DELETE, old), Segment(Mark.INSERT, new)]
