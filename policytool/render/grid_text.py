"""A redline with a table in it -> blocks for the screen, one line a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytool.model.change import Mark
from policytool.render.diff_text import LONG, marked
from policytool.render.grids import Grid, Line
from policytool.render.safe import visible
from policytool.render.screen import Block, block

TABLE = 76
"""Columns up to which the cells of a table are set below each other."""


def grid_blocks(parts: Sequence[Line | Grid], coloured: bool, whole: bool, indent: int, columns: int = TABLE) -> Iterator[Block]:
    """Lines and tables of a redline, one block a line; cells are set below each other where a table fits into that many columns."""
    for part in parts:
        if isinstance(part, Line):
            yield block(*marked(part.segments, coloured), indent=indent)
        else:
            yield from _grid(part, coloured, whole, indent, columns)


def _grid(grid: Grid, coloured: bool, whole: bool, indent: int, columns: int) -> Iterator[Block]:
    """A table, one line a row, its cells below each other where that fits; of a long one the rows around its edits."""
    rows = [[marked(cell, coloured) for cell in row] for row in grid.rows]
    lengths = [[sum(len(visible(words)) for words, _ in cell) for cell in row] for row in rows]
    wide = [max(column) for column in zip(*lengths, strict=True)]
    if sum(wide) + 3 * len(wide) > columns:
        wide = [0] * len(wide)
    edited = {n for n, row in enumerate(grid.rows) if any(s.mark is not Mark.EQUAL for cell in row for s in cell)}
    long = not whole and sum(len(s.text.split()) for row in grid.rows for cell in row for s in cell) > LONG
    left_out = False
    for n, row in enumerate(rows):
        if long and n and not edited & {n - 1, n, n + 1}:
            left_out = True
            continue
        if left_out:
            yield block("[...]", indent=indent)
        left_out = False
        runs: list[tuple[str, str]] = []
        for cell, length, width in zip(row, lengths[n], wide, strict=True):
            runs += [*([(" | ", "")] if runs else []), *cell, (" " * (width - length), "")]
        yield block(*_without_tail(runs), indent=indent, hang=2)
    if left_out:
        yield block("[...]", indent=indent)


def _without_tail(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Runs without the blanks at their end."""
    while runs and not runs[-1][0].strip():
        runs = runs[:-1]
    return [*runs[:-1], (runs[-1][0].rstrip(), runs[-1][1])] if runs else []
