"""Records and facts -> documents and their versions in legal order.

Files belong together when their front matter gives the same id, whatever they are called. A file
without an id is its path; `moves` tells where it went. The same id, date and text is one version; a
later text of the same date supersedes the earlier one, which stays in the history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from policytool.errors import BadInput
from policytool.language.facts import Facts
from policytool.model.version import REMOVED, Basis, Change, Kept, PolicyDate, Version, newest_of
from policytool.patterns import lazy
from policytool.store.records import Record, beside_date

_CONTROL = lazy(r"[\x00-\x1f\x7f]")


def docid_of(path: str) -> str:
    """The id of a file that gives none: its path without `.md`, `/index.md` and `@date`.

    >>> docid_of("rules/2024/index.md"), docid_of("us/eo/1@2001.md"), docid_of("a@b/c@d.md")
    ('rules/2024', 'us/eo/1', 'a@b/c@d')
    """
    folder, slash, name = readable(path).rpartition(".")[0].rpartition("/")
    said = beside_date(path)
    return folder if slash and name == "index" else folder + slash + (name.removesuffix("@" + said) if said else name)


def readable(path: str) -> str:
    r"""A path as one line of text: bytes that are not UTF-8, and control characters, are written out.

    >>> readable("caf\udce9.md"), readable("two\nlines.md")
    ('caf\\xe9.md', 'two\\x0alines.md')
    """
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text if text.isprintable() else _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", text)


def build_versions(
    records: Sequence[Record], facts: Mapping[str, Facts], names: Mapping[tuple[str, str], str], standing: Mapping[str, str]
) -> dict[str, list[Version]]:
    """Versions of every document, in legal order, numbered from 1; `standing` are the files there are now and their blobs."""
    grouped: dict[str, dict[tuple[str, str], Version]] = {}
    trails: dict[tuple[str, str, str], list[Kept]] = defaultdict(list)
    """Where the text of a version stood, one record after the other."""
    later = _later_ids(records, facts)
    newest: dict[str, tuple[str, str]] = {}
    files: dict[str, Files] = defaultdict(Files)
    withdrawn: set[tuple[str, tuple[str, str]]] = set()
    for record in records:
        found = facts.get(record.blob or record.old_blob, Facts())
        docid = found.docid or _trailed_id(record) or later.get(last := names.get((record.commit, record.path), record.path)) or docid_of(last)
        if not record.path:
            withdrawn |= {(docid, key) for key, v in grouped.get(docid, {}).items() if v.blob == record.trailer("Withdraws")}
            continue
        back = files[docid].follow(record)
        if not record.blob:
            continue
        versions = grouped.setdefault(docid, {})
        page = found.page and bool(record.old_blob or back) and not _trailed_id(record)
        version = _paged(version_of(docid, record, found), record, found, newest.get(docid) if page else None)
        if version.basis is Basis.COMMIT:
            version = _arrived(version, max(back, files[docid].dates.get(record.old_blob, "")))
            if back and (gone := newest.pop(docid, None)):
                versions[gone] = _removed(versions[gone], back)
        key = (str(version.date or ""), found.body)
        if (page or version.basis is Basis.COMMIT) and newest.get(docid, key)[1] == found.body:  # a rename: only git's date is new
            key = newest.get(docid, key)
        newest[docid] = key
        withdrawn.discard((docid, key))
        files[docid].dates[record.blob] = key[0]
        versions[key] = _again(version, versions.get(key))
        trails[docid, *key].append(Kept(record.blob, record.path, record.commit, record.recorded))
    for docid, key in withdrawn:
        grouped[docid][key] = replace(grouped[docid][key], change=Change.WITHDRAWN.value)
    lines = {docid: [_traced(version, trails[docid, *key]) for key, version in versions.items()] for docid, versions in sorted(grouped.items())}
    return {docid: _ended(_in_legal_order(line, standing), files[docid], standing) for docid, line in lines.items()}


@dataclass(slots=True)
class Files:
    """The files of one document, one record after the other."""

    there: set[str] = field(default_factory=set)
    dates: dict[str, str] = field(default_factory=dict)
    """Blob -> the version date under which it was read last."""
    left: str = ""
    """The day a file was last removed."""
    commit: str = ""
    """The commit that removed it."""

    def follow(self, record: Record) -> str:
        """Take a record down; the day since which the document had no file at all, when this one brings it back."""
        back = self.left if record.blob and not (self.there or record.old_blob) and record.commit != self.commit else ""
        if record.blob:
            self.there.add(record.path)
        else:
            self.there.discard(record.path)
            self.left, self.commit = record.authored[:10], record.commit
        return back


def _traced(version: Version, trail: Sequence[Kept]) -> Version:
    """A version that several records gave: in the bytes of the last, with the commit that put them there and the day they were learned.

    Git must confirm what is printed together, and a look back to any later day must show these bytes.
    """
    if len(trail) < 2:
        return version
    same = list(takewhile(lambda kept: kept.blob == version.blob, reversed(trail)))
    here = list(takewhile(lambda kept: kept.path == version.path, same))
    places = {(kept.blob, kept.path): kept for kept in reversed(trail)}
    places.pop((version.blob, version.path))
    return replace(version, commit=here[-1].commit, recorded=same[-1].recorded, earlier=tuple(reversed(places.values())))


def _trailed_id(record: Record) -> str:
    """The id in the trailers, which anyone may have written; "" when it cannot be one."""
    found = record.trailer("Policy-Id")
    return "" if set(found) & set("@# \t") else readable(found)


def _later_ids(records: Iterable[Record], facts: Mapping[str, Facts]) -> dict[str, str]:
    """Path -> the id that the file at that path came to give: what it said before it had one is the same document."""
    return {r.path: facts[r.blob].docid for r in records if r.blob and facts[r.blob].docid}


def _again(version: Version, known: Version | None) -> Version:
    """The same text and date again: its data may be newer, its place in the order is not."""
    return version if known is None else replace(version, date=known.date, basis=known.basis, change=known.change)


def _paged(version: Version, record: Record, found: Facts, before: tuple[str, str] | None) -> Version:
    """A page keeps its date while its text changes: then the commit's is the better one. `before` is the date and text it had."""
    if before is None or before[1] == found.body or str(version.date) > before[0] or not _date_in(record.authored[:10]):
        return version
    return replace(version, date=PolicyDate(record.authored[:10]), basis=Basis.COMMIT)


def _arrived(version: Version, before: str) -> Version:
    """A commit written anew on top of a later text, as a rebase does, is of the day it was committed; `before` is the date of that text."""
    day = _date_in(version.recorded[:10])
    return replace(version, date=PolicyDate(day)) if str(version.date) < before <= day else version


def _removed(version: Version, day: str) -> Version:
    return replace(version, ends=PolicyDate(day), ended_by=REMOVED)


def _ended(versions: list[Version], files: Files, standing: Mapping[str, str]) -> list[Version]:
    """A document none of whose files stands ended, so far as its repository says, on the day the last was removed.

    What the text itself says of its end comes first.
    """
    last = newest_of(versions)
    if not _date_in(files.left) or any(v.ends for v in versions[last.number - 1 :]) or not last.date or any(_stands(v, standing) for v in versions):
        return versions
    return [_removed(v, files.left) if v is last else v for v in versions]


def version_of(docid: str, record: Record, found: Facts) -> Version:
    """One record as a version that has no number yet."""
    date, basis = found.date, found.basis
    if not date:
        for key in ("Version-Date", "Source-Date"):
            if value := _date_in(record.trailer(key)):
                date, basis = value, Basis.TRAILER.value
    if not date and not found.dated_by_design:
        date = found.late_date or _date_in(record.authored[:10])
        basis = Basis.PUBLISHED.value if found.late_date else Basis.COMMIT.value
    day = PolicyDate(date) if date else None
    return Version(
        docid=docid,
        number=0,
        date=day,
        basis=Basis(basis) if day else Basis.UNDATED,
        blob=record.blob,
        path=record.path,
        commit=record.commit,
        recorded=record.recorded,
        change=record.trailer("Change"),
        title=found.title or docid,
        kind=found.kind,
        jurisdiction=found.jurisdiction,
        ends=PolicyDate.parse(found.ends) if found.ends else None,
        ended_by=found.ended_by,
        source=found.source,
        edition=found.edition,
        aliases=found.aliases,
    )


def _date_in(text: str) -> str:
    """A date that anyone may have written, "" when it is none."""
    try:
        return PolicyDate.parse(text).text
    except BadInput:
        return ""


def _in_legal_order(versions: list[Version], standing: Mapping[str, str]) -> list[Version]:
    """By version date, then in the order they were learned; undated ones last. Marks what a later record supersedes.

    Of texts of one date the one that stands is the last word, even when it was learned first: a merge
    or a revert chose it. A correction beside its document supersedes the text in the document's file.
    Where only git's dates are known, what is dated after the text that stands is the side a merge left out.
    """
    blobs = set(standing.values())
    indexed = list(enumerate(versions))

    def key(pair: tuple[int, Version]) -> tuple[bool, PolicyDate, int, int]:
        place, version = pair
        rank = 0 if version.blob not in blobs else 2 if beside_date(version.path) else 1
        return version.date is None, version.date or PolicyDate("0001"), rank, place

    indexed.sort(key=key)
    ordered = [version for _, version in indexed]
    last_of = {str(v.date): i for i, v in enumerate(ordered) if v.date and v.basis is not Basis.COMMIT and v.change != Change.WITHDRAWN}
    here = max((i for i, v in enumerate(ordered) if _stands(v, standing)), default=len(ordered))
    return [
        replace(v, number=i + 1, superseded=i > here if v.basis is Basis.COMMIT else v.change == Change.WITHDRAWN or (v.date is not None and last_of[str(v.date)] != i))
        for i, v in enumerate(ordered)
    ]


def _stands(version: Version, standing: Mapping[str, str]) -> bool:
    """Whether a file holds its text now, with its front matter of any day."""
    places = [(version.path, version.blob), *((kept.path, kept.blob) for kept in version.earlier)]
    return any(standing.get(path) == blob for path, blob in places)
