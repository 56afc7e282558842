"""A text outside the timeline: the working copy, what is staged, the text at any git revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from policytool.errors import NotFound, StoreError
from policytool.language.facts import decode, read_facts
from policytool.model.blob import blob_id
from policytool.model.version import Selection, Version
from policytool.store.catalog import version_of
from policytool.store.git import Git
from policytool.store.guards import is_own
from policytool.store.records import Record, beside_date, stamp
from policytool.store.selectors import by_blob_or_nothing, earlier_note, version_note

_BARE = "this store is bare; there is no working copy. Use @latest"


def at_working_copy(git: Git | None, root: Path, versions: Sequence[Version], today: str) -> Selection:
    """The document's file as it stands in the working copy, committed or not."""
    if git is not None and git.worktree is None:
        raise StoreError(_BARE)
    top = git.worktree if git and git.worktree else root
    if git is not None and not is_own(git, top):
        raise StoreError(f"the configuration of {git.git_dir} places its working copy at {top}, elsewhere; nothing is read there. Use @latest")

    def read(path: str) -> tuple[bytes, str] | None:
        file = top / path
        if file.resolve() != top.resolve() / path or not file.is_file():
            return None
        data = file.read_bytes()
        return data, git.hash(data) if git else blob_id(data)

    path, found = _edited(versions, today, read)
    if found is None:
        raise NotFound(f"{top / path} is not a file in the working copy; use @latest")
    return _as_found(versions, today, path, *found, "working copy, not recorded")


def at_index(git: Git, versions: Sequence[Version], today: str) -> Selection:
    """The document's file as it is staged for the next commit."""
    if git.worktree is None:
        raise StoreError(_BARE)
    lines = git.run("ls-files", "-s", "-z", "--", *_files(versions, today)).decode("utf-8", "surrogateescape").split("\x00")[:-1]
    staged = {path: meta.split()[1] for meta, _, path in (line.partition("\t") for line in lines) if meta.endswith(" 0")}

    def read(path: str) -> tuple[bytes, str] | None:
        return (git.blob(staged[path]), staged[path]) if path in staged else None

    path, found = _edited(versions, today, read)
    if found is None:
        raise NotFound(f"{path} is not staged, or in conflict; use @working or @latest")
    return _as_found(versions, today, path, *found, "staged, not committed")


def _files(versions: Sequence[Version], today: str) -> dict[str, Version]:
    """The files of a document with the newest version each was stored for: its own before those beside it, one yet to come last."""

    def order(version: Version) -> tuple[bool, bool, int]:
        counts = version.date is not None and not version.superseded and version.date.first <= today
        return beside_date(version.path) != "", not counts, -version.number

    files: dict[str, Version] = {}
    for version in sorted(versions, key=order):
        files.setdefault(version.path, version)
    return files


def _edited(versions: Sequence[Version], today: str, read: Callable[[str], tuple[bytes, str] | None]) -> tuple[str, tuple[bytes, str] | None]:
    """The first file of a document that is not as it was stored; when all are, its own."""
    files = list(_files(versions, today))
    stored = {(v.path, v.blob) for v in versions}
    for path in files:
        found = read(path)
        if found is not None and (path, found[1]) not in stored:
            return path, found
    return files[0], read(files[0])


def _as_found(versions: Sequence[Version], today: str, path: str, data: bytes, blob: str, recorded: str) -> Selection:
    """The bytes of a file: the version that has them, else a text that no commit holds, dated by itself alone."""
    files = _files(versions, today)
    notes = () if path == next(iter(files)) else (f"this is {path}, not the document's own file, {next(iter(files))}",)
    if (known := next((v for v in reversed(versions) if v.blob == blob), None)) is not None:
        return Selection((known,), (*notes, f"{path} is here as it was stored"))
    if then := _earlier(versions, blob):
        return Selection((then[1],), (*notes, earlier_note(then[0])))
    facts = read_facts(data)
    record = Record("", recorded, "", "", path, blob, "")
    stored = files[path]
    return Selection((replace(version_of(stored.docid, record, facts), number=stored.number, text=decode(data, path)),), notes)


def at_revision(git: Git, docid: str, versions: Sequence[Version], revision: str) -> Selection:
    """The document as it stood in any commit. Raises NotFound when the revision, or the document in it, does not exist."""
    try:
        commit = git.resolve(revision)
    except NotFound:
        return by_blob_or_nothing(docid, versions, revision)
    found = _blob_at(git, commit, docid, versions)
    if found is None:
        raise NotFound(f"{docid} did not exist at revision {revision} ({commit[:10]})")
    path, blob = found
    version = next((v for v in versions if v.blob == blob), None)
    if version is None and (then := _earlier(versions, blob)):
        return Selection((then[1],), (f"text at revision {commit[:10]}; {earlier_note(then[0])}",))
    if version is None:
        recorded, authored = git.run("log", "-1", "--no-show-signature", "--format=%cI%x00%aI", commit, "--").decode().strip().split("\x00")
        record = Record(commit, stamp(recorded), stamp(authored), "", path, blob, "")
        version = version_of(docid, record, read_facts(git.blob(blob)))
        return Selection((version,), (f"text at revision {commit[:10]}, which is no version in the history of this branch",))
    shared = version_note(versions, version)
    notes = [f"text at revision {commit[:10]}, the same as @{f'v{version.number}' if shared else version.date}"]
    head = git.resolve("HEAD")
    if commit != head and len(versions) > 1 and found == _blob_at(git, head, docid, versions):
        notes.append("the same text as @HEAD; the version before it: @latest~1")
    return Selection((version,), tuple(notes))


def _earlier(versions: Sequence[Version], blob: str) -> tuple[Version, Version] | None:
    """The version that had these bytes before, as it is and as it was."""
    return next(((v, v.at(kept)) for v in versions for kept in v.earlier if kept.blob == blob), None)


def _blob_at(git: Git, commit: str, docid: str, versions: Sequence[Version]) -> tuple[str, str] | None:
    """(path, blob) of a document's own file in a commit, the file it was last stored in first; files beside it last.

    What another document had at a path before, or has since, is not taken for it.
    """
    paths = dict.fromkeys([*(v.path for v in reversed(versions)), *(kept.path for v in reversed(versions) for kept in reversed(v.earlier))])
    raw = git.run("ls-tree", "-z", "--full-tree", commit, "--", *paths).decode("utf-8", "surrogateescape")
    blobs = {}
    for line in raw.split("\x00")[:-1]:
        meta, _, path = line.partition("\t")
        mode, kind, oid = meta.split(" ")
        if kind == "blob" and mode != "120000":
            blobs[path] = oid
    order = [path for path in sorted(paths, key=lambda path: beside_date(path) != "") if path in blobs]
    own = {blob for v in versions for blob in (v.blob, *(kept.blob for kept in v.earlier))}
    stored = next(((path, blobs[path]) for path in order if blobs[path] in own), None)
    return stored or next(((path, blobs[path]) for path in order if read_facts(git.blob(blobs[path])).docid in ("", docid)), None)
