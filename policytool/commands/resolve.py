"""policytool resolve: settle a merge that stopped at a document, keeping both texts."""

from __future__ import annotations

import click

from policytool.commands.settings import Settings, pass_settings


def resolve(settings: Settings, names: tuple[str, ...], keep: str, dry_run: bool) -> int:
    """The later text in the document's file, the other beside it."""
    from policytool.render.safe import visible
    from policytool.store.merging import resolve as store_resolve

    done, left = store_resolve(settings.workspace().store, names, keep=keep, dry_run=dry_run)
    for one in done:
        lead = "would keep" if dry_run else "kept"
        other = f"; the text of {one.beside_date or 'no date'} in {one.beside}" if one.beside else ""
        click.echo(visible(f"{lead} the text of {one.date or 'no date'} in {one.path}{other}"))
    if not dry_run:
        click.echo(
            f"{left} conflict{'s' * (left != 1)} left: git status"
            if left
            else "no conflict is left; conclude the merge: git commit --no-edit"
        )
    return 0


@click.command("resolve", short_help="Settle a merge conflict in a document")
@click.argument("names", metavar="[DOCUMENT]...", nargs=-1)
@click.option("--keep", type=click.Choice(["ours", "theirs"]), default=None, help="Which text is right, when both have the same date.")
@click.option("--dry-run", is_flag=True, help="Say what would be kept, and change nothing.")
@pass_settings
def command(settings: Settings, names: tuple[str, ...], keep: str | None, dry_run: bool) -> int:
    """Settle a merge that stopped at DOCUMENTs (all of them when none is named), keeping every text.

    The later version stays in the document's file, the other goes beside it. Two texts of the same
    date are put to you.
    """
    return resolve(settings, names, keep or "", dry_run)
