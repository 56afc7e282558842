"""Adding, repealing and advancing: where a text goes, what its commit says, what is stored once."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from policytool.errors import BadInput, NotFound, StoreError
from policytool.store.ledger import Ledger
from policytool.store.writer import advance, repeal
from tests.support.cli import program, run
from tests.support.repositories import CLERK, commits, git, is_whole, new_store, policy, put, reopened, standing, timeline

DOC = "us-il-chicago/eo/2025-6"
MAIN = f"{DOC}.md"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "store"
    new_store(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "store"))


ORDERS = {
    "newer goes on top": (["2020-01-01", "2021-01-01"], {"": "2021-01-01"}),
    "older goes beside": (["2021-01-01", "2020-01-01"], {"": "2021-01-01", "@2020-01-01": "2020-01-01"}),
    "a future text goes beside": (["2021-01-01", "2034-01-01"], {"": "2021-01-01", "@2034-01-01": "2034-01-01"}),
    "a future text alone goes beside": (["2034-01-01"], {"@2034-01-01": "2034-01-01"}),
    "before 1970": (["1803-03-27", "1917-04-06"], {"": "1917-04-06"}),
    "month-only dates": (["2016-10", "2016-10-15", "2016"], {"": "2016-10-15", "@2016": "2016"}),
    "an undated text goes beside a dated one": (["2020-01-01", ""], {"": "2020-01-01", "@undated": ""}),
    "a dated text goes on top of an undated one": (["", "2020-01-01"], {"": "2020-01-01"}),
    "between a shown and a future text": (["2020-01-01", "2034-01-01", "2022-01-01"], {"": "2022-01-01", "@2034-01-01": "2034-01-01"}),
}


@pytest.mark.parametrize(("dates", "expected"), ORDERS.values(), ids=ORDERS)
def test_where_a_version_goes(home: Path, dates: list[str], expected: dict[str, str]) -> None:
    texts = {date: policy(DOC, date, f"(a) Text of {date or 'no day'}.") for date in dates}
    for date in dates:
        put(home, texts[date])
    assert standing(home) == {f"{DOC}{end}.md": texts[date].decode() for end, date in expected.items()}
    assert sorted(d for d, _, _ in timeline(home, DOC)) == sorted(dates)
    assert is_whole(home)


def test_one_commit_with_subject_and_trailers(home: Path) -> None:
    source = 'source: {url: "https://example.org/order", retrieved: 2026-11-23, sha256: "ab12"}\n'
    before = commits(home)
    stored = put(home, policy(DOC, "2025-08-30", title="Order on Records", more=source))
    assert commits(home) == before + 1
    assert git(home, "rev-parse", "HEAD").strip() == stored.commit
    assert git(home, "log", "-1", "--format=%B%an %ae %at %cn %ct", "HEAD").splitlines() == [
        f"{DOC}: 2025-08-30 Order on Records", "", f"Policy-Id: {DOC}", "Version-Date: 2025-08-30", "Change: new",
        "Source: https://example.org/order", "Source-SHA256: ab12", "City Clerk clerk@example.org 1700000000 City Clerk 1700000000",
    ]  # fmt: skip
    assert git(home, "log", "-1", "--format=%(trailers:key=Change,valueonly)").strip() == "new"


def test_front_matter_cannot_forge_trailers(home: Path) -> None:
    put(home, policy(DOC, "2025-08-30", title='"One\\n\\nPolicy-Id: us/eo/1\\0\\e[31m two"'))
    assert git(home, "log", "-1", "--format=%(trailers:key=Policy-Id,valueonly)").split() == [DOC]
    assert git(home, "log", "-1", "--format=%s") == f"{DOC}: 2025-08-30 One Policy-Id: us/eo/1 [31m two\n"


def test_changes_are_named(home: Path) -> None:
    changes = [
        put(home, policy(DOC, "2020-01-01", "(a) One.")),
        put(home, policy(DOC, "2021-01-01", "(a) Two.")),
        put(home, policy(DOC, "2021-01-01", "(a) Two, corrected.")),
        put(home, policy(DOC, "2020-01-01", "(a) One, corrected.")),
        put(home, policy(DOC, "2021-01-01", "(a) Two, corrected.", title="Records and files")),
    ]
    assert [s.change for s in changes] == ["new", "amend", "correct", "correct", "metadata"]
    assert [s.path for s in changes] == [MAIN, MAIN, MAIN, f"{DOC}@2020-01-01.md", MAIN]
    assert [s.date for s in changes]
    assert is_whole(home)
    store = reopened(home)
    assert "Two, corrected" in store.read(f"{DOC}@2021-06-01").text
    assert "One, corrected" in store.read(f"{DOC}@2020-06-01").text
    assert store.read(f"{DOC}@2021-06-01").title == "Records and files"


@pytest.mark.parametrize("again", [0, 1, 2, 3], ids=["superseded", "corrected", "newest", "older beside"])
def test_what_is_stored_is_not_stored_twice(home: Path, again: int) -> None:
    texts = [
        policy(DOC, "2021-01-01", "(a) Wrong."),
        policy(DOC, "2021-01-01", "(a) Right."),
        policy(DOC, "2022-01-01"),
        policy(DOC, "2019-01-01"),
    ]
    for text in texts:
        put(home, text)
    before = git(home, "rev-parse", "HEAD")
    stored = put(home, texts[again])
    assert stored.already is not None
    assert stored.already.blob == git(home, "hash-object", "--stdin", stdin=texts[again]).strip()
    assert git(home, "rev-parse", "HEAD") == before
    assert stored.commit == ""


def test_a_whole_import_can_be_run_again(home: Path) -> None:
    texts = [
        policy(DOC, "2020-01-01"),
        policy(DOC, "2020-01-01", title="New title"),
        policy(DOC, "2021-01-01"),
        policy(DOC, "2020-01-01", title="Third"),
    ]
    assert [bool(put(home, t).already) for t in texts] == [False] * 4
    before = commits(home)
    assert [bool(put(home, t).already) for t in texts] == [True] * 4
    assert commits(home) == before


def test_the_old_text_again_on_a_new_date_is_a_version(home: Path) -> None:
    for date, body in (("2020-01-01", "(a) One."), ("2021-01-01", "(a) Two."), ("2022-01-01", "(a) One.")):
        assert put(home, policy(DOC, date, body)).already is None
    assert [d for d, _, _ in timeline(home, DOC)] == ["2020-01-01", "2021-01-01", "2022-01-01"]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_batch_makes_the_history_that_single_adds_make(tmp_path: Path, template: Path, seed: int) -> None:
    """A batch reads the index once and keeps its own account after that: the same commits, bit for bit, must come of it."""
    chance = random.Random(seed)
    texts = [
        policy(f"us/eo/{chance.randint(1, 2)}", chance.choice(["", "2020", "2020-01-01", "2021-01-01", "2034-01-01"]),
               f"(a) Text {chance.randint(1, 2)}.", title=chance.choice("AB"))
        for _ in range(18)
    ]  # fmt: skip
    one, many = (Path(shutil.copytree(template, tmp_path / name)) for name in ("one", "many"))
    singly = [put(one, text) for text in texts]
    ledger = Ledger(reopened(many))
    batch = [put(many, text, ledger=ledger) for text in texts]
    assert [(s.path, s.change, s.commit, s.already is None) for s in singly] == [
        (s.path, s.change, s.commit, s.already is None) for s in batch
    ]
    assert git(one, "rev-parse", "HEAD") == git(many, "rev-parse", "HEAD")
    assert sum(s.already is not None for s in singly) >= 3


def test_a_batch_sees_what_others_store_meanwhile(home: Path) -> None:
    ledger = Ledger(reopened(home))
    put(home, policy(DOC, "2020-01-01", "(a) One."), ledger=ledger)
    put(home, policy(DOC, "2022-01-01", "(a) Three."))
    assert put(home, policy(DOC, "2021-01-01", "(a) Two."), ledger=ledger).path == f"{DOC}@2021-01-01.md"
    assert put(home, policy(DOC, "2022-01-01", "(a) Three."), ledger=ledger).already is not None


def test_new_data_of_an_older_version_does_not_bring_its_text_back(home: Path) -> None:
    put(home, policy(DOC, "2020-01-01", "(a) One."))
    put(home, policy(DOC, "2021-01-01", "(a) Two."))
    stored = put(home, policy(DOC, "2020-01-01", "(a) One.", title="Better title"))
    assert (stored.change, stored.path) == ("metadata", f"{DOC}@2020-01-01.md")
    assert "Two." in standing(home)[MAIN]
    assert [d for d, _, _ in timeline(home, DOC)] == ["2020-01-01", "2021-01-01"]


def test_the_bytes_are_kept_exactly(home: Path) -> None:
    data = (
        b"\xef\xbb\xbf"
        + policy(DOC, "2020-01-01", "(a) Line \u00a7\u2028 ends here.\r\nOther  \t").replace(b"\n", b"\r\n")
        + b"no last newline"
    )
    (home / ".git/info").mkdir(exist_ok=True)
    (home / ".git/info/attributes").write_text("*.md text eol=lf ident filter=x\n")
    git(home, "config", "core.autocrlf", "input")
    put(home, data)
    assert reopened(home).git.blob(reopened(home).versions(DOC)[0].blob) == data  # type: ignore[union-attr]
    assert (home / MAIN).read_bytes() == data
    assert program("-C", str(home), "show", DOC, "--raw").stdout == data


SETTINGS = {
    "i18n.commitEncoding": "latin1", "core.splitIndex": "true", "index.version": "4", "core.autocrlf": "true", "commit.gpgSign": "true",
    "user.useConfigOnly": "true", "core.ignoreCase": "true", "core.logAllRefUpdates": "false", "feature.manyFiles": "true", "core.sparseCheckout": "true",
    "core.bare": "false", "core.safecrlf": "true", "core.fileMode": "false", "core.commentChar": "u", "commit.cleanup": "strip", "core.abbrev": "4",
}  # fmt: skip


def test_settings_of_a_repository_change_nothing_that_is_stored(tmp_path: Path, template: Path, home: Path) -> None:
    plain = Path(shutil.copytree(template, tmp_path / "plain"))
    for key, value in SETTINGS.items():
        git(home, "config", key, value)
    for date in ("2020-01-01", "2021-01-01"):
        text = policy(DOC, date, "(a) R\u00e9sum\u00e9.", title="Avis n\u00b0 5")
        assert put(home, text).commit == put(plain, text).commit
    assert [d for d, _, _ in timeline(home, DOC)] == ["2020-01-01", "2021-01-01"]
    assert is_whole(home)


def test_dry_run_says_what_would_happen_and_does_nothing(home: Path) -> None:
    before = git(home, "for-each-ref") + git(home, "count-objects", "-v")
    stored = put(home, policy(DOC, "2020-01-01"), dry_run=True)
    assert (stored.path, stored.change, stored.commit) == (MAIN, "new", "")
    assert git(home, "for-each-ref") + git(home, "count-objects", "-v") == before
    assert not (home / MAIN).exists()
    (home / DOC).parent.mkdir(parents=True)
    (home / MAIN).write_text("somebody's notes")
    with pytest.raises(StoreError, match="move it away"):
        put(home, policy(DOC, "2020-01-01"), dry_run=True)


def test_options_stand_in_for_front_matter(home: Path) -> None:
    put(home, b"# Order on Records\r\n\r\n(a) Officers keep records.\r\n", docid=DOC, date="2020-01")
    assert (home / MAIN).read_bytes().startswith(b"---\r\nid: us-il-chicago/eo/2025-6\r\nadopted: 2020-01\r\n---\r\n\r\n# Order")
    assert timeline(home, DOC) == [("2020-01", MAIN, "new")]
    put(
        home,
        b"---\nid: us/eo/9\neffective:\nadopted:  # not found yet\nsource:\n  url: https://example.org\n---\ntext\n",
        date="2021-02-03",
    )
    assert (
        home / "us/eo/9.md"
    ).read_bytes() == b"---\nid: us/eo/9\neffective:\nadopted: 2021-02-03\nsource:\n  url: https://example.org\n---\ntext\n"


BAD = {
    "no id": (b"# Order\n", {}, "write `id: "),
    "ids that differ": (policy(DOC), {"docid": "us/eo/1"}, "they must agree"),
    "dates that differ": (policy(DOC, "2020-01-01"), {"date": "2020-01-02"}, "they must agree"),
    "no calendar date": (policy(DOC, "2021-02-30"), {}, r'adopted: "2021-02-30" is not a calendar date.*leave it blank'),
    "no calendar date of repeal": (policy(DOC, "2021-02-03", more="repealed: soon\n"), {}, r'repealed: "soon" is not'),
    "an option that is no date": (policy(DOC), {"date": "yesterday"}, "not a calendar date"),
    "not text": (b"\x00\x01", {}, "not text"),
    "not UTF-8": (policy(DOC, "2020-01-01") + b"\xe9", {}, "save it as UTF-8"),
    "broken front matter": (b"---\nid: [us\n---\n", {}, "not readable YAML"),
    "marks of a merge": (policy(DOC, "2020-01-01", "<<<<<<< ours\n(a) One.\n=======\n(a) Two.\n>>>>>>> theirs"), {}, "conflict marks"),
    "nothing": (b"\n", {"docid": "us/eo/1"}, "is empty; there is no text to store"),
    "a field given twice": (policy(DOC, "2020-01-01", more="source: x\nadopted: 2021-01-01\n"), {}, "gives adopted twice in its front matter"),
    "too large": (policy(DOC) + b"x" * 21_000_000, {}, "at most 20 MB"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "options", "words"), BAD.values(), ids=BAD)
def test_texts_that_cannot_be_stored(home: Path, data: bytes, options: dict[str, str], words: str) -> None:
    before = git(home, "rev-parse", "HEAD")
    with pytest.raises(BadInput, match=words):
        put(home, data, **options)
    assert git(home, "rev-parse", "HEAD") == before
    assert is_whole(home)


def test_a_device_without_an_end(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytool.workspace.MAX_FILE", 10_000)
    ran = run("-C", str(home), "add", "/dev/zero")
    assert (ran.code, ran.out) == (2, "")
    assert "/dev/zero gives more than" in ran.err


def test_standard_input_that_is_too_large(home: Path) -> None:
    done = program("-C", str(home), "add", "-", stdin=policy("us/eo/1", "2020-01-01") + b"x" * 21_000_000)
    assert done.returncode == 2
    assert b"at most 20 MB is stored" in done.stderr


def test_a_renamed_file_stays_the_documents_own(home: Path) -> None:
    put(home, policy(DOC, "2020-01-01"))
    git(home, "mv", MAIN, "order.md")
    git(home, "commit", "-qm", "Rename")
    assert put(home, policy(DOC, "2021-01-01")).path == "order.md"
    assert put(home, policy(DOC, "2019-01-01")).path == "order@2019-01-01.md"


def test_files_named_by_date_stay_named_by_date(home: Path) -> None:
    folder = home / "documents" / DOC
    folder.mkdir(parents=True)
    (folder / "2020-01-01.md").write_bytes(policy(DOC, "2020-01-01"))
    git(home, "add", ".")
    git(home, "commit", "-qm", "As the bundled documents are kept")
    assert put(home, policy(DOC, "2021-01-01")).path == f"documents/{DOC}/2021-01-01.md"
    assert put(home, policy("us/statement/2025-08-30", "2025-08-30")).path == "us/statement/2025-08-30.md"
    assert put(home, policy("us/statement/2025-08-30", "2025-08-29")).path == "us/statement/2025-08-30@2025-08-29.md"


def test_from_a_folder_inside_the_store(home: Path) -> None:
    put(home, policy("us/eo/1", "2020-01-01"))
    assert put(home / "us/eo", policy("us/pm/2", "2020-01-01")).path == "us/pm/2.md"
    (home / "rules").mkdir()
    (home / "rules/note.md").write_text("# A note of the office\n")
    git(home, "add", ".")
    git(home, "commit", "-qm", "A folder of rules")
    assert put(home / "rules", policy("us/pm/3", "2020-01-01")).path == "rules/us/pm/3.md"


def test_a_file_of_another_document_is_not_overwritten(home: Path) -> None:
    (home / "us").mkdir()
    (home / "us/a.md").write_bytes(policy("us/b", "2020-01-01"))
    git(home, "add", ".")
    git(home, "commit", "-qm", "A file under another name")
    with pytest.raises(BadInput, match="holds another document, us/b"):
        put(home, policy("us/a", "2021-01-01"))


def test_repeal(home: Path) -> None:
    put(home, policy(DOC, "2020-01-01", "(a) One.", more="expires:\n"))
    stored = repeal(reopened(home), DOC, "2021-03-01", CLERK)
    assert (stored.path, stored.change) == (MAIN, "repeal")
    assert standing(home)[MAIN] == policy(DOC, "2020-01-01", "(a) One.", more="expires:\nrepealed: 2021-03-01\n").decode()
    assert "Change: repeal" in git(home, "log", "-1", "--format=%B")
    with pytest.raises(NotFound, match=r"repealed.* on 2021-03-01"):
        reopened(home).read(f"{DOC}@2022-01-01")
    assert "One." in reopened(home).read(f"{DOC}@2020-12-31").text
    assert repeal(reopened(home), DOC, "2021-03-01", CLERK).already is not None
    assert len(timeline(home, DOC)) == 1
    assert is_whole(home)


def test_repeal_before_a_later_text_leaves_that_text(home: Path) -> None:
    put(home, policy(DOC, "2020-01-01", "(a) One."))
    put(home, policy(DOC, "2022-01-01", "(a) Two."))
    stored = repeal(reopened(home), DOC, "2021-03-01", CLERK)
    assert (stored.path, str(stored.later)) == (f"{DOC}@2020-01-01.md", "2022-01-01")
    store = reopened(home)
    assert "Two." in store.read(f"{DOC}@2023-01-01").text
    assert "Two." in standing(home)[MAIN]
    with pytest.raises(NotFound, match="repealed"):
        store.read(f"{DOC}@2021-06-01")


def test_repeal_is_refused_before_the_first_text_and_dry_run_writes_nothing(home: Path) -> None:
    put(home, policy(DOC, "2020-01-01"))
    with pytest.raises(BadInput, match="cannot be repealed on 2019-01-01: its first text is of 2020-01-01"):
        repeal(reopened(home), DOC, "2019-01-01", CLERK)
    before = git(home, "rev-parse", "HEAD")
    assert repeal(reopened(home), DOC, "2021-01-01", CLERK, dry_run=True).commit == ""
    assert git(home, "rev-parse", "HEAD") == before
    assert is_whole(home)


def test_advance_moves_the_file_and_makes_no_version(home: Path) -> None:
    for date in ("2020-01-01", "2027-01-01", "2027-06-01", "2030"):
        put(home, policy(DOC, date, f"(a) Text of {date}."))
    assert advance(reopened(home), CLERK) == []
    lines = [d for d, _, _ in timeline(home, DOC)]
    answers = [reopened(home, "2027-07-01").read(f"{DOC}@{d}").text for d in ("2026-12-31", "2027-01-01", "2027-07-01")]
    planned = advance(reopened(home, "2027-07-01"), CLERK, dry_run=True)
    before = commits(home)
    moved = advance(reopened(home, "2027-07-01"), CLERK)
    assert [(str(m.date), m.old_path, m.path) for m in moved] == [
        ("2027-01-01", f"{DOC}@2027-01-01.md", MAIN), ("2027-06-01", f"{DOC}@2027-06-01.md", MAIN),
    ]  # fmt: skip
    assert [(m.date, m.commit) for m in planned] == [(m.date, "") for m in moved]
    assert commits(home) == before + 2
    assert set(standing(home)) == {MAIN, f"{DOC}@2030.md"}
    assert "2027-06-01" in standing(home)[MAIN]
    assert [d for d, _, _ in timeline(home, DOC)] == lines
    assert [reopened(home, "2027-07-01").read(f"{DOC}@{d}").text for d in ("2026-12-31", "2027-01-01", "2027-07-01")] == answers
    assert advance(reopened(home, "2027-07-01"), CLERK) == []
    assert is_whole(home)


def test_advance_leaves_older_texts_beside(home: Path) -> None:
    for date in ("2021-01-01", "2020-01-01"):
        put(home, policy(DOC, date))
    assert advance(reopened(home, "2030-01-01"), CLERK) == []
    put(home, policy(DOC, "2034-01-01"))
    assert len(advance(reopened(home, "2034-01-01"), CLERK)) == 1
    assert set(standing(home)) == {MAIN, f"{DOC}@2020-01-01.md"}


def test_bare_and_linked_worktrees(tmp_path: Path, home: Path) -> None:
    put(home, policy(DOC, "2020-01-01"))
    bare, linked = tmp_path / "bare.git", tmp_path / "linked"
    git(tmp_path, "clone", "-q", "--bare", str(home), str(bare))
    git(home, "worktree", "add", "-q", "-b", "drafts", str(linked))
    put(bare, policy(DOC, "2021-01-01", "(a) Bare."))
    put(linked, policy(DOC, "2022-01-01", "(a) Linked."))
    assert "Bare." in standing(bare)[MAIN]
    assert is_whole(bare)
    assert "Linked." in (linked / MAIN).read_text()
    assert is_whole(linked)
    assert git(home, "log", "-1", "--format=%s", "drafts").startswith(f"{DOC}: 2022-01-01")
    assert "keep records" in (home / MAIN).read_text()
    assert is_whole(home)


@pytest.mark.parametrize("options", [("--object-format=sha256",), ()], ids=["sha256", "no commit yet"])
def test_other_repositories_can_be_written(tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = tmp_path / "other"
    git(tmp_path, "init", "-q", *options, str(folder))
    put(folder, policy(DOC, "2020-01-01"))
    put(folder, policy(DOC, "2021-01-01"))
    assert [d for d, _, _ in timeline(folder, DOC)] == ["2020-01-01", "2021-01-01"]
    assert put(folder, policy(DOC, "2021-01-01")).already is not None
    assert is_whole(folder)


def test_init(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    assert run("init", str(folder)).code == 0
    assert git(folder, "config", "--get", "core.repositoryformatversion").strip() == "0"
    assert git(folder, "symbolic-ref", "HEAD").strip() == "refs/heads/main"
    assert "*.md diff=markdown" in (folder / ".gitattributes").read_text()
    assert git(folder, "log", "--format=%an").split() == ["policytool"]
    assert is_whole(folder)
    again = run("init", str(folder))
    assert again.code == 2
    assert "is not an empty folder; name a new one" in again.err


def test_the_commands(tmp_path: Path, home: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_bytes(policy(DOC, "2020-01-01"))
    two.write_bytes(policy(DOC, "2034-01-01", "(a) Later."))
    here = ("-C", str(home))
    added = run(*here, "add", str(one), str(two))
    assert [line.rpartition(", blob ")[0] for line in added.out.splitlines()] == [
        f"stored {DOC}, 2020-01-01: new, in {MAIN}", f"stored {DOC}, 2034-01-01: amend, in {DOC}@2034-01-01.md",
    ]  # fmt: skip
    again = json.loads(run(*here, "add", "--format", "json", str(one)).out)
    assert [(s["state"], s["path"]) for s in again["stored"]] == [("already stored", MAIN)]
    assert run(*here, "--known-at", "2020-01-01", "add", str(one)).code == 2
    two.write_bytes(policy("us/eo/7", "2034-01-01"))
    half = run(*here, "add", "--format", "json", str(two), str(tmp_path / "missing.md"))
    assert half.code == 2
    assert json.loads(half.out)["stored"][0]["state"] == "stored"
    assert "already recorded" not in run(*here, "repeal", DOC, "--on", "2025-01-01").out
    assert "already recorded" in run(*here, "repeal", DOC, "--on", "2025-01-01").out
    taken_back = run(*here, "add", str(one)).out  # the text as it was before the repeal
    assert f"(blob {git(home, 'hash-object', str(one))[:10]}, in the history); its front matter was changed since" in taken_back
    assert "repealed 2025-01-01" in run(*here, "list").out
    assert "nothing has come into force by 2026-11-24" in run(*here, "advance").out
    assert program("-C", str(home), "add", "-", stdin=policy("us/eo/8", "2020-01-01")).returncode == 0
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "a.md").write_bytes(policy("us/eo/1", "2020-01-01"))
    refused = run("-C", str(plain), "add", str(one))
    assert refused.code == 2
    assert "make a store with `policytool init DIR`" in refused.err
