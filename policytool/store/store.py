"""A git repository, or a plain folder, of Markdown policies -> documents, versions and their text.

Read-only, and at home in any repository: nothing has to be imported. Writing is in `writer`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policytool.errors import Ambiguous, NotFound, StoreError
from policytool.language.facts import Facts, decode, read_facts
from policytool.model.version import Selection, Version
from policytool.store.catalog import build_versions, name_files
from policytool.store.git import OBJECT, Git, find_repository
from policytool.store.index import Index
from policytool.store.records import Record, is_policy_path, read_records
from policytool.store.selectors import is_version_selector, select, split_selector

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
        dated = [v for v in self.versions if v.date and not v.superseded]
        return dated[-1] if dated else self.versions[-1]


class Store:
    """Documents and versions of one repository or folder."""

    def __init__(self, root: Path, git: Git | None, cache: Path | None, today: str, known_at: str = "") -> None:
        self.root = root
        self.git = git
        self.today = today
        self.known_at = known_at
        """Answer as the store knew things on this day; "" for now."""
        self._prefix = _scope(root, git)
        self._cache = cache
        self._index: Index | None = None

    # ---------------------------------------------------------------- reading

    @property
    def index(self) -> Index:
        """The derived data, brought up to date."""
        if self._index is None:
            if self.git is None:
                self._index = Index(None, "")
                self._build(self._index, "", list(_folder_records(self.root)), True)
            else:
                self._index = self._fresh(self.git)
        return self._index

    def _fresh(self, git: Git) -> Index:
        index = Index(self._cache, f"{git.git_dir}:{self._prefix}:{self.known_at}")
        head = self._head(git)
        known = index.value("head")
        if head and head == known:
            return index
        if not head:
            self._build(index, "", [], True)
            return index
        forward = known and git.attempt("merge-base", "--is-ancestor", known, head).returncode == 0
        new = [r for r in read_records(git, head, known if forward else "") if r.path.startswith(self._prefix)]
        self._build(index, head, new, not forward)
        return index

    def _head(self, git: Git) -> str:
        """The commit to read: HEAD, or the last one recorded by `known_at`; empty in a repository without commits."""
        if git.attempt("rev-parse", "-q", "--verify", "HEAD").returncode:
            return ""
        head = git.resolve("HEAD")
        if not self.known_at:
            return head
        for line in git.lines("log", "--format=%H %cI", "--date-order", head, "--"):
            oid, recorded = line.split(" ", 1)
            if recorded[:10] <= self.known_at:
                return oid
        raise NotFound(f"this store had nothing yet on {self.known_at}")

    def _build(self, index: Index, head: str, new: list[Record], fresh: bool) -> None:
        records = new if fresh else [*index.records(), *new]
        known = {} if self.git is None else index.known_facts()
        wanted = [b for b in dict.fromkeys(r.blob for r in records if r.blob) if b not in known]
        added = {blob: Facts(unreadable="not in this clone") if data is None else read_facts(data) for blob, data in self._blobs(wanted)}
        facts = {**known, **added}
        nameless = [r for r in records if not facts.get(r.blob or r.old_blob, Facts()).docid]
        names = name_files(nameless, self._maybe_blob) if self.git else {}
        versions = build_versions(records, facts, names)
        index.store(head, new, fresh, added, versions)

    def _blobs(self, oids: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        if self.git is None:
            return ((oid, _folder_bytes(self.root, oid)) for oid in oids)
        return self.git.blobs(oids)

    def _maybe_blob(self, oid: str) -> bytes | None:
        return next(self._blobs([oid]))[1]

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
        found = self.index.named(name) or self.index.named(self._prefix + name)
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
        near = tuple(i for i in ids if name.casefold() in i.casefold())[:5]
        hint = f"; similar: {', '.join(near)}" if near else ""
        raise NotFound(f'no document "{name}" among the {len(ids)} in {self.root}{hint}. `policytool list` shows them', candidates=near)

    def versions(self, name: str) -> tuple[Version, ...]:
        """The versions of one document in legal order."""
        return self.index.versions(self.find(name))

    def select(self, asked: str) -> Selection:
        """The version or versions that `doc@sel` names, without their text."""
        name, selector = split_selector(asked)
        docid = self.find(name)
        versions = self.index.versions(docid)
        if is_version_selector(selector):
            return select(docid, versions, selector, self.today)
        if selector in ("working", "index"):
            return self._working(docid, versions, selector)
        return self._at_revision(docid, versions, selector)

    def _working(self, docid: str, versions: Sequence[Version], selector: str) -> Selection:
        if self.git is not None and self.git.worktree is None:
            raise StoreError("this store is bare; there is no working copy. Use @latest")
        newest = DocumentInfo(docid, tuple(versions)).newest
        if selector == "index" and self.git is not None:
            staged = self.git.run("ls-files", "-s", "-z", "--", newest.path).decode("utf-8", "surrogateescape")
            if not staged:
                raise NotFound(f"{newest.path} is not staged; use @working or @latest")
            blob = staged.split()[1]
            return Selection(
                (replace(newest, blob=blob, commit="", recorded="staged, not committed", text=decode(self.git.blob(blob), newest.path)),)
            )
        base = self.git.worktree if self.git and self.git.worktree else self.root
        path = base / newest.path
        if path.is_symlink() or not path.is_file():
            raise NotFound(f"{path} is not a file in the working copy; use @latest")
        text = decode(path.read_bytes(), str(path))
        return Selection((replace(newest, blob="", commit="", recorded="working copy, not recorded", text=text),))

    def _at_revision(self, docid: str, versions: Sequence[Version], revision: str) -> Selection:
        if self.git is None:
            raise NotFound(f'"{revision}" is no version or date of {docid}; a plain folder has no git revisions')
        commit = self.git.resolve(revision)
        for path in dict.fromkeys(v.path for v in reversed(versions)):
            done = self.git.attempt("ls-tree", "-z", commit, "--", path)
            words = done.stdout.decode("utf-8", "surrogateescape").split("\t")[0].split()
            if len(words) == 3 and OBJECT.fullmatch(words[2]) and words[1] == "blob":
                known = next((v for v in versions if v.blob == words[2]), None)
                base = known or replace(versions[-1], blob=words[2], path=path, commit=commit)
                note = f"text at revision {commit[:10]}" + (f", the same as @{base.date or f'v{base.number}'}" if known else "")
                return Selection((base,), (note,))
        raise NotFound(f"{docid} did not exist at revision {revision} ({commit[:10]})")

    def read(self, asked: str) -> Version:
        """The version that `doc@sel` names, with its text."""
        return self.with_text(self.select(asked).version)

    def with_text(self, version: Version) -> Version:
        """The same version with its text. Raises StoreError when the bytes are not in this clone."""
        if version.text:
            return version
        if self.git is None:
            return replace(version, text=decode((self.root / version.path).read_bytes(), version.path))
        return replace(version, text=decode(self.git.blob(version.blob), version.path))

    @property
    def repo(self) -> gitpython.Repo:
        """The repository as GitPython sees it, for what this program does not do itself."""
        import git as gitpython  # lazy: start-up

        if self.git is None:
            raise StoreError(f"{self.root} is a plain folder, not a git repository")
        return gitpython.Repo(self.git.worktree or self.git.git_dir)


def _scope(root: Path, git: Git | None) -> str:
    """The part of a repository that `root` means: "" for all of it, else a path ending in /."""
    if git is None or git.worktree is None:
        return ""
    try:
        inside = root.resolve().relative_to(git.worktree.resolve()).as_posix()
    except ValueError:
        return ""
    return "" if inside == "." else inside + "/"


def _folder_records(root: Path) -> Iterator[Record]:
    """A plain folder as records without commits, by path."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if is_policy_path(name) and path.is_file() and not path.is_symlink():
            yield Record("", "", "", "", "", name, "file:" + name, "", "100644")


def _folder_bytes(root: Path, blob: str) -> bytes | None:
    try:
        return (root / blob.removeprefix("file:")).read_bytes()
    except OSError:
        return None


def open_store(path: str | Path = ".", *, cache: Path | None = None, today: str = "", known_at: str = "") -> Store:
    """The store at or around `path`: a repository (worktree, linked worktree, bare), or a plain folder of Markdown.

    `cache` is a folder for derived data (None: nothing is kept), `today` an ISO date (default: the system's).
    """
    start = Path(path).expanduser()
    today = today or datetime.date.today().isoformat()
    if start.is_file():
        raise NotFound(f"{str(start)!r} is a file; a store is a repository or a folder of Markdown files")
    try:
        git = find_repository(start)
    except NotFound:
        if not start.is_dir() or not any(_folder_records(start)):
            raise
        return Store(start, None, None, today)
    store = Store(start, git, cache, today, known_at)
    if store._prefix and not store.index.docids() and any(_folder_records(start)):
        return Store(start, None, None, today)
    return store
