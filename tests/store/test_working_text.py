"""@working and @index: the file that was edited, whatever else of its document is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import run
from tests.support.repositories import git, new_store, policy, put

NOT_RECORDED = "working copy, not recorded"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_store(tmp_path / "s")
    put(tmp_path / "s", policy("xx/fee", "2021-01-01", "(a) The fee is 20 dollars."))
    put(tmp_path / "s", policy("xx/fee", "2030-01-01", "(a) The fee is 30 dollars."))
    return tmp_path / "s"


def shown(folder: Path, selector: str) -> tuple[str, str, list[str]]:
    ran = run("-C", str(folder), "clause", f"xx/fee@{selector}", "a", "--format", "json")
    assert ran.code == 0, ran.err
    value: dict[str, Any] = json.loads(ran.out)
    return value["clause"]["text"], value["version"]["recorded"], value["notes"]


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new))


def test_the_edited_file_is_shown_although_a_future_version_is_stored(folder: Path) -> None:
    edit(folder / "xx/fee.md", "20", "25")
    assert shown(folder, "working") == ("The fee is 25 dollars.", NOT_RECORDED, [])
    assert shown(folder, "index")[0] == "The fee is 20 dollars."
    git(folder, "add", "-A")
    assert shown(folder, "index") == ("The fee is 25 dollars.", "staged, not committed", [])


@pytest.mark.parametrize("selector", ["working", "index"])
def test_what_was_not_edited_is_recorded(folder: Path, selector: str) -> None:
    text, recorded, notes = shown(folder, selector)
    assert text == "The fee is 20 dollars."
    assert recorded[:2] == "20"
    assert notes == ["xx/fee.md is here as it was stored"]
    assert "not recorded" not in run("-C", str(folder), "show", f"xx/fee@{selector}").out


def test_an_edit_beside_the_documents_own_file_is_found_and_said(folder: Path) -> None:
    edit(folder / "xx/fee@2030-01-01.md", "30", "35")
    text, recorded, (note,) = shown(folder, "working")
    assert (text, recorded) == ("The fee is 35 dollars.", NOT_RECORDED)
    assert note == "this is xx/fee@2030-01-01.md, not the document's own file, xx/fee.md"
    edit(folder / "xx/fee.md", "20", "25")
    assert shown(folder, "working") == ("The fee is 25 dollars.", NOT_RECORDED, [])


def test_a_missing_file_is_not_replaced_by_one_yet_to_come(folder: Path) -> None:
    (folder / "xx/fee.md").unlink()
    ran = run("-C", str(folder), "show", "xx/fee@working")
    assert ran.code != 0
    assert "xx/fee.md is not a file in the working copy" in ran.err


def test_a_document_that_only_begins_tomorrow(tmp_path: Path) -> None:
    new_store(tmp_path)
    put(tmp_path, policy("xx/fee", "2030-01-01", "(a) The fee is 30 dollars."))
    (path,) = (tmp_path / "xx").glob("*.md")
    edit(path, "30", "35")
    assert shown(tmp_path, "working")[:2] == ("The fee is 35 dollars.", NOT_RECORDED)


def test_a_folder_of_a_file_for_each_date(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for date in ("2020-01-01", "2021-01-01", "2030-01-01"):
        (tmp_path / f"{date}.md").write_bytes(policy("xx/fee", date, f"(a) The fee of {date}."))
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    assert shown(tmp_path, "working")[0] == "The fee of 2021-01-01."
    edit(tmp_path / "2020-01-01.md", "fee of", "fees of")
    assert shown(tmp_path, "working")[:2] == ("The fees of 2020-01-01.", NOT_RECORDED)


def test_a_file_put_back_to_what_it_was_before_its_repeal_is_recorded(folder: Path) -> None:
    put(folder, policy("xx/old", "2021-01-01"))
    before = (folder / "xx/old.md").read_bytes()
    assert run("-C", str(folder), "repeal", "xx/old", "--on", "2022-01-01").code == 0
    assert "here as it was stored" in run("-C", str(folder), "show", "xx/old@working").out
    (folder / "xx/old.md").write_bytes(before)
    said = run("-C", str(folder), "show", "xx/old@working").out
    assert "not recorded" not in said
    assert "as it was before its front matter was changed" in said
