"""`doctor` on real stores, each with one thing wrong."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policytool.store.health import check_health
from tests.support.cli import run
from tests.support.repositories import git, new_store, policy, put, reopened

DOC = "us/eo/1"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("healthy") / "store"
    new_store(folder)
    put(folder, policy(DOC, "2020-01-01", "(a) One."))
    put(folder, policy(DOC, "2021-01-01", "(a) Two."))
    put(folder, policy("us/eo/2", "2020-01-01"))
    return folder


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "store"))


def committed(home: Path, name: str, data: bytes, message: str = "By hand") -> None:
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_bytes(data)
    git(home, "add", "-A")
    git(home, "commit", "-q", "-m", message)


def _object(home: Path, rev: str) -> Path:
    oid = git(home, "rev-parse", rev).strip()
    path = home / ".git" / "objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    return path


WRONG: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "nothing": (lambda h: None, "", ""),
    "a lost text": (lambda h: _object(h, f"HEAD:{DOC}.md").unlink(), "fsck", "git fsck says: missing blob"),
    "a damaged text": (lambda h: _object(h, f"HEAD:{DOC}.md").write_bytes(b"noise"), "unreadable-text", "is not in this clone"),
    "a text that is no text": (lambda h: committed(h, "us/eo/3.md", b"---\nid: us/eo/3\nadopted: 2020-01-01\n---\n\xff\xfe"), "unreadable-text", "not UTF-8"),
    "front matter that cannot be read": (lambda h: committed(h, "us/eo/3.md", b"---\nid: [us\n---\ntext"), "front-matter", "us/eo/3.md"),
    "a trailer with another date": (lambda h: committed(h, f"{DOC}.md", policy(DOC, "2022-01-01", "(a) Three."), f"X\n\nPolicy-Id: {DOC}\nVersion-Date: 2022-02-02"), "trailer-date", "its trailer says version date 2022-02-02, the front matter 2022-01-01, which counts"),
    "a trailer for a text without a date": (lambda h: committed(h, f"{DOC}.md", policy(DOC, "", "(a) Three."), f"X\n\nPolicy-Id: {DOC}\nVersion-Date: 2022-02-02"), "trailer-date", "the front matter gives none"),
    "a trailer with another id": (lambda h: committed(h, f"{DOC}.md", policy(DOC, "2022-01-01", "(a) Three."), "X\n\nPolicy-Id: us/eo/9"), "trailer-id", f"its trailer names us/eo/9, its front matter {DOC}, which counts"),
    "no date": (lambda h: committed(h, "us/eo/3.md", policy("us/eo/3")), "undated", "us/eo/3: no version has a date of law (reached by @v1)"),
    "one of two without a date": (lambda h: put(h, policy(DOC, "", "(a) Undated.")), "undated", f"{DOC}: 1 of 3 versions has no date of law (reached by @v3)"),
    "a corrected text": (lambda h: put(h, policy(DOC, "2020-01-01", "(a) Corrected.")), "superseded", f"{DOC}: 1 text superseded"),
    "two files for one date": (lambda h: committed(h, "copy.md", policy(DOC, "2021-01-01", "(a) Another.")), "same-date", f"{DOC} has 2 files for 2021-01-01: copy.md, {DOC}.md"),
    "a name that gives another date": (lambda h: committed(h, f"{DOC}@2019-01-01.md", policy(DOC, "2019-05-05", "(a) Nought.")), "file-date", f"{DOC}@2019-01-01.md is named 2019-01-01 and dated 2019-05-05"),
    "an alias of two": (lambda h: [put(h, policy(f"us/pm/{n}", "2020-01-01", more="aliases: [The Order]\n")) for n in "ab"], "same-name", '"the order" names 2 documents: us/pm/a, us/pm/b'),
    "a lock that was left": (lambda h: (h / ".git/refs/heads/main.lock").touch(), "lock", "refs/heads/main.lock exists"),
    "a detached HEAD": (lambda h: git(h, "switch", "-q", "--detach"), "not-writable", "nothing can be stored as it stands: HEAD is detached"),
    "a branch without a commit": (lambda h: git(h, "symbolic-ref", "HEAD", "refs/heads/other"), "empty-branch", "there are main: git switch NAME"),
    "a text that has begun": (lambda h: put(h, policy(DOC, "2026-11-01", "(a) Three."), today="2026-10-01"), "due", f"{DOC}@2026-11-01.md has begun (2026-11-01); `policytool advance` moves it"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "rule", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong(home: Path, spoil: Callable[[Path], object], rule: str, words: str) -> None:
    spoil(home)
    found = check_health(reopened(home))
    if not rule:
        assert found == []
        return
    assert rule in {f.rule for f in found}
    assert any(words in f.message for f in found if f.rule == rule), [f.message for f in found]
    assert {f.rule for f in found} <= {rule, "fsck", "unreadable-text", "unreadable-history", "undated", "superseded"}
    order = [f.severity.value for f in found]
    assert order == sorted(order, key=["error", "warning", "note"].index)


def test_the_command(home: Path) -> None:
    assert run("-C", str(home), "doctor", "--exit-code").code == 0
    put(home, policy(DOC, "", "(a) Undated."))
    noted = run("-C", str(home), "doctor", "--exit-code")
    assert noted.code == 0
    assert "note: us/eo/1: 1 of 3 versions has no date of law (reached by @v3) [undated]" in noted.out
    assert "2 documents, 0 problems, 1 note" in noted.out
    committed(home, f"{DOC}.md", policy(DOC, "2022-01-01", "(a) Three."), "X\n\nPolicy-Id: us/eo/9")
    assert run("-C", str(home), "doctor").code == 0
    broken = run("-C", str(home), "doctor", "--exit-code")
    assert broken.code == 1
    assert "problem: commit " in broken.out
    assert "2 documents, 1 problem, 1 note" in broken.out
    answer = json.loads(run("-C", str(home), "doctor", "--format", "json").out)
    assert [f["rule"] for f in answer["findings"]] == ["trailer-id", "undated"]
    assert (answer["documents"], answer["store"]) == (2, os.path.realpath(home))
    assert answer["cache"].endswith("safe to delete)")


def test_without_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("doctor", "--exit-code")
    assert ran.code == 0
    assert "none here" in ran.out
    assert json.loads(run("doctor", "--format", "json").out)["store"] is None


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("config", "[core\n", "cannot be opened: bad config line"),
        ("HEAD", "noise\n", ".git for a repository: its HEAD or its folders are damaged"),
        ("refs/heads/main", "0123456789" * 4 + "\n", "leads to a commit that is not here"),
    ],
)
def test_a_repository_that_cannot_be_opened_is_no_plain_folder(home: Path, name: str, said: str, words: str) -> None:
    (home / ".git" / name).write_text(said)
    ran = run("-C", str(home), "doctor", "--exit-code")
    assert ran.code == 1
    assert words in ran.out
    assert words in run("-C", str(home), "list").err


def test_a_lost_commit_is_told_not_thrown(home: Path) -> None:
    _object(home, "HEAD~1").unlink()
    ran = run("-C", str(home), "doctor", "--exit-code")
    assert ran.code == 1
    assert "git fsck says" in ran.out
    assert "[unreadable-history]" in ran.out
    shown = run("-C", str(home), "log", DOC)
    assert shown.code == 2
    assert "git log failed" in shown.err
