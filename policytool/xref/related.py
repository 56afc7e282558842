"""Clauses of one document -> clauses of another that deal with the same thing, by their words: suggestions, never citations.

BM25 over stems, of our own, because an index must hold weighted words: a clause's own words count
fully, the groups of like meaning they belong to by half; what asks also brings its lead-ins and
headings, by half. Explicit citations are taken out first. What else was tried, and what each part is
worth, stands in docs/quality.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from policytool.language.citations import find_citations
from policytool.language.stems import stem, stems_of
from policytool.language.synonyms import concepts_of
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.xref.contexts import context_of

_UNCOUNTED = (Kind.TITLE, Kind.DIVISION, Kind.NOTE, Kind.CODE, Kind.QUOTED)
_K1, _B = 1.2, 0.75
"""BM25's usual saturation and length normalisation."""
SHOWN = 3
"""Suggestions for one clause, at most."""
LEAST = 0.1
"""The share of a clause's own weight that a suggestion must reach."""
_SURFACE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a clause counts beside its own words."""

    synonyms: float = 0.5
    asking: float = 0.5
    """Lead-ins and headings above the clause that asks."""
    answering: float = 0.0
    """The same above a candidate."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A clause of the second document that may deal with the same thing as one of the first."""

    first: str
    second: str
    score: float
    """0 to 1: its share of what the first clause would score against itself."""
    reasons: tuple[str, ...]


def candidates(document: Document) -> list[Clause]:
    """The clauses that can be suggested: those with words of their own."""
    return [c for c in document.clauses() if c.text and c.kind not in _UNCOUNTED]


def masked(text: str, context: str) -> str:
    """A text without its explicit citations."""
    parts, at = [], 0
    for citation in find_citations(text, context):
        if citation.span[0] >= at:
            parts.append(text[at : citation.span[0]])
            at = citation.span[1]
    return " ".join((*parts, text[at:]))


@dataclass(frozen=True, slots=True)
class Parts:
    """The stems of one clause, by where they come from."""

    own: tuple[str, ...]
    above: tuple[str, ...]
    heading: tuple[str, ...]

    def weighed(self, weights: Weights, above: float) -> dict[str, float]:
        """Stem or group -> how much of it the clause holds."""
        found: dict[str, float] = {}
        for stems, weight in ((self.own, 1.0), (self.above + self.heading, above)):
            if weight:
                for one in stems:
                    found[one] = found.get(one, 0.0) + weight
                if weights.synonyms:
                    for one in concepts_of(stems):
                        found[one] = found.get(one, 0.0) + weight * weights.synonyms
        return found


class ClauseWords:
    """The words of one document's clauses."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.clauses = candidates(document)

    @cached_property
    def parts(self) -> Mapping[str, Parts]:
        """Clause id -> its stems."""
        context, chain, found = context_of(self.document.id), list[tuple[str, ...]](), {}
        for clause in self.document.clauses():
            del chain[clause.depth :]
            own, heading = tuple(stems_of(masked(clause.text, context))), tuple(stems_of(clause.heading))
            found[clause.id] = Parts(own, tuple(s for part in chain for s in part), heading)
            chain.append(() if clause.kind is Kind.TITLE else own + heading)
        return found


class Related:
    """Ranks the clauses of one document for clauses of another."""

    def __init__(self, words: ClauseWords, weights: Weights | None = None) -> None:
        self.words = words
        self.weights = weights or Weights()
        bags = [words.parts[c.id].weighed(self.weights, self.weights.answering) for c in words.clauses]
        self._lengths = [sum(bag.values()) for bag in bags]
        self._average = sum(self._lengths) / len(bags) if bags else 1.0
        held: dict[str, dict[int, float]] = {}
        for place, bag in enumerate(bags):
            for one, weight in bag.items():
                held.setdefault(one, {})[place] = weight
        self._rarities = {one: self._rarity(len(places)) for one, places in held.items()}
        self._worth = {
            one: {place: self._rarities[one] * self._saturated(weight, self._lengths[place]) for place, weight in places.items()}
            for one, places in held.items()
        }

    def rank(self, asking: ClauseWords, clause_id: str, most: int = 0) -> list[Suggestion]:
        """Every clause that shares a word with one of the other document, or the first `most`, best first; ties in document order."""
        query = asking.parts[clause_id].weighed(self.weights, self.weights.asking)
        scores: dict[int, float] = {}
        for one, weight in query.items():
            for place, worth in self._worth.get(one, {}).items():
                scores[place] = scores.get(place, 0.0) + weight * worth
        length, unknown = sum(query.values()), self._rarity(0)
        whole = sum(w * self._rarities.get(one, unknown) * self._saturated(w, length) for one, w in query.items()) or 1.0
        order = sorted(scores, key=lambda place: (-scores[place], place))
        clauses = self.words.clauses
        return [
            Suggestion(clause_id, clauses[p].id, min(1.0, scores[p] / whole), tuple(self._strongest(query, p))) for p in order[: most or None]
        ]

    def _strongest(self, query: Mapping[str, float], place: int) -> list[str]:
        """The stems and groups that count most for one clause, at most six."""
        worth = {one: weight * self._worth[one][place] for one, weight in query.items() if place in self._worth.get(one, ())}
        return sorted(worth, key=lambda one: (-worth[one], one))[:6]

    def _rarity(self, held: int) -> float:
        """How much a stem counts that `held` clauses hold."""
        return math.log(1 + (len(self._lengths) - held + 0.5) / (held + 0.5))

    def _saturated(self, held: float, length: float) -> float:
        return held * (_K1 + 1) / (held + _K1 * (1 - _B + _B * length / (self._average or 1.0)))


def suggest(first: Document, second: Document, weights: Weights | None = None) -> tuple[Suggestion, ...]:
    """For every clause of `first`, up to three clauses of `second` that may deal with the same thing, in document order.

    A suggestion's reasons are words for a reader: what both say, and pairs of words of like meaning.
    """
    asking = ClauseWords(first)
    related = Related(ClauseWords(second), weights)
    texts = {c.id: c.text for c in related.words.clauses}
    found: list[Suggestion] = []
    for clause in asking.clauses:
        for one in related.rank(asking, clause.id, SHOWN):
            if one.score >= LEAST:
                found.append(Suggestion(one.first, one.second, one.score, tuple(_reasons(one.reasons, clause.text, texts[one.second]))))
    return tuple(found)


def _reasons(stems: tuple[str, ...], first: str, second: str) -> Iterator[str]:
    """Why: `both say traffic, operation`; `arrest ~ detain`; what the lead-ins above share."""
    mine, other = _surfaces(first), _surfaces(second)
    both = [mine[s] for s in stems if s in mine and s in other]
    if both:
        yield f"both say {', '.join(both)}"
    seen = set(both)
    for group in (s for s in stems if s.startswith("=")):
        a = next((w for s, w in mine.items() if group in concepts_of((s,)) and s not in other), "")
        b = next((w for s, w in other.items() if group in concepts_of((s,)) and s not in mine), "")
        if a and b and not {a, b} & seen:
            seen |= {a, b}
            yield f"{a} ~ {b}"
    around = [s for s in stems if not s.startswith("=") and not (s in mine and s in other)]
    if around:
        words = {**other, **mine}
        named = [words[s] for s in around if s in words]
        yield f"by a lead-in or heading: {', '.join(named)}" if named else "by a lead-in or heading"


def _surfaces(text: str) -> dict[str, str]:
    """Stem -> the first word of a text that has it."""
    found: dict[str, str] = {}
    for match in _SURFACE.finditer(text):
        word = match[0].casefold().replace("’", "'").removesuffix("'s")
        found.setdefault(stem(word), word)
    return found
