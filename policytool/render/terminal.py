"""Blocks -> a terminal, wrapped and coloured by rich.

Policy text reaches rich only as Text, never as markup: `[reserved]` is a word, not a tag.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from policytool.render.safe import visible
from policytool.render.screen import Block, Screen

STYLES = {
    "": "",
    "title": "bold",
    "label": "bold cyan",
    "heading": "bold",
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
            self._console.print(self._padded(one))

    def _padded(self, one: Block) -> Padding | Text:
        text = Text()
        for words, style in one.runs:
            text.append(visible(words), STYLES.get(style, style))
        if not one.hang or one.indent + len(text) <= self.width:
            return Padding(text, (0, 0, 0, one.indent)) if one.indent else text
        return Padding(self._hanging(text, one), (0, 0, 0, one.indent))

    def _hanging(self, text: Text, one: Block) -> Text:
        """The text wrapped with every line but the first pushed in."""
        room = max(20, self.width - one.indent)
        first = text.wrap(self._console, room)[0]
        rest = text[len(first.plain) + (text.plain[len(first.plain) : len(first.plain) + 1] in (" ", "\n")) :]
        return Text("\n").join([first, *(Text(" " * one.hang) + line for line in rest.wrap(self._console, room - one.hang))])
