"""USLM becomes sections and clauses with the numbers it prints; quoted law, notes and credits are kept apart."""

from __future__ import annotations

import contextlib
import random

import pytest

import policytool
from policytool.errors import BadInput
from policytool.importers.imported import Imported, Role
from policytool.importers.markdown import write_markdown
from policytool.importers.uslm import read
from policytool.importers.xml_safe import read_xml

CODE = """<?xml version="1.0" encoding="UTF-8"?>
<uscDoc xmlns="http://xml.house.gov/schemas/uslm/1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" identifier="/us/usc/t8">
<meta><dc:title>Title 8</dc:title><dc:type>USCTitle</dc:type><docNumber>8</docNumber><docPublicationName>Online@119-50</docPublicationName></meta>
<main><title identifier="/us/usc/t8"><num value="8">Title 8—</num><heading>RECORDS</heading>
<toc><tocItem>1373. Communication</tocItem></toc>
<chapter identifier="/us/usc/t8/ch12"><num value="12">CHAPTER 12—</num><heading>REGISTERS</heading>
<subchapter identifier="/us/usc/t8/ch12/schII"><num value="II">SUBCHAPTER II—</num><heading>GENERAL</heading>
<section identifier="/us/usc/t8/s1373"><num value="1373">§\u202f1373.</num><heading> Communication between agencies</heading>
<subsection class="indent0" identifier="/us/usc/t8/s1373/a"><num value="a">(a)</num><heading> In general</heading><content>
<p>Notwithstanding any other law, no body may keep a register secret.<ref class="footnoteRef" idref="fn1">1</ref><footnote id="fn1"><num>1</num> So in original.</footnote></p>
</content></subsection>
<subsection identifier="/us/usc/t8/s1373/b"><num value="b">(b)</num><heading> Duties</heading><chapeau> A body shall, under <ref href="/us/usc/t5/s552">section 552 of title 5</ref>—</chapeau>
<paragraph><num value="1">(1)</num><content> keep it;</content></paragraph>
<paragraph><num value="2">(2)</num><subparagraph class="inline"><num value="A">(A)</num><content> show it; or</content></subparagraph>
<subparagraph><num value="B">(B)</num><chapeau> copy it</chapeau><clause><num value="i">(i)</num><content> on paper; or</content></clause><clause><num value="ii">(ii)</num><content> in a file,</content></clause></subparagraph></paragraph>
<continuation>and shall answer within ten days.</continuation></subsection>
<sourceCredit>(<ref href="/us/pl/104/208">Pub. L. 104–208</ref>, div. C, Sept. 30, 1996, 110 Stat. 3009.)</sourceCredit>
<notes type="uscNote"><note topic="effectiveDate"><heading>Effective Date</heading><p>The section is in force since 1996.</p></note></notes>
</section>
<section identifier="/us/usc/t8/s1374"><num value="1374">§\u202f1374.</num><heading> Fees</heading><content><p>No fee is due.</p></content></section>
</subchapter></chapter></title></main></uscDoc>"""
LAW = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/css" href="uslm.css"?>
<pLaw xmlns="http://schemas.gpo.gov/xml/uslm/2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><?I97 140 STAT. ?>
<meta><dc:title>Public Law 119–77: To open the registers.</dc:title><dc:type>Public Law</dc:type><docNumber>77</docNumber>
<citableAs>Public Law 119–77</citableAs><citableAs>140 Stat. 75</citableAs><congress>119</congress><publicPrivate>public</publicPrivate></meta>
<preface><page>140 STAT. 75</page></preface><main>
<longTitle><docTitle>An Act</docTitle><officialTitle>To open the registers.</officialTitle><sidenote><p>Mar. 27, 2026</p></sidenote></longTitle>
<enactingFormula>Be it enacted by the Senate and House of Representatives of the United States of America in Congress assembled,</enactingFormula>
<section><num value="1">SECTION 1. </num><heading>SHORT TITLE.</heading><content>This Act may be cited as the “<shortTitle>Open Registers Act</shortTitle>”.</content></section>
<section><num value="2">SEC. 2. </num><heading>AMENDMENTS.</heading>
<subsection role="instruction"><num value="a">(a) </num><heading><inline class="smallCaps">Registers</inline>.—</heading><content>Section 9 of the Records Act is amended to read as follows:
<quotedContent><section><num value="9">“SEC. 9. </num><heading>REGISTERS.</heading><subsection><num value="a">“(a) </num><content>Registers are open.</content></subsection>
<subsection><num value="b">“(b)</num><paragraph class="inline"><num value="1">(1) </num><content>Copies are free.”</content></paragraph></subsection></section></quotedContent><inline role="after-quoted-block">; and</inline></content></subsection>
<subsection><num value="b">(b) </num><heading>Table.—</heading><chapeau>The fees are:</chapeau>
<table xmlns="http://www.w3.org/1999/xhtml"><tbody><tr><td>Copy</td><td>$1</td></tr></tbody></table></subsection></section>
<action><actionDescription>Approved March 27, 2026.</actionDescription></action></main>
<legislativeHistory><heading>LEGISLATIVE HISTORY</heading><note><p>Feb. 2, considered.</p></note></legislativeHistory></pLaw>"""
BILL = """<bill xmlns="http://schemas.gpo.gov/xml/uslm" xmlns:dc="http://purl.org/dc/elements/1.1/"><meta><dc:title>119 S 2245 IS: To cap fees.</dc:title>
<dc:type>Senate Bill</dc:type><docStage>Introduced in Senate</docStage><congress>119</congress></meta><preface><docNumber>2245</docNumber></preface>
<main><longTitle><docTitle>A BILL</docTitle><officialTitle>To cap fees.</officialTitle></longTitle>
<title><num value="I">TITLE I—</num><heading>FEES</heading><section><num value="101">SEC. 101. </num><heading>CAP.</heading><content class="block">No fee may exceed $5.</content></section></title></main></bill>"""


def tree(imported: Imported) -> dict[str, str]:
    return {c.id: c.text for c in policytool.parse(write_markdown(imported)).clauses()}


def test_the_code_gives_sections_clauses_credits_and_notes() -> None:
    code = read(CODE.encode(), "usc08.xml")
    found = tree(code)
    assert [i for i in found if i.startswith("s1373") and "notes" not in i] == [
        "s1373", "s1373/a", "s1373/b", "s1373/b/1", "s1373/b/2", "s1373/b/2/A", "s1373/b/2/B", "s1373/b/2/B/i", "s1373/b/2/B/ii", "s1373/note-1",
    ]  # fmt: skip
    assert found["s1373/a"] == "Notwithstanding any other law, no body may keep a register secret."
    assert found["s1373/b"].startswith("A body shall, under section 552 of title 5—")
    assert any(text.endswith("and shall answer within ten days.") for text in found.values())
    assert found["s1374"] == "No fee is due."
    assert any("h-effective-date" in i for i in found)
    clauses = {c.id: c for c in policytool.parse(write_markdown(code)).clauses()}
    assert clauses["s1373"].heading == "Communication between agencies"
    assert clauses["s1373/b"].heading.rstrip(".—") == "Duties"
    assert dict(code.front) == {
        "kind": "statute", "jurisdiction": "United States", "title": "Title 8", "edition": "restatement", "id": "us/usc/8", "citation": "8 U.S.C.",
        "release_point": "Public Law 119-50",
    }  # fmt: skip
    assert {loss.kind: loss.count for loss in code.losses} == {
        "tables of contents": 1, "footnote marks": 1, "places of words after a nested list": 1,
    }  # fmt: skip


def test_a_single_section_of_the_code_is_a_document_of_its_own() -> None:
    start, end = CODE.index('<section identifier="/us/usc/t8/s1374"'), CODE.index("</subchapter>")
    one = CODE[: CODE.index('<section identifier="/us/usc/t8/s1373"')] + CODE[start:end] + CODE[end:]
    section = read(one.encode(), "s.xml")
    assert (section.front["id"], section.front["citation"], section.front["title"]) == ("us/usc/8/1374", "8 U.S.C. 1374", "Fees")


def test_a_public_law_keeps_quoted_law_apart() -> None:
    law = read(LAW.encode(), "law.xml")
    found = tree(law)
    assert [i for i in found if i.startswith("s") and "quot" not in i and "table" not in i] == ["s1", "s2", "s2/a", "s2/b"]
    assert found["s2/b"] == "The fees are:"
    quoted = [(p.label, p.text) for p in law.paragraphs if p.role is Role.QUOTED]
    assert quoted == [("“SEC. 9.", "REGISTERS."), ("“(a)", "Registers are open."), ("“(b)(1)", "Copies are free.”; and")]
    assert next(p.rows for p in law.paragraphs if p.role is Role.TABLE) == (("Copy", "$1"),)
    front = dict(law.front)
    assert (front["id"], front["citation"], front["signed"]) == ("us/pl/119-77", "Pub. L. 119-77", "2026-03-27")
    assert front["aliases"] == ("Public Law 119–77", "140 Stat. 75")
    assert front["title"] == "To open the registers"


def test_a_bill_is_a_draft() -> None:
    bill = read(BILL.encode(), "bill.xml")
    front = dict(bill.front)
    assert (front["id"], front["edition"], front["stage"], front["title"]) == ("us/bill/119/s/2245", "draft", "Introduced in Senate", "To cap fees")
    assert tree(bill)["s101"] == "No fee may exceed $5."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (CODE[:2000].encode(), "not well-formed"),
        (b'<bill xmlns="http://schemas.gpo.gov/xml/uslm"><main/></bill>', "holds no text"),
        (b"<a>" * 300 + b"</a>" * 300, "nests XML elements"),
        (b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;">]><a>&c;</a>', "document type"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "encoding"),
        (b"<a>&nbsp;</a>", "not well-formed"),
    ],
    ids=["cut", "empty", "deep", "laughs", "encoding", "entity"],
)
def test_what_cannot_be_read_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(data, "x.xml")


def test_size_and_nodes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytool.importers.xml_safe.MAX_BYTES", 5000)
    with pytest.raises(BadInput, match="MB of XML"):
        read_xml(b"<a>" + b"x" * 5000 + b"</a>", "big.xml")
    monkeypatch.setattr("policytool.importers.xml_safe.MAX_NODES", 100)
    with pytest.raises(BadInput, match="XML elements"):
        read_xml(b"<a>" + b"<b/>" * 101 + b"</a>", "many.xml")
    monkeypatch.setattr("policytool.importers.xml_safe.MAX_RUN", 50)
    with pytest.raises(BadInput, match="without a tag"):
        read_xml(b"<a>" + b"word " * 11 + b"</a>", "run.xml")


def test_damaged_files_are_read_or_refused_never_worse() -> None:
    chance = random.Random(10)
    for source in (CODE, LAW, BILL):
        for _ in range(70):
            data = bytearray(source.encode())
            for _ in range(chance.randint(1, 6)):
                at = chance.randrange(len(data))
                data[at : at + chance.randint(0, 40)] = chance.choice([b"", b"<num/>", b"<heading>", b"</p>", b"<level>", b"<quotedContent>", b"\xff"])
            with contextlib.suppress(BadInput):
                policytool.parse(write_markdown(read(bytes(data), "x")))


def test_a_proviso_goes_on_in_its_line_and_what_stands_before_the_bill_is_listed() -> None:
    page = (
        '<bill xmlns="http://schemas.gpo.gov/xml/uslm"><preface><slugLine>HR 1</slugLine><congress>116th Congress</congress></preface><main><title><num>TITLE I</num>'
        "<heading>RECORDS</heading><appropriations><heading>Clerk</heading><content>For the office, $3: <proviso><i>Provided</i>, That the clerk reports: "
        "</proviso><proviso>Provided further, That the sum stays.</proviso></content></appropriations><section><num>Sec. 101.</num><content>Except: "
        "<proviso><paragraph><num>(1)</num><content>one.</content></paragraph></proviso></content></section></title></main></bill>"
    )
    found = read(page.encode(), "bill.xml")
    assert [f"{p.label} {p.text}".strip() for p in found.paragraphs] == [
        "TITLE I—RECORDS", "Clerk", "For the office, $3: Provided, That the clerk reports: Provided further, That the sum stays.", "Sec. 101.", "Except:", "(1) one.",
    ]  # fmt: skip
    assert [(loss.kind, loss.detail) for loss in found.losses] == [("title pages", "HR 1 116th Congress")]


def test_a_table_keeps_its_caption() -> None:
    page = '<bill xmlns="http://schemas.gpo.gov/xml/uslm"><main><section><num>1.</num><content><table><caption>Fees</caption><tr><td>Copy</td><td>$1</td></tr></table></content></section></main></bill>'
    assert [(p.text, p.rows) for p in read(page.encode(), "bill.xml").paragraphs][1:] == [("Fees", ()), ("", (("Copy", "$1"),))]
