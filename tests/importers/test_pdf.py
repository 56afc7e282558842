"""PDF: joined lines, what repeats dropped and listed, scans and locked or damaged files refused."""

from __future__ import annotations

import contextlib
import io
import random
import sys
from pathlib import Path

import pypdf
import pytest

import policytool
from policytool.errors import BadInput
from policytool.importers import pdf
from policytool.importers.imported import Imported
from policytool.importers.markdown import write_markdown
from tests.support.browser import chromium, needs_browser
from tests.support.pdf import make_pdf, set_lines

FIRST = [
    "Section 1. Purpose. Records belong to the public, and every office that keeps",
    "them keeps them for the public. The information in a register is public infor-",
    "mation from the day on which it is entered.",
    "",
    "Section 2. Duties.",
    "",
    "(a) Each agency shall keep a register of its records, which an inter-",
    "agency board reviews, and shall:",
    "",
    "   (1) show it to any person who asks at the counter of the office during",
]
SECOND = [
    "opening hours; and",
    "",
    "   (2) publish it every year.",
    "",
    "(b) An agency may ask the Archives for help with the work described in",
    "section 1 of this order.",
    "",
    "Section 3. Fees. No fee is due.",
]


def ids(imported: Imported) -> list[str]:
    return [c.id for c in policytool.parse(write_markdown(imported)).clauses()]


def order(numbered: bool = False) -> bytes:
    pages = [
        set_lines(FIRST, numbered, "City of Example - Executive Order 7", "1"),
        set_lines(SECOND, numbered, "City of Example - Executive Order 7", "2"),
    ]
    return make_pdf(pages)


def test_lines_are_joined_and_heads_and_feet_are_dropped_and_listed() -> None:
    read = pdf.read(order(), "order.pdf")
    clauses = {c.id: c.text for c in policytool.parse(write_markdown(read)).clauses()}
    assert list(clauses) == ["s1", "s2", "s2/a", "s2/a/1", "s2/a/2", "s2/b", "s3"]
    assert "is public information from the day" in clauses["s1"]
    assert "an inter-agency board" in clauses["s2/a"]
    assert clauses["s2/a/1"] == "show it to any person who asks at the counter of the office during opening hours; and"
    assert clauses["s2/b"].endswith("described in section 1 of this order.")
    assert {loss.kind: loss.count for loss in read.losses} == {"page headers": 2, "page numbers": 2}
    repairs = {r.what: r.count for r in read.repairs}
    assert repairs["words divided at a line end joined"] == 1
    assert repairs["hyphens at a line end kept, for the word may have one"] == 1


def test_line_numbers_of_a_bill_are_no_labels() -> None:
    lines = [line for line in FIRST + SECOND if line]
    read = pdf.read(make_pdf([set_lines(lines, numbered=True, top=720)]), "bill.pdf")
    assert ids(read) == ["s1", "s2", "s2/a", "s2/a/1", "s2/a/2", "s2/b", "s3"]
    assert [loss.kind for loss in read.losses] == ["line numbers"]


def test_a_numbered_list_is_not_taken_for_line_numbers() -> None:
    lines = [f"{n}. The clerk keeps book number {n} open." for n in range(1, 12)]
    read = pdf.read(make_pdf([set_lines(lines)]), "list.pdf")
    assert ids(read) == [str(n) for n in range(1, 12)]
    assert not read.losses


def test_a_title_in_larger_type_is_a_heading() -> None:
    page = [(72.0, 740.0, 20.0, "Order on Records"), *set_lines(FIRST[:3])]
    read = pdf.read(make_pdf([page]), "t.pdf")
    assert read.front == {"title": "Order on Records"}


@needs_browser
def test_a_printed_page_of_a_browser(tmp_path: Path) -> None:
    page = tmp_path / "o.html"
    page.write_text("<meta charset=utf-8><body style='width:420px'><h1>Order</h1>" + "".join(f"<p>{line}</p>" for line in [
        "Section 1. Purpose. " + "Records belong to the public. " * 6, "Section 2. Duties.", "(a) Each agency shall " + "keep its register in good order and " * 4 + "shall:",
        "(1) show it “to all”; and", "(2) print it.", "(b) Nothing else.",
    ]), encoding="utf-8")  # fmt: skip
    out = tmp_path / "o.pdf"
    chromium(page, f"--print-to-pdf={out}", "--no-pdf-header-footer")
    found = ids(pdf.read(out.read_bytes(), "o.pdf"))
    assert [i for i in found if i.startswith("s")] == ["s1", "s2", "s2/a", "s2/a/1", "s2/a/2", "s2/b"]


def locked() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(order()))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (make_pdf([[], []], image=True), "is a scan.*ocrmypdf"),
        (make_pdf([[]]), "holds no text"),
        (make_pdf([]), "has no pages"),
        (locked(), "protected by a password"),
        (order()[:900], "cannot be read|no pages"),
        (b"%PDF-1.7\n%%EOF", "cannot be read"),
    ],
    ids=["scan", "blank", "no pages", "password", "cut", "empty"],
)
def test_what_cannot_be_read_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        pdf.read(data, "x.pdf")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(BadInput, match=r"pip install 'policytool\[pdf\]'"):
        pdf.read(order(), "order.pdf")


def test_damaged_files_are_read_or_refused_never_worse() -> None:
    chance = random.Random(11)
    source = order()
    for _ in range(150):
        data = bytearray(source)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 20)] = chance.choice(
                [b"", b"<<", b"endobj", b"0 0 R", b"9999999999", bytes([chance.randrange(256)])]
            )
        with contextlib.suppress(BadInput):
            policytool.parse(write_markdown(pdf.read(bytes(data), "x.pdf")))
