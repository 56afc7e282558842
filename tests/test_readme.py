"""Every command in the README runs, and every command of the program is in it or in the help."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.support.cli import run

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.split("  #")[0].strip() for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.split("\n") if line.startswith("policytool")]


def test_the_commands_run_one_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo").mkdir()
    assert len(COMMANDS) >= 12
    for command in COMMANDS:
        ran = run(*shlex.split(command)[1:])
        assert ran.code == 0, f"{command}: {ran.err}"
        assert ran.out or ran.err.startswith("wrote ")
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]  # which git ignores


def test_the_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "demo/store", "--sample").code == 0
    for block in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(block, {})
    said = capsys.readouterr().out
    assert "s2-173-020/a/1" in said
    assert "('s2/a', 'An agency shall follow 8 U.S.C. 1373(a).')" in said
    assert "('8 U.S.C. 1373(a)', '8 U.S.C. 1373(a)')" in said


def test_the_pictures_are_there() -> None:
    for name in re.findall(r"\]\((docs/[^)]+)\)", README):
        assert (Path(__file__).parent.parent / name).exists(), name
