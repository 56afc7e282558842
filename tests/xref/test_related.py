"""Suggested related clauses: what ranks first and why, what never counts, and what a suggestion promises."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytool as pt
from policytool.language.stems import STOP, stem, stems_of
from policytool.language.synonyms import _FILE, concepts_of, read_synonyms
from policytool.store.create import sample_folder
from policytool.xref.related import ClauseWords, Related, Weights, candidates, masked, suggest
from policytool.xref.word_scores import WordScores, bag_of
from tests.support.related import PLAIN, Sample, share
from tests.support.speed import check_in_line

CODE = """# Code

## § 1. Definitions

"Depot" means a yard or garage where snow ploughs stand.

## § 2. Parking

(a) No vehicle may stand in a fire lane.

(b) The clerk shall mail each notice of a hearing within ten days.

## § 3. Custody

(a) No officer may detain a person without a warrant.

(b) Records of each stop shall be kept for two years.

## § 4. Depots

(a) Each depot shall be locked at night.

(b) Fees are listed in the annex.
"""


def first(asked: str, weights: Weights | None = None) -> str:
    asking = ClauseWords(pt.parse(f"# Order\n\n{asked}\n", id="order"))
    ranked = Related(ClauseWords(pt.parse(CODE, id="code")), weights).rank(asking, asking.clauses[0].id)
    return ranked[0].second if ranked else ""


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Ploughs return to the garage by dawn.", "s1/def-depot"),
        ("Vehicles standing in lanes for fire engines are towed.", "s2/a"),
        ("Notices of hearings are mailed by the clerk.", "s2/b"),
        ("Police apprehend nobody unless a judge has issued a warrant.", "s3/a"),
        ("A log of stops is preserved.", "s3/b"),
    ],
)
def test_the_clause_of_the_same_matter_comes_first(asked: str, found: str) -> None:
    assert first(asked) == found


def test_words_of_like_meaning_count_only_with_the_table() -> None:
    assert first("Constables confine nobody.", PLAIN) == ""
    assert first("Constables confine nobody.") == "s3/a"


def ranked(asked: str, code: str, weights: Weights | None = None) -> list[str]:
    asking = ClauseWords(pt.parse(f"# Order\n\n{asked}\n", id="order"))
    return [s.second for s in Related(ClauseWords(pt.parse(code, id="code")), weights).rank(asking, asking.clauses[-1].id)]


def test_a_group_counts_only_beyond_the_words_both_say() -> None:
    said = [bag_of(stems_of(text)) for text in ("Bailiffs detain swimmers.", "Bailiffs confine swimmers.", "Ferries sail.")]
    scores = WordScores(said, 1.0)
    found: dict[int, float] = {}
    both = bag_of(stems_of("bailiffs detain"))
    scores.add(both, 1.0, found)
    assert list(found) == [0, 1]
    assert found[0] > found[1] > 0  # the word itself, then one of like meaning
    alone: dict[int, float] = {}
    WordScores(said, 0).add(bag_of(stems_of("detain")), 1.0, alone)
    assert list(alone) == [0]
    assert {name for name, _ in scores.at(both, 1.0, 0)} == {"bailif", "detain"}
    assert {name for name, _ in scores.at(both, 1.0, 1)} == {"bailif", "=detain"}
    assert sum(points for _, points in scores.at(both, 1.0, 1)) == pytest.approx(found[1])


def test_a_holder_is_judged_by_the_best_clause_below_it_too() -> None:
    code = "# Code\n\n## § 1. Piers\n\n(a) No person may:\n\n(1) moor a barge; or\n\n(2) sell bait.\n\n## § 2. Quays\n\n(a) No person may:\n\n(1) ride a horse.\n"
    assert ranked("A person with a barge pays.", code)[:2] == ["s1/a/1", "s1/a"]
    (holder,) = [s for s in suggest(pt.parse("# O\n\nA barge.\n", id="o"), pt.parse(code, id="code")) if s.second == "s1/a"]
    assert holder.reasons == ("a clause below it says barge",)


def test_what_stands_above_a_candidate_counts_a_little() -> None:
    code = "# Code\n\n## § 1. Horses\n\n(a) No fee is due.\n\n## § 2. Ferries\n\n(a) No fee is due.\n"
    assert ranked("Ferries: no fee.", code) == ["s2/a", "s1/a"]
    assert ranked("Ferries: no fee.", code, replace(Weights(), answering=0)) == ["s1/a", "s2/a"]


def test_explicit_citations_are_masked() -> None:
    assert "1373" not in masked("as 8 U.S.C. 1373(a) and Executive Order 14159 require", "")
    a = pt.parse("# A\n\n## § 1. X\n\n(a) See 8 U.S.C. 1373(a).\n", id="a")
    b = pt.parse("# B\n\n## § 9. Y\n\n(a) Under 8 U.S.C. 1373(a), zebras graze.\n", id="b")
    assert all(s.second != "s9/a" for s in suggest(a, b))


def test_a_text_against_itself_finds_itself_with_the_full_score() -> None:
    document = pt.parse(CODE, id="code")
    words = ClauseWords(document)
    related = Related(words, PLAIN)
    for clause in words.clauses:
        best = related.rank(words, clause.id)[0]
        assert best.second == clause.id
        assert best.score == pytest.approx(1.0)


@settings(max_examples=40)
@given(st.lists(st.text(alphabet="abcde §().\n\u00e9\u4e2d1", max_size=60), max_size=6), st.lists(st.text(max_size=60), max_size=6))
def test_any_two_texts_give_ordered_bounded_suggestions(left: list[str], right: list[str]) -> None:
    a, b = pt.parse("# A\n\n" + "\n\n".join(left), id="a"), pt.parse("# B\n\n" + "\n\n".join(right), id="b")
    found = suggest(a, b)
    assert found == suggest(a, b)
    mine, other = [c.id for c in candidates(a)], {c.id for c in candidates(b)}
    assert [mine.index(s.first) for s in found] == sorted(mine.index(s.first) for s in found)
    for s in found:
        assert s.second in other
        assert 0 < s.score <= 1
        assert s.reasons


@pytest.mark.parametrize(("a", "b"), [("agencies", "agency"), ("enforcement", "enforcing"), ("stopped", "stops"), ("detention", "detentions"), ("wears", "wear")])
def test_stems_meet(a: str, b: str) -> None:
    assert stem(a) == stem(b)


@pytest.mark.parametrize(("a", "b"), [("general", "gender"), ("police", "policy"), ("state", "statue"), ("law", "lane")])
def test_stems_keep_apart(a: str, b: str) -> None:
    assert stem(a) != stem(b)


def test_the_table_of_synonyms_is_read_whole() -> None:
    assert len({g for groups in read_synonyms().values() for g in groups}) > 80
    spoilt = [e for line in _FILE.read_text(encoding="utf-8").splitlines() if line[:1] != "#" for e in line.split(",") if len(e.split()) == 2 and set(e.split()) & STOP]
    assert spoilt == []  # a phrase that loses a word would match too much
    assert "=detain" in concepts_of(stems_of("custody"))
    assert "=assist" in concepts_of(stems_of("takes part"))
    assert concepts_of(stems_of("zebra crossing")) == []


def large_code(sections: int) -> pt.Document:
    """Every section has one word of its own, and shares the others with all."""
    own = ("".join(chr(97 + n // 26**k % 26) for k in range(4)) for n in range(sections))
    return pt.parse("# Code\n\n" + "\n\n".join(f"## § {n + 1}. Racks\n\nThe office shall keep q{word} with the records of the city." for n, word in enumerate(own)))


def test_in_a_large_code_a_clause_still_finds_its_own() -> None:
    code = large_code(1_500)
    first = {s.first: s.second for s in reversed(suggest(code, code))}
    assert len(first) == 1_500
    assert all(one == other for one, other in first.items())


def test_ranking_a_code_against_a_code_grows_with_their_size() -> None:
    check_in_line(large_code, lambda code: suggest(code, code), 1_100)


def test_quality_on_the_reviewed_relations_of_the_sample() -> None:
    """What docs/quality.md says, so that a change that costs much is seen."""
    sample = Sample(sample_folder(), sample_folder() / "relations.toml")
    places, plain = sample.places(Weights()), sample.places(PLAIN)
    assert len(places) > 60
    forward = [p for p, c in zip(places, sample.cases, strict=True) if c.forward]
    assert share(places, 3) >= 0.65
    assert share(places, 10) >= 0.85
    assert share(forward, 3) >= 0.60
    assert share(places, 3) > share(plain, 3)
    assert share(places, 10) > share(plain, 10)
