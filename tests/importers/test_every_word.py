"""Every word of a source is in its text or named among its losses, once and in order, however its elements hold each other."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import pytest

from policytool.importers import read_source
from tests.support.word import STAMP, docx, run

Wrap = Callable[[str], str]


def element(tag: str) -> Wrap:
    return lambda inner: f"<{tag}>{inner}</{tag.split()[0]}>"


def grown(chance: random.Random, words: Callable[[], str], wraps: Sequence[Wrap], depth: int) -> str:
    """A few pieces next to each other: words, or an element with more pieces in it."""
    found = ""
    for _ in range(chance.randint(1, 4)):
        leaf = depth == 0 or chance.random() < 0.5
        found += words() if leaf else chance.choice(wraps)(grown(chance, words, wraps, depth - 1))
    return found


PAGE = (
    "p div span b i ol ul li dl dt dd blockquote pre h2 h3 a section article center font details summary figure figcaption label q sup sub ins u em header"
    " address code dfn aside nav button form th td|class=sidebar|hidden"
)
ACT = (
    "section article chapter part paragraph subsection point list item content intro wrapUp p blockList listIntroduction listWrapUp mod quotedStructure"
    " quotedText b i ref ins def preamble recital hcontainer alinea container block ul ol li span citation formula longTitle conclusions"
)
BILL = (
    "section subsection paragraph subparagraph clause content chapeau continuation p quotedContent quotedText b i ref inline proviso title chapter"
    " appropriations note notes sourceCredit def term level column block list listItem listContent fillIn recital preamble"
)
PART = "P FP HD1 HD2 I E EXTRACT NOTE PSPACE EDNOTE CITA AUTH SOURCE DIV8 XREF LI UL B a EXAMPLE BCAP"
MARKUP: dict[str, tuple[str, str, str]] = {
    "page.html": ("<html><body><p>The clerk keeps the records of the city.", PAGE.partition("|")[0], "</body></html>"),
    "act.xml": ("<akomaNtoso><act><body>", ACT, "</body></act></akomaNtoso>"),
    "bill.xml": ('<bill xmlns="http://schemas.gpo.gov/xml/uslm"><main>', BILL, "</main></bill>"),
    "part.xml": ('<DIV5 N="7" TYPE="PART"><HEAD>Part 7</HEAD>', PART, "</DIV5>"),
}


def check(data: bytes, name: str, count: int) -> None:
    found = read_source(data, name)
    text = " ".join(" ".join((p.label, p.text, *(cell for row in p.rows for cell in row))) for p in found.paragraphs)
    said = [int(n) for n in re.findall(r"word(\d+)x", text)]
    lost = {int(n) for loss in found.losses for n in re.findall(r"word(\d+)x", loss.detail)}
    hidden = any(loss.count > 5 or len(loss.detail) > 55 for loss in found.losses)  # then not every word of it is quoted
    assert len(said) == len(set(said))
    assert hidden or set(range(1, count + 1)) == {*said, *lost}
    assert said == sorted(said)


@pytest.mark.parametrize("name", MARKUP)
def test_markup(name: str) -> None:
    opening, tags, closing = MARKUP[name]
    for seed in range(150):
        chance, count = random.Random(seed), [0]

        def words(count: list[int] = count) -> str:
            count[0] += 1
            return f" word{count[0]}x "

        body = grown(chance, words, [element(tag) for tag in tags.split()], 4)
        check((opening + body + closing).encode(), name, count[0])


def held(tag: str) -> Wrap:
    return lambda inner: f"<w:{tag} {STAMP}>{inner}</w:{tag}>"


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def either(inner: str) -> str:
    return f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"


def rows(inner: str) -> str:
    row = f"<w:tr><w:tc>{inner}</w:tc></w:tr>"
    return f"<w:tbl>{control(control(row))}</w:tbl>"


def test_word_files() -> None:
    spans = [held("ins"), held("moveTo"), held("hyperlink"), held("smartTag"), held("bdo"), control, either, element('w:fldSimple w:instr="DATE"')]
    blocks = [held("ins"), held("customXml"), control, either, rows, rows]
    for seed in range(150):
        chance, count = random.Random(seed), [0]

        def words(count: list[int] = count) -> str:
            count[0] += 1
            return run(f" word{count[0]}x ")

        def paragraph(chance: random.Random = chance, words: Callable[[], str] = words) -> str:
            return f"<w:p>{grown(chance, words, spans, 2)}</w:p>"

        check(docx(grown(chance, paragraph, blocks, 3)), "order.docx", count[0])
