"""A version: what a document said from one date to the next, and where that was learned.

Two clocks, never mixed: the law's dates come from front matter as text (1803 and 2034 both work),
git's say when the store learned it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import total_ordering
from typing import NamedTuple

from policytool.errors import BadInput
from policytool.patterns import lazy


class Basis(StrEnum):
    """Where a version date comes from."""

    EFFECTIVE = "effective"
    ADOPTED = "adopted"
    PUBLISHED = "published"
    TRAILER = "trailer"
    COMMIT = "commit-date"  # a repository that has nothing else
    UNDATED = "undated"


class Change(StrEnum):
    """Why a version was stored."""

    NEW = "new"
    AMEND = "amend"
    CORRECT = "correct"
    REPEAL = "repeal"
    METADATA = "metadata"
    WITHDRAWN = "withdrawn"  # stored by mistake, and taken back


_DATE = lazy(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True)
class PolicyDate:
    """A day, or a month or year of which the day is not known; kept as written."""

    text: str

    @classmethod
    def parse(cls, text: str) -> PolicyDate:
        """`2021-01-27`, `2016-10` or `1989`. Raises BadInput for anything else, 2021-02-30 included.

        >>> str(PolicyDate.parse("2016-10")), PolicyDate.parse("2016-10").last
        ('2016-10', '2016-10-31')
        """
        match = _DATE.fullmatch(text.strip())
        if match:
            year, month, day = (int(g) if g else None for g in match.groups())
            if (
                year
                and (month is None or 1 <= month <= 12)
                and (day is None or (month and 1 <= day <= calendar.monthrange(year, month)[1]))
            ):
                return cls(text.strip())
        raise BadInput(f'"{text}" is not a calendar date; write 2021-01-27, or 2021-01 or 2021 when the day is not known')

    @property
    def first(self) -> str:
        """Its first day."""
        return (self.text + "-01-01")[:10] if len(self.text) < 7 else (self.text + "-01")[:10]

    @property
    def last(self) -> str:
        """Its last day."""
        if len(self.text) == 10:
            return self.text
        year, month = int(self.text[:4]), int(self.text[5:7] or 12)
        return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"

    @property
    def exact(self) -> bool:
        return len(self.text) == 10

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: PolicyDate) -> bool:
        return (self.first, self.last) < (other.first, other.last)


REMOVED = "removed from this repository"
"""How a document ended whose last file was removed, in a repository that says no more."""


class Kept(NamedTuple):
    """Bytes that once held the text of a version, and where."""

    blob: str
    path: str
    commit: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one document."""

    docid: str
    number: int
    """1 for the first in legal order; a backfill renumbers, the blob id never changes."""
    date: PolicyDate | None
    basis: Basis
    blob: str
    """Object id of the exact bytes."""
    path: str
    commit: str
    """The commit that put these bytes at `path`; empty for a plain folder."""
    recorded: str
    """When the store learned these bytes: ISO date and time with zone; empty for a plain folder."""
    change: str
    title: str
    kind: str
    jurisdiction: str
    ends: PolicyDate | None
    """The day it was repealed on or expired."""
    source: str
    edition: str
    aliases: tuple[str, ...] = ()
    superseded: bool = False
    """A later record gives another text for the same date, a merge left it out, or it was withdrawn."""
    ended_by: str = ""
    """What `ends` is: repealed, expired, or removed from a repository that says no more."""
    earlier: tuple[Kept, ...] = ()
    """Where the same text stood before, in the order it was learned: with other front matter, or under another name."""
    text: str = field(default="", repr=False, compare=False)
    """The whole file, front matter included; empty until it is read."""

    @property
    def name(self) -> str:
        """How a citation names it: `us-il-chicago/mcc/2-173@2021-01-27`."""
        return f"{self.docid}@{self.date or (f'v{self.number}' if self.number else f'blob:{self.blob[:10]}')}"

    def at(self, kept: Kept) -> Version:
        """The same version in the bytes it had before."""
        return replace(self, blob=kept.blob, path=kept.path, commit=kept.commit, recorded=kept.recorded, earlier=())


def dated(versions: Iterable[Version]) -> list[Version]:
    """Those that stand on the line of the law's dates: each has a date, and no later record gives another text for it."""
    return [v for v in versions if v.date and not v.superseded]


def newest_of(versions: Sequence[Version]) -> Version:
    """The newest dated version, else the one stored last."""
    return (dated(versions) or versions)[-1]


class Selection(NamedTuple):
    """The answer to `doc@sel`: one version, or two when the day cannot tell them apart."""

    versions: tuple[Version, ...]
    notes: tuple[str, ...] = ()
    """What the reader must know about the choice."""

    @property
    def version(self) -> Version:
        return self.versions[-1]
