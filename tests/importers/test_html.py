"""Saved pages: the main text without navigation, the numbers a browser prints, both texts of an ordinance in amending style."""

from __future__ import annotations

import pytest

import policytool as pt
from policytool.importers import read_source
from policytool.importers.imported import Imported, Role, View
from policytool.importers.markdown import write_markdown

AMLEGAL = """<!doctype html><!-- saved from url=(0059)https://codelibrary.amlegal.com/codes/chicago/latest/x/0-0-0-1 -->
<html><head><title>CHAPTER 2-173 WELCOMING | Chicago</title></head><body><div id="app"><div class="navbar"><a href="/">Codes</a> Search this code for words and phrases</div>
<div class="codenav__left sidebar"><ul><li><a href="#">TITLE 1</a></li><li><a href="#">TITLE 2</a></li></ul></div>
<div class="codenav__section-body"><div class="Chapter rbox"><h2>CHAPTER 2-173<br>WELCOMING CITY</h2></div>
<div class="Section toc-destination rbox">2-173-005&nbsp;&nbsp;Purpose.</div>
<div class="rbox Normal-Level">&nbsp;&nbsp;&nbsp;The City is open to all who live in it, and this chapter says how.</div>
<div class="rbox Section">2-173-020&nbsp;&nbsp;Immigration enforcement prohibited.</div>
<div class="rbox Normal-Level">&nbsp;&nbsp;&nbsp;(a)&nbsp;&nbsp;&nbsp;No agent or agency shall:</div>
<div class="rbox Normal-Level">&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;(1)&nbsp;&nbsp;&nbsp;stop a person;</div>
<div class="rbox Normal-Level">&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;(2)&nbsp;&nbsp;&nbsp;hold a person.</div>
<div class="rbox History">(Added Coun. J. 9-12-12, p. 1; Amend Coun. J. 1-27-21, p. 2)</div></div></div>
<footer>Disclaimer: this code may not be current.</footer></body></html>"""

CHICAGO = """<html><head><title>City of Chicago :: Mayor Signs Order</title><meta property="og:title" content="Mayor Signs Order"></head><body>
<header><nav><ul><li><a href="/a">Departments</a></li></ul></nav></header><div id="content-content"><h1>Mayor Signs Order</h1>
<div class="page-full-description"><p>EXECUTIVE ORDER NO. 2025-X1</p><p>WHEREAS, the City serves everyone who lives, works or learns in it; and</p>
<p>NOW, THEREFORE, I order as follows:</p><p>Section 1. Definitions. Agency means a department of the City.</p><p>Section 2. Duties. Each agency shall:</p>
<ol type="a"><li>train its staff;<ol type="i"><li>yearly; and</li><li>in writing;</li></ol></li><li>report.</li></ol></div></div></body></html>"""

ILGA = """<html><head><title>Public Act</title></head><body><table width="100%"><tr><td><a href="/">Home</a> <a href="/bills">Bills</a></td></tr><tr><td><table><tr><td>
<code><font face="courier">&nbsp;&nbsp;&nbsp;&nbsp;(5 ILCS 805/15)<br>&nbsp;&nbsp;&nbsp;&nbsp;Sec. 15. Limits.<br>&nbsp;&nbsp;&nbsp;&nbsp;(a) A law enforcement agency <strike>may</strike> <u>shall</u> not<br>
detain any person solely on a detainer.<br>&nbsp;&nbsp;&nbsp;&nbsp;(b) <u>This Section does not limit a court.</u><br></font></code></td></tr></table></td></tr></table></body></html>"""

FEDERAL = """<html><head><title>Federal Register :: Establishing a Council</title><link rel="canonical" href="https://www.federalregister.gov/d/2025-00001"></head><body>
<div class="utility navigation">Site search and other tools of the page</div><h1>Establishing a Council</h1><div id="fulltext_content_area"><p>By the authority vested in me as President, it is hereby ordered:</p>
<p><strong>Section 1.</strong> Policy. The policy is to confer with States.</p><p>Sec. 2. Council. (a) There is a Council.</p><p>(b) It has a Chair who:</p><p>(i) calls meetings; and</p><p>(ii) keeps minutes.</p>
<ul class="no-print"><li>Print</li></ul></div><div id="footnotes">Public comments are closed.</div></body></html>"""

WHITE_HOUSE = """<html><head><title>Ordering Records – The White House</title><meta property="article:published_time" content="2025-02-03T10:00:00+00:00"></head><body>
<header class="site-header">Menu</header><main><div class="wp-block-whitehouse-topper"><h1>Ordering Records</h1></div><div class="entry-content wp-block-post-content">
<p>By the authority vested in me as President, it is hereby ordered:</p><p><u>Section 1</u>. <u>Purpose</u>. Records are kept.</p><p><u>Sec. 2</u>. <u>Rules</u>. (a) Agencies keep them.</p><p>(b) Agencies index them.</p>
</div></main><footer>Sign up</footer></body></html>"""


def read(page: str, view: View = View.ACCEPT) -> Imported:
    return read_source(page.encode(), "page.html", view)


def texts(page: str, view: View = View.ACCEPT) -> list[str]:
    return [f"{p.label} {p.text}".strip() for p in read(page, view).paragraphs if p.role is not Role.TABLE]


def ids(page: str) -> list[str]:
    return [c.id for c in pt.parse(write_markdown(read(page))).clauses()]


@pytest.mark.parametrize(
    ("page", "expected", "unwanted"),
    [
        (AMLEGAL, ["s2-173-005", "s2-173-020", "s2-173-020/a", "s2-173-020/a/1", "s2-173-020/a/2", "s2-173-020/note-1"], "Disclaimer"),
        (CHICAGO, ["whereas-1", "now-therefore", "s1", "s2", "s2/a", "s2/a/i", "s2/a/ii", "s2/b"], "Departments"),
        (ILGA, ["s15", "s15/a", "s15/b"], "Bills"),
        (FEDERAL, ["s1", "s2", "s2/a", "s2/b", "s2/b/i", "s2/b/ii"], "Print"),
        (WHITE_HOUSE, ["s1", "s2", "s2/a", "s2/b"], "Menu"),
    ],
    ids=["amlegal", "chicago", "ilga", "federalregister", "whitehouse"],
)
def test_pages_of_known_sites(page: str, expected: list[str], unwanted: str) -> None:
    found = ids(page)
    assert [i for i in found if i in expected] == expected
    assert unwanted not in " ".join(texts(page))


def test_what_pages_say_of_themselves() -> None:
    assert read(AMLEGAL).front["source"] == {"url": "https://codelibrary.amlegal.com/codes/chicago/latest/x/0-0-0-1"}
    assert read(FEDERAL).front == {"title": "Establishing a Council", "source": {"url": "https://www.federalregister.gov/d/2025-00001"}}
    assert read(WHITE_HOUSE).front == {"title": "Ordering Records", "published": "2025-02-03"}
    assert read(CHICAGO).front["kind"] == "executive-order"
    assert read(CHICAGO).front["citation"] == "Executive Order No. 2025-X1"
    assert {loss.kind: loss.detail for loss in read(FEDERAL).losses} == {
        "menus, links and asides": "Print; Site search and other tools of the page",
        "pieces of the page outside its main text": "Establishing a Council; Public comments are closed.",
    }


def test_an_ordinance_in_amending_style() -> None:
    assert texts(ILGA)[-2:] == [
        "(a) A law enforcement agency shall not detain any person solely on a detainer.",
        "(b) This Section does not limit a court.",
    ]
    assert texts(ILGA, View.REJECT)[-2:-1] == ["(a) A law enforcement agency may not detain any person solely on a detainer."]
    assert texts(WHITE_HOUSE, View.REJECT) == texts(WHITE_HOUSE)  # underlined, but nothing is struck
    assert read(ILGA).marked
    assert not read(WHITE_HOUSE).marked


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>x<li>x</ol>", "1. 2."),
        ('<ol type=a start=26><li>x<li>x<li>x</ol>', "z. aa. ab."),
        ('<ol type=I start=4><li>x<li value=9>x<li>x</ol>', "IV. IX. X."),
        ("<ol reversed><li>x<li>x<li>x</ol>", "3. 2. 1."),
        ("<ol reversed start=10><li>x<li>x</ol>", "10. 9."),
        ("<ol type=A><li>x<ol type=1><li>x<li>x</ol><li>x</ol>", "A. 1. 2. B."),
        ('<ol style="list-style-type: lower-roman"><li>x<li>x</ol>', "i. ii."),
        ('<ol style="list-style:none"><li>(a) x<li>(b) x</ol>', "|"),
        ("<ol><li>(a) x<li>(b) x</ol>", "|"),
        ("<ol><li>1. x<li>2. x</ol>", "|"),
        ("<ul><li>x<li>x</ul>", "- -"),
        ("<ol type=a><li><ol><li>x</ol></ol>", "a. 1."),
        ("<ol start=x><li value=-1>x<li>x</ol>", "-1. 0."),
        ("<ol><li>x<li><del>gone</del><li>x</ol>", "1. 2."),
        ('<li value=7>x', "-"),
    ],
)  # fmt: skip
def test_list_numbers(markup: str, expected: str) -> None:
    found = [p.label for p in read(f"<html><body>{markup}").paragraphs]
    assert found == (expected.split("|") if "|" in expected else expected.split())


def test_insertions_and_deletions_may_hold_blocks() -> None:
    page = "<html><body><p>One.</p><ins><p>Two.</p></ins><del><p>Three.</p><table><tr><td>a<td>b<tr><td>c<td>d</table></del><p>Four <s>4</s>.</p>"
    assert texts(page) == ["One.", "Two.", "Four ."]
    assert texts(page, View.REJECT) == ["One.", "Three.", "Four 4."]


def test_tables_of_data_and_tables_of_layout() -> None:
    found = read(
        "<html><body><table><tr><th>Fee<th colspan=2>Days</tr><tr><td>A<td>3<td>4</table><table><tr><td><p>(a) One.</p><p>(b) Two.</p></table>"
    )
    assert found.paragraphs[0].rows == (("Fee", "Days", ""), ("A", "3", "4"))
    assert [p.text for p in found.paragraphs[1:]] == ["(a) One.", "(b) Two."]


def test_losses_are_reported() -> None:
    found = read('<html><body><p>A rule<sup><a href="#n1">1</a></sup>.</p><img alt="City seal"><iframe title="Map"></iframe>')
    assert {loss.kind: loss.detail for loss in found.losses} == {"footnote marks": "1", "images": "City seal", "embedded pages": "Map"}
    assert found.paragraphs[0].text == "A rule."


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ('<h2 id="menu-labeling">', True),
        ('<section id="social-services">', True),
        ('<div id="data-sharing">', True),
        ('<div class="post category-utility-rates tag-social">', True),
        ('<div id="cookie-policy">', True),
        ('<h2 id="pagination">', True),
        ('<h2 class="screen-reader-text">', False),
        ('<div class="sd-block sd-social">', False),
        ('<ul class="menu-primary-container">', False),
        ('<div id="site-navigation">', False),
        ('<div class="share-buttons__list">', False),
        ('<div id="cookie-notice">', False),
        ('<a class="skip-link">', False),
        ("<aside>", False),
    ],
)
def test_what_is_named_for_its_words_is_text_and_furniture_is_listed(named: str, kept: bool) -> None:
    page = f"<html><body><main><p>The clerk keeps the records of the city.</p>{named}The rate is one dollar."
    found = read(page)
    assert texts(page)[1:] == ["The rate is one dollar."] * kept
    assert [(loss.kind, loss.detail) for loss in found.losses] == ([] if kept else [("menus, links and asides", "The rate is one dollar.")])


def test_what_a_page_hides_is_listed() -> None:
    found = read('<html><body><p>Shown.</p><p hidden>Not <script>this</script>here.</p><p style="display:none">Nor here.</p><div style="display:none"><img></div>')
    assert [p.text for p in found.paragraphs] == ["Shown."]
    assert [(loss.kind, loss.detail) for loss in found.losses] == [("pieces that the page hides", "Not here.; Nor here.")]
