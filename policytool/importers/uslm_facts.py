"""The metadata of a USLM file -> front matter: title, number, citation, the dates it states.

From `<meta>` (Dublin Core, docNumber, congress, docPublicationName), the identifier of the first section, and the approval
line. A date that no element states stays blank.
"""

from __future__ import annotations

import re

from policytool.importers.fr_facts import date_of
from policytool.importers.xml_safe import Element
from policytool.model.document import Value
from policytool.patterns import lazy

_SECTION = lazy(r"/us/usc/t(?P<title>\d+[aA]?)/s(?P<section>[^/]+)$")
_BILLS = {"house bill": ("hr", "H.R."), "senate bill": ("s", "S."), "house joint resolution": ("hjres", "H.J. Res."), "senate joint resolution": ("sjres", "S.J. Res."),
          "house concurrent resolution": ("hconres", "H. Con. Res."), "senate concurrent resolution": ("sconres", "S. Con. Res."),
          "house simple resolution": ("hres", "H. Res."), "house resolution": ("hres", "H. Res."), "senate simple resolution": ("sres", "S. Res."), "senate resolution": ("sres", "S. Res.")}  # fmt: skip


def read_facts(root: Element) -> dict[str, Value]:
    """Front matter of one file."""
    meta = root.first("meta") or root
    fields: dict[str, Value] = {"kind": "statute", "jurisdiction": "United States", "title": _said(meta, "title")}
    if root.tag == "uscDoc" or root.find("uscDoc") is not None or _said(meta, "docPublicationName").startswith("Online@"):
        fields |= _code(root, meta)
    elif root.tag == "pLaw" or _said(meta, "type").lower() in ("public law", "private law"):
        fields |= _law(root, meta)
    else:
        fields |= _bill(root, meta)
    return {key: value for key, value in fields.items() if value}


def _said(meta: Element, tag: str) -> str:
    found = meta.first(tag)
    return found.words() if found is not None else ""


def _code(root: Element, meta: Element) -> dict[str, Value]:
    """A title of the U.S. Code, or one section of it."""
    title = _said(meta, "docNumber")
    sections = [
        e for e in root.walk(("notes", "quotedContent")) if e.tag == "section" and _SECTION.search(e.attributes.get("identifier", ""))
    ]
    fields: dict[str, Value] = {"edition": "restatement"}
    if len(sections) == 1 and (match := _SECTION.search(sections[0].attributes["identifier"])):
        heading = sections[0].first("heading")
        fields |= {"id": f"us/usc/{match['title']}/{match['section']}", "citation": f"{match['title']} U.S.C. {match['section']}"}
        if heading is not None:
            fields["title"] = heading.words().rstrip(".")
    elif title:
        fields |= {"id": f"us/usc/{title}", "citation": f"{title} U.S.C."}
    created = _said(meta, "publicationDate") or _said(meta, "docPublicationName")
    release = re.search(r"@(\d+-\d+)", created)
    if release:
        fields["release_point"] = f"Public Law {release[1]}"
    return fields


def _law(root: Element, meta: Element) -> dict[str, Value]:
    """A public law: its number, the Statutes at Large, the day of approval."""
    cited = [" ".join(e.words().split()) for e in meta.elements("citableAs")]
    congress, number = _said(meta, "congress"), _said(meta, "docNumber")
    fields: dict[str, Value] = {"issuer": "United States Congress"}
    law = "pvtl" if _said(meta, "publicPrivate") == "private" else "pl"
    if congress.isdigit() and number.isdigit():
        fields |= {"id": f"us/{law}/{congress}-{number}", "citation": f"{'Pub.' if law == 'pl' else 'Pvt.'} L. {congress}-{number}"}
    if cited:
        fields["aliases"] = tuple(dict.fromkeys(cited))
    title = re.sub(r"^(?:Public|Private) Law [\d–-]+\s*:\s*", "", _said(meta, "title"))
    fields["title"] = title.rstrip(".")[:400]
    approved = root.find("approvedDate")
    day = "" if approved is None else approved.attributes.get("date", "") or _day_of(approved.words())
    for action in root.walk():
        if not day and action.tag == "actionDescription" and action.words().startswith("Approved"):
            day = date_of(action.words())
    fields["signed"] = day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else ""
    return fields


def _day_of(said: str) -> str:
    return said if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said) else date_of(said)


def _bill(root: Element, meta: Element) -> dict[str, Value]:
    """A bill or resolution: a draft unless it is enrolled."""
    kind, congress, number = _said(meta, "type").lower(), _said(meta, "congress"), _said(meta, "docNumber")
    preface = root.first("preface")
    if not number and preface is not None:
        number = _said(preface, "docNumber")
    fields: dict[str, Value] = {
        "issuer": "United States Congress",
        "title": re.sub(r"^\d+\s+[A-Z]+\s+\d+(?:\s+\w+)?\s*:\s*", "", _said(meta, "title")).rstrip(".")[:400],
    }
    if kind in _BILLS and congress.isdigit() and number.isdigit():
        short, printed = _BILLS[kind]
        fields |= {
            "id": f"us/bill/{congress}/{short}/{number}",
            "citation": f"{printed} {number}, {congress}th Congress"
            if congress[-1] not in "123" or congress[-2:] in ("11", "12", "13")
            else f"{printed} {number}, Congress {congress}",
        }
    stage = _said(meta, "docStage")
    fields["edition"] = "" if stage.startswith("Enrolled") else "draft"
    fields["stage"] = stage
    return fields
