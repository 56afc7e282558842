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
from collections.abc import Callable
from dataclasses import dataclass, replace

from policytool.language.act_sections import read_act_table
from policytool.language.citation_kind import clean_field
from policytool.language.code_contexts import Context
from policytool.language.code_shapes import ANY, CFR, USC
from policytool.language.named_acts import FORWARD
from policytool.language.pincites import GAP, Item, read_items, read_pin_list, read_pins
from policytool.model.citation import Citation

S = rf"{GAP}{{1,4}}"
W = rf"{GAP}{{0,4}}"
_UNIT = (
    "section|subsection|paragraph|subparagraph|clause|subclause|chapter|subchapter|title|subtitle|part|subpart|article|division|Act|act|Code|code|Executive Order|executive order|Order|order|"
    "Proclamation|proclamation|Ordinance|ordinance|memorandum|Memorandum|regulation|rule|policy|Policy|directive|Directive|Special Order|resolution|Resolution|law|statute|compact|Section|Subsection|"
    "Paragraph|Chapter|Subchapter|Title|Part|Subpart|Article|Division"
).replace(" ", S)
_LEVEL = "(?:[Ss]ub)?(?:[Pp]aragraph|[Cc]lause)s?|[Ss]ubsections?|[Ss]ubdivisions?|[Ii]tems?"
_DIVISION = "(?:[Ss]ub)?(?:[Cc]hapter|[Tt]itle|[Pp]art)s?|[Aa]rticles?|[Dd]ivisions?"
TRIGGER = re.compile(
    rf"(?P<section>§{{1,3}}|\b(?:[Ss]ections?|SECTIONS?|[Ss]ecs?\.|SEC\.))(?={W}\[?{W}[0-9IVXL])"
    rf"|\b(?P<level>{_LEVEL})(?={S}(?:\(|\d))"
    rf"|\b(?P<division>{_DIVISION})(?={S}[0-9A-Z])"
    rf"|\b(?P<demonstrative>[Tt]his{S}(?:{_UNIT})|(?:[Ss]uch|[Ss]aid|[Tt]hat){S}(?:section|subsection|paragraph|subparagraph|chapter|subchapter|Act|Order|Ordinance))\b(?![’'-])"
)
OPENING = re.compile(r"[§SsPpCcIiDdTtAa](?:(?<=§)|(?<!\w.)(?:[Ee][Cc]|ub|ar|la|ha|te|iv|it|hi|uc|ai|rt))")
"""The first letters of whatever TRIGGER matches: they are found five times faster than the words."""
_OF = rf"(?:,?{S}(?:of|in|under|to){S}|,{S})"
_THIS = re.compile(rf"{_OF}(?P<which>this|that|such|said|the{S}same){S}(?P<unit>{_UNIT})\b")
_THE = re.compile(rf"{S}(?:of|in|under){S}the{S}(?P<unit>Act|Order|Ordinance|Code|ordinance)\b(?!{S}of{S}(?:[A-Z]|(?:19|20)\d\d))")
_TITLE = re.compile(
    rf"(?:{_OF}|{W})(?:the{S})?[Tt]itle{S}(?P<title>\d{{1,2}})(?!\d|-|–|\.\d)"
    rf"(?:,?{S}(?:of{S})?(?:the{S})?(?:(?P<usc>U\.?{W}S\.?{W}C(?:ode\b|\.|\b)|United{S}States{S}Code)|(?P<cfr>Code{S}of{S}Federal{S}Regulations|C\.?F\.?R\.?)))?"
)
_OWN_CODE = re.compile(
    rf"(?:,?{S}of{S}|,?{S}|{W}\()(?:the{S})?(?:(?P<mcc>(?:Chicago{S})?Municipal{S}Code(?:{S}of{S}(?:the{S}City{S}of{S})?Chicago)?|MCC\b|M\.C\.C\.)"
    rf"|(?P<dc>(?:D\.?C\.?|District{S}of{S}Columbia){S}(?:Official{S})?Code)|(?P<cook>Cook{S}County{S}Code(?:{S}of{S}Ordinances)?))"
)
_OF_ACT = re.compile(rf"{S}(?:of|in|under){S}(?={FORWARD.pattern})")
_OF_LAW = re.compile(
    rf"(?:{S}of{S}(?:division|title|subtitle){S}[A-Z]{{1,5}})?{S}of{S}(?:the{S})?(?=Pub|P\.{W}[LA]|PL\b|Executive|E\.O|EO\b|Proclamation|D\.C\.{S}(?:Law|Act))"
)
_LAWS = frozenset(("public-law", "private-law", "public-act", "executive-order", "proclamation", "dc-law"))
_CHAIN = re.compile(rf"{S}(?:of|in|under){S}(?P<level>{_LEVEL}){S}(?=\()")
_OF_SECTION = re.compile(rf"{S}(?:of|in|under){S}(?=§|[Ss]ec|\d{{1,4}}{GAP}|D\.C\.|MCC|INA|Municipal)")
_OWN_PREFIX = {"mcc": "MCC ", "dc": "D.C. Code § ", "cook": "Cook County Code § "}
_HEADING = re.compile(r"(?:^|\n)[ \t]{0,3}(?:#{1,6}[ \t]+)?(?:\*\*|__)?$")
_HEADING_AFTER = re.compile(r"(?:\.|\*\*|:){1,2}(?:\*\*)?(?:[ \t\u2002-\u200a]+(?:\*\*)?[A-Z“\"\[(]|[—–])|[ \t]*[—–]|[ \t]+[A-Z“]")
_AFTER_SIGN = re.compile(rf"{W}\[?{W}")
_INITIALS = re.compile(rf"{S}of{S}(?:the{S})?(?P<act>INA|IIRIRA|PRWORA|IRC)\b")
_DATED_ACT = re.compile(rf"{S}of{S}the{S}(?P<act>Act{S}of{S}[A-Z][a-z]{{2,8}}\.?{S}\d{{1,2}},{S}\d{{4}})")
_ALONE = re.compile(r"\.?(?:\*\*)?[ \t]*(?:\n|$)")

Read = Callable[[int], list[Citation]]
"""Reads the citation that begins exactly at an offset; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What the items of a phrase belong to."""

    prefix: str
    """Beginning of the target, up to the section number."""
    end: int
    """Where the words that say so end."""
    relative: bool = False
    base: str = ""
    act: str = ""
    kind: str = "section"


def read_section_phrase(text: str, match: re.Match[str], context: Context, read: Read) -> list[Citation]:
    """The citations of `sections ... of ...`, one for each item; the words that name the code belong to the last."""
    sign = match["section"]
    plural = sign.rstrip(".").endswith(("s", "S")) or sign.count("§") > 1
    gap = _AFTER_SIGN.match(text, match.end())
    items, end = _section_items(text, gap.end() if gap else match.end(), context, plural)
    if not items:
        return []
    owner = _find_owner(text, end, context, items, read)
    if owner is None and is_heading(text, match.start(), end, items):
        return []
    found = [_section_citation(text, item, owner, context) for item in items]
    found = _with_outer_spans(text, found, match.start(), owner.end if owner else end)
    return with_range_ends(text, found, items)


def _section_items(text: str, at: int, context: Context, plural: bool) -> tuple[list[Item], int]:
    for shape in (context.shape, CFR, ANY) if context.shape is not ANY else (CFR, ANY):
        items, end = read_items(text, at, shape, plural=plural, explicit=plural, other=context.shape)
        if items and (shape is not USC or not text[end : end + 1].isalnum()):
            first = items[0]
            if plural and shape is ANY and len(items) == 1 and (parts := re.fullmatch(r"(\d{1,2})[-–](\d{1,2})", first.section)) and int(parts[2]) > int(parts[1]):
                items = [replace(first, section=parts[1], end_section=parts[2])]
            if text[end : end + 1].isalnum() or (shape is not ANY and re.match(r"[-–.:]\d", text[end : end + 2])):
                continue
            return items, end
    return [], at


def is_heading(text: str, start: int, end: int, items: list[Item]) -> bool:
    """Whether `Section 2. Policy.` opens a section instead of citing one."""
    before = _HEADING.search(text[max(0, start - 12) : start])
    if len(items) != 1 or not before:
        return False
    marked = "#" in before[0] or "*" in before[0]
    return bool(_HEADING_AFTER.match(text, end)) or (marked and bool(_ALONE.match(text, end)))


def _find_owner(text: str, end: int, context: Context, items: list[Item], read: Read) -> Owner | None:
    """What follows the items and says whose sections they are; None when nothing does."""
    here = bool(context.code) and not context.shape.plain and bool(context.shape.pattern.fullmatch(items[0].section))
    if match := _THIS.match(text, end):
        base = _base_of(match["which"], match["unit"])
        if here:
            return Owner("§", match.end())
        if context.code and not context.titled and match["unit"].lower() in ("title", "chapter", "code", "part", "subchapter") and match["which"] == "this":
            return Owner("§", match.end())
        return Owner(f"{base} § ", match.end(), True, base, kind="relative")
    if match := _TITLE.match(text, end):
        title = match["title"].lstrip("0")
        if match["cfr"] or (not match["usc"] and "." in items[0].section and re.match(r"\d+\.\d", items[0].section) and (context.is_federal or not context.code)):
            return Owner(f"{title} CFR ", match.end(), kind="cfr")
        if match["usc"] or ((context.is_federal or not context.code) and re.fullmatch(r"\d+[a-zA-Z]{0,5}(-\d+[a-z]*)?", items[0].section) and "itle" in text[end : match.end()]):
            return Owner(f"{title} U.S.C. ", match.end(), kind="usc")
        return None
    if match := _OWN_CODE.match(text, end):
        key = match.lastgroup or ""
        return Owner(_OWN_PREFIX[key], match.end(), kind={"mcc": "mcc", "dc": "dc-code", "cook": "cook-county-code"}[key])
    if here:
        return None
    if (match := _OF_LAW.match(text, end)) and (laws := read(match.end())) and laws[0].kind in _LAWS:
        return Owner(f"{laws[0].target} § ", end, kind=laws[0].kind)  # the law stays a citation of its own
    if match := _OF_ACT.match(text, end):
        name = FORWARD.match(text, match.end())
        if name:
            act = clean_field("act", name["act"])
            return Owner(f"{read_act_table().full_name(act)} § ", name.end(), act=act, kind="act-section")
    if match := _DATED_ACT.match(text, end):
        act = clean_field("act", match["act"])
        return Owner(f"{act} § ", match.end(), act=act, kind="act-section")
    if match := _INITIALS.match(text, end):
        return Owner(f"{read_act_table().full_name(match['act'])} § ", match.end(), act=match["act"], kind="act-section")
    if match := _THE.match(text, end):
        name = f"{context.code}: the {match['unit']}"  # as 8 CFR calls one act "the Act"
        if name in read_act_table().names:
            return Owner(f"{read_act_table().full_name(name)} § ", match.end(), act=name, kind="act-section")
        base = _base_of("the", match["unit"])
        return Owner(f"{base} § ", match.end(), True, base, kind="relative")
    return None


def _base_of(which: str, unit: str) -> str:
    """`this section`, `such act`: that, such, said and the all point back.

    >>> _base_of("this", "Executive Order"), _base_of("said", "Act")
    ('this order', 'such act')
    """
    unit = " ".join(unit.lower().split())
    unit = "order" if unit in ("executive order", "special order") else unit
    return ("this " if which.lower() == "this" else "such ") + unit


def _section_citation(text: str, item: Item, owner: Owner | None, context: Context) -> Citation:
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
        if owner.kind == "act-section":
            prefix, section, end_section = _in_act(owner, section, end_section)
    if context.own and prefix == context.own:
        prefix, kind = "§", "section"
    code = context.code if prefix == "§" and not relative else prefix.rstrip(" §")
    return Citation(
        kind,
        (item.start, item.end),
        text[item.start : item.end],
        with_pins(prefix + section, pins) + (" note" if item.note else ""),
        "et seq." if item.open_ended else with_pins(prefix + (end_section or section), end_pins) if item.is_range else "",
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


def with_pins(target: str, pins: tuple[str, ...]) -> str:
    """`target` with its labels behind: 8 U.S.C. 1373(a)(1)."""
    return target + "".join(f"({p})" for p in pins)


def with_range_ends(text: str, found: list[Citation], items: list[Item]) -> list[Citation]:
    """The citations, and after each range that prints two sections its last member on its own."""
    out: list[Citation] = []
    for citation, item in zip(found, items, strict=True):
        out.append(citation)
        if item.end_start:
            section = clean_field("section", item.end_section)
            span = (item.end_start, item.end)
            out.append(
                replace(citation, span=span, text=text[span[0] : span[1]], target=citation.target_end, target_end="", section=section, pins=item.end_pins, range_end=True)
            )
    return out


def _with_outer_spans(text: str, found: list[Citation], start: int, end: int) -> list[Citation]:
    """The first citation takes the words before the list, the last those after it."""
    if not found:
        return found
    first = found[0]
    found[0] = replace(first, span=(start, first.span[1]), text=text[start : first.span[1]])
    last = found[-1]
    if end > last.span[1]:
        found[-1] = replace(last, span=(last.span[0], end), text=text[last.span[0] : end])
    return found


def read_level_phrase(text: str, match: re.Match[str], context: Context, read: Read) -> list[Citation]:
    """The citations of `paragraphs (1) and (2) of subsection (b) of ...`, outer labels put first."""
    at = match.end()
    while text[at].isspace():
        at += 1
    items, end = read_pin_list(text, at)
    if not items:
        number = re.compile(rf"\d{{1,3}}[A-Za-z]?(?={S}(?:of|in){S}(?:this|that|such|section|§|the))").match(text, at)
        if not number:
            return []
        items, end = [Item(at, number.end(), "", (number[0],))], number.end()
    level, outer = _singular(match["level"]), ()
    chained = 0
    while chained < 4 and (chain := _CHAIN.match(text, end)):
        pins, stop = read_pins(text, chain.end())
        if not pins:
            break
        level, outer, end, chained = _singular(chain["level"]), pins + outer, stop, chained + 1
    base, container, stop = "", None, end
    if this := _THIS.match(text, end):
        base, stop = _base_of(this["which"], this["unit"]), this.end()
    elif of := _OF_SECTION.match(text, end):
        inside = read(of.end())
        if len(inside) == 1 and not inside[0].target_end:
            container = inside[0]
    found = [_level_citation(text, item, outer, level, base, container, context) for item in items]
    found = _with_outer_spans(text, found, match.start(), stop)
    return [*found, container] if container else found


def _singular(word: str) -> str:
    return word.lower().rstrip("s")


def _level_citation(text: str, item: Item, outer: tuple[str, ...], level: str, base: str, container: Citation | None, context: Context) -> Citation:
    pins, end_pins = outer + item.pins, outer + item.end_pins if item.end_pins else ()
    span = (item.start, item.end)
    if container is not None:
        bare = container.target[: len(container.target) - len(container.pincite)] if container.pins and container.target.endswith(container.pincite) else container.target
        pins, end_pins = container.pins + pins, container.pins + end_pins if end_pins else ()
        end = with_pins(bare, end_pins) if end_pins else ""
        return replace(container, span=span, text=text[span[0] : span[1]], target=with_pins(bare, pins), target_end=end, pins=pins)
    prefix = f"{base} " if base else f"{level} "
    end = "et seq." if item.open_ended else with_pins(prefix, end_pins) if end_pins else ""
    return Citation("relative", span, text[span[0] : span[1]], with_pins(prefix, pins), end, pins=pins, relative=True, base=base, level=level)


def read_demonstrative(text: str, match: re.Match[str]) -> list[Citation]:
    """`this Order`, `such section`: a reference to the whole of something."""
    which, _, unit = match["demonstrative"].partition(match["demonstrative"][4])
    base = _base_of(which, unit)
    return [Citation("relative", match.span(), match[0], base, relative=True, base=base)]
