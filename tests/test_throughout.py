"""What gave way to the same words in many clauses is told once, and the clauses that differ in nothing else are named as such."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import policytool as pt
from policytool.model.report import Replacement
from policytool.throughout import Throughout
from tests.support.cli import run

CLAUSES = (
    "The warden shall open the gate at dawn.",
    "No warden may keep a dog in the yard.",
    "A visitor shows the wardens' book to a warden who asks.",
    "The Warden of the north gate rings the bell.",
    "The pond is drained in autumn.",
)


def text(*clauses: str) -> str:
    return "# Rules\n\n## 1. The yard.\n\n" + "\n\n".join(f"({'abcdefgh'[n]}) {clause}" for n, clause in enumerate(clauses)) + "\n"


def found(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Replacement, ...]:
    return Throughout(pt.compare(pt.parse(text(*old)), pt.parse(text(*new))).changed).replacements


def renamed(clauses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(c.replace("warden", "keeper").replace("Warden", "Keeper") for c in clauses)


def test_a_term_renamed_in_every_form() -> None:
    assert found(CLAUSES, renamed(CLAUSES)) == (Replacement("warden", "keeper", 4, 4),)


def test_a_clause_that_differs_in_more_is_counted_and_not_as_alone() -> None:
    new = list(renamed(CLAUSES))
    new[0] = new[0].replace("dawn", "eight in the morning")
    assert found(CLAUSES, tuple(new)) == (Replacement("warden", "keeper", 4, 3),)


def test_two_clauses_are_not_many() -> None:
    assert found(CLAUSES[:2], renamed(CLAUSES)[:2]) == ()


def test_words_that_were_only_put_in_or_taken_out() -> None:
    inserted = tuple(c.replace("warden", "night warden").replace("Warden", "Night Warden") for c in CLAUSES)
    assert found(CLAUSES, inserted) == (Replacement("", "night", 4, 4),)
    assert found(inserted, CLAUSES) == (Replacement("night", "", 4, 4),)
    assert [one.told for one in found(inserted, CLAUSES)] == ["“night” was taken out of 4 clauses, all of which differ in nothing else"]


def test_words_too_short_to_tell_are_none() -> None:
    of = ("The book of the yard.", "The bell of the gate.", "The key of the pond.")
    assert found(of, tuple(c.replace(" of ", " at ") for c in of)) == ()


def test_other_articles_are_no_replacement() -> None:
    one = ("A boat is kept here.", "A boat is painted there.", "A boat is sold in June.")
    assert found(one, tuple(c.replace("A boat", "The boat") for c in one)) == ()


def test_every_format_tells_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.md").write_text(text(*CLAUSES))
    (tmp_path / "new.md").write_text(text(*renamed(CLAUSES)))
    told = "“warden” became “keeper” in 4 clauses, all of which differ in nothing else"
    plain = run("diff", "./old.md", "./new.md").out
    assert f"throughout: {told}\n" in plain
    assert plain.count("modified, only as throughout") == 4
    assert f"* throughout: {told}\n" in run("diff", "./old.md", "./new.md", "--format", "markdown").out
    assert json.loads(run("diff", "./old.md", "./new.md", "--format", "json").out)["throughout"] == [{"old": "warden", "new": "keeper", "clauses": 4, "alone": 4}]
    run("report", "./old.md", "./new.md", "-o", "page.html")
    assert f"<li>Throughout, {told}.</li>" in (tmp_path / "page.html").read_text()
    assert "throughout" not in run("diff", "./old.md", "./new.md", "--clause", "1.(a)").out
