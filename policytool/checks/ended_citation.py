"""Citations of a document that was repealed, had expired or was removed before the citing text was made.

A text may well speak of what was: one that repeals or replaces it, or tells its history. Where the citing
clause has a word of that kind, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, place_of
from policytool.model.finding import Finding, Severity
from policytool.patterns import lazy

_PAST = lazy(
    r"\b(?:repeal|revo[ck]|rescind|rescission|supersed|replac|former|previous|prior\b|predecessor|expir|terminat|abolish|sunset|histor|obsolete|no longer|was in (?:force|effect)|amend(?:ed|ing|s)\b)",
    re.I,
)


def find(subject: Subject) -> Iterator[Finding]:
    """`ended-citation`, in document order."""
    words = {c.id: f"{c.heading} {c.text}" for c in subject.document.clauses()} if subject.outlived else {}
    once = {(one.clause_id, one.target_docid): (one, how) for one, how in reversed(subject.outlived)}
    for one, how in reversed(once.values()):
        if not _PAST.search(words.get(one.clause_id, "")):
            yield Finding(
                "ended-citation", Severity.NOTE, f"“{one.citation.text}” is of a document that {how}, before this text: {one.target_docid}",
                one.clause_id, place_of(subject, one.clause_id, one.span),
            )  # fmt: skip


CHECK = Check({"ended-citation": "A citation of a document that had ended before the citing text"}, find)
