"""The words of a page as its elements open and close -> flat paragraphs.

A block ends where another begins. A list gives its items their numbers; a number in a block of its own, as code
publishers and layout tables set it, belongs to the words of the next block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policytool.importers.headings import DIVISION
from policytool.importers.html_lists import ListState, repeats
from policytool.importers.imported import Paragraph, Role
from policytool.importers.markdown import one_line
from policytool.importers.tables import LONE_LABEL
from policytool.importers.text import split_text
from policytool.patterns import lazy

_LINE_LABEL = lazy(r"\(?\w{1,5}[.)]+\s|\(\w{1,5}\)|(?:Sec(?:tion|\.)|SEC(?:TION|\.)|§|\(\d+ ILCS|\(Source:)\s?")
_DIVISION_LINE = lazy(DIVISION.pattern + r"\s+(?:[IVXLC]{1,7}|\d{1,3}|[A-Z])(?:[\s.:—–-]|$)")


_NUMBER_ALONE = lazy(r"\s*(?:\(\w{1,4}\)|\d{1,4}(?:\.\d{1,4})*[A-Z]{0,2}\.?)")
_SENTENCE = lazy(r"[“\"‘]?[A-Z](?:[a-z]|\s)")
_FIRST = 4
"""Pieces of a block among which its number stands."""


@dataclass(slots=True)
class Flow:
    """What was written so far, and where in lists, quotations, headings and links the next words stand."""

    found: list[Paragraph] = field(default_factory=list)
    losses: list[tuple[str, str]] = field(default_factory=list)
    repeated: int = 0
    """Numbers of lists that the text itself repeats."""
    lists: list[ListState] = field(default_factory=list)
    heading: int = 0
    _around: list[str] = field(default_factory=list)
    """The open blockquotes, descriptions and preformatted blocks."""
    _quoting: bool = False
    """Whether the open blockquote began with a quotation mark: all of it is quoted."""
    _term: int = 0
    """How many paragraphs there were when a term had ended."""
    _words: list[str] = field(default_factory=list)
    _spoken: bool = False
    """Whether any of them is more than a blank."""
    _label: str = ""
    """The label of a list that waits for its first words."""
    _number: int = 0
    _lone: str = ""
    """A number that stood alone, and waits for the next block's words."""
    _contents: list[int] = field(default_factory=list)
    """Places in `found` of lines that open with a link."""
    _links: int = 0
    """How many links are open."""
    _opens_linked: bool = False
    _link_count: int = 0
    _linked: int = 0
    """Characters of the paragraph being read that are links."""

    @property
    def spoken(self) -> bool:
        """Whether the block that is open has words already."""
        return self._spoken

    @property
    def in_link(self) -> bool:
        return self._links > 0

    def say(self, text: str) -> None:
        """Words of the block that is open."""
        if text.strip() and not self._spoken:
            self._spoken, self._opens_linked = True, self._links > 0
        self._linked += len(text.strip()) if self._links else 0
        if self._spoken and len(self._words) <= _FIRST and _SENTENCE.match(text) and _NUMBER_ALONE.fullmatch("".join(self._words)):
            self._words.append(" ")  # a style sheet sets them apart
        self._words.append(text if "pre" in self._around else re.sub(r"\s+", " ", text))

    def break_line(self) -> None:
        self._words.append("\n")

    def open_link(self) -> None:
        self._links += 1
        self._link_count += 1

    def close_link(self) -> None:
        self._links -= 1

    def open_list(self, state: ListState) -> None:
        """A list opens; in an item that has no words of its own yet, the item's label stands alone."""
        if self._label and self._label != "-":
            self.found.append(Paragraph("", self._label, self._level()))
        self._label = ""
        self.lists.append(state)

    def close_list(self) -> None:
        self.flush()
        self.lists.pop()

    def open_item(self, label: str, number: int) -> None:
        self._label, self._number = label, number

    def close_item(self) -> None:
        self.flush()
        self._label = ""

    def enter(self, tag: str) -> None:
        """A blockquote, a preformatted block or a description opens."""
        self._around.append(tag)

    def close_term(self) -> None:
        """A term that is described ends: a description that goes on in its sentence, `means a department`, joins it."""
        before = len(self.found)
        self.flush()
        self._term = len(self.found) if len(self.found) > before else 0

    def leave(self) -> None:
        self.flush()
        if self._around.pop() == "blockquote":
            self._quoting = False

    def close_heading(self) -> None:
        self.flush()
        self.heading = 0

    def add(self, paragraph: Paragraph) -> None:
        """A paragraph that was read elsewhere, unless it says nothing."""
        self.flush()
        if paragraph.text or paragraph.rows:
            self._give_lone()
            self.found.append(paragraph)

    def add_text(self, text: str) -> None:
        """A text whose paragraphs blank lines part."""
        self.flush()
        self._give_lone()
        self.found += split_text(text)

    def finish(self) -> None:
        """The page ends: what waits is written, and lines of contents, which link to words that follow, are left out."""
        self.flush()
        self._give_lone()
        said = [_bare(f"{p.label} {p.text}") for p in self.found]
        last = {text: n for n, text in enumerate(said)}
        gone = [n for n in self._contents if said[n] and last[said[n]] > n]
        self.losses += [("lines of a table of contents", self.found[n].text[:60]) for n in gone]
        left_out = set(gone)
        self.found = [p for n, p in enumerate(self.found) if n not in left_out]

    def flush(self) -> None:
        """End the paragraph that is being read."""
        text, self._words, self._spoken = "".join(self._words), [], False
        links, linked, self._link_count, self._linked = self._link_count, self._linked, 0, 0
        if not text.strip():
            return
        if links > 1 and linked >= len(re.sub(r"[\s|·•>»/]", "", text)) and not self.lists and not self.heading:
            self.losses.append(("lines of links", one_line(text)[:60]))
        elif "pre" in self._around:
            self.add_text(text.strip("\n"))
        elif self.heading:
            self._give_lone()
            self.found.append(Paragraph(one_line(text), role=Role.HEADING, heading=self.heading))
        else:
            lines = _lines(text)
            for line in lines:
                self._line(line)
            if self._opens_linked and len(lines) == 1 and self.found:
                self._contents.append(len(self.found) - 1)

    def _line(self, line: str) -> None:
        if LONE_LABEL.fullmatch(line) and not self._label:
            self._give_lone()
            self._lone = line
            return
        if self._term and self._term == len(self.found) and self._around[-1:] == ["dd"] and line[0].islower() and not self._label + self._lone:
            self.found[-1] = replace(self.found[-1], text=f"{self.found[-1].text} {line}")
            self._term = 0
            return
        label, self._label = self._label, ""
        line, self._lone = f"{self._lone} {line}".lstrip(), ""
        if label and label != "-" and repeats(line, self._number):
            label, self.repeated = "", self.repeated + 1
        if label == "-" and re.match(r"\(?\w{1,4}[.)]\s", line):
            label = ""
        if "blockquote" in self._around and (self._quoting or line[:1] in '“"‘'):
            self._quoting = True
            self.found.append(Paragraph(line, label, role=Role.QUOTED))
        elif _DIVISION_LINE.match(line) and len(line) < 120 and not label and line.split()[0].isupper():
            self.found.append(Paragraph(line, role=Role.HEADING, heading=2))
        else:
            inner = bool(self.lists) and not label
            self.found.append(Paragraph(line, label, self._level() + len(self._around) + inner))

    def _level(self) -> int:
        return max(0, len(self.lists) - 1)

    def _give_lone(self) -> None:
        if self._lone:
            self.found.append(Paragraph(self._lone, level=self._level()))
        self._lone = ""


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _lines(text: str) -> list[str]:
    """Text cut at its line breaks: an empty line or a label begins a paragraph, other breaks are blanks."""
    found: list[list[str]] = []
    fresh = True
    for line in text.split("\n"):
        said = one_line(line)
        if said and found and not fresh and not _LINE_LABEL.match(said):
            found[-1].append(said)
        elif said:
            found.append([said])
        fresh = not said
    return [" ".join(pieces) for pieces in found]
