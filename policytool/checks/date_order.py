"""Dates of the front matter that stand in an order no law can have."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, line_of
from policytool.errors import BadInput
from policytool.model.finding import Finding, Severity
from policytool.model.version import PolicyDate

_ORDER = (("adopted", "signed"), ("adopted", "repealed"), ("adopted", "expires"), ("effective", "repealed"), ("effective", "expires"), ("signed", "repealed"))
"""(a day, a day that cannot come before it). Laws may take effect before they are adopted, so that pair is not here."""


def find(subject: Subject) -> Iterator[Finding]:
    """`date-order`, pair by pair; a date that cannot be read is another rule's."""
    dates: dict[str, PolicyDate] = {}
    for field in dict.fromkeys(one for pair in _ORDER for one in pair):
        if written := subject.document.front_matter.text(field):
            with contextlib.suppress(BadInput):
                dates[field] = PolicyDate.parse(written)
    for earlier, later in _ORDER:
        if earlier in dates and later in dates and dates[later].last < dates[earlier].first:
            message = f"{later} {dates[later]} comes before {earlier} {dates[earlier]}"
            yield Finding("date-order", Severity.ERROR, message, "", line_of(subject, later))


CHECK = Check({"date-order": "Dates of the front matter stand in an order that cannot be"}, find)
