"""Report -> a Word file with native tracked changes: accept all gives the new text, reject all the old.

Written with the standard library: a zip of a few XML parts. Numbers are literal text, so labels never
drift when changes are accepted; a clause that was renumbered has its label marked like any other
words. What was carried elsewhere unaltered is a move; what was also altered is a deletion and an
insertion, because Word cannot show both at once. Dates and author are fixed: the same bytes on every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from policytool.diff.redline import redline
from policytool.diff.spine import heaviest_increasing
from policytool.model.change import ClauseChange, DocumentDiff, Mark, Segment
from policytool.model.clause import Clause, Kind
from policytool.model.report import Report, Row
from policytool.render.docx_marks import Move, Painted, Tag, Tracked
from policytool.render.docx_package import packed
from policytool.render.docx_tables import Rows, rows_of, table
from policytool.render.schemes import SCHEMES

_WIDTHS = (1900, 2350, 1500, 1300, 2590)
"""Columns of the change table, in twentieths of a point: what is read most is widest."""
_GRID = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
_SMALL = '<w:sz w:val="18"/>'
_HEADED = (Kind.SECTION, Kind.DIVISION, Kind.HEADING, Kind.TITLE)


def render_docx(report: Report, diff: DocumentDiff, scheme: str = "default") -> bytes:
    """The report as a Word file: a first page with the change table, then the redline of the whole text.

    With any scheme but the default: a marked copy for filing, whose marks are formatting and not tracked changes.
    """
    writer = _Writer(Tracked() if scheme == "default" else Painted(scheme))
    told = (
        "Accept all changes for the new text, reject all for the old."
        if scheme == "default"
        else f"A marked copy: {SCHEMES[scheme].title}. It holds no tracked changes."
    )
    return packed("".join([*writer.first_page(report, told), *writer.redline(diff)]))


class _Writer:
    """Writes paragraphs in the order of the new text."""

    def __init__(self, marks: Tracked | Painted) -> None:
        self._marks = marks
        self._sources = "", ""
        self._moved: dict[tuple[int, str], str] = {}
        """(clause, part) -> the name of its move, on both sides."""

    def first_page(self, report: Report, told: str) -> Iterator[str]:
        """What is compared, what to know of it, and the change table. It is not marked: accepting or rejecting leaves it."""
        yield self.plain(f"{report.new.title or report.new.name}: what changed", "Heading1")
        yield self.plain(f"Old: {report.old.name}, {report.old.date or 'no date of law'}, blob {report.old.blob[:12]}")
        yield self.plain(f"New: {report.new.name}, {report.new.date or 'no date of law'}, blob {report.new.blob[:12]}")
        yield self.plain(f"Not an official edition. {told}")
        yield from (self.plain(f"Note: {note}") for note in report.caveats)
        yield self.plain(report.summary)
        yield from (self.plain(f"Throughout: {one.told}") for one in report.throughout)
        yield self.table(report.rows)
        if report.fallout:
            yield self.plain("Citations of what changed", "Heading2")
            yield from (self.plain(f"{one.docid}#{one.clause_id}: “{one.text}”: {one.said}") for one in report.fallout)
        if report.fields:
            yield self.plain("Front matter", "Heading2")
            yield from (self.plain(f"{change.key}: {change.old or 'blank'} → {change.new or 'blank'}") for change in report.fields)
        yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def table(self, rows: Sequence[Row]) -> str:
        if not rows:
            return ""
        border = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="BFBFBF"/>' for side in ("top", "bottom", "insideH"))
        head = self._table_row(("Clause", "What happened", "Nature", "Look closer", "In a sentence"), header=True)
        cells = ((row.address, "; ".join(row.facts), row.kind_of_difference, row.signal_kinds, row.sentence) for row in rows)
        body = "".join(self._table_row(c) for c in cells)
        return f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{_GRID}</w:tblGrid>{head}{body}</w:tbl>'

    def _table_row(self, cells: Iterable[str], header: bool = False) -> str:
        mark = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>"
        look = f"<w:rPr>{'<w:b/>' if header else ''}{_SMALL}</w:rPr>"
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:after="40"/></w:pPr><w:r>{look}<w:t xml:space="preserve">{escape(c)}</w:t></w:r></w:p></w:tc>'
            for width, c in zip(_WIDTHS, cells, strict=True)
        )
        return f"<w:tr>{mark}{inner}</w:tr>"

    def plain(self, text: str, style: str = "") -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'

    # ------------------------------------------------------------ the redline

    def redline(self, diff: DocumentDiff) -> Iterator[str]:
        """The whole new text with its marks. What left its order is deleted at its old place and inserted at its new one."""
        self._sources = diff.old.source, diff.new.source
        order = {id(c): n for n, c in enumerate(diff.old.clauses())}
        paired = [c for c in diff.changes if c.old is not None and c.new is not None]
        places = [order[id(c.old)] for c in paired]
        spine = heaviest_increasing(places, lambda n: 1 + len(paired[n].clause.text))
        kept = {id(c) for n, c in enumerate(paired) if n in spine}
        self._moved = dict(_moves(c for c in paired if id(c) not in kept)) if self._marks.moves else {}
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
        if rows := rows_of(clause, self._sources[1]):
            return self._table(rows_of(old, self._sources[0]) if old is not None and kept else [], rows)
        if old is None or not kept:
            return "".join(self._carried(clause, part, text, Mark.INSERT) for part, text in parts_of(clause))
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
        lead_old, lead_new = lead_of(change.old), lead_of(change.new)
        if part != first_part(change.new) or not old.startswith(lead_old) or not new.startswith(lead_new):
            lead_old = lead_new = ""
        label = [Segment(Mark.EQUAL, lead_new)] if lead_old == lead_new else [Segment(Mark.DELETE, lead_old), Segment(Mark.INSERT, lead_new)]
        rest_old, rest_new = old[len(lead_old) :], new[len(lead_new) :]
        inner = _fitting(change.redline, rest_old, rest_new) if rest_old != rest_new else [Segment(Mark.EQUAL, rest_new)]
        return [s for s in (*label, *inner) if s.text]

    def gone(self, clause: Clause) -> str:
        """One clause of the old text that is not at this place in the new one."""
        if rows := rows_of(clause, self._sources[0]):
            return self._table(rows, [])
        return "".join(self._carried(clause, part, text, Mark.DELETE) for part, text in parts_of(clause))

    def _table(self, old: Rows, new: Rows) -> str:
        return table(old, new, self._marks.paragraph, self._marks.stamp if isinstance(self._marks, Tracked) else None)

    def _carried(self, clause: Clause, part: str, text: str, mark: Mark) -> str:
        """A paragraph at one end: inserted or deleted, or one end of a move, its label apart."""
        name = self._moved.get((id(clause), part))
        if name is None:
            return self.paragraph(clause, part, [Segment(mark, text)])
        lead = lead_of(clause) if part == first_part(clause) else ""
        move = Move(Tag.MOVED_TO if mark is Mark.INSERT else Tag.MOVED_FROM, name)
        return self.paragraph(clause, part, [Segment(mark, lead), Segment(Mark.EQUAL, text[len(lead) :])], move)

    def paragraph(self, clause: Clause, part: str, segments: Sequence[Segment], move: Move | None = None) -> str:
        """A paragraph with the style of its clause."""
        look = f'<w:pStyle w:val="Heading{min(3, clause.depth + 1)}"/>' if part == "head" else ""
        look += f'<w:ind w:left="{360 * min(clause.depth, 8)}"/>' if clause.depth and part == "body" else ""
        return self._marks.paragraph(look, segments, move)


def _moves(changes: Iterable[ClauseChange]) -> Iterator[tuple[tuple[int, str], str]]:
    """What was carried elsewhere with the same words: both ends of each paragraph, under one name."""
    for number, change in enumerate(changes, 1):
        assert change.old is not None
        assert change.new is not None
        before, after = (
            {part: text[len(lead_of(c)) :] if part == first_part(c) else text for part, text in parts_of(c)}
            for c in (change.old, change.new)
        )
        for part, text in after.items():
            if text and before.get(part) == text:
                yield (id(change.old), part), f"move{number}{part}"
                yield (id(change.new), part), f"move{number}{part}"


def lead_of(clause: Clause) -> str:
    """The label of a clause with the blank behind it."""
    followed = clause.heading if clause.kind in _HEADED else clause.text or clause.heading
    return f"{clause.label} " if clause.label and followed else clause.label


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
    """The part of a redline that spells two given texts; a redline of their own when none does."""
    for cut in (segments, _without_opening(segments, old)):
        said_old = "".join(s.text for s in cut if s.mark is not Mark.INSERT)
        said_new = "".join(s.text for s in cut if s.mark is not Mark.DELETE)
        if (said_old, said_new) == (old, new):
            return list(cut)
    return list(redline(old, new))


def _without_opening(segments: Sequence[Segment], old: str) -> list[Segment]:
    """A redline without the kept heading that it opens with."""
    if not segments or segments[0].mark is not Mark.EQUAL:
        return []
    surplus = sum(len(s.text) for s in segments if s.mark is not Mark.INSERT) - len(old)
    if not 0 < surplus <= len(segments[0].text):
        return []
    return [s for s in (Segment(Mark.EQUAL, segments[0].text[surplus:]), *segments[1:]) if s.text]
