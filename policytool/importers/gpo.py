"""What the Federal Register's and the eCFR's XML share: inline tags, footnotes, tables, paragraphs with hard-coded numbers.

Both come from the Government Publishing Office's typesetting codes. Numbers are text, nothing nests; the
levels five and six of the CFR differ from two and three only by italics, which the `level` keeps.
Guides: github.com/usgpo/bulk-data, FR-XML_User-Guide.md and ECFR-XML-User-Guide.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytool.importers.imported import Loss, Paragraph, Role, tally
from policytool.importers.xml_safe import Element
from policytool.model.label import TOKEN
from policytool.patterns import lazy

NO_TEXT = frozenset({"PRTPAGE", "FTREF", "GID", "GPH", "FTNT", "MATH", "img", "IMG", "STARS"})
"""Elements that are no words of their paragraph."""
IMAGES = frozenset({"GPH", "GID", "MATH", "img", "IMG", "EXTRACTIMG"})
INLINE = frozenset({"I", "E", "SU", "B", "a", "AC", "i", "em", "sup", "sub", "FR", "XREF", "br"})
"""Elements that are part of a line."""
_LABEL = lazy(rf"(?P<label>(?:\({TOKEN}\)[ ]?)+)(?=\s|[A-Z“\[—–])\s*")
_ITALIC = frozenset({"I", "i", "em"})
_ACCENTS = {"1": "\u0301", "2": "\u0300", "3": "\u0302", "4": "\u0308", "6": "\u0303", "7": "\u030a", "8": "\u0303", "9": "\u0327"}
"""<AC T="n"/> -> the combining accent that follows its letter; 0 and 5 print no accent."""


def paragraph_of(element: Element, notes: Notes, level: int = 0) -> Paragraph:
    """One P or FP: the label apart from the words; italic labels, levels five and six of the CFR, are set in.

    A label is one or more numbers in round brackets at the start.
    """
    text = notes.words(element)
    label, rest = split_label(text)
    deep = 5 if label and _opens_italic(element) else level
    return Paragraph(rest, label, deep)


def split_label(text: str) -> tuple[str, str]:
    """(label, words) of a paragraph with a number in brackets at its start.

    >>> split_label("(a)(1) No agency"), split_label("(a) (1) No agency"), split_label("(see part 3)"), split_label("(B)—")
    (('(a)(1)', 'No agency'), ('(a)(1)', 'No agency'), ('', '(see part 3)'), ('(B)', '—'))
    """
    match = _LABEL.match(text)
    if match is None:
        return "", text
    return match["label"].replace(" ", ""), text[match.end() :]


def _opens_italic(element: Element) -> bool:
    """Whether a paragraph opens with a bracket and an italic number: `(<I>1</I>)`."""
    children = [c for c in element.children if not (isinstance(c, str) and not c.strip())]
    return (
        len(children) > 1
        and isinstance(children[0], str)
        and children[0].strip() == "("
        and isinstance(children[1], Element)
        and (children[1].tag in _ITALIC or (children[1].tag == "E" and children[1].attributes.get("T") == "03"))
    )


class Notes:
    """Footnotes taken out of the running text, and everything else that was left behind."""

    def __init__(self, root: Element) -> None:
        self.lost: list[tuple[str, str]] = []
        self.numbers: set[str] = set()
        self.paragraphs: list[Paragraph] = []
        for element in root.walk():
            if element.tag == "FTNT":
                self._footnote(element)
            elif element.tag in IMAGES and element.tag != "GID":  # a GPH holds the name of its file
                self.lost.append(("images", ""))
            elif element.tag == "PRTPAGE":
                self.lost.append(("page numbers", element.attributes.get("P", "")))

    def _footnote(self, element: Element) -> None:
        mark = element.find("SU", "sup")
        number = mark.words().strip("[]() ") if mark else ""
        text = element.words(NO_TEXT)
        if number:
            self.numbers.add(number)
            text = text.removeprefix(mark.words() if mark else "").strip()
        self.paragraphs.append(Paragraph(text, f"{number}." if number else "", role=Role.NOTE))

    def words(self, element: Element) -> str:
        """The words of one element; the marks of footnotes and the numbers of pages left out, accents put on."""
        if not element.children:
            return ""
        return " ".join("".join(self._pieces(element)).split())

    def _pieces(self, element: Element) -> Iterator[str]:
        stack: list[Element | str] = list(reversed(element.children))
        while stack:
            child = stack.pop()
            if isinstance(child, str):
                yield child
            elif child.tag in ("SU", "sup") and child.words().strip("[]() ") in self.numbers:
                self.lost.append(("footnote marks", "the notes stand at the end"))
            elif child.tag == "AC":
                yield _ACCENTS.get(child.attributes.get("T", ""), "")
            elif child.tag not in NO_TEXT:
                if child.tag == "br":
                    yield " "
                stack.extend(reversed(child.children))

    def ending(self) -> tuple[Paragraph, ...]:
        """The footnotes under a heading of their own."""
        return (Paragraph("Notes", role=Role.HEADING, heading=2), *self.paragraphs) if self.paragraphs else ()

    def losses(self) -> tuple[Loss, ...]:
        """What was left behind, a kind a line."""
        return tally(self.lost)


def table_of(element: Element, notes: Notes) -> list[Paragraph]:
    """A GPOTABLE, or an HTML table: its title, its rows with the head first, and the notes below it."""
    rows = _printed_rows(element, notes) if element.tag == "GPOTABLE" else _rows(element, notes)
    titles = [notes.words(e) for e in element.elements("TTITLE", "TDESC", "CAPTION", "caption")]
    below = [notes.words(e) for e in element.elements("TNOTE")]
    return [
        *(Paragraph(words, role=Role.CAPTION) for words in titles if words),
        Paragraph("", role=Role.TABLE, rows=tuple(row for row in rows if any(row))),
        *(Paragraph(words, role=Role.NOTE) for words in below if words),
    ]


def _printed_rows(element: Element, notes: Notes) -> list[tuple[str, ...]]:
    head = [tuple(notes.words(c) for c in e.elements("CHED")) for e in element.elements("BOXHD")]
    return head + [tuple(notes.words(c) for c in e.elements("ENT")) for e in element.elements("ROW")]


def _rows(element: Element, notes: Notes) -> list[tuple[str, ...]]:
    return [tuple(notes.words(c) for c in row.elements("TD", "TH", "td", "th")) for row in element.walk() if row.tag.lower() == "tr"]


def note_of(element: Element, notes: Notes) -> list[Paragraph]:
    """AUTH, SOURCE, EDNOTE ...: a lead (`Authority:`) and its paragraphs, each a paragraph of its own."""
    lead = element.first("HED", "HD")
    said = notes.words(lead) if lead else ""
    texts: list[str] = []
    run: list[Element | str] = []
    for child in [*element.children, None]:
        if isinstance(child, str) or (child is not None and child.tag in INLINE):
            run.append(child)
            continue
        texts.append(notes.words(Element("RUN", children=run)))
        run = []
        if child is not None and child.tag not in ("HED", "HD") and child.tag not in NO_TEXT:
            texts.append(notes.words(child))
    texts = [text for text in texts if text]
    if not texts:
        return [Paragraph(said, role=Role.NOTE)] if said else []
    return [Paragraph(f"{said} {texts[0]}".strip(), role=Role.NOTE), *(Paragraph(t, role=Role.NOTE) for t in texts[1:])]
