"""A redline -> the reasons to look closer, each with the words that triggered it.

Deterministic patterns over deleted and inserted words, read with a little of what stands around them.
A signal says "look here", never what a change means. Every kind is defined in docs/changes.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from policytool.diff.signal_words import BARE_ONE, FUTURE, MAY_DATE, PATTERNS, kinds_in
from policytool.diff.surroundings import ALONE, Asked, Sides
from policytool.language.tokens import abridged
from policytool.model.change import Mark, Segment, Signal, SignalKind

SHORT = 4
"""Words of an edit short enough that a lone `and`, or a lone `will`, is what the edit is about."""


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
    if any("_" in segment.text for segment in segments):
        segments = [Segment(segment.mark, segment.text.replace("_", " ")) for segment in segments]
    texts = ["".join(s.text for s in segments if s.mark is not mark) for mark in (Mark.INSERT, Mark.DELETE)]
    at = [0, 0]
    run = ["", ""]
    for segment in (*segments, Segment(Mark.EQUAL, "")):
        if segment.mark is not Mark.EQUAL:
            run[segment.mark is Mark.INSERT] += segment.text
            continue
        if any(run):
            yield Edit(*(_side(text, place, words) for text, place, words in zip(texts, at, run, strict=True)))
        at = [place + len(words) + len(segment.text) for place, words in zip(at, run, strict=True)]
        run = ["", ""]


def _side(text: str, at: int, words: str) -> Side:
    end = at + len(words)
    return Side(words, text[max(0, at - AROUND) : at], text[end : end + AROUND])


class _Read:
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
                for start, end, words in _read(kind, self.whole):
                    if start > self.end:
                        break
                    found.append((start, end, words))
        return found

    def touched(self, kind: SignalKind, other: _Read) -> list[str]:
        """Matches that touch the edited words, or begin where one does on the other side: `shall` beside `shall not`."""
        heads = {at - other.place for at, end, _ in other.matches(kind) if at < other.place < end} if other.words else set()
        return [w for at, end, w in self.matches(kind) if (self.words and self.place < end and at < self.end) or at - self.place in heads]

    def plain(self, numbers: Sequence[str]) -> list[str]:
        """Numbers that are no part of a date, a period, an amount or a citation."""
        covered = [
            w
            for kind in (SignalKind.DATE, SignalKind.DEADLINE, SignalKind.AMOUNT, SignalKind.CITATION)
            for at, end, w in self.matches(kind)
            if self.words and self.place < end and at < self.end
        ]
        return [n for n in numbers if not any(_has_number(c, n) for c in covered)]


def _has_number(words: str, number: str) -> bool:
    """Whether some words hold a number, and not only its digits.

    >>> _has_number("3 May 2019", "3"), _has_number("3 May 2019", "1"), _has_number("Section 2.1", "2")
    (True, False, False)
    """
    at = words.find(number)
    while at >= 0:
        before, after = words[:at][-1:], words[at + len(number) :][:2]
        if not (before.isdecimal() or before == "." or after[:1].isdecimal() or (after[:1] == "." and after[1:].isdecimal())):
            return True
        at = words.find(number, at + 1)
    return False


class _Place(NamedTuple):
    """An edit, both its sides read."""

    edit: Edit
    old: _Read
    new: _Read


def find_signals(segments: Sequence[Segment], definition: bool = False, around: Asked = lambda: ALONE) -> tuple[Signal, ...]:
    """The signals of one changed clause, one for each kind at most, in a fixed order; what its surroundings took over, or gave, is none."""
    places = [_Place(edit, _Read(edit.old), _Read(edit.new)) for edit in edits_of(segments)]
    found = []
    for kind in PATTERNS:
        where = [p for p in places if kind in p.old.near or kind in p.new.near]
        if where and (signal := _signal(kind, where, around)) is not None:
            found.append(signal)
    if definition:
        first = next((p.edit for p in places if _letters(p.edit.old.words) != _letters(p.edit.new.words)), None)
        if first:
            found.append(Signal(SignalKind.DEFINITION, *(abridged(side.words.strip(), 120) for side in first)))
    return tuple(found)


def _letters(words: str) -> str:
    """Some words without what typography changes: other quotes around a term are no other definition."""
    return "".join(filter(str.isalnum, words)).casefold()


_BROUGHT = (SignalKind.MODALITY, SignalKind.EXCEPTION, SignalKind.PENALTY, SignalKind.AMOUNT, SignalKind.DEADLINE)


def signals_of_text(text: str, inserted: bool, definition: bool) -> tuple[Signal, ...]:
    """What an inserted or deleted clause brings or takes away: duties, exceptions, penalties, amounts, periods."""
    found = []
    text = text.replace("_", " ")
    kinds = kinds_in(text)
    for kind in _BROUGHT:
        words = [w for _, _, w in _read(kind, text)] if kind in kinds else []
        if kind is SignalKind.MODALITY:
            words = _binding(words)
        if words:
            shown = _listed(words, 80)
            found.append(Signal(kind, "" if inserted else shown, shown if inserted else ""))
    if definition:
        term = abridged(text.strip(), 60)
        found.append(Signal(SignalKind.DEFINITION, "" if inserted else term, term if inserted else ""))
    return tuple(found)


_ORDER = {kind: place for place, kind in enumerate((*PATTERNS, SignalKind.DEFINITION))}


def signals_together(found: Iterable[Sequence[Signal]]) -> tuple[Signal, ...]:
    """The signals of several clauses that are shown as one: one for each kind, as if it were one clause."""
    by_kind: dict[SignalKind, list[Signal]] = {}
    for signal in chain.from_iterable(found):
        by_kind.setdefault(signal.kind, []).append(signal)
    return tuple(
        signals[0]
        if len(signals) == 1
        else Signal(
            kind,
            _listed([s.old for s in signals if s.old], 120),
            _listed([s.new for s in signals if s.new], 120),
            "; ".join(dict.fromkeys(s.note for s in signals if s.note)),
        )
        for kind, signals in sorted(by_kind.items(), key=lambda item: _ORDER[item[0]])
    )


def _signal(kind: SignalKind, places: Sequence[_Place], around: Asked) -> Signal | None:
    """The words of one kind that some edits take away or bring, where the two sides differ."""
    gone: list[str] = []
    come: list[str] = []
    for edit, left, right in places:
        old, new = _apart(left.touched(kind, right), right.touched(kind, left))
        if not old and not new:
            continue
        if kind is SignalKind.CONNECTIVE and (not _is_switch(old, new, edit) or (_ends_an_item(edit) and _joined_alike(around()))):
            continue
        if kind is SignalKind.MODALITY and not _is_switch(old, new, edit):
            old, new = _binding(old), _binding(new)
        if kind is SignalKind.NUMBER:
            old, new = left.plain(old), right.plain(new)
            old, new = old or _said_one(edit.old.words, new), new or _said_one(edit.new.words, old)
            if old == new:
                continue
        gone += old
        come += new
    if (gone or come) and kind is not SignalKind.CONNECTIVE:
        gone, come = _without_lead_ins(kind, gone, come, around())
    same = [w.casefold() for w in dict.fromkeys(gone)] == [w.casefold() for w in dict.fromkeys(come)]  # they only stand elsewhere now
    return None if same else Signal(kind, _listed(gone, 120), _listed(come, 120))


def _without_lead_ins(kind: SignalKind, gone: list[str], come: list[str], around: Sides) -> tuple[list[str], list[str]]:
    """What left a clause, and what it gained, but for words that its lead-in has gained, or lost."""
    leads = [side.lead for side in around]
    if leads[0] == leads[1]:
        return gone, come
    lost, gained = _apart(*(_words_in(kind, lead) for lead in leads))
    return _beyond(gone, [w.casefold() for w in gained]), _beyond(come, [w.casefold() for w in lost])


@lru_cache(maxsize=256)
def _words_in(kind: SignalKind, lead: str) -> tuple[str, ...]:
    """The words of one kind in a lead-in; remembered, since it stands above many items."""
    return tuple(words for _, _, words in _read(kind, lead)) if kind in kinds_in(lead) else ()


def _ends_an_item(edit: Edit) -> bool:
    """Whether an edit is the `; or` behind an item, and nothing else."""
    return not (edit.old.after + edit.new.after).strip() and all(side.words.strip(" ;,.:").casefold() in ("", "and", "or") for side in edit)


def _joined_alike(around: Sides) -> bool:
    """Whether one word joins the list in both texts: it went to another item when items came or went."""
    return len(around[0].joints) == 1 and around[0].joints == around[1].joints


def _apart(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words of one side that the other has not, as often as it has not; where the same words only change their order, all of them.

    >>> _apart(["shall", "may"], ["Shall"]), _apart(["a", "b"], ["b", "a"]), _apart(["a"], ["a"])
    ((['may'], []), (['a', 'b'], ['b', 'a']), ([], []))
    """
    a, b = [w.casefold() for w in old], [w.casefold() for w in new]
    if sorted(a) == sorted(b):
        return ([], []) if a == b else (list(old), list(new))
    return _beyond(old, b), _beyond(new, a)


def _beyond(words: Sequence[str], others: Sequence[str]) -> list[str]:
    left = Counter(others)
    found = []
    for word in words:
        if left[word.casefold()] > 0:
            left[word.casefold()] -= 1
        else:
            found.append(word)
    return found


def _read(kind: SignalKind, text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of every match of one kind; a stop, comma or bracket behind them is the sentence's, not theirs."""
    for match in PATTERNS[kind].finditer(text):
        if not (kind is SignalKind.MODALITY and MAY_DATE.match(text, match.start())):
            words = " ".join(match[0].split()).rstrip(",.;:")
            yield match.start(), match.end(), words[:-1] if words.endswith(")") and "(" not in words else words


def _listed(words: Sequence[str], limit: int) -> str:
    """Words in order, each once; what does not fit is shown as left out."""
    said = list(dict.fromkeys(words))
    fit = len(said)
    while fit > 1 and len(", ".join(said[:fit])) > limit:
        fit -= 1
    return abridged(", ".join(said[:fit]), limit) + (", …" if fit < len(said) else "")


def _is_switch(old: Sequence[str], new: Sequence[str], edit: Edit) -> bool:
    """`and` for `or`, or one of them added in a short edit; a long inserted passage holds many for other reasons."""
    return bool(old and new) or max(len(edit.old.words.split()), len(edit.new.words.split())) <= SHORT


def _binding(words: Sequence[str]) -> list[str]:
    """Modal verbs that are more than a tense."""
    return [w for w in words if not FUTURE.fullmatch(w)]


def _said_one(words: str, others: Sequence[str]) -> list[str]:
    """`one` that gave way to another number, or took its place, even where it reads like a pronoun."""
    return BARE_ONE.findall(words)[:1] if others else []
