"""Labels that repeat, skip, step back or begin late, and fences left open: what the parser saw."""

from __future__ import annotations

from collections.abc import Iterator

from policytool.checks.subject import Check, Subject
from policytool.model.finding import Finding


def find(subject: Subject) -> Iterator[Finding]:
    """The parser's findings; gaps and late beginnings say nothing where clauses are left out on purpose."""
    for finding in subject.document.findings:
        if not (subject.is_partial and finding.rule in ("numbering-gap", "numbering-start")):
            yield finding


CHECK = Check(
    {
        "duplicate-heading": "A heading, or a section number of one article or chapter, appears more than once",
        "numbering-duplicate": "A label appears twice in one list",
        "numbering-gap": "Labels between two neighbours are missing",
        "numbering-order": "A label follows one that comes after it",
        "numbering-start": "A list does not begin with its first label",
        "unclosed-fence": "A code fence is opened and not closed",
    },
    find,
)
