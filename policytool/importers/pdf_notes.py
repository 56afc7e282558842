"""Footnotes of a PDF's pages -> notes at the end; their marks leave the words.

A note is small print at the foot of a page whose number a raised mark on that page names. Other raised characters
(`1st`) stay.
"""

from __future__ import annotations

import re
from statistics import median

from policytool.importers.imported import Paragraph, Role
from policytool.importers.pdf_lines import Line, Lost
from policytool.importers.pdf_rows import LOWERED, RAISED
from policytool.patterns import lazy

_MARK = lazy(f" ?{RAISED}([^{LOWERED}]*){LOWERED}")
_NOTE = lazy(rf"{RAISED}?(?P<mark>\d{{1,3}}|[*†‡§]{{1,3}}){LOWERED}?[.)]?\s*(?P<rest>[^\W\d].*|[“\"(\[].*)")


def without_notes(pages: list[list[Line]], lost: Lost) -> tuple[list[list[Line]], list[Paragraph]]:
    """The pages without their footnotes and marks, and the notes."""
    sizes = [line.size for page in pages for line in page]
    small = 0.92 * median(sizes) if sizes else 0.0
    kept: list[list[Line]] = []
    notes: list[Paragraph] = []
    for page in pages:
        start = _start(page, small)
        own = _notes([line.text for line in page[start:]])
        marks = {note.label.rstrip(".") for note in own}
        notes += own
        kept.append([line._replace(text=_unmarked(line.text, marks, lost)) for line in page[:start]])
    return kept, [Paragraph("Notes", role=Role.HEADING, heading=2), *notes] if notes else []


def _start(page: list[Line], small: float) -> int:
    """Where the notes of a page begin; its end when it has none."""
    at = len(page)
    while at and page[at - 1].size <= small:
        at -= 1
    marks = {m.strip() for line in page[:at] for m in _MARK.findall(line.text)}
    for n in range(at, len(page)):
        match = _NOTE.match(page[n].text)
        if at and match and match["mark"] in marks:
            return n
    return len(page)


def _notes(lines: list[str]) -> list[Paragraph]:
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _NOTE.match(line)
        if match:
            found.append((f"{match['mark']}.", [_plain(match["rest"])]))
        elif found:
            found[-1][1].append(_plain(line))
    return [Paragraph(" ".join(words), label, role=Role.NOTE) for label, words in found]


def _unmarked(text: str, marks: set[str], lost: Lost) -> str:
    def put(match: re.Match[str]) -> str:
        if match[1].strip() in marks:
            lost.append(("footnote marks", "the notes stand at the end"))
            return ""
        return match[1]

    return " ".join(_MARK.sub(put, text).split())


def _plain(text: str) -> str:
    return _MARK.sub(r"\1", text)
