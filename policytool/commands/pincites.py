"""A pincite -> the clause; one that is not there is answered with the clauses beside it, as people cite them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policytool.errors import NotFound, PolicyToolError, to_paste

if TYPE_CHECKING:
    from policytool.language.lookup import Found
    from policytool.model.clause import Clause
    from policytool.model.document import Document

MOST = 8


def find(document: Document, pincite: str) -> Found:
    """The clause that `pincite` names. Raises NotFound with what stands nearest, Ambiguous with the candidates."""
    from policytool.language.lookup import find_clause

    try:
        return find_clause(document, pincite)
    except NotFound as error:
        raise _said(document, pincite, error.candidates) from None


def example(document: Document) -> str:
    """How a person may name one clause of a document, one with a number where it has any; empty when it has no clause."""
    from policytool.language.address import Addresses
    from policytool.language.lookup import find_clause
    from policytool.model.clause import Kind

    held = [c for c in document.clauses() if c.kind is not Kind.TITLE]
    one = next((c for c in held if c.label and c.kind in (Kind.SECTION, Kind.CLAUSE)), held[0] if held else None)
    if one is None:
        return ""
    address = Addresses(document).of(one)
    try:
        return address if find_clause(document, address).clause is one else one.id
    except PolicyToolError:
        return one.id


def _said(document: Document, pincite: str, near: tuple[str, ...]) -> NotFound:
    from policytool.language.address import Addresses

    by_id = {c.id: c for c in document.clauses()}
    addresses = Addresses(document)
    found = list(dict.fromkeys(_nearest([by_id[i] for i in near if i in by_id])))
    shown = ", ".join(addresses.of(c) for c in found[:MOST]) + (", ..." if len(found) > MOST else "")
    name = document.id or document.title or "this text"
    hint = f"; nearest: {shown}" if shown else ""
    see = f"`{to_paste('policytool', 'outline', document.id or 'FILE')}` lists them"
    return NotFound(f"no clause {pincite!r} in {name}{hint}. {see}", candidates=tuple(c.id for c in found))


def _nearest(near: list[Clause]) -> Iterator[Clause]:
    """The clause that would hold the one asked for, and what it holds; where there is none such, those most alike."""
    if near and near[0].children and all(c.id.startswith(near[0].id + "/") for c in near[1:]):
        yield near[0]
        yield from near[0].children
    else:
        yield from near
