"""Executive orders that are not the President's: a mayor's, a governor's."""

from __future__ import annotations

import re

from policytool.patterns import lazy

_LOCAL = lazy(
    r"\b(?:(?:[Mm]ayor|[Gg]overnor|[Cc]ounty [Ee]xecutive)(?:al|['’]s?)?|[Gg]ubernatorial|[Ee]mergency|EMERGENCY|[Cc]ity|[Ss]tate|[Cc]ounty)"
    r"(?:\s[A-Z][\w.-]{0,20}(?:['’]s?)?){0,3}\s{1,3}$"
)
"""Words just before an order: the Mayor's Emergency, Governor Example's."""
_GOVERNOR = lazy(r"\b(?:[Gg]overnor(?:['’]s)?|[Gg]ubernatorial)(?:\s[A-Z][\w.-]{0,20}(?:['’]s?)?){0,3}\s{1,3}$")
_FEWEST = 4
"""Digits of a President's order: those with fewer are older than any text that cites by number."""


def is_local(before: str, target: str) -> bool:
    """Whether the order `E.O. 331` is no federal one, by the words before it or by its number.

    >>> is_local("the Mayor's ", "E.O. 14159"), is_local("the Mayor follows ", "E.O. 14159"), is_local("", "E.O. 331")
    (True, False, True)
    """
    digits = re.findall(r"\d", target)
    return len(digits) < _FEWEST or bool(_LOCAL.search(before))


def is_of_state(before: str) -> bool:
    """Whether the words before an order say that a governor gave it, so that it is no city's.

    >>> is_of_state("under the Governor's "), is_of_state("Mayor Example's ")
    (True, False)
    """
    return bool(_GOVERNOR.search(before))


def local_order(target: str, place: str) -> str:
    """Its canonical form, which says whose it is only when that is known.

    >>> local_order("E.O. 331", "Boston"), local_order("E.O. 331", "")
    ('Boston E.O. 331', 'Executive Order 331')
    """
    return f"{place} {target}" if place else target.replace("E.O.", "Executive Order")
