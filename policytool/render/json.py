"""Model objects -> JSON-ready dicts. The only place where a dict crosses a module boundary.

Trees are flat lists in document order, each member with its depth, so that a program needs no
recursion and a deep text breaks nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from policytool.model.clause import Clause
from policytool.model.finding import Finding
from policytool.model.version import Version

FORMAT = 1
"""Rises when a reader of the old shape would misread the new one."""


def dump(value: Mapping[str, Any]) -> str:
    """One JSON object, ending in a line break; the same input gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


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
        "source": version.source or None,
        "edition": version.edition or None,
        "superseded": version.superseded,
    }
