"""What is said of what has become of a cited document: repealed, removed, amended, renumbered, amended only tomorrow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.repositories import git, policy, put
from tests.xref.test_citing_texts import CITING, NAMED, NEW, OLD, asked, store

__all__ = ["store"]


def notes(folder: Path, name: str) -> list[str]:
    return [one["note"] or "" for one in asked(folder, name)["citations"]]


def findings(folder: Path, *args: str) -> list[str]:
    found = json.loads(run("-C", str(folder), "check", *args, "--format", "json").out)["findings"]
    return [f["message"] for f in found if f["rule"] == "ended-citation"]


def test_a_clause_that_was_renumbered_since_is_named_by_its_number_of_today(store: Path) -> None:
    assert notes(store, "xx/eo/1@2021-06") == ["now Sec. 1(c), by 2022-01-01"]


def test_the_text_in_force_today_is_named_and_one_yet_to_come_is_told_apart(store: Path) -> None:
    put(store, policy("xx/note", "2021-01-01", "## 1. Rule\n\nThe Big Act is kept."))
    assert notes(store, "xx/note") == ["a newer version is dated 2022-01-01"]
    put(store, policy("xx/act", "2027-01-01", NEW.replace("twice", "thrice"), "Big Act", NAMED))
    assert notes(store, "xx/note") == ["a newer version is dated 2022-01-01; a version is dated 2027-01-01, not yet in force"]
    assert notes(store, "xx/eo/1") == ["now Sec. 1(c), by 2022-01-01"]
    put(store, policy("xx/eo/3", "2023-01-01", CITING.replace("(b)", "(c)")))
    assert notes(store, "xx/eo/3") == ["changed since, by 2027-01-01, not yet in force"]
    put(store, policy("xx/note", "2023-01-01", "## 1. Rule\n\nThe Big Act is kept."))
    assert notes(store, "xx/note") == ["a version is dated 2027-01-01, not yet in force"]
    put(store, policy("xx/eo/4", "2028-01-01", "## 1. Rule\n\nThe Big Act is kept, as is section 1(c) of the Big Act."))
    assert notes(store, "xx/eo/4") == ["", ""]


@pytest.fixture
def repealed(store: Path) -> Path:
    assert run("-C", str(store), "repeal", "Big Act", "--on", "2023-01-01").code == 0
    put(store, policy("xx/eo/2", "2024-01-01", CITING, "Second Order"))
    return store


def test_a_repealed_document_is_said_to_be_so_before_and_after(repealed: Path) -> None:
    assert notes(repealed, "xx/eo/2") == ["repealed on 2023-01-01, before this text"]
    assert notes(repealed, "xx/eo/1") == ["now Sec. 1(c), by 2022-01-01; repealed since, on 2023-01-01"]
    put(repealed, policy("xx/eo/3", "2024-01-01", CITING.replace("1(b)", "1(z)")))
    assert notes(repealed, "xx/eo/3") == ["repealed on 2023-01-01, before this text"]


def test_check_finds_the_citation_of_a_younger_text_alone(repealed: Path) -> None:
    (found,) = findings(repealed)
    assert "section 1(b) of the Big Act" in found
    assert "was repealed on 2023-01-01" in found
    assert findings(repealed, "xx/eo/2") == [found]
    assert findings(repealed, "xx/eo/1") == []


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2023-01-01", "Follow section 1(b) of the Big Act."),  # the day of the repeal: this may be what repeals it
        ("2023", "Follow section 1(b) of the Big Act."),  # known to the year alone, so not for certain younger
        ("2024-01-01", "What was paid under the former Big Act is kept."),
        ("2024-01-01", "The Big Act, which has been repealed, is of no effect."),
        ("2024-01-01", "This order replaces the Big Act."),
        ("2024-01-01", "This order supersedes section 1(b) of the Big Act."),
    ],
)
def test_check_is_silent_where_a_text_may_speak_of_the_past(repealed: Path, date: str, words: str) -> None:
    put(repealed, policy("xx/eo/9", date, f"## 1. Rule\n\n{words}", "Ninth Order"))
    assert findings(repealed, "xx/eo/9") == []


def test_a_repeal_that_is_yet_to_come_is_no_news(store: Path) -> None:
    assert run("-C", str(store), "repeal", "Big Act", "--on", "2028-01-01").code == 0
    assert notes(store, "xx/eo/1") == ["now Sec. 1(c), by 2022-01-01"]
    put(store, policy("xx/eo/2", "2024-01-01", CITING.replace("(b)", "(c)"), "Second Order"))
    assert notes(store, "xx/eo/2") == [""]
    assert findings(store) == []


def test_a_repeal_known_to_the_month(store: Path) -> None:
    assert run("-C", str(store), "repeal", "Big Act", "--on", "2023-05").code == 0
    for date, said in (("2023-05-03", "repealed in 2023-05"), ("2023-06-01", "repealed in 2023-05, before this text")):
        put(store, policy("xx/eo/2", date, CITING.replace("(b)", "(c)"), "Second Order"))
        assert notes(store, "xx/eo/2") == [said]


def test_a_document_removed_from_a_repository_that_says_no_more(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "big.md").write_text(f"# Big Act\n\n{OLD}\n")
    (tmp_path / "order.md").write_text(f"# Order\n\n{CITING}\n")

    def commit(day: str) -> None:
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "x", env={"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"})

    commit("2020-01-01")
    (tmp_path / "big.md").unlink()
    commit("2021-01-01")
    assert notes(tmp_path, "order") == ["removed from this repository since, on 2021-01-01"]
    assert findings(tmp_path) == []
    (tmp_path / "order.md").write_text(f"# Order\n\n{CITING} See it.\n")
    commit("2022-01-01")
    assert notes(tmp_path, "order") == ["removed from this repository on 2021-01-01, before this text"]
    assert len(findings(tmp_path)) == 1
