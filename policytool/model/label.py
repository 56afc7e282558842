"""The numbers of legal text: what `(b)`, `2° bis`, `[(iv-I)]` or `§ 1-204.04` can mean.

One label has one printed form and one or more readings, for `(i)` is the ninth letter and the first
roman numeral. Which of them is meant depends on its neighbours, so the grammar only lists them and
the parser chooses. Parsing reads labels from clauses and citations read them from running text:
both use this module.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from policytool.patterns import lazy


class Style(StrEnum):
    """A numbering style, named by its first label."""

    ARABIC = "1"
    LOWER = "a"
    UPPER = "A"
    ROMAN = "i"
    ROMAN_UPPER = "I"
    DOUBLE = "aa"
    DOUBLE_UPPER = "AA"
    TRIPLE = "aaa"
    TRIPLE_UPPER = "AAA"
    DECIMAL = "1.1"


class Reading(NamedTuple):
    """One way to understand a label: a numbering style and a place in it."""

    style: Style
    ordinal: int
    """Place in the style, from 1."""
    suffix: tuple[str, ...] = ()
    """What an insertion added: `("A",)` in (1A), `("bis",)` in 2° bis."""
    parents: tuple[str, ...] = ()
    """What stands before the last number of a decimal label: `("4",)` in 4.1, `("A",)` in A.1."""


ROMAN = lazy(r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies")

TOKEN = r"(?:\d{1,5}(?:[A-Z]{1,2}|[a-z]{1,2}|\.\d{1,2})?|(?:[ivxl]{6,8}|[a-z]{1,5})(?:\.\d{1,2})?|(?:[IVXL]{7,8}|[A-Z]{1,6})\d{0,2})(?:-(?:\d{1,3}|[A-Za-z]{1,5})){0,2}"
"""The inside of a label: 1, 1A, 1.5, a, b.5, iv, AA, a-1, B-i, 2A-i, ZA1. Near miss: `2006-2007`."""


def roman_value(text: str) -> int:
    """The value of a well-formed lower-case roman numeral, else 0.

    >>> roman_value("xiv"), roman_value("iiii"), roman_value("")
    (14, 0, 0)
    """
    if not text or not ROMAN.fullmatch(text):
        return 0
    total = 0
    for here, after in zip(text, text[1:] + " ", strict=True):
        value = _VALUES[here]
        total += -value if after != " " and _VALUES[after] > value else value
    return total


_LETTERS = (Style.LOWER, Style.ROMAN, Style.DOUBLE, Style.TRIPLE)
_CAPITALS = (Style.UPPER, Style.ROMAN_UPPER, Style.DOUBLE_UPPER, Style.TRIPLE_UPPER)


def _letter_readings(word: str, suffix: tuple[str, ...]) -> list[Reading]:
    """Readings of a word of letters in one case."""
    lower = word.lower()
    letters, roman, double, triple = _LETTERS if word == lower else _CAPITALS
    index = ord(lower[0]) - 96
    found: list[Reading] = []
    if len(word) == 1:
        found.append(Reading(letters, index, suffix))
    if (value := roman_value(lower)) and (len(word) > 1 or lower in "ivxl"):  # (c), (d), (m) alone are letters: nobody starts at 100
        found.append(Reading(roman, value, suffix))
    if len(word) > 1 and lower == lower[0] * len(lower):
        if len(word) < 4:
            found.append(Reading(double if len(word) == 2 else triple, index, suffix))
        found.append(Reading(letters, 26 * (len(word) - 1) + index, suffix))
    elif len(word) == 2:
        found.append(Reading(letters, 26 * index + ord(lower[1]) - 96, suffix))
    return found


@lru_cache(maxsize=4096)
def readings(inner: str) -> tuple[Reading, ...]:
    """Every reading of the inside of a label, most usual first; empty when it is not a number.

    >>> [(r.style.value, r.ordinal) for r in readings("i")]
    [('a', 9), ('i', 1)]
    >>> [(r.style.value, r.ordinal, r.suffix) for r in readings("1A")]
    [('1', 1, ('A',))]
    >>> [(r.style.value, r.ordinal) for r in readings("aa")]
    [('aa', 1), ('a', 27)]
    >>> readings("§")
    ()
    """
    if re.fullmatch(r"(?:\d{1,5}|[A-Z])(?:\.\d{1,4}){1,6}", inner):
        *parents, last = inner.split(".")
        return (Reading(Style.DECIMAL, int(last), (), tuple(parents)),)
    head, *rest = re.split(r"[- ]", inner)
    suffix = tuple(rest)
    if match := re.fullmatch(r"(\d{1,5})([A-Za-z]{0,2})", head):
        own = (match[2],) if match[2] else ()
        return (Reading(Style.ARABIC, int(match[1]), own + suffix),)
    if match := re.fullmatch(r"([A-Z])([A-Z])(\d)", head):  # ZA1: inserted before the first
        return (Reading(Style.UPPER, 0, (head, *suffix)),)
    if match := re.fullmatch(r"([A-Za-z]+)(\d{1,2})", head):
        return tuple(_letter_readings(match[1], (match[2], *suffix))) if match[1] in (match[1].lower(), match[1].upper()) else ()
    if not head.isalpha() or not head.isascii() or head not in (head.lower(), head.upper()):
        return ()
    found = _letter_readings(head, suffix)
    lower = head.lower()
    if len(head) > 1 and not roman_value(lower) and (value := roman_value(lower[:-1])) and len(head) > 2:
        roman = Style.ROMAN if head == lower else Style.ROMAN_UPPER  # (iiia): inserted after (iii)
        found.append(Reading(roman, value, (head[-1], *suffix)))
    return tuple(found)


_INNER = lazy(r"[\[\(\s]*(?P<inner>.*?)[\]\)\.\s°º:–—-]*$", re.S)
_SUBDIVISION = lazy(r"(?:Subdivision|Subd\.)\s(\w+)\.?")
"""As Minnesota numbers the parts of a section."""
_RANGE = lazy(r"\((\w[\w-]*)\)[-–—]\((\w[\w-]*)\)")
_ORDINAL = lazy(r"(?P<n>\d{1,3})\.?\s?[°º](?:\s?(?P<latin>" + "|".join(_LATIN) + r"))?")


class Label(NamedTuple):
    """A number as printed, with its decoration."""

    text: str

    @property
    def reading(self) -> str:
        """The number without its decoration, as it stands in a clause id.

        >>> Label("[(1A)]").reading, Label("2° bis").reading, Label("I.-").reading, Label("4.1.").reading
        ('1A', '2-bis', 'I', '4.1')
        """
        if match := _SUBDIVISION.match(self.text):
            return match[1]
        if match := _ORDINAL.match(self.text):
            return match["n"] + (f"-{match['latin']}" if match["latin"] else "")
        if match := _RANGE.fullmatch(self.text):
            return f"{match[1]}-{match[2]}"
        match = _INNER.match(self.text)
        return re.sub(r"[^\w.-]+", "-", match["inner"]) if match else self.text

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every way to understand it, most usual first."""
        return readings(self.reading)

    @classmethod
    def parse(cls, text: str) -> Label:
        """The label printed as `text`; `str` undoes it."""
        return cls(text)

    def __str__(self) -> str:
        return self.text


_WHOLE = lazy(r"(?:article|chapter|part|title)\s+", re.I)
_LAST_NUMBER = lazy(r"(?:\d+[A-Z]?|(?<![^\W\d_])[A-Z])(?:\.\d+)*(?=\.?$)")


def address_below(path: str, label: str) -> str:
    """A printed address one level down. A decimal number repeats its holder's, so it stands in its place.

    >>> address_below("(a)", "(1)"), address_below("2.", "2.1"), address_below("Sec. 2", "2.1"), address_below("1.", "(a)")
    ('(a)(1)', '2.1', 'Sec. 2.1', '1.(a)')
    >>> address_below("A.", "A.1."), address_below("Annex B", "B.2")
    ('A.1.', 'Annex B.2')
    >>> address_below("ARTICLE 1", "1.2"), address_below("Part 2", "2.1")  # nobody cites an article 1.2 where that is a section
    ('1.2', '2.1')
    >>> address_below("3.3", "d."), address_below("3.3.", "d.")
    ('3.3 d.', '3.3.d.')
    >>> address_below("609.52", "Subd. 2.")
    '609.52, subd. 2'
    """
    if part := _SUBDIVISION.match(label):
        return f"{path}, subd. {part[1]}" if path else f"subd. {part[1]}"
    last = _LAST_NUMBER.search(path, max(0, len(path) - 40))
    if last and label.startswith(last[0] + ".") and label[len(last[0]) + 1 :][:1].isalnum():
        return label if _WHOLE.fullmatch(path, 0, last.start()) else path[: last.start()] + label
    apart = path[-1:].isdecimal() and label[:1].isalnum()  # 3.3 d. would read as one number
    return f"{path} {label}" if apart else path + label
