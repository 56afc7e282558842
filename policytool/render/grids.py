"""A redline in lines, some of them rows of a table -> lines and tables, each cell with its own marks.

Both sides are followed cell by cell. A cell that came or went between kept ones is a cell of its own. Kept words that stand
in another row now are shown as taken out there and put in here, so that either side of a table reads as it stands in its text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytool.model.change import Mark, Segment
from policytool.patterns import lazy

Cell = tuple[Segment, ...]
_PIPE = lazy(r"(?<!\\)\|")


class Line(NamedTuple):
    """Words on a line of their own."""

    segments: tuple[Segment, ...]


class Grid(NamedTuple):
    """Rows of one table, all of one length."""

    rows: tuple[tuple[Cell, ...], ...]
    headed: bool
    """The first row names the columns."""


class _Row:
    """A line as it is put together."""

    def __init__(self) -> None:
        self.raw: list[Segment] = []
        self.cells: dict[int, list[Segment]] = {}
        self.written: set[Mark] = set()
        """The sides, as the mark of what is on it alone, that have words here."""

    @property
    def words(self) -> str:
        return "".join(s.text for s in self.raw)

    def is_rule(self) -> bool:
        words = self.words
        return "-" in words and not set(words) - set("|-: ")

    def told(self) -> dict[int, Cell]:
        """Its cells that have words; what stands before its first mark is the first cell's."""
        if -1 in self.cells:
            self.cells[0] = [*self.cells.pop(-1), *self.cells.get(0, ())]
        return {n: cell for n, found in self.cells.items() if (cell := _trimmed(found))}


class _Side:
    """Where one of the texts has got to."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.row = 0
        self.column = -1


class _Walk:
    """Puts the words of both texts into rows and cells."""

    def __init__(self) -> None:
        self.rows = [_Row()]
        self.old, self.new = _Side(Mark.DELETE), _Side(Mark.INSERT)
        self.together = True
        """The last kept words stood in one cell of both."""

    def end_line(self, side: _Side) -> None:
        side.row += 1
        side.column = -1
        self.together = self.together or self.old.column == self.new.column == -1
        if side.row == len(self.rows):
            self.rows.append(_Row())

    def put(self, mark: Mark, text: str) -> None:
        if mark is Mark.EQUAL:
            self._meet()
            if self.together and self.old.row == self.new.row:  # the cells between came or went: both go on behind them
                self.old.column = self.new.column = max(self.old.column, self.new.column)
            self.together = (self.old.row, self.old.column) == (self.new.row, self.new.column)
            if (self.old.row, self.old.column) != (self.new.row, self.new.column):
                self.put(Mark.DELETE, text)
                self.put(Mark.INSERT, text)
                return
        side = self.old if mark is Mark.DELETE else self.new
        if mark is not Mark.EQUAL and side.column == -1 and _is_row(text):
            self._stand_behind(side, self.new if side is self.old else self.old)
        row = self.rows[side.row]
        row.raw.append(Segment(mark, text))
        pieces = _PIPE.split(text)
        if any(map(str.strip, pieces)):
            row.written |= {Mark.DELETE, Mark.INSERT} if mark is Mark.EQUAL else {mark}
        for n, piece in enumerate(pieces):
            for one in (self.old, self.new) if mark is Mark.EQUAL else (side,):
                one.column += n > 0
            if piece:
                row.cells.setdefault(side.column, []).append(Segment(mark, piece))

    def _stand_behind(self, side: _Side, other: _Side) -> None:
        """A whole row is no other version of a whole row that only the other text has: it stands behind it."""
        place = side.row
        while place < len(self.rows) and self.rows[place].written == {other.mark} and _is_row(self.rows[place].words):
            place += 1
        if place > side.row:
            self.rows.insert(place, _Row())
            side.row = place
            other.row += other.row >= place

    def _meet(self) -> None:
        """What has no words on its line yet goes on beside the other text."""
        old, new = self.old, self.new
        if old.row < new.row and old.mark not in self.rows[old.row].written:
            old.row = new.row
        elif new.row < old.row and new.mark not in self.rows[new.row].written:
            new.row = old.row


def _is_row(words: str) -> bool:
    """Whether some words are a row of a table from its first mark to its last."""
    words = words.strip()
    return len(words) > 1 and words[0] == words[-1] == "|"


def gridded(segments: Sequence[Segment], old_breaks: Sequence[int], new_breaks: Sequence[int]) -> tuple[Line | Grid, ...]:
    """A redline whose sides have lines, each line on its own, rows of a table together.

    >>> (grid,) = gridded([Segment(Mark.EQUAL, "| a | 1 | | b | "), Segment(Mark.DELETE, "2 "), Segment(Mark.INSERT, "3 "), Segment(Mark.EQUAL, "|")], [9, 19], [9, 19])
    >>> [["".join(s.text for s in cell) for cell in row] for row in grid.rows]
    [['a', '1'], ['b', '23']]
    """
    walk = _Walk()
    at_old = at_new = 0
    for mark, text in segments:
        in_old, in_new = mark is not Mark.INSERT, mark is not Mark.DELETE
        ends_old = _ends(text, old_breaks, at_old) if in_old else set()
        ends_new = _ends(text, new_breaks, at_new) if in_new else set()
        done = 0
        for place in sorted({*ends_old, *ends_new}):
            if done < place:
                walk.put(mark, text[done:place])
            if place in ends_old:
                walk.end_line(walk.old)
            if place in ends_new:
                walk.end_line(walk.new)
            done = place + 1
        if done < len(text):
            walk.put(mark, text[done:])
        at_old += len(text) * in_old
        at_new += len(text) * in_new
    return tuple(_grouped(walk.rows))


def _ends(text: str, breaks: Sequence[int], start: int) -> set[int]:
    """The places in a run of words where a line ends."""
    found = breaks[bisect_left(breaks, start) : bisect_left(breaks, start + len(text))]
    return {p - start for p in found if text[p - start].isspace()}


def _grouped(rows: Sequence[_Row]) -> Iterator[Line | Grid]:
    group: list[_Row] = []
    for row in rows:
        if row.words.lstrip().startswith("|"):
            group.append(row)
            continue
        if group:
            yield _grid(group)
            group = []
        if row.words.strip():
            yield Line(tuple(row.raw))
    if group:
        yield _grid(group)


def _grid(rows: Sequence[_Row]) -> Grid:
    told = [row.told() for row in rows if not row.is_rule()]
    columns = range(max((n + 1 for row in told for n in row), default=1))
    return Grid(tuple(tuple(row.get(n, ()) for n in columns) for row in told), any(row.is_rule() for row in rows[1:2]))


def _trimmed(found: Sequence[Segment]) -> Cell:
    """The words of a cell without the blanks at its ends; what was taken out and put in again in the same words is kept."""
    old, new = (" ".join("".join(s.text for s in found if s.mark is not mark).split()) for mark in (Mark.INSERT, Mark.DELETE))
    if old == new:
        return (Segment(Mark.EQUAL, new),) if new else ()
    kept = [n for n, s in enumerate(found) if s.text.strip()]
    if not any(found[n].mark is Mark.EQUAL for n in kept):
        return tuple(s for s in (Segment(Mark.DELETE, old), Segment(Mark.INSERT, new)) if s.text)
    out = list(found[kept[0] : kept[-1] + 1])
    out[0] = Segment(out[0].mark, out[0].text.lstrip())
    out[-1] = Segment(out[-1].mark, out[-1].text.rstrip())
    return tuple(out)


def lines_of(words: str, mark: Mark) -> tuple[Line | Grid, ...]:
    """A text in lines that is wholly on one side, or on both."""
    ends = [n for n, char in enumerate(words) if char == "\n"]
    return gridded([Segment(mark, words.replace("\n", " "))], ends, ends)
