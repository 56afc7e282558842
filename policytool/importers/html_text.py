"""The main part of a page -> flat paragraphs, walked once and without recursion."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policytool.importers.headings import DIVISION
from policytool.importers.html_lists import ListState, open_list, repeats
from policytool.importers.html_marks import is_inserted, is_struck, is_taken_out
from policytool.importers.html_page import attribute, children, is_furniture
from policytool.importers.imported import Paragraph, Role, View
from policytool.importers.markdown import one_line
from policytool.importers.text import split_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "menu",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "address",
        "center",
        "details",
        "summary",
        "fieldset",
        "hr",
        "body",
    ]
)
_MEDIA = {
    "img": "images",
    "iframe": "embedded pages",
    "video": "videos",
    "audio": "sounds",
    "svg": "drawings",
    "canvas": "drawings",
    "object": "embedded objects",
    "form": "forms",
}
_LINE_LABEL = re.compile(r"\(?\w{1,5}[.)]+\s|\(\w{1,5}\)|(?:Sec(?:tion|\.)|SEC(?:TION|\.)|§|\(\d+ ILCS)\s?")
_DIVISION_LINE = re.compile(DIVISION.pattern + r"\s+(?:[IVXLC]{1,7}|\d{1,3}|[A-Z])(?:[\s.:—–-]|$)")
LONG_CELL, MAX_SPAN = 500, 64
Leave = Callable[[], None]


def _nothing() -> None:
    """An element that ends nothing."""


@dataclass(slots=True)
class PageReader:
    """Walks elements in order; a block ends where another begins."""

    view: View
    amending: bool
    losses: list[tuple[str, str]] = field(default_factory=list)
    amended: int = 0
    """Elements read by amending style."""
    repeated: int = 0
    marked: bool = False
    found: list[Paragraph] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _hidden: int = 0
    """How many elements around this place are not in the view."""
    _quoted: int = 0
    _pre: int = 0
    _heading: int = 0
    _lists: list[ListState] = field(default_factory=list)
    _label: str = ""
    """The label that waits for its first words."""
    _number: int = 0
    _links: int = 0
    """How many links are open."""
    _link_count: int = 0
    _linked: int = 0
    """Characters of the paragraph being read that are links."""

    def read(self, root: LexborNode) -> list[Paragraph]:
        """The paragraphs below an element."""
        stack: list[tuple[LexborNode, Leave | None]] = [(root, None)]
        while stack:
            node, leave = stack.pop()
            if leave is not None:
                leave()
                continue
            end = self._enter(node, root)
            if end is not None:
                stack.append((node, end))
                stack.extend((c, None) for c in reversed(list(children(node))))
        self._flush()
        return self.found

    def _enter(self, node: LexborNode, root: LexborNode) -> Leave | None:
        """Take in what opens here; what to do at its end, or None to pass over what is inside."""
        tag = node.tag or ""
        if tag == "-text":
            if not self._hidden:
                self._linked += len((node.text_content or "").strip()) if self._links else 0
                self._words.append(node.text_content or "" if self._pre else re.sub(r"\s+", " ", node.text_content or ""))
            return None
        if tag in _MEDIA:
            self.losses.append((_MEDIA[tag], attribute(node, "alt") or attribute(node, "title")))
            return None
        if node.mem_id != root.mem_id and is_furniture(node):
            return None
        if tag == "br":
            self._words.append("\n")
            return None
        if tag == "sup" and node.css_first("a[href^='#']"):
            self.losses.append(("footnote marks", node.text().strip()))
            return None
        if tag == "table" and (rows := self._data_rows(node)):
            self._flush()
            self.found.append(Paragraph("", role=Role.TABLE, rows=rows))
            return None
        return self._enter_block(node, tag) if tag in _BLOCKS else self._enter_inline(node, tag)

    def _enter_inline(self, node: LexborNode, tag: str) -> Leave:
        if tag == "a":
            self._links += 1
            self._link_count += 1
            return self._end_link
        deleted = is_struck(node)
        inserted = is_inserted(node, self.amending)
        if deleted or inserted:
            self.marked = True
            self.amended += tag not in ("ins", "del")
            if self.view is (View.ACCEPT if deleted else View.REJECT):
                self._hidden += 1
                return self._shown_again
        return _nothing

    def _end_link(self) -> None:
        self._links -= 1

    def _shown_again(self) -> None:
        self._hidden -= 1

    def _enter_block(self, node: LexborNode, tag: str) -> Leave | None:
        self._flush()
        leave: Leave = self._flush
        inline = self._enter_inline(node, tag)
        if tag in ("ul", "ol", "menu"):
            self._give_label()
            self._lists.append(open_list(node))
            leave = self._end_list
        elif tag == "li":
            if is_taken_out(node, self.view, self.amending):
                return None if inline is _nothing else inline
            state = self._lists[-1] if self._lists else ListState("bullet")
            self._label, self._number = state.next_label(node)
            leave = self._end_item
        elif tag == "blockquote":
            self._quoted += 1
            leave = self._end_quote
        elif tag == "pre":
            self._pre += 1
            leave = self._end_pre
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = int(tag[1])
            leave = self._end_heading
        if inline is _nothing:
            return leave

        def leave_both() -> None:
            leave()
            inline()

        return leave_both

    def _end_list(self) -> None:
        self._flush()
        self._lists.pop()

    def _end_item(self) -> None:
        self._flush()
        self._label = ""

    def _end_quote(self) -> None:
        self._flush()
        self._quoted -= 1

    def _end_pre(self) -> None:
        self._flush()
        self._pre -= 1

    def _end_heading(self) -> None:
        self._flush()
        self._heading = 0

    # ------------------------------------------------------------ paragraphs

    def _flush(self) -> None:
        """End the paragraph that is being read."""
        text, self._words = "".join(self._words), []
        links, linked, self._link_count, self._linked = self._link_count, self._linked, 0, 0
        if not text.strip():
            return
        if links > 1 and linked >= len(re.sub(r"[\s|·•>»/]", "", text)) and not self._lists and not self._heading:
            self.losses.append(("lines of links", one_line(text)[:60]))
            return
        if self._pre:
            self.found += split_text(text.strip("\n"))
            return
        level = max(0, len(self._lists) - 1)
        if self._heading:
            self.found.append(Paragraph(one_line(text), role=Role.HEADING, heading=self._heading))
            return
        for line in _lines(text):
            self._add(line, level)

    def _add(self, line: str, level: int) -> None:
        label, self._label = self._label, ""
        if label and label != "-" and repeats(line, self._number):
            label, self.repeated = "", self.repeated + 1
        if label == "-" and re.match(r"\(?\w{1,4}[.)]\s", line):
            label = ""
        if self._quoted and line[:1] in '“"‘':
            self.found.append(Paragraph(line, label, role=Role.QUOTED))
        elif _DIVISION_LINE.match(line) and len(line) < 120 and not label and line.split()[0].isupper():
            self.found.append(Paragraph(line, role=Role.HEADING, heading=2))
        else:
            inner = bool(self._lists) and not label
            self.found.append(Paragraph(line, label, level + self._quoted + inner))

    def _give_label(self) -> None:
        """A list opens in an item that has no words of its own: the item's label stands alone."""
        if self._label and self._label != "-":
            self.found.append(Paragraph("", self._label, max(0, len(self._lists) - 1)))
        self._label = ""

    # ------------------------------------------------------------ tables

    def _data_rows(self, table: LexborNode) -> tuple[tuple[str, ...], ...]:
        """The cells of a table of data; empty for one that only lays out the page."""
        if table.css_first("table table") or table.css_first("td table, td li, td h1, td h2, td h3, td pre"):
            return ()
        rows: list[tuple[str, ...]] = []
        for row in table.css("tr"):
            cells: list[str] = []
            for cell in (c for c in row.iter() if c.tag in ("td", "th")):
                span = attribute(cell, "colspan")
                cells += [self._cell(cell), *[""] * (min(int(span), MAX_SPAN) - 1 if span.isdigit() else 0)]
            if any(cells):
                rows.append(tuple(cells))
        columns = max((sum(map(bool, row)) for row in rows), default=0)
        longest = max((len(cell) for row in rows for cell in row), default=0)
        return tuple(rows) if columns > 1 and len(rows) > 1 and longest <= LONG_CELL else ()

    def _cell(self, cell: LexborNode) -> str:
        inner = PageReader(self.view, self.amending)
        text = " ".join(f"{p.label} {p.text}".strip() for p in inner.read(cell))
        self.losses += inner.losses
        self.marked = self.marked or inner.marked
        return text


def _lines(text: str) -> list[str]:
    """Text cut at its line breaks: an empty line or a label begins a paragraph, other breaks are blanks."""
    found: list[str] = []
    fresh = True
    for line in text.split("\n"):
        said = one_line(line)
        if said and found and not fresh and not _LINE_LABEL.match(said):
            found[-1] += " " + said
        elif said:
            found.append(said)
        fresh = not said
    return found
