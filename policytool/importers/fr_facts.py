"""What the Federal Register says of a document -> front matter.

From the API's JSON (`title`, `citation`, `publication_date`, `signing_date`, `effective_on`, `executive_order_number` ...)
where there is one, else from the XML or the printed heads: `Executive Order 14407 of May 29, 2026`, `[FR Doc. 2026-11180`.
What neither says stays blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from policytool.model.document import Value
from policytool.patterns import lazy

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DATE = lazy(r"\b(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})\b")
_NUMBERED = lazy(
    r"(?P<what>Executive Order|Proclamation)\s+(?:No\.\s*)?(?P<number>\d{4,5})(?:-[A-Z])?\s+of\s+(?P<date>\w+\s+\d{1,2},\s+\d{4})"
)
_TYPED = lazy(
    r"(?P<what>Memorandum|Notice|Order|Presidential Determination)(?: No\. (?P<number>[\d–-]+))?\s+of\s+(?P<date>[A-Z][a-z]+\s+\d{1,2},\s+\d{4})"
)
_FR_DOC = lazy(r"FR Doc(?:\.| No:)?\s*(?P<number>[A-Z]?\d{1,4}[A-Z]?-\d{2,6})")
KINDS = {
    "executive_order": "executive-order", "proclamation": "directive", "memorandum": "directive", "notice": "directive",
    "determination": "directive", "presidential_order": "directive", "other": "directive",
}  # fmt: skip
"""A presidential document's type in the API -> our kind."""
TYPES = {
    "RULE": "regulation",
    "PRORULE": "regulation",
    "NOTICE": "policy",
    "Rule": "regulation",
    "Proposed Rule": "regulation",
    "Notice": "policy",
}


def date_of(text: str) -> str:
    """The first date written out in a text, as year-month-day; empty when there is none or it is no day of a calendar.

    >>> date_of("of May 29, 2026"), date_of("Sept. 16, 1975"), date_of("Smarch 3, 1999"), date_of("June 31, 2020")
    ('2026-05-29', '1975-09-16', '', '')
    """
    for match in _DATE.finditer(text):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(match["month"].lower())), 0)
        day, year = int(match["day"]), int(match["year"])
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
        if month and 1 <= day <= longest[month - 1]:
            return f"{year:04}-{month:02}-{day:02}"
    return ""


def facts_of_text(heads: str, closing: str = "") -> dict[str, Value]:
    """Front matter from a document's printed heads and its closing lines.

    >>> facts_of_text("Executive Order 14407 of May 29, 2026", "[FR Doc. 2026-11180")["id"]
    'us/eo/14407'
    """
    fields: dict[str, Value] = {"jurisdiction": "United States"}
    document = _FR_DOC.search(closing) or _FR_DOC.search(heads)
    if document:
        fields |= {"id": f"us/fr/{document['number']}", "aliases": (f"FR Doc. {document['number']}",)}
    if numbered := _NUMBERED.search(heads):
        fields |= _numbered(numbered["what"] == "Executive Order", numbered["number"], str(fields.get("id", "")))
        fields["signed"] = date_of(numbered["date"])
    elif typed := _TYPED.search(heads):
        fields |= {"kind": "directive", "issuer": "President of the United States", "signed": date_of(typed["date"])}
        if typed["number"]:
            fields["citation"] = f"{typed['what']} No. {typed['number']}"
    return fields


def _numbered(order: bool, number: str, former: str) -> dict[str, Value]:
    fields: dict[str, Value] = {"issuer": "President of the United States"}
    if order:
        fields |= {"id": f"us/eo/{number}", "kind": "executive-order", "citation": f"E.O. {number}"}
        aliases: tuple[str, ...] = (f"EO {number}", f"Executive Order {number}")
    else:
        fields |= {"id": f"us/proclamation/{number}", "kind": "directive", "citation": f"Proclamation {number}"}
        aliases = (f"Proc. {number}",)
    fields["aliases"] = (*aliases, f"FR Doc. {former.rpartition('/')[2]}") if former else aliases
    return fields


def facts_of_json(said: Mapping[str, object]) -> dict[str, Value]:
    """Front matter from the JSON of one document of the API.

    >>> facts = facts_of_json({"document_number": "2026-1", "executive_order_number": 14407, "signing_date": "2026-05-29", "citation": "91 FR 33575"})
    >>> facts["id"], facts["citation"], facts["signed"], facts["aliases"]
    ('us/eo/14407', 'E.O. 14407', '2026-05-29', ('EO 14407', 'Executive Order 14407', 'FR Doc. 2026-1', '91 FR 33575'))
    """
    number = _text(said, "document_number")
    fields: dict[str, Value] = {"jurisdiction": "United States", "title": _text(said, "title")}
    if number:
        fields |= {"id": f"us/fr/{number}", "aliases": (f"FR Doc. {number}",)}
    order, proclamation = _text(said, "executive_order_number"), _text(said, "proclamation_number")
    kind = _text(said, "presidential_document_type", "subtype").lower().replace(" ", "_")
    if order.isdigit() or proclamation.isdigit():
        fields |= _numbered(order.isdigit(), order if order.isdigit() else proclamation, f"us/fr/{number}" if number else "")
    elif kind:
        fields |= {"kind": KINDS.get(kind, "directive"), "issuer": "President of the United States"}
    elif _text(said, "type") in TYPES:
        fields["kind"] = TYPES[_text(said, "type")]
    citation = _text(said, "citation")
    if citation and "citation" in fields:
        aliases = fields["aliases"]
        fields["aliases"] = (*(aliases if isinstance(aliases, tuple) else ()), citation)
    elif citation:
        fields["citation"] = citation
    for field, name in (("signed", "signing_date"), ("published", "publication_date"), ("effective", "effective_on")):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value := _text(said, name)):
            fields[field] = value
    if _text(said, "type") == "Proposed Rule":
        fields["edition"] = "draft"
    fields |= _origin(said)
    return {key: value for key, value in fields.items() if value}


def _origin(said: Mapping[str, object]) -> dict[str, Value]:
    """Who issued it and where it stands."""
    found: dict[str, Value] = {}
    agencies = said.get("agencies")
    names = [_text(a, "name", "raw_name") for a in agencies if isinstance(a, dict)] if isinstance(agencies, list) else []
    if any(names) and not _text(said, "executive_order_number", "presidential_document_type"):
        found["issuer"] = "; ".join(dict.fromkeys(n for n in names if n))[:400]
    if url := _text(said, "html_url"):
        found["source"] = {"url": url}
    return found


def _text(said: Mapping[str, object], *names: str) -> str:
    """The first of some fields that is a text or a whole number."""
    for name in names:
        value = said.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""
