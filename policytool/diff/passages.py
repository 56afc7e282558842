"""Clauses without a partner that share a passage no other clause of either text has: rewritten around it.

Half of a clause can be written anew when it moves. A passage of several words that stands in one clause of each text
and nowhere else tells where it went, when nothing else does. Not so inside a section where another text has its
number: there both are shown together, as replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain

from policytool.diff.nodes import Node, free, pair
from policytool.model.change import Evidence
from policytool.patterns import lazy

PASSAGE = 7
"""Words of the passage."""
_WORD = lazy(r"[^\W_]+")


def match_passages(
    close: Iterable[tuple[float, Node, Node]], old: Sequence[Node], new: Sequence[Node], joined: Collection[int], is_unread: Callable[[str], bool]
) -> None:
    """Pair clauses out of those that are a little alike, (similarity, old, new), best first.

    `joined` are ids of parts of splits and merges; `is_unread` says whether some words stand in a section that is the same in both.
    """
    candidates = [(score, a, b) for score, a, b in close if not (a.partner or b.partner or id(a) in joined or id(b) in joined)]
    if not candidates:
        return
    taken = {_spot(n.holder.partner, n) for n in free(new) if n.holder and n.holder.partner}
    nodes = {id(n): n for _, *both in candidates for n in both}
    held = {key: _passages(n.encoded) for key, n in nodes.items()}
    shared = [held[id(a)] & held[id(b)] for _, a, b in candidates]
    sought = frozenset().union(*shared)
    firsts = frozenset(passage[0] for passage in sought)
    olds, news = (Counter(chain.from_iterable(_among(n.encoded, sought, firsts) for n in side)) for side in (old, new))
    telling = {passage for passage in sought if olds[passage] == news[passage] == 1}
    for (score, a, b), passages in zip(candidates, shared, strict=True):
        if a.partner or b.partner or (_together(a, b) and _spot(a.holder, a) in taken):
            continue
        if any(not is_unread(_said(b, passage)) for passage in telling.intersection(passages)):
            pair(a, b, Evidence.SHARED, score)


def _passages(encoded: str) -> frozenset[str]:
    return frozenset(encoded[i : i + PASSAGE] for i in range(len(encoded) - PASSAGE + 1))


def _among(encoded: str, sought: frozenset[str], firsts: frozenset[str]) -> set[str]:
    """Those of some passages that a text holds: looked for only where the first word of one stands."""
    return {passage for i, word in enumerate(encoded) if word in firsts and (passage := encoded[i : i + PASSAGE]) in sought}


def _said(node: Node, passage: str) -> str:
    """A passage as a clause says it; the whole clause where its words cannot be told apart."""
    places = [match.span() for match in _WORD.finditer(node.words)]
    if len(places) != len(node.encoded):
        return node.words
    at = node.encoded.index(passage)
    return node.words[places[at][0] : places[at + PASSAGE - 1][1]]


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
