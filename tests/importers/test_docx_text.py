"""What a Word file shows besides its numbers: alternatives, symbols, hidden marks, fields, and tables that lay out clauses."""

from __future__ import annotations

import pytest

from policytool.importers.imported import View
from tests.importers.test_docx import labels, read, texts
from tests.support.word import level, numbering, paragraph, run, style, table

NUMBERS = {
    "numbering": numbering({0: (level(0, "decimal", "%1."), level(1, "bullet", " "))}, {1: (0, "")}),
    "styles": '<w:styles NS><w:style w:type="paragraph" w:styleId="Out"><w:rPr><w:vanish/></w:rPr></w:style>'
    + '<w:style w:type="paragraph" w:styleId="In"><w:basedOn w:val="Out"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>',
}
HIDDEN = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"


def either(first: str, other: str) -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{first}</mc:Choice><mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>'


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def code(words: str) -> str:
    """A field that keeps no result."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}<w:r><w:instrText>{words}</w:instrText></w:r>{end}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("<w:r><w:t>one</w:t></w:r>" + either(run(" two"), run(" 2"))), ["one two"]),
        (either(paragraph("new"), paragraph("old")) + paragraph("last"), ["new", "last"]),
        (f"<w:p><w:r>{either('<w:t>A</w:t>', '<w:t>a</w:t>')}<w:t>B</w:t></w:r></w:p>", ["AB"]),
        ("<w:p><w:r><w:t>one\n  two</w:t></w:r></w:p>", ["one   two"]),
        ('<w:p><w:r><w:t>one</w:t><w:br w:type="page"/><w:t>two</w:t></w:r></w:p>', ["one", "two"]),
        ("<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operate soft</w:t><w:softHyphen/><w:t>ly</w:t></w:r></w:p>", ["co-operate softly"]),
        (paragraph(run("an oﬃce of rec\u00adords")), ["an office of records"]),
        (table((("an oﬃce", "b"), ("c", "d"))), [""]),
        (paragraph("<w:r><w:t>§</w:t></w:r>" + symbol("Symbol", "F0B3") + symbol("Arial", "00B1")), ["§≥±"]),
        (paragraph(run("She said") + symbol("WP TypographicSymbols", "0041") + run("no")), ["She said“no"]),
        (table((("(a)", "The agency acts."), ("(b)", "The officer files:"), ("", "daily."))), ["(a) The agency acts.", "(b) The officer files:", "daily."]),
        (table((("No.", "Fee"), ("(a)", "$30"))), [""]),
        (paragraph("Duties.", (1, 0), look=HIDDEN) + paragraph(" Each agency reports."), ["1. Duties. Each agency reports."]),
        (paragraph("Duties.", (1, 0), look=HIDDEN), ["1. Duties."]),
        (paragraph("Duties.", (1, 0), look=HIDDEN) + table((("a", "b"), ("c", "d"))), ["1. Duties.", ""]),
        (paragraph(run("Unseen", "<w:vanish/>"), (1, 0), look=HIDDEN) + paragraph("Seen", (1, 0)), ["1. Seen"]),
        (paragraph("Duties", (1, 0)) + paragraph("go on.", (1, 1)), ["1. Duties", "go on."]),
        (paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t><w:noBreakHyphen/><w:sym w:font='Arial' w:char='00A7'/></w:r>" + run("Seen")), ["Seen"]),
        (paragraph(run("Under ") + code('SYMBOL 167 \\f "Arial" \\s 10') + run(" 5 ") + code("MACROBUTTON None [Name]")), ["Under § 5 [Name]"]),
        (paragraph(run("Unseen", ""), style="Out") + paragraph("Seen", style="In"), ["Seen"]),
        (paragraph(run("Unseen") + run(" seen", '<w:vanish w:val="0"/>'), style="Out"), ["seen"]),
    ],
)  # fmt: skip
def test_what_word_shows(body: str, expected: list[str]) -> None:
    assert texts(read(body, parts=NUMBERS)) == expected


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def test_rows_in_controls_inside_each_other_and_rows_set_in() -> None:
    rows = [table((("Copy", f"${n}"),)).removeprefix("<w:tbl>").removesuffix("</w:tbl>") for n in range(3)]
    short = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:p><w:r><w:t>once</w:t></w:r></w:p></w:tc></w:tr>'
    found = read(f"<w:tbl>{rows[0]}{control(control(rows[1]) + control(rows[2]))}{short}</w:tbl>")
    assert found.paragraphs[0].rows == (("Copy", "$0"), ("Copy", "$1"), ("Copy", "$2"), ("", "once"))


def test_what_the_file_does_not_hold_is_listed() -> None:
    found = read(paragraph(run("Kind: ") + code("FORMDROPDOWN") + code("XE entry")) + '<w:subDoc r:id="a"/><w:altChunk r:id="b"/>')
    assert [(loss.kind, loss.count) for loss in found.losses] == [("fields whose words the file does not hold", 1), ("embedded documents", 2)]


def test_a_run_in_heading_keeps_its_heading() -> None:
    styles = "<w:styles NS>" + style("H", "heading 1", look='<w:outlineLvl w:val="0"/>') + "</w:styles>"
    found = read(paragraph("Duties.", style="H", look=HIDDEN) + paragraph("Each agency reports."), parts={"styles": styles})
    assert [(p.heading, p.text) for p in found.paragraphs] == [(1, "Duties."), (0, "Each agency reports.")]


def test_words_struck_by_a_character_style() -> None:
    styles = '<w:styles NS><w:style w:type="character" w:styleId="Out"><w:rPr><w:strike/></w:rPr></w:style></w:styles>'
    body = paragraph(run("The fee is ") + run("$30", '<w:rStyle w:val="Out"/>') + run("$45", '<w:u w:val="single"/>') + run("."))
    assert texts(read(body, parts={"styles": styles})) == ["The fee is $45."]
    assert texts(read(body, View.REJECT, parts={"styles": styles})) == ["The fee is $30."]
    only_a_mark = paragraph(run("Duties", '<w:u w:val="single"/>'), look="<w:rPr><w:strike/></w:rPr>")
    assert texts(read(only_a_mark, View.REJECT)) == ["Duties"]
    assert not read(only_a_mark).marked


def test_fields_of_one_element_and_fields_without_a_result() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    counted = mark("begin") + "<w:r><w:instrText>LISTNUM LegalDefault \\l 3</w:instrText></w:r>" + mark("end")
    body = paragraph(f'<w:bookmarkStart w:id="0" w:name="B"/>{run("Held.")}', (1, 0))
    body += paragraph(run("See ") + f'<w:fldSimple w:instr=" REF B \\r ">{run("7.")}</w:fldSimple>') + paragraph(counted + run("first"))
    found = read(body + paragraph(symbol("Webdings", "F041") + run("x")), parts=NUMBERS)
    assert {loss.kind: loss.detail for loss in found.losses} == {
        "numbers that a field makes and the file does not hold": "LISTNUM",
        "symbols of a font of its own": "F041 of Webdings",
        "references that no longer show the number they refer to": "shows 7., is 1.",
    }
    assert labels(found) == ["1.", "", "", ""]
