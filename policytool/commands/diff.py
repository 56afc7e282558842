"""policytool diff: what changed between two texts, clause by clause."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, out_option, pass_settings
from policytool.errors import BadInput, NotFound

if TYPE_CHECKING:
    from policytool.report import Report, Side
    from policytool.workspace import Loaded

NATURES = {"substantive": "substantive", "reference": "reference update", "typographic": "typographic", "format": "format"}
FORMATS = ("terminal", "plain", "json", "markdown")


def compare_arguments(settings: Settings, old: str, new: str, only: tuple[str, ...], pincite: str) -> Report:
    """The report of two arguments; with one, the version in force against the one before it."""
    from policytool.diff import compare
    from policytool.model.change import Nature
    from policytool.report import build_report

    before, after = load_pair(settings, old, new)
    if len(before.document.source) + len(after.document.source) > 20_000_000 and sys.stderr.isatty():
        click.echo("comparing ...", err=True)
    diff = compare(before.document, after.document)
    within = _within(before, after, pincite) if pincite else ""
    return build_report(diff, side_of(before), side_of(after), tuple(Nature(NATURES[n]) for n in only), within)


def load_pair(settings: Settings, old: str, new: str) -> tuple[Loaded, Loaded]:
    """Two documents from two arguments, or from one document id."""
    workspace = settings.workspace()
    if new:
        return workspace.load(old), workspace.load(new)
    name, selector = old.rsplit("@", 1) if "@" in old else (old, "")
    docid = workspace.store.find(name)
    versions = [v for v in workspace.store.versions(docid) if v.date and not v.superseded]
    current = workspace.store.select(f"{docid}@{selector or 'latest'}").version
    earlier = [v for v in versions if current.date and v.date and v.date < current.date]
    if not earlier:
        raise NotFound(f"{docid} has no version before {current.date or f'v{current.number}'}; name two texts: policytool diff A B")
    return workspace.load(f"{docid}@v{earlier[-1].number}"), workspace.load(f"{docid}@v{current.number}")


def _within(before: Loaded, after: Loaded, pincite: str) -> str:
    from policytool.language.lookup import find_clause

    try:
        return find_clause(after.document, pincite).clause.id
    except NotFound as error:
        try:
            return find_clause(before.document, pincite).clause.id
        except NotFound:
            raise BadInput(error.message) from None


def side_of(loaded: Loaded) -> Side:
    """What a reader must be able to cite of one text."""
    from policytool.report import Side

    front, version = loaded.document.front_matter, loaded.version
    return Side(
        name=loaded.name,
        title=loaded.document.title,
        date=loaded.date,
        recorded=version.recorded if version else "",
        blob=loaded.blob,
        commit=version.commit if version else "",
        source=(version.source if version else "") or front.table("source").get("url", ""),
        edition=front.text("edition"),
        notes=loaded.notes,
    )


def diff(settings: Settings, report: Report, form: str, output: str, summary: bool, columns: bool, whole: bool) -> None:
    """Print one report in one format."""
    from policytool.render.diff_text import diff_blocks, side_by_side
    from policytool.render.screen import plain_lines

    if form == "json":
        from policytool.render.json import diff_dict, dump

        settings.write(dump(diff_dict(report)), output)
    elif form == "markdown":
        from policytool.render.markdown import render_markdown

        settings.write(render_markdown(report), output)
    elif output:
        settings.write("\n".join(plain_lines(diff_blocks(report, summary, False, whole))) + "\n", output)
    else:
        coloured = settings.coloured and form != "plain"
        plain = settings if coloured else settings.without_colour()
        blocks = list(diff_blocks(report, summary or columns, coloured, whole))
        if columns:
            blocks = [
                *blocks[: blocks.index(next(b for b in blocks if not b.runs))],
                *side_by_side(report, settings.width if settings.terminal else 160),
            ]
        plain.page(blocks)


@click.command("diff", short_help="What changed, clause by clause")
@click.argument("old")
@click.argument("new", required=False, default="")
@click.option("--summary", is_flag=True, help="One line a change.")
@click.option("--side-by-side", "columns", is_flag=True, help="Old on the left, new on the right.")
@click.option("--full", "whole", is_flag=True, help="Long clauses whole, without leaving out what stayed.")
@click.option("--only", type=click.Choice(tuple(NATURES)), multiple=True, help="Only differences of this nature; may be repeated.")
@click.option("--clause", "pincite", default="", metavar="PINCITE", help="Only this clause and what is below it.")
@click.option("--exit-code", is_flag=True, help="Exit 1 when there are differences.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="terminal", show_default="terminal; plain when piped", help="How to print it."
)
@out_option
@pass_settings
def command(
    settings: Settings,
    old: str,
    new: str,
    summary: bool,
    columns: bool,
    whole: bool,
    only: tuple[str, ...],
    pincite: str,
    exit_code: bool,
    form: str,
    output: str,
) -> int:
    """What changed from OLD to NEW: files (./a.md) or ids with an optional @version.

    With one id: the newest version against the one before it.
    """
    report = compare_arguments(settings, old, new, only, pincite)
    diff(settings, report, form, output, summary, columns, whole)
    return 1 if exit_code and (report.rows or (report.metadata and not only and not pincite)) else 0
