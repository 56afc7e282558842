"""The versions of a document -> the texts whose citations count: the one in force today, and the newest when it is yet to come.

A text that is stored for a later day does not take the place of the one people follow today.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from policytool.model.version import dated, newest_of

if TYPE_CHECKING:
    from policytool.model.version import Version

T = TypeVar("T")


class Citing(NamedTuple):
    """One text that is read for its citations."""

    version: Version
    note: str
    """What is said of a citation that stands in this text alone; empty for the text people follow, when it is the newest."""


def citing_texts(versions: Sequence[Version], today: str) -> list[Citing]:
    """The newest text, and before it the newest that had begun by `today` when that is another."""
    newest = newest_of(versions)
    begun = [v for v in dated(versions) if v.date and v.date.first <= today]
    if newest.date is None or (begun and begun[-1] is newest):
        return [Citing(newest, "")]
    now = [Citing(begun[-1], f"in its text of {begun[-1].date}; its newest is of {newest.date}")] if begun else []
    return [*now, Citing(newest, f"in its text of {newest.date}, not yet in force")]


def told_once(texts: Iterable[tuple[Citing, Iterable[T]]], key: Callable[[T], Hashable], noted: Callable[[T, str], T]) -> Iterator[T]:
    """What was found in each text of one document; what several hold comes once, as the text of today has it, and of the rest it is said which text holds it."""
    met: dict[Hashable, dict[str, list[T]]] = {}
    for text, found in texts:
        for one in found:
            met.setdefault(key(one), {}).setdefault(text.note, []).append(one)
    for places in met.values():
        note, first = next(iter(places.items()))
        yield from (noted(one, note if len(places) == 1 else "") for one in first)


def joined(*notes: str) -> str:
    """Notes as one."""
    return "; ".join(filter(None, notes))
