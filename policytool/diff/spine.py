"""Pairs of positions -> the heaviest set that keeps its order: the spine. What is off it has moved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import islice
from operator import lt


def heaviest_increasing(seconds: Sequence[int], weight: Callable[[int], int]) -> Collection[int]:
    """Indices of the heaviest strictly increasing subsequence of `seconds`; n log n. `weight` is asked for an index.

    >>> sorted(heaviest_increasing([0, 3, 1, 2], lambda n: 1))
    [0, 2, 3]
    >>> sorted(heaviest_increasing([5, 0, 1], [9, 1, 1].__getitem__))
    [0]
    """
    if all(map(lt, seconds, islice(seconds, 1, None))):
        return range(len(seconds))
    rank = {value: i + 1 for i, value in enumerate(sorted(set(seconds)))}
    size = len(rank) + 1
    best: list[tuple[int, int]] = [(0, -1)] * (size + 1)
    previous = [-1] * len(seconds)
    total = (0, -1)
    for i, value in enumerate(seconds):
        at = rank[value] - 1
        found = (0, -1)
        while at > 0:
            found = max(found, best[at])
            at -= at & -at
        previous[i] = found[1]
        mine = (found[0] + max(1, weight(i)), i)
        total = max(total, mine)
        at = rank[value]
        while at <= size:
            best[at] = max(best[at], mine)
            at += at & -at
    spine, i = set(), total[1]
    while i >= 0:
        spine.add(i)
        i = previous[i]
    return spine
