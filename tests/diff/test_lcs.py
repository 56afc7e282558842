"""What is counted at hand is what RapidFuzz counts, ties included: a redline must not depend on how much was compared before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel, LCSseq

from policytool.diff import lcs

_real_at_hand = lcs._Counter.at_hand
few = st.text(alphabet="\u0100\u0101\u0102\u0103", max_size=150)


@pytest.fixture(autouse=True)
def _at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lcs, "_loaded", lambda: pytest.fail("RapidFuzz was asked"))
    monkeypatch.setattr(lcs._Counter, "at_hand", lambda self, characters: True)


@given(few, few)
def test_the_same_length(a: str, b: str) -> None:
    assert lcs.common_length(a, b) == LCSseq.similarity(a, b)


@given(few, few)
def test_the_same_edits(a: str, b: str) -> None:
    head, tail = lcs.common_ends(a, b)
    x, y = a[head : len(a) - tail], b[head : len(b) - tail]
    theirs = lcs.joined([(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in Indel.opcodes(x, y) if o.tag != "equal"])
    assert lcs.edits_between(a, b) == [(i + head, j + head, k + head, m + head) for i, j, k, m in theirs]


@given(few, few, st.integers(0, 60))
def test_fewer_than_asked_for_is_none(a: str, b: str, least: int) -> None:
    found = lcs.common_length(a, b, least)
    assert found == 0 or found >= least


def test_what_is_counted_at_hand_ends_and_stays_ended() -> None:
    counter = lcs._Counter()
    assert _real_at_hand(counter, lcs.AT_HAND - 1)
    assert not _real_at_hand(counter, 2)
    assert not _real_at_hand(counter, 1)


@given(few, st.lists(few, max_size=6), st.sampled_from((0.0, 0.35, 0.4, 0.45)))
def test_the_same_shares_from_both(a: str, many: list[str], share: float) -> None:
    here = dict(lcs.common_with(a, many, share)) if a else {}
    theirs = dict(_pairs(a, many, share)) if a else {}
    assert here == theirs
    assert all((n in here) == (2 * LCSseq.similarity(a, b) / (len(a) + len(b)) >= share) for n, b in enumerate(many) if a)


def _pairs(a: str, many: list[str], share: float) -> list[tuple[int, int]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lcs._Counter, "at_hand", lambda self, characters: False)
        patch.setattr(lcs, "_loaded", _really_loaded)
        return list(lcs.common_with(a, many, share))


_really_loaded = lcs._loaded
