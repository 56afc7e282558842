"""Where a new version goes: on top of the document's file, or beside it.

History is append-only and read by people, so the file `<id>.md` always shows the newest text in
force, and git's log and blame of it stay true. A text that cannot go on top (older than the newest,
a correction of an older date, not yet in force, without a date) stands beside it as `<id>@<date>.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policytool.errors import BadInput
from policytool.language.facts import Facts
from policytool.model.version import Change, PolicyDate, Version
from policytool.patterns import lazy
from policytool.store.git import Entry
from policytool.store.records import beside_date, is_policy_path

_SEGMENT = lazy(r"[a-z0-9][a-z0-9._-]{0,99}")
_RESERVED = lazy(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_SHAPE = 'ids are lower-case segments such as us-il-chicago/eo/2025-6 (letters, digits, ".", "_", "-")'


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a version goes and what kind of change it is."""

    path: str
    change: Change
    known: Version | None = None
    """The version that has the same text for the same date: only its data can differ."""


def check_docid(docid: str) -> None:
    """Raise BadInput unless `docid` is a safe path on every system, and a file of that name is read back as a policy."""
    for segment in docid.split("/"):
        if not _SEGMENT.fullmatch(segment) or segment.endswith(".") or ".." in segment or _RESERVED.fullmatch(segment):
            raise BadInput(f'"{docid}" cannot be a document id: {segment!r} is not allowed; {_SHAPE}')
    if any(segment.endswith((".md", ".markdown")) for segment in docid.split("/")):
        raise BadInput(f'"{docid}" cannot be a document id: .md is the ending of files; leave it out')
    if len(docid) > 200:
        raise BadInput(f"the id {docid[:40]}... is {len(docid)} characters long; at most 200 are allowed")
    if not is_policy_path(f"{docid}.md"):
        raise BadInput(f'"{docid}" cannot be a document id: files of that name are about the repository, not policies; choose another')


def main_path(docid: str, versions: Sequence[Version], tree: Mapping[str, Entry], base: str = "") -> str:
    """The document's own file: the one that stands, else the one that last stood, else what its id says below `base`."""
    own = list(dict.fromkeys(v.path for v in reversed(versions) if not beside_date(v.path)))
    if own:
        return next((path for path in own if path in tree), own[0])
    if versions:
        folder, slash, name = versions[-1].path.rpartition("/")
        return folder + slash + name.rpartition("@")[0] + "." + name.rpartition(".")[2]
    return f"{base}{docid}.md"


def beside(main: str, docid: str, date: PolicyDate | None) -> str:
    """The file beside `main` for a date; in a folder of files named by date, the file of that name."""
    folder, slash, name = main.rpartition("/")
    stem, _, ending = name.rpartition(".")
    if date is not None and _is_named_by_date(main, docid):
        return f"{folder}{slash}{date}.{ending}"
    return f"{folder}{slash}{stem}@{date or 'undated'}.{ending}"


def _is_named_by_date(main: str, docid: str) -> bool:
    """Whether each version has a file of its own, `<id>/<date>.md`; an id may itself end in a date."""
    stem = main.rpartition(".")[0]
    if stem.endswith(docid):
        return False
    try:
        PolicyDate.parse(stem.rpartition("/")[2])
    except BadInput:
        return False
    return True


def place(
    facts: Facts,
    versions: Sequence[Version],
    bodies: Mapping[str, str],
    tree: Mapping[str, Entry],
    main: str,
    shown: Facts | None,
    today: str,
) -> Placement:
    """Decide where a text of `facts` goes.

    `bodies` maps blob -> digest of its text without front matter, `tree` is the commit it goes on,
    `main` the document's own file and `shown` what that file says now, None when it does not stand.
    """
    date = PolicyDate.parse(facts.date) if facts.date else None
    versions = [v for v in versions if v.change != Change.WITHDRAWN]
    for version in versions:
        if version.date == date and bodies.get(version.blob) == facts.body:
            stands = version.path in tree and tree[version.path].oid == version.blob
            return Placement(version.path if stands else beside(main, facts.docid, date), Change.METADATA, version)
    change = Change.NEW if not versions else Change.CORRECT if date and any(v.date == date for v in versions) else Change.AMEND
    there = PolicyDate(shown.date) if shown is not None and shown.date else None
    if shown is not None and _is_named_by_date(main, facts.docid):
        on_top = False
    elif date is None:
        on_top = there is None
    else:
        on_top = date.first <= today and (there is None or there <= date)
    return Placement(main if on_top else beside(main, facts.docid, date), change)
