"""eCFR XML, a title, part or section -> flat paragraphs.

DIV1..DIV9 nest titles, chapters, parts and sections; below a section nothing nests and numbers are text.
Source notes and authorities are kept as notes; appendices and tables are read; images, page numbers and tables
of contents are reported. Format: github.com/usgpo/bulk-data ECFR-XML-User-Guide.md, and the versioner of ecfr.gov.
The eCFR is not an official edition, and the front matter says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from policytool.errors import BadInput
from policytool.importers.fr_facts import date_of
from policytool.importers.gpo import IMAGES, INLINE, Notes, note_of, paragraph_of, table_of
from policytool.importers.imported import Imported, Loss, Paragraph, Role, View
from policytool.importers.xml_safe import Element, read_xml
from policytool.model.document import Value
from policytool.patterns import lazy

_DIV = lazy(r"DIV[1-9]")
_NOTES = frozenset("APPRO AUTH CITA CROSSREF EDNOTE EFFDATE EFFDNOT EFFDNOTP NOTE PARAUTH SECAUTH SOURCE".split())  # noqa: SIM905
_HEADS = frozenset("HEAD HED HD1 HD2 HD3 HD4 HD5 HD6".split())  # noqa: SIM905
_PARAGRAPHS = frozenset("P P-1 P-2 P1 P2 PSPACE FP FP-1 FP-2 FP1 FP1-2 FP2 FP2-2 FP2-3 FRP LI BCAP DATE SIGNED".split())  # noqa: SIM905
_DROPPED = frozenset({"CFRTOC", "HEADER", "AMDDATE", "FTNT", "PRTPAGE", "RESERVED_TOC", "SECHD", "PTHD", *IMAGES})
_SECTION = lazy(r"§§?\s*(?P<number>[\w.–-]+)")


def read(data: bytes, name: str, view: View = View.ACCEPT) -> Imported:
    """A title, part, section or any other piece of the eCFR. Raises BadInput for XML without one."""
    root = read_xml(data, name)
    divisions = [e for e in root.walk() if _DIV.fullmatch(e.tag) and e.attributes.get("TYPE")]
    if not divisions:
        raise BadInput(f"{name} is XML of the Code of Federal Regulations, but holds no part or section (no DIV element with a TYPE)")
    top = divisions[0]
    notes = Notes(root)
    reader = _Reader(notes)
    paragraphs = tuple(p for p in reader.flat(top) if p.text or p.label or p.rows)
    losses = (*notes.losses(), *reader.lost())
    return Imported((*paragraphs, *notes.ending()), MappingProxyType(_facts(root, top, notes)), losses)


def _facts(root: Element, top: Element, notes: Notes) -> dict[str, Value]:
    head = top.first("HEAD")
    title = notes.words(head) if head else ""
    kind, number = top.attributes.get("TYPE", ""), top.attributes.get("N", "").strip()
    section = _SECTION.match(number) or (_SECTION.match(title) if kind == "SECTION" else None)
    number = section["number"] if section else number
    code = _title_number(root, top)
    fields: dict[str, Value] = {"title": title.rstrip("."), "kind": "regulation", "jurisdiction": "United States", "edition": "restatement"}
    if kind == "SECTION" and code and number:
        fields |= {"id": f"us/cfr/{code}/{number}", "citation": f"{code} CFR {number}"}
    elif kind == "PART" and code and number:
        fields |= {"id": f"us/cfr/{code}/{number}", "citation": f"{code} CFR part {number}"}
    elif kind == "TITLE" and code:
        fields |= {"id": f"us/cfr/{code}", "citation": f"{code} CFR"}
    dated = root.find("AMDDATE")
    asked = re.search(r"/on/(\d{4}-\d{2}-\d{2})/", top.attributes.get("hierarchy_metadata", ""))
    if day := date_of(dated.words().title()) if dated is not None else asked[1] if asked else "":
        fields["as_amended"] = day
    return {key: value for key, value in fields.items() if value}


def _title_number(root: Element, top: Element) -> str:
    """The title of the Code, from the header, the path of the piece, or its own number; empty when nothing says it."""
    for element in root.walk():
        if element.tag == "IDNO" and element.attributes.get("TYPE") == "title" and element.words().isdigit():
            return element.words()
        if element is top:
            break
    if match := re.match(r"(\d{1,2}):", top.attributes.get("NODE", "")):
        return match[1]
    said = top.attributes.get("hierarchy_metadata", "") + " " + root.attributes.get("hierarchy_metadata", "")
    if match := re.search(r"/title-(\d{1,2})\b|\b(\d{1,2}) CFR\b", said):
        return match[1] or match[2]
    number = top.attributes.get("N", "")
    return number if top.attributes.get("TYPE") == "TITLE" and number.isdigit() else ""


class _Reader:
    """One walk over a piece of the Code."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.contents = 0

    def lost(self) -> Iterator[Loss]:
        """What the walk itself left behind."""
        if self.contents:
            yield Loss("tables of contents", self.contents)

    def flat(self, top: Element) -> Iterator[Paragraph]:
        """The paragraphs of a piece, in order."""
        stack: list[tuple[Element | str, int]] = [(top, 1)]
        while stack:
            element, depth = stack.pop()
            if isinstance(element, str):
                yield Paragraph(" ".join(element.split()))
                continue
            tag = element.tag
            if tag == "STARS":
                yield Paragraph("* * * * *")
            elif tag in _DROPPED:
                self.contents += tag == "CFRTOC"
            elif tag in _HEADS:
                yield self._heading(element, depth)
            elif tag in _NOTES:
                yield from self._note(element)
            elif tag in ("TABLE", "GPOTABLE", "table"):
                yield from table_of(element, self.notes)
            elif tag in _PARAGRAPHS or all(e.tag in INLINE for e in element.elements()):
                yield paragraph_of(element, self.notes, 1 if tag.startswith("FP") and tag != "FP" else 0)
            else:
                deeper = min(depth + 1, 6) if _DIV.fullmatch(tag) and element is not top else depth
                stack += [(child, deeper) for child in reversed(element.children)]

    def _heading(self, element: Element, depth: int) -> Paragraph:
        """A heading; those inside a section or an appendix (HD1 ...) stand below its own."""
        level = depth if element.tag == "HEAD" else min(depth + int(element.tag[2:]) if element.tag[2:].isdigit() else depth + 1, 6)
        return Paragraph(self.notes.words(element), role=Role.HEADING, heading=level)

    def _note(self, element: Element) -> Iterator[Paragraph]:
        """A note; the history of a section is marked as its source, so that it is no clause."""
        for paragraph in note_of(element, self.notes):
            cited = element.tag == "CITA" and not paragraph.text.startswith("Source:")
            yield Paragraph(f"Source: {paragraph.text}", role=Role.NOTE) if cited else paragraph
