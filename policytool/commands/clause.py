"""policytool clause: what one clause says, with its heading path and sub-clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import Ambiguous, NotFound

if TYPE_CHECKING:
    from policytool.language.lookup import Found
    from policytool.workspace import Loaded


def clause(settings: Settings, document: str, pincite: str, form: str, output: str) -> int:
    """Print one clause of one document, or of the one document in the store that has it."""
    from policytool.language.lookup import find_clause
    from policytool.render.json import dump

    workspace = settings.workspace()
    if pincite:
        found = [(loaded, find_clause(loaded.document, pincite)) for loaded in workspace.load_all(document)]
    else:
        found = [_anywhere(settings, document)]
    if form == "json":
        answers = [_answer(loaded, hit) for loaded, hit in found]
        settings.write(dump(answers[0] | ({"also": answers[1:]} if answers[1:] else {})), output)
        return 0
    for n, (loaded, hit) in enumerate(found):
        if n:
            click.echo()
        _print(settings, loaded, hit)
    return 0


def _anywhere(settings: Settings, pincite: str) -> tuple[Loaded, Found]:
    """The clause in the one document of the store where it is found."""
    from policytool.language.lookup import find_clause

    workspace = settings.workspace()
    hits, unclear = [], []
    for info in workspace.store.documents():
        loaded = workspace.load(f"{info.docid}@latest" if info.newest.date else f"{info.docid}@v{info.newest.number}")
        try:
            hits.append((loaded, find_clause(loaded.document, pincite)))
        except NotFound:
            continue
        except Ambiguous:
            unclear.append(info.docid)
    if len(hits) == 1 and not unclear:
        return hits[0]
    names = [loaded.document.id for loaded, _ in hits] + unclear
    if names:
        raise Ambiguous(
            f"{pincite!r} is in {len(names)} documents: {', '.join(names[:8])}. Name the document too: policytool clause {names[0]} {pincite!r}",
            candidates=tuple(names),
        )
    raise NotFound(f"no clause {pincite!r} in any of the {len(workspace.store.documents())} documents of this store")


def _print(settings: Settings, loaded: Loaded, hit: Found) -> None:
    from policytool.language.lookup import ancestors_of
    from policytool.render.screen import block
    from policytool.render.views import clause_blocks, provenance_blocks

    doc = loaded.document
    settings.show(provenance_blocks(loaded.name, doc.title, loaded.version, loaded.blob, doc.front_matter.text("edition"), loaded.notes))
    for holder in ancestors_of(doc, hit.clause):
        name = " ".join(filter(None, (holder.label, holder.heading))) or holder.text
        settings.show([block((name, "dim"), indent=2 * min(holder.depth, 12))])
    settings.show(clause_blocks(hit.clause, hit.clause.depth))
    if hit.item:
        settings.show([block((f"{hit.item.label} ", "label"), hit.item.text, indent=2 * (hit.clause.depth + 1))])
    doubt = doc.front_matter.table("confidence").get(hit.clause.id)
    if doubt:
        settings.show([block((f"confidence: {doubt}" + ("" if doubt.startswith("R") else " (not read in the source itself)"), "warn"))])
    settings.show([block((f"id: {doc.id}#{hit.item.id if hit.item else hit.clause.id}", "dim"))])


def _answer(loaded: Loaded, hit: Found) -> dict[str, Any]:
    from policytool.language.lookup import ancestors_of
    from policytool.render.json import FORMAT, clause_dict, clauses_list, version_dict

    doc = loaded.document
    return {
        "format": FORMAT,
        "document": doc.id or loaded.name,
        "title": doc.title,
        "version": version_dict(loaded.version) if loaded.version else None,
        "blob": loaded.blob,
        "notes": list(loaded.notes),
        "within": [{"id": c.id, "label": c.label, "heading": c.heading} for c in ancestors_of(doc, hit.clause)],
        "clause": clause_dict(hit.clause),
        "item": None if hit.item is None else {"id": hit.item.id, "label": hit.item.label, "text": hit.item.text},
        "confidence": doc.front_matter.table("confidence").get(hit.clause.id, ""),
        "clauses": clauses_list(list(hit.clause.walk())[1:]),
    }


@click.command("clause", short_help="What one clause says")
@click.argument("document")
@click.argument("pincite", required=False, default="")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, document: str, pincite: str, form: str, output: str) -> int:
    """The clause PINCITE of DOCUMENT, a file or an id with an optional @version.

    A pincite is written as people write it: "2-173-020(a)(1)", "§ 2-173-020(a)", "Sec. 2(b)", s2/b, "020(a)",
    "whereas 3". With one argument, the clause is looked for in every document of the store.
    """
    return clause(settings, document, pincite, form, output)
