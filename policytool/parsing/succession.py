"""Two numbers of one style -> what it costs to believe that one follows the other.

0 for the expected successor, more for a gap, a repetition or a step back; insertions such as (1A)
after (1) and (a-1) after (a) are next to nothing.
"""

from __future__ import annotations

import math
from typing import Protocol

from policytool.model.label import Reading, readings

BACK = 5.0
"""Cost of a number that steps back."""


class Place(Protocol):
    """The place last seen in a list."""

    ordinal: int
    suffix: tuple[str, ...]
    parents: tuple[str, ...]


def succession(level: Place, reading: Reading) -> float:
    """Cost of `reading` as the next member after `level`."""
    if level.parents != reading.parents:
        return _next_group(level.parents, reading)
    ahead = reading.ordinal - level.ordinal
    if not reading.suffix:
        if ahead == 1:
            return 0.0
        if ahead > 1:
            return 1.0 + 0.5 * math.log2(ahead)
        if ahead == 0:
            return 1.0 if level.suffix else 5.0  # (j-1) may stand before (j)
        return BACK
    if ahead == 0:
        return _suffix_step(level.suffix, reading.suffix)
    if ahead == 1:
        return 0.6 if _first_suffix(reading.suffix) else 1.2
    return 1.6 + 0.5 * math.log2(ahead) if ahead > 1 else BACK


def _next_group(before: tuple[str, ...], reading: Reading) -> float:
    """Cost of 2.1, or 2.0, behind 1.4: a list of decimal numbers whose holders stand nowhere by themselves."""
    if len(before) != len(reading.parents) or before[:-1] != reading.parents[:-1] or reading.ordinal > 1:
        return BACK if reading.parents[:1] < ("A",) else 2 * BACK  # A.5 behind 9.2 is a mention rather
    ahead = _place(reading.parents[-1]) - _place(before[-1])
    return 0.3 + 0.5 * math.log2(ahead) if ahead > 0 else BACK


def _place(number: str) -> int:
    """A number, or the place of a letter: A.1 may stand behind 9.2, and B.1 behind A.4."""
    return int(number) if number.isdigit() else 10_000 + ord(number)


def _suffix_step(before: tuple[str, ...], after: tuple[str, ...]) -> float:
    """Cost of (1B) after (1A): 0 for the next insertion, 5 for a repetition."""
    if before == after:
        return 5.0
    if before[: len(after)] == after:
        return 1.0
    if len(after) == len(before) + 1 and after[:-1] == before:
        return 0.0 if _first_suffix(after[-1:]) else 0.5
    old, new = (before[-1] if before else ""), after[-1]
    if before and after[:-1] == before[:-1]:
        for a in readings(old.lower()):
            for b in readings(new.lower()):
                if a.style == b.style and b.ordinal == a.ordinal + 1:
                    return 0.0
        return 0.5
    return 0.5


def _first_suffix(suffix: tuple[str, ...]) -> bool:
    return len(suffix) == 1 and suffix[0] in ("A", "a", "1", "I", "i", "bis")


def beginning(reading: Reading) -> float:
    """Cost of opening a list at `reading`."""
    if reading.ordinal <= 1:
        return 0.8 if reading.suffix and reading.ordinal == 1 else 0.0
    return 2.6 + 0.05 * min(reading.ordinal, 20)
