"""What the command line knows about its surroundings, handed to every command."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from policytool.render.screen import Block, Screen

if TYPE_CHECKING:
    from policytool.workspace import Workspace


class Settings(NamedTuple):
    """Clock, width, colour and environment, read once."""

    folder: str = ""
    known_at: str = ""
    today: str = ""
    width: int = 80
    terminal: bool = False
    coloured: bool = False
    paged: bool = False
    environment: Mapping[str, str] = MappingProxyType({})

    def workspace(self) -> Workspace:
        """Where document arguments are looked up."""
        from policytool.workspace import Workspace

        return Workspace(self.folder, self.today, self.known_at, self.environment)

    def show(self, blocks: Iterable[Block], to: str = "") -> None:
        """Print blocks the way this terminal, or pipe, wants them; or write them to a file, plain."""
        if to and to != "-":
            text = io.StringIO()
            Screen(text).show(blocks)
            self.write(text.getvalue(), to)
            return
        screen = Screen(sys.stdout, self.width, self.terminal)
        if self.coloured:
            screen = import_module("policytool.render.terminal").Terminal(sys.stdout, self.width)
        screen.show(blocks)

    def without_colour(self) -> Settings:
        """The same surroundings, without colours."""
        return self._replace(coloured=False)

    def page(self, blocks: Iterable[Block], to: str = "") -> None:
        """Print blocks through the user's pager when they are longer than the screen, as git does."""
        if to or not self.paged:
            self.show(blocks, to)
            return
        from policytool.commands.pager import page

        text = io.StringIO()
        screen = Screen(text, self.width, True)
        if self.coloured:
            screen = import_module("policytool.render.terminal").Terminal(text, self.width)
        screen.show(blocks)
        page(text.getvalue(), self.environment)

    def write(self, text: str, to: str = "", force: bool = True) -> None:
        """Write a finished text to standard output, or to a file in one step."""
        if to and to != "-":
            from policytool.commands.output import write_file

            write_file(to, text.encode("utf-8", "surrogatepass"), force)
        else:
            sys.stdout.write(text)


pass_settings = click.make_pass_decorator(Settings)


def format_option(*names: str) -> Callable[[Any], Any]:
    """--format with these names; the first is the default."""
    return click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="How to print it.")


out_option = click.option("-o", "--output", metavar="FILE", default="", help="Write there instead of standard output.")
