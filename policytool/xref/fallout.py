"""What became of a document's clauses -> the citations that this leaves wrong, and what they should now say.

Input is plain: the fate of each old clause, and resolutions made against the old text. A citation of a
clause that was deleted, has another address, or reads differently is fallout; a citation of a whole
document is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from policytool.language.parts import UNIT
from policytool.model.citation import Citation
from policytool.model.fallout import Fallout, Outcome
from policytool.model.resolution import Resolution, Status


class Fate(NamedTuple):
    """What became of one clause."""

    old_address: str
    new_id: str
    """Empty when it is gone."""
    new_address: str
    reworded: bool
    """Its own words differ."""


def find_fallout(docid: str, fates: Mapping[str, Fate], resolutions: Iterable[Resolution]) -> Iterator[Fallout]:
    """The citations among `resolutions` that point into `docid` at a clause whose fate is not to have stayed as it was."""
    reworded = _reworded_below(fates)
    for one in resolutions:
        target, _, ident = one.target.partition("#")
        if one.status is not Status.RESOLVED or target != docid or not ident:
            continue
        while ident not in fates and "/" in ident:  # an item of an inline enumeration: the clause that holds it
            ident = ident.rpartition("/")[0]
        fate = fates.get(ident)
        if fate is None:
            continue
        outcome = _outcome(ident, fate, reworded)
        if outcome is None or (outcome is Outcome.CHANGED and one.docid == docid and f"{one.clause_id}/".startswith(f"{ident}/")):
            continue  # a clause that speaks of what holds it
        says = restated(one.citation, fate) if outcome is Outcome.RENUMBERED else ""
        note = "and its words changed" if outcome is Outcome.RENUMBERED and ident in reworded else ""
        if outcome is Outcome.CHANGED and not fate.reworded:
            note = "in a clause below it"
        if one.citation.range_end:
            note = f"the end of a range; {note}".rstrip("; ")
        yield Fallout(one.docid, one.clause_id, one.citation.text, outcome, ident, fate.old_address, fate.new_address, says, note)


def _reworded_below(fates: Mapping[str, Fate]) -> set[str]:
    """Clauses whose words, or whose sub-clauses' words, differ or are gone."""
    found: set[str] = set()
    for ident, fate in fates.items():
        if fate.reworded or not fate.new_id:
            found.add(ident)
            while "/" in ident and (ident := ident.rpartition("/")[0]) not in found:
                found.add(ident)
    return found


def _outcome(ident: str, fate: Fate, reworded: set[str]) -> Outcome | None:
    if not fate.new_id:
        return Outcome.DELETED
    if fate.new_address != fate.old_address:
        return Outcome.RENUMBERED
    return Outcome.CHANGED if ident in reworded else None


def restated(citation: Citation, fate: Fate) -> str:
    """The words of a citation with the new number in place of the old one; the new address alone where they do not hold it.

    >>> one = Citation("code", (0, 20), "MCC 2-173-042(a)(1)", "MCC 2-173-042(a)(1)", section="2-173-042", pins=("a", "1"))
    >>> restated(one, Fate("2-173-042(a)(1)", "s2-173-020/a/1", "2-173-020(a)(1)", False))
    'MCC 2-173-020(a)(1)'
    >>> restated(Citation("relative", (0, 14), "subsection (b)", "(b)", pins=("b",)), Fate("§ 9(b)", "s9/c", "§ 9(c)", False))
    'subsection (c)'
    """
    old, new = UNIT.sub("", fate.old_address), UNIT.sub("", fate.new_address)
    if citation.section and old in citation.text:
        return citation.text.replace(old, new, 1)
    (old_section, old_pins), (new_section, new_pins) = _split(old), _split(new)
    if old_section == new_section and len(old_pins) == len(new_pins) and old_pins[:-len(citation.pins) or None] == new_pins[:-len(citation.pins) or None]:
        printed = "".join(f"({p})" for p in citation.pins)
        if printed and printed in citation.text:
            return citation.text.replace(printed, "".join(new_pins[-len(citation.pins) :]), 1)
    return new


def _split(address: str) -> tuple[str, list[str]]:
    """A section's number and the labels below it: `9(a)(1)` -> ("9", ["(a)", "(1)"])."""
    return address.partition("(")[0].strip(), re.findall(r"\([^()]*\)", address)
