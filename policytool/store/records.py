"""The history of a repository -> records: which bytes stood under which path, since which commit.

One `git log` over everything: full history (plain `git log` hides the losing side of a merge), no
rename detection (it needs blobs that a partial clone may lack), merges with what they changed against
both sides. Git's dates are when the store learned it, in the committer's own zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policytool.store.git import Git

_FIELDS = "%H%x1f%cI%x1f%aI%x1f%s%x1f%(trailers:key=Policy-Id,key=Version-Date,key=Source-Date,key=Change,key=Source,unfold,separator=%x1e)"


@dataclass(frozen=True, slots=True)
class Record:
    """One path as one commit left it."""

    commit: str
    recorded: str
    """Committer's date, ISO with zone."""
    authored: str
    """Author's date, ISO with zone; the law's only date in a repository that has nothing else."""
    subject: str
    trailers: str
    path: str
    blob: str
    """Empty when the path was removed."""
    old_blob: str
    mode: str

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


def read_records(git: Git, head: str, since: str = "") -> Iterator[Record]:
    """Records of Markdown files from the oldest commit to `head`; from `since` on when given."""
    span = [head, "^" + since] if since else [head]
    raw = git.run(
        "log", "--reverse", "--date-order", "--full-history", "--no-renames", "--raw", "-z", "--no-abbrev", "-c", "--no-color",
        "--no-ext-diff", "--no-textconv", "--no-show-signature", f"--format=%x1d{_FIELDS}", *span, "--",
    )  # fmt: skip
    for chunk in raw.decode("utf-8", "surrogateescape").split("\x1d")[1:]:
        head_line, _, rest = chunk.partition("\x00")
        commit, recorded, authored, subject, trailers = (head_line.split("\x1f", 4) + ["", "", "", ""])[:5]
        fields = rest.lstrip("\n").split("\x00")
        at = 0
        while at + 1 < len(fields):
            meta, path = fields[at].lstrip("\n"), fields[at + 1]
            at += 2
            if not meta.startswith(":"):
                continue
            parents = len(meta) - len(meta.lstrip(":"))
            words = meta.lstrip(":").split(" ")
            mode, new, old = words[parents], words[2 * parents + 1], words[parents + 1]
            if not is_policy_path(path):
                continue
            gone = set(new) == {"0"} or mode not in ("100644", "100755")
            yield Record(
                commit, recorded, authored, subject, trailers.strip(), path, "" if gone else new, "" if set(old) == {"0"} else old, mode
            )
