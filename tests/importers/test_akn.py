"""Akoma Ntoso of other people: numbers, headings, lists, quoted law, notes; damage refused."""

from __future__ import annotations

import contextlib
import random

import pytest

import policytool
from policytool.errors import BadInput
from policytool.importers.akn import read
from policytool.importers.imported import Imported, Role
from policytool.importers.markdown import write_markdown

ACT = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act">
<meta><identification source="#x"><FRBRWork><FRBRthis value="/akn/xx/act/2026/7"/><FRBRuri value="/akn/xx/act/2026/7"/>
<FRBRdate date="2026-03-01" name="Enactment"/><FRBRauthor href="#council"/><FRBRcountry value="xx"/></FRBRWork></identification></meta>
<preface><longTitle><p>An Act about <docTitle>Public Records</docTitle></p></longTitle></preface>
<preamble><recitals><recital><p>WHEREAS, records are public;</p></recital></recitals><formula name="enacting"><p>Be it enacted as follows:</p></formula></preamble>
<body><chapter eId="chp_1"><num>Chapter 1</num><heading>General</heading>
<section eId="sec_1"><num>Section 1.</num><heading>Meaning</heading><content><p>In this Act, a <def>register</def> is a list.<authorialNote marker="1"><p>Lists of lists too.</p></authorialNote></p></content></section>
<section eId="sec_2"><num>Section 2.</num><heading>Duties</heading>
<subsection eId="sec_2__subsec_a"><num>(a)</num><intro><p>An office shall:</p></intro>
<paragraph><num>(1)</num><content><p>keep a register;</p></content></paragraph>
<paragraph><num>(2)</num><content><p>show it.</p></content></paragraph><wrapUp><p>within ten days.</p></wrapUp></subsection>
<subsection><num>(b)</num><content><blockList><listIntroduction>Fees are due for:</listIntroduction>
<item><num>(1)</num><p>copies; and</p></item><item><num>(2)</num><p>certificates.</p></item></blockList></content></subsection>
<subsection><num>(c)</num><content><p>Section 9 of the old Act reads:</p><p><quotedStructure><section><num>9.</num><heading>Old</heading>
<subsection><num>(a)</num><content><p>Nothing.</p></content></subsection></section></quotedStructure></p></content></subsection>
<subsection><num>(d)</num><content><table><tr><th><p>Item</p></th><th><p>Fee</p></th></tr><tr><td><p>Copy</p></td><td><p>$2</p></td></tr></table></content></subsection>
</section></chapter></body><conclusions><p>Done at the Council.</p></conclusions></act></akomaNtoso>"""


def tree(imported: Imported) -> dict[str, str]:
    return {c.id: c.text for c in policytool.parse(write_markdown(imported)).clauses()}


def test_an_act_gives_its_clauses_and_facts() -> None:
    act = read(ACT.encode(), "act.xml")
    found = tree(act)
    assert [i for i in found if i.startswith("s") and "quoted" not in i and "table" not in i] == [
        "s1", "s2", "s2/a", "s2/a/1", "s2/a/2", "s2/b", "s2/b/1", "s2/b/2", "s2/c", "s2/d",
    ]  # fmt: skip
    assert found["s2/a"] == "An office shall: within ten days."
    assert found["s1"] == "In this Act, a register is a list."
    assert "whereas-1" in found
    assert act.paragraphs[0].text == "An Act about Public Records"
    assert [(p.label, p.text) for p in act.paragraphs if p.role is Role.QUOTED] == [("9. Old.—(a)", "Nothing.")]
    assert next(p.rows for p in act.paragraphs if p.role is Role.TABLE) == (("Item", "Fee"), ("Copy", "$2"))
    assert dict(act.front) == {"title": "Public Records", "adopted": "2026-03-01", "akn_uri": "/akn/xx/act/2026/7"}
    assert act.paragraphs[-1].text == "Lists of lists too."


def body(text: str) -> list[str]:
    """The lines of an act with this body, headings marked by their levels."""
    found = read(f"<akomaNtoso><act>{text}</act></akomaNtoso>".encode(), "act.xml")
    return [" ".join(filter(None, ("#" * p.heading, p.label, p.text))) for p in found.paragraphs]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "<body><article><num>Art. 1</num><paragraph><num>1.</num><list><intro><p>The law governs:</p></intro><point><num>a)</num><p>acts.</p></point></list></paragraph></article></body>",
            ["## Art. 1", "1. The law governs:", "a) acts."],
        ),
        (
            "<body><section><num>2</num><content><p>After (1) <mod>insert <quotedStructure><section><num>5</num><content><p>New law.</p></content></section>"
            "</quotedStructure></mod>; and</p></content></section></body>",
            ["## 2.", "After (1) insert", "5 New law.; and"],
        ),
        ("<body><crossHeading>Fees</crossHeading><section><num>1.</num><content><p>A fee.</p></content></section></body>", ["## Fees", "## 1.", "A fee."]),
        (
            '<body><hcontainer name="schedules"><heading>SCHEDULES</heading><hcontainer name="schedule"><num>SCHEDULE 1</num><heading>Forms</heading><p>One.</p></hcontainer></hcontainer></body>',
            ["## SCHEDULES", "### SCHEDULE 1. Forms", "One."],
        ),
        (
            "<body><article><num><b>Art. 1</b><authorialNote><p>As amended.</p></authorialNote></num><heading>Aim</heading><p>Words<authorialNote><p>Note.</p></authorialNote>.</p></article></body>",
            ["## Art. 1. Aim", "Words.", "## Notes", "As amended.", "Note."],
        ),
        ("<body><p>Kinds are: <table><tr><td>a</td></tr></table> and <i>no</i> other.</p></body>", ["Kinds are:", "", "and no other."]),
        (
            "<body><section><num>1.</num><heading>Fees</heading><subheading>of copies</subheading><content><table><caption>Table 1</caption><tr><td><table><tr><td>a</td></tr></table></td></tr></table></content></section></body>",
            ["## 1. Fees", "of copies", "Table 1", ""],
        ),
        ("<mainBody><container>Loose <b>words</b> of it.</container></mainBody>", ["Loose words of it."]),
    ],
)  # fmt: skip
def test_words_between_structures_and_headings_of_other_countries(text: str, lines: list[str]) -> None:
    assert body(text) == lines


def test_a_table_inside_a_cell_is_words_of_the_cell() -> None:
    table = "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>"
    found = read(f"<akomaNtoso><act><body><p>{table}</p></body></act></akomaNtoso>".encode(), "act.xml")
    assert [p.rows for p in found.paragraphs] == [(("ab", "c"),)]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ACT[:900].encode(), "not well-formed"),
        (b"<akomaNtoso><documentCollection/></akomaNtoso>", "a collection of documents"),
        (b"<akomaNtoso><act><meta/></act></akomaNtoso>", "no body with text"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><akomaNtoso>&a;</akomaNtoso>', "document type"),
        (b"", "no element found"),
    ],
    ids=["cut", "collection", "no body", "entities", "empty"],
)
def test_what_cannot_be_read_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(data, "x.xml")


def test_damaged_files_are_read_or_refused_never_worse() -> None:
    chance = random.Random(12)
    for _ in range(150):
        data = bytearray(ACT.encode())
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 40)] = chance.choice(
                [b"", b"<num/>", b"<heading>", b"</p>", b"<item>", b"<quotedStructure>", b"\xff"]
            )
        with contextlib.suppress(BadInput):
            policytool.parse(write_markdown(read(bytes(data), "x")))
