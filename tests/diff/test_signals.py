"""Every signal on short clauses: the words that trigger it, and what comes near and must not."""

from __future__ import annotations

from collections import Counter

import pytest

import policytool as pt
from policytool.model.change import SignalKind
from tests.support.tables import Case, read_cases

CASES = read_cases("signals.md")
KINDS = tuple(kind.value for kind in SignalKind)


def document(clause: str) -> pt.Document:
    """One section with a clause that stays, and `clause` unless it is `(none)`."""
    shown = "" if clause == "(none)" else clause if clause[0] in '"“' else f"(b) {clause}"
    return pt.parse(f"# Rules\n\n## 1. Matters.\n\n(a) Stock words that stay as they are.\n\n{shown}\n")


def said(words: str) -> str:
    return words or "(nothing)"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_signal(case: Case) -> None:
    kind = case.title.removeprefix("not ").partition(":")[0]
    assert kind in KINDS
    old, new = case.given.split("\n=>\n")
    (change,) = pt.compare(document(old), document(new)).changed
    found = [f"{said(s.old)} -> {said(s.new)}" for s in change.signals if s.kind.value == kind]
    assert found == case.expected.splitlines()


def test_every_signal_has_rows_and_near_misses() -> None:
    rows = Counter(case.title.removeprefix("not ").partition(":")[0] for case in CASES if not case.title.startswith("not "))
    misses = Counter(case.title.removeprefix("not ").partition(":")[0] for case in CASES if case.title.startswith("not "))
    assert {kind: n for kind in KINDS if (n := rows[kind]) < 8} == {}
    assert {kind: n for kind in KINDS if (n := misses[kind]) < 4} == {}


def test_a_changed_definition_names_the_clauses_that_use_the_term() -> None:
    text = '# Rules\n\n## 1. Terms.\n\n"Warden" means a guard of the park{}.\n\n## 2. Duties.\n\n(a) A warden opens the gate.\n\n(b) The gate is green.\n\n(c) Wardens wear hats.\n\n(d) The office of wardenship is open.\n'
    (change,) = pt.compare(pt.parse(text.format("")), pt.parse(text.format(" or pool"))).changed
    (signal,) = [s for s in change.signals if s.kind is SignalKind.DEFINITION]
    assert signal.note == "“Warden” is used in 2.(a), 2.(c)"


def test_a_term_that_nothing_uses_says_so() -> None:
    text = '# Rules\n\n## 1. Terms.\n\n"Ferry" means a boat{}.\n\n## 2. Duties.\n\n(a) A warden opens the gate.\n'
    (change,) = pt.compare(pt.parse(text.format("")), pt.parse(text.format(" with a deck"))).changed
    assert [s.note for s in change.signals if s.kind is SignalKind.DEFINITION] == ["“Ferry” is used in no other clause"]


def told(old: str, new: str, kind: SignalKind) -> dict[str, str]:
    """Address -> what a signal of one kind says of that clause."""
    diff = pt.compare(*(pt.parse(f"# Rules\n\n## 1. Matters.\n\n{text}\n") for text in (old, new)))
    return {c.clause.path.removeprefix("1."): f"{said(s.old)} -> {said(s.new)}" for c in diff.changed for s in c.signals if s.kind is kind}


ITEMS = "(a) The clerk{}:\n\n(1){} keep the register of boats;\n\n(2){} count the boats in spring{}\n\n(3){} lock the gate of the yard{}\n"


def test_a_word_that_went_into_the_lead_in_is_told_there_and_not_of_the_items() -> None:
    apart, together = ITEMS.format("", *(" shall", " shall", "; and", " shall", ".")), ITEMS.format(" shall", "", "", "; and", "", ".")
    assert told(apart, together, SignalKind.MODALITY) == {"(a)": "(nothing) -> shall"}
    assert told(together, apart, SignalKind.MODALITY) == {"(a)": "shall -> (nothing)"}


def test_a_word_that_the_lead_in_did_not_gain_is_told_of_the_item() -> None:
    apart = ITEMS.format("", *(" shall", " shall", "; and", " shall", "."))
    weaker = ITEMS.format(" may", "", "", "; and", "", ".")
    assert told(apart, weaker, SignalKind.MODALITY) == {"(a)": "(nothing) -> may", **{f"(a)({n})": "shall -> (nothing)" for n in (1, 2, 3)}}
    stays = ITEMS.format(" of the City", *(" shall", "", "; and", " shall", "."))
    assert told(ITEMS.format("", *(" shall", " shall", "; and", " shall", ".")), stays, SignalKind.MODALITY) == {"(a)(2)": "shall -> (nothing)"}


def test_a_party_that_the_lead_in_names_now() -> None:
    old = "(a) No officer may:\n\n(1) arrest a person for a broken lamp; or\n\n(2) arrest a person for a lost paper.\n"
    new = "(a) No officer may arrest a person for:\n\n(1) a broken lamp; or\n\n(2) a lost paper.\n"
    assert told(old, new, SignalKind.PARTY) == {"(a)": "(nothing) -> a person"}


def test_the_word_that_joins_a_list_may_go_to_another_item() -> None:
    two = ITEMS.format(" may", "", "", "; or", "", ".")
    three = two.replace("yard.", "yard; or\n\n(4) paint the gate green.").replace("spring; or", "spring;")
    assert told(two, three, SignalKind.CONNECTIVE) == told(three, two, SignalKind.CONNECTIVE) == {}


def test_the_word_that_joins_the_outer_list_stands_behind_the_last_item_of_the_inner_one() -> None:
    inner = ITEMS.format(" may", "", "", "; and", "", ":\n\n(A) in spring; and\n\n(B) in autumn.")
    more = inner.replace("; and\n\n(3)", ";\n\n(3)").replace("autumn.", "autumn; and\n\n(4) paint the gate green.")
    assert told(inner, more, SignalKind.CONNECTIVE) == told(more, inner, SignalKind.CONNECTIVE) == {}


def test_another_word_that_joins_a_list_is_told() -> None:
    either, both = (ITEMS.format(" may", "", "", word, "", ".") for word in ("; or", "; and"))
    assert told(either, both, SignalKind.CONNECTIVE) == {"(a)(2)": "or -> and"}
    assert told(ITEMS.format(" may", "", "", ";", "", "."), either, SignalKind.CONNECTIVE) == {"(a)(2)": "(nothing) -> or"}


def test_many_items_below_one_changed_lead_in_take_time_in_line_with_their_number() -> None:
    count = 2_000
    old = "(a) The clerk:\n\n" + "".join(f"({n}) shall keep the book of boat {n};\n\n" for n in range(1, count))
    new = "(a) The clerk shall, " + "in the yard and " * 500 + "daily:\n\n" + "".join(f"({n}) keep the book of boat {n};\n\n" for n in range(1, count))
    assert set(told(old, new, SignalKind.MODALITY)) == {"(a)"}


def test_a_signal_in_a_lead_in_says_how_many_clauses_it_governs() -> None:
    old = ITEMS.format(" may", "", "", "; and", "", ".")
    diff = pt.compare(*(pt.parse(f"# Rules\n\n## 1. Matters.\n\n{text}\n") for text in (old, old.replace("may", "shall"))))
    assert [(c.clause.path, s.new, s.note) for c in diff.changed for s in c.signals] == [("1.(a)", "shall", "governs the 3 clauses below it")]
    sentence = "(a) The clerk may open the gate, and those below do the same.\n\n(1) The porter.\n\n(2) The warden.\n"
    diff = pt.compare(*(pt.parse(f"# Rules\n\n## 1. Matters.\n\n{text}\n") for text in (sentence, sentence.replace("may", "shall"))))
    assert [s.note for c in diff.changed for s in c.signals] == [""]


def test_a_ban_that_two_clauses_had_and_one_has_is_no_signal() -> None:
    apart = "## 1. Lamps.\n\nNo officer may take a lamp from the shed of the yard.\n\n## 2. Boats.\n\nNo officer may row a boat on the pond of the park.\n"
    joined = "## 1. Lamps.\n\nNo officer may take a lamp from the shed of the yard or row a boat on the pond of the park.\n"
    diff = pt.compare(pt.parse(f"# Rules\n\n{apart}"), pt.parse(f"# Rules\n\n{joined}"))
    assert any(change.is_merged for change in diff.changed)
    assert not [s for c in diff.changed for s in c.signals if s.kind in (SignalKind.MODALITY, SignalKind.PARTY)]
    weaker = pt.compare(pt.parse(f"# Rules\n\n{apart}"), pt.parse(f"# Rules\n\n{joined}".replace("No officer may", "An officer shall not")))
    assert [(s.old, s.new) for c in weaker.changed for s in c.signals if s.kind is SignalKind.MODALITY] == [("No officer may", "shall not")]
