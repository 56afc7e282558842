"""policytool init: make a store."""

from __future__ import annotations

import os
from pathlib import Path

import click

from policytool.commands.settings import Settings, pass_settings
from policytool.errors import to_paste


def init(settings: Settings, folder: str, sample: bool) -> int:
    """Make a store in `folder`, with the bundled documents when asked."""
    from policytool.store.commit import signature_of
    from policytool.store.create import SAMPLE_SIGNATURE, create_store, fill_with_sample

    path = Path(os.path.expanduser(folder))
    signature = SAMPLE_SIGNATURE if sample else signature_of(None, settings.environment)
    store = create_store(path, signature)
    if sample:
        count = fill_with_sample(store)
        click.echo(f"made {path} with {count} versions of the sample documents")
        click.echo(f"try: {to_paste('policytool', '-C', folder, 'list')}")
    else:
        click.echo(f"made {path}")
        click.echo(f"next: {to_paste('policytool', '-C', folder, 'add', 'FILE.md')}")
    return 0


@click.command("init", short_help="Make a store")
@click.argument("folder", metavar="DIR")
@click.option("--sample", is_flag=True, help="Fill it with the bundled documents: the same history on every machine.")
@pass_settings
def command(settings: Settings, folder: str, sample: bool) -> int:
    """Make a store in DIR, a new or empty folder: a git repository of Markdown policies."""
    return init(settings, folder, sample)
