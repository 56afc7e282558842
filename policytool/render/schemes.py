"""How inserted and deleted words look: one table for HTML, Word and the terminal.

Local law prescribes the look of a redline in many places. A scheme other than `default` in a Word file is written as a marked
copy for filing: plain formatting and characters, no tracked changes, because accepting a change would leave its colour behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Look(NamedTuple):
    """How one kind of marked words is shown."""

    ink: str = ""
    """Colour on white, RRGGBB; empty for the colour of the text."""
    dark: str = ""
    """The same on a dark page."""
    shade: str = ""
    """Background on white, RRGGBB; empty for none."""
    dark_shade: str = ""
    line: str = ""
    """`underline`, `double`, `strike` or nothing."""
    before: str = ""
    """Characters that are part of the mark."""
    after: str = ""
    capitals: bool = False
    style: str = ""
    """The terminal's words for it, as rich reads them."""


class Scheme(NamedTuple):
    """A convention for marking a text."""

    title: str
    insert: Look
    delete: Look
    rule: str = ""
    """A place whose law asks for it, as an example."""


SCHEMES = {
    "default": Scheme(
        "additions blue and underlined, deletions orange and struck",
        Look("0B3D91", "A5D0FF", "E1EDFE", "0D2D52", "underline", style="bold blue underline"),
        Look("8A3B00", "FFBF87", "FFEBD8", "47260D", "strike", style="dark_orange3 strike"),
    ),
    "red-blue": Scheme(
        "additions red and underlined, deletions blue and struck",
        Look("B00020", "FF9AA8", line="underline", style="bold red underline"),
        Look("0B3D91", "A5D0FF", line="strike", style="blue strike"),
        "Carmel, Indiana, City Code § 3-46",
    ),
    "brackets": Scheme(
        "additions underlined, deletions in [brackets]",
        Look(line="underline", style="underline"),
        Look(before="[", after="]"),
        "Philadelphia Code § 1-105",
    ),
    "shaded": Scheme(
        "additions shaded, deletions struck",
        Look(shade="E2E5E9", dark_shade="3D454E", style="reverse"),
        Look(line="strike", style="strike"),
        "Pierce County, Washington, Code 1.28.120",
    ),
    "capitals": Scheme("additions in CAPITALS, deletions struck", Look(capitals=True, style="bold"), Look(line="strike", style="strike")),
    "double": Scheme(
        "additions double underlined, deletions struck, without colour",
        Look(line="double", style="bold underline2"),
        Look(line="strike", style="strike"),
    ),
}
"""Name -> scheme; `default` is first. Colours are at least 7:1 on their ground, in both themes."""

_LINES = {"underline": "underline", "double": "underline double", "strike": "line-through", "": "none"}


def css(name: str) -> str:
    """The rules of a page for one scheme; the default's are the variables that the style sheet already has."""
    scheme = SCHEMES[name]
    light, dark, rules = "", "", ""
    for tag, look in (("ins", scheme.insert), ("del", scheme.delete)):
        light += f"--{tag}-ink:{_colour(look.ink, 'currentColor')};--{tag}:{_colour(look.shade, 'transparent')};"
        dark += f"--{tag}-ink:{_colour(look.dark, 'currentColor')};--{tag}:{_colour(look.dark_shade, 'transparent')};"
        rules += f"{tag}{{text-decoration:{_LINES[look.line]}{';text-transform:uppercase' if look.capitals else ''}}}"
        if look.before:
            rules += f'{tag}::before{{content:"{look.before}"}}{tag}::after{{content:"{look.after}"}}'
    return f".redline,.key{{{light}}}@media screen and (prefers-color-scheme:dark){{.redline,.key{{{dark}}}}}{rules}"


def _colour(value: str, otherwise: str) -> str:
    return f"#{value.lower()}" if value else otherwise


def restyled(runs: Iterable[tuple[str, str]], name: str, coloured: bool) -> tuple[tuple[str, str], ...]:
    """The runs of a terminal's redline in the look of a scheme; without colours the textual marks stay unless it has its own.

    >>> restyled((("[-30-]", "delete"), ("{+15+}", "insert"), (" days", "")), "brackets", False)
    (('[30]', 'delete'), ('{+15+}', 'insert'), (' days', ''))
    >>> restyled(((" [-or-]", "delete"),), "brackets", False)
    ((' [or]', 'delete'),)
    """
    scheme = SCHEMES[name]
    looks = {"insert": scheme.insert, "delete": scheme.delete}
    return tuple(
        (_dressed(words, looks[style], coloured), looks[style].style if coloured else style) if style in looks else (words, style)
        for words, style in runs
    )


def _dressed(words: str, look: Look, coloured: bool) -> str:
    marked = words.lstrip()
    lead = words[: len(words) - len(marked)]  # on plain output the blanks before a mark stand in its run
    opening, closing = ("", "") if coloured else (marked[:2], marked[-2:])
    inner = marked if coloured else marked[2:-2]
    inner = inner.upper() if look.capitals else inner
    return f"{lead}{look.before or opening}{inner}{look.after or closing}"
