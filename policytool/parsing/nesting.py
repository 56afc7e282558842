"""Marks in order -> which of them open a clause, and at what depth.

A beam search over stacks of open lists. Each open list is a numbering style and the ordinal last seen
in it. A mark may be skipped, continue any open list (closing the deeper ones), or open a list below
the innermost. Costs are additive: 0 for the expected successor, more for a gap, a repetition, a list
that does not begin at its first label, an unusual nesting. `(h) (i) (j)` and `(h) (i) (ii)` come out
right without a rule for either, because the next label decides.

Ties are broken by the order in which states were made: the earliest label, the first reading.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from policytool.model.label import Reading, Style, readings
from policytool.parsing.marks import Ending, Mark
from policytool.parsing.profiles import UNUSUAL, Profile

BEAM = 8
MANY, NARROW = 4_000, 2
"""A section with more marks than this is searched with a narrower beam: work stays in proportion."""
DEEP = 9
"""No law nests deeper: beyond it every further level costs more, so that a runaway list ends."""
REACH = 12
"""How many open lists back a label may go on with."""
DEFINITION = "def"
AGAIN = (1.2, 3.0)
"""Cost of opening a list of a style that is open already: at its first label, and at a later one."""
RESTART = 1.0
"""Cost of a second list of the same numbers, led in by a paragraph of its own."""
BACK = 5.0
"""Cost of a number that steps back."""
SINGLE = 0.35
"""Cost of a list with one member; given back when the second arrives."""


class Placed(NamedTuple):
    """A mark that opens a clause."""

    mark: Mark
    depth: int
    """0 for a child of the section."""
    reading: Reading | None
    """How its label was understood; None for a definition."""


class _Open:
    """An open list: its style with decoration, the place last seen in it, and the list around it.

    Interned per search, so two hypotheses with the same open lists share one object and five
    thousand nested lists cost no more to compare than five.
    """

    __slots__ = ("around", "depth", "family", "indent", "ordinal", "parents", "single", "style", "suffix")

    def __init__(self, around: _Open | None, family: str, reading: Reading | None, single: bool, indent: int) -> None:
        self.around, self.family, self.single, self.indent = around, family, single, indent
        self.depth: int = around.depth + 1 if around else 0
        self.style: str = reading.style.value if reading else DEFINITION
        self.ordinal, self.suffix, self.parents = (reading.ordinal, reading.suffix, reading.parents) if reading else (1, (), ())


class _State:
    """One hypothesis: the innermost open list, what it cost, and how it came about.

    `step` says which list `top` is to become; it is made only for the hypotheses that survive.
    """

    __slots__ = ("back", "cost", "depth", "reading", "step", "top")

    def __init__(self, cost: float, top: _Open | None, depth: int, reading: Reading | None, back: int, step: _Step | None) -> None:
        self.cost, self.top, self.depth, self.reading, self.back, self.step = cost, top, depth, reading, back, step


_Step = tuple["_Open | None", str, "Reading | None", bool, int]
"""The list a step opens or goes on with: what is around it, family, place, whether it is the first member, indent."""


class _Search:
    """The beam search over the marks of one section."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.lists: dict[tuple[object, ...], _Open] = {}
        self.states: dict[object, _State] = {}
        self.back = -1

    def run(self, marks: Sequence[Mark]) -> list[Placed]:
        beam = [_State(0.0, None, -1, None, -1, None)]
        history: list[list[_State]] = []
        width = BEAM if len(marks) <= MANY else NARROW
        for mark in marks:
            self.states = {}
            for self.back, state in enumerate(beam):
                if mark.chained and state.depth < 0 and history:
                    self.keep(state.cost, state.top, -1)  # its head was no clause, so it is part of that mention
                    continue
                if mark.skip < 100:
                    self.keep(state.cost + mark.skip, state.top, -1)
                if mark.label:
                    self.grow(state, mark)
                else:
                    self.define(state, mark)
            beam = sorted(self.states.values(), key=lambda s: s.cost)[:width]
            for state in beam:
                if state.step is not None:
                    state.top, state.step = self.open(state.step), None
            history.append(beam)
        return self._trace(marks, history)

    @staticmethod
    def _trace(marks: Sequence[Mark], history: list[list[_State]]) -> list[Placed]:
        """The cheapest hypothesis, read back from its end."""
        at = min(range(len(history[-1])), key=lambda n: history[-1][n].cost)
        placed: list[Placed] = []
        for mark, beam in zip(reversed(marks), reversed(history), strict=True):
            state = beam[at]
            if state.depth >= 0:
                placed.append(Placed(mark, state.depth, state.reading))
            at = state.back
        return placed[::-1]

    def keep(self, cost: float, top: _Open | None, depth: int) -> None:
        """A hypothesis that leaves the open lists as they are."""
        known = self.states.get(id(top))
        if known is None or cost < known.cost:
            self.states[id(top)] = _State(cost, top, depth, None, self.back, None)

    def step(self, cost: float, step: _Step, depth: int) -> None:
        """A hypothesis that opens a list or goes on with one."""
        key = (id(step[0]), *step[1:])
        known = self.states.get(key)
        if known is None or cost < known.cost:
            self.states[key] = _State(cost, None, depth, step[2], self.back, step)

    def open(self, step: _Step) -> _Open:
        key = (id(step[0]), *step[1:])
        found = self.lists.get(key)
        if found is None:
            found = self.lists[key] = _Open(*step)
        return found

    def grow(self, state: _State, mark: Mark) -> None:
        """Every way to let `mark` open a clause after `state`."""
        cost = state.cost + mark.accept
        top = state.top
        for reading in mark.readings:
            family = mark.decoration + reading.style.value
            if reading.style is Style.DECIMAL:
                family += str(len(reading.parents))
            last = next((r for r in mark.last if r.style is reading.style), reading)
            again, level, closed = False, top, 0
            while level is not None and closed < REACH:
                if level.family == family:
                    again = True
                    step = _succession(level, reading) + _closing_cost(mark, closed)
                    step -= SINGLE if level.single else 0.0
                    if mark.indent != level.indent and mark.before is not Ending.NOTHING:
                        step += 0.3
                    if mark.fresh and mark.before is Ending.LEAD and reading.ordinal == 1 and not reading.suffix:
                        step = RESTART
                    self.step(cost + step, (level.around, family, last, False, mark.indent), level.depth)
                level = level.around
                closed += 1
            begin = (
                _beginning(reading)
                + SINGLE
                + (AGAIN[reading.ordinal > 1] if again else 0.0)
                + _opening_cost(mark, top, reading, self.profile)
            )
            self.step(cost + begin, (top, family, last, True, mark.indent), top.depth + 1 if top else 0)

    def define(self, state: _State, mark: Mark) -> None:
        """An unnumbered definition continues a list of definitions or opens one below an open list."""
        level = state.top
        while level is not None:
            if level.family == DEFINITION:
                self.keep(state.cost, level, level.depth)
                return
            level = level.around
        level, closed = state.top, 0
        while closed < 4:
            cost = state.cost + 0.2 * closed + (0.5 if level and not closed and mark.before is not Ending.LEAD else 0.0)
            self.step(cost, (level, DEFINITION, None, False, 0), level.depth + 1 if level else 0)
            if level is None:
                return
            level, closed = level.around, closed + 1


def place_marks(marks: Sequence[Mark], profile: Profile) -> list[Placed]:
    """The marks that open clauses, in order, with their depths."""
    return _Search(profile).run(marks) if marks else []


def _succession(level: _Open, reading: Reading) -> float:
    """Cost of `reading` as the next member after `level`."""
    if level.parents != reading.parents:
        return BACK
    ahead = reading.ordinal - level.ordinal
    if not reading.suffix:
        if ahead == 1:
            return 0.0
        if ahead > 1:
            return 1.0 + 0.5 * math.log2(ahead)
        if ahead == 0:
            return 1.0 if level.suffix else 5.0  # (j-1) may stand before (j)
        return BACK
    if ahead == 0:
        return _suffix_step(level.suffix, reading.suffix)
    if ahead == 1:
        return 0.6 if _first_suffix(reading.suffix) else 1.2
    return 1.6 + 0.5 * math.log2(ahead) if ahead > 1 else BACK


def _suffix_step(before: tuple[str, ...], after: tuple[str, ...]) -> float:
    """Cost of (1B) after (1A): 0 for the next insertion, 5 for a repetition."""
    if before == after:
        return 5.0
    if before[: len(after)] == after:
        return 1.0
    if len(after) == len(before) + 1 and after[:-1] == before:
        return 0.0 if _first_suffix(after[-1:]) else 0.5
    old, new = (before[-1] if before else ""), after[-1]
    if before and after[:-1] == before[:-1]:
        for a in readings(old.lower()):
            for b in readings(new.lower()):
                if a.style == b.style and b.ordinal == a.ordinal + 1:
                    return 0.0
        return 0.5
    return 0.5


def _first_suffix(suffix: tuple[str, ...]) -> bool:
    return len(suffix) == 1 and suffix[0] in ("A", "a", "1", "I", "i", "bis")


def _beginning(reading: Reading) -> float:
    """Cost of opening a list at `reading`."""
    if reading.ordinal <= 1:
        return 0.8 if reading.suffix and reading.ordinal == 1 else 0.0
    return 2.6 + 0.05 * min(reading.ordinal, 20)


def _opening_cost(mark: Mark, around: _Open | None, reading: Reading, profile: Profile) -> float:
    parent = around.style if around else ""
    cost = 0.1 if parent == DEFINITION else profile.nesting.get((parent, reading.style.value), UNUSUAL)
    if around and around.depth >= DEEP:
        cost += 0.4 * (around.depth - DEEP + 1)
    if mark.chained:
        return cost
    if mark.before is Ending.LIST:
        cost += 0.9
    elif mark.before is Ending.STOP:
        cost += 0.25
    elif mark.before is Ending.OPEN:
        cost += 0.1
    if around and mark.indent < around.indent:
        cost += 0.5
    return cost


def _closing_cost(mark: Mark, closed: int) -> float:
    """Cost of going on in an open list, closing `closed` deeper ones, where another step was expected."""
    if mark.chained:
        return 0.9 if closed == 0 else 2.0
    if mark.before is Ending.LEAD:
        return 0.6 + 0.1 * closed
    if mark.before is Ending.NOTHING:
        return 1.0
    return 0.0
