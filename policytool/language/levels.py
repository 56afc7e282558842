"""References to levels below a section: `paragraphs (1) and (2) of subsection (b) of this section`."""

from __future__ import annotations

import re
from dataclasses import replace

from policytool.language.owners import THIS, Read, base_of
from policytool.language.pincites import GAP, Item, read_pin_list, read_pins
from policytool.language.spans import with_outer_spans, with_pins
from policytool.model.citation import Citation
from policytool.model.label import Style, readings
from policytool.patterns import lazy

S = rf"{GAP}{{1,4}}"
LEVEL = "(?:[Ss]ub)?(?:[Pp]aragraph|[Cc]lause)s?|[Ss]ubsections?|[Ss]ubdivisions?|[Ii]tems?"
COUNTED = lazy(rf"{S}\d{{1,3}}(?:\.\d{{1,3}}){{1,6}}(?![\w.]\d|\w|%|{S}(?:per{S}cent|percent|million|billion)\b)")
"""`clause 7.3`: cited as sections are, for nothing stands above it but its own number."""
_FURTHEST = 100
"""A list with letters or roman numerals has no more labels."""
_CHAIN = lazy(rf"{S}(?:of|in|under){S}(?P<level>{LEVEL}){S}(?=\()")
_OF_SECTION = lazy(rf"{S}(?:of|in|under){S}(?=§|[Ss]ec|\d{{1,4}}{GAP}|D\.C\.|MCC|INA|Municipal)")
_SEVERAL = lazy(r"[Ss]ections|§§|[Ss]ecs\.")
_NUMBER = lazy(rf"\d{{1,3}}[A-Za-z]?(?={S}(?:of|in){S}(?:this|that|such|[Ss]ection|§|the))")


def read_level_phrase(text: str, match: re.Match[str], read: Read) -> list[Citation]:
    """The citations of `paragraphs (1) and (2) of subsection (b) of ...`, outer labels put first."""
    at = match.end()
    while text[at].isspace():
        at += 1
    items, end = read_pin_list(text, at)
    if any(not _is_label(pin) for item in items for pin in item.pins):
        return []
    if not items:
        number = _NUMBER.match(text, at)
        if not number:
            return []
        items, end = [Item(at, number.end(), "", (number[0],))], number.end()
    level, outer, end = _read_chain(text, end, _singular(match["level"]))
    container: Citation | None = None
    inside: list[Citation] = []
    base, stop = "", end
    if this := THIS.match(text, end):
        base, stop = base_of(this["which"], this["unit"]), this.end()
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
        pins, stop = read_pins(text, chain.end()) if chain else ((), end)
        if not chain or not pins:
            break
        level, outer, end = _singular(chain["level"]), pins + outer, stop
    return level, outer, end


def _singular(word: str) -> str:
    return word.lower().rstrip("s")


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
