"""Reviewed relations: the file, the command, and what happens when a clause is renumbered or gone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.errors import BadInput
from policytool.model.blob import blob_id
from policytool.store.create import sample_folder
from policytool.xref.relations import End, Relation, Relationship, format_relations, parse_relations
from tests.support.cli import run

CODE = """---
id: test/code
title: Code of Records
citation: Code of Records
adopted: {date}
---

# Code of Records

## § 1. Keeping

(a) The clerk shall keep each register of licences for ten years.

{between}({label}) {words}
"""
ORDER = """---
id: test/order
title: Order on Registers
adopted: 2024-05-01
---

# Order on Registers

1. Each register is to be copied once a year.

2. The Code of Records stays in force.
"""
NOTICE = "No person may remove a register from the office of the clerk without leave in writing."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    assert run("init", str(folder)).code == 0
    add(folder, CODE.format(date="2024-01-01", between="", label="b", words=NOTICE))
    add(folder, ORDER)
    return folder


def add(folder: Path, text: str) -> None:
    path = folder.parent / "incoming.md"
    path.write_text(text, encoding="utf-8")
    ran = run("-C", str(folder), "add", str(path))
    assert ran.code == 0, ran.err


def related(folder: Path, *more: str) -> object:
    return run("-C", str(folder), "relate", "test/order#1", "test/code#1(b)", *more)


ends = st.builds(End, st.from_regex(r"[a-z]{1,5}(/[a-z0-9-]{1,6}){0,3}", fullmatch=True), st.sampled_from(["", "2021-01-27", "blob:a034f7"]), st.sampled_from(["", "s1/a", "def-agency", "p-00aa11~2"]))


@given(st.lists(st.builds(Relation, ends, ends, st.sampled_from(Relationship), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))))
def test_written_and_read_back(relations: list[Relation]) -> None:
    assert list(parse_relations(format_relations(relations))) == relations


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x =", "cannot be read as TOML"),
        ("relation = 3", "[[relation]]"),
        ('[[relation]]\nfrom = "a"\nas = "cites"', "relation 1: `to` is missing"),
        ('[[relation]]\nfrom = "a"\nto = "b"\nas = "likes"', "no kind 'likes'"),
        ('[[relation]]\nfrom = "a b#c"\nto = "b"\nas = "cites"', "names no clause"),
    ],
)
def test_a_file_that_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_relations(text)
    assert said in caught.value.message


def test_recorded_listed_shown_first_and_removed(store: Path) -> None:
    ran = related(store, "--as", "extends", "--note", "Adds  a copy.")
    assert ran.code == 0
    kept = parse_relations((store / "relations.toml").read_text(encoding="utf-8"))
    assert kept == (Relation(End("test/order", "2024-05-01", kept[0].first.clause), End("test/code", "2024-01-01", "s1/b"), Relationship.EXTENDS, "Adds a copy."),)
    subject = subprocess.run(["git", "-C", str(store), "log", "-1", "--format=%s"], capture_output=True, text=True).stdout
    assert subject.startswith("Relate test/order@2024-05-01#")
    assert not subprocess.run(["git", "-C", str(store), "status", "--porcelain"], capture_output=True, text=True).stdout
    assert "already recorded" in related(store, "--as", "extends", "--note", "Adds a copy.").out
    assert "test/code@2024-01-01#s1/b" in run("-C", str(store), "relate", "--list").out
    shown = run("-C", str(store), "xref", "test/code", "test/order").out
    assert shown.index("Reviewed relations  1") < shown.index("Citations  1") < shown.index("Suggested related clauses")
    assert "B 1. extends A § 1(b)  Adds a copy." in shown
    assert related(store, "--remove", "--dry-run").out.startswith("would remove")
    assert "removed, commit" in related(store, "--remove").out
    assert parse_relations((store / "relations.toml").read_text(encoding="utf-8")) == ()
    assert related(store, "--remove").code == 2


def test_a_renumbered_clause_is_followed_and_a_deleted_one_flagged(store: Path) -> None:
    related(store, "--as", "extends")
    add(store, CODE.format(date="2025-01-01", between="(b) A register may be kept on paper or film.\n\n", label="c", words=NOTICE))
    now = json.loads(run("-C", str(store), "xref", "test/order", "test/code", "--format", "json").out)["reviewed"][0]
    assert now["b"]["id"] == "s1/c"
    assert now["since"] == "was § 1(b) in 2024-01-01"
    assert not now["gone"]
    old = json.loads(run("-C", str(store), "xref", "test/order", "test/code@2024-06-01", "--format", "json").out)["reviewed"][0]
    assert (old["b"]["id"], old["since"]) == ("s1/b", "")
    add(store, CODE.format(date="2026-01-01", between="", label="b", words="Fees for copies are set each spring by the council."))
    gone = json.loads(run("-C", str(store), "xref", "test/order", "test/code", "--format", "json").out)["reviewed"][0]
    assert gone["gone"]
    assert gone["b"]["id"] == ""
    assert "is not in this version" in gone["since"]
    assert "gone in the newest version" in run("-C", str(store), "relate", "--list", "test/code").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("test/order#1", "test/code#9", "--as", "extends"), "no clause '9'"),
        (("test/order#1", "test/code#1", "--as", "likes"), "no kind 'likes'"),
        (("test/order#1", "test/code#1"), "--as"),
        (("test/order#1",), "name two clauses"),
        (("test/order#1", "test/order#2", "--as", "extends"), "both sides are in test/order"),
        (("test/order#1", "test/nothing#2", "--as", "extends"), "test/nothing"),
    ],
)
def test_refusals_change_nothing(store: Path, args: tuple[str, ...], said: str) -> None:
    ran = run("-C", str(store), "relate", *args)
    assert ran.code == 2
    assert said in ran.err
    assert not (store / "relations.toml").exists()


def test_a_change_that_is_not_committed_is_not_overwritten(store: Path) -> None:
    related(store, "--as", "extends")
    mine = (store / "relations.toml").read_text(encoding="utf-8") + "# mine\n"
    (store / "relations.toml").write_text(mine, encoding="utf-8")
    ran = related(store, "--as", "restates")
    assert ran.code == 2
    assert "not committed" in ran.err
    assert (store / "relations.toml").read_text(encoding="utf-8") == mine


def test_every_relation_of_the_sample_leads_to_a_clause() -> None:
    relations = parse_relations((sample_folder() / "relations.toml").read_text(encoding="utf-8"))
    assert len(relations) == 75
    for end in (e for r in relations for e in (r.first, r.second)):
        texts = [p for p in (sample_folder() / end.docid).glob("*.md") if p.stem == end.version or (end.version.startswith("blob:") and blob_id(p.read_bytes()).startswith(end.version[5:]))]
        assert len(texts) == 1, str(end)
        assert not end.clause or end.clause in {c.id for c in pt.parse(texts[0].read_text(encoding="utf-8")).clauses()}, str(end)
