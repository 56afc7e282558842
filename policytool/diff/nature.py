"""Changes -> their nature and signals.

Format: the same characters but for white space. Typographic: the same but for quotes, dashes, case
and emphasis; never when a digit or a modal verb differs. Reference update: every edit is the number
of something cited, and the new number is where the old target went. Everything else that changes
words is substantive. These are kinds of difference, not verdicts on policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policytool.diff.redline import kept_ends, redline
from policytool.diff.references import References, address_of, said
from policytool.diff.signal_words import MODAL
from policytool.diff.signals import find_signals, signals_of_text
from policytool.diff.surroundings import Surroundings
from policytool.language.address import Addresses
from policytool.language.tokens import folded
from policytool.model.change import ClauseChange, Fact, Nature, Signal, SignalKind
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.patterns import lazy

_DIGITS = lazy(r"\d+")
_PUNCTUATION = lazy("[\\s\"'`´“”„‟‘’‚‛«»‹›′″‐‑‒–—―−\u00ad\u200b-\u200d\u2060\ufeff*_-]+")
"""Spaces, quotes, dashes, emphasis and characters without width: what typography adds and takes away."""
_QUOTED_TERM = lazy(r"[“\"«]([^”\"»]{2,60})[”\"»]")
_OF_ONE, _OF_MANY = lazy(r"\w['’]s\b"), lazy(r"s['’](?!\w)")
_MEANS = lazy(
    r"^(?:The (?:term|word)s? )?[“\"«][^”\"»]{1,80}[”\"»][^.;]{0,80}\b(?:means?|has the (?:same )?meaning|includes?)\b", re.I
)
"""A clause that gives a term its meaning."""
MOST_USES = 40
"""Clauses listed as using a changed term; the rest are counted."""


def nature_of_words(old: str, new: str) -> Nature:
    """What kind of difference two texts show, references left aside.

    >>> nature_of_words("the “Agency” shall", 'the "Agency" shall').value
    'typographic'
    >>> nature_of_words("may ask", "shall ask").value
    'substantive'
    """
    if old == new:
        return Nature.NONE
    head, tail = kept_ends(old, new)
    x, y = old[head : len(old) - tail], new[head : len(new) - tail]
    if x.split() == y.split() or ("".join(x.split()) == "".join(y.split()) and _same_force(old, new)):
        return Nature.FORMAT
    if _bare(x) == _bare(y) and _same_force(old, new):
        return Nature.TYPOGRAPHIC
    return Nature.SUBSTANTIVE


def _bare(text: str) -> str:
    """The letters, digits and stops of a text, case aside."""
    return _PUNCTUATION.sub("", folded(text))


def _same_force(old: str, new: str) -> bool:
    """Whether digits, modal verbs and who owns are the same: a difference in these is never typography."""
    return _force(old) == _force(new) and not _changes_owners(old, new)


def _changes_owners(old: str, new: str) -> bool:
    """Whether the member's became the members', or the other way round; a quote can end with an s too, but nothing else loses an 's then.

    >>> _changes_owners("the member's vote", "the members’ vote"), _changes_owners("the 'members' vote", "the “members” vote")
    (True, False)
    """
    one, many = ([len(pattern.findall(text)) for text in (old, new)] for pattern in (_OF_ONE, _OF_MANY))
    return (one[0] - one[1]) * (many[0] - many[1]) < 0


def _force(text: str) -> tuple[list[str], list[str]]:
    """The numbers and the modal verbs of a text, in order."""
    spaced = " ".join(text.replace("’", "'").replace("\u00ad", "").replace("\u200b", "").replace("-", " ").casefold().split())
    return _DIGITS.findall(text), MODAL.findall(spaced)


class Judge:
    """Decides nature and signals for the changed clauses of one comparison."""

    def __init__(self, old: Document, new: Document, changed: Sequence[ClauseChange], around: Surroundings) -> None:
        self.old = old
        self.new = new
        self.changed = changed
        self.around = around
        self.parts: dict[int, list[ClauseChange]] = {}
        """The other parts of what was split or merged, by the identity of its first."""
        for change in changed:
            if change.part_of is not None:
                self.parts.setdefault(id(change.part_of), []).append(change)

    def judged(self) -> tuple[ClauseChange, ...]:
        """The changes with nature and signals, in the same order."""
        references = References(self._new_places(), self.old)
        return tuple(self._judge(change, references) for change in self.changed)

    def _new_places(self) -> Mapping[str, str]:
        """Old address -> new one, for every clause and section whose own number or place changed."""
        return {
            address_of(change.old): address_of(change.new)
            for change in self.changed
            if change.old is not None and change.new is not None and (change.is_renumbered or change.is_moved)
        }

    def _judge(self, change: ClauseChange, references: References) -> ClauseChange:
        if change.part_of is not None:
            return change.judged(Nature.SUBSTANTIVE, ())  # its signals are told with the whole
        if id(change) in self.parts:
            return change.judged(Nature.SUBSTANTIVE, self._together(change))
        if change.old is None or change.new is None:
            clause = change.clause
            definition = clause.kind is Kind.DEFINITION or _MEANS.match(clause.text) is not None
            brought = signals_of_text(said(clause), change.new is not None, definition)
            return change.judged(Nature.SUBSTANTIVE, brought)
        if not change.is_modified:
            nature = Nature.SUBSTANTIVE if change.facts & {Fact.SPLIT, Fact.MERGED} else Nature.NONE
            return change.judged(nature, ())
        nature = nature_of_words(said(change.old), said(change.new))
        if nature is Nature.SUBSTANTIVE and references.explain(change):
            nature = Nature.REFERENCE
        signals: tuple[Signal, ...] = ()
        if nature in (Nature.SUBSTANTIVE, Nature.REFERENCE):
            signals = find_signals(change.redline, nature is Nature.SUBSTANTIVE and _defines(change), lambda: self.around.of(change))
            signals = tuple(self._with_uses(s, change) if s.kind is SignalKind.DEFINITION else s for s in signals)
            if signals and not signals[0].note:
                signals = (signals[0]._replace(note=_governs(change.clause)), *signals[1:])
        return change.judged(nature, signals)

    def _together(self, change: ClauseChange) -> tuple[Signal, ...]:
        """The signals of a clause that was split or merged: all that was said before against all that is said now."""
        whole = (change, *self.parts[id(change)])
        olds = sorted({c.old.span: c.old for c in whole if c.old is not None}.items())
        news = sorted({c.new.span: c.new for c in whole if c.new is not None}.items())
        old, new = (" ".join(said(clause) for _, clause in side) for side in (olds, news))
        return find_signals(redline(old, new), _defines(change), joined=True)

    def _with_uses(self, signal: Signal, change: ClauseChange) -> Signal:
        """The definition signal with the clauses that use the term."""
        term = _term(change.clause)
        if not term:
            return signal
        before = _term(change.old) if change.old is not None else ""
        if before and before.casefold() != term.casefold():
            signal = signal._replace(old=before, new=term)
        pattern = re.compile(rf"(?<!\w){re.escape(term)}(?:s|es|'s|’s)?(?!\w)", re.I)
        addresses = Addresses(self.new)
        users = [addresses.of(c) for c in self.new.clauses() if c.id != change.clause.id and pattern.search(c.text)]
        shown = ", ".join(users[:MOST_USES]) + (f" and {len(users) - MOST_USES} more" if len(users) > MOST_USES else "")
        note = f"“{term}” is used in {shown}" if users else f"“{term}” is used in no other clause"
        return signal._replace(note=note)


def _governs(clause: Clause) -> str:
    """That a changed lead-in is read with every clause below it, those that did not change included."""
    if not clause.text.endswith((":", "—", "–", "-")):
        return ""
    many = sum(1 for one in clause.children if one.label)
    return f"governs the {many} clauses below it" if many > 1 else "governs the clause below it" if many else ""


def _defines(change: ClauseChange) -> bool:
    old, new = change.old, change.new
    if old is None or new is None:
        return False
    return Kind.DEFINITION in (old.kind, new.kind) or bool(_MEANS.match(new.text) or _MEANS.match(old.text))


def _term(clause: Clause) -> str:
    """The term that a clause defines; empty where it names none."""
    if clause.kind is Kind.DEFINITION and clause.heading:
        return clause.heading
    match = _QUOTED_TERM.search(clause.text[:120])
    return match[1].strip(" ,.") if match else ""
