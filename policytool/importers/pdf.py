"""A PDF with a text layer -> flat paragraphs, by pypdf (the extra `[pdf]`).

Numbers are in the text layer. Pages are joined; heads, feet, page numbers and line numbers are dropped and listed.
A scan has no text: it is refused with what to do. Time and memory are bounded by pages and characters.
"""

from __future__ import annotations

import io
import logging
from types import MappingProxyType
from typing import TYPE_CHECKING

from policytool.errors import BadInput
from policytool.importers.imported import Imported, Role, View, tally
from policytool.importers.imported import Repair as Repaired
from policytool.importers.pdf_lines import Line, Lost, paragraphs_of, without_edges, without_line_numbers, without_margin
from policytool.importers.pdf_notes import without_notes
from policytool.importers.pdf_rows import lines_of

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 3000
MAX_CHARACTERS = 20_000_000
MAX_CONTENT = 48 * 1024 * 1024
"""Bytes that draw the pages, unpacked: pages may share what draws them, so a small file can ask for hours."""


def read(data: bytes, name: str, view: View = View.ACCEPT) -> Imported:
    """A PDF. Raises BadInput without the extra, for a scan, a password, damage, and more than 3,000 pages."""
    reader = _opened(data, name)
    lost: Lost = []
    repaired: Lost = []
    pages = _pages(reader, name, lost)
    pages, notes = without_notes(without_edges([without_margin(page, lost) for page in pages], lost), lost)
    pages = [without_line_numbers(page, lost) for page in pages]
    paragraphs = (*paragraphs_of(pages, repaired), *notes)
    title = paragraphs[0].text if paragraphs and paragraphs[0].role is Role.HEADING else ""
    return Imported(paragraphs, MappingProxyType({"title": title} if title else {}), tally(lost), _repairs(repaired))


def _repairs(repaired: Lost) -> tuple[Repaired, ...]:
    return tuple(Repaired(loss.kind, loss.count, loss.detail) for loss in tally(repaired))


def _opened(data: bytes, name: str) -> PdfReader:
    try:
        import pypdf  # lazy: start-up
    except ImportError:
        raise BadInput(f"{name} is a PDF, and reading PDF needs an extra: pip install 'policytool[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would print its own warnings
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(f"{name} is protected by a password; open it, print it to a new PDF without one, and import that")
        count = len(reader.pages)
    except BadInput:
        raise
    except Exception as error:  # a third party's parser of hostile bytes: whatever it raises means a file that cannot be read
        if type(error).__name__ == "DependencyError":
            raise BadInput(f"{name} is encrypted in a way that needs another package: pip install 'policytool[pdf]' cryptography") from None
        raise _damaged(data, name, error) from None
    if count > MAX_PAGES:
        raise BadInput(f"{name} has {count:,} pages; at most {MAX_PAGES:,} are read. Split it")
    if not count:
        raise BadInput(f"{name} has no pages; it may be cut off: download it again")
    return reader


def _damaged(data: bytes, name: str, error: Exception) -> BadInput:
    cut = "" if b"%%EOF" in data[-2048:] else "; its end is missing, so download it again"
    return BadInput(f"{name} is a PDF that cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:120]}){cut}")


def _pages(reader: PdfReader, name: str, lost: Lost) -> list[list[Line]]:
    """The lines of every page. Raises BadInput for a scan and for more text than any document holds."""
    pages: list[list[Line]] = []
    bare = size = images = drawn = 0
    for number in range(len(reader.pages)):
        try:
            page = reader.pages[number]
            content = page.get_contents()
            drawn += len(content.get_data()) if content is not None else 0
            lines = _lines(page) if drawn <= MAX_CONTENT else []
            pictures = _images(page)
        except Exception as error:  # as above, page by page
            raise _damaged(b"%%EOF", f"page {number + 1} of {name}", error) from None
        if drawn > MAX_CONTENT:
            raise BadInput(f"{name} takes more than {MAX_CONTENT // 2**20} MB of drawing by page {number + 1}; split it")
        images += pictures
        size += sum(len(line.text) for line in lines)
        if size > MAX_CHARACTERS:
            raise BadInput(f"{name} holds more than {MAX_CHARACTERS:,} characters; split it")
        if not lines:
            bare += 1
            lost.append(("pages without text", f"page {number + 1}"))
        pages.append(lines)
    if size < 20 * len(pages) and bare * 2 >= len(pages):
        what = "is a scan: its pages are pictures without text" if images else "holds no text"
        raise BadInput(
            f"{name} {what}; run it through text recognition first (for instance: ocrmypdf IN.pdf OUT.pdf), check the result, and import that"
        )
    lost.extend([("images", "")] * images)
    return pages


def _images(page: PageObject) -> int:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    found = objects.get_object().values() if objects is not None else ()
    return sum(1 for item in found if item.get_object().get("/Subtype") == "/Image")


def _lines(page: PageObject) -> list[Line]:
    """The lines of one page, as its text runs."""
    pieces: list[Line] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0]) or 1.0
        for n, part in enumerate(text.split("\n")):
            if n:
                pieces.append(Line("\n", 0, 0, 0))
            if part:
                pieces.append(Line(part, float(x), float(y), float(size) * scale))

    page.extract_text(visitor_text=visit)
    return lines_of(pieces)
