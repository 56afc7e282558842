"""Source text -> the units that carry a heading or a section number, in order.

One pass over the lines. It finds ATX headings outside fences, sections that stand without a heading
(`Section 1.  Purpose.`, `(5 ILCS 805/15) Sec. 15.`, `2-173-020 Title.`, `Artículo Primero.-`), and
section starts in a scraped text whose line breaks are lost (`it is hereby ordered:Section 1.  Purpose.`).
A mention in running text is not a start: `Section 12 of the Act` is followed by a small word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import chain, repeat

from policytool.model.clause import Kind
from policytool.parsing.acts import act_heads, schedule_paragraphs
from policytool.parsing.divisions import division_lines, is_schedule
from policytool.parsing.headings import Head, read_heading
from policytool.parsing.lines import follows_an_end, line_end, next_line, own_paragraph
from policytool.parsing.profiles import Language, Profile
from policytool.parsing.unheaded import glued_starts, read_unheaded
from policytool.patterns import lazy

_UNIT_LINE = lazy(
    r"\n(?=[ \t\u00a0#(\d§AHKMNORS*_])(?: {0,3}(#{1,6})(?=[ \t\r\n]|\Z)([^\n]*)"
    r"|[ \t\u00a0]*(?=(?:\*{1,3}|_{1,3})?"
    r"(?:\(\d{1,4} ILCS |(?:S(?:ection|ECTION|ec\.|EC\.)|A(?:rt[íi]culo|RT[ÍI]CULO|RT[IÍ]CLE|rti(?:cle|kel|colo|go)|rt\.)|§|(?:RCW|[ONKH]RS|MCL)(?=[ \u00a0]))[ \t\u00a0]*[0-9A-ZÚ]|\d{1,3}[A-Z]?[-:]\d{1,5}(?:[A-Z]|\.\d{1,2})?-\d"
    r"|(?<=[*_])(?:D(?:ivision|IVISION)|T(?:itle|ITLE)|C(?:hapter|HAPTER)|P(?:art|ART)|A(?:ppendix|PPENDIX|nnex|NNEX))[ \u00a0][0-9A-Z])))"
)
"""A line that opens with #, or like a section without a heading, perhaps in bold. It begins with the line break, a literal that the regex
engine finds at the speed of memory, and looks at one character before anything else."""
_ITEM = lazy(r"\(?\w{1,4}[.)][ \t]")
_UNDERLINE = lazy(r"\n {0,3}(?:={3,}|-{3,}|~{3,})[ \t]*(?=\r?\n|\Z)")
_RANKS = {"=": 1, "-": 2, "~": 3}
_LETTERED = lazy(r"(?P<label>(?P<number>\d{1,3})[A-Z]{1,2})[ \t\u00a0]+(?P<title>[A-Z“\"].*)")
_FENCE = lazy(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.M)


def find_heads(text: str, start: int, profile: Profile) -> list[Head]:
    """The units of `text` from `start` on, in order. The first is the preamble, and may be empty."""
    underlined = _underlined(text, start)
    drawn = {text.rfind("\n", 0, end) + 1 for _, end, _, _ in underlined}
    closed = _fences(text, start, drawn) if "`" in text or "~" in text else []  # one character is found at once, three are not
    heads = [Head(start, start, 0, 0, Kind.HEADING, "", "")]
    make = tuple.__new__  # a code has thousands, and Head(...) takes three times as long
    found, lines = _unit_lines(text, start)
    if underlined:
        found = sorted([*found, *underlined])
    if closed:
        found = [heading for heading in found if not bisect_right(closed, heading[0]) % 2]
    heads += [make(Head, (place, end, level, *read_heading(title, profile))) for place, end, level, title in found]
    if closed:
        lines = [at for at in lines if not bisect_right(closed, at) % 2]
    heads = _with_plain_units(text, start, profile, heads, lines)
    titles = [n for n, head in enumerate(heads) if head[4] is Kind.HEADING and not head[5] and n]
    if titles:
        _give_lettered_numbers(heads, titles)
    return _with_titles_below(text, heads, titles)


def _with_plain_units(text: str, start: int, profile: Profile, heads: list[Head], lines: list[int]) -> list[Head]:
    """Heads with the divisions and sections that stand on plain lines; `lines` open like a section."""
    few = len(heads) <= 2
    divisions = division_lines(text, start, profile) if few else []
    under = {next_line(text, head.body) for head in divisions if not is_schedule(head)}  # below that, `Section 2` says which section it belongs to
    numbered = {at for at in lines if at in under or follows_an_end(text, at, start)}
    if profile.language is Language.ENGLISH:
        numbered.update(glued_starts(text, start))
    plain = [head for at in sorted(numbered) if (head := read_unheaded(text, at, line_end(text, at), profile)) is not None]
    if not plain and few:
        plain = act_heads(text, start, divisions)
    elif profile.language is Language.ENGLISH:
        plain += schedule_paragraphs(text, sorted([*heads, *divisions]) if divisions else heads)
    if not plain and not divisions:
        return heads
    return _without_overlap(sorted([*heads, *divisions, *plain], key=lambda head: (head.start, head.level)))


def _give_lettered_numbers(heads: list[Head], titles: list[int]) -> None:
    """Let `### 2A Definitions` have its number, which only a heading `### 2 Scope` of the same level above it shows to be one: `3D Maps` is none."""
    found = [(n, match) for n in titles if (match := _LETTERED.match(heads[n].heading))]
    first: dict[tuple[int, str], int] = {}
    for n, head in enumerate(heads) if found else ():
        if head.kind is Kind.HEADING:
            first.setdefault((head.level, head.label.rstrip(".")), n)
    for n, match in found:
        if first.get((heads[n].level, match["number"]), n) < n:
            heads[n] = heads[n]._replace(label=match["label"], heading=match["title"])


def _with_titles_below(text: str, heads: list[Head], titles: list[int]) -> list[Head]:
    """Heads where a section's title stands in a heading of its own below its number, as the European Union prints it: `### Article 6`, `#### Scope`."""
    last = len(heads) - 1
    gone = set()
    for n in titles:
        section, title, after = heads[n - 1], heads[n], heads[n + 1] if n < last else None
        alone = after is None or after.level <= section.level or after.kind is Kind.SECTION
        if section.kind is Kind.SECTION and not section.heading and not title.label and title.level > section.level and alone and not text[section.body : title.start].strip():
            heads[n - 1] = section._replace(heading=title.heading, body=title.body)
            gone.add(n)
    return [head for n, head in enumerate(heads) if n not in gone] if gone else heads


def _unit_lines(text: str, start: int) -> tuple[list[tuple[int, int, int, str]], list[int]]:
    """(start, end, number of #, title) of every line that opens with #, and offsets of those that open like a section without a heading."""
    headings, numbered = [], []
    opening = "\n" + text[start : start + 2000]
    first = _UNIT_LINE.match(opening)
    for match, before in chain([(first, start - 1)] if first else [], zip(_UNIT_LINE.finditer(text, start), repeat(0))):
        at, end = match.span()
        hashes, title = match.groups()
        if hashes is None:
            numbered.append(before + end)
        else:
            headings.append((before + at + 1, before + end, len(hashes), title))
    return headings, numbered


def _underlined(text: str, start: int) -> list[tuple[int, int, int, str]]:
    """Headings over a line of = or -, or of ~ as long as they are, as `_unit_lines` gives its headings; near misses: a sentence over a rule, a table."""
    found = []
    for match in _UNDERLINE.finditer(text, start) if any(text.find(marks, start) >= 0 for marks in ("\n---", "\n===", "\n~~~")) else ():
        at = max(text.rfind("\n", start, match.start()) + 1, start)
        title = text[at : match.start()].strip()
        if 0 < len(title) <= 120 and _can_be_underlined(text, at, title, match) and (at == start or own_paragraph(text, at)):
            found.append((at, match.end(), _RANKS[match[0].strip()[0]], title))
    return found


def _can_be_underlined(text: str, at: int, title: str, line: re.Match[str]) -> bool:
    """Whether a line of text over a line of marks can be a heading: an item of a list only where the marks are as long as it is."""
    if title[0] in "#>|*+=-" or "|" in title or title[-1] in ".;," or text[at] in " \t":
        return False
    if "~" in line[0]:  # reStructuredText draws it as long as the title; a fence is what Markdown reads
        return abs(len(line[0].strip()) - len(title)) <= 1 and len(title) > 3
    alone = not text[line.end() : text.find("\n", line.end() + 1) + 1 or len(text)].strip()
    return not _ITEM.match(title) or (alone and len(line[0].strip()) >= len(title))


def _without_overlap(heads: list[Head]) -> list[Head]:
    """Heads in order, those left out that begin inside the first line of another."""
    kept: list[Head] = []
    for head in heads:
        if not kept or head.start >= kept[-1].body or (kept[-1].level == 0 and head.start >= kept[-1].start):
            kept.append(head)
    return kept


def _fences(text: str, start: int, drawn: set[int]) -> list[int]:
    """Offsets where a fenced block begins and ends, alternating; `drawn` is where lines under titles begin."""
    edges: list[int] = []
    fence = ""
    for match in _FENCE.finditer(text, start):
        if match.start() in drawn:
            continue
        if not fence:
            fence = match[1]
            edges.append(match.start())
        elif match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[0].strip().strip(fence[0]):
            fence = ""
            edges.append(match.end())
    return edges
