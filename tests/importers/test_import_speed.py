"""Importing takes time in line with the source, for shapes made to be slow in each format."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable

import pytest

from policytool.errors import BadInput
from policytool.importers import read_source
from policytool.importers.pdf_lines import Line, paragraphs_of
from policytool.importers.pdf_notes import without_notes
from policytool.importers.pdf_rows import LOWERED, RAISED
from tests.support.speed import check_in_line
from tests.support.word import docx, level, numbering, paragraph, run, style

Make = Callable[[int], str]
PAGES: dict[str, tuple[Make, int]] = {
    "a tag that does not close": (lambda n: "<p>x</p><a" + "a" * n, 5_000),
    "attributes that do not close": (lambda n: "<p>x</p>" + '<a b="' * n + "<a b='" * n, 20_000),
    "one value of many words": (lambda n: f'<p data-x="{"word " * n}">x', 20_000),
    "what is hidden in what is hidden": (lambda n: "<p>x</p>" + "<div hidden>" * 400 + "<aside>word</aside>" * n, 4_000),
    "one style said again and again": (lambda n: f'<ol style="{"list-style:" * n}"><li>a</ol>', 2_000),
    "pieces of blanks": (lambda n: "<p>" + "<b> </b>" * n + "<b>x</b>" * n, 4_000),
    "one paragraph of many lines": (lambda n: "<p>" + "some words of it<br>" * n, 20_000),
    "contents and what they name": (
        lambda n: "".join(f"<p><a href='#{k}'>Rule {k} of it</a>" for k in range(n)) + "".join(f"<p>Rule {k} of it" for k in range(n)),
        3_000,
    ),
    "lists in lists without words": (lambda n: "<p>x</p>" + "<ul><li>" * n + "<b></b>" * 4 * n, 300),
    "tables in first cells": (lambda n: "<table><tr><td>" * n + "x" * 100 * n, 60),
}
TEXTS: dict[str, tuple[Make, int]] = {
    "one paragraph of many lines": (lambda n: "The agency keeps a record of every request it gets, and more of it\n" * n, 15_000),
    "a heading of blanks": (lambda n: "#" + " " * n + "x\ny\n\nother words", 5_000),
}
PRINTED: dict[str, tuple[Make, int]] = {
    "tags that do not close": (lambda n: "<html><pre" * n, 8_000),
    "a head that does not close": (lambda n: "[Federal Register Vol. 1, No. 1 ((" * n + "\n\nThe agency acts.", 3_000),
}


def reads(text: str, name: str) -> None:
    with contextlib.suppress(BadInput):
        read_source(text.encode(), name)


@pytest.mark.parametrize("shape", PAGES, ids=lambda s: s.replace(" ", "_"))
def test_web_pages(shape: str) -> None:
    make, size = PAGES[shape]
    check_in_line(lambda n: f"<html><body><main>{make(n)}", lambda page: reads(page, "page.html"), size)


@pytest.mark.parametrize("shape", TEXTS, ids=lambda s: s.replace(" ", "_"))
def test_plain_texts(shape: str) -> None:
    make, size = TEXTS[shape]
    check_in_line(make, lambda text: reads(text, "page.txt"), size)


@pytest.mark.parametrize("shape", PRINTED, ids=lambda s: s.replace(" ", "_"))
def test_printed_pages_of_the_federal_register(shape: str) -> None:
    make, size = PRINTED[shape]
    check_in_line(lambda n: json.dumps({"document_number": "2026-1", "raw_text": make(n)}), lambda said: reads(said, "it.json"), size)


def field(code: str, inside: str) -> str:
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{middle}{inside}{end}"


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
BOX = "<w:txbxContent>"
WORD: dict[str, tuple[Callable[[int], bytes], int]] = {
    "paragraphs joined to one": (lambda n: docx(paragraph("Words of it. " * 8, mark="del") * n + paragraph("The end.")), 10_000),
    "paragraphs that run on": (lambda n: docx(paragraph(run("Words of it. " * 8), look=HIDDEN) * n + paragraph("The end.")), 4_000),
    "a field around everything": (lambda n: docx(f"<w:p>{field('REF x', run('Words of it. ' * 8) * n)}</w:p>"), 10_000),
    "a field whose code goes on": (
        lambda n: docx(f"<w:p>{field('</w:instrText><w:instrText>'.join(['Words of the code of it'] * n), run('x') * n)}</w:p>"),
        4_000,
    ),
    "styles based on each other": (
        lambda n: docx(
            paragraph("Words.", style=f"s{n - 1}") * n,
            parts={"styles": f"<w:styles NS>{''.join(style(f's{k}', f'name {k}', f's{k - 1}') for k in range(n))}</w:styles>"},
        ),
        400,
    ),
    "text boxes in text boxes": (lambda n: docx(f"<w:p><w:r><w:pict>{BOX * n}{BOX.replace('<', '</') * n}</w:pict></w:r></w:p>"), 1_500),
    "one note named again and again": (
        lambda n: docx(
            "".join(paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>') for _ in range(n)),
            parts={"footnotes": f'<w:footnotes NS><w:footnote w:id="1">{paragraph("Words of it. " * n)}</w:footnote></w:footnotes>'},
        ),
        400,
    ),
    "a list of thousands of levels": (
        lambda n: docx(
            paragraph("Words.", num=(1, 0)) * n,
            parts={"numbering": numbering({1: [level(k, "decimal", f"%{k + 1}.") for k in range(n)]}, {1: (1, "")})},
        ),
        1_000,
    ),
}


@pytest.mark.parametrize("shape", WORD, ids=lambda s: s.replace(" ", "_"))
def test_word_files(shape: str) -> None:
    make, size = WORD[shape]

    def work(data: bytes) -> None:
        with contextlib.suppress(BadInput):
            read_source(data, "it.docx")

    check_in_line(make, work, size)


def printed(texts: list[str]) -> list[list[Line]]:
    return [[Line(text, 72, -12.0 * n, 12) for n, text in enumerate(texts)]]


PDF: dict[str, tuple[Callable[[int], list[list[Line]]], int]] = {
    "one paragraph of many lines": (lambda n: printed(["The agency keeps a record of every request"] * n), 20_000),
    "a word that does not end": (lambda n: printed(["The " + "a" * n + " ends"]), 5_000),
    "a word divided at the end of a line": (lambda n: printed(["The " + "a" * n + "-", "gency"]), 5_000),
}


@pytest.mark.parametrize("shape", PDF, ids=lambda s: s.replace(" ", "_"))
def test_lines_of_a_pdf(shape: str) -> None:
    make, size = PDF[shape]
    check_in_line(make, lambda pages: paragraphs_of(pages, []), size)


def test_notes_of_a_pdf() -> None:
    def noted(n: int) -> list[list[Line]]:
        text = [Line(f"The agency acts.{RAISED}1{LOWERED} It reports.", 72, 700 - 12.0 * k, 12) for k in range(2 * n)]
        return [[*text, Line("1 A note begins.", 72, 90, 8), *[Line("and goes on and on, for all of the page", 72, 80, 8)] * n]]

    check_in_line(noted, lambda pages: without_notes(pages, []), 20_000)
