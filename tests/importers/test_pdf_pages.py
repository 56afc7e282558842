"""Pages as printers set them: columns, raised marks, footnotes, edges that only look alike."""

from __future__ import annotations

import pytest

from policytool.errors import BadInput
from policytool.importers import pdf
from policytool.importers.imported import Imported, Role
from tests.support.pdf import Piece, make_pdf, set_lines

LEFT = [
    "Section 1. Purpose. This order", "sets out how each agency keeps", "its records, and who may see them.", "(a) Each agency shall keep an",
    "index of the records it makes; and", "(b) The officer shall report to the",
]  # fmt: skip
RIGHT = [
    "council each year on the number of", "requests that were received.", "Section 2. Fees. No agency may ask", "for a fee for the inspection of a",
    "record, but an agency may charge a", "fee for copies that a person takes.",
]  # fmt: skip
IN_ORDER = [
    "Section 1. Purpose. This order sets out how each agency keeps its records, and who may see them.",
    "(a) Each agency shall keep an index of the records it makes; and",
    "(b) The officer shall report to the council each year on the number of requests that were received.",
    "Section 2. Fees. No agency may ask for a fee for the inspection of a record, but an agency may charge a fee for copies that a person takes.",
]
TITLE: Piece = (180, 740, 11, "An order on the public records of the city")


def column(lines: list[str], x: float) -> list[Piece]:
    return [(x, 700 - 14 * n, 11, line) for n, line in enumerate(lines)]


def read(*pages: list[Piece]) -> Imported:
    return pdf.read(make_pdf(list(pages)), "x.pdf")


def texts(imported: Imported) -> list[str]:
    return [f"{p.label} {p.text}".strip() for p in imported.paragraphs]


def test_two_columns_set_one_after_the_other() -> None:
    assert texts(read([*column(LEFT, 72), *column(RIGHT, 320)])) == IN_ORDER


def test_two_columns_set_row_by_row() -> None:
    rows = [piece for pair in zip(column(LEFT, 72), column(RIGHT, 320), strict=True) for piece in pair]
    assert texts(read([TITLE, *rows])) == [TITLE[3], *IN_ORDER]


def test_a_list_of_fees_is_no_second_column() -> None:
    kinds = column([f"A certified copy of record {n}" for n in range(8)], 72)
    fees = column([f"${n}" for n in range(8)], 320)
    said = texts(read([piece for pair in zip(kinds, fees, strict=True) for piece in pair]))
    assert "A certified copy of record 0 $0 A certified copy of record 1 $1" in " ".join(said)


@pytest.mark.parametrize(("mark", "said"), [("st", "On the 1st day"), ("2", "On the 12 day")])
def test_raised_characters_stay_in_their_line(mark: str, said: str) -> None:
    assert texts(read([(72, 700, 11, "On the 1"), (110, 704, 7, mark), (118, 700, 11, " day")])) == [said]


def test_footnotes_stand_at_the_end_and_their_marks_leave_the_words() -> None:
    first: list[Piece] = [
        *set_lines(["Section 1. Purpose. Each agency of the city keeps the records that it makes in"]),
        (72, 686, 11, "the course of its business"), (210, 690, 7, "1"), (214, 686, 11, ", and any person may ask, without a reason and"),
        (72, 104, 6, "1"), (78, 100, 8, "See chapter 2 of the code, which the"), (72, 90, 8, "council adopted."),
    ]  # fmt: skip
    second = set_lines(["at no cost, to see them.", "", "Section 2. Duties. None."])
    found = read(first, second)
    assert texts(found) == [
        "Section 1. Purpose. Each agency of the city keeps the records that it makes in the course of its business, and any person may ask, "
        "without a reason and at no cost, to see them.",
        "Section 2. Duties. None.", "Notes", "1. See chapter 2 of the code, which the council adopted.",
    ]  # fmt: skip
    assert found.paragraphs[-1].role is Role.NOTE
    assert [loss.kind for loss in found.losses] == ["footnote marks"]


def test_small_print_without_a_mark_is_text() -> None:
    page = [*set_lines(["Section 1. Purpose. Records are kept."] * 3), (72, 100, 8, "1 Fees are printed on form 7.")]
    assert "1 Fees are printed on form 7." in " ".join(texts(read(page)))


def test_pages_that_end_alike_by_chance_keep_their_ends() -> None:
    lines = ["No agency may refuse a request before the index of the records has been", "finished."]
    said = " ".join(texts(read(set_lines(["(a) " + lines[0], lines[1]]), set_lines(["(b) " + lines[0], lines[1]]))))
    assert said.count("finished.") == 2


def test_what_a_browser_prints_around_a_page_is_dropped() -> None:
    found = read(
        [(24, 770, 8, "11/25/26, 2:54 PM Order"), *set_lines(["Records are kept."]), (24, 20, 8, "https://example.org/order?a=1 1/1")]
    )
    assert texts(found) == ["Records are kept."]
    assert [loss.kind for loss in found.losses] == ["page headers", "page footers"]


def test_pages_that_draw_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_CONTENT", 2_000)
    page = set_lines([f"Section {n}. Records are kept." for n in range(12)])
    assert len(texts(read(page))) == 12
    with pytest.raises(BadInput, match="of drawing by page 3"):
        read(page, page, page)


@pytest.mark.parametrize(("step", "kind"), [(1, ["line numbers"]), (5, ["line numbers"]), (0, [])])
def test_line_numbers_printed_after_the_text(step: int, kind: list[str]) -> None:
    lines = [f"Section {n}. Each office keeps the records that it makes in its course." for n in range(1, 9)]
    numbers = [(40.0, 700.0 - 14 * n, 11.0, str(step * (n + 1) or 7)) for n in range(8)]
    found = read([*set_lines(lines), *numbers])
    assert (texts(found) == lines) == bool(kind)
    assert [loss.kind for loss in found.losses] == kind
