"""A plain folder of Markdown files, without git -> records and bytes, under the ids git would give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from policytool.model.blob import blob_id
from policytool.store.records import Record, is_policy_path

UNREADABLE = "0" * 40


def has_policies(root: Path) -> bool:
    """Whether a folder holds any Markdown policy."""
    return any(True for _ in _files(root))


def _files(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        if is_policy_path(path.relative_to(root).as_posix()) and path.is_file() and not path.is_symlink():
            yield path


def repositories_below(root: Path, paths: Iterable[str]) -> list[Path]:
    """The git repositories below a plain folder that hold these files of it: the folder shows none of their history."""
    holds: dict[PurePosixPath, bool] = {}
    found: set[Path] = set()
    for path in paths:
        for folder in PurePosixPath(path).parents[:-1]:
            if folder not in holds:
                holds[folder] = (root / folder / ".git").exists()
            if holds[folder]:
                found.add(root / folder)
                break
    return sorted(found)


def called_in(folder: Path, root: Path, docid: str) -> str:
    """What a document of the plain folder `root` is called in a repository below it: an id that is a path begins there.

    >>> called_in(Path("home/laws"), Path("home"), "laws/parking"), called_in(Path("home/laws"), Path("home"), "us/eo/1")
    ('parking', 'us/eo/1')
    """
    return docid.removeprefix(f"{folder.relative_to(root).as_posix()}/")


def read_folder(root: Path) -> tuple[list[Record], dict[str, bytes]]:
    """Records without commits, by path, and the bytes of each blob; a file that cannot be read has the null id and no bytes."""
    records, blobs = [], {}
    for path in sorted(_files(root)):
        try:
            data = path.read_bytes()
        except OSError:
            oid = UNREADABLE
        else:
            oid = blob_id(data)
            blobs[oid] = data
        records.append(Record("", "", "", "", path.relative_to(root).as_posix(), oid, ""))
    return records, blobs
