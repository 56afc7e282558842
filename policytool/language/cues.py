"""Running text -> the heads of the kinds in the table: a literal search for each kind's cues, then its pattern there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytool.language.citation_kind import CitationKind
from policytool.language.citation_kinds import KINDS
from policytool.patterns import lazy

_LOOK = 200
"""Characters after a cue within which a head ends."""


def find_heads(text: str) -> Iterator[tuple[int, int, CitationKind, re.Match[str]]]:
    """(where it begins, the rank of its kind in the table, its kind, its match) of every head in `text`, in no order."""
    seen: set[tuple[int, int]] = set()
    flat = text.replace("\n", " ").replace("\u00a0", " ")  # a cue may stand on two lines
    for opening in sorted(set(_OPENINGS.findall(flat)).union([signed for signed in _SIGNED if signed in flat])):
        for cue, rank, kind in _CUES[opening]:
            if cue not in flat or kind.needs not in flat:
                continue
            for match in _find_heads_by(text, flat, cue, kind):
                if (key := (match.start(), rank)) not in seen:
                    seen.add(key)
                    yield *key, kind, match


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
    """The cues of the table by their first two characters, so that a short text is searched for few of them."""
    index: dict[str, list[tuple[str, int, CitationKind]]] = {}
    for rank, kind in enumerate(KINDS):
        for cue in kind.cues:
            index.setdefault((kind.needs or cue)[:2], []).append((cue, rank, kind))
    return index


def _read_openings() -> re.Pattern[str]:
    """What finds the first two characters of any cue that begins with a letter, which no cue does in the middle of a word; grouped by the first."""
    seconds: dict[str, str] = {}
    for opening in sorted(set(_CUES).difference(_SIGNED)):
        seconds[opening[0]] = seconds.get(opening[0], "") + opening[1]
    return lazy("|".join(f"{re.escape(first)}[{re.escape(rest)}]" for first, rest in seconds.items()))


_CUES = _index_cues()
_SIGNED = [opening for opening in _CUES if not opening[0].isalpha()]
_OPENINGS = _read_openings()
