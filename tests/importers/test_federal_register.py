"""Federal Register XML, JSON and raw text become paragraphs, facts and losses; fr:NUMBER is fetched within limits."""

from __future__ import annotations

import contextlib
import json
import random

import pytest

import policytool
from policytool.errors import BadInput
from policytool.importers.federal_register import read
from policytool.importers.imported import Imported, Role
from policytool.importers.markdown import write_markdown

ORDER = """<PRESDOCU>
  <EXECORD>
    <TITLE3>Title 3—</TITLE3>
    <PRES>The President<PRTPAGE P="40101"/></PRES>
    <EXECORDR>Executive Order 14999 of June 3, 2026</EXECORDR>
    <HD SOURCE="HED">Keeping Public Records in Order</HD>
    <FP>By the authority vested in me as President, it is hereby ordered:</FP>
    <FP><E T="04">Section 1</E>. <E T="03">Purpose.</E> Records belong to the public.<SU>1</SU></FP>
    <FTNT><P><SU>1</SU> See the report of the Archives.</P></FTNT>
    <FP><E T="04">Sec. 2</E>. <E T="03">Duties.</E> (a) Each agency shall:</FP>
    <P>(i) keep a register of its records; and</P>
    <P>(ii) publish the register every<PRTPAGE P="40102"/> year.</P>
    <P>(b) An agency may ask the Archives for help.</P>
    <FP><E T="04">Sec. 3</E>. <E T="03">General Provisions.</E> (a) Nothing in this order shall impair:</FP>
    <FP SOURCE="FP1">(i) the authority of an agency; or</FP>
    <FP SOURCE="FP1">(ii) the work of the budget office.</FP>
    <P>(b) This order creates no right.</P>
    <GPH SPAN="1" DEEP="80"><GID>SIGNED.EPS</GID></GPH>
    <PSIG> </PSIG>
    <PLACE>THE WHITE HOUSE,</PLACE>
    <DATE>June 3, 2026.</DATE>
    <FRDOC>[FR Doc. 2026-11999</FRDOC>
    <FILED>Filed 6-5-26; 8:45 am]</FILED>
    <BILCOD>Billing code 3395-F4-P</BILCOD>
  </EXECORD>
</PRESDOCU>"""
RULE = """<?xml version="1.0" encoding="UTF-8"?>
<RULE>
  <PREAMB>
    <PRTPAGE P="512"/>
    <AGENCY TYPE="F">DEPARTMENT OF PUBLIC WORKS</AGENCY>
    <CFR>8 CFR Part 287</CFR>
    <DEPDOC>[Docket No. 26-01]</DEPDOC>
    <SUBJECT>Registers of Records</SUBJECT>
    <AGY><HD SOURCE="HED">AGENCY:</HD><P>Department of Public Works.</P></AGY>
    <ACT><HD SOURCE="HED">ACTION:</HD><P>Final rule.</P></ACT>
    <SUM><HD SOURCE="HED">SUMMARY:</HD><P>This rule changes how registers are kept.</P></SUM>
    <EFFDATE><HD SOURCE="HED">DATES:</HD><P>This rule is effective on July 1, 2026.</P></EFFDATE>
  </PREAMB>
  <SUPLINF>
    <HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD>
    <HD SOURCE="HD1">I. Background</HD>
    <P>The old rule is old.</P>
    <GPOTABLE COLS="2" CDEF="s50,12"><TTITLE>Table 1—Fees</TTITLE><BOXHD><CHED H="1">Item</CHED><CHED H="1">Fee</CHED></BOXHD>
      <ROW><ENT I="01">Copy</ENT><ENT>$2</ENT></ROW></GPOTABLE>
    <LSTSUB><HD SOURCE="HED">List of Subjects</HD><P>Records.</P></LSTSUB>
    <REGTEXT TITLE="8" PART="287">
      <AMDPAR>1. The authority citation for part 287 continues to read as follows:</AMDPAR>
      <AUTH><HD SOURCE="HED">Authority:</HD><P>5 U.S.C. 301.</P></AUTH>
      <AMDPAR>2. Amend § 287.7 by revising paragraph (a) to read as follows:</AMDPAR>
      <SECTION><SECTNO>§ 287.7</SECTNO><SUBJECT>Registers.</SUBJECT>
        <P>(a) A register is kept.</P><STARS/><P>(b) It is open.</P></SECTION>
    </REGTEXT>
  </SUPLINF>
  <SIG><DATED>Dated: June 1, 2026.</DATED><NAME>The Director,</NAME><TITLE>Department of Public Works.</TITLE></SIG>
  <FRDOC>[FR Doc. 2026-12000 Filed 6-5-26; 8:45 am]</FRDOC>
  <BILCOD>BILLING CODE 4410-10-P</BILCOD>
</RULE>"""
RAW = """[Federal Register Volume 91, Number 110 (Tuesday, June 9, 2026)]
[Presidential Documents]
[Pages 40101-40103]
From the Federal Register Online via the Government Publishing Office [www.gpo.gov]
[FR Doc No: 2026-11999]


                        Presidential Documents

[[Page 40101]]

                Executive Order 14999 of June 3, 2026


Keeping Public Records in Order

                By the authority vested in me as President, it is hereby
                ordered:

                Section 1. Purpose. Records belong to the public.

                Sec. 2. Duties. (a) Each agency shall:

                    (i) keep a register of its records; and

[[Page 40102]]

                    (ii) publish the register every year.

                (b) An agency may ask the Archives for help.

[FR Doc. 2026-11999
Filed 6-5-26; 8:45 am]
Billing code 3395-F4-P
"""
SAID = {
    "document_number": "2026-11999", "title": "Keeping Public Records in Order", "type": "Presidential Document", "citation": "91 FR 40101",
    "presidential_document_type": "executive_order", "executive_order_number": 14999, "signing_date": "2026-06-03",
    "publication_date": "2026-06-09", "effective_on": None, "html_url": "https://www.federalregister.gov/d/2026-11999",
    "agencies": [{"name": "Executive Office of the President"}],
}  # fmt: skip


def ids(imported: Imported) -> list[str]:
    return [c.id for c in policytool.parse(write_markdown(imported)).clauses()]


def test_an_executive_order_gives_its_sections_clauses_and_facts() -> None:
    order = read(ORDER.encode(), "eo.xml")
    assert [i for i in ids(order) if i.startswith("s")] == [
        "s1", "s2", "s2/a", "s2/a/i", "s2/a/ii", "s2/b", "s3", "s3/a", "s3/a/i", "s3/a/ii", "s3/b", "s3/note-1", "s3/note-2",
    ]  # fmt: skip
    clauses = {c.id: c for c in policytool.parse(write_markdown(order)).clauses()}
    assert (clauses["s2"].heading, clauses["s1"].text) == ("Duties", "Records belong to the public.")
    assert clauses["s2/a/ii"].text == "publish the register every year."
    assert dict(order.front) == {
        "jurisdiction": "United States", "id": "us/eo/14999", "aliases": ("EO 14999", "Executive Order 14999", "FR Doc. 2026-11999"),
        "issuer": "President of the United States", "kind": "executive-order", "citation": "E.O. 14999", "signed": "2026-06-03",
        "title": "Keeping Public Records in Order",
    }  # fmt: skip
    assert {loss.kind: loss.count for loss in order.losses} == {
        "images": 1, "page numbers": 2, "footnote marks": 1, "billing and filing lines": 2,
    }  # fmt: skip
    assert order.paragraphs[-1].text == "See the report of the Archives."


def test_a_rule_gives_its_parts_and_quotes_the_regulation() -> None:
    rule = read(RULE.encode(), "rule.xml")
    assert dict(rule.front)["effective"] == "2026-07-01"
    assert (rule.front["kind"], rule.front["issuer"], rule.front["id"]) == ("regulation", "DEPARTMENT OF PUBLIC WORKS", "us/fr/2026-12000")
    table = next(p for p in rule.paragraphs if p.role is Role.TABLE)
    assert table.rows == (("Item", "Fee"), ("Copy", "$2"))
    quoted = [(p.label, p.text) for p in rule.paragraphs if p.role is Role.QUOTED]
    assert quoted == [
        ("", "Authority: 5 U.S.C. 301."), ("§ 287.7", "Registers."), ("(a)", "A register is kept."), ("", "* * * * *"), ("(b)", "It is open."),
    ]  # fmt: skip
    found = ids(rule)
    assert "h-amendments-to-8-cfr-part-287/1" in found
    assert "h-amendments-to-8-cfr-part-287/2" in found
    assert not any(i.startswith("s287.7") for i in found)
    assert policytool.parse(write_markdown(rule)).title == "Registers of Records"


def test_raw_text_gives_the_same_clauses_as_xml() -> None:
    raw = read(RAW.encode(), "eo.txt")
    wanted = [i for i in ids(read(ORDER.encode(), "eo.xml")) if i.startswith(("s1", "s2"))]
    assert [i for i in ids(raw) if i.startswith("s")] == wanted
    assert raw.front["published"] == "2026-06-09"
    assert raw.front["signed"] == "2026-06-03"
    assert raw.front["title"] == "Keeping Public Records in Order"
    assert "91 FR 40101" in raw.front["aliases"]
    html = read(f"<html><body><pre>\n{RAW.replace('&', '&amp;')}</pre></body></html>".encode(), "eo.html")
    assert html.paragraphs == raw.paragraphs


def test_json_alone_says_what_to_do_and_with_its_text_it_wins() -> None:
    with pytest.raises(BadInput, match="policytool import fr:2026-11999"):
        read(json.dumps(SAID).encode(), "eo.json")
    full = read(json.dumps(SAID | {"full_text_xml": ORDER}).encode(), "eo.json")
    assert (full.front["published"], full.front["citation"]) == ("2026-06-09", "E.O. 14999")
    assert "effective" not in full.front
    assert full.front["source"] == {"url": SAID["html_url"]}
    raw = read(json.dumps(SAID | {"raw_text": RAW}).encode(), "eo.json")
    assert [i for i in ids(raw) if i.startswith("s2")] == ["s2", "s2/a", "s2/a/i", "s2/a/ii", "s2/b"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<FEDREG>" + RULE.split("?>")[1].encode() * 2 + b"</FEDREG>", "holds 2 documents"),
        (ORDER[:700].encode(), "not well-formed"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><RULE>&x;</RULE>', "document type"),
        (b'{"document_number": ', "not readable JSON"),
        (b'{"results": [{}, {}]}', "a list of 2 documents"),
        (b'{"a":' * 200_000, "not readable JSON"),
    ],
    ids=["issue", "cut", "entities", "half json", "list", "deep json"],
)
def test_what_cannot_be_read_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(data, "x.xml")


def test_damaged_documents_are_read_or_refused_never_worse() -> None:
    chance = random.Random(8)
    for source in (ORDER, RULE, RAW, json.dumps(SAID | {"full_text_xml": ORDER})):
        for _ in range(60):
            data = bytearray(source.encode())
            for _ in range(chance.randint(1, 6)):
                at = chance.randrange(len(data))
                if chance.random() < 0.5:
                    data[at : at + chance.randint(0, 40)] = chance.choice([b"", b"<E T='03'>", b"</P>", b"(i)", b"\xff\x00", b"<FTNT/>"])
                else:
                    data[at] = chance.randrange(256)
            with contextlib.suppress(BadInput):
                policytool.parse(write_markdown(read(bytes(data), "x")))
