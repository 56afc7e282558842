"""Two strings -> the longest common subsequence of their characters: how long it is, and what is outside it.

RapidFuzz does it at the speed of C and takes 7 ms to load. Most comparisons hold a handful of edits, which the same
bit-parallel algorithm (Hyyrö 2004, a bit of one Python number for every character of the shorter text) finds sooner
than that. Whoever counts, the answer is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

Op = tuple[int, int, int, int]
"""An edit: old from, old to, new from, new to."""
AT_HAND = 6_000
"""Characters that are read one by one in a run before RapidFuzz is loaded."""
_FEW_CELLS = 4_000_000
"""Beyond this many pairs of characters, edits are those of the Levenshtein distance: some more of them, and far less memory."""
_IMPRECISE = 1e-4
"""RapidFuzz leaves out what just reaches a share; asked for a little less, it does not."""


class _Counter:
    """Counts while there is little to count."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = AT_HAND

    def at_hand(self, characters: int) -> bool:
        """Whether so many characters are read here; if not, by RapidFuzz, then and ever after."""
        self._left = self._left - characters if characters <= self._left else 0
        return self._left > 0


_counter = _Counter()


class _RapidFuzz(NamedTuple):
    common: Callable[[str, str, int], int]
    edits: Callable[[str, str], list[Op]]
    common_with: Callable[[str, Sequence[str], float], Iterator[tuple[int, int]]]


@cache
def _loaded() -> _RapidFuzz:
    from rapidfuzz.distance import Indel, LCSseq, Levenshtein  # lazy: start-up
    from rapidfuzz.process import extract

    similarity = LCSseq.similarity

    def common(a: str, b: str, least: int) -> int:
        return int(similarity(a, b, score_cutoff=least))

    def edits(a: str, b: str) -> list[Op]:
        distance = Indel if len(a) * len(b) < _FEW_CELLS else Levenshtein
        return [(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in distance.opcodes(a, b) if o.tag != "equal"]

    def common_with(a: str, many: Sequence[str], share: float) -> Iterator[tuple[int, int]]:
        for b, score, n in extract(a, many, scorer=Indel.normalized_similarity, score_cutoff=max(0.0, share - _IMPRECISE), limit=None):
            yield n, round(score * (len(a) + len(b)) / 2)

    return _RapidFuzz(common, edits, common_with)


def common_length(a: str, b: str, least: int = 0) -> int:
    """Characters in common and in order; 0 when fewer than `least`.

    >>> common_length("abcd", "axcd"), common_length("abcd", "axcd", 4)
    (3, 0)
    """
    if not _counter.at_hand(len(a) + len(b)):
        return _loaded().common(a, b, least)
    found = _length(a, b)
    return found if found >= least else 0


def _length(a: str, b: str) -> int:
    head, tail = common_ends(a, b)
    x, y = a[head : len(a) - tail], b[head : len(b) - tail]
    return head + tail + (len(x) - _rows(x, y)[-1].bit_count() if x and y else 0)


def common_with(a: str, many: Sequence[str], share: float) -> Iterator[tuple[int, int]]:
    """(index, characters in common and in order) of those of `many` where these are at least a share of both, in no order.

    >>> list(common_with("abcd", ["abcx", "wxyz"], 0.5))
    [(0, 3)]
    """
    here = _counter.at_hand(sum(map(len, many)) + len(a) * len(many))
    for n, found in ((n, _length(a, b)) for n, b in enumerate(many)) if here else _loaded().common_with(a, many, share):
        if 2 * found / (len(a) + len(many[n])) >= share:
            yield n, found


def edits_between(a: str, b: str) -> list[Op]:
    """What to replace in `a` to get `b`, in order; neighbouring edits are one, what is outside them is the same.

    >>> edits_between("abcd", "axcdy")
    [(1, 2, 1, 2), (4, 4, 4, 5)]
    """
    head, tail = common_ends(a, b)
    a, b = a[head : len(a) - tail], b[head : len(b) - tail]
    if not a or not b or set(a).isdisjoint(b):
        found = [(0, len(a), 0, len(b))] if a or b else []
    else:
        here = len(a) * len(b) < _FEW_CELLS and _counter.at_hand(len(a) + len(b))
        found = joined(_steps(a, b) if here else _loaded().edits(a, b))
    return [(i + head, j + head, k + head, m + head) for i, j, k, m in found]


def common_ends(a: str, b: str) -> tuple[int, int]:
    """Characters that two texts share at their beginning, and at their end behind it."""
    limit = min(len(a), len(b))
    head = 0
    while head < limit and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < limit - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return head, tail


def _steps(a: str, b: str) -> list[Op]:
    """Edits of one character between two texts without common ends."""
    rows = _rows(a, b)
    steps: list[Op] = []
    i, j = len(a), len(b)
    while i and j:  # the order of steps is RapidFuzz's, so that ties fall the same way
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
            steps.append((i, i + 1, j, j))
        else:
            j -= 1
            if j and not rows[j - 1] >> (i - 1) & 1:
                steps.append((i, i, j, j + 1))
            else:
                i -= 1
    steps += [(0, i, 0, j)] if i or j else []
    return steps[::-1]


def _rows(a: str, b: str) -> list[int]:
    """For each character of `b`, the row of the table: a bit is 0 where a character of `a` adds to what is common."""
    places: dict[str, int] = {}
    bit = 1
    for char in a:
        places[char] = places.get(char, 0) | bit
        bit <<= 1
    full = bit - 1
    row, rows = full, []
    for char in b:
        shared = row & places.get(char, 0)
        row = ((row + shared) | (row - shared)) & full
        rows.append(row)
    return rows


def joined(edits: list[Op]) -> list[Op]:
    """Edits without a kept character between them as one."""
    found: list[Op] = []
    for edit in edits:
        if found and found[-1][1] == edit[0] and found[-1][3] == edit[2]:
            last = found.pop()
            edit = (last[0], edit[1], last[2], edit[3])
        found.append(edit)
    return found
