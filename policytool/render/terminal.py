"""Blocks -> a terminal, wrapped and coloured by rich.

Policy text reaches rich only as Text, never as markup: `[reserved]` is a word, not a tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console, OverflowMethod
from rich.text import Text

from policytool.render.safe import visible
from policytool.render.screen import Block, Screen

STYLES = {
    "": "",
    "title": "bold",
    "label": "bold cyan",
    "heading": "bold",
    "strong": "bold",
    "emphasis": "italic",
    "code": "cyan",
    "dim": "dim",
    "good": "green",
    "warn": "yellow",
    "bad": "bold red",
    "insert": "bold blue underline",
    "delete": "dark_orange3 strike",
    "fact": "bold magenta",
}


class Terminal(Screen):
    """A screen with colours."""

    def __init__(self, out: TextIO, width: int) -> None:
        super().__init__(out, width, True)
        self._console = Console(
            file=out, width=width, force_terminal=True, highlight=False, emoji=False, markup=False, legacy_windows=False
        )

    def show(self, blocks: Iterable[Block]) -> None:
        for one in blocks:
            self._console.print(self._wrapped(one), soft_wrap=True)

    def _wrapped(self, one: Block) -> Text:
        """The paragraph in lines no wider than the screen, every line indented, none with blanks behind it."""
        text = Text()
        for words, style in one.runs:
            text.append(visible(words), STYLES.get(style, style))
        lines = list(self._lines(text, max(20, self.width - one.indent), one.hang))
        for n, line in enumerate(lines):
            line.rstrip()
            if line:
                lines[n] = Text(" " * (one.indent + (one.hang if n else 0))) + line
        return Text("\n").join(lines)

    def _lines(self, text: Text, room: int, hang: int) -> Iterator[Text]:
        if text.cell_len <= room and "\n" not in text.plain:
            yield text
            return
        overflow: OverflowMethod = "ignore" if "://" in text.plain else "fold"  # an address that is cut can be neither opened nor copied
        if not hang:
            yield from text.wrap(self._console, room, overflow=overflow)
            return
        first = text.wrap(self._console, room, overflow=overflow)[0]
        yield first
        rest = text[len(first.plain) + (text.plain[len(first.plain) : len(first.plain) + 1] in (" ", "\n")) :]
        if rest:
            yield from rest.wrap(self._console, max(20, room - hang), overflow=overflow)
