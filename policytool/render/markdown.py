"""Report -> Markdown for a pull request: table first, folded redlines, never longer than a comment may be."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import accumulate

from policytool.model.change import FieldChange, Mark
from policytool.model.fallout import Fallout
from policytool.patterns import lazy
from policytool.render import grids
from policytool.render.grids import gridded, lines_of
from policytool.render.redlines import broken, is_gridded
from policytool.render.safe import visible
from policytool.report import Line, Report, Row, Side

LIMIT = 65_536
"""Characters a comment may have on the git hosts."""
_RESERVE = 400
_CALLS = lazy(r"([@#])(?=\w)(?!#?x?\d+;)")


def render_markdown(report: Report) -> str:
    """The whole report, or as much as fits, saying how many changes were left out."""
    head = [f"### {_text(report.new.title or report.new.name)}", "", _sides(report.old, report.new), "", f"**{_text(report.summary)}**", ""]
    if report.throughout or report.caveats:
        head += [*(f"* throughout: {_text(one.told)}" for one in report.throughout), *(f"* note: {_text(note[:400])}" for note in report.caveats[:20]), ""]
    if report.rows:
        head += ["| clause | what happened | nature | look closer |", "|---|---|---|---|"]
    size = sum(len(line) + 1 for line in head) + _RESERVE
    table: list[str] = []
    for row in report.rows:
        line = _table_row(row)
        if size + len(line) + 1 > LIMIT - _RESERVE:
            break
        table.append(line)
        size += len(line) + 1
    told: list[str] = []
    for name, lines in (("Citations of what changed", [_fallen(one) for one in report.fallout]), ("Front matter", [_field(one) for one in report.fields])):
        fitting = [line for line, end in zip(lines, accumulate(len(line) + 1 for line in lines), strict=True) if size + end <= LIMIT - _RESERVE]
        told += [f"\n**{name}: {len(lines)}**{' (not all fit)' if len(fitting) < len(lines) else ''}\n", *fitting] if lines else []
        size += sum(len(line) + 1 for line in fitting)
    redlines: list[str] = []
    for row in report.rows[: len(table)]:
        piece = _folded(row)
        if size + len(piece) + 1 > LIMIT - _RESERVE:
            break
        redlines.append(piece)
        size += len(piece) + 1
    tail = []
    if len(table) < len(report.rows):
        tail.append(
            f"\n_{len(report.rows) - len(table)} of {len(report.rows)} changes are left out of this table: it may have at most {LIMIT:,} characters._"
        )
    if len(redlines) < len(table):
        tail.append(f"\n_{len(table) - len(redlines)} redlines are left out for the same reason._")
    tail.append(f"\n<sub>{report.stayed}. Not an official edition.</sub>")
    return "\n".join([*head, *table, *told, "", *redlines, *tail]) + "\n"


def _fallen(one: Fallout) -> str:
    return f"* `{_text(one.docid)}` {_text(one.clause_id)}: “{_text(one.text)}”: {_text(one.said)}"


def _field(change: FieldChange) -> str:
    old, new = (_text(words) or "blank" for words in (change.old, change.new))
    return f"* {_text(change.key)}: {old} → {new}"


def _sides(old: Side, new: Side) -> str:
    def one(side: Side) -> str:
        return f"`{side.name}` ({side.date or 'no date of law'}, blob `{side.blob[:10]}`)"

    return f"{one(old)} → {one(new)}"


def _text(words: str) -> str:
    """Words of a document, without anything Markdown or HTML could act on."""
    escaped = " ".join(html.escape(visible(words), quote=False).split())
    for char in "\\`*_[]|~":
        escaped = escaped.replace(char, "\\" + char)
    return _quiet(escaped)


def _html(words: str) -> str:
    """Words of a document inside a block of HTML, which ends at an empty line."""
    return _quiet(" ".join(html.escape(visible(words)).split()))


def _quiet(words: str) -> str:
    """Without names that would be notified and numbers that would become links: a comment stands behind `@` and `#`."""
    return _CALLS.sub(r"\1<!-- -->", words)


def _table_row(row: Row) -> str:
    return f"| {_text(row.address)} | {_text('; '.join(row.facts))} | {row.kind_of_difference} | {_text(', '.join(s.kind.value for s in row.signals))} |"


def _folded(row: Row) -> str:
    tag = "ins" if row.new_id else "del"
    lines = "".join(_below(line, tag) for line in row.lines)
    if is_gridded(row):
        body = _pieces(gridded(row.segments, row.old_breaks, row.new_breaks))
        return f"<details><summary>{_html(row.sentence)}</summary>\n\n{body}{_paragraph(lines)}\n</details>\n"
    body = "".join(_segment(s.mark, s.text) for s in broken(row.segments, row.old_breaks, row.new_breaks))
    return f"<details><summary>{_html(row.sentence)}</summary>\n\n{_paragraph(body + lines)}\n</details>\n"


def _paragraph(body: str) -> str:
    """One paragraph, or those that a table parts; none of them empty."""
    return f"<p>{body}</p>\n".replace("<p></p>\n", "")


def _below(line: Line, tag: str) -> str:
    if "\n|" in line.text:
        return f"</p>\n{_pieces(lines_of(line.text, Mark.INSERT if tag == 'ins' else Mark.DELETE))}<p>"
    return f"\n<br>{_html(line.label)} <{tag}>{_lines(line.text)}</{tag}>"


def _pieces(pieces: Sequence[grids.Line | grids.Grid]) -> str:
    """Lines and tables, as blocks of HTML without an empty line."""
    return "".join(_table(p) if isinstance(p, grids.Grid) else f"<p>{''.join(_segment(s.mark, s.text) for s in p.segments)}</p>\n" for p in pieces)


def _table(grid: grids.Grid) -> str:
    rows = ("".join(f"<td>{''.join(_segment(s.mark, s.text) for s in cell)}</td>" for cell in row) for row in grid.rows)
    return "<table>\n" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"


def _lines(words: str) -> str:
    return "<br>\n".join(map(_html, words.split("\n")))


def _segment(mark: Mark, text: str) -> str:
    """A run; old and new words never touch."""
    if text == "\n":
        return "<br>\n"
    lead, tail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    words = _html(text)
    if mark is Mark.EQUAL:
        return f"{lead}{words}{tail}" if words else " "
    return f"{lead}<ins>{words}</ins>{tail}" if mark is Mark.INSERT else f"{lead}<del>{words}</del> "
