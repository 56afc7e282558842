"""The body of a Word file -> flat paragraphs with the numbers that Word shows.

A paragraph whose mark is not in the view is joined with the next one, whose properties it takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from policytool.errors import BadInput
from policytool.importers.docx_numbering import Number, Numbering
from policytool.importers.docx_styles import Format, child, contents, number, value
from policytool.importers.docx_text import MAX_DEPTH, TextReader
from policytool.importers.headings import CLAUSE, DIVISION, LONGEST, SECTION, UNFINISHED
from policytool.importers.imported import Paragraph, Role
from policytool.importers.tables import lays_out_clauses
from policytool.importers.xml_tree import local

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag"})
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
INDENTED = 360
"""Twentieths of a point (a quarter of an inch): a paragraph moved in so far belongs to the clause above."""
MAX_SPAN = 64


@dataclass(slots=True)
class BodyReader:
    """Reads blocks in order, because numbers count and fields span them."""

    text: TextReader
    numbering: Numbering
    notes: dict[tuple[str, str], str]
    """(footnote or endnote, id) -> its words."""
    labels: dict[str, str] = field(default_factory=dict)
    """Bookmark -> the number of the paragraph it stands in."""
    _pending: list[str] = field(default_factory=list)
    """Words of paragraphs whose mark is not in the view."""
    _run_in: tuple[list[str], Format, Number | None] | None = None
    """Paragraphs whose mark is hidden: the next one goes on in their line."""
    _noted: dict[str, int] = field(default_factory=dict)

    def read(self, body: Element) -> list[Paragraph]:
        """The paragraphs of the whole body."""
        found = list(self._blocks(body, 0))
        return [*found, *self._flush()]

    def _blocks(self, holder: Element, depth: int) -> Iterator[Paragraph]:
        if depth > MAX_DEPTH:
            raise BadInput(f"the Word file nests tables or controls deeper than {MAX_DEPTH} levels; save it again from Word")
        for block in contents(holder):
            name = local(block.tag)
            if name == "p":
                yield from self._paragraph(block)
            elif name == "tbl":
                yield from self._flush()
                yield from self._table(block, depth)
            elif name in _WRAPPERS or (name in _CHANGES and self.text.keeps(name)):
                yield from self._blocks(block, depth + 1)
            elif name in ("altChunk", "subDoc"):
                self.text.losses.append(("embedded documents", ""))
            elif name == "bookmarkStart":
                self.text.bookmarks.append(value(block, "name"))

    def _paragraph(self, block: Element) -> Iterator[Paragraph]:
        properties = child(block, "pPr")
        self._pending.append(self.text.read(block))
        mark = child(properties, "rPr")
        if any(child(mark, name) is not None and not self.text.keeps(name) for name in _CHANGES):
            return
        words, self._pending = "".join(self._pending), []
        hidden = self.text.styles.hides(mark, properties)
        if hidden and not words.strip():
            return  # all of it is hidden: it is neither shown nor counted
        form = self.text.styles.format_of(properties)
        counted = self.numbering.next_number(form)
        for bookmark in self.text.bookmarks:
            self.labels[bookmark] = counted.label if counted else ""
        self.text.bookmarks.clear()
        if any(name.startswith("toc ") for name in form.names[:1]):
            self.text.losses.append(("lines of a table of contents", ""))
            return
        lead: list[str] = []
        if self._run_in is not None:
            own = f"{counted.label} " if counted and not counted.bullet else ""
            lead, form, counted = self._run_in
            words, self._run_in = own + words, None
        lead.append(words)
        opening = "".join(lead[: LONGEST + 1])  # no piece is blank, so more of them are no heading
        if hidden and not heading_level(counted.label if counted else "", opening, form):
            self._run_in = lead, form, counted
        else:
            yield from self._written("".join(lead), form, counted)

    def _flush(self) -> Iterator[Paragraph]:
        """What waits for a paragraph that never came."""
        words, self._pending = "".join(self._pending), []
        if self._run_in is not None:
            lead, form, counted = self._run_in
            self._run_in = None
            yield from self._written("".join(lead), form, counted)
        yield from self._written(words, self.text.styles.format_of(None), None)

    def _written(self, words: str, form: Format, counted: Number | None) -> Iterator[Paragraph]:
        """One paragraph, cut at its line breaks, and the notes it refers to."""
        label = counted.label.strip() if counted else ""
        if counted and counted.glued and label[-1:].isalnum() and words[:1].strip():
            label, words = "", label + words
        lines = [line for line in words.split("\n") if line.strip()]
        first = lines[0].strip() if lines else ""
        level = counted.level if counted else int(form.indent >= INDENTED)
        heading = heading_level(label, " ".join(lines), form)
        if heading:
            yield Paragraph(" ".join(" ".join(lines).split()), label, 0, Role.HEADING, heading)
        elif first or (label and not (counted and counted.bullet)):
            yield Paragraph(first, label, level)
            yield from (Paragraph(line.strip(), "", level + bool(label)) for line in lines[1:])
        yield from self._footnotes()

    def _footnotes(self) -> Iterator[Paragraph]:
        for kind, ident in self.text.notes:
            at = self._noted[kind] = self._noted.get(kind, 0) + 1
            if said := self.notes.pop((kind, ident), ""):  # a note that is named again is not written again
                yield Paragraph(f"[{kind.capitalize()} {at}: {said}]", role=Role.NOTE)
        self.text.notes.clear()

    # ------------------------------------------------------------ tables

    def _table(self, table: Element, depth: int) -> Iterator[Paragraph]:
        rows: list[tuple[tuple[str, ...], list[list[Paragraph]]]] = []
        aside: list[Paragraph] = []
        for row in self._rows(table):
            cells = [""] * min(max(number(value(child(child(row, "trPr"), "gridBefore"))), 0), MAX_SPAN)
            held: list[list[Paragraph]] = []
            for cell in self._cells(row):
                inside = [*self._blocks(cell, depth + 1), *self._flush()]
                aside += [p for p in inside if p.role is Role.NOTE]
                inside = [p for p in inside if p.role is not Role.NOTE]
                span = min(max(number(value(child(child(cell, "tcPr"), "gridSpan")), 1), 1), MAX_SPAN)
                cells += [_cell_text(inside), *[""] * (span - 1)]
                held.append(inside)
            rows.append((tuple(cells), held))
        if max((len(cells) for cells, _ in rows), default=0) == 1:  # a frame around text
            yield from (paragraph for _, held in rows for inside in held for paragraph in inside)
        elif lays_out_clauses([cells for cells, _ in rows]) and not any(p.rows for _, held in rows for inside in held for p in inside):
            yield from (paragraph for _, held in rows for paragraph in _laid_out(held))
        elif any(any(cells) for cells, _ in rows):
            yield Paragraph("", role=Role.TABLE, rows=tuple(cells for cells, _ in rows))
        yield from aside

    def _rows(self, table: Element) -> Iterator[Element]:
        for row in _unwrapped(table, "tr"):
            look = child(row, "trPr")
            if all(child(look, name) is None or self.text.keeps(name) for name in ("ins", "del")):
                yield row

    def _cells(self, row: Element) -> Iterator[Element]:
        for cell in _unwrapped(row, "tc"):
            look = child(cell, "tcPr")
            if all(child(look, f"cell{name.capitalize()}") is None or self.text.keeps(name) for name in ("ins", "del")):
                yield cell


def _unwrapped(holder: Element, name: str) -> Iterator[Element]:
    """Rows or cells, those inside content controls included, which may stand inside each other."""
    waiting = list(reversed(holder))
    while waiting:
        inner = waiting.pop()
        if local(inner.tag) == name:
            yield inner
        elif local(inner.tag) in _WRAPPERS:
            waiting.extend(reversed(inner))


def _laid_out(row: list[list[Paragraph]]) -> Iterator[Paragraph]:
    """The paragraphs of a row that is a clause's number and its words, or words that go on."""
    said = [cell for cell in row if _cell_text(cell)]
    if len(said) == 2:
        first, *said[1] = said[1]
        yield replace(first, text=f"{first.label} {first.text}".strip(), label=_cell_text(said[0]))
    yield from (paragraph for cell in said[-1:] for paragraph in cell)


def _cell_text(inside: list[Paragraph]) -> str:
    parts = [f"{p.label} {p.text}".strip() if not p.rows else " ".join(filter(None, (c for row in p.rows for c in row))) for p in inside]
    return " ".join(filter(None, parts))


def heading_level(label: str, words: str, form: Format) -> int:
    """1 to 6 when a paragraph is a heading: by its style, or by a number that only headings have; 0 for text.

    Outline styles also number clauses: a paragraph that reads like a sentence, or whose number is a clause's, is text.
    """
    if not words.strip() and not label:
        return 0
    if len(words) > LONGEST or words.rstrip().endswith(UNFINISHED):
        return 0
    named = 1 if "title" in form.names[:1] else 0
    if DIVISION.match(label) or (form.num_id and DIVISION.match(words.strip()) and form.heading):
        return 2
    if SECTION.match(label):
        return 3
    if CLAUSE.fullmatch(label) and label.startswith("("):
        return 0
    if CLAUSE.fullmatch(label) and form.heading > 1 and words.rstrip().endswith("."):
        return 0
    return named or (min(form.heading + 1, 6) if form.heading else 0)
