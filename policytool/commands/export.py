"""policytool export: one version of a document in another format."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from policytool.commands.heads import head_blocks
from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import OutputError

if TYPE_CHECKING:
    from policytool.workspace import Loaded


def export(settings: Settings, document: str, form: str, output: str) -> int:
    """Write one document as Akoma Ntoso, HTML, plain text, Markdown or a Word file."""
    if form == "docx" and (not output or (output == "-" and sys.stdout.isatty())):
        raise OutputError("a Word file cannot be printed; name one with -o FILE.docx")
    data = _rendered(settings.workspace().load(document), form)
    if isinstance(data, str):
        settings.write(data, output)
    else:
        settings.write_bytes(data, output)
    if output and output != "-":
        click.echo(f"wrote {output}", err=True)
    return 0


def _rendered(loaded: Loaded, form: str) -> str | bytes:
    """One text in one format. Akoma Ntoso and Markdown say what the text is in their own fields, the others at their head."""
    from policytool.render import akn, texts

    if form == "akn":
        return akn.render_akn(loaded.document, loaded.date)
    if form == "markdown":
        return loaded.document.source
    if form == "docx":
        return texts.render_word(loaded.document, _head(loaded))
    return (texts.render_page if form == "html" else texts.render_txt)(loaded.document, _head(loaded))


def _head(loaded: Loaded) -> list[str]:
    """Which text this is, and what it is not: the lines that `show` begins with."""
    from policytool.render.screen import plain_lines

    return list(plain_lines(head_blocks(loaded)))


@click.command("export", short_help="A document in another format")
@click.argument("document")
@format_option("akn", "html", "txt", "docx", "markdown", shown="as FILE ends, else akn", text="What to write.")
@out_option
@pass_settings
def command(settings: Settings, document: str, form: str, output: str) -> int:
    """Write DOCUMENT, a file or an id with an optional @version, as Akoma Ntoso XML, HTML, plain text, Word or Markdown."""
    return export(settings, document, form, output)
