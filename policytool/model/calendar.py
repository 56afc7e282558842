"""A date of the law: something takes effect, is adopted or published, or ends."""

from __future__ import annotations

from typing import NamedTuple

from policytool.model.version import PolicyDate


class Event(NamedTuple):
    """One date in the life of a document."""

    date: PolicyDate
    what: str
    """`takes effect`, `adopted`, `published`, `repealed`, `expires`."""
    docid: str
    title: str
    name: str
    """The version it belongs to, as a citation names it."""

    def is_past(self, today: str) -> bool:
        """Whether the day, or the last day it can be, is before `today` (an ISO date)."""
        return self.date.last < today
