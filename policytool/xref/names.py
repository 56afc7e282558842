"""Held documents -> an index of what they are called and which sections they hold."""

from __future__ import annotations

import re
from collections import defaultdict

from policytool.language.citation_kind import CitationKind
from policytool.language.citations import find_citations
from policytool.language.kind_reading import name_kind
from policytool.model.document import Document
from policytool.xref.contents import Contents, SectionNumbers
from policytool.xref.contexts import context_of
from policytool.xref.library import Held, Library


def plain(name: str) -> str:
    """A name for comparison: case, dots and spaces aside."""
    return " ".join(re.sub(r"[.,§]+", " ", name.casefold()).split())


class NameIndex:
    """Names, canonical citations and section numbers of every held document."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.by_name: dict[str, set[str]] = defaultdict(set)
        self.by_target: dict[str, set[str]] = defaultdict(set)
        self.by_code: dict[str, set[str]] = defaultdict(set)
        self._contents: dict[Document, Contents] = {}
        self._sections: dict[str, SectionNumbers] = {}
        self._plain_names: dict[str, str] = {}
        self._held: dict[str, Held] = {}
        for held in library.held():
            self._add(held)

    def _add(self, held: Held) -> None:
        self._held[held.docid] = held
        context = context_of(held.docid)
        if context and not context.startswith(("State of ", "City of ", "United States")):  # a place has many laws that count from one
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

    def contents_of(self, document: Document) -> Contents:
        """What is looked up in a document, made once."""
        known = self._contents.get(document)
        if known is None:
            known = self._contents[document] = Contents(document)
        return known

    def sections_of(self, docid: str) -> SectionNumbers:
        """The section numbers of a document's newest text."""
        known = self._sections.get(docid)
        if known is None:
            known = self._sections[docid] = self.contents_of(self.library.newest(docid)[0]).numbers
        return known

    def holders(self, code: str, section: str) -> tuple[list[str], list[str]]:
        """(documents of a code that have a section, those that should have it by its number)."""
        documents = sorted(self.by_code.get(plain(code), ()))
        number = section.casefold()
        having = [d for d in documents if number in self.sections_of(d)]
        near = [d for d in documents if self.sections_of(d).in_series(number)]
        if not near and "ilcs" in plain(code):
            near = documents
        return having, near

    def named(self, name: str, date: str = "") -> list[str]:
        """Documents of that name, alias or canonical citation; of several, those in force on a day, where there are any."""
        found = sorted(self.by_target.get(plain(name), set()) | self.by_name.get(plain(name), set()))
        return [docid for docid in found if self._held[docid].stands(date)] or found

