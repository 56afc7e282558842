"""policytool search: the clauses that hold some words, in the texts in force on a day."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import to_paste
from policytool.render.screen import note_blocks

if TYPE_CHECKING:
    from policytool.model.document import Document
    from policytool.model.version import Version
    from policytool.render.screen import Block
    from policytool.search import Entry, Hit, Holding, SearchIndex
    from policytool.store import Store
    from policytool.workspace import Workspace

NEVER = "9999-99-99"
"""A day after all others."""
MOST = 10_000
"""Clauses that one search shows, at most."""


def search(settings: Settings, words: str, kind: str, jurisdiction: str, day: str, any_date: bool, limit: int, form: str, output: str) -> int:
    """Print the clauses that hold `words`."""
    from policytool.model.version import PolicyDate
    from policytool.search import parse_query
    from policytool.search.suggest import suggest_query
    from policytool.store.shallow import cut_note

    query = parse_query(words)
    on = "" if any_date else PolicyDate.parse(day).last if day else settings.today
    store = settings.workspace().store
    index = open_index(settings.workspace())
    hits = index.search(query, on, kind, jurisdiction, limit)
    total = index.count(query, on, kind, jurisdiction) if len(hits) == limit else len(hits)
    near = None if hits else suggest_query(query, index.words)
    if near is not None and not index.search(near, on, kind, jurisdiction, 1, ranked=False):
        near = None
    notes = [*([index.note] if index.note else []), *(() if hits else _why_nothing(index, words, kind, jurisdiction))]
    if on and (left := index.undated()):
        notes.append(f"{left} document{'s have' if left > 1 else ' has'} no text with a date of law and {'are' if left > 1 else 'is'} not searched; --any-date searches every version")
    if on:
        notes += _doubts(store, hits, on)
    notes += cut_note(store.git, store.index.all_versions()) if store.git else _below(store, words)
    if total > limit:
        notes.append(f"only the best {limit} of {total} are shown; --limit {min(total, MOST)} shows {'all' if total <= MOST else 'more'}")
    if form == "json":
        from policytool.render.json import FORMAT, dump

        answer = {"format": FORMAT, "query": str(query), "as_of": on or None, "total": total, "hits": [_hit_dict(h) for h in hits]}
        settings.write(dump(answer | {"did_you_mean": str(near) if near else None, "notes": notes}), output)
    else:
        settings.page(_blocks(hits, total, str(query), on, str(near) if near else "", notes), output)
    return 0


def _why_nothing(index: SearchIndex, words: str, kind: str, jurisdiction: str) -> Iterator[str]:
    """What may help somebody who found nothing: a kind or place that no document has, the number of a clause."""
    if kind and kind not in (kinds := index.kinds()):
        yield f"no document is of the kind {kind!r}; the kinds here: {', '.join(kinds) or 'none'}"
    if jurisdiction and not index.places(jurisdiction):
        yield f"no document has {jurisdiction!r} in its jurisdiction or id; `policytool list` shows them"
    if any(word in ("AND", "OR", "NOT") for word in words.split()):
        yield "AND, OR and NOT are searched as words: a clause must hold every word that is given; search for alternatives one by one"
    if re.search(r"\d", words) and (cited := index.cited_as(words.strip())):
        yield f"{words.strip()} is the number of a clause: policytool clause {', or '.join(to_paste(*name.split('#', 1)) for name in cited)}"


def _doubts(store: Store, hits: Sequence[Hit], day: str) -> Iterator[str]:
    """Where a date known only to its month or year leaves open whether a text that is shown was in force."""
    from policytool.store.selectors import doubts

    for docid in dict.fromkeys(hit.docid for hit in hits):
        for note in doubts(store.index.versions(docid), day):
            yield f"{docid}: {note}"


def _below(store: Store, words: str) -> Iterator[str]:
    """The repositories below a plain folder, of whose history it shows nothing."""
    from policytool.store.folder import repositories_below

    for folder in repositories_below(store.root, (v.path for v in store.index.all_versions())):
        yield f"{folder} is a repository of its own, and its history is not searched here: {to_paste('policytool', '-C', folder, 'search', words)}"


# -------------------------------------------------------------------- the index of a store


def open_index(workspace: Workspace) -> SearchIndex:
    """The search index of a store, brought up to date."""
    from policytool.search import SearchIndex

    store = workspace.store
    state = store.index.head() if store.git else _folder_state(store)
    path = None
    if not store.known_at:  # a look back is not worth a file
        key = hashlib.sha256(f"{store.git.git_dir if store.git else ''}:{store.root.resolve()}".encode("utf-8", "surrogateescape"))
        path = workspace.cache / f"search-{key.hexdigest()[:20]}.db"
    index = SearchIndex(path, _program())
    versions: dict[tuple[str, str], Version] = {}

    def held() -> list[Holding]:
        found = []
        for info in store.documents():
            for version, first, last in periods(info.versions):
                versions.setdefault((version.docid, version.blob), version)
                found.append(_holding(version, first, last))
        return found

    def read(docid: str, blob: str) -> Iterator[Entry]:
        return _entries(store, versions[docid, blob])

    index.refresh(state or "nothing", held, read)
    return index


def _holding(version: Version, first: str, last: str) -> Holding:
    from policytool.search import Holding

    date = str(version.date or "")
    return Holding(version.docid, version.blob, version.name, date, version.title, version.kind, version.jurisdiction, first, last)


def periods(versions: Sequence[Version]) -> Iterator[tuple[Version, str, str]]:
    """Each version with the first day on which it may be in force and the day after the last; two empty words for one in force on no known day.

    On the days that a month or year leaves open the text before it counts too, as `select` has it.
    """
    from policytool.model.version import dated
    from policytool.store.selectors import end_of

    line = dated(versions)
    following: dict[int, str] = {}
    latest = line[0].date.last if line and line[0].date else ""
    for before, after in zip(line, line[1:], strict=False):
        assert after.date is not None
        following[id(before)] = latest = max(latest, after.date.last)
    for version in versions:
        if version.date is None or version.superseded:
            yield version, "", ""
            continue
        end, _ = end_of(versions, version)
        last = min(following.get(id(version), NEVER), end.last if end else NEVER)
        yield version, version.date.first, last


def _entries(store: Store, version: Version) -> Iterator[Entry]:
    """The clauses of one text that have words; none of a text that cannot be read."""
    from policytool.errors import PolicyToolError
    from policytool.parsing import parse_document

    try:
        document = parse_document(store.with_text(version).text, version.docid)
    except PolicyToolError:
        return
    yield from document_entries(document)


def document_entries(document: Document) -> Iterator[Entry]:
    """The clauses of a document that have words."""
    from policytool.language.address import Addresses
    from policytool.search import Entry

    addresses = Addresses(document)
    chain: list[str] = []
    for clause in document.clauses():
        del chain[clause.depth :]
        if clause.heading or clause.text or clause.label:
            headings = " > ".join(h for h in chain if h)
            yield Entry(clause.id, addresses.of(clause), headings, f"{clause.label} {clause.heading}".strip(), clause.text)
        chain.append(clause.heading)


def _folder_state(store: Store) -> str:
    digest = hashlib.sha256()
    for version in store.index.all_versions():
        digest.update(f"{version.path}\0{version.blob}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _program() -> str:
    """Names, sizes and times of the code that decides what is indexed."""
    package = Path(__file__).parent.parent
    files = [entry for part in ("language", "model", "store", "parsing", "search", "commands") for entry in os.scandir(package / part) if entry.name.endswith(".py")]
    lines = sorted(f"{entry.name} {(found := entry.stat()).st_size} {found.st_mtime_ns}" for entry in files if "commands" not in entry.path or entry.name == "search.py")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:24]


# -------------------------------------------------------------------- what is printed


def _hit_dict(hit: Hit) -> dict[str, object]:
    from policytool.search.index import CLOSE, OPEN

    plain = hit.snippet.replace(OPEN, "").replace(CLOSE, "")
    return {
        "document": hit.docid, "version": hit.date or None, "name": hit.name, "title": hit.title, "clause": hit.ident, "address": hit.address,
        "path": hit.path, "heading": hit.heading, "snippet": plain, "found": re.findall(f"{OPEN}([^{CLOSE}]*){CLOSE}", hit.snippet), "score": round(hit.score, 4),
    }  # fmt: skip


def _blocks(hits: Sequence[Hit], total: int, query: str, on: str, near: str, notes: Sequence[str]) -> Iterator[Block]:
    from policytool.language.inline import plain_words
    from policytool.render.screen import block
    from policytool.search.index import CLOSE, OPEN

    for hit in hits:
        yield block((f"{hit.name}#{hit.ident}" if hit.ident else hit.name, "label"), f"  {hit.address}", (f"  {hit.title}", "dim"), hang=4)
        runs: list[tuple[str, str]] = [(f"{hit.heading}  ", "heading")] if hit.heading and hit.heading not in hit.address else []
        for piece in re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", plain_words(hit.snippet)):
            runs.append((piece.strip(OPEN + CLOSE), "warn") if piece.startswith(OPEN) else (piece, ""))
        if any(words for words, _ in runs):
            yield block(*runs, indent=4)
    when = f"in force on {on}" if on else "of every version"
    yield block((f"{total or 'no'} clause{'s' * (total != 1)} {when} {'hold' if total != 1 else 'holds'} {query}", "dim"))
    if near:
        yield block("did you mean ", (near, "label"), "?")
    yield from note_blocks(notes)


@click.command("search", short_help="The clauses that hold some words")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", default="", help="Only this kind: ordinance, statute, executive-order ...")
@click.option("--jurisdiction", default="", help="Only documents whose jurisdiction or id contains this.")
@click.option("--as-of", "day", metavar="DATE", default="", help="In the texts in force on this day. Default: today.")
@click.option("--any-date", is_flag=True, help="In every version, those without a date included.")
@click.option("--limit", type=click.IntRange(1, MOST), default=20, show_default=True, help="Clauses to show, at most.")
@format_option("text", "json")
@out_option
@pass_settings
def command(
    settings: Settings, words: tuple[str, ...], kind: str, jurisdiction: str, day: str, any_date: bool, limit: int, form: str, output: str
) -> int:
    """The clauses that hold all WORDS, best first, with what stands around them.

    Singular and plural are found for each other. '"civil immigration"' is an exact phrase, detain* a beginning, 2-173-020 a section
    number. Case and accents do not count.
    """
    return search(settings, " ".join(words), kind, jurisdiction, day, any_date, limit, form, output)
