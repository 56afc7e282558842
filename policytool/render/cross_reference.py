"""CrossReference -> blocks for the terminal, and a JSON-ready dict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from policytool.language.address import Addresses
from policytool.model.clause import Clause
from policytool.model.document import Document
from policytool.render.json import FORMAT
from policytool.render.screen import BLANK, Block, block
from policytool.xref.compare import CrossReference, ReviewedLink

SUGGESTED = "Suggested related clauses"
SUGGESTED_NOTE = "by their words only: suggestions to read, not citations"


class Names:
    """How the clauses of one document are called."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._addresses = Addresses(document)

    @cached_property
    def by_id(self) -> dict[str, Clause]:
        return {c.id: c for c in self.document.clauses()}

    def of(self, clause_id: str) -> str:
        """Its printed address; the id when the version has no such clause; the whole document for ""."""
        if not clause_id:
            return "the whole document"
        clause = self.by_id.get(clause_id)
        return self._addresses.of(clause) if clause else clause_id

    def all_of(self, clause_ids: Sequence[str]) -> str:
        return ", ".join(self.of(c) for c in clause_ids) or "nowhere by itself"

    def text(self, clause_id: str, words: int = 0) -> str:
        """The words of a clause, heading first; the first `words` of them."""
        clause = self.by_id.get(clause_id)
        if clause is None:
            return ""
        titled = clause.heading and clause.heading.casefold() not in clause.text[: len(clause.heading) + 12].casefold()  # "Agency" means ...
        parts = (f"{clause.heading.rstrip('.')}. {clause.text}" if titled else clause.text).split()
        return " ".join(parts[:words]) + " ..." if words and len(parts) > words else " ".join(parts)


def cross_reference_blocks(found: CrossReference, first_name: str, second_name: str) -> Iterator[Block]:
    """Everything, each kind apart, reviewed relations first."""
    a, b = Names(found.first), Names(found.second)
    yield block(("A  ", "dim"), (found.first.title, "title"), (f"  {first_name}", "dim"), hang=3)
    yield block(("B  ", "dim"), (found.second.title, "title"), (f"  {second_name}", "dim"), hang=3)
    yield from _section("Reviewed relations", len(found.reviewed), "")
    for r in found.reviewed:
        yield from _reviewed(r, a, b)
    yield from _section("Citations", len(found.citations), "")
    for c in found.citations:
        where, mark, target = (a, "A cites B", b) if c.forward else (b, "B cites A", a)
        lost = ("  not in this version", "bad") if c.missing else ""
        yield block((where.of(c.clause), "label"), f"  {mark}  “{c.text}”", (f"  {target.of(c.target)}", "heading"), lost, indent=2, hang=4)
    yield from _section("Authorities both cite", len(found.authorities), "")
    for s in found.authorities:
        yield block((s.target, "label"), f"  A: {a.all_of(s.first)}; B: {b.all_of(s.second)}", indent=2, hang=4)
    yield from _section("Defined terms both use", len(found.terms), "")
    for t in found.terms:
        by = "both define it" + (", in the same words" if t.same else ", in different words") if t.first and t.second else f"defined by {'A' if t.first else 'B'}"
        yield block((f"“{t.term}”", "label"), f"  {by}", (f"  A: {a.all_of(t.first_uses)}; B: {b.all_of(t.second_uses)}", "dim"), indent=2, hang=4)
    yield from _suggestions(found, a, b)
    yield from _section("Clauses of A with no counterpart found in B", len(found.alone), "")
    for one in found.alone:
        yield block((a.of(one), "label"), f"  {a.text(one, 14)}", indent=2, hang=4)


def _section(title: str, count: int, note: str) -> Iterator[Block]:
    yield BLANK
    yield block((title, "heading"), (f"  {count or 'none'}" + (f"; {note}" if note and count else ""), "dim"))


def _reviewed(r: ReviewedLink, a: Names, b: Names) -> Iterator[Block]:
    ends = (("A ", "dim"), (_shown(r, a, True), "label")), (("B ", "dim"), (_shown(r, b, False), "label"))
    left, right = ends if r.forward else ends[::-1]
    yield block(*left, (f" {r.relation.kind} ", "good"), *right, f"  {r.relation.note}" if r.relation.note else "", indent=2, hang=4)
    if r.note:
        yield block((r.note, "bad" if r.gone else "warn"), indent=4, hang=2)


def _shown(r: ReviewedLink, names: Names, first: bool) -> str:
    """A side as it is called now; as it was recorded when it is gone."""
    recorded = (r.relation.first if r.forward else r.relation.second) if first else (r.relation.second if r.forward else r.relation.first)
    now = r.first if first else r.second
    return names.of(now) if now or not recorded.clause else f"{recorded.clause} of {recorded.version}"


def _suggestions(found: CrossReference, a: Names, b: Names) -> Iterator[Block]:
    yield from _section(SUGGESTED, len(found.suggestions), SUGGESTED_NOTE)
    for first, group in groupby(found.suggestions, key=lambda s: s.first):
        yield block((a.of(first), "label"), f"  {a.text(first, 16)}", indent=2, hang=4)
        for s in group:
            yield block((f"{s.score:.2f}  ", "dim"), (b.of(s.second), "label"), f"  {b.text(s.second, 12)}", (f"  ({'; '.join(s.reasons)})", "dim"), indent=6, hang=6)


def cross_reference_dict(found: CrossReference, first_name: str, second_name: str) -> dict[str, Any]:
    """Clauses by id and printed address; `a` is the first document, `b` the second."""
    a, b = Names(found.first), Names(found.second)

    def at(names: Names, clause_id: str) -> dict[str, str]:
        return {"id": clause_id, "address": names.of(clause_id)}

    return {
        "format": FORMAT,
        "a": {"id": found.first.id, "name": first_name, "title": found.first.title},
        "b": {"id": found.second.id, "name": second_name, "title": found.second.title},
        "reviewed": [
            {
                "as": r.relation.kind.value, "note": r.relation.note, "direction": "a to b" if r.forward else "b to a",
                "recorded": {"from": str(r.relation.first), "to": str(r.relation.second)},
                "a": {"id": r.first, "address": _shown(r, a, True)}, "b": {"id": r.second, "address": _shown(r, b, False)},
                "gone": r.gone, "since": r.note,
            }
            for r in found.reviewed
        ],
        "citations": [
            {
                "direction": "a to b" if c.forward else "b to a", "text": c.text, "missing": c.missing,
                "clause": at(a if c.forward else b, c.clause), "target": at(b if c.forward else a, c.target),
            }
            for c in found.citations
        ],
        "authorities": [{"target": s.target, "a": [at(a, c) for c in s.first], "b": [at(b, c) for c in s.second]} for s in found.authorities],
        "terms": [
            {
                "term": t.term, "same_definition": t.same, "defined_in_a": t.first, "defined_in_b": t.second,
                "a": [at(a, c) for c in t.first_uses], "b": [at(b, c) for c in t.second_uses],
            }
            for t in found.terms
        ],
        "suggested": [{"a": at(a, s.first), "b": at(b, s.second), "score": round(s.score, 3), "reasons": list(s.reasons)} for s in found.suggestions],
        "no_counterpart": [at(a, c) for c in found.alone],
    }  # fmt: skip
