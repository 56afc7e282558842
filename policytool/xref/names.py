"""Held documents -> an index of what they are called and which sections they hold."""

from __future__ import annotations

import re
from collections import defaultdict

from policytool.language.citation_kind import CitationKind
from policytool.language.citations import find_citations
from policytool.language.kind_reading import name_kind
from policytool.model.clause import Kind
from policytool.model.document import Document
from policytool.xref.contexts import context_of
from policytool.xref.library import Held, Library


def plain(name: str) -> str:
    """A name for comparison: case, dots and spaces aside."""
    return " ".join(re.sub(r"[.,§]+", " ", name.casefold()).split())


def number_of(label: str) -> str:
    """A section's number as citations write it: `§ 1373` -> `1373`.

    >>> number_of("Sec. 15"), number_of("2-173-020"), number_of("§ 287.7")
    ('15', '2-173-020', '287.7')
    """
    return (
        re.sub(r"^(?:sections?|secs?\.?|§+|articles?|art\.?)[\s\u00a0]*", "", label.strip(), flags=re.I)
        .rstrip(".")
        .replace("–", "-")
        .casefold()
    )


class NameIndex:
    """Names, canonical citations and section numbers of every held document."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.by_name: dict[str, set[str]] = defaultdict(set)
        self.by_target: dict[str, set[str]] = defaultdict(set)
        self.by_code: dict[str, set[str]] = defaultdict(set)
        self._sections: dict[str, set[str]] = {}
        self._plain_names: dict[str, str] = {}
        self._held: dict[str, Held] = {}
        for held in library.held():
            self._add(held)

    def _add(self, held: Held) -> None:
        self._held[held.docid] = held
        context = context_of(held.docid)
        if context:
            self.by_code[plain(context)].add(held.docid)
        self.by_name[plain(held.docid)].add(held.docid)
        for name in held.names:
            self.by_name[plain(name)].add(held.docid)
            cited = [c for c in find_citations(name, context) if not c.relative]
            if len(cited) == 1 and cited[0].span[1] - cited[0].span[0] >= 0.6 * len(name):
                self.by_target[plain(cited[0].target)].add(held.docid)
            elif not cited and (" " in name.strip() or (name.isupper() and len(name) >= 3)):
                self._plain_names[name] = name  # one common word, `Privacy`, is no name in running text

    def kinds(self) -> tuple[CitationKind, ...]:
        """What finds citations beyond the built-in kinds: the library's own, then names such as `WCO` that documents give themselves."""
        named = name_kind(self._plain_names)
        return (*self.library.kinds(), *([named] if named else []))

    def sections_of(self, docid: str) -> set[str]:
        """The section numbers of a document's newest text."""
        known = self._sections.get(docid)
        if known is None:
            document, _ = self.library.newest(docid)
            known = self._sections[docid] = section_numbers(document)
        return known

    def holders(self, code: str, section: str) -> tuple[list[str], list[str]]:
        """(documents of a code that have a section, those that should have it by its number)."""
        documents = sorted(self.by_code.get(plain(code), ()))
        number = section.casefold()
        having = [d for d in documents if number in self.sections_of(d)]
        near = [d for d in documents if in_series(number, self.sections_of(d))]
        if not near and "ilcs" in plain(code):
            near = documents
        return having, near

    def named(self, name: str, date: str = "") -> list[str]:
        """Documents of that name, alias or canonical citation; of several, those in force on a day, where there are any."""
        found = sorted(self.by_target.get(plain(name), set()) | self.by_name.get(plain(name), set()))
        return [docid for docid in found if self._held[docid].stands(date)] or found


def section_numbers(document: Document) -> set[str]:
    """The numbers of a document's sections."""
    return {number_of(s.label) for s in document.reader.sections if s.kind is Kind.SECTION and s.label}


def in_series(number: str, own: set[str]) -> bool:
    """Whether a section number has the stem of two or more others: 2-173-099 beside 2-173-010 and 2-173-020.

    A document that holds one section of a code says nothing about the others.

    >>> in_series("2-173-099", {"2-173-010", "2-173-020"}), in_series("24-211.02", {"24-211.07"})
    (True, False)
    """
    stem = re.split(r"[-.:](?=[^-.:]*$)", number.casefold())[0]
    if stem == number.casefold():
        return False
    return sum(bool(re.split(r"[-.:](?=[^-.:]*$)", n)[0] == stem) for n in own) >= 2
