"""Flat paragraphs and front matter -> Markdown that the one parser reads back as the same clauses.

Labels are written as printed. The parser reads words literally, so nothing inside a line is escaped;
a backslash goes only before what would open a heading, quotation, fence, rule or table at its start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policytool.importers.imported import Imported, Paragraph, Role
from policytool.language.front_matter import MAX_BYTES
from policytool.model.document import Value
from policytool.patterns import lazy

FIELDS = (
    "id", "title", "kind", "jurisdiction", "issuer", "citation", "aliases", "adopted", "signed", "effective", "published", "repealed",
    "expires", "supersedes", "edition", "source",
)  # fmt: skip
"""The order of the front matter; other fields follow as they come."""
INDENT = 3
"""Columns a level."""
_DEEPEST = 12
_OPENS = lazy(r"#{1,6}(?=\s|$)|>|`{3}|~{3}|(?:[-*_][ \t]*){3,}$|\|?[ \t]*:?-+:?[ \t]*\||\+\s|-{3}$")
_CONTROL = lazy(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_PLAIN = lazy(r"[A-Za-z0-9§][\w §./()&’'+-]*")
_AMBIGUOUS = lazy(r"(?:y|n|yes|no|on|off|true|false|null|~)", re.I)


def write_markdown(imported: Imported, front: Mapping[str, Value] | None = None) -> str:
    """The design's Markdown: front matter when there is any, then one paragraph a block."""
    fields = {**imported.front, **(front or {})}
    head = f"---\n{write_front_matter(fields)}---\n\n" if fields else ""
    return head + "\n\n".join(_blocks(imported.paragraphs)) + "\n"


def write_front_matter(fields: Mapping[str, Value]) -> str:
    """Fields in the design's order, one a line; every scalar reads back as the same text.

    >>> write_front_matter({"source": {"url": "https://x"}, "id": "us/eo/1", "title": "A: b", "effective": ""})
    'id: us/eo/1\\ntitle: "A: b"\\neffective:\\nsource: {url: "https://x"}\\n'
    """
    names = [name for name in FIELDS if name in fields] + [name for name in fields if name not in FIELDS]
    text = "".join(f"{name}: {_value(fields[name])}".rstrip() + "\n" for name in names)
    assert len(text) <= MAX_BYTES, "front matter is made of short facts"
    return text


def _value(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_value(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(_value(inner) for inner in value) + "]"


def scalar(text: str) -> str:
    """One value of front matter, quoted unless it is plain.

    >>> scalar("us/eo/1"), scalar("City of Chicago, Illinois"), scalar('a "b"'), scalar("No")
    ('us/eo/1', '"City of Chicago, Illinois"', '"a \\\\"b\\\\""', '"No"')
    """
    text = one_line(text)[:4000]
    if not text or (_PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text)):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_line(text: str) -> str:
    """Words with single blanks between them; characters no text may hold left out."""
    return " ".join(_CONTROL.sub("", text.replace("\u2028", " ").replace("\u2029", " ")).split())


def _blocks(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """The Markdown blocks; quoted paragraphs that follow one another are one quotation."""
    quoted: list[str] = []
    for paragraph in paragraphs:
        if quoted and paragraph.role is not Role.QUOTED:
            yield "\n>\n".join(quoted)
            quoted = []
        if paragraph.role is Role.QUOTED:
            quoted.append("> " + _opening(paragraph))
        elif paragraph.role is Role.TABLE:
            yield from filter(None, (_table(paragraph.rows),))
        elif paragraph.wrapped and paragraph.role is Role.BODY:
            yield "\n".join(_block(paragraph, line) for line in map(one_line, paragraph.text.split("\n")) if line)
        elif text := _opening(paragraph):
            yield _block(paragraph, text)
    if quoted:
        yield "\n>\n".join(quoted)


def _opening(paragraph: Paragraph) -> str:
    """Label and words in one line."""
    return one_line(f"{paragraph.label} {paragraph.text}")


def _block(paragraph: Paragraph, text: str) -> str:
    if paragraph.role is Role.HEADING:
        return "#" * min(max(paragraph.heading, 1), 6) + " " + text.rstrip("#").rstrip() if text.strip("# ") else "\\" + text
    indent = " " * (INDENT * min(paragraph.level, _DEEPEST)) if paragraph.role is Role.BODY else ""
    return indent + escape_opening(text)


def escape_opening(text: str) -> str:
    """A line that opens like Markdown structure, made to stand for itself.

    >>> escape_opening("# 5 shares"), escape_opening("#5 shares"), escape_opening("(a) *Agency* means")
    ('\\\\# 5 shares', '#5 shares', '(a) *Agency* means')
    """
    return "\\" + text if _OPENS.match(text) else text


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    """A Markdown table; a cell's own bars are escaped, short rows filled."""
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return ""
    cells = [[one_line(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in (*row, *[""] * (columns - len(row)))] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])
