"""A clause that is set in lines, a table, code, a quotation -> its lines as they are read; what opened an item of a list."""

from __future__ import annotations

import re

from policytool.language.inline import LINE_BREAK, plain_words
from policytool.model.clause import Clause, Kind
from policytool.patterns import lazy

WIDEST = 100
"""Columns up to which the cells of a table are set below each other."""
_RULE = lazy(r"\|?[\s:|-]+\|?")
_BULLET = lazy(r"[ \t]*[-*+•][ \t]+")
_CELL = lazy(r"(?<!\\)\|")


def lines_of(clause: Clause, source: str) -> str:
    """The words of a clause, in lines where it is set in lines."""
    if clause.kind not in (Kind.TABLE, Kind.CODE, Kind.QUOTED) or not source:
        return clause.text
    lines = [line.rstrip() for a, b in clause.pieces for line in source[a:b].split("\n")]
    if clause.kind is Kind.TABLE:
        return "\n".join(_table(lines)) or clause.text
    if clause.kind is Kind.CODE:
        return "\n".join(line for line in lines if not line.lstrip().startswith(("```", "~~~"))) or clause.text
    quoted = "\n".join(re.sub(r"^\s*(?:>\s?)+", "", line) for line in lines)
    return "\n".join(" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", quoted)) or clause.text


def paragraphs_of(clause: Clause, source: str) -> tuple[list[str], list[tuple[int, str]]]:
    """A clause's own words as they stand, a paragraph each: those above its first sub-clause, and with their places those below one."""
    if not source or not clause.pieces or clause.kind in (Kind.TABLE, Kind.CODE, Kind.QUOTED):
        return [words] if (words := lines_of(clause, source)) else [], []
    first = clause.children[0].span[0] if clause.children else len(source)
    said = [(a, " ".join(LINE_BREAK.sub("", source[a:b]).split())) for a, b in clause.pieces]
    return [words for a, words in said if a < first], [(a, words) for a, words in said if a >= first]


def cells_of(clause: Clause, source: str) -> list[list[str]]:
    """The rows of a table, each with its cells; nothing for anything else."""
    if clause.kind is not Kind.TABLE or not source:
        return []
    return _rows([line for a, b in clause.pieces for line in source[a:b].split("\n")])


def _rows(lines: list[str]) -> list[list[str]]:
    return [[plain_words(cell.strip()) for cell in _CELL.split(line.strip().strip("|"))] for line in lines if line.strip() and not _RULE.fullmatch(line)]


def _table(lines: list[str]) -> list[str]:
    rows = _rows(lines)
    count = max((len(row) for row in rows), default=0)
    wide = [max((len(row[n]) for row in rows if n < len(row)), default=0) for n in range(count)]
    if sum(wide) + 3 * count > WIDEST:
        return [" | ".join(row) for row in rows]
    return [" | ".join(f"{cell:<{wide[n]}}" for n, cell in enumerate(row)).rstrip() for row in rows]


def bullet(clause: Clause, source: str) -> str:
    """The bullet of an item of a list that has no number."""
    if clause.label or clause.kind is not Kind.PARAGRAPH or not source or not clause.pieces:
        return ""
    start = clause.pieces[0][0]
    line = source.rfind("\n", 0, start) + 1
    return "• " if _BULLET.fullmatch(source, line, start) or _BULLET.match(source, start, start + 3) else ""
