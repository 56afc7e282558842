"""A text -> a version in the store; a day -> a repeal; a future text whose day has come -> its place."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from policytool.errors import BadInput, StoreError
from policytool.language.facts import Facts, decode, read_facts
from policytool.language.front_matter import read_front_matter
from policytool.model.document import FrontMatter
from policytool.model.version import Change, PolicyDate, Version, dated
from policytool.store.catalog import docid_of
from policytool.store.commit import Ground, Signature, check_files, commit_files, find_ground, grounds, locked
from policytool.store.fields import repeated_field, set_fields
from policytool.store.git import Entry, Git
from policytool.store.ledger import Ledger
from policytool.store.placement import Placement, check_docid, main_path, place
from policytool.store.records import beside_date
from policytool.store.store import Store

MAX_BYTES = 20_000_000
_DATE_FIELDS = ("effective", "effective_date", "adopted", "published", "date", "signed", "repealed", "expires")
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}) ", re.M)


@dataclass(frozen=True, slots=True)
class Stored:
    """What one write did, or would do."""

    docid: str
    date: PolicyDate | None
    path: str
    change: Change
    commit: str
    """Empty when nothing was written."""
    already: Version | None = None
    """The version that made a write needless."""
    later: PolicyDate | None = None
    """For a repeal: a text that begins after it, and stays as it is."""
    blob: str = ""
    """Object id of the bytes that were to be stored."""
    silent: bool = False
    """Its front matter has no field for a date, so that it counts from the day git has it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A future text that came into force and was moved to its document's own file."""

    docid: str
    date: PolicyDate
    old_path: str
    path: str
    commit: str
    """Empty when nothing was written."""


def writable(store: Store) -> tuple[Store, Git, str]:
    """The store as a writer must see it, its git, and the folder new documents go into ("" or ending in /).

    Raises StoreError for a plain folder and BadInput under --known-at.
    """
    if store.git is None:
        raise StoreError(f"{store.root} is a plain folder and is only read; make a store with `policytool init DIR`")
    if store.known_at:
        raise BadInput("--known-at looks back and cannot be combined with writing; leave it out")
    if store.git.worktree is None or not store.prefix:
        return store.anew(), store.git, ""
    facts = store.index.known_facts()
    named = [v for v in store.index.all_versions() if v.path.endswith(f"{v.docid}.md") and facts[v.blob].docid]
    base = named[0].path.removesuffix(f"{named[0].docid}.md") if named else store.prefix
    return store.anew(store.git.worktree / base), store.git, base


def add_version(
    store: Store,
    data: bytes,
    name: str,
    signature: Signature,
    *,
    docid: str = "",
    date: str = "",
    dry_run: bool = False,
    ledger: Ledger | None = None,
) -> Stored:
    """Store one text as a version; `name` is what messages call it.

    `docid` and `date` stand in for front matter that lacks them; one `ledger` for many texts saves
    reading the index for each. Raises BadInput for a text that cannot be stored and StoreError for a
    repository that cannot be written; neither changes anything.
    """
    store, git, base = writable(store)
    ledger = ledger or Ledger(store)
    data, facts = _prepared(data, name, docid, date)
    with contextlib.nullcontext() if dry_run else locked(git):
        for ground in grounds(git):
            spot, already = _spot(ledger, git, ground, data, facts, base, store.today)
            day, blob = PolicyDate.parse(facts.date) if facts.date else None, git.hash(data)
            stored = Stored(facts.docid, day, spot.path, spot.change, "", already, blob=blob, silent=not (facts.date or facts.late_date or facts.dated_by_design))
            if already is not None:
                return stored
            if dry_run:
                check_files(git, ground, {spot.path: data})
                return stored
            if commit := commit_files(git, ground, {spot.path: data}, _message(data, facts, spot.change), signature):
                ledger.add(commit, facts, blob, spot.path, spot.change, spot.known)
                return replace(stored, commit=commit)
    raise AssertionError("grounds end in a refusal")


def _prepared(data: bytes, name: str, docid: str, date: str) -> tuple[bytes, Facts]:
    """The bytes to store, with id and date from the options when they lack them; and what they say."""
    if len(data) > MAX_BYTES:
        raise BadInput(f"{name} is {len(data) / 1e6:.1f} MB; at most {MAX_BYTES / 1e6:.0f} MB is stored")
    facts = read_facts(data)
    if facts.unreadable:
        raise BadInput(f"{name}: {facts.unreadable}")
    if not data.strip():
        raise BadInput(f"{name} is empty; there is no text to store")
    front = read_front_matter(decode(data, name))
    if twice := repeated_field(data.decode("utf-8")):
        raise BadInput(f"{name} gives {twice} twice in its front matter; leave one of the lines out")
    said = front.text("id", "identifier")
    if docid and said and docid != said:
        raise BadInput(f"{name} says id {said} and --id says {docid}; they must agree")
    if date and facts.date and date != facts.date:
        raise BadInput(f"{name} is dated {facts.date} and --date says {date}; they must agree")
    if len(_CONFLICT.findall(data)) > 1:
        raise BadInput(f"{name} holds the conflict marks of a merge (<<<<<<<, >>>>>>>); settle them first")
    _check_dates(front, name)
    fields = {"id": docid} if docid and not said else {}
    if date and not facts.date:
        fields["adopted"] = str(PolicyDate.parse(date))
    if named := docid or said or facts.docid:
        check_docid(named)
    if fields:
        data = set_fields(data, fields, name)
        facts = read_facts(data)
    if not facts.docid:
        raise BadInput(f"{name} has no id: give one, such as --id us-il-chicago/eo/2025-6, or write `id: us-il-chicago/eo/2025-6` in its front matter")
    return data, facts


def _check_dates(front: FrontMatter, name: str) -> None:
    """Raise BadInput for the first field of dates that holds none."""
    for key in _DATE_FIELDS:
        if value := front.text(key):
            try:
                PolicyDate.parse(value)
            except BadInput as error:
                raise BadInput(f"{name}, {key}: {error.message}; leave it blank when it is not known") from None


def _spot(ledger: Ledger, git: Git, ground: Ground, data: bytes, facts: Facts, base: str, today: str) -> tuple[Placement, Version | None]:
    """Where a text goes, and the version that already holds it."""
    ledger.follow(ground.commit)
    versions = ledger.versions(facts.docid)
    same_day = [v for v in versions if str(v.date or "") == facts.date]
    bodies = {blob: read_facts(text).body for blob, text in git.blobs(v.blob for v in same_day) if text is not None}
    main = main_path(facts.docid, versions, ground.tree, base)
    shown = read_facts(git.blob(ground.tree[main].oid)) if _is_file(ground.tree, main) else None
    spot = place(facts, versions, bodies, ground.tree, main, shown, today)
    blob = git.hash(data)
    if spot.known is not None and (spot.known.blob == blob or ledger.holds(blob)):
        return spot, spot.known
    if _is_file(ground.tree, spot.path):
        oid = ground.tree[spot.path].oid
        holder = read_facts(git.blob(oid)).docid or docid_of(spot.path)
        if holder != facts.docid and all(v.blob != oid for v in versions):
            raise BadInput(f"{spot.path} holds another document, {holder}, so {facts.docid} cannot be stored there; choose another id")
    return spot, None


def _is_file(tree: Mapping[str, Entry], path: str) -> bool:
    return path in tree and tree[path].mode.startswith("100")


def repeal(store: Store, name: str, on: str, signature: Signature, *, dry_run: bool = False) -> Stored:
    """Record that a document was repealed on a day: the field `repealed` of the last text that began by then."""
    day = PolicyDate.parse(on)
    store, git, base = writable(store)
    docid, ledger = store.find(name), Ledger(store)
    with contextlib.nullcontext() if dry_run else locked(git):
        for ground in grounds(git):
            ledger.follow(ground.commit)
            last, later = _repealed_text(docid, ledger.versions(docid), day)
            old = git.blob(last.blob)
            data = set_fields(old, {"repealed": str(day)}, docid)
            if data == old:
                return Stored(docid, last.date, last.path, Change.REPEAL, "", last, later)
            facts = read_facts(data)
            spot, _ = _spot(ledger, git, ground, data, facts, base, store.today)
            if dry_run:
                check_files(git, ground, {spot.path: data})
                return Stored(docid, last.date, spot.path, Change.REPEAL, "", None, later)
            if commit := commit_files(git, ground, {spot.path: data}, _message(data, facts, Change.REPEAL), signature):
                return Stored(docid, last.date, spot.path, Change.REPEAL, commit, None, later)
    raise AssertionError("grounds end in a refusal")


def _repealed_text(docid: str, versions: tuple[Version, ...], day: PolicyDate) -> tuple[Version, PolicyDate | None]:
    """The last text that began by `day`, and the first date after it."""
    line = dated(versions)
    begun = [v for v in line if v.date and v.date.first <= day.last]
    if line and not begun:
        raise BadInput(f"{docid} cannot be repealed on {day}: its first text is of {line[0].date}; check the day")
    later = line[len(begun)].date if len(line) > len(begun) else None
    return (begun or list(versions))[-1], later


def advance(store: Store, signature: Signature, *, dry_run: bool = False) -> list[Moved]:
    """Move each text whose day has come from beside its document's own file into it: one commit each, no new version."""
    store, git, base = writable(store)
    moved: list[Moved] = []
    with contextlib.nullcontext() if dry_run else locked(git):
        tree = find_ground(git).tree
        for info in store.documents():
            begun = [v for v in info.versions if _has_begun(v, tree, store.today)]
            main = main_path(info.docid, info.versions, tree, base)
            shown = read_facts(git.blob(tree[main].oid)).date if begun and _is_file(tree, main) else ""
            due = [v for v in begun if not shown or (v.date and PolicyDate(shown) < v.date)]
            moved += [_advance(git, version, main, signature, dry_run) for version in due]
            if due and not dry_run:
                tree = find_ground(git).tree
    return moved


def _has_begun(version: Version, tree: Mapping[str, Entry], today: str) -> bool:
    """Whether a text that stands beside its document has come into force."""
    stands = beside_date(version.path) != "" and version.path in tree and tree[version.path].oid == version.blob
    return stands and version.date is not None and version.date.first <= today


def _advance(git: Git, version: Version, main: str, signature: Signature, dry_run: bool) -> Moved:
    assert version.date is not None
    files = {main: git.blob(version.blob), version.path: None}
    message = f"{version.docid}: {version.date} is in force\n\nPolicy-Id: {version.docid}\nVersion-Date: {version.date}\n"
    for ground in grounds(git):
        if dry_run:
            check_files(git, ground, files)
            return Moved(version.docid, version.date, version.path, main, "")
        if commit := commit_files(git, ground, files, message, signature):
            return Moved(version.docid, version.date, version.path, main, commit)
    raise AssertionError("grounds end in a refusal")


def _message(data: bytes, facts: Facts, change: Change) -> str:
    """The commit message: subject and trailers repeat the law's date for people who use git."""
    date = facts.date or "undated"
    source = read_front_matter(data.decode("utf-8")).table("source")
    trailers = {
        "Policy-Id": facts.docid, "Version-Date": facts.date, "Change": change.value, "Source": facts.source,
        "Source-SHA256": source.get("sha256", ""),
    }  # fmt: skip
    lines = [f"{key}: {line}" for key, value in trailers.items() if (line := one_line(value))]
    return f"{one_line(f'{facts.docid}: {date} {facts.title}')[:300]}\n\n" + "\n".join(lines) + "\n"


def one_line(text: str) -> str:
    """Front matter is anybody's: control characters and line breaks would forge trailers."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
