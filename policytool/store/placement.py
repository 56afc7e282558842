"""Where a new version goes: on top of the document's file, or beside it.

History is append-only and read by people, so the file `<id>.md` always shows the newest text in
force, and git's log and blame of it stay true. A text that cannot go on top (older than the newest,
a correction of an older date, not yet in force, without a date) stands beside it as `<id>@<date>.md`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policytool.errors import BadInput
from policytool.language.facts import Facts
from policytool.model.version import Change, PolicyDate, Version

_SEGMENT = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a version goes and what kind of change it is."""

    path: str
    change: Change
    already: Version | None = None
    """The version that holds the same text for the same date: nothing needs to be stored."""


def check_docid(docid: str) -> None:
    """Raise BadInput unless `docid` is a safe path on every system: lower-case segments of letters, digits, `.`, `_`, `-`."""
    for segment in docid.split("/"):
        if not _SEGMENT.fullmatch(segment) or segment.endswith(".") or ".." in segment or _RESERVED.fullmatch(segment) or "git~" in segment:
            raise BadInput(
                f'"{docid}" cannot be a document id: {segment!r} is not allowed. Use lower-case segments such as us-il-chicago/eo/2025-6 (letters, digits, ".", "_", "-")'
            )
    if len(docid) > 200:
        raise BadInput(f"the id is {len(docid)} characters long; at most 200 are allowed")


def check_clash(path: str, existing: Iterable[str]) -> None:
    """Raise BadInput when another file differs from `path` only in case or Unicode form."""
    folded = unicodedata.normalize("NFC", path).casefold()
    for other in existing:
        if other != path and unicodedata.normalize("NFC", other).casefold() == folded:
            raise BadInput(f"{path} would clash with {other} on systems that ignore case; choose another id")


def place(docid: str, facts: Facts, versions: Sequence[Version], bodies: dict[str, str], today: str) -> Placement:
    """Decide where a text of `facts` goes; `bodies` maps blob -> digest of its text without front matter."""
    date = PolicyDate.parse(facts.date) if facts.date else None
    for version in versions:
        if version.date == date and bodies.get(version.blob) == facts.body:
            return Placement(version.path, Change.METADATA, version)
    main = next((v.path for v in reversed(versions) if "@" not in v.path.rpartition("/")[2]), f"{docid}.md")
    stem = main.rpartition(".")[0]
    if not versions:
        future = date is not None and date.first > today
        return Placement(f"{stem}@{date}.md" if future else main, Change.NEW)
    correction = any(v.date == date for v in versions) and date is not None
    change = Change.CORRECT if correction else Change.AMEND
    top = [v.date for v in versions if v.path == main]
    if not top:
        on_top = date is None or date.first <= today
    elif date is None:
        on_top = all(d is None for d in top)
    else:
        on_top = date.first <= today and all(d is not None and d <= date for d in top)
    return Placement(main if on_top else f"{stem}@{date or 'undated'}.md", change)
