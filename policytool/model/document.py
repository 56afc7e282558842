"""A document at one moment: its source, its front matter, its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from policytool.model.clause import Clause, Kind

if TYPE_CHECKING:
    from policytool.model.finding import Finding

Value = str | tuple["Value", ...] | Mapping[str, "Value"]
"""What front matter holds: every scalar is text as written, `NO` and `2021-01-27` included."""


class FrontMatter(NamedTuple):
    """The data that stands before a text."""

    values: Mapping[str, Value] = MappingProxyType({})
    end: int = 0
    """Offset in the source at which the text begins."""

    def text(self, *keys: str) -> str:
        """The first of `keys` that holds a non-blank scalar, else ""."""
        for key in keys:
            value = self.values.get(key, "")
            if isinstance(value, str) and value.strip():
                return value.strip()
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of scalars; a single scalar counts as a list of one."""
        value = self.values.get(key, ())
        if isinstance(value, str):
            return (value,) if value.strip() else ()
        if isinstance(value, tuple):
            return tuple(v for v in value if isinstance(v, str) and v.strip())
        return ()

    def table(self, key: str) -> Mapping[str, str]:
        """A mapping of scalars; empty when there is none."""
        value = self.values.get(key)
        if not isinstance(value, Mapping):
            return MappingProxyType({})
        return MappingProxyType({k: v for k, v in value.items() if isinstance(v, str)})


class Section(NamedTuple):
    """One headed unit of a document, read only when asked for. A tuple, because a code has thousands.

    Its tree depends on its own lines and the profile, on nothing else: two sections with the same
    `key` have the same clauses.
    """

    kind: Kind
    id: str
    label: str
    heading: str
    start: int
    body: int
    end: int
    depth: int
    parent: int
    """Index of the section that holds it, -1 for none."""
    order: int
    """Its index in Document.sections."""


class Document:
    """A parsed text. `pt.parse` makes one; any text makes one."""

    __slots__ = ("front_matter", "id", "reader", "source")

    def __init__(self, id: str, source: str, front_matter: FrontMatter, reader: SectionReader) -> None:
        self.id = id
        self.source = source
        """The string given, unaltered: every span counts in it."""
        self.front_matter = front_matter
        self.reader = reader
        """Reads one section at a time, on first use."""

    def __repr__(self) -> str:
        return f"<Document {self.id or self.title}>"

    @property
    def title(self) -> str:
        """The front matter's title, else the document's own heading, else its id."""
        return self.front_matter.text("title", "Title", "name") or self.reader.title or self.id

    @property
    def top(self) -> tuple[Clause, ...]:
        """The clauses that no other clause holds."""
        return self.reader.top

    def clauses(self) -> Iterator[Clause]:
        """Every clause, in document order."""
        stack = list(reversed(self.top))
        while stack:
            clause = stack.pop()
            yield clause
            stack.extend(reversed(clause.children))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Defects of the numbering and the markup, in document order."""
        return self.reader.findings


class SectionReader:
    """What a Document needs from whoever parsed it; `parsing` implements it."""

    __slots__ = ()

    sections: tuple[Section, ...]
    title: str

    @property
    def top(self) -> tuple[Clause, ...]:
        raise NotImplementedError

    @property
    def findings(self) -> tuple[Finding, ...]:
        raise NotImplementedError

    def contents(self, section: Section) -> tuple[Clause, ...]:
        """The clauses directly below one section, nested sections left out; what follows a title counts as below it."""
        raise NotImplementedError

    def clause(self, section: Section) -> Clause:
        """The clause of one section, its sub-clauses read; nested sections only when asked for."""
        raise NotImplementedError
