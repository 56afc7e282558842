"""Every kind of change done to synthetic codes: the comparison must say what happened."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.support.mutate import every, make_code
from tests.support.mutations import MUTATIONS, make_flood
from tests.support.scoring import LEAST, MOST_SPURIOUS, rates, score

SEEDS = 2


@pytest.fixture(scope="module")
def counted() -> dict[str, Counter[str]]:
    found = {}
    for name, mutate in MUTATIONS.items():
        found[name] = Counter[str]()
        for seed in range(SEEDS):
            rng = random.Random(f"test {name} {seed}")
            code = make_code(rng)
            found[name] += score(code, mutate(rng, code))
    return found


@pytest.mark.parametrize("rate", LEAST)
def test_all_mutations_together(counted: dict[str, Counter[str]], rate: str) -> None:
    total = sum(counted.values(), Counter[str]())
    assert rates(total)[rate] >= LEAST[rate]


@pytest.mark.parametrize("name", MUTATIONS)
def test_no_mutation_loses_or_confuses_clauses(counted: dict[str, Counter[str]], name: str) -> None:
    found = rates(counted[name])
    assert found["matched-pair F1"] >= LEAST["matched-pair F1"]
    assert found["spurious matches"] <= MOST_SPURIOUS


def test_the_score_sees_what_is_wrong() -> None:
    """The oracle is not blind: against another code nothing is right."""
    old, other = make_code(random.Random("one")), make_code(random.Random("two"))
    for unit in every(other):
        unit.key = "x" + unit.key
    assert score(old, other)["right pairs"] == 0
    assert score(old, old)["right pairs"] == len(every(old))
    moved = MUTATIONS["move clauses"](random.Random(1), old)
    moved.truth.moved = {"s1"}
    assert score(old, moved)["right moves"] <= 1


def test_stock_phrases_do_not_make_false_pairs() -> None:
    counts: Counter[str] = Counter()
    for name in ("insert", "delete", "shift labels", "renumber all"):
        rng = random.Random(f"flood {name}")
        code = make_flood(rng, make_code(rng))
        counts += score(code, MUTATIONS[name](rng, code))
    assert rates(counts)["matched-pair F1"] >= 0.98
