"""The blocks of a unit -> segments, each with the marks it offers.

A segment is a stretch of text that was set apart: a paragraph, or a line that ended before it had to.
What its opening says decides what it may become: a recital, an enacting formula, a definition, a
quotation, a note, or text with marks for the nesting search. In a unit with one paragraph and no
line breaks every label behind punctuation is a mark; elsewhere an enumeration inside a paragraph is
only that.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from policytool.parsing.blocks import Block, BlockKind, line_starts, trim
from policytool.parsing.lines import LONGEST, before_break, title_in
from policytool.parsing.lost_breaks import marks_in_line
from policytool.parsing.marks import DEFINITION, MONTH, Ending, Mark, ending_of, mark_run_in, marks_at_start
from policytool.parsing.quotations import QUOTES, quoted_lines, read_quotation
from policytool.parsing.wraps import Breaks, forced_breaks, line_costs
from policytool.patterns import lazy


class Role(StrEnum):
    """What a segment is."""

    TEXT = "text"
    RECITAL = "recital"
    ENACTING = "enacting"
    DEFINITION = "definition"
    QUOTED = "quoted"
    NOTE = "note"
    TABLE = "table"
    CODE = "code"
    BULLET = "bullet"


class Segment(NamedTuple):
    """A stretch of source text with the marks it offers, in order."""

    start: int
    end: int
    role: Role
    marks: tuple[Mark, ...] = ()
    indented: bool = False


_RECITAL = lazy(r"[“\"]?(?:\*\*)?(?:WHEREAS|Whereas|CONSIDERANDO|VISTOS?|Consid[ée]rant(?: que)?|Vu la?)\b|Que, ")
_ENACTING = lazy(
    r"(?:\*\*)?(?:NOW,?\s+THEREFORE|Now,?\s+therefore|Be it (?:enacted|ordained|resolved)|BE IT (?:ENACTED|ORDAINED|RESOLVED|FURTHER)|THEREFORE,? BE IT|DECRETA|SE RESUELVE|D[ée]cr[èe]te)\b"
)
_NOTE = lazy(
    r"[\[(](?:Source|History|\d{1,3} (?:FR|Fed\. Reg\.|Stat\.) \d|Prior code|Added|Amend(?:ed)?\b|Coun\. J|Pub\. L\.|Credits?|Ord\.|Code \d{4}|(?:Foot|End)note \d{1,4}: )[^\n]{0,4000}[\])]\.?\s*$|(?:HISTORY|Source|Credits?|Historique):\s"
    r"|(?:Added|Amended) by Acts \d{4}|Acts \d{4}, \d{1,3}(?:st|nd|rd|th) Leg"
)
_SIGNED = lazy(
    r"THE WHITE HOUSE,?\s*$|\\?_{5,}[^\n]{0,80}(?:\n[^\n]{0,80}){0,3}$"
    r"|(?i:passed|adopted|approved|enacted|ordained|introduced|signed|dated|done)\b[^\n]{0,80}?\bthis [\w-]{1,14} day of\b[^\n]{0,120}$"
    rf"|{MONTH} \d{{1,2}}, \d{{4}}\.?\s*$"
)
"""A paragraph that only says where, when or by whom a text was signed."""
_RECITAL_SPLIT = lazy(r"(?<=[;.:,])[ \t]*(?:and[ \t]+)?(?=(?:WHEREAS|NOW,?[ \t]+THEREFORE)\b)|(?<=[a-z])(?=WHEREAS,)")
_RECITAL_LINE = lazy(
    r"\n[ \t]*(?=(?:WHEREAS|NOW,? THEREFORE|Now,? therefore|BE IT|Be it|CONSIDERANDO|DECRETA|SE RESUELVE)\b|Whereas,|Que, )|(?<=[:,;.])\n[ \t]*(?=(?:1|a|A|I)[.)][ \t]|\((?:1|a)\)[ \t]|I, the )"
)
"""A line of a preamble without blank lines that begins a recital, the formula or the first clause."""
_OPENS_NOTE = frozenset("[(HSCTJFMAONDPEI\\_")
"""What _NOTE and _SIGNED begin with."""
_BULLETS = "-*•+"
_BULLET = lazy(rf"(?:[{_BULLETS}][ \t]+)(?=\S)")


_LABEL_INSIDE = lazy(r"(?:\*\*|__|[*_])?\[?(?:\\?\([\w.-]{1,8}\\?\)|\w{1,3}\)|\d{1,3}(?:\.\d{1,3})+)")
"""`(a)`, `(a-1)`, `a)` or `1.2` behind a bullet; near miss: `A. Smith`."""


def find_segments(text: str, blocks: list[Block], body: int, free: bool) -> list[Segment]:
    """The segments of one unit. `free` is a unit that is not a section: its paragraphs stand for themselves."""
    segments: list[Segment] = []
    floor = body
    paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH]
    siblings = len(paragraphs)
    if siblings == 2 and free and text[paragraphs[0].start].isdigit() and paragraphs[0].end - paragraphs[0].start <= LONGEST:
        siblings = 1  # a number and a title, and all the text behind them
    quoting = ""
    for n, block in enumerate(blocks):
        if block.kind in (BlockKind.RULE, BlockKind.COMMENT):
            continue
        if block.kind is not BlockKind.PARAGRAPH:
            role = {BlockKind.TABLE: Role.TABLE, BlockKind.QUOTE: Role.QUOTED}.get(block.kind, Role.CODE)
            segments.append(Segment(block.start, block.end, role))
            continue
        quoted = False
        if quoting or text[block.start] in QUOTES:
            quoting, quoted = read_quotation(text, blocks, n, quoting, ending_of(text, floor, block.start) if segments else None)
        if quoted:
            segments.append(Segment(block.start, block.end, Role.QUOTED))
        else:
            found = _paragraph(text, block, floor, siblings, free)
            if segments and segments[-1].role is Role.TEXT and not segments[-1].marks and found and found[0].marks:
                found[0] = found[0]._replace(marks=(found[0].marks[0]._replace(fresh=True), *found[0].marks[1:]))
            if found and found[0].role is Role.DEFINITION and segments and segments[-1].marks and segments[-1].marks[-1].end == segments[-1].end:
                found[0] = found[0]._replace(role=Role.TEXT, marks=found[0].marks[1:])  # the text of a label that stands alone
            segments += found
        floor = max(block.start, segments[-1].marks[-1].end if segments[-1].marks else 0)
    return segments


def _paragraph(text: str, block: Block, floor: int, siblings: int, free: bool) -> list[Segment]:
    """The segments of one paragraph block."""
    if free and (parts := _recitals(text, block)):
        return list(_preamble(text, parts, floor, siblings + len(parts) - 1))
    first = text[block.start]
    if first in _OPENS_NOTE and (_NOTE.match(text, block.start, block.end) or _SIGNED.match(text, block.start, block.end)):
        return [Segment(block.start, block.end, Role.NOTE)]
    if text.find("\n", block.start, block.end) < 0 and first not in _BULLETS:  # the commonest paragraph of all
        return [_one_line(text, block, floor, siblings == 1)]
    return list(_apart(text, block, floor, siblings, free))


def _preamble(text: str, parts: list[tuple[int, int]], floor: int, siblings: int) -> Iterator[Segment]:
    """Recitals, the enacting formula, and what stands between them."""
    for start, end in parts:
        body = text[start:end]
        if _RECITAL.match(body):
            yield Segment(start, end, Role.RECITAL)
        elif _ENACTING.match(body):
            yield Segment(start, end, Role.ENACTING)
        else:
            yield from _text(text, Block(BlockKind.PARAGRAPH, start, end), floor, siblings, True)


def _apart(text: str, block: Block, floor: int, siblings: int, free: bool) -> Iterator[Segment]:
    """A paragraph of several lines: lines that quote amending text, and what stands around them."""
    start, quoted = block.start, quoted_lines(text, block)
    longest = max(end - at for at, end in line_starts(text, block)) if quoted else 0
    for quoted_start, quoted_end in quoted:
        if between := trim(text, start, quoted_start):
            yield from _text(text, between, floor, siblings + 1, free, longest)
        yield Segment(quoted_start, quoted_end, Role.QUOTED)
        start = quoted_end
    if rest := trim(text, start, block.end):
        yield from _text(text, rest, floor, siblings + bool(quoted), free, longest)


def _recitals(text: str, block: Block) -> list[tuple[int, int]]:
    """A paragraph cut where recitals and the enacting formula begin; empty when it holds none."""
    body = text[block.start : block.end]
    if not (_RECITAL.match(body) or _ENACTING.match(body) or "WHEREAS," in body or "NOW, THEREFORE" in body):
        return []
    cuts = [block.start, *(block.start + m.end() for m in _RECITAL_SPLIT.finditer(body) if m.end()), block.end]
    lines = [block.start + m.end() for m in _RECITAL_LINE.finditer(body)]
    cuts = sorted({*cuts, *lines})
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]


def _text(text: str, block: Block, floor: int, siblings: int, free: bool, longest: int = 0) -> Iterator[Segment]:
    lines = line_starts(text, block)
    bullet = _BULLET.match(text, block.start)
    if bullet or (len(lines) > 1 and any(_BULLET.match(text, at) for at, _ in lines[1:])):
        yield from _bullets(text, block, lines, floor, free)
        return
    if len(lines) == 1 or (siblings == 1 and len(lines) > 3 and all(forced_breaks(text, lines, longest))):
        yield _one_line(text, block, floor, siblings == 1)
        return
    yield from _wrapped(text, block, lines, floor, siblings, longest)


def _one_line(text: str, block: Block, floor: int, alone: bool) -> Segment:
    """A paragraph without line breaks."""
    marks = marks_at_start(text, block, floor)
    indented = _indent(text, block.start) >= 2
    if not marks and (term := DEFINITION.match(text, block.start, block.end)):
        definition = _definition_mark(text, block.start, term.start(), floor)
        inner = marks_in_line(text, term.end(), block.end, block.start) if alone else []
        return Segment(block.start, block.end, Role.DEFINITION, (definition, *inner), indented)
    begin = marks[-1].end if marks else block.start
    run_in = mark_run_in(text, block, begin) if marks or alone else []
    marks += run_in
    if alone:
        begin = marks[-1].end if marks else block.start
        marks += marks_in_line(text, begin, block.end, marks[-1].start if marks else floor)
    return Segment(block.start, block.end, Role.TEXT, tuple(marks), indented)


def _definition_mark(text: str, start: int, end: int, floor: int) -> Mark:
    return Mark(start, end, "", "", (), 0.0, 1000.0, ending_of(text, floor, start))


def _indent(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _wrapped(text: str, block: Block, lines: list[tuple[int, int]], floor: int, siblings: int, longest: int) -> Iterator[Segment]:
    """A paragraph of several lines: a line that stopped early was ended on purpose."""
    breaks = Breaks(text, lines, longest)
    forced, justified = breaks.forced, breaks.justified
    spaced = siblings - bool(longest) > 1 and not breaks.numbered
    start, marks, at = block.start, list(marks_at_start(text, Block(block.kind, block.start, lines[0][1]), floor)), 0
    role = Role.TEXT
    if not marks and DEFINITION.match(text, block.start, block.end):
        marks, role = [_definition_mark(text, block.start, block.start, floor)], Role.DEFINITION
    elif marks:
        marks += mark_run_in(text, Block(block.kind, *lines[0]), marks[-1].end)
    for at, (line, end) in enumerate(lines[1:], 1):
        floor = marks[-1].end if marks else start
        context = before_break(" ".join(text[max(floor, line - 80) : line].split()))
        hung = breaks.hung(at) or (at == len(lines) - 1 and text[lines[at - 1][1] - 1] == "." and title_in(text[line:end].partition(" ")[2]) != "")
        accept, skip = line_costs(context, forced[at] and not hung, spaced and justified and not hung)
        found = marks_at_start(text, Block(block.kind, line, end), floor, accept, skip)
        stop = text[lines[at - 1][1] - 1]
        ended = not forced[at] and stop in ".;:—–"
        if _NOTE.match(text, line, block.end) and not found:
            yield Segment(start, lines[at - 1][1], role, tuple(marks))
            yield Segment(line, block.end, Role.NOTE)
            return
        if found:
            found += mark_run_in(text, Block(block.kind, line, end), found[-1].end)
            marks += found
        elif (ended or stop == ":") and DEFINITION.match(text, line, block.end):
            yield Segment(start, lines[at - 1][1], role, tuple(marks), _indent(text, start) >= 2)
            start, role, marks = line, Role.DEFINITION, [_definition_mark(text, line, line, start)]
        elif not (spaced or forced[at]) and _stands_alone(text, line, stop, marks, breaks):
            yield Segment(start, lines[at - 1][1], role, tuple(marks))
            start, role, marks = line, Role.TEXT, []
    yield Segment(start, block.end, role, tuple(marks), _indent(text, start) >= 2)


def _stands_alone(text: str, line: int, stop: str, marks: list[Mark], breaks: Breaks) -> bool:
    """Whether a line without a label, behind one that stopped early, is a paragraph of its own.

    Behind a comma it is one only where it goes on with the sentence above the list that the comma ends.
    """
    if stop == ",":
        return text[line].islower() and bool(marks) and marks[-1].before is Ending.LIST and breaks.meant
    return stop in ".;:—–" and (breaks.justified or breaks.meant)


def _bullets(text: str, block: Block, lines: list[tuple[int, int]], floor: int, free: bool) -> Iterator[Segment]:
    """A paragraph with Markdown bullets: each stands for itself; lines that are numbered, behind a bullet or between them, keep their labels."""
    start, role, marks = block.start, Role.TEXT, list(marks_at_start(text, Block(block.kind, *lines[0]), floor))
    if bullet := _BULLET.match(text, block.start):
        start, role, marks = _bullet(text, Block(block.kind, *lines[0]), bullet.end(), floor)
    for at, (line, end) in enumerate(lines[1:], 1):
        bullet, before = _BULLET.match(text, line), lines[at - 1]
        found = [] if bullet else marks_at_start(text, Block(block.kind, line, end), before[0], 0.2, 2.0)
        if not bullet and not found:
            continue
        yield Segment(start, before[1], role, tuple(marks), _indent(text, start) >= 2)
        start, role, marks = _bullet(text, Block(block.kind, line, end), bullet.end(), before[0]) if bullet else (line, Role.TEXT, found)
    yield Segment(start, block.end, role, tuple(marks), _indent(text, start) >= 2)


def _bullet(text: str, line: Block, inside: int, floor: int) -> tuple[int, Role, list[Mark]]:
    """Where a line behind a bullet begins, what it is and its marks: `- (a) Pay.` is a clause, and its bullet only looks."""
    if _LABEL_INSIDE.match(text, inside) and (found := marks_at_start(text, Block(line.kind, inside, line.end), floor, 0.2)):
        return inside, Role.TEXT, found
    return line.start, Role.BULLET, []
