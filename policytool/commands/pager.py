"""Long output -> the user's pager, the way git chooses it; short output -> the screen."""

from __future__ import annotations

import contextlib
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping


def page(text: str, environment: Mapping[str, str]) -> None:
    """Show `text` in POLICYTOOL_PAGER, GIT_PAGER, PAGER or less; print it when it fits or no pager is found."""
    lines = shutil.get_terminal_size((80, 24)).lines
    command = environment.get("POLICYTOOL_PAGER") or environment.get("GIT_PAGER") or environment.get("PAGER") or "less"
    words = shlex.split(command)
    if text.count("\n") < lines or not words or words[0] == "cat" or shutil.which(words[0]) is None:
        sys.stdout.write(text)
        return
    env = {**environment, "LESS": environment.get("LESS", "FRX"), "LESSCHARSET": "utf-8"}
    with subprocess.Popen(words, stdin=subprocess.PIPE, env=env) as process, contextlib.suppress(BrokenPipeError):
        process.communicate(text.encode("utf-8", "surrogatepass"))
