"""The wheel: built, installed into an empty environment outside the checkout, and used there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _run(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(command, cwd=cwd, env={**clean, **env}, capture_output=True, text=True, timeout=240)


def _pip(python: str, *args: str, cwd: Path) -> None:
    done = _run(python, "-m", "pip", "--disable-pip-version-check", "-q", *args, cwd=cwd)
    offline = ("Could not find a version", "No matching distribution", "Temporary failure", "Connection", "NewConnectionError", "timed out")
    if done.returncode and any(words in done.stderr for words in offline):
        pytest.skip(f"no package index can be reached: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment that holds the wheel and nothing of this checkout."""
    base = tmp_path_factory.mktemp("wheel")
    source = base / "source"
    source.mkdir()
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")[:-1]
    for name in listed:  # what is committed or changed, and nothing that lies about
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    venv.create(base / "env", with_pip=True)
    python = str(base / "env" / "bin" / "python")
    _pip(python, "wheel", "--no-deps", "-w", str(base / "dist"), str(source), cwd=base)
    (wheel,) = (base / "dist").glob("policytool-*.whl")
    _pip(python, "install", str(wheel), cwd=base)
    shutil.rmtree(source)
    return base


def test_the_wheel_holds_the_documents_and_no_tests(installed: Path) -> None:
    (wheel,) = (installed / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert sum(name.startswith("policytool/documents/") and name.endswith(".md") for name in names) == 41
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))]
    assert {name.partition("/")[0] for name in names if not name.split("/")[0].endswith(".dist-info")} == {"policytool"}


def test_init_sample_list_and_clause_outside_the_checkout(installed: Path) -> None:
    program = str(installed / "env" / "bin" / "policytool")
    surroundings = {"HOME": str(installed), "XDG_CACHE_HOME": str(installed / "cache")}
    done = _run(program, "init", "demo", "--sample", cwd=installed, **surroundings)
    assert (done.returncode, done.stderr) == (0, "")
    assert "41 versions" in done.stdout
    listed = _run(program, "-C", "demo", "list", cwd=installed, **surroundings)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout.endswith("31 documents, 41 versions\n")
    clause = _run(program, "-C", "demo", "clause", "WCO@2013", "2-173-042(a)(1)", cwd=installed, **surroundings)
    assert (clause.returncode, clause.stderr) == (0, "")
    assert "arrest or detain a person" in clause.stdout
    where = _run(str(installed / "env" / "bin" / "python"), "-c", "import policytool; print(policytool.__file__)", cwd=installed)
    assert where.stdout.startswith(str(installed))


def test_the_same_hashes_as_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    mine = subprocess.run(
        [sys.executable, "-m", "policytool", "init", str(tmp_path / "mine"), "--sample"], cwd=ROOT, capture_output=True, text=True
    )
    assert mine.returncode == 0, mine.stderr
    theirs = _run(str(installed / "env/bin/policytool"), "init", "same", "--sample", cwd=installed, HOME=str(installed))
    assert theirs.returncode == 0, theirs.stderr
    heads = {
        _run("git", "-C", str(folder), "rev-parse", "HEAD", cwd=installed).stdout for folder in (tmp_path / "mine", installed / "same")
    }
    assert len(heads) == 1
