"""A comparison -> a Report: everything a renderer needs, already decided.

Renderers choose looks, never content. Rows come in document order; a clause inserted or deleted
together with its holder is shown inside the holder's row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from policytool.called import Called
from policytool.diff.redline import redline
from policytool.diff.signals import signals_together
from policytool.language.confidence import legend
from policytool.model.change import ClauseChange, DocumentDiff, Fact, Mark, Nature, Segment
from policytool.model.clause import Clause, Kind
from policytool.model.document import Section
from policytool.model.report import ABOUT_ITSELF, Kept, Line, Passage, Renumbering, Report, Row, Side
from policytool.sentences import phrases, sentence
from policytool.throughout import Throughout

__all__ = ["ABOUT_ITSELF", "Kept", "Line", "Passage", "Renumbering", "Report", "Row", "Side", "build_report"]

FACT_ORDER = (Fact.INSERTED, Fact.DELETED, Fact.SPLIT, Fact.MERGED, Fact.MOVED, Fact.RENUMBERED, Fact.MODIFIED)


def build_report(
    diff: DocumentDiff, old: Side, new: Side, only: Sequence[Nature] = (), within: str = "", whole: bool = False, prefix: str = "", sentences: bool = True
) -> Report:
    """The report of a comparison.

    `only` keeps some natures, `within` the clauses whose old or new id begins with it; `whole` adds the
    text in reading order; `prefix` begins every anchor, where several reports share a page; the screen shows no
    `sentences`. A part of the changes is shown without the front matter.
    """
    builder = _Builder(diff, prefix, sentences)
    groups = list(builder.groups())
    kept = [g for g in groups if (not only or g[0].nature in only) and (not within or builder.inside(g, within))]
    shown = [change for group in kept for change in group]
    throughout = Throughout(shown)
    rows = tuple(builder.row(n, group, id(group[0]) in throughout.alone) for n, group in enumerate(kept, 1))
    facts = Counter(fact for change in shown for fact in _told(change))
    natures = Counter(change.nature for change in shown)
    return Report(
        old=old,
        new=new,
        rows=rows,
        counts=tuple((fact.value, facts[fact]) for fact in FACT_ORDER if facts[fact]),
        clauses=len(shown),
        natures=tuple((nature.value, natures[nature]) for nature in Nature if natures[nature] and nature is not Nature.NONE),
        renumberings=builder.called.renumbered,
        metadata=() if only or within else diff.metadata,
        unchanged_sections=diff.unchanged_sections,
        unchanged_clauses=diff.unchanged_clauses,
        notes=diff.notes,
        length=max(1, len(diff.new.source)),
        old_length=max(1, len(diff.old.source)),
        hidden=len(groups) - len(kept),
        doubts=legend(row.doubt for row in rows),
        passages=tuple(_passages(builder, {id(g[0]): row for g, row in zip(kept, rows, strict=True)}, groups)) if whole else (),
        throughout=throughout.replacements,
    )


def _passages(builder: _Builder, rows: Mapping[int, Row], groups: Sequence[Sequence[ClauseChange]]) -> Iterator[Passage]:
    """The whole text: rows where something changed, runs of what stayed between them."""
    diff = builder.diff
    grouped = {id(change) for group in groups for change in group[1:]}
    unread = [s for s in diff.new.reader.sections if s.order in diff.same_sections]
    kept: list[Kept] = []
    at = 0
    for change in diff.looked_into:
        while at < len(unread) and _before(diff, unread[at], change):
            kept += _unread(diff, unread[at])
            at += 1
        row = rows.get(id(change))
        if row is not None:
            if kept:
                yield Passage(None, tuple(kept))
                kept = []
            yield Passage(row)
        elif id(change) not in grouped and change.new is not None:
            c = change.new
            kept.append(
                Kept(
                    c.label,
                    c.heading if c.kind is not Kind.DEFINITION else "",
                    ("\n".join(_lines(c, diff.new.source)) or c.text,) if c.text else (),
                    c.depth,
                    builder.called.new.of(c),
                    c.id,
                )
            )
    for section in unread[at:]:
        kept += _unread(diff, section)
    if kept:
        yield Passage(None, tuple(kept))


def _before(diff: DocumentDiff, section: Section, change: ClauseChange) -> bool:
    """Whether an unread section stands before a change; before what was deleted, if it stood before it in the old text."""
    if change.new is not None:
        return section.start < change.new.span[0]
    return change.old is not None and diff.old.reader.sections[diff.same_sections[section.order]].start < change.old.span[0]


def _unread(diff: DocumentDiff, section: Section) -> list[Kept]:
    """A section that is the same on both sides, as its paragraphs stand in the source."""
    pieces = (p.strip() for p in diff.new.source[section.body : section.end].split("\n\n"))
    paragraphs = tuple("\n".join(" ".join(line.split()) for line in (p.split("\n") if p[0] == "|" else [p])) for p in pieces if p)
    if not section.id and not paragraphs:
        return []
    name = " ".join((section.label or section.heading).split())
    return [Kept(section.label, section.heading, paragraphs, section.depth, name, section.id)]


class _Builder:
    """Turns the changes of one comparison into rows."""

    def __init__(self, diff: DocumentDiff, prefix: str, sentences: bool) -> None:
        self.diff = diff
        self.prefix = prefix
        self.sentences = sentences
        self.called = Called(diff)
        self.doubts = (diff.old.front_matter.table("confidence"), diff.new.front_matter.table("confidence"))

    def inside(self, group: Sequence[ClauseChange], within: str) -> bool:
        return any(
            c is not None and (c.id == within or c.id.startswith(within + "/")) for change in group for c in (change.old, change.new)
        )

    def groups(self) -> Iterator[list[ClauseChange]]:
        """Changes, with what was inserted or deleted below one of them in its group."""
        group: list[ClauseChange] = []
        for change in self.diff.changed:
            if group and self._belongs(group[0], change):
                group.append(change)
                continue
            if group:
                yield group
            group = [change]
        if group:
            yield group

    def _belongs(self, head: ClauseChange, change: ClauseChange) -> bool:
        if head.part_of or change.part_of or head.facts != change.facts or not (head.is_inserted or head.is_deleted) or len(head.facts) > 1:
            return False
        if head.clause.kind in (Kind.DIVISION, Kind.HEADING):
            return False
        a, b = head.clause.span, change.clause.span
        return a[0] <= b[0] and b[1] <= a[1]

    def row(self, number: int, group: list[ClauseChange], as_throughout: bool) -> Row:
        change = group[0]
        clause = change.clause
        names = self.called.names(change, len(group) - 1)
        if as_throughout:
            names = names._replace(as_throughout=True)
        return Row(
            number=number,
            anchor=f"{self.prefix}{'c' if change.new else 'was'}-{clause.id}",
            address=names.address,
            old_address=names.old_address,
            heading=_heading(clause),
            old_breaks=_breaks(change.old, self.diff.old.source),
            new_breaks=_breaks(change.new, self.diff.new.source),
            facts=tuple(phrases(change, names)),
            kinds=tuple(f for f in FACT_ORDER if f in _told(change)),
            nature=change.nature,
            signals=signals_together(c.signals for c in group),
            sentence=sentence(change, names) if self.sentences else "",
            label=clause.label,
            old_label=change.old.label if change.old else "",
            segments=self._segments(change),
            lines=tuple(self._lines(group)),
            old_id=change.old.id if change.old else "",
            new_id=change.new.id if change.new else "",
            old_span=change.old.span if change.old else None,
            new_span=change.new.span if change.new else None,
            confidence=change.confidence,
            evidence=change.evidence,
            doubt=self.doubts[change.new is not None].get(clause.id, ""),
            replaced=change.replaced,
            depth=clause.depth,
        )

    def _segments(self, change: ClauseChange) -> tuple[Segment, ...]:
        if change.redline:
            return _heading_apart(change) or change.redline
        clause = change.clause
        words = clause.text if clause.kind is Kind.DEFINITION or not clause.heading else f"{clause.heading} {clause.text}".strip()
        mark = Mark.INSERT if change.old is None else Mark.DELETE if change.new is None else Mark.EQUAL
        return (Segment(mark, words),) if words else ()

    def _lines(self, group: Sequence[ClauseChange]) -> Iterator[Line]:
        head = group[0].clause
        called = self.called
        for change in group[1:]:
            c = change.clause
            text = c.text if c.kind is Kind.DEFINITION or not c.heading else f"{c.heading} {c.text}".strip()
            text = "\n".join(_lines(c, self.diff.new.source if c is change.new else self.diff.old.source)) or text
            yield Line(c.depth - head.depth, c.label, text, called.new.of(c) if c is change.new else called.was(c), f"{self.prefix}{'c' if c is change.new else 'was'}-{c.id}")


def _told(change: ClauseChange) -> frozenset[Fact]:
    """The facts of a change as a reader is told them: what was split off, or went into another, is neither inserted nor deleted."""
    return change.facts - {Fact.INSERTED, Fact.DELETED} if change.part_of is not None else change.facts


def _heading(clause: Clause) -> str:
    return clause.heading if clause.kind in (Kind.SECTION, Kind.DIVISION, Kind.HEADING) else ""


def _heading_apart(change: ClauseChange) -> tuple[Segment, ...]:
    """The redline of a section whose heading changed: heading against heading, text against text. Empty for any other."""
    old, new = change.old, change.new
    if old is None or new is None or not (_heading(old) and _heading(new)) or old.heading == new.heading or not (old.text or new.text):
        return ()
    blank = Mark.EQUAL if old.text and new.text else Mark.DELETE if old.text else Mark.INSERT
    return (*redline(old.heading, new.heading), Segment(blank, " "), *redline(old.text, new.text))


def _lines(clause: Clause, source: str) -> list[str]:
    """The lines of what is set in lines: a table, code, words with a table among them. Empty for running text."""
    whole = clause.kind in (Kind.TABLE, Kind.CODE)
    if not whole and "| |" not in clause.text and "| > |" not in clause.text:
        return []
    lines: list[str] = []
    for a, b in clause.pieces:
        pieces = source[a:b].split("\n")
        apart = whole or any(line.lstrip(" >").startswith("|") for line in pieces)
        lines += [words for line in (pieces if apart else [source[a:b]]) if (words := " ".join(line.split()))]
    return lines if " ".join(lines) == clause.text else []


def _breaks(clause: Clause | None, source: str) -> tuple[int, ...]:
    """Where a line ends in the words of a clause."""
    if clause is None:
        return ()
    heading, lines = _heading(clause), _lines(clause, source)
    if not lines:
        return (len(heading),) if heading else ()
    if heading:
        lines.insert(0, heading)
    elif clause.heading and clause.kind is not Kind.DEFINITION:
        lines[0] = f"{clause.heading} {lines[0]}"
    return tuple(end - 1 for end in accumulate(len(line) + 1 for line in lines))
