"""Patterns kept from one run to the next are the very patterns that `re` compiles."""

from __future__ import annotations

import importlib
import marshal
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import policytool
from policytool.cache import read_sealed, write_sealed
from policytool.patterns import Kept, _Lazy
from tests.support.cli import program


def _patterns() -> list[tuple[str, int]]:
    """Source and flags of every lazy pattern that a module of the package names."""
    found: set[tuple[str, int]] = set()
    for info in pkgutil.walk_packages(policytool.__path__, "policytool."):
        if info.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(info.name)).values():
            if isinstance(value, _Lazy):
                found.add((value.pattern, int(value._flags)))
    return sorted(found)


def test_every_pattern_comes_back_as_it_was_compiled(tmp_path: Path) -> None:
    patterns = _patterns()
    assert len(patterns) > 200
    first = Kept(str(tmp_path / "kept"))
    assert [first.compiled(*one) for one in patterns] == [re.compile(*one) for one in patterns]  # Pattern compares codes and flags
    first.save()
    again = Kept(str(tmp_path / "kept"))
    for source, flags in patterns:
        kept, fresh = again.compiled(source, flags), re.compile(source, flags)
        assert kept == fresh
        assert (kept.groups, kept.groupindex, kept.pattern, kept.flags) == (fresh.groups, fresh.groupindex, fresh.pattern, fresh.flags)


def test_a_kept_pattern_is_read_not_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Kept(str(tmp_path / "kept"))
    first.compiled(r"(?P<year>\d{4})-(?P<month>\d\d)", re.A)
    first.save()
    monkeypatch.setattr("policytool.patterns._compile", lambda *_: pytest.fail("compiled again"))
    match = Kept(str(tmp_path / "kept")).compiled(r"(?P<year>\d{4})-(?P<month>\d\d)", re.A).fullmatch("2021-01")
    assert match is not None
    assert match.groupdict() == {"year": "2021", "month": "01"}


@pytest.mark.parametrize("damage", [b"", b"00000000\n", b"no seal at all", b"12345678\nfalse seal"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "kept"
    file.write_bytes(damage)
    kept = Kept(str(file))
    assert kept.compiled("a+").fullmatch("aaa")
    kept.save()
    assert Kept(str(file)).compiled("a+").fullmatch("aaa")


def test_a_sealed_file_that_holds_something_else_is_passed_over(tmp_path: Path) -> None:
    write_sealed(str(tmp_path / "kept"), b"not what marshal writes")
    assert Kept(str(tmp_path / "kept")).compiled("a+").fullmatch("aaa")


@pytest.mark.parametrize("wrong", [(0, b"\x01\x02\x03\x04" * 9, 0, {}, (None,)), (0, b"odd", 0, {}, (None,)), (0,), ("", 1, 2, 3, 4)])
def test_codes_that_no_python_made_are_as_good_as_none(tmp_path: Path, wrong: tuple[object, ...]) -> None:
    write_sealed(str(tmp_path / "kept"), marshal.dumps([(("a+", 0), wrong)]))
    kept = Kept(str(tmp_path / "kept"))
    assert kept.compiled("a+") == re.compile("a+")
    kept.save()
    assert Kept(str(tmp_path / "kept")).compiled("a+").fullmatch("aaa")
def test_a_kept_code_of_another_form_is_compiled_anew(tmp_path: Path) -> None:
    file = str(tmp_path / "kept")
    for known in ((1, 2), (32, b"odd", 0, {}, (None,)), (32, b"\xff\xff\x00\x00", 0, {}, (None,))):
        write_sealed(file, marshal.dumps([(("a+", 0), known)]))
        kept = Kept(file)
        assert kept.compiled("a+").fullmatch("aaa")
        kept.save()
        assert Kept(file).compiled("a+") == re.compile("a+")


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "kept")
    kept = Kept(str(tmp_path / "kept"))
    assert kept.compiled("a+").fullmatch("aaa")
    kept.save()
    assert (tmp_path / "kept").is_file()


def test_without_a_folder_that_takes_it_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = Kept(str(tmp_path / "file" / "kept"))
    assert kept.compiled("a+").fullmatch("aaa")
    kept.save()


def test_a_broken_pattern_is_the_error_of_re(tmp_path: Path) -> None:
    with pytest.raises(re.error):
        Kept(str(tmp_path / "kept")).compiled("(")
    with pytest.raises(re.error):
        _Lazy("(", 0).match("")


def test_where_re_is_built_otherwise_patterns_are_compiled_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("re._compiler._code")
    monkeypatch.setattr(re, "compile", lambda source, flags=0: f"compiled {source}")
    assert Kept(str(tmp_path / "kept")).compiled("a+") == "compiled a+"


def test_the_command_line_keeps_its_patterns_and_mends_them(tmp_path: Path) -> None:
    text = tmp_path / "rules.md"
    text.write_text("## Sec. 2. Keeping.\n\n(a) An agency shall follow 8 U.S.C. 1373(a).\n", encoding="utf-8")

    def said(folder: str) -> bytes:
        return program("refs", str(text), env={"POLICYTOOL_CACHE": folder}).stdout

    first = said(str(tmp_path / "cache"))
    assert b"8 U.S.C. 1373(a)" in first
    (kept,) = (tmp_path / "cache/policytool").glob("patterns-*")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert said(str(tmp_path / "cache")) == first
    assert read_sealed(str(kept))
    assert said("/proc/none") == first


def test_whoever_imports_the_library_gets_its_patterns_compiled() -> None:
    code = "import policytool as pt, policytool.patterns as p; pt.find_citations; from policytool.language.phrases import TRIGGER; print(TRIGGER._compiled is not None, p._waiting)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "True []\n"
