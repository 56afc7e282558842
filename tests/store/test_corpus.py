"""The bundled documents: which they are, how they are dated, that each is read without errors."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import policytool as pt
from policytool.language.front_matter import read_front_matter
from policytool.language.lookup import find_clause
from policytool.model.clause import Clause
from policytool.model.document import Document
from policytool.model.finding import Severity
from policytool.model.version import PolicyDate
from policytool.store import Store, open_store
from policytool.store.create import sample_folder
from tests.support.repositories import TODAY
from tests.support.tables import read_cases

FOLDER = sample_folder()
FILES = sorted(FOLDER.rglob("*.md"))
BY_ID = {
    "us-dc/code/1-207.40": ["1984-10-12"],
    "us-dc/code/24-211.07": ["2012-12-11", "2021-04-27"],
    "us-il-chicago/cpd/s06-14-03": ["2016-01-01", "2020-03-25"],
    "us-il-chicago/eo/2025-6": ["2025-08-30"],
    "us-il-chicago/eo/2025-ice-free-zone": ["2025-10-06"],
    "us-il-chicago/eo/2025-right-to-protest": ["2025-09-16"],
    "us-il-chicago/eo/2026-01": ["2026-01-31"],
    "us-il-chicago/eo/85-1": ["1985-03-07"],
    "us-il-chicago/eo/89-6": ["1989"],
    "us-il-chicago/guidelines/2025-01-federal-visits": ["2025-01-10"],
    "us-il-chicago/mcc/2-173": ["2006-03-29", "2012-09-12", "2016-10", "2020-01", "2021-01-27"],
    "us-il-cook/code/46-37": ["2011-09-07", ""],
    "us-il/ilcs/5/805": ["2017-08-28", "2021-08-02"],
    "us-il/pa/101-19": ["2019"],
    "us-il/pa/104-440": ["2025-12"],
    "us/cfr/8/287.7": ["1997-04-01", ""],
    "us/eo/13768": ["2017-01-25"],
    "us/eo/14159": ["2025-01-20"],
    "us/eo/14287": ["2025-04-28"],
    "us/eo/14333": ["2025-08-11"],
    "us/eo/14339": ["2025-08-25"],
    "us/pm/2025-10-04-illinois": ["2025-10-04"],
    "us/statement/dhs-2025-09-08": ["2025-09-08"],
    "us/statement/president-2025-08-30": ["2025-08-30"],
    "us/statement/white-house-2025-08-30": ["2025-08-30"],
    "us/usc/10/12406": [""],
    "us/usc/18/1385": ["1956", "2021-12"],
    "us/usc/8/1226": ["1996-09-30"],
    "us/usc/8/1357": ["1996-09-30"],
    "us/usc/8/1373": ["1996-09-30"],
    "us/usc/8/1644": ["1996-08-22"],
}
LABELS = {case.title: case for case in read_cases("corpus.md")}
UNPLACED = {
    "us-il-chicago/mcc/2-173/2016-10": ["threaten"],
    "us-il-chicago/mcc/2-173/2020-01": ["threaten", "operation of federal immigration authorities", "data of the City"],
    "us-il-chicago/mcc/2-173/2021-01-27": ["threaten", "operation of federal immigration authorities", "data of the City", "held invalid"],
    "us-il/pa/104-440/2025-12": ["court", "Hospitals"],
}
"""What stands under "Placement not established", by a word of each clause."""
SAME = {
    ("us-il-chicago/mcc/2-173", "2006-03-29", "2012-09-12"): "2-173-010 \"Agency\"; 2-173-010 \"Agent\"; 2-173-020; 2-173-030; 2-173-040(a); 2-173-040(b); 2-173-050; 2-173-060; 2-173-070",
    ("us-il-chicago/mcc/2-173", "2012-09-12", "2016-10"): "2-173-010 \"ICE\"; 2-173-020; 2-173-030; 2-173-042(a)(1); 2-173-042(b)(1)(C); 2-173-042(c)(4); 2-173-060; 2-173-070",
    ("us-il-chicago/mcc/2-173", "2016-10", "2020-01"): "2-173-005; 2-173-010 \"Coercion\"; 2-173-042(c); 2-173-042(c)(1); 2-173-042(c)(4); 2-173-050; 2-173-060",
    ("us-il-chicago/mcc/2-173", "2020-01", "2021-01-27"): "2-173-005; 2-173-010 \"Verbal abuse\"; 2-173-040(a); 2-173-040(b); 2-173-050; 2-173-069(a); 2-173-069(a)(2)(B); 2-173-069(b)",
    ("us-il-cook/code/46-37", "2011-09-07", "undated"): "46-37(a); 46-37(c)",
    ("us-il/ilcs/5/805", "2017-08-28", "2021-08-02"): "1; 10 \"Law enforcement agency\"; 10 \"Law enforcement official\"; 15(b); 20; 99",
    ("us/cfr/8/287.7", "1997-04-01", "undated"): "287.7(e)",
    ("us-il-chicago/cpd/s06-14-03", "2016-01-01", "2020-03-25"): "IV.A; IV.B; IV.B.1; IV.B.2; IV.D",
}
"""What the notes call unchanged, or do not mention again."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The folder as it is, without its history."""
    folder = tmp_path_factory.mktemp("corpus") / "documents"
    shutil.copytree(FOLDER, folder)
    return open_store(folder, today=TODAY)


def read(path: Path) -> Document:
    return pt.parse(path.read_text(encoding="utf-8"), id=path.relative_to(FOLDER).parent.as_posix())


def split(labels: str) -> list[str]:
    return [label for part in labels.split(";") if (label := " ".join(part.split()))]


def named(doc: Document, label: str) -> Clause:
    """The clause of a label as people cite it; `10 "Contact information"` is a term defined in section 10."""
    address, _, term = label.partition(' "')
    clause = find_clause(doc, address).clause
    if not term:
        return clause
    (found,) = [c for c in doc.clauses() if c.id.startswith(f"{clause.id}/def-") and c.text.startswith(f'"{term}')]
    return found


def test_31_documents_and_41_versions_with_their_dates() -> None:
    found: dict[str, list[str]] = {}
    for path in FILES:
        front = read_front_matter(path.read_text(encoding="utf-8"))
        date = next((d for key in ("effective", "adopted", "published") if (d := front.text(key))), "")
        found.setdefault(front.text("id"), []).append(date)
    assert {docid: sorted(dates, key=lambda d: (not d, PolicyDate(d or "1"))) for docid, dates in found.items()} == BY_ID
    assert (len(found), len(FILES)) == (31, 41)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(FOLDER).as_posix())
def test_each_version(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    doc = pt.parse(text)
    front = doc.front_matter
    assert [f for f in doc.findings if f.severity is Severity.ERROR] == []
    assert path.relative_to(FOLDER).parent.as_posix() == front.text("id")
    date = next((d for key in ("effective", "adopted", "published") if (d := front.text(key))), "")
    assert path.stem == (date or "undated")
    assert front.text("edition") == "restatement"
    assert front.text("kind") in ("executive-order", "ordinance", "statute", "regulation", "directive", "statement", "policy")
    for key in ("title", "jurisdiction", "issuer", "citation"):
        assert front.text(key), key
    source = front.table("source")
    assert re.match(r"https?://", source["url"]), source
    assert PolicyDate.parse(source["retrieved"]).exact
    for key in ("adopted", "signed", "effective", "published", "repealed", "expires"):
        assert key in front.values
        if front.text(key):
            PolicyDate.parse(front.text(key))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(FOLDER).as_posix())
def test_confidence_and_working_labels_name_clauses_that_are_there(path: Path) -> None:
    doc = pt.parse(path.read_text(encoding="utf-8"))
    places = {c.id for c in doc.clauses()} | {i.id for c in doc.clauses() for i in c.items}
    confidence, sources = doc.front_matter.table("confidence"), doc.front_matter.table("sources")
    assert set(confidence) <= places
    for said in confidence.values():
        assert re.search(r"\b[RPSU]\b|inferred", said), said
        assert set(re.findall(r"\b[RPS]: ([a-z0-9-]+)", said)) <= set(sources), said
    labels = doc.front_matter.table("working_labels")
    assert set(labels.values()) <= places
    body = path.read_text(encoding="utf-8")[doc.front_matter.end :]
    for label in labels:
        assert not re.search(rf"^\W*{re.escape(label)}\b", body, re.M), f"{label} is printed as if it were official"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(FOLDER).as_posix())
def test_each_version_has_its_clauses_under_their_labels(path: Path) -> None:
    doc, name = read(path), path.relative_to(FOLDER).with_suffix("").as_posix()
    found = [named(doc, label).id for label in split(LABELS[name].given)]
    assert found == sorted(found, key=[c.id for c in doc.clauses()].index)
    assert list(doc.front_matter.table("working_labels")) == LABELS[name].expected.split()
    unplaced = [c.text for c in doc.clauses() if c.id.startswith("h-placement-not-established/")]
    assert len(unplaced) == len(UNPLACED.get(name, []))
    for text, word in zip(unplaced, UNPLACED.get(name, []), strict=True):
        assert word in text


def test_the_folder_itself_is_a_store(store: Store) -> None:
    assert {d.docid: [str(v.date or "") for v in d.versions] for d in store.documents()} == BY_ID
    assert not any(v.superseded for d in store.documents() for v in d.versions)


@pytest.mark.parametrize("pair", SAME, ids=" ".join)
def test_unchanged_substance_keeps_its_sentence(pair: tuple[str, str, str]) -> None:
    docid, *dates = pair
    old, new = (read(FOLDER / docid / f"{date}.md") for date in dates)
    for label in split(SAME[pair]):
        assert named(old, label).text == named(new, label).text, label


def test_words_are_neutral() -> None:
    loaded = re.compile(
        r"\b(?:illegal aliens?|illegals|amnesty|deportation machine|nazi|gestapo|invaders?|criminal alien sanctuary|regime)\b", re.I
    )
    for path in FILES:
        front = read_front_matter(path.read_text(encoding="utf-8"))
        body = path.read_text(encoding="utf-8")[front.end :]
        names = " ".join((front.text("title"), *front.texts("aliases")))
        for found in loaded.finditer(body):
            assert found[0].casefold() in names.casefold(), f"{path}: {found[0]}"
