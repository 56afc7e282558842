"""A query that found nothing -> the nearest query of indexed words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from policytool.search.query import Part, Query

_NEAR = 70.0
"""Least similarity, of 100, of a word that is offered."""


def suggest_query(query: Query, words: Callable[[], Sequence[tuple[str, int]]]) -> Query | None:
    """The query with each word that is nowhere in the index replaced by the nearest that is; None when no word is near.

    >>> str(suggest_query(Query((Part("imigration"), Part("records"))), lambda: [("immigration", 9), ("records", 2)]))
    'immigration records'
    """
    if not any(map(_is_words, query.parts)):
        return None
    known = dict(words())
    parts = []
    for part in query.parts:
        if not _is_words(part):
            parts.append(part)
            continue
        fitting = [_nearest(word, known) for word in part.text.split()]
        if not all(fitting):
            return None
        parts.append(replace(part, text=" ".join(fitting)))
    found = Query(tuple(parts))
    return found if found != query else None


def _is_words(part: Part) -> bool:
    return not part.prefix and part.text.replace(" ", "").isalpha()


def _nearest(word: str, known: dict[str, int]) -> str:
    """The word itself when it is known, else the most similar one; of equals, the one more clauses hold."""
    from rapidfuzz import fuzz, process  # lazy: start-up

    plain = plain_word(word)
    if plain in known:
        return word
    near = process.extract(plain, known.keys(), scorer=fuzz.ratio, limit=8, score_cutoff=_NEAR)
    best = max(near, key=lambda n: (round(n[1]), known[n[0]], n[0]), default=None)
    return str(best[0]) if best else ""


def plain_word(word: str) -> str:
    """A word as the index writes it: lower case, without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
