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

# The patterns put what stands before a word behind it, `will(?<!the will)`, and share one \b: most places in a text
# are then ruled out by their first letter.
_MARKED = r"(?:required|prohibited|forbidden|permitted|authorized|allowed|entitled|obliged)"
MODAL = lazy(
    r"\b(?:(?:shall|may|must|should)(?: not| no longer|n't|n’t)?|will(?<!\bfree will)(?<!\blast will)(?<!\bthe will)(?<!\ba will)(?: not)?|won['’]t|can(?: not)?|can['’]t|cannot|needs? not"
    rf"|(?:is|are) (?:not )?{_MARKED}(?: to)?|has the (?:right|duty|authority) to|is unlawful|(?:is|are) to be)\b(?! \d)",
    re.I,
)
_MAY_DATE = lazy(r"\bMay \d")
_MONTHS = r"(?:January|February|(?-i:March|MARCH|May|MAY)|April|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
DATE = lazy(
    rf"\b(?:{_MONTHS}(?: \d{{1,2}},? \d{{4}}\b| \d{{4}}\b| \d{{1,2}}\b(?!,))"
    rf"|\d(?:\d? {_MONTHS} \d{{4}}\b|\d{{3}}-\d{{2}}-\d{{2}}\b|\d? {_MONTHS}\b)|(?:fiscal year|calendar year|FY) ?\d{{4}}\b)",
    re.I,
)
_NUMBER_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety|hundred|thousand)"
PERIOD = lazy(
    rf"\b(?:(?:within|after|before|until|by|for|at least|no later than|not later than|up to|not more than|every|each)\s+)?(?:{_NUMBER_WORD}|\d+)[\s-](?:\w+[\s-])?(?:days?|weeks?|months?|years?|hours?|minutes?|business days?|quarters?)\b(?![\s-](?:old|of age)\b)|\b(?:immediately(?! (?:preceding|following|before|after|prior|adjacent|above|below))|promptly|forthwith|quarterly|monthly|weekly|daily(?! (?:newspaper|life))|annually|every year|each year|each quarter|each month|without delay|as soon as)\b",
    re.I,
)
AMOUNT = lazy(
    r"[$€£]\s?\d[\d,.]*(?:\s?(?:million|billion|thousand))?"
    r"|\b(?:\d(?:[\d,.]*\s?(?:dollars|cents|euros)\b|\d*(?:\.\d+)?\s?(?:%|percent\b|per cent\b))"
    rf"|{_NUMBER_WORD} (?:hundred |thousand )?(?:dollars|cents|euros|percent|per cent)\b)",
    re.I,
)
_DETERMINERS = ("no", "any", "every", "each", "some", "this", "that", "the", "which", "example", "not", "another")
_BEFORE_PRONOUN = "".join(rf"(?<!\b{word} one)" for word in _DETERMINERS)
_ONE = (
    rf"one\b{_BEFORE_PRONOUN}"
    r"(?!['’]s| \w+ed\b| another| or more| who| whom| whose| that| which| of| such| may| shall| must| can| is| to)"
)
"""The number, not the pronoun."""
NUMBER = lazy(
    rf"\d(?<![\w$€£.-]\d)[\d,]*(?:\.\d+)?(?![\w%-])|\b(?:{_ONE}|(?!one\b){_NUMBER_WORD}(?:th|ty)?\b"
    r"|(?:first|second|third)\b(?! (?:amendment|responders?|aid|name|lady|time|instance))|once (?:a|an|each|every|per|in)\b|once\b(?<=least once)|(?:twice|half|double)\b)",
    re.I,
)
_BARE_ONE = lazy(r"\bone\b", re.I)
CONNECTIVE = lazy(r"\b(?:and/or|and|or|either|neither|nor|both|any|all|each)\b", re.I)
EXCEPTION = lazy(
    r"\b(?:except(?:ion|ions|ed)?(?: (?:as|that|for|when|where|to))?|unless|notwithstanding|other than|provided(?:,? (?:however,? )?that)|without regard to|does not apply|do not apply|shall not apply|save (?:for|as|that|where|when)|exempt(?:s|ed|ion|ions)?|excluding|but not(?! limited)|only (?:if|when|where)|subject to(?! (?:an? |the )?(?:civil |criminal )?(?:fines?|penalt|disciplin|imprison|arrest|prosecut|sanction)))\b",
    re.I,
)
PENALTY = lazy(
    r"\b(?:fines?(?! (?:arts?|print|dust|particles?|tun))|fined|penalt(?:y|ies)|imprison(?:ed|ment)?|jail(?:ed)?|misdemeanou?rs?|felon(?:y|ies)|guilty|forfeit(?:ure|ed|s)?|sanctions?|liable|liability|damages|punish(?:ed|able|ment)?|revo(?:ke|ked|kes|cation)|suspen(?:d|ds|ded|sion)|disciplin(?:e|ed|ary)|civil action|injunction|infractions?)\b",
    re.I,
)
_TITLE = r"(?:Secretary|Attorney General|Mayor|Governor|President|Director|Commissioner|Superintendent|Council|Department|Board|Commission|Agency|agency|Clerk|Inspector General|Corporation Counsel|Sheriff|Court|court|Administrator|Office|Bureau|Committee|agent|agents|agencies|officer|officers|employee|employees|supervisor|person|persons|applicant|owner|contractor|minister|préfet|ministre|State|City|County|District)"
_IN_LOWER_CASE = r"(?:mayor|governor|president|secretary|attorney general|director|commissioner|superintendent|council|department|commission|board|clerk|sheriff|administrator|bureau|committee|inspector general|corporation counsel|city|county)"
PARTY = lazy(
    rf"\b(?:(?:[Tt]he |[Aa] |[Aa]n |[Aa]ny |[Ee]ach )?(?:(?:Chief|Deputy|Assistant|Acting) )?{_TITLE}(?: (?:of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)?|(?:[Tt]he|[Aa]ny|[Ee]ach|[Aa]|[Aa]n|[Ee]very) {_IN_LOWER_CASE})\b(?!-)"
)
CITATION = lazy(
    r"§+\s?[\w.:-]+(?:\(\w{1,4}\))*|\b(?:\d{1,2} (?:U\.?\s?S\.?\s?C|C\.?\s?F\.?\s?R|ILCS)\.?[^;,.]{0,24}"
    r"|(?:sub)?(?:section|paragraph|clause|chapter|title|part|article)s? (?-i:\d|\(|[A-Z](?![a-z]))[\w.:()-]*|articles? [LRDA]\.?\s?\d[\d-]*|Executive Order(?: No\.)? [\d-]+)",
    re.I,
)
_FUTURE = lazy(r"(?:will|can|should)", re.I)
"""Words that often only tell the future or a possibility: on their own they count where one modal verb takes
another's place or the edit is short, not in a new clause or a passage added whole."""
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
            words = _words(pattern, text) if kind in _kinds_in(text) else []
            if kind is SignalKind.MODALITY:
                words = _binding(words)
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
    if kind not in _kinds_in(whole):
        return []
    end = len(edit.before) + len(words)
    found = []
    for match in pattern.finditer(whole):
        if match.start() > end:
            break
        if not (pattern is MODAL and _MAY_DATE.match(whole, match.start())):
            found.append((match.start(), match.end(), " ".join(match[0].split())))
    return found


def _in_edit(kind: SignalKind, pattern: re.Pattern[str], words: str, other: str, edit: Edit) -> list[str]:
    """Matches of one side that touch its edited words, or begin where one does on the other side: `shall` beside `shall not`."""
    here, there = _matches(kind, pattern, words, edit), _matches(kind, pattern, other, edit)
    place = len(edit.before)
    heads = {at for at, end, _ in there if other and at < place < end}
    return [w for at, end, w in here if (words and place < end and at < place + len(words)) or at in heads]


_NUMERALS = _NUMBER_WORD[3:-1].split("|")
_TRIGGERS: Mapping[SignalKind, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        SignalKind.MODALITY: "shall may must will should can need needs cannot won t is are has",
        SignalKind.EXCEPTION: "except exception exceptions excepted unless notwithstanding other provided regard apply save exempt exempted exempts exemption exemptions excluding without does do shall but only subject",
        SignalKind.PENALTY: "fine fines fined penalty penalties imprison imprisoned imprisonment misdemeanor misdemeanour misdemeanors misdemeanours felony felonies guilty forfeit forfeiture forfeited sanction sanctions liable liability damages punish punished punishable punishment revoke revoked revocation revokes forfeits suspends jail jailed infraction infractions disciplined suspend suspended suspension discipline disciplinary civil injunction",
        SignalKind.PARTY: "secretary attorney mayor governor president director commissioner superintendent council department board commission agency agencies clerk inspector corporation sheriff court administrator office bureau committee agent agents officer officers employee employees supervisor person persons applicant owner contractor minister préfet ministre state city county district",
        SignalKind.NUMBER: " ".join([*_NUMERALS, *(w + "th" for w in _NUMERALS), "first second third once twice half double"]),
        SignalKind.CONNECTIVE: "and or either neither nor both any all each",
        SignalKind.CITATION: "section sections subsection subsections paragraph paragraphs subparagraph subparagraphs clause clauses subclause subclauses chapter chapters title titles part parts article articles executive c r cfr usc ilcs",
        SignalKind.AMOUNT: "dollars cents euros percent per",
        SignalKind.DATE: "calendar january february march april may june july august september october november december jan feb mar apr aug sept oct nov dec fiscal fy",
        SignalKind.DEADLINE: "immediately promptly forthwith quarterly monthly weekly daily annually every each delay soon day days week weeks month months year years hour hours minute minutes quarter quarters",
    }.items()
}
"""A text with none of these words, read case-folded, cannot hold a signal of that kind: most edits are ruled out so."""
_KINDS_OF = {
    word: frozenset(kind for kind, words in _TRIGGERS.items() if word in words) for word in frozenset().union(*_TRIGGERS.values())
}
_SIGNS = {SignalKind.AMOUNT: frozenset("$€£%"), SignalKind.DATE: frozenset("-"), SignalKind.CITATION: frozenset("§")}
"""Or one of these characters."""
_DIGIT = lazy(r"\d")
_ALPHA = lazy(r"[^\W\d_]+")


@lru_cache(maxsize=256)
def _kinds_in(text: str) -> frozenset[SignalKind]:
    """The kinds whose patterns are worth trying on a text."""
    kinds: set[SignalKind] = set().union(*(_KINDS_OF[word] for word in _KINDS_OF.keys() & _ALPHA.findall(text.casefold())))
    kinds |= {kind for kind, signs in _SIGNS.items() if not signs.isdisjoint(text)}
    if _DIGIT.search(text):
        return frozenset(kinds | {SignalKind.NUMBER})
    return frozenset(kinds - {SignalKind.DATE})


def _kinds_near(words: str, edit: Edit) -> frozenset[SignalKind]:
    """The kinds that one side of an edit may hold, read with a little of what stands around it."""
    return _kinds_in(edit.before[-24:] + words + edit.after[:24]) if words else frozenset()


def _words(pattern: re.Pattern[str], text: str) -> list[str]:
    return [" ".join(m[0].split()) for m in pattern.finditer(text) if not (pattern is MODAL and _MAY_DATE.match(text, m.start()))]


def _is_switch(old: Sequence[str], new: Sequence[str], edit: Edit) -> bool:
    """`and` for `or`, or one of them added in a short edit; a long inserted passage holds many for other reasons."""
    return bool(old and new) or max(len(edit.old.split()), len(edit.new.split())) <= SHORT


def _binding(words: Sequence[str]) -> list[str]:
    """Modal verbs that are more than a tense."""
    return [w for w in words if not _FUTURE.fullmatch(w)]


def _said_one(words: str, others: Sequence[str]) -> list[str]:
    """`one` that gave way to another number, or took its place, even where it reads like a pronoun."""
    return _BARE_ONE.findall(words)[:1] if others else []


def _plain_numbers(words: Sequence[str], text: str, edit: Edit) -> list[str]:
    """Numbers that are no part of a date, a period, an amount or a citation."""
    covered: list[str] = []
    for kind in (SignalKind.DATE, SignalKind.DEADLINE, SignalKind.AMOUNT, SignalKind.CITATION):
        covered += _in_edit(kind, dict(_PATTERNS)[kind], text, "", edit)
    return [w for w in words if not any(w in c for c in covered)]
