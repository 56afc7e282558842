"""Dot-fenced tables: title, dot, input, dot, expected, dot. Anyone can add a row; a failure names its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|([rnt]))")
_PLAIN = {"r": "\r", "n": "\n", "t": "\t"}


@dataclass(frozen=True)
class Case:
    title: str
    given: str
    expected: str


def read_cases(name: str) -> list[Case]:
    """The rows of tests/fixtures/<name>, comments (`//`) left out.

    In a row whose title ends with {escapes}, backslash r, n, t and u with four hex digits stand for the character.
    """
    cases: list[Case] = []
    title, parts, block = "", [""], [""]
    state = "title"
    for line in (FIXTURES / name).read_text(encoding="utf-8").split("\n"):
        if state == "title":
            if line == ".":
                state, parts, block = "given", [], []
            elif line.strip() and not line.startswith("//"):
                title = line.strip()
        elif line != ".":
            block.append(line)
        else:
            parts.append("\n".join(block))
            block = []
            state = "expected" if state == "given" else "title"
            if state == "title":
                given = _unescape(parts[0]) if title.endswith("{escapes}") else parts[0]
                cases.append(Case(title.removesuffix("{escapes}").strip(), given, parts[1]))
    return cases


def _unescape(text: str) -> str:
    """Escapes -> the characters they stand for."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _PLAIN[m[2]], text)
