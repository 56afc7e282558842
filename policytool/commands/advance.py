"""policytool advance: move texts whose day has come into their documents' own files."""

from __future__ import annotations

import click

from policytool.commands.settings import Settings, pass_settings


def advance(settings: Settings, dry_run: bool) -> int:
    """One commit for each text that has come into force; no new versions."""
    from policytool.render.safe import visible
    from policytool.store.commit import signature_of
    from policytool.store.writer import advance as store_advance

    store = settings.workspace().store
    moved = store_advance(store, signature_of(store.git, settings.environment), dry_run=dry_run)
    for one in moved:
        lead = "would move" if dry_run else "moved"
        tail = f", commit {one.commit[:10]}" if one.commit else ""
        click.echo(visible(f"{lead} {one.docid}, in force since {one.date}: {one.old_path} to {one.path}{tail}"))
    if not moved:
        click.echo(f"nothing has come into force by {settings.today} that does not show already")
    return 0


@click.command("advance", short_help="Move texts whose day has come")
@click.option("--dry-run", is_flag=True, help="Say what would be moved, and move nothing.")
@pass_settings
def command(settings: Settings, dry_run: bool) -> int:
    """Move every text whose day has come from beside its document into the document's own file.

    What a text says on a date does not change; only the file that people see first does.
    """
    return advance(settings, dry_run)
