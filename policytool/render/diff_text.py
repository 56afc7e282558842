"""Report -> blocks for the screen: header, summary, one paragraph a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytool.model.change import Mark, Segment
from policytool.render.redlines import broken, is_gridded
from policytool.render.screen import BLANK, Block, block, note_blocks
from policytool.report import Report, Row, Side

CONTEXT = 24
"""Kept words shown around an edit of a long clause."""
LONG = 160
"""Words above which the middle of kept runs is left out."""


def diff_blocks(report: Report, summary: bool = False, coloured: bool = False, whole: bool = False) -> Iterator[Block]:
    """The comparison as a reader sees it."""
    yield block((report.new.title or report.new.name, "title"))
    yield _side("old", report.old)
    yield _side("new", report.new)
    yield from note_blocks(dict.fromkeys((*report.old.notes, *report.new.notes)))
    if report.new.edition in ("restatement", "excerpt", "draft") or report.old.edition in ("restatement", "excerpt", "draft"):
        yield block((f"edition: {report.new.edition or report.old.edition}; not the official text", "warn"))
    yield block((report.summary, "heading"))
    for one in report.throughout:
        yield block(("throughout: ", "dim"), one.told, hang=2)
    yield from note_blocks(report.notes)
    if summary:
        yield from summary_blocks(report)
    else:
        for row in report.rows:
            yield BLANK
            yield from row_blocks(row, coloured, whole)
    if report.fallout:
        yield BLANK
        from policytool.render.views import fallout_blocks  # lazy: few comparisons have any

        yield from fallout_blocks(report.fallout)
    if report.fields:
        yield BLANK
    for change in report.fields:
        yield block(
            ("front matter ", "dim"),
            (change.key, "label"),
            ": ",
            *marked([Segment(Mark.DELETE, change.old), Segment(Mark.INSERT, change.new)], coloured),
            hang=2,
        )
    closing = [f"confidence: {report.doubts}"] if report.doubts and not summary else []
    closing += [words] if (words := _unchanged(report)) else []
    if closing:
        yield BLANK
    for line in closing:
        yield block((line, "dim"), hang=2)


def _unchanged(report: Report) -> str:
    """What stayed, and what a filter hides; empty when nothing did that has a number or a heading."""
    parts = []
    changed = report.rows or report.hidden
    if report.unchanged_sections:
        parts.append(report.stayed)
    if report.unchanged_clauses:
        count = f"{report.unchanged_clauses:,} {'other ' * bool(parts and not changed)}clause{'s' * (report.unchanged_clauses != 1)} unchanged"
        parts.append(f"{count} in sections that changed" if changed else count)
    if report.hidden:
        parts.append(f"{report.hidden:,} change{'s' * (report.hidden != 1)} not shown by the filter")
    return "; ".join(parts)


def _side(name: str, side: Side) -> Block:
    date = f"version {side.date}" if side.date else "no date of law"
    recorded = f", recorded {side.recorded[:10]}" if side.recorded[:1].isdigit() else ""
    return block((f"{name} ", "dim"), (side.name, "label"), (f"  {date}{recorded}, blob {side.blob[:10]}", "dim"), hang=4)


def nature_of(row: Row) -> str:
    """What kind of difference a change is, as it stands behind its facts."""
    return f" · {row.kind_of_difference}" if row.kind_of_difference else ""


def summary_blocks(report: Report) -> Iterator[Block]:
    """One line a change."""
    yield BLANK
    for row in report.rows:
        signals = f"  ! {', '.join(s.kind.value for s in row.signals)}" if row.signals else ""
        yield block((row.address, "label"), "  ", ("; ".join(row.facts), "fact"), (nature_of(row), "dim"), (signals, "warn"), hang=4)


def row_blocks(row: Row, coloured: bool, whole: bool) -> Iterator[Block]:
    """One change: address, facts, nature, signals, redline."""
    heading = f" {row.heading}" if row.heading and not row.segments else ""
    yield block((row.address, "label"), (heading, "heading"), "  ", ("; ".join(row.facts), "fact"), (nature_of(row), "dim"), hang=2)
    for signal in row.signals:
        words = " -> ".join(f"“{w}”" if w else "(nothing)" for w in (signal.old, signal.new))
        yield block(
            ("! ", "warn"), (signal.kind.value, "warn"), f": {words}", (f"; {signal.note}" if signal.note else "", "dim"), indent=2, hang=2
        )
    if row.doubt:
        yield block(("? ", "warn"), (f"confidence: {row.doubt}", "dim"), indent=2, hang=2)
    yield from _redline(row, coloured, whole)
    mark = Mark.INSERT if row.new_id else Mark.DELETE
    for line in row.lines:
        words = f"{line.label} {line.text}".strip()
        indent = 2 + 2 * min(line.depth, 10)
        if "\n|" in line.text:
            from policytool.render.grid_text import grid_blocks  # lazy: few comparisons have a table
            from policytool.render.grids import lines_of

            yield from grid_blocks(lines_of(words, mark), coloured, True, indent)
        else:
            yield block(*marked([Segment(mark, words)], coloured), indent=indent, hang=len(line.label) + 1 if line.label else 0)


def _redline(row: Row, coloured: bool, whole: bool) -> Iterator[Block]:
    """The words of a change with their marks; a table row by row."""
    if is_gridded(row):
        from policytool.render.grid_text import grid_blocks  # lazy: few comparisons have a table
        from policytool.render.grids import gridded

        yield from grid_blocks(gridded(row.segments, row.old_breaks, row.new_breaks), coloured, whole, 2)
        return
    segments = broken(row.segments, row.old_breaks, row.new_breaks)
    segments = segments if whole else shortened(segments)
    if segments:
        yield block(*marked(segments, coloured), indent=2)


def shortened(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """A long clause with the middle of its kept runs left out; short ones whole."""
    if len(segments) < 2 or sum(len(s.text.split()) for s in segments) <= LONG:
        return segments
    out = []
    for n, segment in enumerate(segments):
        words = segment.text.split()
        if segment.mark is not Mark.EQUAL or len(words) <= 2 * CONTEXT:
            out.append(segment)
            continue
        first, _, below = segment.text.partition("\n")
        head = " ".join(words[:CONTEXT]) if n else f"{first}\n" if below else ""
        tail = " ".join(words[-CONTEXT:]) + " " if n < len(segments) - 1 else ""
        out.append(Segment(Mark.EQUAL, f"{head} [...] {tail}".lstrip()))
    return tuple(out)


def marked(segments: Iterable[Segment], coloured: bool) -> list[tuple[str, str]]:
    """Runs of a redline: styles on a colour terminal, `[-old-]{+new+}` elsewhere; old and new words never touch."""
    runs: list[tuple[str, str]] = []
    parts = list(segments)
    for n, segment in enumerate(parts):
        if segment.mark is Mark.EQUAL:
            runs.append((segment.text, ""))
            continue
        words = segment.text.strip()
        lead = segment.text[: len(segment.text) - len(segment.text.lstrip())]
        tail = segment.text[len(segment.text.rstrip()) :] if words else ""
        inserted = segment.mark is Mark.INSERT
        if not words:
            words = "␣" * len(segment.text) if segment.text else ""
            lead = ""
        if not words:
            continue
        if coloured:
            runs.append((lead, ""))
            runs.append((words, "insert" if inserted else "delete"))
            replaced = not inserted and n + 1 < len(parts) and parts[n + 1].mark is Mark.INSERT
            runs.append((tail or (" " if replaced else ""), ""))
        else:
            runs.append((lead + ("{+" if inserted else "[-") + words + ("+}" if inserted else "-]"), "insert" if inserted else "delete"))
            runs.append((tail, ""))
    return _tidy(runs, coloured)


def _tidy(runs: list[tuple[str, str]], coloured: bool) -> list[tuple[str, str]]:
    """Without the blank between a deletion and the insertion that takes its place, on plain output."""
    if coloured:
        return runs
    out: list[tuple[str, str]] = []
    for n, run in enumerate(runs):
        if run[1] == "" and not run[0].strip() and out and out[-1][1] == "delete" and n + 1 < len(runs) and runs[n + 1][1] == "insert":
            continue
        out.append(run)
    return out
