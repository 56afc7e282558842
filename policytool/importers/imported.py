"""What every importer ends in: a flat list of labelled paragraphs, and what could not be carried over.

The nesting of clauses is not decided here. An importer prints each number as its source shows it; the
one parser reads the tree from the labels, as it does for any other text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from policytool.model.document import Value


class Role(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    HEADING = "heading"
    RECITAL = "recital"
    QUOTED = "quoted"  # amending text: its labels are not this document's
    TABLE = "table"
    NOTE = "note"  # a footnote, or a source or history note
    CAPTION = "caption"


class View(StrEnum):
    """Which text of a marked-up source is meant."""

    ACCEPT = "accept"  # its insertions in, its deletions out
    REJECT = "reject"  # the text before


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a source."""

    text: str
    """Its words without the label; line breaks count as blanks."""
    label: str = ""
    """The number as printed, with its decoration: `(a)`, `§ 2-173-020.`, `Section 1.1`."""
    level: int = 0
    """How deep the source shows it below its section, 0 for not at all; only a help for the eye and for unlabelled paragraphs."""
    role: Role = Role.BODY
    heading: int = 0
    """Of a heading: 1 for the document's title, up to 6."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: its cells, the first row being the head."""
    wrapped: bool = False
    """The line breaks in its text are the source's own and are kept: the parser reads labels at their ends."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the source that is not in the text."""

    kind: str
    """A plural noun: comments, images, headers."""
    count: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """Something the importer changed because it was certain."""

    what: str
    count: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """A source as flat text."""

    paragraphs: tuple[Paragraph, ...]
    front: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    """What the source says of itself, in the words of the front matter: title, citation, signed ..."""
    losses: tuple[Loss, ...] = ()
    repairs: tuple[Repair, ...] = ()
    marked: bool = False
    """It holds tracked changes or amending marks, so that its two views differ."""
    format: str = ""
    """Which reader made it, a name of FORMATS."""


Reader = Callable[[bytes, str, View], Imported]
"""The bytes of a source, its name for messages, and which text of it -> flat text. Raises BadInput."""


def tally(kinds: Iterable[tuple[str, str]]) -> tuple[Loss, ...]:
    """(kind, detail) pairs -> one loss a kind, in the order first met; details joined, five at most."""
    found: dict[str, list[str]] = {}
    for kind, detail in kinds:
        found.setdefault(kind, []).append(detail)
    losses = []
    for kind, details in found.items():
        said = list(dict.fromkeys(d for d in details if d))
        more = f" and {len(said) - 5} more" if len(said) > 5 else ""
        losses.append(Loss(kind, len(details), "; ".join(said[:5]) + more))
    return tuple(losses)
