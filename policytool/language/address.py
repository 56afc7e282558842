"""A clause -> how people cite it: `2-173-020(a)(1)`, `§ 1373(b)`, `2-173-010 "Agency"`, `whereas 3`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from itertools import count, takewhile

from policytool.model.clause import Clause, Kind
from policytool.model.document import Document, Section
from policytool.model.label import address_below
from policytool.patterns import lazy

ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}


class Addresses:
    """Printed addresses of one document's clauses."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._said: dict[str, str] = {}
        self._counted: dict[str, dict[str, tuple[str, int]]] = {}
        """For a number that several sections have: by id, the division it is counted in and which it is there."""

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        """Headed units by id."""
        return {s[1]: s for s in self.document.reader.sections if s[1]}  # a code has thousands: by index, not by name

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """Labels of several divisions, such as the Chapter I of every Title."""
        counts = Counter([s[2] for s in self.document.reader.sections if s[0] is Kind.DIVISION])
        return frozenset(label for label, count in counts.items() if count > 1)

    @cached_property
    def _working(self) -> Mapping[str, str]:
        return {ident: label for label, ident in self.document.front_matter.table("working_labels").items()}

    def of(self, clause: Clause) -> str:
        """The address as a person would write it; the working label of our notes is marked as such."""
        if clause.id in self._working:
            return f"[{self._working[clause.id]}]"
        if clause.kind is Kind.TITLE:
            return "title"
        if clause.kind in (Kind.SECTION, Kind.DIVISION, Kind.HEADING):
            if clause.id in self._sections:
                return self._printed(clause.id)
            return " ".join((clause.label or _plain(clause.heading) or clause.id).split()) + _which(clause.id)
        section = self._section_of(clause.id)
        if clause.path and "/def-" in clause.id and (term := self._term_of(clause.id)):
            return f"{self.of(term)} {clause.path[len(term.path) :]}"
        if clause.path:
            first, _, rest = clause.id.partition("/")
            which = _which(rest if first in self._sections else clause.id)
            if clause.path.startswith(section):
                return clause.path + which
            above = self._above(clause.id)
            return (f"{above} {section} {clause.path[len(above) :]}" if above and clause.path.startswith(above) else _below(section, clause.path)) + which
        name = clause.id.rpartition("/")[2]
        held = clause.id.rpartition("/")[0]
        if held not in self._sections and held in self._clauses:
            section = self.of(self._clauses[held])
        lead = f"{section} " if section else ""
        match clause.kind:
            case Kind.DEFINITION:
                return f"{lead}“{clause.heading}”"
            case Kind.PARAGRAPH:
                words = _plain(" ".join(clause.text.split(None, 30)[:30])).split()
                return f"{lead}¶ “{' '.join(words[:6])}{' ...' * (len(words) > 6)}”"
            case Kind.RECITAL | Kind.ENACTING:
                return lead + name.replace("whereas-", "recital ").replace("-", " ")
            case _:
                return lead + name.replace("-", " ")

    @cached_property
    def _clauses(self) -> Mapping[str, Clause]:
        """Every clause by id: asked for only where an id alone does not give the address."""
        return {c.id: c for c in self.document.clauses()}

    def _above(self, ident: str) -> str:
        """The number that a heading without one stands below, `1.` over `Approvals`, for a clause below that heading."""
        heading = ident
        while (heading := heading.rpartition("/")[0]) and heading not in self._sections:
            pass
        held = self._clauses.get(heading) if "/" in heading else None
        return held.path if held is not None and not held.label else ""

    def _term_of(self, ident: str) -> Clause | None:
        """The definition that holds a clause: its members are numbered below no label."""
        while "/" in ident:
            ident = ident.rpartition("/")[0]
            if (held := self._clauses.get(ident)) is not None and held.kind is Kind.DEFINITION:
                return held
        return None

    def _section_of(self, ident: str) -> str:
        """The printed number of the section an id stands in."""
        while ident:
            ident = ident.rpartition("/")[0]
            if ident in self._sections:
                return self._printed(ident)
        return ""

    def _printed(self, ident: str) -> str:
        """The number of a section as printed, or its heading; behind that of its holder where the number alone is another's too."""
        known = self._said.get(ident)
        if known is None:
            known = self._said[ident] = self._numbered(ident)
        return known

    def _numbered(self, ident: str) -> str:
        section = self._sections[ident]
        own = " ".join((section.label or _plain(section.heading) or ident).split())
        if section.kind is Kind.HEADING and section.label and section.parent >= 0:  # (a) below Section 3
            holding = self.document.reader.sections[section.parent]
            if holding.label and holding.kind in (Kind.SECTION, Kind.HEADING):
                return address_below(self._printed(holding.id), own) + _which(ident)
        above, _, last = ident.rpartition("/")
        if above in self._sections and section.label:  # a paragraph of a schedule, or a chapter of a title
            apart = section.kind is Kind.SECTION or (section.kind is Kind.DIVISION and section.label in self._repeated)
            return f"{self._printed(above)}, {own}{_which(last)}" if apart else own + _which(ident)
        holder, number = self._among_namesakes(section)
        return f"{self._printed(holder)}, {own}{_nth(number)}" if holder else own + _which(ident)

    def _among_namesakes(self, section: Section) -> tuple[str, int]:
        """The id of the article or title that a section's number is counted in, where others have the number too, and which of it there it is."""
        first = _AGAIN.sub("", section.id)
        if section.kind is not Kind.SECTION or (first == section.id and f"{first}~2" not in self._sections):
            return "", 1
        if first not in self._counted:
            counts = Counter[str]()
            names = takewhile(self._sections.__contains__, (first if n == 1 else f"{first}~{n}" for n in count(1)))
            for twin in map(self._sections.__getitem__, names):
                holder = self._division_of(twin)
                counts[holder] += 1
                self._counted.setdefault(first, {})[twin.id] = holder, counts[holder]
        return self._counted.get(first, {}).get(section.id, ("", 1))

    def _division_of(self, section: Section) -> str:
        """The id of the innermost numbered division that holds a section; empty when none does."""
        units = self.document.reader.sections
        while section.parent >= 0:
            section = units[section.parent]
            if section.kind is Kind.DIVISION and section.label:
                return section.id
        return ""


def _plain(words: str) -> str:
    """Some words without the marks of Markdown, as they are read."""
    if not _MARKED.search(words):
        return words
    from policytool.language.inline import runs_of  # lazy: most texts have none

    return "".join(run.words for run in runs_of(words))


_AGAIN = lazy(r"~\d+$")
_MARKED = lazy(r"[*_`\[\\<]")


def _which(ident: str) -> str:
    """Which of several clauses of one number an id means: ` (second)`; nothing for the first.

    >>> _which("s4/b"), _which("s4/b~2"), _which("s4~12"), _which("s4~22")
    ('', ' (second)', ' (12th)', ' (22nd)')
    """
    _, mark, number = ident.rpartition("~")
    number = number.partition("/")[0]
    return _nth(int(number)) if mark and number.isdigit() else ""


def _nth(number: int) -> str:
    """` (second)`; nothing for the first."""
    ending = "th" if 10 < number % 100 < 20 else _ENDINGS.get(str(number % 10), "th")
    return f" ({ORDINALS.get(number, f'{number}{ending}')})" if number > 1 else ""


_ENDED = ("?", "!", "”", '"', "’")
"""How a heading may end that a number must not touch."""


def _below(section: str, path: str) -> str:
    """A path behind its section's number: `2-173-020(a)`, but `Sec. 1 2.` where the two would read as one number.

    >>> _below("2-173-020", "(a)"), _below("Part 1", "1.(2)"), _below("Sec. 2", "2.1"), _below("§ 609.52", "subd. 2(a)")
    ('2-173-020(a)', 'Part 1 1.(2)', 'Sec. 2.1', '§ 609.52, subd. 2(a)')
    >>> _below("Who may lend?", "1."), _below("5.", "a."), _below("", "1.")
    ('Who may lend? 1.', '5.a.', '1.')
    """
    if path.startswith("subd. "):
        return f"{section}, {path}" if section else path
    if section[-1:] in _ENDED:
        return f"{section} {path}"
    joined = address_below(section, path)
    return f"{section} {path}" if section[-1:].isalnum() and path[:1].isalnum() and joined == section + path else joined
