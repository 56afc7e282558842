"""Changes -> their nature and signals.

Format: the same characters but for white space. Typographic: the same but for quotes, dashes, case
and emphasis; never when a digit or a modal verb differs. Reference update: every edit is the number
of something cited, and the new number is where the old target went. Everything else that changes
words is substantive. These are kinds of difference, not verdicts on policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policytool.diff.redline import kept_ends
from policytool.diff.signals import CITATION, MODAL, edits_of, find_signals, signals_of_text
from policytool.language.lazy import lazy
from policytool.language.tokens import folded
from policytool.model.change import ClauseChange, Fact, Nature, Signal, SignalKind
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document

_DIGITS = lazy(r"\d+")
_QUOTED_TERM = lazy(r"[“\"«]([^”\"»]{2,60})[”\"»]")
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
    if folded(x) == folded(y) and _same_force(old, new):
        return Nature.TYPOGRAPHIC
    return Nature.SUBSTANTIVE


def _same_force(old: str, new: str) -> bool:
    """Whether digits and modal verbs are the same: a difference in either is never typography."""
    return _DIGITS.findall(old) == _DIGITS.findall(new) and [m.casefold() for m in MODAL.findall(old)] == [
        m.casefold() for m in MODAL.findall(new)
    ]


@dataclass(slots=True)
class Judge:
    """Decides nature and signals for the changed clauses of one comparison."""

    old: Document
    new: Document
    changed: Sequence[ClauseChange]

    def judged(self) -> tuple[ClauseChange, ...]:
        """The changes with nature and signals, in the same order."""
        moved = self._new_numbers()
        return tuple(self._judge(change, moved) for change in self.changed)

    def _new_numbers(self) -> Mapping[str, str]:
        """Old printed address -> new one, for every clause and section whose number changed."""
        found: dict[str, str] = {}
        for change in self.changed:
            if change.old is not None and change.new is not None and (change.is_renumbered or change.is_moved):
                for before, after in zip(_names(change.old), _names(change.new), strict=True):
                    if before and before != after:
                        found[before] = after
        return found

    def _judge(self, change: ClauseChange, moved: Mapping[str, str]) -> ClauseChange:
        if change.old is None or change.new is None:
            clause = change.clause
            brought = signals_of_text(_said(clause), change.new is not None, clause.kind is Kind.DEFINITION)
            return replace(change, nature=Nature.SUBSTANTIVE, signals=brought)
        if not change.is_modified:
            nature = Nature.SUBSTANTIVE if change.facts & {Fact.SPLIT, Fact.MERGED} else Nature.NONE
            return replace(change, nature=nature)
        nature = nature_of_words(_said(change.old), _said(change.new))
        if nature is Nature.SUBSTANTIVE and moved and self._only_references(change, moved):
            nature = Nature.REFERENCE
        signals: tuple[Signal, ...] = ()
        if nature in (Nature.SUBSTANTIVE, Nature.REFERENCE):
            signals = find_signals(change.redline, _defines(change))
            signals = tuple(self._with_uses(s, change) if s.kind is SignalKind.DEFINITION else s for s in signals)
        return replace(change, nature=nature, signals=signals)

    def _only_references(self, change: ClauseChange, moved: Mapping[str, str]) -> bool:
        """Whether every edit replaces the number of something cited by where it went."""
        edits = [e for e in edits_of(change.redline) if e.old.strip() or e.new.strip()]
        for edit in edits:
            old, new = edit.old.strip(" ,;."), edit.new.strip(" ,;.")
            if not old or not new or not _cited(edit.before, old):
                return False
            pairs = list(zip(_numbers(old), _numbers(new), strict=False))
            if not pairs or len(_numbers(old)) != len(_numbers(new)) or any(a != b and moved.get(a) != b for a, b in pairs):
                return False
        return bool(edits)

    def _with_uses(self, signal: Signal, change: ClauseChange) -> Signal:
        """The definition signal with the clauses that use the term."""
        term = _term(change)
        if not term:
            return signal
        pattern = re.compile(rf"(?<!\w){re.escape(term)}(?:s|es|'s|’s)?(?!\w)", re.I)
        users = [c.id for c in self.new.clauses() if c.id != change.clause.id and pattern.search(c.text)]
        shown = ", ".join(users[:MOST_USES]) + (f" and {len(users) - MOST_USES} more" if len(users) > MOST_USES else "")
        note = f"“{term}” is used in {shown}" if users else f"“{term}” is used in no other clause"
        return signal._replace(note=note)


def _said(clause: Clause) -> str:
    return clause.text if clause.kind is Kind.DEFINITION or not clause.heading else f"{clause.heading} {clause.text}".strip()


def _defines(change: ClauseChange) -> bool:
    old, new = change.old, change.new
    if old is None or new is None:
        return False
    pattern = re.compile(
        r"^(?:The (?:term|word)s? )?[“\"«][^”\"»]{1,80}[”\"»][^.;]{0,80}\b(?:means?|has the (?:same )?meaning|includes?)\b", re.I
    )
    return Kind.DEFINITION in (old.kind, new.kind) or bool(pattern.match(new.text) or pattern.match(old.text))


def _term(change: ClauseChange) -> str:
    clause = change.clause
    if clause.kind is Kind.DEFINITION and clause.heading:
        return clause.heading
    match = _QUOTED_TERM.search(clause.text[:120])
    return match[1].strip(" ,.") if match else ""


def _names(clause: Clause) -> tuple[str, str, str]:
    """The ways a text may cite a clause: its section number, its printed address, its own labels."""
    section = re.sub(r"^(?:art-|s)(?=[\dLRDA])", "", clause.id.split("/")[0])
    whole = f"{section}{clause.path}"
    return (section if not clause.path else "", whole if clause.path else "", clause.path)


def _numbers(text: str) -> list[str]:
    """The numbers cited in a run of words."""
    return [re.sub(r"[\s.]+(?=\d)|\s", "", m) for m in re.findall(r"[LRDA]?\.?\s?\d+(?:[-.:]\w+)*(?:\(\w{1,4}\))*|(?:\(\w{1,4}\))+", text)]


def _cited(before: str, old: str) -> bool:
    """Whether a run of words is a reference, read with what stands before it."""
    return bool(CITATION.search(before[-40:] + old)) or bool(
        re.search(r"(?:§+|sections?|paragraphs?|subsections?|articles?|chapters?|clauses?|and|or|to|,)\s*$", before, re.I)
    )
