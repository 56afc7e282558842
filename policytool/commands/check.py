"""policytool check: what is wrong with a document, or with every document of a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import PolicyToolError
from policytool.model.version import REMOVED

if TYPE_CHECKING:
    from policytool.commands.since import Since
    from policytool.model.resolution import Resolution
    from policytool.model.version import Version
    from policytool.render.sarif import Checked
    from policytool.render.screen import Block
    from policytool.workspace import Loaded, Workspace

SEVERITIES = ("error", "warning", "note")


def check(settings: Settings, document: str, least: str, exit_code: bool, form: str, output: str) -> int:
    """Print the findings of one document, or of the newest text of every document."""
    from policytool import __version__
    from policytool.checks import RULES
    from policytool.render.json import FORMAT, dump, finding_dict
    from policytool.render.sarif import place_in, sarif_dict

    shown = SEVERITIES[: SEVERITIES.index(least) + 1]
    checked = [one._replace(findings=tuple(f for f in one.findings if f.severity.value in shown)) for one in _checked(settings.workspace(), document)]
    if form == "sarif":
        settings.write(dump(sarif_dict(checked, RULES, __version__)), output)
    elif form == "json":
        rows: list[dict[str, Any]] = [
            {"document": one.name, "path": one.path, "line": place_in(one.source, f.span[0])[0], **finding_dict(f)} for one in checked for f in one.findings
        ]
        settings.write(dump({"format": FORMAT, "checked": len(checked), "findings": rows}), output)
    else:
        settings.page(_blocks(checked), output)
    return 1 if exit_code and any(one.findings for one in checked) else 0


def _checked(workspace: Workspace, document: str) -> Iterator[Checked]:
    from policytool.commands.since import Since

    if document:
        loaded = workspace.load(document)
        yield _check_one(workspace, loaded, Since(workspace) if loaded.version is not None else None)
        return
    held = Since(workspace)
    for info in workspace.store.documents():
        newest = info.newest
        if newest.ended_by == REMOVED:
            continue  # nobody can mend it
        try:
            yield _check_one(workspace, workspace.load(f"{newest.docid}@blob:{newest.blob}"), held)
        except PolicyToolError as error:  # one bad file hides nothing of the others
            yield _unreadable(newest, error.message)


def _unreadable(version: Version, why: str) -> Checked:
    from policytool.checks import UNREADABLE
    from policytool.model.finding import Finding, Severity
    from policytool.render.sarif import Checked

    return Checked(version.name, version.path, "", (Finding(UNREADABLE, Severity.ERROR, why),))


def _check_one(workspace: Workspace, loaded: Loaded, held: Since | None) -> Checked:
    """A plain file has no store: its citations are not looked up."""
    from policytool.checks import Subject, find_findings
    from policytool.language.terms import find_terms
    from policytool.render.sarif import Checked

    found: Sequence[Resolution] = held.resolver.resolve_document(loaded.document, loaded.date) if held else ()
    outlived = tuple(held.outlived(found, loaded.date)) if held else ()
    subject = Subject(loaded.document, tuple(found), find_terms(loaded.document), _trailers(workspace, loaded), outlived)
    path = loaded.version.path if loaded.version else loaded.name
    return Checked(loaded.name, path, loaded.document.source, find_findings(subject))


def _trailers(workspace: Workspace, loaded: Loaded) -> tuple[tuple[str, str], ...]:
    version = loaded.version
    if version is None or not version.commit:
        return ()
    keys = ("Policy-Id", "Version-Date")
    records = [r for r in workspace.store.index.records() if r.commit == version.commit and r.path == version.path]
    return tuple((key, value) for record in records for key in keys if (value := record.trailer(key)))


def _blocks(checked: Sequence[Checked]) -> Iterator[Block]:
    from policytool.render.screen import block
    from policytool.render.views import finding_blocks

    total = 0
    for one in checked:
        if one.findings:
            yield block((one.name, "title"), (f"  {one.path}", "dim"))
            yield from finding_blocks(one.findings, one.source)
            total += len(one.findings)
    yield block((f"{len(checked)} document{'s' * (len(checked) != 1)} checked, {total} finding{'s' * (total != 1)}", "dim"))


@click.command("check", short_help="What is wrong with a document, or with all of them")
@click.argument("document", required=False, default="")
@click.option("--severity", "least", type=click.Choice(SEVERITIES), default="note", show_default=True, help="Show findings from this severity up.")
@click.option("--exit-code", is_flag=True, help="Exit 1 when there are findings.")
@format_option("text", "json", "sarif")
@out_option
@pass_settings
def command(settings: Settings, document: str, least: str, exit_code: bool, form: str, output: str) -> int:
    """Citations that lead nowhere, labels that repeat or skip, terms without use or definition, dates out of order.

    Of DOCUMENT, or of the newest text of every document of the store. docs/checks.md explains each rule.
    """
    return check(settings, document, least, exit_code, form, output)
