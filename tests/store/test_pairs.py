"""What is printed of one version belongs together: git has its blob at its path in its commit, and nothing once printed is lost."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from policytool.errors import NotFound
from policytool.store import Store, open_store
from policytool.store.commit import Signature
from policytool.store.writer import add_version, advance, repeal
from tests.support.cli import run
from tests.support.repositories import CLERK, git, new_store, policy, put, reopened

BUNDLES = os.environ.get("POLICYTOOL_REPOSITORIES", "")
"""A folder of git bundles of repositories that are not ours, for whoever has them."""


def blobs_in_git(folder: Path, named: list[str]) -> list[str]:
    """What git has at `commit:path`, for each."""
    done = subprocess.run(["git", "cat-file", "--batch-check=%(objectname)"], cwd=folder, capture_output=True, input="".join(f"{n}\n" for n in named).encode("utf-8", "surrogateescape"))
    return done.stdout.decode().splitlines()


def assert_pairs(folder: Path, store: Store) -> int:
    """The law; how many versions it was held against."""
    versions = [v for info in store.documents() for v in info.versions]
    for one in ([(v.commit, v.path, v.blob) for v in versions], [(k.commit, k.path, k.blob) for v in versions for k in v.earlier]):
        assert blobs_in_git(folder, [f"{commit}:{path}" for commit, path, _ in one]) == [blob for _, _, blob in one]
    held = {blob for v in versions for blob in (v.blob, *(k.blob for k in v.earlier))}
    assert {r.blob for r in store.index.records() if r.blob} == held
    return len(versions)


def assert_reached(store: Store) -> None:
    """Every blob by @blob:, every commit that stored one by @commit, each with bytes of its own document."""
    for info in store.documents():
        for version in info.versions:
            for kept in version.earlier:
                assert store.read(f"{info.docid}@blob:{kept.blob}").blob == kept.blob
            for commit in {version.commit, *(k.commit for k in version.earlier)}:
                found = store.read(f"{info.docid}@{commit}")
                assert found.docid == info.docid
                assert not any("no version in the history" in note for note in store.select(f"{info.docid}@{commit}").notes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_store(tmp_path / "s")
    return tmp_path / "s"


def test_a_repeal_is_a_pair_and_what_stood_before_it_is_still_found(folder: Path) -> None:
    first = put(folder, policy("xx/eo/7", "2021-01-01"))
    assert run("-C", str(folder), "repeal", "xx/eo/7", "--on", "2022-01-01").code == 0
    (row,) = json.loads(run("-C", str(folder), "log", "xx/eo/7", "--format", "json").out)["versions"]
    head = git(folder, "rev-parse", "HEAD").strip()
    assert (row["commit"], row["blob"]) == (head, git(folder, "rev-parse", "HEAD:xx/eo/7.md").strip())
    assert row["change"] == "new"
    for asked in (f"blob:{first.blob}", f"blob:{first.blob[:7]}", first.blob[:7], first.commit, first.commit[:10]):
        shown = json.loads(run("-C", str(folder), "show", f"xx/eo/7@{asked}", "--format", "json").out)
        assert (shown["blob"], shown["version"]["commit"], shown["version"]["number"]) == (first.blob, first.commit, 1)
        assert f"@blob:{row['blob'][:7]}" in " ".join(shown["notes"])
        assert "repealed" not in run("-C", str(folder), "show", f"xx/eo/7@{asked}", "--raw").out
    assert run("-C", str(folder), "show", "xx/eo/7@blob:0000").code != 0
    store = reopened(folder)
    assert assert_pairs(folder, store) == 1
    assert_reached(store)


def test_the_log_says_since_when_the_text_is_known(folder: Path) -> None:
    add_version(reopened(folder), policy("xx/eo/7", "2021-01-01"), "it", Signature("City Clerk", "clerk@example.org", 1_700_000_000))
    add_version(reopened(folder), policy("xx/eo/8", "2021-01-01"), "it", CLERK)
    repeal(reopened(folder), "xx/eo/7", "2022-01-01", Signature("City Clerk", "clerk@example.org", 1_750_000_000))
    said = run("-C", str(folder), "log", "xx/eo/7").out
    assert "recorded 2025-06-15 blob" in said
    assert "text recorded 2023-11-14" in said
    assert "text recorded" not in run("-C", str(folder), "log", "xx/eo/8").out


def test_a_text_that_came_into_force_and_was_moved(folder: Path) -> None:
    put(folder, policy("xx/fee", "2020-01-01", "(a) Ten."))
    later = put(folder, policy("xx/fee", "2027-01-01", "(a) Twenty."))
    learned = reopened(folder).versions("xx/fee")[1].recorded
    assert len(advance(reopened(folder, "2027-02-01"), CLERK)) == 1
    store = reopened(folder, "2027-02-01")
    assert assert_pairs(folder, store) == 2
    assert_reached(store)
    moved = store.versions("xx/fee")[1]
    assert (moved.path, moved.blob, moved.recorded) == ("xx/fee.md", later.blob, learned)
    assert store.read(f"xx/fee@{later.commit}").date is not None


def test_front_matter_that_is_changed_back_was_learned_again(folder: Path) -> None:
    path = folder / "xx" / "eo.md"
    path.parent.mkdir()
    for n, more in enumerate(("", "kind: order\n", "")):
        path.write_bytes(policy("xx/eo", "2021-01-01", more=more))
        day = {"GIT_AUTHOR_DATE": f"202{n}-01-01T12:00:00Z", "GIT_COMMITTER_DATE": f"202{n}-01-01T12:00:00Z"}
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "x", env=day)
    store = reopened(folder)
    (version,) = store.versions("xx/eo")
    assert version.recorded[:10] == "2022-01-01"
    assert [kept.recorded[:10] for kept in version.earlier] == ["2021-01-01"]
    assert_pairs(folder, store)
    assert open_store(folder, today="2026-11-24", known_at="2021-06-01").versions("xx/eo")[0].blob == version.earlier[0].blob


def test_a_path_that_another_document_had_before(folder: Path) -> None:
    path = folder / "a.md"
    path.write_bytes(policy("xx/one", "2020-01-01", "(a) One."))
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    first = git(folder, "rev-parse", "HEAD").strip()
    path.write_bytes(policy("xx/two", "2021-01-01", "(a) Two."))
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "y")
    store = reopened(folder)
    assert store.read(f"xx/one@{first}").docid == "xx/one"
    ran = run("-C", str(folder), "show", f"xx/two@{first}")
    assert ran.code != 0
    assert "did not exist at revision" in ran.err


def test_a_renamed_file_of_a_repository_that_has_only_gits_dates(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "old.md").write_text("# Rule\n\nOne is kept.\n")
    for day in ("2020-01-01", "2021-01-01"):
        if day > "2021":
            git(tmp_path, "mv", "old.md", "new.md")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "x", env={"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"})
    store = reopened(tmp_path)
    (version,) = store.versions("new")
    assert (str(version.date), version.recorded[:10], version.path) == ("2020-01-01", "2020-01-01", "new.md")
    assert assert_pairs(tmp_path, store) == 1
    assert_reached(store)
    assert store.read(f"new@{git(tmp_path, 'rev-parse', 'HEAD~1').strip()}").text


@pytest.mark.parametrize("seed", range(4))
def test_the_law_over_histories_of_every_kind(tmp_path: Path, seed: int) -> None:
    """Front matter changed, changed back and merged, texts amended, files moved, removed and brought back."""
    dice = random.Random(seed)
    git(tmp_path, "init", "-q", "-b", "main")
    places = ["a.md", "b.md", "sub/a.md", "a@2021-01-01.md"]
    for n in range(24):
        path = tmp_path / dice.choice(places)
        act = dice.choice(("write", "write", "write", "move", "remove", "branch"))
        there = [p for p in (tmp_path / name for name in places) if p.exists()]
        if act == "move" and there:
            os.makedirs(path.parent, exist_ok=True)
            os.replace(dice.choice(there), path)
        elif act == "remove" and len(there) > 1:
            dice.choice(there).unlink()
        else:
            os.makedirs(path.parent, exist_ok=True)
            docid = f"id: xx/{dice.choice('ab')}\n" if seed % 2 else ""
            date = f"adopted: 202{dice.randint(0, 1)}-01-01\n" if seed > 1 else ""
            path.write_text(f"---\n{docid}{date}kind: {dice.choice(('order', 'rule'))}\n---\n\n(a) Text {dice.randint(1, 2)} of it.\n")
        git(tmp_path, "add", "-A")
        day = f"20{10 + n // 2}-0{1 + n % 2}-01T12:00:00Z"
        env = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        git(tmp_path, "commit", "-qm", f"c{n}", "--allow-empty", env=env)
        if act == "branch" and n > 2:
            git(tmp_path, "checkout", "-q", "-b", f"side{n}", "HEAD~1")
            (tmp_path / "b.md").write_text(f"---\nid: xx/b\nadopted: 2020-01-01\nkind: side\n---\n\n(a) Text {n % 2 + 1} of it.\n")
            git(tmp_path, "add", "-A")
            git(tmp_path, "commit", "-qm", "side", env=env)
            git(tmp_path, "checkout", "-q", "main")
            git(tmp_path, "merge", "-q", "-X", dice.choice(("ours", "theirs")), f"side{n}", check=False, env=env)
            git(tmp_path, "add", "-A")
            git(tmp_path, "commit", "-qm", "merge", "--allow-empty", env=env)
    store = reopened(tmp_path)
    assert assert_pairs(tmp_path, store)
    assert_reached(store)


def _bundles() -> Iterator[Path]:
    yield from sorted(Path(BUNDLES).glob("*.bundle")) if BUNDLES else ()


@pytest.mark.parametrize("bundle", [*_bundles()], ids=lambda p: p.stem)
def test_the_law_over_repositories_of_others(bundle: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--no-checkout", str(bundle), "theirs")
    store = reopened(tmp_path / "theirs")
    assert assert_pairs(tmp_path / "theirs", store)
    assert_reached(store)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_current_is_what_stands_at_head(tmp_path: Path, seed: int) -> None:
    """Where only git's dates are known: over merges that took one side, rebased dates, files moved, removed, brought back, and paths used again."""
    dice = random.Random(seed)
    git(tmp_path, "init", "-q", "-b", "main")
    places = [tmp_path / name for name in ("a.md", "b.md", "sub/c.md")]
    (tmp_path / "sub").mkdir()
    days = iter(f"20{10 + n // 12}-{1 + n % 12:02}-01T12:00:00Z" for n in range(90))
    before = ["2009-01-01T12:00:00Z"]

    def commit(act: bool = True) -> None:
        there = [p for p in places if p.exists()]
        what = dice.choice(("write", "write", "write", "remove", "move")) if act and there else "write" if act else ""
        place = dice.choice(places)
        place.parent.mkdir(exist_ok=True)
        if what == "write":
            place.write_text("".join(f"({c}) Clause {c} of {place.stem} says {dice.randint(1, 3)}.\n\n" for c in "abcd"))
        elif what == "remove":
            dice.choice(there).unlink()
        elif what == "move":
            os.replace(dice.choice(there), place)
        before.append(next(days))
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "x", "--allow-empty", env={"GIT_COMMITTER_DATE": before[-1], "GIT_AUTHOR_DATE": dice.choice(before[-4:])})

    commit()
    for n in range(14):
        if n % 3 == 1:
            git(tmp_path, "switch", "-q", "-c", f"side{n}")
            commit()
            git(tmp_path, "switch", "-q", "main")
            commit()
            git(tmp_path, "merge", "-q", "--no-commit", "-X", dice.choice(("ours", "theirs")), f"side{n}", check=False)
            commit(act=False)
        commit()
    store = reopened(tmp_path)
    tree = dict(line.split()[:1:-1] for line in git(tmp_path, "ls-tree", "-r", "HEAD").splitlines())
    current = {}
    for info in store.documents():
        with contextlib.suppress(NotFound):
            version = store.select(f"{info.docid}@current").version
            current[version.path] = version.blob
    assert current == tree
