"""Tables -> CSV as spreadsheets read it (RFC 4180), with nothing a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from policytool.model.calendar import Event
from policytool.render.safe import visible
from policytool.report import Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_table(reports: Sequence[Report]) -> str:
    """The change tables of some comparisons as one."""
    head = ("Old version", "New version", "Clause", "Old clause", "What happened", "Nature", "Look closer", "In a sentence")
    rows = (
        (
            report.old.name,
            report.new.name,
            row.address,
            row.old_address,
            "; ".join(row.facts),
            row.kind_of_difference,
            row.signal_kinds,
            row.sentence,
        )
        for report in reports
        for row in report.rows
    )
    return render_csv(head, rows)


def render_events(events: Iterable[Event]) -> str:
    """Dates of the law as a table."""
    return render_csv(("Date", "What", "Document", "Title", "Version"), ((e.date.text, e.what, e.docid, e.title, e.name) for e in events))


def render_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue()


def safe_cell(text: str) -> str:
    """A cell that is text in every spreadsheet: what begins like a formula gets an apostrophe (OWASP, CSV injection).

    >>> safe_cell("=1+1"), safe_cell("(a)")
    ("'=1+1", '(a)')
    """
    text = visible(text)
    return "'" + text if text.startswith(_FORMULA) else text
