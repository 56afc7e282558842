"""The words that gave way to the same others in many clauses: `inmate` became `resident` throughout.

An act that renames an agency or a term touches every clause that names it. Told once, it lets a reader look at the
clauses that differ in something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from policytool.model.change import ClauseChange, Nature
from policytool.model.report import Replacement
from policytool.patterns import lazy
from policytool.sentences import edits_of_words

LEAST = 3
"""Clauses in which the same words gave way."""
MOST = 5
"""Replacements told."""
LONG, WIDE = 6, 80
"""Words, and characters, of an edit that can be a term; a longer one is a sentence of its own."""
_ARTICLES = frozenset(("a", "an", "the"))
_TELLING = lazy(r"[^\W\d_]{3}|\d|[A-Z]{2}")
_TELLING_ALONE = lazy(r"[^\W\d_]{4}|\d|[A-Z]{2}")
"""What words must hold to be worth telling: three letters, four where nothing stands in their place, or a figure."""
_WORD = lazy(r"[^\W_]+")
_Key = tuple[str, str]
_OTHER = "", ""
"""An edit that replaced no term."""


class Throughout:
    """What was replaced, put in or taken out in at least three of some changed clauses, and the clauses that differ in nothing else."""

    def __init__(self, changed: Sequence[ClauseChange]) -> None:
        self._shown: dict[_Key, Counter[_Key]] = defaultdict(Counter)
        places: dict[_Key, set[int]] = defaultdict(set)
        edits: dict[int, set[_Key]] = {}
        for change in changed:
            if change.redline and change.nature is Nature.SUBSTANTIVE:
                edits[id(change)] = found = {self._key(old, new) for old, new in edits_of_words(change.redline)}
                for key in found:
                    places[key].add(id(change))
        self._places = {key: where for key, where in places.items() if len(where) >= LEAST and _is_telling(*self._words(key))}
        self.alone = frozenset(change for change, keys in edits.items() if keys <= self._places.keys())
        """The identities of the changes that differ in nothing but such words."""

    @property
    def replacements(self) -> tuple[Replacement, ...]:
        """The commonest first, at most five."""
        told = sorted(self._places, key=lambda key: (-len(self._places[key]), key))[:MOST]
        return tuple(Replacement(*self._words(key), len(self._places[key]), len(self._places[key] & self.alone)) for key in told)

    def _key(self, old: str, new: str) -> _Key:
        """Two terms without what changes from place to place; empty for an edit that replaced none."""
        if len(old) > WIDE or len(new) > WIDE:
            return _OTHER
        key = _plain(old), _plain(new)
        if key[0] == key[1] or any(words and not plain for words, plain in zip((_bare(old), _bare(new)), key, strict=True)):
            return _OTHER
        self._shown[key][_bare(old), _bare(new)] += 1
        return key

    def _words(self, key: _Key) -> _Key:
        """Two terms as they mostly stand in the texts."""
        return self._shown[key].most_common(1)[0][0] if key in self._shown else _OTHER


def _is_telling(old: str, new: str) -> bool:
    pattern = _TELLING if old and new else _TELLING_ALONE
    return all(pattern.search(words) for words in (old, new) if words) and bool(old or new)


def _bare(words: str) -> str:
    """Some words without their article and the punctuation around them."""
    first, _, rest = words.strip().partition(" ")
    return (rest if first.casefold() in _ARTICLES and rest else words).strip(" \t\n.,;:()[]“”\"'‘’")


def _plain(words: str) -> str:
    """Some words as the same term has them in another form: without case, article, plural and genitive; empty where they are too many."""
    told = [word for word in _WORD.findall(words.casefold()) if word not in _ARTICLES and word != "s"]
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in told) if len(told) <= LONG else ""
