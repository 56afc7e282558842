"""Blocks of styled runs -> plain lines; `terminal` shows the same blocks in colour.

A block is one paragraph: runs of text with a style name, an indent, a hanging indent. A pipe,
`NO_COLOR` and a colour terminal differ in nothing but looks; a pipe gets whole paragraphs.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from policytool.render.safe import visible


class Block(NamedTuple):
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


def note_blocks(notes: Iterable[str]) -> Iterator[Block]:
    """What a reader must know of an answer: a line for each note."""
    for note in notes:
        yield block((f"note: {note}", "warn"), hang=2)


class Screen:
    """Where blocks go, without colours."""

    def __init__(self, out: TextIO, width: int = 80, wrapped: bool = False) -> None:
        self.out = out
        self.width = width
        self.wrapped = wrapped
        """Break lines at `width`; a pipe gets whole paragraphs."""

    def show(self, blocks: Iterable[Block]) -> None:
        for line in plain_lines(blocks, self.width if self.wrapped else 0):
            self.out.write(line + "\n")


def plain_lines(blocks: Iterable[Block], width: int = 0) -> Iterator[str]:
    """The lines of some blocks without any style; `width` 0 does not wrap.

    >>> list(plain_lines([block(("(a)", "label"), " No agency may ask.", indent=2)]))
    ['  (a) No agency may ask.']
    """
    for one in blocks:
        text = visible("".join(words for words, _ in one.runs))
        pad = " " * one.indent
        if not width or len(pad) + len(text) <= width:
            yield from (pad + line if line else "" for line in text.split("\n"))
            continue
        for part in text.split("\n"):
            yield from textwrap.wrap(
                part,
                max(18, width),  # one side of two on forty columns
                initial_indent=pad,
                subsequent_indent=pad + " " * one.hang,
                break_long_words=False,
                break_on_hyphens=False,
            ) or [""]
