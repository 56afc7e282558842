"""Whose orders a bare number names: those of the place that the citing document belongs to."""

from __future__ import annotations

import pytest

from policytool.language.citations import find_citations
from policytool.xref.contexts import context_of


@pytest.mark.parametrize(
    ("docid", "target"),
    [
        ("us-ma-boston/eo/2021-3", "Boston E.O. 2019-1"),
        ("us-tx-fort-worth/eo/2021-3", "Fort Worth E.O. 2019-1"),
        ("us-il-cook/eo/2021-3", "Cook County E.O. 2019-1"),
        ("us-il-chicago/eo/2021-3", "Chicago E.O. 2019-1"),
    ],
)
def test_an_order_is_that_of_the_citing_city(docid: str, target: str) -> None:
    (one,) = find_citations("This follows Executive Order 2019-1.", context_of(docid))
    assert one.target == target
