"""Running text -> the heads of the kinds in the table: a literal search for each kind's cues, then its pattern there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from string import ascii_letters

from policytool.language.citation_kind import CitationKind
from policytool.language.citation_kinds import KINDS
from policytool.patterns import lazy

_LENGTH = 4
"""Characters of a cue that are looked for first, in one pass for all of them."""
_LOOK = 200
"""Characters after a cue within which a head ends."""


def find_heads(text: str) -> Iterator[tuple[int, int, CitationKind, re.Match[str]]]:
    """(where it begins, the rank of its kind in the table, its kind, its match) of every head in `text`, in no order."""
    seen: set[tuple[int, int]] = set()
    flat = text.replace("\n", " ").replace("\u00a0", " ")  # a cue may stand on two lines
    for opening in sorted(_openings_of(flat)):
        for cue, rank, kind in _CUES[opening]:
            if kind.needs not in flat or cue not in flat:
                continue
            for match in _find_heads_by(text, flat, cue, kind):
                if (key := (match.start(), rank)) not in seen:
                    seen.add(key)
                    yield *key, kind, match


def _openings_of(flat: str) -> set[str]:
    """The openings of cues that stand in a text."""
    found = {signed for signed in _SIGNED if signed in flat}
    for opening in set(_OPENINGS.findall(flat)):
        found.update(_PREFIXES[opening])
    return found


def _find_heads_by(text: str, flat: str, cue: str, kind: CitationKind) -> Iterator[re.Match[str]]:
    """The matches of a kind's pattern that hold `cue`, or stand just before it; `flat` is the text on one line."""
    search, reach = kind.pattern.search, kind.reach
    at = flat.find(cue)
    while at >= 0:
        match = search(text, max(0, at - reach), at + _LOOK) if reach else kind.pattern.match(text, at)
        while match and match.end() < at:
            match = search(text, max(match.end(), match.start() + 1), at + _LOOK)
        if match and match.start() < at + len(cue):
            yield match
        at = flat.find(cue, at + len(cue))


def _index_cues() -> dict[str, list[tuple[str, int, CitationKind]]]:
    """The cues of the table by their first characters, so that a text is searched for few of them."""
    index: dict[str, list[tuple[str, int, CitationKind]]] = {}
    for rank, kind in enumerate(KINDS):
        for cue in kind.cues:
            index.setdefault(_opening_of(kind.needs or cue), []).append((cue, rank, kind))
    return index


def _opening_of(cue: str) -> str:
    """The letters a cue begins with, four at most, and what stands behind fewer: Code, Act and a blank, U and its point.

    None reaches into the next word, so that no opening hides another.
    """
    letters = len(cue) - len(cue.lstrip(ascii_letters))
    return cue[: max(2, min(_LENGTH, letters + 1))]


def _read_openings() -> re.Pattern[str]:
    """What finds the opening of any cue that begins with a letter, which no cue does in the middle of a word; grouped by the first."""
    openings = sorted(set(_CUES).difference(_SIGNED), key=lambda o: (o[0], -len(o), o))
    return lazy("|".join(f"{first}(?:{'|'.join(re.escape(o[1:]) for o in group)})" for first, group in groupby(openings, key=lambda o: o[0])))


_CUES = _index_cues()
_SIGNED = [opening for opening in _CUES if not opening[0].isalpha()]
_OPENINGS = _read_openings()
_PREFIXES = {opening: [opening[:length] for length in range(2, _LENGTH + 1) if opening[:length] in _CUES] for opening in _CUES}
"""Each opening with those that it begins with: where F.R. stands, F. does too."""
