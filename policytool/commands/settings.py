"""What the command line knows about its surroundings, handed to every command."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from policytool.errors import BadInput, OutputError
from policytool.render.screen import Block, Screen

if TYPE_CHECKING:
    from pathlib import Path

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
    force: bool = False
    """Replace a file that -o names."""
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
        else:
            self._screen(sys.stdout, self.terminal).show(blocks)

    def _screen(self, out: TextIO, wrapped: bool) -> Screen:
        if not self.coloured:
            return Screen(out, self.width, wrapped)
        from policytool.render.terminal import Terminal

        return Terminal(out, self.width)

    def columns(self, to: str = "") -> int:
        """Columns of the screen that lines are broken for; 0 for a pipe or a file, which get whole paragraphs."""
        return self.width if (self.terminal or self.coloured) and not to else 0

    def page(self, blocks: Iterable[Block], to: str = "") -> None:
        """Print blocks through the user's pager when they are longer than the screen, as git does."""
        if to or not self.paged:
            self.show(blocks, to)
            return
        from policytool.commands.pager import page

        text = io.StringIO()
        self._screen(text, True).show(blocks)
        page(text.getvalue(), self.environment)

    def write(self, text: str, to: str = "") -> None:
        """Write a finished text to standard output, or to a file in one step; one that exists stays, without --force."""
        if to and to != "-":
            self.write_bytes(text.encode("utf-8", "surrogatepass"), to)
        else:
            sys.stdout.write(text)

    def write_bytes(self, data: bytes, to: str) -> None:
        """Write finished bytes to a file, or for - to standard output."""
        if to == "-":
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        from policytool.commands.output import write_file

        write_file(self.place(to), data)

    def place(self, to: str) -> Path:
        """Where a file that -o names goes. Raises OutputError where something stands that would be lost."""
        from policytool.commands.output import check_place

        _keep_inputs(to)
        return check_place(to, self.force)


def _keep_inputs(to: str) -> None:
    """Raises OutputError where a file that is to be written is one that the command was given to read: --force does not mean that."""
    context = click.get_current_context(silent=True)
    target = os.path.expanduser(to)
    if context is None or not os.path.isfile(target):
        return
    given = [value for name, value in context.params.items() if name != "output"]
    for one in (v for value in given for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, str) and v):
        path = os.path.expanduser(one)
        if os.path.isfile(path) and os.path.samefile(path, target):
            raise OutputError(f"{to} is the text that is read here, and would be lost; name another file with -o")


pass_settings = click.make_pass_decorator(Settings)
ENDINGS = {
    ".html": ("html",), ".htm": ("html",), ".docx": ("docx",), ".md": ("markdown",), ".markdown": ("markdown",), ".json": ("json",), ".csv": ("csv",),
    ".xml": ("akn",), ".akn": ("akn",), ".txt": ("txt", "text", "plain"), ".ics": ("ics",), ".sarif": ("sarif",), ".pdf": (),
    ".doc": (), ".odt": (), ".rtf": (), ".xls": (), ".xlsx": (), ".ods": (),
}  # fmt: skip
"""What the end of a file's name asks for, where --format does not."""
TEXTS = ("text", "terminal")
"""Plain formats: as good under .md as under any name."""
ELSEWHERE = {
    ".pdf": "A browser or word processor prints an html or docx of `policytool report` or `policytool export` as PDF",
    **dict.fromkeys((".doc", ".odt", ".rtf"), "Word and LibreOffice open a docx of `policytool report` or `policytool export` and save it as that"),
    **dict.fromkeys((".xls", ".xlsx", ".ods"), "spreadsheets open a csv of `policytool report` or `policytool calendar`"),
    ".html": "`policytool report` and `policytool export` write pages",
    ".htm": "`policytool report` and `policytool export` write pages",
    ".docx": "`policytool report` and `policytool export` write Word files",
    ".md": "`policytool export` writes Markdown",
}
"""Where to get what a command does not write."""


def form_of(output: str, names: Sequence[str], default: str) -> str:
    """The format that the name of a file asks for, else the default. Raises BadInput for one that this command does not write."""
    ending = os.path.splitext(output)[1].lower()
    found = next((name for name in ENDINGS.get(ending, ()) if name in names), "")
    if found or ending not in ENDINGS or (ending in (".md", ".markdown") and default in TEXTS):
        return found or default
    elsewhere = f". {ELSEWHERE[ending]}" if ending in ELSEWHERE else ""
    raise BadInput(f"this command does not write {ending[1:]}, as the name {output} asks: it writes {', '.join(names)}; --format says which under any name{elsewhere}")


def format_option(*names: str, shown: str = "", text: str = "How to print it.", by_name: bool = True) -> Callable[[Any], Any]:
    """--format with these names. Without it the end of the name that -o gives decides, else the first of them."""

    def chosen(context: click.Context, _: click.Parameter, value: str | None) -> str:
        return value or form_of((context.params.get("output") or "") if by_name else "", names, names[0])

    return click.option("--format", "form", type=click.Choice(names), default=None, show_default=shown or names[0], callback=chosen, help=text)


def _force(context: click.Context, _: click.Parameter, value: bool) -> None:
    context.obj = context.ensure_object(Settings)._replace(force=value)


def out_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """-o FILE, read before --format, and --force, which lets it replace a file."""
    named = click.option("-o", "--output", metavar="FILE", default="", is_eager=True, help="Write there instead of standard output, in the format its name ends in.")
    return named(force_option(command))


force_option = click.option("--force", is_flag=True, expose_value=False, callback=_force, help="Replace FILE when it exists.")
