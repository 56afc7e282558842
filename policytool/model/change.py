"""What a comparison says: one ClauseChange for every clause pair, with facts that can hold together.

This is the whole vocabulary of change; the differ produces it, the report and the renderers read it.
Facts: inserted, deleted, modified, renumbered, moved, split, merged. A clause whose address shifted
only because one of its holders did has no fact. `docs/changes.md` defines each word for a lawyer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from policytool.model.clause import Clause, Kind
from policytool.model.document import Document


class Fact(StrEnum):
    """What happened to a clause."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MODIFIED = "modified"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"


class Nature(StrEnum):
    """What kind of difference it is, the weightiest first."""

    SUBSTANTIVE = "substantive"
    REFERENCE = "reference update"
    TYPOGRAPHIC = "typographic"
    FORMAT = "format"
    METADATA = "metadata"
    NONE = "none"


class SignalKind(StrEnum):
    """A reason to look closer."""

    MODALITY = "modality"
    NEGATION = "negation"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    DEADLINE = "deadline"
    CONNECTIVE = "and/or"
    EXCEPTION = "exception"
    DEFINITION = "definition"
    PARTY = "party"
    PENALTY = "penalty"
    CITATION = "citation"


class Signal(NamedTuple):
    """One reason, with the words that triggered it."""

    kind: SignalKind
    old: str
    """The words on the old side; empty when something was only added."""
    new: str
    note: str = ""
    """What a reader should know besides: the clauses that use a changed definition."""


class Mark(StrEnum):
    """What a run of words is in a redline."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class Segment(NamedTuple):
    """A run of words: equal + delete spells the old text, equal + insert the new one."""

    mark: Mark
    text: str


class Evidence(StrEnum):
    """Why two clauses were taken for one, the strongest first."""

    SAME_SECTION = "same section text"
    SAME_TEXT = "same text"
    SAME_PLACE = "same text in the same place"
    LABEL = "same label, similar text"
    SIMILAR = "similar text"
    SAME_TERM = "same defined term"
    STRUCTURE = "same place in the structure"
    TERM = "the new term stands where the old one stood"
    SHARED = "shared passages"
    NONE = "none"


class ClauseChange:
    """One clause of the old text, one of the new, or both, and what happened between them."""

    __slots__ = ("confidence", "evidence", "facts", "nature", "new", "old", "part_of", "redline", "replaced", "signals")

    def __init__(
        self,
        old: Clause | None,
        new: Clause | None,
        facts: frozenset[Fact] = frozenset(),
        nature: Nature = Nature.NONE,
        signals: tuple[Signal, ...] = (),
        redline: tuple[Segment, ...] = (),
        evidence: Evidence = Evidence.NONE,
        confidence: float = 1.0,
        part_of: ClauseChange | None = None,
        replaced: bool = False,
    ) -> None:
        self.old = old
        self.new = new
        self.facts = facts
        self.nature = nature
        self.signals = signals
        self.redline = redline
        """Heading and text together; empty unless the words differ."""
        self.evidence = evidence
        self.confidence = confidence
        """Similarity of the words, 0 to 1; 1 for the same words."""
        self.part_of = part_of
        """The primary pair of a split or merge whose other part this is."""
        self.replaced = replaced
        """Deleted and inserted under one label: the number was given to another text."""

    def __repr__(self) -> str:
        return f"<ClauseChange {self.clause.id}: {', '.join(fact.value for fact in Fact if fact in self.facts) or 'unchanged'}>"

    def judged(self, nature: Nature, signals: tuple[Signal, ...]) -> ClauseChange:
        """The same change with its nature and signals."""
        return ClauseChange(
            self.old, self.new, self.facts, nature, signals, self.redline, self.evidence, self.confidence, self.part_of, self.replaced
        )

    @property
    def is_inserted(self) -> bool:
        return Fact.INSERTED in self.facts

    @property
    def is_deleted(self) -> bool:
        return Fact.DELETED in self.facts

    @property
    def is_modified(self) -> bool:
        return Fact.MODIFIED in self.facts

    @property
    def is_rewritten(self) -> bool:
        """Whether less than half of the words of either side stayed, numbers left aside; where only their case or marks differ, all did."""
        if self.nature in (Nature.TYPOGRAPHIC, Nature.FORMAT):
            return False
        words = {mark: [w for s in self.redline if s.mark is mark for w in s.text.split()] for mark in (Mark.DELETE, Mark.INSERT)}
        kept = sum(len(s.text.split()) for s in self.redline if s.mark is Mark.EQUAL)
        return all(kept < len(said) and kept < sum(not any(map(str.isdigit, w)) for w in said) for said in words.values())

    @property
    def is_renumbered(self) -> bool:
        return Fact.RENUMBERED in self.facts

    @property
    def is_moved(self) -> bool:
        return Fact.MOVED in self.facts

    @property
    def is_split(self) -> bool:
        return Fact.SPLIT in self.facts

    @property
    def is_merged(self) -> bool:
        return Fact.MERGED in self.facts

    @property
    def clause(self) -> Clause:
        """The new clause, else the old one."""
        found = self.new or self.old
        assert found is not None
        return found


class FieldChange(NamedTuple):
    """One field of the front matter that differs."""

    key: str
    old: str
    new: str


class DocumentDiff:
    """The comparison of two documents."""

    def __init__(
        self,
        old: Document,
        new: Document,
        metadata: tuple[FieldChange, ...],
        looked_into: tuple[ClauseChange, ...],
        same_sections: Mapping[int, int],
        everything: Callable[[], tuple[ClauseChange, ...]],
        notes: tuple[str, ...] = (),
    ) -> None:
        self.old = old
        self.new = new
        self.metadata = metadata
        self.looked_into = looked_into
        """The changes of every section that was looked into, those without facts included, in order."""
        self.changed = tuple(change for change in looked_into if change.facts)
        """The changes that have facts, in new-document order; a deletion at its old place, or beside the clause that has its number now."""
        self.same_sections = same_sections
        """New order -> old order of the sections that are the same word for word: they were not looked into."""
        self.notes = notes
        """What the reader must know of the comparison itself: a budget that ran out, front matter left out."""
        self._everything = everything

    def __repr__(self) -> str:
        return f"<DocumentDiff {self.old!r} {self.new!r}: {len(self.changed)} changed>"

    @property
    def unchanged_sections(self) -> int:
        """Sections, headed or numbered, that are the same word for word and neither moved nor renumbered; titles and divisions are none."""
        elsewhere = {change.new.id for change in self.changed if change.new is not None}
        same = map(self.new.reader.sections.__getitem__, self.same_sections)
        return sum(1 for s in same if s.kind in (Kind.SECTION, Kind.HEADING) and s.id and s.id not in elsewhere)

    @property
    def unchanged_clauses(self) -> int:
        """Clauses without facts inside sections that were looked into."""
        return len(self.looked_into) - len(self.changed)

    @cached_property
    def changes(self) -> tuple[ClauseChange, ...]:
        """One change for every clause pair, unchanged ones included."""
        return self._everything()

    @property
    def is_empty(self) -> bool:
        """Whether no clause has a fact."""
        return not self.changed
