"""Reading and writing a store takes work in line with what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytool.store.commit import Signature
from policytool.store.fields import repeated_field
from policytool.store.git import Git
from policytool.store.moves import name_files
from policytool.store.records import Record
from policytool.store.writer import advance
from tests.support.repositories import CLERK, new_store, policy, put, reopened
from tests.support.speed import check_in_line


def test_a_commit_that_moves_and_edits_every_file() -> None:
    """In line with the files, and each still found under its new name."""

    def text(n: int, more: str) -> bytes:
        return b"\n".join([b"---", b"kind: policy", b"---", b"", *(b"Rule %d says %d." % (n, k) for k in range(40)), more.encode()])

    def moved(n: int) -> tuple[list[Record], dict[str, bytes]]:
        texts = {f"old{k}": text(k, "") for k in range(n)} | {f"new{k}": text(k, "It ends.") for k in range(n)}
        records = [Record("c", "", "", "", f"docs/{k}.md", "", f"old{k}") for k in range(n)]
        records += [Record("c", "", "", "", f"law/{k}.md", f"new{k}", "") for k in range(n)]
        return records, texts

    def work(given: tuple[list[Record], dict[str, bytes]]) -> None:
        names = name_files(given[0], given[1].get)
        assert all(last == path.replace("docs/", "law/") for (_, path), last in names.items())

    check_in_line(moved, work, 200)


def test_a_file_that_is_renamed_again_and_again() -> None:
    def renamed(n: int) -> list[Record]:
        pairs = [(f"{k}.md", f"{k + 1}.md") for k in range(n)]
        return [
            record
            for k, (old, new) in enumerate(pairs)
            for record in (Record(str(k), "", "", "", old, "", "same"), Record(str(k), "", "", "", new, "same", ""))
        ]

    def work(records: list[Record]) -> None:
        assert set(name_files(records, lambda _: None).values()) == {records[-1].path}

    check_in_line(renamed, work, 1_500)


def test_front_matter_of_thousands_of_fields() -> None:
    check_in_line(lambda n: "---\n" + "".join(f"f{k}:\n" for k in range(n)) + "---\n", lambda text: repeated_field(text), 5_000)


def test_advancing_asks_git_as_often_as_something_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "store"
    new_store(folder)
    asked: list[str] = []
    attempt = Git.attempt

    def counted(self: Git, *args: str, **more: object) -> object:
        asked.append(args[0])
        return attempt(self, *args, **more)  # type: ignore[arg-type]

    def questions(signature: Signature = CLERK) -> int:
        store = reopened(folder)
        store.documents()
        asked.clear()
        assert advance(store, signature) == []
        return len(asked)

    monkeypatch.setattr(Git, "attempt", counted)
    put(folder, policy("us/eo/0", "2020-01-01"))
    few = questions()
    for n in range(1, 6):
        put(folder, policy(f"us/eo/{n}", "2020-01-01"))
    assert questions() == few
