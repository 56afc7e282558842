"""The bytes of one file -> the few facts a timeline needs from its front matter."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from policytool.errors import BadInput
from policytool.language.front_matter import MAX_BYTES, read_front_matter
from policytool.model.document import FrontMatter
from policytool.patterns import lazy

if TYPE_CHECKING:
    from policytool.model.version import PolicyDate

_IDS = ("id", "identifier", "slug", "jurabk")
_TITLES = ("title", "Title", "name")
_DATES = (("effective", ("effective", "effective_date")), ("adopted", ("adopted",)), ("published", ("published", "date")))
"""The basis of a version date, and the fields that give it."""
_LATE_DATES = ("last_updated", "publication_date")
_CHANGED = ("lastmod", "last_modified_at", "last_updated", "updated")
"""Fields in which the page of a site says when it was changed last; its `date` is that of its first text."""
_HEADING = lazy(r"^ {0,3}# +(.+?)\s*#*$", re.M)
_DOCID = lazy(r"[^\s@#]{1,300}")


class Facts(NamedTuple):
    """What one file says about itself."""

    docid: str = ""
    title: str = ""
    kind: str = ""
    jurisdiction: str = ""
    date: str = ""
    """Its version date; empty when it gives none."""
    basis: str = ""
    late_date: str = ""
    """A date used only when no trailer gives one."""
    dated_by_design: bool = False
    """It has the fields for dates, so blank ones mean: not known."""
    ends: str = ""
    source: str = ""
    edition: str = ""
    aliases: tuple[str, ...] = ()
    body: str = ""
    """Digest of the text without front matter."""
    unreadable: str = ""
    """Why the front matter could not be read."""
    ended_by: str = ""
    """What `ends` is: repealed or expired."""
    page: bool = False
    """Its date is the `date` of a page, which often stays while the text changes."""


def decode(data: bytes, name: str) -> str:
    """The text of a file. Raises BadInput for bytes that are not UTF-8 text."""
    if b"\x00" in data[:8192]:
        raise BadInput(f"{name} is not text (it holds NUL bytes); policies are UTF-8 Markdown")
    try:
        return data.decode("utf-8-sig") if data.startswith(b"\xef\xbb\xbf") else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name} is not UTF-8 text (byte {error.object[error.start]:#04x} at offset {error.start}); save it as UTF-8"
        ) from None


def read_facts(data: bytes) -> Facts:
    """The facts of one file; a file that cannot be read has `unreadable` set and no other."""
    text = data.decode("utf-8", "replace")
    head = text[: MAX_BYTES + 200]
    try:
        front = read_front_matter(head)
    except BadInput as error:
        return Facts(unreadable=error.message, body=_digest(text))
    title = front.text(*_TITLES)
    if not title and (match := _HEADING.search(text, front.end, front.end + 4000)):
        title = match[1]
    date, basis = version_date(front)
    ended = (("repealed", _valid(front.text("repealed"))), ("expired", _valid(front.text("expires"))))
    ended_by, ends = min((pair for pair in ended if pair[1]), key=lambda pair: _read_date(pair[1]), default=("", ""))
    docid = front.text(*_IDS)
    return Facts(
        docid=docid if _DOCID.fullmatch(docid) else "",
        title=title,
        kind=front.text("kind"),
        jurisdiction=front.text("jurisdiction"),
        date=date,
        basis=basis,
        late_date=next((d for key in _LATE_DATES if (d := _valid(front.text(key)))), ""),
        dated_by_design=any(key in front.values for _, keys in _DATES for key in keys[:1]),
        ends=ends,
        ended_by=ended_by,
        source=front.table("source").get("url", "") or front.text("source"),
        edition=front.text("edition"),
        aliases=(*front.texts("aliases"), *(c for c in (front.text("citation"),) if c)),
        body=_digest(text[front.end :]),
        page=basis == "published" and not _valid(front.text("published")),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _read_date(text: str) -> PolicyDate:
    from policytool.model.version import PolicyDate  # lazy: most texts of a comparison have no date

    return PolicyDate.parse(text)


def _valid(text: str) -> str:
    try:
        return str(_read_date(text)) if text else ""
    except BadInput:
        return ""


def version_date(front: FrontMatter) -> tuple[str, str]:
    """The version date and what it is: effective, else adopted, else published."""
    for basis, keys in _DATES:
        if date := _valid(front.text(*keys)):
            page = basis == "published" and not front.text("published")
            return max((date, *(late for key in _CHANGED if page and (late := _valid(front.text(key))))), key=_read_date), basis
    return "", ""
