"""What a person gets wrong is answered with what was asked, what was found and what to do; never with a traceback."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from policytool.cli import COMMANDS, OTHERWISE
from policytool.errors import StoreError
from policytool.store.git import find_repository
from policytool.store.guards import check_clean
from policytool.store.similar import similar
from tests.support.cli import run
from tests.support.repositories import git


@pytest.fixture(scope="module")
def store(sample: str) -> str:
    return sample


SAID = {
    "list -C other": "-C stands before the command: policytool -C DIR list",
    "show WCO 2021-01-27": "policytool show WCO@2021-01-27",
    "show Welcoming City Ordinance": "policytool show 'Welcoming City Ordinance'",
    "diff WCO 2020-01 2021-01-27": "policytool diff WCO@2020-01 WCO@2021-01-27",
    "diff WCO 2021-01-27": "write both as one, ID@2021-01-27",
    "clause WCO 2021-01-27 '020(a)'": "policytool clause WCO@2021-01-27 '020(a)'",
    "clause WCO 2021-01-27": "A version is part of the name: policytool clause us-il-chicago/mcc/2-173@2021-01-27 2-173-005",
    "clause 'EO 2025-6' ''": "name a clause too, such as: policytool clause 'EO 2025-6' '[r-1]'. `policytool outline 'EO 2025-6'` lists them",
    "xref 'Welcoming City Ordinance@2020-01' 'Welcoming City Ordinance@current'": "policytool diff 'Welcoming City Ordinance@2020-01' 'Welcoming City Ordinance@current'",
    "report WCO --against 'EO 2025-6' -o x.csv": "a cross-reference report is written as html or json, not as csv",
    "report WCO --against 'EO 2025-6' --scheme brackets": "in the default scheme; leave --scheme out",
    "show WCO --raw --format json": "--raw gives the file as it is stored, not as json; leave one of the two out",
    "doctor x": "doctor takes no argument; x is left over",
    "diff old.docx missing.docx": "no file 'old.docx' here, and no document",
    "show 'welcoming citi ordinance'": "similar: us-il-chicago/mcc/2-173 (Welcoming City Ordinance)",
    "show ''": "no document is named",
    "clause '020(a)(1)' WCO": "the document comes first: policytool clause WCO '020(a)(1)'",
    "clause WCO '020(a)(9)'": "nearest: 2-173-020(a), 2-173-020(a)(1), 2-173-020(a)(2),",
    "refs WCO '020(a)(9)'": "2-173-020(a)(6).",
    "search city --limit abc": "--limit abc: it takes a whole number, from 1 to 10000",
    "outline WCO --depth -1": "it takes a whole number, 0 or more",
    "show WCO@blob:abc": "WCO@blob:3fa9c1e",
    "show WCO@": "names no version after the @",
    "log": "DOCUMENT is missing: policytool log [OPTIONS] DOCUMENT. `policytool list` shows the documents",
    "log WCO@2020-01": "with all its versions; write WCO",
    "diff WCO --format html": "`policytool report` and `policytool export` write pages",
    "report WCO -o none/": "the folder none/ does not exist",
    "show .": "'.' is a folder, not a document; policytool -C . list",
    "show 'WCO 020(a)'": "policytool clause WCO '020(a)'",
    "diff WCO@2020-01..2021-01-27": "names two versions; compare them: policytool diff us-il-chicago/mcc/2-173@2020-01 us-il-chicago/mcc/2-173@2021-01-27",
    "diff -": "- is a file and has no versions; to compare it name a second text: policytool diff - OTHER",
    "export WCO -o w.rtf": "this command does not write rtf, as the name w.rtf asks",
    "report WCO@2020-01 WCO -o w.xlsx": "spreadsheets open a csv",
    "help show": "help is an option: policytool show --help",
    "refs WCO --changed 2021-01-27..2020-01": "is the later text; write --changed 2020-01..2021-01-27",
    "refs WCO --changed 2020-01..2021-01-27 --incoming": "takes no --incoming",
    "refs WCO --changed 2020-01..2021-01-27 --dangling": "takes no --dangling",
    "refs WCO 999 --changed 2020-01..2021-01-27": "no clause '999'",
    "ls": "Did you mean list?",
    "Show WCO": "Did you mean show",
    "lst": "Did you mean list?",
    "sreach city": "Did you mean search?",
    "relate 'EO 2025-6#o-6' 'WCO#020(a)(1)' --as extends --format json": "--format json is for --list",
    "repeal WCO": "repeal needs --on DATE",
}


@pytest.mark.parametrize("line", SAID)
def test_the_message_says_what_to_do(line: str, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("-C", store, *shlex.split(line))
    assert (ran.code, ran.out) == (2, "")
    assert SAID[line] in ran.err


def test_a_list_of_nothing_names_the_kinds_and_places_there_are(store: str) -> None:
    assert "no document has the kind 'ordinances'; here: directive; executive-order; ordinance;" in run("-C", store, "list", "--kind", "ordinances").out
    assert "no document has the jurisdiction 'atlantis'; here: City of Chicago" in run("-C", store, "list", "--jurisdiction", "atlantis").out
    assert "note" not in run("-C", store, "list", "no-such-word").out


def test_similar_names() -> None:
    titles = {"a/1": ["Parking of Bicycles"], "a/2": ["Parking Fees", "PF"], "b/3": ["Noise"]}
    assert similar("parking", titles) == ("a/1", "a/2")
    assert similar("fees parking", titles) == ("a/2",)
    assert similar("noize", titles) == ("b/3",)
    assert similar("q", titles) == similar("xylophone", titles) == ()


def test_a_whole_citation_finds_its_clause(store: str) -> None:
    assert "id: us/usc/8/1373#s1373/a" in run("-C", store, "clause", "8 U.S.C. 1373(a)").out
    assert run("-C", store, "clause", "9 U.S.C. 1373(a)").code == 2


def test_a_clause_comes_with_the_lead_in_that_governs_it(store: str) -> None:
    said = run("-C", store, "clause", "WCO@2021-01-27", "020(a)(1)(B)").out
    assert "In particular, no agent or agency may:" in said
    assert "on the basis of:" in said


def test_two_documents_are_not_taken_for_versions_without_a_word(store: str) -> None:
    said = run("-C", store, "diff", "EO 2025-6", "WCO", "--summary").out
    assert "policytool xref us-il-chicago/eo/2025-6 us-il-chicago/mcc/2-173" in said
    assert "policytool xref" not in run("-C", store, "diff", "WCO", "--summary").out


def test_a_folder_that_holds_a_store_says_where_its_history_is(store: str) -> None:
    assert f"policytool -C {store} list" in run("-C", str(Path(store).parent), "list").out
    assert "past" not in run("-C", store, "calendar", "--upcoming").out


def test_a_term_that_is_not_defined_and_a_day_that_is_none(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run("-C", store, "terms", "WCO", "warrants").out
    assert "note: “warrants” is not among its 8 defined terms: Administrative warrant, Agency," in said
    monkeypatch.setenv("POLICYTOOL_TODAY", "tomorrow")
    assert "POLICYTOOL_TODAY is 'tomorrow'; it takes a day" in run("-C", store, "list").err


def test_a_file_is_told_from_a_document(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.html").write_text("<html><body><h1>Rules</h1><p>(a) One.</p></body></html>", encoding="utf-8")
    for command in ("diff", "report", "log"):
        assert "old.html is a file and has no versions; to compare it name a second text" in run("-C", store, command, "old.html").err
    assert "policytool import old.html --add --id x/y" in run("-C", store, "add", "old.html", "--id", "x/y").err
    assert "\nid: a\n" in run("clause", "old.html", "(a)").out


def test_the_command_that_is_suggested_works_when_it_is_pasted(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("-C", store, "clause", "EO 2025-6", "").err.partition("such as: policytool ")[2].partition(". `")[0]
    assert run("-C", store, *shlex.split(said)).code == 0
    (tmp_path / "my rules.html").write_text("<p>The clerk <del>keeps</del><ins>holds</ins> the keys.</p>", encoding="utf-8")
    assert "policytool import 'my rules.html' --add" in run("-C", store, "add", "my rules.html").err
    both = run("import", "my rules.html", "--both").err
    assert "taken one way" not in both
    assert "{+holds+}" in run(*shlex.split(both.partition("policytool ")[2])).out


def test_names_with_blanks_are_suggested_in_quotation_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "the laws"
    home.mkdir()
    (home / "Parking Rules.md").write_text("# Parking\n\n(a) One car.\n", encoding="utf-8")
    git(home, "init", "-qb", "main")
    git(home, "add", ".")
    git(home, "commit", "-qm", "Start", env={"GIT_AUTHOR_DATE": "2020-02-01T12:00:00Z"})
    for asked, suggested in {
        "Parking Rules@blob:00000": "`policytool log 'Parking Rules'`",
        "Parking Rules@blob:x": "as 'Parking Rules@blob:3fa9c1e'",
        "Parking Rules@2010": "Try: 'Parking Rules@2020-02-01'",
        "Parking Rules@": "write 'Parking Rules@2021-01-27'",
        "Parking Rules@nothing": "write 'Parking Rules@2021-01-27'",
        "Parking Rules#(a)": "policytool clause 'Parking Rules' '(a)'; where two clauses are named, 'Parking Rules#(a)'",
    }.items():
        assert suggested in run("-C", str(home), "show", asked).err
    monkeypatch.chdir(tmp_path)
    for line in ("list", "search car", "log 'the laws/Parking Rules'", "show 'the laws/Parking Rules'"):
        suggested = run(*shlex.split(line)).out.partition(" is a repository of its own")[2].partition("policytool ")[2].splitlines()[0]
        ran = run(*shlex.split(suggested))
        assert (ran.code, ran.err, "Parking" in ran.out) == (0, "", True)
    (home / "Parking Rules.md").write_text("# Parking\n\n(a) Two cars.\n", encoding="utf-8")
    repository = find_repository(home)
    with pytest.raises(StoreError, match=r"`git restore 'Parking Rules\.md'`"):
        check_clean(repository, repository.tree("HEAD"), "Parking Rules.md", None)


@pytest.mark.parametrize(
    "line",
    ["diff a.md b.md -o b.md --format plain", "diff a.md b.md -o ./a.md --format plain", "export a.md -o a.md", "report a.md b.md -o b.md", "show a.md -o link.md", "import t.txt -o t.txt", "import a.before.md -o a --both"],
)
def test_no_answer_is_written_over_what_it_was_made_from(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md", "t.txt"):
        (tmp_path / name).write_text(f"# Rules\n\n## Sec. 1. Keys.\n\nThe clerk keeps {name}.\n", encoding="utf-8")
    (tmp_path / "a.before.md").write_text("<p>The clerk <del>keeps</del><ins>holds</ins> the keys.</p>", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("a.md")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    ran = run(*shlex.split(line), "--force")
    assert (ran.code, "would be lost; name another file with -o" in ran.err) == (2, True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_is_told_backwards_and_what_is_no_operator_is_said(store: str) -> None:
    said = run("-C", store, "diff", "WCO@2020-01", "WCO@2012-09-12", "--summary").out
    assert "note: the second text is the earlier one: what changed is told backwards, from 2020-01 to 2012-09-12" in said
    assert "AND, OR and NOT are searched as words" in run("-C", store, "search", "detainer", "AND", "zebra").out


def test_every_name_of_another_program_is_answered_with_one_of_ours() -> None:
    assert set(OTHERWISE.values()) <= set(COMMANDS)
    assert not set(OTHERWISE) & set(COMMANDS)
