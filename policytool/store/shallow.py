"""A clone whose history was cut short -> where it begins, and what a reader must be told of it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from policytool.errors import NotFound
from policytool.model.version import Selection, Version
from policytool.store.git import Git
from policytool.store.selectors import select

_LONGEST = 2**20
"""Characters that are read of a file of git's own; each commit it names takes 41."""


def boundary(git: Git) -> frozenset[str]:
    """The commits whose parents were left out; none in a clone that is whole."""
    common = git.git_dir / (_words(git.git_dir / "commondir") or ".")
    return frozenset(_words(common / "shallow").split())


def _words(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        return file.read(_LONGEST).strip()


def boundary_mark(git: Git) -> str:
    """The same as one word, for telling whether more was fetched; `-` for a whole clone."""
    commits = boundary(git)
    return sha256("\n".join(sorted(commits)).encode("utf-8", "surrogateescape")).hexdigest()[:12] if commits else "-"


def cut_note(git: Git | None, versions: Iterable[Version]) -> tuple[str, ...]:
    """What is to be said of versions some of which may be older than the clone tells."""
    commits = boundary(git) if git else frozenset()
    if not commits:
        return ()
    places = [place for v in versions for place in ((v.commit, v.recorded), *((kept.commit, kept.recorded) for kept in v.earlier))]
    days = [recorded[:10] for commit, recorded in places if commit in commits]
    if not days:
        return ()
    return (f"this clone is shallow and begins on {min(days)}: earlier texts, and since when a text stands, are not here; `git fetch --unshallow` brings them",)


def select_here(git: Git | None, docid: str, versions: tuple[Version, ...], selector: str, today: str) -> Selection:
    """What a selector means, and what a clone that was cut leaves open of it."""
    note = cut_note(git, versions)
    try:
        found = select(docid, versions, selector, today)
    except NotFound as error:
        raise NotFound(". ".join((error.message, *note)), candidates=error.candidates) from None
    return found._replace(notes=(*found.notes, *note))
