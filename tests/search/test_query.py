"""What people type never becomes FTS5 syntax."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytool.errors import BadInput
from policytool.search import Entry, Holding, SearchIndex, parse_query

INDEX = SearchIndex(None, "laws")
INDEX.refresh(
    "one",
    lambda: [Holding("a", "b", "a@2020", "2020", "A", "policy", "Here", "2020-01-01", "9999-99-99")],
    lambda docid, blob: [Entry("s1", "1", "", "", "agency OR records NEAR 2-173-020")],
)
SYNTAX = st.text(st.sampled_from(list("\"'*()^:{}+-., \x00NEARORNOT§2é「\ud800\u0301")), max_size=30)


@given(st.one_of(st.text(max_size=40), SYNTAX))
def test_no_input_is_a_syntax_error(text: str) -> None:
    try:
        query = parse_query(text)
    except BadInput:
        return
    INDEX.search(query, "2024-01-01")


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("2-173-020", '"2-173-020"'),
        ("“civil warrant”", '"civil warrant"'),
        ('"open phrase', '"open phrase"'),
        ("detain*", '"detain"*'),
        ("§ 287.7(d)", '"287.7(d)"'),
        ("agency NOT records", '("agency" OR "agencies") AND "NOT" AND ("records" OR "record")'),
        ("body:agency", '"body:agency"'),
        ("a a a", '"a"'),
    ],
)
def test_expressions(typed: str, expression: str) -> None:
    assert parse_query(typed).expression == expression


@pytest.mark.parametrize("typed", ["", " * ", '""', "§§ -- .", " ".join(f"w{n}" for n in range(41))])
def test_nothing_to_search_for_is_said(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_query(typed)
