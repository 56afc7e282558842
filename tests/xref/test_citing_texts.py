"""Which version of a citing document is read: the one in force today and one yet to come; and what is said of those left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import run
from tests.support.repositories import new_store, policy, put

CATS = "(a) Cats are kept in the office of the clerk."
DOGS = "Dogs are walked twice every day by the crew."
OLD = f"## Sec. 1. Animals.\n\n{CATS}\n\n(b) {DOGS}"
NEW = f"## Sec. 1. Animals.\n\n{CATS}\n\n(b) Birds are counted by the board each spring.\n\n(c) {DOGS}"
NAMED = "aliases: [Big Act]\n"
CITING = "## 1. Rule\n\nFollow section 1(b) of the Big Act."
QUIET = "## 1. Rule\n\nFollow section 1(a) of the Big Act."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    new_store(folder)
    put(folder, policy("xx/act", "2020-01-01", OLD, "Big Act", NAMED))
    put(folder, policy("xx/act", "2022-01-01", NEW, "Big Act", NAMED))
    put(folder, policy("xx/eo/1", "2021-01-01", CITING, "First Order"))
    return folder


def asked(folder: Path, *args: str) -> dict[str, Any]:
    ran = run("-C", str(folder), "refs", *args, "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert isinstance(found, dict)
    return found


def changed(folder: Path, *args: str) -> list[tuple[str, str]]:
    return [(f["should_say"], f["note"]) for f in asked(folder, "Big Act", *args, "--changed", "v1..v2")["fallout"]]


def test_a_future_version_of_the_citing_document_does_not_hide_the_one_in_force(store: Path) -> None:
    assert changed(store) == [("section 1(c) of the Big Act", "")]
    put(store, policy("xx/eo/1", "2028-01-01", CITING, "First Order"))
    assert changed(store) == [("section 1(c) of the Big Act", "in its text of 2021-01-01; its newest is of 2028-01-01")]
    (note,) = asked(store, "Big Act", "--changed", "v1..v2")["notes"]
    assert "xx/eo/1@2028-01-01" in note
    assert "in its text of 2021-01-01" in run("-C", str(store), "diff", "Big Act@v1", "Big Act@v2", "--format", "plain").out


def test_a_citation_that_both_texts_make_is_told_once(store: Path) -> None:
    put(store, policy("xx/act", "2030-01-01", OLD, "Big Act", NAMED))
    put(store, policy("xx/eo/1", "2028-01-01", CITING.replace("(b)", "(c)"), "First Order"))
    put(store, policy("xx/eo/2", "2021-01-01", CITING.replace("(b)", "(c)"), "Second Order"))
    put(store, policy("xx/eo/2", "2028-01-01", CITING.replace("(b)", "(c)"), "Second Order"))
    found = asked(store, "Big Act", "--changed", "v2..v3")["fallout"]
    assert [(f["document"], f["should_say"], f["note"]) for f in found if f["outcome"] == "renumbered"] == [
        ("xx/eo/1", "section 1(b) of the Big Act", "in its text of 2028-01-01, not yet in force"),
        ("xx/eo/2", "section 1(b) of the Big Act", ""),
    ]
    assert [(f["document"], f["note"]) for f in found if f["outcome"] == "deleted"] == [("xx/eo/1", "in its text of 2021-01-01; its newest is of 2028-01-01")]


def test_texts_made_after_the_change_are_counted_and_named(store: Path) -> None:
    put(store, policy("xx/eo/1", "2023-01-01", CITING, "First Order"))
    found = asked(store, "Big Act", "--changed", "v1..v2")
    assert found["fallout"] == []
    (note,) = found["notes"]
    assert "1 citation" in note
    assert "after" in note
    assert "policytool refs xx/eo/1" in note
    assert note in " ".join(run("-C", str(store), "refs", "Big Act", "--changed", "v1..v2").out.split())


def test_a_later_text_that_cites_what_stayed_is_not_counted(store: Path) -> None:
    put(store, policy("xx/eo/1", "2023-01-01", QUIET, "First Order"))
    assert asked(store, "Big Act", "--changed", "v1..v2")["notes"] == []


def test_a_range_within_one_version_is_said_to_be_so(store: Path) -> None:
    (note,) = asked(store, "Big Act", "--changed", "2022-02-01..2022-03-01")["notes"]
    assert note == "both ends of 2022-02-01..2022-03-01 are xx/act@2022-01-01: nothing changed between them"


def test_who_cites_it_today_is_found_behind_a_future_text(store: Path) -> None:
    put(store, policy("xx/eo/1", "2028-01-01", "## 1. Rule\n\nNothing is said of animals here.", "First Order"))
    (one,) = asked(store, "Big Act", "--incoming")["citations"]
    assert one["document"] == "xx/eo/1"
    assert "in its text of 2021-01-01; its newest is of 2028-01-01" in one["note"]
    put(store, policy("xx/eo/2", "2021-01-01", "## 1. Rule\n\nNothing is said of animals here.", "Second Order"))
    put(store, policy("xx/eo/2", "2029-01-01", CITING, "Second Order"))
    found = asked(store, "Big Act", "--incoming")["citations"]
    assert [one["document"] for one in found] == ["xx/eo/1", "xx/eo/2"]
    assert "in its text of 2029-01-01, not yet in force" in found[1]["note"]


def test_a_citation_in_both_texts_is_one_incoming_citation(store: Path) -> None:
    put(store, policy("xx/eo/1", "2028-01-01", CITING, "First Order"))
    (one,) = asked(store, "Big Act", "--incoming")["citations"]
    assert one["note"] == "now Sec. 1(c), by 2022-01-01"  # as the text of today means it


def test_a_pincite_leaves_only_citations_of_that_clause(store: Path) -> None:
    put(store, policy("xx/eo/3", "2023-01-01", CITING, "Third Order"))
    assert [(f["document"], f["target"]) for f in asked(store, "Big Act", "--changed", "v1..v2")["fallout"]] == [("xx/eo/1", "s1/b")]
    for pincite, found, left in (("1(b)", ["xx/eo/1"], 1), ("1", ["xx/eo/1"], 1), ("1(a)", [], 0)):
        answer = asked(store, "Big Act", pincite, "--changed", "v1..v2")
        assert [f["document"] for f in answer["fallout"]] == found
        assert len(answer["notes"]) == left
