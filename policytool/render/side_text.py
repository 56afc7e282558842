"""Report -> blocks for the screen with the old text on the left and the new one on the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytool.model.change import Mark, Segment
from policytool.render.diff_text import marked, nature_of
from policytool.render.grid_text import grid_blocks
from policytool.render.grids import Grid, Line, gridded, lines_of
from policytool.render.redlines import broken, is_gridded
from policytool.render.screen import BLANK, Block, block, plain_lines
from policytool.report import Report, Row

NARROWEST = 18
"""Columns of one side, at least."""


def side_by_side(report: Report, width: int) -> Iterator[Block]:
    """Old on the left, new on the right, one change after the other."""
    half = max(NARROWEST, (width - 3) // 2)
    for row in report.rows:
        yield BLANK
        yield block((row.address, "label"), "  ", ("; ".join(row.facts), "fact"), (nature_of(row), "dim"))
        old, new = _side(row, Mark.DELETE, half), _side(row, Mark.INSERT, half)
        for n in range(max(len(old), len(new))):
            left, right = old[n] if n < len(old) else "", new[n] if n < len(new) else ""
            yield block(f"{left:<{half}} | {right}")


def _side(row: Row, mark: Mark, width: int) -> list[str]:
    """The lines of one text: the old one for DELETE, the new one for INSERT."""
    if is_gridded(row):
        parts = [_on(part, mark) for part in gridded(row.segments, row.old_breaks, row.new_breaks)]
        blocks = list(grid_blocks(parts, False, True, 0, width))
    else:
        words = _kept(broken(row.segments, row.old_breaks, row.new_breaks), mark)
        blocks = [block(*marked(words, False))] if words else []
    if bool(row.new_id) is (mark is Mark.INSERT):
        for line in row.lines:
            text = f"{line.label} {line.text}".strip()
            blocks += grid_blocks(lines_of(text, mark), False, True, 0, width) if "\n|" in line.text else [block(*marked([Segment(mark, text)], False))]
    return list(plain_lines(blocks, width))


def _on(part: Line | Grid, mark: Mark) -> Line | Grid:
    """A line or table with the words of one text; rows that only the other has are left out."""
    if isinstance(part, Line):
        return Line(_kept(part.segments, mark))
    rows = [tuple(_kept(cell, mark) for cell in row) for row in part.rows]
    return Grid(tuple(row for row in rows if any(row)), part.headed)


def _kept(segments: Iterable[Segment], mark: Mark) -> tuple[Segment, ...]:
    return tuple(s for s in segments if s.mark in (Mark.EQUAL, mark))
