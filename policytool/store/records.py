"""The history of a repository -> records: which bytes stood under which path, since which commit.

One `git log` over everything: full history (plain `git log` hides the losing side of a merge), no
rename detection (it needs blobs that a partial clone may lack), merges with what they changed against
both sides. Git's dates are when the store learned it, in the committer's own zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytool.patterns import lazy
from policytool.store.git import Git

_FIELDS = (
    "%H%x00%cI%x00%aI%x00%(trailers:key=Policy-Id,key=Version-Date,key=Source-Date,key=Change,key=Source,key=Withdraws,unfold,separator=%x1e)%x00"
)
_STAMP = lazy(r"\d{4}-\d\d-\d\dT", re.ASCII)
_BESIDE = lazy(r"@(\d{4}(?:-\d{2}){0,2}|undated)\.[^./@]+$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Record:
    """One path as one commit left it."""

    commit: str
    recorded: str
    """Committer's date, ISO with zone."""
    authored: str
    """Author's date, ISO with zone; the law's only date in a repository that has nothing else."""
    trailers: str
    path: str
    """Empty for what a commit says and no file shows: that it withdraws a version."""
    blob: str
    """Empty when the path was removed."""
    old_blob: str

    def trailer(self, key: str) -> str:
        """The last trailer of that name, else ""."""
        found = ""
        for line in self.trailers.split("\x1e"):
            name, _, value = line.partition(":")
            if name.strip().lower() == key.lower():
                found = value.strip()
        return found


def is_policy_path(path: str) -> bool:
    """Whether a path can hold a policy: Markdown, and not a file about the repository itself."""
    if not path.lower().endswith((".md", ".markdown")):
        return False
    name = path.rpartition("/")[2].rpartition(".")[0].upper()
    if any(part.startswith(".") for part in path.split("/")):
        return False
    return name not in {
        "README",
        "LICENSE",
        "LICENCE",
        "CONTRIBUTING",
        "CHANGELOG",
        "SECURITY",
        "SUPPORT",
        "PULL_REQUEST_TEMPLATE",
        "ISSUE_TEMPLATE",
    }


def stamp(date: str) -> str:
    """A date as git prints it; "" for one that a commit writes so that git cannot read it, and prints its own format or a year of seven digits.

    >>> stamp("2020-01-31T12:00:00+00:00"), stamp("%cI"), stamp("3170843-11-07T09:46:39+00:00")
    ('2020-01-31T12:00:00+00:00', '', '')
    """
    return date if _STAMP.match(date) else ""


def beside_date(path: str) -> str:
    """What the name of a file beside its document's own says, a date or `undated`; "" for any other file.

    >>> beside_date("us/eo/1@2001.md"), beside_date("us/eo/1@undated.md"), beside_date("office@city.md")
    ('2001', 'undated', '')
    """
    match = _BESIDE.search(path)
    return match[1] if match else ""


def read_records(git: Git, head: str, since: str = "") -> Iterator[Record]:
    """Records of Markdown files from the oldest commit to `head`; from `since` on when given.

    Every field ends in NUL, the one byte that no commit message can hold.
    """
    span = [head, "^" + since] if since else [head]
    raw = git.run_long(
        "log", "--reverse", "--date-order", "--full-history", "--no-renames", "--raw", "-z", "--no-abbrev", "-c", "--no-color",
        "--no-ext-diff", "--no-textconv", "--no-show-signature", f"--format={_FIELDS}", *span, "--",
    )  # fmt: skip
    fields = raw.decode("utf-8", "surrogateescape").split("\x00")
    at = 0
    while at + 4 < len(fields):
        commit, recorded, authored, trailers = fields[at : at + 4]
        at = _next(fields, at + 4)
        said = Record(commit, stamp(recorded), stamp(authored), trailers.strip(), "", "", "")
        if said.trailer("Withdraws"):
            yield said
        while at < len(fields) and fields[at].startswith((":", "\n:")):
            meta, path = fields[at].lstrip("\n"), fields[at + 1]
            if is_policy_path(path):
                yield _record(commit, stamp(recorded), stamp(authored), trailers.strip(), meta, path)
            at = _next(fields, at + 2)


def _next(fields: Sequence[str], at: int) -> int:
    """The next field that is not empty: -z puts one or two between a message and what follows."""
    while at < len(fields) and not fields[at]:
        at += 1
    return at


def _record(commit: str, recorded: str, authored: str, trailers: str, meta: str, path: str) -> Record:
    """A raw line, `:modes... mode oids... oid status`, one mode and one oid more than it has colons."""
    parents = len(meta) - len(meta.lstrip(":"))
    words = meta.lstrip(":").split(" ")
    mode, new, old = words[parents], words[2 * parents + 1], words[parents + 1]
    blob = new if set(new) != {"0"} and mode in ("100644", "100755") else ""
    return Record(commit, recorded, authored, trailers, path, blob, "" if set(old) == {"0"} else old)


def has_merge(git: Git, head: str, since: str) -> bool:
    """Whether a merge stands between two commits: then what it brings in does not simply come after what is known."""
    return bool(git.run("rev-list", "--merges", "--max-count=1", head, "^" + since, "--"))
