"""policytool outline: the tree of clauses, and with --check what is wrong with its numbering."""

from __future__ import annotations

import click

from policytool.commands.heads import head_blocks
from policytool.commands.settings import Settings, format_option, out_option, pass_settings


def outline(settings: Settings, document: str, depth: int, check: bool, exit_code: bool, form: str, output: str) -> int:
    """Print the outline of one document."""
    from policytool.render.json import FORMAT, clause_dict, dump, finding_dict
    from policytool.render.screen import block
    from policytool.render.views import finding_blocks, outline_blocks

    loaded = settings.workspace().load(document)
    doc = loaded.document
    clauses = [c for c in doc.clauses() if not depth or c.depth < depth]
    findings = doc.findings if check or form == "json" else ()
    if form == "json":
        value = {"format": FORMAT, "document": doc.id or loaded.name, "title": doc.title, "blob": loaded.blob, "notes": list(loaded.notes)}
        value |= {"clauses": [clause_dict(c) for c in clauses], "findings": [finding_dict(f) for f in findings]}
        settings.write(dump(value), output)
    else:
        blocks = [*head_blocks(loaded), *outline_blocks(clauses, depth, settings.width if settings.terminal and not output else 160)]
        if check:
            blocks += finding_blocks(findings, doc.source)
            blocks.append(block(f"{len(findings)} finding{'s' * (len(findings) != 1)} in {sum(1 for _ in doc.clauses())} clauses"))
        settings.show(blocks, output)
    return 1 if exit_code and findings else 0


@click.command("outline", short_help="The tree of clauses")
@click.argument("document")
@click.option("--depth", type=click.IntRange(min=0), default=0, show_default=False, help="Only that many levels.")
@click.option("--check", is_flag=True, help="Also list gaps, repetitions and jumps in the numbering.")
@click.option("--exit-code", is_flag=True, help="With --check: exit 1 when there are findings.")
@format_option("text", "json")
@out_option
@pass_settings
def command(settings: Settings, document: str, depth: int, check: bool, exit_code: bool, form: str, output: str) -> int:
    """The tree of clauses of DOCUMENT, a file or an id with an optional @version."""
    return outline(settings, document, depth, check, exit_code, form, output)
