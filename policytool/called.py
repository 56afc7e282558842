"""How the clauses of a comparison are called: by their new number, or by an old one that is said to be old where another clause has it now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from policytool.language.address import Addresses
from policytool.model.change import ClauseChange, DocumentDiff
from policytool.model.clause import Clause, Kind
from policytool.model.report import Renumbering
from policytool.sentences import Names


class Called:
    """The addresses of both texts of one comparison, and where the text of a number went."""

    def __init__(self, diff: DocumentDiff) -> None:
        self.diff = diff
        self.old, self.new = Addresses(diff.old), Addresses(diff.new)
        self.parts: dict[int, list[ClauseChange]] = {}
        for change in diff.changed:
            if change.part_of is not None:
                self.parts.setdefault(id(change.part_of.clause), []).append(change)
        self._read: dict[int, frozenset[str]] = {}
        self.renumbered = tuple(self._renumberings())
        went = dict(self.renumbered)
        self.came = {new: old for old, new in went.items()}
        self.fates = {**went, **dict(self._merged())}
        """Old address -> where its text is now: its own new address, or that of the clause it went into."""

    def was(self, clause: Clause, now: Clause | None = None) -> str:
        """What a clause of the old text was called, `now` being the same clause of the new one: `old Section 3` where that is another's number."""
        return self._said_old(clause, now, self.old.of(clause))

    def _said_old(self, clause: Clause, now: Clause | None, address: str) -> str:
        if clause.kind is Kind.PARAGRAPH or (now is not None and now.id == clause.id):
            return address  # a paragraph is called by its words
        return f"old {address}" if self.is_taken(clause.id) else address

    def is_taken(self, ident: str) -> bool:
        """Whether a clause of the new text has an id."""
        return ident in self._seen or ident in self._unread(next((s for s in _holders(ident) if s in self._sections), ""))

    @cached_property
    def _seen(self) -> set[str]:
        """The ids of the new text that were looked into."""
        return {change.new.id for change in self.diff.looked_into if change.new is not None} | set(self._sections)

    @cached_property
    def _sections(self) -> dict[str, int]:
        return {section.id: section.order for section in self.diff.new.reader.sections}

    def _unread(self, section: str) -> frozenset[str]:
        """The ids of a section that was not looked into, which is read for this."""
        order = self._sections.get(section, -1)
        if order not in self.diff.same_sections:
            return frozenset()
        if order not in self._read:
            reader = self.diff.new.reader
            self._read[order] = frozenset(c.id for top in reader.contents(reader.sections[order]) for c in top.walk())
        return self._read[order]

    # ------------------------------------------------------------ what a sentence needs

    def names(self, change: ClauseChange, below: int) -> Names:
        """The addresses that what is said of a change may need."""
        old_address = self.old.of(change.old) if change.old else ""
        was = self._said_old(change.old, change.new, old_address) if change.old else ""
        address = self.new.of(change.new) if change.new else was
        other = self.fates.get(address, "") if change.is_inserted else self.came.get(old_address, "") if change.is_deleted else ""
        return Names(
            address,
            old_address,
            was,
            split=self._wholes(change, split=True) if change.is_split else (),
            merged=self._wholes(change, split=False) if change.is_merged else (),
            whole=self._whole(change),
            other=other,
            twin=self._twin(change) if change.replaced else "",
            below=below,
        )

    def _whole(self, change: ClauseChange) -> str:
        """Of a part: what it went into, or came from."""
        primary = change.part_of
        if primary is None:
            return ""
        if change.is_split:
            return self.was(primary.old, primary.new) if primary.old else ""
        return self.new.of(primary.new) if primary.new else ""

    def _wholes(self, change: ClauseChange, split: bool) -> tuple[str, ...]:
        """The clauses that one was split into, or merged from: itself among them, unless all its words went to, or came from, below it."""
        own = change.new if split else change.old
        others = [p.clause for p in self.parts.get(id(change.clause), []) if p.is_split == split]
        told = tuple(self.new.of(p) if split else self.was(p) for p in others)
        if own is None or (others and all(p.id.startswith(f"{own.id}/") for p in others)):
            return told
        return (self.new.of(own) if split else self.was(own, change.new), *told)

    def _twin(self, change: ClauseChange) -> str:
        """Of what was replaced, or took its place: the other text's address."""
        clause = change.clause
        holder = clause.id.rpartition("/")[0]
        other = self._replaced.get((change.is_deleted, self._now.get(holder, holder) if change.is_deleted else holder, clause.label))
        if other is None:
            return ""
        return self.new.of(other) if change.is_deleted else self.was(other)

    @cached_property
    def _now(self) -> dict[str, str]:
        """Old id -> new id of every clause that was looked into and is in both texts."""
        return {change.old.id: change.new.id for change in self.diff.looked_into if change.old is not None and change.new is not None}

    @cached_property
    def _replaced(self) -> dict[tuple[bool, str, str], Clause]:
        """(whether it is the new one, its holder's new id, its label) -> a clause that was replaced, or took the place of one."""
        found: dict[tuple[bool, str, str], Clause] = {}
        for change in self.diff.changed:
            if change.replaced:
                holder = change.clause.id.rpartition("/")[0]
                found[change.is_inserted, holder if change.is_inserted else self._now.get(holder, holder), change.clause.label] = change.clause
        return found

    def _merged(self) -> Iterator[tuple[str, str]]:
        for change in self.diff.changed:
            if change.old and change.is_merged and change.part_of and change.part_of.new:
                yield self.old.of(change.old), f"part of {self.new.of(change.part_of.new)}"

    def _renumberings(self) -> Iterator[Renumbering]:
        """Old and new addresses of every clause whose own number changed."""
        for change in self.diff.changed:
            if change.old and change.new and (change.is_renumbered or change.is_moved):
                old, new = self.old.of(change.old), self.new.of(change.new)
                if old != new:
                    yield Renumbering(old, new)


def _holders(ident: str) -> Iterator[str]:
    """The ids that one lies below, the nearest first."""
    while ident := ident.rpartition("/")[0]:
        yield ident
