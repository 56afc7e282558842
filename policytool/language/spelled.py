"""Section numbers written in words, as New York and West Virginia do: `section eighty-seven`, `section one hundred three-a`."""

from __future__ import annotations

from policytool.language.gaps import GAP
from policytool.patterns import lazy

SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: n for n, word in enumerate(SMALL, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_BELOW = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(SMALL[:9])}))?|(?:{'|'.join(sorted(SMALL, key=len, reverse=True))})"
_JOINT = rf"(?:{GAP}{{1,3}}(?:and{GAP}{{1,3}})?)"
_NUMBER = lazy(rf"(?:(?P<thousands>{_BELOW}){GAP}{{1,3}}thousand{_JOINT}?)?(?:(?P<hundreds>{_BELOW}){GAP}{{1,3}}hundred{_JOINT}?)?(?P<rest>{_BELOW})?(?P<letter>-[a-z]{{1,2}})?(?![\w-])")


def read_number(text: str, at: int) -> tuple[str, int]:
    """The number in figures, and where its words end; empty when none stands there.

    >>> read_number("eighty-seven of", 0), read_number("one hundred three-a of", 0), read_number("eleven hundred of", 0), read_number("sections", 0)
    (('87', 12), ('103-a', 19), ('1100', 14), ('', 0))
    """
    match = _NUMBER.match(text, at)
    if not match or not (match["thousands"] or match["hundreds"] or match["rest"]):
        return "", at
    value = 1000 * _value(match["thousands"]) + 100 * _value(match["hundreds"]) + _value(match["rest"])
    end = match.end() - (len(match[0]) - len(match[0].rstrip()))
    return f"{value}{match['letter'] or ''}", end


def _value(words: str | None) -> int:
    return sum(_VALUES[word] for word in (words or "").split("-") if word)
