"""`doc@sel` on a real store: which text answers, in which words it is refused, what the reader is told."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytool.errors import BadInput, NotFound, PolicyToolError
from policytool.model.version import Basis, PolicyDate, Version
from policytool.store import Store, open_store
from policytool.store.selectors import in_force, select
from policytool.store.writer import repeal
from tests.support.cli import run
from tests.support.repositories import CLERK, TODAY, git, new_store, policy, put, reopened

WCO = "us-il-chicago/mcc/2-173"
ALIASES = "aliases: [WCO, Welcoming City Ordinance]\ncitation: MCC 2-173\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with every case: months, years, undated, future, repealed, expired, corrected, ambiguous endings."""
    folder = tmp_path_factory.mktemp("register") / "store"
    new_store(folder)
    for date in ("2006-03-29", "2012-09-12", "2016-10", "2021-01-27"):
        put(folder, policy(WCO, date, f"(a) Text of {date}.", more=ALIASES))
    put(folder, policy("us/eo/9066", "1942-02-19"))
    repeal(reopened(folder), "us/eo/9066", "1976-02-19", CLERK)
    put(folder, policy("us/eo/14028", "2021-05-12"))
    put(folder, policy("us-ca/ab/14028", "2020-06"))
    put(folder, policy("us-ca/ab/30", "2016-01-01", "(a) First wording."))
    put(folder, policy("us-ca/ab/30", "2016-01-01", "(a) Corrected wording."))
    put(folder, policy("us/usc/10/12406"))
    put(folder, policy("us/cfr/8/287.7", "1997-04-01", "(a) Dated."))
    put(folder, policy("us/cfr/8/287.7", "", "(a) Undated."))
    put(folder, policy("us/eo/1", "1803-03-27", "(a) Old."))
    put(folder, policy("us/eo/1", "2034-01-01", "(a) Future."))
    put(folder, policy("us/eo/2", "2099-01-01", "(a) Only future."))
    put(folder, policy("us/eo/3", "2020-01-01", "(a) For a year.", more="expires: 2021-06\n"))
    put(folder, policy("us-il-cook/code/46-37", "1989", "(a) By its year."))
    put(folder, policy("us/eo/4", "2000-01-01", "(a) Old.", more="repealed: 2010-05-05\n"))
    put(folder, policy("us/eo/4", "2040-01-01", "(a) New."))
    for date in ("2020-01-01", "2026-11", "2040"):
        put(folder, policy("us/eo/5", date, f"(a) Text of {date}."))
    put(folder, policy("us/eo/6", "2026-11", "(a) Of this month."))
    put(folder, policy("us/eo/7", "2000-01-01", "(a) Old.", more="repealed: 2010-05-05\n"))
    put(folder, policy("us/eo/7", "2010-05-05", "(a) In its place."))
    return folder


@pytest.fixture
def store(home: Path) -> Store:
    return reopened(home)


ANSWERS = {
    "nothing": (WCO, "2021-01-27", ""),
    "latest": (f"{WCO}@latest", "2021-01-27", ""),
    "current": (f"{WCO}@current", "2021-01-27", ""),
    "a day": (f"{WCO}@2013-05-01", "2012-09-12", ""),
    "the day itself": (f"{WCO}@2012-09-12", "2012-09-12", ""),
    "the day before": (f"{WCO}@2012-09-11", "2006-03-29", ""),
    "a day far ahead": (f"{WCO}@9999-12-31", "2021-01-27", ""),
    "a year": (f"{WCO}@2012", "2012-09-12", "2012 is read as its last day, 2012-12-31"),
    "a month": (f"{WCO}@2012-08", "2006-03-29", "2012-08 is read as its last day, 2012-08-31"),
    "a month as written": (f"{WCO}@2016-10", "2016-10", ""),
    "the last day of that month": (f"{WCO}@2016-10-31", "2016-10", ""),
    "the day after that month": (f"{WCO}@2016-11-01", "2016-10", ""),
    "a year as written": ("46-37@1989", "1989", ""),
    "a number": (f"{WCO}@v2", "2012-09-12", ""),
    "steps back": (f"{WCO}@latest~1", "2016-10", ""),
    "no steps back": (f"{WCO}@latest~0", "2021-01-27", ""),
    "an alias": ("WCO", "2021-01-27", ""),
    "an alias in another case": ("wco@2012", "2012-09-12", "last day"),
    "an alias with spaces": ("Welcoming  City ordinance@v1", "2006-03-29", ""),
    "a citation": ("mcc 2-173@v1", "2006-03-29", ""),
    "an ending": ("mcc/2-173@v1", "2006-03-29", ""),
    "the last part": ("2-173@v1", "2006-03-29", ""),
    "a tracked path": (f"{WCO}.md@v1", "2006-03-29", ""),
    "a tracked path alone": (f"{WCO}.md", "2021-01-27", ""),
    "a path beside": ("us/eo/1@2034-01-01.md", "2034-01-01", ""),
    "latest of an undated document": ("12406", "", "no version of this document has a date of law"),
    "a number of an undated one": ("12406@v1", "", "in force on no date that is known"),
    "latest beside an undated one": ("287.7", "1997-04-01", "1 further version has no date of law"),
    "the undated one": ("287.7@v2", "", "in force on no date that is known"),
    "before 1970": ("us/eo/1@1900-01-01", "1803-03-27", ""),
    "latest is ahead": ("us/eo/1", "2034-01-01", "not yet in force; in force today: @1803-03-27"),
    "current is not ahead": ("us/eo/1@current", "1803-03-27", ""),
    "a day ahead": ("us/eo/1@2034-01-01", "2034-01-01", ""),
    "latest is ahead and alone": ("us/eo/2", "2099-01-01", "nothing is in force today"),
    "the last day of a repealed one": ("us/eo/9066@1976-02-18", "1942-02-19", ""),
    "latest of a repealed one": ("us/eo/9066", "1942-02-19", "it was repealed on 1976-02-19; nothing is in force today"),
    "latest of an expired one": ("us/eo/3", "2020-01-01", "it expired in 2021-06; nothing is in force today"),
    "latest is ahead of a repealed one": ("us/eo/4", "2040-01-01", "not yet in force; nothing is in force today"),
    "latest is ahead of two that may be in force": ("us/eo/5@latest", "2040", "in force today: @2020-01-01 or @2026-11"),
    "latest may not have begun": ("us/eo/6", "2026-11", "2026-11 is not over, so it may not have begun; @current shows what may be in force today"),
    "repealed and replaced on one day": ("us/eo/7@2015-01-01", "2010-05-05", ""),
    "the day it was repealed and replaced": ("us/eo/7@2010-05-05", "2010-05-05", ""),
    "the number of a superseded text": ("us-ca/ab/30@v1", "2016-01-01", "@2016-01-01 is a text stored later, v2 (blob "),
    "within the month it expired": (
        "us/eo/3@2021-06-10",
        "2020-01-01",
        "it expired in 2021-06, on a day that is not known: it may have ended by 2021-06-10",
    ),
    "two texts of one date": ("us-ca/ab/30", "2016-01-01", "2 versions are dated 2016-01-01; using the one stored last"),
    "two texts of one date, on a day": ("us-ca/ab/30@2020-01-01", "2016-01-01", "The other: @blob:"),
}


@pytest.mark.parametrize(("asked", "date", "note"), ANSWERS.values(), ids=ANSWERS)
def test_answers(store: Store, asked: str, date: str, note: str) -> None:
    found = store.select(asked)
    assert [str(v.date or "") for v in found.versions] == [date]
    assert note in " | ".join(found.notes)
    if not note:
        assert not found.notes


REFUSALS = {
    "before the first": (f"{WCO}@1917-04-06", f"{WCO} has no version on 1917-04-06. The first is 2006-03-29 (v1). Try: {WCO}@2006-03-29"),
    "no such day": (f"{WCO}@2021-02-30", '"2021-02-30" is not a calendar date; write 2021-01-27, or 2021-01 or 2021 when the day is not known'),
    "no such month": (f"{WCO}@2021-13", '"2021-13" is not a calendar date'),
    "digits that are no ASCII": (f"{WCO}@２０２１-01-27", '"２０２１-01-27" is not a calendar date'),
    "a sloppy date": (f"{WCO}@2021-1-7", '"2021-1-7" is not a calendar date'),
    "ambiguous": ("14028", '"14028" names 2 documents: us-ca/ab/14028, us/eo/14028. Write the full id'),
    "repealed": ("us/eo/9066@2020-01-01", "us/eo/9066 was repealed on 1976-02-19; nothing is in force on 2020-01-01. Last text: us/eo/9066@1976-02-18"),
    "on the day of repeal": ("us/eo/9066@1976-02-19", "nothing is in force on 1976-02-19"),
    "current of a repealed one": ("us/eo/9066@current", f"nothing is in force on {TODAY}"),
    "expired in a month": ("us/eo/3@2022-01-01", "us/eo/3 expired in 2021-06; nothing is in force on 2022-01-01. Last text: us/eo/3@v1"),
    "undated on a day": ("12406@2020-01-01", "us/usc/10/12406 has no version with a date of law, so none is known to be in force on 2020-01-01; use @v1 to @v1"),
    "current of an undated one": ("12406@current", "no version with a date of law"),
    "not begun": ("us/eo/2@current", f"us/eo/2 has no version on {TODAY}. The first is 2099-01-01 (v1). Try: us/eo/2@2099-01-01"),
    "no such number": (f"{WCO}@v9", f"{WCO} has 4 versions, v1 to v4; there is no v9"),
    "number nought": (f"{WCO}@v0", "there is no v0"),
    "too far back": (f"{WCO}@latest~4", f"{WCO} has 4 versions; latest~4 would be before the first, 2006-03-29 (v1)"),
    "unknown": ("us/eo/99999", 'no document "us/eo/99999" among the 15 in'),
    "unknown, similar": ("2-17", "similar: us-il-chicago/mcc/2-173"),
    "no such blob": (f"{WCO}@blob:fffffff", f"{WCO} has no version with blob fffffff; `policytool log {WCO}` lists them"),
    "no such revision": (f"{WCO}@nonsense", '"nonsense" is no version, date or git revision here'),
    "an option as revision": (f"{WCO}@--output=x", '"--output=x" is no version, date or git revision here'),
    "empty": ("", "no document is named"),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "words"), REFUSALS.values(), ids=REFUSALS)
def test_refusals(store: Store, asked: str, words: str) -> None:
    with pytest.raises(PolicyToolError) as raised:
        store.select(asked)
    assert words in raised.value.message
    assert not raised.value.message.endswith(".")


def test_refusals_reach_the_command_line_as_one_line_and_2(home: Path) -> None:
    for command in ("show", "log", "outline"):
        ran = run("-C", str(home), command, "14028")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == 'error: "14028" names 2 documents: us-ca/ab/14028, us/eo/14028. Write the full id\n'


@pytest.mark.parametrize("day", ["2016-10-01", "2016-10-15", "2016-10-30"])
def test_a_day_within_a_month_known_only_as_such_has_both_texts(home: Path, store: Store, day: str) -> None:
    found = store.select(f"WCO@{day}")
    assert [str(v.date) for v in found.versions] == ["2012-09-12", "2016-10"]
    assert found.notes == (f"2016-10 is known only to the month, and {day} falls inside it: either of these texts may have been in force, @2012-09-12 or @2016-10",)
    shown = run("-C", str(home), "show", f"WCO@{day}").out
    assert "Text of 2012-09-12." in shown
    assert "Text of 2016-10." in shown
    answer = json.loads(run("-C", str(home), "show", f"WCO@{day}", "--format", "json").out)
    assert [answer["version"]["date"], *(a["version"]["date"] for a in answer["also"])] == ["2016-10", "2012-09-12"]
    raw = run("-C", str(home), "show", f"WCO@{day}", "--raw")
    assert "Text of 2016-10." in raw.out
    assert f"the other is {WCO}@2012-09-12" in raw.err


def test_the_first_text_may_not_have_begun(store: Store) -> None:
    found = store.select("us-ca/ab/14028@2020-06-10")
    assert [str(v.date) for v in found.versions] == ["2020-06"]
    assert "this text or none was in force" in found.notes[0]


def test_a_clause_that_one_of_two_possible_texts_lacks(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    new_store(folder)
    put(folder, policy("us/eo/5", "2010-01-01", "(a) One."))
    put(folder, policy("us/eo/5", "2016-10", "(a) One.\n\n(b) Two."))
    ran = run("-C", str(folder), "clause", "us/eo/5@2016-10-10", "(b)")
    assert ran.code == 0
    assert "(b) Two." in ran.out
    assert "note: us/eo/5@2010-01-01 has no clause '(b)'" in ran.out
    assert run("-C", str(folder), "clause", "us/eo/5@2016-10-10", "(c)").code == 2


def test_blobs_and_revisions(store: Store) -> None:
    line = store.versions(WCO)
    first = line[0]
    for asked in (
        f"blob:{first.blob}",
        f"blob:{first.blob[:7]}",
        first.blob[:10],
        first.commit,
        first.commit[:12],
        f"{first.commit[:9]}^{{commit}}",
    ):
        found = store.select(f"{WCO}@{asked}").version
        assert (found.blob, str(found.date)) == (first.blob, "2006-03-29"), asked
    assert store.read(f"{WCO}@HEAD").text == store.read(WCO).text
    old = store.select("us-ca/ab/30@2016-01-01").notes[0].rpartition("@")[2]
    assert "(a) First wording." in store.read(f"us-ca/ab/30@{old}").text
    assert store.read("us-ca/ab/30").text.count("Corrected wording") == 1
    superseded = store.versions("us-ca/ab/30")[0]
    assert store.select(f"us-ca/ab/30@{superseded.commit}").notes[0].endswith("the same as @v1")  # its date is the other text's


def test_the_commit_before_head_usually_holds_the_same_text(store: Store) -> None:
    notes = store.select(f"{WCO}@HEAD~1").notes
    assert notes[0].endswith("the same as @2021-01-27")
    assert notes[1] == "the same text as @HEAD; the version before it: @latest~1"


def test_a_revision_before_the_document(home: Path, store: Store) -> None:
    root = git(home, "rev-list", "--max-parents=0", "HEAD").strip()
    with pytest.raises(NotFound, match=rf"{WCO} did not exist at revision {root} \({root[:10]}\)"):
        store.select(f"{WCO}@{root}")


@pytest.fixture
def copy(home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(home, tmp_path / "store"))


def test_branches_named_like_selectors_need_their_full_name(copy: Path) -> None:
    root = git(copy, "rev-list", "-n1", "HEAD", "--", f"{WCO}.md").strip()
    for name in ("v2", "latest", "2012-09-12", "current"):
        git(copy, "update-ref", f"refs/heads/{name}", f"{root}~1")
    store = reopened(copy)
    assert str(store.select(f"{WCO}@v2").version.date) == "2012-09-12"
    assert str(store.select(f"{WCO}@latest").version.date) == "2021-01-27"
    for name in ("v2", "latest", "2012-09-12", "current"):
        assert str(store.select(f"{WCO}@refs/heads/{name}").version.date) == "2016-10"


def test_a_text_on_a_branch_that_was_never_merged_is_dated_by_itself(copy: Path) -> None:
    git(copy, "switch", "-q", "-c", "draft")
    (copy / f"{WCO}.md").write_bytes(policy(WCO, "2027-01-01", "(a) A draft."))
    git(copy, "commit", "-qam", "Draft")
    git(copy, "switch", "-q", "main")
    found = reopened(copy).select(f"{WCO}@draft")
    assert str(found.version.date) == "2027-01-01"
    assert "no version in the history of this branch" in found.notes[0]
    shown = run("-C", str(copy), "show", f"{WCO}@draft")
    assert "(a) A draft." in shown.out
    assert "version 2027-01-01 (adopted), recorded 20" in shown.out


def test_working_copy_and_index(copy: Path) -> None:
    path = copy / f"{WCO}.md"
    with pytest.raises(PolicyToolError):
        reopened(copy).select("no-such@working")
    path.write_bytes(policy(WCO, "2026-01-01", "(a) Staged."))
    git(copy, "add", f"{WCO}.md")
    path.write_bytes(policy(WCO, "2026-02-01", "(a) Edited."))
    store = reopened(copy)
    working, staged = store.read(f"{WCO}@working"), store.read(f"{WCO}@index")
    assert ("(a) Edited." in working.text, str(working.date), working.recorded) == (True, "2026-02-01", "working copy, not recorded")
    assert ("(a) Staged." in staged.text, str(staged.date), staged.recorded) == (True, "2026-01-01", "staged, not committed")
    assert working.blob == git(copy, "hash-object", f"{WCO}.md").strip()
    assert f"working copy, not recorded, blob {working.blob[:10]}" in run("-C", str(copy), "show", f"{WCO}@working").out
    path.unlink()
    with pytest.raises(NotFound, match="is not a file in the working copy; use @latest"):
        reopened(copy).select(f"{WCO}@working")


def test_a_bare_store_has_no_working_copy(copy: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(copy), "bare.git")
    store = reopened(tmp_path / "bare.git")
    assert str(store.select(f"{WCO}@2013").version.date) == "2012-09-12"
    for selector in ("working", "index"):
        with pytest.raises(PolicyToolError, match=r"this store is bare; there is no working copy\. Use @latest"):
            store.select(f"{WCO}@{selector}")


def test_every_answer_names_version_date_recorded_date_and_blob(home: Path, store: Store) -> None:
    version = store.select("WCO@2013").version
    recorded = version.recorded[:10]
    for args in (["show", "WCO@2013"], ["clause", "WCO@2013", "(a)"]):
        out = run("-C", str(home), *args).out
        assert f"{WCO}@2012-09-12 · version 2012-09-12 (adopted), recorded {recorded}, blob {version.blob[:10]}" in out
        answer = json.loads(run("-C", str(home), *args, "--format", "json").out)
        assert (answer["version"]["date"], answer["version"]["recorded"], answer["blob"]) == ("2012-09-12", version.recorded, version.blob)
    line = next(line for line in run("-C", str(home), "log", "WCO").out.splitlines() if line.startswith("v2 "))
    assert "2012-09-12" in line
    assert f"recorded {recorded} blob {version.blob[:10]}" in line
    newest = store.select("WCO").version
    listed = next(line for line in run("-C", str(home), "list").out.splitlines() if line.startswith(WCO))
    assert "adopted 2021-01-27" in listed
    assert f"recorded {newest.recorded[:10]} blob {newest.blob[:10]}" in listed
    row = next(d for d in json.loads(run("-C", str(home), "list", "--format", "json").out)["documents"] if d["id"] == WCO)
    assert row["current"]["blob"] == newest.blob
    assert row["current"]["recorded"] == newest.recorded


def _version(number: int, date: str, superseded: bool = False, ends: str = "") -> Version:
    return Version("us/eo/1", number, PolicyDate(date) if date else None, Basis.ADOPTED if date else Basis.UNDATED, f"{number:040x}", "us/eo/1.md",
                   "c" * 40, "2026-01-01", "", "T", "", "", PolicyDate(ends) if ends else None, "", "", (), superseded)  # fmt: skip


DAYS = st.dates().map(str)


@given(st.sets(DAYS, min_size=1, max_size=8), DAYS)
def test_law_a_day_has_the_last_text_begun_by_then(dates: set[str], day: str) -> None:
    line = [_version(n, d) for n, d in enumerate(sorted(dates), 1)]
    begun = [v for v in line if str(v.date) <= day]
    if begun:
        assert select("us/eo/1", line, day, TODAY).versions == (begun[-1],)
        assert in_force(line, day) == begun[-1]
    else:
        with pytest.raises(NotFound, match="The first is"):
            select("us/eo/1", line, day, TODAY)
        assert in_force(line, day) is None


@given(st.text(max_size=12))
def test_law_any_selector_is_answered_or_refused(selector: str) -> None:
    line = [_version(1, "2012-09-12"), _version(2, "2016-10"), _version(3, "", False)]
    with contextlib.suppress(NotFound, BadInput):
        assert set(select("us/eo/1", line, selector, TODAY).versions) <= set(line)


def test_a_plain_folder_has_no_revisions(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(policy("us/eo/1", "2020-01-01"))
    with pytest.raises(NotFound, match=r'"HEAD" is no version, date or git revision here.*A plain folder.*has no revisions'):
        open_store(tmp_path, today=TODAY).select("us/eo/1@HEAD")


def test_what_is_counted_is_counted_alike(tmp_path: Path) -> None:
    new_store(tmp_path)
    for date, text in (("2020-01-01", "One."), ("2021-01-01", "Two."), ("2021-01-01", "Two, corrected."), ("2022-01-01", "Three."), ("", "Undated.")):
        put(tmp_path, policy("xx/fee", date, f"(a) {text}"))
    counts = "4 versions, and 1 superseded text"
    listed = run("-C", str(tmp_path), "list").out
    assert "  4 versions  " in listed
    assert listed.endswith(f"1 document, {counts}\n")
    assert f"xx/fee · {counts} · " in run("-C", str(tmp_path), "log", "xx/fee").out
    assert f"{counts}, v1 to v5; there is no v6" in run("-C", str(tmp_path), "show", "xx/fee@v6").err
    assert f"{counts}; 3 of them have a date of law; latest~3 would be before the first, 2020-01-01 (v1)" in run("-C", str(tmp_path), "show", "xx/fee@latest~3").err
