"""A Word file -> flat paragraphs, with the numbers Word shows and one view of its tracked changes.

Read with the standard library, because no reader at hand gives the numbers (see docs/importing.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from policytool.errors import BadInput
from policytool.importers.docx_body import BodyReader
from policytool.importers.docx_numbering import Numbering
from policytool.importers.docx_package import Package, open_package
from policytool.importers.docx_styles import Styles, child, value
from policytool.importers.docx_text import TextReader
from policytool.importers.headings import settle_titles
from policytool.importers.imported import Imported, Repair, Role, View, tally
from policytool.importers.text import repair_paragraphs
from policytool.importers.xml_tree import local
from policytool.model.document import Value

_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "pPrChange"})


def read(data: bytes, name: str, view: View) -> Imported:
    """The text of a Word file with its tracked changes accepted or rejected."""
    package = open_package(data, name)
    document = package.part(package.document)
    body = child(document, "body")
    if document is None or body is None:
        raise BadInput(f"{name} is a Word file without a body; open it in Word and save it again")
    styles = Styles(package.one("styles"), view)
    amending = any(_is_struck(run, styles) for run in body.iter() if local(run.tag) == "r")
    links = {ident: path for kind, path, ident in package.relations() if kind == "hyperlink"}
    text = TextReader(view, styles, amending, links)
    notes = {(kind, ident): said for kind in ("footnote", "endnote") for ident, said in _notes(package, kind, text)}
    text.notes.clear()
    reader = BodyReader(text, Numbering(package.one("numbering"), styles), notes)
    paragraphs = settle_titles(reader.read(body))
    losses = tally(
        [*text.losses, *_outside(package), *_stale(reader), *(("number formats, given in digits", f) for f in reader.numbering.unknown)]
    )
    paragraphs, repairs = repair_paragraphs(paragraphs)
    if text.struck or text.underlined:
        repairs = (*repairs, Repair("struck words read as deleted, underlined words as inserted", text.struck + text.underlined))
    marked = amending or any(local(e.tag) in _TRACKED for e in body.iter())
    title = next((p.text for p in paragraphs if p.role is Role.HEADING and p.heading == 1), "") or _core_title(package)
    front: dict[str, Value] = {"title": title} if title else {}
    return Imported(tuple(paragraphs), front, losses, repairs, marked)


def _is_struck(run: Element, styles: Styles) -> bool:
    return child(run, "t") is not None and styles.strikes(child(run, "rPr"))


def _notes(package: Package, kind: str, text: TextReader) -> Iterator[tuple[str, str]]:
    """(id, words) of each footnote or endnote; separators are none."""
    root = package.one(f"{kind}s")
    for note in () if root is None else root:
        if local(note.tag) == kind and value(note, "type") in ("", "normal"):
            paragraphs = (text.read(p) for p in note.iter() if local(p.tag) == "p")
            yield value(note, "id"), " ".join(" ".join(paragraphs).split())


def _outside(package: Package) -> Iterator[tuple[str, str]]:
    """What stands beside the text: comments, page headers and footers."""
    comments = package.one("comments")
    for comment in () if comments is None else comments:
        yield "comments", _words(comment)
    for kind in ("header", "footer"):
        for path in dict.fromkeys(package.related(kind)):
            root = package.part(path)
            if root is not None and (said := _words(root)):
                yield f"page {kind}s", said


def _words(root: Element) -> str:
    return " ".join("".join(" " if local(e.tag) == "p" else e.text or "" for e in root.iter() if local(e.tag) in ("t", "p")).split())[:60]


def _stale(reader: BodyReader) -> Iterator[tuple[str, str]]:
    """References whose number, as last shown, is not the number of what they refer to."""
    for bookmark, shown in reader.text.references:
        label = reader.labels.get(bookmark, "")
        if not label:
            yield "fields, kept as last shown", "REF"
        elif shown.strip(" .") not in label and label.strip(" .") not in shown:
            yield "references that no longer show the number they refer to", f"shows {shown}, is {label}"


def _core_title(package: Package) -> str:
    core = package.part("docProps/core.xml")
    said = next(((e.text or "").strip() for e in (() if core is None else core.iter()) if local(e.tag) == "title"), "")
    return "" if said.lower().startswith(("microsoft word", "untitled", "document")) else said
