"""Many writers at once, kills at any moment, a disk that is full: nothing is lost and nothing is half stored.

`POLICYTOOL_FULL=1` kills 40 times instead of 4.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policytool.errors import StoreError
from tests.support.cli import run
from tests.support.repositories import git, is_whole, new_store, policy, put, reopened, standing, timeline

FULL = bool(os.environ.get("POLICYTOOL_FULL"))
DOC = "us-il-chicago/eo/2025-6"
MAIN = f"{DOC}.md"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    new_store(folder)
    return folder


def start(*args: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "policytool", *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **options)  # type: ignore[call-overload, no-any-return]


def write_texts(folder: Path, count: int, docs: int = 5) -> dict[str, bytes]:
    """`count` files: name -> text, spread over some documents, each with a date of its own."""
    folder.mkdir()
    texts = {}
    for n in range(count):
        docid = f"us/rule/{folder.name}-{n % docs}"
        texts[str(folder / f"{n:02}.md")] = policy(
            docid, f"20{10 + n // docs}-01-{1 + n % 28:02}", f"(a) Text {n} of {folder.name}. " + "Keep it. " * 200
        )
    for name, text in texts.items():
        Path(name).write_bytes(text)
    return texts


@pytest.mark.parametrize(("kind", "each"), [("worktree", 25), ("bare", 25 if FULL else 6)])
def test_four_processes_store_a_hundred_versions(tmp_path: Path, home: Path, kind: str, each: int) -> None:
    store = home
    if kind == "bare":
        store = tmp_path / "bare.git"
        git(tmp_path, "clone", "-q", "--bare", str(home), str(store))
    batches = [write_texts(tmp_path / f"batch{n}", each) for n in range(4)]
    running = [start("-C", str(store), "add", *batch) for batch in batches]
    outputs = [p.communicate(timeout=240) for p in running]
    assert [p.returncode for p in running] == [0] * 4, outputs
    assert sum(out.decode().count("stored us/rule/") for out, _ in outputs) == 4 * each
    stored = {blob for info in reopened(store).documents() for blob in (v.blob for v in info.versions) if info.docid.startswith("us/rule/")}
    wanted = {git(store, "hash-object", "--stdin", stdin=text).strip() for batch in batches for text in batch.values()}
    assert stored == wanted
    assert len(wanted) == 4 * each
    assert int(git(store, "rev-list", "--count", "HEAD")) == 4 * each + 1
    assert is_whole(store)


def test_four_processes_on_one_document(tmp_path: Path, home: Path) -> None:
    files = []
    for n in range(12):
        path = tmp_path / f"{n}.md"
        path.write_bytes(policy(DOC, f"2020-01-{1 + (n * 5) % 12:02}", f"(a) Text {n}."))
        files.append(str(path))
    running = [start("-C", str(home), "add", *files[k::4]) for k in range(4)]
    assert [p.wait(timeout=120) for p in running] == [0] * 4
    assert [d for d, _, _ in timeline(home, DOC)] == [f"2020-01-{n:02}" for n in range(1, 13)]
    assert is_whole(home)


def test_killed_at_random_moments(tmp_path: Path, home: Path) -> None:
    """Whatever the moment: the repository is sound, no text is cut, and the same command afterwards finishes the work."""
    chance = random.Random(20261124)
    texts = write_texts(tmp_path / "batch", 14)
    whole = {t.decode() for t in texts.values()}
    started, locks, interrupted = time.perf_counter(), 0, 0
    assert start("-C", str(home), "list").wait() == 0
    lead = time.perf_counter() - started
    for _ in range(40 if FULL else 4):
        shutil.rmtree(home)
        new_store(home)
        running = start("-C", str(home), "add", *texts)
        time.sleep(lead * 0.7 + chance.uniform(0, 1.0))
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        subprocess.run(["git", "fsck", "--strict"], cwd=home, check=True, capture_output=True)
        held = standing(home)
        assert set(held.values()) <= whole
        interrupted += len(reopened(home).documents()) > 0
        for path in home.rglob("*"):
            if path.is_file() and ".git" not in path.parts and path.name not in ("README.md", ".gitattributes"):
                assert path.read_text() in whole, f"{path} is half written"
        locks += finish(home, texts)
        assert sum(len(i.versions) for i in reopened(home).documents()) == 14
        assert int(git(home, "rev-list", "--count", "HEAD")) == 15
        assert is_whole(home)
    assert interrupted >= 2, "the kills came too early to show anything"


def finish(home: Path, texts: dict[str, bytes]) -> int:
    """Run the same command again, doing what it says when it refuses; how often it had to be told."""
    for told in range(4):
        done = run("-C", str(home), "add", *texts)
        if done.code == 0:
            return told
        way = re.search(r"If none is running: (rm .*)$", done.err.strip())
        assert way, done.err
        subprocess.run(way[1], shell=True, check=True)
    raise AssertionError(done.err)


STEPS = {"the file is there": "set_working", "the file is staged": "_move_branch", "the branch is there": "rmtree"}
DIE = """
import os, signal, sys
from pathlib import Path
from policytool.store import commit, working
step, home, file = sys.argv[1:]
def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "set_working":
    working.run_patiently = die
elif step == "_move_branch":
    commit._move_branch = die
else:
    real = commit._move_branch
    commit._move_branch = lambda *a: (real(*a), die())
from policytool.cli import main
main(["-C", home, "add", file])
"""


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("first", [True, False], ids=["first version", "second version"])
def test_killed_at_each_step(tmp_path: Path, home: Path, step: str, first: bool) -> None:
    """After a kill the user may go on with another text: what stands in the way says how to get past it."""
    if not first:
        put(home, policy(DOC, "2020-01-01", "(a) One."))
    head = git(home, "rev-parse", "HEAD")
    file = tmp_path / "two.md"
    file.write_bytes(policy(DOC, "2021-01-01", "(a) Two."))
    killed = subprocess.run([sys.executable, "-c", DIE, step, str(home), str(file)], capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    subprocess.run(["git", "fsck", "--strict"], cwd=home, check=True, capture_output=True)
    assert (git(home, "rev-parse", "HEAD") != head) == (step == "rmtree")
    assert (home / MAIN).read_bytes() == file.read_bytes()
    if step == "rmtree":
        assert is_whole(home)
        assert put(home, file.read_bytes()).already is not None
        return
    with pytest.raises(StoreError) as caught:
        put(home, policy(DOC, "2022-01-01", "(a) Three."))
    said = caught.value.message
    if way := re.search(r"`(git (?:restore|rm).*?)`", said):
        git(home, *way[1].split()[1:])
    if first:
        assert (home / MAIN).read_bytes() == file.read_bytes()
        (home / MAIN).rename(tmp_path / "moved away, as told")
    put(home, policy(DOC, "2022-01-01", "(a) Three."))
    put(home, file.read_bytes())
    assert [d for d, _, _ in timeline(home, DOC)][-2:] == ["2021-01-01", "2022-01-01"]
    assert is_whole(home)


def test_the_same_command_after_a_kill_just_works(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "one.md"
    file.write_bytes(policy(DOC, "2020-01-01", "(a) One."))
    for step in ("set_working", "_move_branch"):
        subprocess.run([sys.executable, "-c", DIE, step, str(home), str(file)], capture_output=True)
        assert reopened(home).documents() == ()
    assert run("-C", str(home), "add", str(file)).code == 0
    assert is_whole(home)


@pytest.mark.parametrize("limit", [0, 100, 300, 1000, 5000, 20_000, 60_000])
def test_a_file_size_limit(tmp_path: Path, home: Path, limit: int) -> None:
    """Python and git both meet the limit in the middle of a write; a text of 50 kB that does not compress."""
    old = policy(DOC, "2020-01-01", "(a) " + random.Random(1).randbytes(4000).hex())
    put(home, old)
    file = tmp_path / "two.md"
    file.write_bytes(policy(DOC, "2021-01-01", "(a) " + random.Random(2).randbytes(25_000).hex()))
    head = git(home, "rev-parse", "HEAD")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = start(
        "-C", str(home), "add", str(file), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)), env=environment
    )
    out, err = done.communicate(timeout=60)
    if limit < 60_000:
        assert done.returncode == 2, (out, err)
        assert b"nothing was stored" in err
        assert re.search(
            rb"^error: (cannot write|git \S+ failed|git's index could not|the branch could not).*(File too large|too large|write)", err
        ), err
        assert git(home, "rev-parse", "HEAD") == head
        assert (home / MAIN).read_bytes() == old
        assert is_whole(home)
        assert run("-C", str(home), "add", str(file)).code == 0
    assert (home / MAIN).read_bytes() == file.read_bytes()
    assert is_whole(home)


def test_a_limit_that_only_the_log_of_the_branch_meets(tmp_path: Path, home: Path) -> None:
    """Everything fits but the last step: the working file and the index are put back."""
    for n in range(60):
        git(home, "commit", "-q", "--allow-empty", "-m", f"Commit {n} that makes the log of the branch long")
    old = policy(DOC, "2020-01-01", "(a) " + random.Random(1).randbytes(2000).hex())
    put(home, old)
    assert (home / ".git/logs/refs/heads/main").stat().st_size > 8000
    file = tmp_path / "two.md"
    file.write_bytes(policy(DOC, "2021-01-01", "(a) Short."))
    head = git(home, "rev-parse", "HEAD")
    done = start("-C", str(home), "add", str(file), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000)))
    _, err = done.communicate(timeout=60)
    assert done.returncode == 2
    assert re.search(rb"the branch could not be moved, so nothing was stored: .*File too large", err), err
    assert git(home, "rev-parse", "HEAD") == head
    assert (home / MAIN).read_bytes() == old
    assert is_whole(home)
    assert run("-C", str(home), "add", str(file)).code == 0


def test_a_store_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    done = start("init", str(folder), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400)))
    _, err = done.communicate(timeout=60)
    assert done.returncode == 2, err
    assert not folder.exists()
    assert run("init", str(folder)).code == 0
    assert is_whole(folder)
