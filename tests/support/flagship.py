"""Ten pairs of the bundled documents against the change lists of our notes, which were written before the differ.

A row is met when the comparison shows it with its kind. `modified` is shown as replaced when the words are so different
that the clause is deleted and inserted under one label, both texts together, or when its number was given to another
text and the comparison says where the old one went; that is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import policytool as pt
from policytool.model.change import ClauseChange, DocumentDiff, Fact
from policytool.store.create import sample_folder
from tests.support.tables import Case, read_cases


class Shown(StrEnum):
    MET = "met"
    REPLACED = "shown as replaced"
    UNMET = "unmet"


@dataclass(frozen=True)
class Row:
    """One line of a change list."""

    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    sure: str
    reason: str
    """Why the comparison does not show it; empty where it does."""

    def __str__(self) -> str:
        sides = [" ".join(_short(ident) for ident in side) for side in (self.old, self.new)]
        return f"{self.kind}: " + " -> ".join(side for side in sides if side)


@dataclass(frozen=True)
class Pair:
    """Two versions, what the notes say changed, and why the comparison says more."""

    docid: str
    versions: tuple[str, str]
    rows: tuple[Row, ...]
    beyond: tuple[tuple[str, tuple[str, ...]], ...]

    def __str__(self) -> str:
        return f"{self.docid} {' '.join(self.versions)}"

    @cached_property
    def diff(self) -> DocumentDiff:
        files = (sample_folder() / self.docid / f"{version}.md" for version in self.versions)
        old, new = (pt.parse(path.read_text(encoding="utf-8"), id=self.docid) for path in files)
        return pt.compare(old, new)

    @cached_property
    def by_old(self) -> dict[str, ClauseChange]:
        return {c.old.id: c for c in self.diff.changes if c.old}

    @cached_property
    def by_new(self) -> dict[str, ClauseChange]:
        return {c.new.id: c for c in self.diff.changes if c.new}

    def shown(self, row: Row) -> Shown:
        """How the comparison shows a row."""
        if any(self._is(kind.split(), row) for kind in row.kind.split(" or ")):
            return Shown.MET
        return Shown.REPLACED if row.kind == "modified" and self._replaced(row) else Shown.UNMET

    def _is(self, kinds: list[str], row: Row) -> bool:
        match kinds:
            case ["inserted"]:
                return all(self.by_new[ident].is_inserted for ident in row.new)
            case ["deleted"]:
                return all(self.by_old[ident].is_deleted for ident in row.old)
            case ["unchanged"]:
                return all(not facts and target in row.new for target, facts in map(self._followed, row.old))
            case ["replaced"]:
                return self._replaced(row)
        wanted = {Fact(kind) for kind in kinds if kind not in ("sentence", "renamed")} or {Fact.MODIFIED}
        return all(target in row.new and wanted <= facts for target, facts in map(self._followed, row.old))

    def _followed(self, ident: str) -> tuple[str, frozenset[Fact]]:
        """Where an old clause went, and what happened to it; a part of a merger went where its first pair did."""
        change = self.by_old[ident]
        first = change.part_of or change
        return (first.new.id if first.new else ""), first.facts | change.facts

    def _replaced(self, row: Row) -> bool:
        olds, news = [self.by_old[i] for i in row.old], [self.by_new[i] for i in row.new]
        if row.old == row.new and news[0].is_inserted and olds[0].new is not None:
            return True
        return olds[0].replaced and news[0].replaced and all(c.is_deleted for c in olds) and all(c.is_inserted for c in news)

    @cached_property
    def more(self) -> tuple[str, ...]:
        """What the comparison says of clauses that no row names; `-` before a clause of the old text."""
        old = {ident for row in self.rows for ident in row.old}
        new = {ident for row in self.rows for ident in row.new}
        return tuple(name for c in self.diff.changed if (name := _extra(c, old, new)))


def _extra(change: ClauseChange, old: set[str], new: set[str]) -> str:
    if (change.old and change.old.id in old) or (change.new and change.new.id in new):
        return ""
    return change.new.id if change.new else f"-{change.clause.id}"


def _short(ident: str) -> str:
    return ident.removeprefix("s")


def read_pairs() -> list[Pair]:
    """The ten pairs of tests/fixtures/flagship.md."""
    return [_pair(case) for case in read_cases("flagship.md")]


def _pair(case: Case) -> Pair:
    docid, old, new = case.title.split()
    beyond = (line.split(" | ") for line in case.expected.splitlines())
    return Pair(docid, (old, new), tuple(_rows(case.given)), tuple((reason, tuple(ids.split())) for reason, ids in beyond))


def _rows(text: str) -> Iterator[Row]:
    for line in text.splitlines():
        kind, old, new, sure, *reason = (part.strip() for part in line.split("|"))
        yield Row(kind, tuple(old.split()), tuple(new.split()), sure, " ".join(reason))
