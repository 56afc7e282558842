"""Large and deep texts parse in bounded work, without recursion."""

from __future__ import annotations

import pytest

import policytool as pt


def count(text: str) -> int:
    return sum(1 for _ in pt.parse(text).clauses())


def test_three_megabytes_in_one_line() -> None:
    assert count("## § 1. Rule.\n\n" + "The agency shall keep a record of it and (1) open it; and (2) close it. " * 41_000) >= 1


def test_a_paragraph_of_45_000_lines() -> None:
    assert count("## § 1. Rule.\n\n" + "the agency keeps a record of each day\n" * 45_000) == 1


def test_20_000_items() -> None:
    assert count("## § 1. Rule.\n\n" + "\n\n".join(f"({n}) Item {n}." for n in range(1, 20_001))) >= 20_000 - 10_002


@pytest.mark.parametrize("depth", [5_000])
def test_5_000_nested_labels(depth: int) -> None:
    cycle = ["(a)", "(1)", "(A)", "(i)", "(I)", "(aa)"]
    text = "## § 1. Rule.\n\n" + "\n\n".join(f"{cycle[n % 6]} Level {n}:" for n in range(depth))
    doc = pt.parse(text)
    assert sum(1 for _ in doc.clauses()) >= 100
    assert doc.findings is not None


def test_5_000_nested_quotes() -> None:
    assert count(">" * 5_000 + " text\n") >= 0
    assert count("\n\n".join(f"“({n}) quoted" for n in range(5_000))) >= 1


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", " \t\n", "---\n---\n", "---\nid: x\n---\n"])
def test_nothing_gives_no_clause(text: str) -> None:
    assert count(text) == 0
