"""The pieces of text on a PDF's page -> its lines, columns apart, with raised marks told from words.

Pieces of one height are a row; a small piece a little higher or lower is an exponent or the mark of a note. Where half
of the rows go on at one place in the middle, with running text on both sides, the page has two columns.
"""

from __future__ import annotations

from collections import Counter
from statistics import median

from policytool.importers.pdf_lines import Line
from policytool.importers.text import repair
from policytool.patterns import lazy

RAISED, LOWERED = "\ue000", "\ue001"
"""Around a small piece off the line; private characters that no text uses."""
_MARKS = lazy(f"[{RAISED}{LOWERED}]")
_SAME_LINE = 2.0
"""Points by which two pieces of one line may differ in height."""
_RUNNING = 15
"""Characters a row has at least, usually, on each side of the gap between two columns."""
_FEWEST_ROWS = 6
Row = list[Line]


def lines_of(pieces: list[Line]) -> list[Line]:
    """The lines of one page; a piece that is only a line end parts what stands around it."""
    lines = (_joined(row) for row in _in_columns(_rows(pieces)))
    return [line for line in lines if line.text]


def _rows(pieces: list[Line]) -> list[Row]:
    rows: list[Row] = []
    large = Line("", 0, 0, 0)  # the largest piece of the last row
    broken = True
    for piece in pieces:
        if piece.text == "\n":
            broken = True
            continue
        last = rows[-1] if rows else None
        if last and (not broken or piece.x > last[0].x) and _is_beside(piece, large):
            glue = " " if broken and not last[-1].text.endswith(" ") and piece.size > 0.85 * last[-1].size else ""
            last.append(piece._replace(text=glue + piece.text))
            large = max(large, piece, key=lambda p: p.size)
        elif last and not broken and not piece.text.strip():
            last.append(piece._replace(x=last[-1].x, y=last[0].y))
        else:
            rows.append([piece])
            large = piece
        broken = False
    return rows


def _is_beside(piece: Line, large: Line) -> bool:
    """Whether a piece stands in the row of another: at its height, or one small and a little off."""
    away = abs(large.y - piece.y)
    small, big = sorted((piece.size, large.size))
    return away <= _SAME_LINE or (small < 0.85 * big and away <= 0.5 * big)


def _joined(row: Row) -> Line:
    """One line; what is small and raised is marked."""
    large = max((p for p in row if p.text.strip()), key=lambda p: p.size, default=row[0])
    first = next((p for p in row if p.text.strip()), row[0])
    said = []
    for piece in row:
        piece = piece._replace(text=_MARKS.sub("", piece.text))
        raised = piece.size < 0.85 * large.size and piece.y > large.y + 0.1 * large.size and piece.text.strip()
        said.append(f"{RAISED}{piece.text.strip()}{LOWERED}" if raised else piece.text)
    return Line(" ".join(repair("".join(said))[0].split()), first.x, large.y, large.size)


def _in_columns(rows: list[Row]) -> list[Row]:
    """The rows of a page, those of a left column before those of a right one, between rows that go across."""
    gap = _gap(rows)
    if gap is None:
        return rows
    found: list[Row] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        before, behind = [p for p in row if p.x < gap], [p for p in row if p.x >= gap]
        if before and not behind and before[0].x + 0.45 * sum(len(p.text) * p.size for p in before) > gap:
            found += [*left, *right, row]
            left, right = [], []
            continue
        left += [before] if before else []
        right += [behind] if behind else []
    return [*found, *left, *right]


def _gap(rows: list[Row]) -> float | None:
    """Where a second column begins; None for a page of one."""
    starts = Counter(round(piece.x) for row in rows for piece in row[1:])
    if not starts:
        return None
    at = starts.most_common(1)[0][0]
    split = [[[p for p in row if p.x < at - 1], [p for p in row if p.x >= at - 1]] for row in rows]
    both = [parts for parts in split if all(parts) and abs(parts[1][0].x - at) <= 1.5]
    if len(both) < max(_FEWEST_ROWS, len(rows) / 2):
        return None
    lengths = [[sum(len(p.text) for p in side) for side in parts] for parts in both]
    running = all(median(side) > _RUNNING for side in zip(*lengths, strict=True))
    return at - 1 if running else None
