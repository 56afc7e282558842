"""Marks in order -> which of them open a clause, and at what depth.

A beam search over stacks of open lists. Each open list is a numbering style and the ordinal last seen
in it. A mark may be skipped, continue any open list (closing the deeper ones), or open a list below
the innermost. Costs are additive: 0 for the expected successor, more for a gap, a repetition, a list
that does not begin at its first label, an unusual nesting. `(h) (i) (j)` and `(h) (i) (ii)` come out
right without a rule for either, because the next label decides.

Ties are broken by the order in which states were made: the earliest label, the first reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policytool.model.label import Reading, Style
from policytool.parsing.marks import Ending, Mark
from policytool.parsing.profiles import UNUSUAL, Profile
from policytool.parsing.succession import beginning, succession

BEAM, TRAILING = 8, 7.0
"""Hypotheses kept, and how much dearer than the best one may be: no later mark gives that back."""
MANY, NARROW = 4_000, 2
"""A section with more marks than this is searched with a narrower beam: work stays in proportion."""
DEEP = 9
"""No law nests deeper: beyond it every further level costs more, so that a runaway list ends."""
REACH = 12
"""How many open lists back a label may go on with."""
DEFINITION = "def"
AGAIN = (1.2, 3.0)
"""Cost of opening a list of a style that is open already: at its first label, and at a later one."""
INDENTED = 0.4
"""The former, where that label is indented below the list around it."""
RESTART = 1.0
"""Cost of a second list of the same numbers, led in by a paragraph of its own."""
UNCOUNTED = ".1"
"""The family of `1.`, which may stand before every item of a list."""
ASTRAY = 0.5
"""Cost of a decimal number below another clause than the one it names, 2.1 below the last item of a list in 2."""
AMIDST = 7.0
"""Cost of a list that begins at A.5 below no A: alone it is a mention, as in the note `A.5 says so`; of two in a row the second is worth it."""
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


class _Choice(NamedTuple):
    """One way to read a mark, with what does not depend on the hypothesis worked out once for all of them."""

    reading: Reading
    style: str
    family: str
    last: Reading
    """Where a range ends; else the reading itself."""
    begin: float
    """Cost of opening a list with it, what is around the list left aside."""


def _choices(mark: Mark) -> list[_Choice]:
    found = []
    for reading in mark.readings:
        style = reading.style.value
        family = mark.decoration + style
        if reading.style is Style.DECIMAL:
            family += str(len(reading.parents))
        last = next((r for r in mark.last if r.style is reading.style), reading) if mark.last else reading
        found.append(_Choice(reading, style, family, last, beginning(reading) + SINGLE + _ENTERING.get(mark.before, 0.0) * (not mark.chained)))
    return found


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
            choices = _choices(mark)
            for self.back, state in enumerate(beam):
                if mark.chained and state.depth < 0 and history:
                    self.keep(state.cost, state.top, -1)  # its head was no clause, so it is part of that mention
                    continue
                if mark.skip < 100:
                    self.keep(state.cost + mark.skip, state.top, -1)
                if mark.label:
                    self.grow(state, mark, choices)
                else:
                    self.define(state, mark)
            beam = sorted(self.states.values(), key=lambda s: s.cost)[:width]
            while beam[-1].cost > beam[0].cost + TRAILING:
                beam.pop()
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

    def step(self, cost: float, step: _Step, depth: int, choice: int) -> None:
        """A hypothesis that opens a list or goes on with one, by the mark's reading number `choice`."""
        key = (id(step[0]), choice, step[3])
        known = self.states.get(key)
        if known is None or cost < known.cost:
            self.states[key] = _State(cost, None, depth, step[2], self.back, step)

    def open(self, step: _Step) -> _Open:
        key = (id(step[0]), *step[1:])
        found = self.lists.get(key)
        if found is None:
            found = self.lists[key] = _Open(*step)
        return found

    def grow(self, state: _State, mark: Mark, choices: Sequence[_Choice]) -> None:
        """Every way to let `mark` open a clause after `state`."""
        cost = state.cost + mark.accept
        top = state.top
        around = self.around(top, mark)
        for n, (reading, style, family, last, begin) in enumerate(choices):
            again, counted, level, closed, astray = False, False, top, 0, 0.0
            while level is not None and closed < REACH:
                if level.family == family:
                    again, counted = True, counted or level.parents == reading.parents
                    step = cost + self.going_on(level, reading, mark, closed)
                    self.step(step, (level.around, family, last, False, mark.indent), level.depth, n)
                if closed and reading.parents and _numbers(level, reading):
                    self.step(cost + begin + RESTART * counted, (level, family, last, True, mark.indent), level.depth + 1, n)
                    astray = ASTRAY
                level = level.around
                closed += 1
            if reading.ordinal > 1 and reading.parents and reading.parents[0].isalpha() and not (top is not None and _numbers(top, reading)):
                astray = AMIDST
            begin += around + astray + self.nesting(top, style) + (self.again(top, reading, mark) if again else 0.0)
            self.step(cost + begin, (top, family, last, True, mark.indent), top.depth + 1 if top else 0, n)

    @staticmethod
    def going_on(level: _Open, reading: Reading, mark: Mark, closed: int) -> float:
        """Cost of the next member of an open list, `closed` deeper ones being closed."""
        before = mark.before
        if mark.fresh and before is Ending.LEAD and reading.ordinal == 1 and not reading.suffix:
            return RESTART
        same = reading.ordinal == level.ordinal and reading.suffix == level.suffix
        if same and level.family == UNCOUNTED and level.ordinal == 1 and mark.indent == level.indent and before is not Ending.LEAD:
            return 0.0  # 1. 1. 1. as Markdown allows it, which counts the items when they are shown
        cost = succession(level, reading)
        if mark.chained or before is Ending.LEAD or before is Ending.NOTHING:
            cost += _closing_cost(mark, closed)
        if level.single:
            cost -= SINGLE
        if mark.indent != level.indent and before is not Ending.NOTHING:
            cost += 0.3
        return cost

    @staticmethod
    def again(top: _Open | None, reading: Reading, mark: Mark) -> float:
        """Cost of opening a list of a style that is open already: little where its first label stands further right, as a list below an item does."""
        if reading.ordinal > 1:
            return AGAIN[1]
        return INDENTED if top is not None and mark.indent >= top.indent + 2 and not mark.chained else AGAIN[0]

    @staticmethod
    def around(top: _Open | None, mark: Mark) -> float:
        """Cost of opening any list below `top` at this mark."""
        if top is None:
            return 0.0
        cost = 0.4 * (top.depth - DEEP + 1) if top.depth >= DEEP else 0.0
        return cost + 0.5 if mark.indent < top.indent and not mark.chained else cost

    def nesting(self, top: _Open | None, style: str) -> float:
        """Cost of a list of this style below `top`."""
        parent = top.style if top else ""
        return 0.1 if parent == DEFINITION else self.profile.nesting.get((parent, style), UNUSUAL)

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
            self.step(cost, (level, DEFINITION, None, False, 0), level.depth + 1 if level else 0, 0)
            if level is None:
                return
            level, closed = level.around, closed + 1


def _numbers(level: _Open, reading: Reading) -> bool:
    """Whether a decimal number names the place last seen in a list as what holds it: 2.1 stands below 2, and A.1 below A, whatever list ended in between."""
    own = chr(64 + level.ordinal) if level.style == Style.UPPER.value else str(level.ordinal)
    return level.style in _COUNTED and (*level.parents, own) == reading.parents and not level.suffix


def place_marks(marks: Sequence[Mark], profile: Profile) -> list[Placed]:
    """The marks that open clauses, in order, with their depths."""
    return _Search(profile).run(marks) if marks else []


_COUNTED = (Style.ARABIC.value, Style.DECIMAL.value, Style.UPPER.value)
_ENTERING = {Ending.LIST: 0.9, Ending.STOP: 0.25, Ending.OPEN: 0.1}
"""Cost of opening a list where the text before stops so; none after a colon or between two labels."""


def _closing_cost(mark: Mark, closed: int) -> float:
    """Cost of going on in an open list, closing `closed` deeper ones, where another step was expected."""
    if mark.chained:
        return 0.9 if closed == 0 else 2.0
    if mark.before is Ending.LEAD:
        return 0.6 + 0.1 * closed
    if mark.before is Ending.NOTHING:
        return 1.0
    return 0.0
