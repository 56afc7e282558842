"""A defect of a document: what a check or the parser reports, with its place."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(NamedTuple):
    """One defect, found by one rule."""

    rule: str
    """The rule's name, `numbering-gap`; docs/checks.md explains each."""
    severity: Severity
    message: str
    clause_id: str = ""
    """The clause it stands in; empty for the document as a whole."""
    span: tuple[int, int] = (0, 0)
    """Characters of the source it is about."""
