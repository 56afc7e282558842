"""Dates of the front matter that cannot be read, or stand in an order that no law can have."""

from __future__ import annotations

from collections.abc import Iterator

from policytool.checks.subject import Check, Subject
from policytool.errors import BadInput
from policytool.model.finding import Finding, Severity
from policytool.model.version import PolicyDate

_FIELDS = ("adopted", "signed", "published", "effective", "repealed", "expires")
_ORDER = (("adopted", "signed"), ("adopted", "repealed"), ("adopted", "expires"), ("effective", "repealed"), ("effective", "expires"), ("signed", "repealed"))
"""(a day, a day that cannot come before it). Laws may take effect before they are adopted, so that pair is not here."""


def find(subject: Subject) -> Iterator[Finding]:
    """`unreadable-date` and `date-order`."""
    front = subject.document.front_matter
    dates: dict[str, PolicyDate] = {}
    for field in _FIELDS:
        written = front.text(field)
        try:
            if written:
                dates[field] = PolicyDate.parse(written)
        except BadInput as error:
            yield Finding("unreadable-date", Severity.ERROR, f"{field}: {error.message}", "", line_of(subject, field))
    for earlier, later in _ORDER:
        if earlier in dates and later in dates and dates[later].last < dates[earlier].first:
            message = f"{later} {dates[later]} comes before {earlier} {dates[earlier]}"
            yield Finding("date-order", Severity.ERROR, message, "", line_of(subject, later))


def line_of(subject: Subject, field: str) -> tuple[int, int]:
    """The line of the front matter that gives a field; the beginning of the text when none does."""
    head = subject.document.source[: subject.document.front_matter.end]
    at = 0
    for line in head.splitlines(keepends=True):
        if line.startswith(f"{field}:"):
            return at, at + len(line.rstrip())
        at += len(line)
    return (0, 0)


CHECK = Check(("unreadable-date", "date-order"), find)
