"""Refusals: each says what was found and what to do, and loses nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from policytool.errors import BadInput, PolicyToolError, StoreError
from policytool.store import commit, working
from policytool.store.placement import check_docid
from policytool.store.writer import advance, repeal
from tests.support.cli import run
from tests.support.repositories import CLERK, git, is_whole, new_store, policy, put, reopened

DOC = "us-il-chicago/eo/2025-6"
MAIN = f"{DOC}.md"
NEXT = policy(DOC, "2021-01-01", "(a) Next.")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "store"
    new_store(folder)
    put(folder, policy(DOC, "2020-01-01"))
    return folder


@pytest.fixture
def home(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "store", symlinks=True))


def everything(folder: Path) -> dict[str, bytes]:
    """Refs, index and working files, to see that nothing moved. The writer's own lock file does not count."""
    found = {
        "refs": git(folder, "for-each-ref").encode(),
        "index": git(folder, "ls-files", "-s").encode(),
        "HEAD": (folder / ".git/HEAD").read_bytes(),
    }
    for path in sorted(folder.rglob("*")):
        if ".git" not in path.parts and not path.is_dir():
            found[str(path)] = os.readlink(path).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else b"other"
    return found


def refused(folder: Path, data: bytes, words: str) -> PolicyToolError:
    before = everything(folder)
    with pytest.raises(PolicyToolError, match=words) as caught:
        put(folder, data)
    assert everything(folder) == before
    assert not re.search(r"fatal:|Traceback", caught.value.message)
    with pytest.raises(PolicyToolError, match=words):
        put(folder, data, dry_run=True)
    return caught.value


def test_a_dirty_file(home: Path) -> None:
    (home / MAIN).write_text("an edit")
    refused(home, NEXT, "changes that are not committed; commit them, or give them up with `git restore")
    git(home, "restore", MAIN)
    assert put(home, NEXT).commit


def test_a_dirty_file_stops_repeal_and_advance_too(home: Path) -> None:
    put(home, policy(DOC, "2034-01-01", "(a) Later."))
    (home / MAIN).write_text("an edit")
    with pytest.raises(StoreError, match="not committed"):
        repeal(reopened(home), DOC, "2021-01-01", CLERK)
    with pytest.raises(StoreError, match="not committed"):
        advance(reopened(home, "2034-01-01"), CLERK)
    assert (home / MAIN).read_text() == "an edit"
    assert (home / f"{DOC}@2034-01-01.md").exists()


def test_a_staged_file(home: Path) -> None:
    text = (home / MAIN).read_bytes()
    (home / MAIN).write_text("an edit")
    git(home, "add", MAIN)
    (home / MAIN).write_bytes(text)
    said = refused(home, NEXT, "staged changes that are not committed").message
    command = re.search(r"`(git restore .*?)`", said)
    assert command
    git(home, *command[1].split()[1:])
    assert put(home, NEXT).commit


def test_a_staged_new_file(home: Path) -> None:
    (home / "us").mkdir()
    (home / "us/a.md").write_text("mine")
    git(home, "add", ".")
    said = refused(home, policy("us/a", "2020-01-01"), "staged changes").message
    assert "git rm --cached us/a.md" in said


def test_an_untracked_file_in_the_place(home: Path) -> None:
    (home / "us").mkdir()
    (home / "us/a.md").write_text("mine")
    refused(home, policy("us/a", "2020-01-01"), "a file git does not know, and it stands where this version goes; move it away")
    assert (home / "us/a.md").read_text() == "mine"


def test_an_ignored_file_in_the_place_is_not_lost(home: Path) -> None:
    (home / ".git/info").mkdir(exist_ok=True)
    (home / ".git/info/exclude").write_text("*.md\n")
    (home / "us").mkdir()
    (home / "us/a.md").write_text("mine")
    refused(home, policy("us/a", "2020-01-01"), "a file git does not know")
    assert put(home, policy("us/b", "2020-01-01")).commit


def test_what_else_is_dirty_or_staged_is_left_alone(home: Path) -> None:
    (home / "README.md").write_text("an edit")
    (home / "notes.txt").write_text("notes")
    git(home, "add", "notes.txt")
    put(home, NEXT)
    assert sorted(git(home, "status", "--porcelain").splitlines()) == [" M README.md", "A  notes.txt"]
    assert git(home, "show", "--name-only", "--format=", "HEAD").split() == [MAIN]


def test_the_text_edited_in_place_can_be_added(home: Path) -> None:
    (home / MAIN).write_bytes(NEXT)
    git(home, "add", MAIN)
    assert put(home, (home / MAIN).read_bytes()).path == MAIN
    assert is_whole(home)


def test_a_detached_head(home: Path) -> None:
    git(home, "switch", "-q", "--detach")
    refused(home, NEXT, "HEAD is detached.*git switch main")
    git(home, "switch", "-q", "main")
    assert put(home, NEXT).commit


def _conflict(home: Path) -> None:
    git(home, "branch", "other")
    (home / "README.md").write_text("ours")
    git(home, "commit", "-qam", "ours")
    git(home, "switch", "-q", "other")
    (home / "README.md").write_text("theirs")
    git(home, "commit", "-qam", "theirs")


@pytest.mark.parametrize(
    ("start", "words", "abort"),
    [
        (("merge", "main"), "a merge is in progress.*git merge --abort", ("merge", "--abort")),
        (("rebase", "main"), "HEAD is detached|a rebase is in progress", ("rebase", "--abort")),
        (("rebase", "--apply", "main"), "HEAD is detached|a rebase is in progress", ("rebase", "--abort")),
        (("cherry-pick", "main"), "a cherry-pick is in progress.*git cherry-pick --abort", ("cherry-pick", "--abort")),
        (("revert", "HEAD~1"), "a revert is in progress.*git revert --abort", ("revert", "--abort")),
    ],
    ids=["merge", "rebase", "rebase --apply", "cherry-pick", "revert"],
)  # fmt: skip
def test_git_in_the_middle_of_something(home: Path, start: tuple[str, ...], words: str, abort: tuple[str, ...]) -> None:
    _conflict(home)
    if start[0] == "revert":
        (home / "README.md").write_text("more")
        git(home, "commit", "-qam", "more")
    git(home, *start, check=False)
    refused(home, NEXT, words)
    git(home, *abort)
    assert put(home, NEXT).commit


def test_patches_that_are_being_applied(home: Path, tmp_path: Path) -> None:
    _conflict(home)
    (tmp_path / "x.patch").write_text(git(home, "format-patch", "-1", "--stdout", "main"))
    git(home, "am", "-q", str(tmp_path / "x.patch"), check=False)
    refused(home, NEXT, "patches are being applied; finish it with `git am --continue` or run `git am --abort`")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "GIT_LOCK_WAIT", 0.1)
    monkeypatch.setattr(working, "GIT_LOCK_WAIT", 0.1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("lock", ["index.lock", "HEAD.lock", "refs/heads/main.lock"])
def test_a_stale_lock(home: Path, lock: str) -> None:
    path = home / ".git" / lock
    path.write_bytes(b"")
    os.utime(path, (time.time() - 3600, time.time() - 3600))
    before = everything(home)
    with pytest.raises(StoreError, match=r"exists, 36\d\d seconds old.*another git command is running, or one was killed") as caught:
        put(home, NEXT)
    assert everything(home) == before
    assert path.exists()
    assert caught.value.message.endswith(f"rm {path}")
    subprocess.run(caught.value.message.rpartition("If none is running: ")[2], shell=True, check=True)
    assert put(home, NEXT).commit
    assert is_whole(home)


@pytest.mark.usefixtures("impatient")
def test_a_lock_taken_at_the_last_moment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were set already are put back, all of them."""
    put(home, policy(DOC, "2034-01-01", "(a) Later."))
    monkeypatch.setattr(commit, "_standing_lock", lambda git: "")
    (home / ".git/index.lock").write_bytes(b"")
    before = everything(home)
    with pytest.raises(StoreError, match=r"index\.lock exists.*nothing was stored"):
        put(home, NEXT)
    with pytest.raises(StoreError, match=r"index\.lock exists.*nothing was stored"):
        advance(reopened(home, "2034-01-01"), CLERK)
    assert everything(home) == before
    (home / ".git/index.lock").unlink()
    assert put(home, NEXT).commit
    assert is_whole(home)


def test_a_lock_that_goes_away_is_waited_for(home: Path) -> None:
    lock = home / ".git/index.lock"
    lock.write_bytes(b"")
    threading.Timer(0.3, lock.unlink).start()
    assert put(home, NEXT).commit


def _symlink(home: Path) -> None:
    (home / "us").symlink_to(home.parent / "elsewhere")
    (home.parent / "elsewhere").mkdir()


def _committed_symlink(home: Path) -> None:
    _symlink(home)
    git(home, "add", "us")
    git(home, "commit", "-qm", "A link")


def _dangling(home: Path) -> None:
    (home / "us").mkdir()
    (home / "us/a.md").symlink_to(home.parent / "elsewhere.md")


def _submodule(home: Path) -> None:
    other = home.parent / "other"
    new_store(other)
    git(home, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "us")
    git(home, "commit", "-qm", "A submodule")


def _gitlink_only(home: Path) -> None:
    git(home, "update-index", "--add", "--cacheinfo", f"160000,{git(home, 'rev-parse', 'HEAD').strip()},us")
    git(home, "commit", "-qm", "A submodule that is not checked out")


def _nested_repository(home: Path) -> None:
    new_store(home / "us")


def _file_in_the_way(home: Path) -> None:
    (home / "us").write_text("a file")


def _folder_in_the_place(home: Path) -> None:
    (home / "us/a.md").mkdir(parents=True)


def _pipe(home: Path) -> None:
    (home / "us").mkdir()
    os.mkfifo(home / "us/a.md")


def _committed_file_in_the_way(home: Path) -> None:
    (home / "us").write_text("a file")
    git(home, "add", "us")
    git(home, "commit", "-qm", "A file")
    (home / "us").unlink()


def _upper_case(home: Path) -> None:
    (home / "US").mkdir()
    (home / "US/other.md").write_text("# Other\n")
    git(home, "add", ".")
    git(home, "commit", "-qm", "A folder in capitals")


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a symbolic link on the way": (_symlink, "is a symbolic link; nothing is written through it"),
    "a committed symbolic link": (_committed_symlink, "us is a symbolic link in this repository.*choose another id"),
    "a dangling link in the place": (_dangling, "is a symbolic link; nothing is written through it"),
    "a submodule": (_submodule, "us is a submodule in this repository.*choose another id"),
    "a submodule not checked out": (_gitlink_only, "us is a submodule"),
    "another repository": (_nested_repository, "is another repository"),
    "a file on the way": (_file_in_the_way, "is a file; nothing is written"),
    "a committed file on the way": (_committed_file_in_the_way, "us is a file in this repository"),
    "a folder in the place": (_folder_in_the_place, "is a folder"),
    "a named pipe in the place": (_pipe, "is not a plain file"),
    "a folder that differs in case": (_upper_case, "us would clash with US on systems that ignore case"),
}


@pytest.mark.parametrize(("prepare", "words"), PLACES.values(), ids=PLACES)
def test_places_that_cannot_be_written(home: Path, prepare: Callable[[Path], None], words: str) -> None:
    prepare(home)
    refused(home, policy("us/a", "2020-01-01"), words)
    assert not any((home.parent / "elsewhere").glob("*"))
    assert not (home.parent / "elsewhere.md").exists()


@pytest.mark.parametrize("name", ["us/A.md", "us/\u00e9.md", "us/e\u0301.md"])
def test_names_that_differ_only_in_case_or_form(home: Path, name: str) -> None:
    """The other file came by plain git; on a system that folds names one of the two would vanish."""
    (home / "us").mkdir()
    (home / name).write_text("# Other\n")
    git(home, "add", ".")
    git(home, "commit", "-qm", "Another file")
    docid = "us/a" if name == "us/A.md" else "us/e"
    if docid == "us/a":
        refused(home, policy(docid, "2020-01-01"), "us/a.md would clash with us/A.md")
    else:
        assert put(home, policy(docid, "2020-01-01")).commit


IDS = [
    "../x", "..", "a/../b", ".git/config", "a/.git/hooks/x", ".GIT/config", "git~1/x", "a//b", "/etc/passwd", "a/", "-x", "a/-x", "--output=x",
    "CON", "con", "us/nul", "us/aux.x", "com1", "lpt9.txt", "us/x.", "us/x ", " us/x", "us\\x", "us:x", "c:x", "us/x\ny", "us/\u200c.git", "US/x",
    "\u00e9", "e\u0301", "us/\u017f", "us/\u212a", "us/x*", "us/?", "us/x@2020", "us/x#s1", "a" * 101, "/".join(["a" * 50] * 5), "us/readme", "license",
    ":(top)x", "x/.policytool", "us/\x1b[31m", "us/eo/1.md", "us/eo/1.md/x",
]  # fmt: skip


@pytest.mark.parametrize("docid", IDS, ids=ascii)
def test_ids_that_are_no_safe_path(docid: str) -> None:
    with pytest.raises(BadInput, match=r"cannot be a document id|at most 200"):
        check_docid(docid)


def test_texts_with_such_ids_are_refused(home: Path) -> None:
    before = everything(home)
    for docid in IDS:
        quoted = "'" + docid.replace("\n", "\\n") + "'"
        with pytest.raises(BadInput):
            put(home, b"# Text\n", docid=docid)
        if docid == docid.strip():
            with pytest.raises(BadInput):
                put(home, policy(quoted, "2020-01-01"))
    assert everything(home) == before


@pytest.mark.parametrize(
    "docid", ["us/eo/14159", "us/cfr/8/287.7", "us-il-chicago/cpd/s06-14-03", "us-dc/code/24-211.07", "0", "us/console", "us/x_y"]
)
def test_ids_that_are(docid: str) -> None:
    check_docid(docid)


def test_the_git_folder_of_a_store_is_not_used_behind_its_working_copy(home: Path) -> None:
    """Moving the branch there would stage the reverse of the new version, and the next commit would take it back."""
    linked = home.parent / "linked"
    git(home, "worktree", "add", "-q", "-b", "drafts", str(linked))
    before = everything(home)
    for folder in (home / ".git", linked / ".." / "store" / ".git" / "worktrees" / "linked"):
        with pytest.raises(StoreError, match=r"is checked out in .*use that store: -C"):
            put(folder, NEXT)
    assert everything(home) == before
    bare = home.parent / "bare.git"
    git(home.parent, "clone", "-q", "--bare", str(home), str(bare))
    git(bare, "worktree", "add", "-q", str(home.parent / "shown"), "main")
    with pytest.raises(StoreError, match="the branch main is checked out in"):
        put(bare, NEXT)
    assert put(home.parent / "shown", NEXT).commit


def test_a_store_that_is_a_submodule(tmp_path: Path, home: Path) -> None:
    outer = tmp_path / "outer"
    new_store(outer)
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(home), "policies")
    assert put(outer / "policies", NEXT).commit
    assert is_whole(outer / "policies")
    with pytest.raises(StoreError, match="belongs to a working copy"):
        put(outer / ".git/modules/policies", policy(DOC, "2022-01-01"))


def test_a_removed_working_copy_is_in_nobodys_way(tmp_path: Path, home: Path) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(home), str(bare))
    git(bare, "worktree", "add", "-q", str(tmp_path / "shown"), "main")
    shutil.rmtree(tmp_path / "shown")
    assert put(bare, NEXT).commit


def test_a_working_copy_placed_elsewhere_by_the_configuration(home: Path) -> None:
    target = home.parent / "target"
    target.mkdir()
    git(home, "config", "core.worktree", str(target))
    with pytest.raises(StoreError, match=r"places its working copy at .*nothing is written there"):
        put(home, NEXT)
    assert list(target.iterdir()) == []


def test_a_branch_moved_by_somebody_else_meanwhile(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain git does not know our lock: a commit of it between our look and our write must survive, and ours too."""
    moves = []
    real = commit._make_commit

    def racing(*args: object) -> str:
        made = real(*args)  # type: ignore[arg-type]
        if len(moves) < 3:
            git(home, "commit", "-q", "--allow-empty", "-m", f"Rival {len(moves)}")
            moves.append(1)
        return made

    monkeypatch.setattr(commit, "_make_commit", racing)
    assert put(home, NEXT).commit
    assert len(moves) == 3
    subjects = git(home, "log", "--format=%s").splitlines()
    assert subjects[0].startswith(f"{DOC}: 2021-01-01")
    assert {"Rival 0", "Rival 1", "Rival 2"} <= set(subjects)
    assert is_whole(home)


def test_a_branch_that_never_rests(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = commit._make_commit

    def racing(*args: object) -> str:
        made = real(*args)  # type: ignore[arg-type]
        git(home, "commit", "-q", "--allow-empty", "-m", "Rival")
        return made

    monkeypatch.setattr(commit, "_make_commit", racing)
    with pytest.raises(StoreError, match=r"kept moving.*nothing was stored, try again"):
        put(home, NEXT)
    assert is_whole(home)


@pytest.mark.parametrize("moved", [False, True], ids=["before the branch moves", "after"])
def test_interrupted_by_the_user(home: Path, monkeypatch: pytest.MonkeyPatch, moved: bool) -> None:
    """Before the branch moves everything is put back; after it, it is stored and stays."""
    real = commit._move_branch

    def stopped(*args: object) -> bool:
        if moved:
            real(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(commit, "_move_branch", stopped)
    (home.parent / "next.md").write_bytes(NEXT)
    assert run("-C", str(home), "add", str(home.parent / "next.md")).code == 130
    assert (len(reopened(home).versions(DOC)) == 2) == moved
    assert is_whole(home)


def test_another_writer_that_does_not_end(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "_LOCK_WAIT", 0.2)
    with commit.locked(reopened(home).git), pytest.raises(StoreError, match="another policytool has been writing here"):  # type: ignore[arg-type]
        put(home, NEXT)
    assert put(home, NEXT).commit


def test_a_lock_file_that_is_a_link_is_not_followed(home: Path) -> None:
    (home / ".git/policytool.lock").unlink(missing_ok=True)
    (home / ".git/policytool.lock").symlink_to(home.parent / "made")
    with pytest.raises(StoreError, match="cannot write in"):
        put(home, NEXT)
    assert not (home.parent / "made").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_that_may_not_be_written(home: Path) -> None:
    (home / ".git").chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot write in"):
            put(home, NEXT)
    finally:
        (home / ".git").chmod(0o700)


def test_a_clone_with_other_line_ends_is_not_dirty(tmp_path: Path, home: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(home), str(clone))
    git(clone, "config", "core.autocrlf", "true")
    assert b"\r\n" in (clone / MAIN).read_bytes()
    assert put(clone, NEXT).commit
    assert git(clone, "status", "--porcelain") == ""
