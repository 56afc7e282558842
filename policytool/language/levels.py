"""References to levels below a section: `paragraphs (1) and (2) of subsection (b) of this section`."""

from __future__ import annotations

import re
from dataclasses import replace

from policytool.language.gaps import GAP, S, W
from policytool.language.named_acts import FORWARD
from policytool.language.owners import THIS, Read, base_of
from policytool.language.pincites import Item, read_pin_list
from policytool.language.pins import WORDS, Labels, read_bare, read_pins, read_words
from policytool.language.spans import with_outer_spans, with_pins
from policytool.model.citation import Citation
from policytool.model.label import Style, readings
from policytool.patterns import lazy

LEVEL = rf"{WORDS}|[Dd]ivisions?(?={S}\()"
_NAMES = {"sub": "subsection", "subs": "subsection", "subd": "subdivision", "par": "paragraph", "subpar": "subparagraph", "cl": "clause"}
COUNTED = lazy(
    rf"{S}(?:\d{{1,3}}(?:\.\d{{1,3}}){{1,6}}(?![\w.]\d|\w|%|{S}(?:per{S}cent|percent|million|billion)\b)"
    rf"|\d{{1,4}}[A-Z]{{0,2}}(?:\.\d{{1,3}})?\(\d{{1,3}}[A-Z]{{0,2}}(?:\.\d{{1,2}})?\)|\d[\dA-Z.]{{0,5}}[-:]\d[\w.:-]{{0,12}}\(|\d{{3,4}}\(|\d{{1,3}}[A-Z]?(?:\([a-z0-9]{{1,3}}\)){{0,3}}{S}of{S}(?:the{S})?[Ss]chedule{S})"
)
"""Cited as sections are, for nothing stands above it but its own number: `clause 7.3`, `subsection 7(2)`, `Subsection 63G-2-305(10)`, `paragraph 4 of Schedule 1`."""
_FURTHEST = 100
"""A list with letters or roman numerals has no more labels."""
_CHAIN = lazy(rf"{S}(?:of|in|under){S}(?:the{S}said{S})?(?P<level>{LEVEL}){S}")
_OF_SECTION = lazy(rf"{S}(?:of|in|under){S}(?:Code{S}(?=[Ss]ec))?(?=§|[Ss]ec|ss?\.|\d{{1,4}}{GAP}|[A-Z])|,{S}(?=Section{S}[\d.]{{1,9}}(?:\(\w{{1,3}}\)){{0,4}},{S}(?:[A-Z][a-z]{{2,14}}{S}(?:and{S})?){{1,4}}Code\b)")
_SEVERAL = lazy(r"[Ss]ections|§§|[Ss]ecs\.")
_INCLUSIVE = lazy(rf",?{S}inclusive,?(?={S}of\b)")
_OF_SCHEDULE = lazy(rf"{S}(?:of|in|to){S}(?:the{S})?[Ss]chedule{S}(?P<number>\d{{1,3}}[A-Z]{{0,2}})(?!\w)(?:{S}(?:to|of){S}(?=the{S}[A-Z])(?P<law>{FORWARD.pattern.replace('(?P<act>', '(?:')}))?")
_OWNED = lazy(rf"{S}(?:of|in|under){S}(?:[Tt]his|[Tt]hat|[Ss]uch|[Ss]aid|[Ss]ection|§|ss?\.|the{S}said{S}section|(?:{LEVEL}){S}|[A-Z])")
_ENDS = lazy(rf"{W}(?:[,;.:)]|\Z)|{S}(?:or|and|to|shall|may|must|applies|apply|does|do|is|are|has|have|not|as|for|by|if|when|unless|that|which|above|below)\b")
_AFTER_WORD = lazy(r"\w\s$")
"""Lake Subdivision 2 is the name of a place."""
_PLAIN = frozenset(("subsection", "subdivision"))
"""Levels that a number names alone, `subdivision 4`; a paragraph or an item of that number may be one of anything."""
_SEVERAL_BARE = lazy(rf",?{S}(?:and|or|to|through){S}|,{S}")


def read_level_phrase(text: str, match: re.Match[str], read: Read) -> list[Citation]:
    """The citations of `paragraphs (1) and (2) of subsection (b) of ...`, outer labels put first."""
    at = match.end()
    while text[at : at + 1].isspace():
        at += 1
    items, end = read_pin_list(text, at)
    if any(not _is_label(pin) for item in items for pin in item.pins):
        return []
    if not items:
        items, end = _read_bare_list(text, at, match["level"])
    if not items:
        return []
    if items[-1].is_range and (inclusive := _INCLUSIVE.match(text, end)):
        end = inclusive.end()
    level, outer, end = _read_chain(text, end, singular(match["level"]))
    container: Citation | None = None
    inside: list[Citation] = []
    base, stop = "", end
    if this := THIS.match(text, end):
        base, stop = base_of(this["which"], this["unit"]), this.end()
    elif schedule := _OF_SCHEDULE.match(text, end):
        return with_outer_spans(text, [_in_schedule(text, item, outer, level, schedule) for item in items], match.start(), schedule.end())
    elif of := _OF_SECTION.match(text, end):
        inside = read(of.end())
        if inside and not inside[0].target_end and (len(inside) == 1 or not _SEVERAL.match(text, of.end())):
            container = inside[0]
    found = [_level_citation(text, item, outer, level, base, container) for item in items]
    found = with_outer_spans(text, found, match.start(), stop)
    return [*found, *inside] if container else found


def _is_label(pin: str) -> bool:
    """Whether a list could come to this label: `Clauses (UK)` is a name.

    >>> _is_label("ww"), _is_label("iii"), _is_label("UK")
    (True, True, False)
    """
    return any(reading.style is Style.ARABIC or reading.ordinal <= _FURTHEST for reading in readings(pin))


def _read_chain(text: str, end: int, level: str) -> tuple[str, tuple[str, ...], int]:
    """(outermost level, its labels, where it ends) of `of subsection (b) of section ...`."""
    outer: tuple[str, ...] = ()
    for _ in range(4):
        chain = _CHAIN.match(text, end)
        pins, stop = (read_pins(text, chain.end()) if text.startswith("(", chain.end()) else read_bare(text, chain.end())) if chain else ((), end)
        if not chain or not pins:
            break
        level, outer, end = singular(chain["level"]), pins + outer, stop
    return level, outer, end


def _with_words(text: str, items: list[Item], end: int) -> tuple[list[Item], int]:
    """The items with the labels that words put below the only one: `subdivision 4, paragraph (b)`."""
    if len(items) > 1 or items[0].is_range:
        return items, end
    labels = read_words(text, Labels(items[0].pins, end))
    return [replace(items[0], end=labels.end, pins=labels.pins)], labels.end


def _read_bare_list(text: str, at: int, word: str) -> tuple[list[Item], int]:
    """The items of labels without brackets, where what follows says that they are labels: `subdivisions 2 and 3 of section 87`."""
    pins, end = read_bare(text, at)
    if not pins:
        return [], at
    items, end = _with_words(text, [Item(at, end, "", pins)], end)
    worded = len(items[0].pins) > len(pins)
    while singular(word) != word.lower().rstrip(".") and len(items) < 40 and (more := _SEVERAL_BARE.match(text, end)):
        pins, after = read_bare(text, more.end())
        if not pins or not (_OWNED.match(text, after) or _ENDS.match(text, after)):
            break
        if more[0].split()[-1] in ("to", "through"):
            items[-1] = replace(items[-1], end=after, end_pins=pins)
        else:
            items.append(Item(more.end(), after, "", pins))
        end = after
    named = word[0].isupper() and bool(_AFTER_WORD.search(text[max(0, at - len(word) - 4) : at - len(word) - 1]))
    alone = worded or (not named and singular(word) in _PLAIN and text[at : at + 1].isalnum() and not text[at : at + 1].islower() and _ENDS.match(text, end))
    return (items, end) if alone or _OWNED.match(text, end) else ([], at)


def singular(word: str) -> str:
    """The word in full for the level that `word` names.

    >>> singular("Subsections"), singular("pars."), singular("sub-paragraph")
    ('subsection', 'paragraph', 'subparagraph')
    """
    short = word.lower().replace("-", "").rstrip(".").rstrip("s")
    return _NAMES.get(short, short)


def _in_schedule(text: str, item: Item, outer: tuple[str, ...], level: str, schedule: re.Match[str]) -> Citation:
    """`sub-paragraph (2) of paragraph 5 of Schedule 3`: the outermost label is the number of a paragraph."""
    number, *pins = *outer, *item.pins
    law = " ".join((schedule["law"] or "").split()).removeprefix("the ")
    part = f"sched. {schedule['number']}"
    prefix = f"{law} {part}, {'para.' if 'paragraph' in level else level} {number}".lstrip()
    last = with_pins(prefix, (*outer[1:], *item.end_pins)) if item.end_pins and outer else ""
    span = (item.start, item.end)
    return Citation("relative" if not law else "act-section", span, text[span[0] : span[1]], with_pins(prefix, tuple(pins)), last, law, number, tuple(pins), not law, "" if law else part)


def _level_citation(text: str, item: Item, outer: tuple[str, ...], level: str, base: str, container: Citation | None) -> Citation:
    pins = outer + item.pins
    end_pins = outer + item.end_pins if item.end_pins else ()
    span = (item.start, item.end)
    words = text[span[0] : span[1]]
    if container is not None:
        if container.kind.startswith("constitution"):
            return replace(container, span=span, text=words, target=f"{container.target}, cl. {item.pins[0]}")
        whole = container.target.removesuffix(container.pincite)
        pins = container.pins + pins
        last = with_pins(whole, container.pins + end_pins) if end_pins else ""
        return replace(container, span=span, text=words, target=with_pins(whole, pins), target_end=last, pins=pins)
    prefix = f"{base} " if base else f"{level} "
    last = "et seq." if item.open_ended else with_pins(prefix, end_pins) if end_pins else ""
    return Citation("relative", span, words, with_pins(prefix, pins), last, pins=pins, relative=True, base=base, level=level)
