"""The command and its index: real stores, real files, real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import run
from tests.support.repositories import new_store, policy, put


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    new_store(folder)
    put(folder, policy("city/a", "2010-01-01", "(a) Officers keep the blue ledger of détente.\n\n(b) The Agencies meet."))
    put(folder, policy("city/a", "2020-01-01", "(a) Officers keep the green ledger.\n\n(b) See section 2-173-020."))
    put(folder, policy("county/b", "2015-01-01", "(a) A clerk keeps a ledger that is green.", more="kind: ordinance\njurisdiction: Cook County\n"))
    put(folder, policy("city/none", "", "(a) An undated ledger."))
    return folder


def found(store: Path, *args: str) -> list[str]:
    return [f"{h['name']}#{h['clause']}" for h in answer(store, *args)["hits"]]


def answer(store: Path, *args: str) -> dict[str, Any]:
    ran = run("-C", str(store), "search", *args, "--format", "json")
    assert ran.code == 0, ran.err
    result = json.loads(ran.out)
    assert isinstance(result, dict)
    return result


def index_file() -> Path:
    (path,) = (Path(os.environ["XDG_CACHE_HOME"]) / "policytool").glob("search-*.db")
    return path


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("ledger",), {"city/a@2020-01-01#a", "county/b@2015-01-01#a"}),
        (("ledgers",), {"city/a@2020-01-01#a", "county/b@2015-01-01#a"}),
        (("green ledger",), {"city/a@2020-01-01#a", "county/b@2015-01-01#a"}),
        (('"green ledger"',), {"city/a@2020-01-01#a"}),
        (("blue",), set()),
        (("blue", "--as-of", "2012"), {"city/a@2010-01-01#a"}),
        (("agency", "--as-of", "2019-12-31"), {"city/a@2010-01-01#b"}),
        (("detente", "--as-of", "2019-12-31"), {"city/a@2010-01-01#a"}),
        (("ledger", "--as-of", "2009-12-31"), set()),
        (("2-173-020",), {"city/a@2020-01-01#b"}),
        (("173-020",), {"city/a@2020-01-01#b"}),
        (("2-173-02",), set()),
        (("led*", "--kind", "ordinance"), {"county/b@2015-01-01#a"}),
        (("ledger", "--jurisdiction", "cook"), {"county/b@2015-01-01#a"}),
        (("undated",), set()),
        (("undated", "--any-date"), {"city/none@v1#a"}),
    ],
)  # fmt: skip
def test_what_is_found(store: Path, args: tuple[str, ...], expected: set[str]) -> None:
    assert set(found(store, *args)) == expected


def test_the_index_follows_the_store(store: Path) -> None:
    assert len(found(store, "ledger")) == 2
    put(store, policy("city/c", "2021-01-01", "(a) One more ledger."))
    assert len(found(store, "ledger")) == 3
    put(store, policy("county/b", "2022-01-01", "(a) No book.", more="jurisdiction: Cook County\n"))
    assert len(found(store, "ledger")) == 2


@pytest.mark.parametrize("damage", ["empty", "noise", "short", "middle", "end"])
def test_a_damaged_index_is_rebuilt(store: Path, damage: str) -> None:
    before = found(store, "ledger")
    path = index_file()
    data = path.read_bytes()
    changed = {"empty": b"", "noise": b"no database" * 1000, "short": data[: len(data) // 2], "middle": data[:4096] + b"\xa5" * (len(data) - 4096)}
    changed["end"] = data[: len(data) // 3] + b"\xa5" * (len(data) - len(data) // 3)
    path.write_bytes(changed[damage])
    assert found(store, "ledger") == before
    path.unlink()
    assert found(store, "ledger") == before


def test_a_cache_that_cannot_be_written_is_said(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    result = answer(store, "ledger")
    assert len(result["hits"]) == 2
    assert any("in memory" in note for note in result["notes"])


def test_processes_that_build_at_once_agree(store: Path) -> None:
    command = [sys.executable, "-m", "policytool", "-C", str(store), "search", "ledger", "--format", "json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    answers = {(p.communicate()[0], p.returncode) for p in running}
    assert len(answers) == 1
    ((out, code),) = answers
    assert code == 0
    assert len(json.loads(out)["hits"]) == 2


def test_did_you_mean(store: Path) -> None:
    assert answer(store, "gren legder")["did_you_mean"] == "green ledger"
    assert answer(store, "zzzzqqq")["did_you_mean"] is None
    assert "did you mean ledger?" in run("-C", str(store), "search", "ledgr").out


def test_what_is_left_out_is_said(store: Path) -> None:
    assert any("--any-date" in note for note in answer(store, "ledger")["notes"])
    assert answer(store, "ledger")["total"] == 2
    cut = answer(store, "ledger", "--limit", "1")
    assert (len(cut["hits"]), cut["total"]) == (1, 2)
    assert "only the best 1 of 2 are shown; --limit 2 shows all" in cut["notes"]
    assert "\n2 clauses in force on" in run("-C", str(store), "search", "ledger", "--limit", "1").out


def test_why_nothing_was_found_is_said(store: Path) -> None:
    put(store, policy("city/code", "2020-01-01", "## 9-1-010. Lamps.\n\n(a) Lamps burn."))

    def notes(*args: str) -> str:
        return " ".join(answer(store, *args)["notes"])

    assert "the kinds here: ordinance" in notes("ledger", "--kind", "decree")
    assert "no document has 'Atlantis'" in notes("ledger", "--jurisdiction", "Atlantis")
    assert "policytool clause city/code s9-1-010/a" in notes("9-1-010(a)")
    assert not any("kinds here" in note or "number of a clause" in note for note in answer(store, "zzz9", "--kind", "ordinance")["notes"])


def test_a_plain_folder_is_searched(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(policy("x", "2020-01-01", "(a) A red ledger."))
    assert len(found(tmp_path, "red")) == 1
    (tmp_path / "x.md").write_bytes(policy("x", "2020-01-01", "(a) A white ledger."))
    assert len(found(tmp_path, "red")) == 0
