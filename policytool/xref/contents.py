"""One document -> what is looked up in it for one citation after the other: its clauses by id, its section numbers, its divisions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.patterns import lazy

_LAST_PART = lazy(r"[-.:](?=[^-.:]*\Z)")
UNIT = lazy(r"^(?:sections?|secs?\.?|§+|articles?|art\.?)[\s\u00a0]*", re.I)
"""The word or sign before a section's number."""


def number_of(label: str) -> str:
    """A section's number as citations write it: `§ 1373` -> `1373`.

    >>> number_of("Sec. 15"), number_of("2-173-020"), number_of("§ 287.7")
    ('15', '2-173-020', '287.7')
    """
    return UNIT.sub("", label.strip()).rstrip(".").replace("–", "-").casefold()


def _stem(number: str) -> str:
    return _LAST_PART.split(number, 1)[0]


class SectionNumbers:
    """The numbers of a document's sections."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self.all = frozenset(numbers)
        self.largest = max(map(int, self.all)) if len(self.all) > 1 and all(n.isdecimal() for n in self.all) else 0
        """Of two or more that are all plain numbers; else 0."""
        self._stems = Counter(map(_stem, self.all))

    def __contains__(self, number: str) -> bool:
        return number in self.all

    def in_series(self, number: str) -> bool:
        """Whether a number has the stem of two or more of them: 2-173-099 beside 2-173-010 and 2-173-020.

        A document that holds one section of a code says nothing about the others.

        >>> SectionNumbers(["2-173-010", "2-173-020"]).in_series("2-173-099"), SectionNumbers(["24-211.07"]).in_series("24-211.02")
        (True, False)
        """
        stem = _stem(number.casefold())
        return stem != number.casefold() and self._stems[stem] >= 2


class Contents:
    """The clauses of one document, for looking up."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def ids(self) -> dict[str, Clause]:
        """Every clause by its id."""
        return {c.id: c for c in self._document.clauses()}

    @cached_property
    def sections(self) -> dict[str, str]:
        """A section's number -> its id; of several with one number, the first."""
        found: dict[str, str] = {}
        for section in self._document.reader.sections:
            if section.kind is Kind.SECTION and section.label:
                found.setdefault(number_of(section.label), section.id)
        return found

    @cached_property
    def numbers(self) -> SectionNumbers:
        """The numbers of its sections."""
        return SectionNumbers(self.sections)

    @cached_property
    def divisions(self) -> dict[str, list[str]]:
        """The ids of its divisions, in order, by their last step, `chapter-2`, and by its word, `chapter`."""
        found: dict[str, list[str]] = {}
        for clause in self.ids.values():
            if clause.kind is Kind.DIVISION:
                step = clause.id.rpartition("/")[2]
                for name in {step, *(step[:at] for at, sign in enumerate(step) if sign == "-")}:
                    found.setdefault(name, []).append(clause.id)
        return found
