"""The line breaks of a paragraph: which had to come where they did, which were meant, and what a label behind one costs."""

from __future__ import annotations

from functools import cached_property

from policytool.parsing.marks import LIST_END, REFERENCE_BEFORE, REFERENCE_NOUN
from policytool.patterns import lazy

_LABEL = lazy(r"\[?\([\w-]{1,6}\)|(?:\d{1,3}|[A-Za-z])[.)]\s")
_WORD = lazy(r"[^\s\u00a0]+")
NARROW, NARROWEST = 60, 40
"""Few texts are wrapped at fewer characters than the first, none at fewer than the second."""


class Breaks:
    """What the line ends of one paragraph tell."""

    def __init__(self, text: str, lines: list[tuple[int, int]], longest: int = 0) -> None:
        self._text, self._lines = text, lines
        self.forced = forced_breaks(text, lines, longest)
        width = max(end - start for start, end in lines)
        self.justified = sum(self.forced[1:]) >= 0.6 * (len(lines) - 1) and width >= 50
        """Most lines were filled to a width."""

    @cached_property
    def meant(self) -> bool:
        """No sentence is broken but where the line was full: a line that stopped early was ended on purpose."""
        text, lines = self._text, self._lines
        return all(
            forced or _opens(text, start) or text[lines[at - 1][1] - 1] in ".,;:—–"
            for at, (forced, (start, _)) in enumerate(zip(self.forced, lines, strict=True))
        )

    @cached_property
    def numbered(self) -> bool:
        """Two or more lines that were not wrapped begin like a numbered clause behind the end of another: here no blank lines part them."""
        text, lines = self._text, self._lines
        ends = (text[end - 1] in ".;:—–" for _, end in lines)
        return sum(not full and end and _LABEL.match(text, at) is not None for full, (at, _), end in zip(self.forced[1:], lines[1:], ends, strict=False)) > 1

    def hung(self, at: int) -> bool:
        """Whether a line stands further left than the one before it, as a label does whose text hangs beside it: `1. The board`, and the next line below `The`."""
        if at < 2:
            return False  # a paragraph may indent its first line
        before, here = (start - self._text.rfind("\n", 0, start) for start, _ in self._lines[at - 1 : at + 1])
        return 2 <= before - here <= 8


def forced_breaks(text: str, lines: list[tuple[int, int]], longest: int = 0) -> list[bool]:
    """For each line, whether it began where it did because its first word had no room on the line before; `longest` is the longest line around them."""
    longest = max(NARROWEST, longest, *(end - start for start, end in lines))
    room = [(end - start) + 1 + _first_word(text, lines[i + 1]) for i, (start, end) in enumerate(lines[:-1])]
    forced = [need > longest for need in room]
    if longest < NARROW and (sum(forced) == 1 or not any(full and not _opens(text, at) for full, (at, _) in zip(forced, lines[1:], strict=True))):
        forced = [False] * len(forced)  # the longest lines of a list, not a margin
    return [True, *forced]


def _opens(text: str, at: int) -> bool:
    """Whether a line begins like a numbered clause."""
    return text[at] in "([“\"" or text[at].isdigit()


def _first_word(text: str, line: tuple[int, int]) -> int:
    match = _WORD.match(text, line[0], line[1])
    return len(match[0]) if match else 0


def line_costs(tail: str, forced: bool, spaced: bool) -> tuple[float, float]:
    """Costs of a label at the start of a wrapped line.

    `tail` is the text before it in one line, `forced` says that the break had to come where it did,
    `spaced` that this text marks its clauses with blank lines elsewhere.
    """
    accept = 0.2 if forced else 0.0
    skip = 1.2 if forced else 3.0
    listed = LIST_END.search(tail)
    ended = bool(tail) and (tail[-1] in ".;:—–" or (tail[-1] in '”")]' and tail[-2:-1] in (".", ";", ":", "!", "?")) or listed is not None)
    if spaced and (forced or not ended):
        accept += 2.0
        skip = 0.5
    if not tail:
        return accept, skip
    if ended:
        skip += 1.0 if forced or (listed and listed[0][0] == ",") else 4.0
    elif REFERENCE_BEFORE.search(tail):
        leads = not forced and not REFERENCE_NOUN.search(tail)  # "a record of" may lead into a list, "under paragraph" does not
        accept += 4.0 if forced else 0.5 if leads else 1.5
        skip = 1.5 if leads else 0.3
    else:
        accept += 1.5 if forced else 0.3
    if tail[-1] in '”")':
        skip += 0.3
    return accept, skip
