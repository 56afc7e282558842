"""policytool import: a Word file, web page, official XML, PDF or plain text -> Markdown, or straight into the store."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policytool.commands.settings import Settings, force_option, format_option, pass_settings
from policytool.errors import BadInput, to_paste
from policytool.importers.imported import View

if TYPE_CHECKING:
    from policytool.importers.imported import Imported
    from policytool.model.document import Value

BLANK = ("adopted", "signed", "effective", "published", "repealed", "expires", "supersedes")
"""Fields left for a person to fill when the source does not say."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    source: str
    view: View
    docid: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One imported text, ready to be written."""

    imported: Imported
    markdown: str
    name: str


def take(settings: Settings, request: Request, data: bytes) -> Taken:
    """The Markdown of a source in one view, its front matter filled from what the source and the options say."""
    from policytool.importers import read_source
    from policytool.importers.markdown import write_markdown

    name = "standard input" if request.source == "-" else request.source
    if request.source.startswith("fr:"):
        from policytool.importers.fr_fetch import read_number

        imported = read_number(request.source)
    else:
        imported = read_source(data, name, request.view)
    return Taken(imported, write_markdown(imported, _front(settings, request, imported, data)), name)


def _front(settings: Settings, request: Request, imported: Imported, data: bytes) -> dict[str, Value]:
    """The fields of the front matter: what is known, and blanks for what is not."""
    said = imported.front
    fields: dict[str, Value] = {"id": request.docid or said.get("id", ""), "title": said.get("title", ""), "kind": said.get("kind", "")}
    fields |= {name: said.get(name, "") for name in BLANK}
    if request.date and not any(fields[name] for name in ("effective", "adopted", "published")):
        fields["adopted"] = request.date
    where = said.get("source", {})
    table: dict[str, Value] = (
        dict(where) if not isinstance(where, (str, tuple)) else {"url": where} if isinstance(where, str) and where else {}
    )
    if request.url:
        table["url"] = request.url
    if day := _retrieved(settings, request.source):
        table.setdefault("retrieved", day)
    if data:
        table["sha256"] = hashlib.sha256(data).hexdigest()
    return {**fields, "source": {key: table[key] for key in ("url", "retrieved", "sha256") if key in table}}


def _retrieved(settings: Settings, source: str) -> str:
    """The day a source was fetched: today over the network, for a file the day it was saved (UTC), else unknown."""
    if source.startswith("fr:"):
        return settings.today
    if source == "-":
        return ""
    return datetime.datetime.fromtimestamp(os.stat(Path(os.path.expanduser(source))).st_mtime, datetime.UTC).date().isoformat()


def _bytes_of(source: str) -> bytes:
    from policytool.importers import MAX_SOURCE
    from policytool.workspace import read_data

    if source.startswith("fr:"):
        return b""
    if source.startswith(("http://", "https://")):
        raise BadInput(
            f"{source} is a web address; save the page in a browser and import the file, or use fr:NUMBER for the Federal Register"
        )
    if source == "-":
        data = sys.stdin.buffer.read(MAX_SOURCE + 1)
    else:
        data = read_data(Path(os.path.expanduser(source)))
    if data.lstrip(b"\xef\xbb\xbf").startswith(b"---") and re.search(rb"\n(?:id|title|kind|citation|adopted|effective):", data[:4000]):
        raise BadInput(f"{source} is a policy in Markdown already; store it with: {to_paste('policytool', 'add', source)}")
    return data


def write_both(settings: Settings, request: Request, output: str, form: str) -> int:
    """Both texts of a marked-up source, as NAME.before.md and NAME.after.md."""
    data = _bytes_of(request.source)
    if request.source == "-" and not output:
        raise BadInput("--both writes two files; name them with -o NAME")
    after = take(settings, replace(request, view=View.ACCEPT), data)
    if not after.imported.marked:
        raise BadInput(f"{after.name} has no tracked changes, struck or inserted words; import it without --both")
    before = take(settings, replace(request, view=View.REJECT), data)
    stem = Path(os.path.expanduser(output)) if output else Path(Path(request.source).name)
    stem = stem.with_suffix("") if stem.suffix in (".md", Path(request.source).suffix) else stem
    paths = [f"{stem}.before.md", f"{stem}.after.md"]
    for path in paths:
        settings.place(path)  # both are looked at before either is written
    for path, taken in zip(paths, (before, after), strict=True):
        settings.write(taken.markdown, path)
    _report(settings, after, form, {"files": paths})
    click.echo(f"wrote {paths[0]} and {paths[1]}; compare them: {to_paste('policytool', 'diff', *(os.path.join('.', path) for path in paths))}", err=True)
    return 0


def import_one(settings: Settings, request: Request, output: str, form: str) -> int:
    """One text, to standard output or a file."""
    taken = take(settings, request, _bytes_of(request.source))
    if output and output != "-":
        settings.write(taken.markdown, output)
        _report(settings, taken, form, {"files": [output]})
        click.echo(f"wrote {output}", err=True)
    elif form == "json":
        _report(settings, taken, form, {"markdown": taken.markdown})
    else:
        settings.write(taken.markdown)
        _report(settings, taken, form, {})
    return 0


def import_and_add(settings: Settings, request: Request, form: str) -> int:
    """Show the outline and what is wrong with its numbering, then store the text as a version."""
    from policytool.commands.add import stored_dict, stored_words
    from policytool.parsing import parse_document
    from policytool.render.json import clause_dict, finding_dict
    from policytool.render.safe import visible
    from policytool.render.views import finding_blocks, outline_blocks
    from policytool.store.commit import signature_of
    from policytool.store.writer import add_version, writable

    data = _bytes_of(request.source)
    store, git, _ = writable(settings.workspace().store)
    taken = take(settings, request, data)
    document = parse_document(taken.markdown, request.docid)
    if form == "text":
        settings.show(outline_blocks(list(document.clauses()), 0, settings.width if settings.terminal else 160))
        settings.show(finding_blocks(document.findings, document.source))
    stored = add_version(
        store, taken.markdown.encode(), taken.name, signature_of(git, settings.environment), docid=request.docid, date=request.date
    )
    parsed = {
        "clauses": [clause_dict(c) for c in document.clauses()],
        "findings": [finding_dict(f) for f in document.findings],
        "stored": stored_dict(stored, False),
    }
    _report(settings, taken, form, parsed)
    if form == "text":
        click.echo(visible(stored_words(stored, False, settings.today)))
    return 0


def _report(settings: Settings, taken: Taken, form: str, more: dict[str, Any]) -> None:
    """What was imported, lost and repaired: words on standard error, or JSON on standard output."""
    from policytool.render.json import FORMAT, dump
    from policytool.render.safe import visible

    imported = taken.imported
    if form == "json":
        value: dict[str, Any] = {"format": FORMAT, "source": taken.name, "read_as": imported.format, "marked": imported.marked}
        value["losses"] = [{"kind": loss.kind, "count": loss.count, "detail": loss.detail} for loss in imported.losses]
        value["repairs"] = [{"what": r.what, "count": r.count, "example": r.example} for r in imported.repairs]
        settings.write(dump(value | more))
        return
    count = len(imported.paragraphs)
    lines = [f"read {taken.name} as {imported.format}: {count} paragraph{'s' * (count != 1)}"]
    if imported.marked and len(more.get("files", ())) < 2:
        lines.append("its marked changes were taken one way; --accept, --reject and --both choose")
    lines += [f"not carried over: {loss.kind}: {loss.count}{f' ({loss.detail})' if loss.detail else ''}" for loss in imported.losses]
    lines += [f"repaired: {r.what} ({r.count}{f', {r.example}' if r.example else ''})" for r in imported.repairs]
    for line in lines:
        click.echo(visible(line), err=True)


@click.command("import", short_help="A Word file, web page, XML, PDF or text as Markdown")
@click.argument("source")
@click.option("-o", "--output", metavar="FILE", default="", help="Write there instead of standard output.")
@click.option("--add", "store", is_flag=True, help="Store it as a version, after showing outline and findings.")
@click.option("--accept", "view", flag_value="accept", default="accept", help="Marked changes taken in (the default).")
@click.option("--reject", "view", flag_value="reject", help="The text before the marked changes.")
@click.option("--both", "view", flag_value="both", help="Both, as NAME.before.md and NAME.after.md.")
@click.option("--id", "docid", default="", help="The document's id.")
@click.option("--date", default="", help="The version date (adopted), when the source gives none.")
@click.option("--url", default="", help="Where the source was found.")
@force_option
@format_option("text", "json", by_name=False)
@pass_settings
def command(settings: Settings, source: str, output: str, store: bool, view: str, docid: str, date: str, url: str, form: str) -> int:
    """Turn SOURCE into Markdown: .docx, saved HTML, Federal Register, eCFR, USLM or Akoma Ntoso XML, PDF, text; - or fr:NUMBER.

    What could not be carried over is listed on standard error.
    """
    if date:
        from policytool.model.version import PolicyDate

        PolicyDate.parse(date)
    if store and (output or view == "both"):
        raise BadInput("--add stores one text; it goes with neither -o nor --both")
    request = Request(source, View.REJECT if view == "reject" else View.ACCEPT, docid, date, url)
    if view == "both":
        return write_both(settings, request, output, form)
    return import_and_add(settings, request, form) if store else import_one(settings, request, output, form)
