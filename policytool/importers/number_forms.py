"""A number and the name of its form -> the number as printed.

The forms are those of ECMA-376 part 1, 17.18.59 (ST_NumberFormat), as Word prints them; HTML's
list types are five of them.
"""

from __future__ import annotations

import re

from policytool.patterns import lazy

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
_CHICAGO = "*†‡§"
_ZEROS = lazy(r"decimalZero([1-9]\d?)?", re.ASCII)
MAX_ZEROS = 20
"""Digits to which a number is filled up with zeros, at most."""
MAX_REPEATED = 40
"""A letter repeated more often is a number nobody prints: it is given in digits."""


def format_number(number: int, form: str) -> str:
    """The number in that form; a form that is not known gives digits (see `is_known`).

    >>> [format_number(28, form) for form in ("decimal", "lowerLetter", "upperRoman", "ordinal", "ordinalText", "none")]
    ['28', 'bb', 'XXVIII', '28th', 'Twenty-eighth', '']
    >>> [format_number(4, form) for form in ("decimalZero", "upperLetter", "lowerRoman", "chicago", "numberInDash")]
    ['04', 'D', 'iv', '§', '- 4 -']
    """
    if form in ("none", "bullet"):
        return ""
    if form in ("ordinal", "numberInDash"):
        return ordinal(number) if form == "ordinal" else f"- {number} -"
    if zeros := _ZEROS.fullmatch(form):
        return f"{number:0{min(int(zeros[1] or 2), MAX_ZEROS)}d}"
    if form == "hex":
        return f"{number:X}"
    if number < 1:
        return str(number)
    match form:
        case "lowerLetter" | "upperLetter":
            printed = letters(number)
        case "lowerRoman" | "upperRoman":
            printed = roman(number)
        case "chicago":
            printed = _CHICAGO[(number - 1) % 4] * min((number - 1) // 4 + 1, MAX_REPEATED)
        case "cardinalText":
            return in_words(number).capitalize()
        case "ordinalText":
            return _ordinal_words(number).capitalize()
        case _:
            printed = str(number)
    return printed.upper() if form.startswith("upper") else printed


def is_known(form: str) -> bool:
    """Whether a form is printed as Word prints it, and not only in digits."""
    return form in [
        "decimal",
        "lowerLetter",
        "upperLetter",
        "lowerRoman",
        "upperRoman",
        "ordinal",
        "ordinalText",
        "cardinalText",
        "chicago",
        "numberInDash",
        "hex",
        "none",
        "bullet",
    ] or bool(_ZEROS.fullmatch(form))


def letters(number: int) -> str:
    """a to z, then aa, bb ... zz, aaa: Word repeats the letter.

    >>> letters(1), letters(26), letters(27), letters(53)
    ('a', 'z', 'aa', 'aaa')
    """
    times = (number - 1) // 26 + 1
    return chr(97 + (number - 1) % 26) * times if times <= MAX_REPEATED else str(number)


def base_letters(number: int) -> str:
    """a to z, then aa, ab ... az, ba: HTML counts on.

    >>> base_letters(26), base_letters(27), base_letters(28), base_letters(703)
    ('z', 'aa', 'ab', 'aaa')
    """
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(97 + rest) + found
    return found


def roman(number: int) -> str:
    """Roman numerals in lower case up to 32767, digits beyond.

    >>> roman(4), roman(1999)
    ('iv', 'mcmxcix')
    """
    if number > 32_767:
        return str(number)
    found = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found


def ordinal(number: int) -> str:
    """
    >>> ordinal(1), ordinal(11), ordinal(22), ordinal(103)
    ('1st', '11th', '22nd', '103rd')
    """
    suffix = "th" if abs(number) % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(abs(number) % 10, "th")
    return f"{number}{suffix}"


def in_words(number: int) -> str:
    """English words up to 999,999, digits beyond.

    >>> in_words(21), in_words(340), in_words(2005)
    ('twenty-one', 'three hundred forty', 'two thousand five')
    """
    if number >= 1_000_000:
        return str(number)
    if number >= 1000:
        head, rest = divmod(number, 1000)
        return in_words(head) + " thousand" + (" " + in_words(rest) if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return _ONES[head] + " hundred" + (" " + in_words(rest) if rest else "")
    if number < 20:
        return _ONES[number]
    head, rest = divmod(number, 10)
    return _TENS[head] + ("-" + _ONES[rest] if rest else "")


def _ordinal_words(number: int) -> str:
    words = in_words(number)
    lead, last = words[: -len(words.replace("-", " ").split()[-1])], words.replace("-", " ").split()[-1]
    if last.isdigit():
        return ordinal(number)
    return lead + (_ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th"))
