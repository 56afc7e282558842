"""A new store, empty or with the bundled documents replayed into it.

Object and ref formats are set explicitly, because git's defaults are about to change. The sample has
a fixed identity and fixed dates: the same hashes on every machine.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from policytool.errors import StoreError
from policytool.language.facts import read_facts
from policytool.model.version import PolicyDate
from policytool.store.commit import Signature, commit_files, find_ground, locked
from policytool.store.companion import change_companion
from policytool.store.git import find_repository, run_at
from policytool.store.ledger import Ledger
from policytool.store.store import Store
from policytool.store.writer import add_version

_ATTRIBUTES = "# git shows the section a change stands in\n*.md diff=markdown\n"
_README = """# Policies

This repository is a policytool store: policies as versioned Markdown.

* Each document is one file, named by its id. Its git history is the order in which this store learned of its versions.
* **The law's dates are in the front matter of each file**, not in git. `effective`, else `adopted`, else `published` is the version date.
* `id@date.md` holds a version that is older than, or not yet ahead of, the one in `id.md`.
* Nothing here is an official text unless its front matter says `edition: official`.

With policytool installed:

    policytool list
    policytool log us-il-chicago/mcc/2-173
    policytool show us-il-chicago/mcc/2-173@2021-01-27
"""
SAMPLE_SIGNATURE = Signature("policytool sample", "sample@policytool.invalid", 1795435200)
"""Identity and first second (2026-11-23 12:00 UTC) of the sample's commits; each next one is a minute later."""
SAMPLE_TODAY = "2026-11-23"
_RELATIONS = "relations.toml"


def create_store(folder: Path, signature: Signature) -> Store:
    """Make an empty store in `folder`, which must be new or empty; when that fails nothing is left in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder} exists and is not an empty folder; name a new one")
    options = ["--quiet", "--initial-branch=main", "--object-format=sha1"]
    if _git_version() >= (2, 45):
        options.append("--ref-format=files")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make a store in {folder}: {error.strerror}") from None
    try:
        run_at(folder, ["init", *options], {"GIT_TEMPLATE_DIR": ""})
        repository = find_repository(folder)
        files = {".gitattributes": _ATTRIBUTES.encode(), "README.md": _README.encode()}
        with locked(repository):
            commit_files(repository, find_ground(repository), files, "Start a policytool store\n", signature)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Store(folder, repository, None, SAMPLE_TODAY)


def _git_version() -> tuple[int, int]:
    words = run_at(Path("/"), ["--version"]).split()
    major, minor, *_ = (words[2] if len(words) > 2 else "0.0").split(".")
    return int(major), int(minor)


def sample_folder() -> Path:
    """The bundled documents: in the installed package, else in the source checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "documents", package.parent / "documents"):
        if folder.is_dir():
            return folder
    raise StoreError("the bundled documents are missing from this installation; reinstall policytool")


def fill_with_sample(store: Store) -> int:
    """Replay the bundled documents into `store`, oldest version first; the number of versions stored."""
    count, ledger = 0, Ledger(store)
    for count, path in enumerate(_oldest_first(sample_folder()), 1):
        stamp = Signature(SAMPLE_SIGNATURE.name, SAMPLE_SIGNATURE.email, SAMPLE_SIGNATURE.seconds + 60 * count)
        add_version(store, path.read_bytes(), path.name, stamp, ledger=ledger)
    relations = (sample_folder() / _RELATIONS).read_text(encoding="utf-8")
    stamp = Signature(SAMPLE_SIGNATURE.name, SAMPLE_SIGNATURE.email, SAMPLE_SIGNATURE.seconds + 60 * (count + 1))
    change_companion(store, _RELATIONS, lambda _: relations, "Relate clauses of the sample documents\n", stamp)
    return count


def _oldest_first(folder: Path) -> Iterator[Path]:
    def key(path: Path) -> tuple[bool, PolicyDate, str]:
        facts = read_facts(path.read_bytes())
        return not facts.date, PolicyDate(facts.date or "0001"), path.relative_to(folder).as_posix()

    yield from sorted((p for p in folder.rglob("*.md") if p.name.upper() != "README.MD"), key=key)
