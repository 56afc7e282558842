"""What the first line of a unit says: the words that open sections and divisions, and what a heading tells with them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from policytool.model.clause import Kind
from policytool.parsing.profiles import Language, Profile
from policytool.patterns import lazy

RANKS = {
    "partie": 1, "division": 1, "buch": 1, "title": 2, "libro": 2, "livre": 2, "teil": 2, "titre": 3, "título": 3, "subtitle": 3,
    "kapitel": 3, "part": 4, "chapter": 4, "chapitre": 4, "capítulo": 4, "abschnitt": 4, "subchapter": 5, "subpart": 6,
    "titolo": 3, "capo": 4, "hoofdstuk": 4, "livro": 2, "afdeling": 5, "sezione": 6, "seção": 6,
    "unterabschnitt": 5, "titel": 6, "sección": 6, "sous-section": 7, "paragraphe": 8, "sous-paragraphe": 9,
    "annex": 2, "annexe": 2, "schedule": 2, "appendix": 2, "anlage": 2, "anexo": 2, "allegato": 2, "bijlage": 2, "exhibit": 2, "attachment": 2,
}  # fmt: skip
"""Which division holds which, when heading levels do not say it: a lower number holds a higher one."""
SCHEDULES = ("schedule", "annex", "appendix", "exhibit", "attachment")
"""What stands behind the numbered text, and counts its own."""
ARTICLE_DIVISION, SECTION_DIVISION, SECTION_RANK = 7, 6, 20
UNHEADED = 7
"""The level of a section that stands on a plain line: below every heading."""

LATIN = r"(?:[Bb]is|[Tt]er|[Qq]u[aá]ter|[Qq]uinquies|[Ss]exies|[Ss]epties|[Oo]cties|[Nn]onies|[Dd]ecies)"
"""What inserted articles are called: `22 bis` stands behind 22."""
_NUMBER = (
    r"(?:[A-Z]{1,2}\.?[ \u00a0]?\*?[ \u00a0]?)?\d{1,6}(?:[A-Z]{1,2}(?=[.:\-–]\d))?(?:[.:\-–][0-9A-Za-z]{1,6}){0,6}(?:°|[A-Za-zº]{0,2}(?:(?<=º)-[A-Z])?\b)"
    rf"(?:[ \u00a0][A-Z]\b(?=[ \u00a0]*$)|[ \u00a0]{LATIN}\b)?"
)
_ROMAN = r"[IVXLC]{1,8}\b"
ORDINAL = r"(?:Primer[oa]?|Segund[oa]|Tercer[oa]?|Cuart[oa]|Quint[oa]|Sext[oa]|S[ée]ptim[oa]|Octav[oa]|Noven[oa]|D[ée]cim[oa]|[ÚU]nic[oa]|[Uu]nique|[Pp]remier|1er|Ier)\b(?:[ \u00a0]" + LATIN + r"\b)?"
SECTION = lazy(
    rf"""(?P<cite>\(\d{{1,4}}\ ILCS\ [^)\n]{{1,40}}\)\s*)?          # (5 ILCS 805/15)
    (?P<label>
        (?P<word>SECTION|Section|SEC\.|Sec\.|Artículo|ARTÍCULO|ARTICLE|Article|Art(?:\.|ikel|icolo|igo|(?=[ \u00a0]\d))|§|RCW|ORS|NRS|KRS|HRS|MCL)[ \t\u00a0]*
        (?P<number>{_NUMBER}|{_ROMAN}|{ORDINAL})
      | (?P<code>(?!\d{{1,2}}:\d\d-)\d{{1,3}}[A-Z]?[-:]\d{{1,5}}(?:[A-Z]|\.\d{{1,2}})?-\d{{1,5}}[A-Z]?(?:\.\d{{1,3}})?)  # 2-173-020, 24-76.6-102, 40A:14-9; near misses: 2006-2007, 9:00-10
    )
    (?P<end>\.(?!\d)(?:[ \t]?[-–—])?|[ \t]?[:–—-](?=\s|$)|(?=\s|$)|(?=\())
    """,
    re.X,
)
_TWO_PARTS = lazy(r"\d{1,3}[A-Z]?-\d{1,5}[A-Z]?(?:\.\d{1,3})?(?=\.(?:\s|$))")
"""`## 4-1. Definitions`: chapter and section in one; near misses: `2006-07`, `1-2 years`."""
_IN_CHINESE_CHARACTERS = lazy(r"第[0-9０-９〇一二三四五六七八九十百千]{1,8}[条條](?:の[0-9０-９〇一二三四五六七八九十]{1,4})?(?=[\s\u3000（(]|$)")
"""`## 第3条 施行`: an article, in Japan and China; near miss: `第3条の規定`."""
DIVISION = lazy(
    rf"(?:the[ ])?(?P<label>(?P<ordinal>(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ ](?=schedule\b))?(?P<word>{'|'.join(sorted(RANKS, key=len, reverse=True))}|section)\b[ \t\u00a0]*(?P<number>{_ROMAN}|{_NUMBER}|{ORDINAL}|[IVX]{{1,6}}er|[A-Z]\b)?)(?P<end>[ \t]?[.:–—-]{{0,2}})(?=\s|$|(?<=[–—])\w)",
    re.I,
)
HEADING_LABEL = lazy(
    r"(?P<label>\((?:\d{1,3}|[A-Za-z]{1,4})\)|(?:\d{1,3}(?:[A-Z](?=\.\d))?(?:\.\d{1,3}){0,4}(?:[A-Z]{1,2}(?=\.))?|[A-Z]|[IVXLC]{1,6})(?:\.|(?<=\d)(?=[ \t:)]))|[a-z0-9]{1,3}\))[:)]?(?=\s|$)"
)
_MARKUP = lazy(r"[ \t]*\{[#.][^{}\n]{0,80}\}[ \t]*$|</?(?:a|span|b|strong|i|em|u)\b[^<>\n]{0,200}>|\[([^\[\]\n]{1,120})\]\([^()\n]{0,200}\)")
"""Attributes, tags and links around the words of a heading; a link keeps its words."""
_CLOSING_HASHES = lazy(r"(?:^|[ \t])#+[ \t\r]*$")
REFERENCE_WORD = lazy(
    r"(?:[ \u00a0]?\([^()\n]{1,60}\)){0,6}\s*(?:of|to|and|or|through|is|are|was|shall|may|et|und|der|des|du|de|y|del|from|under|above|below)\b"
)
_CODE_AFTER = lazy(r"\s*(?:C\.?F\.?R|U\.?S\.?C|ILCS|F\.?R|Fed|Stat|DCMR)\b")
"""`# 8 CFR 287.7`: the title of a code, not the number of a heading."""


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


@lru_cache(maxsize=50_000)
def read_heading(title: str, profile: Profile) -> tuple[int, Kind, str, str]:
    """What a heading says: rank, kind, label, heading. Remembered, because two versions share most of theirs."""
    plain = title.strip()
    if plain[:8] == "Article " and plain[-1].isdigit() and plain[8:].replace("-", "").isalnum() and plain.isascii():
        return SECTION_RANK, Kind.SECTION, plain, ""  # the commonest heading of a code, read without a pattern
    bare = _CLOSING_HASHES.sub("", title).replace("**", "").replace("__", "").strip()
    if bare[-1:] == "}" or "<" in bare or "](" in bare:
        bare = _MARKUP.sub(r"\1", bare).strip()
    section = SECTION.match(bare)
    mention = section is not None and REFERENCE_WORD.match(bare, section.end()) is not None
    if section and not mention and not is_division(section, profile):
        return SECTION_RANK, Kind.SECTION, section_label(section), trimmed_heading(bare[section.end() :].strip())
    division = DIVISION.match(bare)
    if division and (division["number"] or division["ordinal"] or division.end() == len(bare)):
        return rank_of(division["word"].lower()), Kind.DIVISION, division["label"].strip(), bare[division.end() :].strip(" \t:–—-")
    if section and not mention:
        return ARTICLE_DIVISION, Kind.DIVISION, section_label(section), bare[section.end() :].strip(" \t:–—-")
    two = _TWO_PARTS.match(bare) or (_IN_CHINESE_CHARACTERS.match(bare) if bare[:1] == "第" else None)
    if two is not None:
        return SECTION_RANK, Kind.SECTION, two[0], trimmed_heading(bare[two.end() :].strip())
    label = HEADING_LABEL.match(bare)
    if label and (label.end() < len(bare) or (bare[0].isdigit() and bare[-1] == ".")) and not _CODE_AFTER.match(bare, label.end()):
        return 0, Kind.HEADING, label["label"], bare[label.end() :].lstrip(" \t–—-").rstrip()
    return 0, Kind.HEADING, "", bare


def rank_of(word: str) -> int:
    return SECTION_DIVISION if word == "section" else RANKS[word]


def is_division(section: re.Match[str], profile: Profile) -> bool:
    """French `Section 1 :` and American `ARTICLE II` hold sections; they are not cited for their text."""
    word, number = (section["word"] or "").lower(), section["number"] or ""
    if profile.language is Language.FRENCH and word == "section":
        return True
    return word == "article" and re.fullmatch(_ROMAN, number) is not None and profile.language is Language.ENGLISH


def section_label(section: re.Match[str]) -> str:
    return str(section["label"]).strip()


def trimmed_heading(rest: str) -> str:
    """A heading without the punctuation around it; a lone abbreviation keeps its dot."""
    return rest.lstrip(".–—:- \t").strip().removesuffix(".")
