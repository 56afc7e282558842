"""A document -> a page to read: plain text, HTML, or a Word file. Numbers are literal text in each.

Emphasis and links of Markdown look as such where they can; HTML in a text is words, shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from policytool.language.inline import Run, opened, runs_of, shown_link
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.render.akn import language_of, words
from policytool.render.docx_package import NAMESPACE, RELS, zipped
from policytool.render.lines import bullet, cells_of, paragraphs_of

_HEADED = (Kind.TITLE, Kind.DIVISION, Kind.SECTION, Kind.HEADING)
_STYLE = (
    "body{font:1.05rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}p,blockquote{margin:.5rem 0}"
    "table{border-collapse:collapse;margin:.5rem 0}th,td{border:1px solid;padding:.2rem .5rem;text-align:left;vertical-align:top}"
    "header{border-bottom:1px solid;padding-bottom:.5rem;margin-bottom:1.5rem}header p{font-size:.85em;margin:.2rem 0}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#8cf}}"
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PARTS = (
    ("[Content_Types].xml", f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
    ("_rels/.rels", RELS),
)  # fmt: skip


class Row(NamedTuple):
    """One paragraph to show."""

    id: str
    """The clause it opens; empty for words that go on."""
    depth: int
    """0 for what stands at the margin."""
    heading: int
    """1 to 6 for a heading, 0 for none."""
    text: str
    verbatim: bool = False
    """A table or code: no mark in it is read."""
    cells: Sequence[Sequence[str]] = ()
    """Of a table: its rows, the head first, all of one length."""
    quoted: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its words, each with its look."""
        return (Run(self.text, "verbatim"),) if self.verbatim else tuple(runs_of(self.text))

    @property
    def words(self) -> str:
        """Its words without marks."""
        return "".join(run.words + shown_link(run) for run in self.runs)


def rows_of(document: Document) -> Iterator[Row]:
    """The paragraphs of a document, in order, each with its number."""
    stack: list[tuple[Clause | str, int, int]] = [(c, 0, 2) for c in reversed(document.top)]
    while stack:
        node, depth, level = stack.pop()
        if isinstance(node, str):
            yield Row("", depth, 0, node)
            continue
        headed = node.kind in _HEADED
        opening = " ".join(filter(None, (node.label, "" if node.kind is Kind.DEFINITION else node.heading)))
        said, after = paragraphs_of(node, document.source)
        verbatim = node.kind in (Kind.TABLE, Kind.CODE)
        if said and not verbatim:
            said[0] = bullet(node, document.source) + opened(said[0], bool(node.label) and not headed)
        if headed:
            yield Row(node.id, depth, 1 if node.kind is Kind.TITLE else min(level, 6), opening)
            yield from (Row("", depth, 0, piece) for piece in said)
        else:
            text = " ".join(filter(None, (opening, said[0] if said else "")))
            yield Row(node.id, depth, 0, text, verbatim, _filled(cells_of(node, document.source)), node.kind is Kind.QUOTED)
            yield from (Row("", depth, 0, piece) for piece in said[1:])
        inner = depth if headed else depth + 1
        parts: list[tuple[int, Clause | str, int]] = [(c.span[0], c, inner) for c in node.children]
        parts += [(a, piece, depth) for a, piece in after]
        stack += [(part, d, level + 1 if headed else level) for _, part, d in sorted(parts, key=lambda p: p[0], reverse=True)]


def _filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows made as long as the longest."""
    longest = max(map(len, rows), default=0)
    return [[*row, *[""] * (longest - len(row))] for row in rows]


def _below(document: Document, head: Sequence[str]) -> list[Row]:
    """The paragraphs below a head that has the title in its first line: a title of the text itself that says the same is left out."""
    rows = list(rows_of(document))
    return rows[1:] if head and rows and rows[0].heading == 1 and rows[0].text == head[0] else rows


def render_txt(document: Document, head: Sequence[str] = ()) -> str:
    """Plain text, two blanks a level, below some lines that say which text it is."""
    blocks = ["\n".join(head)]
    for row in _below(document, head):
        indent = "  " * min(row.depth, 20)
        blocks.append("\n".join(indent + line for line in row.words.split("\n")) if row.text else "")
    return "\n\n".join(filter(None, blocks)) + "\n"


def render_page(document: Document, head: Sequence[str] = ()) -> str:
    """One HTML file without scripts; every clause has its id as an anchor. A head says which text it is."""
    title = escape(document.title or "document")
    body, rows = [], _below(document, head)
    if head:
        said = "".join(f"<p>{escape(line)}</p>" for line in head[1:])
        name = f"<p><b>{escape(head[0])}</b></p>" if rows and rows[0].heading == 1 else f"<h1>{escape(head[0])}</h1>"
        body.append(f"<header>{name}{said}</header>")
    for row in rows:
        tag = f"h{row.heading}" if row.heading else "table" if row.cells else "pre" if row.verbatim else "blockquote" if row.quoted else "p"
        ident = f' id="{escape(row.id, quote=True)}"' if row.id else ""
        body.append(f'<{tag}{ident} class="d{min(row.depth, 12)}">{_table(row.cells) or "".join(_tagged(run) for run in row.runs)}</{tag}>')
    indents = "".join(f".d{n}{{margin-left:{1.6 * n:.1f}rem}}" for n in range(1, 13))
    opening = f'<!DOCTYPE html>\n<html lang="{language_of(document)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}{indents}</style></head>'
    return f"{opening}\n<body><main>\n" + "\n".join(body) + "\n</main></body></html>\n"


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in row)}</tr>" for row, tag in zip(rows, ["th", *["td"] * len(rows)], strict=False))


def _tagged(run: Run) -> str:
    """A run as HTML. Only an address of the web is made a link."""
    words = escape(run.words).replace("\n", "\n" if run.style == "verbatim" else "<br>\n")
    if tag := {"strong": "strong", "emphasis": "em", "code": "code"}.get(run.style, ""):
        words = f"<{tag}>{words}</{tag}>"
    if re.match(r"https?://", run.link):
        return f'<a href="{escape(run.link, quote=True)}" rel="noreferrer">{words}</a>'
    return words + escape(shown_link(run))


def render_word(document: Document, head: Sequence[str] = ()) -> bytes:
    """A Word file; the same bytes for the same document. A head says which text it is."""
    body = []
    for row in (*(Row("", 0, 0 if n else 1, line) for n, line in enumerate(head)), *_below(document, head)):
        if row.cells:
            body.append(_word_table(row.cells))
            continue
        level = f'<w:outlineLvl w:val="{row.heading - 1}"/>' if row.heading else ""
        runs = "".join(_word_run(run.words + shown_link(run), "strong" if row.heading else run.style) for run in row.runs)
        body.append(
            f'<w:p><w:pPr><w:spacing w:after="120"/><w:ind w:left="{360 * min(row.depth, 12)}"/>{level}</w:pPr>{runs}</w:p>'
        )
    text = f"{_XML}<w:document {NAMESPACE}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    return zipped((*_PARTS, ("word/document.xml", text)))


def _word_table(rows: Sequence[Sequence[str]]) -> str:
    """A table with lines around its cells; Word wants a paragraph behind it."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "<w:gridCol/>" * len(rows[0])
    cells = (
        "".join(f"<w:tc><w:p>{_word_run(cell, '' if n else 'strong')}</w:p></w:tc>" for cell in row) for n, row in enumerate(rows)
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl><w:p/>"


def _word_run(text: str, style: str) -> str:
    look = {"strong": "<w:rPr><w:b/></w:rPr>", "emphasis": "<w:rPr><w:i/></w:rPr>"}.get(style, "")
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(words(line) for line in text.split("\n"))
    return f'<w:r>{look}<w:t xml:space="preserve">{lines}</w:t></w:r>'
