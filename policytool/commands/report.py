"""policytool report: a change report to read, print and send."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from policytool.commands.diff import load_pair, side_of
from policytool.commands.settings import Settings, force_option, format_option, pass_settings
from policytool.errors import BadInput, NotFound
from policytool.model.version import dated
from policytool.render.schemes import SCHEMES

if TYPE_CHECKING:
    from policytool.model.change import DocumentDiff
    from policytool.report import Report

FORMATS = ("html", "docx", "markdown", "json", "csv")


def write_report(settings: Settings, old: str, new: str, form: str, scheme: str, output: str, against: str = "") -> int:
    """Write the report of one comparison, of a document's whole history, or of one document against another."""
    if against and new:
        raise BadInput("--against takes the place of the second text; leave one of them out")
    if scheme != "default" and form not in ("html", "docx"):
        raise BadInput(f"--scheme is for html and docx; {form} has no look of its own")
    if against:
        data = _against(settings, old, against, form, scheme)
    else:
        data = _comparison(settings, old, new, form, scheme) if new else _history(settings, old, form, scheme)
    output = output or f"report.{'md' if form == 'markdown' else form}"
    settings.write_bytes(data, output)
    if output != "-":
        click.echo(f"wrote {os.path.realpath(os.path.expanduser(output))}")
    return 0


def _against(settings: Settings, first: str, second: str, form: str, scheme: str) -> bytes:
    """What one document touches in another."""
    from policytool.commands.xref import cross_referenced

    if form not in ("html", "json"):
        raise BadInput(f"a cross-reference report is written as html or json, not as {form}")
    if scheme != "default":
        raise BadInput("a cross-reference report is written in the default scheme; leave --scheme out")
    a, b, found = cross_referenced(settings.workspace(), first, second)
    if form == "json":
        from policytool.render.cross_reference import cross_reference_dict
        from policytool.render.json import dump

        return dump(cross_reference_dict(found, a.name, b.name) | {"notes": [f"{one.name}: {note}" for one in (a, b) for note in one.notes]}).encode("utf-8", "surrogatepass")
    from policytool.render.html.against import render_against

    return render_against(found, side_of(a), side_of(b)).encode("utf-8", "surrogatepass")


def _comparison(settings: Settings, old: str, new: str, form: str, scheme: str) -> bytes:
    from policytool.commands.fallout import with_fallout
    from policytool.diff import compare
    from policytool.report import build_report

    before, after = load_pair(settings, old, new)
    diff = compare(before.document, after.document)
    built = with_fallout(build_report(diff, side_of(before), side_of(after), whole=form == "html"), settings.workspace(), before, after, diff)
    return render(built, diff, form, scheme)


def render(report: Report, diff: DocumentDiff, form: str, scheme: str = "default") -> bytes:
    """A comparison in one of the formats. HTML needs a report built with the whole text."""
    if form == "docx":
        from policytool.render.docx import render_docx

        return render_docx(report, diff, scheme)
    if form == "html":
        from policytool.render.html import render_html

        text = render_html(report, scheme)
    elif form == "markdown":
        from policytool.render.markdown import render_markdown

        text = render_markdown(report)
    elif form == "csv":
        from policytool.render.csv import render_table

        text = render_table([report])
    else:
        from policytool.render.json import diff_dict, dump

        text = dump(diff_dict(report))
    return text.encode("utf-8", "surrogatepass")


def _history(settings: Settings, document: str, form: str, scheme: str) -> bytes:
    """Every consecutive pair of a document's dated versions, newest first."""
    from policytool.commands.calendar import find_events
    from policytool.diff import compare
    from policytool.render.csv import render_table
    from policytool.render.html import render_history
    from policytool.report import build_report

    if form not in ("html", "csv"):
        raise BadInput(f"a history is written as html or csv; name two texts for {form}: policytool report A B --format {form}")
    workspace = settings.workspace()
    docid = workspace.store.find(workspace.store.split(document)[0])
    versions = dated(workspace.store.versions(docid))
    if len(versions) < 2:
        raise NotFound(
            f"{docid} has {len(versions)} dated version{'s' * (len(versions) != 1)}; a history needs two. Name two texts: policytool report A B"
        )
    texts = [workspace.load(f"{docid}@v{v.number}") for v in versions]
    reports = [
        build_report(compare(a.document, b.document), side_of(a), side_of(b), whole=form == "html", prefix=f"p{n}-")
        for n, (a, b) in enumerate(zip(texts, texts[1:], strict=False), 1)
    ]
    if form == "csv":
        return render_table(reports).encode("utf-8", "surrogatepass")
    return render_history(versions[-1].title, reports[::-1], scheme, find_events(versions)[::-1]).encode()


@click.command("report", short_help="A change report: HTML, Word, Markdown, JSON, CSV")
@click.argument("old")
@click.argument("new", required=False, default="")
@format_option(*FORMATS, shown="as FILE ends, else html", text="What to write; csv is the table of changes alone.")
@click.option(
    "--scheme",
    type=click.Choice(tuple(SCHEMES)),
    default="default",
    show_default=True,
    help="How marked words look, as local law prescribes; docx then is a marked copy for filing, without tracked changes.",
)
@click.option(
    "-o", "--output", metavar="FILE", default="", is_eager=True, help="Where to write it; - for standard output. Default: report.html and so on."
)
@click.option("--against", metavar="B", default="", help="What OLD touches in document B, instead of what changed (see xref).")
@force_option
@pass_settings
def command(settings: Settings, old: str, new: str, form: str, scheme: str, output: str, against: str) -> int:
    """What changed from OLD to NEW, as a document to read, print and send.

    With one id: the document's history, a timeline and each consecutive change in one file.
    """
    return write_report(settings, old, new, form, scheme, output, against)
