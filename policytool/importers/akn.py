"""Akoma Ntoso XML, ours or anyone's -> flat paragraphs.

Hierarchical elements give their `num` and `heading`, block lists their items; quoted structures keep their numbers apart.
Front matter comes from our own `proprietary` block where there is one, else from the title and the FRBR block. Standard:
OASIS LegalDocML Akoma Ntoso 1.0 part 2, namespace .../akn/3.0; older namespaces are read alike.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from policytool.errors import BadInput
from policytool.importers.imported import Imported, Paragraph, Role, View, tally
from policytool.importers.xml_marks import take_view
from policytool.importers.xml_safe import Element, read_xml
from policytool.model.document import Value
from policytool.patterns import lazy

OWN = "urn:policytool:front-matter"
HEADED = frozenset("section article book tome part title chapter division subdivision subpart subtitle subchapter rule".split())  # noqa: SIM905
LEVELS = frozenset("subsection paragraph subparagraph clause subclause indent alinea point level sublist list item subrule proviso transitional".split())  # noqa: SIM905
BLOCKS = frozenset("p block longTitle listIntroduction listWrapUp formula docTitle".split())  # noqa: SIM905
_HEADED_KINDS = frozenset("title division heading schedules schedule annex annexes appendix crossheading regulation article rule order".split())  # noqa: SIM905
"""Names of an `hcontainer` that opens under a heading: ours, and those for what the standard has no element for."""
_STRUCTURES = frozenset({*HEADED, *LEVELS, *BLOCKS - {"docTitle"}, "hcontainer", "quotedStructure", "embeddedStructure", "blockList", "table"})
DROPPED = frozenset("meta num heading subheading authorialNote img toc coverPage".split())  # noqa: SIM905
_LOST = {
    "img": "images",
    "toc": "tables of contents",
    "coverPage": "cover pages",
    "comment": "comments",
    "components": "attachments",
}
_PARTS = ("preface", "preamble", "body", "mainBody", "conclusions", "debateBody", "judgmentBody")
_SKIP = frozenset({"authorialNote", "noteRef", "img"})
_CLOSING = lazy(r"[.,;:”’»\"]*(?:\s?(?:and|or))?[.,;]?")
"""What stands behind quoted law and belongs to it."""


def read(data: bytes, name: str, view: View = View.ACCEPT) -> Imported:
    """One document. Raises BadInput for a collection and for a document without a body."""
    root = read_xml(data, name)
    marked = take_view(root, view)
    document = next((e for e in root.elements()), root) if root.tag == "akomaNtoso" else root
    if document.tag in ("documentCollection", "officialGazette", "amendmentList"):
        raise BadInput(f"{name} is a collection of documents ({document.tag}); import one of them")
    reader = _Reader()
    front = _front(document)
    for part in document.elements(*_PARTS):
        reader.run(part)
    for attachment in (a for holder in document.elements("attachments") for a in holder.elements("attachment")):
        reader.attach(attachment)
    lost = [(_LOST[e.tag], "") for e in document.walk() if e.tag in _LOST]
    notes = [
        Paragraph(e.words(), f"{e.attributes.get('marker', '')}." if e.attributes.get("marker") else "", role=Role.NOTE)
        for e in document.walk()
        if e.tag == "authorialNote"
    ]
    ending = (Paragraph("Notes", role=Role.HEADING, heading=2), *notes) if notes else ()
    paragraphs = tuple(p for p in reader.paragraphs if p.text or p.label or p.rows)
    if not paragraphs:
        raise BadInput(f"{name} is Akoma Ntoso, but holds no body with text")
    return Imported((*paragraphs, *ending), MappingProxyType(front), tally(lost), marked=marked)


def _front(document: Element) -> dict[str, Value]:
    own = next((e for e in document.walk() if e.space == OWN and e.tag == "fields"), None)
    if own is not None:
        return {f.attributes.get("name", ""): _value(f, 0) for f in own.elements("field")}
    title = document.find("docTitle") or document.find("shortTitle")
    alias = document.find("FRBRalias")
    fields: dict[str, Value] = {"title": title.words() if title else alias.attributes.get("value", "") if alias else ""}
    for date in document.walk():
        day, said = date.attributes.get("date", "")[:10], date.attributes.get("name", "").lower()
        if (
            date.tag == "FRBRdate"
            and re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)
            and said in ("enactment", "adoption", "assent", "publication")
        ):
            fields.setdefault({"publication": "published", "assent": "signed"}.get(said, "adopted"), day)
    uri = document.find("FRBRuri")
    if uri is not None and uri.attributes.get("value"):
        fields["akn_uri"] = uri.attributes["value"]
    return {key: value for key, value in fields.items() if value}


def _value(field: Element, depth: int) -> Value:
    form = field.attributes.get("form", "")
    if form and depth < 6:
        inner = [(f.attributes.get("name", ""), _value(f, depth + 1)) for f in field.elements("field")]
        return MappingProxyType(dict(inner)) if form == "table" else tuple(v for _, v in inner)
    return field.words()


class _Reader:
    """One walk over a body: a stack of what is still to be read."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.lead = ""
        """Numbers and heading of a clause that has not yet met its words; they share a line with what follows."""

    def run(self, part: Element) -> None:
        stack: list[tuple[Element, int, int, Role]] = [(part, 0, 2, Role.BODY)]
        while stack:
            node, level, depth, role = stack.pop()
            if node.tag == "CLOSE":
                self._flush(level)
            elif node.tag == "RUN":
                self._say(node, level, role)
            elif node.tag not in DROPPED:
                stack += reversed(self._visit(node, level, depth, role))

    def attach(self, attachment: Element) -> None:
        """A schedule or annex: its heading, and the parts of the document in it."""
        for child in attachment.elements():
            if any(e.tag in _PARTS for e in child.elements()):
                for part in child.elements(*_PARTS):
                    self.run(part)
            elif child.tag in ("num", "heading", "subheading") and (said := child.words(_SKIP)):
                self.paragraphs.append(Paragraph(said, role=Role.HEADING, heading=2))

    def _visit(self, node: Element, level: int, depth: int, role: Role) -> list[tuple[Element, int, int, Role]]:
        """Read one element; what of it is still to be read, with its level, heading depth and role."""
        tag, kind = node.tag, node.attributes.get("name", "") if node.tag == "hcontainer" else ""
        if tag in ("quotedStructure", "quotedText", "embeddedStructure"):
            role = Role.QUOTED
        if tag == "table":
            rows = tuple(tuple(c.words(_SKIP) for c in row.elements("td", "th")) for row in node.walk(("table",)) if row.tag == "tr")
            self.paragraphs += [Paragraph(caption.words(_SKIP), role=Role.CAPTION) for caption in node.elements("caption")]
            self.paragraphs.append(Paragraph("", role=Role.TABLE, rows=rows))
            return []
        if any(isinstance(c, str) and c.strip() for c in node.children) or tag in BLOCKS:
            if tag.lower() == "crossheading":
                self._flush(0)
                self.paragraphs.append(Paragraph(node.words(_SKIP), role=Role.HEADING, heading=depth))
                return []
            return self._mixed(node, level, depth, role)
        if role is Role.BODY and (kind.lower() in _HEADED_KINDS or tag in HEADED):
            self._headed(node, 1 if kind == "title" else depth)
            return [(e, 0, min(depth + 1, 6), role) for e in node.elements()]
        if kind == "note" or tag == "recital":
            role = Role.NOTE if kind == "note" else Role.RECITAL
        inner = level
        if tag in LEVELS or tag == "hcontainer" or tag in HEADED:
            inner = self._open(node, level)
        found = [(e, 0 if e.tag == "wrapUp" else inner, depth, role) for e in node.elements()]
        return [*found, (Element("CLOSE"), inner, depth, role)] if inner != level else found

    def _mixed(self, node: Element, level: int, depth: int, role: Role) -> list[tuple[Element, int, int, Role]]:
        """Words, and what has paragraphs of its own between them: each run of words is a paragraph."""
        found: list[tuple[Element, int, int, Role]] = []
        run: list[Element | str] = []
        waiting: list[Element | str] = list(reversed(node.children))
        while waiting:
            child = waiting.pop()
            if isinstance(child, str) or child.tag in DROPPED or not any(e.tag in _STRUCTURES for e in child.walk(_SKIP)):
                run.append(child)
            elif child.tag in _STRUCTURES:
                found += [*_run(run, level, depth, role), (child, level, depth, role)]
                run = []
            else:
                waiting.extend(reversed(child.children))
        return [*found, *_run(run, level, depth, role)]

    def _open(self, node: Element, level: int) -> int:
        num = node.first("num")
        label, said = num.words(_SKIP) if num else "", " ".join(e.words(_SKIP) for e in node.elements("heading", "subheading"))
        if self.lead and said and not label:
            self._flush(level)
        glue = "" if not self.lead or self.lead[-1] in ")—–" else " "
        self.lead += glue + label if label else ""
        if said:
            self.lead += f"{' ' if self.lead else ''}{said}" + ("" if said[-1] in ".:—–-" else ".—")
        return level + 1 if label else level

    def _headed(self, node: Element, depth: int) -> None:
        self._flush(0)
        num, heading = node.first("num"), node.first("heading")
        label, said = num.words(_SKIP) if num else "", heading.words(_SKIP) if heading else ""
        label = f"{label}." if label and label[-1].isalnum() and (said or label[0].isdigit()) else label
        self.paragraphs.append(Paragraph(said, label, role=Role.HEADING, heading=depth))
        self.paragraphs += [Paragraph(e.words(_SKIP)) for e in node.elements("subheading")]

    def _flush(self, level: int) -> None:
        if self.lead:
            self.paragraphs.append(Paragraph("", self.lead, level))
            self.lead = ""

    def _say(self, node: Element, level: int, role: Role) -> None:
        raw = "".join(c for c in node.children if isinstance(c, str))
        lines = raw.strip().split("\n")
        if len(lines) > 2 and lines[0].lstrip().startswith("|") and not self.lead:
            rows = [
                tuple(c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line.strip().strip("|")))
                for line in (lines[0], *lines[2:])
            ]
            self.paragraphs.append(Paragraph("", role=Role.TABLE, rows=tuple(rows)))
            return
        text, label = node.words(_SKIP), self.lead
        last = self.paragraphs[-1] if self.paragraphs else None
        if last and last.role is Role.QUOTED and role is not Role.QUOTED and not label and _CLOSING.fullmatch(text):
            self.paragraphs[-1] = replace(last, text=last.text + text)
            return
        if raw.lstrip().startswith(">") and not label:
            text = " ".join(line.lstrip("> ").strip() for line in lines).strip()
            role = Role.QUOTED
        self.lead = ""
        if label.endswith(("—", "–")):
            text, label = label + text, ""
        self.paragraphs.append(Paragraph(text, label, level, role))


def _run(children: list[Element | str], level: int, depth: int, role: Role) -> list[tuple[Element, int, int, Role]]:
    """Words as a paragraph that is still to be read; nothing when there are none."""
    run = Element("RUN", children=children)
    return [(run, level, depth, role)] if run.words(_SKIP) else []
