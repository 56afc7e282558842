"""The style sheets inside a page -> the two properties that change its words, put on the elements they style.

How lists are numbered and what is struck or underlined: text processors and drafting systems say it by a class.
The parser's own selectors find the elements; of two rules the more special wins, then the later, and an element's own
style before both. Files beside the page are not read, rules for print neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytool.importers.html_page import attribute
from policytool.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_SHEET, MAX_RULES = 1_000_000, 200
_PRINT = lazy(r"@media[^{}]{0,200}\bprint\b[^{}]{0,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_SAID = lazy(r"(?:^|;)\s*(list-style|text-decoration)(?:-type|-line)?\s*:\s*([^;]{1,200})", re.I)
_NAMED = lazy(r"[.\[]|:(?!not|is|where)")


def apply_sheets(tree: LexborHTMLParser) -> None:
    """Write what the page's own style sheets say of lists and lines into the `style` of the elements they are about."""
    sheet = "\n".join(node.text() for node in tree.css("style"))[:MAX_SHEET]
    if not re.search("list-style|line-through", sheet, re.I):
        return
    styled: dict[int, tuple[LexborNode, dict[str, str]]] = {}
    for selector, said in _rules(sheet):
        try:
            found = tree.css(selector)
        except Exception:  # a selector that the parser does not know finds nothing
            continue
        for node in found:
            styled.setdefault(node.mem_id, (node, {}))[1].update(said)
    for node, said in styled.values():
        own = attribute(node, "style")
        fresh = said.keys() - _properties(own).keys()
        node.attrs["style"] = ";".join([*filter(None, [own]), *(f"{name}:{said[name]}" for name in sorted(fresh))])


def _rules(sheet: str) -> list[tuple[str, dict[str, str]]]:
    """(selector, what it says of lists and lines), the strongest last."""
    first, *more = sheet.split("/*")
    sheet = _PRINT.sub(" ", first + " ".join(part.partition("*/")[2] for part in more))
    rules = (part.rpartition("{") for part in sheet.split("}"))
    said = ((re.split("[{;]", selectors)[-1], _properties(body)) for selectors, brace, body in rules if brace)
    found = [(selector.strip(), own) for selectors, own in said if own for selector in selectors.split(",")]
    return sorted(found[:MAX_RULES], key=lambda rule: (rule[0].count("#"), len(_NAMED.findall(rule[0])), len(re.findall(r"\w+", rule[0]))))


def _properties(style: str) -> dict[str, str]:
    return {name.lower(): value.replace("!important", "").strip() for name, value in _SAID.findall(style)}
