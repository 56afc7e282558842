"""styles.xml and paragraph properties -> what a paragraph is: its list, its outline level, its style's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from policytool.importers.imported import View
from policytool.importers.xml_tree import local

MAX_CHAIN = 50
"""Styles that are based on each other, at most: Word makes far fewer."""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name, whatever its namespace."""
    if element is None:
        return None
    return next((inner for inner in element if local(inner.tag) == name), None)


def contents(element: Element) -> Iterator[Element]:
    """Its children; of alternatives (`AlternateContent`) only the first, for the others say the same to older programs."""
    waiting = list(reversed(element))
    while waiting:
        inner = waiting.pop()
        if local(inner.tag) == "AlternateContent":
            waiting.extend(reversed(next(iter(inner), ())))
        else:
            yield inner


def value(element: Element | None, name: str = "val") -> str:
    """An attribute without its namespace; empty when there is none."""
    if element is None:
        return ""
    return next((v for key, v in element.attrib.items() if local(key) == name), "")


def number(text: str, otherwise: int = 0) -> int:
    """A whole number as OOXML writes it, within reason."""
    try:
        return max(-1_000_000, min(int(text), 1_000_000))
    except ValueError:
        return otherwise


def is_on(element: Element | None) -> bool:
    """A switch: there, and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """One style as written; what it does not say comes from the style it is based on."""

    ident: str
    name: str
    based_on: str
    properties: Element | None
    runs: Element | None


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None, view: View) -> None:
        self.view = view
        self.known: dict[str, Style] = {}
        self.default = ""
        self.hiding = False
        """Whether any style hides its words."""
        for element in () if root is None else root:
            if local(element.tag) != "style":
                continue
            ident = value(element, "styleId")
            style = Style(
                ident, value(child(element, "name")), value(child(element, "basedOn")), child(element, "pPr"), child(element, "rPr")
            )
            self.known.setdefault(ident, style)
            self.hiding = self.hiding or child(style.runs, "vanish") is not None
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
                self.default = ident

    def chain(self, ident: str) -> Iterator[Style]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while ident in self.known and ident not in seen and len(seen) < MAX_CHAIN:
            seen.add(ident)
            yield self.known[ident]
            ident = self.known[ident].based_on

    def look(self, runs: Element | None, name: str) -> Element | None:
        """A property of a run: its own, else that of its character style."""
        own = child(runs, name)
        if own is not None or runs is None:
            return own
        styled = (child(style.runs, name) for style in self.chain(value(child(runs, "rStyle"))))
        return next((found for found in styled if found is not None), None)

    def hides(self, runs: Element | None, paragraph: Element | None) -> bool:
        """Whether a run is hidden: by itself, its character style, or the style of its paragraph, whose properties are given."""
        own = self.look(runs, "vanish")
        if own is None and self.hiding:
            chain = self.chain(value(child(paragraph, "pStyle")) or self.default)
            own = next((found for style in chain if (found := child(style.runs, "vanish")) is not None), None)
        return is_on(own)

    def strikes(self, runs: Element | None) -> bool:
        """Whether a run is struck through."""
        return is_on(self.look(runs, "strike")) or is_on(self.look(runs, "dstrike"))

    def format_of(self, properties: Element | None) -> Format:
        """What a paragraph's properties, as they are in this view, and its styles say together."""
        changed = child(child(properties, "pPrChange"), "pPr") if self.view is View.REJECT else None
        own = changed if changed is not None else properties
        ident = value(child(own, "pStyle")) or self.default
        chain = tuple(self.chain(ident))
        layers = [own, *(style.properties for style in chain)]
        lists = [child(layer, "numPr") for layer in layers]
        if lists[0] is not None and self.view is View.REJECT and changed is None and child(lists[0], "ins") is not None:
            lists = [None] * len(lists)  # its numbering was put in by a tracked change
        return Format(
            styles=tuple(style.ident for style in chain),
            names=tuple(style.name.lower() for style in chain),
            num_id=next((v for n in lists if (v := value(child(n, "numId")))), ""),
            direct=value(child(lists[0], "numId")) != "" or value(child(lists[0], "ilvl")) != "",
            level=next((number(v) for n in lists if (v := value(child(n, "ilvl")))), 0),
            outline=next((number(v, 9) for layer in layers if (v := value(child(layer, "outlineLvl")))), 9),
            indent=next((number(v) for layer in layers if (v := _indent(child(layer, "ind")))), 0),
        )


def _indent(element: Element | None) -> str:
    return value(element, "left") or value(element, "start")


@dataclass(frozen=True, slots=True)
class Format:
    """What a paragraph is, its styles taken in."""

    styles: tuple[str, ...]
    names: tuple[str, ...]
    """The names of its style and of those it is based on, in lower case."""
    num_id: str
    """Its list; empty or "0" for none."""
    direct: bool
    """Whether the paragraph itself, not a style, names the list or the level."""
    level: int
    outline: int
    """0 to 8 for a heading, 9 for text."""
    indent: int
    """Left indent in twentieths of a point."""

    @property
    def heading(self) -> int:
        """1 to 9 for a heading, 0 for text; the title style is told by its name."""
        if self.outline < 9:
            return self.outline + 1
        for name in self.names:
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:])
        return 0
