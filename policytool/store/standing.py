"""The versions of a document and a day -> where the document stands: in force, issued, made, ended, not yet begun.

"In force since" is said only of a date the source itself calls effective. Any other date is named as
what it is, and a statement is made: it is never in force.
"""

from __future__ import annotations

from collections.abc import Sequence

from policytool.model.version import REMOVED, Basis, Change, Version, dated
from policytool.store.selectors import end_of, in_force

_ISSUED = ("executive-order", "directive", "memorandum", "proclamation", "guidance")
_BEGUN = {
    Basis.EFFECTIVE: "in force since",
    Basis.ADOPTED: "adopted",
    Basis.PUBLISHED: "published",
    Basis.TRAILER: "dated",
    Basis.COMMIT: "last changed",
}


def begun(version: Version) -> str:
    """The word for its version date.

    A kind that is issued is not adopted, and a statement has no force.
    """
    if version.basis is Basis.COMMIT or version.basis is Basis.PUBLISHED:
        return _BEGUN[version.basis]
    if version.kind == "statement":
        return "made"
    if version.kind in _ISSUED and version.basis is Basis.ADOPTED:
        return "issued"
    return _BEGUN.get(version.basis, "dated")


def has_force(version: Version) -> bool:
    """Whether it is of a kind that can be in force."""
    return version.kind != "statement"


def standing(versions: Sequence[Version], today: str) -> tuple[str, Version | None]:
    """Words for a document today, and the text they speak of; None when it has ended, not begun or has no date."""
    now = in_force(versions, today)
    line = dated(versions)
    if not line:
        return "withdrawn" if versions and all(v.change == Change.WITHDRAWN for v in versions) else "no date of law", None
    ahead = next((v for v in line if v.date and v.date.first > today and v.ended_by != REMOVED), None)
    if now is None:
        past = [v for v in line if v.date and v.date.first <= today]
        end, by = end_of(versions, past[-1] if past else line[-1])
        if not past and by != REMOVED:
            return f"from {line[0].date}", None
        words = f"{by.partition(' ')[0]} {end}"
    else:
        words = f"{begun(now)} {now.date}"
        end, _ = end_of(versions, now)
        words += f", ends {end}" if end and not ahead else ""
    return words + (f", new text from {ahead.date}" if ahead else ""), now
