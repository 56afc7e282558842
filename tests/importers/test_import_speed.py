"""Importing takes time in line with the source, for shapes made to be slow in each format."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable

import pytest

from policytool.errors import BadInput
from policytool.importers import read_source
from tests.support.speed import check_in_line

Make = Callable[[int], str]
PAGES: dict[str, tuple[Make, int]] = {
    "a tag that does not close": (lambda n: "<p>x</p><a" + "a" * n, 5_000),
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
