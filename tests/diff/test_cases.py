"""A folder of `tests/cases` is a test: what `policytool diff` prints for its two texts.

A new folder with old.md and new.md is a new case; `pytest --accept` writes its expected.txt, to be read before it is kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import run

CASES = sorted(folder for folder in (Path(__file__).parents[1] / "cases").iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    ran = run("diff", "./old.md", "./new.md", "--format", "plain")
    assert (ran.code, ran.err) == (0, "")
    expected = folder / "expected.txt"
    if request.config.getoption("--accept"):
        expected.write_text(ran.out, encoding="utf-8")
    assert ran.out == expected.read_text(encoding="utf-8"), f"if the new answer is right: pytest --accept {folder.name}"
