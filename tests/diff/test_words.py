"""Words as characters, and how alike two texts are: the same answer whatever was compared before."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytool.diff import lcs, words
from policytool.diff.signal_words import PATTERNS
from policytool.diff.words import Vocabulary, similarity
from policytool.errors import BadInput
from policytool.model.change import SignalKind

TEXTS = st.text("abcde", max_size=14)
CUTOFFS = st.sampled_from((0.0, 0.4, 0.5, 0.55, 0.88))


def loaded_and_not(a: str, b: str, cutoff: float) -> tuple[float, float]:
    lcs._loaded.cache_clear()
    lcs._counter = lcs._Counter()
    fresh = similarity(a, b, cutoff)
    lcs._loaded()
    return fresh, similarity(a, b, cutoff)


@pytest.mark.parametrize(("a", "b", "cutoff"), [("aaabbbb", "aaaddddd", 0.4), ("abbbbbbbbbb", "acc", 0.0), ("abbbbc", "addc", 0.4)])
def test_a_score_at_its_cutoff_does_not_depend_on_what_is_loaded(a: str, b: str, cutoff: float) -> None:
    fresh, later = loaded_and_not(a, b, cutoff)
    assert fresh == later


@given(TEXTS, TEXTS, CUTOFFS)
def test_a_score_does_not_depend_on_what_is_loaded(a: str, b: str, cutoff: float) -> None:
    fresh, later = loaded_and_not(a, b, cutoff)
    assert fresh == later
    assert later == 0.0 or later >= cutoff


def test_one_edit_in_a_very_long_text_is_counted_not_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "BIG", 10)
    assert loaded_and_not("abcdefgh", "abcxefgh", 0.0) == (0.875, 0.875)


def test_more_words_than_there_are_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_LAST", words._FIRST + 3)
    with pytest.raises(BadInput, match="more than 3 different words"):
        Vocabulary().encode("one two three four")


ATTACKS = ["1.", "1,", "§", "§ ", "$1", "1-", "1 ", "one ", "Office of ", "section 1.", "May 1, "]


def seconds(pattern: re.Pattern[str], text: str) -> float:
    begin = time.process_time()
    pattern.findall(text)
    return time.process_time() - begin


@pytest.mark.parametrize("kind", list(PATTERNS), ids=lambda kind: kind.value)
def test_four_times_the_words_cost_at_most_five_times_the_time(kind: SignalKind) -> None:
    for piece in ATTACKS:
        small, large = (seconds(PATTERNS[kind], piece * (size // len(piece)) + "%") for size in (5_000, 20_000))
        assert large <= 6 * small + 0.03, (piece, small, large)
