"""One of two documents, ready to be matched: its sections with what they say and what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from policytool.model.clause import Kind
from policytool.model.document import Document
from policytool.patterns import lazy

NOWHERE = (-1, 0, 0)
"""The place of a section that the other side has not."""
_BLANKS = lazy(r"[\s\u00a0.]+")
_SECTION_WORD = lazy(r"^(?:section|sec|§|article|art)+")


class Side:
    """One document, ready to be matched."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections = document.reader.sections
        self.partner: dict[int, int] = {}
        self._left: Iterable[int] = range(len(self.sections))
        self._texts: dict[int, str] = {}
        self._labels: dict[int, tuple[str, str]] = {}

    def left(self) -> list[int]:
        """The sections without a partner, in order. Pairs are never parted, so that only what was left before is looked at."""
        self._left = left = [i for i in self._left if i not in self.partner]
        return left

    def raw(self, i: int) -> str:
        """The section as it stands, its heading included."""
        s = self.sections[i]
        return self.document.source[s.start : s.end].rstrip()

    def size(self, i: int) -> int:
        """Characters of a section: what it weighs when order is told from moves."""
        s = self.sections[i]
        return s.end - s.start

    def body(self, i: int) -> str:
        """The section without its heading."""
        s = self.sections[i]
        return self.document.source[s.body : s.end]

    def numbered(self) -> dict[str, tuple[int, int, int]]:
        """The sections whose number no other has: order, start and end of each."""
        section = Kind.SECTION
        found = {ident: (order, start, end) for kind, ident, _, _, start, _, end, _, _, order in self.sections if kind is section}
        for again in [ident for ident in found if "~" in ident]:
            del found[again]
            found.pop(again.rpartition("~")[0], None)
        return found

    def words(self, i: int) -> str:
        """The section's words without its number, white space collapsed."""
        known = self._texts.get(i)
        if known is None:
            s = self.sections[i]
            known = self._texts[i] = " ".join(f"{s.heading} {self.document.source[s.body : s.end]}".split())
        return known

    def label(self, i: int) -> tuple[str, str]:
        """What the section is called: its kind, and its number, else its heading."""
        known = self._labels.get(i)
        if known is None:
            s = self.sections[i]
            name = _BLANKS.sub("", s.label.casefold().replace("–", "-")) if s.label else " ".join(s.heading.split()).casefold()
            known = self._labels[i] = s.kind.value, _SECTION_WORD.sub("", name) or name
        return known


def same_paragraphs(old: str, new: str) -> bool:
    """Whether two texts differ in white space at most, and in none that parts paragraphs: then no clause can differ."""
    x, y = _paragraphs(old), _paragraphs(new)
    return len(x) == len(y) and all(p == q or p.split() == q.split() for p, q in zip(x, y, strict=True))


def _paragraphs(text: str) -> list[str]:
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return [p for p in text.split("\n\n") if p and not p.isspace()]
