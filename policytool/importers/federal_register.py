"""A Federal Register document -> flat paragraphs: full-text XML, the API's JSON, or the raw text.

Presidential documents give their sections (`<E T="04">Section 1</E>. <E T="03">Purpose.</E>`) as headings.
Of a rule the preamble, the supplementary information and the amendments are read; the regulatory text it
amends is quoted, for its labels are the Code's and not the document's. Formats: developers' pages of
federalregister.gov, and github.com/usgpo/bulk-data FR-XML_User-Guide.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from types import MappingProxyType

from policytool.errors import BadInput
from policytool.importers.fr_facts import TYPES, date_of, facts_of_json, facts_of_text
from policytool.importers.fr_text import read_raw
from policytool.importers.gpo import IMAGES, Notes, note_of, paragraph_of, table_of
from policytool.importers.imported import Imported, Loss, Paragraph, Role, View
from policytool.importers.xml_safe import Element, read_xml
from policytool.model.document import Value
from policytool.patterns import lazy

DOCUMENTS = ("RULE", "PRORULE", "NOTICE", "PRESDOCU")
_PRESIDENTIAL = ("EXECORD", "PROCLA", "PRNOTICE", "PRMEMO", "PRORDER", "DETERM", "PRESDET", "PRLETTER")
_HEADS = ("EXECORDR", "PROC", "PNOTICE", "MEMO", "ORDER", "DETNO", "DNO")
_DROPPED = frozenset(
    {"FRDOC", "FILED", "BILCOD", "PRTPAGE", "FTNT", "TITLE3", "PRES", "CNTNTS", "STARS", "LSTSUB", "FTREF", "PSIG", *IMAGES}
)
_HEADING = {"HED": 2, "HD1": 3, "HD2": 4, "HD3": 5, "HD4": 6, "HD5": 6, "HD6": 6, "HED1": 3}
_LABELLED = frozenset(
    {"AGY", "ACT", "SUM", "DATES", "EFFDATE", "ADD", "FURINF", "AUTH", "SOURCE", "EDNOTE", "NOTE", "CITA", "CROSSREF", "APPRO"}
)
_SECTION = lazy(r"(?P<word>Section|Sec|SECTION|SEC)\s*\.?\s*(?P<number>\d+[A-Z]?)(?![\w-])\s*\.?\s*(?P<title>\S.*)?")
_JOINT = " .\n\t"
TEXT_FIELDS = ("full_text_xml", "body_html", "raw_text")
"""Fields in which `fetch` puts the text beside what the API says of a document."""


def read(data: bytes, name: str, view: View = View.ACCEPT) -> Imported:
    """One document. Raises BadInput for a whole issue, for JSON without a text, and for what is damaged."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head == b"{":
        return _read_json(data, name, view)
    if head == b"<" and not re.match(rb"\s*<(?:html|pre)\b", data[:200], re.I):
        return read_document(read_xml(data, name), name)
    return read_raw(data, name)


def _read_json(data: bytes, name: str, view: View) -> Imported:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{name} is not readable JSON ({str(error) or 'nested too deep'}); download it again") from None
    if isinstance(said, dict) and isinstance(said.get("results"), list):
        if len(said["results"]) != 1:
            raise BadInput(
                f"{name} is a list of {len(said['results'])} documents; import one of them: policytool import fr:DOCUMENT-NUMBER"
            )
        said = said["results"][0]
    if not isinstance(said, dict):
        raise BadInput(f"{name} is JSON, but not a document of the Federal Register")
    text = next((said[f] for f in TEXT_FIELDS if isinstance(said.get(f), str) and said[f].strip()), "")
    if not text:
        where = said.get("full_text_xml_url") or said.get("raw_text_url")
        number = said.get("document_number") or "DOCUMENT-NUMBER"
        also = f", or save {where} and import that" if isinstance(where, str) else ""
        raise BadInput(f"{name} describes a document and does not hold its text; use: policytool import fr:{number}{also}")
    return with_facts(_read_text(text, name, view), said)


def _read_text(text: str, name: str, view: View) -> Imported:
    data = text.encode("utf-8", "surrogatepass")
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?<(?:RULE|PRORULE|NOTICE|PRESDOCU|FEDREG)\b", text):
        return read_document(read_xml(re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data), name), name)
    if text.lstrip().startswith("<") and not re.match(r"\s*<(?:html|pre)\b", text, re.I):
        imported: Imported = import_module("policytool.importers.html").read(data, name, view)
        return imported
    return read_raw(data, name)


def with_facts(imported: Imported, said: dict[str, object]) -> Imported:
    """A text with what the API says of it: what the API says wins."""
    front: dict[str, Value] = {**imported.front, **facts_of_json(said)}
    return Imported(imported.paragraphs, MappingProxyType(front), imported.losses, imported.repairs, imported.marked)


def read_document(root: Element, name: str) -> Imported:
    """The one document that an XML tree holds."""
    documents = [e for e in root.walk() if e.tag in DOCUMENTS]
    if len(documents) > 1:
        numbers = ", ".join(e.words().split("FR Doc. ")[-1][:12].strip(" ]") for e in documents[:3] if "FR Doc. " in e.words())
        raise BadInput(
            f"{name} holds {len(documents)} documents of the Federal Register{f' ({numbers} ...)' if numbers else ''}; "
            "import one: policytool import fr:DOCUMENT-NUMBER"
        )
    document = documents[0] if documents else root
    notes = Notes(document)
    reader = _Reader(notes)
    paragraphs = [p for p in reader.flat(document) if p.text or p.label or p.rows]
    front = _facts(document, notes)
    title = str(front.get("title", ""))
    if title:
        said = ((p.text.rstrip("."), p.heading or p.role is Role.BODY) for p in paragraphs)
        first = next((n for n, (text, top) in enumerate(said) if top and text == title), -1)
        paragraphs = [Paragraph(title, role=Role.HEADING, heading=1), *(p for n, p in enumerate(paragraphs) if n != first)]
    losses = (*notes.losses(), *reader.lost())
    return Imported((*paragraphs, *notes.ending()), MappingProxyType(front), losses)


def _facts(document: Element, notes: Notes) -> dict[str, Value]:
    presidential = document.find(*_PRESIDENTIAL)
    heads = " ".join(notes.words(e) for e in document.walk() if e.tag in _HEADS)
    closing = " ".join(e.words() for e in document.walk() if e.tag in ("FRDOC", "DEPDOC"))
    fields = facts_of_text(heads, closing)
    if presidential is not None:
        fields.setdefault("kind", "directive")
        fields.setdefault("issuer", "President of the United States")
        if not fields.get("signed"):
            fields["signed"] = next((d for e in presidential.elements("DATE") if (d := date_of(e.words()))), "")
        title = presidential.first("HD")
    else:
        fields["kind"] = TYPES.get(document.tag, "policy")
        agency = document.find("AGENCY")
        fields["issuer"] = notes.words(agency) if agency else ""
        if document.tag == "PRORULE":
            fields["edition"] = "draft"
        title = document.find("SUBJECT")
        effective = document.find("EFFDATE")
        if effective is not None and (match := re.search(r"(?i)effective (?:on )?(?:date:? )?(\w+\.? \d{1,2}, \d{4})", effective.words())):
            fields["effective"] = date_of(match[1])
    if title is not None:
        fields["title"] = notes.words(title).rstrip(".")
    return {key: value for key, value in fields.items() if value}


class _Reader:
    """One walk over a document."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.omitted = 0

    def lost(self) -> Iterator[Loss]:
        """What the walk itself left behind."""
        if self.omitted:
            yield Loss("billing and filing lines", self.omitted, "billing code, filing time, subject index")

    def flat(self, root: Element) -> Iterator[Paragraph]:
        """The paragraphs of a document, in order."""
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, quoted = stack.pop()
            tag = element.tag
            if tag in _DROPPED:
                self.omitted += tag in ("FILED", "BILCOD", "LSTSUB")
                continue
            leaf = self._leaf(element, quoted)
            if leaf is not None:
                yield from (
                    Paragraph(p.text, p.label, p.level, Role.QUOTED) if quoted and p.role in (Role.BODY, Role.NOTE) else p for p in leaf
                )
                continue
            if tag == "REGTEXT" and (title := element.attributes.get("TITLE")):
                yield Paragraph(
                    f"Amendments to {title} CFR part {element.attributes.get('PART', '')}".rstrip(), role=Role.HEADING, heading=2
                )
            inside = quoted or tag == "REGTEXT"
            stack += [(child, inside) for child in reversed(list(element.elements()))]

    def _leaf(self, element: Element, quoted: bool) -> list[Paragraph] | None:
        """The paragraphs of an element that is read as one; None for one that holds others."""
        tag, words = element.tag, self.notes.words
        if tag == "HD":
            level = _HEADING.get(element.attributes.get("SOURCE", ""), 3)
            return [Paragraph(words(element), role=Role.QUOTED if quoted else Role.HEADING, heading=0 if quoted else level)]
        if tag in ("AMDPAR", "AMDPAR1"):
            return [Paragraph(*_number(words(element)), role=Role.CAPTION if quoted else Role.BODY)]
        if tag in ("P", "FP", "NPAR", "PARA", "LI"):
            return self._paragraph(element, quoted)
        if tag in ("GPOTABLE", "TABLE"):
            return table_of(element, self.notes)
        if tag == "SECTION":
            return self._section(element)
        if tag in _LABELLED:
            found = note_of(element, self.notes)
            return [Paragraph(p.text, p.label) for p in found] if not quoted else found
        if any(element.elements()) and not any(isinstance(c, str) and c.strip() for c in element.children):
            return None
        return [Paragraph(words(element))]

    def _paragraph(self, element: Element, quoted: bool) -> list[Paragraph]:
        """One paragraph; of a presidential document, the section that opens in it as a heading of its own."""
        lead = _bold_lead(element)
        if not quoted and (opened := _SECTION.fullmatch(self.notes.words(Element("", {}, element.children[:lead])))):
            return self._opened(Element(element.tag, element.attributes, element.children[lead:]), opened)
        level = {"FP1": 1, "FP2": 2, "FP3": 3, "FP1-2": 1, "FP2-2": 2}.get(element.attributes.get("SOURCE", ""), 0)
        return [paragraph_of(element, self.notes, level)]

    def _opened(self, rest: Element, opened: re.Match[str]) -> list[Paragraph]:
        """`Section 1. Purpose. It is ...` -> the heading, and the text behind it."""
        title = opened["title"] or ""
        first = rest.children[0] if rest.children else ""
        if not title and isinstance(first, Element) and first.tag == "E" and first.attributes.get("T") == "03":
            title = self.notes.words(first)
            rest.children.pop(0)
        if rest.children and isinstance(rest.children[0], str):
            rest.children[0] = rest.children[0].lstrip(_JOINT)
        label = f"{opened['word']}{'.' if len(opened['word']) == 3 else ''} {opened['number']}."
        return [Paragraph(title, label, role=Role.HEADING, heading=2), paragraph_of(rest, self.notes)]

    def _section(self, element: Element) -> list[Paragraph]:
        """One section of the Code, as the rule gives it."""
        number, subject = element.first("SECTNO"), element.first("SUBJECT")
        label = " ".join(self.notes.words(e) for e in (number,) if e)
        heading = self.notes.words(subject) if subject else ""
        found = [Paragraph(heading, label, role=Role.QUOTED)]
        for child in element.elements():
            if child.tag in ("P", "FP"):
                found.append(paragraph_of(child, self.notes))
            elif child.tag == "STARS":
                found.append(Paragraph("* * * * *", role=Role.QUOTED))
            elif child.tag in ("GPOTABLE", "TABLE"):
                found += table_of(child, self.notes)
            elif child.tag not in ("SECTNO", "SUBJECT", *_DROPPED):
                found += [Paragraph(self.notes.words(child))]
        return found


def _bold_lead(element: Element) -> int:
    """How many children of a paragraph are its bold opening, with the points and blanks around: some files set each word apart."""
    count, bold = 0, False
    for child in element.children:
        if isinstance(child, str) and child.strip(_JOINT):
            break
        if isinstance(child, Element) and not (child.tag == "E" and child.attributes.get("T") == "04"):
            break
        count, bold = count + 1, bold or isinstance(child, Element)
    return count if bold else 0


def _number(text: str) -> tuple[str, str]:
    """(words, label) of an amending instruction: `2. Amend § 1.1 ...`, `a. Revise ...`."""
    match = re.match(r"(?:[■\u25a0]\s*)?(\d{1,3}\.|[a-z]\.|[ivx]{1,4}\.)\s+", text)
    return (text[match.end() :], match[1]) if match else (text, "")
