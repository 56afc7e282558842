"""What is exported as Akoma Ntoso imports back to the same tree; HTML, text and Word show every word and interpret none."""

from __future__ import annotations

import io
import re
import string
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import policytool
from policytool.importers import read_source
from policytool.importers.akn import read
from policytool.importers.markdown import write_markdown
from policytool.model.clause import Kind
from policytool.model.document import Document
from policytool.render.akn import render_akn
from policytool.render.texts import render_page, render_txt, render_word
from tests.support.cli import run

STORED = sorted((Path(policytool.__file__).parent.parent / "documents").rglob("*.md"))
WORDS = st.lists(
    st.sampled_from(
        [
            "agency",
            "record",
            "person",
            "order",
            "public",
            "office",
            "reader",
            "keeps",
            "shows",
            "opens",
            "a",
            "the",
            "every",
            "&",
            "<",
            ">",
            "]]>",
            "é",
            "§",
        ]
    ),
    min_size=2,
    max_size=9,
).map(lambda found: "No " + " ".join(found))
TERMS = st.text(string.ascii_lowercase, min_size=3, max_size=8)


@st.composite
def lists(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Blocks of one numbered list, with lists inside."""
    form = ("({})", "({})", "({})", "({})")[depth]
    numbers = (string.ascii_lowercase[:8], "12345678", string.ascii_uppercase[:8], ("i", "ii", "iii", "iv"))[depth]
    blocks = []
    for at in range(draw(st.integers(2, 4))):
        words = draw(WORDS)
        nested = draw(st.booleans()) and depth < 3
        blocks.append(f"{form.format(numbers[at])} {words}{':' if nested else '.'}")
        if nested:
            blocks += draw(lists(depth + 1))
    return blocks


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A document: a title, recitals, sections with lists, definitions, notes and a table."""
    blocks = [f"# {draw(WORDS)}"]
    if draw(st.booleans()):
        blocks += [f"WHEREAS, {draw(WORDS)}; and", f"NOW, THEREFORE, {draw(WORDS)}:"]
    if draw(st.booleans()):
        blocks.append("## CHAPTER 1. General")
    for number in range(1, draw(st.integers(2, 4))):
        heading = draw(st.sampled_from(["", " Purpose.", " General duties."]))
        blocks.append(f"### Section {number}.{heading}")
        if draw(st.booleans()):
            blocks.append(draw(WORDS) + ".")
        if draw(st.booleans()):
            blocks += draw(lists())
            if draw(st.booleans()):
                blocks.append(f"unless {draw(WORDS)}.")
        elif draw(st.booleans()):
            blocks += [f"“{term.title()}” means {draw(WORDS)}." for term in draw(st.lists(TERMS, min_size=1, max_size=3, unique=True))]
        if draw(st.integers(0, 3)) == 0:
            blocks.append("| Item | Fee |\n| --- | --- |\n| Copy | $2 |")
        if draw(st.integers(0, 3)) == 0:
            blocks.append("Source: Coun. J. 1-27-21.")
    return (
        '---\nid: us/example/1\ntitle: "An: example"\naliases: [One, "Two, three"]\nsource: {url: "https://example.org/?a=1&b=2"}\n---\n\n'
        + "\n\n".join(blocks)
        + "\n"
    )


def tree(document: Document) -> list[tuple[str, str, str, str, str]]:
    """What must survive: id, kind, number, heading and words, blanks aside."""
    return [(c.id, c.kind.value, c.label, c.heading, _plain(c.kind, c.text)) for c in document.clauses()]


def _plain(kind: Kind, text: str) -> str:
    return " ".join(text.replace("|", " ").replace("-", " ").split()) if kind is Kind.TABLE else " ".join(text.split())


def back(document: Document) -> Document:
    return policytool.parse(write_markdown(read(render_akn(document).encode(), "back.xml")))


SAID = [
    ("adopted: 2021-09-14", "The clerk of the town keeps the keys.", "en@2021-09-14", '<FRBRdate date="2021-09-14" name="version"/>'),
    ("adopted: 2021-09", "The clerk of the town keeps the keys.", "en@2021-09", '<FRBRdate date="2021-09-01" name="first day of the month of the version, whose day is not known"/>'),
    ("effective: 2021", "The clerk of the town keeps the keys.", "en@2021", '<FRBRdate date="2021-01-01" name="first day of the year of the version, whose day is not known"/>'),
    ("title: Keys", "The clerk of the town keeps the keys.", "en", '<FRBRdate date="1000-01-01" name="not a date: no version date is known"/>'),
    ("adopted: 2021-09-14", "Die Gebühr ist nicht zu zahlen, wer nach der Satzung befreit ist.", "de@2021-09-14", '<FRBRlanguage language="de"/>'),
    ("id: de/satzung", "Gebühren.", "de", '<FRBRlanguage language="de"/>'),
    ("id: us/order/1", "Fees.", "en", '<FRBRcountry value="us"/>'),
    ("title: Taxas", "Xyz.", "und", '<FRBRcountry value="zz"/>'),
    ("language: pt", "O Decreto.", "pt", '<FRBRlanguage language="pt"/>'),
    ("language: no language at all", "Xyz.", "und", '<FRBRlanguage language="und"/>'),
]  # fmt: skip


@pytest.mark.parametrize(("field", "words", "expression", "said"), SAID)
def test_what_is_said_of_the_text_itself_is_true(field: str, words: str, expression: str, said: str) -> None:
    document = policytool.parse(f"---\n{field}\n---\n\n## Section 1. Keys.\n\n{words}\n")
    out = render_akn(document)
    assert f"/{expression}\"/>" in out
    assert said in out
    assert dict(back(document).front_matter.values) == dict(document.front_matter.values)


def test_versions_of_one_document_have_their_own_uris() -> None:
    outs = [render_akn(policytool.parse(f"---\nid: us/x/1\nadopted: {day}\n---\n\n# Keys\n\nWords.\n")) for day in ("2020-01-02", "2021-01-02")]
    works, expressions = ({re.search(rf'<FRBR{level}><FRBRthis value="([^"]*)"', out)[1] for out in outs} for level in ("Work", "Expression"))  # type: ignore[index]
    assert (len(works), expressions) == (1, {"/akn/us-x-1/en@2020-01-02", "/akn/us-x-1/en@2021-01-02"})


@given(texts())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], derandomize=True, deadline=None)
def test_akoma_ntoso_imports_back_to_the_same_tree(text: str) -> None:
    document = policytool.parse(text)
    again = back(document)
    assert tree(again) == tree(document)
    assert dict(again.front_matter.values) == dict(document.front_matter.values)
    assert render_akn(document) == render_akn(policytool.parse(text))


@pytest.mark.parametrize("path", STORED, ids=[p.stem for p in STORED])
def test_the_sample_documents_import_back_to_the_same_tree(path: Path) -> None:
    document = policytool.parse(path.read_text(encoding="utf-8"))
    assert tree(back(document)) == tree(document)


@given(texts())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], derandomize=True, deadline=None)
def test_a_page_and_a_word_file_import_back_to_the_same_tree(text: str) -> None:
    document = policytool.parse(text)
    for data, name in ((render_page(document).encode(), "back.html"), (render_word(document), "back.docx")):
        assert tree(policytool.parse(write_markdown(read_source(data, name)))) == tree(document)


def test_quoted_law_of_a_page_stays_quoted() -> None:
    document = policytool.parse("# Order\n\n## Section 1. Change.\n\nIt reads:\n\n> “Sec. 9. Fees.\n>\n> (a) A fee is due.”\n\n(a) It is so.\n")
    again = policytool.parse(write_markdown(read_source(render_page(document).encode(), "back.html")))
    assert [c.id for c in again.clauses()] == [c.id for c in document.clauses()] == ["title", "s1", "s1/quoted-1", "s1/a"]


HOSTILE = "# Order <b>\n\n## Section 1. Text.\n\n(a) No <script>alert(1)</script> [reserved] & :sos: \x1b[31m.\n\n(1) Two.\n"


def test_html_text_and_word_show_every_word_and_interpret_none() -> None:
    document = policytool.parse(HOSTILE)
    page, plain = render_page(document), render_txt(document)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [reserved] &amp; :sos:" in page
    assert 'id="s1/a/1"' in page
    assert "(a) No <script>alert(1)</script> [reserved]" in plain
    assert "\n  (1) Two." in plain
    read_back = docx.Document(io.BytesIO(render_word(document)))
    assert [p.text for p in read_back.paragraphs if "Two" in p.text] == ["(1) Two."]
    assert "<script>alert(1)</script> [reserved] & :sos: <U+001B>" in "\n".join(p.text for p in read_back.paragraphs)


def test_the_command_writes_each_format(tmp_path: Path) -> None:
    source = tmp_path / "order.md"
    source.write_text(HOSTILE.replace("\x1b", ""), encoding="utf-8")
    assert "<akomaNtoso" in run("export", str(source)).out
    assert "(1) Two." in run("export", str(source), "--format", "txt").out
    target = tmp_path / "order.docx"
    assert run("export", str(source), "--format", "docx", "-o", str(target)).code == 0
    assert target.read_bytes().startswith(b"PK")
    refused = run("export", str(source), "--format", "docx")
    assert (refused.code, "-o FILE.docx" in refused.err) == (2, True)


def test_the_name_of_the_file_decides_and_no_file_is_replaced(tmp_path: Path) -> None:
    source = tmp_path / "order.md"
    source.write_text("# Order\n\n## Section 1. Text.\n\n(a) No more.\n", encoding="utf-8")
    begins = {"docx": b"PK", "html": b"<!DOCTYPE html>", "xml": b"<?xml", "md": b"# Order\n", "txt": b"Order\n"}
    for ending, first in begins.items():
        target = tmp_path / f"out.{ending}"
        assert run("export", str(source), "-o", str(target)).code == 0
        assert target.read_bytes().startswith(first)
        again = run("export", str(source), "-o", str(target))
        assert (again.code, "--force" in again.err) == (2, True)
        assert run("export", str(source), "-o", str(target), "--force").code == 0
    assert run("export", str(source), "--format", "txt", "-o", str(tmp_path / "x.docx")).code == 0
    assert (tmp_path / "x.docx").read_bytes().startswith(b"Order")


@pytest.mark.parametrize("command", ["show", "outline", "refs", "terms", "export", "diff", "check"])
def test_no_command_writes_what_its_file_cannot_hold(command: str, tmp_path: Path) -> None:
    source, target = tmp_path / "order.md", tmp_path / "out.pdf"
    source.write_text("# Order\n\nNo more.\n", encoding="utf-8")
    ran = run(command, str(source), *([str(source)] if command == "diff" else []), "-o", str(target))
    assert (ran.code, target.exists()) == (2, False)
    assert "does not write pdf" in ran.err
    assert "as PDF" in ran.err


def test_a_text_says_which_it_is_and_whose_words() -> None:
    said = run("export", str(STORED[0]), "--format", "txt").out
    head = said.partition("\n\n")[0].splitlines()
    assert "blob" in head[1]
    assert head[2] == "edition: a restatement in our own words, not the official text"
    assert "in our own words" in run("export", str(STORED[0]), "--format", "html").out


def test_a_version_names_itself(sample: str, tmp_path: Path) -> None:
    target = tmp_path / "wco.docx"
    assert run("-C", sample, "export", "WCO@2020-01", "-o", str(target)).code == 0
    paragraphs = [p.text for p in docx.Document(str(target)).paragraphs[:3]]
    assert paragraphs[0] == "Welcoming City Ordinance"
    assert "us-il-chicago/mcc/2-173@2020-01" in paragraphs[1]
    assert "not the official text" in paragraphs[2]
