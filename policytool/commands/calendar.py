"""policytool calendar: when texts take effect and end, past and to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.model.calendar import Event
from policytool.model.version import Basis, PolicyDate, Version

if TYPE_CHECKING:
    from policytool.render.screen import Block
    from policytool.workspace import Workspace

BEGINS = {
    Basis.EFFECTIVE: "takes effect",
    Basis.ADOPTED: "adopted",
    Basis.PUBLISHED: "published",
    Basis.TRAILER: "dated, by its commit",
    Basis.COMMIT: "recorded; no date of the law is known",
}
"""What a version's date is. Only `takes effect` says when a text binds."""


def find_events(versions: Iterable[Version]) -> list[Event]:
    """The dates of some versions, in the order of the calendar. A text that a later record replaced has none."""
    found = set()
    for version in versions:
        if version.superseded:
            continue
        if version.date:
            found.add(Event(version.date, BEGINS.get(version.basis, "dated"), version.docid, version.title, version.name))
        if version.ends:
            what = {"expired": "expires", "": "ends"}.get(version.ended_by, version.ended_by)
            found.add(Event(version.ends, what, version.docid, version.title, version.name))
    return sorted(found, key=lambda e: (e.date.first, e.date.last, e.docid, e.what, e.name))


def events_of(workspace: Workspace, document: str, since: str, until: str) -> list[Event]:
    """The dates of one document, or of the whole store, that touch a span of days."""
    store = workspace.store
    versions = store.versions(store.find(document)) if document else [v for info in store.documents() for v in info.versions]
    first = PolicyDate.parse(since).first if since else ""
    last = PolicyDate.parse(until).last if until else "9999-12-31"
    return [e for e in find_events(versions) if e.date.last >= first and e.date.first <= last]


@click.command("calendar", short_help="When texts take effect and end, past and to come")
@click.argument("document", required=False, default="")
@click.option("--since", default="", metavar="DATE", help="Only from this day, month or year on.")
@click.option("--until", default="", metavar="DATE", help="Only up to this day, month or year.")
@click.option("--upcoming", is_flag=True, help="Only today and later.")
@format_option("text", "json", "csv", "ics")
@out_option
@pass_settings
def command(settings: Settings, document: str, since: str, until: str, upcoming: bool, form: str, output: str) -> int:
    """The dates of a DOCUMENT, or of every document in the store.

    What is to come stands first. A date that is known only to its month or year counts with all of its days.
    ics is a calendar file for a mail or calendar program.
    """
    events = events_of(settings.workspace(), document, settings.today if upcoming and settings.today > since else since, until)
    if form == "text":
        settings.show(_blocks(events, settings.today, upcoming), output)
    else:
        settings.write(_text(events, form, settings.today), output)
    return 0


def _text(events: Sequence[Event], form: str, today: str) -> str:
    if form == "csv":
        from policytool.render.csv import render_events

        return render_events(events)
    if form == "ics":
        from policytool.render.ics import render_ics

        return render_ics(events)
    from policytool.render.json import FORMAT, dump

    dates = [
        {"date": e.date.text, "first": e.date.first, "last": e.date.last, "what": e.what, "id": e.docid, "title": e.title, "version": e.name, "past": e.is_past(today)}
        for e in events
    ]  # fmt: skip
    return dump({"format": FORMAT, "today": today, "events": dates})


def _blocks(events: Sequence[Event], today: str, upcoming: bool) -> Iterator[Block]:
    from policytool.render.screen import BLANK, block

    parts = [(f"today ({today}) and later", [e for e in events if not e.is_past(today)])]
    if not upcoming:
        parts.append(("past, the latest first", [e for e in reversed(events) if e.is_past(today)]))
    for name, some in parts:
        yield block((name, "heading"))
        if not some:
            yield block(("nothing", "dim"), indent=2)
        for e in some:
            yield block((f"{e.date.text:<10}", "label"), f"  {e.what:<12}", (f"  {e.name}", ""), (f"  {e.title}", "dim"), indent=2, hang=12)
        yield BLANK
    yield block((f"{len(events)} date{'s' * (len(events) != 1)}", "dim"))
