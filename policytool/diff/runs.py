"""Texts -> which of them share runs of three words: who is worth comparing with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice

SIZE = 3
LONG, STEP = 40, 2
"""In a text of more words every second run is enough to find who shares them."""
_SLICES = [slice(i, i + SIZE) for i in range(1_000)]
"""Made once: most texts are shorter."""


def shingles(encoded: str) -> set[str]:
    """Every run of three words; the whole text when it is shorter."""
    return set(_runs(encoded))


def sample(encoded: str) -> set[str]:
    """Every run of a short text, every second one of a long text: enough to propose a pair, not to measure it."""
    return set(_runs(encoded, STEP if len(encoded) > LONG else 1))


def shared(runs: set[str], encoded: str) -> set[str]:
    """Those of `runs` that a text holds; its others are looked up and not kept."""
    return runs.intersection(_runs(encoded))


def containment(part: set[str], encoded: str) -> float:
    """Share of `part` that a text holds."""
    return len(shared(part, encoded)) / len(part) if part else 0.0


def _runs(encoded: str, step: int = 1) -> Iterable[str]:
    many = len(encoded) - SIZE + 1
    if many <= 1:
        return [encoded] if encoded else []
    if many <= len(_SLICES):
        return map(encoded.__getitem__, islice(_SLICES, 0, many, step))
    return map(encoded.__getitem__, map(slice, range(0, many, step), range(SIZE, many + SIZE, step)))


class RunIndex:
    """The runs of some texts, those left out that nobody seeks. Runs that many texts share propose nothing."""

    __slots__ = ("_many", "_one", "common")

    def __init__(self, texts: Sequence[str], sought: Iterable[set[str]], most: int) -> None:
        wanted: set[str] = set().union(*sought)
        one: dict[str, int] = {}  # most runs have one holder, and a list for each would be most of the memory
        many: dict[str, list[int]] = {}
        for n, text in enumerate(texts):
            for run in wanted.intersection(_runs(text)):
                if run in many:
                    many[run].append(n)
                elif (first := one.pop(run, -1)) >= 0:
                    many[run] = [first, n]
                else:
                    one[run] = n
        self.common = {run for run, found in many.items() if len(found) > most}
        self._one, self._many = one, {run: found for run, found in many.items() if len(found) <= most}

    def telling(self, runs: set[str]) -> int:
        """How many runs some text holds, and not too many do."""
        return len(runs & self._one.keys()) + len(runs & self._many.keys())

    def votes(self, runs: set[str]) -> Counter[int]:
        """How many telling runs each text shares."""
        votes = Counter(map(self._one.__getitem__, runs & self._one.keys()))
        votes.update(chain.from_iterable(self._many[run] for run in runs & self._many.keys()))
        return votes

    def nearest(self, runs: set[str], many: int) -> list[int]:
        """The texts that share most runs, best first; none with less than a fifth of what the best shares."""
        votes = self.votes(runs)
        least = max(votes.values(), default=0) / 5
        return sorted((n for n, count in votes.items() if count >= least), key=lambda n: (-votes[n], n))[:many]
