"""Real git repositories for tests, with fixed people and dates."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from policytool.store import Store, open_store
from policytool.store.commit import Signature
from policytool.store.create import create_store
from policytool.store.writer import Stored, add_version

CLERK = Signature("City Clerk", "clerk@example.org", 1_700_000_000)
TODAY = "2026-11-24"
IDENTITY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


def git(folder: Path, *args: str, check: bool = True, env: dict[str, str] | None = None, stdin: bytes = b"") -> str:
    """What plain git prints, as a person would call it."""
    done = subprocess.run(
        ["git", *IDENTITY, *args], cwd=folder, capture_output=True, input=stdin, env={**os.environ, "GIT_EDITOR": "true", **(env or {})}
    )
    if check and done.returncode:
        raise AssertionError(f"git {args}: {done.stderr.decode()}")
    return done.stdout.decode("utf-8", "replace")


def policy(docid: str, date: str = "", body: str = "(a) Officers keep records.", title: str = "Records", more: str = "") -> bytes:
    """A small policy."""
    return f"---\nid: {docid}\ntitle: {title}\nadopted: {date}\n{more}---\n\n# Order\n\n{body}\n".encode()


def new_store(folder: Path) -> Store:
    create_store(folder, CLERK)
    return reopened(folder)


def reopened(folder: Path, today: str = TODAY) -> Store:
    return open_store(folder, today=today)


def put(folder: Path, data: bytes, today: str = TODAY, **options: object) -> Stored:
    """Store one text."""
    return add_version(reopened(folder, today), data, "the file", CLERK, **options)  # type: ignore[arg-type]


def timeline(folder: Path, docid: str, today: str = TODAY) -> list[tuple[str, str, str]]:
    """(date, path, change) of every version in legal order."""
    return [(str(v.date or ""), v.path, v.change) for v in reopened(folder, today).versions(docid)]


def standing(folder: Path) -> dict[str, str]:
    """Path -> text of what the branch holds, without the store's own two files."""
    names = git(folder, "ls-tree", "-r", "--name-only", "-z", "HEAD").split("\0")[:-1]
    return {n: git(folder, "show", f"HEAD:{n}") for n in names if n not in ("README.md", ".gitattributes")}


def commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "--all"))


def is_whole(folder: Path) -> bool:
    """No object is missing or broken, nothing is left to commit and nothing unknown lies about."""
    done = subprocess.run(["git", "fsck", "--strict", "--no-dangling"], cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr
    bare = git(folder, "rev-parse", "--is-bare-repository").strip() == "true"
    return bare or git(folder, "status", "--porcelain", "--untracked-files=all") == ""
