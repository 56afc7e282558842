"""Definitions without a partner -> a term that was renamed.

All words of a definition can change, its term among them. That it is the same definition is then told by its uses:
the clauses that said the old term now say the new one in its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytool.diff.nodes import Node, free, holders_match, pair
from policytool.diff.words import similarity
from policytool.model.change import Evidence
from policytool.model.clause import Kind

LEAST = 2
"""Clauses in which the new term must have taken the place of the old one: one alone may say something else now."""
MOST = 0.5
"""And their share of all the clauses that lost the old term."""


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
