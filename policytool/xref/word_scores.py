"""Bags of stems -> how much one asks for of another: BM25, with groups of like meaning.

A group of like meaning adds only what the words both say do not: where one text arrests and the other
arrests, that counts once; where one arrests and the other apprehends, the group counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from policytool.language.synonyms import concepts_in

_K1, _B, _K3 = 1.2, 0.75, 3.0
"""BM25's usual saturation, length normalisation and saturation of what asks."""


MANY, COMMON, LEADING = 1_000, 100, 300
"""Among more bags than this, a word that more than so many hold is common, and counts only among so many leading ones: ranking a code against a code then takes
time in line with their size, and not with its square."""
_Asked = tuple[Mapping[int, float], float, list[tuple[Mapping[int, float], float]]]
"""The worth of a word or group by place, a factor, and the same of the words of a group, which count before it."""


@dataclass(frozen=True, slots=True)
class Bag:
    """What a text holds, and how often."""

    words: Mapping[str, int]
    groups: Mapping[str, int]
    """Groups of like meaning, each written `=arrest`."""
    members: Mapping[str, frozenset[str]]
    """A group -> the stems of the text that belong to it."""


def bag_of(stems: Sequence[str]) -> Bag:
    """The words of a text and the groups they belong to.

    >>> bag_of(("arrest", "zebra", "zebra")).words, bag_of(("arrest", "zebra")).groups
    ({'arrest': 1, 'zebra': 2}, {'=arrest': 1})
    """
    words: dict[str, int] = {}
    groups: dict[str, int] = {}
    members: dict[str, frozenset[str]] = {}
    for one in stems:
        words[one] = words.get(one, 0) + 1
    for name, said in concepts_in(stems):
        groups[name] = groups.get(name, 0) + 1
        members[name] = members.get(name, frozenset()).union(said)
    return Bag(words, groups, members)


class WordScores:
    """What each word or group is worth in each of some bags."""

    def __init__(self, bags: Sequence[Bag], groups: float) -> None:
        self._groups = groups
        held: dict[str, dict[int, float]] = {}
        for place, bag in enumerate(bags):
            for one, amount in self._weighed(bag).items():
                held.setdefault(one, {})[place] = amount
        self._many = len(bags) > MANY
        self._lengths = [sum(self._weighed(bag).values()) for bag in bags]
        self._average = sum(self._lengths) / len(bags) if bags else 0.0
        self._rarities = {one: self._rarity(len(places)) for one, places in held.items()}
        self._worth = {
            one: {place: self._rarities[one] * self._saturated(amount, self._lengths[place]) for place, amount in places.items()}
            for one, places in held.items()
        }

    def add(self, asked: Bag, weight: float, scores: dict[int, float]) -> None:
        """Add to the score of each bag, by its place, what it holds of the words and groups asked for.

        Among very many bags a common word counts only where the rarer words count most, if there are any.
        """
        common = []
        for one in self._asked(asked, weight):
            if len(one[0]) > COMMON and self._many:
                common.append(one)
            else:
                _add_to(scores, one, one[0])
        best = nlargest(LEADING, scores, key=scores.__getitem__) if common else []
        for one in common:
            _add_to(scores, one, [place for place in best if place in one[0]] if best else one[0])

    def at(self, asked: Bag, weight: float, place: int) -> Iterator[tuple[str, float]]:
        """What each word and group asked for adds at one place."""
        names = (*asked.words, *(asked.groups if self._groups else ()))
        for name, (worth, repeated, rivals) in zip(names, self._asked(asked, weight), strict=True):
            if place in worth:
                points = repeated * worth[place] - sum(factor * rival.get(place, 0.0) for rival, factor in rivals)
                if points > 0:
                    yield name, points

    def _asked(self, asked: Bag, weight: float) -> Iterator[_Asked]:
        """For each word and group: its worth by place, a factor, and the same of the words of a group, which count before it."""
        said = {word: (self._worth.get(word, {}), weight * _repeated(count)) for word, count in asked.words.items()}
        for worth, repeated in said.values():
            yield worth, repeated, []
        if self._groups:
            for group, count in asked.groups.items():
                yield self._worth.get(group, {}), weight * _repeated(count * self._groups), [said[word] for word in asked.members[group]]

    def against_itself(self, asked: Bag) -> float:
        """What the words of a bag would score against the same bag."""
        length, unknown = sum(self._weighed(asked).values()), self._rarity(0)
        return sum(_repeated(n) * self._rarities.get(one, unknown) * self._saturated(n, length) for one, n in asked.words.items())

    def _weighed(self, bag: Bag) -> dict[str, float]:
        found: dict[str, float] = dict(bag.words)
        if self._groups:
            found.update((name, count * self._groups) for name, count in bag.groups.items())
        return found

    def _rarity(self, held: int) -> float:
        """How much a word counts that `held` bags hold."""
        return math.log(1 + (len(self._lengths) - held + 0.5) / (held + 0.5))

    def _saturated(self, amount: float, length: float) -> float:
        return amount * (_K1 + 1) / (amount + _K1 * (1 - _B + _B * length / (self._average or 1.0)))


def _add_to(scores: dict[int, float], asked: _Asked, places: Iterable[int]) -> None:
    """Add to some scores what one word or group is worth there."""
    worth, repeated, rivals = asked
    for place in places:
        points = worth[place] * repeated
        for rival, factor in rivals:
            if place in rival:
                points -= factor * rival[place]
        if points > 0:
            scores[place] = scores.get(place, 0.0) + points


def _repeated(amount: float) -> float:
    """A word asked for twice counts more than once, but not double."""
    return amount * (_K3 + 1) / (amount + _K3)
