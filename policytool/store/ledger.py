"""What a writer knows of the versions while it stores many texts: the index once, and its own commits since.

Bringing the index up to date costs as much as the store is large. Between two commits of one writer
nothing changes but what it stored itself, so a batch needs it once; when anybody else moved the
branch, everything is read anew.
"""

from __future__ import annotations

from dataclasses import replace

from policytool.language.facts import Facts
from policytool.model.version import Basis, Change, PolicyDate, Version
from policytool.store.store import Store


class Ledger:
    """The versions of a store as of one commit."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._head = "unread"
        self._own: dict[str, tuple[Version, ...]] = {}
        self._blobs: set[str] = set()
        self._recorded: frozenset[str] | None = None
        """The bytes that the index knows of, once somebody asked."""

    def follow(self, head: str) -> None:
        """Answer as of the commit `head`, the tip of the branch."""
        if head != self._head:
            self._store = self._store.anew()
            self._head, self._own, self._blobs, self._recorded = head, {}, set(), None

    def versions(self, docid: str) -> tuple[Version, ...]:
        """The versions of a document in legal order."""
        return self._own[docid] if docid in self._own else self._store.index.versions(docid)

    def holds(self, blob: str) -> bool:
        """Whether a file ever had these bytes."""
        if self._recorded is None:
            self._recorded = frozenset(record.blob for record in self._store.index.records())
        return blob in self._blobs or blob in self._recorded

    def add(self, commit: str, facts: Facts, blob: str, path: str, change: Change, instead: Version | None) -> None:
        """Take down a version that was stored by `commit` on top of the commit followed; `instead` had the same text and date."""
        date = PolicyDate(facts.date) if facts.date else None
        known = self.versions(facts.docid)
        fresh = Version(
            docid=facts.docid, number=0, date=date, basis=Basis(facts.basis) if date else Basis.UNDATED, blob=blob, path=path, commit=commit,
            recorded="", change=change.value, title=facts.title, kind=facts.kind, jurisdiction=facts.jurisdiction, ends=None, source=facts.source,
            edition=facts.edition,
        )  # fmt: skip
        kept = [replace(v, superseded=v.superseded or (date is not None and v.date == date)) for v in known if v is not instead]
        self._own[facts.docid] = tuple(sorted([*kept, fresh], key=lambda v: (v.date is None, v.date or PolicyDate("0001"))))
        self._blobs.add(blob)
        self._head = commit
