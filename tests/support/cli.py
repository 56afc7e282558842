"""The command line, run in this process or as a program."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from policytool.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def run(*args: str) -> Ran:
    """`policytool ARGS` in this process."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(list(args))
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    return Ran(code, out.getvalue(), err.getvalue())


def program(
    *args: str, env: dict[str, str] | None = None, cwd: str | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """`policytool ARGS` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "policytool", *args], capture_output=True, env={**os.environ, **(env or {})}, cwd=cwd, input=stdin
    )
