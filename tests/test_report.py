"""What a report says of a change is true of the two texts."""

from __future__ import annotations

from collections import Counter

import pytest

import policytool as pt
from policytool.report import Report, Side, build_report

SIDE = Side("x", "Code", "", "", "0" * 40, "", "", "")
KEYS = "The clerk keeps the keys of the hall in the front office during the day."
BOATS = "Boats stay ashore from November until the ice has left the harbour."
FEES = "Every applicant pays the fee of ten dollars before the permit is issued."


def reported(old: str, new: str) -> Report:
    diff = pt.compare(pt.parse(old), pt.parse(new))
    return build_report(diff, SIDE, SIDE, whole=True)


SENTENCES = [
    ("one run against one", f"## Sec. 1. A.\n\n{KEYS}\n", f"## Sec. 1. A.\n\n{KEYS.replace('the day', 'both market days')}\n",
     ["Sec. 1 says “both market days” instead of “the day”."]),
    ("only added", f"## Sec. 1. A.\n\n{KEYS}\n", f"## Sec. 1. A.\n\n{KEYS.replace('front', 'large front')}\n", ["Sec. 1 adds “large”."]),
    ("only removed", f"## Sec. 1. A.\n\n{KEYS}\n", f"## Sec. 1. A.\n\n{KEYS.replace(' of the hall', '')}\n", ["Sec. 1 drops “of the hall”."]),
    ("two places are counted", f"## Sec. 1. A.\n\n{KEYS}\n", f"## Sec. 1. A.\n\n{KEYS.replace('clerk', 'warden').replace('day', 'night')}\n",
     ["Sec. 1 has 2 words added and 2 words removed."]),
    ("an insertion and a deletion at two places are two edits", f"## Sec. 1. A.\n\n{KEYS}\n",
     f"## Sec. 1. A.\n\n{KEYS.replace('keys', 'keys and seals').replace('front ', '')}\n", ["Sec. 1 adds “and seals” and drops “front”."]),
    ("a deletion and an insertion at two places", f"## Sec. 1. A.\n\n(a) {BOATS}\n\n(b) {KEYS}\n",
     f"## Sec. 1. A.\n\n(a) {KEYS.replace('of the hall ', '').replace('front', 'large front')}\n",
     ["Old Sec. 1(a) is gone; its number now belongs to what was Sec. 1(b).", "Sec. 1(a) was numbered Sec. 1(b), drops “of the hall” and adds “large”."]),
    ("a comma is no word", f"## Sec. 1. A.\n\n{KEYS}\n",
     f"## Sec. 1. A.\n\n{KEYS.replace('hall in', 'hall, and locks them , in').replace('clerk', 'warden')}\n", ["Sec. 1 has 4 words added and 1 word removed."]),
    ("only commas", f"## Sec. 1. A.\n\n{KEYS}\n", f"## Sec. 1. A.\n\n{KEYS.replace(' keeps', ', keeps').replace(' in', ', in')}\n", ["Sec. 1 differs only in punctuation."]),
    ("a number that went to another text", f"## Sec. 1. A.\n\n(a) {KEYS}\n\n(b) {BOATS}\n", f"## Sec. 1. A.\n\n(a) {FEES}\n\n(b) {KEYS}\n\n(c) {BOATS}\n",
     ["Sec. 1(a) is new; what was Sec. 1(a) is now Sec. 1(b).", "Sec. 1(b) was numbered Sec. 1(a).", "Sec. 1(c) was numbered Sec. 1(b)."]),
    ("a number that another text took", f"## Sec. 1. A.\n\n(a) {FEES}\n\n(b) {KEYS}\n", f"## Sec. 1. A.\n\n(a) {KEYS}\n",
     ["Old Sec. 1(a) is gone; its number now belongs to what was Sec. 1(b).", "Sec. 1(a) was numbered Sec. 1(b)."]),
    ("replaced", f"## Sec. 1. A.\n\n(a) {FEES}\n\n(b) {BOATS}\n", f"## Sec. 1. A.\n\n(a) {KEYS}\n\n(b) {BOATS}\n",
     ["The old text of Sec. 1(a) is gone; another stands under its number.", "Sec. 1(a) now holds another text."]),
    ("replaced under a holder that has another number", f"## Sec. 3. A.\n\nThe hall. {KEYS}\n\n(a) {FEES}\n\n(b) {BOATS}\n",
     f"## Sec. 3. B.\n\n(a) Dogs are led.\n\n(b) Bells are rung at noon by the warden.\n\n## Sec. 4. A.\n\nThe hall. {KEYS}\n\n(a) {FEES}\n\n(b) The yard is swept on Fridays.\n",
     ["Sec. 3 is new, with 2 clauses below it; what was Sec. 3 is now Sec. 4.", "Sec. 4 was numbered Sec. 3.",
      "Old Sec. 3(b) is gone; Sec. 4(b) stands where it stood.", "Sec. 4(b) is new; it stands where old Sec. 3(b) stood."]),
    ("with what is below it", f"## Sec. 1. A.\n\n{BOATS}\n", f"## Sec. 1. A.\n\n{BOATS}\n\n## Sec. 2. B.\n\n(a) {KEYS}\n\n(b) {FEES}\n",
     ["Sec. 2 is new, with 2 clauses below it."]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "old", "new", "said"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_sentences(title: str, old: str, new: str, said: list[str]) -> None:
    assert sorted(row.sentence for row in reported(old, new).rows) == sorted(said), title


def test_split_and_merged_are_told_of_with_all_their_parts() -> None:
    one, two = f"## Sec. 1. A.\n\n(a) {KEYS} {BOATS}\n", f"## Sec. 1. A.\n\n(a) {KEYS}\n\n(b) {BOATS}\n"
    assert [r.sentence for r in reported(one, two).rows][1] == "Sec. 1(b) was split off from Sec. 1(a)."
    assert reported(one, two).rows[0].sentence.startswith("Sec. 1(a) was split into Sec. 1(a) and Sec. 1(b)")
    back = [r.sentence for r in reported(two, one).rows]
    assert any(s.startswith("Sec. 1(a) joins what was Sec. 1(a) and Sec. 1(b)") for s in back)
    assert "Sec. 1(b) went into Sec. 1(a)." in back


def test_a_text_that_only_its_case_sets_apart_is_not_rewritten() -> None:
    (row,) = reported(f"# FEES OF THE CLERK\n\n## Sec. 1. A.\n\n{KEYS}\n", f"# Fees of the Clerk\n\n## Sec. 1. A.\n\n{KEYS}\n").rows
    assert (row.facts, row.nature.value) == (("modified",), "typographic")


OWNER = '"Owner" means a person who holds the title to a parcel of land in the county.'
FIRST = '"Agency" means any office of the county that keeps records.'
NUMBERED, BARE = f"## Sec. 1. A.\n\n(a) {FIRST}\n\n(b) {OWNER}\n", f"## Sec. 1. A.\n\n(a) {FIRST}\n\n{OWNER}\n"


@pytest.mark.parametrize(
    ("old", "new", "facts", "said"),
    [(NUMBERED, BARE, "lost its number (b)", "Sec. 1 “Owner” was numbered Sec. 1(b)."), (BARE, NUMBERED, "given the number (b)", "Sec. 1(b) had no number.")],
)
def test_a_number_lost_or_given(old: str, new: str, facts: str, said: str) -> None:
    (row,) = reported(old, new).rows
    assert (row.facts, row.sentence) == ((facts,), said)


def test_a_number_that_ends_in_a_stop_ends_the_sentence() -> None:
    old, new = f"## Sec. 1. A.\n\n1. {KEYS}\n\n2. {BOATS}\n", f"## Sec. 1. A.\n\n1. {FEES}\n\n2. {KEYS}\n\n3. {BOATS}\n"
    assert [row.sentence for row in reported(old, new).rows] == [
        "Sec. 1 1. is new; what was Sec. 1 1. is now Sec. 1 2.", "Sec. 1 2. was numbered Sec. 1 1.", "Sec. 1 3. was numbered Sec. 1 2.",
    ]  # fmt: skip


def test_what_was_split_off_or_went_into_another_is_neither_inserted_nor_deleted() -> None:
    one, two = f"## Sec. 1. A.\n\n(a) {KEYS} {BOATS}\n", f"## Sec. 1. A.\n\n(a) {KEYS}\n\n(b) {BOATS}\n"
    for old, new, what in ((one, two, "split"), (two, one, "merged")):
        report = reported(old, new)
        assert dict(report.counts) == {what: 2, "modified": 1} == dict(Counter(fact.value for row in report.rows for fact in row.kinds))
        assert report.summary == f"2 clauses changed: 2 {what}, 1 modified (all substantive)"


HEAD = "## Sec. 1. A.\n\n"
OLD_NUMBERS = [
    ("gone into a clause of its number", f"{HEAD}(a) {BOATS}\n\n(b) {FEES}\n\n(c) {KEYS}\n",
     f"{HEAD}(a) {FEES}\n\n(b) {KEYS} {BOATS}\n", {"old Sec. 1(a)": "merged into Sec. 1(b)", "Sec. 1(b)": "merged from Sec. 1(c) and old Sec. 1(a)"}),
    ("gone, its number another section's", f"## Sec. 7. A.\n\n{KEYS}\n\n## Sec. 8. B.\n\n{BOATS}\n\n(a) {FEES}\n", f"## Sec. 7. B.\n\n{BOATS}\n\n(a) {FEES}\n",
     {"old Sec. 7": "deleted; what was Sec. 8 has its number", "Sec. 7": "renumbered Sec. 8 -> Sec. 7"}),
    ("a clause of a section that stayed unread", f"## Sec. 7. A.\n\n{KEYS}\n\n(a) Bells are rung at noon.\n\n(b) Dogs are led.\n\n## Sec. 8. B.\n\n{BOATS}\n\n(a) {FEES}\n",
     f"## Sec. 7. B.\n\n{BOATS}\n\n(a) {FEES}\n", {"old Sec. 7": "deleted; what was Sec. 8 has its number", "Sec. 7": "renumbered Sec. 8 -> Sec. 7"}),
    ("gone, and its number too", f"{HEAD}(a) {KEYS}\n\n(b) {FEES}\n", f"{HEAD}(a) {KEYS}\n", {"Sec. 1(b)": "deleted"}),
    ("replaced", f"{HEAD}(a) {FEES}\n\n(b) {BOATS}\n", f"{HEAD}(a) {KEYS}\n\n(b) {BOATS}\n", {"old Sec. 1(a)": "replaced (deleted)", "Sec. 1(a)": "replaced (inserted)"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "old", "new", "said"), OLD_NUMBERS, ids=[row[0] for row in OLD_NUMBERS])
def test_an_old_number_that_is_another_clauses_now_is_said_to_be_old(title: str, old: str, new: str, said: dict[str, str]) -> None:
    told = {row.address: row.facts[0] for row in reported(old, new).rows}
    assert {address: told.get(address) for address in said} == said, title


def test_what_was_deleted_below_an_old_number_has_an_old_one_too() -> None:
    _, _, old, new, _ = ("", *OLD_NUMBERS[2])
    assert [line.address for row in reported(old, new).rows for line in row.lines] == ["old Sec. 7(a)", "Sec. 7(b)"]


def test_the_summary_tells_clauses_from_facts() -> None:
    report = reported(f"## Sec. 1. A.\n\n(a) {KEYS}\n", f"## Sec. 1. A.\n\n(a) {KEYS}\n\n## Sec. 2. B.\n\n(a) {FEES}\n\n(b) {BOATS}\n")
    assert report.summary == "3 clauses changed: 3 inserted (all substantive)"
    assert len(report.rows) == 1


def test_what_was_deleted_stands_behind_the_unchanged_sections_it_followed() -> None:
    old = f"## Sec. 1. A.\n\n{KEYS}\n\n## Sec. 2. B.\n\n{BOATS}\n\n## Sec. 3. C.\n\n{FEES}\n"
    passages = reported(old, f"## Sec. 1. A.\n\n{KEYS}\n\n## Sec. 2. B.\n\n{BOATS}\n").passages
    assert [p.row.address if p.row else [k.address for k in p.kept] for p in passages] == [["Sec. 1", "Sec. 2"], "Sec. 3"]
