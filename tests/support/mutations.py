"""Every kind of change, done to a synthetic code: the rows of the quality table.

Each takes a code and gives a changed copy. What became of a clause is read off the identities; what
was carried elsewhere, split or merged is written down in `truth`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.support.mutate import Code, Unit, copy, edit, every, renumber, words

Mutation = Callable[[random.Random, Code], Code]


def insert(rng: random.Random, code: Code) -> Code:
    """Six new clauses and two new sections."""
    new = copy(code)
    for n in range(6):
        holder = rng.choice(new.sections)
        holder.below.insert(rng.randint(0, len(holder.below)), Unit(f"new.{n}", words(rng)))
    for n in range(2):
        new.sections.append(Unit(f"fresh{n}", words(rng, 2, 2) + words(rng), label=f"10-{800 + n}"))
    return new


def delete(rng: random.Random, code: Code) -> Code:
    """Six clauses and two sections less."""
    new = copy(code)
    for holder in rng.sample([s for s in new.sections if s.below], 6):
        holder.below.pop(rng.randrange(len(holder.below)))
    for section in rng.sample(new.sections, 2):
        new.sections.remove(section)
    return new


def edit_lightly(rng: random.Random, code: Code) -> Code:
    """A tenth of the words of 15 clauses."""
    return _edited(rng, copy(code), 15, 0.1)


def edit_heavily(rng: random.Random, code: Code) -> Code:
    """A third of the words of 15 clauses."""
    return _edited(rng, copy(code), 15, 0.33)


def _edited(rng: random.Random, new: Code, count: int, share: float) -> Code:
    for unit in rng.sample(every(new), count):
        edit(rng, unit, share)
    return new


def renumber_all(rng: random.Random, code: Code) -> Code:
    """Every section has another number."""
    new = copy(code)
    renumber(new, 300 + rng.randrange(100))
    return new


def shift_labels(rng: random.Random, code: Code) -> Code:
    """A clause inserted at the head of eight lists: all after it have another label."""
    new = copy(code)
    for n, holder in enumerate(rng.sample([s for s in new.sections if s.below], 8)):
        holder.below.insert(0, Unit(f"head.{n}", words(rng)))
    return new


def move_clauses(rng: random.Random, code: Code) -> Code:
    """Five clauses without sub-clauses go to other sections."""
    new = copy(code)
    _carry(rng, new, [(s, u) for s in new.sections for u in s.below if not u.below], 5)
    return new


def move_subtrees(rng: random.Random, code: Code) -> Code:
    """Four clauses go to other sections with all that is below them."""
    new = copy(code)
    _carry(rng, new, [(s, u) for s in new.sections for u in s.below if u.below], 4)
    return new


def _carry(rng: random.Random, new: Code, places: list[tuple[Unit, Unit]], count: int) -> list[Unit]:
    carried = []
    for holder, unit in rng.sample(places, count):
        goal = rng.choice([s for s in new.sections if s is not holder])
        holder.below.remove(unit)
        goal.below.append(unit)
        new.truth.moved.add(unit.key)
        carried.append(unit)
    return carried


def move_sections(rng: random.Random, code: Code) -> Code:
    """Three sections go elsewhere under their old numbers."""
    new = copy(code)
    for section in rng.sample(new.sections, 3):
        at = new.sections.index(section)
        new.sections.remove(section)
        new.sections.insert((at + len(new.sections) // 2) % len(new.sections), section)
        new.truth.moved.add(section.key)
    return new


def move_edit_renumber(rng: random.Random, code: Code) -> Code:
    """Five clauses go elsewhere and are edited, while every section has another number."""
    new = copy(code)
    for unit in _carry(rng, new, [(s, u) for s in new.sections for u in s.below if not u.below], 5):
        edit(rng, unit, 0.15)
    renumber(new, 500)
    return new


def split(rng: random.Random, code: Code) -> Code:
    """Six clauses become two each, the longer part first."""
    new = copy(code)
    for holder, unit in rng.sample([(s, u) for s in new.sections for u in s.below if not u.below and len(u.words) >= 22], 6):
        half = len(unit.words) * 3 // 5
        part = Unit(unit.key + "+", unit.words[half:])
        unit.words = unit.words[:half]
        holder.below.insert(holder.below.index(unit) + 1, part)
        new.truth.split[unit.key] = {unit.key, part.key}
    return new


def merge(rng: random.Random, code: Code) -> Code:
    """Six pairs of neighbours become one each."""
    new = copy(code)
    pairs = [(s, a, b) for s in new.sections for a, b in zip(s.below, s.below[1:], strict=False) if not a.below and not b.below]
    taken: set[str] = set()
    for holder, a, b in rng.sample(pairs, len(pairs)):
        if taken & {a.key, b.key} or len(new.truth.merged) == 6:
            continue
        a.words = a.words + b.words
        holder.below.remove(b)
        new.truth.merged[a.key] = {a.key, b.key}
        taken |= {a.key, b.key}
    return new


def promote(rng: random.Random, code: Code) -> Code:
    """Four sub-clauses come up a level, behind what held them."""
    new = copy(code)
    for section, holder in rng.sample([(s, u) for s in new.sections for u in s.below if len(u.below) > 1], 4):
        unit = holder.below.pop()
        section.below.insert(section.below.index(holder) + 1, unit)
        new.truth.moved.add(unit.key)
    return new


def demote(rng: random.Random, code: Code) -> Code:
    """Four clauses go down a level, below the one before them."""
    new = copy(code)
    lists = [s for s in new.sections if len(s.below) > 2 and not s.below[-1].below]
    for section in rng.sample(lists, 4):
        unit = section.below.pop()
        section.below[-1].below.append(unit)
        new.truth.moved.add(unit.key)
    return new


def change_label_style(rng: random.Random, code: Code) -> Code:
    """`(a)` becomes `a.` throughout."""
    new = copy(code)
    new.style = "a."
    return new


def insert_and_cascade(rng: random.Random, code: Code) -> Code:
    """A section in the middle: every one after it is renumbered, and every citation follows."""
    new = copy(code)
    at = len(new.sections) // 2 + rng.randrange(5)
    new.sections.insert(at, Unit("inserted", words(rng, 2, 2) + words(rng)))
    renumber(new, 1)
    return new


def rewrap(rng: random.Random, code: Code) -> Code:
    """Wrapped at 60 columns."""
    new = copy(code)
    new.width = 60
    return new


def typeset(rng: random.Random, code: Code) -> Code:
    """Capitals and dashes as another typesetter would have them, in 30 clauses."""
    new = copy(code)
    for unit in rng.sample(every(new), 30):
        at = rng.randrange(2, len(unit.words)) if len(unit.words) > 2 else 0
        unit.words[at] = unit.words[at].upper()
    return new


MUTATIONS: Mapping[str, Mutation] = MappingProxyType(
    {
        "insert": insert,
        "delete": delete,
        "edit lightly": edit_lightly,
        "edit heavily": edit_heavily,
        "renumber all": renumber_all,
        "shift labels": shift_labels,
        "move clauses": move_clauses,
        "move subtrees": move_subtrees,
        "move sections": move_sections,
        "move, edit, renumber": move_edit_renumber,
        "split": split,
        "merge": merge,
        "promote": promote,
        "demote": demote,
        "label style": change_label_style,
        "insert and cascade": insert_and_cascade,
        "rewrap": rewrap,
        "typeset": typeset,
    }
)


def make_flood(rng: random.Random, code: Code) -> Code:
    """A copy in which every third clause says the same stock sentence."""
    new = copy(code)
    stock = words(rng, 12, 12)
    for unit in every(new)[::3]:
        if not unit.key.startswith("s") or "." in unit.key:
            unit.words = list(stock)
    return new
