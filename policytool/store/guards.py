"""What must hold before anything is written: a branch, a quiet repository, a plain path, a clean file.

Each check refuses with what was found and what to do; none changes anything.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from policytool.errors import BadInput, StoreError, to_paste
from policytool.patterns import lazy
from policytool.store.git import Entry, Git

_BUSY = {
    "MERGE_HEAD": "a merge is in progress; finish it with `git commit` (`policytool resolve` settles conflicts) or run `git merge --abort`",
    "rebase-merge": "a rebase is in progress; finish it or run `git rebase --abort`",
    "rebase-apply": "a rebase is in progress; finish it or run `git rebase --abort`",
    "CHERRY_PICK_HEAD": "a cherry-pick is in progress; finish it or run `git cherry-pick --abort`",
    "REVERT_HEAD": "a revert is in progress; finish it or run `git revert --abort`",
}
_LOCK = lazy(r"Unable to create '(.+?\.lock)': File exists")
_KINDS = {"120000": "a symbolic link", "160000": "a submodule", "040000": "a folder"}


def branch_of(git: Git) -> str:
    """The branch HEAD stands on. Raises StoreError for a detached HEAD."""
    done = git.attempt("symbolic-ref", "-q", "HEAD")
    branch = done.stdout.decode("utf-8", "surrogateescape").strip()
    if done.returncode:
        raise StoreError("HEAD is detached, so a new version would belong to no branch; run `git switch main` (or your branch) first")
    if not branch.startswith("refs/heads/"):
        raise StoreError(f"HEAD points to {branch}, which is no branch; run `git switch main` (or your branch) first")
    return branch


def check_quiet(git: Git) -> None:
    """Refuse while git is in the middle of something."""
    for name, words in _BUSY.items():
        if (git.git_dir / name / "applying").exists():
            raise StoreError("patches are being applied; finish it with `git am --continue` or run `git am --abort`")
        if (git.git_dir / name).exists():
            raise StoreError(words)


def check_worktrees(git: Git, branch: str) -> None:
    """Refuse a working copy that is not this repository's own, and a branch that another working copy shows.

    A branch that moves under a working copy leaves the reverse of the new version staged there, and the
    next `git commit` would take it back.
    """
    if git.worktree is not None and not is_own(git, git.worktree):
        raise StoreError(
            f"the configuration of {git.git_dir} places its working copy at {git.worktree}, elsewhere; nothing is written there"
        )
    own = {p.resolve() for p in (git.worktree, git.git_dir) if p is not None}
    raw = git.run("worktree", "list", "--porcelain", "-z").decode("utf-8", "surrogateescape")
    for block in raw.split("\x00\x00"):
        lines = dict(line.partition(" ")[::2] for line in block.split("\x00") if line)
        place = Path(lines.get("worktree", ""))
        if lines.get("branch") == branch and not lines.keys() & {"bare", "prunable"} and place.resolve() not in own:
            raise StoreError(f"the branch {branch.removeprefix('refs/heads/')} is checked out in {place}; use that store: {to_paste('-C', place)}")
    if git.worktree is None and git.run("rev-parse", "--is-bare-repository").strip() != b"true":
        raise StoreError(f"{git.git_dir} belongs to a working copy, which would not follow; name the working copy with -C")


def is_own(git: Git, worktree: Path) -> bool:
    """Whether a working copy belongs to the repository; its configuration can name any folder."""
    link = worktree / ".git"
    if link.is_dir():
        return link.resolve() == git.git_dir.resolve()
    with contextlib.suppress(OSError):
        target = link.read_text(encoding="utf-8", errors="surrogateescape").removeprefix("gitdir:").strip()
        return (worktree / target).resolve() == git.git_dir.resolve()
    return False


def lock_in(said: bytes) -> str:
    """The lock file that git's words complain of, else ""."""
    match = _LOCK.search(said.decode("utf-8", "surrogateescape"))
    return match[1] if match else ""


def stale_lock(path: str) -> StoreError:
    """What to say of a lock file: which, how old, and the exact command. It is never deleted here."""
    age = ""
    with contextlib.suppress(OSError):
        age = f", {max(0, int(time.time() - os.stat(path).st_mtime))} seconds old"
    return StoreError(
        f"git's lock {path} exists{age}, so nothing was stored: another git command is running, or one was killed. "
        f"If none is running: {to_paste('rm', path)}"
    )


def standing_locks(git: Git) -> list[str]:
    """Every lock of git's that a writer would meet."""
    names = ("index.lock", "HEAD.lock", "packed-refs.lock", "config.lock")
    found = [git.git_dir / name for name in names if (git.git_dir / name).exists()]
    return [str(path) for path in (*found, *sorted((git.git_dir / "refs/heads").rglob("*.lock")))]


def check_path(git: Git, tree: Mapping[str, Entry], path: str) -> None:
    """Refuse a path that leads through a symbolic link, a submodule or a file, in the commit or in the working copy."""
    parts = path.split("/")
    for n in range(1, len(parts) + 1):
        part, last = "/".join(parts[:n]), n == len(parts)
        mode = tree[part].mode if part in tree else ""
        if mode and (mode not in ("100644", "100755") if last else mode != "040000"):
            raise StoreError(f"{part} is {_KINDS.get(mode, 'a file')} in this repository, so {path} cannot be stored; choose another id")
        if git.worktree is not None and (found := _in_the_way(git.worktree / part, last)):
            raise StoreError(f"{git.worktree / part} is {found}; nothing is written through it: move it away, or choose another id")


def _in_the_way(place: Path, last: bool) -> str:
    try:
        mode = os.lstat(place).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise StoreError(f"cannot look at {place}: {error.strerror}") from None
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if stat.S_ISDIR(mode):
        if last:
            return "a folder"
        return "another repository" if (place / ".git").exists() else ""
    if not stat.S_ISREG(mode):
        return "not a plain file"
    return "" if last else "a file"


def check_clash(path: str, tree: Mapping[str, Entry]) -> None:
    """Raise BadInput when another path, or a folder on the way, differs only in case or Unicode form."""
    parts = path.split("/")
    mine = {_folded("/".join(parts[:n])): "/".join(parts[:n]) for n in range(1, len(parts) + 1)}
    for other in tree:
        own = mine.get(_folded(other))
        if own is not None and own != other:
            raise BadInput(f"{own} would clash with {other} on systems that ignore case or Unicode form; choose another id")


def _folded(path: str) -> str:
    return path.casefold() if path.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def check_clean(git: Git, tree: Mapping[str, Entry], path: str, data: bytes | None) -> None:
    """Refuse when the file has changes that are not committed; the same bytes as are to be stored are none."""
    if git.worktree is None:
        return
    committed = tree[path].oid if path in tree else ""
    allowed = {committed} if data is None else {committed, git.hash(data)}
    raw = git.run("ls-files", "-s", "-z", "--", path).decode("utf-8", "surrogateescape")
    staged = [line.split()[1:3] for line in raw.split("\x00") if line]
    if any(stage != "0" for _, stage in staged):
        raise StoreError(f"{path} has a merge conflict that is not settled; run `{to_paste('policytool', 'resolve', path)}` or settle it with git first")
    if any(oid not in allowed for oid, _ in staged):
        way = to_paste("git", *(("restore", "--staged", "--worktree") if committed else ("rm", "--cached")), path)
        raise StoreError(f"{path} has staged changes that are not committed; commit them, or give them up with `{way}`")
    here = git.worktree / path
    if here.exists() and not _holds(git, here, allowed):
        if not committed:
            raise StoreError(f"{here} is a file git does not know, and it stands where this version goes; move it away, or commit it first")
        raise StoreError(f"{path} has changes that are not committed; commit them, or give them up with `{to_paste('git', 'restore', path)}`")


def _holds(git: Git, here: Path, allowed: set[str]) -> bool:
    """Whether a file holds one of the texts, as stored or with the line ends a checkout gave it."""
    try:
        data = here.read_bytes()
    except OSError as error:
        raise StoreError(f"cannot read {here}: {error.strerror}") from None
    return git.hash(data) in allowed or (b"\r\n" in data and git.hash(data.replace(b"\r\n", b"\n")) in allowed)
