"""Documents, clauses and versions -> blocks for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policytool.language.inline import opened, plain_words, runs_of, shown_link
from policytool.model.clause import Clause, Kind
from policytool.model.fallout import Fallout
from policytool.model.finding import Finding
from policytool.model.version import Basis, Version
from policytool.render.lines import bullet, paragraphs_of
from policytool.render.places import line_at
from policytool.render.screen import BLANK, Block, block, note_blocks


def clause_blocks(clause: Clause, depth: int = 0, source: str = "") -> Iterator[Block]:
    """A clause and everything below it as readable text; with the source, in its paragraphs and lines, each at its place."""
    base = clause.depth - depth
    stack: list[Clause | tuple[str, int]] = [clause]
    while stack:
        one = stack.pop()
        if isinstance(one, tuple):
            yield block(*_runs(one[0]), indent=one[1])
            continue
        indent = 2 * min(one.depth - base, 12)
        said, below = paragraphs_of(one, source)
        style = "dim" if one.kind in (Kind.NOTE, Kind.QUOTED) else ""
        if one.kind in (Kind.SECTION, Kind.DIVISION, Kind.HEADING, Kind.TITLE):
            yield block((one.label, "label"), " " if one.label and one.heading else "", *_runs(one.heading, "heading"), indent=indent, hang=2)
            indent += 2
        else:
            yield _opening(one, said[0] if said else "", style, source, indent)
            said = said[1:]
        yield from (block(*_runs(words, style), indent=indent) for words in said)
        inner: list[tuple[int, Clause | tuple[str, int]]] = [(child.span[0], child) for child in one.children]
        inner += [(place, (words, indent)) for place, words in below]
        stack += [part for _, part in sorted(inner, key=lambda p: p[0], reverse=True)]


def _opening(clause: Clause, words: str, style: str, source: str, indent: int) -> Block:
    """The first paragraph of a clause, with its number."""
    mark = bullet(clause, source)
    runs: list[tuple[str, str] | str] = [(clause.label, "label"), " "] if clause.label else [(mark, "dim")] if mark else []
    if clause.heading and clause.kind is Kind.CLAUSE:
        runs += [*_runs(clause.heading, "heading"), " "]
    said = [(words, style)] if clause.kind in (Kind.CODE, Kind.TABLE) else _runs(opened(words, bool(clause.label)), style)
    return block(*runs, *said, indent=indent, hang=len(clause.label) + 1 if clause.label else len(mark))


def _runs(text: str, style: str = "") -> list[tuple[str, str]]:
    """Words as runs for the screen, without Markdown's marks."""
    return [(run.words + shown_link(run), style or run.style) for run in runs_of(text)]


def document_blocks(clauses: Iterable[Clause], source: str = "") -> Iterator[Block]:
    """A whole document, with a blank line before each headed unit."""
    first = True
    for clause in clauses:
        if not first and (clause.depth == 0 or clause.kind in (Kind.SECTION, Kind.DIVISION, Kind.HEADING)):
            yield BLANK
        first = False
        yield from clause_blocks(clause, source=source)


def outline_blocks(clauses: Iterable[Clause], limit: int, width: int) -> Iterator[Block]:
    """One line a clause: id, label, heading or opening words."""
    for one in clauses:
        if limit and one.depth >= limit:
            continue
        words = one.heading if one.kind is not Kind.DEFINITION else one.text
        words = plain_words(opened(words or one.text, bool(one.label)))
        indent = 2 * min(one.depth, 20)
        room = max(16, width - indent - len(one.label) - 2)
        words = " ".join(words.split())
        if len(words) > room:
            words = words[: room - 4].rpartition(" ")[0] + " ..."
        style = "heading" if one.heading and one.kind is not Kind.DEFINITION else ""
        kind = "" if one.label or one.heading else f"[{one.kind.value}] "
        yield block((one.label, "label"), " " if one.label else "", (kind, "dim"), (words, style), indent=indent)


def finding_blocks(findings: Sequence[Finding], source: str) -> Iterator[Block]:
    """Findings with the line they stand on."""
    for finding in findings:
        style = "bad" if finding.severity.value == "error" else "warn"
        yield block(
            (finding.severity.value, style),
            f" line {line_at(source, finding.span[0])[0]}",
            (f" {finding.clause_id}" if finding.clause_id else "", "label"),
            f": {finding.message}",
            (f"  [{finding.rule}]", "dim"),
            hang=2,
        )


def fallout_blocks(fallout: Sequence[Fallout], between: str = "") -> Iterator[Block]:
    """The citations that a change reached, one paragraph each."""
    yield block(("Citations of what changed", "heading"), (f"  {between}  {len(fallout)} found", "dim"))
    for one in fallout:
        runs: list[tuple[str, str] | str] = [(f"{one.docid}#{one.clause_id}", "label"), f"  “{one.text}”: ", (f"{one.old_address} {one.fate}", "bad" if one.outcome != "changed" else "warn")]
        runs += [f" ({one.note})"] if one.note else []
        runs += ["; it should say ", (f"“{one.should_say}”", "good")] if one.should_say else []
        yield block(*runs, hang=4)


def version_line(version: Version) -> str:
    """Date, recorded date and blob: what every answer names."""
    date = f"version {version.date}" if version.date else f"v{version.number}, no date of law"
    basis = {Basis.COMMIT: " (commit date)", Basis.TRAILER: " (from the commit's trailer)"}.get(
        version.basis, f" ({version.basis.value})" if version.date else ""
    )
    recorded = f"recorded {version.recorded[:10]}" if version.recorded[:1].isdigit() else version.recorded or "not recorded in git"
    return f"{date}{basis}, {recorded}, blob {version.blob[:10]}"


def provenance_blocks(name: str, title: str, version: Version | None, blob: str, edition: str, notes: Sequence[str]) -> Iterator[Block]:
    """The header of an answer: which text this is, and what it is not."""
    yield block((plain_words(title) or name, "title"))
    yield block((f"{name} · {version_line(version)}" if version else f"{name} · file, blob {blob[:10]}", "dim"), hang=2)
    if edition in ("restatement", "excerpt", "draft"):
        words = {
            "restatement": "a restatement in our own words, not the official text",
            "excerpt": "an excerpt",
            "draft": "a draft, not adopted",
        }[edition]
        yield block((f"edition: {words}", "warn"))
    yield from note_blocks(notes)
