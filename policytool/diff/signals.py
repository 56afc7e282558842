"""A redline -> the reasons to look closer, each with the words that triggered it.

Deterministic patterns over deleted and inserted words, read with a little of what stands around them.
A signal says "look here", never what a change means. Every kind is defined in docs/changes.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from policytool.language.lazy import lazy
from policytool.model.change import Mark, Segment, Signal, SignalKind

MODAL = lazy(
    r"\b(?:(?:shall|may|must|will|should|can|need)(?: not| no longer|n't)?|cannot|is (?:not )?(?:required|prohibited|permitted|authorized|allowed|entitled)(?: to)?|are (?:not )?(?:required|prohibited|permitted|authorized|allowed|entitled)(?: to)?|has the (?:right|duty|authority) to|is unlawful|(?:is|are) to be)\b(?! \d)",
    re.I,
)
_MAY_DATE = lazy(r"\bMay \d")
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
DATE = lazy(
    rf"\b{_MONTHS} \d{{1,2}},? \d{{4}}\b|\b\d{{1,2}} {_MONTHS} \d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b{_MONTHS} \d{{4}}\b|\b{_MONTHS} \d{{1,2}}\b(?!,)|\b(?:fiscal year|FY) ?\d{{4}}\b",
    re.I,
)
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety|hundred)"
)
PERIOD = lazy(
    rf"\b(?:(?:within|after|before|until|by|for|at least|no later than|not later than|up to|not more than|every|each)\s+)?(?:{_NUMBER_WORD}|\d+)[\s-](?:\w+[\s-])?(?:days?|weeks?|months?|years?|hours?|minutes?|business days?|quarters?)\b|\b(?:immediately|promptly|forthwith|quarterly|monthly|weekly|daily|annually|every year|each year|each quarter|without delay|as soon as)\b",
    re.I,
)
AMOUNT = lazy(
    r"[$€£]\s?\d[\d,.]*(?:\s?(?:million|billion|thousand))?|\b\d[\d,.]*\s?(?:dollars|cents|euros)\b|\b\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b)",
    re.I,
)
NUMBER = lazy(
    rf"(?<![\w$€£.-])\d[\d,]*(?:\.\d+)?(?![\w%-])|\b{_NUMBER_WORD}(?:th|ty)?\b|\b(?:first|second|third|once|twice|half|double)\b", re.I
)
CONNECTIVE = lazy(r"\b(?:and|or|and/or|either|neither|nor|both|any|all|each)\b", re.I)
EXCEPTION = lazy(
    r"\b(?:except(?:ion|ions|ed)?(?: (?:as|that|for|when|where|to))?|unless|notwithstanding|other than|provided(?:,? (?:however,? )?that)|without regard|does not apply|do not apply|shall not apply|save (?:for|as|that)|exempt(?:ed|ion|ions)?|excluding|but not|only (?:if|when|where)|subject to|save)\b",
    re.I,
)
PENALTY = lazy(
    r"\b(?:fines?|fined|penalt(?:y|ies)|imprison(?:ed|ment)?|misdemeanou?rs?|felon(?:y|ies)|guilty|forfeit(?:ure|ed)?|sanctions?|liable|liability|damages|punish(?:ed|able|ment)?|revo(?:ke|ked|cation)|suspen(?:d|ded|sion)|disciplin(?:e|ary)|civil action|injunction|violation)\b",
    re.I,
)
PARTY = lazy(
    r"\b(?:(?:the |a |an |any |each )?(?:(?:Chief|Deputy|Assistant|Acting) )?(?:Secretary|Attorney General|Mayor|Governor|President|Director|Commissioner|Superintendent|Council|Department|Board|Commission|Agency|agency|Clerk|Inspector General|Corporation Counsel|Sheriff|Court|court|Administrator|Office|Bureau|Committee|agent|agents|agencies|officer|officers|employee|employees|supervisor|person|persons|applicant|owner|contractor|minister|préfet|ministre|State|City|County|District)(?: (?:of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)?)\b"
)
CITATION = lazy(
    r"§+\s?[\w.:-]+(?:\(\w{1,4}\))*|\b\d{1,2} (?:U\.?\s?S\.?\s?C|C\.?\s?F\.?\s?R|ILCS)\.?[^;,.]{0,24}|\b(?:sub)?(?:section|paragraph|clause|chapter|title|part|article)s? [\dA-Z(][\w.:()-]*|\b(?:sub)?(?:section|paragraph|clause)s? \(\w{1,4}\)(?:\(\w{1,4}\))*|\barticles? [LRDA]\.?\s?\d[\d-]*|\bExecutive Order(?: No\.)? [\d-]+",
    re.I,
)
_FUTURE = lazy(r"(?:will|can|should|need)", re.I)
"""Words that often only tell the future or a possibility: on their own they count in an edit, not in a new clause."""


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
    found = [s for kind, pattern in _PATTERNS if kind in possible and (s := _signal(kind, pattern, edits)) is not None]
    if definition:
        first = next((e for e in edits if e.old.strip() or e.new.strip()), None)
        if first:
            found.append(Signal(SignalKind.DEFINITION, first.old.strip(), first.new.strip()))
    return tuple(found)


def signals_of_text(text: str, inserted: bool, definition: bool) -> tuple[Signal, ...]:
    """What an inserted or deleted clause brings or takes away: duties, exceptions, penalties, amounts, periods."""
    found = []
    for kind, pattern in _PATTERNS:
        if kind in (SignalKind.MODALITY, SignalKind.EXCEPTION, SignalKind.PENALTY, SignalKind.AMOUNT, SignalKind.DEADLINE):
            words = [
                w
                for w in (_words(pattern, text) if kind in _kinds_in(text) else ())
                if kind is not SignalKind.MODALITY or not _FUTURE.fullmatch(w)
            ]
            if words:
                shown = ", ".join(dict.fromkeys(words))[:80]
                found.append(Signal(kind, "" if inserted else shown, shown if inserted else ""))
    if definition:
        term = text[:60].strip()
        found.append(Signal(SignalKind.DEFINITION, "" if inserted else term, term if inserted else ""))
    return tuple(found)


_PATTERNS = (
    (SignalKind.MODALITY, MODAL),
    (SignalKind.EXCEPTION, EXCEPTION),
    (SignalKind.PENALTY, PENALTY),
    (SignalKind.AMOUNT, AMOUNT),
    (SignalKind.DEADLINE, PERIOD),
    (SignalKind.DATE, DATE),
    (SignalKind.NUMBER, NUMBER),
    (SignalKind.CITATION, CITATION),
    (SignalKind.PARTY, PARTY),
    (SignalKind.CONNECTIVE, CONNECTIVE),
)


def _signal(kind: SignalKind, pattern: re.Pattern[str], edits: Sequence[Edit]) -> Signal | None:
    """The words of one kind that an edit takes away or brings, where the two sides differ."""
    gone: list[str] = []
    come: list[str] = []
    for edit in edits:
        old, new = _in_edit(kind, pattern, edit.old, edit), _in_edit(kind, pattern, edit.new, edit)
        if [w.casefold() for w in old] == [w.casefold() for w in new]:
            continue
        if kind is SignalKind.CONNECTIVE and not _is_switch(old, new, edit):
            continue
        if kind is SignalKind.NUMBER:
            old, new = _plain_numbers(old, edit.old, edit), _plain_numbers(new, edit.new, edit)
            if old == new:
                continue
        gone += old
        come += new
    if not gone and not come:
        return None
    return Signal(kind, ", ".join(dict.fromkeys(gone))[:120], ", ".join(dict.fromkeys(come))[:120])


def _in_edit(kind: SignalKind, pattern: re.Pattern[str], words: str, edit: Edit) -> list[str]:
    """Matches that touch the edited words, read together with what stands around them."""
    if kind not in _kinds_near(words, edit):
        return []
    whole = edit.before + words + edit.after
    start, end = len(edit.before), len(edit.before) + len(words)
    found = []
    for match in pattern.finditer(whole):
        if match.start() >= end:
            break
        if start < match.end() and not (pattern is MODAL and _MAY_DATE.match(whole, match.start())):
            found.append(" ".join(match[0].split()))
    return found


_NUMERALS = _NUMBER_WORD[3:-1].split("|")
_TRIGGERS: Mapping[SignalKind, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        SignalKind.MODALITY: "shall may must will should can need cannot is are has",
        SignalKind.EXCEPTION: "except exception exceptions excepted unless notwithstanding other provided regard apply save exempt exempted exemption exemptions excluding but only subject",
        SignalKind.PENALTY: "fine fines fined penalty penalties imprison imprisoned imprisonment misdemeanor misdemeanour misdemeanors misdemeanours felony felonies guilty forfeit forfeiture forfeited sanction sanctions liable liability damages punish punished punishable punishment revoke revoked revocation suspend suspended suspension discipline disciplinary civil injunction violation",
        SignalKind.PARTY: "secretary attorney mayor governor president director commissioner superintendent council department board commission agency agencies clerk inspector corporation sheriff court administrator office bureau committee agent agents officer officers employee employees supervisor person persons applicant owner contractor minister préfet ministre state city county district",
        SignalKind.NUMBER: " ".join([*_NUMERALS, *(w + "th" for w in _NUMERALS), "first second third once twice half double"]),
        SignalKind.CONNECTIVE: "and or either neither nor both any all each",
        SignalKind.CITATION: "section sections subsection subsections paragraph paragraphs subparagraph subparagraphs clause clauses subclause subclauses chapter chapters title titles part parts article articles executive c r cfr usc ilcs",
        SignalKind.AMOUNT: "dollars cents euros percent per",
        SignalKind.DATE: "january february march april may june july august september october november december jan feb mar apr aug sept oct nov dec fiscal fy",
        SignalKind.DEADLINE: "immediately promptly forthwith quarterly monthly weekly daily annually every each delay soon day days week weeks month months year years hour hours minute minutes quarter quarters",
    }.items()
}
"""A text with none of these words, read case-folded, cannot hold a signal of that kind: most edits are ruled out so."""
_SIGNS = {SignalKind.AMOUNT: frozenset("$€£%"), SignalKind.DATE: frozenset("-"), SignalKind.CITATION: frozenset("§")}
"""Or one of these characters."""
_DIGIT = lazy(r"\d")
_ALPHA = lazy(r"[^\W\d_]+")


@lru_cache(maxsize=256)
def _kinds_in(text: str) -> frozenset[SignalKind]:
    """The kinds whose patterns are worth trying on a text."""
    words = set(_ALPHA.findall(text.casefold()))
    kinds = {kind for kind, triggers in _TRIGGERS.items() if not triggers.isdisjoint(words)}
    kinds |= {kind for kind, signs in _SIGNS.items() if not signs.isdisjoint(text)}
    if _DIGIT.search(text):
        return frozenset(kinds | {SignalKind.NUMBER})
    return frozenset(kinds - {SignalKind.AMOUNT, SignalKind.DATE})


def _kinds_near(words: str, edit: Edit) -> frozenset[SignalKind]:
    """The kinds that one side of an edit may hold, read with a little of what stands around it."""
    return _kinds_in(edit.before[-24:] + words + edit.after[:24]) if words else frozenset()


def _words(pattern: re.Pattern[str], text: str) -> list[str]:
    return [" ".join(m[0].split()) for m in pattern.finditer(text) if not (pattern is MODAL and _MAY_DATE.match(text, m.start()))]


def _is_switch(old: Sequence[str], new: Sequence[str], edit: Edit) -> bool:
    """`and` for `or`, or one of them added in a short edit; a long inserted passage holds many for other reasons."""
    return bool(old and new) or max(len(edit.old.split()), len(edit.new.split())) <= 4


def _plain_numbers(words: Sequence[str], text: str, edit: Edit) -> list[str]:
    """Numbers that are no part of a date, a period, an amount or a citation."""
    covered: list[str] = []
    for kind in (SignalKind.DATE, SignalKind.DEADLINE, SignalKind.AMOUNT, SignalKind.CITATION):
        covered += _in_edit(kind, dict(_PATTERNS)[kind], text, edit)
    return [w for w in words if not any(w in c for c in covered)]
