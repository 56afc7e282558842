"""The code a text belongs to -> how its own sections look, and for which place its orders speak.

    "D.C. Code", "MCC", "40 CFR", "8 U.S.C.", "5 ILCS 805", "Cook County Code"; a docid such as us/cfr/8/287.7; a place: "Chicago"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policytool.language.code_shapes import ANY, CFR, COUNTY, DC, ILCS, MUNICIPAL, USC
from policytool.language.pincites import Shape
from policytool.language.places import STATE_NAMES
from policytool.language.ranges import DASH
from policytool.patterns import lazy

HOME = "Chicago"
"""Whose orders a number like 2025-6 names when neither the text nor the context says: the place the shipped table is written for."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reference that names no code refers to."""

    code: str = ""
    """`D.C. Code`, `MCC`, `40 CFR`; empty when the text stands alone."""
    own: str = ""
    """The beginning of a canonical citation that is written `§` here: `D.C. Code § `."""
    shape: Shape = ANY
    unsigned: re.Pattern[str] | None = None
    """A section number that needs no § to be known as one."""
    place: str = ""
    state: bool = False
    """A state speaks, whose own titles a title of no named code is."""
    federal: bool = False
    """The United States speak."""
    titled: bool = False
    """The code is divided into titles and chapters that its text cites by number."""

    @property
    def is_federal(self) -> bool:
        return self.federal or self.code.endswith(("U.S.C.", "CFR"))


_THREE_PARTS = lazy(rf"(?<![\w.$§]|[-–/])(?=\d{{1,2}}-\d{{1,3}}-\d{{3}}(?![\d/]|{DASH}\d))")
_ROWS: tuple[tuple[str, Context], ...] = (
    (r"(?:d\.?c\.?|district of columbia)\b.{0,24}\bcode|us-dc/code\b", Context("D.C. Code", "D.C. Code § ", DC, place="D.C.", titled=True)),
    (r"mcc\b|m\.c\.c\.|.{0,20}municipal code.{0,20}|us-il-chicago/mcc\b", Context("MCC", "MCC ", MUNICIPAL, _THREE_PARTS, HOME)),
    (r"cook county.{0,12} code|us-il-cook/code\b", Context("Cook County Code", "Cook County Code § ", COUNTY, place="Cook County")),
)
_TITLED = lazy(r"(?:title )?(?P<title>\d{1,3})\s?(?:(?P<cfr>C\.?F\.?R)|(?P<usc>U\.?S\.?C)|ILCS\s?(?P<act>\d{1,5}))", re.I)
_DOCID = lazy(r"us/(?P<kind>cfr|usc)/(?P<title>\d{1,2})\b|us-il/ilcs/(?P<chapter>\d{1,4})/(?P<act>\d{1,5})")


@lru_cache(maxsize=256)
def read_context(name: str) -> Context:
    """The context called `name`; an unknown name is the name of a code whose sections may look like anything.

    >>> read_context("40 CFR").code, read_context("us-il-chicago/mcc/2-173").own, read_context("Chicago").place
    ('40 CFR', 'MCC ', 'Chicago')
    """
    name = " ".join(name.split())
    if not name:
        return Context()
    for pattern, context in _ROWS:
        if re.match(pattern, name, re.I):
            return context
    if name.startswith("City of "):
        city = name.removeprefix("City of ")
        return Context(place=_NAMES.get(city.lower(), city))
    if name == "United States":
        return Context(federal=True)
    if name.startswith("State of "):
        state = name.removeprefix("State of ")
        return Context(place="Ill." if state == "Illinois" else state, state=True)
    if match := _DOCID.match(name):
        code = f"{match['title']} {'CFR' if match['kind'] == 'cfr' else 'U.S.C.'}" if match["kind"] else f"{match['chapter']} ILCS {match['act']}"
        return _titled(code)
    if match := _TITLED.match(name):
        code = f"{match['title']} CFR" if match["cfr"] else f"{match['title']} U.S.C." if match["usc"] else f"{match['title']} ILCS {match['act']}"
        return _titled(code)
    return Context(name if re.search(r"code|laws?\b|stat", name, re.I) else "", place=find_place(name))


def _titled(code: str) -> Context:
    shape = CFR if code.endswith("CFR") else USC if code.endswith("U.S.C.") else ILCS
    return Context(code, "", shape, place="Ill." if "ILCS" in code else "")


_PLACE = lazy(
    r"\b(?:City of |Mayor of |Village of |Town of |County of )?(?P<city>Chicago|New York City|New York|Los Angeles|Boston|San Francisco|Seattle|Denver|Philadelphia|Houston|Evanston|Oak Park|Berwyn)\b"
    r"|\b(?P<other>Cook County|State of Illinois|Governor of Illinois|us-il/)|us-il-(?P<slug>chicago|cook)\b|(?:City of|Mayor of)\s(?P<named>[A-Z][a-z]{2,20})\b"
)
_NAMES = {"State of Illinois": "Ill.", "Governor of Illinois": "Ill.", "us-il/": "Ill.", "chicago": "Chicago", "cook": "Cook County", "New York City": "New York"}


def find_place(text: str) -> str:
    """The place whose orders a text speaks of: the one city or county it names; empty when it names none or several.

    >>> find_place("The Mayor of Chicago signed it"), find_place("Boston and Chicago"), find_place("no place")
    ('Chicago', '', '')
    """
    found: set[str] = set()
    for match in _PLACE.finditer(text[:20000]):
        name = next(g for g in match.groups() if g)
        found.add(_NAMES.get(name, name))
    return found.pop() if len(found) == 1 else ""


_STATE_BEFORE = lazy(rf"\b(?P<state>{STATE_NAMES})(?:['’]s)?(?:\s+Governor(?:['’]s)?)?\s*$")


def find_place_before(text: str) -> str:
    """The place that the words just before an order name: `New Jersey Executive Order`, `the Mayor of Boston's order`.

    >>> find_place_before("under New Jersey "), find_place_before("the Illinois Governor's "), find_place_before("The Mayor of Boston, in ")
    ('New Jersey', 'Ill.', 'Boston')
    """
    if match := _STATE_BEFORE.search(text):
        return "Ill." if match["state"] == "Illinois" else match["state"]
    return find_place(text)
