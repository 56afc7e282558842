"""Pieces that the rows of the table share."""

from __future__ import annotations

import re

from policytool.language.gaps import S, W
from policytool.language.pincites import SIGN
from policytool.language.ranges import DASH
from policytool.patterns import lazy

SECTIONS = lazy(rf",?{W}\[?(?:{SIGN})?{W}\[?")
SPELLED = lazy(rf",?{W}{SIGN}{W}")
"""The sections of what is numbered itself: the number behind its name is not theirs."""
PARTS = lazy(rf",?{W}(?:[Pp]arts?|PARTS?|[Pp]ts?\.){W}")
CHAPTERS = lazy(rf",?{W}(?:[Cc]hapters?|CHAPTERS?|[Cc]h(?:ap)?s?\.){W}")
AT = lazy(rf",?{W}(?:at{S}|pp?\.{W}|pages?{S})?")
ITEM = lazy("")
_LETTERS = r"[A-Z]{1,8}[a-z]?\b(?!\.[A-Z])"
SUBPART = lazy(rf",?{S}[Ss]ub(?:part|pt\.){S}(?P<one>{_LETTERS})|,?{S}[Ss]ub(?:parts|pts\.){S}(?P<several>{_LETTERS}(?:(?:,{S}(?:(?:and|or){S})?|{S}(?:and|or|through|to){S}|{DASH}){_LETTERS}){{0,25}})")
"""subpart B; subparts A and C through E"""
NUMBER_BEFORE = lazy(rf"(?:[^\W_][.,:]?|[$§][.,:]?|{DASH})$")


def head(pattern: str) -> re.Pattern[str]:
    """A head, compiled: spaces in the pattern are gaps in the text, other white space does not count."""
    if pattern.startswith(r"\b"):
        pattern = r"(?<![^\W_])" + pattern[2:]  # _8 U.S.C. 1373_ is in italics
    return lazy(re.sub(r"\n\s*", "", pattern).replace(" ", S).replace("~", W))
