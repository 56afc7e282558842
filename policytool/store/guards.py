"""What must hold before anything is written: a branch, a quiet repository, a plain path, a clean file.

Each check refuses with what to do; none changes anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time

from policytool.errors import StoreError
from policytool.store.git import Git

_BUSY = {
    "MERGE_HEAD": "a merge is in progress; finish it with `git commit` or `git merge --abort`",
    "rebase-merge": "a rebase is in progress; finish it or run `git rebase --abort`",
    "rebase-apply": "a rebase is in progress; finish it or run `git rebase --abort`",
    "CHERRY_PICK_HEAD": "a cherry-pick is in progress; finish it or run `git cherry-pick --abort`",
    "REVERT_HEAD": "a revert is in progress; finish it or run `git revert --abort`",
}


def blob_id(data: bytes) -> str:
    """The id git gives these bytes."""
    return hashlib.sha1(b"blob %d\x00" % len(data) + data, usedforsecurity=False).hexdigest()


def branch_of(git: Git) -> str:
    """The branch HEAD stands on. Raises StoreError for a detached HEAD."""
    done = git.attempt("symbolic-ref", "-q", "HEAD")
    if done.returncode:
        raise StoreError("HEAD is detached, so a new version would belong to no branch; run `git switch main` (or your branch) first")
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def check_quiet(git: Git) -> None:
    """Refuse while git is in the middle of something."""
    for name, words in _BUSY.items():
        if (git.git_dir / name).exists():
            raise StoreError(words)
    lock = git.git_dir / "index.lock"
    if git.worktree is not None and lock.exists():
        raise stale_lock(f"'{lock}' File exists")


def stale_lock(said: str) -> StoreError:
    """What to say of a lock file that git complains about: which, how old, and the exact command. It is never deleted here."""
    path = next((w.strip("'\":,.") for w in said.split() if ".lock" in w), "a lock file")
    age = ""
    with contextlib.suppress(OSError):
        age = f", {int(time.time() - os.stat(path).st_mtime)} seconds old"
    return StoreError(f"git's lock {path} exists{age}: another git command is running, or one was killed. If none is running: rm '{path}'")


def check_path(git: Git, old: str, path: str) -> None:
    """Refuse a path that leads through a symbolic link, a submodule or a file."""
    parts = path.split("/")
    for n in range(1, len(parts) + 1):
        part = "/".join(parts[:n])
        last = n == len(parts)
        if old:
            words = git.run("ls-tree", "-z", old, "--", part).decode("utf-8", "surrogateescape").split()
            mode = words[0] if words else ""
            if mode == "160000":
                raise StoreError(f"{part} is a submodule; store the document in that repository, or choose another id")
            if mode == "120000" or (mode and not last and mode != "040000") or (last and mode == "040000"):
                raise StoreError(
                    f"{part} is {'a symbolic link' if mode == '120000' else 'a folder' if last else 'a file'} in this repository; choose another id"
                )
        if git.worktree is not None:
            here = git.worktree / part
            if here.is_symlink() or (not last and here.exists() and not here.is_dir()) or (last and here.is_dir()):
                raise StoreError(
                    f"{here} is {'a symbolic link' if here.is_symlink() else 'a file' if not last else 'a folder'}; nothing is written through it"
                )


def check_clean(git: Git, old: str, path: str, data: bytes) -> None:
    """Refuse when the file has changes that are not committed; the same bytes as are to be stored are none."""
    if git.worktree is None:
        return
    words = git.run("ls-tree", "-z", old, "--", path).decode("utf-8", "surrogateescape").split() if old else []
    committed = words[2] if words else ""
    fresh = blob_id(data)
    here = git.worktree / path
    if here.exists() and blob_id(here.read_bytes()) not in (committed, fresh):
        raise StoreError(f"{path} has changes that are not committed; commit them or run `git restore {path}` first")
    staged = git.run("ls-files", "-s", "-z", "--", path).decode("utf-8", "surrogateescape").split()
    if staged and staged[1] not in (committed, fresh):
        raise StoreError(f"{path} has staged changes; commit them or run `git restore --staged {path}` first")
