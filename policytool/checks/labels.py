"""Labels that repeat, skip, step back or begin late, and fences left open: what the parser saw."""

from __future__ import annotations

from collections.abc import Iterator

from policytool.checks.subject import Check, Subject
from policytool.model.finding import Finding

RULES = ("duplicate-heading", "numbering-duplicate", "numbering-gap", "numbering-order", "numbering-start", "unclosed-fence")


def find(subject: Subject) -> Iterator[Finding]:
    """The parser's findings; gaps and late beginnings say nothing where clauses are left out on purpose."""
    for finding in subject.document.findings:
        if not (subject.is_partial and finding.rule in ("numbering-gap", "numbering-start")):
            yield finding


CHECK = Check(RULES, find)
