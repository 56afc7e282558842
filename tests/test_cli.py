"""The command line: outline, clause, exit codes, streams."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from importlib.metadata import requires
from pathlib import Path

import pytest

import policytool.commands.outline as outline_module
import policytool.commands.progress as progress
from policytool.cli import COMMANDS
from tests.support.cli import program, run

TEXT = "# Rules\n\n## Sec. 2. Keeping.\n\n(a) An agency may:\n\n(1) ask; or\n\n(2) record [reserved] :sos: [/a].\n\n(c) No more.\n"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "rules.md"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_clause_prints_its_holders_and_sub_clauses(file: str) -> None:
    ran = run("clause", file, "Sec. 2(a)")
    assert ran.code == 0
    assert "Sec. 2 Keeping" in ran.out
    assert "(a) An agency may:" in ran.out
    assert "(2) record [reserved] :sos: [/a]." in ran.out


def test_output_goes_into_what_is_no_plain_file_and_through_links(file: str, tmp_path: Path) -> None:
    pipe, link, target = tmp_path / "pipe", tmp_path / "link", tmp_path / "target"
    os.mkfifo(pipe)
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("show", file, "-o", str(pipe)).code == 0
    reader.join(timeout=10)
    assert pipe.is_fifo()  # a device such as /dev/null is not replaced either
    assert b"No more." in said[0]
    target.write_text("old")
    link.symlink_to("target")
    assert run("show", file, "-o", str(link)).code == 2
    assert target.read_text(encoding="utf-8") == "old"
    assert run("show", file, "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert "No more." in target.read_text(encoding="utf-8")


def test_clause_json(file: str) -> None:
    answer = json.loads(run("clause", file, "2(a)(1)", "--format", "json").out)
    assert answer["format"] == 1
    assert answer["clause"]["id"] == "s2/a/1"
    assert [w["id"] for w in answer["within"]] == ["s2", "s2/a"]
    start, end = answer["clause"]["span"]
    assert TEXT[start:end].startswith("(1) ask; or")


def test_outline_depth_check_and_json(file: str) -> None:
    assert "(1)" not in run("outline", file, "--depth", "2").out
    checked = run("outline", file, "--check")
    assert "numbering-gap" in checked.out
    assert run("outline", file, "--check", "--exit-code").code == 1
    assert [c["id"] for c in json.loads(run("outline", file, "--format", "json").out)["clauses"]] == [
        "title",
        "s2",
        "s2/a",
        "s2/a/1",
        "s2/a/2",
        "s2/c",
    ]


def test_unknown_clause_is_2_with_candidates(file: str) -> None:
    ran = run("clause", file, "Sec. 2(z)")
    assert ran.code == 2
    assert "nearest: Sec. 2, Sec. 2(a), Sec. 2(c)." in ran.err


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (None, "no file"), ("folder", "is a folder"), (b"\x00\x01\x02", "not text"), (b"abc \xff\xfe", "not UTF-8"), (b"---\na: [\n---\n", "YAML"),
        (b"---\na: &x 1\nb: *x\n---\n", "anchor"), (b"---\na: " + b"[" * 9000 + b"\n---\n", "deeper"), (b"---\n" + b"a: b\n" * 30000 + b"---\n", "at most"),
    ],
)  # fmt: skip
def test_bad_files(tmp_path: Path, make: bytes | str | None, words: str) -> None:
    path = tmp_path / "x.md"
    if make == "folder":
        path.mkdir()
    elif isinstance(make, bytes):
        path.write_bytes(make)
    ran = run("outline", str(path))
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_escapes_and_direction_marks_are_shown_not_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("# T\n\nRed \x1b[31m text \u202e turned\x07.\n", encoding="utf-8")
    out = run("show", str(path)).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "<1B>" in out
    assert "<202E>" in out


@pytest.mark.parametrize("args", [["nonsense"], ["outline"], ["outline", "--nope"], ["clause", "x", "y", "z"], ["--nope"]])
def test_wrong_use_is_2(args: list[str]) -> None:
    ran = run(*args)
    assert ran.code == 2
    assert ran.err.startswith("error: ")


def test_no_store_names_init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("list")
    assert ran.code == 2
    assert "init DIR --sample" in ran.err


def test_standard_input_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text("# Fees\n\n(a) Pay $6.\n")
    for args, said in (
        (("diff", "-", "./new.md"), b"(a)  modified \xc2\xb7 substantive\n  ! amount: \xe2\x80\x9c$5\xe2\x80\x9d -> \xe2\x80\x9c$6\xe2\x80\x9d\n  Pay [-$5-]{+$6+}."),
        (("diff", "./new.md", "-"), b"Pay [-$6-]{+$5+}."),
        (("diff", "-", "-"), b"no clause differs"),
        (("clause", "-", "(a)"), b"(a) Pay $5."),
        (("check", "-"), b"0 findings"),
    ):
        done = program(*args, cwd=str(tmp_path), stdin=b"# Fees\n\n(a) Pay $5.\n")
        assert (done.returncode, done.stderr, said in done.stdout) == (0, b"", True), (args, done.stdout)
    assert b"standard input is not text" in program("show", "-", stdin=b"PK\x00\x00").stderr


def test_our_bug_is_3_and_debug_shows_it(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(outline_module, "outline", broken)
    ran = run("outline", file)
    assert ran.code == 3
    assert "bug in policytool" in ran.err
    assert "Traceback" not in ran.err
    with pytest.raises(ZeroDivisionError):
        run("--debug", "outline", file)


def test_debug_shows_a_traceback(tmp_path: Path) -> None:
    done = program("--debug", "outline", str(tmp_path / "none.md"))
    assert b"Traceback" in done.stderr


def test_interrupted_is_130() -> None:
    code = "import policytool.cli as c, policytool.commands.doctor as d\ndef stop(*a): raise KeyboardInterrupt\nd.doctor = stop\nc.main(['doctor'])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 130


def test_a_closed_pipe_ends_silently(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("# T\n\n" + "\n\n".join(f"Paragraph number {n} of a long text." for n in range(20_000)), encoding="utf-8")
    done = subprocess.run(
        f"{sys.executable} -m policytool show {path} | head -1",
        shell=True,
        capture_output=True,
        preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL),
    )
    assert done.returncode == 0
    assert done.stderr == b""


def test_help_and_version_load_nothing_heavy() -> None:
    for flag in ("--help", "--version"):
        code = f"import sys\nfrom policytool.cli import main\ntry: main([{flag!r}])\nexcept SystemExit: pass\nprint([m for m in ('git', 'rapidfuzz', 'markdown_it', 'yaml', 'jinja2', 'rich', 'sqlite3') if m in sys.modules], file=sys.stderr)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stderr.strip() == "[]", flag


def test_diffing_two_files_loads_no_git(file: str) -> None:
    code = f"import sys\nfrom policytool.cli import main\ntry: main(['diff', {file!r}, {file!r}])\nexcept SystemExit: pass\nprint([m for m in ('git', 'sqlite3', 'rapidfuzz', 'yaml', 'jinja2') if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(name: str) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    assert "Usage: policytool" in ran.out
    assert len(ran.out) > 120


def test_doctor_tells_versions() -> None:
    out = run("doctor").out
    assert "policytool 0." in out
    assert "git " in out
    needed = [re.split(r"[<>=;]", one)[0] for one in requires("policytool") or () if "extra ==" not in one]
    assert {one for one in needed if f"\n{one} " not in out.casefold()} == set()


def test_doctor_warns_of_the_java_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "jdk" / "bin"
    folder.mkdir(parents=True)
    fake = folder / "policytool"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert "Java policy editor" in run("doctor").out


def test_a_reader_that_leaves_ends_the_program_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("# Rules\n" + "".join(f"\n## Sec. {n}. Keeping.\n\nIt keeps {n} records.\n" for n in range(1, 20_000)))
    shell = f"{sys.executable} -m policytool outline {path} | head -1; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", shell], capture_output=True, text=True)
    assert ran.stdout.splitlines()[-1] == "0"
    assert ran.stderr == ""


def test_a_full_disk_is_no_bug(file: str) -> None:
    ran = subprocess.run(["bash", "-c", f"{sys.executable} -m policytool outline {file} > /dev/full"], capture_output=True, text=True)
    assert ran.returncode == 2
    assert ran.stderr == "error: cannot read or write the output: No space left on device\n"


class _Watched(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_somebody_who_waits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.02)
    watched, piped = _Watched(), io.StringIO()
    for stream, seconds in ((watched, 0.1), (piped, 0.1)):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.told("comparing"):
            time.sleep(seconds)
    assert watched.getvalue() == "comparing ...\r\x1b[K"
    assert piped.getvalue() == ""
    monkeypatch.setattr(progress, "PATIENCE", 60.0)
    quick = _Watched()
    monkeypatch.setattr(sys, "stderr", quick)
    with progress.told("comparing"):
        pass
    assert quick.getvalue() == ""


def test_a_list_on_a_narrow_screen_has_no_columns(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    for width in (40, 80, 220):
        monkeypatch.setenv("COLUMNS", str(width))
        said = re.sub(r"\x1b\[[0-9;]*m", "", run("-C", sample, "--no-pager", "list", "2-173").out)
        assert all(len(line) <= width for line in said.splitlines())
        assert ("   " in " ".join(line.strip() for line in said.splitlines())) == (width == 220)
        assert "5 versions" in said
