"""Words with Markdown's marks -> runs to show: emphasis, code, links. Cautious, because legal text has stars and brackets of its own.

Only what stands at the edges of words is a mark: `5 * 3`, `* * *`, `Fee*`, `[reserved]` and `file_name_x` are words. Struck text,
`~~no~~`, keeps its marks: without them it would read as if it stood. Tags of HTML are shown as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policytool.patterns import lazy

_MARK = lazy(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<!`)(?P<ticks>`{1,3})(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|(?P<image>!?)\[(?P<name>[^\[\]]*)\]\((?P<link><[^<>\s]*>|[^()\s]*[#./:@][^()\s]*(?:\([^()\s]*\)[^()\s]*)?)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]+)>"
    r"|(?<![\w*_])(?P<strong>\*{2,3}|__)(?=[^\s*_])(?P<bold>.+?)(?<=\S)(?P=strong)(?!\w)"
    r"|(?<![\w*_])(?P<em>[*_])(?=[^\s*_])(?P<slanted>.+?)(?<=[^\s*_])(?P=em)(?![\w*_])",
    re.S,
)
LINE_BREAK = lazy(r"(?:\\|<br ?/?>)(?=[ \t\r]*(?:\n|\Z))")
"""What ends a line in Markdown besides two blanks; near miss: a tag inside a line."""
_ANY = lazy(r"[*_`\[\\<]")


class Run(NamedTuple):
    """Some words, how they look, and where they lead."""

    words: str
    style: str = ""
    """strong, emphasis, code, or empty."""
    link: str = ""


def runs_of(text: str, style: str = "") -> Iterator[Run]:
    """The runs of a text.

    >>> [tuple(run) for run in runs_of("**Fee.** See [the table](https://example.org) or 5 * 3 * 2.")]
    [('Fee.', 'strong', ''), (' See ', '', ''), ('the table', '', 'https://example.org'), (' or 5 * 3 * 2.', '', '')]
    """
    if not _ANY.search(text):
        if text:
            yield Run(text, style)
        return
    at, plain = 0, ""
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        at = found.end()
        if found["escaped"]:
            plain += found["escaped"]
            continue
        if plain:
            yield Run(plain, style)
            plain = ""
        yield from _marked(found, style)
    if plain := plain + text[at:]:
        yield Run(plain, style)


def _marked(found: re.Match[str], style: str) -> Iterator[Run]:
    if found["code"]:
        yield Run(found["code"].strip(), "code")
    elif found["link"] is not None:
        words = f"[image: {found['name']}]" if found["image"] else found["name"]
        yield Run(plain_words(words) if not found["image"] else words, style, found["link"].strip("<>"))
    elif found["address"]:
        yield Run(found["address"].removeprefix("mailto:"), style, found["address"])
    elif found["bold"]:
        yield from runs_of(found["bold"], "strong")
    else:
        yield from runs_of(found["slanted"], style or "emphasis")


def opened(text: str, labelled: bool) -> str:
    """The text of a clause whose label took the opening mark with it, `**(a) Fees.** They are due.`, with its mark again."""
    return f"**{text}" if labelled and text.count("**") % 2 and not text.startswith("**") else text


def shown_link(run: Run) -> str:
    """Where a run leads, as it is printed behind it: nothing for a place in the same text, or for an address that is its own words."""
    same = run.link.startswith("#") or run.link.removeprefix("mailto:") == run.words
    return "" if same or not run.link else f" ({run.link})"


def plain_words(text: str) -> str:
    """The words without marks.

    >>> plain_words("The office **shall** keep \\\\*racks\\\\* at [its door](door.md); file_name_x, * * * and ~~no~~ stay.")
    'The office shall keep *racks* at its door (door.md); file_name_x, * * * and ~~no~~ stay.'
    """
    return "".join(run.words + shown_link(run) for run in runs_of(text))
