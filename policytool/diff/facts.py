"""Pairs -> facts: renumbered, moved, modified.

Renumbered: its own label differs. Moved: its holder's partner is another, or it left the order spine
of its siblings, the heaviest sequence that kept its order. A clause whose address shifted only
because a holder's did is neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache, partial

from policytool.diff.nodes import Node
from policytool.diff.sections import SectionPair
from policytool.diff.spine import heaviest_increasing
from policytool.model.change import Fact
from policytool.model.clause import Kind
from policytool.model.document import Section

NOTHING: frozenset[Fact] = frozenset()


class Ordered:
    """Which sections moved against their siblings, and which have a new holder."""

    def __init__(self, old: Sequence[Section], new: Sequence[Section], pairs: list[SectionPair]) -> None:
        self.old, self.new = old, new
        self.partner = {p.old: p.new for p in pairs}
        self.news = set(self.partner.values())
        self.settled: set[int] = set()
        """New orders of the sections that kept their holder and their place among its sections."""
        self.moved = self._off_spine(pairs)
        self._facts: dict[int, frozenset[Fact]] = {}

    def _off_spine(self, pairs: list[SectionPair]) -> set[int]:
        """The sections, by new order, that left the order of their siblings; `pairs` come in old order."""
        groups: dict[int, list[SectionPair]] = defaultdict(list)
        old, new, partner = self.old, self.new, self.partner
        for found in pairs:
            holder = old[found.old].parent
            if new[found.new].parent == (partner.get(holder, -2) if holder >= 0 else -1):
                groups[holder].append(found)
        moved: set[int] = set()
        for group in groups.values():
            places = [p.new for p in group]
            spine = heaviest_increasing(places, partial(self._size, group))
            if len(spine) < len(group):
                moved |= {place for n, place in enumerate(places) if n not in spine}
            self.settled.update(places)
        self.settled -= moved
        return moved

    def _size(self, group: Sequence[SectionPair], n: int) -> int:
        section = self.old[group[n].old]
        return section.end - section.start

    def _same_holder(self, found: SectionPair) -> bool:
        p, q = self.old[found.old].parent, self.new[found.new].parent
        return self.partner.get(p, -2) == q if p >= 0 else q < 0

    def section_facts(self, found: SectionPair) -> frozenset[Fact]:
        """Renumbered and moved, for a section."""
        if found.identical and found.new in self.settled:
            return NOTHING
        known = self._facts.get(found.new)
        if known is None:
            facts = set()
            a, b = self.old[found.old], self.new[found.new]
            if a.label != b.label and section_number(a.label) != section_number(b.label):
                facts.add(Fact.RENUMBERED)
            if a.kind is not Kind.TITLE and (found.new in self.moved or self._other_holder(found)):
                facts.add(Fact.MOVED)
            known = self._facts[found.new] = frozenset(facts)
        return known

    def _other_holder(self, found: SectionPair) -> bool:
        """Its holder's partner is another section. A division put around it, or taken away, only re-frames it."""
        if self._same_holder(found):
            return False
        outer_old, outer_new = self._chain(self.old, found.old), self._chain(self.new, found.new)
        if outer_new and outer_new[0] not in self.news:
            kept = next((q for q in outer_new if q in self.news), -1)
            return kept not in {self.partner.get(p, -2) for p in outer_old} | {-1}
        if outer_old and outer_old[0] not in self.partner:
            kept = next((self.partner[p] for p in outer_old if p in self.partner), -1)
            return kept not in {*outer_new, -1}
        return True

    @staticmethod
    def _chain(sections: Sequence[Section], order: int) -> list[int]:
        """The sections that hold one, innermost first."""
        chain = []
        while (order := sections[order].parent) >= 0:
            chain.append(order)
        return chain


@lru_cache(maxsize=50_000)
def section_number(label: str) -> str:
    """A section's number without the word for it, so that `Sec. 5` and `Section 5` are one.

    >>> section_number("Sec. 5") == section_number("Section 5"), section_number("Article L. 123-4")
    (True, 'l.123-4')
    """
    name = re.sub(r"[\s\u00a0]+", "", label.replace("–", "-")).casefold().rstrip(".:-")
    return re.sub(r"^(?:section|sec\.?|§+|articles?|art\.?|artículo)", "", name)


def plain_label(label: str) -> str:
    """A label without the brackets that mark suspended text, the backslash of Markdown and the stop behind it: 2.1 and 2.1. are one number."""
    return re.sub(r"[\[\]\\\s*_]", "", label).rstrip(".")


def own_facts(new: Sequence[Node], ordered: Ordered) -> dict[int, frozenset[Fact]]:
    """The facts of every paired node, by id."""
    moved = _moved(new)
    found: dict[int, frozenset[Fact]] = {}
    for b in new:
        a = b.partner
        if a is None:
            continue
        facts = set()
        if a.words != b.words:
            facts.add(Fact.MODIFIED)
        if b.holder is None and a.holder is None:
            facts |= ordered.section_facts(SectionPair(a.section, b.section, b.evidence, b.score, False))
        else:
            if plain_label(a.clause.label) != plain_label(b.clause.label):
                facts.add(Fact.RENUMBERED)
            if id(b) in moved:
                facts.add(Fact.MOVED)
        found[id(b)] = frozenset(facts)
    return found


def _moved(new: Sequence[Node]) -> set[int]:
    """Clauses with another holder, and clauses off the order of their siblings."""
    moved: set[int] = set()
    siblings: dict[tuple[int, int], list[Node]] = defaultdict(list)
    for b in new:
        a = b.partner
        if a is None or (a.holder is None and b.holder is None):
            continue
        if a.holder is None or b.holder is None or a.holder.partner is not b.holder:
            moved.add(id(b))
        else:
            siblings[(id(a.holder), id(b.holder))].append(b)
    for group in siblings.values():
        group.sort(key=lambda b: b.order)
        places = [b.partner.order if b.partner else 0 for b in group]
        spine = heaviest_increasing(places, [len(b.encoded) for b in group].__getitem__)
        moved |= {id(b) for n, b in enumerate(group) if n not in spine}
    return moved
