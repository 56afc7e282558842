"""policytool schema: the shape of a command's JSON, as JSON Schema (draft 2020-12)."""

from __future__ import annotations

from importlib.resources import files

import click

from policytool.commands.settings import Settings, out_option, pass_settings

NAMES = ("add", "check", "clause", "diff", "list", "log", "refs", "search", "show", "xref")
"""Commands whose JSON has a published shape; `report --format json` has that of diff."""


def schema(settings: Settings, name: str, output: str) -> int:
    """Print the schema of one command's JSON."""
    settings.write(files("policytool").joinpath("schemas", f"{name}.json").read_text(encoding="utf-8"), output)
    return 0


@click.command("schema", short_help="The shape of a command's JSON")
@click.argument("name", type=click.Choice(NAMES), metavar="COMMAND")
@out_option
@pass_settings
def command(settings: Settings, name: str, output: str) -> int:
    """The JSON Schema of what COMMAND prints with --format json: add, check, clause, diff, list, log, refs, search, show
    or xref.

    Each answer carries a `format` number, which rises when a reader of the old shape would misread the new one.
    """
    return schema(settings, name, output)
