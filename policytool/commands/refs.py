"""policytool refs: what a document cites, what cites it, and which citations lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from policytool.commands.citing import citing_texts, joined, told_once
from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import BadInput, PolicyToolError, to_paste
from policytool.render.screen import note_blocks

if TYPE_CHECKING:
    from policytool.commands.fallout import Reached
    from policytool.language.address import Addresses
    from policytool.model.resolution import Resolution
    from policytool.model.version import Version
    from policytool.render.screen import Block
    from policytool.workspace import Loaded, Workspace


def refs(settings: Settings, document: str, pincite: str, incoming: bool, dangling: bool, form: str, output: str) -> int:
    """Print the citations of one document, or those that point to it."""
    from policytool.language.address import Addresses
    from policytool.model.resolution import Status
    from policytool.render.json import FORMAT, dump, resolution_dict

    workspace = settings.workspace()
    loaded = workspace.load(document)
    found = list(_incoming(workspace, loaded, pincite)) if incoming else list(_outgoing(workspace, loaded, pincite))
    if dangling:
        found = [r for r in found if r.status in (Status.MISSING, Status.AMBIGUOUS)]
    if form == "json":
        rows: list[dict[str, Any]] = [resolution_dict(r) for r in found]
        settings.write(
            dump({"format": FORMAT, "document": loaded.document.id or loaded.name, "incoming": incoming, "citations": rows, "notes": list(loaded.notes)}), output
        )
        return 0
    settings.show(_blocks(loaded, found, Addresses(loaded.document), incoming), output)
    return 0


def changed(settings: Settings, document: str, pincite: str, span: str, form: str, output: str) -> int:
    """Print the citations that the change between two versions of a document, or of one clause of the older, reached."""
    from policytool.commands.fallout import fallout_of
    from policytool.commands.pincites import find
    from policytool.diff import compare
    from policytool.render.json import FORMAT, dump, fallout_dict
    from policytool.render.views import fallout_blocks

    old, dots, new = span.partition("..")
    if not old or not dots or not new:
        raise BadInput(f"--changed {span!r} names no two versions; write --changed 2020-01..2021-01-27, or v1..v2")
    workspace = settings.workspace()
    docid = workspace.store.find(document)
    before, after = workspace.load(f"{docid}@{old}"), workspace.load(f"{docid}@{new}")
    if before.version and after.version and before.version.number > after.version.number:
        raise BadInput(f"--changed {span} goes back: {before.name} is the later text; write --changed {new}..{old}")
    reached = fallout_of(workspace, before, after, compare(before.document, after.document), later=True)
    if pincite:
        reached = reached.within(find(before.document, pincite).clause.id)
    same = [f"both ends of {span} are {after.name}: nothing changed between them"] if before.blob == after.blob else []
    notes = [*dict.fromkeys((*before.notes, *after.notes)), *same, *_left_out(reached)]
    if form == "json":
        rows = [fallout_dict(f) for f in reached.found]
        settings.write(dump({"format": FORMAT, "document": docid, "old": before.name, "new": after.name, "fallout": rows, "notes": notes}), output)
    else:
        settings.page([*fallout_blocks(reached.found, f"{before.name} to {after.name}"), *note_blocks(notes)], output)
    return 0


def _left_out(reached: Reached) -> Iterator[str]:
    """What is said of citations in texts that are as young as the change: nobody can tell which text they mean."""
    if not reached.later:
        return
    names = list(dict.fromkeys(name for name, _ in reached.later))
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    asked = to_paste("policytool", "refs", names[0].rpartition("@")[0])
    where, open_ = f"in texts made after the change ({shown})", "may mean the new text, or still the old one"
    if (count := len(reached.later)) == 1:
        yield f"1 citation of what changed stands {where} and is left out: it {open_}; `{asked}` shows where it leads"
    else:
        yield f"{count} citations of what changed stand {where} and are left out: they {open_}; `{asked}` shows where they lead"


def _outgoing(workspace: Workspace, loaded: Loaded, pincite: str) -> Iterator[Resolution]:
    from policytool.commands.pincites import find
    from policytool.commands.since import Since

    within = find(loaded.document, pincite).clause.id if pincite else ""
    since = Since(workspace)
    found = since.resolver.resolve_document(loaded.document, loaded.date)
    inside = (one for one in found if not within or one.clause_id == within or one.clause_id.startswith(within + "/"))
    yield from since.told(inside, loaded.date)


def _incoming(workspace: Workspace, loaded: Loaded, pincite: str) -> Iterator[Resolution]:
    """Citations anywhere in the store that point to this document or clause."""
    from policytool.commands.pincites import find
    from policytool.commands.since import Since

    docid = loaded.document.id
    within = f"{docid}#{find(loaded.document, pincite).clause.id}" if pincite else docid
    since = Since(workspace)

    def pointing(version: Version) -> Iterator[Resolution]:
        try:
            citing, date = since.shelf.read(version)
            outgoing = since.resolver.resolve_document(citing, date)
        except PolicyToolError as error:
            click.echo(f"note: citations of {version.docid} are not counted: {error.message}", err=True)
            return
        if pincite or citing.id != docid:
            yield from since.told((one for one in outgoing if one.target == within or one.target.startswith((within + "/", within + "#"))), date)

    for info in workspace.store.documents():
        texts = citing_texts(info.versions, workspace.store.today)
        yield from told_once(((text, pointing(text.version)) for text in texts), _place, _noted)


def _place(one: Resolution) -> tuple[str, str, str]:
    return one.clause_id, one.citation.text, one.target


def _noted(one: Resolution, note: str) -> Resolution:
    return replace(one, note=joined(one.note, note))


def _blocks(loaded: Loaded, found: Sequence[Resolution], addresses: Addresses, incoming: bool) -> Iterator[Block]:
    from policytool.render.screen import block

    styles = {"resolved": "good", "external": "dim", "missing": "bad", "ambiguous": "warn"}
    yield block((loaded.document.title or loaded.name, "title"))
    yield block((f"{loaded.name} · {len(found)} citation{'s' * (len(found) != 1)} {'to it' if incoming else ''}".rstrip(), "dim"))
    yield from note_blocks(loaded.notes)
    by_id = {c.id: c for c in loaded.document.clauses()}
    for one in found:
        where = f"{one.docid}#{one.clause_id}" if incoming else addresses.of(by_id[one.clause_id])
        cited, status = one.citation, one.status.value
        target = cited.target + (f" through {cited.target_end}" if cited.target_end else "")
        said_already = target.casefold() == cited.text.casefold()
        points_to = one.target if status in ("resolved", "missing") else ", ".join(one.candidates)
        yield block(
            (where, "label"), f"  “{cited.text}”", ("" if said_already else f"  {target}", "heading"), (f"  {status}", styles[status]),
            f" {points_to}" if points_to else "", (f"  ({one.note})" if one.note else "", "warn"), hang=4,
        )  # fmt: skip


@click.command("refs", short_help="What a document cites, and what cites it")
@click.argument("document")
@click.argument("pincite", required=False, default="")
@click.option("--incoming", is_flag=True, help="Who cites this document, or clause, anywhere in the store.")
@click.option("--dangling", is_flag=True, help="Only citations that lead to no clause, or to several.")
@click.option("--changed", "span", metavar="A..B", default="", help="Citations anywhere of what changed between two versions.")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, document: str, pincite: str, incoming: bool, dangling: bool, span: str, form: str, output: str) -> int:
    """Every citation of DOCUMENT, or of one clause: its place, canonical target, and what it points to.

    Resolved, ambiguous (all candidates are named), missing (the document is held, the clause is not in it) or external. The target
    is read as it stood on the citing document's date; what has become of it since is said.

    --changed 2020-01..2021-01-27: clauses in the document and anywhere in the store that cite what was deleted, renumbered or
    changed between the two versions; for a new number, what the citation should now say. PINCITE is then a clause of the older one.
    """
    if span:
        if incoming or dangling:
            more = "--incoming" if incoming else "--dangling"
            raise BadInput(f"--changed tells the citations that a change reached, wherever they stand, and takes no {more}; leave one of the two out")
        return changed(settings, document, pincite, span, form, output)
    return refs(settings, document, pincite, incoming, dangling, form, output)
