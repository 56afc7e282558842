"""policytool list: the documents of a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings

if TYPE_CHECKING:
    from policytool.model.version import Version
    from policytool.render.screen import Block
    from policytool.store import DocumentInfo


def list_documents(settings: Settings, words: Sequence[str], kind: str, jurisdiction: str, in_force: bool, form: str, output: str) -> int:
    """Print the documents that pass the filters."""
    from policytool.render.json import FORMAT, dump, version_dict

    store = settings.workspace().store
    chosen = [(info, force_on(info.versions, settings.today)) for info in store.documents() if _passes(info, words, kind, jurisdiction)]
    chosen = [(info, now) for info, now in chosen if now or not in_force]
    if form == "json":
        rows = [
            {"id": info.docid, "title": info.newest.title, "kind": info.newest.kind, "jurisdiction": info.newest.jurisdiction, "versions": len(info.versions),
             "in_force": str(now.date) if now else None, "newest": version_dict(info.newest)}
            for info, now in chosen
        ]  # fmt: skip
        settings.write(dump({"format": FORMAT, "documents": rows}), output)
    else:
        settings.show(_blocks(chosen))
    return 0


def force_on(versions: Sequence[Version], today: str) -> Version | None:
    """The version in force on a day, None when none is known to be."""
    begun = [v for v in versions if v.date and not v.superseded and v.date.first <= today]
    if not begun:
        return None
    ends = [v.ends for v in versions if v.ends and begun[-1].date and v.ends.last >= begun[-1].date.first]
    return None if ends and max(ends).last <= today else begun[-1]


def _passes(info: DocumentInfo, words: Sequence[str], kind: str, jurisdiction: str) -> bool:
    newest = info.newest
    text = f"{info.docid} {newest.title} {' '.join(newest.aliases)}".casefold()
    return (
        all(w.casefold() in text for w in words)
        and (not kind or newest.kind == kind)
        and (not jurisdiction or jurisdiction.casefold() in f"{newest.jurisdiction} {info.docid}".casefold())
    )


def _blocks(rows: Sequence[tuple[DocumentInfo, Version | None]]) -> Iterator[Block]:
    from policytool.render.screen import block

    wide = max((len(info.docid) for info, _ in rows), default=0)
    for info, now in rows:
        count = len(info.versions)
        force = f"in force since {now.date}" if now else "no date of law" if not any(v.date for v in info.versions) else "not in force"
        yield block(
            (f"{info.docid:<{min(wide, 44)}}", "label"), (f"  {info.newest.kind or '-':<16}", "dim"), f"{count} version{'s' * (count != 1):<2}",
            (f" {force:<24}", "good" if now else "warn"), f" {info.newest.title}", hang=4,
        )  # fmt: skip
    yield block((f"{len(rows)} document{'s' * (len(rows) != 1)}, {sum(len(i.versions) for i, _ in rows)} versions", "dim"))


@click.command("list", short_help="The documents of a store")
@click.argument("words", nargs=-1)
@click.option("--kind", default="", help="Only this kind: ordinance, statute, executive-order ...")
@click.option("--jurisdiction", default="", help="Only documents whose jurisdiction or id contains this.")
@click.option("--in-force", is_flag=True, help="Only documents with a version in force today.")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, words: tuple[str, ...], kind: str, jurisdiction: str, in_force: bool, form: str, output: str) -> int:
    """The documents of a store whose id, title or alias contains all WORDS."""
    return list_documents(settings, words, kind, jurisdiction, in_force, form, output)
