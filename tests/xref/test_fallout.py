"""Citations that a change of what they cite has reached."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import run
from tests.support.repositories import new_store, policy, put

OLD = """## 9-1-010. Records.

(a) The clerk keeps a ledger of every request for a record.

(b) An officer answers a request within ten days of its receipt.

(c) A fee of five dollars is due for every certified copy.

## 9-1-020. Appeals.

A person may appeal an answer under Section 9-1-010(b) to the board. Section 9-1-010(a) does not limit the board."""
NEW = """## 9-1-010. Records.

(a) The clerk keeps a ledger of every request for a record.

(b) Requests by telephone are written down by whoever takes the call.

(c) An officer answers a request within ten days of its receipt.

## 9-1-020. Appeals.

A person may appeal an answer under Section 9-1-010(b) to the board. Section 9-1-010(a) does not limit the board."""


@pytest.fixture
def store(tmp_path: Path) -> str:
    folder = tmp_path / "store"
    new_store(folder)
    more = "aliases: [Records Code]\n"
    put(folder, policy("us-il-chicago/mcc/9-1", "2010-01-01", OLD, more=more))
    put(folder, policy("us-il-chicago/mcc/9-1", "2020-01-01", NEW, more=more))
    text = "(a) Fees follow MCC 9-1-010(c).\n\n(b) Ledgers follow MCC 9-1-010(a)."
    put(folder, policy("us-il-chicago/rules/fees", "2015-01-01", text))
    put(folder, policy("us-il-chicago/rules/late", "2021-01-01", text))
    return str(folder)


def fallout(store: str, name: str, span: str) -> list[dict[str, Any]]:
    ran = run("-C", store, "refs", name, "--changed", span, "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)["fallout"]
    assert isinstance(found, list)
    return found


def test_deleted_and_renumbered_inside_and_elsewhere(store: str) -> None:
    found = {(f["document"].rpartition("/")[2], f["text"]): f for f in fallout(store, "Records Code", "2010-01-01..2020-01-01")}
    own = found["9-1", "Section 9-1-010(b)"]
    assert (own["outcome"], own["new_address"], own["should_say"]) == ("renumbered", "9-1-010(c)", "Section 9-1-010(c)")
    assert all("(a)" not in text for _, text in found)
    assert not any(document == "late" for document, _ in found)
    (gone,) = [f for (document, _), f in found.items() if document == "fees"]
    assert (gone["outcome"], gone["new_address"], gone["should_say"]) == ("deleted", None, None)


def test_nothing_when_nothing_changed(store: str) -> None:
    assert fallout(store, "Records Code", "v2..v2") == []


def test_two_versions_must_be_named(store: str) -> None:
    ran = run("-C", store, "refs", "Records Code", "--changed", "2020")
    assert ran.code == 2
    assert "A..B" in ran.err or ".." in ran.err


def test_the_chicago_directive(sample: str) -> None:
    found = {f["text"]: f["should_say"] or f["outcome"] for f in fallout(sample, "WCO", "2020-01..2021-01-27") if "s06-14-03" in f["document"]}
    assert found == {
        "MCC 2-173-042(a)(1)": "MCC 2-173-020(a)(1)(A)",
        "MCC 2-173-042(a)(2)": "MCC 2-173-020(a)(1)(B)",
        "MCC 2-173-042(c)": "deleted",
    }


def test_diff_and_report_tell_it(store: str, tmp_path: Path) -> None:
    for form, words in (("plain", "it should say “Section 9-1-010(c)”"), ("markdown", "it should say “Section 9-1-010(c)”"), ("json", '"should_say": "Section 9-1-010(c)"')):
        assert words in run("-C", store, "diff", "Records Code@v1", "Records Code@v2", "--format", form).out
    page = tmp_path / "report.html"
    assert run("-C", store, "report", "Records Code@v1", "Records Code@v2", "-o", str(page)).code == 0
    text = re.sub(r"</?span[^>]*>", "", page.read_text())
    assert "Citations of what changed" in text
    assert "Section 9-1-010(c)" in text


LAMPS = """## 9-2-010. Lamps.

(a) Lamps shall burn from dusk to dawn.

(b) Each lamp shall be cleaned every week by the office of lamps.

(c) Broken lamps shall be reported within two days to the crew.

(d) A lamp that is older than ten years shall be replaced.

## 9-2-020. Costs.

Costs follow subsections (a) through (d) of Section 9-2-010, and subsections (a), (c), and (d) of Section 9-2-010."""


def test_lists_and_the_ends_of_ranges_say_what_they_should_now_say(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    new_store(folder)
    gone = "(b) Each lamp shall be cleaned every week by the office of lamps.\n\n"
    later = LAMPS.replace(gone, "").replace("(c) Broken", "(b) Broken").replace("(d) A lamp", "(c) A lamp")
    for date, text in (("2010-01-01", LAMPS), ("2020-01-01", later)):
        put(folder, policy("us-il-chicago/mcc/9-2", date, text, more="aliases: [Lamp Code]\n"))
    order = "(a) Costs follow Sections 9-2-010(a) through (d) of the Lamp Code.\n\n(b) See Section 9-2-010(d) of the Lamp Code."
    put(folder, policy("us-il-chicago/rules/lamps", "2015-01-01", order))
    found = [f for f in fallout(str(folder), "us-il-chicago/mcc/9-2", "2010-01-01..2020-01-01") if f["outcome"] == "renumbered"]
    assert [(f["document"].rpartition("/")[2], f["text"], f["should_say"], f["note"]) for f in found] == [
        ("9-2", "(d)", "(c)", "the end of a range"),
        ("9-2", "(c)", "(b)", ""),
        ("9-2", "(d)", "(c)", ""),
        ("lamps", "(d)", "(c)", "the end of a range"),
        ("lamps", "Section 9-2-010(d) of the Lamp Code", "Section 9-2-010(c) of the Lamp Code", ""),
    ]


def test_what_was_cited_is_said_to_be_old_where_another_clause_has_its_number(store: str) -> None:
    found = {one["text"]: one["old_address"] for one in fallout(store, "us-il-chicago/mcc/9-1", "v1..v2")}
    assert found["MCC 9-1-010(c)"] == "old 9-1-010(c)"
    assert found["Section 9-1-010(b)"] == "old 9-1-010(b)"
