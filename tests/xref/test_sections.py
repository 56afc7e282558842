"""Sections that are cited by article and number, by a decimal number, or as another text's: never the wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import run
from tests.xref.test_resolve import citations

BYLAWS = """---
id: x/club
---
# Bylaws of the Club

## ARTICLE I - NAME

### Section 1. Name

The name is Club; see Article II, Section 1, Article II, Section 9 and Article IX, Section 1.

### Section 2. Office

The office is in town, as Section 2 of these Bylaws and Section 3 say.

## ARTICLE II - MEMBERS

### Section 1. Members

(a) Everyone.

(b) Dues are in Section 2, fees in Section 2 of Article I, fines in Sec. 1(b), Art. 2.

### Section 2. Dues

Dues follow Section 3. They follow Section 1 of the Charter. They follow Chapter 40A, Section 1, and Section 1 of the Bylaws.

## ARTICLE III - OTHERS

### Section 1. Rest

The rest.

### Section 3. End

The end.

## Appendix

As Section 1 says, as Section 3 says.
"""


def found_in(folder: Path, text: str, ident: str) -> list[tuple[object, object, object, object]]:
    (folder / "a.md").write_text(text)
    return [(c["text"], c["status"], c["target"], c["candidates"]) for c in citations(str(folder), ident)]


def test_each_article_counts_its_own_sections(tmp_path: Path) -> None:
    assert found_in(tmp_path, BYLAWS, "x/club") == [
        ("Article II, Section 1", "resolved", "x/club#s1~2", []),
        ("Article II, Section 9", "missing", "x/club#article-ii/s9", []),
        ("Article IX, Section 1", "missing", "x/club#article-9/s1", []),
        ("Section 2", "resolved", "x/club#s2", []),
        ("Section 3", "ambiguous", "§3", ["x/club#s3"]),  # Article I has none
        ("Section 2", "resolved", "x/club#s2~2", []),
        ("Section 2 of Article I", "resolved", "x/club#s2", []),
        ("Sec. 1(b), Art. 2", "resolved", "x/club#s1~2/b", []),
        ("Section 3", "ambiguous", "§3", ["x/club#s3"]),
        ("Section 1 of the Charter", "external", "the charter § 1", []),
        ("Chapter 40A, Section 1", "external", "ch. 40A, § 1", []),
        ("Section 1 of the Bylaws", "ambiguous", "the bylaws § 1", ["x/club#s1", "x/club#s1~2", "x/club#s1~3"]),
        ("Section 1", "ambiguous", "§1", ["x/club#s1", "x/club#s1~2", "x/club#s1~3"]),
        ("Section 3", "resolved", "x/club#s3", []),
    ]


def test_the_sections_of_articles_are_no_twins(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BYLAWS)
    assert "duplicate-heading" not in run("-C", str(tmp_path), "check").out
    (tmp_path / "a.md").write_text(BYLAWS.replace("### Section 3. End", "### Section 1. End"))
    assert run("-C", str(tmp_path), "check").out.count("duplicate-heading") == 1


def test_a_text_is_found_by_what_it_is_called(tmp_path: Path) -> None:
    text = "---\nid: x/zoning\n---\n# Zoning Bylaw of the Town\n\n## Section 1. Lots\n\nA lot is a lot.\n\n## Section 2. Uses\n\nSee Section 1 of the Zoning Bylaw, Section 1 of the Fire Bylaw and Section 1 of ONCA.\n"
    assert [c[1:3] for c in found_in(tmp_path, text, "x/zoning")] == [
        ("resolved", "x/zoning#s1"),
        ("external", "Fire Bylaw § 1"),
        ("external", "ONCA § 1"),
    ]


CONSTITUTION = """---
id: x/const
---
# Constitution of the Club

## Article I. Name

Section 1. It is named in Article 2 of the Constitution and Article II, Section 1 of the Constitution.

## Article II. Aim

Section 1. Its aim is that of Article II of the U.S. Constitution and of article 21 of the Constitution of India.
"""


def test_the_constitution_of_a_club_is_its_own(tmp_path: Path) -> None:
    assert [c[:3] for c in found_in(tmp_path, CONSTITUTION, "x/const")] == [
        ("Article 2 of the Constitution", "resolved", "x/const#article-ii"),
        ("Article II, Section 1 of the Constitution", "resolved", "x/const#s1~2"),
        ("Article II of the U.S. Constitution", "external", "U.S. Const. art. II"),
    ]


CODE = """---
id: x/code
---
# Code

## Chapter 1. One

### Section 101. A

As Section 202 says.

### Section 102. B

Text.

### Section 102. Again

Text.

## Chapter 2. Two

### Section 201. C

As Section 101 and Section 102 say.

### Section 202. D

Text.
"""


def test_one_number_given_twice_does_not_make_chapters_count_anew(tmp_path: Path) -> None:
    assert [c[1:] for c in found_in(tmp_path, CODE, "x/code")] == [
        ("resolved", "x/code#s202", []),
        ("resolved", "x/code#s101", []),
        ("ambiguous", "§102", ["x/code#s102", "x/code#s102~2"]),
    ]


LEASE = """---
id: x/lease
---
# Lease

## 1. Term

### 1.1 Start

(a) Today.

(b) As Section 1.1(a) and Section 1 say, and Section 1.1(c).

### 1.2 End

Never, but for Section 7.3 and clause 2.1, paragraph 2.1.2(b) and section 2.1.3.

## 2. Rent

2.1 Rent is due.

2.1.1 It is due at once; see section 2.1.2.

2.1.2 It is paid:

(a) in coin; or

(b) in kind.

2.2 Nothing in section 13.03 is meant. Nothing in section 287.7 is meant. Nothing in Section 1.1 of the Deposit Agreement or in M.G.L. c. 186, § 15B is meant.
"""


def test_decimal_numbers_are_found_in_a_text_numbered_so(tmp_path: Path) -> None:
    assert [c[:3] for c in found_in(tmp_path, LEASE, "x/lease")] == [
        ("Section 1.1(a)", "resolved", "x/lease#1/1.1/a"),
        ("Section 1", "resolved", "x/lease#1"),
        ("Section 1.1(c)", "missing", "x/lease#1/1.1/c"),
        ("Section 7.3", "missing", "x/lease#s7.3"),
        ("clause 2.1", "resolved", "x/lease#2/2.1"),
        ("paragraph 2.1.2(b)", "resolved", "x/lease#2/2.1/2.1.2/b"),
        ("section 2.1.3", "missing", "x/lease#s2.1.3"),
        ("section 2.1.2", "resolved", "x/lease#2/2.1/2.1.2"),
        ("section 13.03", "external", "§13.03"),
        ("section 287.7", "external", "§287.7"),
        ("Section 1.1 of the Deposit Agreement", "external", "Deposit Agreement § 1.1"),
        ("M.G.L. c. 186, § 15B", "external", "Mass. Gen. Laws ch. 186, § 15B"),
    ]
    assert run("-C", str(tmp_path), "check").out.count("dangling-citation") == 3


def test_a_text_with_other_numbers_knows_nothing_of_decimal_ones(tmp_path: Path) -> None:
    text = "---\nid: x/a\n---\n# Rules\n\n## Section 1. One\n\nSee section 13.03 and section 1.1.\n\n## Section 2. Two\n\nText.\n"
    assert [c[1] for c in found_in(tmp_path, text, "x/a")] == ["external", "external"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Article II, Section 1", "s1~2"),
        ("article ii section 2", "s2~2"),
        ("Section 2 of Article I", "s2"),
        ("Art. 2, § 1(b)", "s1~2/b"),
        ("Sec. 1(b), Art. II", "s1~2/b"),
    ],
)
def test_an_article_and_a_section_are_looked_up(tmp_path: Path, asked: str, found: str) -> None:
    (tmp_path / "a.md").write_text(BYLAWS)
    assert f'"{found}"' in run("-C", str(tmp_path), "clause", "x/club", asked, "--format", "json").out


@pytest.mark.parametrize("asked", ["2.1.2(b)", "Section 2.1.2(b)", "clause 2.1.2(b)", "§ 2.1.2(B)"])
def test_a_decimal_number_is_looked_up_with_its_word_or_without(tmp_path: Path, asked: str) -> None:
    (tmp_path / "a.md").write_text(LEASE)
    assert '"2/2.1/2.1.2/b"' in run("-C", str(tmp_path), "clause", "x/lease", asked, "--format", "json").out


def test_an_article_without_the_section_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BYLAWS)
    assert run("-C", str(tmp_path), "clause", "x/club", "Article II, Section 9").code != 0
    assert run("-C", str(tmp_path), "clause", "x/club", "Section 1").code != 0


def test_an_act_that_says_what_it_may_be_cited_as_means_itself_and_a_paragraph_of_a_schedule_is_found(tmp_path: Path) -> None:
    text = "---\nid: x/act\n---\n# Harbour Records Act 2019\n\n1 Title\n\nThis Act is the Harbour Records Act 2019, not the Ports Act 1950.\n\n"
    text += "2 Bodies\n\n(1) Paragraph 2(1) of Schedule 1 lists them; see section 2(2).\n\n(2) It is final.\n\n3 Fees\n\nNone.\n\n"
    text += "SCHEDULE 1\n\n1 A port.\n\n2 (1) A pilot board, under section 2(2).\n"
    assert [c[:3] for c in found_in(tmp_path, text, "x/act")] == [
        ("This Act", "resolved", "x/act"),
        ("Harbour Records Act 2019", "resolved", "x/act"),
        ("Ports Act 1950", "external", "Ports Act 1950"),
        ("Paragraph 2(1) of Schedule 1", "resolved", "x/act#schedule-1/2/1"),
        ("section 2(2)", "resolved", "x/act#s2/2"),
        ("section 2(2)", "resolved", "x/act#s2/2"),
    ]


HOUSE = """---
id: x/house
---
1. Loans

1.1. Terms

(a) A loan runs for a month.

(b) See §1.1 and §1.2.2 and §1.2.9.

1.2. Fees

(1) A fee is paid at the desk.

(2) It may be waived.
"""


def test_an_item_is_cited_behind_the_decimal_number_that_holds_it(tmp_path: Path) -> None:
    found = found_in(tmp_path, HOUSE, "x/house")
    assert [(text, status, target) for text, status, target, _ in found] == [
        ("§1.1", "resolved", "x/house#1/1.1"),
        ("§1.2.2", "resolved", "x/house#1/1.2/2"),
        ("§1.2.9", "missing", "x/house#s1.2.9"),
    ]
