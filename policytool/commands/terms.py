"""policytool terms: what a document defines, and every clause that uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.render.screen import note_blocks

if TYPE_CHECKING:
    from policytool.language.address import Addresses
    from policytool.model.citation import DefinedTerm
    from policytool.render.screen import Block
    from policytool.workspace import Loaded


def terms(settings: Settings, document: str, term: str, form: str, output: str) -> int:
    """Print the defined terms of one document."""
    from policytool.language.address import Addresses
    from policytool.language.terms import find_terms
    from policytool.render.json import FORMAT, dump, term_dict

    loaded = settings.workspace().load(document)
    everything = find_terms(loaded.document)
    found = [t for t in everything if not term or t.term.casefold() == term.casefold()]
    if form == "json":
        settings.write(dump({"format": FORMAT, "document": loaded.document.id or loaded.name, "terms": [term_dict(t) for t in found], "notes": list(loaded.notes)}), output)
    else:
        notes = [_none(term, everything)] if term and not found else []
        settings.show([*_blocks(loaded, found, Addresses(loaded.document)), *note_blocks(notes)], output)
    return 0


def _none(term: str, everything: Sequence[DefinedTerm]) -> str:
    """What may help somebody who asked for a term that is not defined."""
    names = list(dict.fromkeys(t.term for t in everything))
    there = f"among its {len(names)} defined terms: {', '.join(names[:20])}{', ...' if len(names) > 20 else ''}" if names else "defined: no term is"
    return f"“{term}” is not {there}"


def _blocks(loaded: Loaded, found: Sequence[DefinedTerm], addresses: Addresses) -> Iterator[Block]:
    from policytool.render.screen import block

    by_id = {c.id: c for c in loaded.document.clauses()}
    yield block((loaded.document.title or loaded.name, "title"))
    yield block((f"{loaded.name} · {len(found)} defined term{'s' * (len(found) != 1)}", "dim"))
    yield from note_blocks(loaded.notes)
    for one in found:
        where = addresses.of(by_id[one.clause_id])
        scope = f" ({one.scope})" if one.scope else ""
        yield block((f"“{one.term}”", "label"), (f"  {where}{scope}", "dim"), f"  {one.definition}", hang=2)
        users = list(dict.fromkeys(addresses.of(by_id[u.clause_id]) for u in one.uses))
        yield block(("used in ", "dim"), ", ".join(users) if users else "no other clause", indent=2, hang=2)


@click.command("terms", short_help="Defined terms, and the clauses that use them")
@click.argument("document")
@click.argument("term", required=False, default="")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, document: str, term: str, form: str, output: str) -> int:
    """The terms that DOCUMENT defines, where, with what scope, and every clause that uses them; or one TERM."""
    return terms(settings, document, term, form, output)
