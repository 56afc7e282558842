"""A merge that stopped at one document -> both texts kept: the later in its file, the other beside it.

Two clones that both stored a newer version of a document conflict in its file. Neither text may be
mixed or lost. Which of two texts of one date is right is a question for a person, and is put to one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytool.errors import BadInput, NotFound, StoreError, to_paste
from policytool.language.facts import Facts, read_facts
from policytool.model.version import PolicyDate
from policytool.store.catalog import docid_of
from policytool.store.commit import locked
from policytool.store.git import Entry, Git
from policytool.store.guards import check_clash, check_path, check_worktrees
from policytool.store.placement import beside
from policytool.store.records import is_policy_path
from policytool.store.store import Store
from policytool.store.working import Files, prepare, read_working, set_working
from policytool.store.writer import writable

_SIDES = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of one conflicting file."""

    path: str
    date: str
    """Version date of the text that `path` now holds; empty when undated."""
    beside: str = ""
    """The file that holds the other text; empty when there was no other, or it is history's."""
    beside_date: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    data: bytes
    facts: Facts

    @property
    def date(self) -> PolicyDate | None:
        return PolicyDate(self.facts.date) if self.facts.date else None


def resolve(store: Store, names: Sequence[str] = (), *, keep: str = "", dry_run: bool = False) -> tuple[list[Resolved], int]:
    """Settle the conflicts in documents (`names`: paths or ids; empty for all); what was done, and how many are left.

    `keep` ("ours", "theirs") answers for texts of the same date. The index and the working copy are
    set; the merge itself is left to be concluded with `git commit`. Raises StoreError when a person has
    to decide first, and changes nothing then.
    """
    store, git, _ = writable(store)
    if git.worktree is None:
        raise StoreError("this store is bare, so no merge can be in progress in it; merge in a clone")
    with contextlib.nullcontext() if dry_run else locked(git):
        conflicts = _conflicts(git)
        if not conflicts:
            raise NotFound("no conflict to settle here; `policytool resolve` works after a `git merge` or `git pull` that stopped")
        chosen = _named(store, conflicts, names)
        check_worktrees(git, "")
        done: list[Resolved] = []
        files: dict[str, bytes | None] = {}
        for path in chosen:
            result, changed = _settle(git, path, conflicts[path], keep)
            done.append(result)
            files.update(changed)
        if not dry_run:
            set_working(git, prepare(git, files, {path: git.hash(data or b"", write=True) for path, data in files.items()}))
        return done, len(conflicts) - len(chosen)


def _conflicts(git: Git) -> dict[str, dict[int, Entry]]:
    """Unsettled paths -> their texts: 1 the common ancestor's, 2 ours, 3 theirs."""
    found: dict[str, dict[int, Entry]] = {}
    for line in git.run("ls-files", "-u", "-z").decode("utf-8", "surrogateescape").split("\x00")[:-1]:
        meta, _, path = line.partition("\t")
        mode, oid, stage = meta.split(" ")
        found.setdefault(path, {})[int(stage)] = Entry(mode, oid)
    return found


def _named(store: Store, conflicts: dict[str, dict[int, Entry]], names: Sequence[str]) -> list[str]:
    able = [path for path in conflicts if is_policy_path(path)]
    if not names:
        if not able:
            raise NotFound(f"the conflict is in {', '.join(conflicts)}, not in a document; settle it with git")
        return able
    chosen = []
    for name in names:
        fits = [p for p in able if p == name or docid_of(p) == name or p.endswith("/" + name)]
        if not fits:
            fits = _of_document(store, able, name)
        if not fits:
            raise NotFound(f'no conflict in "{name}"; there are conflicts in {", ".join(conflicts)}')
        chosen += fits
    return list(dict.fromkeys(chosen))


def _of_document(store: Store, paths: Sequence[str], name: str) -> list[str]:
    """The paths that are files of the document `name` means on our side, by alias or the end of its id as everywhere."""
    try:
        docid = store.find(name)
    except NotFound:
        return []
    known = {version.path for version in store.versions(docid)}
    return [path for path in paths if path in known or docid_of(path) == docid]


def _settle(git: Git, path: str, stages: dict[int, Entry], keep: str) -> tuple[Resolved, Files]:
    """What one conflicting file becomes, and what is written for it."""
    check_path(git, {}, path)
    sides = {name: _text(git, path, stages[stage]) for name, stage in zip(_SIDES, (2, 3), strict=True) if stage in stages}
    _check_untouched(git, path, [_text(git, path, entry).data for entry in stages.values()])
    texts = list(sides.values())
    if not texts:
        raise StoreError(f"{path} was moved in different ways on both sides; settle it with git: `git status` shows how")
    if len(texts) == 1:  # changed here, removed there: a version is never dropped
        return Resolved(path, texts[0].facts.date), {path: texts[0].data}
    ours, theirs = texts
    if ours.facts.docid != theirs.facts.docid:
        raise StoreError(
            f"{path} is {ours.facts.docid or 'without an id'} on our side and {theirs.facts.docid or 'without an id'} on theirs: "
            "two documents in one file; move one of them with git"
        )
    if ours.date == theirs.date:
        return _same_date(git, path, sides, keep)
    first, last = sorted(texts, key=lambda t: (t.date is not None, t.date or PolicyDate("0001")))
    other = beside(path, last.facts.docid, first.date)
    if _is_superseded(git, other, first):
        return Resolved(path, last.facts.date), {path: last.data}
    result = Resolved(path, last.facts.date, other, first.facts.date)
    return result, {other: first.data, path: last.data}  # the older first: stopped in between, both are still there


def _same_date(git: Git, path: str, sides: dict[str, _Text], keep: str) -> tuple[Resolved, Files]:
    """Two texts of one date: the person's choice stands and so supersedes the other, which is in the history."""
    ours, theirs = sides["ours"], sides["theirs"]
    if not keep:
        raise StoreError(
            f"{path} has two texts for {ours.facts.date or 'no date'}, and which is right is for you to say: "
            f"ours is blob {git.hash(ours.data)[:10]}, theirs blob {git.hash(theirs.data)[:10]} (`git diff` shows both). "
            f"Then: {to_paste('policytool', 'resolve', path, '--keep', 'ours')} (or theirs); the other stays in the history"
        )
    kept = sides[keep]
    return Resolved(path, kept.facts.date), {path: kept.data}


def _is_superseded(git: Git, path: str, text: _Text) -> bool:
    """Whether a file for the older text's date stands already: it is a later word than that text, which stays in the history."""
    assert git.worktree is not None
    staged = git.run("ls-files", "-s", "-z", "--", path)
    if staged and read_facts(git.blob(staged.split()[1].decode())).docid == text.facts.docid:
        return True
    if staged or (git.worktree / path).exists():
        raise StoreError(f"{path} is in the way of the older text; move it away and run `policytool resolve` again")
    tree = git.tree("HEAD")
    check_clash(path, tree)
    check_path(git, tree, path)
    return False


def _text(git: Git, path: str, entry: Entry) -> _Text:
    if not entry.mode.startswith("100"):
        raise StoreError(f"{path} is no plain file on one side; settle it with git")
    data = git.blob(entry.oid)
    facts = read_facts(data)
    if facts.unreadable:
        raise BadInput(f"{path}, blob {entry.oid[:10]}: {facts.unreadable}; settle it with git")
    return _Text(data, facts)


def _check_untouched(git: Git, path: str, texts: Sequence[bytes]) -> None:
    """Refuse when the conflicting file holds lines that are in none of the texts: somebody has begun to settle it by hand."""
    written = read_working(git, path)
    if written is None:
        return
    known = {line.rstrip() for text in texts for line in text.splitlines()}
    if any(line.rstrip() not in known for line in _without_marks(written)):
        raise StoreError(
            f"{path} was edited by hand since the merge stopped; finish it with `{to_paste('git', 'add', path)}`, "
            f"or bring the conflict back with `{to_paste('git', 'checkout', '-m', path)}` and run this again"
        )


def _without_marks(data: bytes) -> Iterator[bytes]:
    for line in data.splitlines():
        if not line.startswith((b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")):
            yield line
