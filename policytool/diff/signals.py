"""A redline -> the reasons to look closer, each with the words that triggered it.

Deterministic patterns over deleted and inserted words, read with a little of what stands around them.
A signal says "look here", never what a change means. Every kind is defined in docs/changes.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from policytool.diff.edits import Edit, Reading, edits_of
from policytool.diff.signal_words import BARE_ONE, FUTURE, PATTERNS, PRONOUN, kinds_in, read
from policytool.diff.surroundings import ALONE, Asked, Sides
from policytool.language.tokens import abridged, plain_words
from policytool.model.change import Mark, Segment, Signal, SignalKind
from policytool.patterns import lazy

SHORT = 4
"""Words of an edit short enough that a lone `and`, or a lone `will`, is what the edit is about."""


class _Place(NamedTuple):
    """An edit, both its sides read."""

    edit: Edit
    old: Reading
    new: Reading


def find_signals(segments: Sequence[Segment], definition: bool = False, around: Asked = lambda: ALONE, joined: bool = False) -> tuple[Signal, ...]:
    """The signals of one changed clause, one for each kind at most, in a fixed order; what its surroundings took over, or gave, is none.

    Of clauses that were `joined`, or parted, a duty or a party that is named less often, or more, is the same.
    """
    clause = _Changed(segments, around, joined)
    near = frozenset().union(*(reading.near for place in clause.places for reading in (place.old, place.new)))
    found = [signal for kind in PATTERNS if kind in near and (signal := clause.signal(kind)) is not None]
    if definition:
        first = next((p.edit for p in clause.places if _letters(p.edit.old.words) != _letters(p.edit.new.words)), None)
        if first:
            found.append(Signal(SignalKind.DEFINITION, *(abridged(side.words.strip(), 120) for side in first)))
    return tuple(found)


class _Changed:
    """A clause that differs: its edits, and what stands around it."""

    def __init__(self, segments: Sequence[Segment], around: Asked, joined: bool) -> None:
        self.segments = segments
        self.around = around
        self.joined = joined
        self.places = [_Place(edit, Reading(edit.old), Reading(edit.new)) for edit in edits_of(segments)]

    def signal(self, kind: SignalKind) -> Signal | None:
        """The words of one kind that some edits take away or bring, where the two sides differ."""
        gone: list[str] = []
        come: list[str] = []
        for place in self.places:
            if kind in place.old.near or kind in place.new.near:
                old, new = _apart(place.old.touched(kind, place.new), place.new.touched(kind, place.old), kind)
                if old or new:
                    old, new = self._that_count(kind, place, old, new)
                    gone += old
                    come += new
        if (gone or come) and kind is not SignalKind.CONNECTIVE:
            gone, come = _without_lead_ins(kind, gone, come, self.around())
        if self.joined and kind in (SignalKind.MODALITY, SignalKind.PARTY):
            gone, come = self._beside(kind, gone, Mark.DELETE), self._beside(kind, come, Mark.INSERT)
        same = [_key(w, kind) for w in dict.fromkeys(gone)] == [_key(w, kind) for w in dict.fromkeys(come)]  # they only stand elsewhere now
        return None if same else Signal(kind, _listed(gone, 120), _listed(come, 120))

    def _that_count(self, kind: SignalKind, place: _Place, old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
        """Those words of one edit that change something."""
        edit = place.edit
        if kind is SignalKind.NEGATION and not _is_switch(old, new, edit):
            return [], []
        if kind is SignalKind.CONNECTIVE and (not _is_switch(old, new, edit) or (_ends_an_item(edit) and _joined_alike(self.around()))):
            return [], []
        if kind is SignalKind.MODALITY and not _is_switch(old, new, edit):
            return _binding(old), _binding(new)
        if kind is SignalKind.NUMBER:
            old, new = place.old.plain(old), place.new.plain(new)
            old, new = old or _said_one(edit.old.words, new), new or _said_one(edit.new.words, old)
            return (old, new) if old != new else ([], [])
        if kind is SignalKind.PARTY and bool(old) is not bool(new):
            stands = edit.new.words if old else edit.old.words
            if PRONOUN.fullmatch(stands.strip()):
                return self._not_named(old, Mark.DELETE, 1), self._not_named(new, Mark.INSERT, 0)
        return old, new

    def _beside(self, kind: SignalKind, words: list[str], left_out: Mark) -> list[str]:
        """Words that the other text does not hold at all."""
        said = "".join(s.text for s in self.segments if s.mark is not left_out) if words else ""
        others = {_key(word, kind) for _, _, word in read(kind, said)}
        return [word for word in words if _key(word, kind) not in others]

    def _not_named(self, parties: list[str], left_out: Mark, side: int) -> list[str]:
        """Parties that the text with the pronoun names nowhere else: `the Director's` for `his` behind `The Director` changes nobody."""
        said = "".join(s.text for s in self.segments if s.mark is not left_out) if parties else ""
        named = set(plain_words(f"{said} {self.around()[side].lead}")) if parties else set()
        return [one for one in parties if plain_words(one)[-1] not in named]


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
        words = [w for _, _, w in read(kind, text)] if kind in kinds else []
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


def _without_lead_ins(kind: SignalKind, gone: list[str], come: list[str], around: Sides) -> tuple[list[str], list[str]]:
    """What left a clause, and what it gained, but for words that its lead-in has gained, or lost."""
    leads = [side.lead for side in around]
    if leads[0] == leads[1]:
        return gone, come
    lost, gained = _apart(_words_in(kind, leads[0]), _words_in(kind, leads[1]), kind)
    return _beyond(gone, gained, kind), _beyond(come, lost, kind)


@lru_cache(maxsize=256)
def _words_in(kind: SignalKind, lead: str) -> tuple[str, ...]:
    """The words of one kind in a lead-in; remembered, since it stands above many items."""
    return tuple(words for _, _, words in read(kind, lead)) if kind in kinds_in(lead) else ()


def _ends_an_item(edit: Edit) -> bool:
    """Whether an edit is the `; or` behind an item, and nothing else."""
    return not (edit.old.after + edit.new.after).strip() and all(side.words.strip(" ;,.:").casefold() in ("", "and", "or") for side in edit)


def _joined_alike(around: Sides) -> bool:
    """Whether one word joins the list in both texts: it went to another item when items came or went."""
    return len(around[0].joints) == 1 and around[0].joints == around[1].joints


def _apart(old: Sequence[str], new: Sequence[str], kind: SignalKind) -> tuple[list[str], list[str]]:
    """Words of one side that the other has not, as often as it has not; where the same words only change their order, all of them.

    >>> _apart(["shall", "may"], ["Shall"], SignalKind.MODALITY), _apart(["a", "b"], ["b", "a"], SignalKind.PARTY)
    ((['may'], []), (['a', 'b'], ['b', 'a']))
    >>> _apart(["that Board"], ["the Board"], SignalKind.PARTY), _apart(["§ 5"], ["section 5"], SignalKind.CITATION)
    (([], []), ([], []))
    """
    a, b = [_key(w, kind) for w in old], [_key(w, kind) for w in new]
    if sorted(a) == sorted(b):
        return ([], []) if a == b else (list(old), list(new))
    return _beyond(old, new, kind), _beyond(new, old, kind)


def _beyond(words: Sequence[str], others: Sequence[str], kind: SignalKind) -> list[str]:
    left = Counter(_key(word, kind) for word in others)
    found = []
    for word in words:
        key = _key(word, kind)
        if left[key] > 0:
            left[key] -= 1
        else:
            found.append(word)
    return found


_DRESS = {
    SignalKind.PARTY: lazy(r"^(?:the|an?|any|each|every|that) "),
    SignalKind.CITATION: lazy(r"^(?:sections?|§+)\s?"),
    SignalKind.NUMBER: lazy(r",(?=\d{3})"),
    SignalKind.AMOUNT: lazy(r",(?=\d{3})"),
    SignalKind.NEGATION: lazy(r".+"),
}
"""What makes no other thing of some words: `that Board` is `the Board`, `§ 5` is `section 5`, and one `not` is another."""


def _key(words: str, kind: SignalKind) -> str:
    """Some words as they are told apart."""
    words = words.casefold()
    dress = _DRESS.get(kind)
    return dress.sub("", words) if dress else words


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
