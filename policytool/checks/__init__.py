"""A document, its citations and its terms -> findings; one rule file each, all of them named here."""

from __future__ import annotations

from policytool.checks import (
    ambiguous_citation,
    dangling_citation,
    date_order,
    ended_citation,
    labels,
    term_defined_twice,
    trailer_mismatch,
    undefined_term,
    unreadable_date,
    unused_term,
)
from policytool.checks.subject import Check, Subject
from policytool.model.finding import Finding

__all__ = ["ALL_CHECKS", "RULES", "UNREADABLE", "Check", "Subject", "find_findings"]

ALL_CHECKS = (
    dangling_citation.CHECK,
    ambiguous_citation.CHECK,
    ended_citation.CHECK,
    labels.CHECK,
    unused_term.CHECK,
    term_defined_twice.CHECK,
    undefined_term.CHECK,
    unreadable_date.CHECK,
    date_order.CHECK,
    trailer_mismatch.CHECK,
)
"""In the order of docs/checks.md; what the parser sees of labels is one file."""
UNREADABLE = "unreadable-text"
"""What is reported of a text that no check can look at."""
RULES = {rule: said for check in ALL_CHECKS for rule, said in check.rules.items()} | {
    UNREADABLE: "A text of the store cannot be read, so nothing else of it was checked"
}
"""Rule -> its sentence."""


def find_findings(subject: Subject) -> tuple[Finding, ...]:
    """What every rule finds, by place in the source."""
    found = [finding for check in ALL_CHECKS for finding in check.find(subject)]
    return tuple(sorted(found, key=lambda f: (f.span, f.rule, f.message)))
