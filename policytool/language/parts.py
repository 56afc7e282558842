"""`Article II, Section 1` -> the clauses of that number in the parts of that name: articles and chapters that count their own sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policytool.model.clause import Clause, Kind
from policytool.model.label import roman_value
from policytool.patterns import lazy

UNIT = lazy(r"^(?:sections?|secs?\.?|§+|articles?|art\.?)[\s\u00a0]*", re.I)
"""The word or sign before a section's number."""
_PART = lazy(
    r"(article|chapter|subchapter|title|subtitle|part|subpart|division|schedule|appendix|annex|exhibit)[\s\u00a0]+([0-9]{1,4}[a-z]?|[ivxlc]{1,7}|[a-z])\b", re.I
)
_LETTERS = frozenset("cdml")


def number_of(label: str) -> str:
    """A section's number as citations write it: `§ 1373` -> `1373`.

    >>> number_of("Sec. 15"), number_of("2-173-020"), number_of("§ 287.7")
    ('15', '2-173-020', '287.7')
    """
    return UNIT.sub("", label.strip()).rstrip(".").replace("–", "-").casefold()


def arabic(number: str) -> str:
    """The number of a division, printed either way: `II` -> `2`; a letter stays one.

    >>> arabic("II"), arabic("2"), arabic("B")
    ('2', '2', 'b')
    """
    low = number.casefold()
    value = 0 if low in _LETTERS else roman_value(low)
    return str(value) if value else low


def find_parts(clauses: Iterable[Clause]) -> dict[tuple[str, str], list[Clause]]:
    """("article", "2") -> the clauses so called, whether their number is printed 2 or II."""
    found: dict[tuple[str, str], list[Clause]] = {}
    for clause in clauses:
        if clause.kind in (Kind.DIVISION, Kind.SECTION, Kind.HEADING) and (match := _PART.match(clause.label or clause.heading)):
            found.setdefault((match[1].casefold(), arabic(match[2])), []).append(clause)
    return found


def sections_in(part: Clause, section: str) -> list[Clause]:
    """The outermost clauses of a number in a part; a roman number is that of the clause numbered so, else of the one it stands for."""
    level: Sequence[Clause] = part.children
    while level:
        for wanted in dict.fromkeys((section.casefold(), arabic(section))):
            if found := [c for c in level if c.label and number_of(c.label) == wanted]:
                return found
        level = [child for clause in level if clause.kind is not Kind.CLAUSE for child in clause.children]
    return []
