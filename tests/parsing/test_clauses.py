"""Every row of tests/fixtures/clauses.md and formats.md gives its outline; those of formats.md in every layout."""

from __future__ import annotations

import textwrap

import pytest

import policytool as pt
from policytool.model.clause import Kind
from tests.support.tables import Case, read_cases

FORMATS = read_cases("formats.md")
CASES = read_cases("clauses.md") + FORMATS


def outline(text: str) -> list[str]:
    """id | label | heading, else heading and text, of every clause; then the findings."""
    doc = pt.parse(text)
    lines = []
    for c in doc.clauses():
        run_in = c.kind.value == "clause"
        words = " ".join(filter(None, (c.heading, c.text))) if run_in else (c.text if c.kind.value == "definition" else c.heading or c.text)
        lines.append(f"{c.id} | {c.label} | {words}")
    return lines + [f"! {f.rule} {f.clause_id}" for f in doc.findings if f.rule not in ("numbering-start",)]


@pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])
def test_row(case: Case) -> None:
    assert outline(case.given) == [line for line in case.expected.split("\n") if line]


@pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])
def test_line_ends_and_marks_change_nothing(case: Case) -> None:
    """CRLF, a byte order mark and no-break spaces give the same clauses."""
    plain = [(c.id, c.label, c.text) for c in pt.parse(case.given).clauses() if c.kind.value not in ("table", "code")]
    crlf = [(c.id, c.label, c.text) for c in pt.parse(case.given.replace("\n", "\r\n")).clauses() if c.kind.value not in ("table", "code")]
    assert crlf == plain


def laid_out(text: str, how: str) -> str:
    """`text`, whose paragraphs are clauses, without the blank lines between the clauses of a section."""
    heads = {c.span[0] for c in pt.parse(text).clauses() if c.kind in (Kind.SECTION, Kind.HEADING, Kind.DIVISION, Kind.TITLE)}
    done, at, glued = "", 0, ""
    for paragraph in text.split("\n\n"):
        if at in heads:
            done += "\n\n" * bool(done) + paragraph
            glued = " " if how == "blob" and paragraph[-1] in ":—" else "\n\n"
        else:
            words = textwrap.wrap(paragraph, 72, break_long_words=False, break_on_hyphens=False) if how == "wrapped" else [paragraph]
            done += glued + ("   " if how == "indented" else "") + "\n".join(words)
            glued = " " if how == "blob" else "\n"
        at += len(paragraph) + 2
    return done + "\n"


@pytest.mark.parametrize("how", ["wrapped", "lines", "indented", "blob"])
@pytest.mark.parametrize("case", FORMATS, ids=[c.title for c in FORMATS])
def test_layouts_give_the_same_clauses(case: Case, how: str) -> None:
    if how == "blob" and case.title.endswith("needs_breaks"):
        pytest.skip("this text cannot be read without its line breaks")
    numbered = [(c.id, c.label) for c in pt.parse(case.given).clauses() if c.kind not in (Kind.QUOTED, Kind.PARAGRAPH)]
    again = [(c.id, c.label) for c in pt.parse(laid_out(case.given, how)).clauses() if c.kind not in (Kind.QUOTED, Kind.PARAGRAPH)]
    assert again == numbered


def test_flush_text_belongs_to_the_sentence_above_the_list() -> None:
    doc = pt.parse("§ 4. Rule.\n\nAn agency may:\n\n(1) ask; or\n\n(2) record;\n\nbut only in writing.\n")
    section = next(iter(doc.clauses()))
    assert section.text == "An agency may: but only in writing."


def test_inline_enumerations_are_items_not_clauses() -> None:
    doc = pt.parse("§ 4. Rule.\n\n(a) An agency may (1) ask a person; and (2) record the answer.\n\n(b) No more.\n")
    clause = next(c for c in doc.clauses() if c.id == "s4/a")
    assert [(i.id, i.label, i.text) for i in clause.items] == [
        ("s4/a/1", "(1)", "ask a person; and"),
        ("s4/a/2", "(2)", "record the answer."),
    ]
    assert all(doc.source[i.span[0] : i.span[1]].startswith(i.label) for i in clause.items)


LETTERS = [letter * n for n in (1, 2, 3) for letter in "abcdefghijklmnopqrstuvwxyz"]
ROMAN = [tens + ones for tens in ("", "x", "xx", "xxx") for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")][1:]


@pytest.mark.parametrize("form", ["({})", "{}.", "{})"])
@pytest.mark.parametrize("numbers", [LETTERS, [n.upper() for n in LETTERS], ROMAN, [n.upper() for n in ROMAN]], ids=lambda n: n[1])
def test_a_long_list_is_read_to_its_end(form: str, numbers: list[str]) -> None:
    """`z.` is followed by `aa.`, and `(xxvii)` by `(xxviii)`."""
    labels = [form.format(n) for n in numbers]
    doc = pt.parse("§ 4. Rule.\n\n" + "\n\n".join(f"{label} A word of {n} is free." for n, label in enumerate(labels)))
    assert [c.path for c in doc.clauses() if c.path] == labels
