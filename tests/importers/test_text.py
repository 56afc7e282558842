"""Plain text: repaired only where it is certain, every repair listed; Markdown written so that the parser reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.importers import read_source
from policytool.importers.imported import Imported, Paragraph, Role
from policytool.importers.markdown import write_markdown
from policytool.importers.text import _undivided, split_text
from policytool.language.front_matter import read_front_matter
from policytool.model.clause import Kind


@pytest.mark.parametrize(
    ("text", "expected", "repairs"),
    [
        ("Mayorâ€™s oﬃce", "Mayor’s office", 2),
        ("Â§ 2 and rÃ©sumÃ©", "§ 2 and résumé", 1),
        ("zero\u200bwidth\u00ad", "zerowidth", 1),
        ('straight "quotes" - and -- dashes', 'straight "quotes" - and -- dashes', 0),
        ("«Â» Ângela Ã", "«Â» Ângela Ã", 0),
    ],
)
def test_repairs(text: str, expected: str, repairs: int) -> None:
    found = read_source(text.encode(), "-")
    assert found.paragraphs[0].text == expected
    assert len(found.repairs) == repairs


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("RULES\n\nSection 1. Purpose. We act\nfor all.\n\n(a) One;\n(b) two.\n", ["s1", "s1/a", "s1/b"]),
        ("Section 1. Scope.\n(a) One:\n(1) x;\n(2) y.\n(b) Two.\nSection 2. End.", ["s1", "s1/a", "s1/a/1", "s1/a/2", "s1/b", "s2"]),
        ("# Rules\r\n\r\n## Sec. 1. Scope\r\n\r\n(a) One.\r\n", ["title", "s1", "s1/a"]),
    ],
)
def test_clauses_of_pasted_text(text: str, ids: list[str]) -> None:
    found = [c.id for c in pt.parse(write_markdown(read_source(text.encode(), "-"))).clauses()]
    assert [i for i in found if not i.startswith("p-")] == ids


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The infor-\nmation is information.\n\nEnd.", ["The\ninformation is information.", "End."]),
        ("An inter-\nagency board.\n\nEnd.", ["An inter-\nagency board.", "End."]),
        ("A re-\nsign and a resign, re-sign.\n\nEnd.", ["A re-\nsign and a resign, re-sign.", "End."]),
        ("Signed,\n\n______________\n\nMayor\n\n- - - -\n\n* * * * *", ["Signed,", "Mayor", "* * * * *"]),
    ],
)
def test_lines_that_divide_words_or_only_draw(text: str, said: list[str]) -> None:
    assert [p.text for p in read_source(text.encode(), "-").paragraphs] == said


@pytest.mark.parametrize(
    "line", ["# of seats", "> 30 days", "```", "---", "***", "~~~ x", "| a | b |", "+ five", "#", "=====", "1. One", "* * *"]
)
def test_text_that_looks_like_markup_stays_text(line: str) -> None:
    document = pt.parse(write_markdown(Imported((Paragraph("Before."), Paragraph(line), Paragraph("After.")))))
    assert [c for c in document.clauses() if c.kind in (Kind.QUOTED, Kind.CODE, Kind.TABLE, Kind.HEADING)] == []
    assert "Before." in document.source
    assert any("After." in c.text for c in document.clauses())


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=4), st.text(max_size=40))
def test_any_text_is_written_and_read(lines: list[str], value: str) -> None:
    paragraphs = (
        *(Paragraph(line) for line in lines),
        Paragraph(lines[0], role=Role.QUOTED),
        Paragraph("", role=Role.TABLE, rows=((value, "x"),)),
    )
    text = write_markdown(Imported(paragraphs), {"title": value, "aliases": (value,), "source": {"url": value}})
    front = read_front_matter(text)
    assert printed(front.text("title")) == printed(value)
    assert len(pt.parse(text).source) == len(text)


def printed(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def test_a_line_under_a_title_makes_it_a_heading() -> None:
    text = "Rules of the yard\n=================\n\nHours\n-----\n\nOpen at 9.\n\nA sentence is none.\n-------------------\n"
    found = split_text(text)
    assert [(p.text, p.heading) for p in found[:3]] == [("Rules of the yard", 1), ("Hours", 2), ("Open at 9.", 0)]
    assert found[3].heading == 0


DIVIDED = [
    ("Nobody may sell boats in the harbour under this ordi-\nnance, and this ordi-\nnance. The \"ordi-\nnance\" is the ordinance.",
     'Nobody may sell boats in the harbour under this\nordinance, and this\nordinance. The\n"ordinance" is the ordinance.'),
    ("Each town keeps an ordi-\nnance.\nIts ordinance is kept in the hall.", "Each town keeps an\nordinance.\nIts ordinance is kept in the hall."),
    ("An ordinance is kept.\n  ordi-\nnance, as said.", "An ordinance is kept.\n  ordinance, as said."),
    ("The ordinance, as (ordi-\n   nance) says.", "The ordinance, as\n(ordinance) says."),
    ("The co-\nowner is the coowner or co-owner.", "The co-\nowner is the coowner or co-owner."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "joined"), DIVIDED)
def test_a_joined_word_keeps_the_marks_that_touch_it(text: str, joined: str) -> None:
    assert _undivided(text)[0] == joined

BILL = """The council orders that
the keeper of a garden shall:
(a) water the trees on each day
on which no rain falls, unless
the well is dry;
(b) sweep the paths; and
(c) close the gate at night, or
when a storm comes, and open it
in the morning.
(2) A keeper who falls ill shall
tell the clerk."""


@pytest.mark.parametrize("sheet", [25, 5])
def test_numbers_that_count_lines_are_left_out(sheet: int) -> None:
    lines = [f"{n % sheet + 1:>3}   {line}" for n, line in enumerate(BILL.split("\n"))]
    found = read_source("\n".join(lines).encode(), "-")
    assert [p.text for p in found.paragraphs] == [p.text for p in read_source(BILL.encode(), "-").paragraphs]
    assert [loss.kind for loss in found.losses] == ["line numbers"]


def test_numbers_of_a_list_stay() -> None:
    listed = "\n".join(f"{n} Tree {n} stands in the garden." for n in range(1, 15))
    assert not read_source(listed.encode(), "-").losses


def test_a_long_title_does_not_part_wrapped_lines() -> None:
    title = "Section 4. Gardens of the parish, their keepers, their wells, their gates and the hours at which each of these is open to all.\n"
    assert len(read_source((title + BILL).encode(), "-").paragraphs) == len(read_source(BILL.encode(), "-").paragraphs) + 1


def test_a_reference_at_a_line_start_parts_no_sentence() -> None:
    text = """(a) A keeper waters the trees on each day named in
Section 4 of the garden rules, and on each day that
(b) below does not leave out;
(b) no tree is watered in the rain, or in the hours in
§ 5 of the rules; and
(c) all else is done by day."""
    assert [p.text[:3] for p in read_source(text.encode(), "-").paragraphs] == ["(a)", "(b)", "(c)"]
