"""Clauses without a partner that share a passage no other clause of either text has: rewritten around it.

Half of a clause can be written anew when it moves. A passage of several words that stands in one clause of each text
and nowhere else tells where it went, when nothing else does. Not so inside a section where another text has its
number: there both are shown together, as replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache

from policytool.diff.nodes import Node, free, pair
from policytool.model.change import Evidence
from policytool.patterns import lazy

PASSAGE = 7
"""Words of the passage."""
NEARLY, PER_WORD, OPENING = 0.6, 0.05, 3
"""How alike two clauses under one number must be, less for every first word they share, three at least: when nothing else tells that they are one."""
_BETWEEN = "\0"
"""Stands between the encoded words of two clauses; no word has this number."""
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
    olds, news = (_BETWEEN.join(n.encoded for n in side) for side in (old, new))
    telling = cache(lambda passage: _is_in_one(passage, olds) and _is_in_one(passage, news))
    for score, a, b in candidates:
        if a.partner or b.partner or (_together(a, b) and _spot(a.holder, a) in taken and not _in_its_place(a, b)):
            continue
        if _in_its_place(a, b) and score >= NEARLY - PER_WORD * _opening(a.encoded, b.encoded) and a.encoded[:OPENING] == b.encoded[:OPENING]:
            pair(a, b, Evidence.LABEL, score)
        elif any(telling(passage) and not is_unread(_said(b, passage)) for passage in held[id(a)] & held[id(b)]):
            pair(a, b, Evidence.SHARED, score)


def _opening(x: str, y: str) -> int:
    """Words with which both of two encoded texts begin."""
    return next((n for n, (a, b) in enumerate(zip(x, y, strict=False)) if a != b), min(len(x), len(y)))


def _passages(encoded: str) -> frozenset[str]:
    return frozenset(encoded[i : i + PASSAGE] for i in range(len(encoded) - PASSAGE + 1))


def _is_in_one(passage: str, joined: str) -> bool:
    """Whether exactly one of some texts, joined, holds a passage."""
    at = joined.find(passage)
    again = joined.find(passage, at + 1)
    while again >= 0 and _BETWEEN not in joined[at:again]:
        at, again = again, joined.find(passage, again + 1)
    return at >= 0 > again


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


def _in_its_place(a: Node, b: Node) -> bool:
    """Whether a clause has the number and the holder of the other."""
    return b.holder is not None and _spot(b.holder.partner, b) == _spot(a.holder, a)


def _spot(holder: Node | None, node: Node) -> tuple[int, str]:
    """Where a clause stands in the old text, or would: its holder and its label."""
    return id(holder), node.clause.label
