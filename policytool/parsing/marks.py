"""The paragraphs of a unit -> marks: places where a clause may begin, with what it costs to believe so.

A mark is evidence, not a decision. `(c)` at the start of a paragraph almost surely opens a clause, at
the start of a wrapped line it may be the tail of a reference, and in the middle of a line it is one
only if all line breaks were lost. The search in `nesting` weighs the costs of a whole section at once.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from policytool.model.label import TOKEN, Reading, Style, readings
from policytool.parsing.blocks import Block
from policytool.parsing.headings import LATIN
from policytool.parsing.lines import before_break
from policytool.patterns import lazy


class Ending(IntEnum):
    """How the text before a mark stops: what may be expected next."""

    NOTHING = 0  # no text at all, as between (a) and (1) in (a)(1)
    LEAD = 1  # a colon or dash: a list begins
    LIST = 2  # a semicolon, or "and" / "or" after punctuation: the list goes on
    STOP = 3  # a full stop
    OPEN = 4  # anything else


class Mark(NamedTuple):
    """A place where a clause may begin."""

    start: int
    end: int
    """Where its text goes on."""
    label: str
    """As printed; empty for an unnumbered definition."""
    decoration: str
    readings: tuple[Reading, ...]
    accept: float
    skip: float
    before: Ending
    chained: bool = False
    """It stands directly behind the label before it: (a)(1)."""
    indent: int = 0
    fresh: bool = False
    """A paragraph without a label stands between it and the clause before."""
    last: tuple[Reading, ...] = ()
    """Readings of the second number of a range, `(h)-(k)`."""


NEVER = 1000.0
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DEFINITION = lazy(
    r"(?:The (?:term|word|words|terms|phrase) )?(?:[“\"«](?P<quoted>[^”\"»\n]{1,90}?)[,.]?[”\"»]|[*_]{1,3}[“\"]?(?P<marked>[^*_\n”\"]{1,90}?)[,.]?[”\"]?[*_]{1,3})"
    r"(?:[^.;:]{0,160}?)\s(?:means?|shall mean|has the (?:same )?meaning|have the (?:same )?meaning|includes?|shall include|is defined|refers to|does not include)\b"
    r"|(?!(?:This|That|These|Those|It|Which|What|Such|Nothing|No|Any|Each|If|For|In|As|By|Several|Many|Some|Most|Other|We|You|They)\b)"
    r"(?P<bare>[A-Z][\w’'-]*(?: (?:[\w’'-]+|\([A-Z]{2,8}\))){0,6}?) means(?=[ ,:—–-])",
)
"""`“Agency” means`, `*Agency* means`, and, as the CFR prints it without italics, `Agency means`; near miss: `This means`."""
PAREN = rf"\[?\(\s?[*_]{{0,2}}(?P<paren>{TOKEN})[*_]{{0,2}}\s?\\?\)\]?"
"""`(a)`, `[(a)]`, and `(*1*)`: the CFR tells its fifth and sixth level from the second and third by italics."""
_START = lazy(
    rf"""(?P<open>(?:\*\*|__|\\|[*_](?=\([\w-]{{1,8}}\)[*_]))?)(?:
      {PAREN}(?:[\u2013\u2014-]\(\s?{TOKEN}\s?\))?                     # (a)   [(a)]   (h)-(k)
    | (?P<degree>\d{{1,3}}\.?\s?[°º](?:\s?{LATIN})?)  # 1°   2° bis   1.º
    | (?P<subd>(?:Subdivision|Subd\.)[ \u00a0]\d{{1,3}}[a-z]?)\.(?=\s|\*|_)                # Subd. 2.
    | (?P<dashed>(?:[IVXLC]{{1,7}}|[A-Z]|\d{{1,3}})(?:\s(?:bis|ter|quater|quinquies|sexies))?)\s?\.\s?[-–—](?=\s|\w)      # I.-   A. -
    | (?P<decimal>(?:\d{{1,4}}|[A-Z])(?:\.\d{{1,4}}){{1,5}}|\d{{5}}\.\d{{1,4}}(?=\.\s{{1,3}}\([1aA]\)))\.?(?=(?:\*\*|__)?\s)    # 4.1   4.1.2.   A.1
    | (?P<dot>\d{{1,3}}(?:-?(?:{LATIN}|[a-z])|[A-Z]{{1,2}})?|\d{{4,5}}(?=\.\s{{1,3}}\([1aA]\))|[A-Z]|[a-z](?:-\d{{1,2}})?|[ivxl]{{1,8}}|[IVXL]{{1,8}}|(?P<twin>[A-Za-z])(?P=twin){{1,2}})\\?\.(?:[—–](?=\s?\())?(?=\s|\(|$|(?:\*\*|__)\s|[1a]\.[ \u00a0(]|(?<=\d\.)(?!{MONTH}\b)[A-Z][a-z]{{3}})  # 1.   1a.   2-a.   a.   iv.   1.Purpose   12101. (a)
    | (?P<close>\d{{1,3}}[A-Za-z]?|[a-z](?:-\d{{1,2}})?|[a-z]{{1,4}}|[A-Z]{{1,3}}|[ivxl]{{1,8}}|[IVXL]{{1,8}})\)(?=\s)  # a)   1)
    )(?:\*\*|__|(?<=\))[*_](?=[ \u00a0]))?""",
    re.X,
)
LABEL_MARKUP = lazy(r"[*_\\]")
_ITALIC = lazy(r"\([*_]\w|^[*_]\(")
RANGE = lazy(r"\)\]?[-–—]\[?\(")
"""Inside the label `(h)-(k)`, which says that several numbers are repealed or reserved; near miss: `(h-1)`."""
_CHAIN = lazy(rf"[ \u00a0]?(?P<open>(?:\*\*|__|\\)?){PAREN}(?:(?:\*\*|__)(?!\w))?")
"""`(1)` behind `(a)`; as some print it ` (1)`, ` **(1)**` and `\\(1\\)`."""
_DOT_CHAIN = lazy(
    r"[ \u00a0]{1,2}(?:(?P<dashed>[IVXLC]{1,7}|[A-Z]|\d{1,3})\s?\.\s?[-–—](?=\s|\w)|(?P<dot>\d{1,3}|[A-Za-z]|[ivxl]{2,8})\.(?=[\s(])|(?P<degree>\d{1,3}\s?[°º])|(?P<close>\d{1,3}|[A-Za-z]{1,2}|[ivxIVX]{3,5})\)(?=\s))"
    r"|[ \u00a0]{0,2}\((?P<paren>[A-Za-z]|[ivxIVX]{1,4}|\d{1,2})\)(?=[\s(])|(?<=\.)(?P<next>[1a])\.(?=[ \u00a0(])"
)
"""`A. 1.`, `I. - 1.`, `1. a)`, `2. (a)` as New York prints it, `A.(1)` as Louisiana and `a.1.` as Alabama do."""
_DOT_BEHIND_PAREN = lazy(r"[ \u00a0]?(?P<dot>(?<![ \u00a0])(?:\d{1,2}|[a-z])|(?<=[ \u00a0])[1ai])\.(?=[ \u00a0]|[1aA(])|[ \u00a0](?P<close>1|aa?)\)(?=[ \u00a0])")
"""`(a)1.` as Florida prints it, `(1)a.` as Alabama does, and the first of a list behind a blank, `(1) a. Pay`."""
_DECORATIONS = {"paren": "()", "subd": "Subd.", "degree": "°", "dashed": ".-", "decimal": "1.1", "dot": ".", "next": ".", "close": ")"}
_RUN_IN = lazy(rf"(?:(?:\.(?:[—–-]|--)|[—–])(?:\*\*|__)?|\.\*\*|\.[*_]|\.\s[—–])\s?(?={PAREN.replace('?P<paren>', '?:')})")
_SHORT_TITLE = lazy(
    r"[ \t\u00a0]+(?:[A-Z][\w’',-]*)(?: [\w’',-]+){0,7}(?<!\bNo)(?<!\bSec)(?<!\bArt)\.[ \t\u00a0]+(?=(?:\((?:1|a|i|A|I)\)|(?:1|a|A)\.)[ \t\u00a0])"
)
"""`(a) Officers. (1) ...`, `b. Hours. 1. ...`: a title of a few words before the first label of a list; near miss: `Order No. 1.`"""
_NOUN = r"\b(?:sub)?(?:section|paragraph|clause|chapter|item|part|title|division|article|subdivision)s?|§+"
REFERENCE_NOUN = lazy(rf"(?:{_NOUN})\s*$", re.I)
REFERENCE_BEFORE = lazy(
    rf"(?:{_NOUN}|\b(?:of|under|in|to|by|and|or|through|with|from|per|see|at|that|than|either|both|also|such|zum|vom|am|bis|ab|seit|Abs\.|Nr\.|Satz|le|du|au|del|el)|[\w)],)\s*$",
    re.I,
)
REFERENCE_AFTER = lazy(
    r"\s*(?:[,;.)\]]|(?:of|and|or|to|through|above|below|hereof|thereof|is|are|was|has|have)\s+(?:this|the|that|such|subsection|paragraph|section|sub|clause|amended|added|repealed|redesignated|renumbered|hereby|\(|§)|(?:of|through|above|below|hereof|thereof)\b|\((?!Blank|Reserved|Repealed|Omitted|Deleted))"
)
_OF_AFTER = lazy(r"\s+(?:of|above|below|hereof|thereof)\b")
"""Behind a paragraph that stops in its sentence, `(b) of this section` goes on with it."""
_MONTH = lazy(
    r"\s?(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
)
LIST_END = lazy(r"(?:;|[,;.:]\s*(?:and|or|and/or|but|et|ou|und|oder|y|o),?|;\s*(?:provided|except),?)\s*[”\"]?$")


def ending_of(text: str, start: int, end: int) -> Ending:
    """How text[start:end] stops."""
    tail = text[max(start, end - 40) : end].rstrip(" \t\r\n\u00a0*_\\")
    if not tail:
        return Ending.NOTHING
    last = tail[-1]
    if last == ">" and (words := before_break(tail)):
        tail, last = words, words[-1]
    if last in ":—–" or tail.endswith((".-", ":-", "--")):
        return Ending.LEAD
    if last == ";" or LIST_END.search(tail):
        return Ending.LIST
    if last in ".!?" or (last in '”")]' and len(tail) > 1 and tail[-2] in ".!?;"):
        return Ending.STOP
    return Ending.OPEN


def marks_at_start(text: str, block: Block, floor: int, accept: float = 0.0, skip: float = 8.0) -> list[Mark]:
    """The label, or chain of labels, that opens a paragraph or line; empty when none does.

    `floor` is where the text before it begins: what its ending is read from.
    """
    match = _START.match(text, block.start)
    if match is None:
        return []
    kind = match.lastgroup if match.lastgroup in _DECORATIONS else next(k for k in _DECORATIONS if match[k] is not None)
    inner = match[kind]
    found = readings_of(inner, kind)
    if not found:
        return []
    after = text[match.end() : match.end() + 30]
    label_start, label_end = match.start() + len(match["open"]), match.end()
    label = LABEL_MARKUP.sub("", match[0]).rstrip("—–") if kind == "dot" else LABEL_MARKUP.sub("", match[0])
    indent = block.start - (text.rfind("\n", 0, block.start) + 1)
    accept += _doubt(kind, inner, after)
    decoration = decoration_of(kind, match[0])
    marks = [Mark(label_start, label_end, label, decoration, found, accept, skip, ending_of(text, floor, block.start), False, indent)]
    extend_chain(text, block, marks)
    if REFERENCE_AFTER.match(text, marks[-1].end):
        broken = marks[0].before is Ending.OPEN and _OF_AFTER.match(text, marks[-1].end)
        marks[0] = marks[0]._replace(accept=accept + (6.0 if broken else 0.5 if skip >= 6 else 3.0))
    if RANGE.search(label):
        marks[0] = marks[0]._replace(last=readings(label.rpartition("(")[2].rstrip(")] ")))
    return marks


def decoration_of(kind: str, printed: str) -> str:
    """What goes around a number; italic numbers are a list of their own."""
    return "(*)" if kind == "paren" and _ITALIC.search(printed) else _DECORATIONS[kind]


@lru_cache(maxsize=4096)
def readings_of(inner: str, kind: str) -> tuple[Reading, ...]:
    """Every reading of a label's number. Two depend on the brackets: (1.5) stands between (1) and (2), (aa) may stand between (a) and (b)."""
    if kind == "subd":
        return readings(inner.split()[-1])
    if kind == "degree":
        digits = re.match(r"\d+", inner)
        latin = inner[digits.end() :].strip(" .°º") if digits else ""
        return tuple(Reading(r.style, r.ordinal, (latin,) if latin else ()) for r in readings(digits[0])) if digits else ()
    if kind == "paren" and "." in inner:
        whole, _, inserted = inner.partition(".")
        return tuple(reading._replace(suffix=(inserted,)) for reading in readings(whole))
    found = readings(re.sub(r"\s+", " ", inner))
    if kind == "paren" and re.fullmatch(r"[a-hj-uwyz]{2}", inner):
        found += (Reading(Style.LOWER, ord(inner[0]) - 96, (inner[1],)),)
    return found


def _doubt(kind: str, inner: str, after: str) -> float:
    """Why a label-like opening may be something else: an initial, a year, a decimal amount."""
    if kind == "dot" and len(inner) == 1 and inner.isalpha() and re.match(r"\s?[A-Z]\.", after):
        return 4.0  # J. P. Smith
    if kind == "dot" and inner in ("pp", "ss") and after.lstrip()[:1].isdigit():
        return 6.0  # pp. 3-5
    if kind == "dot" and inner.isdigit() and _MONTH.match(after):
        return 4.0  # zum 1. Januar
    if kind == "decimal" and re.match(r"\s*(?:percent|per cent|%|million|billion|times|miles|hours|acres)", after):
        return NEVER
    if kind in ("dot", "decimal") and not after.strip():
        return 0.5
    return 0.0


def extend_chain(text: str, block: Block, marks: list[Mark]) -> None:
    """Append what stands directly behind a label: (1) and (A) in `(a)(1)(A)`, `1.` in `A. 1.`."""
    while marks and len(marks) < 8:
        last = marks[-1]
        bracketed = last.decoration in ("()", "(*)")
        if bracketed and text[last.end + 1 : last.end + 4].isalpha():
            return  # a word, as behind most labels
        match = (_CHAIN if bracketed else _DOT_CHAIN).match(text, last.end)
        if match is None and bracketed:
            match = _DOT_BEHIND_PAREN.match(text, last.end)
        if match is None or match.end() > block.end or last.label.count("(") > 1:
            return
        spaced = match[0][:1] in " \u00a0"
        named = match.groupdict()
        group = next(g for g in ("paren", "dashed", "dot", "close", "degree", "next") if named.get(g))
        found = readings_of(match[group], group)
        rest = text[match.end() : match.end() + 30]
        if not found or (spaced and REFERENCE_AFTER.match(rest) and not _CHAIN.match(rest)):
            return
        start = match.end() - len(match[0].lstrip(" \u00a0")) + len(named.get("open") or "")
        marks.append(
            Mark(
                start,
                match.end(),
                LABEL_MARKUP.sub("", match[0]).strip(),
                decoration_of(group, match[0]),
                found,
                0.6 if spaced else 0.0,
                3.0 if spaced else 6.0,
                Ending.NOTHING,
                True,
            )
        )


def mark_run_in(text: str, block: Block, from_: int) -> list[Mark]:
    """A label behind a run-in heading: `(a) In general.—(1) ...`."""
    limit = min(block.end, from_ + 160)
    match = _SHORT_TITLE.match(text, from_, limit) or _RUN_IN.search(text, from_, limit)
    if match is None or re.search(r"[;:]|\.\s[a-z(\[]", text[from_ : match.start()]):
        return []
    inner = marks_at_start(text, Block(block.kind, match.end(), block.end), from_)
    if not inner:
        return []
    head, *chain = inner
    return [Mark(head.start, head.end, head.label, head.decoration, head.readings, 0.1, 2.5, Ending.LEAD, True), *chain]
