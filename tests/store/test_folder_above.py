"""A folder above a store is no store: it says so, and where the history is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.repositories import new_store, policy, put


@pytest.fixture
def above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "demo" / "store"
    folder.parent.mkdir()
    new_store(folder)
    for date in ("2020-01-01", "2021-01-01"):
        put(folder, policy("xx/act", date, f"(a) The text of {date}.", more="aliases: [Big Act]\n"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_folder_above_names_the_store(above: Path) -> None:
    said = " ".join(run("log", "Big Act").out.split())
    assert "this folder is not a git repository, so there is no history" in said
    assert "policytool -C demo/store log xx/act" in said
    assert len(json.loads(run("log", "Big Act", "--format", "json").out)["notes"]) == 2
    for asked in (("show", "Big Act"), ("clause", "Big Act", "a"), ("list",), ("search", "text"), ("refs", "Big Act")):
        assert "demo/store is a repository of its own" in " ".join(run(*asked).out.split())


def test_a_store_and_a_folder_without_one_say_nothing_of_it(above: Path, tmp_path: Path) -> None:
    assert "note" not in run("-C", "demo/store", "log", "Big Act").out
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "a.md").write_bytes(policy("xx/a", "2020-01-01"))
    said = run("-C", str(plain), "log", "xx/a").out
    assert "is not a git repository, so there is no history" in said
    assert "of its own" not in said + run("-C", str(plain), "show", "xx/a").out
