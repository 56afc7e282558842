"""Every nature on short texts, what comes near, and the laws that keep a change of substance from being called typography."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.diff.nature import nature_of_words
from policytool.model.change import DocumentDiff, Nature
from policytool.store.create import sample_folder
from tests.support.tables import Case, read_cases

CASES = read_cases("natures.md")
KINDS = tuple(nature.value for nature in Nature if nature is not Nature.NONE)
QUIET = {Nature.NONE, Nature.FORMAT, Nature.TYPOGRAPHIC}
SENTENCES = sorted(
    {
        c.text
        for path in sorted(sample_folder().rglob("*.md"))
        for c in pt.parse(path.read_text(encoding="utf-8")).clauses()
        if len(c.text) > 30
    }
)
MODALS = ("shall", "may", "must", "will", "should", "can", "cannot", "shall not", "may not")


def compared(case: Case) -> DocumentDiff:
    old, new = case.given.split("\n=>\n")
    if not old.startswith(("#", "---")):
        old, new = (f"# Rules\n\n## 1. Matters.\n\n(a) Stock words that stay.\n\n(b) {words}\n" for words in (old, new))
    return pt.compare(pt.parse(old), pt.parse(new))


def nature_of(diff: DocumentDiff) -> str:
    """The nature of the last clause whose words differ; of the front matter where no clause differs."""
    said = [c.nature.value for c in diff.changed if c.is_modified]
    return said[-1] if said else "metadata" if diff.metadata else "none"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_nature(case: Case) -> None:
    kind = case.title.removeprefix("not ").partition(":")[0]
    assert kind in KINDS
    assert (nature_of(compared(case)) == kind) is not case.title.startswith("not ")


def test_every_nature_has_rows_and_near_misses() -> None:
    rows = Counter(case.title.partition(":")[0] for case in CASES)
    assert {kind: rows[kind] for kind in KINDS if rows[kind] < 8} == {}
    assert {kind: rows[f"not {kind}"] for kind in KINDS if rows[f"not {kind}"] < 4} == {}


def noisy(text: str, draw: st.DataObject) -> str:
    """The same words with other spaces between them, quotes, dashes and case."""
    out = []
    for char in text:
        if char == " ":
            char = draw.draw(st.sampled_from((" ", "  ", "\n", "\u00a0", "\u2009 ")))
        elif char in '"“”':
            char = draw.draw(st.sampled_from(('"', "“", "”", "«", "″", "")))
        elif char in "'’":
            char = draw.draw(st.sampled_from(("'", "’", "‘", "′")))
        elif char in "-–—":
            char = draw.draw(st.sampled_from(("-", "–", "—", "‑")))
        elif char.isascii() and char.isalpha() and draw.draw(st.integers(0, 9)) == 0:
            char = char.swapcase()
        out.append(char)
    return "".join(out)


def test_an_accent_as_a_character_of_its_own_is_typography() -> None:
    text = "The préfet shall keep the résumé for 30 days."
    assert nature_of_words(text, unicodedata.normalize("NFD", text)) is Nature.TYPOGRAPHIC
    assert nature_of_words(text, text.replace("é", "e")) is Nature.SUBSTANTIVE


@given(text=st.sampled_from([s for s in SENTENCES if len(s) < 300]), draw=st.data())
def test_spacing_dashes_quotes_and_case_are_never_substance(text: str, draw: st.DataObject) -> None:
    other = noisy(text, draw)
    assert nature_of_words(text, other) in QUIET
    assert nature_of_words(other, text) in QUIET


@given(text=st.sampled_from(SENTENCES), place=st.integers(0, 10**6), digit=st.sampled_from("0123456789"), draw=st.data())
def test_a_digit_is_never_typography(text: str, place: int, digit: str, draw: st.DataObject) -> None:
    spots = [m.start() for m in re.finditer(r"\d", text)] or [text.rindex(" ") + 1]
    at = spots[place % len(spots)]
    if text[at] == digit:
        return
    other = text[:at] + digit + text[at + 1 :]
    assert nature_of_words(text, noisy(other, draw) if len(other) < 200 else other) is Nature.SUBSTANTIVE


@given(
    text=st.sampled_from([s for s in SENTENCES if re.search(r"\b(?:shall|may|must|will|should|can|cannot)\b", s)]),
    new=st.sampled_from(MODALS),
)
def test_a_modal_verb_is_never_typography(text: str, new: str) -> None:
    other = re.sub(r"\b(?:shall not|may not|shall|may|must|will|should|cannot|can)\b", new, text, count=1)
    if other != text:
        assert nature_of_words(text, other) is Nature.SUBSTANTIVE
    assert nature_of_words(text, re.sub(r"\b(?:shall|may|must|will|should|can|cannot)\b ?", "", text, count=1)) is Nature.SUBSTANTIVE
