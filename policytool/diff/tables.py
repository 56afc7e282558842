"""Two tables -> a redline row by row: a row that came or went is marked whole, and the others are compared with themselves."""

from __future__ import annotations

from collections.abc import Sequence

from policytool.diff.lcs import edits_between
from policytool.diff.redline import redline
from policytool.diff.words import Vocabulary, similarity
from policytool.model.change import Mark, Segment
from policytool.model.clause import Clause

SAME_KEY = 1.0
"""What the same first cell is worth beside the share of words two rows have in common."""
ALIKE = 0.4
"""Rows less alike than this are two rows."""
MANY = 40_000
"""Beyond this many pairs of rows between two that stayed, they are taken in order."""


def rows_of(clause: Clause, source: str) -> list[str]:
    """The rows of a table as its clause spells them, each but the first behind the blank that parts it from the one before."""
    lines = [" ".join(line.split()) for start, end in clause.pieces for line in source[start:end].splitlines()]
    rows = [line for line in lines if line]
    return [*rows[:1], *(f" {row}" for row in rows[1:])]


def redline_rows(old: Sequence[str], new: Sequence[str]) -> tuple[Segment, ...]:
    """The marked view of two tables.

    >>> [(s.mark.value, s.text) for s in redline_rows(["| Deck | $5 |"], ["| Deck | $7 |", " | Solar | $0 |"])]
    [('equal', '| Deck | '), ('delete', '$5 '), ('insert', '$7 '), ('equal', '|'), ('insert', ' | Solar | $0 |')]
    """
    vocabulary = Vocabulary()
    x, y = (vocabulary.encode_tokens([row.strip() for row in rows]) for rows in (old, new))
    found: list[Segment] = []
    at_old = at_new = 0
    for i, j, k, m in [*edits_between(x, y), (len(x), len(x), len(y), len(y))]:
        for a, b in zip(old[at_old:i], new[at_new:k], strict=True):
            found += _row(a, b)
        found += _between(old[i:j], new[k:m])
        at_old, at_new = j, m
    return tuple(_joined(found))


def _row(old: str, new: str) -> list[Segment]:
    """One row of both tables; what is first in one of them has no blank before it there."""
    blank_old, blank_new = old[:1] == " ", new[:1] == " "
    if blank_old == blank_new:
        return [Segment(Mark.EQUAL, old)] if old == new else list(redline(old, new))
    blank = Segment(Mark.DELETE if blank_old else Mark.INSERT, " ")
    return [blank, *_row(old.strip(), new.strip())]


def _between(old: Sequence[str], new: Sequence[str]) -> list[Segment]:
    """Rows between two that stayed: those that are one row of both are compared, the others came or went."""
    found: list[Segment] = []
    at_old = at_new = 0
    for i, j in [*_pairs(old, new), (len(old), len(new))]:
        found += [Segment(Mark.DELETE, row) for row in old[at_old:i]]
        found += [Segment(Mark.INSERT, row) for row in new[at_new:j]]
        if i < len(old) and j < len(new):
            found += _row(old[i], new[j])
        at_old, at_new = i + 1, j + 1
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which rows are one row, in order: the pairs that have most in common altogether."""
    if not old or not new:
        return []
    if len(old) * len(new) > MANY:
        return [(n, n) for n in range(min(len(old), len(new)))]
    vocabulary = Vocabulary()
    a, b = ([vocabulary.encode(row) for row in rows] for rows in (old, new))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    worth = [[_worth(old[i], new[j], similarity(a[i], b[j])) for j in range(len(new))] for i in range(len(old))]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], worth[i][j] + best[i + 1][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _worth(old: str, new: str, score: float) -> float:
    """How much two rows are one; 0 when they are two."""
    key = _first_cell(old) == _first_cell(new)
    return score + SAME_KEY * key if key or score >= ALIKE else 0.0


def _first_cell(row: str) -> str:
    return row.strip().strip("|").partition("|")[0].strip(" -:").casefold()


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Neighbours of one mark as one."""
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].mark is segment.mark:
            found[-1] = Segment(segment.mark, found[-1].text + segment.text)
        elif segment.text:
            found.append(segment)
    return found
