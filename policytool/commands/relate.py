"""policytool relate: record what two clauses have to do with each other, list what is recorded, take it back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policytool.commands.settings import Settings, format_option, pass_settings
from policytool.errors import BadInput, NotFound

if TYPE_CHECKING:
    from policytool.render.screen import Block
    from policytool.workspace import Workspace
    from policytool.xref.relations import End, Relation


def relate(settings: Settings, first: str, second: str, kind: str, note: str, dry_run: bool) -> int:
    """Record one relation as a commit; the same one again replaces its note."""
    from policytool.xref.relations import Relation, read_kind

    workspace = settings.workspace()
    one = Relation(read_end(workspace, first), read_end(workspace, second), read_kind(kind), " ".join(note.split()))
    if one.first.docid == one.second.docid:
        raise BadInput(f"both sides are in {one.first.docid}; a relation is between two documents")
    line = f"{one.first} {one.kind} {one.second}"
    if dry_run:
        click.echo(f"would record: {line}")
        return 0

    def added(relations: Sequence[Relation]) -> list[Relation]:
        at = next((n for n, r in enumerate(relations) if _same(r, one)), len(relations))
        return [*relations[:at], one, *relations[at + 1 :]]

    _rewrite(settings, workspace, added, f"Relate {line}", f"recorded: {line}", f"already recorded: {line}")
    return 0


def remove(settings: Settings, first: str, second: str, kind: str, dry_run: bool) -> int:
    """Take back the relations between two clauses, or the one of a kind."""
    from policytool.commands.relations import read_relations
    from policytool.xref.relations import read_kind

    workspace = settings.workspace()
    wanted = read_kind(kind) if kind else None
    ends = [_plain_end(workspace, text) for text in (first, second)]

    def hit(r: Relation) -> bool:
        return all(_fits(a, b) for a, b in zip(ends, (r.first, r.second), strict=True)) and wanted in (None, r.kind)

    gone = [r for r in read_relations(workspace) if hit(r)]
    if not gone:
        raise NotFound(f"no relation from {first} to {second}{f' of kind {kind}' if kind else ''} is recorded; `policytool relate --list` lists them")
    for one in gone:
        click.echo(f"{'would remove' if dry_run else 'removing'}: {one.first} {one.kind} {one.second}")
    if not dry_run:
        line = f"{gone[0].first} and {gone[0].second}"
        _rewrite(settings, workspace, lambda all_: [r for r in all_ if not hit(r)], f"Remove the relation of {line}", "removed", "nothing is left to remove")
    return 0


def _rewrite(settings: Settings, workspace: Workspace, change: Callable[[Sequence[Relation]], list[Relation]], subject: str, done: str, nothing: str) -> None:
    from policytool.render.safe import visible
    from policytool.store.commit import signature_of
    from policytool.store.companion import change_companion
    from policytool.xref.relations import FILE, format_relations, parse_relations

    signature = signature_of(workspace.store.git, settings.environment)
    commit = change_companion(workspace.store, FILE, lambda old: format_relations(change(parse_relations(old))), f"{subject}\n", signature)
    click.echo(visible(f"{done}, commit {commit[:10]}" if commit else nothing))


def read_end(workspace: Workspace, text: str) -> End:
    """What a person types, `WCO@2021-01-27#020(a)`, as the docid, the version reviewed and the clause id.

    Raises NotFound or Ambiguous with the candidates, and BadInput for a plain file.
    """
    from policytool.commands.pincites import find
    from policytool.xref.relations import End

    argument, _, pincite = text.partition("#")
    loaded = workspace.load(argument)
    if loaded.version is None:
        raise BadInput(f"{argument} is a plain file; a relation is between documents of the store")
    for said in loaded.notes:
        click.echo(f"note: {loaded.name}: {said}", err=True)
    clause = ""
    if pincite:
        found = find(loaded.document, pincite)
        clause = found.clause.id
    return End(loaded.document.id, loaded.date or f"blob:{loaded.blob[:12]}", clause)


def _plain_end(workspace: Workspace, text: str) -> End:
    """A side to remove: as it is recorded, else as a person types it."""
    from policytool.commands.relations import read_relations
    from policytool.xref.relations import End

    recorded = [end for r in read_relations(workspace) for end in (r.first, r.second)]
    with contextlib.suppress(BadInput):  # an alias may hold spaces
        typed = End.parse(text)
        if any(_fits(typed, end) for end in recorded):
            return typed
    found = read_end(workspace, text)
    return found if "@" in text.partition("#")[0] else End(found.docid, "", found.clause)


def _fits(typed: End, recorded: End) -> bool:
    return (typed.docid, typed.clause) == (recorded.docid, recorded.clause) and typed.version in ("", recorded.version)


def _same(a: Relation, b: Relation) -> bool:
    return (a.first, a.second, a.kind) == (b.first, b.second, b.kind)


def list_relations(settings: Settings, document: str, form: str) -> int:
    """Print the relations of the store, or of one document, and what has become of their sides."""
    from policytool.commands.relations import Follower, read_relations
    from policytool.render.json import FORMAT, dump

    workspace = settings.workspace()
    docid = workspace.store.find(workspace.store.split(document)[0]) if document else ""
    chosen = [r for r in read_relations(workspace) if docid in ("", r.first.docid, r.second.docid)]
    follower = Follower(workspace)
    rows = [(r, [follower.find(end, workspace.load(end.docid)) for end in (r.first, r.second)]) for r in chosen]
    if form == "json":
        relations = [
            {
                "from": str(r.first), "to": str(r.second), "as": r.kind.value, "note": r.note,
                "now": [{"clause": clause, "note": note, "gone": gone} for clause, note, gone in now],
            }
            for r, now in rows
        ]  # fmt: skip
        settings.write(dump({"format": FORMAT, "relations": relations}))
    else:
        settings.page(_blocks(rows))
    return 0


def _blocks(rows: Sequence[tuple[Relation, Sequence[tuple[str, str, bool]]]]) -> Iterator[Block]:
    from policytool.render.screen import block

    yield block((f"{len(rows)} reviewed relation{'s' * (len(rows) != 1)}", "dim"))
    for r, now in rows:
        yield block((str(r.first), "label"), f" {r.kind} ", (str(r.second), "label"), hang=4)
        if r.note:
            yield block(r.note, indent=2, hang=2)
        for end, (clause, note, gone) in zip((r.first, r.second), now, strict=True):
            if note:
                where = "gone in the newest version" if gone else f"now {clause}"
                yield block((f"{end.docid}: {where} ({note})", "bad" if gone else "warn"), indent=2, hang=2)


@click.command("relate", short_help="Record what two clauses have to do with each other")
@click.argument("first", required=False, default="")
@click.argument("second", required=False, default="")
@click.option("--as", "kind", default="", metavar="KIND", help="restates, extends, implements, narrows, excepts, conflicts, cites, supersedes, parallels, responds-to.")
@click.option("--note", default="", help="Why, in a sentence.")
@click.option("--list", "listing", is_flag=True, help="List the relations of the store, or of document FIRST.")
@click.option("--remove", "removing", is_flag=True, help="Take back the relation; with --as, only that kind.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored, and store nothing.")
@format_option("text", "json")
@pass_settings
def command(settings: Settings, first: str, second: str, kind: str, note: str, listing: bool, removing: bool, dry_run: bool, form: str) -> int:
    """Record that clause FIRST does something to clause SECOND, as a person has reviewed it.

    A side is docid#clause or docid@date#clause: policytool relate us-il-chicago/eo/2025-6#o-6 WCO#020(a)(6) --as extends.
    It is kept in relations.toml in the store's git, shown first by `xref`, and followed when a clause is renumbered.
    """
    if listing:
        return list_relations(settings, first, form)
    if form != "text":
        raise BadInput("--format json is for --list; what is recorded or removed is said in words")
    if not (first and second):
        raise BadInput("name two clauses, docid#clause each; or --list")
    if removing:
        return remove(settings, first, second, kind, dry_run)
    if not kind:
        raise BadInput("say what FIRST does to SECOND: --as extends, restates, implements, ...")
    return relate(settings, first, second, kind, note, dry_run)
