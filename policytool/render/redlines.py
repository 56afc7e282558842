"""What every view of a redline does before it is shown: the heading on its own line, the blanks around marked words outside the marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from policytool.model.change import Mark, Segment

_BREAK = Segment(Mark.EQUAL, "\n")


def broken(segments: Sequence[Segment], old_heading: str, new_heading: str) -> tuple[Segment, ...]:
    """A redline with each side's text on its own line below its heading; headings are empty where a side has none.

    >>> broken((Segment(Mark.DELETE, "Fees Ten dollars."),), "Fees", "")
    (Segment(mark=<Mark.DELETE: 'delete'>, text='Fees'), Segment(mark=<Mark.EQUAL: 'equal'>, text='\\n'), Segment(mark=<Mark.DELETE: 'delete'>, text='Ten dollars.'))
    """
    out: list[Segment] = []
    old, new = len(old_heading) or -1, len(new_heading) or -1
    for mark, text in segments:
        ends = {new} if mark is Mark.INSERT else {old} if mark is Mark.DELETE else {old, new}
        end = ends.pop() if len(ends) == 1 else -1
        if 0 <= end < len(text) and text[end].isspace():
            out += [Segment(mark, text[:end]), _BREAK, Segment(mark, text[end + 1 :])]
        else:
            out.append(Segment(mark, text))
        old -= 0 if mark is Mark.INSERT else len(text)
        new -= 0 if mark is Mark.DELETE else len(text)
    return tuple(s for s in out if s.text)


def apart(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Marked words without the blanks around them; a blank that is all that was marked keeps its mark.

    A blank is set between a deleted word and the word that takes its place.
    """
    for one, after in pairwise((*segments, Segment(Mark.EQUAL, ""))):
        words = one.text.strip()
        if one.mark is Mark.EQUAL or not words:
            yield one
            continue
        start = one.text.index(words)
        tail = one.text[start + len(words) :]
        if one.mark is Mark.DELETE and after.mark is Mark.INSERT and not tail and words[-1].isalnum() and after.text[:1].isalnum():
            tail = " "
        yield from (s for s in (Segment(Mark.EQUAL, one.text[:start]), Segment(one.mark, words), Segment(Mark.EQUAL, tail)) if s.text)
