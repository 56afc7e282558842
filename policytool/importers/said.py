"""The words of a text that names its own kind, number and dates -> fields of the front matter.

Only what stands in a line of its own counts, and only when the text says it once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytool.importers.fr_facts import facts_of_text
from policytool.importers.imported import Paragraph, Role
from policytool.model.document import Value
from policytool.patterns import lazy

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_DATE = rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
_DATED = lazy(
    rf"(?P<what>Adopted|Passed|Enacted|Signed|Approved|Effective(?:\s+date)?|Published)\b\s*(?:by\b[^,;:\d]{{0,60}})?(?:\s*[:,]\s*|\s+)(?:on\s+|as of\s+)?(?:{_DATE})\s*\.?",
    re.I,
)
"""`Effective Date: March 1, 2025`; near miss: `Effective March 1, 2025, no agency may ...`"""
_FIELDS = {
    "adopted": "adopted",
    "passed": "adopted",
    "enacted": "adopted",
    "signed": "signed",
    "approved": "signed",
    "effective": "effective",
    "published": "published",
}
_NUMBERED = lazy(
    r"(?P<kind>EXECUTIVE ORDER|ORDINANCE|RESOLUTION|GENERAL ORDER|SPECIAL ORDER)\s+(?:NO\.?|NUMBER|#)?\s*(?P<number>[A-Z]{0,3}\d[\w.-]{0,15})(?=\s*[.,:—–-]?\s*$|[.:—–]\s|\s+[—–-]\s)",
    re.I,
)
_KINDS = (
    ("executive order", "executive-order"),
    ("ordinance", "ordinance"),
    ("general order", "directive"),
    ("special order", "directive"),
)
_FEDERAL = lazy(r"(?:Executive Order|Proclamation) \d{4,5} of [A-Z][a-z]+ \d{1,2}, \d{4}")
_NEAR_TOP, _SHORT = 8, 160


def read_said(paragraphs: Sequence[Paragraph]) -> dict[str, Value]:
    """Kind, citation and dates a text gives of itself.

    >>> read_said([Paragraph("EXECUTIVE ORDER NO. 2025-6"), Paragraph("Effective date: March 1, 2025")])
    {'kind': 'executive-order', 'citation': 'Executive Order No. 2025-6', 'effective': '2025-03-01'}
    >>> read_said([Paragraph("Effective March 1, 2025, no agency may ask."), Paragraph("Ordinance 12 is repealed.")])
    {}
    """
    found: dict[str, Value] = _federal(paragraphs)
    for paragraph in list(paragraphs)[:_NEAR_TOP]:
        numbered = _NUMBERED.match(paragraph.text) if len(paragraph.text) <= _SHORT else None
        if numbered and not paragraph.label:
            named = " ".join(numbered["kind"].lower().split())
            found["kind"] = dict(_KINDS).get(named, "")
            found["citation"] = f"{named.title()} No. {numbered['number']}"
            break
    dates: dict[str, set[str]] = {}
    for paragraph in paragraphs:
        match = _DATED.fullmatch(paragraph.text.strip()) if paragraph.role is not Role.QUOTED and len(paragraph.text) <= _SHORT else None
        if match:
            dates.setdefault(_FIELDS[match["what"].split()[0].lower()], set()).add(_iso(match))
    found |= {name: days.pop() for name, days in dates.items() if len(days) == 1}
    return {name: value for name, value in found.items() if value}


def _federal(paragraphs: Sequence[Paragraph]) -> dict[str, Value]:
    """What a presidential document of the Federal Register says of itself in a line of its own."""
    head = next((p.text for p in list(paragraphs)[:_NEAR_TOP] if _FEDERAL.fullmatch(p.text)), "")
    closing = next((p.text for p in reversed(paragraphs) if p.text.startswith("[FR Doc")), "")
    return facts_of_text(head, closing) if head else {}


def _iso(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    return f"{match['year']}-{_MONTHS.index(match['month'].capitalize()) + 1:02d}-{int(match['day']):02d}"
