"""Bad input: a clear error or an honest reading, in bounded time and memory; never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.errors import BadInput, PolicyToolError
from policytool.importers import importable, read_source
from policytool.importers.imported import View
from policytool.importers.markdown import write_markdown
from tests.importers.test_docx import LETTERS, TRACKED, docx
from tests.support.word import paragraph, table, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
HTML = b"<html><head><meta charset=utf-8><title>T</title></head><body><main><h1>Rules</h1><ol type=a><li>one <del>x</del><ins>y</ins><li>two</ol><table><tr><th>a<th>b<tr><td>1<td>2</table><pre>(a) x\n\n(b) y</pre></main></body></html>"
TEXT = "ORDINANCE\n\nSection 1. Purpose. The City’s oﬃce acts.\n\n(a) One;\n(b) two.\n".encode()
WORD = docx(TRACKED, parts=LETTERS)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
ENTITIES = zipped({"word/document.xml": DOCTYPE + '<w:document xmlns:w="x"><w:body><w:p>&b;</w:p></w:body></w:document>'})


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"", "is empty"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "old .doc format"),
        ("a.rtf", b"{\\rtf1 text}", "is RTF"),
        ("a.docx", WORD[: len(WORD) // 2], "damaged or cut-off"),
        ("a.docx", zipped({"readme.txt": "x"}), "not a Word file"),
        ("a.docx", zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "workbook"),
        ("a.docx", zipped({"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"}), "would grow to 60 MB"),
        ("a.docx", zipped({"word/document.xml": "<a>" + "<p/>" * 900_000 + "</a>"}), "times its size"),
        ("a.docx", ENTITIES, "document type"),
        ("a.docx", zipped({"word/document.xml": DOCTYPE.encode("utf-16") + "<a/>".encode("utf-16-le")}), "document type"),
        ("a.docx", zipped({"word/document.xml": "<w:document"}), "not well-formed"),
        ("a.docx", docx("<w:p>" + "<w:ins>" * 3000 + "</w:ins>" * 3000 + "</w:p>"), "deeper"),
        ("a.docx", docx(paragraph("")), "no text"),
        ("a.xml", b'<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"/>', "download it as Akoma Ntoso"),
        ("a.html", b"<html><body>" + b"<div>" * 5000 + b"x", "nests its elements"),
        ("a.html", b"<html><body><p " + b" ".join(b"a%d='>'" % n for n in range(600)) + b">x", "more than 500 attributes"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no text"),
        ("a.html", b"<html>\x00<body><p>x", "NUL"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/css\n\na{}\n--x--\n", "without a page"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: text/html; charset=klingon\n\n<p>x", "web archive that cannot be read"),
        ("a.txt", b"\xff\xfea\x00b", "cut short"),
        ("a.json", b'{"a": 1}', "is not federal-register"),
        ("a.xml", b"<poem><line>x</line></poem>", "first element is <poem>"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE bill PUBLIC "x" "bill.dtd"><bill bill-stage="x"><legis-body/></bill>', "older format <bill>"),
        ("a.xml", b"<CFRDOC><TITLE><PART/></TITLE></CFRDOC>", "yearly edition"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "no format that can be imported"),
        ("a.html", b"\x00\x01\x02\x00", "is not html: it holds binary data"),
        ("a.html", b"<body><table><tr>" + b"<td>x" * 2000 + b"<tr><td>x<td>y" * 1000, "a table of 2,002,000 cells"),
        ("a.html", b"<body><table>" + b"<tr><td colspan=64 rowspan=64>x<td>y" * 2000, "cells; at most"),
        ("a.docx", docx(table((("x",) * 1200, *(("x", "y"),) * 900))), "a table of 1,081,200 cells"),
        ("a.rtf", b"\x00\x01\x02\x00", "is not rtf: it holds binary data"),
    ],
)  # fmt: skip
def test_refusals_say_why(name: str, data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_source(data, name)
    assert said in caught.value.message
    assert name in caught.value.message or "Word file nests" in caught.value.message


def test_a_wrong_name_is_said_and_the_content_read() -> None:
    found = read_source(HTML, "order.docx")
    assert found.format == "html"
    assert "read as html" in found.repairs[0].what
    assert read_source(WORD, "order.html").format == "docx"
    assert read_source(b"<b>Rule.</b> (a) One.", "order.html").format == "html"
    assert "read as html" in read_source(HTML, "order.doc").repairs[0].what


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.rtf", "a.odt", "a.pdf", "a.MHT"])
def test_files_of_other_programs_never_pass_for_text(name: str) -> None:
    assert importable(name)
    assert not importable("a.md")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("naïve §".encode("cp1252"), "naïve §"),
        (b"\xef\xbb\xbf" + "§ 1".encode(), "§ 1"),
        ("“§”".encode("utf-16"), "“§”"),
        ("§ é ".encode() + "“§ 2”".encode("cp1252"), "§ é “§ 2”"),
        (b'<html><meta charset="iso-8859-1"><p>\x93quoted\x94', "“quoted”"),
        (b'<html><meta charset="windows-1251"><p>\xe7\xe0\xea\xee\xed', "закон"),
        ('<html><meta charset="gb2312"><p>朱镕基 第一条'.encode("gbk"), "朱镕基 第一条"),
        ('<html><meta charset="x-sjis"><p>第①条'.encode("cp932"), "第①条"),
        ('<html><meta charset="euc-kr"><p>똠방각하'.encode("cp949"), "똠방각하"),
        ('<html><meta charset="iso-8859-9"><p>Madde 1 – “ş”'.encode("cp1254"), "Madde 1 – “ş”"),
        ('<html><meta charset="utf-16"><p>§ 5'.encode("cp1252"), "§ 5"),
        (b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n<html><p>\xa7 5 \x97 Fees", "§ 5 — Fees"),
    ],
)  # fmt: skip
def test_encodings(data: bytes, words: str) -> None:
    assert read_source(data, "-").paragraphs[0].text == words


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The bytes with a few of them changed, lost, doubled or replaced by what readers stumble over."""
    found = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(found) + 1)
        match rng.randrange(5):
            case 0:
                found[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del found[at : at + rng.choice((1, 3, 50))]
            case 2:
                found[at:at] = found[at : at + rng.randint(1, 80)]
            case 3:
                found[at:at] = rng.choice(
                    (
                        b"<",
                        b">",
                        b"</p>",
                        b"&#0;",
                        b"\x00",
                        b"\xff",
                        b"99999999999999",
                        b"-1",
                        b"<ol start=9e9>",
                        b"%9",
                        b'"',
                        b"<w:ins>",
                        b"w:val=",
                    )
                )
            case _:
                other = rng.randrange(len(found) + 1)
                found[at:at] = found[other : other + rng.randint(1, 200)]
    return bytes(found)


def reads_or_refuses(data: bytes, name: str) -> None:
    for view in View:
        try:
            imported = read_source(data, name, view)
        except PolicyToolError:
            continue
        document = pt.parse(write_markdown(imported))
        assert "".join(c.text for c in document.clauses()) is not None


@given(st.integers(0, 10**9))
def test_damaged_files(seed: int) -> None:
    rng = random.Random(seed)
    reads_or_refuses(damaged(HTML, rng), "x.html")
    reads_or_refuses(damaged(TEXT, rng), "x.txt")
    reads_or_refuses(damaged(WORD, rng), "x.docx")
    reads_or_refuses(damaged_parts(rng), "x.docx")


def damaged_parts(rng: random.Random) -> bytes:
    """A sound zip whose parts are damaged."""
    archive = zipfile.ZipFile(io.BytesIO(WORD))
    parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(sorted(parts))
    text = parts[name].decode()
    words = text.split('"')
    if len(words) > 2 and rng.random() < 0.7:  # well-formed, but with values nobody writes
        for _ in range(rng.randint(1, 6)):
            words[rng.randrange(1, len(words), 2)] = rng.choice(
                ("", "-1", "99999999999", "x", "%1%9", "TOC", "../..", "decimalZero", "Ω", "0")
            )
        parts[name] = '"'.join(words).encode()
    else:
        parts[name] = damaged(parts[name], rng)
    return zipped(parts)


def test_a_part_whose_bytes_are_damaged() -> None:
    at = WORD.index(b"word/document.xml") + 40
    with pytest.raises(BadInput, match=r"damaged|no Word file|no text"):
        read_source(WORD[:at] + zlib.compress(b"other")[:12] + WORD[at + 12 :], "x.docx")
