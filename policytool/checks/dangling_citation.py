"""Citations that lead to no clause of a document that is held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, place_of
from policytool.model.finding import Finding, Severity
from policytool.model.resolution import Status
from policytool.patterns import lazy

_DRAWN = lazy(r"<ol\b", re.I)
"""A list whose labels HTML draws: they do not stand in the text, so that nothing can be said of citations of them."""


def find(subject: Subject) -> Iterator[Finding]:
    """`dangling-citation`, in document order."""
    drawn = _DRAWN.search(subject.document.source) is not None
    for one in subject.resolutions:
        own = one.target_docid == subject.document.id
        if one.status is not Status.MISSING or (own and (subject.is_partial or (drawn and one.citation.relative))):
            continue
        where = one.target.replace("#", ", clause ")
        note = f" ({one.note})" if one.note else ""
        yield Finding(
            "dangling-citation", Severity.WARNING, f"“{one.citation.text}” leads to no clause: {where} is not there{note}",
            one.clause_id, place_of(subject, one.clause_id, one.span),
        )  # fmt: skip


CHECK = Check({"dangling-citation": "A citation leads to no clause of a document that is held"}, find)
