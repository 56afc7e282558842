"""What click says of a command line it cannot read -> what was asked, what was found, what to do."""

from __future__ import annotations

import click

from policytool.errors import to_paste

BEFORE = ("-C", "--known-at", "--no-pager", "--debug")
"""Options of the program, which stand before the command."""


def said(error: click.ClickException) -> str:
    """The message of a usage error, in our words where click's leave a person alone."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or context.parent is None:
        return _lower(error.format_message())
    if isinstance(error, click.NoSuchOption) and error.option_name in BEFORE:
        value = {"-C": " DIR", "--known-at": " DATE"}.get(error.option_name, "")
        return f"{error.option_name} stands before the command: policytool {error.option_name}{value} {context.info_name} ..."
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _missing(error.param, context)
    if isinstance(error, click.BadParameter) and error.param is not None and isinstance(error.param.type, click.IntRange):
        return _number(error, error.param)
    if isinstance(error, click.BadParameter) and error.param is not None and error.param.name == "form":
        return _format(error)
    if "unexpected extra argument" in error.message:
        return _left_over(error.message.partition("(")[2].removesuffix(")"), context)
    return _lower(error.format_message())


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _usage(context: click.Context) -> str:
    """`policytool show [OPTIONS] DOCUMENT`, in one line."""
    return " ".join(context.get_usage().removeprefix("Usage: ").split())


def _missing(parameter: click.Parameter, context: click.Context) -> str:
    if isinstance(parameter, click.Option):
        name = f"{parameter.opts[-1]} {parameter.make_metavar(context)}"
        return f"{context.info_name} needs {name}: {_lower(parameter.help or '')}"
    words = f"{parameter.human_readable_name} is missing: {_usage(context)}"
    return f"{words}. `policytool list` shows the documents" if parameter.name in ("document", "old", "a", "b", "first", "second") else words


def _format(error: click.BadParameter) -> str:
    """A format that this command does not write: those it does, and who writes the other."""
    from policytool.commands.settings import ELSEWHERE

    asked = error.message.split("'")[1] if "'" in error.message else ""
    elsewhere = ELSEWHERE.get(f".{asked}", "")
    return _lower(error.format_message()) + (f" {elsewhere}" if elsewhere else "")


def _number(error: click.BadParameter, parameter: click.Parameter) -> str:
    limits = parameter.type
    assert isinstance(limits, click.IntRange)
    span = f"from {limits.min} to {limits.max}" if limits.max is not None else f"{limits.min} or more"
    given = error.message.partition(" is ")[0].strip("'")
    return f"{parameter.opts[-1]} {given}: it takes a whole number, {span}"


def _left_over(words: str, context: click.Context) -> str:
    """More arguments than the command takes: a version written apart from its document, or a name without its quotation marks."""
    from policytool.store.selectors import looks_like_selector

    arguments = [p for p in context.command.params if isinstance(p, click.Argument)]
    given = [str(context.params.get(p.name or "") or "") for p in arguments]
    everything = [one for one in given if one] + words.split()
    joined: list[str] = []
    for one in everything:
        if joined and looks_like_selector(one) and "@" not in joined[-1] and not looks_like_selector(joined[-1]):
            joined[-1] += f"@{one}"
        elif joined and looks_like_selector(one) and looks_like_selector(joined[-1].rpartition("@")[2]):
            joined.append(f"{joined[-1].rpartition('@')[0]}@{one}")
        else:
            joined.append(one)
    takes = f"{context.info_name} takes {' '.join(a.human_readable_name for a in arguments) or 'no argument'}; {words} is left over"
    if not arguments:
        return takes
    command = ("policytool", context.info_name)
    if len(joined) <= len(arguments) and joined != everything:
        return f"{takes}. A version is part of the document's name: {to_paste(*command, *joined)}"
    if len(arguments) == 1:
        return f"{takes}. A name with blanks stands in quotation marks: {to_paste(*command, ' '.join(everything))}"
    return f"{takes}. {_usage(context)}; what holds blanks stands in quotation marks"
