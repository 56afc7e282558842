"""Two documents -> what each has to do with the other, kept apart: citations, authorities, terms, reviewed relations, suggestions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policytool.language.citation_kind import CitationKind
from policytool.language.terms import find_terms, forms_of
from policytool.language.tokens import folded
from policytool.model.citation import DefinedTerm
from policytool.model.document import Document
from policytool.model.resolution import Resolution, Status
from policytool.xref.library import Held
from policytool.xref.related import Suggestion, candidates, suggest
from policytool.xref.relations import Relation
from policytool.xref.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents, its version date, and all it is called."""

    document: Document
    date: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitationLink:
    """An explicit citation of one document in the other."""

    forward: bool
    """From the first document to the second."""
    clause: str
    """The clause that cites."""
    text: str
    """The words of the citation."""
    target: str
    """The clause cited; empty for the whole document."""
    missing: bool
    """The clause cited is not in the version compared."""


@dataclass(frozen=True, slots=True)
class SharedAuthority:
    """Something that both documents cite, to the section."""

    target: str
    first: tuple[str, ...]
    """The clauses of the first document that cite it."""
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A term that one document or both define, and both use."""

    term: str
    first: str
    """The clause of the first document that defines it; empty when it only uses it."""
    second: str
    same: bool
    """Both define it, in the same words."""
    first_uses: tuple[str, ...]
    second_uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewedLink:
    """A reviewed relation between the two documents, found again in the versions compared."""

    relation: Relation
    forward: bool
    """Its own first side is the first document here."""
    first: str
    """The clause in the first document; empty for the whole document, or when it is gone."""
    second: str
    note: str = ""
    """What has become of a side since it was reviewed; empty when nothing has."""
    gone: bool = False
    """A side is not in the versions compared."""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """All that two documents have to do with each other; every list in document order."""

    first: Document
    second: Document
    reviewed: tuple[ReviewedLink, ...]
    citations: tuple[CitationLink, ...]
    authorities: tuple[SharedAuthority, ...]
    terms: tuple[SharedTerm, ...]
    suggestions: tuple[Suggestion, ...]
    alone: tuple[str, ...]
    """The clauses of the first document for which nothing above names a clause of the second."""


class Pair:
    """A library of exactly two documents, in the versions compared."""

    def __init__(self, sides: Sequence[Side], kinds: Sequence[CitationKind] = ()) -> None:
        self._sides = {side.document.id: side for side in sides}
        self._kinds = tuple(kinds)

    def held(self) -> list[Held]:
        return [Held(docid, side.names) for docid, side in self._sides.items()]

    def kinds(self) -> tuple[CitationKind, ...]:
        return self._kinds

    def on(self, docid: str, date: str) -> tuple[Document, str]:
        return self.newest(docid)

    def newest(self, docid: str) -> tuple[Document, str]:
        side = self._sides[docid]
        return side.document, side.date


def cross_reference(first: Side, second: Side, reviewed: Iterable[ReviewedLink] = (), kinds: Sequence[CitationKind] = ()) -> CrossReference:
    """What the two documents have to do with each other. Their ids must differ."""
    resolver = Resolver(Pair((first, second), kinds))
    mine = resolver.resolve_document(first.document, first.date)
    other = resolver.resolve_document(second.document, second.date)
    known = _in_order(tuple(reviewed), first.document)
    citations = (*_links(mine, second.document.id, True), *_links(other, first.document.id, False))
    suggestions = suggest(first.document, second.document)
    met = {r.first for r in known if not r.gone} | {s.first for s in suggestions}
    met |= {c.clause if c.forward else c.target for c in citations}
    return CrossReference(
        first.document, second.document, known, citations, tuple(_authorities(mine, other)), tuple(_terms(first.document, second.document)),
        suggestions, tuple(c.id for c in candidates(first.document) if c.id not in met),
    )  # fmt: skip


def _in_order(reviewed: tuple[ReviewedLink, ...], first: Document) -> tuple[ReviewedLink, ...]:
    place = {c.id: n for n, c in enumerate(first.clauses())}
    return tuple(sorted(reviewed, key=lambda r: place.get(r.first, -1)))


def _links(found: Iterable[Resolution], docid: str, forward: bool) -> Iterator[CitationLink]:
    for one in found:
        target_doc, _, clause = one.target.partition("#")
        if one.status in (Status.RESOLVED, Status.MISSING) and target_doc == docid:
            yield CitationLink(forward, one.clause_id, one.citation.text, clause, one.status is Status.MISSING)


def _authorities(mine: Iterable[Resolution], other: Iterable[Resolution]) -> Iterator[SharedAuthority]:
    """What both cite outside themselves and each other, pincites aside."""
    first, second = _cited(mine), _cited(other)
    for target in first:
        if target in second:
            yield SharedAuthority(target, tuple(first[target]), tuple(second[target]))


def _cited(found: Iterable[Resolution]) -> dict[str, dict[str, None]]:
    cited: dict[str, dict[str, None]] = {}
    for one in found:
        if one.status is Status.EXTERNAL and not one.citation.relative:
            cited.setdefault(one.citation.target.partition("(")[0].strip(), {})[one.clause_id] = None
    return cited


def _terms(first: Document, second: Document) -> Iterator[SharedTerm]:
    """The terms either defines and both use, in the order of the first document's definitions, then of the second's."""
    mine = {t.term.casefold(): t for t in reversed(find_terms(first))}
    other = {t.term.casefold(): t for t in reversed(find_terms(second))}
    for key in dict.fromkeys((*reversed(mine), *reversed(other))):
        a, b = mine.get(key), other.get(key)
        term = (a or b or mine[key]).term
        uses = tuple(_uses(d, t, term) for d, t in ((first, a), (second, b)))
        if (a or uses[0]) and (b or uses[1]):
            same = a is not None and b is not None and folded(a.definition) == folded(b.definition)
            yield SharedTerm(term, a.clause_id if a else "", b.clause_id if b else "", same, *uses)


def _uses(document: Document, defined: DefinedTerm | None, term: str) -> tuple[str, ...]:
    """The clauses of a document that use a term: as it defines it, else as whole words in the term's own case."""
    if defined is not None:
        return tuple(dict.fromkeys(u.clause_id for u in defined.uses))
    forms = "|".join(re.escape(f) for f in forms_of(term))
    pattern = re.compile(rf"(?<!\w)(?:{forms})(?!\w)", 0 if term[1:] != term[1:].lower() else re.I)
    return tuple(c.id for c in candidates(document) if pattern.search(c.text))
