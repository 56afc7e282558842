"""Definitions without a partner -> the definition of the same term, or of a term that was renamed.

All words of a definition can change, its term among them. That it is the same definition is then told by its uses:
the clauses that said the old term now say the new one in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policytool.diff.nodes import Node, free, holders_match, pair
from policytool.diff.words import similarity
from policytool.model.change import Evidence
from policytool.model.clause import Kind
from policytool.patterns import lazy

LEAST = 2
"""Clauses in which the new term must have taken the place of the old one: one alone may say something else now."""
MOST = 0.5
"""And their share of all the clauses that lost the old term."""


_DEFINES = lazy(
    r"(?:The (?:term|word)s? )?(?:``|[“\"«])(?P<term>[^“”\"«»`]{1,80}?)[,.]?(?:''|[”\"»])"
    r"(?:,? (?:or|and) [^.;:]{1,60}?)? (?:means?|shall mean|ha(?:s|ve) the (?:same )?meaning|includes?|refers? to|is defined)\b"
)
"""A numbered clause that gives a term its meaning: `(d) "Vendor" means any person`; near miss: `(d) "Vendor" is printed on the badge`."""


def same_terms(old: Sequence[Node], new: Sequence[Node]) -> None:
    """Pair numbered definitions of one term under one holder, however their words and their numbers changed."""
    right = _by_term((node, node.holder.partner) for node in free(new) if node.holder)
    if not right:
        return
    for key, a in _by_term((node, node.holder) for node in free(old) if node.holder).items():
        b = right.get(key)
        if a is not None and b is not None:
            pair(a, b, Evidence.SAME_TERM, similarity(a.encoded, b.encoded))


def _by_term(nodes: Iterable[tuple[Node, Node | None]]) -> dict[tuple[int, str], Node | None]:
    """(holder in the old text, term) -> the clause that defines it there; None where several do."""
    found: dict[tuple[int, str], Node | None] = {}
    for node, holder in nodes:
        match = _DEFINES.match(node.clause.text) if holder is not None and node.clause.kind is Kind.CLAUSE else None
        if match:
            key = (id(holder), match["term"].casefold())
            found[key] = None if key in found else node
    return found


def match_renamed(old: Sequence[Node], new: Sequence[Node]) -> None:
    """Pair definitions under one holder whose terms were exchanged for one another in the clauses that use them."""
    left, right = _definitions(old), _definitions(new)
    if not left or not right:
        return
    changed = [(b.partner.words, b.words) for b in new if b.partner is not None and b.partner.words != b.words]
    lost = [_exchanged(a, changed) for a in left]
    gained = [_exchanged(b, [(y, x) for x, y in changed]) for b in right]
    votes = [
        (-len(both), i, j)
        for i, gone in enumerate(lost)
        for j, come in enumerate(gained)
        if len(both := gone & come) >= max(LEAST, MOST * len(gone)) and holders_match(left[i], right[j])
    ]
    for _, i, j in sorted(votes):
        if left[i].partner is None and right[j].partner is None:
            pair(left[i], right[j], Evidence.TERM, similarity(left[i].encoded, right[j].encoded))


def _definitions(nodes: Sequence[Node]) -> list[Node]:
    return [n for n in free(nodes) if n.clause.kind is Kind.DEFINITION and n.clause.heading]


def _exchanged(definition: Node, changed: Sequence[tuple[str, str]]) -> set[int]:
    """The changed clauses that say a term on the first side and not on the second."""
    term = re.compile(rf"(?<!\w){re.escape(definition.clause.heading)}(?:s|es|['’]s)?(?!\w)", re.I)
    return {n for n, (here, there) in enumerate(changed) if term.search(here) and not term.search(there)}
