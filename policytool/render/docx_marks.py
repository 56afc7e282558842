"""Marked words -> the runs and paragraphs of a Word file: tracked changes, or the look of a scheme (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import count, pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from policytool.model.change import Mark, Segment
from policytool.render.schemes import SCHEMES, Look

AUTHOR, WHEN = "policytool", "2000-01-01T00:00:00Z"
"""Every mark's author and date. The date is a constant: the run's own clock would change the bytes."""
_LINES = {"underline": '<w:u w:val="single"/>', "double": '<w:u w:val="double"/>'}


class Tag(StrEnum):
    """What Word calls a tracked change."""

    INSERTED = "ins"
    DELETED = "del"
    MOVED_FROM = "moveFrom"
    MOVED_TO = "moveTo"


class Move(NamedTuple):
    """One end of a paragraph's move; both ends share the name."""

    tag: Tag
    name: str


_TAGS = {Mark.INSERT: Tag.INSERTED, Mark.DELETE: Tag.DELETED}


class Tracked:
    """Marks as native tracked changes: accepting all gives the new text, rejecting all the old."""

    moves = True

    def __init__(self) -> None:
        self._ids = count(1)

    def paragraph(self, look: str, segments: Sequence[Segment], move: Move | None = None) -> str:
        """A paragraph; one that is wholly inserted, deleted or moved takes its paragraph mark with it.

        With a move, the segments that are equal are what was carried.
        """
        marks = {s.mark for s in segments if s.text}
        whole = move.tag if move else _TAGS.get(next(iter(marks))) if len(marks) == 1 else None
        if whole:
            look += f"<w:rPr><w:{whole} {self.stamp()}/></w:rPr>"
        runs = "".join(
            self._moved(s.text, move) if move and s.mark is Mark.EQUAL else self._run(s.text, _TAGS.get(s.mark)) for s in segments if s.text
        )
        return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{runs}</w:p>"

    def _moved(self, text: str, move: Move) -> str:
        number = next(self._ids)
        start = f'<w:{move.tag}RangeStart w:id="{number}" w:author="{AUTHOR}" w:date="{WHEN}" w:name="{move.name}"/>'
        return f'{start}{self._run(text, move.tag)}<w:{move.tag}RangeEnd w:id="{number}"/>'

    def _run(self, text: str, tag: Tag | None) -> str:
        name = "delText" if tag is Tag.DELETED else "t"
        run = f'<w:r><w:{name} xml:space="preserve">{escape(text)}</w:{name}></w:r>'
        return f"<w:{tag} {self.stamp()}>{run}</w:{tag}>" if tag else run

    def stamp(self) -> str:
        """The number, author and date of one mark."""
        return f'w:id="{next(self._ids)}" w:author="{AUTHOR}" w:date="{WHEN}"'


class Painted:
    """Marks as formatting and characters: a copy for filing where law prescribes the look."""

    moves = False

    def __init__(self, scheme: str) -> None:
        chosen = SCHEMES[scheme]
        self._looks = {Mark.INSERT: chosen.insert, Mark.DELETE: chosen.delete, Mark.EQUAL: Look()}

    def paragraph(self, look: str, segments: Sequence[Segment], move: Move | None = None) -> str:
        """A paragraph; deleted words and the inserted ones that follow them never touch."""
        full = [s for s in segments if s.text]
        runs = "".join(
            self._run(one) + ('<w:r><w:t xml:space="preserve"> </w:t></w:r>' if touching(one, after) else "")
            for one, after in pairwise((*full, Segment(Mark.EQUAL, "")))
        )
        return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{runs}</w:p>"

    def _run(self, segment: Segment) -> str:
        look, words = self._looks[segment.mark], segment.text.strip()
        if not look.before or not words:
            return f"<w:r>{formatting(look)}{_text(segment.text)}</w:r>"
        start = segment.text.index(words)
        shown = look.before + words + look.after
        return f"<w:r>{formatting(look)}{_text(segment.text[:start] + shown + segment.text[start + len(words) :])}</w:r>"


def _text(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def touching(one: Segment, after: Segment) -> bool:
    """Whether two marked runs of different kinds would read as one word."""
    marked = Mark.EQUAL not in (one.mark, after.mark) and one.mark is not after.mark
    return marked and not one.text[-1:].isspace() and not after.text[:1].isspace()


def formatting(look: Look) -> str:
    """The run properties of a look, in the order the schema wants."""
    parts = (
        "<w:caps/>" if look.capitals else "",
        "<w:strike/>" if look.line == "strike" else "",
        f'<w:color w:val="{look.ink}"/>' if look.ink else "",
        _LINES.get(look.line, ""),
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/>' if look.shade else "",
    )
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if any(parts) else ""
