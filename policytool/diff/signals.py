"""A redline -> the reasons to look closer, each with the words that triggered it.

Deterministic patterns over deleted and inserted words, read with a little of what stands around them.
A signal says "look here", never what a change means. Every kind is defined in docs/changes.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytool.diff.signal_words import BARE_ONE, FUTURE, MAY_DATE, MODAL, PATTERNS, kinds_in
from policytool.model.change import Mark, Segment, Signal, SignalKind

SHORT = 4
"""Words of an edit short enough that a lone `and`, or a lone `will`, is what the edit is about."""


class Edit(NamedTuple):
    """A deleted and an inserted run that stand at one place, with the kept words around them."""

    old: str
    new: str
    before: str
    after: str


def edits_of(segments: Sequence[Segment]) -> Iterator[Edit]:
    """The edits of a redline, in order."""
    i = 0
    while i < len(segments):
        if segments[i].mark is Mark.EQUAL:
            i += 1
            continue
        start, old, new = i, "", ""
        while i < len(segments) and segments[i].mark is not Mark.EQUAL:
            if segments[i].mark is Mark.DELETE:
                old += segments[i].text
            else:
                new += segments[i].text
            i += 1
        before = segments[start - 1].text if start else ""
        after = segments[i].text if i < len(segments) else ""
        yield Edit(old, new, before[-60:], after[:60])


def find_signals(segments: Sequence[Segment], definition: bool = False) -> tuple[Signal, ...]:
    """The signals of one changed clause, one for each kind at most, in a fixed order."""
    edits = list(edits_of(segments))
    possible = frozenset().union(*(_kinds_near(words, edit) for edit in edits for words in (edit.old, edit.new)))
    found = [s for kind, pattern in PATTERNS if kind in possible and (s := _signal(kind, pattern, edits)) is not None]
    if definition:
        first = next((e for e in edits if e.old.strip() or e.new.strip()), None)
        if first:
            found.append(Signal(SignalKind.DEFINITION, first.old.strip(), first.new.strip()))
    return tuple(found)


def signals_of_text(text: str, inserted: bool, definition: bool) -> tuple[Signal, ...]:
    """What an inserted or deleted clause brings or takes away: duties, exceptions, penalties, amounts, periods."""
    found = []
    for kind, pattern in PATTERNS:
        if kind in (SignalKind.MODALITY, SignalKind.EXCEPTION, SignalKind.PENALTY, SignalKind.AMOUNT, SignalKind.DEADLINE):
            words = _words(pattern, text) if kind in kinds_in(text) else []
            if kind is SignalKind.MODALITY:
                words = _binding(words)
            if words:
                shown = ", ".join(dict.fromkeys(words))[:80]
                found.append(Signal(kind, "" if inserted else shown, shown if inserted else ""))
    if definition:
        term = text[:60].strip()
        found.append(Signal(SignalKind.DEFINITION, "" if inserted else term, term if inserted else ""))
    return tuple(found)


def _signal(kind: SignalKind, pattern: re.Pattern[str], edits: Sequence[Edit]) -> Signal | None:
    """The words of one kind that an edit takes away or brings, where the two sides differ."""
    gone: list[str] = []
    come: list[str] = []
    for edit in edits:
        if kind not in _kinds_near(edit.old, edit) and kind not in _kinds_near(edit.new, edit):
            continue
        old, new = _in_edit(kind, pattern, edit.old, edit.new, edit), _in_edit(kind, pattern, edit.new, edit.old, edit)
        if [w.casefold() for w in old] == [w.casefold() for w in new]:
            continue
        if kind is SignalKind.CONNECTIVE and not _is_switch(old, new, edit):
            continue
        if kind is SignalKind.MODALITY and not _is_switch(old, new, edit):
            old, new = _binding(old), _binding(new)
        if kind is SignalKind.NUMBER:
            old, new = _plain_numbers(old, edit.old, edit), _plain_numbers(new, edit.new, edit)
            old, new = old or _said_one(edit.old, new), new or _said_one(edit.new, old)
            if old == new:
                continue
        gone += old
        come += new
    if not gone and not come:
        return None
    return Signal(kind, ", ".join(dict.fromkeys(gone))[:120], ", ".join(dict.fromkeys(come))[:120])


def _matches(kind: SignalKind, pattern: re.Pattern[str], words: str, edit: Edit) -> list[tuple[int, int, str]]:
    """Start, end and words of each match on one side of an edit, read together with what stands around it."""
    whole = edit.before + words + edit.after
    if kind not in kinds_in(whole):
        return []
    end = len(edit.before) + len(words)
    found = []
    for match in pattern.finditer(whole):
        if match.start() > end:
            break
        if not (pattern is MODAL and MAY_DATE.match(whole, match.start())):
            found.append((match.start(), match.end(), " ".join(match[0].split())))
    return found


def _in_edit(kind: SignalKind, pattern: re.Pattern[str], words: str, other: str, edit: Edit) -> list[str]:
    """Matches of one side that touch its edited words, or begin where one does on the other side: `shall` beside `shall not`."""
    here, there = _matches(kind, pattern, words, edit), _matches(kind, pattern, other, edit)
    place = len(edit.before)
    heads = {at for at, end, _ in there if other and at < place < end}
    return [w for at, end, w in here if (words and place < end and at < place + len(words)) or at in heads]


def _kinds_near(words: str, edit: Edit) -> frozenset[SignalKind]:
    """The kinds that one side of an edit may hold, read with a little of what stands around it."""
    return kinds_in(edit.before[-24:] + words + edit.after[:24]) if words else frozenset()


def _words(pattern: re.Pattern[str], text: str) -> list[str]:
    return [" ".join(m[0].split()) for m in pattern.finditer(text) if not (pattern is MODAL and MAY_DATE.match(text, m.start()))]


def _is_switch(old: Sequence[str], new: Sequence[str], edit: Edit) -> bool:
    """`and` for `or`, or one of them added in a short edit; a long inserted passage holds many for other reasons."""
    return bool(old and new) or max(len(edit.old.split()), len(edit.new.split())) <= SHORT


def _binding(words: Sequence[str]) -> list[str]:
    """Modal verbs that are more than a tense."""
    return [w for w in words if not FUTURE.fullmatch(w)]


def _said_one(words: str, others: Sequence[str]) -> list[str]:
    """`one` that gave way to another number, or took its place, even where it reads like a pronoun."""
    return BARE_ONE.findall(words)[:1] if others else []


def _plain_numbers(words: Sequence[str], text: str, edit: Edit) -> list[str]:
    """Numbers that are no part of a date, a period, an amount or a citation."""
    covered: list[str] = []
    for kind in (SignalKind.DATE, SignalKind.DEADLINE, SignalKind.AMOUNT, SignalKind.CITATION):
        covered += _in_edit(kind, dict(PATTERNS)[kind], text, "", edit)
    return [w for w in words if not any(w in c for c in covered)]
