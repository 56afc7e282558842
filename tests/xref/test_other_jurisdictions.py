"""Citations as other jurisdictions print them, resolved in one text: a label is found, another law's section never is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policytool.language.citations import find_citations
from policytool.xref import context_of
from tests.support.cli import run

ACT = """# Lamps Act

## Section 4. Duty

(1) A body must answer.

(2) CITED

## Section 6. Limits

(1) A body may refuse where

(a) it costs; or

(b) it harms.

(2) It says so.
"""
REGULATION = """# Regulation on lamps

## Article 1

Scope

CITED

## Article 6

Lawfulness

1. A lamp is lawful if

(a) it burns; or

(b) it is on.
"""
GESETZ = """# Lampengesetz

§ 1 Zweck

CITED

§ 2 Pflicht

(1) Wer

1. Licht macht,

2. Licht löscht,

haftet.
"""


def resolved(tmp_path: Path, text: str, cited: str) -> list[tuple[str, str]]:
    file = tmp_path / "text.md"
    file.write_text(text.replace("CITED", cited), encoding="utf-8")
    found = json.loads(run("refs", str(file), "--format", "json").out)["citations"]
    return [(one["status"], one["target"].rpartition("#")[2]) for one in found]


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("It is under s. 6(1)(b).", [("resolved", "s6/1/b")]),
        ("It is under section 6 (1) (a), or not.", [("resolved", "s6/1/a")]),
        ("It is under section 6, subsection 1, paragraph (b).", [("resolved", "s6/1/b")]),
        ("It is under subsection 6(1) and paragraph 6(1)(a).", [("resolved", "s6/1"), ("resolved", "s6/1/a")]),
        ("It is under paragraph (b) of subsection 1 of section 6.", [("resolved", "s6/1/b"), ("resolved", "s6")]),
        ("It is under Article 6(1).", [("external", "art. 6(1)")]),
        ("It is under rule 6(1).", [("external", "rule 6(1)")]),
        ("It is under s. 6, ch. 67-125.", [("external", "Laws of Fla. ch. 67-125, § 6")]),
        ("It is under s. 6(1), F.S.", [("external", "Fla. Stat. § 6(1)")]),
        ("It is under section 6 of the Police (Northern Ireland) Act 1998.", [("external", "Police (Northern Ireland) Act 1998 § 6")]),
        ("It is under section 6 of the penal law.", [("external", "penal law § 6")]),
        ("It is under paragraph 6(1) of Schedule 2.", [("external", "sched. 2, para. 6(1)")]),
    ],
)
def test_sections_of_an_act(tmp_path: Path, cited: str, expected: list[tuple[str, str]]) -> None:
    assert resolved(tmp_path, ACT, cited) == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("It is under Article 6(1), point (b).", [("resolved", "art-6/1/b")]),
        ("It is under point (a) of Article 6(1).", [("resolved", "art-6/1/a"), ("resolved", "art-6/1")]),
        ("It is under Article 6(1)(a) of Directive 2002/58/EC.", [("external", "Directive 2002/58/EC art. 6(1)(a)")]),
        ("It is under Article 6 of that Regulation.", [("external", "such regulation art. 6")]),
    ],
)
def test_articles_of_a_regulation(tmp_path: Path, cited: str, expected: list[tuple[str, str]]) -> None:
    assert resolved(tmp_path, REGULATION, cited) == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("Es gilt § 2 Abs. 1 Nr. 2.", [("resolved", "s2/1/2")]),
        ("Es gilt § 2 Absatz 1 Satz 1 Nummer 1 dieses Gesetzes.", [("resolved", "s2/1/1")]),
        ("Es gilt § 2 Abs. 1 BGB.", [("external", "BGB § 2 Abs. 1")]),
        ("Es gilt § 2 Abs. 1 der Verordnung.", [("external", "§2 Abs. 1")]),
    ],
)
def test_paragraphs_of_a_german_law(tmp_path: Path, cited: str, expected: list[tuple[str, str]]) -> None:
    assert resolved(tmp_path, GESETZ, cited) == expected


def test_a_title_in_a_state_is_no_title_of_the_united_states_code() -> None:
    cited = "section 1111 of title 22"
    assert [c.target for c in find_citations(cited, context_of("us-me/title-22/1711"))] == ["tit. 22, § 1111"]
    assert [c.target for c in find_citations(cited, context_of("us/pub-l/104-208"))] == ["22 U.S.C. 1111"]
    assert [c.target for c in find_citations("Executive Order 20-101", context_of("us-fl/eo/20-5"))] == ["Florida E.O. 20-101"]
