"""The change lists of the ten pairs: each row is shown with its kind, or the fixture says why not."""

from __future__ import annotations

import re

import pytest

from benchmarks.flagship import report
from tests.support.flagship import Pair, Row, Shown, read_pairs
from tests.support.tables import FIXTURES

PAIRS = read_pairs()
ROWS = [(pair, row) for pair in PAIRS for row in pair.rows]
QUALITY = FIXTURES.parent.parent / "docs" / "quality.md"


def test_ten_pairs_and_71_rows() -> None:
    assert (len(PAIRS), len(ROWS)) == (10, 71)


@pytest.mark.parametrize(("pair", "row"), ROWS, ids=str)
def test_a_row_is_shown_with_its_kind(pair: Pair, row: Row) -> None:
    """A row with a reason is not shown; when it is, take the reason away."""
    assert (pair.shown(row) is Shown.UNMET) == bool(row.reason)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_what_is_said_beyond_the_rows_has_a_reason(pair: Pair) -> None:
    explained = [ident for _, ids in pair.beyond for ident in ids]
    assert sorted(pair.more) == sorted(explained)


def test_the_score_sees_what_is_wrong() -> None:
    """The oracle is not blind: another kind, another place, and a change where none was."""
    pair = PAIRS[0]
    assert pair.shown(Row("unchanged", ("s2-173-020",), ("s2-173-020",), "", "")) is Shown.MET
    for kind, old, new in (
        ("modified", "s2-173-020", "s2-173-020"),
        ("unchanged", "s2-173-020", "s2-173-030"),
        ("deleted", "s2-173-020", ""),
        ("inserted", "", "s2-173-030"),
        ("moved or deleted", "s2-173-060", "s2-173-060"),
    ):
        assert pair.shown(Row(kind, (old,) if old else (), (new,) if new else (), "", "")) is Shown.UNMET


def test_the_document_says_what_the_score_says() -> None:
    found = re.sub(r"\s+", " ", QUALITY.read_text(encoding="utf-8"))
    for line in report(PAIRS):
        assert re.sub(r"\s+", " ", line).strip() in found, "run `python -m benchmarks.flagship` and put what it prints into docs/quality.md"
