"""A version that was stored by mistake -> a commit that says so.

History is append-only: the version stays, and the trailer `Withdraws:` names its blob. Where it stands in
a file the file is removed, or shows again what was in force without it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policytool.errors import BadInput, NotFound, to_paste
from policytool.model.version import Basis, Change, PolicyDate, Version
from policytool.store.commit import Ground, Signature, check_files, commit_files, grounds, locked
from policytool.store.git import Git
from policytool.store.ledger import Ledger
from policytool.store.placement import main_path
from policytool.store.records import beside_date
from policytool.store.store import Store
from policytool.store.writer import one_line, writable


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was taken back, or would be."""

    name: str
    blob: str
    commit: str = ""
    """Empty when nothing was written."""
    already: bool = False
    files: tuple[tuple[str, str], ...] = ()
    """Each path that changes with the version it shows now; "" for one that is removed."""


def withdraw(store: Store, asked: str, signature: Signature, *, dry_run: bool = False) -> Withdrawn:
    """Take back the version that `asked`, a `doc@sel`, names.

    Raises BadInput or NotFound where it names no single version of a store, and StoreError for a repository that cannot be written.
    """
    store, git, base = writable(store)
    meant = _named(store, asked)
    blob, docid = meant.blob, meant.docid
    ledger = Ledger(store)
    with contextlib.nullcontext() if dry_run else locked(git):
        for ground in grounds(git):
            ledger.follow(ground.commit)
            versions = ledger.versions(docid)
            version = next((v for v in versions if blob in (v.blob, *(kept.blob for kept in v.earlier))), None)
            if version is None:
                raise BadInput(f"{asked} is no stored version; `{to_paste('policytool', 'log', docid)}` lists them")
            if version.basis is Basis.COMMIT:
                raise BadInput(f"{asked} has no date but git's; take it back with: git revert {version.commit[:10]}")
            if version.change == Change.WITHDRAWN:
                return Withdrawn(version.name, version.blob, already=True)
            shown = _files(ground, versions, version, main_path(docid, versions, ground.tree, base), store.today)
            done = Withdrawn(version.name, version.blob, files=tuple((path, v.name if v else "") for path, v in shown.items()))
            if commit := _write(git, ground, version, shown, signature, dry_run):
                return Withdrawn(done.name, done.blob, commit, files=done.files)
            if dry_run:
                return done
    raise AssertionError("grounds end in a refusal")


def _named(store: Store, asked: str) -> Version:
    """The version that was named; by a date, a text of that very date, month or year and not the one in force on it.

    Else whoever says it twice would take back what stood before.
    """
    name, selector = store.split(asked)
    docid = store.find(name)
    versions = store.versions(docid)
    listed = f"`{to_paste('policytool', 'log', docid)}` lists them"
    if not selector:
        newest = [v for v in versions if v.change != Change.WITHDRAWN] or versions
        raise BadInput(f"name the version to take back: {to_paste(f'{docid}@v{newest[-1].number}')}; {listed}")
    with contextlib.suppress(BadInput):
        day = PolicyDate.parse(selector)
        found: Sequence[Version] = [v for v in versions if v.date and day.first <= v.date.first and v.date.last <= day.last]
        if not found:
            raise NotFound(f"no version of {docid} has the date {day}; {listed}")
        if len({(v.date, v.change == Change.WITHDRAWN) for v in found}) > 1:
            raise NotFound(f"{len(found)} texts of {docid} have dates in {day}; name one: {_numbers(docid, found)}")
        return found[-1]
    found = store.select(asked).versions
    if len(found) > 1:
        raise BadInput(f"{asked} may mean {_numbers(docid, found)}; name one of them")
    return found[0]


def _numbers(docid: str, versions: Sequence[Version]) -> str:
    return " or ".join(to_paste(f"{docid}@v{v.number}") for v in versions)


def _files(ground: Ground, versions: Sequence[Version], version: Version, main: str, today: str) -> dict[str, Version | None]:
    """The files that hold the text, and what each shall hold instead; None where it is removed."""
    places = {(version.path, version.blob), *((kept.path, kept.blob) for kept in version.earlier)}
    shown: dict[str, Version | None] = {path: None for path, blob in places if path in ground.tree and ground.tree[path].oid == blob}
    if main in shown:
        rest = [v for v in versions if v is not version and v.change != Change.WITHDRAWN and (not v.superseded or v.date == version.date)]
        begun = [v for v in rest if v.date and v.date.first <= today] or [v for v in rest if not v.date]
        if begun:
            shown[main] = begun[-1]
            if beside_date(begun[-1].path) and begun[-1].path in ground.tree:
                shown[begun[-1].path] = None
    return shown


def _write(git: Git, ground: Ground, version: Version, shown: Mapping[str, Version | None], signature: Signature, dry_run: bool) -> str:
    """The commit; "" for none, where another writer was faster or nothing is to be written."""
    files = {path: git.blob(v.blob) if v else None for path, v in shown.items()}
    if dry_run:
        check_files(git, ground, files)
        return ""
    subject = one_line(f"{version.docid}: withdrawn {version.date or 'undated'} {version.title}")[:300]
    return commit_files(git, ground, files, f"{subject}\n\nPolicy-Id: {version.docid}\nWithdraws: {version.blob}\n", signature)
