"""policytool list: the documents of a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import to_paste
from policytool.render.screen import note_blocks

if TYPE_CHECKING:
    from policytool.model.version import Version
    from policytool.render.screen import Block
    from policytool.store import DocumentInfo, Store


@dataclass(frozen=True, slots=True)
class Row:
    """One document as it stands today."""

    info: DocumentInfo
    words: str
    now: Version | None

    @property
    def shown(self) -> Version:
        """The version whose date, record and blob the line gives."""
        return self.now or self.info.newest

    @property
    def superseded(self) -> int:
        return sum(v.superseded for v in self.info.versions)


def list_documents(settings: Settings, words: Sequence[str], kind: str, jurisdiction: str, in_force: bool, form: str, output: str) -> int:
    """Print the documents that pass the filters."""
    from policytool.render.json import FORMAT, dump
    from policytool.store.shallow import cut_note
    from policytool.store.standing import has_force, standing

    store = settings.workspace().store
    everything = store.documents()
    rows = [Row(info, *standing(info.versions, settings.today)) for info in everything if _passes(info, words, kind, jurisdiction)]
    rows = [row for row in rows if not in_force or (row.now and has_force(row.now))]
    if form == "json":
        settings.write(dump({"format": FORMAT, "documents": [_row_dict(row, has_force(row.shown)) for row in rows]}), output)
    else:
        notes = [*(() if rows else _why_nothing(everything, kind, jurisdiction)), *(() if everything else _nothing_here(store)), *_apart(store), *cut_note(store.git, (v for info in everything for v in info.versions))]
        settings.page([*_blocks(rows, len(everything), settings.columns(output)), *note_blocks(notes)], output)
    return 0


def _apart(store: Store) -> Iterator[str]:
    """A plain folder may hold a store of its own, whose earlier versions it does not show."""
    from policytool.store.folder import repositories_below

    if store.git is not None:
        return
    held = repositories_below(store.root, (v.path for v in store.index.all_versions()))
    found = sorted({*held, *(p.parent for p in store.root.glob("*/.git"))})
    for folder in found[:5]:
        yield f"{folder} is a repository of its own; its history is read with: {to_paste('policytool', '-C', folder, 'list')}"


def _nothing_here(store: Store) -> Iterator[str]:
    """What a repository without a document holds that may have been meant, or how it gets one."""
    if store.git is None:
        return
    head = store.index.head().split(" ")[0]
    modules = [path for path, entry in store.git.tree(head).items() if entry.mode == "160000"]
    for path in modules[:5]:
        yield f"{path} is a submodule, a repository of its own: {to_paste('policytool', '-C', (store.git.worktree or store.root) / path, 'list')}"
    if not modules:
        yield "no Markdown policy is committed here; store one: policytool add FILE.md"


def _why_nothing(everything: Sequence[DocumentInfo], kind: str, jurisdiction: str) -> Iterator[str]:
    """What may help somebody who found nothing: the kinds and places there are."""
    if kind and not any(_passes(info, kind=kind) for info in everything):
        there = {info.newest.kind for info in everything}
        yield f"no document has the kind {kind!r}; here: {'; '.join(sorted(filter(None, there))) or 'none'}"
    if jurisdiction and not any(_passes(info, jurisdiction=jurisdiction) for info in everything):
        there = {info.newest.jurisdiction or info.docid.partition("/")[0] for info in everything}
        yield f"no document has the jurisdiction {jurisdiction!r}; here: {'; '.join(sorted(filter(None, there))) or 'none'}"


def _passes(info: DocumentInfo, words: Sequence[str] = (), kind: str = "", jurisdiction: str = "") -> bool:
    newest = info.newest
    text = f"{info.docid} {newest.title} {' '.join(newest.aliases)}".casefold()
    return (
        all(w.casefold() in text for w in words)
        and (not kind or newest.kind == kind)
        and (not jurisdiction or jurisdiction.casefold() in f"{newest.jurisdiction} {info.docid}".casefold())
    )


def _row_dict(row: Row, has_force: bool) -> dict[str, Any]:
    from policytool.render.json import version_dict

    newest = row.info.newest
    return {
        "id": row.info.docid,
        "title": newest.title,
        "kind": newest.kind,
        "jurisdiction": newest.jurisdiction,
        "versions": len(row.info.versions) - row.superseded,
        "superseded": row.superseded,
        "standing": row.words,
        "in_force": str(row.now.date) if row.now and has_force else None,
        "current": version_dict(row.now) if row.now else None,
        "newest": version_dict(newest),
    }


def _blocks(rows: Sequence[Row], total: int, width: int = 0) -> Iterator[Block]:
    """A line a document where the screen has room for it, or there is none (`width` 0); else two."""
    from policytool.render.screen import block
    from policytool.store.selectors import counted

    wide = max((len(row.info.docid) for row in rows), default=0)
    roomy = not width or width >= wide + 110
    for row in rows:
        count, shown, newest = len(row.info.versions) - row.superseded, row.shown, row.info.newest
        held, tone = f"{count} version{'s' * (count != 1)}", "good" if row.now else "warn"
        recorded = f"recorded {shown.recorded[:10] or '-'}"
        if roomy:
            yield block(
                (f"{row.info.docid:<{wide}}", "label"), (f"  {newest.kind or '-':<16}", "dim"), f"{held:>12} ", (f" {row.words:<25}", tone),
                (f" {recorded:<19} blob {shown.blob[:10]}", "dim"), f"  {newest.title}", hang=4,
            )  # fmt: skip
        else:
            yield block((row.info.docid, "label"), f"  {newest.title}", hang=4)
            yield block((f"{newest.kind or 'no kind'}, {held}, ", "dim"), (row.words, tone), (f", {recorded}, blob {shown.blob[:7]}", "dim"), indent=4)
    of = f" of {total}" if len(rows) != total else ""
    yield block((f"{len(rows)}{of} document{'s' * (total != 1)}, {counted([v for row in rows for v in row.info.versions])}", "dim"))


@click.command("list", short_help="The documents of a store")
@click.argument("words", nargs=-1)
@click.option("--kind", default="", help="Only this kind: ordinance, statute, executive-order ...")
@click.option("--jurisdiction", default="", help="Only documents whose jurisdiction or id contains this.")
@click.option("--in-force", is_flag=True, help="Only documents with a text in force today; statements are made, and never in force.")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, words: tuple[str, ...], kind: str, jurisdiction: str, in_force: bool, form: str, output: str) -> int:
    """The documents of a store whose id, title or alias contains all WORDS.

    "In force since" is said where the text gives the day it took effect; else the date is named as what it is:
    adopted, issued, made, published, or last changed in git.
    """
    return list_documents(settings, words, kind, jurisdiction, in_force, form, output)
