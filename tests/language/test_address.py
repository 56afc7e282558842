"""Printed addresses."""

from __future__ import annotations

import policytool as pt
from policytool.language.address import Addresses
from policytool.language.lookup import find_clause
from policytool.model.clause import Kind


def test_opening_words_stand_without_marks_and_find_their_clause_again() -> None:
    doc = pt.parse("# T\n\n**Note:** see [the table](x.md) and keep *all* of it, 5 * 3 included.\n")
    (clause,) = [c for c in doc.clauses() if c.kind is Kind.PARAGRAPH]
    address = Addresses(doc).of(clause)
    assert address == "¶ “Note: see the table and keep ...”"
    assert find_clause(doc, address).clause is clause


def test_below_a_heading_without_a_number_the_number_above_it_comes_first() -> None:
    doc = pt.parse("# Rules\n\n## 1. Booking\n\n### Approvals\n\n(a) The keeper signs.\n\n### Who signs?\n\n1. The keeper.\n")
    assert [Addresses(doc).of(c) for c in doc.clauses() if c.label and c.children == ()] == ["1. Approvals (a)", "1. Who signs? 1."]
