"""What stands around a clause and says part of what it says: its lead-ins, and the word that joins its list.

`No agent may:` governs the items below it, and the `or` behind the last item but one joins all of them. A word that
only goes from an item into its lead-in, or an `or` that goes from one item to the next because a third was added,
changes nothing that a signal should name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policytool.diff.nodes import Node
from policytool.model.change import ClauseChange
from policytool.patterns import lazy

_JOINT = lazy(r"\b(and|or|and/or|et|ou|y|und|oder)\W*\Z")


class Around(NamedTuple):
    """What stands around one clause in one text."""

    lead: str = ""
    """The texts above it up to its section, without headings."""
    joints: frozenset[str] = frozenset()
    """The words that join the list it is an item of."""


Sides = tuple[Around, Around]
Asked = Callable[[], Sides]
"""Asked where it matters: most changes never need it."""
ALONE: Sides = (Around(), Around())


class Surroundings:
    """What stands around the clauses of a comparison that differ."""

    def __init__(self, old: Sequence[Node], new: Sequence[Node], changes: Sequence[ClauseChange]) -> None:
        asked = {id(clause) for change in changes if change.is_modified for clause in (change.old, change.new)}
        self._by_clause = {id(node.clause): node for nodes in (old, new) for node in nodes if id(node.clause) in asked}
        self._leads: dict[int, str] = {}
        self._joints: dict[int, frozenset[str]] = {}
        """By the identity of what holds a clause: many clauses share it."""

    def of(self, change: ClauseChange) -> Sides:
        """What stands around both sides of a change."""
        nodes = [self._by_clause.get(id(clause)) for clause in (change.old, change.new)]
        out = max(_steps_out(node) for node in nodes)
        old, new = (self._around(node, out) for node in nodes)
        return old, new

    def _around(self, node: Node | None, out: int) -> Around:
        if node is None or node.holder is None:
            return Around()
        holder = items = node.holder
        for _ in range(out):
            items = items.holder or items
        if id(holder) not in self._leads:
            self._leads[id(holder)] = _lead(holder)
        if id(items) not in self._joints:
            self._joints[id(items)] = _joints(items)
        return Around(self._leads[id(holder)], self._joints[id(items)])


def _lead(holder: Node) -> str:
    above = list[str]()
    lead: Node | None = holder
    while lead is not None:
        above.append(lead.clause.text)
        lead = lead.holder
    return " ".join(reversed(above))


def _steps_out(node: Node | None) -> int:
    """How far out the list is that the word behind a clause joins: behind the last item of a list it is the list outside."""
    steps = 0
    if node is not None and _JOINT.search(node.clause.text[-12:]):
        while node.holder is not None and node.holder.below[-1:] == [node]:
            node, steps = node.holder, steps + 1
    return steps


def _joints(holder: Node) -> frozenset[str]:
    found = set()
    for item in holder.below:
        while item.below:
            item = item.below[-1]
        if match := _JOINT.search(item.clause.text[-12:]):
            found.add(match[1])
    return frozenset(found)
