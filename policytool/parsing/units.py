"""Source text -> the units that carry a heading or a section number, in order.

One pass over the lines. It finds ATX headings outside fences, sections that stand without a heading
(`Section 1.  Purpose.`, `(5 ILCS 805/15) Sec. 15.`, `2-173-020 Title.`, `Artículo Primero.-`), and
section starts in a scraped text whose line breaks are lost (`it is hereby ordered:Section 1.  Purpose.`).
A mention in running text is not a start: `Section 12 of the Act` is followed by a small word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from policytool.model.clause import Kind
from policytool.parsing.profiles import Language, Profile
from policytool.patterns import lazy

RANKS = {
    "partie": 1, "division": 1, "buch": 1, "title": 2, "libro": 2, "livre": 2, "teil": 2, "titre": 3, "título": 3, "subtitle": 3,
    "kapitel": 3, "part": 4, "chapter": 4, "chapitre": 4, "capítulo": 4, "abschnitt": 4, "subchapter": 5, "subpart": 6,
    "unterabschnitt": 5, "titel": 6, "sección": 6, "sous-section": 7, "paragraphe": 8, "sous-paragraphe": 9,
    "annex": 2, "annexe": 2, "schedule": 2, "appendix": 2, "anlage": 2, "anexo": 2,
}  # fmt: skip
"""Which division holds which, when heading levels do not say it: a lower number holds a higher one."""
ARTICLE_DIVISION, SECTION_DIVISION, SECTION_RANK = 7, 6, 20
UNHEADED = 7
"""The level of a section that stands on a plain line: below every heading."""

_NUMBER = (
    r"(?:[A-Z]{1,2}\.?[ \u00a0]?\*?[ \u00a0]?)?\d{1,6}(?:[A-Z]{1,2}(?=[.:\-–]\d))?(?:[.:\-–][0-9A-Za-z]{1,6}){0,6}[A-Za-z]{0,2}\b(?:[ \u00a0][A-Z]\b(?=[ \u00a0]*$))?"
)
_ROMAN = r"[IVXLC]{1,8}\b"
_ORDINAL = r"(?:Primero|Segundo|Tercero|Cuarto|Quinto|Sexto|S[ée]ptimo|Octavo|Noveno|D[ée]cimo|Único|[Uu]nique|[Pp]remier|1er|Ier)\b"
SECTION = lazy(
    rf"""(?P<cite>\(\d{{1,4}}\ ILCS\ [^)\n]{{1,40}}\)\s*)?          # (5 ILCS 805/15)
    (?P<label>
        (?P<word>SECTION|Section|SEC\.|Sec\.|Artículo|ARTÍCULO|ARTICLE|Article|Art\.|§|RCW|ORS|NRS|KRS|HRS|MCL)[ \t\u00a0]*
        (?P<number>{_NUMBER}|{_ROMAN}|{_ORDINAL})
      | (?P<code>(?!\d{{1,2}}:\d\d-)\d{{1,3}}[A-Z]?[-:]\d{{1,5}}(?:[A-Z]|\.\d{{1,2}})?-\d{{1,5}}[A-Z]?(?:\.\d{{1,3}})?)  # 2-173-020, 24-76.6-102, 40A:14-9; near misses: 2006-2007, 9:00-10
    )
    (?P<end>\.(?!\d)(?:[ \t]?[-–—])?|[ \t]?[:–—-](?=\s|$)|(?=\s|$)|(?=\())
    """,
    re.X,
)
DIVISION = lazy(
    rf"(?P<label>(?P<word>{'|'.join(sorted(RANKS, key=len, reverse=True))}|section)\b[ \t\u00a0]*(?P<number>{_ROMAN}|{_NUMBER}|{_ORDINAL}|[IVX]{{1,6}}er|[A-Z]\b)?)(?P<end>[ \t]?[.:–—-]{{0,2}})(?=\s|$|(?<=[–—])\w)",
    re.I,
)
HEADING_LABEL = lazy(
    r"(?P<label>\((?:\d{1,3}|[A-Za-z]{1,4})\)|(?:\d{1,3}(?:\.\d{1,3}){0,4}(?:[A-Z]{1,2}(?=\.))?|[A-Z]|[IVXLC]{1,6})(?:\.|(?<=\d)(?=[ \t]))|[a-z0-9]{1,3}\))(?=\s|$)"
)
_UNIT_LINE = lazy(
    r"\n(?=[ \t\u00a0#(\d§AHKMNORS])(?: {0,3}(#{1,6})(?=[ \t\r\n]|\Z)([^\n]*)"
    r"|[ \t\u00a0]*(?=\(\d{1,4} ILCS |(?:S(?:ection|ECTION|ec\.|EC\.)|A(?:rt[íi]culo|RT[ÍI]CULO|RT[IÍ]CLE|rticle|rt\.)|§|(?:RCW|[ONKH]RS|MCL)(?=[ \u00a0]))[ \t\u00a0]*[0-9A-ZÚ]|\d{1,3}[A-Z]?[-:]\d{1,5}(?:[A-Z]|\.\d{1,2})?-\d))"
)
"""A line that opens with #, or like a section without a heading. It begins with the line break, a literal that the regex
engine finds at the speed of memory, and looks at one character before anything else."""
_DIVISION_LINE = lazy(
    r"\n(?=(?:DIVISION|TITLE|SUBTITLE|Subtitle|CHAPTER|SUBCHAPTER|PART|SUBPART)[ \t]+(?:[IVXLC]{1,7}|[A-Z]|\d{1,3})(?:[ \t]?[—–:.-]|[ \t]*\r?\n))"
)
"""`TITLE I—RECORDS` on a line of its own; near miss: `TITLE I of the Act`."""
_GLUED = lazy(r"(?<=[.:;”\"])[ \t]*(?=(?:Section|Sec\.)[ \t\u00a0]*(\d{1,3})[A-Za-z]?\.[ \t\u00a0]+[A-Z(“\"])")
_CLOSING_HASHES = lazy(r"(?:^|[ \t])#+[ \t\r]*$")
_FENCE = lazy(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.M)
_REFERENCE_WORD = lazy(r"(?:[ \u00a0]?\([^()\n]{1,60}\)){0,6}\s*(?:of|to|and|or|through|is|are|was|shall|may|et|und|der|des|du|de|y|del|from|under|above|below)\b")
_CODE_BEFORE = lazy(r"\b(?:[A-Z]\.\s?){2,}$|\b(?:Code|Stat|Reg|Const|Ann|Laws|Comp|MCC)\.?$")
"""A line that ends `42 U.S.C.`: the § on the next line belongs to it."""
_CODE_AFTER = lazy(r"\s*(?:C\.?F\.?R|U\.?S\.?C|ILCS|F\.?R|Fed|Stat|DCMR)\b")
"""`# 8 CFR 287.7`: the title of a code, not the number of a heading."""
_TERMINAL = '.;:—–-!?”")]}>*_|'
_VERB = lazy(r"\b(?:shall|may|must|is|are|was|were|has|have|had|means|includes?|applies|will|can|be|hereby)\b|;")


class Head(NamedTuple):
    """Where a unit begins and what its first line says. A tuple, because a code has thousands."""

    start: int
    body: int
    """Where its own text begins."""
    level: int
    """Number of #, or UNHEADED; 0 for what stands before the first."""
    rank: int
    """Tells which of two units of one level holds the other; 0 when the words do not say."""
    kind: Kind
    label: str
    heading: str


def find_heads(text: str, start: int, profile: Profile) -> list[Head]:
    """The units of `text` from `start` on, in order. The first is the preamble, and may be empty."""
    closed = _fences(text, start) if "`" in text or "~" in text else []  # one character is found at once, three are not
    heads = [Head(start, start, 0, 0, Kind.HEADING, "", "")]
    make = tuple.__new__  # a code has thousands, and Head(...) takes three times as long
    found, lines = _unit_lines(text, start)
    if closed:
        found = [heading for heading in found if not bisect_right(closed, heading[0]) % 2]
    heads += [make(Head, (place, end, level, *_title(title, profile))) for place, end, level, title in found]
    numbered = [at for at in lines if _follows_an_end(text, at, start) and not (closed and bisect_right(closed, at) % 2)]
    if profile.language is Language.ENGLISH:
        numbered += _glued_starts(text, start)
        heads += _division_lines(text, start) if all(head.level == 0 for head in heads) else []
    if numbered:
        plain = [head for at in sorted(set(numbered)) if (head := _unheaded(text, at, _line_end(text, at), profile)) is not None]
        heads = _without_overlap(sorted([*heads, *plain], key=lambda head: (head.start, head.level)))
    return heads


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


def _division_lines(text: str, start: int) -> list[Head]:
    """Divisions of a text without Markdown headings: a paragraph that is one short line in capitals or beginning like one."""
    found = []
    for match in _DIVISION_LINE.finditer(text, start):
        at, end = match.end(), _line_end(text, match.end())
        division = DIVISION.match(text, at, end)
        if division and end - at <= 120 and _own_paragraph(text, at) and not text[end : end + 2].strip("\r\n \t"):
            rank = _rank(division["word"].lower())
            found.append(Head(at, end, UNHEADED, rank, Kind.DIVISION, division["label"].strip(), text[division.end() : end].strip(" \t:–—-.")))
    return found


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    found = len(text) if found < 0 else found
    return found - 1 if found > at and text[found - 1] == "\r" else found


def _without_overlap(heads: list[Head]) -> list[Head]:
    """Heads in order, those left out that begin inside the first line of another."""
    kept: list[Head] = []
    for head in heads:
        if not kept or head.start >= kept[-1].body or (kept[-1].level == 0 and head.start >= kept[-1].start):
            kept.append(head)
    return kept


def _fences(text: str, start: int) -> list[int]:
    """Offsets where a fenced block begins and ends, alternating."""
    edges: list[int] = []
    fence = ""
    for match in _FENCE.finditer(text, start):
        if not fence:
            fence = match[1]
            edges.append(match.start())
        elif match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[0].strip().strip(fence[0]):
            fence = ""
            edges.append(match.end())
    return edges


def _glued_starts(text: str, start: int) -> list[int]:
    """Section starts inside a line: only where the numbers count up from the section before."""
    expected, places = {1}, []
    if text.find("Sec", start) < 0:
        return []
    for match in _glued_candidates(text, start):
        number = int(match[1])
        if number in expected:
            places.append(match.end())
            expected = {number + 1}
    return places


def _glued_candidates(text: str, start: int) -> Iterator[re.Match[str]]:
    """Matches of `_GLUED`, tried only where the word stands."""
    for word in re.finditer("Sec", text[start:]) if start else re.finditer("Sec", text):
        at = word.start() + start
        before = at
        while before > start and text[before - 1] in " \t":
            before -= 1
        if before > start and text[before - 1] in '.:;”"' and (match := _GLUED.match(text, before)):
            yield match


def _follows_an_end(text: str, at: int, start: int) -> bool:
    """Whether the line before `at` is blank, a heading, or ends like a sentence."""
    before = text[max(start, at - 200) : at].rstrip(" \t\u00a0")
    if not before.strip() or before.endswith(("\n\n", "\n\r\n")) or re.search(r"\n[ \t]*\r?\n$", before):
        return True
    line = before.rstrip()
    if text.startswith("§", at) and _CODE_BEFORE.search(line):
        return False
    return line[-1] in _TERMINAL or line.rpartition("\n")[2].lstrip().startswith("#")


@lru_cache(maxsize=50_000)
def _title(title: str, profile: Profile) -> tuple[int, Kind, str, str]:
    """What a heading says: rank, kind, label, heading. Remembered, because two versions share most of theirs."""
    plain = title.strip()
    if plain[:8] == "Article " and plain[-1].isdigit() and plain[8:].replace("-", "").isalnum() and plain.isascii():
        return SECTION_RANK, Kind.SECTION, plain, ""  # the commonest heading of a code, read without a pattern
    bare = _CLOSING_HASHES.sub("", title).replace("**", "").replace("__", "").strip()
    section = SECTION.match(bare)
    mention = section is not None and _REFERENCE_WORD.match(bare, section.end()) is not None
    if section and not mention and not _is_division(section, profile):
        return SECTION_RANK, Kind.SECTION, _section_label(section), _heading(bare[section.end() :].strip())
    division = DIVISION.match(bare)
    if division and (division["number"] or division.end() == len(bare)):
        return _rank(division["word"].lower()), Kind.DIVISION, division["label"].strip(), bare[division.end() :].strip(" \t:–—-")
    if section and not mention:
        return ARTICLE_DIVISION, Kind.DIVISION, _section_label(section), bare[section.end() :].strip(" \t:–—-")
    label = HEADING_LABEL.match(bare)
    if label and label.end() < len(bare) and not _CODE_AFTER.match(bare, label.end()):
        return 0, Kind.HEADING, label["label"], bare[label.end() :].strip()
    return 0, Kind.HEADING, "", bare


def _rank(word: str) -> int:
    return SECTION_DIVISION if word == "section" else RANKS[word]


def _is_division(section: re.Match[str], profile: Profile) -> bool:
    """French `Section 1 :` and American `ARTICLE II` hold sections; they are not cited for their text."""
    word, number = (section["word"] or "").lower(), section["number"] or ""
    if profile.language is Language.FRENCH and word == "section":
        return True
    return word == "article" and re.fullmatch(_ROMAN, number) is not None and profile.language is Language.ENGLISH


def _section_label(section: re.Match[str]) -> str:
    return str(section["label"]).strip()


def _heading(rest: str) -> str:
    """A heading without the punctuation around it; a lone abbreviation keeps its dot."""
    return rest.lstrip(".–—:- \t").strip().removesuffix(".")


def _unheaded(text: str, start: int, line_end: int, profile: Profile) -> Head | None:
    """A section that begins at `start` without #, or None for a mention in running text."""
    section = SECTION.match(text, start)
    if section is None or _is_division(section, profile) or _REFERENCE_WORD.match(text, section.end()):
        return None
    after = text[section.end() : section.end() + 2].lstrip(" \t\u00a0")
    if section["end"] == "" and not section["code"] and after[:1] not in ("", "\n", "\r") and not _own_paragraph(text, start):
        return None
    if after[:1] and not (after[0] in '\r\n([“"*_«' or after[0].isupper() or after[0].isdigit()):
        return None
    if section.end() > line_end:  # the number stands on the line after its citation
        line_end = text.find("\n", section.end()) if "\n" in text[section.end() :] else len(text)
    heading, body = _run_in_heading(text, section.end(), line_end)
    return Head(start, body, UNHEADED, SECTION_RANK, Kind.SECTION, _section_label(section), heading)


def _own_paragraph(text: str, start: int) -> bool:
    return re.search(r"(?:^|\n[ \t]*\r?\n)[ \t]*$", text[max(0, start - 80) : start]) is not None


_TITLE = lazy(r"[ \t\u00a0]*(?P<title>[A-Z“\"][^\n.;:]{2,110}?)(?P<end>\.(?=[—–-]|\s|$)(?:[ \t]?[—–])?|(?=\r?$))", re.M)

_NOTHING_FOLLOWS = lazy(r"\s*(?:\Z|#|(?P<section>(?:SECTION|Section|SEC\.|Sec\.|§|Art)[ \t\u00a0.]*[0-9A-Z]))")


def _run_in_heading(text: str, at: int, line_end: int) -> tuple[str, int]:
    """The heading that shares a line with its number, `Sec. 2. Policy. It is ...`, and where the text goes on."""
    match = _TITLE.match(text, at)
    if match is None or match.end() > line_end or len(match["title"].split()) > 14 or _VERB.search(match["title"]):
        return "", at
    if match.end() >= line_end and text[at - 1 : at].isdigit() is False and _nothing_follows(text, match.end()):
        return "", at
    return match["title"].strip(), match.end()


def _nothing_follows(text: str, at: int) -> bool:
    """Whether the next unit, or the end, comes directly; `Section 14 of the Act is amended` is text."""
    found = _NOTHING_FOLLOWS.match(text, at)
    if found is None or found["section"] is None:
        return found is not None
    section = SECTION.match(text, found.start("section"))
    return section is None or _REFERENCE_WORD.match(text, section.end()) is None
