"""Citations: the table in fixtures/citations.md, every row's own example and near miss, and what must hold for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytool.errors import BadInput
from policytool.language.act_sections import read_act_table
from policytool.language.citation_kind import CitationKind
from policytool.language.citation_kinds import KINDS
from policytool.language.citations import find_citations
from policytool.language.kind_reading import name_kind, read_kind, read_kinds
from policytool.language.short_titles import find_short_titles
from tests.support.tables import Case, read_cases


@pytest.mark.parametrize("case", read_cases("citations.md"), ids=lambda c: c.title.split(" [")[0])
def test_the_table(case: Case) -> None:
    context = re.search(r"\[(.+)\]$", case.title)
    found = find_citations(case.given.replace("\\n", "\n"), context[1] if context else "")
    lines = [c.text.replace("\n", "\\n") + " -> " + c.target + (f" .. {c.target_end}" if c.target_end else "") for c in found]
    assert "\n".join(lines) == case.expected


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_every_kind_finds_its_example_and_leaves_its_near_miss(kind: CitationKind) -> None:
    text = f"as in {kind.example}; and" if kind.name != "constitution-amendment-list" else "the First and Fourth Amendments"
    assert (kind.name, kind.example_target) in [(c.kind, c.target) for c in find_citations(text)]
    assert kind.name not in [c.kind for c in find_citations(f"see {kind.near_miss} here")]


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_every_match_of_a_kind_holds_one_of_its_cues(kind: CitationKind) -> None:
    match = kind.pattern.search(kind.example + " Amendments" * (kind.name == "constitution-amendment-list"))
    assert not match or not kind.cues or any(cue in kind.example for cue in kind.cues)


def test_the_parts_of_a_citation() -> None:
    (one,) = find_citations("under 8 U.S.C. § 1373(a)(1)")
    assert (one.kind, one.code, one.section, one.pins, one.pincite, one.relative) == (
        "usc",
        "8 U.S.C.",
        "1373",
        ("a", "1"),
        "(a)(1)",
        False,
    )
    (two,) = find_citations("§ 1-204.04(b)", "D.C. Code")
    assert (two.kind, two.code, two.section, two.pins) == ("section", "D.C. Code", "1-204.04", ("b",))


def test_the_parts_of_a_relative_reference() -> None:
    (one,) = find_citations("paragraph (1) of subsection (b) of this section")
    assert (one.relative, one.base, one.level, one.pins) == (True, "this section", "subsection", ("b", "1"))
    (two,) = find_citations("Section 3(b) of this Executive Order")
    assert (two.relative, two.base, two.section, two.pins) == (True, "this order", "3", ("b",))


def test_a_range_is_one_citation_and_its_end_is_marked() -> None:
    whole, end = find_citations("§§ 1-101 through 1-110", "D.C. Code")
    assert (whole.target, whole.target_end, whole.range_end) == ("§1-101", "§1-110", False)
    assert (end.target, end.range_end, end.text) == ("§1-110", True, "1-110")
    (hyphen,) = find_citations("16 U.S.C. 1531-1544")
    assert hyphen.target_end == "16 U.S.C. 1544"


@pytest.mark.parametrize("number", ["2025-6", "2026-01", "85-1", "89-6"])
def test_a_city_order_is_never_a_federal_number(number: str) -> None:
    for words in ("Executive Order", "Executive Order No.", "EO", "E.O."):
        for context in ("", "Chicago", "MCC", "8 CFR"):
            (one,) = find_citations(f"{words} {number}", context)
            assert not one.target.startswith("E.O. "), one


def test_the_place_of_a_city_order_is_the_one_named() -> None:
    assert [c.target for c in find_citations("Executive Order 2025-6", "us-il-chicago/eo/2025-6")] == ["Chicago E.O. 2025-6"]
    assert [c.target for c in find_citations("New York Executive Order 2025-6 and others in Chicago")] == ["New York E.O. 2025-6"]


def test_a_text_in_its_own_code_and_out_of_it() -> None:
    text = "MCC § 2-173-020(a). As Section 2-173-030 says"
    assert [c.target for c in find_citations(text, "MCC")] == ["§2-173-020(a)", "§2-173-030"]
    assert [(c.target, c.relative) for c in find_citations(text)] == [("MCC 2-173-020(a)", False), ("§2-173-030", True)]


def test_short_titles() -> None:
    text = 'This ordinance may be cited as the “Open Streets Ordinance.” The Clean Lots Act (the "Lots Act") and 8 U.S.C. 1373 (“Section One”) apply.'
    titles = find_short_titles(text, find_citations(text))
    assert [(t.title, t.own, t.stands_for) for t in titles] == [
        ("Open Streets Ordinance", True, ""),
        ("Lots Act", False, "Clean Lots Act"),
        ("Section One", False, "8 U.S.C. 1373"),
    ]
    assert all(text[t.span[0] : t.span[1]].rstrip(".") == t.title for t in titles)


def test_a_declared_name_stands_for_what_was_cited() -> None:
    found = find_citations("Under 5 ILCS 805/15 (the “Trust Section”), and the Trust Section’s limits")
    assert [(c.text, c.target) for c in found] == [("5 ILCS 805/15", "5 ILCS 805/15"), ("Trust Section", "5 ILCS 805/15")]


def test_the_act_table() -> None:
    table = read_act_table()
    inside = [n for (act, n), t in table.sections.items() if act == "Immigration and Nationality Act" and t.startswith("8 U.S.C. 1")]
    assert len(inside) > 150
    assert table.find_target("Immigration and Nationality Act", "240A") == "8 U.S.C. 1229b"
    assert table.find_target("Internal Revenue Code", "501") == "26 U.S.C. 501"


def test_a_store_adds_kinds() -> None:
    kind = read_kind("zoning", r"Zoning Case (?P<number>\d+-[A-Z]+)", "us-il-chicago/zoning/{number}")
    found = find_citations("Zoning Case 12-AB and 8 U.S.C. 1373", extra_kinds=(kind,))
    assert [(c.kind, c.target) for c in found] == [("zoning", "us-il-chicago/zoning/12-AB"), ("usc", "8 U.S.C. 1373")]


def test_a_store_adds_names() -> None:
    kind = name_kind({"WCO": "MCC 2-173", "Welcoming City Ordinance": "MCC 2-173"})
    assert kind is not None
    found = find_citations("The WCO, or Welcoming  City\nOrdinance; a WCOX", extra_kinds=(kind,))
    assert [(c.kind, c.target) for c in found] == [("short-title", "MCC 2-173"), ("short-title", "MCC 2-173")]
    assert name_kind({}) is None


@pytest.mark.parametrize(
    ("pattern", "target"),
    [
        (r"(?:\w+\s?)+x", "a"),
        (r"(a+)+b", "a"),
        (r"(?:a|a)*b", "a"),
        (r"(?:-[\d-]+)*x", "a"),
        (r"x(", "a"),
        (r"x*", "a"),
        (r"ZBA-(?P<case>\d+)", "zba/{number}"),
    ],
)
def test_a_pattern_that_could_run_away_is_refused(pattern: str, target: str) -> None:
    with pytest.raises(BadInput, match=r"citation\.mine"):
        read_kind("mine", pattern, target)


@pytest.mark.parametrize("pattern", [r"MCC (?P<s>\d+-\d+)(?:\([a-z]{1,3}\)){0,8}", r"ZBA-\d{1,4}", r"(?:ab)+c", r"[A-Z]+\.\d*"])
def test_a_harmless_pattern_is_taken(pattern: str) -> None:
    assert read_kind("mine", pattern, "x").pattern


def test_a_pattern_of_any_length_is_not_read() -> None:
    with pytest.raises(BadInput, match="at most 4,000"):
        read_kind("mine", "[" * 1_000_000, "x")


def test_a_misspelt_table_is_no_silence() -> None:
    with pytest.raises(BadInput, match=r"policytool\.toml has a table 'citatoin'.*\[citation\.NAME\]"):
        read_kinds("[citatoin.zba]\npattern = 'ZBA-1'\ntarget = 'zba'", "policytool.toml")


PIECES = st.sampled_from(
    [
        "8 U.S.C. ",
        "1373",
        "(a)",
        " and ",
        ", ",
        "§ ",
        "§§ ",
        "2-173-020",
        " through ",
        "Section ",
        "of this section",
        "Id. ",
        "Act",
        " of ",
        "title 8",
        "CFR ",
        "287.7",
        "–",
        "(the “Act”)",
        "\n\n",
        "subsection ",
        "E.O. ",
        "2025-6",
        "x",
        " ",
        "chapter 5",
        "Pub. L. ",
        "104-208",
        "et seq.",
    ]
)


@given(
    st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["", "D.C. Code", "MCC", "40 CFR", "5 ILCS 805", "8 U.S.C.", "Odd Code"])
)
def test_spans_are_in_order_apart_and_true(text: str, context: str) -> None:
    end = 0
    for citation in find_citations(text, context):
        start, stop = citation.span
        assert text[start:stop] == citation.text
        assert start < stop
        assert citation.target
        if citation.range_end:
            assert stop <= end
        else:
            assert start >= end
            end = stop


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for citation in find_citations(text):
        assert 0 <= citation.span[0] < citation.span[1] <= len(text)


def test_words_around_a_citation_do_not_change_it() -> None:
    for case in read_cases("citations.md"):
        if case.title.startswith(("heading", "municipal_heading", "negative")):
            continue
        context = re.search(r"\[(.+)\]$", case.title)
        name = context[1] if context else ""
        text = case.given.replace("\\n", "\n")
        alone = [c.target for c in find_citations(text, name)]
        assert [c.target for c in find_citations(f"Note: {text.rstrip('.')}; done.", name)] == alone, case.title


@pytest.mark.parametrize("text", ["Art. 5 of this chapter", "paragraph (a) of subsection ", "subdivision ", "Artikel 5 ", "artículo 5.", "section 5, paragraph", "§ 5 Abs.", "RSA 5:1,", "Schedule 1, paragraph 2 of "])
def test_words_that_stop_short_are_read(text: str) -> None:
    for end in range(len(text) + 1):
        assert all(c.text == text[: c.span[1]][c.span[0] :] for c in find_citations(text[:end]))
