"""The units of one text, read section by section on first use."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from policytool.model.clause import Clause, Kind
from policytool.model.document import Section, SectionReader
from policytool.model.label import Label, address_below
from policytool.parsing.assemble import Draft, draft_section
from policytool.parsing.blocks import scan_blocks
from policytool.parsing.build import Base, build_children, collapse
from policytool.parsing.divisions import is_schedule
from policytool.parsing.headings import UNHEADED, Head
from policytool.parsing.items import find_items
from policytool.parsing.profiles import Profile
from policytool.parsing.segments import find_segments
from policytool.parsing.slugs import opening_id, slug_of
from policytool.parsing.units import find_heads
from policytool.patterns import lazy

if TYPE_CHECKING:
    from policytool.model.finding import Finding


class Reader(SectionReader):
    """Implements SectionReader over one source string."""

    def __init__(self, text: str, start: int, profile: Profile) -> None:
        self.text = text
        self.profile = profile
        self.sections, self._paths, self.title = _sections(text, find_heads(text, start, profile))
        self._clauses: dict[int, Clause] = {}
        self._contents: dict[int, tuple[Clause, ...]] = {}

    def _below(self, section: Section) -> tuple[list[Section], int]:
        """The sections that one holds directly, and where the last of all it holds stops."""
        nested, end = [], section.end
        for at in range(section.order + 1, len(self.sections)):
            other = self.sections[at]
            if other.depth <= section.depth or section.kind is Kind.TITLE:
                break
            if other.parent == section.order:
                nested.append(other)
            end = other.end
        return nested, end

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(section.id for section in self.sections)

    @property
    def top(self) -> tuple[Clause, ...]:
        return tuple(clause for section in self.sections if section.parent < 0 for clause in self._clauses_of(section))

    def _clauses_of(self, section: Section) -> tuple[Clause, ...]:
        """One clause for a headed section; the preamble and the title have no clause to hold their text."""
        clause = self.clause(section)
        if section.kind is Kind.TITLE:
            return (clause, *self.contents(section))
        return (clause,) if section.id else clause.children

    def draft(self, section: Section) -> Draft:
        """The section's own text and sub-clauses, before ids. Made anew: kept, the drafts of a code would be half of what it holds."""
        kind = Kind.HEADING if section.kind is Kind.TITLE else section.kind
        draft = Draft(kind, section.start, section.end, section.label, section.heading)
        blocks = scan_blocks(self.text, section.body, section.end)
        segments = find_segments(self.text, blocks, section.body, kind is not Kind.SECTION)
        return draft_section(self.text, segments, draft, self.profile)

    def _own_children(self, section: Section, draft: Draft) -> tuple[Clause, ...]:
        if not draft.children:
            return ()
        held = section.kind not in (Kind.TITLE,) and section.id != ""
        taken = self._taken
        if not held and section.order:  # text below the title stands beside text above it
            taken |= {clause.id for first in self.sections[:1] for clause in self.clause(first).walk()}
        base = Base(section.id if held else "", self._paths[section.order], section.depth if held else section.depth - 1, taken)
        return build_children(self.text, draft, base)

    def contents(self, section: Section) -> tuple[Clause, ...]:
        if section.kind is Kind.TITLE:
            if section.order not in self._contents:
                self._contents[section.order] = self._own_children(section, self.draft(section))
            return self._contents[section.order]
        held = (Kind.SECTION, Kind.DIVISION, Kind.HEADING, Kind.TITLE)
        return tuple(c for c in self.clause(section).children if c.kind not in held)

    def clause(self, section: Section) -> Clause:
        known = self._clauses.get(section.order)
        if known is None:
            known = self._clauses[section.order] = self._read(section)
        return known

    def _read(self, section: Section) -> Clause:
        draft = self.draft(section)
        nested, end = self._below(section)
        own = () if section.kind is Kind.TITLE else self._own_children(section, draft)

        def children() -> tuple[Clause, ...]:
            return (*own, *(self.clause(s) for s in nested))

        pieces = [] if section.kind is Kind.TITLE else draft.pieces
        return Clause(
            id=section.id,
            kind=section.kind,
            label=section.label,
            heading=section.heading,
            text=collapse(self.text, pieces),
            path=self._paths[section.order],
            span=(section.start, section.body if section.kind is Kind.TITLE else end),
            depth=section.depth,
            items=find_items(self.text, pieces, section.id),
            pieces=tuple(pieces),
            children=children if nested else own,
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        from policytool.parsing.defects import find_defects  # lazy: a comparison asks for none

        return tuple(find_defects(self.text, self.sections, self.draft))


def _sections(text: str, heads: list[Head]) -> tuple[tuple[Section, ...], tuple[str, ...], str]:
    """Heads with their ids, depths and holders; the printed path of each; the document's title."""
    sections: list[Section] = []
    paths: list[str] = []
    open_: list[tuple[Head, int]] = []
    used: dict[str, int] = {}
    title = ""
    ends = [head.start for head in heads[1:]] + [len(text)]
    make = tuple.__new__  # as in units: a code has thousands
    depths: list[int] = []
    for i, (head, end) in enumerate(zip(heads, ends, strict=True)):
        start, body, level, _, kind, label, heading = head
        while open_ and not _holds(open_[-1][0], head):
            open_.pop()
        parent = open_[-1][1] if open_ else -1
        if i == 1 and level == 1 and kind is not Kind.SECTION and not (label and _is_one_of_many(head, heads)):
            kind, title = Kind.TITLE, " ".join(filter(None, (label, heading)))
        if kind is Kind.SECTION:
            ident = section_slug(label) if not label.isalnum() or parent < 0 else _bare_id(label, sections, parent)
        else:
            ident = _id(head, kind, sections, parent) if i else ""
        if ident in used:
            used[ident] += 1
            ident = f"{ident}~{used[ident]}" if ident else ""
        else:
            used[ident] = 1
        depth = depths[parent] + 1 if parent >= 0 else 0
        depths.append(depth)
        sections.append(make(Section, (kind, ident, label, heading, start, body, end, depth, parent, i)))
        path = ""
        if kind is Kind.HEADING:
            path = paths[parent] if parent >= 0 else ""
            path = address_below(path, label) if label else path
        paths.append(path)
        if kind is not Kind.TITLE and i:
            open_.append((head, i))
    return tuple(sections), tuple(paths), title


def _is_one_of_many(first: Head, heads: list[Head]) -> bool:
    """Whether the first heading is the first of a row, `# 13.02 Definitions` and `# 13.03 Access`, and no title above it."""
    return any(head.level == 1 and head.label and head.kind is first.kind for head in heads[2:])


def _holds(outer: Head, inner: Head) -> bool:
    level = inner.level
    if outer.level == level:
        return 0 < outer.rank < inner.rank
    if level == UNHEADED and outer.kind is inner.kind is Kind.SECTION and _word(outer.label) == _word(inner.label):
        return False  # `Article 5` on a plain line stands beside the heading `### Article 4`, not below it
    return outer.level < level


def _word(label: str) -> str:
    """`article` of `Article L. 5`; empty for a bare number."""
    match = _FIRST_WORD.match(label)
    return match[0].casefold() if match else ""


def _id(head: Head, kind: Kind, sections: list[Section], parent: int) -> str:
    """The address of what is no section: below what holds it. A section is cited by its own number."""
    above = sections[parent] if parent >= 0 else None
    if kind is Kind.TITLE:
        return "title"
    if kind is Kind.DIVISION:
        own = slug_of(head.label) or "h-" + slug_of(head.heading)
        prefix = above.id if above and above.kind is Kind.DIVISION else ""
    else:
        own = Label(head.label).reading if head.label else "h-" + (slug_of(head.heading) or opening_id(head.heading))
        prefix = above.id if above and above.kind in (Kind.HEADING, Kind.SECTION) else ""
    return f"{prefix}/{own}" if prefix else own


def _bare_id(label: str, sections: list[Section], parent: int) -> str:
    """The id of a section whose number stands alone; every schedule counts its paragraphs anew, so that theirs name it."""
    while parent >= 0:
        holder = sections[parent]
        if is_schedule(holder):
            return f"{holder.id}/{label}"
        parent = holder.parent
    return section_slug(label)


_FIRST_WORD = lazy(r"[^\W\d]+|§")
_SECTION_WORD = lazy(
    r"(?P<article>art(?:icle|ículo|ikel|icolo|igo|\.)?)?(?:section|sec\.|§|(?:rcw|[onkh]rs|mcl)(?=\s))?[\s\u00a0]*(?P<number>.+)", re.I | re.S
)


@lru_cache(maxsize=50_000)
def section_slug(label: str) -> str:
    """The id of a section from its printed label.

    >>> section_slug("§ 1-204.04"), section_slug("Sec. 2"), section_slug("Article L. 123-4"), section_slug("2-173-020")
    ('s1-204.04', 's2', 'art-L123-4', 's2-173-020')
    """
    if label[:8] == "Article " and label[8:].replace("-", "").isalnum() and label.isascii():
        return "art-" + label[8:]
    match = _SECTION_WORD.fullmatch(label.strip())
    assert match is not None
    number = re.sub(r"^([A-Z]{1,2})\.?[\s\u00a0]*(?=\*?[\s\u00a0]*\d)", r"\1", match["number"].strip().rstrip(".:"))
    number = re.sub(r"[^\w.\-]+", "-", number.replace("–", "-").replace("*", "").replace("º", "").replace("°", "")).strip("-")
    return ("art-" if match["article"] else "s") + number
