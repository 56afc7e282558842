"""Every view takes time in line with what it shows."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from types import SimpleNamespace

import pytest

from policytool.model.change import Mark, Segment
from policytool.model.finding import Finding, Severity
from policytool.render.akn import _pieces
from policytool.render.docx_tables import table
from policytool.render.grids import gridded
from policytool.render.ics import folded
from policytool.render.redlines import broken
from policytool.render.sarif import Checked, sarif_dict
from policytool.render.screen import Block, block
from policytool.render.terminal import Terminal
from policytool.render.views import finding_blocks
from tests.support.speed import check_in_line


def findings(count: int) -> tuple[str, tuple[Finding, ...]]:
    source = "The agency keeps a record of it.\n" * count
    return source, tuple(Finding("gap", Severity.WARNING, "a gap", "", (33 * n, 33 * n + 4)) for n in range(count))


def test_findings_with_their_lines() -> None:
    check_in_line(findings, lambda given: list(finding_blocks(given[1], given[0])), 4_000)


def test_findings_with_their_columns() -> None:
    check_in_line(findings, lambda given: sarif_dict([Checked("it", "it.md", *given)], {"gap": "A gap."}, "1"), 4_000)


def test_a_redline_of_many_lines() -> None:
    def lines(n: int) -> tuple[tuple[Segment, ...], list[int]]:
        return tuple(Segment(mark, "word\n") for _ in range(n) for mark in (Mark.EQUAL, Mark.INSERT)), [5 * k + 4 for k in range(2 * n)]

    check_in_line(lines, lambda given: broken(given[0], given[1], given[1]), 1_000)


def test_words_between_clauses() -> None:
    def going_on(n: int) -> SimpleNamespace:
        children = tuple(SimpleNamespace(span=(10 * k, 10 * k + 5)) for k in range(n))
        return SimpleNamespace(children=children, pieces=[(10 * k + 5, 10 * k + 9) for k in range(n)], text="")

    check_in_line(going_on, lambda clause: _pieces("", clause, clause.children), 1_000)


def test_a_table_of_rows_that_are_alike() -> None:
    def rows(n: int) -> list[list[str]]:
        return [["$30", "a day"] if k % 9 else [f"{k}", "a day"] for k in range(n)]

    def work(given: list[list[str]]) -> None:
        table(given, given[1:], lambda look, segments: "".join(s.text for s in segments), lambda: "")

    check_in_line(rows, work, 1_000)


@pytest.mark.parametrize("word", ["word ", "word", "word\n"], ids=["words", "one_word", "lines"])
def test_a_long_paragraph_on_a_terminal(word: str) -> None:
    def show(one: Block) -> None:
        Terminal(StringIO(), 80).show([one])

    make: Callable[[int], Block] = lambda n: block(("(a)", "label"), " " + word * n, indent=2, hang=4)  # noqa: E731
    check_in_line(make, show, 4_000)


def test_a_long_line_of_a_calendar() -> None:
    check_in_line(lambda n: "SUMMARY:" + "word " * n, folded, 20_000)


def test_a_table_whose_rows_all_changed() -> None:
    def rows(n: int) -> tuple[tuple[Segment, ...], list[int]]:
        row = (Segment(Mark.EQUAL, "| a | "), Segment(Mark.DELETE, "1 "), Segment(Mark.INSERT, "2 "), Segment(Mark.EQUAL, "| "))
        return row * n, [9 + 10 * k for k in range(n)]

    check_in_line(rows, lambda given: gridded(given[0], given[1], given[1]), 1_000)
