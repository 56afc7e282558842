"""A citation that a change of what it cites has reached."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What a citation runs into, the worst first."""

    DELETED = "deleted"
    RENUMBERED = "renumbered"
    CHANGED = "changed"


class Fallout(NamedTuple):
    """One citation that a change reached."""

    docid: str
    """The citing document."""
    clause_id: str
    """The citing clause."""
    text: str
    """The citation as written."""
    outcome: Outcome
    target: str
    """The cited clause's old id."""
    old_address: str
    new_address: str
    """Where the cited clause stands now; empty when it is gone."""
    should_say: str
    """The citation with the new number; empty unless it was renumbered."""
    note: str = ""

    @property
    def fate(self) -> str:
        """What became of the cited clause, said behind its old address."""
        if self.outcome is Outcome.RENUMBERED:
            return f"is now {self.new_address}"
        return "is gone" if self.outcome is Outcome.DELETED else "reads differently"

    @property
    def said(self) -> str:
        """The whole of it in words, said behind the citation."""
        note = f" ({self.note})" if self.note else ""
        return f"{self.old_address} {self.fate}{note}" + (f"; it should say “{self.should_say}”" if self.should_say else "")
