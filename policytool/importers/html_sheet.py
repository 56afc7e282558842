"""The style sheets inside a page -> the three properties that change its words, put on the elements they style.

How lists are numbered, what is struck or underlined, what is hidden: text processors and drafting systems say it by a class.
The parser's own selectors find the elements; of two rules the more special wins, then the later, and an element's own
style before both. Files beside the page are not read, rules for print or for a width of the window neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytool.importers.html_page import attribute, weigh
from policytool.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_SHEET, MAX_RULES = 1_000_000, 200
_SOMETIMES = lazy(r"@media(?!\s*(?:screen|all)\s*\{)[^{}]{0,400}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_SAID = lazy(r"(?:^|;)\s*(list-style|text-decoration|display)(?:-type|-line)?\s*:\s*([^;]{1,200})", re.I)
_HIDES = lazy(r"display\s*:\s*none", re.I)
_NAMED = lazy(r"[.\[]|:(?!not|is|where)")


def apply_sheets(tree: LexborHTMLParser) -> None:
    """Write what the page's own style sheets say into the `style` of the elements they are about."""
    sheet = "\n".join(node.text() for node in tree.css("style"))[:MAX_SHEET]
    if not re.search("list-style|line-through", sheet, re.I) and not _HIDES.search(sheet):
        return
    styled: dict[int, tuple[LexborNode, dict[str, str]]] = {}
    for selector, said in _rules(sheet):
        try:
            found = tree.css(selector)
        except Exception:  # a selector that the parser does not know finds nothing
            continue
        for node in found:
            styled.setdefault(node.mem_id, (node, {}))[1].update(said)
    weights = weigh(tree.body) if tree.body and any(said.get("display") == "none" for _, said in styled.values()) else {}
    whole = weights.get(tree.body.mem_id, 0) if tree.body else 0
    for ident, (node, said) in styled.items():
        if 2 * weights.get(ident, 0) > whole:
            said.pop("display", None)  # most of the page: a script shows it
        own = attribute(node, "style")
        fresh = said.keys() - _properties(own).keys()
        if fresh:
            node.attrs["style"] = ";".join([*filter(None, [own]), *(f"{name}:{said[name]}" for name in sorted(fresh))])


def _rules(sheet: str) -> list[tuple[str, dict[str, str]]]:
    """(selector, what it says of lists, lines and hiding), the strongest last."""
    first, *more = sheet.split("/*")
    sheet = _SOMETIMES.sub(" ", first + " ".join(part.partition("*/")[2] for part in more))
    rules = (part.rpartition("{") for part in sheet.split("}"))
    said = ((re.split("[{;]", selectors)[-1], _properties(body)) for selectors, brace, body in rules if brace)
    found = [(selector.strip(), own) for selectors, own in said if own for selector in selectors.split(",")]
    room = {False: MAX_RULES, True: MAX_RULES if _HIDES.search(sheet) else 0}
    kept = []
    for rule in found:
        of_display = rule[1].keys() == {"display"}
        if room[of_display]:
            room[of_display] -= 1
            kept.append(rule)
    return sorted(kept, key=lambda rule: (rule[0].count("#"), len(_NAMED.findall(rule[0])), len(re.findall(r"\w+", rule[0]))))


def _properties(style: str) -> dict[str, str]:
    return {name.lower(): value.replace("!important", "").strip() for name, value in _SAID.findall(style)}
