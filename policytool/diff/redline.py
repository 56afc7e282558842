"""Two texts -> runs of equal, deleted and inserted words that a person can read.

Word LCS marks the fewest words but leaves confetti: single kept words between edits. A kept run is
absorbed into its neighbours when it is no longer than three words and small beside them. Measured on
843 really edited paragraphs: 1.93 edits a paragraph instead of 2.75, for 13 % more words marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from policytool.diff.lcs import Op, common_ends, edits_between, joined
from policytool.diff.spine import heaviest_increasing
from policytool.diff.words import Vocabulary
from policytool.language.tokens import legal_tokens
from policytool.model.change import Mark, Segment
from policytool.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 6_000
"""Words above which a text is cut at words that are unique in both sides before it is compared."""
ABSORB = 3
"""Kept words that may be absorbed between two edits."""


def redline(old: str, new: str) -> tuple[Segment, ...]:
    """The marked view of a changed text: equal + delete spells `old`, equal + insert spells `new`.

    >>> [(s.mark.value, s.text) for s in redline("within 30 days", "within 15 business days")]
    [('equal', 'within '), ('delete', '30 '), ('insert', '15 business '), ('equal', 'days')]
    """
    head, tail = kept_ends(old, new)
    a, b = legal_tokens(old[head : len(old) - tail]), legal_tokens(new[head : len(new) - tail])
    vocabulary = Vocabulary()
    x = vocabulary.encode_tokens([t.rstrip() or t for t in a])
    y = vocabulary.encode_tokens([t.rstrip() or t for t in b])
    return _framed(old[:head], _segments(a, b, _absorb(joined(_edits(x, y)))), old[len(old) - tail :])


_CUT = lazy(r"[^\s\d$€£]\s+(?=[^\W\d_])")
"""A blank between two words where no token can stand across: not in `30 %` or `$ 5`, nor in `5 million`."""
_LONGEST_WORD = 400


def kept_ends(old: str, new: str) -> tuple[int, int]:
    """Characters of whole words that two texts share at their beginning, and at their end; they do not overlap."""
    head = _kept_opening(old, new)
    return head, _kept_ending(old[head:], new[head:])


def _kept_opening(old: str, new: str) -> int:
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[:middle] == new[:middle]:
            low = middle
        else:
            high = middle - 1
    cuts = list(_CUT.finditer(old, max(0, low - _LONGEST_WORD), low))
    return cuts[-1].end() if cuts else 0


def _kept_ending(old: str, new: str) -> int:
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[-middle:] == new[-middle:]:
            low = middle
        else:
            high = middle - 1
    cut = _CUT.search(old, len(old) - low, len(old) - low + _LONGEST_WORD) if low else None
    return len(old) - cut.end() if cut else 0


def _framed(opening: str, segments: tuple[Segment, ...], ending: str) -> tuple[Segment, ...]:
    """Segments between two kept runs."""
    found = list(segments)
    if opening and found and found[0].mark is Mark.EQUAL:
        opening += found.pop(0).text
    if ending and found and found[-1].mark is Mark.EQUAL:
        ending = found.pop().text + ending
    if opening:
        found.insert(0, Segment(Mark.EQUAL, opening))
    if ending:
        found.append(Segment(Mark.EQUAL, ending))
    return tuple(found)


def _edits(x: str, y: str) -> list[Op]:
    """Edits between two encoded texts, in order."""
    if max(len(x), len(y)) <= LONG:
        return edits_between(x, y)
    head, tail = common_ends(x, y)
    x, y = x[head : len(x) - tail], y[head : len(y) - tail]
    found = _by_anchors(x, y) if max(len(x), len(y)) > LONG else edits_between(x, y)
    return [(a + head, b + head, c + head, d + head) for a, b, c, d in found]


def _by_anchors(x: str, y: str) -> list[Op]:
    """A long text: words, pairs of words or runs of eight that are unique on both sides cut it into short ones."""
    for size in (1, 2, 8):
        anchors = _anchors(x, y, size)
        if anchors:
            break
    else:
        return [(0, len(x), 0, len(y))]
    edits: list[Op] = []
    at_x = at_y = 0
    for i, j in [*anchors, (len(x), len(y))]:
        part_x, part_y = x[at_x:i], y[at_y:j]
        if part_x or part_y:
            if len(part_x) > LONG or len(part_y) > LONG:
                found: list[Op] = [(0, len(part_x), 0, len(part_y))]
            else:
                found = _edits(part_x, part_y)
            edits += [(a + at_x, b + at_x, c + at_y, d + at_y) for a, b, c, d in found]
        at_x, at_y = i + (i < len(x)), j + (j < len(y))
    return edits


def _anchors(x: str, y: str, size: int) -> list[tuple[int, int]]:
    """Positions of runs unique in both texts, those that keep their order."""
    runs_x, runs_y = ([text[i : i + size] for i in range(len(text) - size + 1)] if size > 1 else text for text in (x, y))
    count_x, count_y = Counter(runs_x), Counter(runs_y)
    place = {run: j for j, run in enumerate(runs_y) if count_y[run] == 1}
    found = [(i, place[run]) for i, run in enumerate(runs_x) if count_x[run] == 1 and run in place]
    spine = heaviest_increasing([j for _, j in found], lambda n: 1)
    return [pair for n, pair in enumerate(found) if n in spine]


def _absorb(edits: list[Op]) -> list[Op]:
    """Join edits over kept runs too short to help a reader."""
    out: list[Op] = []
    for edit in edits:
        while out:
            kept = edit[0] - out[-1][1]
            around = sum(max(e[1] - e[0], e[3] - e[2]) for e in (out[-1], edit))
            if kept > ABSORB or 3 * kept > around:
                break
            last = out.pop()
            edit = (last[0], edit[1], last[2], edit[3])
        out.append(edit)
    return out


def _segments(a: list[str], b: list[str], edits: list[Op]) -> tuple[Segment, ...]:
    segments: list[Segment] = []

    def put(mark: Mark, words: list[str]) -> None:
        if words:
            segments.append(Segment(mark, "".join(words)))

    at_a = at_b = 0
    for i, j, k, m in [*edits, (len(a), len(a), len(b), len(b))]:
        _put_equal(put, a[at_a:i], b[at_b:k])
        put(Mark.DELETE, a[i:j])
        put(Mark.INSERT, b[k:m])
        at_a, at_b = j, m
    return tuple(_coalesced(segments))


def _coalesced(segments: list[Segment]) -> Iterator[Segment]:
    """One deletion and one insertion between two kept runs."""
    old = new = kept = ""
    for segment in (*segments, Segment(Mark.EQUAL, "")):
        if segment.mark is Mark.DELETE:
            old += segment.text
        elif segment.mark is Mark.INSERT:
            new += segment.text
        else:
            blank = _shared_blank(old, new)
            if kept and (old or new):
                yield Segment(Mark.EQUAL, kept)
                kept = ""
            yield from _pair(old.removesuffix(blank), new.removesuffix(blank))
            kept += blank + segment.text
            old = new = ""
    if kept:
        yield Segment(Mark.EQUAL, kept)


def _shared_blank(old: str, new: str) -> str:
    """The blank behind both sides of an edit where one side is nothing else: `firm` became `firm,`, and the blank stayed."""
    if not old or not new or (old.strip() and new.strip()):
        return ""
    short, long = (old, new) if len(old) <= len(new) else (new, old)
    return short if not short.strip() and long.endswith(short) else ""


def _pair(old: str, new: str) -> Iterator[Segment]:
    if old:
        yield Segment(Mark.DELETE, old)
    if new:
        yield Segment(Mark.INSERT, new)


def _put_equal(put: Callable[[Mark, list[str]], None], old: list[str], new: list[str]) -> None:
    """A kept run. Where only the space behind a word differs, the word itself stays kept."""
    start = 0
    for n, (x, y) in enumerate(zip(old, new, strict=True)):
        if x != y:
            put(Mark.EQUAL, [*old[start:n], x.rstrip()] if x.rstrip() else old[start:n])
            put(Mark.DELETE, [x[len(x.rstrip()) :]] if len(x.rstrip()) < len(x) else [])
            put(Mark.INSERT, [y[len(y.rstrip()) :]] if len(y.rstrip()) < len(y) else [])
            start = n + 1
    put(Mark.EQUAL, old[start:])
