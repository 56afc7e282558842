"""A git repository, or a plain folder, of Markdown policies -> documents, versions and their text.

Read-only, and at home in any repository: nothing has to be imported. Writing is in `writer`.
"""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from policytool.errors import Ambiguous, BadInput, NotFound, StoreError, to_paste
from policytool.language.facts import Facts, decode, read_facts
from policytool.model.blob import blob_id
from policytool.model.version import PolicyDate, Selection, Version, newest_of
from policytool.store.catalog import build_versions
from policytool.store.elsewhere import at_index, at_revision, at_working_copy
from policytool.store.folder import UNREADABLE, has_policies, read_folder
from policytool.store.git import Git, find_repository
from policytool.store.index import Index
from policytool.store.moves import name_files
from policytool.store.records import has_merge, read_records, stamp
from policytool.store.selectors import by_blob_or_nothing, is_version_selector, looks_like_selector, split_selector
from policytool.store.shallow import boundary_mark, select_here
from policytool.store.similar import similar

if TYPE_CHECKING:
    import git as gitpython


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """One document of a store, as `list` shows it."""

    docid: str
    versions: tuple[Version, ...]
    """In legal order."""

    @property
    def newest(self) -> Version:
        """The newest dated version, else the one stored last."""
        return newest_of(self.versions)


class Store:
    """Documents and versions of one repository or folder."""

    def __init__(self, root: Path, git: Git | None, cache: Path | None, today: str, known_at: str = "", near: str = "") -> None:
        self.root = root
        self.git = git
        self.today = today
        self.known_at = known_at
        """Answer as the store knew things at the end of this day; "" for now."""
        self.prefix = _scope(root, git)
        """The part of the repository that is looked at: "" for all of it, else a path ending in /."""
        self._near = near or self.prefix
        """Where paths may begin: a folder of the repository, ending in /."""
        self.cache = cache
        """The folder for derived data; None: nothing is kept."""
        self._index: Index | None = None

    def anew(self, root: Path | None = None) -> Store:
        """The same store as its branch stands now, to be read from the beginning; or another part of its repository."""
        return Store(root or self.root, self.git, self.cache, self.today)

    # ---------------------------------------------------------------- reading

    @property
    def index(self) -> Index:
        """The derived data, brought up to date."""
        if self._index is None:
            if self.git is None:
                self._index = Index(None, "", self._fill_from_folder)
            else:
                cache = None if self.known_at else self.cache  # a look back is not worth a file
                self._index = Index(cache, f"{self.git.git_dir}:{self.prefix}", self._fill)
        return self._index

    def _fill_from_folder(self, index: Index) -> None:
        records, blobs = read_folder(self.root)
        facts = {oid: read_facts(data) for oid, data in blobs.items()} | {UNREADABLE: Facts(unreadable="the file cannot be read")}
        index.store("", "", records, True, facts, build_versions(records, facts, {}, {r.path: r.blob for r in records}))

    def _fill(self, index: Index) -> None:
        """Add what is new since the head the index knows; everything when history did not simply grow."""
        assert self.git is not None
        git, head = self.git, self._head(self.git)
        before, cut = index.head(), boundary_mark(git)
        known, was_cut, lacking = (before.split(" ") + ["", "", ""])[:3]
        fetched = was_cut != cut or (bool(lacking) and next(git.blobs([lacking]))[1] is not None)
        if head == known and not fetched:
            return
        grown = known and head and not fetched and git.attempt("merge-base", "--is-ancestor", known, head).returncode == 0
        since = known if grown and not has_merge(git, head, known) else ""
        new = [r for r in read_records(git, head, since) if not r.path or r.path.startswith(self.prefix)] if head else []
        records = [*index.records(), *new] if since else new
        facts = self.anew().index.known_facts() if self.known_at else index.known_facts()
        wanted = [b for b in dict.fromkeys(r.blob for r in records if r.blob) if b not in facts]
        added = {blob: read_facts(data) for blob, data in git.blobs(wanted) if data is not None}
        missing = [blob for blob in wanted if blob not in added and blob not in git.oversized]
        facts |= added | dict.fromkeys(missing, Facts(unreadable="not in this clone")) | dict.fromkeys(git.oversized, Facts(unreadable="too large"))
        nameless = [r for r in records if not facts.get(r.blob or r.old_blob, Facts()).docid]
        standing = {p: entry.oid for p, entry in git.tree(head).items() if p.startswith(self.prefix) and entry.mode.startswith("100")}
        versions = build_versions(records, facts, name_files(nameless, lambda oid: next(git.blobs([oid]))[1]), standing)
        state = " ".join([head, cut, *missing[:1]])
        if not index.store(before, state, new, not since, added, versions):
            self._fill(index)  # another process was quicker

    def _head(self, git: Git) -> str:
        """The commit to read: HEAD, or the last one recorded by `known_at`; empty in a repository without commits."""
        try:
            head = git.resolve("HEAD")
        except NotFound:
            if git.attempt("rev-parse", "-q", "--verify", "HEAD").returncode:
                return ""
            raise StoreError(f"HEAD of {git.git_dir} leads to a commit that is not here; `git fsck` says more, another clone may have it") from None
        if not self.known_at:
            return head
        for line in git.run("log", "--format=%H %cI", "--first-parent", head, "--").decode().splitlines():
            oid, recorded = line.split(" ", 1)
            if "" < stamp(recorded)[:10] <= self.known_at:
                return oid
        raise BadInput(f"this store had nothing yet on {self.known_at}; --known-at asks for what it knew on a day")

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Every document, by id."""
        grouped: dict[str, list[Version]] = {}
        for version in self.index.all_versions():
            grouped.setdefault(version.docid, []).append(version)
        return tuple(DocumentInfo(docid, tuple(line)) for docid, line in grouped.items())

    def find(self, name: str) -> str:
        """The id of the document that `name` means: an id, alias, tracked path or unique ending of an id.

        Raises NotFound, or Ambiguous with the ids that fit.
        """
        name = name.strip().strip("/")
        exact = self.index.versions(name)
        if exact:
            return name
        found = self.index.named(name) or self.index.named(self._near + name)
        ids = self.index.docids()
        if not found:
            low = name.casefold()
            found = [i for i in ids if i.casefold().endswith("/" + low)] or [i for i in ids if i.casefold().rpartition("/")[2] == low]
        if len(found) == 1:
            return found[0]
        if found:
            raise Ambiguous(
                f'"{name}" names {len(found)} documents: {", ".join(found[:8])}{" ..." if len(found) > 8 else ""}. Write the full id',
                candidates=tuple(found),
            )
        if self.index.mend():
            return self.find(name)
        raise self._unknown(name, len(ids))

    def _unknown(self, name: str, count: int) -> NotFound:
        """What to say of a name that no document has."""
        if not name:
            return NotFound("no document is named; `policytool list` shows them")
        if looks_like_selector(name):
            return NotFound(f'"{name}" names a version and no document; write both as one, ID@{name}. `policytool list` shows the documents')
        document = name.rpartition("@")[0]
        if document and (self.index.versions(document) or self.index.named(document)):
            return NotFound(f'"{name}" names a version, and this is asked of a document with all its versions; write {to_paste(document)}')
        if name == "-" or os.path.isfile(name):
            return NotFound(f"{name} is a file and has no versions; to compare it name a second text: {to_paste('policytool', 'diff', name, 'OTHER')}")
        head, _, clause = name.partition("#" if "#" in name else " ")
        if any(c.isdigit() or c == "(" for c in clause) and (self.index.versions(head) or self.index.named(head)):
            alone, beside = to_paste("policytool", "clause", head, clause.strip()), to_paste(f"{head}#{clause.strip()}")
            return NotFound(f'no document "{name}"; {head} is one. A clause of it: {alone}; where two clauses are named, {beside}')
        titles = {info.docid: [info.newest.title, *info.newest.aliases] for info in self.documents()}
        near = similar(name, titles)
        shown = (f"{i} ({shorten(titles[i][0], 50, placeholder=' ...')})" if titles[i][0] else i for i in near)
        where = "this folder" if str(self.root) == "." else self.root
        hint = f"; similar: {', '.join(shown)}" if near else ""
        return NotFound(f'no document "{name}" among the {count} in {where}{hint}. `policytool list` shows them', candidates=near)

    def versions(self, name: str) -> tuple[Version, ...]:
        """The versions of one document in legal order."""
        return self.index.versions(self.find(name))

    def split(self, asked: str) -> tuple[str, str]:
        """The name and the selector of `doc@sel`; the id itself may hold an @, where it is a path of anyone's."""
        return (asked, "") if self.index.versions(asked) else split_selector(asked)

    def select(self, asked: str) -> Selection:
        """The version or versions that `doc@sel` names, without their text; a tracked path names the text last stored there."""
        if asked.lower().endswith((".md", ".markdown")) and (named := self._at_path(asked)):
            return Selection((named,))
        name, selector = self.split(asked)
        docid = self.find(name)
        if asked.endswith("@") and name != asked:
            raise BadInput(f'"{asked}" names no version after the @; write {to_paste(name + "@2021-01-27")}, {to_paste(name + "@current")}, or {to_paste(name)} alone for the newest')
        if selector.startswith("blob:") and not is_version_selector(selector):
            shown = to_paste("policytool", "log", name)
            raise BadInput(f'"{selector}" is no blob: give four or more of the digits 0-9 and a-f that `{shown}` prints, as {to_paste(name + "@blob:3fa9c1e")}')
        versions = self.index.versions(docid)
        if is_version_selector(selector):
            return select_here(self.git, docid, versions, selector, self.today)
        if selector == "working":
            return at_working_copy(self.git, self.root, versions, self.today)
        if self.git is None:
            try:
                return by_blob_or_nothing(docid, versions, selector)
            except NotFound as error:
                raise NotFound(f"{error.message}. A plain folder, as {self.root} is, has no revisions") from None
        return at_index(self.git, versions, self.today) if selector == "index" else at_revision(self.git, docid, versions, selector)

    def _at_path(self, path: str) -> Version | None:
        for tried in dict.fromkeys((path, self._near + path)):
            for docid in self.index.named(tried):
                if stored := [v for v in self.index.versions(docid) if v.path == tried]:
                    return max(stored, key=lambda v: (not v.superseded, v.number if v.date else 0))
        return None

    def read(self, asked: str) -> Version:
        """The version that `doc@sel` names, with its text."""
        return self.with_text(self.select(asked).version)

    def with_text(self, version: Version) -> Version:
        """The same version with its text. Raises StoreError when the bytes are not in this clone."""
        return version if version.text else replace(version, text=decode(self.data(version), version.path))

    def data(self, version: Version) -> bytes:
        """Its bytes as they are stored, a byte order mark included. Raises StoreError when they are not in this clone."""
        if self.git is None:
            return self._file(version)
        try:
            return self.git.blob(version.blob)
        except StoreError as error:
            raise StoreError(f"{version.name}: {error.message}") from None

    def _file(self, version: Version) -> bytes:
        path = self.root / version.path
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StoreError(f"cannot read {path}: {error.strerror}") from None
        if blob_id(data) != version.blob:
            raise StoreError(f"{path} changed while it was being read; run this again")
        return data

    @property
    def repo(self) -> gitpython.Repo:
        """The repository as GitPython sees it, for what this program does not do itself."""
        import git as gitpython  # lazy: start-up

        if self.git is None:
            raise StoreError(f"{self.root} is a plain folder, not a git repository")
        return gitpython.Repo(self.git.worktree or self.git.git_dir)


def _scope(root: Path, git: Git | None) -> str:
    """The part of a repository that `root` means."""
    if git is None or git.worktree is None:
        return ""
    try:
        inside = root.resolve().relative_to(git.worktree.resolve()).as_posix()
    except ValueError:
        return ""
    return "" if inside == "." else inside + "/"


def open_store(path: str | Path = ".", *, cache: Path | None = None, today: str = "", known_at: str = "", whole: bool = False) -> Store:
    """The store at or around `path`: a repository (worktree, linked worktree, bare), or a plain folder of Markdown.

    A subfolder of a repository means that part of it, with `whole` all of it. `cache` is a folder for
    derived data (None: nothing is kept), `today` an ISO date (default: the system's), `known_at` a day:
    what was recorded later is left out.
    """
    start = Path(os.path.expanduser(path))
    today = today or datetime.date.today().isoformat()
    known_at = PolicyDate.parse(known_at).last if known_at else ""
    if start.is_file():
        raise NotFound(f"{str(start)!r} is a file; a store is a repository or a folder of Markdown files")
    try:
        git = find_repository(start)
    except NotFound:
        if (start / ".git").exists():  # read as a plain folder it would have lost its history without a word
            raise StoreError(f"git does not take {start / '.git'} for a repository: its HEAD or its folders are damaged; fetch it again from another clone") from None
        if not start.is_dir() or not has_policies(start):
            raise
        return _plain(start, today, known_at)
    near = _scope(start, git)
    store = Store(git.worktree if whole and near and git.worktree else start, git, cache, today, known_at, near)
    if near and has_policies(start) and not store.index.docids():
        return _plain(start, today, known_at)
    return store


def _plain(folder: Path, today: str, known_at: str) -> Store:
    if known_at:
        raise BadInput(f"--known-at needs a history; {folder} is a plain folder, not a git repository")
    return Store(folder, None, None, today)
