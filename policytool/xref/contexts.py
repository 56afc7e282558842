"""A docid -> the code that its bare section references mean.

>>> context_of("us-il-chicago/mcc/2-173"), context_of("us/cfr/8/287.7"), context_of("us-il/ilcs/5/805"), context_of("us-dc/code/24-211.07")
('MCC', '8 CFR', '5 ILCS 805', 'D.C. Code')
>>> context_of("us-me/title-22/1711"), context_of("us-il/eo/2020-10"), context_of("us/eo/14159"), context_of("de/lampen")
('State of Maine', 'State of Illinois', 'United States', '')
"""

from __future__ import annotations

from policytool.language.places import STATES
from policytool.patterns import lazy

_RULES = (
    (lazy(r"us/usc/(\d+[A-Z]?)/.*"), r"\1 U.S.C."),
    (lazy(r"us/cfr/(\d+)/.*"), r"\1 CFR"),
    (lazy(r"us-il/ilcs/(\d+)/([\w.-]+)"), r"\1 ILCS \2"),
    (lazy(r"us-dc/code/.*"), "D.C. Code"),
    (lazy(r"us-il-chicago/mcc/.*"), "MCC"),
    (lazy(r"us-il-chicago/.*"), "Chicago"),
    (lazy(r"us-il-cook/code/.*"), "Cook County Code"),
    (lazy(r"us-dc/.*"), "D.C."),
    (lazy(r"us/.*"), "United States"),
)


_STATE = lazy(r"us-(?P<state>[a-z]{2})/.*")
"""A state: whose orders, and whose titles, a number names."""
_CITY = lazy(r"us-[a-z]{2}-(?P<city>[a-z]+(?:-[a-z]+)*)/.*")
"""Any other city or county: whose orders a number like 2019-1 names."""


def context_of(docid: str) -> str:
    """The `context` for `find_citations` in a document; empty when its id names no code."""
    for pattern, context in _RULES:
        if match := pattern.fullmatch(docid):
            return match.expand(context)
    if match := _CITY.fullmatch(docid):
        return "City of " + " ".join(word.capitalize() for word in match["city"].split("-"))
    if (match := _STATE.fullmatch(docid)) and match["state"] in STATES:
        return f"State of {STATES[match['state']]}"
    return ""
