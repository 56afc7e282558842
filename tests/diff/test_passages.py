"""What pairs two clauses that were rewritten around a passage, and what does not."""

from __future__ import annotations

import pytest

import policytool as pt
from policytool.model.change import Evidence

PASSAGE = "a room or a table for a general search of the shelves"
OLD = f"## Sec. 10. Searches.\n\nThe keeper shall not give visitors {PASSAGE}, and shall not let anyone open a box unless a member of the staff is there.\n"
NEW = f"## Sec. 31. Outside bodies.\n\nWithout an order of a court no outside body may be given {PASSAGE}, or for questions to the readers.\n"
HOURS = "\n## Sec. 20. Hours.\n\nThe reading room opens at nine and closes at five.\n"


def became(old: str, new: str) -> dict[str, str]:
    """Old id -> new id of what was paired for a shared passage."""
    diff = pt.compare(pt.parse(f"# Code\n\n{old}"), pt.parse(f"# Code\n\n{new}"))
    return {c.old.id: c.new.id for c in diff.changed if c.old and c.new and c.evidence is Evidence.SHARED}


def test_a_passage_that_no_other_clause_has() -> None:
    assert became(OLD + HOURS, HOURS + NEW) == {"s10": "s31"}


@pytest.mark.parametrize("where", ["old", "new", "both"])
def test_a_passage_that_another_clause_has_too_tells_nothing(where: str) -> None:
    again = f"\n## Sec. 40. Tables.\n\nThe keeper lists every day on which someone asked for {PASSAGE}.\n"
    old, new = (HOURS + again * (where in (side, "both")) for side in ("old", "new"))
    assert became(OLD + old, new + NEW) == {}


def test_six_words_are_too_few() -> None:
    short = " ".join(PASSAGE.split()[:6])
    assert became(OLD.replace(PASSAGE, short) + HOURS, HOURS + NEW.replace(PASSAGE, short)) == {}


def test_not_inside_a_section_where_another_text_has_its_number() -> None:
    old = f"## Sec. 10. Searches.\n\n(a) The keeper shall not give visitors {PASSAGE}, and shall not let anyone open a box.\n\n(b) Boxes are closed at night.\n"
    new = f"## Sec. 10. Searches.\n\n(a) The trustees meet twice a year in the great hall.\n\n(b) Boxes are closed at night.\n\n(c) Without an order of a court no outside body may be given {PASSAGE}, or for questions.\n"
    assert became(old, new) == {}


def test_a_clause_that_keeps_its_number_is_the_same_one_when_it_shares_a_passage() -> None:
    old = "## Sec. 4. Reading.\n\n(a) Lamps are out at nine.\n\n(b) The reader hands a note of the new address to the desk while open loans are still being called in, at any hour of work.\n"
    new = "## Sec. 4. Reading.\n\n(a) Lamps are out at nine.\n\n(b) Each reader hands a note of the new address to the desk no later than noon on day ten, unless snow has shut every road.\n"
    assert became(old, new) == {"s4/b": "s4/b"}
    assert became(old.replace("note of the new", "slip with the new"), new) == {}
