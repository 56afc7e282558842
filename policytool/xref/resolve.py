"""One document's citations -> resolutions, in the tree and across the documents held.

Full citations first, then what the document calls itself, then references that start from where they
stand. A reference to a bare level, "subsection (b)", is looked for from the inside out. The target is
read as it stood on the citing document's date; what has become of it since, `commands.since` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from policytool.language.citations import find_citations
from policytool.language.divisions import division_path
from policytool.language.parts import number_of
from policytool.model.citation import Citation
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.model.resolution import Resolution, Status
from policytool.patterns import lazy
from policytool.xref.contents import Contents
from policytool.xref.contexts import context_of
from policytool.xref.library import Library
from policytool.xref.names import NameIndex
from policytool.xref.sections import Answer, Place, find_article, find_in_part, find_section, has_item, holds

_OWN = ("this order", "this act", "this chapter", "this ordinance", "this title", "this code", "this memorandum", "this article", "this rule", "this directive", "these guidelines", "this agreement", "this policy", "this statute", "this part")  # fmt: skip
_HERE = ("this section", "this subsection", "this paragraph", "this subparagraph", "this clause", "this subdivision", "this article")
_OWN_NUMBERS = lazy(r"\b(?:E\.O\.|Proc\.) |\b(?:Act|Ordinance)(?: of \d{4})?$")
"""What is cited by its own section numbers; a copy may hold only some of them."""
_NUMBERED_LAW = lazy(r"^(?:P\.A\.|Pub\. L\.|\S+ Law) \d")
"""Its sections are not those of the code that holds its text."""
_OWN_ARTICLE = lazy(r"U\.S\. Const\. art\. ([^\s,]+)(?:, § (\d+))?")
_DEPTH = {"this section": 0, "this subsection": 1, "this paragraph": 2, "this subparagraph": 3, "this clause": 4}


class ResultMaker(Protocol):
    """Makes the resolution of the citation at hand."""

    def __call__(self, status: Status, target: str, candidates: Sequence[str] = (), note: str = "") -> Resolution: ...


def places(document: Document) -> Iterator[Place]:
    """Every clause with its chain, in document order."""
    chain: list[Clause] = []
    for clause in document.clauses():
        del chain[clause.depth :]
        chain.append(clause)
        yield Place(clause, tuple(chain))


def last_of_range(citation: Citation) -> Citation | None:
    """The last member of a range that prints only its labels there: the `(d)` of `9-1-010(a) through (d)`.

    >>> last_of_range(Citation("code", (5, 26), "9-1-010(a) through (d)", "§9-1-010(a)", "§9-1-010(d)", section="9-1-010", pins=("a",))).pins
    ('d',)
    """
    pins = tuple(re.findall(r"\(([^()]+)\)", citation.target_end))
    printed = f"({pins[-1]})" if pins else ""
    at = citation.text.rfind(printed)
    if not printed or at <= 0 or not citation.pins or not citation.target_end.startswith(citation.target.removesuffix(citation.pincite)):
        return None
    start = citation.span[0] + at
    return replace(citation, span=(start, start + len(printed)), text=printed, target=citation.target_end, target_end="", pins=pins, range_end=True)


def find_division(citation: Citation, place: Place, document: Document, contents: Contents) -> Answer | None:
    """`subchapter II of this chapter` in the chapter that holds the place; None when this text has no division of that kind to choose from.

    A text that is one section of a chapter says nothing of the chapter's other parts.
    """
    unit = citation.base.partition(" ")[2]
    holder = next((c.id for c in reversed(place.chain) if c.kind is Kind.DIVISION and c.id.rpartition("/")[2].startswith(f"{unit}-")), "")
    path = "/".join(f"{word}-{number}" for word, number in division_path(citation.target.removeprefix(citation.base)))
    within, last = f"{holder}/" if holder else "", path.rpartition("/")[2]
    if not path or not any(ident.startswith(within) for ident in contents.divisions.get(citation.level, ())):
        return None
    found = [ident for ident in contents.divisions.get(last, ()) if ident.startswith(within) and f"/{ident}".endswith(f"/{path}")]
    if len(found) > 1:
        return None
    return Answer(Status.RESOLVED, f"{document.id}#{found[0]}") if found else Answer(Status.MISSING, f"{document.id}#{holder}{'/' * bool(holder)}{path}")


class Resolver:
    """Resolves the citations of documents against one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.index = NameIndex(library)
        self.kinds = self.index.kinds()

    def resolve_document(self, document: Document, date: str, ends: bool = False) -> tuple[Resolution, ...]:
        """Every citation of a document, in order; with `ends`, the last member of a range is one too."""
        context = context_of(document.id)
        ids = self.index.contents_of(document).ids
        found: list[Resolution] = []
        for place in places(document):
            for citation in find_citations(place.clause.text, context, self.kinds):
                if ends or not citation.range_end:
                    found.append(self._resolve(citation, place, document, ids, date))
                if ends and (last := last_of_range(citation)):
                    found.append(self._resolve(last, place, document, ids, date))
        return tuple(found)

    def _resolve(self, citation: Citation, place: Place, document: Document, ids: dict[str, Clause], date: str) -> Resolution:
        def result(status: Status, target: str, candidates: Sequence[str] = (), note: str = "") -> Resolution:
            return Resolution(citation, document.id, place.clause.id, citation.span, status, target or citation.target, tuple(candidates), note)

        if citation.relative or citation.target.startswith("§"):
            own = self._inside(citation, place, document, ids)
            if own is not None:
                return result(*own)
        elif citation.kind == "constitution-article" and (answer := self._own_article(citation, document)):
            return replace(result(*answer), citation=replace(citation, target=citation.target.removeprefix("U.S. ")))
        elif citation.kind in ("act-section", "short-title") and (answer := self._by_title(citation, document)):
            return result(*answer)
        elsewhere = self._elsewhere(citation, document, date)
        if elsewhere is None:
            return result(Status.EXTERNAL, citation.target)
        documents, by_section = elsewhere
        if len(documents) > 1:
            return result(Status.AMBIGUOUS, citation.target, documents)
        docid = documents[0]
        if docid == document.id:
            section = citation.section if by_section else ""
            return result(*self._in_document(document, section, citation.pins if section else (), place))
        return self._across(docid, citation, by_section, date, result)

    # ------------------------------------------------------------ inside the document

    def _inside(self, citation: Citation, place: Place, document: Document, ids: dict[str, Clause]) -> Answer | None:
        """A reference that starts from where it stands; None when it speaks of something else."""
        base = citation.base
        if base.startswith(("such", "said", "that")):
            return None
        if citation.kind == "division":
            return find_division(citation, place, document, self.index.contents_of(document))
        if citation.section:
            return self._section_inside(citation, place, document)
        if base in _OWN and base not in _HERE[:1]:
            return Answer(Status.RESOLVED, document.id)
        if base in _HERE:
            return self._here(citation, place, document, ids)
        if citation.pins:
            return self._outward(citation.pins, place, document, ids)
        return None

    def _section_inside(self, citation: Citation, place: Place, document: Document) -> Answer | None:
        """A section of this document: by its number, by its article and number, by what the document is called."""
        contents, base = self.index.contents_of(document), citation.base
        if base.startswith("the "):
            noun, _, base = base.removeprefix("the ").partition(" ")
            if not contents.calls_itself(noun):
                return None
        if base and base not in _OWN:
            return find_in_part(citation, base, document, contents)
        answer = self._in_document(document, citation.section, citation.pins, None if citation.base.startswith("the ") else place)
        if citation.kind == "article" and answer.status is Status.RESOLVED and not citation.base and not _is_article(contents.ids.get(answer.target.partition("#")[2].partition("/")[0])):
            return None  # a number of sections is no number of articles
        known = answer.status is not Status.MISSING or base in _OWN or citation.base or self._own_number(document, citation.section)
        return answer if known else None

    def _by_title(self, citation: Citation, document: Document) -> Answer | None:
        """The Zoning Bylaw, or its section 4, in the Zoning Bylaw; of a section's law, a text may be a part of the code it is titled by."""
        if not citation.section:
            return Answer(Status.RESOLVED, document.id) if citation.code.casefold() == document.title.casefold() else None
        if not self.index.contents_of(document).is_titled(citation.code):
            return None
        answer = self._in_document(document, citation.section, citation.pins)
        return answer if answer.status is not Status.MISSING else None

    def _own_article(self, citation: Citation, document: Document) -> Answer | None:
        """Article 2 of the Constitution, in a text that is a constitution: its own, not the one of the United States."""
        path = _OWN_ARTICLE.fullmatch(citation.target) if citation.text.endswith(" the Constitution") else None
        own = path and "constitution" in document.title.casefold()
        return find_article(path[1], path[2] or "", document, self.index.contents_of(document)) if path and own else None

    def _own_number(self, document: Document, section: str) -> bool:
        """Whether a bare section number belongs to the series of this document's own sections."""
        contents = self.index.contents_of(document)
        own = contents.numbers
        return own.in_series(section) or (section.isdecimal() and int(section) <= own.largest) or contents.in_scheme(section)

    def _here(self, citation: Citation, place: Place, document: Document, ids: dict[str, Clause]) -> Answer:
        section = next((c for c in reversed(place.chain) if c.kind in (Kind.SECTION, Kind.HEADING)), None)
        if citation.base == "this section" or not citation.base:
            start = section.id if section else ""
        else:
            below = place.chain[place.chain.index(section) + 1 :] if section else place.chain
            depth = _DEPTH.get(citation.base, 1)
            start = below[min(depth, len(below)) - 1].id if below else (section.id if section else "")
        target = "/".join(filter(None, (start, *citation.pins)))
        if holds(ids, target):
            return Answer(Status.RESOLVED, f"{document.id}#{target}")
        return self._outward(citation.pins, place, document, ids)

    def _outward(self, pins: Sequence[str], place: Place, document: Document, ids: dict[str, Clause]) -> Answer:
        """Labels without a section, looked for from the inside out."""
        for holder in reversed(place.chain):
            target = "/".join((holder.id, *pins))
            if (target in ids and (holder is not place.clause or len(place.chain) == 1)) or has_item(ids, target):
                return Answer(Status.RESOLVED, f"{document.id}#{target}")
        section = next((c.id for c in place.chain if c.kind is Kind.SECTION), "")
        return Answer(Status.MISSING, f"{document.id}#{'/'.join(filter(None, (section, *pins)))}")

    def _in_document(self, document: Document, section: str, pins: Sequence[str], place: Place | None = None) -> Answer:
        """A section of a document by its number, with labels below it; the document when no section is named."""
        if not section:
            return Answer(Status.RESOLVED, document.id)
        return find_section(document, self.index.contents_of(document), section, pins, place)

    # ------------------------------------------------------------ across documents

    def _elsewhere(self, citation: Citation, document: Document, date: str) -> tuple[list[str], bool] | None:
        """The documents a citation may mean, and whether it names a section of them; None when none is held."""
        code = citation.code or (context_of(document.id) if citation.target.startswith("§") else "")
        if citation.section and code:
            having, near = self.index.holders(code, citation.section)
            if having or near:
                return having or near[:1], True
            named = [] if not citation.code or _NUMBERED_LAW.match(citation.code) else self.index.named(citation.code, date)
            if _OWN_NUMBERS.search(citation.code):
                named = [d for d in named if citation.section.casefold() in self.index.sections_of(d)]
            if named:
                return named, True
        whole = citation.target.partition("(")[0].strip()
        for name in (citation.target, whole, citation.text):
            if found := self.index.named(name, date):
                return found, False
        return None

    def _across(self, docid: str, citation: Citation, by_section: bool, date: str, result: ResultMaker) -> Resolution:
        document, version = self.library.on(docid, date)
        contents = self.index.contents_of(document)
        held = number_of(citation.section) in contents.numbers
        if by_section and not held:
            note = f"not in the version of {version}" if version else "not in the text held"
            return result(Status.MISSING, "/".join((f"{docid}#s{citation.section}", *citation.pins)), (), note)
        section = citation.section if held else ""
        return result(*self._in_document(document, section, citation.pins if section else ()))


def _is_article(clause: Clause | None) -> bool:
    return clause is not None and clause.label.casefold().startswith("art")
