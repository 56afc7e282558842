"""What follows the head of a citation -> its items: sections, pincites, lists and ranges.

    8 U.S.C. | 1373(a) and (b), 1644 or 1357(d)-(g) et seq.

One grammar serves every code; a `Shape` says what a section number of that code looks like. All
quantifiers are bounded and digits are taken possessively, so that a list never gives back half of a
number: in `39 U.S.C. 3622, 39 U.S.C. 3642` the second 39 is a title, not section 3 or 39.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policytool.language.gaps import GAP
from policytool.language.pins import read_bare, read_labels, read_numerals, read_pins, replace_tail
from policytool.language.ranges import DASH, number_of, split_range, split_stems
from policytool.patterns import lazy

SIGN = rf"(?:§{{1,3}}|&sect;|[Ss]ections?\b|SECTIONS?\b|[Ss]ecs?\.|SEC\.|\bss?\.(?={GAP}{{0,3}}\d)){GAP}{{0,3}}\[?"
MANY = 400
"""Items of one list, at most; what follows is read as new text."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a section number of one code looks like."""

    pattern: re.Pattern[str]
    hyphen_range: bool = False
    """`1531-1544` is a range here: the second number is not smaller than the first. Never in codes whose numbers hold hyphens."""
    stem_range: bool = False
    """`908.101-908.109` is a range: both ends have one stem. In codes whose numbers hold hyphens too: 19.2-83.2."""
    short_ends: tuple[int, ...] = ()
    """How many digits the end of a range may be cut to: 2201-02 is 2201 to 2202 where no section is numbered with -02."""
    plain: bool = False
    """A number of this shape may be just a number, so that a list must prove that it goes on."""
    pins: bool = True
    numerals: bool = False
    """A roman number behind a comma is a label: RSA 91-A:5, II."""


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a list, or one range."""

    start: int
    end: int
    section: str
    pins: tuple[str, ...]
    end_section: str = ""
    end_pins: tuple[str, ...] = ()
    open_ended: bool = False
    note: bool = False
    end_start: int = 0
    """Where the last member of a range begins, when it prints its own section after a word: 43-101 to 43-114."""
    several: bool = False
    """Its last label has no brackets, and a word in the plural before it: subsections 5 and 6."""
    own_section: bool = True
    """It prints its own section; `(b)` in `1373(a) and (b)` borrows it."""

    @property
    def is_range(self) -> bool:
        return bool(self.end_section or self.end_pins)


_AFTER_ITEM = lazy(rf"{GAP}\[[^\]\n]{{1,40}}\](?=[,;]|{GAP}(?:and|or|to|through)\b)")
_ASIDE = lazy(rf"{GAP}{{1,3}}\([^()]{{1,200}}\)(?=,{GAP}|;{GAP}|{GAP}{{1,3}}(?:and|or)\b)")
"""Words in brackets after an item of a list that is sure to go on."""
_SEPARATOR = lazy(
    rf"{GAP}{{0,2}}(?:[,;]{GAP}{{0,3}}(?:(?:and/or|and|or|nor|as well as|&){GAP}{{1,3}})?|(?:and/or|and|or|nor|as well as|&){GAP}{{1,3}})"
    rf"(?:(?:by|in|of|under|with|either|also|to){GAP}{{1,2}}(?=§|[Ss]ec|\())?"
)
GLUED = lazy(r"(?:and|or|of|to|shall|is)\b")
"""Words that a scraped text may print right behind a number: 8 U.S.C. 1373and."""
_RANGE = lazy(rf"(?:{GAP}?{DASH}{{1,2}}{GAP}?|{GAP}{{1,3}}(?:through|thru|to(?!{GAP}{{1,3}}and)){GAP}{{1,3}})")
_SIGN = lazy(SIGN)
_ET_SEQ = lazy(rf",?{GAP}{{0,3}}et(?:\.?{GAP}{{0,2}}seq(?:uentes|\b)|{GAP}{{1,2}}al)\.?", re.I)
_NOTE = lazy(rf"{GAP}{{1,3}}\(?notes?\b\)?")
_OTHER_HEAD = lazy(
    rf"{GAP}{{0,3}}(?:U\.?{GAP}?S\.?{GAP}?C|U\.{GAP}?S\.|C\.?{GAP}?F\.?{GAP}?R|F\.?{GAP}?R\b|Fed\.|F\.|Stat|ILCS|Ill\.|D\.?C\.|DC|S\.{GAP}|Cong|Op\.|[A-Z][A-Za-z]{{0,4}}\.{GAP}?(?:[A-Z]\.|Cons|Rev|Gen|Stat|Code)|{DASH}\w|[.:]\d|%|°|,\d{{3}}\b|[A-Z]{{2,5}}{GAP}{{1,2}}§?{GAP}?\d)"
)
_WITH_OWNER = lazy(
    rf"(?:(?:,{GAP}{{1,3}}(?:(?:and|or){GAP}{{1,3}})?|{GAP}{{1,3}}(?:and|or){GAP}{{1,3}})\d[\w().-]{{0,30}}){{0,6}},?{GAP}{{1,3}}of{GAP}{{1,3}}"
    rf"(?:this|that|such|title|Title|the{GAP}{{1,3}}[A-Z]|INA\b|Pub|P\.L|Exec|E\.O)"
)
_STRUCTURED = lazy(r"\d[-.:]\d")
_DATE = lazy(r"(?:0?[1-9]|1[0-2])([-/])(?:0?[1-9]|[12]\d|3[01])\1(?:\d\d|(?:19|20)\d\d)")
"""Ord. No. 98-12, § 2, 3-4-98: when it passed"""
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_ELIDED = lazy(rf"{DASH}\d{{1,5}}(?:\.\d{{1,4}})?[A-Za-z]{{0,2}}(?![\w/-])")
_STEM = lazy(rf".{{1,20}}{DASH}(?=[^-]{{1,12}}$)")
_GOES_ON = lazy(
    rf"{GAP}{{0,3}}(?:[,.;:)\]”\"’'—–/§]|\(|$)|{GAP}{{1,3}}(?:and|or|to|through|of|as|is|are|was|were|shall|may|must|et|note|for|in|with|by|on|at|under|that|which|unless|if|when|"
    r"not|does|do|apply|applies|has|have|had|provides?|requires?|prohibits?|governs?|without|before|after|from|but|nor|will|would|can|cannot|including|except|above|below|hereof|thereof|until)\b"
)
_COUNTED = lazy(
    rf"{GAP}{{1,3}}(?:calendar|business|working|consecutive|days?|weeks?|months?|years?|hours?|minutes?|per{GAP}?cent|percentage|feet|miles?|acres?|dollars|members?|copies|other|additional|more|persons?|"
    r"people|individuals?|employees|[Ss]tates|times|pages|items|or more|or fewer|or less)\b"
)
_ENUMERATES = lazy(rf"{GAP}{{1,3}}(?:[Tt]he|[Aa]ny|[Aa]n?|[Ee]ach|[Ss]uch|[Nn]o|[Aa]ll|[Ee]very|his|her|its|their|who|whose|has|have|whether|if|provides|is not|are not)\b|{GAP}{{1,3}}[A-Z][a-z]")


def read_items(
    text: str, at: int, shape: Shape, *, plural: bool = False, explicit: bool = False, other: Shape | None = None, headed: bool = False
) -> tuple[list[Item], int]:
    """The items of the list that begins at `at`, and where the last one ends; none when no section stands there.

    `headed`: a code stands before it, to which a "section" of the list need not belong. `plural`: more than one may follow. `explicit`: the words before it are plural, so that a number is an item unless it counts something.
    A `§` before a number that only `other`, the shape of the text's own code, can mean ends the list.
    """
    first = _read_section(text, at, shape)
    if first is None:
        return [], at
    items = [_read_range(text, first, shape)]
    while len(items) < MANY:
        following = _next_item(text, items[-1], shape, plural or len(items) > 1, explicit, other, headed)
        if following is None:
            break
        items.append(_read_range(text, following, shape))
    return items, items[-1].end


def _read_section(text: str, at: int, shape: Shape) -> Item | None:
    match = shape.pattern.match(text, at)
    if not match or match.end() == at:
        return None
    section, end_section = match[0], ""
    if shape.hyphen_range:
        section, end_section = split_range(section, shape.short_ends)
    elif shape.stem_range:
        section, end_section = split_stems(section)
    end = match.end()
    if not shape.pins:
        return _read_tail(text, Item(at, end, section, (), end_section))
    if end_section:
        end_pins, end = read_pins(text, end)
        return _read_tail(text, Item(at, end, section, (), end_section, end_pins))
    pins, end, several = read_numerals(text, end) if shape.numerals else read_labels(text, end)
    return _read_tail(text, Item(at, end, section, pins, several=several))


def _read_elided(text: str, at: int, section: str, shape: Shape) -> Item | None:
    """An item that leaves out what it shares with `section`: the `-504` of "§§ 10-7-503, -504"."""
    match = _ELIDED.match(text, at) if text[at : at + 1] in _DASHES else None
    stem = _STEM.match(section) if match else None
    if not match or not stem or not shape.pattern.fullmatch(full := f"{stem[0]}{match[0][1:]}"):
        return None
    pins, end = read_pins(text, match.end()) if shape.pins else ((), match.end())
    return Item(at, end, full, pins) if not text[end : end + 1].isalnum() else None


def _read_tail(text: str, item: Item) -> Item:
    ahead = text[item.end : item.end + 9].lower()
    if "et" in ahead and (match := _ET_SEQ.match(text, item.end)):
        return replace(item, end=match.end(), open_ended=True)
    if "note" in ahead and (match := _NOTE.match(text, item.end)):
        return replace(item, end=match.end(), note=True)
    return item


def _read_range(text: str, item: Item, shape: Shape) -> Item:
    """`item` with the other end of its range, when one follows."""
    if item.is_range or item.open_ended or item.note:
        return item
    dash = _RANGE.match(text, item.end)
    if not dash:
        return item
    at = dash.end()
    if item.several:
        new, end = read_bare(text, at)
        full = replace_tail(item.pins, new) if new else ()
        return replace(item, end=end, end_pins=full) if full else item
    if sign := _SIGN.match(text, at):
        if sign[0][0] in "Ss" and not dash[0].strip().isalpha():
            return item  # Section 3 - Section 12-6-50: a dash between two references
        at = sign.end()
    if elided := _read_elided(text, at, item.section, shape):
        return replace(elided, start=item.start, section=item.section, pins=item.pins, end_section=elided.section, end_pins=elided.pins, end_start=at)
    if match := shape.pattern.match(text, at):
        if not _can_go_on(text, match.end(), shape) or number_of(match[0]) < (number_of(item.section) if shape.hyphen_range else 0):
            return item
        end_pins, end = read_pins(text, match.end()) if shape.pins else ((), match.end())
        return _read_tail(text, replace(item, end=end, end_section=_plain(match[0]), end_pins=end_pins, end_start=at if dash[0].strip().isalpha() else 0))
    new, end = read_pins(text, at)
    if new and item.pins and (full := replace_tail(item.pins, new)):
        return _read_tail(text, replace(item, end=end, end_pins=full))
    return item


def _next_item(text: str, last: Item, shape: Shape, plural: bool, explicit: bool = False, other: Shape | None = None, headed: bool = False) -> Item | None:
    """The item that follows the separator after `last`, if the list goes on."""
    at = last.end
    if bracket := _AFTER_ITEM.match(text, at) or (explicit and _ASIDE.match(text, at)):
        at = bracket.end()
    separator = _SEPARATOR.match(text, at)
    if not separator or separator.end() == at:
        return None
    begin = at = separator.end()
    if last.several:
        new, end = read_bare(text, at)
        full = replace_tail(last.end_pins or last.pins, new) if new else ()
        return Item(at, end, last.end_section or last.section, full, several=True, own_section=False) if full else None
    sign = _SIGN.match(text, at)
    if sign:
        if (headed and shape.plain and not sign[0].startswith(("§", "&"))) or (";" in separator[0] and sign[0][0] in "sS" and other is not None):
            return None  # "8 U.S.C. 1373 or section 287(g) of the INA"
        at = sign.end()
        if other is not None and other is not shape and not other.plain and other.pattern.match(text, at):
            return None
    if elided := _read_elided(text, at, last.end_section or last.section, shape):
        return replace(elided, start=begin)
    found = _read_section(text, at, shape)
    if found is not None and not sign and _DATE.fullmatch(found.section) and not _DATE.fullmatch(last.section):
        return None
    if found is not None:
        after = at + len(found.section) if found.note or found.open_ended else found.end
        goes_on = found.pins or _GOES_ON.match(text, found.end) or (explicit and not _COUNTED.match(text, found.end))
        owned = not plural and _WITH_OWNER.match(text, found.end)  # section 236 or 287 of the Immigration and Nationality Act
        sure = bool(sign) or not shape.plain or _STRUCTURED.search(found.section) or (plural and goes_on) or owned
        return replace(found, start=begin) if sure and _can_go_on(text, after, shape) else None
    new, end = read_pins(text, at)
    if not new or sign or not last.pins or last.note:
        return None
    if ";" in separator[0] or _ENUMERATES.match(text, end):
        return None  # the next clause of an enumeration: "under § 5(a), and (2) the person"
    full = replace_tail(last.end_pins or last.pins, new)
    if not full:
        return None
    return _read_tail(text, Item(at, end, last.end_section or last.section, full, own_section=False))


def _can_go_on(text: str, at: int, shape: Shape) -> bool:
    """Whether a number that ends at `at` is an item, not the title or volume of the next citation."""
    if at < len(text) and text[at].isalnum() and not GLUED.match(text, at):
        return False
    return not (shape.plain and _OTHER_HEAD.match(text, at))


def _plain(section: str) -> str:
    return re.sub(DASH, "-", re.sub(GAP, "", section))


def read_pin_list(text: str, at: int) -> tuple[list[Item], int]:
    """The items of a list of labels without a section: the `(a)(2) and (b)` of "subsections (a)(2) and (b)"."""
    pins, end, several = read_labels(text, at)
    if not pins:
        return [], at
    none = Shape(lazy(r"(?!)"))
    items = [_read_range(text, Item(at, end, "", pins, several=several), none)]
    while len(items) < MANY:
        following = _next_item(text, items[-1], none, True)
        if following is None:
            break
        items.append(_read_range(text, following, none))
    return items, items[-1].end
