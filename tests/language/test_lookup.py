"""What people type finds the clause they mean, or a list of candidates."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.errors import Ambiguous, NotFound
from policytool.language.address import Addresses
from policytool.language.lookup import ancestors_of, find_clause
from policytool.model.clause import Kind
from policytool.store.create import sample_folder
from tests.support.tables import Case, read_cases

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


CASES = read_cases("lookup.md")


@pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])
def test_row(case: Case) -> None:
    assert find_clause(DOC, case.given).clause.id == case.expected


def test_every_clause_is_found_by_its_id() -> None:
    for clause in DOC.clauses():
        assert find_clause(DOC, clause.id).clause is clause


def test_every_labelled_clause_is_found_by_its_printed_address() -> None:
    addresses = Addresses(DOC)
    for clause in DOC.clauses():
        if clause.kind is Kind.CLAUSE:
            assert find_clause(DOC, addresses.of(clause)).clause is clause


def test_holders_are_listed_outermost_first() -> None:
    clause = find_clause(DOC, "2-173-020(a)(1)").clause
    assert [c.id for c in ancestors_of(DOC, clause)] == ["s2-173-020", "s2-173-020/a"]


@given(st.text(max_size=30))
def test_anything_typed_finds_or_is_refused(asked: str) -> None:
    with contextlib.suppress(NotFound, Ambiguous):
        assert find_clause(DOC, asked).clause in set(DOC.clauses())


def test_a_member_of_an_enumeration_is_found() -> None:
    hit = find_clause(DOC, "2-173-020(a)(2)(B)")
    assert hit.clause.id == "s2-173-020/a/2"
    assert hit.item is not None
    assert hit.item.text == "a map."


@pytest.mark.parametrize(
    ("asked", "found"), [("2.1", "2/2.1"), ("2.1.", "2/2.1"), ("2. 1.", "2/1"), ("2/1", "2/1"), ("2.1.2", "2/2.1/2"), ("2.2", "2/2")]
)
def test_a_number_that_names_its_holder_comes_before_an_item_of_that(asked: str, found: str) -> None:
    text = next(text for name, text in TEXTS if name == "a_list_and_a_decimal_number_below_one_title")
    assert find_clause(pt.parse(text), asked).clause.id == found


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


@pytest.mark.parametrize(
    ("asked", "near"),
    [("(a)(9)", "s2-173-020/a"), ("WHEREAS", "whereas-1"), ("(i)", "s2/b/i"), ("2-173-020(c)", "s2-173-020/a")],
)
def test_candidates_share_the_beginning_or_the_end(asked: str, near: str) -> None:
    with pytest.raises(NotFound) as caught:
        find_clause(DOC, asked)
    assert near in caught.value.candidates


TEXTS = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(sample_folder().rglob("*.md"))] + [
    (case.title, case.given) for name in ("clauses.md", "formats.md") for case in read_cases(name)
]


def test_what_is_printed_as_an_address_finds_the_clause_again() -> None:
    lost = []
    for name, text in TEXTS:
        document = pt.parse(text)
        addresses, ids = Addresses(document), {c.id for c in document.clauses()}
        for clause in document.clauses():
            twice = f"{clause.id}~2" in ids  # the number alone does not say which of the two is meant
            try:
                found = find_clause(document, addresses.of(clause)).clause
            except Ambiguous:
                found = clause if twice else None
            if found is not clause and not (twice and found is not None):
                lost.append((name, addresses.of(clause), clause.id))
    assert lost == []


SCHEDULE = """# Harbour Records Act

1 Right

(1) A person may see a record.

2 Refusal

(1) A request may be refused under section 1(1).

3 Fees

A fee may be charged.

SCHEDULE 1

1 The bodies are listed in paragraph 2.

2 (1) The bodies are a port trust and a pilot board.
"""


@pytest.mark.parametrize(
    ("typed", "ident"),
    [
        ("section 2(1)", "s2/1"),
        ("2(1)", "s2/1"),
        ("paragraph 2(1) of Schedule 1", "schedule-1/2/1"),
        ("Sch. 1 para. 2(1)", "schedule-1/2/1"),
        ("SCHEDULE 1, 2(1)", "schedule-1/2/1"),
        ("schedule 1", "schedule-1"),
    ],
)
def test_a_paragraph_of_a_schedule_is_no_section_of_the_act(typed: str, ident: str) -> None:
    document = pt.parse(SCHEDULE)
    assert find_clause(document, typed).clause.id == ident


def test_what_is_printed_for_a_paragraph_of_a_schedule_names_the_schedule() -> None:
    document = pt.parse(SCHEDULE)
    clause = next(c for c in document.clauses() if c.id == "schedule-1/2/1")
    assert Addresses(document).of(clause) == "SCHEDULE 1, 2(1)"


BYLAWS = """# Bylaws

## Article I. Name

### Section 1. Name

(a) The club is named.

## Article II. Offices

### Section 1. Office

(a) The office is here.

### Section 2. Other

There are two.

### Section 2. Twin

There is a twin.
"""


def test_a_section_that_every_article_counts_anew_is_printed_behind_its_article() -> None:
    document = pt.parse(BYLAWS)
    addresses = Addresses(document)
    printed = {c.id: addresses.of(c) for c in document.clauses()}
    assert printed["s1/a"] == "Article I, Section 1(a)"
    assert printed["s1~2/a"] == "Article II, Section 1(a)"
    assert (printed["s2"], printed["s2~2"]) == ("Article II, Section 2", "Article II, Section 2 (second)")
    for clause in document.clauses():
        if clause.id != "s2":  # its twin has the same number
            assert find_clause(document, printed[clause.id]).clause is clause


def test_a_heading_with_a_label_is_printed_behind_the_section_that_holds_it() -> None:
    document = pt.parse("# Bill\n\n#### 3. Access\n\n##### (b) Report\n\nThe clerk reports\n\n(1) on cost; and\n\n(2) on time.\n\n## Section 4. Fees\n\n### (a) Due\n\nA fee is due.\n")
    addresses = Addresses(document)
    printed = [addresses.of(c) for c in document.clauses() if c.label]
    assert printed == ["3.", "3.(b)", "3.(b)(1)", "3.(b)(2)", "Section 4", "Section 4(a)"]
