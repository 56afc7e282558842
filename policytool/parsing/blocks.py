"""The text of one unit -> its blocks: paragraphs, tables, fences, quotations, rules.

Where none of these but paragraphs can occur, blank lines are the whole grammar. Everything else is
read by markdown-it on a narrow preset: no lists (numbers are read from source lines and never
recounted), no indented code (Chicago indents its clauses), no setext headings, no reference definitions, no HTML.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policytool.parsing.lines import before_break
from policytool.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    TABLE = "table"
    FENCE = "fence"
    QUOTE = "quote"
    RULE = "rule"
    COMMENT = "comment"


class Block(NamedTuple):
    kind: BlockKind
    start: int
    end: int


_BLANK = lazy(r"\n[ \t\u00a0\r]*(?:\n[ \t\u00a0\r]*)+|\n[ \t\u00a0\r]*\Z")
_MARKED = lazy(r"^[ \t]{0,3}(?:`{3}|~{3}|>|\|?[ \t]*:?-+:?[ \t]*\||(?:[-*_][ \t]*){3,}\r?$)", re.M)
_KINDS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "table_open": BlockKind.TABLE,
    "fence": BlockKind.FENCE,
    "blockquote_open": BlockKind.QUOTE,
    "hr": BlockKind.RULE,
    "heading_open": BlockKind.PARAGRAPH,
}
_LONG_LINE = 200_000
"""A longer line is a scraped text, never a table or a quotation; the library would copy it often."""


_COMMENT = lazy(r"^[ \t]*(<!--(?:(?!-->|<!--)[\s\S]){0,4000}-->)[ \t\r]*$", re.M)
"""An HTML comment on lines of its own: no reader of the text sees it, so it is no part of any clause."""


def scan_blocks(text: str, start: int, end: int) -> list[Block]:
    """The blocks of text[start:end], in order; blank lines belong to none."""
    if text.find("<!--", start, end) < 0:
        return _scan(text, start, end)
    blocks: list[Block] = []
    for comment in _COMMENT.finditer(text, start, end):
        blocks += _scan(text, start, comment.start())
        blocks.append(Block(BlockKind.COMMENT, comment.start(1), comment.end(1)))
        start = comment.end()
    return blocks + _scan(text, start, end)


def _scan(text: str, start: int, end: int) -> list[Block]:
    if _MARKED.search(text, start, end) and "\n" in text[start : start + _LONG_LINE] + "\n":
        return _by_library(text, start, end)
    return _paragraphs(text, start, end)


def _paragraphs(text: str, start: int, end: int) -> list[Block]:
    whole = trim(text, start, end)
    if whole is None:
        return []
    _, start, end = whole
    if text.find("\n", start, end) < 0:
        return [whole]
    blocks: list[Block] = []
    for gap in _BLANK.finditer(text, start, end):
        if block := trim(text, start, gap.start()):
            blocks.append(block)
        start = gap.end()
    if block := trim(text, start, end):
        blocks.append(block)
    return blocks


def trim(text: str, start: int, end: int) -> Block | None:
    """text[start:end] as a paragraph without margins; None when it is blank."""
    while start < end and text[start] in " \t\r\n\u00a0":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\u00a0":
        end -= 1
    return Block(BlockKind.PARAGRAPH, start, end) if start < end else None


def line_starts(text: str, block: Block) -> list[tuple[int, int]]:
    """(start, end) of each non-blank line of a paragraph, without its margins."""
    if text.find("\n", block.start, block.end) < 0:
        return [(block.start, block.end)]  # a block has no margins
    found = []
    for match in re.finditer(r"[^\n]+", text[block.start : block.end]):
        line = match[0]
        lead = len(line) - len(line.lstrip(" \t\r\u00a0"))
        body = before_break(line.strip(" \t\r\u00a0"))
        if body:
            found.append((block.start + match.start() + lead, block.start + match.start() + lead + len(body)))
    return found


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # lazy: start-up

    return MarkdownIt("zero").enable(["fence", "table", "blockquote", "hr"]).disable("inline")


def _by_library(text: str, start: int, end: int) -> list[Block]:
    source = text[start:end]
    offsets = [start, *(start + line.end() for line in re.finditer(r"\r\n?|\n", source)), end]
    blocks: list[Block] = []
    for token in _markdown().parse(source):
        if token.level or token.map is None or token.type not in _KINDS:
            continue
        first, last = offsets[token.map[0]], offsets[min(token.map[1], len(offsets) - 1)]
        kind = _KINDS[token.type]
        if block := trim(text, first, last):
            blocks.append(block._replace(kind=kind))
    return blocks
