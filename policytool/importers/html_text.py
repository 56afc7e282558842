"""The main part of a page -> flat paragraphs, walked once and without recursion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policytool.importers.html_flow import Flow
from policytool.importers.html_lists import ListState, open_list
from policytool.importers.html_marks import is_inserted, is_struck, taken_out
from policytool.importers.html_page import attribute, children, is_furniture, left_out, opening_words
from policytool.importers.html_tables import data_rows, numbered_text
from policytool.importers.imported import Paragraph, Role, View
from policytool.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset("p div section article main header h1 h2 h3 h4 h5 h6 blockquote pre ul ol menu li dl dt dd table thead tbody tfoot tr td th caption figure figcaption address center details summary fieldset hr body".split())  # noqa: SIM905
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
_NOTES = frozenset({"doc-endnotes", "footnotes", "endnotes"})
_SIGN = lazy("[\\s↩↑⤴↵^¶#🔗\ufe0e\ufe0f]+")
Leave = Callable[[], None]


def _nothing() -> None:
    """An element that ends nothing."""


@dataclass(slots=True)
class PageReader:
    """Walks elements in order; what they say goes into a flow."""

    view: View
    amending: bool
    flow: Flow = field(default_factory=Flow)
    losses: list[tuple[str, str]] = field(default_factory=list)
    amended: int = 0
    """Elements read by amending style."""
    marked: bool = False
    _hidden: int = 0
    """How many elements around this place are not in the view."""
    _root: LexborNode | None = None
    _taken_out: set[int] | None = None
    """The list items that are not in the view, once one was met."""

    def read(self, root: LexborNode) -> list[Paragraph]:
        """The paragraphs below an element."""
        self._root, self._taken_out = root, None
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
        self.flow.finish()
        self.losses += self.flow.losses
        return self.flow.found

    def _enter(self, node: LexborNode, root: LexborNode) -> Leave | None:
        """Take in what opens here; what to do at its end, or None to pass over what is inside."""
        tag = node.tag or ""
        if tag == "-text":
            if not self._hidden:
                self.flow.say(node.text_content or "")
            return None
        if tag in _MEDIA:
            self.losses.append((_MEDIA[tag], attribute(node, "alt") or attribute(node, "title") or opening_words(node)))
            return None
        if node.mem_id != root.mem_id and is_furniture(node):
            self.losses += left_out(node)
            return None
        if tag == "br":
            self.flow.break_line()
            return None
        if _is_footnote_mark(node, tag, self.flow.spoken):
            self.losses.append(("footnote marks", node.text().strip()))
            return None
        if tag == "table" and self._takes_table(node):
            return None
        return self._enter_block(node, tag) if tag in _BLOCKS else self._enter_inline(node, tag)

    def _enter_inline(self, node: LexborNode, tag: str) -> Leave:
        if tag == "q" and not self._hidden:
            self.flow.say("“")
            return lambda: self.flow.say("”")
        if tag == "a" and "href" in node.attributes:
            self.flow.open_link()
            return self.flow.close_link
        deleted = is_struck(node)
        inserted = is_inserted(node, self.amending and not self.flow.in_link)
        if deleted or inserted:
            self.marked = True
            self.amended += tag not in ("ins", "del")
            if self.view is (View.ACCEPT if deleted else View.REJECT):
                self._hidden += 1
                return self._shown_again
        return _nothing

    def _shown_again(self) -> None:
        self._hidden -= 1

    def _enter_block(self, node: LexborNode, tag: str) -> Leave | None:
        flow = self.flow
        flow.flush()
        if _holds_notes(node):
            flow.add(Paragraph("Notes", role=Role.HEADING, heading=2))
        leave: Leave = flow.flush
        inline = self._enter_inline(node, tag)
        if tag in ("ul", "ol", "menu"):
            flow.open_list(open_list(node))
            leave = flow.close_list
        elif tag == "li":
            if self._is_taken_out(node):
                return None if inline is _nothing else inline
            flow.open_item(*(flow.lists[-1] if flow.lists else ListState("bullet")).next_label(node))
            leave = flow.close_item
        elif tag == "dt":
            leave = flow.close_term
        elif tag in ("blockquote", "pre", "dd"):
            flow.enter(tag)
            leave = flow.leave
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            flow.heading = int(tag[1])
            leave = flow.close_heading
        if inline is _nothing:
            return leave

        def leave_both() -> None:
            leave()
            inline()

        return leave_both

    def _is_taken_out(self, item: LexborNode) -> bool:
        if self._taken_out is None:
            self._taken_out = set() if self._root is None else taken_out(self._root, self.view, self.amending)
        return item.mem_id in self._taken_out

    def _takes_table(self, table: LexborNode) -> bool:
        """Whether a table is read as one: facts, or a bill whose lines are numbered."""
        text, heads = numbered_text(table, self._cell)
        if text:
            self.losses += [("line numbers", ""), *(("page headers", head[:60]) for head in heads)]
            self.flow.add_text(text)
            return True
        rows = data_rows(table, self._cell)
        if rows:
            caption = table.css_first("caption")
            self.flow.add(Paragraph("" if caption is None else self._cell(caption), role=Role.CAPTION))
            self.flow.add(Paragraph("", role=Role.TABLE, rows=rows))
        return bool(rows)

    def _cell(self, cell: LexborNode) -> str:
        inner = PageReader(self.view, self.amending)
        text = " ".join(f"{p.label} {p.text}".strip() for p in inner.read(cell))
        self.losses += inner.losses
        self.amended += inner.amended
        self.marked = self.marked or inner.marked
        return text


def _is_footnote_mark(node: LexborNode, tag: str, spoken: bool) -> bool:
    """A link to a place of the page that is raised or only a sign: the mark of a note, or the way back from it.

    A raised one that opens its block is the note's own number, and stays.
    """
    if tag == "sup":
        return spoken and node.css_first("a[href^='#']") is not None
    if tag != "a" or not attribute(node, "href").startswith("#"):
        return False
    inside = [c for c in children(node) if c.tag != "-text" or (c.text_content or "").strip()]
    return bool(_SIGN.fullmatch(node.text())) or (spoken and len(inside) == 1 and inside[0].tag == "sup")


def _holds_notes(node: LexborNode) -> bool:
    """Whether a block holds the notes of the page and has no heading of its own."""
    named = {attribute(node, "role"), attribute(node, "id"), *attribute(node, "class").split()}
    return not named.isdisjoint(_NOTES) and node.css_first("h1, h2, h3, h4, h5, h6") is None and opening_words(node) != ""
