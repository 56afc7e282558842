"""A document, its citations and its terms -> findings; one rule file each, all of them named here."""

from __future__ import annotations

from policytool.checks import citations, dates, labels, record, terms
from policytool.checks.subject import Check, Subject
from policytool.model.finding import Finding

__all__ = ["ALL_CHECKS", "Check", "Subject", "find_findings"]

ALL_CHECKS = (citations.CHECK, labels.CHECK, terms.CHECK, dates.CHECK, record.CHECK)


def find_findings(subject: Subject) -> tuple[Finding, ...]:
    """What every rule finds, by place in the source."""
    found = [finding for check in ALL_CHECKS for finding in check.find(subject)]
    return tuple(sorted(found, key=lambda f: (f.span, f.rule, f.message)))
