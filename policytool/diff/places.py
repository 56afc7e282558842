"""Where a deleted clause is told of: after what it followed in the old text, below what held it.

Two texts have no common order. A deleted clause belongs behind whatever kept its place before it: behind all of that
clause, with whatever is new below it, unless the clause held the deleted one. What was deleted out of a clause that
moved goes with its holder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from policytool.diff.nodes import Node
from policytool.model.document import Section

Place = tuple[int, int]
"""A position in the new text and a side: 0 before the clause that begins there, 2 behind its own words; the clause itself is 1."""


class _Stop(NamedTuple):
    """A clause or an unread section of the old text, as it is passed."""

    start: int
    end: int
    node: Node | None
    place: Place
    """What directly follows its opening words goes here; meaningless for what was deleted."""


class _Open(NamedTuple):
    """A kept clause that is not behind us yet."""

    old_end: int
    behind: Place
    """Where the walk goes on when it closes."""
    carried: bool
    """It stands elsewhere in the new text: the walk goes back to where it was."""


def deleted_places(olds: Iterable[Node], same: Iterable[tuple[Section, Section]], moved: Mapping[int, bool]) -> Iterator[tuple[Node, Place]]:
    """(deleted node, its place) in the order of the old text. `same` are unread sections that stayed, old and new; `moved` says of a kept node's id whether it moved."""
    place: Place = (-1, 0)
    stack: list[_Open] = []
    for stop in sorted((*_nodes(olds), *(_Stop(a.start, a.end, None, (b.end, 0)) for a, b in same)), key=lambda s: (s.start, -s.end)):
        while stack and stack[-1].old_end <= stop.start:
            closed = stack.pop()
            place = closed.behind if closed.carried else max(place, closed.behind)
        node = stop.node
        if node is None:
            place = stop.place
        elif node.partner is None:
            yield node, place
        else:
            carried = moved[id(node)]
            stack.append(_Open(stop.end, place if carried else (node.partner.clause.span[1], 0), carried))
            place = stop.place


def _nodes(olds: Iterable[Node]) -> Iterator[_Stop]:
    for node in olds:
        start, end = node.clause.span
        yield _Stop(start, end, node, (node.partner.clause.span[0], 2) if node.partner else (0, 0))
