"""What people type finds the clause they mean, or a list of candidates."""

from __future__ import annotations

import pytest

import policytool as pt
from policytool.errors import Ambiguous, NotFound
from policytool.language.lookup import find_clause

TEXT = """---
id: us-xx/code/2-173
working_labels: {o-5: s2-173-030}
---
# Chapter 2-173. Records

WHEREAS, one; and

WHEREAS, two; and

WHEREAS, three;

## 2-173-010. Definitions.

"Agency" means a body.

## 2-173-020. Keeping of records.

(a) No agent may:

(1) lose a record; or

(2) burn (A) a book; or (B) a map.

(b) A clerk answers.

## 2-173-030. Fees.

No fee is due.

## Sec. 2. Other.

(b) Text.

(i) More text.
"""
DOC = pt.parse(TEXT)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2-173-020(a)(1)", "s2-173-020/a/1"), ("§ 2-173-020(a)", "s2-173-020/a"), ("Sec. 2(b)", "s2/b"), ("s2/b", "s2/b"), ("020(a)", "s2-173-020/a"),
        ("whereas 3", "whereas-3"), ("recital 2", "whereas-2"), ("MCC 2-173-020(b)", "s2-173-020/b"), ("Section 2-173-030", "s2-173-030"),
        ("s2-173-020/a/2", "s2-173-020/a/2"), ("2-173-020 (a) (2)", "s2-173-020/a/2"), ("2–173–020(a)(1)", "s2-173-020/a/1"), ("2-173-020(A)(1)", "s2-173-020/a/1"),
        ("definition of agency", "s2-173-010/def-agency"), ('"Agency"', "s2-173-010/def-agency"), ("o-5", "s2-173-030"), ("s2.b.i", "s2/b/i"), ("Fees", "s2-173-030"),
        ("sec. 2(b)(i)", "s2/b/i"), ("(a)(1)", "s2-173-020/a/1"),
    ],
)  # fmt: skip
def test_found(asked: str, found: str) -> None:
    assert find_clause(DOC, asked).clause.id == found


def test_a_member_of_an_enumeration_is_found() -> None:
    hit = find_clause(DOC, "2-173-020(a)(2)(B)")
    assert hit.clause.id == "s2-173-020/a/2"
    assert hit.item is not None
    assert hit.item.text == "a map."


def test_ambiguous_lists_candidates() -> None:
    with pytest.raises(Ambiguous) as caught:
        find_clause(DOC, "(b)")
    assert caught.value.candidates == ("s2-173-020/b", "s2/b")


@pytest.mark.parametrize("asked", ["2-173-020(z)", "9-9-9", "", "(zz)", "§", "../../x"])
def test_unknown_names_the_nearest(asked: str) -> None:
    with pytest.raises((NotFound, Ambiguous)) as caught:
        find_clause(DOC, asked)
    if asked == "2-173-020(z)":
        assert "s2-173-020/a" in caught.value.candidates
