"""Clauses without a partner -> parts of one that was split, or sources of one that was merged.

A part shares at least seven in ten of its three-word runs with the whole, and the parts together
cover at least eight in ten of it. Both need eight words, or five that stand in the whole as they are: short stock
phrases are everywhere.

A section can keep its number and lose all its words to a clause that has others too, or get words from one
that keeps others. It is a part of that clause already when seven in ten of its words are there in order, for
they are nowhere else; its number was given to another section.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from policytool.diff.nodes import Node, alike, pair
from policytool.diff.runs import RunIndex, containment, sample, shared, shingles
from policytool.diff.words import similarity
from policytool.model.change import Evidence, Fact
from policytool.model.clause import Kind

PART, COVER, WORDS, LEFT = 0.7, 0.8, 0.88, 0.7
LIGHT = 0.45
"""Shared runs below which a part is not looked at again."""
LEAST, SHORTEST = 8, 5
"""Words a part must have; a shorter one must be in the whole word for word."""
COMMON = 40
"""A run in more wholes than this proposes nothing."""


class Joint(NamedTuple):
    """A split (one old, several new) or a merge (several old, one new)."""

    fact: Fact
    whole: Node
    primary: Node
    parts: list[Node]
    """The other parts, not the primary one."""


def find_joints(old: Sequence[Node], new: Sequence[Node]) -> list[Joint]:
    """Splits, then merges, in document order; nodes given a primary partner here are paired."""
    return [*_joints(old, new, Fact.SPLIT), *_joints(new, old, Fact.MERGED)]


def _joints(wholes: Sequence[Node], pieces: Sequence[Node], fact: Fact) -> list[Joint]:
    parts = [p for p in pieces if _fit(p) and (p.partner is None or (len(p.encoded) >= LEAST and _is_left(p)))]
    short = Counter(p.encoded for p in parts if len(p.encoded) < LEAST)
    parts = [p for p in parts if short[p.encoded] < 2]  # what stands twice came from nowhere in particular
    if not parts:
        return []
    candidates = [w for w in wholes if _fit(w) and len(w.encoded) >= LEAST and (w.partner is None or (w.score < 1.0 and w.evidence is not Evidence.SAME_TEXT))]
    mine = [sample(p.encoded) for p in parts]
    index = RunIndex([w.encoded for w in candidates], mine, COMMON)
    found: dict[int, list[Node]] = defaultdict(list)
    for part, runs in zip(parts, mine, strict=True):
        best = _most_shared(runs, index)
        if best < 0 or not alike(part, candidates[best]) or (part.partner and candidates[best].partner in (None, part)):
            continue
        if _inside(part, candidates[best]):
            found[best].append(part)
    return [j for n, group in sorted(found.items()) if (j := _joint(candidates[n], group, fact)) is not None]


def _most_shared(runs: set[str], index: RunIndex) -> int:
    """The whole that shares most runs with a part, -1 when none shares enough."""
    common = len(runs & index.common)
    if index.telling(runs) + common < LIGHT * len(runs):
        return -1  # not even all wholes together hold enough of it
    votes = index.votes(runs)
    most = max(votes.values(), default=0)
    if most == 0 or most + common < LIGHT * len(runs):
        return -1
    return min(n for n, count in votes.items() if count == most)


def _inside(part: Node, whole: Node) -> bool:
    """Whether most of a part is in the whole: by its runs, or by its words in order when it was lightly edited."""
    if len(part.encoded) < LEAST:
        return part.encoded in whole.encoded
    share = containment(shingles(part.encoded), whole.encoded)
    if share >= PART:
        return True
    if share < LIGHT:
        return False
    common = similarity(part.encoded, whole.encoded) * (len(part.encoded) + len(whole.encoded)) / 2
    return common >= (LEFT if part.partner else WORDS) * len(part.encoded)


def _is_left(node: Node) -> bool:
    """Whether the clause that has its number in the other text has none of its words, and nothing of what is below it."""
    mate = node.partner
    return mate is not None and len(mate.encoded) < LEAST and not any(n.partner and n.partner.holder is mate for n in node.below)


def _joint(whole: Node, parts: list[Node], fact: Fact) -> Joint | None:
    """The joint of a whole and its parts, when together they cover it."""
    runs = shingles(whole.encoded)
    emptied = whole.partner is not None and _emptied(whole.partner, parts)
    group = [*([whole.partner] if whole.partner and not emptied else []), *parts]
    if len(group) < 2 or any(not _fit(p) for p in group):
        return None
    covered: set[str] = set()
    for part in group:
        covered |= shared(runs, part.encoded)
    if len(covered) + 4 * (len(group) - 1) < COVER * len(runs):
        return None
    primary = whole.partner or max(parts, key=lambda p: (len(shared(runs, p.encoded)), -p.order))
    if whole.partner is None:
        score = containment(shingles(primary.encoded), whole.encoded)
        pair(whole, primary, Evidence.SHARED, score) if fact is Fact.SPLIT else pair(primary, whole, Evidence.SHARED, score)
    elif not emptied and containment(shingles(primary.encoded), whole.encoded) < 0.4:
        return None
    for part in parts:
        if part is not primary and (mate := part.partner) is not None:
            part.partner = mate.partner = None
    return Joint(fact, whole, primary, [p for p in parts if p is not primary])


def _emptied(node: Node, parts: list[Node]) -> bool:
    """Whether a clause kept next to no words of its own, because they went into clauses below it, or came from there."""
    return len(node.encoded) < LEAST and all(_is_below(part, node) for part in parts)


def _is_below(node: Node, other: Node) -> bool:
    holder = node.holder
    while holder is not None and holder is not other:
        holder = holder.holder
    return holder is not None


def _fit(node: Node) -> bool:
    return len(node.encoded) >= SHORTEST and node.clause.kind not in (Kind.DIVISION, Kind.HEADING, Kind.TITLE, Kind.TABLE, Kind.CODE)
