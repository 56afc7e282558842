"""Report -> a Word file with native tracked changes: accept all gives the new text, reject all the old.

Written with the standard library: a zip of a few XML parts. Numbers are literal text, so labels never
drift when changes are accepted; a clause that was renumbered has its label marked like any other
words. Dates and author are fixed: the same bytes on every run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from xml.sax.saxutils import escape

from policytool.diff.spine import heaviest_increasing
from policytool.model.change import ClauseChange, DocumentDiff, Mark, Segment
from policytool.model.clause import Clause, Kind
from policytool.model.report import Report, Row
from policytool.render.safe import visible

AUTHOR, WHEN = "policytool", "2000-01-01T00:00:00Z"
"""Every mark's author and date. The date is a constant: the run's own clock would change the bytes."""
_STAMP = (1980, 1, 1, 0, 0, 0)
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
)
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {_NS}>'
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/>'
        f'<w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for n, size in ((1, 32), (2, 26), (3, 23))
    )
    + "</w:styles>"
)
_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEADED = (Kind.SECTION, Kind.DIVISION, Kind.HEADING, Kind.TITLE)


def render_docx(report: Report, diff: DocumentDiff) -> bytes:
    """The report as a Word file: a first page with the change table, then the redline of the whole text."""
    writer = _Writer()
    body = "".join([*writer.first_page(report), *writer.redline(diff)])
    section = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1296" w:bottom="1440" w:left="1296" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {_NS}><w:body>{body}{section}</w:body></w:document>'
    parts = (
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _RELS),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", _DOCUMENT_RELS),
        ("word/styles.xml", _STYLES),
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts:
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return buffer.getvalue()


def words(text: str) -> str:
    """Text as XML can hold it; a character it cannot hold is shown as its code point."""
    return escape(visible(_INVALID.sub(lambda m: f"<{ord(m[0]):02X}>", text)))


class _Writer:
    """Writes paragraphs; numbers the marks."""

    def __init__(self) -> None:
        self._ids = count(1)

    def first_page(self, report: Report) -> Iterator[str]:
        """What is compared, and the change table. It is not marked: accepting or rejecting leaves it."""
        yield self.plain(f"{report.new.title or report.new.name}: what changed", "Heading1")
        yield self.plain(f"Old: {report.old.name}, {report.old.date or 'no date of law'}, blob {report.old.blob[:12]}")
        yield self.plain(f"New: {report.new.name}, {report.new.date or 'no date of law'}, blob {report.new.blob[:12]}")
        yield self.plain("Not an official edition. Accept all changes for the new text, reject all for the old.")
        yield self.plain(report.summary)
        yield self.table(report.rows)
        yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def table(self, rows: Sequence[Row]) -> str:
        if not rows:
            return ""
        border = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="BFBFBF"/>' for side in ("top", "bottom", "insideH"))
        head = self._table_row(("Clause", "What happened", "Nature", "Look closer"), header=True)
        cells = (
            (
                row.address,
                "; ".join(row.facts),
                "" if row.nature.value == "none" else row.nature.value,
                ", ".join(s.kind.value for s in row.signals),
            )
            for row in rows
        )
        body = "".join(self._table_row(c) for c in cells)
        return f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{border}</w:tblBorders></w:tblPr><w:tblGrid>{"<w:gridCol/>" * 4}</w:tblGrid>{head}{body}</w:tbl>'

    def _table_row(self, cells: Iterable[str], header: bool = False) -> str:
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
        bold = "<w:rPr><w:b/></w:rPr>" if header else ""
        inner = "".join(f'<w:tc><w:p><w:r>{bold}<w:t xml:space="preserve">{words(c)}</w:t></w:r></w:p></w:tc>' for c in cells)
        return f"<w:tr>{mark}{inner}</w:tr>"

    def plain(self, text: str, style: str = "") -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{look}<w:r><w:t xml:space="preserve">{words(text)}</w:t></w:r></w:p>'

    # ------------------------------------------------------------ the redline

    def redline(self, diff: DocumentDiff) -> Iterator[str]:
        """The whole new text with its marks. What left its order is deleted at its old place and inserted at its new one."""
        order = {id(c): n for n, c in enumerate(diff.old.clauses())}
        paired = [c for c in diff.changes if c.old is not None and c.new is not None]
        places = [order[id(c.old)] for c in paired]
        spine = heaviest_increasing(places, [1 + len(c.clause.text) for c in paired])
        kept = {id(c) for n, c in enumerate(paired) if n in spine}
        stays = {place for n, place in enumerate(places) if n in spine}
        waiting = [(n, c) for n, c in enumerate(diff.old.clauses()) if n not in stays]
        at = 0
        for change in diff.changes:
            if change.new is None:
                continue
            if id(change) in kept:
                while at < len(waiting) and waiting[at][0] < order[id(change.old)]:
                    yield self.gone(waiting[at][1])
                    at += 1
            yield self.shown(change, id(change) in kept)
        for _, clause in waiting[at:]:
            yield self.gone(clause)

    def shown(self, change: ClauseChange, kept: bool) -> str:
        """One clause of the new text."""
        clause, old = change.new, change.old
        assert clause is not None
        if old is None or not kept:
            return "".join(self.paragraph(clause, part, [Segment(Mark.INSERT, text)]) for part, text in parts_of(clause))
        before, after = dict(parts_of(old)), dict(parts_of(clause))
        return "".join(
            self.paragraph(clause, part, self._segments(change, part, before.get(part, ""), after.get(part, "")))
            for part in ("head", "body")
            if part in before or part in after
        )

    def _segments(self, change: ClauseChange, part: str, old: str, new: str) -> list[Segment]:
        """One paragraph with its marks; the label apart from the words."""
        assert change.old is not None
        assert change.new is not None
        if old == new:
            return [Segment(Mark.EQUAL, new)]
        lead_old, lead_new = (
            (lead_of(change.old), lead_of(change.new))
            if old.startswith(lead_of(change.old)) and part == first_part(change.new)
            else ("", "")
        )
        if not new.startswith(lead_new):
            lead_old = lead_new = ""
        label = (
            [Segment(Mark.EQUAL, lead_new)] if lead_old == lead_new else [Segment(Mark.DELETE, lead_old), Segment(Mark.INSERT, lead_new)]
        )
        rest_old, rest_new = old[len(lead_old) :], new[len(lead_new) :]
        inner = _fitting(change.redline, rest_old, rest_new) if rest_old != rest_new else [Segment(Mark.EQUAL, rest_new)]
        return [s for s in (*label, *inner) if s.text]

    def gone(self, clause: Clause) -> str:
        """One clause of the old text that is not at this place in the new one."""
        return "".join(self.paragraph(clause, part, [Segment(Mark.DELETE, text)]) for part, text in parts_of(clause))

    def paragraph(self, clause: Clause, part: str, segments: Sequence[Segment]) -> str:
        """A paragraph; one that is wholly inserted or deleted takes its paragraph mark with it."""
        marks = {s.mark for s in segments if s.text}
        whole = next(iter(marks)) if len(marks) == 1 else Mark.EQUAL
        look = f'<w:pStyle w:val="Heading{min(3, clause.depth + 1)}"/>' if part == "head" else ""
        look += f'<w:ind w:left="{360 * min(clause.depth, 8)}"/>' if clause.depth and part == "body" else ""
        if whole is not Mark.EQUAL:
            tag = "ins" if whole is Mark.INSERT else "del"
            look += f"<w:rPr><w:{tag} {self._stamp()}/></w:rPr>"
        return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(self._run(s) for s in segments if s.text)}</w:p>"

    def _run(self, segment: Segment) -> str:
        text = words(segment.text)
        if segment.mark is Mark.EQUAL:
            return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
        if segment.mark is Mark.INSERT:
            return f'<w:ins {self._stamp()}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'
        return f'<w:del {self._stamp()}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'

    def _stamp(self) -> str:
        return f'w:id="{next(self._ids)}" w:author="{AUTHOR}" w:date="{WHEN}"'


def lead_of(clause: Clause) -> str:
    """The label of a clause with the blank behind it."""
    return (
        f"{clause.label} "
        if clause.label and (clause.heading if clause.kind in _HEADED else clause.text or clause.heading)
        else clause.label
    )


def first_part(clause: Clause) -> str:
    """Where the label stands."""
    return "head" if clause.kind in _HEADED else "body"


def parts_of(clause: Clause) -> list[tuple[str, str]]:
    """A clause as paragraphs of a Word file: ("head", number and heading) of a section, ("body", words)."""
    if clause.kind in _HEADED:
        found = [("head", f"{lead_of(clause)}{clause.heading}")]
        return found + ([("body", clause.text)] if clause.text else [])
    heading = f"{clause.heading} " if clause.heading and clause.kind is not Kind.DEFINITION else ""
    return [("body", f"{lead_of(clause)}{heading}{clause.text}".strip())]


def _fitting(segments: Sequence[Segment], old: str, new: str) -> list[Segment]:
    """The part of a redline that spells two given texts; both texts whole when none does."""
    for cut in (segments, _without_opening(segments, old, new)):
        said_old = "".join(s.text for s in cut if s.mark is not Mark.INSERT)
        said_new = "".join(s.text for s in cut if s.mark is not Mark.DELETE)
        if (said_old, said_new) == (old, new):
            return list(cut)
    return [Segment(Mark.DELETE, old), Segment(Mark.INSERT, new)]


def _without_opening(segments: Sequence[Segment], old: str, new: str) -> list[Segment]:
    """A redline without the kept heading that it opens with."""
    if not segments or segments[0].mark is not Mark.EQUAL:
        return []
    surplus = sum(len(s.text) for s in segments if s.mark is not Mark.INSERT) - len(old)
    if not 0 < surplus <= len(segments[0].text):
        return []
    return [s for s in (Segment(Mark.EQUAL, segments[0].text[surplus:]), *segments[1:]) if s.text]
