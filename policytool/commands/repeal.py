"""policytool repeal: record that a document was repealed."""

from __future__ import annotations

import click

from policytool.commands.settings import Settings, pass_settings


def repeal(settings: Settings, document: str, on: str, dry_run: bool) -> int:
    """Write the day into the front matter of the last text that began by then, as one commit."""
    from policytool.render.safe import visible
    from policytool.store.commit import signature_of
    from policytool.store.writer import repeal as store_repeal

    store = settings.workspace().store
    stored = store_repeal(store, document, on, signature_of(store.git, settings.environment), dry_run=dry_run)
    if stored.already:
        click.echo(f"already recorded: {stored.docid} repealed on {on}")
    else:
        tail = f", commit {stored.commit[:10]}" if stored.commit else ""
        click.echo(visible(f"{'would record' if dry_run else 'recorded'}: {stored.docid} repealed on {on}, in {stored.path}{tail}"))
    if stored.later:
        click.echo(f"note: its text of {stored.later} begins after that day and stays as it is")
    return 0


@click.command("repeal", short_help="Record that a document was repealed")
@click.argument("document")
@click.option("--on", required=True, metavar="DATE", help="The day from which it is not in force.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored, and store nothing.")
@pass_settings
def command(settings: Settings, document: str, on: str, dry_run: bool) -> int:
    """Record that DOCUMENT was repealed."""
    return repeal(settings, document, on, dry_run)
