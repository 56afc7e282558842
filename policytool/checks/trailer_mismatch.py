"""Front matter against the trailers of the commit that stored it: the id and the version date must be the same."""

from __future__ import annotations

from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, line_of
from policytool.language.facts import version_date
from policytool.model.finding import Finding, Severity


def find(subject: Subject) -> Iterator[Finding]:
    """`trailer-mismatch`, for trailers that are there."""
    front = subject.document.front_matter
    date, basis = version_date(front)
    said = {"Policy-Id": (front.text("id"), "id"), "Version-Date": (date, basis or "effective")}
    for key, value in subject.trailers:
        here, field = said.get(key, ("", ""))
        if field and here and value and here != value:
            yield Finding(
                "trailer-mismatch", Severity.ERROR, f"the front matter says {field} {here}, the commit that stored it {key} {value}", "", line_of(subject, field)
            )


CHECK = Check({"trailer-mismatch": "Front matter and the trailers of its commit disagree"}, find)
