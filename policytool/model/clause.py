"""A clause: one numbered or titled unit of a document, at any depth, and the tree they make.

Nodes compare by identity: a value hash would walk whole subtrees. Nothing here recurses, so five
thousand nested labels are as good as five.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of unit a clause is; its id prefix follows from it."""

    TITLE = "title"  # the document's own heading
    DIVISION = "division"  # title, part, chapter, book: holds sections, is not cited for its text
    SECTION = "section"  # the nearest §, Sec., Art. or N-N-N unit
    HEADING = "heading"  # any other Markdown heading
    CLAUSE = "clause"  # a labelled unit below a section: (a), 1., i)
    PARAGRAPH = "paragraph"  # an unnumbered paragraph outside any section
    RECITAL = "recital"  # WHEREAS ...
    ENACTING = "enacting"  # NOW, THEREFORE / be it ordained
    DEFINITION = "definition"  # an unnumbered "Term" means ...
    QUOTED = "quoted"  # amending text in quotation marks: its labels are not this document's
    NOTE = "note"  # a source or history note
    TABLE = "table"
    CODE = "code"


class Item(NamedTuple):
    """One member of an enumeration inside a paragraph: addressable and citable, not a clause."""

    id: str
    label: str
    text: str
    span: tuple[int, int]


class Clause:
    """One unit of a document's text, never changed once it is made."""

    __slots__ = ("_children", "depth", "heading", "id", "items", "kind", "label", "path", "pieces", "span", "text")

    def __init__(
        self,
        id: str,
        kind: Kind,
        label: str,
        heading: str,
        text: str,
        path: str,
        span: tuple[int, int],
        depth: int,
        items: tuple[Item, ...] = (),
        pieces: tuple[tuple[int, int], ...] = (),
        children: tuple[Clause, ...] | Callable[[], tuple[Clause, ...]] = (),
    ) -> None:
        self.id = id
        """Its address below the document: `s2-173-020/a/1/A`."""
        self.kind = kind
        self.label = label
        """The number as printed, `(b)` or `§ 2-173-020`; empty when it has none."""
        self.heading = heading
        self.text = text
        """Its own words, without label, heading and sub-clauses: lead-in, wrap-up and unlabelled
        continuation paragraphs joined by a space."""
        self.path = path
        """The labels below its section, as printed: `(a)(1)(A)`; empty for a section and for what has no label."""
        self.span = span
        """Characters of the source it covers, its sub-clauses included."""
        self.depth = depth
        """0 for a top-level unit of the document."""
        self.items = items
        self.pieces = pieces
        """The spans of the source that make up `text`, in order."""
        self._children = children

    def __repr__(self) -> str:
        return f"<Clause {self.id}>"

    @property
    def children(self) -> tuple[Clause, ...]:
        """Direct sub-clauses, in document order."""
        found = self._children
        if not isinstance(found, tuple):
            found = self._children = found()
        return found

    @property
    def term(self) -> str:
        """What names this clause to a reader: its label, else its heading, else its opening words."""
        return self.label or self.heading or " ".join(self.text.split()[:8])

    def walk(self) -> Iterator[Clause]:
        """This clause and everything below it, in document order."""
        stack = [self]
        while stack:
            clause = stack.pop()
            yield clause
            stack.extend(reversed(clause.children))
