"""Blocks of styled runs -> lines on a terminal, or plain text for a pipe.

A block is one paragraph: runs of text with a style name, an indent, a hanging indent. On a terminal
rich wraps and colours it; elsewhere the same words come out unwrapped and unstyled, so that a pipe,
`NO_COLOR` and a screen differ in nothing but looks. rich is imported only for a terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from policytool.render.safe import visible

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


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph on the screen."""

    runs: tuple[tuple[str, str], ...]
    """(text, style name)."""
    indent: int = 0
    hang: int = 0
    """Further indent of every line but the first."""


BLANK = Block(())


def block(*runs: tuple[str, str] | str, indent: int = 0, hang: int = 0) -> Block:
    """A block from runs; a bare string is an unstyled run."""
    return Block(tuple((r, "") if isinstance(r, str) else r for r in runs), indent, hang)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where and how to show blocks: decided once, from the environment, by the command line."""

    out: TextIO
    width: int = 80
    styled: bool = False
    """Colours and bold."""
    wrapped: bool = False
    """Break lines at `width`; a pipe gets whole paragraphs."""

    def show(self, blocks: Iterable[Block]) -> None:
        if not self.styled:
            for line in plain_lines(blocks, self.width if self.wrapped else 0):
                self.out.write(line + "\n")
            return
        from rich.console import Console
        from rich.padding import Padding
        from rich.text import Text

        console = Console(file=self.out, width=self.width, force_terminal=True, highlight=False, emoji=False, markup=False, legacy_windows=False)
        for one in blocks:
            text = Text()
            for words, style in one.runs:
                text.append(visible(words), STYLES.get(style, style))
            if one.hang:
                room = max(20, self.width - one.indent - one.hang)
                lines = text.wrap(console, room + one.hang) if len(text) <= room else [text]
                if len(lines) > 1:
                    first, rest = lines[0], text[len(lines[0].plain) :]
                    rest_text = Text.assemble(rest)
                    rest_text = rest_text[1:] if rest_text.plain[:1] == " " else rest_text
                    console.print(Padding(first, (0, 0, 0, one.indent)))
                    console.print(Padding(rest_text, (0, 0, 0, one.indent + one.hang)))
                    continue
            console.print(Padding(text, (0, 0, 0, one.indent)) if one.indent else text)


def plain_lines(blocks: Iterable[Block], width: int = 0) -> Iterator[str]:
    """The lines of some blocks without any style; `width` 0 does not wrap."""
    for one in blocks:
        text = visible("".join(words for words, _ in one.runs))
        pad = " " * one.indent
        if not text:
            yield ""
        elif not width or len(pad) + len(text) <= width:
            yield from (pad + line for line in text.split("\n"))
        else:
            for part in text.split("\n"):
                yield from textwrap.wrap(
                    part, max(20, width), initial_indent=pad, subsequent_indent=pad + " " * one.hang, break_long_words=False, break_on_hyphens=False
                ) or [""]
