"""Defined terms: where they are defined, what they mean, how far they reach, where they are used."""

from __future__ import annotations

import policytool as pt
from policytool.language.terms import find_terms
from policytool.model.citation import DefinedTerm
from policytool.model.document import Document


def parse(text: str) -> Document:
    document = pt.parse(text, id="x")
    assert isinstance(document, Document)
    return document


def words_used(document: Document, term: DefinedTerm) -> list[tuple[str, str]]:
    texts = {c.id: c.text for c in document.clauses()}
    return [(u.clause_id, texts[u.clause_id][u.span[0] : u.span[1]]) for u in term.uses]


TEXT = """# Office rules

## Sec. 1. Definitions.

(a) As used in this section, the term "agency" means a body.

(b) "Officer" means any person who works for an agency; "Board" means the board of an office.

## Sec. 2. Rules.

The Department of Parks (the "Department") keeps records. Each officer's desk, all Officers, an officership and a non-officer. \
The boardwalk is not a Board's. The Department's records of an agency. A yearly review, hereinafter the "Review", and reviews.

## Sec. 3. Bureaus.

For purposes of this section:

(a) "Agency" means a bureau.

(b) "Agency head" means the head of an agency.

(c) Agency heads serve for one year.
"""


def test_where_terms_are_defined_and_what_they_mean() -> None:
    found = [(t.term, t.clause_id, t.definition) for t in find_terms(parse(TEXT))]
    assert found == [
        ("agency", "s1/a", "means a body."),
        ("Officer", "s1/b", "means any person who works for an agency"),
        ("Board", "s1/b", "means the board of an office."),
        ("Department", "s2", "Department of Parks"),
        ("Review", "s2", "A yearly review"),
        ("Agency", "s3/a", "means a bureau."),
        ("Agency head", "s3/b", "means the head of an agency."),
    ]


def test_a_term_stands_where_its_span_says() -> None:
    document = parse(TEXT)
    texts = {c.id: c.text for c in document.clauses()}
    assert all(texts[t.clause_id][t.span[0] : t.span[1]] == t.term for t in find_terms(document))


def test_scope_words_limit_a_term() -> None:
    terms = {t.clause_id + " " + t.term: t for t in find_terms(parse(TEXT))}
    assert (terms["s1/a agency"].scope, terms["s1/a agency"].scope_id) == ("this section", "s1")
    assert (terms["s3/a Agency"].scope, terms["s3/a Agency"].scope_id) == ("this section", "s3")
    assert (terms["s1/b Officer"].scope, terms["s1/b Officer"].scope_id) == ("", "")


def test_a_use_belongs_to_the_definition_whose_scope_holds_it() -> None:
    document = parse(TEXT)
    terms = {t.clause_id + " " + t.term: words_used(document, t) for t in find_terms(document)}
    assert terms["s1/a agency"] == [("s1/b", "agency")]
    assert terms["s3/a Agency"] == [("s3/b", "agency")]


def test_plural_and_possessive_are_uses_and_parts_of_words_are_not() -> None:
    document = parse(TEXT)
    terms = {t.term: words_used(document, t) for t in find_terms(document)}
    assert terms["Officer"] == [("s2", "officer"), ("s2", "Officers")]
    assert terms["Board"] == [("s1/b", "board"), ("s2", "Board")]
    assert terms["Agency head"] == [("s3/c", "Agency heads")]
    assert terms["Department"] == [("s2", "Department")]
    assert terms["Review"] == [("s2", "reviews")]


def test_initials_are_not_used_in_lower_case() -> None:
    document = parse(
        '## Sec. 1. Terms.\n\n"ICE" means one agency. ICE acts; ice melts.\n\n"City Clerk" means the clerk. The city clerk and the City Clerk.\n'
    )
    terms = {t.term: words_used(document, t) for t in find_terms(document)}
    assert [w for _, w in terms["ICE"]] == ["ICE"]
    assert [w for _, w in terms["City Clerk"]] == ["City Clerk"]


def test_curly_quotes_marked_terms_and_two_names() -> None:
    document = parse(
        "## Sec. 1. Terms.\n\n(a) “Gross sales” or “sales” has the meaning given in § 12.\n\n(b) **Lot** means land.\n\n(c) The lot and the sales.\n"
    )
    terms = {t.term: t for t in find_terms(document)}
    assert set(terms) == {"Gross sales", "sales", "Lot"}
    assert terms["sales"].definition.startswith("has the meaning given in § 12")
    assert [u.clause_id for u in terms["Lot"].uses] == ["s1/c"]


def test_a_longer_term_hides_the_shorter_one_in_it() -> None:
    document = parse(
        '## Sec. 1. Terms.\n\n(a) "Record" means a file.\n\n(b) "Public record" means an open record.\n\n(c) A public record is kept; a record is not.\n'
    )
    terms = {t.term: words_used(document, t) for t in find_terms(document)}
    assert terms["Record"] == [("s1/b", "record"), ("s1/c", "record")]
    assert terms["Public record"] == [("s1/c", "public record")]


def test_a_document_without_terms() -> None:
    assert find_terms(parse("# Statement\n\nThe Mayor spoke on Friday.\n")) == ()


def test_marks_inside_the_quotation_marks_are_no_part_of_the_name() -> None:
    assert [t.term for t in find_terms(pt.parse('# A\n\n(a) "**Stock Ledger**" means a book.\n\n(b) The "_Due Day_" means a day.\n'))] == ["Stock Ledger", "Due Day"]
def test_what_an_abbreviation_stands_for() -> None:
    document = parse(
        "# A\n\n## Sec. 1. Lists.\n\nThe list is kept. Places that do not comply with 8 U.S.C. 1373 (“listed places”) are named. "
        "The office provides help (“Help”) for public purposes (“Purposes”) and follows Executive Order 14159 (“Order”) and Section 5(a) (“Limit”).\n"
    )
    assert {t.term: t.definition for t in find_terms(document)} == {
        "listed places": "Places that do not comply with 8 U.S.C. 1373",
        "Help": "The office provides help",
        "Purposes": "for public purposes",
        "Order": "follows Executive Order 14159",
        "Limit": "Section 5(a)",
    }
