"""Which texts count on a day that a date known only to its month or year leaves open, and what is said of them."""

from __future__ import annotations

import json
import random
from pathlib import Path

from policytool.commands.search import periods
from policytool.errors import NotFound
from policytool.store.selectors import select
from tests.support.cli import run
from tests.support.repositories import new_store, policy, put, reopened


def found(folder: Path, words: str, day: str) -> tuple[list[str], list[str]]:
    value = json.loads(run("-C", str(folder), "search", words, "--as-of", day, "--format", "json").out)
    return [hit["name"] for hit in value["hits"]], value["notes"]


def test_both_texts_are_searched_on_a_day_that_a_month_leaves_open(tmp_path: Path) -> None:
    new_store(tmp_path / "s")
    folder = tmp_path / "s"
    for date, fee in (("2020-01-01", "ten"), ("2021-03", "twenty")):
        put(folder, policy("xx/fee", date, f"(a) The fee is {fee} dollars."))
    put(folder, policy("xx/other", "2020-01-01", "(a) Other dollars."))
    for words, name in (('"ten dollars"', "xx/fee@2020-01-01"), ('"twenty dollars"', "xx/fee@2021-03")):
        for day in ("2021-03-01", "2021-03-30"):
            hits, (note,) = found(folder, words, day)
            assert hits == [name]
            assert note.startswith("xx/fee: 2021-03 is known only to the month")
            assert note.endswith("@2020-01-01 or @2021-03")
    assert len(found(folder, "fee", "2021-03-15")[0]) == 2
    assert found(folder, '"ten dollars"', "2021-02-28") == (["xx/fee@2020-01-01"], [])
    assert found(folder, '"ten dollars"', "2021-03-31")[0] == []
    assert found(folder, '"twenty dollars"', "2021-03-31") == (["xx/fee@2021-03"], [])
    assert found(folder, "other", "2021-03-15") == (["xx/other@2020-01-01"], [])


def test_a_repeal_known_to_the_month_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    new_store(folder)
    put(folder, policy("xx/fee", "2020-01-01", "(a) Ten dollars.", more="repealed: 2023-05\n"))
    assert found(folder, "dollars", "2023-04-30") == (["xx/fee@2020-01-01"], [])
    hits, (note,) = found(folder, "dollars", "2023-05-10")
    assert hits == ["xx/fee@2020-01-01"]
    assert note == "xx/fee: it was repealed in 2023-05, on a day that is not known: it may have ended by 2023-05-10"
    assert found(folder, "dollars", "2023-05-31")[0] == []


def test_a_first_text_known_to_the_month_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    new_store(folder)
    put(folder, policy("xx/fee", "2020-05", "(a) Ten dollars."))
    hits, (note,) = found(folder, "dollars", "2020-05-10")
    assert hits == ["xx/fee@2020-05"]
    assert note.endswith("this text or none was in force")


def test_what_is_searched_on_a_day_is_what_a_selector_gives_for_it(tmp_path: Path) -> None:
    """A law, over timelines of every kind of date."""
    dice = random.Random(7)
    dates = ["2020", "2020-01", "2020-03", "2020-06", "2020-02-10", "2020-03-05", "2020-03-31", "2020-06-01", "2021", "2021-02-01"]
    days = ["2019-12-31", "2020-01-01", "2020-01-31", "2020-02-10", "2020-03-04", "2020-03-10", "2020-03-31", "2020-06-15", "2020-12-30", "2020-12-31", "2021-01-05", "2021-03-01", "2021-12-31", "2022-01-01"]
    for n in range(30):
        folder = tmp_path / f"s{n}"
        folder.mkdir()
        chosen = sorted(dice.sample(dates, dice.randint(1, 5)))
        end = dice.choice(["", "", "2021-12", "2022", "2021-03-01"])
        for date in chosen:
            (folder / f"fee@{date}.md").write_bytes(policy("xx/fee", date, f"(a) The fee of {date}.", more=f"repealed: {end}\n" if end and date == chosen[-1] else ""))
        versions = reopened(folder).versions("xx/fee")
        spans = list(periods(versions))
        for day in days:
            try:
                wanted = {v.number for v in select("xx/fee", versions, day, "2026-11-24").versions}
            except NotFound:
                wanted = set()
            assert {v.number for v, first, last in spans if first and first <= day < last} == wanted, (chosen, end, day)
