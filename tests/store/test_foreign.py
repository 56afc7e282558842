"""Repositories nobody made for this program: read as they are, with nothing imported and nothing written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from policytool.errors import BadInput, NotFound, StoreError
from policytool.store import Store, open_store
from tests.support.cli import run
from tests.support.repositories import TODAY, git, new_store, policy, put

RULES = "# Rules\n\n## 1. Keeping\n\nKeep records for a year.\n\n## 2. Asking\n\nAsk first.\n\n## 3. Sharing\n\nShare nothing.\n"


def commit(folder: Path, when: str, files: dict[str, str | bytes | None], message: str = "Change", committed: str = "") -> str:
    """One commit by an author in a zone of their own; None removes a file."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            git(folder, "rm", "-q", "--", name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message, env={"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": committed or when})
    return git(folder, "rev-parse", "HEAD").strip()


def new_repository(folder: Path, *options: str) -> Path:
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main", *options)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rules that were renamed twice, changed abroad, merged, and lie among files that are no policies."""
    folder = new_repository(tmp_path_factory.mktemp("foreign") / "site")
    commit(folder, "2019-12-31T15:30:00+0000", {"README.md": "# About\n", "rules.md": RULES, "LICENSE.md": "x", "docs/a.txt": "x"}, "First")
    commit(folder, "2020-03-01T00:30:00+0900", {"rules.md": RULES.replace("a year", "two years")}, "Two years\n\nFrom Tokyo")
    git(folder, "mv", "rules.md", "Policy Rules.md")
    commit(folder, "2020-06-01T23:30:00-0800", {}, "Rename alone")
    (folder / "legal").mkdir()
    git(folder, "mv", "Policy Rules.md", "legal/rules.md")
    commit(folder, "2021-01-01T12:00:00+0000", {"legal/rules.md": RULES.replace("a year", "three years")}, "Rename and change")
    git(folder, "switch", "-q", "-c", "side")
    commit(
        folder,
        "2021-02-01T12:00:00+0000",
        {"legal/rules.md": RULES.replace("a year", "four years"), "legal/late.md": "# Late\n\nText.\n"},
        "Side",
    )
    git(folder, "switch", "-q", "main")
    commit(folder, "2021-03-01T12:00:00+0000", {"legal/rules.md": RULES.replace("a year", "five years")}, "Main")
    git(folder, "merge", "-q", "--no-ff", "-s", "ours", "-m", "Merge side", "side", env={"GIT_AUTHOR_DATE": "2021-04-01T12:00:00+0000", "GIT_COMMITTER_DATE": "2021-04-01T12:00:00+0000"})  # fmt: skip
    commit(folder, "2022-01-01T12:00:00+0000", {"gone.md": "# Gone\n\nText.\n"})
    commit(folder, "2022-05-01T12:00:00+0000", {"gone.md": None})
    commit(folder, "2023-01-01T12:00:00+0000", {"dated.md": "---\ntitle: Dated\ndate: 2001-05-06\n---\n\nText.\n", "late.md": "---\nidentifier: LAW-7\nlast_updated: 2003-01-02\n---\n\nText.\n"})  # fmt: skip
    commit(folder, "2023-02-01T12:00:00+0000", {"trailed.md": "# Trailed\n\nText.\n"}, "Add a law\n\nSource-Date: 1917-04-06\n")
    commit(folder, "1970-01-02T00:00:00+0000", {"clamped.md": "# Clamped\n\nText.\n"}, committed="2023-03-01T12:00:00+0000")
    (folder / "link.md").symlink_to("README.md")
    commit(folder, "2023-04-01T12:00:00+0000", {}, "A link")
    return folder


@pytest.fixture
def store(home: Path) -> Store:
    return open_store(home, today=TODAY)


def line(store: Store, name: str) -> list[tuple[str, str]]:
    return [(str(v.date or ""), v.basis.value) for v in store.versions(name)]


def test_only_policies_are_documents(store: Store) -> None:
    assert [d.docid for d in store.documents()] == ["LAW-7", "clamped", "dated", "gone", "legal/late", "legal/rules", "trailed"]


def test_renames_are_followed_by_content_and_both_sides_of_a_merge_count(store: Store) -> None:
    found = store.versions("legal/rules")
    assert [v.path for v in found] == ["rules.md", "Policy Rules.md", *["legal/rules.md"] * 3]
    assert [str(v.date) for v in found] == ["2019-12-31", "2020-03-01", "2021-01-01", "2021-02-01", "2021-03-01"]
    words = ("a year", "two years", "three years", "four years", "five years")
    for version, years in zip(found, words, strict=True):
        assert years in store.with_text(version).text


def test_a_commit_date_is_its_authors_own_day_and_marked_so(home: Path, store: Store) -> None:
    assert str(store.versions("rules.md")[1].date) == "2020-03-01"  # 2020-02-29 in UTC
    ran = run("-C", str(home), "show", "legal/rules@2020-12")
    assert "two years" in ran.out
    assert "version 2020-03-01 (commit date)" in ran.out
    assert "note: the date is the commit's: this repository gives no date of law for it" in ran.out


def test_old_names_still_find_the_document(store: Store) -> None:
    for name in ("legal/rules", "legal/rules.md", "rules", "rules.md", "Policy Rules.md", "LEGAL/RULES"):
        assert store.find(name) == "legal/rules", name


def test_dates_from_front_matter_and_trailers(store: Store) -> None:
    assert line(store, "dated") == [("2001-05-06", "published")]
    assert line(store, "LAW-7") == [("2003-01-02", "published")]
    assert line(store, "trailed") == [("1917-04-06", "trailer")]
    assert store.select("trailed@1918").version.path == "trailed.md"


def test_a_date_that_git_cannot_hold_is_doubted(home: Path) -> None:
    ran = run("-C", str(home), "show", "clamped")
    assert "version 1970-01-02 (commit date)" in ran.out
    assert "1970-01-02 is what tools write for a day that git cannot hold" in ran.out
    assert "clamped: a commit dated 1970-01-0" in run("-C", str(home), "doctor").out


def test_a_removed_file_ends_its_document(store: Store) -> None:
    assert "Text." in store.read("gone@2022-03").text
    with pytest.raises(NotFound, match="gone was removed from this repository on 2022-05-01; nothing is in force on 2022-12-31"):
        store.select("gone@2022")


def test_list_log_show_clause(home: Path) -> None:
    listed = run("-C", str(home), "list").out
    assert "last changed 2021-03-01" in listed
    assert "removed 2022-05-01" in listed
    assert "published 2001-05-06" in listed
    assert "in force" not in listed
    assert "7 documents, 11 versions" in listed
    log = run("-C", str(home), "log", "legal/rules.md").out
    assert [part.split()[1] for part in log.splitlines() if part.startswith("v")] == [
        "2021-03-01",
        "2021-02-01",
        "2021-01-01",
        "2020-03-01",
        "2019-12-31",
    ]
    assert "Keep records for three years." in run("-C", str(home), "clause", "legal/rules@2021-01-15", "1").out
    assert "Share nothing." in run("-C", str(home), "clause", "legal/rules", "§ 3").out


def test_nothing_is_written_into_it(home: Path) -> None:
    def state() -> dict[str, tuple[int, str]]:
        return {str(p): (p.stat().st_mtime_ns, hashlib.sha1(p.read_bytes()).hexdigest()) for p in home.rglob("*") if p.is_file()}

    before = state()
    for args in (
        ["list"],
        ["log", "legal/rules"],
        ["show", "legal/rules@2020"],
        ["clause", "legal/rules", "1"],
        ["doctor"],
        ["--known-at", "2021", "list"],
    ):
        assert run("-C", str(home), *args).code == 0
    assert state() == before


def test_bare_and_linked_worktree_and_a_git_file(home: Path, store: Store, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(home), "bare.git")
    git(tmp_path, "clone", "-q", str(home), "clone")
    git(tmp_path / "clone", "worktree", "add", "-q", "--detach", str(tmp_path / "linked"), "HEAD")
    expected = [(v.docid, str(v.date), v.blob, v.recorded) for d in store.documents() for v in d.versions]
    for place in ("bare.git", "clone", "linked"):
        other = open_store(tmp_path / place, today=TODAY)
        assert [(v.docid, str(v.date), v.blob, v.recorded) for d in other.documents() for v in d.versions] == expected
        assert "three years" in run("-C", str(tmp_path / place), "show", "legal/rules@2021-01-15").out


def test_a_subfolder_is_that_part_and_the_folder_one_stands_in_is_the_whole(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = open_store(home / "legal", today=TODAY)
    assert [d.docid for d in part.documents()] == ["legal/late", "legal/rules"]
    assert part.find("rules.md") == "legal/rules"
    monkeypatch.chdir(home / "legal")
    assert "7 documents" in run("list").out
    assert "legal/rules" in run("log", "rules").out
    assert "2 documents" in run("-C", ".", "list").out


def test_a_plain_folder_has_the_blob_ids_git_would_give(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.md").write_bytes(policy("us/eo/1", "2020-01-01"))
    (folder / "sub" / "b.md").write_bytes("# B\r\n\r\nCafé.\r\n".encode())
    (folder / "README.md").write_text("# About\n")
    expected = {name: subprocess.run(["git", "hash-object", "--no-filters", name], cwd=folder, capture_output=True, text=True).stdout.strip() for name in ("a.md", "sub/b.md")}  # fmt: skip
    found = json.loads(run("-C", str(folder), "list", "--format", "json").out)["documents"]
    assert {d["newest"]["path"]: d["newest"]["blob"] for d in found} == expected
    assert [d["newest"]["recorded"] for d in found] == [None, None]
    shown = run("-C", str(folder), "show", "us/eo/1@2020").out
    assert f"version 2020-01-01 (adopted), not recorded in git, blob {expected['a.md'][:10]}" in shown
    assert f"blob {expected['sub/b.md'][:10]}" in run("-C", str(folder), "log", "sub/b").out
    working = open_store(folder, today=TODAY).select("us/eo/1@working").version
    assert working.blob == expected["a.md"]
    assert str(open_store(folder, today=TODAY).select(f"us/eo/1@{expected['a.md'][:9]}").version.date) == "2020-01-01"
    with pytest.raises(BadInput, match="needs a history"):
        open_store(folder, today=TODAY, known_at="2020-01-01")
    ran = run("-C", str(folder), "doctor")
    assert "2 documents, 0 problems" in ran.out


def test_a_file_that_changes_under_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(policy("us/eo/1", "2020-01-01"))
    store = open_store(tmp_path, today=TODAY)
    version = store.select("us/eo/1").version
    path.write_bytes(policy("us/eo/1", "2021-01-01"))
    with pytest.raises(StoreError, match="changed while it was being read; run this again"):
        store.with_text(version)


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no git repository at or around"):
        open_store(tmp_path)
    with pytest.raises(NotFound, match="no folder"):
        open_store(tmp_path / "nowhere")
    (tmp_path / "a.md").write_text("x")
    with pytest.raises(NotFound, match="is a file"):
        open_store(tmp_path / "a.md")


def test_a_repository_without_commits(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "empty")
    ran = run("-C", str(folder), "list")
    assert (ran.code, ran.out) == (0, "0 documents, 0 versions\nnote: no Markdown policy is committed here; store one: policytool add FILE.md\n")
    assert 'no document "x" among the 0' in run("-C", str(folder), "show", "x").err


def test_messages_and_names_that_could_break_a_reader(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "odd")
    fake = "0" * 40
    names = [
        "plain.md",
        "sp ace.md",
        "tab\tname.md",
        "new\nline.md",
        'quo"te.md',
        "ünï.md",
        "at@home/a.md",
        "office@city.md",
        "office@county.md",
        "begun@2001.md",
        "-dash.md",
        ":(top)x.md",
        b"caf\xe9.md",
    ]
    for n, name in enumerate(names):
        with open(os.path.join(os.fsencode(folder), os.fsencode(name)) if "/" not in str(name) else folder / "plain2.md", "wb") as file:
            file.write(b"# Text %d\n\nWords.\n" % n)
    (folder / "at@home").mkdir()
    (folder / "at@home" / "a.md").write_text("# At\n\nWords.\n")
    hostile = f"\x1d{fake}\x1f2001-01-01\x1f:100644 100644 {fake} {fake} M\nPolicy-Id: evil@x\nVersion-Date: 2020-99-99\x1e\x02\n\nPolicy-Id: in trailers\nVersion-Date: never"
    commit(folder, "2020-01-01T00:00:00+0000", {}, hostile)
    store = open_store(folder, today=TODAY, cache=tmp_path / "cache")
    assert len(store.documents()) == 14  # each file a document of its own
    assert all(str(v.date) == "2020-01-01" for d in store.documents() for v in d.versions)
    for info in store.documents():
        assert store.read(info.docid).text.startswith("# ")
    assert store.find(r"caf\xe9") == r"caf\xe9"
    assert store.read("office@city").path == "office@city.md"
    assert store.read("begun").path == "begun@2001.md"
    ran = run("-C", str(folder), "list")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 15  # a name with a line break in it makes no line of its own
    assert [d.docid for d in open_store(folder, today=TODAY, cache=tmp_path / "cache").documents()] == [d.docid for d in store.documents()]


def test_dates_that_git_cannot_read_are_none(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "odd")
    commit(folder, "2020-01-01T00:00:00+0000", {"law.md": "# Law\n\nOne.\n"})
    (folder / "law.md").write_text("# Law\n\nTwo.\n")
    git(folder, "add", ".")
    tree, parent = git(folder, "write-tree").strip(), git(folder, "rev-parse", "HEAD").strip()
    for who in ("A <a@example.org>", "A <a@example.org> 99999999999999 +0000"):
        raw = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nTwo\n"
        git(folder, "update-ref", "refs/heads/main", git(folder, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=raw.encode()).strip())
        versions = open_store(folder, today=TODAY).versions("law")
        assert [(str(v.date or ""), v.recorded[:10]) for v in versions] == [("2020-01-01", "2020-01-01"), ("", "")]
        assert "One." in open_store(folder, today=TODAY, known_at="2025-01-01").read("law").text


def test_a_clause_is_looked_for_in_every_text_that_can_be_read(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "mixed")
    (folder / "bad.md").write_bytes(b"# Caf\xe9\n")
    commit(folder, "2020-01-01T00:00:00+0000", {"rules.md": RULES}, "Rules")
    found = run("-C", str(folder), "clause", "2")
    assert (found.code, "note: the text of bad cannot be read and was not searched" in found.out) == (0, True)
    assert "the text of bad cannot be read and was not searched" in run("-C", str(folder), "clause", "9").err
    ran = run("-C", str(folder), "refs", "rules", "--incoming")
    assert (ran.code, ran.err) == (0, "note: citations of bad are not counted: bad.md is not UTF-8 text (byte 0xe9 at offset 5); save it as UTF-8\n")


def test_shallow_and_partial_clones_say_what_is_missing(home: Path, tmp_path: Path) -> None:
    git(home, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--bare", "--filter=blob:none", home.as_uri(), "partial.git")
    git(tmp_path, "clone", "-q", "--depth=1", home.as_uri(), "shallow")
    git(home, "config", "--unset", "uploadpack.allowFilter")
    shallow = tmp_path / "shallow"
    assert "five years" in open_store(shallow, today=TODAY).read("legal/rules").text
    told = "this clone is shallow and begins on 2023-04-01: earlier texts, and since when a text stands, are not here; `git fetch --unshallow` brings them"
    for asked in (["list"], ["log", "legal/rules"], ["show", "legal/rules"], ["clause", "legal/rules", "1"], ["search", "records"], ["doctor"]):
        assert told in run("-C", str(shallow), *asked).out, asked
    for asked in (["show", "legal/rules@2020"], ["diff", "legal/rules"]):
        assert told in run("-C", str(shallow), *asked).err, asked
    git(shallow, "worktree", "add", "-q", "../linked")
    assert told in run("-C", str(tmp_path / "linked"), "list").out
    git(shallow, "fetch", "-q", "--unshallow")
    assert "two years" in run("-C", str(shallow), "show", "legal/rules@2020").out
    assert "shallow" not in run("-C", str(shallow), "list").out
    partial = tmp_path / "partial.git"
    ran = run("-C", str(partial), "show", "legal/rules")
    assert ran.code == 2
    assert "is not in this clone (partial or shallow); run: git fetch --refetch" in ran.err
    assert "legal/rules@" in ran.err
    assert run("-C", str(partial), "log", "legal/rules.md").code == 0
    git(partial, "fetch", "-q", "--refetch", "--no-filter", "origin")
    assert "five years" in run("-C", str(partial), "show", "legal/rules").out
    assert "LAW-7" in run("-C", str(partial), "list").out


def test_sha256_repositories(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "sha256", "--object-format=sha256")
    commit(folder, "2020-01-01T00:00:00+0000", {"a.md": RULES})
    commit(folder, "2021-01-01T00:00:00+0000", {"a.md": RULES.replace("a year", "two years")})
    store = open_store(folder, today=TODAY)
    assert [len(v.blob) for v in store.versions("a")] == [64, 64]
    assert "a year" in store.read("a@2020").text
    assert store.select(f"a@blob:{store.versions('a')[0].blob}").version.number == 1


def test_an_id_given_later_is_the_same_document(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "later")
    commit(folder, "2020-01-01T00:00:00+0000", {"a.md": RULES})
    commit(
        folder, "2021-01-01T00:00:00+0000", {"a.md": "---\nid: us/eo/1\nadopted: 2020-12-01\n---\n" + RULES.replace("a year", "two years")}
    )
    store = open_store(folder, today=TODAY)
    assert [d.docid for d in store.documents()] == ["us/eo/1"]
    assert line(store, "us/eo/1") == [("2020-01-01", "commit-date"), ("2020-12-01", "adopted")]


def test_two_files_renamed_in_one_commit_keep_their_own_histories(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "swap")
    other = "# Other\n\n" + "\n\n".join(f"Line {n} of quite another text." for n in range(12)) + "\n"
    commit(folder, "2020-01-01T00:00:00+0000", {"a.md": RULES, "b.md": other})
    git(folder, "rm", "-q", "a.md", "b.md")
    commit(
        folder,
        "2021-01-01T00:00:00+0000",
        {"x/b2.md": other + "\nMore.\n", "x/a2.md": RULES.replace("a year", "two years"), "x/new.md": "# New\n\nNothing alike.\n"},
    )
    store = open_store(folder, today=TODAY)
    assert {d.docid: len(d.versions) for d in store.documents()} == {"x/a2": 2, "x/b2": 2, "x/new": 1}
    assert store.read("x/a2@2020").text == RULES
    assert store.read("x/b2@2020").text == other


def test_what_the_store_knew_then(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "known")
    first, second = policy("us/eo/1", "2010-01-01", "(a) As first read."), policy("us/eo/1", "2010-01-01", "(a) As corrected.")
    commit(folder, "2020-01-01T12:00:00+0000", {"us/eo/1.md": first})
    commit(folder, "2021-01-01T12:00:00+0000", {"us/eo/1.md": second})
    commit(folder, "2022-01-01T12:00:00+0000", {"us/eo/2.md": policy("us/eo/2", "1999-01-01")})
    at = ["-C", str(folder), "--known-at"]
    assert "As first read." in run(*at, "2020-12-31", "show", "us/eo/1@2015").out
    assert "As corrected." in run(*at, "2021", "show", "us/eo/1@2015").out
    assert "As corrected." in run("-C", str(folder), "show", "us/eo/1@2015").out
    assert "As first read." in run(*at, "2020-01-01", "clause", "us/eo/1", "(a)").out
    assert "1 document, 1 version" in run(*at, "2021-12-31", "list").out
    assert run(*at, "2020-06", "log", "us/eo/1").out.count("recorded 2020-01-01") == 1
    for day, words in (("2019-12-31", "error: this store had nothing yet on 2019-12-31; --known-at asks for what it knew on a day\n"), ("2021-02-30", '"2021-02-30" is not a calendar date')):
        ran = run(*at, day, "list")
        assert (ran.code, ran.out) == (2, "")
        assert words in ran.err
    assert run(*at, "2021-12-31", "show", "us/eo/2").code == 2


def test_an_id_with_an_at_sign_is_an_id_for_every_command(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "offices")
    for year, text in ((2020, "(a) Keep."), (2021, "(a) Keep all.")):
        commit(folder, f"{year}-01-01T12:00:00+0000", {"office@city.md": f"# Office\n\n{text}\n"})
    assert "{+all+}" in run("-C", str(folder), "diff", "office@city").out
    page = tmp_path / "history.csv"
    assert run("-C", str(folder), "report", "office@city", "-o", str(page)).code == 0
    assert page.read_text().count("office@city@2021-01-01") == 1
    assert run("-C", str(folder), "relate", "office@city", "--list").out == "0 reviewed relations\n"
    assert "names a document, office@city;" in run("-C", str(folder), "clause", "office@city").err


def test_of_two_versions_of_one_day_the_last_is_compared_with_the_one_before(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "desk")
    for hour in ("nine", "ten"):
        commit(folder, "2024-05-01T08:00:00+0000", {"hours.md": f"# Hours\n\nThe desk opens at {hour}.\n"})
    assert "opens at [-nine-]{+ten+}" in run("-C", str(folder), "diff", "hours").out


GIFTS = "# Gifts\n\n## 1. Limit\n\nStaff may take gifts worth at most ${}.\n"


def forked(folder: Path, ours: str | None, theirs: str | None, kept: str | None) -> Path:
    """Two sides changed or removed one file on 1 April and 1 May; the merge kept one of the two."""
    new_repository(folder)
    commit(folder, "2019-01-10T12:00:00+0000", {"gifts.md": GIFTS.format(25), "other.md": "# Other\n\nText.\n"})
    git(folder, "switch", "-q", "-c", "side")
    commit(folder, "2019-05-01T12:00:00+0000", {"gifts.md": theirs})
    git(folder, "switch", "-q", "main")
    commit(folder, "2019-04-01T12:00:00+0000", {"gifts.md": ours})
    day = {"GIT_AUTHOR_DATE": "2019-06-01T12:00:00+0000", "GIT_COMMITTER_DATE": "2019-06-01T12:00:00+0000"}
    git(folder, "merge", "-q", "--no-ff", "-s", "ours", "-m", "Merge", "side", env=day)
    if kept != ours:
        (folder / "gifts.md").unlink(missing_ok=True)
        if kept is not None:
            (folder / "gifts.md").write_text(kept)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "--amend", "--no-edit", env=day)
    return folder


def test_the_side_that_a_merge_left_out_is_not_current(tmp_path: Path) -> None:
    store = open_store(forked(tmp_path / "a", GIFTS.format(30), GIFTS.format(40), GIFTS.format(30)), today=TODAY)
    assert "$30" in store.read("gifts@current").text
    assert "$30" in store.read("gifts").text
    assert [v.superseded for v in store.versions("gifts")] == [False, False, True]
    store = open_store(forked(tmp_path / "b", GIFTS.format(30), GIFTS.format(40), GIFTS.format(40)), today=TODAY)
    assert "$40" in store.read("gifts@current").text


def test_a_file_that_a_merge_kept_was_not_removed(tmp_path: Path) -> None:
    folder = forked(tmp_path / "a", GIFTS.format(30), None, GIFTS.format(30))
    assert "$30" in open_store(folder, today=TODAY).read("gifts@current").text
    assert "removed" not in run("-C", str(folder), "list").out


def test_a_file_that_a_merge_removed_is_gone(tmp_path: Path) -> None:
    folder = forked(tmp_path / "a", None, GIFTS.format(40), None)
    assert not (folder / "gifts.md").exists()
    with pytest.raises(NotFound, match="removed from this repository"):
        open_store(folder, today=TODAY).select("gifts@current")


def test_a_rebased_text_is_of_the_day_it_arrived(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "a")
    commit(folder, "2019-01-10T12:00:00+0000", {"gifts.md": GIFTS.format(25)})
    commit(folder, "2019-04-01T12:00:00+0000", {"gifts.md": GIFTS.format(30)})
    commit(folder, "2019-02-01T12:00:00+0000", {"gifts.md": GIFTS.format(40)}, committed="2019-06-01T12:00:00+0000")
    store = open_store(folder, today=TODAY)
    assert [str(v.date) for v in store.versions("gifts")] == ["2019-01-10", "2019-04-01", "2019-06-01"]
    assert "$40" in store.read("gifts@current").text
    assert "$30" in store.read("gifts@2019-05").text


def test_between_a_removal_and_the_return_nothing_is_in_force(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "a")
    commit(folder, "2019-01-10T12:00:00+0000", {"gifts.md": GIFTS.format(25), "other.md": "# Other\n\nText.\n"})
    commit(folder, "2020-01-01T12:00:00+0000", {"gifts.md": None})
    commit(folder, "2020-06-01T12:00:00+0000", {"gifts.md": GIFTS.format(25)})
    commit(folder, "2022-01-01T12:00:00+0000", {"gifts.md": None})
    store = open_store(folder, today=TODAY)
    assert [str(store.select(f"gifts@{day}").version.date) for day in ("2019-12-31", "2020-06-01", "2021-12-31")] == ["2019-01-10", "2020-06-01", "2020-06-01"]
    for day, gone in (("2020-01-01", "2020-01-01"), ("2020-05-31", "2020-01-01"), ("2022-01-01", "2022-01-01")):
        with pytest.raises(NotFound, match=f"was removed from this repository on {gone}"):
            store.select(f"gifts@{day}")
    assert "Limit" not in run("-C", str(folder), "search", "limit", "--as-of", "2020-03-01").out
    assert "1. Limit" in run("-C", str(folder), "search", "limit", "--as-of", "2021-03-01").out


def test_a_dated_text_whose_file_was_removed_is_not_in_force(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "a")
    dated, ended, ahead = (policy(f"xx/{name}", date) for name, date in (("dated", "2018-01-01"), ("ended", "2018-01-01"), ("ahead", "2034-01-01")))
    files: dict[str, str | bytes | None] = {"xx/dated.md": dated, "xx/ended.md": ended.replace(b"---\n", b"---\nrepealed: 2019-02-02\n", 1), "xx/ahead.md": ahead}
    commit(folder, "2019-01-10T12:00:00+0000", files)
    commit(folder, "2020-01-01T12:00:00+0000", dict.fromkeys(files))
    listed = run("-C", str(folder), "list").out
    assert [listed.count(words) for words in ("removed 2020-01-01", "repealed 2019-02-02", "from 2034-01-01")] == [2, 1, 0]
    assert "xx/dated" in run("-C", str(folder), "show", "xx/dated@2019-06").out


def test_a_path_that_is_used_again_is_another_document(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "a")
    commit(folder, "2019-01-10T12:00:00+0000", {"gifts.md": GIFTS.format(25)})
    git(folder, "mv", "gifts.md", "gifts-and-meals.md")
    commit(folder, "2020-01-01T12:00:00+0000", {})
    commit(folder, "2021-01-01T12:00:00+0000", {"gifts.md": "# Moved\n\nThis page is now called otherwise.\n"})
    store = open_store(folder, today=TODAY)
    assert {d.docid: len(d.versions) for d in store.documents()} == {"gifts": 1, "gifts-and-meals": 1}
    assert "$25" in store.read("gifts-and-meals@current").text
    assert "Moved" in store.read("gifts@current").text


def test_a_repository_without_documents_says_what_to_do(home: Path, tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "a")
    said = "note: no Markdown policy is committed here; store one: policytool add FILE.md\n"
    assert run("-C", str(folder), "list").out == f"0 documents, 0 versions\n{said}"
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", home.as_uri(), "laws")
    git(folder, "commit", "-qm", "laws")
    assert run("-C", str(folder), "list").out == f"0 documents, 0 versions\nnote: laws is a submodule, a repository of its own: policytool -C {folder / 'laws'} list\n"
    assert said not in run("-C", str(home), "list", "nothing-of-that-name").out


def page(text: str, fields: str = "date: 2020-05-01\n") -> str:
    return f"---\ntitle: Privacy\n{fields}---\n\n# Privacy\n\n1. Data is kept for {text} days.\n"


def test_a_page_that_keeps_its_date_while_its_text_changes(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "a")
    commit(folder, "2020-05-02T12:00:00+0000", {"privacy.md": page("30")})
    commit(folder, "2021-02-03T12:00:00+0000", {"privacy.md": page("60")})
    commit(folder, "2021-03-03T12:00:00+0000", {"privacy.md": page("60", "date: 2020-05-01\nlayout: page\n")})
    commit(folder, "2022-02-03T12:00:00+0000", {"privacy.md": page("30")})
    commit(folder, "2023-02-03T12:00:00+0000", {"privacy.md": page("90", "date: 2020-05-01\nlastmod: 2023-01-31\n")})
    commit(folder, "2024-02-03T12:00:00+0000", {"privacy.md": page("120", "date: 2024-02-01\n")})
    store = open_store(folder, today=TODAY)
    assert line(store, "privacy") == [
        ("2020-05-01", "published"), ("2021-02-03", "commit-date"), ("2022-02-03", "commit-date"), ("2023-01-31", "published"), ("2024-02-01", "published"),
    ]  # fmt: skip
    for day, kept in (("2020-12-31", 30), ("2021-12-31", 60), ("2022-12-31", 30), ("2023-12-31", 90), ("2024-12-31", 120)):
        assert f"for {kept} days" in store.read(f"privacy@{day}").text
    assert not any(v.superseded for v in store.versions("privacy"))


def test_a_correction_that_was_stored_as_one_stays_one(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    new_store(folder)
    for text in ("30", "60"):
        put(folder, page(text, "id: xx/privacy\ndate: 2020-05-01\n").encode())
    assert [(str(v.date), v.superseded) for v in open_store(folder, today=TODAY).versions("xx/privacy")] == [("2020-05-01", True), ("2020-05-01", False)]
