"""The command line: names -> commands, the environment -> settings, errors -> messages and exit codes.

Commands load when they are called. Clock, width, colour and environment are read here and nowhere
else. Exit codes: 0 done; 1 only with --exit-code; 2 wrong use, not found, bad input; 3 our bug;
130 interrupted; a closed pipe ends silently.
"""

from __future__ import annotations

import datetime
import gc
import os
import shutil
import sys
from importlib import import_module

import click

from policytool import __version__
from policytool.cache import cache_folder
from policytool.commands.settings import Settings
from policytool.errors import BadInput, PolicyToolError, to_paste
from policytool.patterns import keep_patterns

COMMANDS = {
    "add": "Store a text as a version",
    "advance": "Move texts whose day has come into their documents' own files",
    "calendar": "When texts take effect and end, past and to come",
    "check": "What is wrong with a document, or with all of them",
    "clause": "What one clause says, or said on a date",
    "diff": "What changed between two texts, clause by clause",
    "doctor": "Versions of everything, and the health of a store",
    "export": "A document in another format: Akoma Ntoso, HTML, text, Word",
    "import": "A Word file, web page, XML, PDF or text as Markdown",
    "init": "Make a store, empty or with the sample documents",
    "list": "The documents of a store",
    "log": "The versions of one document",
    "outline": "The tree of clauses, and what is wrong with its numbering",
    "refs": "What a document cites, and what cites it",
    "relate": "Record what two clauses have to do with each other",
    "repeal": "Record that a document was repealed",
    "report": "A change report: HTML, Word, Markdown, JSON, CSV",
    "terms": "Defined terms, and the clauses that use them",
    "resolve": "Settle a merge conflict in a document, keeping both texts",
    "schema": "The shape of a command's JSON",
    "search": "The clauses that hold some words, in the texts in force on a day",
    "show": "The text of a document on a date",
    "withdraw": "Take back a version that was stored by mistake",
    "xref": "What two documents have to do with each other",
}
"""Verb -> one line of help. Each lives in policytool/commands/<verb>.py as `command`."""


OTHERWISE = {
    "ls": "list", "cat": "show", "print": "show", "get": "show", "history": "log", "versions": "log", "compare": "diff", "changes": "diff", "find": "search", "grep": "search",
    "new": "init", "create": "init", "store": "add", "save": "add", "convert": "export", "toc": "outline", "lint": "check", "validate": "check", "definitions": "terms",
    "citations": "refs", "remove": "repeal", "delete": "repeal", "undo": "withdraw", "revert": "withdraw", "dates": "calendar", "section": "clause", "version": "doctor",
}  # fmt: skip
"""What other programs call our commands."""


def _meant(name: str) -> list[str]:
    """The commands that a name that is none may stand for."""
    from difflib import get_close_matches

    if name in OTHERWISE:
        return [OTHERWISE[name]]
    alike = get_close_matches(name, [*COMMANDS, *OTHERWISE])
    return list(dict.fromkeys(OTHERWISE.get(n, n) for n in alike)) or [c for c in COMMANDS if c.startswith(name[:2])]


class Verbs(click.Group):
    """A group that imports a command when it is called, not when its name is listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = {"import": "import_", "list": "list_"}.get(cmd_name, cmd_name)
        found = import_module(f"policytool.commands.{module}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            near = _meant(name.casefold())
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            if name.casefold() == "help":
                raise click.UsageError(f"help is an option: {to_paste('policytool', *args[1:2], '--help')}", ctx)
            raise click.UsageError(f"no command {name!r}.{hint} `policytool --help` lists them.", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, invoke_without_command=True)
@click.option("-C", "folder", metavar="DIR", default="", help="The store: a repository or folder of Markdown policies.")
@click.option("--known-at", metavar="DATE", default="", help="Answer as the store knew things on this day.")
@click.option("--no-pager", is_flag=True, help="Never page long output.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback when something fails.")
@click.version_option(__version__, prog_name="policytool")
@click.pass_context
def cli(ctx: click.Context, folder: str, known_at: str, no_pager: bool) -> None:
    """Version control for policy: what changed, clause by clause, and what a clause said on a date.

    A document is a file, ./old.md, or - for standard input, or an id with an optional version: WCO@2021-01-27, WCO@current, 2-173@v3.
    """
    ctx.obj = _settings(folder, known_at, no_pager)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _settings(folder: str, known_at: str, no_pager: bool) -> Settings:
    env = dict(os.environ)
    tty = sys.stdout.isatty()
    coloured = tty and not env.get("NO_COLOR") and env.get("TERM") != "dumb"
    if env.get("FORCE_COLOR") and not env.get("NO_COLOR"):
        coloured = True
    columns = env.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) > 0 else shutil.get_terminal_size((80, 24)).columns
    return Settings(
        folder=folder,
        known_at=known_at,
        today=_today(env.get("POLICYTOOL_TODAY", "")),
        width=max(20, width),
        terminal=tty,
        coloured=coloured,
        paged=tty and not no_pager and env.get("TERM") != "dumb",
        environment=env,
    )


def _today(given: str) -> str:
    """Today, or the day that POLICYTOOL_TODAY gives. Raises BadInput for what is no day."""
    try:
        return datetime.date.fromisoformat(given).isoformat() if given else datetime.date.today().isoformat()
    except ValueError:
        raise BadInput(f"POLICYTOOL_TODAY is {given!r}; it takes a day, such as 2021-01-27") from None


def main(argv: list[str] | None = None) -> None:
    """Run and exit: the one place where an exception becomes words and a code."""
    args = sys.argv[1:] if argv is None else argv
    gc.set_threshold(200_000, 50, 50)  # a run is short and makes few cycles: collecting often costs a fifth of a large comparison
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(args=args, prog_name="policytool", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # click turns a closed pipe into the latter
        code = _closed_pipe()
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("interrupted\n")
        code = 130
    except PolicyToolError as error:
        if "--debug" in args:
            raise
        _say(error.message)
        code = 2
    except click.ClickException as error:
        from policytool.commands.wrong_use import said

        _say(said(error))
        code = 2
    except OSError as error:
        if "--debug" in args:
            raise
        _say(f"cannot read or write {error.filename or 'the output'}: {error.strerror or error}")
        code = 2
    except Exception as error:
        if "--debug" in args:
            raise
        _say(f"this is a bug in policytool: {type(error).__name__}: {error}. Run again with --debug and report what it prints")
        code = 3
    sys.exit(code if isinstance(code, int) else 0)


def start() -> None:
    """The installed program: `main`, and then gone at once.

    Everything is written and flushed by then; taking a large tree of objects apart costs a tenth of a comparison.
    """
    patterns = keep_patterns(cache_folder(os.environ), next((word for word in sys.argv[1:] if word in COMMANDS), ""))
    try:
        main()
    except SystemExit as stop:
        patterns.save()
        code = stop.code if isinstance(stop.code, int) else 0
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                code = code or 2
        os._exit(code)


def _closed_pipe() -> int:
    """The reader left, as `| head` does: nothing to say, and nothing more to flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _say(message: str) -> None:
    from policytool.render.safe import visible

    sys.stderr.write(f"error: {visible(message)}\n")
