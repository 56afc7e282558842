"""policytool report: a change report to read, print and send."""

from __future__ import annotations

import sys

import click

from policytool.commands.diff import load_pair, side_of
from policytool.commands.settings import Settings, pass_settings
from policytool.errors import BadInput, NotFound

FORMATS = ("html", "docx", "markdown", "json")


def write_report(settings: Settings, old: str, new: str, form: str, output: str, force: bool) -> int:
    """Write the report of one comparison, or of a document's whole history."""
    from policytool.commands.output import write_file

    data = _comparison(settings, old, new, form) if new else _history(settings, old, form)
    if output == "-":
        sys.stdout.buffer.write(data)
        return 0
    path = write_file(output or f"report.{'md' if form == 'markdown' else form}", data, force)
    click.echo(f"wrote {path.resolve()}")
    return 0


def _comparison(settings: Settings, old: str, new: str, form: str) -> bytes:
    from policytool.diff import compare
    from policytool.report import build_report

    before, after = load_pair(settings, old, new)
    diff = compare(before.document, after.document)
    if form == "docx":
        from policytool.render.docx import render_docx

        return render_docx(build_report(diff, side_of(before), side_of(after)), diff)
    built = build_report(diff, side_of(before), side_of(after), whole=form == "html")
    if form == "html":
        from policytool.render.html import render_html

        return render_html(built).encode()
    if form == "markdown":
        from policytool.render.markdown import render_markdown

        return render_markdown(built).encode()
    from policytool.render.json import diff_dict, dump

    return dump(diff_dict(built)).encode()


def _history(settings: Settings, document: str, form: str) -> bytes:
    """Every consecutive pair of a document's dated versions, newest first."""
    from policytool.diff import compare
    from policytool.render.html import render_history
    from policytool.report import build_report

    if form != "html":
        raise BadInput(f"a history is written as html only; name two texts for {form}: policytool report A B --format {form}")
    workspace = settings.workspace()
    docid = workspace.store.find(document.partition("@")[0])
    versions = [v for v in workspace.store.versions(docid) if v.date and not v.superseded]
    if len(versions) < 2:
        raise NotFound(
            f"{docid} has {len(versions)} dated version{'s' * (len(versions) != 1)}; a history needs two. Name two texts: policytool report A B"
        )
    texts = [workspace.load(f"{docid}@v{v.number}") for v in versions]
    pairs = list(zip(texts, texts[1:], strict=False))
    reports = [
        build_report(compare(a.document, b.document), side_of(a), side_of(b), whole=True, prefix=f"p{n}-")
        for n, (a, b) in enumerate(pairs, 1)
    ]
    return render_history(versions[-1].title, reports[::-1]).encode()


@click.command("report", short_help="A change report: HTML, Word, Markdown, JSON")
@click.argument("old")
@click.argument("new", required=False, default="")
@click.option("--format", "form", type=click.Choice(FORMATS), default="html", show_default=True, help="What to write.")
@click.option(
    "-o", "--output", metavar="FILE", default="", help="Where to write it; - for standard output. Default: report.html and so on."
)
@click.option("--force", is_flag=True, help="Replace FILE when it exists.")
@pass_settings
def command(settings: Settings, old: str, new: str, form: str, output: str, force: bool) -> int:
    """What changed from OLD to NEW, as a document to read, print and send.

    With one id: the document's history, a timeline and each consecutive change in one file.
    """
    return write_report(settings, old, new, form, output, force)
