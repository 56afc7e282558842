"""The house stands: arrows point one way, modules and functions stay small, public names are documented."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import policytool

ROOT = Path(policytool.__file__).parent
TABLES = {"citation_kinds"}
"""Modules that are one table of data."""
MODULES = sorted(ROOT.rglob("*.py"))


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT.parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=[str(p.relative_to(ROOT)) for p in MODULES])
def test_modules_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= 310 or path.stem in TABLES
    assert not text.strip() or ast.get_docstring(tree)
    assert path.stem not in {"utils", "helpers", "common", "base", "manager"}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 45, node.name


def test_public_names() -> None:
    assert sorted(policytool.__all__) == sorted({*policytool._PUBLIC, "__version__"})
    for name in policytool.__all__:
        assert getattr(policytool, name) is not None
    with pytest.raises(AttributeError):
        policytool.nothing_of_the_kind
