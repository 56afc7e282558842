"""Texts -> which of them share runs of three words: who is worth comparing with whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import chain


def shingles(encoded: str, size: int = 3) -> set[str]:
    """Every run of `size` words; the whole text when it is shorter."""
    if len(encoded) <= size:
        return {encoded} if encoded else set()
    return {encoded[i : i + size] for i in range(len(encoded) - size + 1)}


def containment(part: set[str], whole: set[str]) -> float:
    """Share of `part` that is in `whole`."""
    return len(part & whole) / len(part) if part else 0.0


class RunIndex:
    """The runs of some texts, those left out that nobody seeks. Runs that many texts share propose nothing."""

    __slots__ = ("common", "holders")

    def __init__(self, texts: Sequence[str], sought: Iterable[set[str]], most: int) -> None:
        wanted: set[str] = set().union(*sought)
        holders: dict[str, list[int]] = defaultdict(list)
        for n, text in enumerate(texts):
            for run in wanted & shingles(text):
                holders[run].append(n)
        self.common = {run for run, found in holders.items() if len(found) > most}
        self.holders = {run: found for run, found in holders.items() if len(found) <= most}

    def votes(self, runs: set[str]) -> Counter[int]:
        """How many telling runs each text shares."""
        return Counter(chain.from_iterable(self.holders[run] for run in runs & self.holders.keys()))

    def nearest(self, runs: set[str], many: int) -> list[int]:
        """The texts that share most runs, best first."""
        return [n for n, _ in nsmallest(many, self.votes(runs).items(), key=lambda vote: (-vote[1], vote[0]))]
