"""Taking back what was stored by mistake: a wrong date, a wrong text, a wrong document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policytool.errors import NotFound
from tests.support.cli import Ran, run
from tests.support.repositories import TODAY, git, is_whole, new_store, policy, put, reopened, standing, timeline

ONE, TWO = "(a) Keep records for one year.", "(a) Keep records for two years."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_store(tmp_path / "s")
    return tmp_path / "s"


def asked(folder: Path, *words: str) -> Ran:
    return run("-C", str(folder), *words)


def test_a_wrong_date_on_top(folder: Path) -> None:
    put(folder, policy("xx/keep", "2020-01-01", ONE))
    wrong = put(folder, policy("xx/keep", "2021-01-01", TWO))
    ran = asked(folder, "withdraw", "xx/keep@2021-01-01")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"withdrawn: xx/keep@2021-01-01 (blob {wrong.blob[:10]}), commit ")
    assert ran.out.endswith("xx/keep.md shows xx/keep@2020-01-01\n")
    put(folder, policy("xx/keep", "2022-02-02", TWO))
    assert timeline(folder, "xx/keep") == [("2020-01-01", "xx/keep.md", "new"), ("2021-01-01", "xx/keep.md", "withdrawn"), ("2022-02-02", "xx/keep.md", "amend")]
    store = reopened(folder)
    assert "one year" in store.read("xx/keep@2021-06").text
    assert "two years" in store.read("xx/keep@current").text
    assert store.select(f"xx/keep@blob:{wrong.blob}").notes == ("this version was withdrawn: it had been stored by mistake",)
    assert "withdrawn  recorded" in (log := asked(folder, "log", "xx/keep").out)
    assert "2 versions, and 1 withdrawn text" in log
    assert "superseded" not in "".join(log.splitlines()[2:])
    assert [e["date"] for e in json.loads(asked(folder, "calendar", "xx/keep", "--format", "json").out)["events"]] == ["2020-01-01", "2022-02-02"]
    assert "0 problems" in asked(folder, "doctor").out
    assert is_whole(folder)


def test_a_version_that_stands_in_no_file(folder: Path) -> None:
    put(folder, policy("xx/keep", "2019-01-01", ONE))
    put(folder, policy("xx/keep", "2021-01-01", TWO))
    put(folder, policy("xx/keep", "2022-01-01", "(a) Keep nothing."))
    before = standing(folder)
    assert asked(folder, "withdraw", "xx/keep@v2").code == 0
    assert standing(folder) == before
    assert "one year" in reopened(folder).read("xx/keep@2021-06").text
    assert asked(folder, "withdraw", "xx/keep@v2").out.startswith("already withdrawn: xx/keep@2021-01-01")


def test_a_text_beside_its_document_and_a_mistaken_correction(folder: Path) -> None:
    put(folder, policy("xx/keep", "2020-01-01", ONE))
    put(folder, policy("xx/keep", "2031-01-01", TWO))
    assert asked(folder, "withdraw", "xx/keep@2031").out.endswith("xx/keep@2031-01-01.md is removed\n")
    assert list(standing(folder)) == ["xx/keep.md"]
    assert "new text" not in asked(folder, "list").out
    put(folder, policy("xx/keep", "2020-01-01", TWO))
    asked(folder, "withdraw", "xx/keep@2020-01-01")
    store = reopened(folder)
    assert "one year" in store.read("xx/keep@current").text
    assert store.select("xx/keep@current").notes == ()
    assert "one year" in standing(folder)["xx/keep.md"]


def test_a_whole_document_and_its_return(folder: Path) -> None:
    text = policy("xx/wrong", "2020-01-01", ONE)
    put(folder, text)
    assert asked(folder, "withdraw", "xx/wrong@v1", "--dry-run").out.endswith("xx/wrong.md would be removed\n")
    assert timeline(folder, "xx/wrong")[0][2] == "new"
    asked(folder, "withdraw", "xx/wrong@v1")
    assert standing(folder) == {}
    assert "withdrawn" in asked(folder, "list").out
    with pytest.raises(NotFound):
        reopened(folder).select("xx/wrong@current")
    assert "it had been stored by mistake" in asked(folder, "show", "xx/wrong").out
    assert "0 documents checked" in asked(folder, "check").out
    assert "0 documents" not in asked(folder, "list").out
    again = put(folder, text)
    assert (again.already, again.change) == (None, "new")
    assert "one year" in reopened(folder).read("xx/wrong@current").text
    assert timeline(folder, "xx/wrong")[0][2] == "new"


def test_a_text_beside_takes_its_place_again(folder: Path) -> None:
    put(folder, policy("xx/keep", "2022-01-01", TWO))
    put(folder, policy("xx/keep", "2020-01-01", ONE))
    assert list(standing(folder)) == ["xx/keep.md", "xx/keep@2020-01-01.md"]
    asked(folder, "withdraw", "xx/keep@2022-01-01")
    assert "one year" in standing(folder)["xx/keep.md"]
    assert len(standing(folder)) == 1
    git(folder, "revert", "--no-edit", "HEAD")
    assert [change for _, _, change in timeline(folder, "xx/keep")] == ["amend", "new"]
    assert "two years" in reopened(folder).read("xx/keep@current").text


def test_what_cannot_be_withdrawn(folder: Path) -> None:
    put(folder, policy("xx/keep", "2020-01-01", ONE))
    put(folder, policy("xx/keep", "2021", TWO))
    for words, said in (
        ("xx/keep", "name the version to take back: xx/keep@v2; `policytool log xx/keep` lists them"),
        ("xx/keep@2021-06-01", "no version of xx/keep has the date 2021-06-01; `policytool log xx/keep` lists them"),
        ("xx/none@v1", 'no document "xx/none"'),
    ):
        ran = asked(folder, "withdraw", words)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    (folder / "plain.md").write_text("# Plain\n\nText.\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "plain")
    assert "has no date but git's; take it back with: git revert" in asked(folder, "withdraw", "plain@v1").err
    assert reopened(folder, TODAY).versions("plain")[0].change == ""


def test_a_repeal_that_never_was_is_reverted(folder: Path) -> None:
    put(folder, policy("xx/keep", "2020-01-01", ONE))
    asked(folder, "repeal", "xx/keep", "--on", "2021-01-01")
    assert "repealed 2021-01-01" in asked(folder, "list").out
    git(folder, "revert", "--no-edit", "HEAD")
    assert "adopted 2020-01-01" in asked(folder, "list").out
    assert "one year" in reopened(folder).read("xx/keep@current").text


def test_a_text_without_any_date_is_told_from_when_it_counts(folder: Path, tmp_path: Path) -> None:
    said = "note: it counts from the day git has it; give --date, or where the day is not known write `adopted:`"
    for name, front, told in (("none", "", True), ("blank", "adopted:\n", False), ("dated", "adopted: 2020-01-01\n", False)):
        (tmp_path / "new.md").write_text(f"---\nid: xx/{name}\n{front}---\n# Rule\n\n(a) Keep.\n")
        assert (said in asked(folder, "add", str(tmp_path / "new.md")).out) is told, name
    assert [d.newest.basis.value for d in reopened(folder).documents()] == ["undated", "adopted", "commit-date"]


def test_to_say_it_twice_takes_nothing_more_back(folder: Path) -> None:
    put(folder, policy("xx/keep", "2020-01-01", ONE))
    put(folder, policy("xx/keep", "2021-01-01", TWO))
    assert asked(folder, "withdraw", "xx/keep@2021-01-01").code == 0
    head = git(folder, "rev-parse", "HEAD")
    assert asked(folder, "withdraw", "xx/keep@2021-01-01").out.startswith("already withdrawn: xx/keep@2021-01-01")
    assert "no version of xx/keep has the date 2021-06-01" in asked(folder, "withdraw", "xx/keep@2021-06-01").err
    assert "name the version to take back: xx/keep@v1;" in asked(folder, "withdraw", "xx/keep").err
    assert git(folder, "rev-parse", "HEAD") == head


def test_of_two_texts_of_one_date_one_of_which_is_withdrawn_neither_is_guessed(folder: Path) -> None:
    put(folder, policy("xx/keep", "2020-01-01", ONE))
    put(folder, policy("xx/keep", "2020-01-01", TWO))
    assert asked(folder, "withdraw", "xx/keep@2020-01-01").code == 0
    assert "one year" in reopened(folder).read("xx/keep@current").text
    assert "name one: xx/keep@v1 or xx/keep@v2" in asked(folder, "withdraw", "xx/keep@2020-01-01").err
