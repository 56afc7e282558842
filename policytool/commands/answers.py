"""What an earlier run worked out from the same versions, kept in the user's cache: derived, safe to delete.

An answer belongs to the program's files as they are and to everything its key names; a file that is
damaged, or cannot be read or written, is as good as none. Comparing the same two versions of a code
again is then a matter of reading.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from typing import Any

from policytool.cache import read_sealed, write_sealed

KEPT = 300
"""Answers kept; beyond, the oldest quarter goes."""
LARGEST = 4_000_000
"""Characters of an answer worth keeping."""


class Answers:
    """Answers in one folder, each under a digest of what it depends on."""

    def __init__(self, folder: str) -> None:
        self.folder = os.path.join(folder, "answers")

    def get(self, key: object) -> Any | None:
        """The answer kept under `key`, else None."""
        body = read_sealed(self._path(key))
        try:
            return json.loads(body) if body else None
        except ValueError:
            return None

    def put(self, key: object, answer: object) -> None:
        """Keep an answer; one that is too large, or a folder that takes none, is passed over."""
        body = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(body) > LARGEST:
            return
        with contextlib.suppress(OSError):
            self._make_room()
        write_sealed(self._path(key), body)

    def _path(self, key: object) -> str:
        words = json.dumps([key, _program()], sort_keys=True)
        return os.path.join(self.folder, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32])

    def _make_room(self) -> None:
        entries = list(os.scandir(self.folder))
        if len(entries) > KEPT:
            for entry in sorted(entries, key=lambda e: e.stat().st_mtime)[: KEPT // 4]:
                os.unlink(entry.path)


def _program() -> list[tuple[str, int, int]]:
    """Name, size and time of every file of this program: another file, another answer."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return sorted(_files(package, ""))


def _files(folder: str, prefix: str) -> Iterator[tuple[str, int, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry.path, f"{prefix}{entry.name}/")
        else:
            found = entry.stat()
            yield prefix + entry.name, found.st_size, found.st_mtime_ns
