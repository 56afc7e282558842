"""A hyphenated run of numbers -> one section, or the two ends of a range.

    1531-1544        1531 to 1544        300aa-1-300aa-34   300aa-1 to 300aa-34
    2000e-5, 1a-7    one section         2201-02            2201 to 2202
"""

from __future__ import annotations

import re

DASH = r"[-\u2010-\u2015\u2212]"


def split_range(section: str, short_ends: tuple[int, ...] = ()) -> tuple[str, str]:
    """A hyphenated run as a section, or as the two ends of a range: the second end is never the smaller number.

    >>> split_range("1531-1544"), split_range("78o-4"), split_range("300aa-1-300aa-34"), split_range("2000e-5"), split_range("1a-1")
    (('1531', '1544'), ('78o-4', ''), ('300aa-1', '300aa-34'), ('2000e-5', ''), ('1a-1', ''))
    >>> split_range("2201-02", (2,)), split_range("2201-02"), split_range("12,345-47", (2,))
    (('2201', '2202'), ('2201-02', ''), ('12345', '12347'))
    """
    parts = re.split(DASH, section.replace(",", ""))
    for place in range(1, len(parts)):
        first, last = "-".join(parts[:place]), "-".join(parts[place:])
        if _comes_after(parts[0], parts[place]):
            return first, last
    if len(parts) == 2 and (full := _long_end(parts[0], parts[1], short_ends)):
        return parts[0], full
    return "-".join(parts), ""


def split_stems(section: str) -> tuple[str, str]:
    """A hyphenated run as a section, or as the two ends of a range with one stem before the last point.

    >>> split_stems("908.101-908.109"), split_stems("7284–7284.12"), split_stems("19.2-83.2"), split_stems("24-76.6-102")
    (('908.101', '908.109'), ('7284', '7284.12'), ('19.2-83.2', ''), ('24-76.6-102', ''))
    """
    for dash in re.finditer(DASH, section):
        first, last = section[: dash.start()], section[dash.end() :]
        stem = re.match(r"(.+)[.:](?=[^.:]*$)", last)
        if stem and (first == stem[1] or (first.startswith(stem[0]) and first[len(stem[0]) :].isalnum())):
            return first, last
    return section, ""


def _comes_after(first: str, last: str) -> bool:
    """Whether a run's later part is a section in its own right: 1544 after 1531, 470mm after 470aa; not the 7 of 1a-7."""
    if first[-1:].isalpha() and last.isdigit() and len(last) < 3:
        return int(last) >= number_of(first) > 9
    return 0 <= number_of(first) <= number_of(last)


def _long_end(first: str, last: str, short_ends: tuple[int, ...]) -> str:
    """The end of a range that leaves out the digits its beginning says."""
    if not (first.isdigit() and last.isdigit() and len(last) in short_ends and len(last) < len(first)):
        return ""
    full = first[: -len(last)] + last
    return full if int(full) > int(first) else ""


def number_of(text: str) -> int:
    """The digits a section begins with; -1 when it begins with none."""
    match = re.match(r"\d{1,7}", text)
    return int(match[0]) if match else -1
