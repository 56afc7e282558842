"""One document -> what is looked up in it for one citation after the other: its clauses by id, its section numbers, its divisions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from policytool.language.parts import find_parts, number_of
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.patterns import lazy

_LAST_PART = lazy(r"[-.:](?=[^-.:]*\Z)")
_DOTTED = lazy(r"\d{1,3}[a-z]?(?:\.\d{1,3}){1,6}")
_ARTICLE = lazy(r"art(?:icle|\.)", re.I)


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
        self._called: dict[str, bool] = {}

    @cached_property
    def ids(self) -> dict[str, Clause]:
        """Every clause by its id."""
        return {c.id: c for c in self._document.clauses()}

    @cached_property
    def sections(self) -> dict[str, str]:
        """A section's number -> its id; of several with one number, the first."""
        found: dict[str, str] = {}
        for section in self._document.reader.sections:
            if section.kind is Kind.SECTION and section.label and "/" not in section.id:
                found.setdefault(number_of(section.label), section.id)
        return found

    @cached_property
    def numbered(self) -> dict[str, list[str]]:
        """A section's number -> the ids of all that have it, as where each article counts its own.

        An article is no section where what it holds is headed so.
        """
        headed = [s for s in self._document.reader.sections if s.kind is Kind.SECTION and s.label and "/" not in s.id]
        sections = [s for s in headed if not _ARTICLE.match(s.label)]
        found: dict[str, list[str]] = {}
        for section in sections or headed:
            found.setdefault(number_of(section.label), []).append(section.id)
        return found

    @cached_property
    def holders(self) -> dict[str, str]:
        """The id of whatever holds sections, at any depth -> the number of its first one."""
        found: dict[str, str] = {}
        for section in self._document.reader.sections:
            number = number_of(section.label)
            if section.kind is Kind.SECTION and section.id in self.numbered.get(number, ()):
                for holder in self.chain(section.id):
                    found.setdefault(holder, number)
        return found

    def counts_anew(self, holder: str) -> bool:
        """Whether the sections of an article or chapter are counted from its own first one: another has that number too."""
        return any(holder not in self.chain(ident) for ident in self.numbered[self.holders[holder]])

    def chain(self, ident: str) -> list[str]:
        """The ids of what holds a clause, innermost first."""
        chain: list[str] = []
        while ident := self.above.get(ident, ""):
            chain.append(ident)
        return chain

    @cached_property
    def counted(self) -> dict[str, list[str]]:
        """The numbers of clauses that are cited as sections though they are not headed so, 2.1.2 and what holds it -> their ids."""
        found: dict[str, list[str]] = {}
        numbered = [(c, n) for c in self.ids.values() if c.kind in (Kind.CLAUSE, Kind.HEADING) and (n := number_of(c.label))]
        for clause, number in numbered:
            if _DOTTED.fullmatch(number):
                found.setdefault(number, []).append(clause.id)
        firsts = {number.partition(".")[0] for number in found}
        for clause, number in numbered:
            if number.isdecimal() and clause.path.strip(".") == number and (clause.kind is Kind.HEADING or number in firsts) and not self.sections:
                found.setdefault(number, []).append(clause.id)
        return found

    @cached_property
    def _deepest(self) -> tuple[int, int, int]:
        """How many steps the numbers of `counted` have at most, and how large the first and the later ones are."""
        steps = [_steps(n) for n in self.counted if "." in n]
        steps += [_steps(n) for n in self.sections if _DOTTED.fullmatch(n)] if steps else []
        if len(steps) < 2:
            return (0, 0, 0)
        return max(map(len, steps)), max(s[0] for s in steps), max(max(s[1:]) for s in steps)

    def in_scheme(self, number: str) -> bool:
        """Whether a number looks like those of the clauses that this text numbers 1.1, 1.2, 2.1: 7.3, but not 13.03 or 287.7."""
        depth, first, later = self._deepest
        if not depth or not _DOTTED.fullmatch(number):
            return False
        steps = _steps(number)
        small = steps[0] <= 2 * first + 5 and all(s <= 2 * later + 10 for s in steps[1:]) and ".0" not in number
        return small and len(steps) <= depth + 1

    @cached_property
    def above(self) -> dict[str, str]:
        """The id of every clause -> the id of what holds it."""
        return {child.id: clause.id for clause in self.ids.values() for child in clause.children}

    @cached_property
    def parts(self) -> dict[tuple[str, str], list[Clause]]:
        """("article", "2") -> the clauses so called, whether their number is printed 2 or II."""
        return find_parts(self.ids.values())

    def calls_itself(self, noun: str) -> bool:
        """Whether this text is a `bylaws` by its title or its own words: these Bylaws."""
        if noun in self._called:
            return self._called[noun]
        words = noun.replace("bylaws", "by-?laws")
        self._called[noun] = bool(re.search(rf"\b{words}\b", self._document.title, re.I) or re.search(rf"\b(?:this|these)\s+{words}\b", self._document.source, re.I))
        return self._called[noun]

    def is_titled(self, name: str) -> bool:
        """Whether a name of two words or more stands in the title: a Zoning Bylaw of the Town."""
        words = " ".join(name.casefold().split())
        return " " in words and words in " ".join(self._document.title.casefold().split())

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


def _steps(number: str) -> list[int]:
    """2.1 -> [2, 1]; 2A.1, which was put in behind 2, counts as it does."""
    return [int(step.rstrip("abcdefghijklmnopqrstuvwxyz")) for step in number.split(".")]
