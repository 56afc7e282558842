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

__all__ = ["ALL_CHECKS", "Check", "Subject", "find_findings"]

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


def find_findings(subject: Subject) -> tuple[Finding, ...]:
    """What every rule finds, by place in the source."""
    found = [finding for check in ALL_CHECKS for finding in check.find(subject)]
    return tuple(sorted(found, key=lambda f: (f.span, f.rule, f.message)))
