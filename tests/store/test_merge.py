"""Two clones of a store, merged by plain git: every version of either is there afterwards."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policytool.errors import BadInput, NotFound, StoreError
from policytool.store.ledger import Ledger
from policytool.store.merging import resolve
from policytool.store.writer import advance, repeal
from tests.support.cli import run
from tests.support.repositories import CLERK, git, is_whole, new_store, policy, put, reopened, standing, timeline

DOC = "us-il-chicago/mcc/2-173"
MAIN = f"{DOC}.md"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "store"
    new_store(folder)
    put(folder, policy(DOC, "2006-03-29", "(a) First."))
    return folder


@pytest.fixture
def home(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "store"))


@pytest.fixture
def clone(tmp_path: Path, home: Path) -> Path:
    folder = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(home), str(folder))
    return folder


def merge(home: Path, clone: Path) -> bool:
    """Merge the clone into `home`; whether git could."""
    git(home, "fetch", "-q", str(clone), "main")
    git(home, "merge", "-q", "--no-edit", "FETCH_HEAD", check=False)
    return not (home / ".git/MERGE_HEAD").exists()


def conclude(home: Path) -> None:
    git(home, "commit", "-q", "--no-edit")
    assert is_whole(home)


def texts(folder: Path) -> dict[str, list[str]]:
    """Every version of every document, by what it says."""
    store = reopened(folder)
    return {
        i.docid: [f"{v.date}: {store.with_text(v).text.rpartition('(a) ')[2].strip()}" for v in i.versions]
        for i in store.documents()
        if i.docid != "README"
    }


def test_different_documents_and_dates_merge_by_themselves(home: Path, clone: Path) -> None:
    put(home, policy("us/eo/1", "2020-01-01", "(a) One."))
    put(clone, policy("us/eo/2", "2020-01-01", "(a) Two."))
    put(home, policy(DOC, "2005-01-01", "(a) Earlier."))
    put(clone, policy(DOC, "2034-01-01", "(a) Later."))
    assert merge(home, clone)
    assert texts(home) == {
        "us/eo/1": ["2020-01-01: One."], "us/eo/2": ["2020-01-01: Two."], DOC: ["2005-01-01: Earlier.", "2006-03-29: First.", "2034-01-01: Later."],
    }  # fmt: skip
    assert is_whole(home)


def test_the_same_version_in_both_is_one(home: Path, clone: Path) -> None:
    for folder in (home, clone):
        put(folder, policy(DOC, "2012-01-01", "(a) Second."))
    assert merge(home, clone)
    assert texts(home)[DOC] == ["2006-03-29: First.", "2012-01-01: Second."]


@pytest.mark.parametrize("way", [("home", "clone"), ("clone", "home")], ids=["ours is older", "theirs is older"])
def test_two_newer_versions_of_one_document(home: Path, clone: Path, way: tuple[str, str]) -> None:
    folders = {"home": home, "clone": clone}
    put(folders[way[0]], policy(DOC, "2010-01-01", "(a) Middle."))
    put(folders[way[0]], policy(DOC, "2012-01-01", "(a) Second."))
    put(folders[way[1]], policy(DOC, "2021-01-27", "(a) Third."))
    assert not merge(home, clone)
    with pytest.raises(StoreError, match=r"a merge is in progress.*policytool resolve"):
        put(home, policy("us/eo/9", "2020-01-01"))
    planned = run("-C", str(home), "resolve", "--dry-run")
    assert planned.out == f"would keep the text of 2021-01-27 in {MAIN}; the text of 2012-01-01 in {DOC}@2012-01-01.md\n"
    assert "<<<<<<<" in (home / MAIN).read_text()
    done = run("-C", str(home), "resolve")
    assert done.out.splitlines()[1] == "no conflict is left; conclude the merge: git commit --no-edit"
    conclude(home)
    assert texts(home)[DOC] == ["2006-03-29: First.", "2010-01-01: Middle.", "2012-01-01: Second.", "2021-01-27: Third."]
    assert "Third." in standing(home)[MAIN]
    assert "Second." in standing(home)[f"{DOC}@2012-01-01.md"]
    assert put(home, policy(DOC, "2012-01-01", "(a) Second.")).already is not None
    git(clone, "pull", "-q", "--no-rebase", str(home), "main")
    assert texts(clone) == texts(home)


def test_a_document_that_both_began(home: Path, clone: Path) -> None:
    put(home, policy("us/eo/1", "2020-01-01", "(a) One."))
    put(clone, policy("us/eo/1", "", "(a) Undated."))
    put(home, policy(DOC, "2012-01-01", "(a) Second."))
    put(clone, policy(DOC, "2021-01-27", "(a) Third."))
    assert not merge(home, clone)
    done, left = resolve(reopened(home), ["us/eo/1"])
    assert ([r.path for r in done], left) == (["us/eo/1.md"], 1)
    done, left = resolve(reopened(home), [MAIN])
    assert ([r.path for r in done], left) == ([MAIN], 0)
    conclude(home)
    assert texts(home) == {
        "us/eo/1": ["2020-01-01: One.", "None: Undated."],
        DOC: ["2006-03-29: First.", "2012-01-01: Second.", "2021-01-27: Third."],
    }


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize("order", ["ours first", "theirs first"])
def test_two_texts_of_one_date_are_put_to_a_person(home: Path, clone: Path, side: str, order: str) -> None:
    first, second = (home, clone) if order == "ours first" else (clone, home)
    for n, folder in enumerate((first, second)):
        git(folder, "config", "user.name", "Somebody")
        (folder / MAIN).write_bytes(policy(DOC, "2012-01-01", f"(a) From {'ours' if folder is home else 'theirs'}."))
        git(folder, "commit", "-qam", "Second", env={"GIT_COMMITTER_DATE": f"2026-01-0{n + 1}T00:00:00Z"})
    assert not merge(home, clone)
    before = (home / MAIN).read_bytes(), git(home, "ls-files", "-s")
    with pytest.raises(StoreError, match=r"two texts for 2012-01-01, and which is right is for you to say.*--keep ours"):
        resolve(reopened(home))
    assert ((home / MAIN).read_bytes(), git(home, "ls-files", "-s")) == before
    with pytest.raises(NotFound, match=r'no conflict in "9-999"; there are conflicts in us-il-chicago/mcc/2-173.md'):
        resolve(reopened(home), ["9-999"], keep=side)
    resolve(reopened(home), ["mcc/2-173"], keep=side)  # named as everywhere, by the end of its id
    conclude(home)
    assert sorted(texts(home)[DOC]) == ["2006-03-29: First.", "2012-01-01: From ours.", "2012-01-01: From theirs."]
    assert f"From {side}." in reopened(home).read(f"{DOC}@2015-01-01").text
    assert f"From {side}." in standing(home)[MAIN]


def test_a_correction_beside_on_both_sides(home: Path, clone: Path) -> None:
    put(home, policy(DOC, "2021-01-27", "(a) Third."))
    git(clone, "pull", "-q", str(home), "main")
    put(home, policy(DOC, "2006-03-29", "(a) First, as corrected here."))
    put(clone, policy(DOC, "2006-03-29", "(a) First, as corrected there."))
    assert not merge(home, clone)
    with pytest.raises(StoreError, match="which is right is for you to say"):
        resolve(reopened(home))
    for side in ("theirs",):
        resolve(reopened(home), keep=side)
    conclude(home)
    assert "there" in reopened(home).read(f"{DOC}@2010-01-01").text
    assert len(timeline(home, DOC)) == 4


def test_a_repeal_here_and_a_new_text_there(home: Path, clone: Path) -> None:
    repeal(reopened(home), DOC, "2012-01-01", CLERK)
    put(clone, policy(DOC, "2021-01-27", "(a) Third."))
    if not merge(home, clone):
        resolve(reopened(home))
        conclude(home)
    assert texts(home)[DOC] == ["2006-03-29: First.", "2021-01-27: Third."]
    with pytest.raises(NotFound, match=r"repealed.* on 2012-01-01"):
        reopened(home).read(f"{DOC}@2015-01-01")
    assert "Third." in reopened(home).read(f"{DOC}@2022-01-01").text


def test_moved_by_advance_here_and_corrected_there(home: Path, clone: Path) -> None:
    put(home, policy(DOC, "2027-01-01", "(a) Future."))
    git(clone, "pull", "-q", str(home), "main")
    advance(reopened(home, "2027-01-01"), CLERK)
    put(clone, policy(DOC, "2027-01-01", "(a) Future, corrected."))
    if not merge(home, clone):
        resolve(reopened(home))
        conclude(home)
    assert texts(home)[DOC] == ["2006-03-29: First.", "2027-01-01: Future.", "2027-01-01: Future, corrected."]
    assert "corrected" in reopened(home, "2027-02-01").read(f"{DOC}@2027-02-01").text


def _nothing(home: Path, clone: Path) -> None:
    pass


def _not_a_document(home: Path, clone: Path) -> None:
    for folder in (home, clone):
        (folder / "README.md").write_text(f"of {folder.name}")
        git(folder, "commit", "-qam", "Readme")
    merge(home, clone)


def _conflict(home: Path, clone: Path) -> None:
    put(home, policy(DOC, "2012-01-01", "(a) Second."))
    put(clone, policy(DOC, "2021-01-27", "(a) Third."))
    assert not merge(home, clone)


def _edited(home: Path, clone: Path) -> None:
    _conflict(home, clone)
    (home / MAIN).write_text((home / MAIN).read_text() + "\nA line of my own.\n")


def _in_the_way(home: Path, clone: Path) -> None:
    _conflict(home, clone)
    (home / f"{DOC}@2012-01-01.md").write_text("mine")


def _another_document(home: Path, clone: Path) -> None:
    for folder, docid in ((home, "us/eo/3"), (clone, "us/eo/4")):
        (folder / "us").mkdir()
        (folder / "us/order.md").write_bytes(policy(docid, "2020-01-01", f"(a) Of {docid}."))
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "A file of one name")
    assert not merge(home, clone)


REFUSED: dict[str, tuple[Callable[[Path, Path], None], tuple[str, ...], str]] = {
    "no merge": (_nothing, (), "no conflict to settle here"),
    "no document": (_not_a_document, (), "conflict is in README.md, not in a document; settle it with git"),
    "another name": (_conflict, ("us/eo/1",), f'no conflict in "us/eo/1"; there are conflicts in {MAIN}'),
    "edited by hand": (_edited, (), "was edited by hand since the merge stopped.*git checkout -m"),
    "a file in the way": (_in_the_way, (), "in the way of the older text; move it away"),
    "two documents": (_another_document, (), "two documents in one file"),
}


@pytest.mark.parametrize(("prepare", "names", "words"), REFUSED.values(), ids=REFUSED)
def test_refusals_change_nothing(
    home: Path, clone: Path, prepare: Callable[[Path, Path], None], names: tuple[str, ...], words: str
) -> None:
    prepare(home, clone)
    before = {p: p.read_bytes() for p in home.rglob("*.md")}, git(home, "ls-files", "-s")
    with pytest.raises((BadInput, NotFound, StoreError), match=words):
        resolve(reopened(home), names)
    assert ({p: p.read_bytes() for p in home.rglob("*.md")}, git(home, "ls-files", "-s")) == before


def test_in_a_rebase_and_in_a_bare_store(tmp_path: Path, home: Path, clone: Path) -> None:
    put(home, policy(DOC, "2012-01-01", "(a) Second."))
    put(clone, policy(DOC, "2021-01-27", "(a) Third."))
    git(clone, "pull", "-q", "--rebase", str(home), "main", check=False)
    resolve(reopened(clone))
    git(clone, "rebase", "--continue")
    assert texts(clone)[DOC] == ["2006-03-29: First.", "2012-01-01: Second.", "2021-01-27: Third."]
    assert is_whole(clone)
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(home), str(bare))
    with pytest.raises(StoreError, match=r"this store is bare.*merge in a clone"):
        resolve(reopened(bare))


def test_a_correction_taken_back_with_git(home: Path) -> None:
    """Of two texts of one date the one that stands is the last word, although the store knew it first."""
    put(home, policy(DOC, "2006-03-29", "(a) First, as corrected."))
    assert "corrected" in reopened(home).read(f"{DOC}@2010-01-01").text
    git(home, "revert", "--no-edit", "HEAD")
    assert "(a) First.\n" in reopened(home).read(f"{DOC}@2010-01-01").text
    assert [v.superseded for v in reopened(home).versions(DOC)] == [True, False]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_both_stored_is_there_after_the_merge(home: Path, clone: Path, seed: int) -> None:
    """Random versions on both sides: the union of both timelines, whoever has to settle what."""
    chance = random.Random(seed)
    for folder in (home, clone):
        ledger = Ledger(reopened(folder))
        for n in range(7):
            docid = chance.choice([DOC, "us/eo/1", "us/eo/2"])
            date = chance.choice(["", "2005-01-01", "2012-01-01", "2016-10", "2021-01-27", "2034-01-01"])
            put(folder, policy(docid, date, f"(a) Text {n} of {folder.name if chance.random() < 0.8 else 'both'}."), ledger=ledger)
        if chance.random() < 0.5:
            advance(reopened(folder, "2034-01-01"), CLERK)

    def held(folder: Path) -> set[tuple[str, str, str]]:
        return {(i.docid, str(v.date), v.blob) for i in reopened(folder).documents() for v in i.versions}

    both = held(home) | held(clone)
    if not merge(home, clone):
        assert resolve(reopened(home), keep=chance.choice(["ours", "theirs"]))[1] == 0
        conclude(home)
    assert held(home) >= both
    standing_blobs = set(git(home, "ls-tree", "-r", "--format=%(objectname)", "HEAD").split())
    for info in reopened(home).documents():
        lasting = [v for v in info.versions if v.date and not v.superseded]
        rivals = {v.date for v in info.versions if v.blob in standing_blobs}
        assert all(v.blob in standing_blobs for v in lasting if v.date in rivals)
    before = git(home, "rev-parse", "HEAD")
    git(clone, "pull", "-q", "--no-rebase", str(home), "main")
    assert held(clone) == held(home)
    assert git(clone, "rev-parse", "HEAD") == before  # settled once, settled for all
