"""What citations of the bundled documents, and of small stores, point to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import run


@pytest.fixture(scope="module")
def store(sample: str) -> str:
    return sample


def citations(store: str, *args: str) -> list[dict[str, object]]:
    found = json.loads(run("-C", store, "refs", *args, "--format", "json").out)["citations"]
    assert isinstance(found, list)
    return found


def target(store: str, document: str, text: str) -> tuple[object, object, object]:
    for one in citations(store, document):
        if one["text"] == text:
            return one["status"], one["target"], one["note"]
    raise AssertionError(f"{text!r} is not cited")


@pytest.mark.parametrize(
    ("document", "text", "status", "points_to"),
    [
        ("WCO", "8 U.S.C. 1357(g)", "resolved", "us/usc/8/1357#s1357/g"),
        ("WCO", "Section 2-173-030(a)", "resolved", "us-il-chicago/mcc/2-173#s2-173-030/a"),
        ("WCO", "subsection (a) of this section", "resolved", "us-il-chicago/mcc/2-173#s2-173-069/a"),
        ("us-il-chicago/eo/2025-6", "Welcoming City Ordinance", "resolved", "us-il-chicago/mcc/2-173"),
        ("us-il-chicago/eo/2025-6", "5 ILCS 805", "resolved", "us-il/ilcs/5/805"),
        ("us-il-chicago/eo/2025-6", "this order", "resolved", "us-il-chicago/eo/2025-6"),
        ("us-il/ilcs/5/805", "8 CFR 287.7", "resolved", "us/cfr/8/287.7#s287.7"),
        ("us-il/ilcs/5/805", "8 CFR 236.1", "external", "8 CFR 236.1"),
        ("us-il/ilcs/5/805", "Section 15", "resolved", "us-il/ilcs/5/805#s15"),
        ("us-il/ilcs/5/805", "P.A. 100-463", "resolved", "us-il/ilcs/5/805"),
        ("us/eo/14333", "section 740 of the Home Rule Act", "resolved", "us-dc/code/1-207.40#s1-207.40"),
        ("us/eo/14339", "Executive Order 14333", "resolved", "us/eo/14333"),
        ("us-dc/code/24-211.07", "§ 24-211.02a(c)(6)", "external", "§24-211.02a(c)(6)"),
        ("us-il-chicago/guidelines/2025-01-federal-visits", "MCC 2-173-020(c)", "resolved", "us-il-chicago/mcc/2-173#s2-173-020/c"),
        ("us-il-chicago/eo/2025-right-to-protest", "Executive Order 2025-6", "resolved", "us-il-chicago/eo/2025-6"),
    ],
)  # fmt: skip
def test_resolution(store: str, document: str, text: str, status: str, points_to: str) -> None:
    assert target(store, document, text)[:2] == (status, points_to)


def test_sections_of_orders_and_acts_that_are_held(store: str, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text(
        "# Note\n\n(a) Under section 18 of Executive Order 14159, Executive Order 13768, section 9(a), and Section 15(h) of the Illinois TRUST Act.\n\n"
        "(b) Executive Order 14159, section 99. Id. § 18. P.A. 102-234, Section 5.\n",
        encoding="utf-8",
    )
    assert {str(c["citation"]): (c["status"], c["target"]) for c in citations(store, str(note)) if "§" in str(c["citation"])} == {
        "E.O. 14159 § 18": ("resolved", "us/eo/14159#s18"),
        "E.O. 13768 § 9(a)": ("resolved", "us/eo/13768#s9/a"),
        "Illinois TRUST Act § 15(h)": ("resolved", "us-il/ilcs/5/805#s15/h"),
        "E.O. 14159 § 99": ("external", "E.O. 14159 § 99"),
        "P.A. 102-234 § 5": ("external", "P.A. 102-234 § 5"),
    }


def test_the_target_is_read_as_it_stood_and_its_fate_is_told(store: str) -> None:
    status, points_to, note = target(store, "us-il-chicago/cpd/s06-14-03@2016-01-01", "MCC 2-173-042(a)(1)")
    assert (status, points_to) == ("resolved", "us-il-chicago/mcc/2-173#s2-173-042/a/1")
    assert note == "now 2-173-020(a)(1)(A), and its words changed, by 2021-01-27"


def test_incoming(store: str) -> None:
    found = citations(store, "us/usc/8/1357", "1357(g)", "--incoming")
    assert {str(one["document"]) for one in found} >= {"us-il-chicago/mcc/2-173", "us-il/pa/101-19", "us/eo/14159"}


def test_dangling_and_ambiguous(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "a.md").write_text(
        "---\nid: x/a\naliases: [Records Act]\nadopted: 2020-01-01\n---\n\n## Sec. 1. One.\n\n(a) See subsection (b) and subsection (c) of this section.\n\n(b) Text.\n\n## Sec. 2. Two.\n\nSee Section 1(b), Section 9 of this Act and the Records Act.\n"
    )
    (folder / "b.md").write_text("---\nid: x/b\naliases: [Records Act]\nadopted: 2020-01-01\n---\n\n## Sec. 1. One.\n\nText.\n")
    found = {str(one["text"]): one["status"] for one in citations(str(folder), "x/a")}
    assert found["subsection (b)"] == "resolved"
    assert found["subsection (c) of this section"] == "missing"
    assert found["Section 1(b)"] == "resolved"
    assert next(status for text, status in found.items() if text.startswith(("Section 9", "9 of"))) == "missing"
    assert found["Records Act"] == "ambiguous"
    dangling = citations(str(folder), "x/a", "--dangling")
    assert {one["status"] for one in dangling} == {"missing", "ambiguous"}


def test_a_store_has_citation_kinds_and_names_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nid: zba/12-AB\ntitle: Fence Variance\naliases: [FVX]\n---\n## 1. Fence\n\nThe fence stays.\n")
    (tmp_path / "b.md").write_text("---\nid: memo\ntitle: Memo\n---\n## 1. See\n\nSee Zoning Case 12-AB, the FVX, and Zoning Case 99-ZZ.\n")
    (tmp_path / "policytool.toml").write_text('[citation.zoning]\npattern = "Zoning Case (?P<number>\\\\d+-[A-Z]+)"\ntarget = "zba/{number}"\n')
    found = [(c["text"], c["status"], c["target"]) for c in citations(str(tmp_path), "memo")]
    assert found == [
        ("Zoning Case 12-AB", "resolved", "zba/12-AB"),
        ("FVX", "resolved", "zba/12-AB"),
        ("Zoning Case 99-ZZ", "external", "zba/99-ZZ"),
    ]


@pytest.mark.parametrize(
    ("configuration", "said"),
    [
        ("[citation.x", "not readable TOML"),
        ('[citation.x]\npattern = "a"', "takes pattern and target"),
        ('[citation.x]\npattern = "(a"\ntarget = "t"', "is not a regular expression"),
        ('[citation.x]\npattern = "(a+)+"\ntarget = "t"', "can take very long"),
        ('citation = 3\n', "not a table"),
    ],
)
def test_a_broken_configuration_is_told(tmp_path: Path, configuration: str, said: str) -> None:
    (tmp_path / "a.md").write_text("---\nid: a\n---\n## 1. See\n\nSee it.\n")
    (tmp_path / "policytool.toml").write_text(configuration)
    ran = run("-C", str(tmp_path), "refs", "a")
    assert ran.code == 2
    assert said in ran.err


TITLE = """---
id: x/title-9
effective: 2020-01-01
---
# Title 9. Books

## Chapter 1. Shelves

### Subchapter I. Wood

§ 9-101. Oak.

(a) See subchapter II of this chapter, subchapter V of this chapter, Chapter 2 of this title and part A of this title.

### Subchapter II. Iron

§ 9-110. Iron.

(a) A shelf is of (i) iron or (ii) steel, and of nothing else than is said in clause (i).

(b) What paragraph (a)(ii) names may rust; what paragraph (a)(iv) names may not.

## Chapter 2. Rooms

§ 9-201. Halls.

(a) See subchapter II of this chapter.
"""


def test_divisions_are_those_of_the_unit_that_holds_the_place(tmp_path: Path) -> None:
    (tmp_path / "9.md").write_text(TITLE)
    folder = str(tmp_path)
    assert target(folder, "x/title-9", "subchapter II of this chapter")[:2] == ("resolved", "x/title-9#chapter-1/subchapter-ii")
    assert target(folder, "x/title-9", "subchapter V of this chapter")[:2] == ("missing", "x/title-9#chapter-1/subchapter-v")
    assert target(folder, "x/title-9", "Chapter 2 of this title")[:2] == ("resolved", "x/title-9#chapter-2")
    assert target(folder, "x/title-9", "part A of this title")[0] == "external"  # the text has no parts to choose from
    last = citations(folder, "x/title-9")[-1]
    assert (last["text"], last["status"]) == ("subchapter II of this chapter", "external")


def test_a_text_that_is_one_section_says_nothing_of_the_rest_of_its_chapter(tmp_path: Path) -> None:
    (tmp_path / "9.md").write_text("---\nid: us-dc/code/9-101\n---\n# § 9-101. Oak.\n\n(a) See subchapter II of this chapter and Chapter 2 of this title.\n")
    assert [c["status"] for c in citations(str(tmp_path), "us-dc/code/9-101")] == ["external", "external"]


def test_items_of_an_inline_enumeration_are_found_from_inside_and_beside(tmp_path: Path) -> None:
    (tmp_path / "9.md").write_text(TITLE)
    folder = str(tmp_path)
    assert target(folder, "x/title-9", "clause (i)")[:2] == ("resolved", "x/title-9#s9-110/a/i")
    assert target(folder, "x/title-9", "paragraph (a)(ii)")[:2] == ("resolved", "x/title-9#s9-110/a/ii")
    assert target(folder, "x/title-9", "paragraph (a)(iv)")[0] == "missing"
