"""How a page says things: style sheets, numbers in blocks of their own, tables, forms and buttons that hold the text."""

from __future__ import annotations

import pytest

from policytool.errors import BadInput
from policytool.importers import read_source
from policytool.importers.imported import Paragraph, Role, View
from tests.importers.test_html import read, texts

MUNICODE = """<html><body><div class="chunk-content"><p class="incr0">(a)</p><p class="content1">An officer shall:</p>
<p class="incr1">(1)</p><p class="content2">file a report; and</p><p class="incr1">(2)</p><p class="content2">keep it.</p></div></body></html>"""
ECODE = """<html><body><div class="litem"><div class="litem_number">A.</div><div class="litem_content"><div class="para">Duties.</div>
<div class="litem"><div class="litem_number">(1)</div><div class="litem_content">Yearly.</div></div></div></div></body></html>"""
ASP_NET = """<html><body><form id="aspnetForm"><input type="hidden"><div><h1>Ordinance</h1><p>The Council orders:</p><p>(a) One.</p></div></form></body></html>"""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (MUNICODE, ["(a) An officer shall:", "(1) file a report; and", "(2) keep it."]),
        (ECODE, ["A. Duties.", "(1) Yearly."]),
        (ASP_NET, ["Ordinance", "The Council orders:", "(a) One."]),
        ("<body><p>A text of the page.</p><form><p>Sign up</p><input></form>", ["A text of the page."]),
        ("<body><div aria-hidden=true><p>A text of the page.</div><div role=dialog>Accept</div>", ["A text of the page."]),
        ("<body><table><tr><td>(a)<td>One.<tr><td><td>It goes on.<tr><td>(b)<td>Two.</table>", ["(a) One.", "It goes on.", "(b) Two."]),
        ("<body><table><tr><td>(a)<td>One.</table><table><tr><td>(b)<td>Two.</table>", ["(a) One.", "(b) Two."]),
        ("<body><p>(a)</p><h2>Duties</h2><p>x</p><p>(b)</p>", ["(a)", "Duties", "x", "(b)"]),
        ("<body><p>(a)</p><p>(1)</p><p>x</p>", ["(a)", "(1) x"]),
        ("<body><h2><button>Section 1. Purpose</button></h2><p>Records are kept.</p>", ["Section 1. Purpose", "Records are kept."]),
        ("<body><p>Strike <q>may</q> and insert <q>shall</q>. <del><q>No</q></del>", ["Strike “may” and insert “shall”."]),
        ("<body><p>re&shy;cords of an o&#64259;ce&#8203;", ["records of an office"]),
        ("<body><p>one&#31;two<p>three&shy;", ["one two", "three"]),
        ("<body><p>Fees apply<a href='#n1'><sup>1</sup></a>.<p><sup><a href='#r1'>1</a></sup> The note.", ["Fees apply.", "1 The note."]),
        ("<body><h2>Fees<a href='#f'>¶</a></h2><p>x <a href='#s'>§</a> 5<p>The note. <a href='#r'>↩\ufe0e</a>", ["Fees", "x § 5", "The note."]),
        ("<body><p>x<div class='footnotes'><ol><li>The note.</ol></div>", ["x", "Notes", "1. The note."]),
        ("<body><p>Fees apply.<section role=doc-endnotes><h3>Sources</h3><p>The note.</section>", ["Fees apply.", "Sources", "The note."]),
        ("<body><p>x<ol class='footnotes'></ol>", ["x"]),
        ("<body><p>See <a href='#s5'>section 5<sup>th</sup></a> and 10 m<sup>2</sup>.", ["See section 5th and 10 m2."]),
        ("<body><h5><span>1</span><span>Local authorities.</span></h5><p><b>(2)</b><i>A person acts.</i>", ["1 Local authorities.", "(2) A person acts."]),
        ("<body><p><b>A</b>gencies</p><p>1<sup>st</sup> day</p><p>12<b>A</b> acts</p><p>See 5<i>Star</i>", ["Agencies", "1st day", "12A acts", "See 5Star"]),
        ("<body><h2><span><button>Duties</button></span></h2><p>x <button>Print</button></p>", ["Duties", "x"]),
    ],
)  # fmt: skip
def test_blocks_as_sites_set_them(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


def test_a_description_goes_on_behind_its_term_or_stands_below_it() -> None:
    found = read("<body><dl><dt><dfn>Agency</dfn></dt><dd>means a department.<p>it has an office.</dd><dt>Fee</dt><dd>A price.</dd><dt>Use</dt><dd><ol><li>own</ol></dl>")
    assert [(p.label, p.text, p.level) for p in found.paragraphs] == [
        ("", "Agency means a department.", 0), ("", "it has an office.", 1), ("", "Fee", 0), ("", "A price.", 1), ("", "Use", 0), ("1.", "own", 1)
    ]  # fmt: skip


def test_cells_that_reach_into_other_rows_and_captions() -> None:
    found = read(
        "<body><table><caption>Table 1. Fees</caption><tr><th>Kind<th>Fee<tr><td rowspan=2>Copy<td>$1<tr><td>$2<tr><td colspan=0>x<td>y</table>"
    )
    assert found.paragraphs[0] == Paragraph("Table 1. Fees", role=Role.CAPTION)
    assert found.paragraphs[1].rows == (("Kind", "Fee"), ("Copy", "$1"), ("", "$2"), ("x", "y"))


@pytest.mark.parametrize(
    ("sheet", "markup", "expected"),
    [
        ("ol.a{list-style-type:lower-alpha}", "<ol class=a><li>x<li>y</ol><ol><li>z</ol>", ["a. x", "b. y", "1. z"]),
        (".r > li {list-style: lower-roman outside}", "<ol class=r><li>x<li>y</ol>", ["i. x", "ii. y"]),
        ("ol{list-style:none} .b ol{list-style:decimal}", "<ol><li>x</ol><div class=b><ol><li>y</ol></div>", ["x", "1. y"]),
        (".b ol{list-style:decimal} ol{list-style:none}", "<ol><li>x</ol><div class=b><ol><li>y</ol></div>", ["x", "1. y"]),
        ("ol{list-style:none}", '<ol style="list-style: upper-roman"><li>x</ol>', ["I. x"]),
        ("@media print { ol{list-style:none} } /* ol{list-style:none} */", "<ol><li>x</ol>", ["1. x"]),
        ("a:hover{list-style:none} ::x{list-style:none} @import 'x';", "<ol><li>x</ol>", ["1. x"]),
    ],
)  # fmt: skip
def test_lists_numbered_by_a_style_sheet(sheet: str, markup: str, expected: list[str]) -> None:
    assert texts(f"<html><head><style>{sheet}</style></head><body>{markup}") == expected


def test_words_struck_by_a_style_sheet() -> None:
    page = (
        "<html><head><style>.d{text-decoration:line-through} .i{text-decoration-line: underline}</style></head><body>"
        "<p>The fee is <span class=d>$30</span><span class=i>$45</span>. See <a href='#'><u>the list</u></a>.</p>"
    )
    assert texts(page) == ["The fee is $45. See the list."]
    assert texts(page, View.REJECT) == ["The fee is $30. See the list."]
    assert read(page).marked


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (".h{display:none}", ["One.", "Three."]),
        (".h{display:none} p.h{display:block}", ["One.", "Two.", "Three."]),
        ("p.h{display:block} .h{display:none !important}", ["One.", "Two.", "Three."]),
        ("@media print{.h{display:none}} @media (max-width:600px){p{display:none}}", ["One.", "Two.", "Three."]),
        ("@media screen{.h{display:none}}", ["One.", "Three."]),
        ("body{display:none}", ["One.", "Two.", "Three."]),
        ("p{display:flex}" * 300 + ".h{list-style:none;display:none}", ["One.", "Three."]),
    ],
)
def test_words_hidden_by_a_style_sheet(sheet: str, expected: list[str]) -> None:
    page = f"<html><head><style>{sheet}</style></head><body><p>One.</p><p class=h>Two.</p><p>Three.</p>"
    assert texts(page) == expected
    assert [loss.detail for loss in read(page).losses] == ["Two."] * (len(expected) == 2)


def test_frames_are_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match="save the frame"):
        read_source(b'<html><frameset cols="20%,80%"><frame src="a.html"></frameset></html>', "x.html")


def bill(lines: list[str], head: str) -> str:
    """A bill as a legislature shows it: each printed line a row with its number, each page with its head."""
    rows = [f"<tr><td></td><td>{head} - {n // 6 + 1}</td></tr>" * (n % 6 == 0) + f"<tr><td>{n % 6 + 1}</td><td>{line}</td></tr>" for n, line in enumerate(lines)]  # fmt: skip
    return f"<html><body><table>{''.join(rows)}</table></body></html>"


def test_a_table_that_numbers_the_lines_of_a_bill_is_text() -> None:
    page = bill(
        [
            "&nbsp;&nbsp;&nbsp;&nbsp;Section 5. The Records Act is amended by changing", "section 15 as follows:", "&nbsp;&nbsp;&nbsp;&nbsp;Sec. 15. Limits.",
            "&nbsp;&nbsp;&nbsp;&nbsp;(a) An agency <strike>may</strike> <u>shall</u>", "not hold a record for more than the time", "that the officer has set.",
            "&nbsp;&nbsp;&nbsp;&nbsp;(b) This section does not limit a court in the", "exercise of its power.",
        ],
        "HB0001",
    )  # fmt: skip
    assert [p.text.replace("\n", " ") for p in read(page).paragraphs] == [
        "Section 5. The Records Act is amended by changing section 15 as follows:", "Sec. 15. Limits.",
        "(a) An agency shall not hold a record for more than the time that the officer has set.",
        "(b) This section does not limit a court in the exercise of its power.",
    ]  # fmt: skip
    assert "An agency may\nnot hold" in read(page, View.REJECT).paragraphs[2].text
    assert {loss.kind: loss.count for loss in read(page).losses} == {"line numbers": 1, "page headers": 2}
    assert read(page).repairs[0].count == 2


def test_tables_inside_a_table_that_lays_out_the_page() -> None:
    frame = "<table><tr><td>{}</td></tr></table>"
    assert read(frame.format("<table><tr><th>Kind<th>Fee<tr><td>Copy<td>$1</table>")).paragraphs[0].rows == (("Kind", "Fee"), ("Copy", "$1"))
    lines = ["    Sec. 15. An agency does not", "hold a record for more than", "the time that an officer has", "set.", "    (b) An officer has the", "record read and copied."]
    numbered = "".join(f"<tr><td>{n}<td>{line.replace('    ', '&nbsp;' * 4)}" for n, line in enumerate(lines, 1))
    assert [" ".join(p.text.split()) for p in read(frame.format(f"<table>{numbered}</table>")).paragraphs] == [
        "Sec. 15. An agency does not hold a record for more than the time that an officer has set.", "(b) An officer has the record read and copied."
    ]  # fmt: skip


def test_a_table_that_numbers_its_items_is_no_bill() -> None:
    page = "<html><body><table><tr><th>No.<th>Kind<th>Fee" + "".join(f"<tr><td>{n}<td>Copy {n}<td>$1" for n in range(1, 9)) + "</table>"
    assert len(read(page).paragraphs[0].rows) == 9


def test_lines_of_contents_are_left_out_and_links_of_the_text_stay() -> None:
    found = read(
        "<body><p><a href='#a'>2-1-010</a>&nbsp;Purpose.</p><p><a href='#b'>2-1-020 Duties.</a></p><p><a href='#c'>Section 9</a> applies.</p>"
        "<h3>2-1-010 Purpose.</h3><p>Records are kept.</p><p><a href='/b' name=b>2-1-020&nbsp;&nbsp;Duties.</a></p><p>Officers keep them.</p>"
    )
    assert [p.text for p in found.paragraphs] == [
        "Section 9 applies.", "2-1-010 Purpose.", "Records are kept.", "2-1-020 Duties.", "Officers keep them."
    ]  # fmt: skip
    assert [(loss.kind, loss.count) for loss in found.losses] == [("lines of a table of contents", 2)]


def test_a_page_of_the_federal_register() -> None:
    found = read(
        "<body><h1>Executive Order 99999 of May 4, 2026</h1><p><span class='printed-page-inline unprinted-element'>(print page 7)</span>It is ordered:</p>"
        "<p>Section 1. Records are kept.</p><p>[FR Doc. 2026-00001 Filed 5-5-26; 8:45 am]</p>"
    )
    assert found.paragraphs[1].text == "It is ordered:"
    assert {key: found.front[key] for key in ("id", "citation", "signed", "kind")} == {
        "id": "us/eo/99999", "citation": "E.O. 99999", "signed": "2026-05-04", "kind": "executive-order"
    }  # fmt: skip
    assert found.front["aliases"] == ("EO 99999", "Executive Order 99999", "FR Doc. 2026-00001")


def test_a_source_line_of_the_illinois_statutes_is_a_line_of_its_own() -> None:
    assert texts("<body><p>Sec. 5. Records are kept.<br>(Source: P.A. 104-1, eff. 8-1-26.)<br>") == [
        "Sec. 5. Records are kept.", "(Source: P.A. 104-1, eff. 8-1-26.)"
    ]  # fmt: skip


def test_a_page_saved_as_one_file() -> None:
    archive = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/order\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\nContent-Type: text/html; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/order\r\n\r\n"
        '<html><head><meta charset=3D"windows-1252"></head><body><p>=C2=A7 5 Rec=\r\nords are kept.</p></body></html>\r\n'
        "------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------b--\r\n"
    )
    found = read_source(archive.encode(), "order.mhtml")
    assert [p.text for p in found.paragraphs] == ["§ 5 Records are kept."]
    assert found.front["source"] == {"url": "https://example.org/order"}
    assert found.format == "html"
    assert not found.repairs


@pytest.mark.parametrize("sheet", ["/*" * 200_000, "a" * 500_000, "{" * 200_000, "@media print{a{b}" * 20_000, "a," * 200_000 + "{list-style:none}"])
def test_sheets_made_to_be_slow(sheet: str) -> None:
    assert texts(f"<html><head><style>list-style display:none {sheet}</style></head><body><p>x") == ["x"]
