"""A clause's text -> the enumerations inside its paragraphs: `shall (1) do this; and (2) do that`.

Their members can be cited, so they have ids; they are not clauses, so they do not nest.
"""

from __future__ import annotations

import re

from policytool.model.clause import Item
from policytool.model.label import readings
from policytool.patterns import lazy

_INLINE = lazy(r"(?<![\w)(])\((?P<inner>\d{1,2}|[a-z]{1,4}|[A-Z]{1,2})\)(?=\s)")
_REFERENCE = lazy(r"(?:section|paragraph|clause|item|part|sub\w+)s?\s*$", re.I)


def find_items(text: str, pieces: list[tuple[int, int]], ident: str) -> tuple[Item, ...]:
    """The members of every enumeration of two or more that begins at its first label and counts up."""
    found: list[Item] = []
    for start, end in pieces:
        if text.find("(", start, end) < 0:
            continue
        run: list[re.Match[str]] = []
        for match in _INLINE.finditer(text, start, end):
            if _REFERENCE.search(text, max(start, match.start() - 24), match.start()):
                continue
            if run and _follows(run[-1]["inner"], match["inner"]):
                run.append(match)
            elif match["inner"] in ("1", "a", "A", "i", "I"):
                found += _members(text, run, match.start(), ident)
                run = [match]
        found += _members(text, run, end, ident)
    return tuple(found)


def _follows(before: str, after: str) -> bool:
    return any(a.style == b.style and b.ordinal == a.ordinal + 1 for a in readings(before) for b in readings(after))


def _members(text: str, run: list[re.Match[str]], end: int, ident: str) -> list[Item]:
    if len(run) < 2:
        return []
    stops = [m.start() for m in run[1:]] + [end]
    return [
        Item(f"{ident}/{m['inner']}", m[0], " ".join(text[m.end() : stop].split()), (m.start(), stop))
        for m, stop in zip(run, stops, strict=True)
    ]
