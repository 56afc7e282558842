"""What the resolver needs from whoever holds the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from policytool.language.citation_kind import CitationKind
from policytool.model.document import Document


@dataclass(frozen=True, slots=True)
class Held:
    """One document that is held, by its newest version."""

    docid: str
    names: tuple[str, ...]
    """Its citation, title and aliases."""
    ended: str = ""
    """The day from which it is no longer in force; empty while it is."""

    def stands(self, date: str) -> bool:
        """Whether it is in force on a day; on any day, while no end is known."""
        return not self.ended or (bool(date) and date < self.ended)


class Library(Protocol):
    """Documents by id and date. `workspace` implements it."""

    def held(self) -> Sequence[Held]:
        """Every document, by id."""
        ...

    def kinds(self) -> Sequence[CitationKind]:
        """Citation kinds of its own, tried before the built-in ones."""
        ...

    def on(self, docid: str, date: str) -> tuple[Document, str]:
        """The text in force on a day (its newest when the day is not known) and its version date."""
        ...

    def newest(self, docid: str) -> tuple[Document, str]:
        """The newest text and its version date."""
        ...
