"""What section numbers look like, code by code. Each shape with numbers it takes and near misses it does not."""

from __future__ import annotations

from dataclasses import replace

from policytool.language.pincites import Shape
from policytool.language.ranges import DASH
from policytool.patterns import lazy

_END = r"(?![0-9A-Za-z])"
_LETTERS = r"(?:(?!et\.?\s?seq)(?:([a-z])\1{0,4}|[A-Z]{1,2})(?![A-Za-z]))?"
_MORE = r"(?:(?!et\.?\s?seq)(?:[a-z]{1,2}|[A-Z])(?![A-Za-z]))?"

USC = Shape(lazy(rf"\d{{1,6}}+{_LETTERS}(?:{DASH}\d{{1,6}}+(?:(?!et\.?\s?seq)[a-zA-Z]{{1,4}}(?![A-Za-z]))?){{0,3}}(?![0-9])"), hyphen_range=True, short_ends=(2,), plain=True)
"""1373  2000e-5  300gg-19a  280G  306108  1396-1396v; 2201-02 (a range); not the volume of `110 Stat.`"""

CFR = Shape(
    lazy(
        rf"\d{{1,4}}+[a-z]{{0,2}}(?:{DASH}\d{{1,3}})?\.(?:\d{{1,5}}+|[A-Z]\d{{2}}{DASH}\d{{3,4}})"
        rf"(?:[A-Z]{{1,2}}[a-z]{{0,2}}\d{{0,2}}|[a-z]{{1,2}}\d{{0,2}}(?![a-z]))?"
        rf"(?:(?:\([0-9A-Za-z]{{1,3}}\)){{0,3}}{DASH}\d{{1,4}}+(?!\.\d)(?:[A-Z](?![a-z]))?[a-z]?(?![A-Za-z])){{0,2}}"
    )
)
"""287.7  240.15Ba1-1  301-10.124  1.401(a)-1  708a.108; not 287"""

PART = Shape(lazy(rf"\d{{1,4}}+[a-z]{{0,2}}(?![a-z])(?:{DASH}\d{{1,4}}+)?(?!\d)"), hyphen_range=True, plain=True, pins=False)
"""60  708a  60-1  1500-1508 (a range)"""

BARE_PART = Shape(lazy(r"\d{1,4}+[a-z]?(?![a-z0-9])(?!\.\d)(?!,\d{3})"), plain=True, pins=False)
NUMBER = Shape(lazy(rf"(?:\d{{1,4}}+[A-Z]{{0,2}}|[IVXLC]{{1,7}})(?:{DASH}\d{{1,3}}|{DASH}[A-Z])?{_END}"), hyphen_range=True, plain=True, pins=False)
"""52  IV  2A  III-A"""

DC = Shape(
    lazy(
        rf"\d{{1,2}}+[A-Z]?(?::\d{{1,2}}[A-Z]?)?{DASH} ?\d{{1,4}}+(?:[a-z]{{1,2}}(?![a-z])|[A-Z](?![A-Za-z]))?"
        rf"(?:\.\d{{1,3}}+(?:[a-z]{{1,2}}(?![a-z])|[A-Z](?![A-Za-z]))?)?(?:{DASH}\d{{1,2}}+(?!\d|:|{DASH}|\.\d)[a-z]?)?"
    )
)
"""1-204.04  28:9-105A  22-1804a  4-205.19k  47- 351.10; not 204.04"""

MUNICIPAL = Shape(lazy(rf"\d{{1,2}}[A-Z]?{DASH}\d{{1,4}}+(?:{DASH}\d{{1,4}}+(?:\.\d{{1,3}})?)?(?!{DASH}?\d)"))
"""2-173-020  2-173  13-32-085.1"""

COUNTY = Shape(lazy(rf"\d{{1,3}}{DASH}\d{{1,4}}+(?:\.\d{{1,3}})?(?!{DASH}\d|\d)"))
ILCS = Shape(lazy(rf"\d{{1,5}}+[A-Z]{{0,2}}(?:{DASH}\d{{1,4}}[A-Z]?){{0,3}}(?:\.\d{{1,3}}[a-z]?)?(?:{DASH}\d{{1,3}})?(?!\d)"))
"""15  12-3.2  5-15.05a; after the slash of 5 ILCS 805/15"""
ILCS_SECTION = Shape(lazy(r"\d{1,5}(?:\.\d{1,3})?/" + ILCS.pattern.pattern + "(?!/)"), plain=True)
"""805/15  5/3-1-2: an act and its section"""
ILCS_ACT = Shape(lazy(r"\d{1,5}+(?:\.\d{1,3})?/?(?![0-9A-Za-z])"), pins=False)

PAGE = Shape(lazy(rf"(?:\d{{1,3}}(?:,\d{{3}})(?!\d)|\d{{1,6}}+)(?:{DASH}(?:\d{{1,3}},\d{{3}}|\d{{1,6}}+))?(?![0-9A-Za-z])"), hyphen_range=True, short_ends=(1, 2, 3), plain=True, pins=False)
STATUTE_PAGE = Shape(lazy(rf"\d{{1,5}}+(?:[A-Z](?![A-Za-z]))?(?:{DASH}\d{{1,5}}+[A-Z]?)?(?!\d)"), hyphen_range=True, plain=True, pins=False)
"""3009  1501A-453  3009-564  4978-5088 (a range)"""

LAW = Shape(lazy(rf"\d{{1,3}}+\s?{DASH}\s?\d{{1,4}}+"), pins=False)
"""104-208"""

ORDER = Shape(lazy(rf"(?:\d{{1,2}},\d{{3}}|\d{{4,5}}+|\d{{3}}(?![\d.]\d))(?:{DASH}?[A-Z](?![A-Za-z]))?(?!\d|{DASH}\d|,\d{{3}}|/\d)"), plain=True, pins=False)
"""14159  12,866  11246; not 2025-6"""

_NO = r"[Nn]o\.[\s\u00a0]"
EXECUTIVE_ORDER = Shape(
    lazy(rf"(?:{_NO}\s?)?(?:{ORDER.pattern.pattern})|(?:{_NO}|(?<=[Nn]o\.[\s\u00a0])|(?<=[Nn]os\.[\s\u00a0]))\d{{1,2}}(?!\d|{DASH}\d|,\d|/\d|\w)"), plain=True, pins=False
)
"""14159  331  No. 98, which only its No. tells from a count"""

LOCAL_ORDER = Shape(lazy(rf"\d{{2,4}}+{DASH}\d{{1,3}}(?!\d|{DASH}\d)"), pins=False)
"""2025-6  85-1; not 14159"""

AMENDMENT = Shape(lazy(r"[IVX]{1,6}(?![0-9A-Za-z])"), pins=False)
ANY = Shape(
    lazy(
        rf"(?:\d{{1,6}}+{_MORE}(?:[.:]\d{{1,5}}+{_MORE}|{DASH}(?:\d{{1,2}},\d{{3}}(?!\d|,\d)|\d{{1,5}}+){_MORE}|{DASH}[A-Za-z](?![A-Za-z])){{0,5}}(?:(?<=\.\d)\.[a-z](?:\.[ivx]{{1,4}})?(?!\w))?"
        r"|[IVXL]{1,6}(?=[\s,.;:)]|$))(?!\d)"
    ),
    stem_range=True,
    plain=True,
)
"""A section of a code that is not named: 5  1903  2-173-020  287.7  552a; not a year in a date"""

STATE = Shape(
    lazy(
        rf"[A-Z]?\d{{1,5}}+{_MORE}"
        rf"(?:[.:/]\d{{1,5}}+{_MORE}|{DASH}(?:\d{{1,2}},\d{{3}}(?!\d|,\d)|[A-Z]?\d{{1,5}}+){_MORE}|{DASH}(?:[A-Z]{{1,2}}|[a-z])(?![A-Za-z])){{0,6}}(?!\d)"
    ),
    stem_range=True,
    plain=True,
)
"""170-g  8-2,144 (of Kansas)  106-P:2  908.101-908.109 (a range)  7284.6  752.053  24-76.6-102  181A.820  52:14B-1"""
_AGENCY = r"(?:(?!Ch|Sec|Part|Tit|Art|Rule|App|Page|Vol|Form|Act|Law|Ex|No|Pub|Table|Line|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Oct|Dec)[A-Z][A-Za-z]{1,6}[ \u00a0-](?=[A-Z]?\d))?"
RULE = Shape(
    lazy(
        rf"{_AGENCY}[A-Z]?\d{{1,5}}+{_MORE}"
        rf"(?:[.:/]\d{{1,5}}+{_MORE}|{DASH}\.?[A-Z]?\d{{1,5}}+{_MORE}|{DASH}[A-Za-z](?![A-Za-z])|:[IVXLC]{{1,7}}\.\d{{1,5}}+{_MORE}){{0,6}}(?!\d)"
    ),
    stem_range=True,
    plain=True,
)
"""A rule of an agency: DHS 12.04  1B-24.003  R986-200-239  660-2-2-.30  50:III.2305  67:15:01:01"""
NUMERALS = replace(STATE, numerals=True)
"""91-A:5, II(b): paragraphs are numbered in capitals, behind a comma"""
