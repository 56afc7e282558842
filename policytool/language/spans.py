"""Citations of one list -> the same with the spans and the range ends a reader expects."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from policytool.language.citation_kind import clean_field
from policytool.language.gaps import GAP
from policytool.language.pincites import Item
from policytool.language.ranges import DASH
from policytool.model.citation import Citation
from policytool.patterns import lazy


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


def with_outer_spans(text: str, found: list[Citation], start: int, end: int) -> list[Citation]:
    """The first citation takes the words before the list, the last those after it."""
    if not found:
        return found
    first = found[0]
    found[0] = replace(first, span=(start, first.span[1]), text=text[start : first.span[1]])
    last = found[-1]
    if end > last.span[1]:
        found[-1] = replace(last, span=(last.span[0], end), text=text[last.span[0] : end])
    return found


_SUBPARTS = lazy(rf"([A-Z]+[a-z]?)(?:(?:{GAP}+(?:through|to){GAP}+|{DASH})([A-Z]+[a-z]?))?")


def with_subparts(text: str, part: Citation, tail: re.Match[str]) -> list[Citation]:
    """A part, and the words for its subparts behind it, as one citation for each subpart or range of them."""
    group = "one" if tail["one"] else "several"
    found: list[Citation] = []
    for match in _SUBPARTS.finditer(text, tail.start(group), tail.end()):
        span = (match.start() if found else part.span[0], match.end())
        last = f"{part.target}, subpart {match[2]}" if match[2] else ""
        found.append(replace(part, span=span, text=text[span[0] : span[1]], target=f"{part.target}, subpart {match[1]}", target_end=last))
    return found


def asides(text: str, found: list[Citation]) -> list[tuple[int, int]]:
    """The brackets between the items of one list, which may hold citations of their own: Executive Orders 12866 (58 FR 51735) and 13563."""
    items = [c.span for c in found if not c.range_end]
    return [(a, b) for (_, a), (b, _) in pairwise(items) if "(" in text[a:b]]
