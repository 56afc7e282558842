"""Citations that may mean more than one document."""

from __future__ import annotations

from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, place_of
from policytool.model.finding import Finding, Severity
from policytool.model.resolution import Status


def find(subject: Subject) -> Iterator[Finding]:
    """`ambiguous-citation`, in document order."""
    for one in subject.resolutions:
        if one.status is Status.AMBIGUOUS:
            yield Finding(
                "ambiguous-citation", Severity.WARNING, f"“{one.citation.text}” may mean {' or '.join(one.candidates)}",
                one.clause_id, place_of(subject, one.clause_id, one.span),
            )  # fmt: skip


CHECK = Check({"ambiguous-citation": "A citation may mean more than one document"}, find)
