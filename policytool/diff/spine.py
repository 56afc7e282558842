"""Pairs of positions -> the heaviest set that keeps its order: the spine. What is off it has moved."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_increasing(seconds: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Indices of the heaviest strictly increasing subsequence of `seconds`; n log n.

    >>> sorted(heaviest_increasing([0, 3, 1, 2], [1, 1, 1, 1]))
    [0, 2, 3]
    >>> sorted(heaviest_increasing([5, 0, 1], [9, 1, 1]))
    [0]
    """
    if all(a < b for a, b in zip(seconds, seconds[1:], strict=False)):
        return set(range(len(seconds)))
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
        mine = (found[0] + max(1, weights[i]), i)
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
