"""policytool withdraw: take back a version that was stored by mistake."""

from __future__ import annotations

import click

from policytool.commands.settings import Settings, pass_settings


def withdraw(settings: Settings, version: str, dry_run: bool) -> int:
    """Say in one commit that a version was a mistake, and put what stood before it back into the document's file."""
    from policytool.render.safe import visible
    from policytool.store.commit import signature_of
    from policytool.store.withdrawal import withdraw as store_withdraw

    store = settings.workspace().store
    done = store_withdraw(store, version, signature_of(store.git, settings.environment), dry_run=dry_run)
    if done.already:
        click.echo(f"already withdrawn: {done.name} (blob {done.blob[:10]})")
        return 0
    tail = f", commit {done.commit[:10]}" if done.commit else ""
    click.echo(visible(f"{'would withdraw' if dry_run else 'withdrawn'}: {done.name} (blob {done.blob[:10]}){tail}"))
    for path, name in done.files:
        click.echo(visible(f"{path} {'would show' if dry_run else 'shows'} {name}" if name else f"{path} {'would be' if dry_run else 'is'} removed"))
    return 0


@click.command("withdraw", short_help="Take back a version that was stored by mistake")
@click.argument("version")
@click.option("--dry-run", is_flag=True, help="Say what would be taken back, and change nothing.")
@pass_settings
def command(settings: Settings, version: str, dry_run: bool) -> int:
    """Take back VERSION, as noise@v3 or noise@2021-01-27, which was stored by mistake: a wrong date, text or document.

    It stays in the history, marked as withdrawn, and is in force on no date. Store the right text with `add`.
    A text that was law and is no more is repealed instead.
    """
    return withdraw(settings, version, dry_run)
