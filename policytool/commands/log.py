"""policytool log: the versions of one document, in the order of the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings

if TYPE_CHECKING:
    from policytool.model.version import Version
    from policytool.render.screen import Block


def log(settings: Settings, document: str, graph: bool, form: str, output: str) -> int:
    """Print the timeline of one document."""
    from policytool.render.json import FORMAT, dump, version_dict

    store = settings.workspace().store
    docid = store.find(document)
    versions = store.versions(docid)
    if form == "json":
        settings.write(dump({"format": FORMAT, "document": docid, "versions": [version_dict(v) for v in versions]}), output)
    else:
        settings.show(_blocks(docid, versions, settings.today, graph))
    return 0


def _blocks(docid: str, versions: Sequence[Version], today: str, graph: bool) -> Iterator[Block]:
    from policytool.render.screen import block

    newest = versions[-1]
    yield block((newest.title, "title"))
    yield block((f"{docid} · {len(versions)} version{'s' * (len(versions) != 1)}", "dim"))
    in_force = [v for v in versions if v.date and not v.superseded and v.date.first <= today]
    now = in_force[-1] if in_force and not (in_force[-1].ends and in_force[-1].ends.last <= today) else None
    for version in reversed(versions):
        date = str(version.date) if version.date else "no date"
        marks = [
            m
            for m, on in (
                ("in force", version is now),
                ("superseded", version.superseded),
                ("not yet in force", bool(version.date and version.date.first > today)),
            )
            if on
        ]
        if version.ends:
            marks.append(f"ended {version.ends}")
        lead = ("* " if version is now else "o ") if graph else ""
        basis = "" if version.basis.value in ("undated",) else f" {version.basis.value}"
        yield block(
            lead, (f"v{version.number:<3}", "label"), (f" {date:<10}", "heading"), (f"{basis:<12}", "dim"), f" {version.change or '-':<9}",
            (f" recorded {version.recorded[:10] or '-'}", "dim"), (f" blob {version.blob[:10]}" if version.blob[:5] != "file:" else "", "dim"),
            ("  " + ", ".join(marks) if marks else "", "good" if version is now else "warn"), hang=7,
        )  # fmt: skip
        if version.source:
            yield block("| " if graph else "", (f"     source {version.source}", "dim"), hang=5)


@click.command("log", short_help="The versions of one document")
@click.argument("document")
@click.option("--graph", is_flag=True, help="Draw the line of versions.")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, document: str, graph: bool, form: str, output: str) -> int:
    """The versions of DOCUMENT, newest first: date of law, change, when the store learned it, source, blob."""
    return log(settings, document, graph, form, output)
