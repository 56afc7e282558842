"""USLM XML, of the U.S. Code, public laws and bills -> flat paragraphs.

The nesting of the source is used for two things only: which numbers share a line, `(1)(A)`, and what is
amending text (`quotedContent`), whose numbers are another law's. Everything else is read back from the printed
numbers. Format: github.com/usgpo/uslm, User Guide; both namespaces, xml.house.gov/schemas/uslm and
schemas.gpo.gov/xml/uslm.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from policytool.errors import BadInput
from policytool.importers.imported import Imported, Loss, Paragraph, Role, View, tally
from policytool.importers.uslm_facts import read_facts
from policytool.importers.xml_marks import take_view
from policytool.importers.xml_safe import Element, read_xml

DIVISIONS = {
    **dict.fromkeys(("title", "appendix", "division", "compiledAct", "courtRules", "reorganizationPlan", "preliminary"), 2),
    **dict.fromkeys(("subtitle", "subdivision", "part", "subpart", "chapter", "subchapter", "article", "subarticle"), 3),
}
"""What holds sections -> its Markdown heading; the parser knows that a chapter holds subchapters."""
SECTIONS = frozenset({"section", "courtRule", "reorganizationPlanSection"})
LEVELS = {
    "subsection": 1, "paragraph": 2, "subparagraph": 3, "clause": 4, "subclause": 5, "item": 6, "subitem": 7, "subsubitem": 8, "level": 1,
}  # fmt: skip
INLINE = frozenset("ref b i u em strong inline span sup sub term date quotedText headingText shortTitle amendingAction def entity person sponsor cosponsor committee organization property a del ins img br num marker approvedDate citableAs docNumber".split())  # noqa: SIM905
DROPPED = frozenset("toc meta page sidenote footnote img figure endMarker preface coverPage signatures legislativeHistory indexList footnoteRef action".split())  # noqa: SIM905
NAMES = {
    "action": "approval lines",
    "toc": "tables of contents", "page": "page numbers", "sidenote": "side notes", "footnote": "", "img": "images", "figure": "images",
    "legislativeHistory": "legislative histories", "signatures": "signature blocks", "coverPage": "cover pages", "preface": "title pages",
}  # fmt: skip
_SKIPPED_WORDS = frozenset({"footnote", "page", "sidenote", "toc", "img", "figure"})


def read(data: bytes, name: str, view: View = View.ACCEPT) -> Imported:
    """A title, section, public law or bill. Raises BadInput for USLM without any text."""
    root = read_xml(data, name)
    marked = take_view(root, view)
    body = root.find("main") or root
    reader = _Reader()
    reader.footnotes(root)
    reader.run(body)
    front = read_facts(root)
    paragraphs = [p for p in reader.paragraphs if p.text or p.label or p.rows]
    if not paragraphs:
        raise BadInput(f"{name} is USLM, but its <main> holds no text")
    title = str(front.get("title", ""))
    if title and not any(p.role is Role.HEADING and p.heading < 3 and p.text and p.text in title for p in paragraphs[:2]):
        paragraphs.insert(0, Paragraph(title, role=Role.HEADING, heading=1))
    return Imported((*paragraphs, *reader.ending()), MappingProxyType(front), reader.losses(), marked=marked)


class _Reader:
    """One walk over a body: a stack of what is still to be read, never recursion."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.lost: list[tuple[str, str]] = []
        self.notes: list[Paragraph] = []
        self.marks: set[str] = set()
        self.labels = ""
        self.heading = ""
        self.level = 0
        """Numbers and heading of a clause that has not yet met its first words."""

    def footnotes(self, root: Element) -> None:
        """Footnotes, taken out of the text before it is read."""
        for element in root.walk():
            if element.tag == "footnote":
                number = element.first("num")
                mark = number.words() if number else ""
                self.marks.add(mark)
                self.notes.append(Paragraph(element.words(("num",)), f"{mark.strip('.')}." if mark else "", role=Role.NOTE))
            elif NAMES.get(element.tag):
                said = " ".join(e.words() for e in element.elements()) or element.words()
                self.lost.append((NAMES[element.tag], said[:60]))

    def ending(self) -> list[Paragraph]:
        """The footnotes under a heading of their own."""
        return [Paragraph("Notes", role=Role.HEADING, heading=2), *self.notes] if self.notes else []

    def losses(self) -> tuple[Loss, ...]:
        return tally(self.lost)

    def run(self, body: Element) -> None:
        stack: list[tuple[Element | str, bool, int]] = [(body, False, 0)]
        while stack:
            node, quoted, level = stack.pop()
            if isinstance(node, str):
                self._tail(node, quoted, level)
            elif node.tag not in DROPPED:
                stack += reversed(self._visit(node, quoted, level))
        self._flush(False)

    def _visit(self, node: Element, quoted: bool, level: int) -> list[tuple[Element | str, bool, int]]:
        """Read one element; what of it is still to be read."""
        tag = node.tag
        if tag in LEVELS or ((tag in SECTIONS or tag in DIVISIONS) and quoted):
            level = level + 1 if tag == "level" else max(LEVELS.get(tag, 0), 1)
            self._open(node, quoted, level)
            return self._inside(node, quoted, level, ("num", "heading", "subheading"))
        if tag in SECTIONS or tag in DIVISIONS:
            self._headed(node)
            return self._inside(node, quoted, 0, ("num", "heading", "subheading"))
        if tag in ("sourceCredit", "notes", "note", "statutoryNote", "editorialNote"):
            return self._noted(node, quoted)
        if tag == "table":
            self._flush(quoted)
            self.paragraphs += _table(node)
            return []
        if tag == "heading":
            self._flush(quoted)
            role = Role.QUOTED if quoted else Role.HEADING
            self.paragraphs.append(Paragraph(self._words(node), role=role, heading=0 if quoted else 6))
            return []
        return (
            self._inside(node, quoted or tag == "quotedContent", level, ()) if self._holds_blocks(node) else self._leaf(node, quoted, level)
        )

    def _inside(self, node: Element, quoted: bool, level: int, skip: tuple[str, ...]) -> list[tuple[Element | str, bool, int]]:
        """The children of an element; inline ones and text between blocks are joined into runs."""
        found: list[tuple[Element | str, bool, int]] = []
        run: list[Element | str] = []
        for child in [*node.children, None]:
            if isinstance(child, str) or (child is not None and child.tag not in skip and _is_inline(child)):
                run.append(child)
                continue
            if words := self._words(Element("run", {}, run)):
                found.append((words, quoted, level))
            run = []
            if child is not None and child.tag not in skip:
                found.append((child, quoted, level))
        return found

    def _leaf(self, node: Element, quoted: bool, level: int) -> list[tuple[Element | str, bool, int]]:
        flush = 0 if node.tag == "continuation" else level
        words = self._words(node)
        if words and node.tag == "continuation" and self.paragraphs and self.paragraphs[-1].label and self.paragraphs[-1].level > level + 1:
            self.lost.append(("places of words after a nested list", f"they stand below the clause before: {words[:40]!r}"))
        self._say(words, quoted, flush)
        return []

    def _holds_blocks(self, node: Element) -> bool:
        return any(not _is_inline(e) and e.tag not in _SKIPPED_WORDS for e in node.elements())

    def _words(self, node: Element) -> str:
        """The words of an element, without the marks of footnotes."""
        for ref in [e for e in node.walk() if e.tag == "ref" and e.attributes.get("class") == "footnoteRef"]:
            ref.children.clear()
            self.lost.append(("footnote marks", "the notes stand at the end"))
        return node.words(_SKIPPED_WORDS)

    def _open(self, node: Element, quoted: bool, level: int) -> None:
        """A clause begins: its number waits for its first words, so that `(1)` and `(A)` may share a line."""
        number, heading = node.first("num"), node.first("heading")
        if self.heading:
            self._flush(quoted)
        label = (self._words(number) if number else "").strip()
        self.labels += f" {label}" if self.labels.endswith(".") else label
        self.heading = self._words(heading) if heading else ""
        self.level = level if not self.paragraphs or level else 1

    def _headed(self, node: Element) -> None:
        self._flush(False)
        number, heading = node.first("num"), node.first("heading")
        label = re.sub(r"(?<=[§\d])[\u202f\u00a0]", " ", self._words(number) if number else "").rstrip("—– ")
        text = self._words(heading) if heading else ""
        depth = 4 if node.tag in SECTIONS else DIVISIONS[node.tag]
        if not label and not text:
            return
        if node.tag in DIVISIONS and label and text:
            label = f"{label}—{text}"
            text = ""
        label = f"{label}." if node.tag in SECTIONS and label and label[-1].isalnum() else label
        self.paragraphs.append(Paragraph(text, label, role=Role.HEADING, heading=depth))

    def _flush(self, quoted: bool) -> None:
        """A clause without words of its own is printed all the same."""
        if self.labels or self.heading:
            self._say("", quoted, self.level)

    def _say(self, text: str, quoted: bool, level: int) -> None:
        label, heading = self.labels, self.heading
        self.labels = self.heading = ""
        if heading:
            joint = "" if heading[-1] in "—–-" else "—" if heading[-1] in ".:" else ".—"
            text = f"{heading}{joint}{text}" if text else heading
        if text or label:
            self.paragraphs.append(Paragraph(text, label, self.level if label else level, Role.QUOTED if quoted else Role.BODY))

    def _tail(self, words: str, quoted: bool, level: int) -> None:
        """Words between blocks; a closing `; and` behind quoted text stays with it."""
        last = self.paragraphs[-1] if self.paragraphs else None
        if (
            last
            and last.role is Role.QUOTED
            and not quoted
            and not self.labels
            and re.fullmatch(r"[.,;:”’\"]*(?:\s?(?:and|or))?[.,;]?", words)
        ):
            self.paragraphs[-1] = Paragraph(last.text + words, last.label, last.level, last.role)
        else:
            self._say(words, quoted, level)

    def _noted(self, node: Element, quoted: bool) -> list[tuple[Element | str, bool, int]]:
        """A source credit, or the notes below a section: under headings of their own."""
        self._flush(quoted)
        if node.tag == "sourceCredit":
            self.paragraphs.append(Paragraph(f"Source: {self._words(node)}", role=Role.NOTE))
            return []
        heading = node.first("heading")
        if node.tag == "notes" or heading is not None:
            said = self._words(heading) if heading else "Notes"
            self.paragraphs.append(Paragraph(said, role=Role.HEADING, heading=5 if node.tag == "notes" else 6))
        return self._inside(node, quoted, 0, ("heading",))


def _is_inline(element: Element) -> bool:
    """Whether an element is part of a line; a proviso is, unless it holds paragraphs."""
    return element.tag in INLINE or (element.tag == "proviso" and all(e.tag in INLINE or e.tag in _SKIPPED_WORDS for e in element.elements()))


def _table(node: Element) -> list[Paragraph]:
    """A table in the HTML way, below its caption."""
    rows = [tuple(c.words(_SKIPPED_WORDS) for c in row.elements("td", "th")) for row in node.walk(("table",)) if row.tag == "tr"]
    captions = [Paragraph(e.words(_SKIPPED_WORDS), role=Role.CAPTION) for e in node.elements("caption")]
    return [*captions, Paragraph("", role=Role.TABLE, rows=tuple(row for row in rows if any(row)))]
