"""Dot-fenced tables: title, dot, input, dot, expected, dot. Anyone can add a row; a failure names its title."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"


@dataclass(frozen=True)
class Case:
    title: str
    given: str
    expected: str


def read_cases(name: str) -> list[Case]:
    """The rows of tests/fixtures/<name>. `\\n`-style escapes in a title line marked {escapes} are read."""
    cases, block, state, title = [], [], "title", ""
    given = ""
    for line in (FIXTURES / name).read_text(encoding="utf-8").split("\n"):
        if state == "title":
            if line == ".":
                state = "given"
            elif line.strip() and not line.startswith("//"):
                title = line.strip()
        elif line == ".":
            if state == "given":
                given, state = "\n".join(block), "expected"
            else:
                if "{escapes}" in title:
                    given = (
                        given.encode("utf-8").decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8", "ignore")
                        if given.isascii()
                        else given
                    )
                cases.append(Case(title, given, "\n".join(block)))
                state = "title"
            block = []
        else:
            block.append(line)
    return cases
