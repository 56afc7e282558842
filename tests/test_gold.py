"""The scorer of gold sets gives full marks to what is right, and takes them from what is not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import measure

BEFORE = "## § 1-204.04. Records.\n\n(a) An officer keeps a list of the records.\n\n(b) The list is open to every person:\n\n(1) by day; and\n\n(2) by night."
AFTER = BEFORE.replace("(b) The list", "(c) The list").replace("\n\n(c)", "\n\n(b) Under § 1-205(a), a list may be closed.\n\n(c)").replace("a list of", "a full list of")
CLAUSES = [
    {"path": ["(a)"], "text": "An officer keeps a list of the records."},
    {"path": ["(b)"], "text": "The list is open to every person:"},
    {"path": ["(b)", "(1)"], "text": "by day; and"},
    {"path": ["(b)", "(2)"], "text": "by night."},
]
CITING = "Under § 1-205(a), a list may be closed."


def tree(clauses: list[dict[str, Any]]) -> list[list[str]]:
    return [["".join(c["path"]), c["text"]] for c in clauses]


def rows() -> dict[str, list[dict[str, Any]]]:
    moved = [{"path": ["(a)"], "text": "An officer keeps a full list of the records."}, {"path": ["(b)"], "text": CITING}]
    moved += [{"path": ["(c)", *c["path"][1:]], "text": c["text"]} for c in CLAUSES[1:]]
    edited = copy.deepcopy(CLAUSES)
    edited[0]["text"] = "An officer keeps a full list of the records."
    base = {"before": BEFORE, "old_tree": tree(CLAUSES), "path_keyed": True, "redesignations": []}
    return {
        "clauses": [{"id": "1-204.04", "markdown": BEFORE, "clauses": CLAUSES}],
        "citations": [{"id": "1-204.04", "text": CITING, "citations": [{"start": 6, "end": 16, "target": "§1-205|(a)", "doc": "D.C. Code"}]}],
        "changes": [
            {"id": "1-204.04", "after": AFTER, "new_tree": tree(moved), **base},
            {"id": "1-204.04", "after": BEFORE.replace("a list of", "a full list of"), "new_tree": tree(edited), **base},
        ],
    }


def written(folder: Path, sets: dict[str, list[dict[str, Any]]]) -> Path:
    for name, some in sets.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
    return folder


FAMILIES = ("clauses", "citations", "changes", "moves")


def test_what_is_right_scores_in_full(tmp_path: Path) -> None:
    scores = measure(written(tmp_path, rows()), FAMILIES)
    assert set(scores["clauses"].values()) == {1.0}
    assert set(scores["citations"].values()) == {1.0}
    assert scores["changes"] == {"pairs": 1, "pairs exact": 1.0}
    assert scores["moves"] == {"clauses": 1, "recall": 1.0, "wrong": 0, "spurious": 0.0}


@pytest.mark.parametrize(
    ("family", "what"), [("clauses", "para: sections exact"), ("citations", "target exact"), ("changes", "pairs exact"), ("moves", "recall")]
)
def test_what_is_wrong_costs(tmp_path: Path, family: str, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    sets = rows()
    sets["clauses"][0]["clauses"] = [*CLAUSES, {"path": ["(c)"], "text": "Never."}]
    sets["citations"][0]["citations"][0]["target"] = "§1-206|(a)"
    sets["changes"][1]["new_tree"].append(["(d)", "Never."])
    sets["changes"][0]["new_tree"] = [[p.replace("(c)", "(e)"), t] for p, t in sets["changes"][0]["new_tree"]]
    assert measure(written(tmp_path, sets), [family], show=1)[family][what] < 1
    assert "1-204.04" in capsys.readouterr().out
