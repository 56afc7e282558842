"""Comparisons that an earlier run made: recalled when nothing they depend on has changed, else made again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policytool.commands import answers
from policytool.commands import diff as command
from policytool.commands.answers import Answers
from tests.support.cli import run


@pytest.fixture
def store(sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("POLICYTOOL_CACHE", str(tmp_path / "cache"))
    return str(shutil.copytree(sample, tmp_path / "store"))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The comparisons that were really made."""
    calls: list[str] = []
    compare = command._compare

    def counted(workspace: object, old: str, new: str, request: command.Request) -> object:
        calls.append(f"{old} {new}")
        return compare(workspace, old, new, request)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "_compare", counted)
    return calls


@pytest.mark.parametrize("options", [(), ("--summary",), ("--format", "json"), ("--format", "markdown"), ("--only", "reference")])
def test_the_second_answer_is_the_first(store: str, made: list[str], options: tuple[str, ...]) -> None:
    first = run("-C", store, "diff", "WCO", "--exit-code", *options)
    assert run("-C", store, "diff", "WCO", "--exit-code", *options) == first
    assert len(made) == 1


def test_what_an_answer_depends_on(store: str, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for options in ((), ("--summary",), ("--clause", "2-173-030")):
        run("-C", store, "diff", "WCO", *options)
    assert len(made) == 3
    run("-C", store, "repeal", "us-il-chicago/eo/85-1", "--on", "2026-01-02")
    run("-C", store, "diff", "WCO")
    assert len(made) == 4
    monkeypatch.setattr(answers, "_program", lambda: [("diff.py", 1, 1)])
    run("-C", store, "diff", "WCO")
    assert len(made) == 5


def test_plain_files_are_always_compared(store: str, made: list[str]) -> None:
    paths = sorted(Path(store).glob("us-il-chicago/mcc/2-173*.md"))
    for _ in (1, 2):
        assert run("diff", str(paths[0]), str(paths[-1])).code == 0
    assert len(made) == 2


def test_damage_and_a_closed_folder_cost_only_time(store: str, made: list[str], tmp_path: Path) -> None:
    first = run("-C", store, "diff", "WCO").out
    (kept,) = (tmp_path / "cache" / "policytool" / "answers").iterdir()
    for damage in (b"", b"00000000\n{}", kept.read_bytes()[:-3], b"\xff\xfe"):
        kept.write_bytes(damage)
        assert run("-C", store, "diff", "WCO").out == first
    assert len(made) == 5
    Answers("/proc/nothing").put("a", "b")
    assert Answers("/proc/nothing").get("a") is None


def test_old_answers_go(tmp_path: Path) -> None:
    kept = Answers(str(tmp_path))
    for n in range(answers.KEPT + 30):
        kept.put(n, "answer")
    assert len(list((tmp_path / "answers").iterdir())) <= answers.KEPT + 1
    assert kept.get(answers.KEPT + 29) == "answer"
    assert kept.get("other") is None
