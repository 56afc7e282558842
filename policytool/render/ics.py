"""Dates of the law -> an iCalendar file (RFC 5545) of whole days, the same bytes on every run.

A date known only to its month or year is an event over all of its days, and says so.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable

from policytool import __version__
from policytool.model.calendar import Event
from policytool.render.safe import visible

STAMP = "20000101T000000Z"
"""DTSTAMP is required; the run's own clock would change the bytes."""

_LAST = datetime.date.max - datetime.timedelta(days=1)


def render_ics(events: Iterable[Event]) -> str:
    """A calendar with one event a date."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//policytool//{__version__}//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event)
    return "".join(folded(line) for line in (*lines, "END:VCALENDAR"))


def _event(event: Event) -> list[str]:
    first = datetime.date.fromisoformat(event.date.first)
    after = min(datetime.date.fromisoformat(event.date.last), _LAST) + datetime.timedelta(days=1)
    uid = hashlib.sha256(f"{event.name} {event.what} {event.date}".encode()).hexdigest()[:32]
    note = "" if event.date.exact else f"; the day is not known, only {event.date}"
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@policytool",
        f"DTSTAMP:{STAMP}",
        f"DTSTART;VALUE=DATE:{first.isoformat().replace('-', '')}",
        f"DTEND;VALUE=DATE:{after.isoformat().replace('-', '')}",
        f"SUMMARY:{escaped(f'{event.title or event.docid}: {event.what}')}",
        f"DESCRIPTION:{escaped(event.name + note + '. Not an official edition.')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    r"""Text as a property value holds it (RFC 5545 3.3.11).

    >>> escaped("Rules; a, b")
    'Rules\\; a\\, b'
    """
    for old, new in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(old, new)
    return visible(text)


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never inside a character (RFC 5545 3.1)."""
    out, room = [], 75
    for character in line:
        size = len(character.encode("utf-8", "surrogatepass"))
        if size > room:
            out.append("\r\n ")
            room = 74
        out.append(character)
        room -= size
    return "".join(out) + "\r\n"
