"""Reference updates: a number that followed its target, in every way a text cites its own sections, and never another law's."""

from __future__ import annotations

import pytest

import policytool as pt
from policytool.model.change import Nature

HEAD = "## Section 1. Notice.\n\nThe owner shall give written notice to each tenant before entering the unit.\n\n"
FEES = "## Section 2. Fees.\n\nThe clerk shall collect a filing fee of twenty dollars for every petition.\n\n"
HEARING = "The board shall hold a hearing on each complaint that it receives from a tenant."
REPAIRS = "The owner shall keep the roof, walls and heating plant in good repair at all times."


def nature(before: str, after: str) -> Nature:
    """A section is inserted as the second; the last one changes from `before` to `after`."""
    old = f"{HEAD}## Section 2. Hearing.\n\n{HEARING}\n\n## Section 3. Repairs.\n\n{REPAIRS}\n\n## Section 4. Remedies.\n\nA tenant may sue under {before}\n"
    new = f"{HEAD}{FEES}## Section 3. Hearing.\n\n{HEARING}\n\n## Section 4. Repairs.\n\n{REPAIRS}\n\n## Section 5. Remedies.\n\nA tenant may sue under {after}\n"
    (change,) = [c for c in pt.compare(pt.parse(old), pt.parse(new)).changed if c.new is not None and c.new.id == "s5"]
    return change.nature


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Section 3.", "Section 4."),
        ("Sec. 3 in court.", "Sec. 4 in court."),
        ("§ 3 or § 2.", "§ 4 or § 3."),
        ("Sections 2 and 3.", "Sections 3 and 4."),
        ("Sections 2-3.", "Sections 3-4."),
        ("Sections 1 through 3.", "Sections 1 through 4."),
        ("Section 3 of this chapter.", "Section 4 of this chapter."),
        ("Section 3, for 30 days.", "Section 4, for 30 days."),
    ],
)
def test_own_references(before: str, after: str) -> None:
    assert nature(before, after) is Nature.REFERENCE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Section 3 of the Fair Housing Act.", "Section 4 of the Fair Housing Act."),
        ("42 U.S.C. 3 in court.", "42 U.S.C. 4 in court."),
        ("Section 3 within 30 days.", "Section 4 within 60 days."),
        ("Section 3, or 3 times.", "Section 4, or 4 times."),
        ("Section 3.", "Section 1."),
        ("Sections 2 and 3.", "Sections 3 and 5."),
        ("Section 3.", "Section 4(a)."),
        ("Section 1 of Article 4.", "Section 1 of Article 7."),
        ("Chapter 4, Section 1.", "Chapter 9, Section 1."),
        ("Title 4, section 2.", "Title 5, section 3."),
        ("Section 3 of Exhibit B.", "Section 4 of Exhibit B."),
        ("Section 3 of the Lease.", "Section 4 of the Lease."),
        ("Section 3 thereof.", "Section 4 thereof."),
        ("Section 3 of our Privacy Policy.", "Section 4 of our Privacy Policy."),
        ("Section 3, Title 5.", "Section 4, Title 5."),
        ("Section 3 of Schedule 1.", "Section 4 of Schedule 1."),
    ],
)
def test_other_numbers(before: str, after: str) -> None:
    assert nature(before, after) is Nature.SUBSTANTIVE


def test_numbers_behind_a_word_that_cites_where_citations_are_not_read() -> None:
    body = "### Article {0}\n\nLe maire tient un registre des demandes et le montre à qui le demande.\n\n### Article {1}\n\nLe délai prévu à l'article {0}{2} est de dix jours.\n"
    own = pt.compare(pt.parse(body.format(1, 2, "")), pt.parse(body.format(4, 5, "")))
    assert [c.nature for c in own.changed if c.is_modified] == [Nature.REFERENCE]
    other = pt.compare(pt.parse(body.format(1, 2, " du code civil")), pt.parse(body.format(4, 5, " du code civil")))
    assert [c.nature for c in other.changed if c.is_modified] == [Nature.SUBSTANTIVE]


@pytest.mark.parametrize(
    ("section", "words", "other"),
    [
        ("Artículo", "El plazo previsto en el artículo {}{} es de diez días.", " de la Ley de Aguas"),
        ("Artigo", "O prazo previsto no artigo {}{} é de dez dias.", " da Lei de Terras"),
        ("Art.", "Il termine previsto dall'articolo {}{} è di dieci giorni.", " della legge sui boschi"),
        ("§", "Die Frist nach § {}{} ist kurz.", " des Wassergesetzes"),
    ],
)
def test_other_languages(section: str, words: str, other: str) -> None:
    body = "## " + section + " {0}\n\nXxx yyy zzz vvv www uuu.\n\n## " + section + " {1}\n\n"
    for behind, expected in (("", Nature.REFERENCE), (other, Nature.SUBSTANTIVE)):
        old, new = (pt.parse(body.format(a, b) + words.format(a, behind) + "\n") for a, b in ((1, 2), (4, 5)))
        assert [c.nature for c in pt.compare(old, new).changed if c.is_modified] == [expected]


def test_this_section_with_its_number_is_a_reference() -> None:
    old, new = (f"**{n}.** **Delivery.** All that is sent under this Section {n} is sent by the carrier.\n\n" for n in (8, 9))
    first, added = "**7.** **Price.** Prices are net.\n\n", "**8.** **Support.** Help is given on work days by the maker.\n\n"
    (change,) = [c for c in pt.compare(pt.parse(first + old), pt.parse(first + added + new)).changed if c.is_modified]
    assert change.nature is Nature.REFERENCE


def test_the_article_that_holds_what_is_cited_can_be_renumbered() -> None:
    text = "# Bylaws\n\n## Article I. Name\n\nThe name is the Garden Club.\n\n{0}## Article {1}. Meetings\n\n### Section 1. Spring\n\nMembers meet in May.\n\n### Section 2. Call\n\nTen members may call a meeting.\n\n## Article {2}. Changes\n\nChanges are made at a meeting called under Article {1}, Section 2.\n"
    old = text.format("", "II", "III")
    for holder, expected in (("III", Nature.REFERENCE), ("I", Nature.SUBSTANTIVE)):
        new = text.format("## Article II. Dues\n\nDues are paid in June.\n\n", "III", "IV").replace("under Article III", f"under Article {holder}")
        (change,) = [c for c in pt.compare(pt.parse(old), pt.parse(new)).changed if c.is_modified]
        assert change.nature is expected


def test_a_bare_decimal_of_three_parts_is_a_reference() -> None:
    text = "# Rules\n\n## 2 Passwords\n\n### 2.1 Length\n\n2.1.1 Eight signs are enough.\n\n{}2.1.{} Clerks use fourteen signs.\n\n## 3 Clerks\n\nSee {} for clerks of the court.\n"
    old = pt.parse(text.format("", 2, "2.1.2"))
    for cited, expected in (("2.1.3", Nature.REFERENCE), ("2.1.1", Nature.SUBSTANTIVE)):
        (change,) = [c for c in pt.compare(old, pt.parse(text.format("2.1.2 Four words will do.\n\n", 3, cited))).changed if c.is_modified]
        assert change.nature is expected
