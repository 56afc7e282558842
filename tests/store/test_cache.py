"""The cache: gone, damaged, cut short, unwritable, shared, of another program. The answer is the same each time."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import policytool.store.index as index_module
from policytool.store import open_store
from tests.support.cli import program, run
from tests.support.repositories import TODAY, git, new_store, policy, put

DOC = "us/eo/1"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cached") / "store"
    new_store(folder)
    for n in range(6):
        put(folder, policy(DOC, f"201{n}-01-01", f"(a) Text {n}.", more="aliases: [Order One]\n"))
    put(folder, policy("us/eo/2", "2020-01-01"))
    return folder


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "store"))


@pytest.fixture
def cache(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one cache file of the store, filled."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert answer(home)
    (found,) = (tmp_path / "cache" / "policytool").iterdir()
    return found


def answer(home: Path) -> str:
    """All that reading commands say, in one text."""
    parts = []
    for args in (
        ["list", "--format", "json"],
        ["log", "order one", "--format", "json"],
        ["show", f"{DOC}@2013-05"],
        ["clause", "eo/2", "(a)"],
    ):
        ran = run("-C", str(home), *args)
        assert (ran.code, ran.err) == (0, ""), args
        parts.append(ran.out)
    return "\n".join(parts)


def expected(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The same from a reader that keeps nothing."""
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path / "fresh"))
        return answer(home)


DAMAGE = {
    "deleted": lambda p: p.unlink(),
    "empty": lambda p: p.write_bytes(b""),
    "not a database": lambda p: p.write_bytes(b"nonsense " * 4000),
    "cut to a page": lambda p: p.write_bytes(p.read_bytes()[:4096]),
    "cut in the middle": lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
    "cut short of a page": lambda p: p.write_bytes(p.read_bytes()[:-1000]),
    "header overwritten": lambda p: p.write_bytes(b"\x00" * 100 + p.read_bytes()[100:]),
    "pages of noise": lambda p: p.write_bytes(p.read_bytes()[:8192] + b"\xa7" * (p.stat().st_size - 8192)),
    "zeros": lambda p: p.write_bytes(p.read_bytes()[:8192] + b"\x00" * (p.stat().st_size - 8192)),
    "a changed date": lambda p: p.write_bytes(p.read_bytes().replace(b"2013-01-01", b"2013-09-09")),
    "a changed head": lambda p: _execute(p, "update meta set value='00000000\"beef\"'"),
    "a table lost": lambda p: _execute(p, "drop table version"),
    "a table of another shape": lambda p: _execute(p, "drop table facts", "create table facts(x)"),
    "rows that are no JSON": lambda p: _execute(p, "update version set fields='{'", "update record set fields=x'ff00'"),
}


def _execute(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_repaired(home: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: object) -> None:
    right = expected(home, monkeypatch, tmp_path)
    before = cache.read_bytes() if cache.exists() else b""
    damage(cache)  # type: ignore[operator]
    assert (cache.read_bytes() if cache.exists() else b"") != before
    assert answer(home) == right
    assert answer(home) == right


@pytest.mark.parametrize("damage", ["a changed date", "pages of noise", "rows that are no JSON"])
def test_damage_found_while_history_grew(home: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str) -> None:
    put(home, policy(DOC, "2024-01-01", "(a) New."))
    DAMAGE[damage](cache)
    assert answer(home) == expected(home, monkeypatch, tmp_path)


def test_doctor_repairs_what_no_question_has_met(home: Path, cache: Path) -> None:
    with sqlite3.connect(cache) as db:
        page = db.execute("select rootpage from sqlite_master where name='sqlite_autoindex_facts_1'").fetchone()[0] - 1
        size = db.execute("pragma page_size").fetchone()[0]
    db.close()
    data = cache.read_bytes()
    cache.write_bytes(data[: page * size] + b"\x00" * size + data[(page + 1) * size :])
    said = run("-C", str(home), "doctor").out
    assert "the cache was damaged" in said
    assert "the cache was damaged" not in run("-C", str(home), "doctor").out


def test_the_folder_cannot_be_written(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = expected(home, monkeypatch, tmp_path)
    (tmp_path / "file").write_text("")
    for place in ("file", "file/below"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / place))
        assert answer(home) == right
        assert "no cache can be kept" in run("-C", str(home), "doctor").out
    assert (tmp_path / "file").read_text() == ""


def test_a_user_without_a_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = expected(home, monkeypatch, tmp_path)
    for name in ("HOME", "XDG_CACHE_HOME", "POLICYTOOL_CACHE"):
        monkeypatch.delenv(name, raising=False)

    def nobody(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert answer(home) == right
    assert run("-C", str(home), "search", "text").code == 0
    assert "no folder '~no-such-user/x'" in run("-C", "~no-such-user/x", "list").err


@pytest.mark.skipif(shutil.which("setpriv") is None or os.geteuid() != 0, reason="needs to become another user")
def test_another_user_may_read_but_not_write_the_cache(home: Path, cache: Path, tmp_path: Path) -> None:
    right = run("-C", str(home), "show", f"{DOC}@2013-05").out
    put(home, policy("us/eo/3", "2020-01-01"))  # the file is now behind
    for folder in (tmp_path, *tmp_path.parents):
        if folder != Path("/tmp") and folder.is_relative_to("/tmp"):
            folder.chmod(0o755)
    cache.chmod(0o444)
    cache.parent.chmod(0o555)
    (tmp_path / ".gitconfig").write_text(f"[safe]\n\tdirectory = {home}\n")
    before = cache.read_bytes()
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-m", "policytool", "-C", str(home), "show", f"{DOC}@2013-05"],
        capture_output=True, text=True, env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}, cwd=Path(index_module.__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stderr, done.stdout) == (0, "", right)
    assert cache.read_bytes() == before


def test_locked_by_another_process(home: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(index_module, "_WAIT", 0.1)
    put(home, policy(DOC, "2024-01-01", "(a) New."))
    right = expected(home, monkeypatch, tmp_path)
    holder = sqlite3.connect(cache, isolation_level=None)
    holder.execute("begin exclusive")
    try:
        assert answer(home) == right
    finally:
        holder.execute("rollback")
        holder.close()
    assert cache.exists()
    assert answer(home) == right


def test_eight_processes_at_once_from_nothing(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = run("-C", str(home), "list", "--format", "json").out
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "shared"))
    command = [sys.executable, "-m", "policytool", "-C", str(home), "list", "--format", "json"]
    for _ in range(2):  # the second round finds the file
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(8)]
        for process in running:
            out, err = process.communicate(timeout=120)
            assert (process.returncode, err, out) == (0, "", right)
    (found,) = (tmp_path / "shared" / "policytool").glob("*.db")
    with sqlite3.connect(found) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("select count(*) from record").fetchone() == (7,)
    db.close()


def test_readers_while_a_writer_stores(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "shared"))
    files = []
    for n in range(5):
        files.append(tmp_path / f"{n}.md")
        files[-1].write_bytes(policy(f"us/pm/{n}", "2022-01-01"))
    writer = subprocess.Popen(
        [sys.executable, "-m", "policytool", "-C", str(home), "add", *map(str, files)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    counts = []
    while writer.poll() is None:
        done = program("-C", str(home), "list", "--format", "json")
        assert done.returncode == 0, done.stderr
        counts.append(len(json.loads(done.stdout)["documents"]))
    assert writer.returncode == 0
    assert counts == sorted(counts)
    assert run("-C", str(home), "list").out.endswith("7 documents, 12 versions\n")


def test_another_program_has_another_file(home: Path, cache: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(Path(index_module.__file__).parents[1], other / "policytool", ignore=shutil.ignore_patterns("__pycache__", "documents"))
    facts = other / "policytool" / "language" / "facts.py"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("title = front.text(*_TITLES)", 'title = front.text(*_TITLES) + "!"'), encoding="utf-8"
    )
    mine = run("-C", str(home), "list").out
    done = subprocess.run(
        [sys.executable, "-m", "policytool", "-C", str(home), "list"],
        cwd=other,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(other)},
    )
    assert done.stdout.count("Records!") == 2
    assert run("-C", str(home), "list").out == mine
    assert len(list(cache.parent.glob("*.db"))) == 2


def test_growing_step_by_step_and_at_once_are_the_same(tmp_path: Path) -> None:
    """Through commits, merges of older branches, corrections and a history rewritten under the cache."""
    folder = tmp_path / "store"
    new_store(folder)
    cache = tmp_path / "cache"

    def same() -> None:
        kept = open_store(folder, today=TODAY, cache=cache).index
        fresh = open_store(folder, today=TODAY).index
        assert list(kept.all_versions()) == list(fresh.all_versions())
        assert kept.records() == fresh.records()
        assert kept.docids() == fresh.docids()

    same()
    put(folder, policy(DOC, "2020-01-01", "(a) One."))
    same()
    git(folder, "branch", "side")
    put(folder, policy(DOC, "2021-01-01", "(a) Two."))
    same()
    git(folder, "switch", "-q", "side")
    same()
    put(folder, policy("us/eo/9", "2019-01-01", "(a) Aside."))
    put(folder, policy("us/eo/9", "2019-01-01", "(a) Aside, corrected."))
    git(folder, "switch", "-q", "main")
    same()
    git(folder, "merge", "-q", "--no-ff", "-m", "Merge", "side")
    same()
    put(folder, policy("us/eo/9", "2019-01-01", "(a) Corrected again."))
    same()
    git(folder, "reset", "-q", "--hard", "HEAD~2")
    same()


def test_the_law_of_the_cache_keeps_memory_answers_equal(home: Path, tmp_path: Path) -> None:
    kept = open_store(home, today=TODAY, cache=tmp_path / "c")
    assert kept.index.path is not None
    without = open_store(home, today=TODAY)
    assert without.index.path is None
    assert kept.documents() == without.documents()
    assert kept.index.named("ORDER  one") == [DOC] == without.index.named("order one")


def test_known_at_leaves_no_file(home: Path, cache: Path) -> None:
    assert run("-C", str(home), "--known-at", "2030-01-01", "list").code == 0
    assert list(cache.parent.iterdir()) == [cache]


def test_whatever_reads_facts_decides_which_file_is_used() -> None:
    package = Path(index_module.__file__).parent.parent
    readers = ("language/facts.py", "language/front_matter.py")
    said = "".join((package / name).read_text(encoding="utf-8") for name in readers)
    used = {f"language/{name}.py" for name in re.findall(r"from policytool\.language\.(\w+) import", said)}
    assert used <= set(index_module._SOURCES)
