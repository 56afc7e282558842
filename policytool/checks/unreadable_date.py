"""Dates of the front matter that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, line_of
from policytool.errors import BadInput
from policytool.model.finding import Finding, Severity
from policytool.model.version import PolicyDate

_FIELDS = ("adopted", "signed", "published", "effective", "repealed", "expires")


def find(subject: Subject) -> Iterator[Finding]:
    """`unreadable-date`, field by field."""
    for field in _FIELDS:
        written = subject.document.front_matter.text(field)
        try:
            if written:
                PolicyDate.parse(written)
        except BadInput as error:
            yield Finding("unreadable-date", Severity.ERROR, f"{field}: {error.message}", "", line_of(subject, field))


CHECK = Check({"unreadable-date": "A date of the front matter cannot be read"}, find)
