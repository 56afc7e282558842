"""A comparison as it is shown: everything a renderer needs, already decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policytool.model.change import Evidence, Fact, FieldChange, Nature, Segment, Signal

if TYPE_CHECKING:
    from policytool.model.fallout import Fallout

ABOUT_ITSELF = ("notes", "confidence", "sources", "working_labels")
"""Fields of the front matter that speak of how the text was made, not of the law: long, and shown last or not at all."""


class Side(NamedTuple):
    """One of the two texts, as a reader must be able to cite it."""

    name: str
    title: str
    date: str
    """Version date as written; empty when not known."""
    recorded: str
    blob: str
    commit: str
    source: str
    edition: str
    notes: tuple[str, ...] = ()


class Line(NamedTuple):
    """A clause inside a row: an inserted or deleted sub-clause."""

    depth: int
    label: str
    text: str
    address: str
    anchor: str = ""


class Row(NamedTuple):
    """One change as it is shown."""

    number: int
    """From 1, in document order."""
    anchor: str
    """Stable name for links: `c-` and the clause's id, `was-` and its old id when it is gone."""
    address: str
    """Printed address in the new text; the old one of what is not in it, as `old Section 3` where another clause has its number now."""
    old_address: str
    heading: str
    facts: tuple[str, ...]
    """Phrases: "moved from 2-173-042(a)(1)"."""
    kinds: tuple[Fact, ...]
    nature: Nature
    signals: tuple[Signal, ...]
    sentence: str
    """One generated sentence that says what happened; empty for the screen, which shows none."""
    label: str
    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]
    """Sub-clauses inserted or deleted with it."""
    old_id: str
    new_id: str
    old_span: tuple[int, int] | None
    new_span: tuple[int, int] | None
    confidence: float
    evidence: Evidence
    doubt: str
    """What the document's own front matter says of how well the clause is known."""
    replaced: bool = False
    depth: int = 0
    old_label: str = ""
    old_breaks: tuple[int, ...] = ()
    """Places in the old words where a line ends: behind a heading, behind each line of a table."""
    new_breaks: tuple[int, ...] = ()

    @property
    def kind_of_difference(self) -> str:
        """The word for its nature; empty where its words are the same."""
        return "" if self.nature is Nature.NONE else self.nature.value

    @property
    def signal_kinds(self) -> str:
        """What to look closer at, each kind once."""
        return ", ".join(dict.fromkeys(s.kind.value for s in self.signals))


class Kept(NamedTuple):
    """Text that is the same on both sides: a clause, or a whole section unread."""

    label: str
    heading: str
    paragraphs: tuple[str, ...]
    depth: int
    address: str
    id: str = ""
    """The clause's id; empty for what no citation can name."""


class Passage(NamedTuple):
    """A piece of the whole text in reading order: one change, or a run of what stayed."""

    row: Row | None
    kept: tuple[Kept, ...] = ()


class Renumbering(NamedTuple):
    old: str
    new: str


class Replacement(NamedTuple):
    """Words that gave way to the same others in many clauses, were put in there or taken out."""

    old: str
    """Empty for what was put in."""
    new: str
    """Empty for what was taken out."""
    clauses: int
    alone: int
    """Those among them that differ in nothing but such words."""

    @property
    def told(self) -> str:
        """What happened, and how much of it needs no further look.

        >>> Replacement("inmate", "resident", 17, 5).told
        '“inmate” became “resident” in 17 clauses, 5 of which differ in nothing else'
        >>> Replacement("", "Deputy", 5, 0).told
        '“Deputy” was added to 5 clauses'
        """
        share = "all" if self.alone == self.clauses else f"{self.alone:,}"
        alone = f", {share} of which differ{'s' * (self.alone == 1)} in nothing else" if self.alone else ""
        what = f"“{self.old}” became “{self.new}” in" if self.old and self.new else f"“{self.new}” was added to" if self.new else f"“{self.old}” was taken out of"
        return f"{what} {self.clauses:,} clauses{alone}"


class Report(NamedTuple):
    """A comparison, ready to be shown."""

    old: Side
    new: Side
    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]
    """(fact, number of clauses), in a fixed order, zeros left out. A clause with two facts is counted under both."""
    natures: tuple[tuple[str, int], ...]
    renumberings: tuple[Renumbering, ...]
    metadata: tuple[FieldChange, ...]
    unchanged_sections: int
    unchanged_clauses: int
    notes: tuple[str, ...]
    length: int = 1
    """Characters of the new text: places on the map of changes are shares of it."""
    old_length: int = 1
    clauses: int = 0
    """Clauses that changed: more than rows, where some were inserted or deleted with what holds them."""
    hidden: int = 0
    """Changes that a filter left out."""
    doubts: str = ""
    """What the letters mean that stand in the rows' `doubt`."""
    fallout: tuple[Fallout, ...] = ()
    """Citations in the document and its store that the change reached."""
    passages: tuple[Passage, ...] = ()
    """The whole text in reading order; empty unless asked for."""
    throughout: tuple[Replacement, ...] = ()
    """What was replaced in many clauses, the commonest first."""

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a reader must know of the two texts and of the comparison, each once."""
        edition = next((side.edition for side in (self.new, self.old) if side.edition in ("restatement", "excerpt", "draft")), "")
        said = (f"the edition is {'an' if edition == 'excerpt' else 'a'} {edition}, not the official text",) if edition else ()
        return tuple(dict.fromkeys((*self.old.notes, *self.new.notes, *self.notes, *said)))

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields of the front matter that differ and speak of the law."""
        return tuple(change for change in self.metadata if change.key not in ABOUT_ITSELF)

    @property
    def stayed(self) -> str:
        """`1 section unchanged`, `2,410 sections unchanged`."""
        return f"{self.unchanged_sections:,} section{'s' * (self.unchanged_sections != 1)} unchanged"

    @property
    def summary(self) -> str:
        """One line: how many clauses, by fact and by nature."""
        if not self.rows and self.hidden:
            return "no clause differs in that way"
        if not self.rows:
            fields = len(self.metadata)
            also = "" if not fields else "; 1 field of the front matter does" if fields == 1 else f"; {fields} fields of the front matter do"
            return f"no clause differs{also}"
        facts = ", ".join(f"{n:,} {name}" for name, n in self.counts)
        natures = ", ".join(f"{n:,} {_several(name, n)}" for name, n in self.natures)
        if [n for _, n in self.natures] == [self.clauses] and self.clauses > 1:
            natures = f"all {natures.partition(' ')[2]}"
        told = f"{facts} ({natures})" if natures else facts
        return f"{self.clauses:,} clauses changed: {told}" if self.clauses > 1 else told


def _several(nature: str, count: int) -> str:
    return f"{nature}s" if count > 1 and nature.endswith("update") else nature
