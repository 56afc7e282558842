"""Stems -> the groups of like meaning they belong to, from the table `synonyms.txt`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from policytool.language.stems import stems_of

_FILE = Path(__file__).with_name("synonyms.txt")
_LONGEST = 3
"""Stems of an entry, at most."""


@cache
def read_synonyms() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The stems of a word or phrase -> the names of its groups, each written `=arrest`."""
    groups: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        entries = [entry.strip() for entry in line.partition("#")[0].split(",") if entry.strip()]
        for entry in entries:
            if stems := tuple(stems_of(entry)):
                groups[stems] = tuple(dict.fromkeys((*groups.get(stems, ()), "=" + entries[0])))
    return groups


def concepts_in(stems: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each group that a word or phrase of a text belongs to, with the stems that say so, in order."""
    groups = read_synonyms()
    for at in range(len(stems)):
        for size in range(1, min(_LONGEST, len(stems) - at) + 1):
            said = tuple(stems[at : at + size])
            for name in groups.get(said, ()):
                yield name, said


def concepts_of(stems: Sequence[str]) -> list[str]:
    """The groups that the words and phrases of a text belong to, in order.

    >>> from policytool.language.stems import stems_of
    >>> set(concepts_of(stems_of("apprehended"))) & set(concepts_of(stems_of("took into custody; arrests")))
    {'=arrest'}
    """
    return [name for name, _ in concepts_in(stems)]
