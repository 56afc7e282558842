"""Segments -> the same without numbers that only set type: `1. (a) Pay.` and `2. (b) Answer.` are (a) and (b).

Code publishers export a lettered list as a numbered one of Markdown. Where the two numbers of several
paragraphs count alike, the outer one is the list's, and nobody cites it.
"""

from __future__ import annotations

from policytool.model.label import Style
from policytool.parsing.marks import Mark
from policytool.parsing.segments import Segment


def without_twins(segments: list[Segment]) -> list[Segment]:
    """The segments, the outer of two numbers left out where all such pairs count alike: `1. (a)`, `(b)`, `2. (a)` is a list in a list."""
    pairs = [(outer, inner) for segment in segments for outer, inner in _pairs(segment.marks)]
    places = [_place(outer, inner) for outer, inner in pairs]
    if len(places) < 2 or max(places) < 2 or 0 in places:
        return segments
    inner = {id(mark) for pair in pairs for mark in pair}
    if any(_is_counted(mark) and id(mark) not in inner for segment in segments for mark in segment.marks):
        return segments  # 2. Plain item here.
    gone = {id(outer): None for outer, _ in pairs}
    mended = {id(inner): inner._replace(start=o.start, before=o.before, indent=o.indent, fresh=o.fresh, accept=o.accept, skip=o.skip, chained=False) for o, inner in pairs}
    return [segment._replace(marks=tuple(mended.get(id(m), m) for m in segment.marks if id(m) not in gone)) for segment in segments]


def _pairs(marks: tuple[Mark, ...]) -> list[tuple[Mark, Mark]]:
    """`1.` and the `(a)` directly behind it."""
    return [(a, b) for a, b in zip(marks, marks[1:], strict=False) if a.decoration == "." and b.chained and not a.chained]


def _is_counted(mark: Mark) -> bool:
    """Whether a mark is a number with a dot."""
    return mark.decoration == "." and any(r.style is Style.ARABIC for r in mark.readings)


def _place(outer: Mark, inner: Mark) -> int:
    """The place that both numbers have in their lists; 0 when they differ."""
    place = next((r.ordinal for r in outer.readings if r.style is Style.ARABIC and not r.suffix), 0)
    return place if any(r.ordinal == place and not r.suffix for r in inner.readings) else 0
