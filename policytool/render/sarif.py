"""Findings -> SARIF 2.1.0, which code hosts and editors show beside the text.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0. Lines and columns count from 1, columns in
UTF-16 code units, which is the format's default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from policytool.model.finding import Finding
from policytool.render.places import line_at

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Checked(NamedTuple):
    """One text and what was found in it."""

    name: str
    path: str
    """Where the text stands, relative to the root of its store, or as given."""
    source: str
    findings: tuple[Finding, ...]


def sarif_dict(checked: Iterable[Checked], rules: Mapping[str, str], version: str) -> dict[str, Any]:
    """One run; `rules` gives each rule's sentence."""
    names = {name: place for place, name in enumerate(rules)}
    results = [_result(one, finding, names) for one in checked for finding in one.findings]
    driver = {
        "name": "policytool",
        "version": version,
        "rules": [{"id": name, "shortDescription": {"text": rules[name]}} for name in names],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}]}


def _result(one: Checked, finding: Finding, names: Mapping[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(one.path)}, "region": _region(one.source, *finding.span)}}
    location["logicalLocations"] = [{"fullyQualifiedName": f"{one.name}#{finding.clause_id}" if finding.clause_id else one.name}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": names[finding.rule],
        "level": finding.severity.value,
        "message": {"text": finding.message},
        "locations": [location],
    }


def _region(source: str, start: int, end: int) -> dict[str, int]:
    (line, column), (last, end_column) = place_in(source, start), place_in(source, max(start, end))
    return {"startLine": line, "startColumn": column, "endLine": last, "endColumn": end_column}


def place_in(source: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, from 1.

    >>> place_in("ab\\n\\U0001d4d0c", 5)
    (2, 4)
    """
    line, begin = line_at(source, at)
    return line, len(source[begin:at].encode("utf-16-le", "surrogatepass")) // 2 + 1
