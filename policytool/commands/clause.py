"""policytool clause: what one clause says, with its heading path and sub-clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from policytool.commands.heads import head_blocks, head_dict
from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import Ambiguous, NotFound, PolicyToolError, to_paste

if TYPE_CHECKING:
    from policytool.language.lookup import Found
    from policytool.render.screen import Block
    from policytool.workspace import Loaded, Workspace


def clause(settings: Settings, document: str, pincite: str, form: str, output: str) -> int:
    """Print one clause of one document, or of the one document in the store that has it."""
    from policytool.render.json import dump

    workspace = settings.workspace()
    if not pincite and document.partition("#")[0] and "#" in document:  # as this command prints ids
        document, _, pincite = document.partition("#")
    found = _in_texts(_texts(workspace, document, pincite), pincite) if pincite else [_anywhere(workspace, document)]
    if form == "json":
        answers = [_answer(loaded, hit) for loaded, hit in found]
        settings.write(dump(answers[0] | ({"also": answers[1:]} if answers[1:] else {})), output)
        return 0
    settings.show((b for n, (loaded, hit) in enumerate(found) for b in _blocks(loaded, hit, n > 0)), output)
    return 0


def _texts(workspace: Workspace, document: str, pincite: str) -> tuple[Loaded, ...]:
    """The texts of a document; a person who names the clause first is told so."""
    try:
        return workspace.load_all(document)
    except NotFound as error:
        try:
            workspace.select(pincite)
        except PolicyToolError:
            raise error from None
        raise NotFound(f"{document!r} is no document, and {pincite!r} is one; the document comes first: {to_paste('policytool', 'clause', pincite, document)}") from None


def _in_texts(texts: Sequence[Loaded], pincite: str) -> list[tuple[Loaded, Found]]:
    """The clause in each text that has it; where two texts are possible, what is said of one names the other."""
    from policytool.commands.pincites import example, find
    from policytool.store.selectors import looks_like_selector

    found, without, last = [], [], None
    for loaded in texts:
        try:
            found.append((loaded, find(loaded.document, pincite)))
        except NotFound as error:
            without.append(f"{loaded.name} has no clause {pincite!r}")
            last = error
    if not found and last is not None:
        if looks_like_selector(pincite) and texts[0].document.id:
            asked = to_paste("policytool", "clause", f"{texts[0].document.id}@{pincite}", *filter(None, (example(texts[0].document),)))
            raise NotFound(f"{last.message}. A version is part of the name: {asked}")
        raise last
    return [(loaded._replace(notes=(*loaded.notes, *without)), hit) for loaded, hit in found]


def _anywhere(workspace: Workspace, pincite: str) -> tuple[Loaded, Found]:
    """The clause in the one document of the store where it is found."""
    from policytool.language.lookup import find_clause

    hits, unclear, unread = [], [], []
    documents = workspace.store.documents()
    for info in documents:
        try:
            text = workspace.store.with_text(info.newest).text
        except PolicyToolError:
            unread.append(info.docid)
            continue
        if not _may_hold(text, pincite):
            continue
        loaded = workspace.load(f"{info.docid}@{'latest' if info.newest.date else f'v{info.newest.number}'}")
        try:
            hits.append((loaded, find_clause(loaded.document, pincite)))
        except NotFound:
            continue
        except Ambiguous:
            unclear.append(info.docid)
    doubt = f"the text of {', '.join(unread[:8])}{' ...' if len(unread) > 8 else ''} cannot be read and was not searched" if unread else ""
    if len(hits) == 1 and not unclear:
        loaded, hit = hits[0]
        return loaded._replace(notes=(*loaded.notes, *([doubt] if doubt else []))), hit
    names = [loaded.document.id for loaded, _ in hits] + unclear
    if names:
        more = " ..." if len(names) > 8 else ""
        raise Ambiguous(
            f"{pincite!r} is in {len(names)} document{'s' * (len(names) > 1)}: {', '.join(names[:8])}{more}. Name the document too: {to_paste('policytool', 'clause', names[0], pincite)}",
            candidates=tuple(names),
        )
    if (cited := _cited(workspace, pincite)) is not None:
        return cited
    raise NotFound(_nowhere(workspace, pincite, len(documents)) + (f"; {doubt}" if doubt else ""))


def _cited(workspace: Workspace, words: str) -> tuple[Loaded, Found] | None:
    """The clause that a whole citation, `8 U.S.C. 1373(a)`, leads to in a document that is held."""
    from policytool.language.lookup import find_clause
    from policytool.parsing import parse_document

    found = workspace.resolver().resolve_document(parse_document(f"See {words}."), "")
    if len(found) != 1 or found[0].citation.text != words or found[0].status.value != "resolved" or "#" not in found[0].target:
        return None
    docid, _, ident = found[0].target.partition("#")
    loaded = workspace.load(f"{docid}@latest")
    return loaded, find_clause(loaded.document, ident)


def _may_hold(text: str, pincite: str) -> bool:
    """Whether a text is worth parsing: a long number that is asked for must be printed in it. Ids of ours (`p-1f2e3d`) may hold any digits."""
    return "p-" in pincite or all(number in text for number in re.findall(r"\d{3,}", pincite))


def _nowhere(workspace: Workspace, pincite: str, count: int) -> str:
    try:
        docid = workspace.store.find(workspace.store.split(pincite)[0])
    except PolicyToolError:
        return f"no clause {pincite!r} in the newest text of any of the {count} documents of this store"
    from policytool.commands.pincites import example

    try:
        one = example(workspace.load(pincite).document)
    except PolicyToolError:
        one = ""
    such = f", such as: {to_paste('policytool', 'clause', pincite, one)}" if one else ""
    return f"{pincite!r} names a document, {docid}; name a clause too{such}. `{to_paste('policytool', 'outline', pincite)}` lists them"


def _blocks(loaded: Loaded, hit: Found, again: bool) -> Iterator[Block]:
    from policytool.language.confidence import legend
    from policytool.language.inline import plain_words
    from policytool.language.lookup import ancestors_of
    from policytool.render.screen import BLANK, block
    from policytool.render.views import clause_blocks

    doc = loaded.document
    if again:
        yield BLANK
    yield from head_blocks(loaded)
    for holder in ancestors_of(doc, hit.clause):
        lead_in = holder.text if holder.text.rstrip().endswith((":", "—", "–", "-")) else ""  # without which what it governs cannot be read
        name = " ".join(filter(None, (holder.label, holder.heading, lead_in))) or holder.text
        yield block((plain_words(name), "dim"), indent=2 * min(holder.depth, 12), hang=len(holder.label) + 1 if holder.label else 0)
    yield from clause_blocks(hit.clause, hit.clause.depth, doc.source)
    if hit.item:
        yield block((f"{hit.item.label} ", "label"), hit.item.text, indent=2 * (hit.clause.depth + 1))
    doubt = doc.front_matter.table("confidence").get(hit.clause.id)
    if doubt:
        letters = legend([doubt])
        yield block((f"confidence: {doubt}" + (f" ({letters})" if letters else ""), "warn"), hang=2)
    yield block((f"id: {doc.id}{'#' if doc.id else ''}{hit.item.id if hit.item else hit.clause.id}", "dim"))


def _answer(loaded: Loaded, hit: Found) -> dict[str, Any]:
    from policytool.language.lookup import ancestors_of
    from policytool.render.json import clause_dict, clauses_list

    doc = loaded.document
    return {
        **head_dict(loaded),
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
