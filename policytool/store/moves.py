"""The records of a history -> which of them speak of one file, whatever it was called.

When a commit moves a file, what it says tells where it went: git's own `--follow` needs blobs that a
partial clone lacks, and follows one file only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from policytool.store.records import Record

SAME_FILE = 0.5
"""Share of lines two files must have in common to be one file under two names."""
COMMON = 50
"""Files of one commit that hold a line: where more do, it does not tell one from the other."""


def name_files(records: Sequence[Record], read: Callable[[str], bytes | None]) -> dict[tuple[str, str], str]:
    """For each commit and path, the last path of the same file.

    A path that its file left, and that is used again, is another file's. `read` gives the bytes of a
    blob, None when it is not in this clone.
    """
    files: dict[tuple[str, str], int] = {}
    last: list[str] = []
    now: dict[str, int] = {}
    """Path -> the file that has it, or had it last."""
    left: set[str] = set()
    for _, group in groupby(records, key=lambda r: r.commit):
        commit = list(group)
        removed = [r for r in commit if not r.blob and r.old_blob]
        added = [r for r in commit if r.blob and not r.old_blob]
        for path in [r.path for r in commit if r.path not in now or (r.path in left and r.blob and not r.old_blob)]:
            now[path] = len(last)
            last.append(path)
        moved = {new: (old, now[old]) for old, new in _moves(removed, added, read)} if removed and added else {}
        for path, (_, file) in moved.items():
            now[path], last[file] = file, path
        files |= {(r.commit, r.path): now[r.path] for r in commit}
        left.difference_update(r.path for r in added)
        left.update({old for old, _ in moved.values()}.difference(moved))
    return {place: last[file] for place, file in files.items()}


def _moves(removed: list[Record], added: list[Record], read: Callable[[str], bytes | None]) -> Iterable[tuple[str, str]]:
    """(old path, new path) of the files a commit moved, the most alike first."""
    same = {r.blob: r.path for r in added}
    left = []
    taken = set()
    for old in removed:
        if old.old_blob in same and same[old.old_blob] not in taken:
            taken.add(same[old.old_blob])
            yield old.path, same[old.old_blob]
        else:
            left.append(old)
    lines = {r.path: Counter((read(r.blob) or b"").splitlines()) for r in added if r.path not in taken} if left else {}
    holding: dict[bytes, list[str]] = defaultdict(list)
    for path, theirs in lines.items():
        for line in theirs:
            holding[line].append(path)
    scored = []
    for old in left:
        mine = Counter((read(old.old_blob) or b"").splitlines())
        near = {path for line in mine for path in holding.get(line, ()) if len(holding[line]) <= COMMON} if len(lines) > COMMON else lines
        for path in near:
            theirs = lines[path]
            total = max(mine.total(), theirs.total(), 1)
            score = (mine & theirs).total() / total
            if score >= SAME_FILE:
                scored.append((-score, old.path, path))
    used: set[str] = set()
    for _, old_path, path in sorted(scored):
        if old_path not in used and path not in taken:
            used.add(old_path)
            taken.add(path)
            yield old_path, path
