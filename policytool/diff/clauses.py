"""The clauses of sections that differ -> which clause became which.

Inside a pair of sections: the same text first, then similar text best first, where the same place
counts a little; what keeps its place without text of its own follows its holder. Clauses still
without a partner are then looked for across sections, with a higher bar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from policytool.diff.nodes import FEW_WORDS, Node, alike, free, holders_match, pair, travels
from policytool.diff.runs import RunIndex, sample
from policytool.diff.siblings import match_siblings, match_terms
from policytool.diff.words import similar_to, similarity
from policytool.model.change import Evidence
from policytool.model.clause import Kind
from policytool.patterns import lazy

PLACE_BONUS = 0.15
"""What the same label under the same holder is worth against similarity elsewhere."""
HOLDER_BONUS = 0.05
NEAR, GUARD, FAR, MARGIN = 0.45, 0.5, 0.52, 0.08
SURE = 0.8
"""What two clauses are worth that are paired before the definitions of one term are."""
RIVAL = 0.35
"""Similarity below which nobody keeps two clauses apart: less than the lowest bar, the lead and what a place is worth."""
KIN = 0.5
"""Bar for clauses whose siblings went together, read with the words that open their lists."""
MAX_PAIRS = 60_000
RARE = 30


class ClauseMatcher:
    """The passes over clauses."""

    def __init__(self) -> None:
        self.exhausted = False
        """Whether a search had to stop early."""
        self.close: list[tuple[float, Node, Node]] = []
        """What was a little alike across sections and not enough to be paired, best first: (similarity, old, new)."""

    def within(self, old: list[Node], new: list[Node]) -> None:
        """Match the clauses of two sections that were taken for one; the first nodes are the sections themselves."""
        same_text(old, new, 2)
        self._similar(old, new, NEAR)
        self._places(old, new)
        match_siblings(old, new)

    def across(self, old: list[Node], new: list[Node]) -> None:
        """Match what is left anywhere in the two documents."""
        left = [n for n in free(old) if travels(n)]
        right = [n for n in free(new) if travels(n)]
        same_text(left, right, FEW_WORDS)
        self._similar(free(left), free(right), FAR)
        self._kin(free(old), free(new))

    def _kin(self, old: Sequence[Node], new: Sequence[Node]) -> None:
        """Siblings of clauses that moved: compared together with the words that open their lists."""
        went: dict[int, dict[int, None]] = defaultdict(dict)  # ordered, so that ties fall the same way in every run
        for b in self._siblings(new):
            if b.partner and b.partner.holder and b.holder and b.partner.holder.partner is not b.holder:
                went[id(b.partner.holder)][id(b.holder)] = None
        left, right = by_holder(old), by_holder(new)
        scored = []
        for holder, places in went.items():
            for a in left.get(holder, ()):
                for b in (b for place in places for b in right.get(place, ()) if alike(a, b)):
                    score = chapeau_similarity(a, b)
                    if score >= KIN:
                        scored.append((-score, a.order, b.order, a, b))
        for negative, _, _, a, b in sorted(scored, key=lambda row: row[:3]):
            if not a.partner and not b.partner:
                pair(a, b, Evidence.SIMILAR, -negative)

    @staticmethod
    def _siblings(new: Sequence[Node]) -> list[Node]:
        """Every clause under the holders of some clauses."""
        holders = {id(n.holder): n.holder for n in new if n.holder}
        return [c for h in holders.values() for c in h.below]

    def _similar(self, old: Sequence[Node], new: Sequence[Node], bar: float) -> None:
        left = [n for n in free(old) if n.encoded]
        right = [n for n in free(new) if n.encoded]
        across = bar >= FAR
        scored = []
        best: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for a, others in self._candidates(left, right):
            for n, score in similar_to(a.encoded, [b.encoded for b in others], RIVAL if across else bar):
                b = others[n]
                if alike(a, b):
                    ranked = score + self._bonus(a, b, across)
                    scored.append((-ranked, abs(a.order - b.order), a.order, b.order, a, b, score))
                    best[id(a)].append((ranked, id(b)))
                    best[id(b)].append((ranked, id(a)))
        scored.sort(key=lambda row: row[:4])
        taken: set[int] = set()
        terms = across
        for negative, _, _, _, a, b, score in scored:
            if not terms and -negative < SURE:
                match_terms(old, new)
                terms = True
            if a.partner or b.partner or score < self._bar(a, b, bar):
                continue
            if across and not (_leads(-negative, best[id(a)], id(b), taken) and _leads(-negative, best[id(b)], id(a), taken)):
                continue
            pair(a, b, Evidence.LABEL if a.place == b.place and not across else Evidence.SIMILAR, score)
            taken |= {id(a), id(b)}
        if not terms:
            match_terms(old, new)
        if across:
            self.close = [(score, a, b) for *_, a, b, score in scored if not a.partner and not b.partner]

    def _bar(self, a: Node, b: Node, bar: float) -> float:
        short = min(len(a.encoded), len(b.encoded)) < FEW_WORDS
        if a.place == b.place and holders_match(a, b):
            return GUARD
        if short:  # stock words such as "Repealed." say nothing about identity away from their place
            return (GUARD if _open_lists(a, b) else 0.75) if holders_match(a, b) else 2.0
        return bar

    def _bonus(self, a: Node, b: Node, across: bool) -> float:
        bonus = HOLDER_BONUS if holders_match(a, b) else 0.0
        if a.place and b.place and a.place[-1] == b.place[-1]:
            bonus += PLACE_BONUS if holders_match(a, b) and not across else 0.02
        return bonus

    def _candidates(self, left: Sequence[Node], right: Sequence[Node]) -> Iterator[tuple[Node, Sequence[Node]]]:
        """For each clause those worth comparing it with: all when there are few, else those that share a rare run of three words."""
        if len(left) * len(right) <= MAX_PAIRS:
            yield from ((a, right) for a in left)
            return
        sought = [sample(a.encoded) for a in left]
        index = RunIndex([b.encoded for b in right], sought, RARE)
        by_place = {(b.section, b.place): b for b in right}
        pairs = 0
        for a, runs in zip(left, sought, strict=True):
            near = [right[n] for n in index.nearest(runs, 10)]
            top = _section_partner(a)
            if top is not None and (same := by_place.get((top, a.place))) is not None and same not in near:
                near.append(same)
            yield a, near
            pairs += len(near)
            if pairs > MAX_PAIRS * 4:
                self.exhausted = True
                return

    def _places(self, old: Sequence[Node], new: Sequence[Node]) -> None:
        """Containers without words of their own keep their place under the same holder, or follow their contents."""
        votes: dict[tuple[int, int], list[Node]] = {}
        for a in old:
            b = a.partner
            if b and a.holder and b.holder and a.holder.partner is None and b.holder.partner is None:
                votes.setdefault((a.holder.order, b.holder.order), []).append(a)
        for _, found in sorted(votes.items(), key=lambda item: (-len(item[1]), item[0])):
            mate = found[0].partner
            top, other = found[0].holder, mate.holder if mate else None
            if (
                top
                and other
                and not top.partner
                and not other.partner
                and (not top.encoded or not other.encoded or top.place[-1:] == other.place[-1:])
                and alike(top, other)
            ):
                pair(top, other, Evidence.STRUCTURE, 1.0 if top.words == other.words else similarity(top.encoded, other.encoded))
        by_place = {(id(b.holder.partner) if b.holder and b.holder.partner else 0, b.place[-1:]): b for b in free(new) if _is_known_by_place(b)}
        for a in free(old):
            if _is_known_by_place(a) and a.holder and (b := by_place.get((id(a.holder), a.place[-1:]))) and b.partner is None:
                if title_of(a) != title_of(b):
                    continue
                if a.words and b.words:
                    pair(a, b, Evidence.LABEL, similarity(a.encoded, b.encoded))
                elif not a.words and not b.words:
                    pair(a, b, Evidence.STRUCTURE, 1.0)


def _open_lists(a: Node, b: Node) -> bool:
    """Whether two lines without a number are the first below what holds them: the words that lead into its list."""
    return all(n.clause.kind is Kind.PARAGRAPH and n.holder is not None and n.holder.below[0] is n for n in (a, b))


def _is_known_by_place(node: Node) -> bool:
    """Whether its place says which clause it is: a mere holder, or what is about one thing by name, which no rewriting gives to another."""
    return not node.words or bool(title_of(node))


def title_of(node: Node) -> str:
    """What a clause says it is about: the term it defines, its heading, or the words before the colon in `Warrant: any paper`."""
    clause = node.clause
    if clause.heading or clause.kind is Kind.DEFINITION:
        return (clause.heading or clause.id).casefold()
    opening = _TITLED.match(clause.text)
    return opening[1].casefold() if opening else ""


_TITLED = lazy(r"([A-Z](?:[\w’'-]|[ ](?=[\w’'-])){2,60}):[ ](?=[^\W\d])")
"""`Administrative warrant: any paper`; near misses: `The Clerk shall, on request: send`, `The fee is: 5`."""


def by_holder(nodes: Sequence[Node]) -> dict[int, list[Node]]:
    """Nodes with words, under the identity of what holds them."""
    found: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.holder is not None and node.words:
            found[id(node.holder)].append(node)
    return found


def chapeau_similarity(a: Node, b: Node) -> float:
    """How alike two clauses are, either of them read after the words that open its list."""
    assert a.holder is not None
    assert b.holder is not None
    return max(
        similarity(a.encoded, b.encoded),
        similarity(a.encoded, b.holder.encoded + b.encoded),
        similarity(a.holder.encoded + a.encoded, b.encoded),
    )


def same_text(old: Sequence[Node], new: Sequence[Node], least: int) -> None:
    """Equal words: in the same place, else unique, else in order inside the gaps between what is matched."""
    groups: dict[str, tuple[list[Node], list[Node]]] = {}
    for side, nodes in ((0, old), (1, new)):
        for node in free(nodes):
            if node.words:
                groups.setdefault(node.words, ([], []))[side].append(node)
    repeated = []
    for words, (left, right) in groups.items():
        if not left or not right:
            continue
        if len(left) == 1 and len(right) == 1:
            if (len(left[0].encoded) >= least or left[0].place == right[0].place) and alike(left[0], right[0]):
                pair(left[0], right[0], Evidence.SAME_TEXT, 1.0)
        else:
            repeated.append((words, left, right))
    for _, left, right in repeated:
        by_place = {(n.section if len(right) > 50 else 0, n.place): n for n in right}
        for a in left:
            b = by_place.get((a.section if len(right) > 50 else 0, a.place))
            if b and b.partner is None and holders_match(a, b) and alike(a, b):
                pair(a, b, Evidence.SAME_PLACE, 1.0)
    for _, left, right in repeated:
        _in_gaps(left, right, old, new)


def _in_gaps(left: list[Node], right: list[Node], old: Sequence[Node], new: Sequence[Node]) -> None:
    """Repeated words, paired in order where their surroundings are paired: under the same holder, between the same neighbours."""
    before_new = _last_partner_orders(new)
    before_old = {id(n): p for n, p in zip(old, _matched_before(old), strict=True)}
    spots: dict[tuple[int, int], list[Node]] = defaultdict(list)
    for b in right:
        if b.partner is None:
            spots[(id(b.holder.partner) if b.holder and b.holder.partner else 0, before_new.get(id(b), -1))].append(b)
    for a in left:
        if a.partner is None:
            spot = spots.get((id(a.holder) if a.holder and a.holder.partner else 0, before_old.get(id(a), -1)))
            if spot:
                pair(a, spot.pop(0), Evidence.SAME_PLACE, 1.0)


def _matched_before(nodes: Sequence[Node]) -> list[int]:
    """For each node, the order of the last matched node before it."""
    found, last = [], -1
    for node in nodes:
        found.append(last)
        if node.partner is not None:
            last = node.order
    return found


def _last_partner_orders(nodes: Sequence[Node]) -> dict[int, int]:
    """For each new node, the old order of the last matched node before it."""
    found, last = {}, -1
    for node in nodes:
        found[id(node)] = last
        if node.partner is not None:
            last = node.partner.order
    return found


def _section_partner(node: Node) -> int | None:
    while node.holder is not None:
        node = node.holder
    return node.partner.section if node.partner else None


def _leads(score: float, rivals: list[tuple[float, int]], mine: int, taken: set[int]) -> bool:
    return all(score >= other + MARGIN or key == mine or key in taken for other, key in rivals)
