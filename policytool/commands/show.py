"""policytool show: the text of a document on a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from policytool.commands.heads import head_blocks, head_dict
from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import BadInput

if TYPE_CHECKING:
    from policytool.render.screen import Block
    from policytool.workspace import Loaded


def show(settings: Settings, document: str, raw: bool, form: str, output: str) -> int:
    """Print one document, or both when a date cannot tell two versions apart."""
    if raw and form != "text":
        raise BadInput(f"--raw gives the file as it is stored, not as {form}; leave one of the two out")
    from policytool.render.json import dump

    workspace = settings.workspace()
    found = workspace.load_all(document)
    if raw:
        if found[1:]:
            click.echo(f"note: {found[-1].notes[-1]}; this is {found[-1].name}, the other is {found[0].name}", err=True)
        version = found[-1].version
        stored = version is not None and (version.commit or workspace.store.git is None)
        settings.write(workspace.store.data(version).decode() if version and stored else found[-1].document.source, output)
        return 0
    if form == "json":
        answers = [_answer(one) for one in found]
        settings.write(dump(answers[-1] | ({"also": answers[:-1]} if len(answers) > 1 else {})), output)
        return 0
    settings.page(_blocks(found), output)
    return 0


def _answer(one: Loaded) -> dict[str, Any]:
    from policytool.render.json import clauses_list

    doc = one.document
    return {**head_dict(one), "confidence": dict(doc.front_matter.table("confidence")), "clauses": clauses_list(doc.clauses())}


def _blocks(found: Sequence[Loaded]) -> Iterator[Block]:
    from policytool.language.confidence import legend
    from policytool.render.screen import BLANK, block
    from policytool.render.views import document_blocks

    for n, one in enumerate(found):
        doc = one.document
        if n:
            yield from (BLANK, BLANK)
        yield from head_blocks(one)
        yield BLANK
        yield from document_blocks(doc.top, doc.source)
        unsure = doc.front_matter.table("confidence")
        if unsure:
            yield BLANK
            yield block((f"how well some clauses are known ({len(unsure)} not read in full in the source itself):", "warn"))
            for ident, why in unsure.items():
                yield block((ident, "label"), f"  {why}", indent=2, hang=2)
            if letters := legend(unsure.values()):
                yield block((letters, "dim"), indent=2, hang=2)
        for note in doc.front_matter.texts("notes"):
            yield block((f"note: {note}", "dim"), hang=2)


@click.command("show", short_help="The text of a document on a date")
@click.argument("document")
@click.option("--raw", is_flag=True, help="The file as stored, front matter included.")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, document: str, raw: bool, form: str, output: str) -> int:
    """The text of DOCUMENT: a file, or an id with an optional @version (a date, v3, latest~1, current, a git revision)."""
    return show(settings, document, raw, form, output)
