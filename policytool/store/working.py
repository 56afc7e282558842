"""Bytes -> files of the working copy and entries of git's index, or everything as it was."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policytool.errors import StoreError
from policytool.store.environment import DURABLE
from policytool.store.git import OBJECT, Git
from policytool.store.guards import lock_in, stale_lock

GIT_LOCK_WAIT = 1.0
"""Seconds to wait for a lock of git's own."""
Files = Mapping[str, bytes | None]
"""Path -> its bytes; None removes it."""


def scratch_of(git: Git) -> Path:
    """Where a writer that holds the lock keeps what is not finished."""
    return git.git_dir / "policytool-scratch"


def index_entry(path: str, oid: str) -> list[str]:
    return ["--add", "--cacheinfo", f"100644,{oid},{path}"] if oid else ["--force-remove", "--", path]


def run_patiently(git: Git, command: list[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run a command that takes one of git's locks; when somebody keeps it, raise StoreError with what to do."""
    limit = time.monotonic() + GIT_LOCK_WAIT
    while True:
        done = git.attempt(*command, env=env)
        lock = lock_in(done.stderr) if done.returncode else ""
        if not lock:
            return done
        if time.monotonic() > limit:
            raise stale_lock(lock)
        time.sleep(0.05)


def read_working(git: Git, path: str) -> bytes | None:
    here = git.worktree / path if git.worktree is not None else None
    return here.read_bytes() if here is not None and here.is_file() else None


def read_staged(git: Git, path: str) -> str:
    """The staged object of a path, "" when it is not staged."""
    words = git.run("ls-files", "-s", "-z", "--", path).split() if git.worktree is not None else []
    return words[1].decode() if len(words) > 1 and OBJECT.fullmatch(words[1].decode()) else ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One path of the working copy, ready to be set without writing: a full disk is met before anything changes."""

    path: str
    oid: str
    """What the index gets; empty to forget the path."""
    ready: Path | None
    """A finished file; None to remove the path."""


def prepare(git: Git, files: Files, oids: Mapping[str, str]) -> list[Prepared]:
    """Write what the working copy is to hold, elsewhere; nothing for a bare repository."""
    if git.worktree is None:
        return []
    prepared = []
    for path, data in files.items():
        ready = None
        if data is not None:
            with _explained(git.worktree / path):
                ready = _finished(scratch_of(git), data)
        prepared.append(Prepared(path, oids[path], ready))
    return prepared


def _finished(folder: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
        os.fchmod(handle, 0o644)
    return Path(name)


def set_working(git: Git, prepared: Sequence[Prepared]) -> None:
    """Let the working copy and the index show what was prepared: every file first, then the index."""
    if git.worktree is None:
        return
    for one in prepared:
        if one.ready is None:
            _remove_file(git.worktree, one.path)
        else:
            with _explained(git.worktree / one.path):
                _place(one.ready, git.worktree / one.path)
    for one in prepared:
        done = run_patiently(git, ["update-index", *index_entry(one.path, one.oid)], DURABLE)
        if done.returncode:
            said = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
            raise StoreError(f"git's index could not be written, so nothing was stored: {said}")


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; nothing was stored") from None


def _place(ready: Path, path: Path) -> None:
    """Replace a file in one step, also when the working copy is on another file system than its repository."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(ready, path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = path.parent / f".policytool-{ready.name}"
        try:
            shutil.copyfile(ready, near)
            os.replace(near, path)
        finally:
            near.unlink(missing_ok=True)


def _remove_file(worktree: Path, path: str) -> None:
    """Remove a file and the folders it leaves empty."""
    with contextlib.suppress(OSError):
        os.unlink(worktree / path)
        for parent in Path(path).parents[:-1]:
            os.rmdir(worktree / parent)
