"""The citations of a store's documents -> what has become of what they cite since: ended, amended, renumbered, gone.

The resolver reads a target as it stood on the citing text's date. What came later is read here, where two texts
can be compared: a clause that has another number now is followed to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from policytool.commands.citing import citing_texts, joined
from policytool.errors import PolicyToolError
from policytool.model.resolution import Resolution, Status
from policytool.model.version import PolicyDate, newest_of

if TYPE_CHECKING:
    from policytool.model.clause import Clause
    from policytool.model.version import Version
    from policytool.workspace import Workspace
    from policytool.xref.fallout import Fate

LARGEST = 400_000
"""Characters of a text, at most, whose clauses are followed to their new numbers: beyond, comparing takes longer than reading."""


class Since:
    """The documents of one store, what they cite and what has become of it; each text is read once."""

    def __init__(self, workspace: Workspace) -> None:
        from policytool.workspace import Shelf
        from policytool.xref import Resolver

        self.shelf = Shelf(workspace.store)
        self.resolver = Resolver(self.shelf)
        self._versions: dict[str, tuple[Version, ...]] = {}
        self._ends: dict[str, tuple[PolicyDate | None, str]] = {}
        self._fates: dict[tuple[str, str], dict[str, Fate]] = {}
        self._clauses: dict[str, dict[str, Clause]] = {}

    def told(self, found: Iterable[Resolution], date: str) -> Iterator[Resolution]:
        """The same citations of a text of that date, each with what has become of its target."""
        for one in found:
            docid = one.target_docid
            if docid and docid != one.docid and self._of(docid):  # a file that names itself is held by no store
                fate = one.note if one.status is Status.MISSING else self._fate(docid, one.target.partition("#")[2], date)
                one = replace(one, note=joined(fate, self._end(docid, date)))
            yield one

    def outlived(self, found: Iterable[Resolution], date: str) -> Iterator[tuple[Resolution, str]]:
        """The citations of documents that had ended for certain before a text of that date, and how they ended."""
        for one in found:
            if one.status is Status.RESOLVED and one.target_docid != one.docid:
                end, by = self._ended(one.target_docid)
                if end and date and PolicyDate(date).first > end.last:
                    yield one, f"was {_on(end, by)}" if by != "expired" else _on(end, by)

    def _end(self, docid: str, date: str) -> str:
        """How a document ended, seen from a text of that date; nothing of an end that is yet to come."""
        end, by = self._ended(docid)
        if end is None:
            return ""
        text = PolicyDate(date) if date else None
        if text and text.first > end.last:
            return f"{_on(end, by)}, before this text"
        if end.first > self.shelf.store.today:
            return ""
        return f"{by} since, {'on' if end.exact else 'in'} {end}" if text and text.last < end.first else _on(end, by)

    def _ended(self, docid: str) -> tuple[PolicyDate | None, str]:
        from policytool.store.selectors import end_of

        if docid not in self._ends:
            versions = self._of(docid)
            self._ends[docid] = end_of(versions, newest_of(versions))
        return self._ends[docid]

    def _of(self, docid: str) -> tuple[Version, ...]:
        known = self._versions.get(docid)
        if known is None:
            known = self._versions[docid] = self.shelf.store.index.versions(docid)
        return known

    # ---------------------------------------------------------------- a newer text

    def _fate(self, docid: str, ident: str, date: str) -> str:
        """What the text of today, or else one yet to come, makes of a clause; of the whole document when `ident` is empty."""
        then = self.shelf.version_on(docid, date)
        texts = [t.version for t in citing_texts(self._of(docid), self.shelf.store.today)]
        later = [v for v in texts if v.date and then.date and then.date < v.date]
        notes = []
        for version in later:
            coming = version.date is not None and version.date.first > self.shelf.store.today
            note = self._clause_fate(then, version, ident) if ident else f"a {'newer ' * (not coming)}version is dated {version.date}"
            if note:
                notes.append(note + ", not yet in force" * coming)
                if ident:
                    break
        return joined(*notes)

    def _clause_fate(self, then: Version, now: Version, ident: str) -> str:
        try:
            old, new = self._ids(then).get(ident), self._ids(now).get(ident)
        except PolicyToolError:
            return ""
        if old is None or (new is not None and _whole(old) == _whole(new)):
            return ""
        fate = self._fates_of(then, now).get(ident)
        if fate is None:
            return f"changed since, by {now.date}" if new else f"gone since {now.date}"
        if not fate.new_id:
            return f"gone since {now.date}"
        if fate.new_address == fate.old_address:
            return f"changed since, by {now.date}"
        return f"now {fate.new_address}{', and its words changed' * fate.reworded}, by {now.date}"

    def _ids(self, version: Version) -> dict[str, Clause]:
        known = self._clauses.get(version.blob)
        if known is None:
            known = self._clauses[version.blob] = {c.id: c for c in self.shelf.read(version)[0].clauses()}
        return known

    def _fates_of(self, then: Version, now: Version) -> dict[str, Fate]:
        """What became of every clause between two texts; nothing for texts that take too long to compare."""
        from policytool.commands.fallout import fates_of
        from policytool.diff import compare

        key = then.blob, now.blob
        if key not in self._fates:
            old, new = self.shelf.read(then)[0], self.shelf.read(now)[0]
            small = max(len(old.source), len(new.source)) <= LARGEST
            self._fates[key] = fates_of(compare(old, new)) if small else {}
        return self._fates[key]


def _on(end: PolicyDate, by: str) -> str:
    return f"{by} {'on' if end.exact else 'in'} {end}"


def _whole(clause: Clause) -> list[str]:
    return [f"{c.label} {c.heading} {c.text}" for c in clause.walk()]
