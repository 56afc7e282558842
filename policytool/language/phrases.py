"""References written as a phrase: sections, levels and divisions, and what they belong to.

    section 1373(a) of title 8, United States Code          8 U.S.C. 1373(a)
    sections 2 and 3(b) of this order                       this order § 2, this order § 3(b)
    paragraph (1) of subsection (b) of this section         this section (b)(1)
    subchapter I of Chapter 5 of Title 2                    tit. 2, ch. 5, subch. I   (inside a code with titles)
    § 1-204.04(a)                                           §1-204.04(a)              (inside that code)

Inner labels come first in the words and last in the target.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policytool.language.act_sections import read_act_table
from policytool.language.citation_kind import clean_field
from policytool.language.code_contexts import Context
from policytool.language.code_shapes import ANY, CFR, USC
from policytool.language.europe import is_german, read_german
from policytool.language.gaps import S, W
from policytool.language.levels import LEVEL, singular
from policytool.language.other_laws import read_frame_before
from policytool.language.owners import LAWS, UNIT, Owner, Read, base_of, find_named_owner, find_owner, find_owner_before, is_own
from policytool.language.pincites import SIGN, Item, read_items
from policytool.language.pins import read_labels
from policytool.language.ranges import split_range
from policytool.language.spans import with_pins, with_range_ends
from policytool.language.spelled import SMALL, WORD, read_number
from policytool.model.citation import Citation
from policytool.patterns import lazy

_SPELLED = "|".join(SMALL)
_DIVISION = "(?:[Ss]ub)?(?:[Cc]hapter|[Tt]itle|[Pp]art)s?|[Aa]rticles?|[Dd]ivisions?|[Aa]rtículos?|Art(?:ikel|\\.)"
TRIGGER = lazy(
    rf"(?P<section>§{{1,3}}|\b(?<![Ss]ub-)(?:[Ss]ections?|SECTIONS?|[Ss]ecs?\.|SEC\.)(?={W}\[?{W}[0-9IVXL]|(?<=[on]s|.n){S}(?:{WORD})\b)"
    rf"|(?<![\w’'.&-])s{{1,2}}(?:\.(?={W}\d)|(?={S}\d{{1,4}}[A-Z]{{0,3}}\()|(?<=ss)(?={S}\d{{1,4}}[A-Z]{{0,3}}{S}(?:and|or|to){S}\d)))"
    rf"|\b(?P<level>{LEVEL})(?={S}(?:[(\d“\"]|[A-Za-z]{{1,2}}\b|{_SPELLED}\b))"
    rf"|\b(?P<division>{_DIVISION})(?={S}[0-9A-Z])"
    rf"|\b(?P<demonstrative>[Tt]his{S}(?:{UNIT})|(?:[Ss]uch|[Ss]aid|[Tt]hat){S}(?:section|subsection|paragraph|subparagraph|chapter|subchapter|Act|Order|Ordinance))\b(?![’'-])"
)
OPENING = lazy(r"[§SsPpCcIiDdTtAa](?:(?<=§)|(?<!\w.)(?:[Ee][Cc]|ub|ar|la|l\.|ha|te|iv|it|hi|uc|ai|rt|oi|s?[.\s]\s?\d))")
"""The first letters of whatever TRIGGER matches: they are found five times faster than the words."""
_HEADING = lazy(r"(?:^|\n)[ \t]{0,3}(?:#{1,6}[ \t]+)?(?:\*\*|__)?$")
_HEADING_AFTER = lazy(r"(?:\.|\*\*|:){1,2}(?:\*\*)?(?:[ \t\u2002-\u200a]+(?:\*\*)?[A-Z“\"\[(]|[—–])|[ \t]*[—–]|[ \t]+[A-Z“]")
_NICKNAME = lazy(rf"[Ss]ec(?:tion|\.){S}8{S}(?:[Hh]ousing|[Vv]ouchers?|[Pp]rograms?|[Tt]enants?|[Ll]andlords?|[Rr]ental|[Rr]ent|[Aa]ssistance|[Uu]nits?|[Aa]partments?)\b")
"""Housing aid is called Section 8; no text cites its own section so."""
_SURVEY = lazy(rf",?{S}(?:of{S})?(?:[Tt]ownship{S}\d|T\.?{W}\d{{1,3}}{W}[NS]\b)")
_QUARTER = lazy(rf"(?:[Qq]uarter|[Hh]alf|1/[24]|[½¼])(?:{S}\([^()]{{1,20}}\))?{S}of{S}(?:said{S})?$")
"""Land is surveyed in sections: the northwest quarter of Section 12, Township 5 North."""
_ELSEWHERE = lazy(rf"{S}of{S}(?:the|an?|its|our|their|his|her){S}(?P<noun>[a-z][\w’'-]*+(?:{S}[a-z][\w’'-]*+){{0,5}})(?P<name>{S}[A-Z])?")
_SECONDS = lazy(r"\d\s?$")
_BY_LAW = lazy(r"\b(?:under|by|with|to)\s$")
_LEGAL = lazy(
    r"\b(?:acts?|laws?|codes?|statutes?|ordinances?|orders?|resolutions?|charter|constitution|by-?laws?|rules?|regulations?|bills?|legislation|enactments?"
    r"|(?:sub)?(?:chapters?|titles?|parts?|articles?|sections?|divisions?|paragraphs?)|agreements?|contracts?|leases?|compacts?|treaty|treaties|conventions?|covenants?"
    r"|plans?|polic(?:y|ies)|licen[cs]es?|terms|permits?|deeds?|wills?|trusts?|instruments?|declarations?|proclamations?|memorandum|directives?|standards?|guidelines?"
    r"|procedures?|specifications?|schedules?|appendix|annex|amendments?|decrees?|protocols?|documents?|same|foregoing|original|principal|preceding|following|present|said)\b"
)
"""Words one of which says that a section of it is one of a law or a paper like it; a report, a stadium and a survey have others."""
_SIGN = lazy(SIGN)
_INCLUSIVE = lazy(rf",?{S}(?:both{S})?inclusive(?:(?=,{S}[A-Z])|,?(?={S}of\b))")
_OF_LAW = lazy(rf",{W}(?:§{{1,2}}|[Ss]ec(?:tions?|s?\.)){W}\d{{1,5}}(?:[-–]\d{{1,4}})?(?![\d.:–-])")
_AFTER_SIGN = lazy(rf"{W}\[?{W}")
_ALONE = lazy(r"\.?(?:\*\*)?[ \t]*(?:\n|$)")


def read_section_phrase(text: str, match: re.Match[str], context: Context, read: Read, last: Citation | None = None, floor: int = 0) -> list[Citation]:
    """The citations of `sections ... of ...`, one for each item; the words that name the code belong to the last.

    `last` is the citation before it, which may be what they belong to; nothing before `floor` is.
    """
    sign = match["section"] or match["level"]
    if last is not None and last.kind in LAWS and _OF_LAW.match(text, last.span[1]):
        context = Context()  # D.C. Law 4-166, §§ 3-7: its own sections, whatever the code's look like
    if sign[0] == "§" and is_german(text, match.start(), match.end()):
        return read_german(text, match.start(), match.end(), "§")
    plural = (sign.rstrip(".").endswith(("s", "S")) and sign[:2] not in ("s", "s.")) or sign.count("§") > 1
    items, end = _section_items(text, gap.end() if (gap := _AFTER_SIGN.match(text, match.end())) else match.end(), context, plural)
    if not items:
        return _read_spelled(text, match, context, read, floor)
    own = items[: next((n for n, item in enumerate(items) if n and _SIGN.match(text, item.start)), len(items))]
    apart = len(own) < len(items) and text[match.start()] != "§" and ((plural and len(own) > 1) or read_frame_before(text, match.start(), floor).known)
    if apart:
        items, end = own, own[-1].end  # sections 4 and 5, and section 107.6 of the Fire Code
    near = last is not None and match.start() - last.span[1] < 80 and not is_own(items[0].section, context)
    law = find_owner_before(text, match.start(), own[-1].end, items[0].section, last) if near and last and len(own) < len(items) else None
    if law is not None:
        items, end = own, own[-1].end  # Executive Order 13768, section 9(a), and section 15 of another law
    past = inclusive.end() if items[-1].is_range and (inclusive := _INCLUSIVE.match(text, end)) else end
    owner = law or find_owner(text, past, context, items[0].section, read)
    if past > end and owner is None and text[past : past + 4].strip():
        owner = find_named_owner(text, match.start(), past, floor)
    if owner is None and (is_heading(text, match.start(), end, items) or _is_no_law(text, match, items)):
        return []
    if owner is None and near and last:
        owner = find_owner_before(text, match.start(), end, items[0].section, last)
    if owner is None and not is_own(items[0].section, context):
        owner = find_named_owner(text, match.start(), end, floor)
    stop = owner.end if owner else end + (text[end : end + 1] == "]" and "[" in text[match.end() : end])
    start = owner.start if owner and owner.start >= 0 else match.start()
    owner = _in_schedule(owner, match["level"]) if owner and match["level"] else owner
    found = [
        _section_citation(text, item, owner, context, (start if item is items[0] else item.start, max(stop, item.end) if item is items[-1] else item.end))
        for item in items
    ]
    return with_range_ends(text, found, items)


def _is_no_law(text: str, match: re.Match[str], items: list[Item]) -> bool:
    """Whether what has a number and no owner is a section of something else: a stadium, a township, a program, a file of settings."""
    start, end = match.start(), items[-1].end
    if text[start] == "§" or items[0].pins:
        return False
    if text[start : start + 4] == "sec." and _SECONDS.search(text, max(0, start - 4), start):
        return True
    if _NICKNAME.match(text, start) or (match.end() == items[0].start and match[0] == "section") or _SURVEY.match(text, end):
        return True
    elsewhere = _ELSEWHERE.match(text, end)
    if elsewhere and not elsewhere["name"] and not _LEGAL.search(elsewhere["noun"]) and not _BY_LAW.search(text, max(0, start - 8), start):
        return True
    return bool(_QUARTER.search(text, max(0, start - 40), start))


def _in_schedule(owner: Owner, level: str) -> Owner:
    """The owner of what a schedule numbers by another word: `paragraph 4(2) of Schedule 1`."""
    word = singular(level).replace("paragraph", "para.").replace("clause", "cl.")
    return replace(owner, prefix=owner.prefix.replace("§", word)) if "sched." in owner.prefix else owner


def _section_items(text: str, at: int, context: Context, plural: bool) -> tuple[list[Item], int]:
    for shape in (context.shape, CFR, ANY) if context.shape is not ANY else (CFR, ANY):
        items, end = read_items(text, at, shape, plural=plural, explicit=plural, other=context.shape)
        if items and (shape is not USC or not text[end : end + 1].isalnum()):
            first = items[0]
            if plural and shape is ANY and len(items) == 1 and (parts := re.fullmatch(r"(\d{1,2})[-–](\d{1,2})", first.section)) and int(parts[2]) > int(parts[1]):
                items = [replace(first, section=parts[1], end_section=parts[2])]
            if shape is CFR and context.shape is not CFR and any(map(_two_stems, items)):
                continue  # § 2.2-3705.1 is one section of Virginia
            if text[end : end + 1].isalnum() or (shape is not ANY and re.match(r"[-–.:]\d", text[end : end + 2])):
                continue
            return items, end
    return [], at


def _read_spelled(text: str, match: re.Match[str], context: Context, read: Read, floor: int) -> list[Citation]:
    """A section whose number is written in words, where words behind it say whose it is: `section eighty-seven of the public officers law`."""
    at = match.end() + len(text[match.end() : match.end() + 4]) - len(text[match.end() : match.end() + 4].lstrip())
    number, end = read_number(text, at)
    if not number or not (match["section"] or "").lower().startswith("sec"):
        return []
    labels = read_labels(text, end)
    owner = find_owner(text, labels.end, context, number, read) or find_named_owner(text, match.start(), labels.end, floor)
    if owner is None or owner.end == labels.end:
        return []
    return [_section_citation(text, Item(at, labels.end, number, labels.pins), owner, context, (match.start(), owner.end))]


def _two_stems(item: Item) -> bool:
    """Whether a range by a dash ends in another part than it begins in: 2.2-3705.1, not 67.101-67.3104."""
    return bool(item.end_section) and not item.end_start and item.section.partition(".")[0] != item.end_section.partition(".")[0]


def is_heading(text: str, start: int, end: int, items: list[Item]) -> bool:
    """Whether `Section 2. Policy.` opens a section instead of citing one."""
    before = _HEADING.search(text[max(0, start - 12) : start])
    if len(items) != 1 or not before:
        return False
    marked = "#" in before[0] or "*" in before[0]
    return bool(_HEADING_AFTER.match(text, end)) or (marked and bool(_ALONE.match(text, end)))


def _section_citation(text: str, item: Item, owner: Owner | None, context: Context, span: tuple[int, int]) -> Citation:
    section, end_section = clean_field("section", item.section), clean_field("section", item.end_section)
    pins, end_pins = item.pins, item.end_pins
    kind, relative, base = "section", False, ""
    if owner is None:
        prefix, relative, known = _bare_prefix(section, pins, context)
        if known:
            prefix, _, section = known.rpartition(" ")
            prefix, kind = prefix + " ", "act-section"
    else:
        prefix, relative, base, kind = owner.prefix, owner.relative, owner.base, owner.kind
        if owner.kind == "usc" and not end_section:
            section, end_section = split_range(section, USC.short_ends)
        if owner.kind == "act-section":
            prefix, section, end_section = _in_act(owner, section, end_section)
    if context.own and prefix == context.own:
        prefix, kind = "§", "section"
    code = context.code if prefix == "§" and not relative else prefix.rstrip(" §")
    return Citation(
        kind,
        span,
        text[span[0] : span[1]],
        with_pins(prefix + section, pins) + (" note" if item.note else ""),
        "et seq." if item.open_ended else with_pins(prefix + (end_section or section), end_pins) if item.is_range or end_section else "",
        code if not relative else "",
        section,
        pins,
        relative,
        base,
    )


def _bare_prefix(section: str, pins: tuple[str, ...], context: Context) -> tuple[str, bool, str]:
    """(beginning of the target, relative, code citation of a section known by number) of a section without an owner."""
    if context.code:
        return "§", not context.shape.pattern.fullmatch(section), ""
    known = read_act_table().find_known_number(section, pins)
    return "§", not known, known


def _in_act(owner: Owner, section: str, end_section: str) -> tuple[str, str, str]:
    """The prefix and section numbers under which the code prints an act's sections, when that is known."""
    table = read_act_table()
    target = table.find_target(owner.act, section)
    if not target:
        return owner.prefix, section, end_section
    head, _, number = target.rpartition(" ")
    last = table.find_target(owner.act, end_section).rpartition(" ")[2] if end_section else ""
    return head + " ", number, last


def read_demonstrative(text: str, match: re.Match[str]) -> list[Citation]:
    """`this Order`, `such section`: a reference to the whole of something."""
    which, _, unit = match["demonstrative"].partition(match["demonstrative"][4])
    base = base_of(which, unit)
    return [Citation("relative", match.span(), match[0], base, relative=True, base=base)]
