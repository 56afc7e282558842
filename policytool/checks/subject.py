"""What a rule looks at: one document, its citations already resolved, its terms already found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from policytool.model.citation import DefinedTerm
from policytool.model.document import Document
from policytool.model.finding import Finding
from policytool.model.resolution import Resolution


@dataclass(frozen=True, slots=True)
class Subject:
    """One text to be checked."""

    document: Document
    resolutions: tuple[Resolution, ...]
    terms: tuple[DefinedTerm, ...]
    trailers: tuple[tuple[str, str], ...] = ()
    """(field, value) of what the commit that stored it says; empty for a plain file."""
    outlived: tuple[tuple[Resolution, str], ...] = ()
    """Citations of documents that had ended before this text, each with how: `was repealed on 2023-01-01`."""

    @property
    def is_partial(self) -> bool:
        """An excerpt, or a restatement of parts: clauses are left out on purpose, so that their absence is no finding."""
        front = self.document.front_matter
        return front.text("edition") == "excerpt" or front.text("partial").casefold() in ("true", "yes")


class Check(NamedTuple):
    """One rule file: the rules it reports, each with the sentence that docs/checks.md gives it, and what finds them."""

    rules: Mapping[str, str]
    find: Callable[[Subject], Iterable[Finding]]


def place_of(subject: Subject, clause_id: str, span: tuple[int, int]) -> tuple[int, int]:
    """Characters of the source for characters of a clause's text: the words where they stand once in it, else the clause's first line."""
    clause = next((c for c in subject.document.clauses() if c.id == clause_id), None)
    if clause is None:
        return (0, 0)
    words = clause.text[span[0] : span[1]]
    source = subject.document.source
    for start, end in clause.pieces or (clause.span,):
        at = source.find(words, start, end)
        if words and at >= 0:
            return (at, at + len(words))
    return (clause.span[0], min(clause.span[1], (source.find("\n", clause.span[0]) + 1 or clause.span[1] + 1) - 1))


def line_of(subject: Subject, field: str) -> tuple[int, int]:
    """The line of the front matter that gives a field; the beginning of the text when none does."""
    head = subject.document.source[: subject.document.front_matter.end]
    at = 0
    for line in head.splitlines(keepends=True):
        if line.startswith(f"{field}:"):
            return at, at + len(line.rstrip())
        at += len(line)
    return (0, 0)
