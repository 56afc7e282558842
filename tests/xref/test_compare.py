"""xref A B: each kind apart, on small texts and on the sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import run

A = """---
id: test/order
citation: Executive Order 12
aliases: [EO 12]
adopted: 2024-05-01
---

# Order on Detention

"Agency" means a department of the Town.

1. No agency may stop a person under 8 U.S.C. 1373(a) or Town Code § 7(a).

2. Harbour pilots wear blue caps.
"""
B = """---
id: test/chapter
title: Town Code
citation: Town Code
adopted: 2023-05-01
---

# Town Code

## § 7. Stops

(a) An agency may not detain or stop a person except under 8 U.S.C. 1373.

(b) Executive Order 12 and 8 CFR 287.7 apply to an agency.
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.md").write_text(A, encoding="utf-8")
    (tmp_path / "b.md").write_text(B, encoding="utf-8")
    return str(tmp_path / "a.md"), str(tmp_path / "b.md")


def test_each_kind_stands_apart(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICYTOOL_STORE", raising=False)
    found = json.loads(run("xref", *pair, "--format", "json").out)
    assert [(c["direction"], c["text"], c["target"]["id"]) for c in found["citations"] if c["direction"] == "b to a"] == [("b to a", "Executive Order 12", "")]
    assert [s["target"] for s in found["authorities"]] == ["8 U.S.C. 1373"]
    assert [(t["term"], bool(t["defined_in_a"]), bool(t["defined_in_b"])) for t in found["terms"]] == [("Agency", True, False)]
    assert found["reviewed"] == []
    best = found["suggested"][0]
    assert "s7/a" in {s["b"]["id"] for s in found["suggested"]}
    assert best["reasons"]
    assert [c["address"] for c in found["no_counterpart"]] == ["“Agency”", "2."]


def test_two_versions_of_one_document_are_for_diff(pair: tuple[str, str]) -> None:
    ran = run("xref", pair[0], pair[0])
    assert ran.code == 2
    assert "policytool diff" in ran.err


@pytest.mark.parametrize("width", [80, 200])
def test_the_flagship_on_a_terminal(sample: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("-C", sample, "xref", "EO 2025-6", "WCO").out
    assert "\x1b[" in coloured
    monkeypatch.delenv("FORCE_COLOR")
    plain = run("-C", sample, "xref", "EO 2025-6", "WCO").out
    assert "\x1b" not in plain
    order = [plain.index(title) for title in ("Reviewed relations", "Citations", "Authorities", "Defined terms", "Suggested related", "no counterpart")]
    assert order == sorted(order)
    assert "suggestions to read, not citations" in plain
    assert "[o-6] extends B 2-173-020(a)(6)" in plain


def test_the_same_bytes_twice_and_json_to_a_file(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    assert run("-C", sample, "xref", "EO 2025-6", "WCO", "--format", "json", "-o", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == run("-C", sample, "xref", "EO 2025-6", "WCO", "--format", "json").out
    found = json.loads(path.read_text(encoding="utf-8"))
    assert len(found["reviewed"]) == 7
    assert {c["text"] for c in found["citations"]} == {"Welcoming City Ordinance", "Municipal Code of Chicago, ch. 2-173"}
    named = {s["a"]["id"] for s in found["suggested"]} | {r["a"]["id"] for r in found["reviewed"]}
    assert not named & {c["id"] for c in found["no_counterpart"]}
