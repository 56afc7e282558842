"""Model objects -> JSON-ready dicts. The only place where a dict crosses a module boundary.

Trees are flat lists in document order, each member with its depth, so that a program needs no
recursion and a deep text breaks nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from policytool.render.safe import UNSAFE

if TYPE_CHECKING:
    from policytool.model.citation import DefinedTerm
    from policytool.model.clause import Clause
    from policytool.model.fallout import Fallout
    from policytool.model.finding import Finding
    from policytool.model.resolution import Resolution
    from policytool.model.version import Version
    from policytool.report import Report, Row, Side

FORMAT = 1
"""Rises when a reader of the old shape would misread the new one."""


def dump(value: Mapping[str, Any]) -> str:
    """One JSON object, ending in a line break; the same input gives the same bytes.

    What could command a terminal, or turn the direction of what follows, stands as its escape.
    """
    return UNSAFE.sub(lambda m: json.dumps(m[0])[1:-1], json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def clause_dict(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "kind": clause.kind.value,
        "label": clause.label,
        "heading": clause.heading,
        "path": clause.path,
        "text": clause.text,
        "depth": clause.depth,
        "span": list(clause.span),
        "items": [{"id": i.id, "label": i.label, "text": i.text, "span": list(i.span)} for i in clause.items],
    }


def clauses_list(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    return [clause_dict(clause) for clause in clauses]


def fallout_dict(fallout: Fallout) -> dict[str, Any]:
    return {
        "document": fallout.docid,
        "clause": fallout.clause_id,
        "text": fallout.text,
        "outcome": fallout.outcome.value,
        "target": fallout.target,
        "old_address": fallout.old_address,
        "new_address": fallout.new_address or None,
        "should_say": fallout.should_say or None,
        "note": fallout.note,
    }


def finding_dict(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "clause": finding.clause_id,
        "span": list(finding.span),
    }


def version_dict(version: Version) -> dict[str, Any]:
    return {
        "id": version.docid,
        "number": version.number,
        "date": str(version.date) if version.date else None,
        "basis": version.basis.value,
        "recorded": version.recorded or None,
        "commit": version.commit or None,
        "blob": version.blob,
        "path": version.path,
        "change": version.change or None,
        "ends": str(version.ends) if version.ends else None,
        "ended_by": version.ended_by or None,
        "source": version.source or None,
        "edition": version.edition or None,
        "superseded": version.superseded,
    }


def diff_dict(report: Report) -> dict[str, Any]:
    """A comparison; policytool/schemas/diff.json describes it."""
    return {
        "format": FORMAT,
        "kind": "diff",
        "old": _side_dict(report.old),
        "new": _side_dict(report.new),
        "summary": {
            "facts": dict(report.counts),
            "natures": dict(report.natures),
            "unchanged_sections": report.unchanged_sections,
            "unchanged_clauses": report.unchanged_clauses,
            "hidden": report.hidden,
        },
        "throughout": [{"old": one.old, "new": one.new, "clauses": one.clauses, "alone": one.alone} for one in report.throughout],
        "changes": [_row_dict(row) for row in report.rows],
        "fallout": [fallout_dict(f) for f in report.fallout],
        "renumberings": [{"old": r.old, "new": r.new} for r in report.renumberings],
        "metadata": [{"field": m.key, "old": m.old, "new": m.new} for m in report.metadata],
        "notes": list(report.notes),
    }


def _side_dict(side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "title": side.title,
        "date": side.date or None,
        "recorded": side.recorded or None,
        "blob": side.blob,
        "commit": side.commit or None,
        "source": side.source or None,
        "edition": side.edition or None,
        "notes": list(side.notes),
    }


def _row_dict(row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "address": row.address,
        "old_address": row.old_address or None,
        "old_id": row.old_id or None,
        "new_id": row.new_id or None,
        "old_span": list(row.old_span) if row.old_span else None,
        "new_span": list(row.new_span) if row.new_span else None,
        "facts": [f.value for f in row.kinds],
        "phrases": list(row.facts),
        "replaced": row.replaced,
        "nature": row.nature.value,
        "signals": [{"kind": s.kind.value, "old": s.old, "new": s.new, "note": s.note} for s in row.signals],
        "sentence": row.sentence,
        "redline": [{"mark": s.mark.value, "text": s.text} for s in row.segments],
        "below": [{"depth": line.depth, "label": line.label, "text": line.text, "address": line.address} for line in row.lines],
        "evidence": row.evidence.value,
        "confidence": row.confidence,
        "doubt": row.doubt or None,
    }


def resolution_dict(resolution: Resolution) -> dict[str, Any]:
    cited = resolution.citation
    return {
        "document": resolution.docid,
        "clause": resolution.clause_id,
        "span": list(resolution.span),
        "text": cited.text,
        "kind": cited.kind,
        "citation": cited.target,
        "citation_end": cited.target_end or None,
        "status": resolution.status.value,
        "target": resolution.target,
        "candidates": list(resolution.candidates),
        "note": resolution.note or None,
    }


def term_dict(term: DefinedTerm) -> dict[str, Any]:
    return {
        "term": term.term,
        "definition": term.definition,
        "clause": term.clause_id,
        "scope": term.scope or None,
        "scope_clause": term.scope_id or None,
        "uses": [{"clause": use.clause_id, "span": list(use.span)} for use in term.uses],
    }
