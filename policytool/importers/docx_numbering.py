"""numbering.xml and the paragraphs in order -> the numbers Word shows.

The rules are those of ECMA-376 part 1, 17.9. Lists (`num`) over one definition (`abstractNum`) share
its counters; a `startOverride` sets a counter once, where its list first uses that level. A level
restarts after any level above it was used, unless `lvlRestart` names fewer levels or, with 0, none.
A level above that was not used yet shows its start value and is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from policytool.importers.docx_styles import Format, Styles, child, is_on, number, value
from policytool.importers.number_forms import MAX_ZEROS, format_number, is_known
from policytool.importers.xml_tree import local
from policytool.patterns import lazy

MAX_LEVELS, MAX_TEXT = 9, 200
"""Levels of a list, and characters of a number's text, as far as they are read."""
_BLANK = " \t\u00a0\uf020"
"""A bullet of nothing else shows nothing: writers use it to set a paragraph in."""
_PLACE = lazy(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as defined."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    """All numbers in its text are printed in digits."""
    restart: int = -1
    """After which level, counted from 1, it starts again; 0 never, -1 after any above it."""
    suffix: str = "tab"
    style: str = ""


class Number(NamedTuple):
    """What Word prints before a paragraph."""

    label: str
    level: int
    bullet: bool
    glued: bool
    """Nothing stands between the label and the text."""


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    starts: Mapping[int, int]
    levels: Mapping[int, Level]


class Numbering:
    """The lists of one file, and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.abstracts: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, _List] = {}
        self.unknown: list[str] = []
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        links: dict[str, str] = {}
        for element in () if root is None else root:
            if local(element.tag) == "abstractNum":
                ident = value(element, "abstractNumId")
                self.abstracts[ident] = _levels(element)
                if link := value(child(element, "numStyleLink")):
                    links[ident] = link
            elif local(element.tag) == "num":
                self.lists[value(element, "numId")] = _list(element)
        for ident, link in links.items():
            self._follow(ident, link, styles)

    def _follow(self, ident: str, link: str, styles: Styles) -> None:
        """A definition that only names a list style takes over that style's levels and counters."""
        for style in styles.chain(link):
            other = self.lists.get(value(child(child(style.properties, "numPr"), "numId")))
            if other is not None and self.abstracts.get(other.abstract):
                self.abstracts[ident] = self.abstracts[other.abstract]
                self._counters[ident] = self._counters.setdefault(other.abstract, {})
                return

    def next_number(self, form: Format) -> Number | None:
        """The number of the next paragraph; None when it has none. Counts on."""
        found = self.lists.get(form.num_id) if form.num_id != "0" else None
        if found is None:
            return None
        levels = {**self.abstracts.get(found.abstract, {}), **found.levels}
        at = self._level_of(form, levels)
        level = levels.get(at)
        if level is None:
            return None
        counters = self._count(form.num_id, found, levels, at)
        if level.form == "bullet":
            return Number("-" if level.text.strip(_BLANK) else "", at, True, False)
        label = self._label(level, levels, found, counters)
        return Number(label, at, False, level.suffix == "nothing")

    @staticmethod
    def _level_of(form: Format, levels: Mapping[int, Level]) -> int:
        """The level: as the paragraph says itself, else the one linked to its style, else as its style says."""
        if not form.direct:
            for style in form.styles:
                for at, level in levels.items():
                    if level.style == style:
                        return at
        return form.level

    def _count(self, num_id: str, found: _List, levels: Mapping[int, Level], at: int) -> dict[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        first = (num_id, at) not in self._begun
        self._begun.add((num_id, at))
        if at in counters and not (first and at in found.starts):
            counters[at] += 1
        else:
            counters[at] = _start(found, levels, at)
        for deeper in [d for d in counters if d > at]:
            restart = levels.get(deeper, Level()).restart
            if restart < 0 or at < restart:
                del counters[deeper]
        return counters

    def _label(self, level: Level, levels: Mapping[int, Level], found: _List, counters: Mapping[int, int]) -> str:
        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, Level())
            form = "decimal" if level.legal and other.form not in ("none", "bullet") else other.form
            if not is_known(form):
                self.unknown.append(form)
            return format_number(counters.get(at, _start(found, levels, at)), form)

        return _PLACE.sub(printed, level.text)


def _start(found: _List, levels: Mapping[int, Level], at: int) -> int:
    return found.starts.get(at, levels.get(at, Level()).start)


def _levels(element: Element) -> dict[int, Level]:
    found = ((number(value(lvl, "ilvl")), lvl) for lvl in element if local(lvl.tag) == "lvl")
    return {at: _level(lvl) for at, lvl in found if 0 <= at < MAX_LEVELS}


def _level(element: Element) -> Level:
    restart = value(child(element, "lvlRestart"))
    return Level(
        start=number(value(child(element, "start"))),
        form=_form(element),
        text=value(child(element, "lvlText"))[:MAX_TEXT],
        legal=is_on(child(element, "isLgl")),
        restart=number(restart) if restart else -1,
        suffix=value(child(element, "suff")) or "tab",
        style=value(child(element, "pStyle")),
    )


def _form(level: Element) -> str:
    """The number format; newer ones stand in an alternative with a sample such as `001, 002, 003`."""
    for element in level.iter():
        if local(element.tag) == "numFmt":
            form = value(element)
            sample = value(element, "format").partition(",")[0].strip()
            if form == "custom" and sample.isdigit() and sample.startswith("0"):
                return f"decimalZero{min(len(sample), MAX_ZEROS)}"
            return form or "decimal"
    return "decimal"


def _list(element: Element) -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in (e for e in element if local(e.tag) == "lvlOverride"):
        at = number(value(override, "ilvl"))
        own = child(override, "lvl") if 0 <= at < MAX_LEVELS else None
        if own is not None:
            levels[at] = _level(own)
        if start := value(child(override, "startOverride")):
            starts[at] = number(start)
            if at in levels:
                levels[at] = replace(levels[at], start=starts[at])
    return _List(value(child(element, "abstractNumId")), starts, levels)
