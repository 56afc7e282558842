"""Word files: the numbers Word shows, both texts of a tracked file, and everything that is not text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.importers import read_source
from policytool.importers.imported import Imported, Role, View
from policytool.importers.markdown import write_markdown
from policytool.importers.number_forms import roman
from policytool.render.docx import parts_of, render_docx
from policytool.report import Side, build_report
from policytool.store.create import sample_folder
from tests.support import mutate
from tests.support.word import deleted, docx, inserted, level, numbering, paragraph, run, style, table

LEGAL = (
    level(0, "upperRoman", "ARTICLE %1."),
    level(1, "decimal", "Section %1.%2", "<w:isLgl/>"),
    level(2, "lowerLetter", "(%3)"),
    level(3, "decimal", "(%4)"),
    level(4, "lowerRoman", "(%5)"),
)
OUTLINE = (
    (0, "General"), (1, "Purpose."), (1, "Definitions."), (2, "An agency is a department."), (2, "An agent is an employee."),
    (3, "A contractor is not."), (3, "A volunteer is, when:"), (4, "on duty;"), (4, "in uniform."), (2, "A record is a file."),
    (0, "Duties"), (1, "Notice."), (2, "Notice is given within 30 days."), (3, "It is written."), (1, "Reports."),
)  # fmt: skip
SHOWN = (
    "ARTICLE I.", "Section 1.1", "Section 1.2", "(a)", "(b)", "(1)", "(2)", "(i)", "(ii)", "(c)", "ARTICLE II.", "Section 2.1", "(a)", "(1)",
    "Section 2.2",
)  # fmt: skip


def read(body: str, view: View = View.ACCEPT, **more: object) -> Imported:
    return read_source(docx(body, **more), "x.docx", view)  # type: ignore[arg-type]


def labels(imported: Imported) -> list[str]:
    return [p.label for p in imported.paragraphs]


def texts(imported: Imported) -> list[str]:
    return [f"{p.label} {p.text}".strip() for p in imported.paragraphs]


def listed(levels: tuple[str, ...], steps: str, nums: dict[int, tuple[int, str]] | None = None) -> list[str]:
    """Labels of paragraphs given as `list:level` steps."""
    body = "".join(paragraph("text", (int(s.split(":")[0]), int(s.split(":")[1]))) for s in steps.split())
    return labels(read(body, parts={"numbering": numbering({0: levels}, nums or {1: (0, "")})}))


def test_the_outline_of_the_research() -> None:
    body = "".join(paragraph(text, (1, at)) for at, text in OUTLINE)
    found = read(body, parts={"numbering": numbering({0: LEGAL}, {1: (0, "")})})
    assert tuple(labels(found)) == SHOWN
    parsed = pt.parse(write_markdown(found))
    assert [c.label.rstrip(".") for c in parsed.clauses() if c.label] == [label.rstrip(".") for label in SHOWN]
    assert "s1.2/b/2/ii" in [c.id for c in parsed.clauses()]


@pytest.mark.parametrize(
    ("levels", "steps", "nums", "expected"),
    [
        ((level(0, "decimal", "%1."),), "1:0 1:0 2:0", {1: (0, ""), 2: (0, "")}, "1. 2. 3."),
        (
            (level(0, "decimal", "%1."),),
            "1:0 1:0 2:0 2:0 1:0",
            {1: (0, ""), 2: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>')},
            "1. 2. 7. 8. 9.",
        ),
        (
            (level(0, "decimal", "%1."),),
            "1:0 2:0",
            {1: (0, ""), 2: (0, f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>')},
            "1. b)",
        ),
        (
            (level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)", '<w:lvlRestart w:val="0"/>')),
            "1:0 1:1 1:0 1:1",
            None,
            "1. (a) 2. (b)",
        ),
        (
            (level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)", '<w:lvlRestart w:val="1"/>')),
            "1:0 1:1 1:2 1:1 1:2 1:0 1:2",
            None,
            "1 1.1 (a) 1.2 (b) 2 (a)",
        ),
        ((level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2")), "1:0 1:1 1:1", None, "I I.1 I.2"),
        ((level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")), "1:1 1:1 1:0", None, "1.1 1.2 1"),
        ((level(0, "bullet", "\uf0b7"), level(1, "decimal", "%1%2.")), "1:0 1:1", None, "- 1."),
        ((level(0, "decimalZero", "%1"),), "1:0 1:0", None, "01 02"),
        ((level(0, "lowerLetter", "(%1)", start=26),), "1:0 1:0 1:0", None, "(z) (aa) (bb)"),
        ((level(0, "ordinal", "%1"), level(1, "upperLetter", "%2)")), "1:0 1:1 1:1", None, "1st A) B)"),
        ((level(0, "cardinalText", "Article %1"),), "1:0 1:0", None, "Article One|Article Two"),
        ((level(0, "none", "Note:"),), "1:0", None, "Note:"),
        ((level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>'),), "1:0", None, "1."),
        ((level(0, "decimal", "%1."),), "0:0 1:0 9:0", None, "|1.|"),
    ],
)
def test_numbering_rules(levels: tuple[str, ...], steps: str, nums: dict[int, tuple[int, str]] | None, expected: str) -> None:
    assert listed(levels, steps, nums) == expected.split("|" if "|" in expected else " ")


def test_numbers_linked_to_styles() -> None:
    styles = "<w:styles NS>" + style("N", "Normal", more='w:default="1"')
    styles += style("H1", "heading 1", "N", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
    styles += style("H2", "heading 2", "H1", '<w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>')
    styles += style("Sub", "Clause", "H2", '<w:outlineLvl w:val="9"/>') + style(
        "Off", "Plain", "H1", '<w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    styles += "</w:styles>"
    levels = (level(0, "decimal", "Sec. %1.", '<w:pStyle w:val="H1"/>'), level(1, "lowerLetter", "(%2)", '<w:pStyle w:val="H2"/>'))
    body = "".join(paragraph("Words", style=s) for s in ("H1", "H2", "Sub", "Off", "H1", "H2", "N"))
    found = read(body, parts={"styles": styles, "numbering": numbering({0: levels}, {1: (0, "")})})
    assert labels(found) == ["Sec. 1.", "(a)", "(b)", "", "Sec. 2.", "(a)", ""]


def test_list_styles_are_followed() -> None:
    styles = '<w:styles NS><w:style w:type="numbering" w:styleId="Legal"><w:name w:val="Legal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    numbers = numbering({0: (level(0, "lowerRoman", "%1)"),), 1: ('<w:numStyleLink w:val="Legal"/>',)}, {1: (0, ""), 2: (1, "")})
    found = read(paragraph("a", (1, 0)) + paragraph("b", (2, 0)), parts={"styles": styles, "numbering": numbers})
    assert labels(found) == ["i)", "ii)"]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40))
def test_numbers_count_the_paragraphs_of_their_list(steps: list[int]) -> None:
    levels = (
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)"),
        level(2, "lowerRoman", "(%3)"),
        level(3, "decimal", "%1-%2-%3-%4", "<w:isLgl/>"),
    )

    def count(end: int, at: int) -> int:
        """Paragraphs of a level since the last one above it, up to `end`; 1 where there is none."""
        since = max((i for i in range(end + 1) if steps[i] < at), default=-1)
        return steps[since + 1 : end + 1].count(at) or 1

    expected = []
    for n, at in enumerate(steps):
        numbers = [count(n, k) for k in range(4)]
        letter = chr(96 + (numbers[1] - 1) % 26 + 1) * ((numbers[1] - 1) // 26 + 1)
        expected.append((f"{numbers[0]}.", f"({letter})", f"({roman(numbers[2])})", "-".join(map(str, numbers)))[at])
    assert listed(levels, " ".join(f"1:{at}" for at in steps)) == expected


TRACKED = (
    paragraph(run("The fee is ") + deleted("30") + inserted("15 business") + run(" days."), (1, 0))
    + paragraph(inserted("A new clause."), (1, 0), mark="ins")
    + paragraph(deleted("An old clause."), (1, 0), mark="del")
    + paragraph(run("One sentence.") + run(" "), (1, 0), mark="del")
    + paragraph("Joined to it.", (1, 0))
    + paragraph(deleted("Moved away.", "moveFrom"), (1, 0), mark="moveFrom")
    + paragraph("Last.", (1, 0))
    + paragraph(inserted("Moved away.", "moveTo"), (1, 0), mark="moveTo")
    + table((("Fee", "Days"), ("New", "15"), ("Old", "30")), {1: "ins", 2: "del"})
)
LETTERS = {"numbering": numbering({0: (level(0, "lowerLetter", "(%1)"),)}, {1: (0, "")})}


def test_tracked_changes_both_ways() -> None:
    new, old = read(TRACKED, parts=LETTERS), read(TRACKED, View.REJECT, parts=LETTERS)
    assert texts(new)[:-1] == [
        "(a) The fee is 15 business days.", "(b) A new clause.", "(c) One sentence. Joined to it.", "(d) Last.", "(e) Moved away."
    ]  # fmt: skip
    assert texts(old)[:-1] == [
        "(a) The fee is 30 days.", "(b) An old clause.", "(c) One sentence.", "(d) Joined to it.", "(e) Moved away.", "(f) Last."
    ]  # fmt: skip
    assert new.paragraphs[-1].rows == (("Fee", "Days"), ("New", "15"))
    assert old.paragraphs[-1].rows == (("Fee", "Days"), ("Old", "30"))
    assert new.marked
    assert not read(paragraph("x")).marked


def test_numbering_put_in_by_a_change() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1" w:author="a"/></w:numPr>'
    was = '<w:numPr><w:numId w:val="1"/></w:numPr><w:pPrChange w:id="1" w:author="a"><w:pPr/></w:pPrChange>'
    body = paragraph("One.", look=number) + paragraph("Two.", look=was)
    assert labels(read(body, parts=LETTERS)) == ["(a)", "(b)"]
    assert labels(read(body, View.REJECT, parts=LETTERS)) == ["", ""]


def test_struck_and_underlined_words_of_an_ordinance() -> None:
    body = paragraph(run("The fee is ") + run("$30", "<w:strike/>") + run("$45", '<w:u w:val="single"/>') + run("."))
    assert texts(read(body)) == ["The fee is $45."]
    assert texts(read(body, View.REJECT)) == ["The fee is $30."]
    assert read(body).repairs
    only_underlined = paragraph(run("Title", '<w:u w:val="single"/>') + run(" words."))
    assert texts(read(only_underlined, View.REJECT)) == ["Title words."]


def field(code: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return mark("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + mark("separate") + run(shown) + mark("end")


def test_what_is_not_text_is_reported() -> None:
    box = "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"
    body = (
        paragraph(field("TOC \\o", "Purpose 1"))
        + paragraph(f'<w:bookmarkStart w:id="0" w:name="B"/>{run("Held.")}', (1, 0))
        + paragraph(run("See ") + field("REF B \\r \\h", "(b)") + run(", page ") + field("PAGE", "3") + run("."))
        + paragraph(
            run("Link ") + f'<w:hyperlink r:id="k">{run("here")}</w:hyperlink>' + '<w:r><w:footnoteReference w:id="2"/></w:r>' + box
        )
        + paragraph(run("Kept") + run(" unseen", "<w:vanish/>"))
    )
    foot = f'<w:footnotes NS><w:footnote w:id="0" w:type="separator">{paragraph("-")}</w:footnote><w:footnote w:id="2">{paragraph("See chapter 2.")}</w:footnote></w:footnotes>'
    parts = {
        **LETTERS,
        "footnotes": foot,
        "comments": f'<w:comments NS><w:comment w:id="1">{paragraph("Check this")}</w:comment></w:comments>',
    }
    parts["header1"] = f"<w:hdr NS>{paragraph('Draft')}</w:hdr>"
    found = read(body, parts=parts, links={"k": "https://example.org/"})
    assert texts(found) == ["(a) Held.", "See (b), page 3.", "Link here", "[Footnote 1: See chapter 2.]", "Kept"]
    assert [p.role for p in found.paragraphs][3] is Role.NOTE
    assert {loss.kind: loss.detail for loss in found.losses} == {
        "tables of contents": "",
        "fields, kept as last shown": "PAGE",
        "link addresses": "https://example.org/",
        "text boxes": "In a box",
        "pieces of hidden text": " unseen",
        "comments": "Check this",
        "page headers": "Draft",
        "references that no longer show the number they refer to": "shows (b), is (a)",
    }


def words(imported: Imported, fields: int) -> list[str]:
    """The paragraphs after the first page of our own redline, which ends with the change table and the fields that differ."""
    found = [" ".join(f"{p.label} {p.text}".split()) for p in imported.paragraphs]
    starts = [n for n, p in enumerate(imported.paragraphs) if p.role is Role.TABLE]
    return found[(starts[0] if starts else 4) + 1 + (fields and fields + 1) :]


@given(st.integers(0, 5_000))
def test_our_own_redlines_give_both_texts_back(seed: int) -> None:
    rng = random.Random(seed)
    code = mutate.make_code(rng, 4)
    other = mutate.copy(code)
    for unit in rng.sample(mutate.every(other), 3):
        mutate.edit(rng, unit, 0.4)
    a, b = pt.parse(code.text()[0]), pt.parse(other.text()[0])
    both_ways(a, b)


def both_ways(a: pt.Document, b: pt.Document) -> None:  # type: ignore[name-defined]
    diff = pt.compare(a, b)
    side = Side("x", "T", "", "", "0" * 40, "", "", "")
    report = build_report(diff, side, side)
    data = render_docx(report, diff)
    for view, doc in ((View.ACCEPT, b), (View.REJECT, a)):
        expected = [" ".join(text.split()) for c in doc.clauses() for _, text in parts_of(c) if text.strip()]
        assert words(read_source(data, "x.docx", view), len(report.fields)) == expected


def test_redlines_of_the_samples_give_both_texts_back() -> None:
    files = sorted(sample_folder().rglob("*.md"))
    pairs = [(x, y) for x, y in zip(files, files[1:], strict=False) if x.parent == y.parent]
    assert pairs
    for old, new in pairs:
        both_ways(pt.parse(old.read_text()), pt.parse(new.read_text()))


@pytest.mark.parametrize("form", ["decimalZeroes", "decimalZero-3", "decimalZero999999999999"])
def test_a_number_format_that_nobody_knows(form: str) -> None:
    lists = numbering({1: [level(0, form, "%1.")]}, {1: (1, "")})
    said = read_source(docx(paragraph("Officers keep records.", num=(1, 0)), parts={"numbering": lists}), "it.docx")
    assert said.paragraphs[0].label == "1."
    assert any("number formats" in loss.kind for loss in said.losses)
