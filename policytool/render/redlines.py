"""What every view of a redline does before it is shown: headings and lines of tables apart, the blanks around marked words outside the marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from policytool.model.change import Mark, Segment
from policytool.model.report import Row

_BREAK = Segment(Mark.EQUAL, "\n")


def is_gridded(row: Row) -> bool:
    """Whether the redline of a change has rows of a table."""
    return (len(row.old_breaks) > 1 or len(row.new_breaks) > 1) and any("|" in segment.text for segment in row.segments)


def broken(segments: Sequence[Segment], old_breaks: Sequence[int], new_breaks: Sequence[int]) -> tuple[Segment, ...]:
    """A redline with the lines of each side on lines of their own; what both sides have follows the new one.

    >>> [s.text for s in broken((Segment(Mark.DELETE, "Fees Ten dollars."),), [4], ())]
    ['Fees', '\\n', 'Ten dollars.']
    """
    if not old_breaks and not new_breaks:
        return tuple(segments)
    out: list[Segment] = []
    old = new = 0
    for mark, text in segments:
        at, breaks = (old, old_breaks) if mark is Mark.DELETE else (new, new_breaks)
        done = 0
        for place in (b - at for b in breaks[bisect_left(breaks, at) : bisect_left(breaks, at + len(text))]):
            if done <= place and text[place].isspace():
                out += [Segment(mark, text[done:place]), _BREAK]
                done = place + 1
        out.append(Segment(mark, text[done:]))
        old += 0 if mark is Mark.INSERT else len(text)
        new += 0 if mark is Mark.DELETE else len(text)
    return tuple(s for s in out if s.text)


def apart(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Marked words without the blanks around them; a blank that is all that was marked keeps its mark."""
    for one in segments:
        words = one.text.strip()
        if one.mark is Mark.EQUAL or not words:
            yield one
            continue
        start = one.text.index(words)
        tail = one.text[start + len(words) :]
        yield from (s for s in (Segment(Mark.EQUAL, one.text[:start]), Segment(one.mark, words), Segment(Mark.EQUAL, tail)) if s.text)


def touching(one: Segment, after: Segment) -> bool:
    """Whether a deleted word and the one that takes its place would read as one word."""
    return one.mark is Mark.DELETE and after.mark is Mark.INSERT and one.text[-1:].isalnum() and after.text[:1].isalnum()
