"""A saved web page -> flat paragraphs: the main text, printed numbers, one view of its amending marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from policytool.errors import BadInput
from policytool.importers.encodings import decode_source
from policytool.importers.headings import settle_titles
from policytool.importers.html_marks import is_struck
from policytool.importers.html_page import children, find_main, is_furniture, left_out, opening_words, parse_page, read_front
from policytool.importers.html_sheet import apply_sheets
from policytool.importers.html_text import PageReader
from policytool.importers.imported import Imported, Paragraph, Repair, Role, View, tally
from policytool.importers.recognise import is_archive
from policytool.importers.text import repair, repair_paragraphs
from policytool.importers.web_archive import page_of
from policytool.model.document import Value
from policytool.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MARKS = lazy(r"<(?:ins|del|s|strike)\b|line-through", re.I)
_NUL = lazy("\x00")


def read(data: bytes, name: str, view: View) -> Imported:
    """The text of a page with its struck and underlined words accepted or rejected."""
    data, archived = page_of(data, name) if is_archive(data) else (data, "")
    text, decoded = decode_source(data, name, markup=True)
    tree = parse_page(_NUL.sub("", text), name)
    apply_sheets(tree)
    main = find_main(tree)
    if main is None:
        if tree.css_first("frame"):
            raise BadInput(f"{name} only holds frames; save the frame that shows the text, and import that")
        raise BadInput(f"{name} is HTML without a body; save the page again, complete")
    amending = bool(_MARKS.search(text)) and any(is_struck(node) for node in main.traverse())
    reader = PageReader(view, amending)
    paragraphs, repaired = repair_paragraphs(reader.read(main))
    said = read_front(tree, text)
    title, address = repair(said.get("title", ""))[0], said.pop("url", "") or archived
    if title and not any(p.role is Role.HEADING and (p.text == title or p.heading == 1) for p in paragraphs):
        paragraphs = [Paragraph(title, role=Role.HEADING, heading=1), *paragraphs]
    front: dict[str, Value] = {**said, **({"title": title} if title else {}), **({"source": {"url": address}} if address else {})}
    losses = tally([*reader.losses, *_left(tree, main)])
    repairs = [*decoded, *repaired]
    if reader.amended:
        repairs.append(Repair("struck words read as deleted, underlined words as inserted", reader.amended))
    if reader.flow.repeated:
        repairs.append(Repair("list numbers left out that the text repeats", reader.flow.repeated))
    return Imported(tuple(settle_titles(paragraphs)), front, losses, tuple(repairs), reader.marked)


def _left(tree: LexborHTMLParser, main: LexborNode) -> Iterator[tuple[str, str]]:
    """What of the page stands outside its main part."""
    stack = [tree.body] if tree.body else []
    while stack:
        node = stack.pop()
        if node.mem_id == main.mem_id:
            continue
        if node.tag == "a" or is_furniture(node):
            yield from left_out(node)
        elif node.tag == "-text":
            if said := opening_words(node):
                yield "pieces of the page outside its main text", said
        else:
            stack.extend(reversed(list(children(node))))
