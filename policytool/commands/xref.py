"""policytool xref: what two documents have to do with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import BadInput, NotFound, to_paste
from policytool.model.document import Document
from policytool.render.screen import note_blocks

if TYPE_CHECKING:
    from policytool.workspace import Loaded, Workspace
    from policytool.xref.compare import CrossReference, Side


def xref(settings: Settings, first: str, second: str, form: str, output: str) -> int:
    """Print the cross-references of two documents, each kind apart."""
    from policytool.render.cross_reference import cross_reference_blocks, cross_reference_dict
    from policytool.render.json import dump

    a, b, found = cross_referenced(settings.workspace(), first, second)
    notes = [f"{one.name}: {note}" for one in (a, b) for note in one.notes]
    if form == "json":
        settings.write(dump(cross_reference_dict(found, a.name, b.name) | {"notes": notes}), output)
    else:
        settings.page([*note_blocks(notes), *cross_reference_blocks(found, a.name, b.name)], output)
    return 0


def cross_referenced(workspace: Workspace, first: str, second: str) -> tuple[Loaded, Loaded, CrossReference]:
    """The two texts and what they have to do with each other. Raises BadInput for two versions of one document."""
    from policytool.commands.relations import links_between, read_relations
    from policytool.workspace import Shelf
    from policytool.xref.compare import cross_reference

    a, b = (_named(workspace.load(argument)) for argument in (first, second))
    if a.document.id == b.document.id:
        raise BadInput(f"both are texts of {a.document.id}; what changed between them: {to_paste('policytool', 'diff', first, second)}")
    try:
        relations, kinds = read_relations(workspace), Shelf(workspace.store).kinds()
    except NotFound:
        if a.version or b.version:
            raise
        relations, kinds = (), ()  # two plain files and no store: nothing has been reviewed
    reviewed = links_between(workspace, a, b, relations)
    return a, b, cross_reference(_side(a), _side(b), reviewed, kinds)


def _named(loaded: Loaded) -> Loaded:
    """A text without an id is known by its file's name."""
    read = loaded.document
    return loaded if read.id else loaded._replace(document=Document(loaded.name, read.source, read.front_matter, read.reader))


def _side(loaded: Loaded) -> Side:
    from policytool.xref.compare import Side

    front = loaded.document.front_matter
    names = (loaded.document.title, front.text("citation"), *front.texts("aliases"))
    return Side(loaded.document, loaded.date, tuple(dict.fromkeys(n for n in names if n)))


@click.command("xref", short_help="What two documents have to do with each other")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, first: str, second: str, form: str, output: str) -> int:
    """What document A touches in document B, each kind apart.

    Relations a person has reviewed (policytool relate); citations of one in the other; authorities both cite; defined terms both
    use; suggested related clauses with score and reasons; and the clauses of A with no counterpart found in B.
    """
    return xref(settings, first, second, form, output)
