"""The bundled documents: which they are, how they are dated, that each is read without errors."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import policytool as pt
from policytool.language.front_matter import read_front_matter
from policytool.language.lookup import find_clause
from policytool.model.finding import Severity
from policytool.model.version import PolicyDate
from policytool.store import Store, open_store
from policytool.store.create import sample_folder
from tests.support.repositories import TODAY

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
    "us/usc/8/1226": [""],
    "us/usc/8/1357": ["1996-09-30"],
    "us/usc/8/1373": ["1996-09-30"],
    "us/usc/8/1644": ["1996-08-22"],
}
LABELS = {
    "us-il-chicago/mcc/2-173@2006-03-29": ["2-173-010", "2-173-020", "2-173-040(b)", "2-173-060"],
    "us-il-chicago/mcc/2-173@2012-09-12": ["2-173-005", "2-173-042(a)(3)", "2-173-042(b)(1)(C)", "2-173-042(c)(4)"],
    "us-il-chicago/mcc/2-173@2021-01-27": ["2-173-005", "2-173-020(a)(1)", "2-173-030(a)(1)", "2-173-069"],
    "us/cfr/8/287.7@1997-04-01": ["287.7(a)", "287.7(d)", "287.7(e)"],
    "us/usc/8/1373": ["1373(a)", "1373(b)(1)", "1373(c)"],
    "us/usc/8/1357": ["1357(d)", "1357(g)(1)", "1357(g)(10)(A)"],
    "us-il/ilcs/5/805": ["15(a)", "15(h)(1)"],
    "us-dc/code/24-211.07": ["24-211.07(a)", "24-211.07(b)"],
    "us/eo/14159": ["Sec. 17"],
    "us/eo/13768": ["Sec. 9(a)"],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The folder as it is, without its history."""
    folder = tmp_path_factory.mktemp("corpus") / "documents"
    shutil.copytree(FOLDER, folder)
    return open_store(folder, today=TODAY)


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
    assert front.text("edition") in ("restatement", "excerpt", "draft")
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
    assert set(doc.front_matter.table("confidence")) <= places
    labels = doc.front_matter.table("working_labels")
    assert set(labels.values()) <= places
    body = path.read_text(encoding="utf-8")[doc.front_matter.end :]
    for label in labels:
        assert not re.search(rf"^\W*{re.escape(label)}\b", body, re.M), f"{label} is printed as if it were official"


@pytest.mark.parametrize("name", LABELS)
def test_official_labels_are_found_as_people_cite_them(name: str, store: Store) -> None:
    doc = pt.parse(store.read(name).text, id=name.partition("@")[0])
    for pincite in LABELS[name]:
        assert find_clause(doc, pincite).clause.id, pincite


def test_the_folder_itself_is_a_store(store: Store) -> None:
    assert {d.docid: [str(v.date or "") for v in d.versions] for d in store.documents()} == BY_ID
    assert not any(v.superseded for d in store.documents() for v in d.versions)


def test_unchanged_substance_keeps_its_sentence() -> None:
    """The facts say "as 2006" of these clauses of 2012."""
    folder = FOLDER / "us-il-chicago" / "mcc" / "2-173"
    old, new = (
        {c.id: c.text for c in pt.parse((folder / f"{d}.md").read_text(encoding="utf-8")).clauses()} for d in ("2006-03-29", "2012-09-12")
    )
    for ident in (
        "s2-173-010/def-agency",
        "s2-173-010/def-agent",
        "s2-173-020",
        "s2-173-030",
        "s2-173-040/a",
        "s2-173-040/b",
        "s2-173-050",
        "s2-173-060",
        "s2-173-070",
    ):
        assert old[ident] == new[ident], ident


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
