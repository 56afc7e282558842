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
