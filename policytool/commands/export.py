"""policytool export: one version of a document in another format."""

from __future__ import annotations

import sys

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import OutputError


def export(settings: Settings, document: str, form: str, output: str) -> int:
    """Write one document as Akoma Ntoso, HTML, plain text or a Word file."""
    from policytool.render import akn, texts

    doc = settings.workspace().load(document).document
    if form == "docx":
        if not output or (output == "-" and sys.stdout.isatty()):
            raise OutputError("a Word file cannot be printed; name one with -o FILE.docx")
        if output == "-":
            sys.stdout.buffer.write(texts.render_word(doc))
        else:
            from policytool.commands.output import write_file

            write_file(output, texts.render_word(doc))
        return 0
    render = {"akn": akn.render_akn, "html": texts.render_page, "txt": texts.render_txt}[form]
    settings.write(render(doc), output)
    return 0


@click.command("export", short_help="A document in another format")
@click.argument("document")
@format_option("akn", "html", "txt", "docx")
@out_option
@pass_settings
def command(settings: Settings, document: str, form: str, output: str) -> int:
    """Write DOCUMENT, a file or an id with an optional @version, as Akoma Ntoso XML, HTML, plain text or a Word file."""
    return export(settings, document, form, output)
