"""Two texts of one document and their store -> the citations that the change between them reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policytool.commands.citing import Citing, citing_texts, joined, told_once
from policytool.errors import PolicyToolError, to_paste

if TYPE_CHECKING:
    from policytool.language.citation_kind import CitationKind
    from policytool.model.change import DocumentDiff
    from policytool.model.citation import Citation
    from policytool.model.document import Document
    from policytool.model.fallout import Fallout
    from policytool.model.version import Version
    from policytool.report import Report
    from policytool.workspace import Loaded, Workspace
    from policytool.xref import Resolver
    from policytool.xref.fallout import Fate
    from policytool.xref.library import Held, Library

MOST = 500
"""Documents of a store, at most, whose citations are looked at for every comparison."""


class OldTexts:
    """A library in which one document still has its old text."""

    def __init__(self, library: Library, old: Document, date: str) -> None:
        self._library = library
        self._old = old
        self._date = date

    def held(self) -> Sequence[Held]:
        return self._library.held()

    def kinds(self) -> Sequence[CitationKind]:
        return self._library.kinds()

    def on(self, docid: str, date: str) -> tuple[Document, str]:
        return (self._old, self._date) if docid == self._old.id else self._library.on(docid, date)

    def newest(self, docid: str) -> tuple[Document, str]:
        return (self._old, self._date) if docid == self._old.id else self._library.newest(docid)


class Reached(NamedTuple):
    """What a change reached, and what was left out."""

    found: tuple[Fallout, ...]
    later: tuple[tuple[str, Fallout], ...] = ()
    """What texts dated on or after the new version cite of it, each with the text's name: they may mean the new text already."""

    def within(self, ident: str) -> Reached:
        """Only citations of one clause of the old text, or of what it holds."""

        def cites(one: Fallout) -> bool:
            return f"{one.target}/".startswith(f"{ident}/")

        return Reached(tuple(filter(cites, self.found)), tuple((name, one) for name, one in self.later if cites(one)))


def fallout_of(workspace: Workspace, before: Loaded, after: Loaded, diff: DocumentDiff, *, later: bool = False) -> Reached:
    """The citations in the document and anywhere in its store that the change reached; none for plain files.

    Other documents are read as they stand today and as they will, unless that text is dated on or after the new
    version: then it was written against the new text, and is looked at with `later` only.
    """
    if before.version is None or after.version is None or before.document.id != after.document.id:
        return Reached(())
    from policytool.workspace import Shelf
    from policytool.xref import Resolver
    from policytool.xref.fallout import find_fallout

    fates = fates_of(diff)
    if all(f.new_id and f.new_address == f.old_address and not f.reworded for f in fates.values()):
        return Reached(())
    docid, shelf = before.document.id, Shelf(workspace.store)
    resolver = Resolver(OldTexts(shelf, before.document, before.date))

    def fallen(document: Document, date: str) -> Iterator[Fallout]:
        return find_fallout(docid, fates, resolver.resolve_document(document, date, ends=True))

    outside: list[Fallout] = []
    left: dict[tuple[str, str, str], tuple[str, Fallout]] = {}
    for texts in _others(workspace, docid, fates):
        read = [text for text in texts if not after.date or str(text.version.date or "") < after.date]
        outside += told_once(((text, fallen(*shelf.read(text.version))) for text in read), _place, _noted)
        for text in (t for t in texts if later and t not in read):
            left |= {_place(one): (text.version.name, one) for one in fallen(*shelf.read(text.version))}
    inside = _still_written(fallen(before.document, before.date), fates, after, resolver)
    return Reached(tuple(_said_to_be_old((*inside, *outside), diff)), tuple(left.values()))


def _place(one: Fallout) -> tuple[str, str, str]:
    return one.docid, one.clause_id, one.text


def _noted(one: Fallout, note: str) -> Fallout:
    return one._replace(note=joined(one.note, note))


def _said_to_be_old(found: Sequence[Fallout], diff: DocumentDiff) -> Iterator[Fallout]:
    """What was cited is said to be old where another clause has its number now."""
    from policytool.called import Called

    called = Called(diff)
    now = {change.old.id: change.new.id for change in diff.looked_into if change.old is not None and change.new is not None}
    for one in found:
        another = now.get(one.target) != one.target and called.is_taken(one.target)
        yield one._replace(old_address=f"old {one.old_address}") if another else one


def with_fallout(report: Report, workspace: Workspace, before: Loaded, after: Loaded, diff: DocumentDiff) -> Report:
    """The same report with its fallout; in a large store, with a note that names the command which looks for it."""
    if before.version is None or after.version is None or before.document.id != after.document.id:
        return report
    if len(workspace.store.index.docids()) > MOST:
        asked = to_paste("policytool", "refs", after.document.id, "--changed", f"v{before.version.number}..v{after.version.number}")
        return report._replace(notes=(*report.notes, f"citations of what changed were not looked for among more than {MOST} documents; `{asked}` does"))
    return report._replace(fallout=fallout_of(workspace, before, after, diff).found)


def fates_of(diff: DocumentDiff) -> dict[str, Fate]:
    """What became of every clause of the old text."""
    from policytool.language.address import Addresses
    from policytool.xref.fallout import Fate

    old, new = Addresses(diff.old), Addresses(diff.new)
    fates: dict[str, Fate] = {}
    for change in diff.changes:
        if change.old is not None and (change.part_of is None or change.old.id not in fates):
            fates[change.old.id] = Fate(
                old.of(change.old), change.new.id if change.new else "", new.of(change.new) if change.new else "", change.is_modified or change.is_split
            )
    return fates


def _still_written(found: Iterator[Fallout], fates: dict[str, Fate], after: Loaded, resolver: Resolver) -> Iterator[Fallout]:
    """The document's own citations that the new text still writes the same way, at their new place."""
    written = {(c.id, cited.text) for c in after.document.clauses() for cited in _cited(c.text, after.document.id, resolver)}
    for one in found:
        fate = fates.get(one.clause_id)
        if fate is not None and fate.new_id and (fate.new_id, one.text) in written:
            yield one._replace(clause_id=fate.new_id)


def _cited(text: str, docid: str, resolver: Resolver) -> Sequence[Citation]:
    from policytool.language.citations import find_citations
    from policytool.xref import context_of
    from policytool.xref.resolve import last_of_range

    found = find_citations(text, context_of(docid), resolver.kinds)
    return (*found, *(last for one in found if (last := last_of_range(one))))


def _others(workspace: Workspace, docid: str, fates: dict[str, Fate]) -> Iterator[list[Citing]]:
    """The texts of each other document that may cite a clause that did not stay as it was: they hold one of its section numbers."""
    numbers = {ident.partition("/")[0].removeprefix("s") for ident in fates if ident[:1] == "s"}

    def may_cite(version: Version) -> bool:
        try:
            text = workspace.store.with_text(version).text
        except PolicyToolError:  # not in this clone, or not text: the store's own check reports it
            return False
        return any(number in text for number in numbers)

    for info in workspace.store.documents():
        if info.docid != docid and (texts := [text for text in citing_texts(info.versions, workspace.store.today) if may_cite(text.version)]):
            yield texts
