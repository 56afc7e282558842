"""Word, HTML, XML, PDF and plain text -> flat labelled paragraphs -> Markdown, and a list of what was lost.

`read_source` looks at the content first and at the name second. Each reader lives in the module that
FORMATS names and is imported only when a source is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from policytool.errors import BadInput
from policytool.importers import recognise
from policytool.importers.imported import Imported, Loss, Repair, View
from policytool.importers.said import read_said
from policytool.patterns import lazy

FORMATS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "docx": ("policytool.importers.docx", recognise.is_docx),
    "pdf": ("policytool.importers.pdf", recognise.is_pdf),
    "federal-register": ("policytool.importers.federal_register", recognise.is_federal_register),
    "ecfr": ("policytool.importers.ecfr", recognise.is_ecfr),
    "uslm": ("policytool.importers.uslm", recognise.is_uslm),
    "akn": ("policytool.importers.akn", recognise.is_akn),
    "html": ("policytool.importers.html", recognise.is_html),
    "text": ("policytool.importers.text", recognise.is_text),
}
"""Format -> (module with `read(data, name, view) -> Imported`, whether some bytes are that). The first that fits reads."""
EXTENSIONS = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text",
    ".json": "federal-register", ".xml": "", ".doc": "doc", ".rtf": "rtf", ".odt": "odt", ".xlsx": "xlsx", ".mht": "html", ".mhtml": "html",
}  # fmt: skip
"""What a name promises; "" for one of several. Some cannot be read, but must not pass for text either."""
MAX_SOURCE = 64 * 1024 * 1024
_DRAWN = lazy(r"\s*(?:[-–—_=]\s*){3,}")
MAX_CELLS = 1_000_000


def importable(name: str) -> bool:
    """Whether a file's name says that it must be imported before it can be compared.

    >>> importable("a.docx"), importable("a.md")
    (True, False)
    """
    return PurePath(name).suffix.lower() in EXTENSIONS


def format_of(data: bytes, name: str) -> str:
    """The format of some bytes. Raises BadInput saying what they are and what to do."""
    refusal = recognise.refusal_of(data)
    if refusal:
        raise BadInput(f"{name} {refusal}")
    suffix = PurePath(name).suffix.lower()
    promised = EXTENSIONS.get(suffix, "")
    for form, (_, fits) in FORMATS.items():
        if fits(data) and not (form == "text" and suffix in (".json", ".xml")):
            return "html" if (form, promised) == ("text", "html") and recognise.has_tags(data) else form
    if promised:
        raise BadInput(f"{name} is not {promised}: {recognise.describe(data)}")
    raise BadInput(f"{name} is in no format that can be imported ({recognise.describe(data)}); known are {', '.join(FORMATS)}")


def _without_rules(imported: Imported) -> Imported:
    """Without the lines that only draw: a rule, or a place to sign. They would open a rule or a heading in Markdown too."""
    kept = tuple(p for p in imported.paragraphs if p.label or not _DRAWN.fullmatch(p.text))
    drawn = len(imported.paragraphs) - len(kept)
    return replace(imported, paragraphs=kept, losses=(*imported.losses, Loss("drawn lines", drawn))) if drawn else imported


def read_source(data: bytes, name: str, view: View = View.ACCEPT) -> Imported:
    """A source as flat text, its format read from its content.

    Raises BadInput for what cannot be read, in bounded time and memory.
    """
    if len(data) > MAX_SOURCE:
        raise BadInput(f"{name} is {len(data) / 1e6:.0f} MB; at most {MAX_SOURCE // 2**20} MB is imported")
    form = format_of(data, name)
    read = import_module(FORMATS[form][0]).read
    imported: Imported = _without_rules(read(data, name, view))
    promised = EXTENSIONS.get(PurePath(name).suffix.lower(), "")
    repairs = imported.repairs
    if promised and promised != form:
        repairs = (Repair(f"read as {form}: that is what the file holds, whatever its name says", 1, PurePath(name).name), *repairs)
    widest = max((max(map(len, p.rows)) * len(p.rows) for p in imported.paragraphs if p.rows), default=0)
    if widest > MAX_CELLS:
        raise BadInput(f"{name} holds a table of {widest:,} cells; at most {MAX_CELLS:,} are read, so leave it out or split it")
    if not any(paragraph.text or paragraph.label or paragraph.rows for paragraph in imported.paragraphs):
        raise BadInput(f"{name} holds no text that could be imported as {form}")
    front = {**read_said(imported.paragraphs), **imported.front} if form in ("docx", "html", "text", "pdf") else imported.front
    return replace(imported, format=form, repairs=repairs, front=front)
