"""Clauses of one document -> clauses of another that deal with the same thing, by their words: suggestions, never citations.

BM25 over stems, of our own. A clause is asked by its own words, and less by those of its lead-ins and
headings; it answers by its own words, a little by what stands above it, and by the best of what stands
below it. A word of like meaning counts only beyond the words both say. Explicit citations are taken out
first. What else was tried, and what each part is worth, stands in docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import nsmallest

from policytool.language.citations import find_citations
from policytool.language.stems import stem, stems_of
from policytool.language.synonyms import concepts_of
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.patterns import lazy
from policytool.xref.contexts import context_of
from policytool.xref.word_scores import Bag, WordScores, bag_of

_UNCOUNTED = (Kind.TITLE, Kind.DIVISION, Kind.NOTE, Kind.CODE, Kind.QUOTED)
SHOWN = 3
"""Suggestions for one clause, at most."""
LEAST = 0.1
"""The share of a clause's own weight that a suggestion must reach."""
_SURFACE = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a clause counts beside its own words."""

    synonyms: float = 1.0
    """A word of like meaning, where the word itself is missing."""
    asking: float = 0.3
    """Lead-ins and headings above the clause that asks."""
    answering: float = 0.1
    """The same above a candidate."""
    below: float = 0.25
    """The best clause below a candidate."""


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


class ClauseWords:
    """The words of one document's clauses."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.clauses = candidates(document)

    @cached_property
    def parts(self) -> Mapping[str, tuple[Bag, Bag]]:
        """Clause id -> its own words, and those of its lead-ins and headings."""
        context, chain, found, shared = context_of(self.document.id), list[tuple[str, ...]](), {}, dict[tuple[str, ...], Bag]()
        for clause in self.document.clauses():
            del chain[clause.depth :]
            own, heading = tuple(stems_of(masked(clause.text, context))), tuple(stems_of(clause.heading))
            above = (*(s for part in chain for s in part), *heading)
            found[clause.id] = bag_of(own), shared.get(above) or shared.setdefault(above, bag_of(above))
            chain.append(() if clause.kind is Kind.TITLE else own + heading)
        return found

    @cached_property
    def holders(self) -> list[list[int]]:
        """For each candidate, the places of the candidates above it."""
        places, chain, found = {c.id: n for n, c in enumerate(self.clauses)}, list[str](), []
        for clause in self.document.clauses():
            del chain[clause.depth :]
            if clause.id in places:
                found.append([places[one] for one in chain if one in places])
            chain.append(clause.id)
        return found


class Related:
    """Ranks the clauses of one document for clauses of another."""

    def __init__(self, words: ClauseWords, weights: Weights | None = None) -> None:
        self.words = words
        self.weights = weights or Weights()
        parts = [words.parts[c.id] for c in words.clauses]
        self._own = WordScores([own for own, _ in parts], self.weights.synonyms)
        self._above = WordScores([above for _, above in parts], self.weights.synonyms)
        self._last: tuple[Bag | None, Mapping[int, float]] = None, {}

    def rank(self, asking: ClauseWords, clause_id: str, most: int = 0) -> list[Suggestion]:
        """Every clause that shares a word with one of the other document, or the first `most`, best first; ties in document order."""
        own, above = asking.parts[clause_id]
        scores = dict(self._of_above(above))
        self._own.add(own, 1.0, scores)
        if self.weights.answering:
            self._above.add(own, self.weights.answering, scores)
        below = self._best_below(scores)
        for holder, (points, _) in below.items():
            scores[holder] = scores.get(holder, 0.0) + self.weights.below * points
        whole = self._own.against_itself(own) + self.weights.asking * self._own.against_itself(above) or 1.0
        order = nsmallest(most or len(scores), scores, key=lambda place: (-scores[place], place))
        clauses = self.words.clauses
        return [Suggestion(clause_id, clauses[p].id, min(1.0, scores[p] / whole), self._strongest(own, above, p, below)) for p in order]

    def _of_above(self, above: Bag) -> Mapping[int, float]:
        """What the words above a clause add; clauses that share them follow each other."""
        if self._last[0] is not above:
            scores: dict[int, float] = {}
            if self.weights.asking:
                self._own.add(above, self.weights.asking, scores)
            self._last = above, scores
        return self._last[1]

    def _best_below(self, scores: Mapping[int, float]) -> dict[int, tuple[float, int]]:
        """A clause's place -> the score and place of the best clause below it, the first of equals."""
        best: dict[int, tuple[float, int]] = {}
        if self.weights.below:
            for place in sorted(scores):
                for holder in self.words.holders[place]:
                    if holder not in best or scores[place] > best[holder][0]:
                        best[holder] = scores[place], place
        return best

    def _strongest(self, own: Bag, above: Bag, place: int, below: Mapping[int, tuple[float, int]]) -> tuple[str, ...]:
        """The stems and groups that count most for one clause, at most six."""
        weights, worth = self.weights, dict[str, float]()
        for at, share in ((place, 1.0), *([(below[place][1], weights.below)] if place in below else ())):
            for bag, scores, weight in ((own, self._own, 1.0), (above, self._own, weights.asking), (own, self._above, weights.answering)):
                for word, points in scores.at(bag, weight * share, at):
                    worth[word] = worth.get(word, 0.0) + points
        return tuple(sorted(worth, key=lambda one: (-worth[one], one))[:6])


def suggest(first: Document, second: Document) -> tuple[Suggestion, ...]:
    """For every clause of `first`, up to three clauses of `second` that may deal with the same thing, in document order.

    A suggestion's reasons are words for a reader: what both say, and pairs of words of like meaning.
    """
    asking = ClauseWords(first)
    related = Related(ClauseWords(second))
    clauses = {c.id: c for c in related.words.clauses}
    own = cache(lambda ident: _surfaces(clauses[ident].text))
    below = cache(lambda ident: _surfaces(" ".join(one.text for one in clauses[ident].walk() if one.id != ident)))
    found: list[Suggestion] = []
    for clause in asking.clauses:
        for one in related.rank(asking, clause.id, SHOWN):
            if one.score >= LEAST:
                reasons = tuple(_reasons(one.reasons, _surfaces(clause.text), own(one.second), below(one.second)))
                found.append(Suggestion(one.first, one.second, one.score, reasons))
    return tuple(found)


def _reasons(stems: tuple[str, ...], mine: Mapping[str, str], other: Mapping[str, str], below: Mapping[str, str]) -> Iterator[str]:
    """Why: `both say traffic, operation`; `arrest ~ detain`; what the clauses below share; what the lead-ins above share."""
    both = [mine[s] for s in stems if s in mine and s in other]
    if both:
        yield f"both say {', '.join(both)}"
    seen = set(both)
    for where, texts in (("", other), (" (below it)", below)):
        for group in (s for s in stems if s.startswith("=")):
            a = next((w for s, w in mine.items() if group in concepts_of((s,)) and s not in texts), "")
            b = next((w for s, w in texts.items() if group in concepts_of((s,)) and s not in mine), "")
            if a and b and not {a, b} & seen:
                seen |= {a, b}
                yield f"{a} ~ {b}{where}"
    under = [mine[s] for s in stems if s in mine and s in below and s not in other]
    if under:
        yield f"a clause below it says {', '.join(under)}"
    around = [s for s in stems if not s.startswith("=") and not (s in mine and (s in other or s in below))]
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
