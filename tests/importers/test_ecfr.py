"""eCFR XML becomes sections and clauses under the numbers it prints; notes, tables and italics are kept apart."""

from __future__ import annotations

import contextlib
import random

import pytest

import policytool
from policytool.errors import BadInput
from policytool.importers.ecfr import read
from policytool.importers.imported import Imported, Role
from policytool.importers.markdown import write_markdown

PART = """<?xml version="1.0" encoding="ISO-8859-1"?>
<DLPSTEXTCLASS><HEADER><FILEDESC><TITLESTMT><TITLE>Title 8: Records</TITLE></TITLESTMT>
<PUBLICATIONSTMT><IDNO TYPE="title">8</IDNO></PUBLICATIONSTMT></FILEDESC></HEADER>
<TEXT><BODY><ECFRBRWS><AMDDATE>May 1, 2026</AMDDATE>
<DIV5 N="287" NODE="8:1.0.1.2.57" TYPE="PART">
<HEAD>PART 287—KEEPING OF RECORDS</HEAD>
<AUTH><HED>Authority:</HED><PSPACE>5 U.S.C. 301; 44 U.S.C. 3101.</PSPACE></AUTH>
<SOURCE><HED>Source:</HED><PSPACE>22 FR 9808, Dec. 6, 1957, unless otherwise noted.</PSPACE></SOURCE>
<DIV6 N="A" NODE="8:1.0.1.2.57.1" TYPE="SUBPART"><HEAD>Subpart A—General</HEAD>
<DIV8 N="§ 287.1" NODE="8:1.0.1.2.57.1.1.1" TYPE="SECTION">
<HEAD>§ 287.1   Definitions.</HEAD>
<P>(a)(1) <I>Register</I> means a list of records.<SU>1</SU></P>
<P>(2) <I>Reader</I> means any person who asks, caf\xe9 owners included.</P>
<P>(b) <I>Office</I> means:</P>
<P>(1) The central office; or</P>
<P>(i) A branch that keeps:</P>
<P>(A) Its own register, whether</P>
<P>(<I>1</I>) On paper; or</P>
<P>(<I>2</I>) In a file.</P>
<P>(B) A shared register.</P>
<P>(ii) A warehouse.</P>
<P>(2) A reading room.</P>
<FTNT><P><SU>1</SU> Lists of lists are not records.</P></FTNT>
<CITA TYPE="N">[68 FR 35279, June 13, 2003, as amended at 79 FR 100, May 5, 2014]
</CITA>
</DIV8>
<DIV8 N="§ 287.7" NODE="8:1.0.1.2.57.1.1.2" TYPE="SECTION">
<HEAD>§ 287.7   Fees.</HEAD>
<P>The fees are these:</P>
<DIV width="100%"><DIV class="gpotbl_div"><TABLE border="1"><TR><TH>Item</TH><TH>Fee</TH></TR><TR><TD>Copy | page</TD><TD>$2</TD></TR></TABLE></DIV></DIV>
<P>(a) No fee is due for reading.</P>
<EXTRACT><P>A reader may copy by hand.</P></EXTRACT>
<P>(b) A fee is due for copies.</P>
<img src="/graphics/er.gif"/>
<CITA TYPE="N">[68 FR 35279, June 13, 2003]</CITA>
</DIV8></DIV6>
<DIV9 N="Appendix A" NODE="8:1.0.1.2.57.2" TYPE="APPENDIX"><HEAD>Appendix A to Part 287—Forms</HEAD><HD1>Form 1</HD1><P>Write your name.</P></DIV9>
</DIV5></ECFRBRWS></BODY></TEXT></DLPSTEXTCLASS>""".encode("latin-1", "xmlcharrefreplace")
SECTION = """<DIV8 N="287.7" TYPE="SECTION" hierarchy_metadata="{&quot;path&quot;:&quot;/on/2026-05-01/title-8/section-287.7&quot;,&quot;citation&quot;:&quot;8 CFR 287.7&quot;}">
<HEAD>§ 287.7 Fees.</HEAD><P>(a) <I>In general.</I> A fee is due.</P><P>(b) [Reserved]</P></DIV8>"""


def tree(imported: Imported) -> dict[str, str]:
    return {c.id: c.text for c in policytool.parse(write_markdown(imported)).clauses()}


def test_a_part_gives_its_sections_and_every_level() -> None:
    part = read(PART, "part.xml")
    found = tree(part)
    assert [i for i in found if i.startswith("s287.1")] == [
        "s287.1", "s287.1/a", "s287.1/a/1", "s287.1/a/2", "s287.1/b", "s287.1/b/1", "s287.1/b/1/i", "s287.1/b/1/i/A", "s287.1/b/1/i/A/1",
        "s287.1/b/1/i/A/2", "s287.1/b/1/i/B", "s287.1/b/1/ii", "s287.1/b/2", "s287.1/note-1",
    ]  # fmt: skip
    assert [i for i in found if i.startswith("s287.7/") and "table" not in i] == ["s287.7/a", "s287.7/b", "s287.7/note-1"]
    assert found["s287.1/a/1"] == "Register means a list of records."
    assert "café owners" in found["s287.1/a/2"]
    assert "as amended at 79 FR 100" in found["s287.1/note-1"]


def test_a_part_says_what_it_is_and_what_was_left_behind() -> None:
    part = read(PART, "part.xml")
    assert dict(part.front) == {
        "title": "PART 287—KEEPING OF RECORDS", "kind": "regulation", "jurisdiction": "United States", "edition": "restatement",
        "id": "us/cfr/8/287", "citation": "8 CFR part 287", "as_amended": "2026-05-01",
    }  # fmt: skip
    assert {loss.kind: loss.count for loss in part.losses} == {"images": 1, "footnote marks": 1}
    assert next(p.rows for p in part.paragraphs if p.role is Role.TABLE) == (("Item", "Fee"), ("Copy | page", "$2"))
    assert [p.text for p in part.paragraphs][-2:] == ["Notes", "Lists of lists are not records."]
    assert any(p.text.startswith("Authority: 5 U.S.C. 301") for p in part.paragraphs)


def test_a_section_of_the_versioner_is_a_document_of_its_own() -> None:
    section = read(SECTION.encode(), "s.xml")
    assert (section.front["id"], section.front["citation"]) == ("us/cfr/8/287.7", "8 CFR 287.7")
    assert list(tree(section)) == ["s287.7", "s287.7/a", "s287.7/b"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (PART[:900], "not well-formed"),
        (b"<ECFR><P>text</P></ECFR>", "holds no part or section"),
        (b'<!DOCTYPE DIV8 SYSTEM "file:///etc/passwd"><DIV8 TYPE="SECTION"/>', "document type"),
    ],
    ids=["cut", "nothing", "outside"],
)
def test_what_cannot_be_read_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(data, "x.xml")


def test_damaged_files_are_read_or_refused_never_worse() -> None:
    chance = random.Random(9)
    for _ in range(150):
        data = bytearray(PART)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 30)] = chance.choice([b"", b"<I>", b"</P>", b"(ix)", b"<HEAD/>", b"<HD9>", b"N=''", bytes([at % 256])])
        with contextlib.suppress(BadInput):
            policytool.parse(write_markdown(read(bytes(data), "x")))


def test_words_beside_paragraphs_and_stars_are_kept() -> None:
    page = '<DIV8 N="7.1" TYPE="SECTION"><HEAD>§ 7.1 Scope.</HEAD>\n<P>(a) One.</P>\nLoose words.<STARS/></DIV8>'
    assert [p.text for p in read(page.encode(), "s.xml").paragraphs] == ["§ 7.1 Scope.", "One.", "Loose words.", "* * * * *"]


def test_a_note_keeps_the_order_of_its_words() -> None:
    page = '<DIV8 N="7.1" TYPE="SECTION"><HEAD>§ 7.1 Scope.</HEAD><P>One.</P><CITA>[60 FR 1, <I>as amended</I> at 61 FR 2]</CITA></DIV8>'
    assert read(page.encode(), "s.xml").paragraphs[-1].text == "Source: [60 FR 1, as amended at 61 FR 2]"
