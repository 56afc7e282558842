"""A text whose line breaks are lost -> marks: every label behind punctuation may begin a clause.

`; and (2) record the answer. (b) No more.` has nothing but its words to say where a clause begins, so
each mark's costs come from the words on both sides, and the search in `nesting` lets the labels
before and after it decide.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from policytool.model.label import TOKEN
from policytool.parsing.blocks import Block, BlockKind
from policytool.parsing.marks import (
    LABEL_MARKUP,
    PAREN,
    REFERENCE_AFTER,
    REFERENCE_BEFORE,
    Ending,
    Mark,
    decoration_of,
    ending_of,
    extend_chain,
    marks_at_start,
    readings_of,
)
from policytool.parsing.quotations import quoted_spans
from policytool.patterns import lazy

_MIDDLE = lazy(
    rf"(?:(?<=[.;:—–”\"*])|(?<=--)|(?<=[)\]][ \n\u00a0])|(?<=[)\]][ \u00a0]{{2}}))[ \t\r\n\u00a0]{{0,3}}{PAREN}|(?<=[.;:—–,])[ \t\r\n\u00a0]{{0,3}}(?:and|or|und|et|y|and/or),?[ \t\r\n\u00a0]{{0,3}}{PAREN.replace('paren', 'joined')}"
    rf"|(?<=[a-z”\",])[ \t\r\n\u00a0]{{1,3}}(?:\((?P<first>[1aAiI])\)(?=[ \n\u00a0]{{1,3}}[a-z])|\((?P<bare>{TOKEN})\)(?=[ \n\u00a0]{{1,3}}[A-Z“\"$]))"
)
"""A label behind punctuation, behind `; and`, or behind a plain word: before a capital, or the first of a list."""
_LEADS = lazy(r"\b(?:of|to|by|that|with|from|for)\s*$")
_LED = (1.8, 0.3)
"""Behind a small word a list may begin, `a record of (a) each request; (b) each answer`, but no lone label stands."""
_OPENS_QUOTE = lazy(r"[\s—–]\"$")
_BARE = {"first": (1.4, 0.4), "bare": (1.0, 1.2)}
"""Accept and skip cost of a label behind a plain word: only the labels after it can tell."""


_DOTTED = lazy(
    r"[.;:—–,”\"A-Z](?:(?<![A-Z])[ \t\n\u00a0]{1,3}(?:(?:and|or|und|oder|et|ou|y|o)[ \t\n\u00a0]{1,3})?"
    r"(?=(?:[A-Za-z]|\d{1,3}(?:-?[a-z])?|[ivx]{2,5}|[IVX]{2,5})(?:\.|\s\.\s?[-–—]|\))|\d{1,3}\.?\s?[°º]|\d{1,4}(?:\.\d{1,3}){1,4}\s|Subd\.\s\d)"
    r"|(?<=[A-Z]{3})[ \u00a0](?=(?:1|A)\. ))"
)
"""A label without brackets: `hours. 2. The notice`, `: 1° Des demandes`, `POLICY A. Members`."""
_HALF_BRACKET = lazy(r"[ \t\n\u00a0](?=[a-z]{1,2}\)[ \n\u00a0])")
"""`if a) the office`; near miss: `(a) the office`."""
_ABBREVIATION = lazy(r"\b(?:Nos?|Secs?|Arts?|Nr|Abs|Vol|pp?|Chs?|Pts?|Cls?|paras?|Ord|Res|Reg|Stat|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$", re.I)
_RANGE_END = lazy(rf"[-–—]\(\s?(?P<last>{TOKEN})\s?\)")


def marks_in_line(text: str, start: int, end: int, floor: int) -> list[Mark]:
    """Labels in the middle of a text without line breaks, after punctuation or `; and`."""
    chains = [*_bracketed(text, start, end, floor), *_dotted(text, start, end, floor)]
    quoted = quoted_spans(text, start, end) if chains else []
    begins = [at for at, _ in quoted]
    marks: list[Mark] = []
    for chain in sorted(chains, key=lambda chain: chain[0].start):
        at = chain[0].start
        within = bisect_right(begins, at)
        if (not marks or at >= marks[-1].end) and not (within and at < quoted[within - 1][1]):
            marks += chain
    return marks


def _bracketed(text: str, start: int, end: int, floor: int) -> Iterator[list[Mark]]:
    """Labels in brackets, each with those chained to it."""
    if text.find("(", start, end) < 0:
        return
    for match in _MIDDLE.finditer(text, start, end):
        group = next(g for g in ("paren", "joined", "first", "bare") if match[g])
        at = match.start() + match[0].index("(")
        if text[at - 1 : at] == "[":
            at -= 1
        before = ending_of(text, floor, at)
        after = text[match.end() : match.end() + 30]
        previous = text[max(start, at - 30) : at].rstrip()
        costs = _middle_costs(previous, after, before) if group not in _BARE else _bare_costs(group, match[group], previous)
        if costs is None or _OPENS_QUOTE.search(text, max(start, at - 2), at):
            continue
        accept, skip = costs
        range_ = _RANGE_END.match(text, match.end())
        stop = range_.end() if range_ else match.end()
        label = LABEL_MARKUP.sub("", text[at:stop])
        found, last = readings_of(match[group], "paren"), readings_of(range_["last"], "paren") if range_ else ()
        head = Mark(at, stop, label, decoration_of("paren", text[at:stop]), found, accept, skip, before, last=last)
        if not found:
            continue
        chain = [head]
        extend_chain(text, Block(BlockKind.PARAGRAPH, start, end), chain)
        if REFERENCE_AFTER.match(text, chain[-1].end):
            chain[0] = head._replace(accept=accept + (1.0 if before in (Ending.LEAD, Ending.LIST) else 3.0))
        yield chain


def _dotted(text: str, start: int, end: int, floor: int) -> Iterator[list[Mark]]:
    """Labels such as `2.`, `b.`, `a)` and `1°`, each with those chained to it."""
    halves = _HALF_BRACKET.finditer(text, start, end) if text.count(")", start, end) > text.count("(", start, end) else ()
    for match in (*_DOTTED.finditer(text, start, end), *halves):
        at = match.end()
        previous = text[max(start, at - 30) : at].rstrip()
        if _ABBREVIATION.search(previous):
            continue
        before = ending_of(text, floor, at)
        accept, skip = _middle_costs(previous, text[at + 2 : at + 30].lstrip(".)°º0123456789"), before)
        chain = marks_at_start(text, Block(BlockKind.PARAGRAPH, at, end), floor, accept, skip)
        if chain:
            yield [chain[0]._replace(indent=0), *chain[1:]]


def _bare_costs(group: str, inner: str, previous: str) -> tuple[float, float] | None:
    """Costs of a label behind a plain word or comma; None where it belongs to a reference."""
    if inner in "1aAiI" and _LEADS.search(previous):
        return _LED
    if REFERENCE_BEFORE.search(previous) and (previous[-1:] != "," or previous[-2:] == ")," or group == "first"):
        return None
    return _BARE[group]


def _middle_costs(previous: str, after: str, before: Ending) -> tuple[float, float]:
    """Costs of a label inside a line, from the words on both sides."""
    accept, skip = 0.3, 0.8
    last = previous[-1:]
    if last in "—–" and re.search(r"\w\s?[—–]$", previous) is None:
        accept += 0.2
    if before is Ending.LIST or before is Ending.LEAD:
        skip = 1.4
    elif before is Ending.STOP:
        skip = 1.0
    if re.search(r",\s*(?:and|or|et|y)$", previous):
        accept += 0.5
    if last in ')]”"':
        accept += 1.2
        if re.search(r"[.;][)\]”\"]$|[\[(](?:Reserved|Repealed|Omitted|Blank|Deleted)[)\]]$", previous):
            accept -= 1.0
    if re.match(r"\s*[A-Z“\"\[$(]", after):
        skip += 0.6
    elif re.match(r"\s*[a-z]", after):
        accept += 0.2
    return accept, skip
