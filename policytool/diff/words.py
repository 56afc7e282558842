"""Texts -> strings of one private character a word, so that RapidFuzz compares words at C speed.

Similarity is the word-level LCS ratio: measured best at every strength of editing, and five times
cheaper than the character-level one. RapidFuzz compares hashes of list items, so it is fed strings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from policytool.language.tokens import WORD

_FIRST = 0x100
_SURROGATES = 0xD800


@cache
def _ratio() -> Callable[[str, str, float], float]:
    from rapidfuzz.distance import Indel  # lazy: start-up

    def ratio(a: str, b: str, cutoff: float) -> float:
        return float(Indel.normalized_similarity(a, b, score_cutoff=cutoff))

    return ratio


@dataclass(slots=True)
class Vocabulary:
    """Words as characters, shared by all texts of one comparison."""

    ids: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def encode(self, text: str) -> str:
        """One character for each word of `text`, case folded, punctuation left out."""
        known = self.texts.get(text)
        if known is None:
            known = self.texts[text] = self.encode_tokens(WORD.findall(text.casefold()))
        return known

    def encode_tokens(self, tokens: list[str]) -> str:
        """One character for each token as it stands."""
        ids = self.ids
        out = []
        for token in tokens:
            char = ids.get(token)
            if char is None:
                n = len(ids) + _FIRST
                char = ids[token] = chr(n if n < _SURROGATES else n + 0x800)
            out.append(char)
        return "".join(out)


def similarity(a: str, b: str, cutoff: float = 0.0) -> float:
    """Share of words in common and in order, 0 to 1; 0 when it cannot reach `cutoff`. Two empty texts are 1."""
    if a == b:
        return 1.0
    shorter, longer = (len(a), len(b)) if len(a) < len(b) else (len(b), len(a))
    if shorter == 0 or 2 * shorter / (shorter + longer) < cutoff:
        return 0.0
    if shorter * longer > BIG:
        return _by_shingles(a, b)
    return _ratio()(a, b, cutoff)


BIG = 400_000_000
"""Beyond this many word pairs the ratio is estimated from shared three-word runs."""


def shingles(encoded: str, size: int = 3) -> set[str]:
    """Every run of `size` words; the whole text when it is shorter."""
    if len(encoded) <= size:
        return {encoded} if encoded else set()
    return {encoded[i : i + size] for i in range(len(encoded) - size + 1)}


def _by_shingles(a: str, b: str) -> float:
    x, y = shingles(a), shingles(b)
    return 2 * len(x & y) / max(1, len(x) + len(y))


def containment(part: set[str], whole: set[str]) -> float:
    """Share of `part` that is in `whole`."""
    return len(part & whole) / len(part) if part else 0.0
