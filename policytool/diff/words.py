"""Texts -> strings of one private character a word, so that words are compared as fast as characters.

Similarity is the word-level LCS ratio: measured best at every strength of editing, and five times
cheaper than the character-level one. Strings, because RapidFuzz would compare the hashes of list items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from policytool.diff.lcs import common_ends, common_length, common_with
from policytool.diff.runs import shingles
from policytool.errors import BadInput
from policytool.language.tokens import plain_words

_FIRST = 0x100
_SURROGATES = 0xD800
_LAST = 0x110000 - 0x800
"""Behind the last word that a character is left for."""


class _Characters(dict[str | bytes, str]):
    """Words -> characters, a new one for each new word."""

    __slots__ = ()

    def __missing__(self, word: str | bytes) -> str:
        n = len(self) + _FIRST
        if n >= _LAST:
            raise BadInput(f"the two texts have more than {_LAST - _FIRST:,} different words, which is more than can be compared; compare parts of them")
        char = self[word] = chr(n if n < _SURROGATES else n + 0x800)
        return char


class Vocabulary:
    """Words as characters, shared by all texts of one comparison."""

    __slots__ = ("_characters", "_texts")

    def __init__(self) -> None:
        self._characters = _Characters()
        self._texts: dict[str, str] = {}

    def encode(self, text: str) -> str:
        """One character for each word of `text`, case folded, punctuation left out."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = self.encode_tokens(plain_words(text))
        return known

    def encode_tokens(self, tokens: Sequence[str] | Sequence[bytes]) -> str:
        """One character for each token as it stands."""
        return "".join(map(self._characters.__getitem__, tokens))


def similarity(a: str, b: str, cutoff: float = 0.0) -> float:
    """Share of words in common and in order, 0 to 1; 0 when it cannot reach `cutoff`. Two empty texts are 1."""
    if a == b:
        return 1.0
    shorter, longer = (len(a), len(b)) if len(a) < len(b) else (len(b), len(a))
    if shorter == 0 or 2 * shorter / (shorter + longer) < cutoff:
        return 0.0
    if shorter * longer > BIG:
        score = _estimated(a, b)
    else:
        score = 2 * common_length(a, b, int(cutoff * (shorter + longer) / 2)) / (shorter + longer)
    return score if score >= cutoff else 0.0


def similar_to(text: str, others: Sequence[str], cutoff: float) -> Iterator[tuple[int, float]]:
    """(index, similarity) of those of `others` that reach `cutoff`, in no order. An empty text is like none."""
    if len(text) * max(map(len, others), default=0) > BIG:
        yield from ((n, score) for n, other in enumerate(others) if (score := similarity(text, other, cutoff)) and other)
    elif text:
        yield from ((n, 2 * common / (len(text) + len(others[n]))) for n, common in common_with(text, others, cutoff))


BIG = 400_000_000
"""Beyond this many word pairs the ratio is estimated from shared three-word runs."""


@lru_cache(maxsize=8)
def _estimated(a: str, b: str) -> float:
    """The ratio of two very long texts: exact where they differ in one place, as most do. Each pair is asked for by several passes."""
    head, tail = common_ends(a, b)
    if set(a[head : len(a) - tail]).isdisjoint(b[head : len(b) - tail]):
        return 2 * (head + tail) / (len(a) + len(b))
    x, y = shingles(a), shingles(b)
    return 2 * len(x & y) / max(1, len(x) + len(y))
