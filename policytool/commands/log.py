"""policytool log: the versions of one document, in the order of the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import to_paste
from policytool.render.screen import note_blocks

if TYPE_CHECKING:
    from policytool.model.version import Version
    from policytool.render.screen import Block
    from policytool.store import Store


def log(settings: Settings, document: str, graph: bool, form: str, output: str) -> int:
    """Print the timeline of one document."""
    from policytool.render.json import FORMAT, dump, version_dict
    from policytool.store.shallow import cut_note
    from policytool.store.standing import standing

    store = settings.workspace().store
    docid = store.find(document)
    versions = store.versions(docid)
    words, now = standing(versions, settings.today)
    notes = [*_no_history(store, docid, versions), *cut_note(store.git, versions)]
    if form == "json":
        rows = [version_dict(v) | {"current": v == now, "earlier": [kept._asdict() for kept in v.earlier]} for v in versions]
        settings.write(dump({"format": FORMAT, "document": docid, "standing": words, "versions": rows, "notes": notes}), output)
    else:
        settings.page([*_blocks(docid, versions, settings.today, graph), *note_blocks(notes)], output)
    return 0


def _no_history(store: Store, docid: str, versions: Sequence[Version]) -> Iterator[str]:
    """What is to be said of a folder that git does not know: its files are all there is, unless a store lies below it."""
    if store.git is None:
        from policytool.store.folder import called_in, repositories_below

        where = "this folder" if str(store.root) == "." else str(store.root)
        yield f"{where} is not a git repository, so there is no history: these are its files as they stand"
        for folder in repositories_below(store.root, (v.path for v in versions)):
            yield f"{folder} is a repository of its own, with a history: {to_paste('policytool', '-C', folder, 'log', called_in(folder, store.root, docid))}"


def _blocks(docid: str, versions: Sequence[Version], today: str, graph: bool) -> Iterator[Block]:
    from policytool.model.version import newest_of
    from policytool.render.screen import block
    from policytool.store.selectors import counted
    from policytool.store.standing import standing

    words, now = standing(versions, today)
    yield block((newest_of(versions).title, "title"))
    yield block((f"{docid} · {counted(versions)} · {words}", "dim"))
    sources = [v.source for v in versions]
    shared = sources[0] if len(set(sources)) == 1 else ""
    if shared:
        yield block((f"source {shared}", "dim"), hang=2)
    wide = [max(len(words) for words in column) for column in zip(*map(_columns, versions), strict=True)]
    above = shared
    for version in reversed(versions):
        marks = _marks(version, now, today)
        lead, below = _drawn(version, now, version is versions[0]) if graph else ("", "")
        number, date, basis, change = (f"{words:<{width}}" for words, width in zip(_columns(version), wide, strict=True))
        yield block(
            lead, (number, "label"), (f"  {date}", "heading"), (f" {basis}", "dim"), f"  {change}",
            (f"  recorded {version.recorded[:10] or '-':<10} blob {version.blob[:10]}", "dim"),
            ("  " + ", ".join(marks) if marks else "", "good" if version is now else "warn"), hang=7,
        )  # fmt: skip
        if version.source and not shared:
            yield block(below, (f"     source {'as above' if version.source == above else version.source}", "dim"), hang=7)
        above = version.source


def _columns(version: Version) -> tuple[str, str, str, str]:
    return f"v{version.number}", str(version.date or "no date"), _basis(version), version.change or "-"


def _basis(version: Version) -> str:
    return version.basis.value if version.date else ""


def _marks(version: Version, now: Version | None, today: str) -> list[str]:
    from policytool.store.standing import begun, has_force

    current = ("in force" if begun(version) == "in force since" else "current") if has_force(version) else "made"
    return [
        words
        for words, holds in (
            (current, version is now),
            ("superseded", version.superseded and version.change != "withdrawn"),
            ("not yet in force", bool(version.date and version.date.first > today)),
            (f"{version.ended_by} {version.ends}", version.ends is not None),
        )
        if holds
    ] + _since(version)


def _since(version: Version) -> list[str]:
    """Since when the words are known, where their file was changed on a later day and the words were not."""
    first = version.earlier[0].recorded[:10] if version.earlier else ""
    return [f"text recorded {first}"] if first and first != version.recorded[:10] else []


def _drawn(version: Version, now: Version | None, first: bool) -> tuple[str, str]:
    """The line of versions: * the text of today, o another, x one a later record superseded (beside the line), ? one without a date."""
    rail = "  " if first else "| "
    if version.superseded:
        return "|\\x ", rail + "  "
    mark = "*" if version is now else "o" if version.date else "?"
    return f"{mark}   ", rail + "  "


@click.command("log", short_help="The versions of one document")
@click.argument("document")
@click.option("--graph", is_flag=True, help="Draw the line of versions: * today's, o others, x superseded, ? without a date.")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, document: str, graph: bool, form: str, output: str) -> int:
    """The versions of DOCUMENT, newest first: date of law, change, when the store learned it, source, blob."""
    return log(settings, document, graph, form, output)
