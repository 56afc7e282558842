"""Word files of our own making, from small pieces of WordprocessingML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NS = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
STAMP = 'w:id="1" w:author="City Clerk" w:date="2026-01-01T00:00:00Z"'


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def inserted(text: str, tag: str = "ins") -> str:
    return f"<w:{tag} {STAMP}>{run(text)}</w:{tag}>"


def deleted(text: str, tag: str = "del") -> str:
    return f'<w:{tag} {STAMP}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:{tag}>'


def paragraph(content: str, num: tuple[int, int] | None = None, style: str = "", mark: str = "", look: str = "") -> str:
    """One paragraph: content as XML or plain text, its list (numId, level), its style, a change of its mark."""
    inner = content if content.startswith("<w:") or not content else run(content)
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        own += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    own += look + (f"<w:rPr><w:{mark} {STAMP}/></w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{own}</w:pPr>' if own else ''}{inner}</w:p>"


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """One level of a list definition; `more` goes before the text."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val={quoteattr(text)}/></w:lvl>'


def numbering(abstracts: Mapping[int, Sequence[str]], nums: Mapping[int, tuple[int, str]]) -> str:
    """numbering.xml: definitions by id, lists as id -> (definition, overrides)."""
    first = "".join(f'<w:abstractNum w:abstractNumId="{i}">{"".join(levels)}</w:abstractNum>' for i, levels in abstracts.items())
    second = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{a}"/>{more}</w:num>' for i, (a, more) in nums.items())
    return f"<w:numbering {_NS}>{first}{second}</w:numbering>"


def style(ident: str, name: str, based_on: str = "", look: str = "", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" {more} w:styleId="{ident}"><w:name w:val="{name}"/>{base}<w:pPr>{look}</w:pPr></w:style>'


def table(rows: Sequence[Sequence[str]], looks: Mapping[int, str] | None = None) -> str:
    """A table of paragraphs; `looks` marks rows with <w:ins/> or <w:del/>."""
    return (
        "<w:tbl>"
        + "".join(
            f"<w:tr>{f'<w:trPr><w:{looks[n]} {STAMP}/></w:trPr>' if looks and n in looks else ''}"
            + "".join(f"<w:tc>{cell if cell.startswith('<w:') else paragraph(cell)}</w:tc>" for cell in row)
            + "</w:tr>"
            for n, row in enumerate(rows)
        )
        + "</w:tbl>"
    )


def docx(body: str, *, parts: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None) -> bytes:
    """A Word file; `parts` are further parts of word/ by name: numbering, styles, footnotes, comments, header1 ..."""
    parts = dict(parts or {})
    kinds = {name: name.rstrip("0123456789") for name in parts}
    relations = "".join(f'<Relationship Id="p{n}" Type="{R}/{kinds[name]}" Target="{name}.xml"/>' for n, name in enumerate(parts))
    relations += "".join(
        f'<Relationship Id="{i}" Type="{R}/hyperlink" Target="{escape(a)}" TargetMode="External"/>' for i, a in (links or {}).items()
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NS}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        **{f"word/{name}.xml": text.replace("NS", _NS, 1) for name, text in parts.items()},
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
