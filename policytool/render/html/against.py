"""CrossReference -> a page of two columns: each clause of A beside what it has to do with B. No script at all; filters are style."""

from __future__ import annotations

from dataclasses import dataclass

from policytool import __version__
from policytool.model.clause import Kind
from policytool.model.report import Side
from policytool.render.cross_reference import Names
from policytool.render.html.page import asset, hash_of, templates
from policytool.render.safe import visible_markup
from policytool.xref.compare import CrossReference, ReviewedLink


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that joins a clause of A to a clause of B, or to all of it."""

    sort: str
    """What the filters select by: `r-extends`, `cited`, `suggested`."""
    title: str
    address: str
    target: str
    """The anchor of the clause of B on this page; empty for the whole document."""
    text: str
    note: str = ""
    score: str = ""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of A and its links; of a heading only the words."""

    anchor: str
    address: str
    heading: str
    text: str
    depth: int
    links: tuple[Link, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A clause of B, in its own text at the end of the page."""

    anchor: str
    address: str
    heading: str
    text: str
    depth: int
    named: tuple[tuple[str, str], ...]
    """(anchor, address) of the clauses of A whose links name it."""


def render_against(found: CrossReference, first: Side, second: Side) -> str:
    """The cross-reference report of two documents."""
    page = _Page(found)
    rows = page.rows()
    style = asset("style.css") + asset("against.css")
    policy = f"default-src 'none'; style-src '{hash_of(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    filled = templates().get_template("against.html.j2").render(
        title=f"{found.first.title} against {found.second.title}", style=style, policy=policy, version=__version__, sides=(("A", first), ("B", second)), texts=(first, second),
        found=found, a=page.a, b=page.b, rows=rows, whole=page.whole(), targets=page.targets(rows), filters=_filters(found),
    )  # fmt: skip
    return visible_markup(filled)


def _filters(found: CrossReference) -> list[tuple[str, str, int]]:
    """(class, words, count) of every kind of link on the page."""
    counts: dict[str, int] = {}
    for r in found.reviewed:
        counts[r.relation.kind.value] = counts.get(r.relation.kind.value, 0) + 1
    kinds = [(f"r-{kind}", f"reviewed: {kind}", count) for kind, count in counts.items()]
    return [
        *kinds,
        *([("cited", "citations", len(found.citations))] if found.citations else []),
        *([("suggested", "suggestions", len(found.suggestions))] if found.suggestions else []),
    ]


class _Page:
    """The anchors and links of one page."""

    def __init__(self, found: CrossReference) -> None:
        self.found = found
        self.a, self.b = Names(found.first), Names(found.second)
        self._anchors = {c: f"b-{n}" for n, c in enumerate(self.b.by_id, 1)}
        self._links: dict[str, list[Link]] = {}
        for r in found.reviewed:
            self._links.setdefault(r.first, []).append(self._reviewed(r))
        for c in found.citations:
            mine, other = (c.clause, c.target) if c.forward else (c.target, c.clause)
            words = f"{'A cites B' if c.forward else 'B cites A'}: “{c.text}”"
            self._links.setdefault(mine, []).append(self._link("cited", words, other, "not in this version" if c.missing else ""))
        for s in found.suggestions:
            self._links.setdefault(s.first, []).append(self._link("suggested", "suggested", s.second, "; ".join(s.reasons), f"{s.score:.2f}"))

    def _link(self, sort: str, title: str, clause: str, note: str = "", score: str = "") -> Link:
        return Link(sort, title, self.b.of(clause), self._anchors.get(clause, ""), self.b.text(clause), note, score)

    def _reviewed(self, r: ReviewedLink) -> Link:
        kind = r.relation.kind.value
        title = f"reviewed: A {kind} B" if r.forward else f"reviewed: B {kind} A"
        note = ". ".join(filter(None, (r.relation.note.rstrip("."), r.note)))
        if r.gone and not r.second:
            end = r.relation.second if r.forward else r.relation.first
            return Link(f"r-{kind}", title, f"{end.clause} of {end.version}", "", "", note)
        return self._link(f"r-{kind}", title, r.second, note)

    def whole(self) -> tuple[Link, ...]:
        """What concerns all of A, or a clause that A no longer has."""
        return tuple(link for clause, links in self._links.items() if clause not in self.a.by_id for link in links)

    def rows(self) -> list[ClauseRow]:
        """Every clause of A, in order."""
        alone = set(self.found.alone)
        return [
            ClauseRow(f"a-{n}", self.a.of(c.id), c.heading, c.text, min(c.depth, 6), tuple(self._links.get(c.id, ())), c.id in alone)
            for n, c in enumerate(self.a.by_id.values(), 1)
            if c.kind is not Kind.TITLE
        ]

    def targets(self, rows: list[ClauseRow]) -> list[Target]:
        """The text of B, each clause with the clauses of A that are joined to it."""
        naming: dict[str, dict[tuple[str, str], None]] = {}
        for row in rows:
            for link in row.links:
                naming.setdefault(link.target, {})[row.anchor, row.address] = None
        return [
            Target(self._anchors[c.id], self.b.of(c.id), c.heading, c.text, min(c.depth, 6), tuple(naming.get(self._anchors[c.id], ())))
            for c in self.b.by_id.values()
            if c.kind is not Kind.TITLE
        ]
