"""What tells a heading from text, and how headings of any source come to the levels of the design."""

from __future__ import annotations

import re
from dataclasses import replace

from policytool.importers.imported import Paragraph, Role
from policytool.patterns import lazy

DIVISION = lazy(r"(?:ARTICLE|TITLE|SUBTITLE|CHAPTER|SUBCHAPTER|PART|SUBPART|DIVISION|ANNEX|SCHEDULE|APPENDIX)\b", re.I)
SECTION = lazy(r"(?:SECTION|SEC\.|ARTICLE|ART\.|§|\d{1,3}[A-Z]?-\d{1,5}-\d)", re.I)
CLAUSE = lazy(r"\(?\w{1,5}[.)]|\(\w{1,5}\)")
UNFINISHED = (";", ":", ",", "; and", "; or")
LONGEST = 160


def settle_titles(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Heading levels without gaps, from 1 for a title: the first heading, when no other stands as high; else from 2."""
    headings = [p for p in paragraphs if p.role is Role.HEADING]
    if not headings:
        return paragraphs
    used = sorted({p.heading for p in headings})
    highest = [p for p in headings if p.heading == used[0]]
    titled = len(highest) == 1 and highest[0] is headings[0] and not SECTION.match(highest[0].label or highest[0].text)
    rank = {level: min(at + (1 if titled else 2), 6) for at, level in enumerate(used)}
    return [replace(p, heading=rank[p.heading]) if p.role is Role.HEADING else p for p in paragraphs]
