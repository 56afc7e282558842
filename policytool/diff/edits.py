"""A redline -> its edits, each read with what stands around it in its own text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytool.diff.signal_words import kinds_in, read
from policytool.model.change import Mark, Segment, SignalKind


class Side(NamedTuple):
    """A run of words in one of two texts, with what stands around it there."""

    words: str
    before: str
    after: str


class Edit(NamedTuple):
    """A deleted and an inserted run that stand at one place."""

    old: Side
    new: Side


AROUND = 60
"""Characters of a text that are read before and behind an edit."""


def edits_of(segments: Sequence[Segment]) -> Iterator[Edit]:
    """The edits of a redline, in order, without the underscores that set words in italics: they would hide where a word ends."""
    olds = "".join([text for mark, text in segments if mark is not Mark.INSERT]).replace("_", " ")
    news = "".join([text for mark, text in segments if mark is not Mark.DELETE]).replace("_", " ")
    i = j = 0
    old = new = ""
    for mark, text in (*segments, _END):
        if mark is Mark.DELETE:
            old += text
        elif mark is Mark.INSERT:
            new += text
        else:
            if old or new:
                yield Edit(_side(olds, i, len(old)), _side(news, j, len(new)))
            i += len(old) + len(text)
            j += len(new) + len(text)
            old = new = ""


_END = Segment(Mark.EQUAL, "")


def _side(text: str, at: int, length: int) -> Side:
    end = at + length
    return Side(text[at:end], text[max(0, at - AROUND) : at], text[end : end + AROUND])


_SAY_NOT = (SignalKind.MODALITY, SignalKind.EXCEPTION)
"""Kinds that tell of a `not` themselves."""


class Reading:
    """One side of an edit, read together with what stands around it; each pattern is tried once."""

    __slots__ = ("_found", "end", "near", "place", "whole", "words")

    def __init__(self, side: Side) -> None:
        self.words = side.words
        self.place = len(side.before)
        self.end = self.place + len(side.words)
        self.whole = side.before + side.words + side.after
        self.near = kinds_in(side.before[-24:] + side.words + side.after[:24]) if side.words else frozenset()
        self._found: dict[SignalKind, list[tuple[int, int, str]]] = {}

    def matches(self, kind: SignalKind) -> list[tuple[int, int, str]]:
        """Start, end and words of each match that begins before the edit ends."""
        found = self._found.get(kind)
        if found is None:
            found = self._found[kind] = []
            if kind in kinds_in(self.whole):
                for start, end, words in read(kind, self.whole):
                    if start > self.end:
                        break
                    found.append((start, end, words))
                if kind is SignalKind.NEGATION:
                    self._found[kind] = found = [f for f in found if not any(at <= f[0] < end for other in _SAY_NOT for at, end, _ in self.matches(other))]
        return found

    def touched(self, kind: SignalKind, other: Reading) -> list[str]:
        """Matches that touch the edited words, or begin or end where one does on the other side: `shall` beside `shall not`, or beside `no dog shall`."""
        others = other.matches(kind) if other.words else ()
        heads = {at - other.place for at, end, _ in others if at < other.place < end}
        tails = {end - other.end for at, end, _ in others if at < other.end < end}
        matches = read(kind, self.whole) if tails else self.matches(kind)
        return [
            w
            for at, end, w in matches
            if (self.words and self.place < end and at < self.end) or at - self.place in heads or end - self.end in tails
        ]

    def plain(self, numbers: Sequence[str]) -> list[str]:
        """Numbers that are no part of a date, a period, an amount or a citation."""
        covered = [
            w
            for kind in (SignalKind.DATE, SignalKind.DEADLINE, SignalKind.AMOUNT, SignalKind.CITATION)
            for at, end, w in self.matches(kind)
            if self.words and self.place < end and at < self.end
        ]
        return [n for n in numbers if not any(has_number(c, n) for c in covered)]


def has_number(words: str, number: str) -> bool:
    """Whether some words hold a number, and not only its digits.

    >>> has_number("3 May 2019", "3"), has_number("3 May 2019", "1"), has_number("Section 2.1", "2")
    (True, False, False)
    """
    at = words.find(number)
    while at >= 0:
        before, after = words[:at][-1:], words[at + len(number) :][:2]
        if not (before.isdecimal() or before == "." or after[:1].isdecimal() or (after[:1] == "." and after[1:].isdecimal())):
            return True
        at = words.find(number, at + 1)
    return False
