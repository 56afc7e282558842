"""What reading commands and the public API say of a store: filters, words for dates, the drawn line, stable JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import policytool as pt
from policytool.model.version import Basis, PolicyDate, Version
from policytool.store.standing import standing
from tests.support.cli import run
from tests.support.repositories import TODAY, new_store, policy, put, reopened

DOC = "us-il-chicago/mcc/2-173"


def kinds(kind: str, field: str) -> str:
    return f"kind: {kind}\njurisdiction: City of Chicago\n{field}\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading") / "store"
    new_store(folder)
    ordinance = kinds("ordinance", "source: {url: 'https://example.org/code'}")
    put(folder, policy(DOC, "2006-03-29", "(a) First.", title="Welcoming City", more=ordinance))
    put(folder, policy(DOC, "2012-09-12", "(a) Second.", title="Welcoming City", more=ordinance))
    put(folder, policy(DOC, "2012-09-12", "(a) Second, corrected.", title="Welcoming City", more=ordinance))
    put(folder, policy(DOC, "", "(a) Undated.", title="Welcoming City", more=ordinance))
    put(folder, policy(DOC, "2034-01-01", "(a) Future.", title="Welcoming City", more=ordinance))
    put(folder, policy("us/statement/a", "", "(a) Said.", more=kinds("statement", "published: 2025-08-30")))
    put(folder, policy("us/eo/1", "2025-01-20", "(a) Ordered.", more=kinds("executive-order", "")))
    put(folder, policy("us/cfr/8/1", "1996-01-01", "(a) Ruled.", more=kinds("regulation", "effective: 1997-04-01")))
    return folder


def listed(home: Path, *args: str) -> list[str]:
    return [d["id"] for d in json.loads(run("-C", str(home), "list", *args, "--format", "json").out)["documents"]]


def test_filters_of_list(home: Path) -> None:
    assert listed(home) == ["us-il-chicago/mcc/2-173", "us/cfr/8/1", "us/eo/1", "us/statement/a"]
    assert listed(home, "--kind", "statement") == ["us/statement/a"]
    assert listed(home, "--in-force") == ["us-il-chicago/mcc/2-173", "us/cfr/8/1", "us/eo/1"]
    assert listed(home, "--jurisdiction", "us-il") == ["us-il-chicago/mcc/2-173"]
    assert listed(home, "welcoming", "city") == ["us-il-chicago/mcc/2-173"]
    assert listed(home, "nothing") == []
    assert run("-C", str(home), "list", "nothing").out == "0 of 4 documents, 0 versions\n"


def test_each_date_is_named_as_what_it_is(home: Path) -> None:
    out = run("-C", str(home), "list").out
    for words in ("adopted 2012-09-12, new text from 2034-01-01", "published 2025-08-30", "issued 2025-01-20", "in force since 1997-04-01"):
        assert words in out
    assert out.endswith("4 documents, 7 versions, and 1 superseded text\n")


def test_a_document_alone_is_compared_with_what_it_said_before(home: Path) -> None:
    """The text in force, not the one that will be."""
    out = run("-C", str(home), "diff", DOC).out
    assert [line.split()[1] for line in out.splitlines()[1:3]] == [f"{DOC}@2006-03-29", f"{DOC}@2012-09-12"]
    assert f"{DOC}@2034-01-01" in run("-C", str(home), "diff", f"{DOC}@latest").out


def _version(kind: str, basis: Basis, date: str, ends: str = "", by: str = "") -> Version:
    return Version(
        "d",
        1,
        PolicyDate(date),
        basis,
        "b" * 40,
        "d.md",
        "",
        "",
        "",
        "T",
        kind,
        "",
        PolicyDate(ends) if ends else None,
        "",
        "",
        ended_by=by,
    )


@pytest.mark.parametrize(
    ("version", "words"),
    [
        (_version("ordinance", Basis.EFFECTIVE, "2020-01-01"), "in force since 2020-01-01"),
        (_version("executive-order", Basis.EFFECTIVE, "2020-01-01"), "in force since 2020-01-01"),
        (_version("executive-order", Basis.ADOPTED, "2020-01"), "issued 2020-01"),
        (_version("statement", Basis.ADOPTED, "2020-01-01"), "made 2020-01-01"),
        (_version("statement", Basis.EFFECTIVE, "2020-01-01"), "made 2020-01-01"),
        (_version("", Basis.COMMIT, "2020-01-01"), "last changed 2020-01-01"),
        (_version("statute", Basis.TRAILER, "2020-01-01"), "dated 2020-01-01"),
        (_version("statute", Basis.ADOPTED, "2034-01-01"), "from 2034-01-01"),
        (_version("statute", Basis.ADOPTED, "2020-01-01", "2021-02-03", "expired"), "expired 2021-02-03"),
        (_version("statute", Basis.ADOPTED, "2020-01-01", "2030-02-03", "expired"), "adopted 2020-01-01, ends 2030-02-03"),
    ],
)  # fmt: skip
def test_standing(version: Version, words: str) -> None:
    assert standing([version], TODAY)[0] == words


def test_the_drawn_line(home: Path) -> None:
    out = run("-C", str(home), "log", "2-173", "--graph").out.splitlines()
    assert out[:2] == ["Welcoming City", f"{DOC} · 4 versions, and 1 superseded text · adopted 2012-09-12, new text from 2034-01-01"]
    rows = [line for line in out[2:] if "source" not in line]
    assert [row.split()[0] for row in rows] == ["?", "o", "*", r"|\x", "o"]
    assert [row.split()[2] for row in rows] == ["no", "2034-01-01", "2012-09-12", "2012-09-12", "2006-03-29"]
    assert [row.split("  ")[-1] for row in rows[1:4]] == ["not yet in force", "current", "superseded"]
    assert [line[:7] for line in out if "source" in line] == ["source "]  # one for all of them
    plain = run("-C", str(home), "log", "2-173").out
    assert "https://example.org/code" in plain
    assert not any(line.startswith(("*", "|")) for line in plain.splitlines())


def test_json_of_every_reading_command_names_its_format(home: Path) -> None:
    for args in (["list"], ["log", DOC], ["show", DOC], ["clause", DOC, "(a)"]):
        answer = json.loads(run("-C", str(home), *args, "--format", "json").out)
        assert answer["format"] == 1
        assert run("-C", str(home), *args, "--format", "json").out == run("-C", str(home), *args, "--format", "json").out
    versions = json.loads(run("-C", str(home), "log", DOC, "--format", "json").out)["versions"]
    assert [(v["number"], v["date"], v["superseded"], v["current"], v["change"]) for v in versions] == [
        (1, "2006-03-29", False, False, "new"),
        (2, "2012-09-12", True, False, "amend"),
        (3, "2012-09-12", False, True, "correct"),
        (4, "2034-01-01", False, False, "amend"),
        (5, None, False, False, "amend"),
    ]
    assert all(len(v["blob"]) == 40 and v["recorded"].startswith("2023-11-14") for v in versions)


def test_the_store_by_its_environment_and_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run("-C", str(home), "list").out
    monkeypatch.setenv("POLICYTOOL_STORE", str(home))
    assert run("list").out == expected
    monkeypatch.delenv("POLICYTOOL_STORE")
    monkeypatch.chdir(home / "us-il-chicago" / "mcc")
    assert run("list").out == expected
    assert run("show", f"{DOC}@v1").out == run("-C", str(home), "show", f"{DOC}@v1").out


def test_a_file_is_a_file_and_a_tracked_path_is_a_document(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "draft.md"
    other.write_bytes(policy("us/eo/9", "2026-01-01", "(a) Draft."))
    assert "file, blob" in run("-C", str(home), "show", str(other)).out
    assert "version 2034-01-01" in run("-C", str(home), "show", f"{DOC}@2034-01-01.md").out
    monkeypatch.chdir(home)
    assert "file, blob" in run("show", f"./{DOC}.md").out


def test_the_public_api(home: Path) -> None:
    store = pt.open_store(home, today=TODAY)
    assert [d.docid for d in store.documents()] == listed(home)
    assert [str(v.date) for v in store.versions("2-173")] == ["2006-03-29", "2012-09-12", "2012-09-12", "2034-01-01", "None"]
    version = store.read(f"{DOC}@2010")
    assert "(a) First." in version.text
    assert version.name == f"{DOC}@2006-03-29"
    assert store.read(f"{DOC}@current").text.count("corrected") == 1
    assert str(store.repo.head.commit) == reopened(home).versions("us/cfr/8/1")[0].commit
    with pytest.raises(pt.PolicyToolError):
        store.read("us/eo/404")


def test_each_source_is_drawn_where_they_differ_and_no_address_is_cut(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    said = re.sub(r"\x1b\[[0-9;]*m", "", run("-C", sample, "log", "--graph", "us-il-cook/code/46-37").out)
    assert said.startswith("Policy for Responding to ICE Detainers\n")  # as the law reads, not as a proposal would call it
    assert re.search(r"^\|  +source\n? *https://cook-county\.legistar\.com/\S+ID=6229098$", said, re.M)
    assert re.search(r"source\n? *http://cookcountygov\.com/\S+=1501$", said, re.M)


def test_refs_say_once_what_is_written_as_it_is_cited(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n\n## § 1. Text.\n\n(a) See 8 U.S.C. 1357(g) and Section 2 of this ordinance.\n", encoding="utf-8")
    said = run("refs", str(path)).out
    assert said.count("8 U.S.C. 1357(g)") == 1


def test_a_source_is_named_once_and_again_where_it_changes(tmp_path: Path) -> None:
    new_store(tmp_path / "store")
    for year, name in (("2006", "old"), ("2012", "old"), ("2020", "code")):
        put(tmp_path / "store", policy("x/y", f"{year}-01-01", f"(a) Of {year}.", more=f"source: https://example.org/{name}\n"))
    said = run("-C", str(tmp_path / "store"), "log", "x/y").out
    assert re.findall(r"source (.*)", said) == ["https://example.org/code", "https://example.org/old", "as above"]
