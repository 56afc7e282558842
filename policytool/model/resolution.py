"""What a citation points to: one target, several, none, or something nobody here holds. Never a best guess."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policytool.model.citation import Citation


class Status(StrEnum):
    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"  # the document is held, the clause is not in it: a dangling citation
    EXTERNAL = "external"  # nobody here holds it


@dataclass(frozen=True, slots=True)
class Resolution:
    """One citation with where it stands and what it points to."""

    citation: Citation
    docid: str
    """The citing document."""
    clause_id: str
    """The citing clause."""
    span: tuple[int, int]
    """Characters of the clause's text."""
    status: Status
    target: str
    """`docid#id`, or the docid alone when a whole document is meant; the canonical citation when external."""
    candidates: tuple[str, ...] = ()
    """What an ambiguous citation fits."""
    note: str = ""
    """What has become of the target since: changed, or gone."""

    @property
    def target_docid(self) -> str:
        return self.target.partition("#")[0] if self.status in (Status.RESOLVED, Status.MISSING) else ""
