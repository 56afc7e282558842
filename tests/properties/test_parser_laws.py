"""Laws of the parser: nothing lost, nothing invented, and a change in one place leaves every other id alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.model.document import Document

WORDS = st.sampled_from(
    ["agency", "agent", "record", "shall", "may", "keep", "open", "person", "notice", "within", "thirty", "days", "order"]
)
SENTENCE = st.lists(WORDS, min_size=2, max_size=9).map(lambda ws: " ".join(ws).capitalize() + ".")
SOUP = st.lists(
    st.sampled_from(
        ["(a)", "(1)", "(A)", "(i)", "(aa)", "1.", "a)", "§ 2", "Sec. 3.", "Section 4.", "WHEREAS,", "NOW, THEREFORE,", "“", "”", "\n", "\n\n", "# ", "## ", "- ", "> ",
         "| a |", "|---|", "```", ";", ":", ".", " and ", "\t", "\u00a0", "means", '"Agency" means', "I.-", "1°", "2° bis", "[(b)]", "(h)-(k)", "   ", "Article L1-2", "2-173-020 Rule."]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@st.composite
def section_text(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A section with sub-clauses, and the spans of its sentences."""
    text = "## Sec. 2. Rule.\n\n"
    spans = []
    for letter in "abcd"[: draw(st.integers(1, 4))]:
        sentence = draw(SENTENCE)
        text += f"({letter}) "
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n\n"
        for number in range(1, draw(st.integers(1, 4))):
            sentence = draw(SENTENCE)
            text += f"({number}) "
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + "\n\n"
    return text, spans


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def accounted(doc: Document) -> str:
    """Every character of the body that a clause claims, in source order."""
    source, claimed = doc.source, []
    for section in doc.reader.sections:
        claimed.append((section.start, section.body))
    for clause in doc.clauses():
        claimed += clause.pieces
        if clause.label and clause.kind.value == "clause":
            claimed.append((clause.span[0], clause.pieces[0][0] if clause.pieces else clause.span[0] + len(clause.label)))
    return squeezed("".join(source[a:b] for a, b in sorted(claimed)))


@given(st.text(max_size=400) | SOUP)
def test_any_text_parses_and_spans_point_into_it(text: str) -> None:
    try:
        doc = pt.parse(text)
    except pt.PolicyToolError:
        return  # front matter that cannot be read
    ids = [c.id for c in doc.clauses()]
    assert len(ids) == len(set(ids))
    for clause in doc.clauses():
        assert 0 <= clause.span[0] <= clause.span[1] <= len(text)
        for a, b in clause.pieces:
            assert clause.span[0] <= a <= b <= max(clause.span[1], b)
        assert clause.text == " ".join(" ".join(text[a:b].split()) for a, b in clause.pieces)
    assert doc.findings is not None


@given(SOUP | st.text(alphabet="ab(1) .\n:;§“”", max_size=200))
def test_sections_cover_the_text_without_overlap(text: str) -> None:
    try:
        doc = pt.parse(text)
    except pt.PolicyToolError:
        return
    at = doc.front_matter.end
    for section in doc.reader.sections:
        assert section.start == at
        assert section.start <= section.body <= section.end
        at = section.end
    assert at == len(text)


@given(section_text())
def test_every_word_belongs_to_one_clause(made: tuple[str, list[tuple[int, int]]]) -> None:
    text, _ = made
    doc = pt.parse(text)
    assert accounted(doc) == squeezed(text)


@given(section_text(), st.data())
def test_changing_words_leaves_every_id(made: tuple[str, list[tuple[int, int]]], data: st.DataObject) -> None:
    text, spans = made
    start, end = data.draw(st.sampled_from(spans))
    changed = text[:start] + data.draw(SENTENCE) + text[end:]
    assert [c.id for c in pt.parse(changed).clauses()] == [c.id for c in pt.parse(text).clauses()]


@given(section_text(), SENTENCE)
def test_appending_leaves_earlier_ids(made: tuple[str, list[tuple[int, int]]], sentence: str) -> None:
    text, _ = made
    before = [c.id for c in pt.parse(text).clauses()]
    for addition in (f"(e) {sentence}\n", f"## Sec. 3. More.\n\n(a) {sentence}\n"):
        assert [c.id for c in pt.parse(text + addition).clauses()][: len(before)] == before


@given(section_text())
def test_rewrapping_keeps_ids_and_words(made: tuple[str, list[tuple[int, int]]]) -> None:
    text, _ = made
    wrapped = "\n\n".join("\n".join(re.findall(r".{1,40}(?:\s|$)", p)) if not p.startswith("#") else p for p in text.strip().split("\n\n"))
    assert [(c.id, c.text) for c in pt.parse(wrapped).clauses()] == [(c.id, c.text) for c in pt.parse(text).clauses()]
