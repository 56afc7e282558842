"""policytool add: store texts as versions."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policytool.commands.settings import Settings, format_option, pass_settings
from policytool.errors import BadInput, to_paste

if TYPE_CHECKING:
    from policytool.store.writer import Stored


def add(settings: Settings, files: tuple[str, ...], docid: str, date: str, dry_run: bool, form: str) -> int:
    """Store each file as one version, one commit a version."""
    from policytool.render.json import FORMAT, dump
    from policytool.render.safe import visible
    from policytool.store.commit import signature_of
    from policytool.store.ledger import Ledger
    from policytool.store.writer import add_version, writable
    from policytool.workspace import MAX_FILE

    if len(files) > 1 and (docid or date):
        raise BadInput("--id and --date go with one file; put them into the front matter of the others")
    store, git, _ = writable(settings.workspace().store)
    signature, ledger = signature_of(git, settings.environment), Ledger(store)
    results: list[Stored] = []
    try:
        for name in files:
            data = sys.stdin.buffer.read(MAX_FILE) if name == "-" else _read(name, docid)  # what is cut off there is too large to be stored
            stored = add_version(store, data, name, signature, docid=docid, date=date, dry_run=dry_run, ledger=ledger)
            results.append(stored)
            if form == "text":
                click.echo(visible(stored_words(stored, dry_run, settings.today)))
    finally:  # what was stored before a refusal is said too
        if form == "json":
            settings.write(dump({"format": FORMAT, "stored": [stored_dict(s, dry_run) for s in results]}))
    return 0


def _read(name: str, docid: str) -> bytes:
    from policytool.importers import importable
    from policytool.workspace import read_data

    data = read_data(Path(os.path.expanduser(name)))
    if importable(name) and not name.lower().endswith(".txt"):
        asked = to_paste("policytool", "import", name, "--add", "--id", docid or "ID")
        raise BadInput(f"{name} is not Markdown, which is what a store holds; import and store it in one step: {asked}")
    return data


def stored_dict(stored: Stored, dry_run: bool) -> dict[str, Any]:
    """The same for a program."""
    state = "already stored" if stored.already else "would be stored" if dry_run else "stored"
    return {
        "document": stored.docid,
        "date": str(stored.date or ""),
        "path": stored.already.path if stored.already else stored.path,
        "change": stored.change.value,
        "commit": stored.commit,
        "blob": stored.blob,
        "state": state,
    }


def stored_words(stored: Stored, dry_run: bool, today: str) -> str:
    """What became of a text, in a line."""
    date = stored.date or "no date of law"
    if stored.already:
        known = stored.already
        if known.blob != stored.blob:  # an import that is run again must not take back what was recorded since
            return (
                f"already stored: {stored.docid}, {date} (blob {stored.blob[:10]}, in the history); its front matter was changed since "
                f"and stays as it is (blob {known.blob[:10]}, {known.path}); `git revert` takes a change back"
            )
        instead = "; a later text of that date supersedes it" if known.superseded else ""
        return f"already stored: {stored.docid}, {date} (blob {known.blob[:10]}, {known.path}){instead}"
    lead = "would store" if dry_run else "stored"
    future = "; not yet in force" if stored.date and stored.date.first > today else ""
    if stored.silent:
        future = "\nnote: it counts from the day git has it; give --date, or where the day is not known write `adopted:` and nothing behind it into its front matter"
    return (
        f"{lead} {stored.docid}, {date}: {stored.change.value}, in {stored.path}, blob {stored.blob[:10]}"
        + (f", commit {stored.commit[:10]}" if stored.commit else "")
        + future
    )


@click.command("add", short_help="Store a text as a version")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--id", "docid", default="", help="The document's id, when the front matter has none.")
@click.option("--date", default="", help="The version date (adopted), when the front matter has none.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored, and store nothing.")
@format_option("text", "json")
@pass_settings
def command(settings: Settings, files: tuple[str, ...], docid: str, date: str, dry_run: bool, form: str) -> int:
    """Store each FILE (Markdown with front matter; - for standard input) as a version, one commit each."""
    return add(settings, files, docid, date, dry_run, form)
