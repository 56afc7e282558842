"""A text -> which line a place stands on, for one place after the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache


def line_at(source: str, place: int) -> tuple[int, int]:
    """The line that a place stands on, counted from 1, and where that line begins.

    >>> line_at("ab\\nc", 0), line_at("ab\\nc", 3)
    ((1, 0), (2, 3))
    """
    starts = _starts(source)
    number = bisect_right(starts, place)
    return number, starts[number - 1]


@lru_cache(maxsize=1)
def _starts(source: str) -> list[int]:
    """Where the lines of the text at hand begin: counting them anew for every place would take as often as there are places."""
    return [0, *(match.end() for match in re.finditer("\n", source))]
