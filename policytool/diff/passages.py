"""Clauses without a partner that share a passage no other clause of either text has: rewritten around it.

Half of a clause can be written anew when it moves. A passage of several words that stands in one clause of each text
and nowhere else tells where it went, when nothing else does. Not so inside a section where another text has its
number: there both are shown together, as replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from policytool.diff.nodes import Node, free, pair
from policytool.model.change import Evidence

PASSAGE = 7
"""Words of the passage."""


def match_passages(close: Iterable[tuple[float, Node, Node]], old: Sequence[Node], new: Sequence[Node], joined: Collection[int]) -> None:
    """Pair clauses out of those that are a little alike, (similarity, old, new), best first; `joined` are ids of parts of splits and merges."""
    candidates = [(score, a, b) for score, a, b in close if not (a.partner or b.partner or id(a) in joined or id(b) in joined)]
    if not candidates:
        return
    taken = {_spot(n.holder.partner, n) for n in free(new) if n.holder and n.holder.partner}
    olds, news = ("\0".join(n.encoded for n in nodes) for nodes in (old, new))
    for score, a, b in candidates:
        if a.partner or b.partner or (_together(a, b) and _spot(a.holder, a) in taken):
            continue
        if any(olds.count(passage) == news.count(passage) == 1 for passage in _shared(a.encoded, b.encoded)):
            pair(a, b, Evidence.SHARED, score)


def _shared(a: str, b: str) -> list[str]:
    """The passages that two texts share, in order."""
    theirs = set(_passages(b))
    return [passage for passage in _passages(a) if passage in theirs]


def _passages(encoded: str) -> list[str]:
    return [encoded[i : i + PASSAGE] for i in range(len(encoded) - PASSAGE + 1)]


def _together(a: Node, b: Node) -> bool:
    """Whether two clauses stand in one section."""
    while a.holder is not None:
        a = a.holder
    while b.holder is not None:
        b = b.holder
    return a.partner is b


def _spot(holder: Node | None, node: Node) -> tuple[int, str]:
    """Where a clause stands in the old text, or would: its holder and its label."""
    return id(holder), node.clause.label
