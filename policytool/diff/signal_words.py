"""The words that give a signal of each kind: its pattern, and the words without which it need not be tried.

Every kind is defined in docs/changes.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from policytool.language.tokens import plain_words
from policytool.model.change import SignalKind
from policytool.patterns import lazy

# The patterns put what stands before a word behind it, `will(?<!the will)`, and share one \b with the openings of their
# words: nearly every place in a text is then ruled out by two letters.


def _openings(words: str) -> str:
    """A lookahead for the first two letters of any of some words, or for a digit, in either case.

    >>> _openings("may must 1")
    '(?-i:(?=[mM][aAuU]|\\\\d))'
    """
    seconds: dict[str, str] = {}
    for word in words.split():
        first, second = word[0], word[1:2]
        if second not in seconds.setdefault(first, ""):
            seconds[first] += second
    either = (rf"[{first}{first.upper()}][{''.join(x + x.upper() for x in rest)}]" if rest else r"\d" for first, rest in seconds.items())
    return f"(?-i:(?={'|'.join(either)}))"


_MARKED = r"(?:required|prohibited|forbidden|permitted|authorized|allowed|entitled|obliged)"
_NOBODY = r"no (?!later|more|less|fewer|longer|earlier|sooner|greater)(?:(?!and |but |that |which |if )[\w’'-]+ ){1,6}?(?:shall|may|must)"
"""`No person shall`: the ban stands in its first word."""
MODAL = lazy(
    rf"\b{_openings('shall may must should will won can no need is are has')}"
    rf"(?:{_NOBODY}|(?:shall|may|must|should)(?: not| no longer|n't|n’t)?|will(?<!\bfree will)(?<!\blast will)(?<!\bthe will)(?<!\ba will)(?: not)?|won['’]t|can(?: not)?|can['’]t|cannot|needs? not"
    rf"|(?:is|are) (?:not )?{_MARKED}(?! [“\"])(?: to)?|has the (?:right|duty|authority) to|is unlawful|(?:is|are) to be)\b(?! \d)",
    re.I,
)
_PRONOUN = "(?:he|she|they|it|his|hers?|their|its|him|them)"
PRONOUN = lazy(rf"{_PRONOUN}(?:(?: or |/){_PRONOUN})?(?: (?:is|are|was|were|has|have|does|do))?", re.I)
"""What a party is called when it has been named: `his or her`, `they have`."""
_MAY_DATE = lazy(r"\bMay \d|" + "|".join(rf"(?<=\b{word} )May\b" for word in ("of", "in", "by", "on", "to", "until", "before", "after", "since", "each", "every")))
"""The month: before a number, or behind a small word."""
MONTHS = r"(?:January|February|(?-i:March|MARCH|May|MAY)|April|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
DATE = lazy(
    rf"\b{_openings('january february march may april june july august september october november december fiscal calendar fy 1')}"
    rf"(?:{MONTHS}(?: \d{{1,2}},? \d{{4}}\b|,? \d{{4}}\b| \d{{1,2}}\b(?!,))"
    rf"|\d(?:\d?(?:st|nd|rd|th)? (?:day of )?{MONTHS},? \d{{4}}\b|\d{{3}}-\d{{2}}-\d{{2}}\b|\d? {MONTHS}\b)|(?:fiscal year|calendar year|FY) ?\d{{4}}\b)",
    re.I,
)
_BOUND = lazy(r"\b(?:at (?:least|most)|up to|over|under|exceeding|in excess of|(?:not? )?(?:more|less|fewer|greater|older|younger) than) $", re.I)
"""What stands before a quantity and says on which side of it the line is drawn: `at least $500` is another rule than `at most $500`."""
_NUMERALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"
)
_NUMERAL = rf"(?:{_NUMERALS.replace(' ', '|')})"
_NUMBER_WORD = rf"(?:{_NUMERAL}(?:[ -](?:and )?{_NUMERAL}\b){{0,6}})"
"""`twenty`, `thirty-five`, `one hundred and twenty`."""
PERIOD = lazy(
    rf"\b{_openings('within after before until by for at no up every each immediately promptly forthwith quarterly monthly weekly daily annually without delay as 1 ' + _NUMERALS)}"
    rf"(?:(?:(?:within|after|before|until|by|for|at least|not? (?:later|earlier|sooner|more|less) than|up to|every|each)\s+)?(?:{_NUMBER_WORD}|\d+)(?:\s?\(\d+\))?[\s-](?:(?!(?:per|an?|each|every|of|to|the)\b)\w+[\s-])?(?:days?|weeks?|months?|years?|hours?|minutes?|business days?|(?<!-)quarters?(?! of (?!the year|(?:a|each|every|the) (?:calendar|fiscal) year)))\b(?![\s-](?:old|of age)\b)"
    r"|(?:immediately(?! (?:preceding|following|before|after|prior|adjacent|above|below))|promptly|forthwith|quarterly|monthly|weekly|daily(?! (?:newspaper|life))|annually|every year|each year|each quarter|each month|without delay|as soon as)\b)",
    re.I,
)
AMOUNT = lazy(
    r"[$€£]\s?\d[\d,.]*(?:\s?(?:million|billion|thousand))?"
    rf"|\b{_openings('1 ' + _NUMERALS)}"
    r"(?:\d(?:[\d,.]{0,30}\s?(?:dollars|cents|euros)\b|\d*(?:\.\d+)?\s?(?:%|percent\b|per cent\b))"
    rf"|{_NUMBER_WORD} (?:dollars|cents|euros|percent|per cent)\b)",
    re.I,
)
_DETERMINERS = ("no", "any", "every", "each", "some", "this", "that", "the", "which", "example", "not", "another")
_BEFORE_PRONOUN = "".join(rf"(?<!\b{word} one)" for word in _DETERMINERS)
_ONE = (
    rf"one\b{_BEFORE_PRONOUN}"
    r"(?!['’]s| \w+ed\b| another| or more| who| whom| whose| that| which| of| such| may| shall| must| can| is| to)"
)
"""The number, not the pronoun."""
_DIGITS = r"\d(?<![\w$€£.-]\d)\d*(?:,\d+)*(?::\d\d|(?:\.\d+)*)(?:st\b|nd\b|rd\b|th\b| ?[ap]\.?m\b\.?)?(?![\w%-]|[.,]\d)"
"""`1,250`, `15th`, `6:00 p.m.`."""
_FRACTION = r"(?:one|two|three|four|five|nine)[ -](?:half|thirds?|fourths?|quarters?|fifths?|tenths?)\b"
NUMBER = lazy(
    rf"{_DIGITS}|\b{_openings(_NUMERALS + ' first second third once twice half double')}(?:{_FRACTION}|one[ -](?:hundred|thousand|million)\b(?:[ -](?:and )?{_NUMERAL}\b){{0,5}}|{_ONE}|(?!one\b){_NUMBER_WORD}(?:th)?\b"
    r"|(?:first|second|third)\b(?!-|s\b| (?:amendment|responders?|aid|name|lady|time|instance|part(?:y|ies)))|once (?:a|an|each|every|per|in)\b|once\b(?<=least once)|(?:twice|half|double)\b)",
    re.I,
)
BARE_ONE = lazy(r"\bone\b", re.I)
_HE_OR_SHE = "".join(
    rf"(?!(?<=\b{one} or) {other}\b)" for one, other in (("he", "she"), ("his", "hers?"), ("him", "her"), ("she", "he"), ("her", "hi[sm]"), ("himself", "herself"), ("herself", "himself"))
)
"""`he or she` is one word for either; near miss: `his or any other`."""
CONNECTIVE = lazy(rf"\b(?:and/or|and|or{_HE_OR_SHE}|either|neither|nor|both|any|all|each)\b", re.I)
NEGATION = lazy(
    rf"\b{_openings('not no never nothing none nobody neither nor without is are was were do does did has have had would could should')}"
    r"(?:not(?<!\bor not)(?! (?:only|limited|less|more|fewer|later|earlier|sooner|to exceed)\b)|no(?![.\w])(?!\.? ?\d)(?! (?:less|more|fewer|later|earlier|sooner)\b)"
    r"|never|nothing|none|nobody|neither|nor|without|(?:is|are|was|were|do|does|did|has|have|had|would|could|should)n['’]t)\b",
    re.I,
)
EXCEPTION = lazy(
    rf"\b{_openings('except unless notwithstanding other provided without does do shall save exempt excluding but only subject solely')}"
    r"(?:except(?:ion|ions|ed)?(?: (?:as|that|for|when|where|to))?|unless|notwithstanding|other than|provided(?:,? (?:however,? )?that)|without regard to|does not apply|do not apply|shall not apply|save (?:for|as|that|where|when)|exempt(?:s|ed|ion|ions)?|excluding|but not(?! limited)|only (?:if|when|where|to|for|by|on|upon|after|with|until)|solely|subject to(?! (?:an? |the )?(?:civil |criminal )?(?:fines?|penalt|disciplin|imprison|arrest|prosecut|sanction)))\b",
    re.I,
)
PENALTY = lazy(
    rf"\b{_openings('fine penalty imprison jail misdemeanor felony guilty forfeit sanction liable damages punish revoke suspend discipline civil injunction infraction')}"
    r"(?:fines?(?! (?:arts?|print|dust|particles?|tun))|fined|penalt(?:y|ies)|imprison(?:ed|ment)?|jail(?:ed)?|misdemeanou?rs?|felon(?:y|ies)|guilty|forfeit(?:ure|ed|s)?|sanctions?|liable|liability|damages|punish(?:ed|able|ment)?|revo(?:ke|ked|kes|cation)|suspen(?:d|ds|ded|sion)|disciplin(?:e|ed|ary)|civil action|injunction|infractions?)\b",
    re.I,
)
_ROLE = r"(?:[Tt]enant|[Ll](?:andlord|ess(?:ee|or)|icens(?:ee|or)|ender)|[Ss](?:eller|upplier)|[Bb](?:uyer|orrower)|[Pp](?:urchaser|rovider)|[Ee]mployer|[Cc](?:ustomer|ompany|lient)|[Vv]endor|Contractor|Owner|Employee)"
"""The two sides of a contract."""
_TITLE = rf"(?:Secretary|Attorney General|Mayor|Governor|President|Director|Commissioner|Superintendent|Council|Department|Board|Commission|Agency|agency|Clerk|Inspector General|Corporation Counsel|Sheriff|Court|court|Administrator|Office|Bureau|Committee|agent|agents|agencies|officer|officers|employee|employees|supervisor|person|persons|applicant|owner|contractor|{_ROLE}s?|minister|préfet|ministre|State|City|County|District)"
_IN_LOWER_CASE = r"(?:mayor|governor|president|secretary|attorney general|director|commissioner|superintendent|council|department|commission|board|clerk|sheriff|administrator|bureau|committee|inspector general|corporation counsel|city|county)"
PARTY = lazy(
    rf"\b(?=[ABCDEGILMOPSTVabcelmopstv])(?:(?:[Tt]he |[Aa] |[Aa]n |[Aa]ny |[Ee]ach )?(?:(?:Chief|Deputy|Assistant|Acting|State|City|County|District) )?{_TITLE}(?: (?:of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)?|(?:[Tt]he|[Aa]ny|[Ee]ach|[Aa]|[Aa]n|[Ee]very) {_IN_LOWER_CASE})\b(?!-)"
)
_PINS = r"(?:\([\w-]{1,5}\))"
CITATION = lazy(
    rf"§{{1,3}}\s?[\w.:-]+{_PINS}*|\b(?-i:(?=[\dacdepstACDEPST]))(?:\d{{1,2}} (?:U\.?\s?S\.?\s?C|C\.?\s?F\.?\s?R|ILCS)\.?[^;,.]{{0,24}}"
    r"|(?:sub)?(?:section|paragraph|clause|chapter|title|part|article|schedule|annex|exhibit)s? (?-i:\d|\((?=[\w-]{1,5}\))|[A-Z](?![A-Za-z])|[IVXLC]{2,7}\b)[\w.:()-]*|articles? [LRDA]\.?\s?\d[\d-]*|Executive Order(?: No\.)? [\d-]+"
    r"|\d{1,3} (?:Stat\.|DCR|Fed\. ?Reg\.) \d[\d,]*|(?:Public|Pub\.|D\.C\.) (?:Law|L\.|Act)(?: No\.)? [\d-]+|Acts? of (?:1[789]|20)\d\d)",
    re.I,
)
_GOES_ON = r"(?:,(?: and| or| et)?| and| or| to| through| et| à| y| und)"
_AND_PARTS = lazy(rf"(?:{_GOES_ON} {_PINS}{{1,4}}){{1,12}}")
"""How a citation goes on: `(a), (b), and (c)`."""
_AND_SECTIONS = lazy(rf"(?:{_GOES_ON} (?:\d[\w.:-]*{_PINS}{{0,4}}|{_PINS}{{1,4}})){{1,12}}")
"""`5, 7, and 9`: only behind a sign or a word in the plural, for other numbers stand behind a comma too."""
_PLURAL = lazy(r"§§|\w+s ", re.I)
FUTURE = lazy(r"(?:will|can|should)", re.I)
"""Words that often only tell the future or a possibility: on their own they count where one modal verb takes
another's place or the edit is short, not in a new clause or a passage added whole."""
PATTERNS: Mapping[SignalKind, re.Pattern[str]] = {
    SignalKind.MODALITY: MODAL,
    SignalKind.NEGATION: NEGATION,
    SignalKind.EXCEPTION: EXCEPTION,
    SignalKind.PENALTY: PENALTY,
    SignalKind.AMOUNT: AMOUNT,
    SignalKind.DEADLINE: PERIOD,
    SignalKind.DATE: DATE,
    SignalKind.NUMBER: NUMBER,
    SignalKind.CITATION: CITATION,
    SignalKind.PARTY: PARTY,
    SignalKind.CONNECTIVE: CONNECTIVE,
}
"""In the order in which signals are told."""

_TRIGGERS: Mapping[SignalKind, frozenset[bytes]] = {
    kind: frozenset(plain_words(words))
    for kind, words in {
        SignalKind.NEGATION: "not no never nothing none nobody neither nor without isn aren wasn weren don doesn didn hasn haven hadn wouldn couldn shouldn",
        SignalKind.MODALITY: "no shall may must will should can need needs cannot won shouldn mustn is are has",
        SignalKind.EXCEPTION: "except exception exceptions excepted unless notwithstanding other provided regard apply save exempt exempted exempts exemption exemptions excluding without does do shall but only solely subject",
        SignalKind.PENALTY: "fine fines fined penalty penalties imprison imprisoned imprisonment misdemeanor misdemeanour misdemeanors misdemeanours felony felonies guilty forfeit forfeiture forfeited sanction sanctions liable liability damages punish punished punishable punishment revoke revoked revocation revokes forfeits suspends jail jailed infraction infractions disciplined suspend suspended suspension discipline disciplinary civil injunction",
        SignalKind.PARTY: "secretary attorney mayor governor president director commissioner superintendent council department board commission agency agencies clerk inspector corporation sheriff court administrator office bureau committee agent agents officer officers employee employees supervisor person persons applicant owner contractor minister préfet ministre state city county district "
        "tenant landlord lessee lessor licensee licensor seller buyer purchaser lender borrower employer customer supplier vendor provider company client clients contractors "
        "tenants landlords lessees lessors licensees licensors sellers buyers purchasers lenders borrowers employers customers suppliers vendors providers",
        SignalKind.NUMBER: " ".join([_NUMERALS, *(w + "th" for w in _NUMERALS.split()), "first second third once twice half double"]),
        SignalKind.CONNECTIVE: "and or either neither nor both any all each",
        SignalKind.CITATION: "section sections subsection subsections paragraph paragraphs subparagraph subparagraphs clause clauses subclause subclauses chapter chapters title titles part parts article articles schedule schedules annex annexes exhibit exhibits executive c r cfr usc ilcs stat dcr reg law pub act acts",
        SignalKind.AMOUNT: "dollars cents euros percent per",
        SignalKind.DATE: "calendar january february march april may june july august september october november december jan feb mar apr aug sept oct nov dec fiscal fy",
        SignalKind.DEADLINE: "immediately promptly forthwith quarterly monthly weekly daily annually every each delay soon day days week weeks month months year years hour hours minute minutes quarter quarters",
    }.items()
}
"""A text with none of these words, read case-folded, cannot hold a signal of that kind: most edits are ruled out so."""
_TRIGGER_WORDS = frozenset().union(*_TRIGGERS.values())
_KINDS_OF = {word: frozenset(kind for kind, words in _TRIGGERS.items() if word in words) for word in _TRIGGER_WORDS}
_SIGNS = {
    "$": SignalKind.AMOUNT,
    "€": SignalKind.AMOUNT,
    "£": SignalKind.AMOUNT,
    "%": SignalKind.AMOUNT,
    "-": SignalKind.DATE,
    "§": SignalKind.CITATION,
}
"""Or one of these characters."""
_DIGIT = lazy(r"\d")


@lru_cache(maxsize=256)
def kinds_in(text: str) -> frozenset[SignalKind]:
    """The kinds whose patterns are worth trying on a text."""
    kinds: set[SignalKind] = set().union(*(_KINDS_OF[word] for word in _TRIGGER_WORDS.intersection(plain_words(text))))
    kinds |= {kind for sign, kind in _SIGNS.items() if sign in text}
    if _DIGIT.search(text):
        return frozenset(kinds | {SignalKind.NUMBER})
    return frozenset(kinds - {SignalKind.DATE})


_AFTER_ITS_WORD = lazy(rf"{_NUMERAL} \($", re.I)
"""`five (5)`."""
_MEASURES = frozenset((SignalKind.AMOUNT, SignalKind.DEADLINE, SignalKind.NUMBER))


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a number is the label of an item inside a sentence: `must (1) apply and (2) pay`, and not `five (5)`."""
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")" and not _AFTER_ITS_WORD.search(text, max(0, start - 12), start)


def read(kind: SignalKind, text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of every match of one kind; a stop, comma or bracket behind them is the sentence's, not theirs."""
    measure, cited, number = kind in _MEASURES, kind is SignalKind.CITATION, kind is SignalKind.NUMBER
    month = kind is SignalKind.MODALITY
    for match in PATTERNS[kind].finditer(text):
        start, end = match.span()
        if (number and _is_label(text, start, end)) or (month and _MAY_DATE.match(text, start)):
            continue
        if measure and text[start - 1 : start] == " " and (bound := _BOUND.search(text, max(0, start - 20), start)):
            start = bound.start()
        elif cited and (more := (_AND_SECTIONS if _PLURAL.match(match[0]) else _AND_PARTS).match(text, end)):
            end = more.end()
        words = " ".join(text[start:end].split())
        words = words if words.endswith(".m.") else words.rstrip(",.;:")
        yield start, end, words[:-1] if words.endswith(")") and "(" not in words else words
