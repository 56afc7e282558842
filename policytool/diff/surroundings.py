"""What stands around a clause and says part of what it says: its lead-ins, and the word that joins its list.

`No agent may:` governs the items below it, and the `or` behind the last item but one joins all of them. A word that
only goes from an item into its lead-in, or an `or` that goes from one item to the next because a third was added,
changes nothing that a signal should name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from policytool.diff.nodes import Node
from policytool.model.change import ClauseChange
from policytool.model.clause import Clause
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
    """What stands around the clauses of a comparison."""

    def __init__(self, old: Sequence[Node], new: Sequence[Node]) -> None:
        self._nodes = old, new
        self._below: dict[int, Around] = {}
        """What stands around everything that one clause holds."""

    def of(self, change: ClauseChange) -> Sides:
        """What stands around both sides of a change."""
        return self._around(change.old), self._around(change.new)

    def _around(self, clause: Clause | None) -> Around:
        node = self._by_clause.get(id(clause))
        if node is None or node.holder is None:
            return Around()
        known = self._below.get(id(node.holder))
        if known is None:
            known = self._below[id(node.holder)] = Around(_lead(node.holder), _joints(node.holder))
        return known

    @cached_property
    def _by_clause(self) -> dict[int, Node]:
        return {id(node.clause): node for nodes in self._nodes for node in nodes}


def _lead(holder: Node) -> str:
    above = list[str]()
    lead: Node | None = holder
    while lead is not None:
        above.append(lead.clause.text)
        lead = lead.holder
    return " ".join(reversed(above))


def _joints(holder: Node) -> frozenset[str]:
    found = (_JOINT.search(one.clause.text[-12:]) for one in holder.below)
    return frozenset(match[1] for match in found if match)
