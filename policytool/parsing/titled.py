"""Numbered titles in a text without Markdown headings: `2. Purpose` on a line of its own, with its text below.

What stands below such a title, up to the next number, is the text of the clause. Below the last words
of a short list stands something else: a list counts as one of titles only where most of its members
have a text below them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policytool.parsing.headings import DIVISION, SCHEDULES
from policytool.parsing.lines import LONGEST, is_title, is_unfinished, title_in
from policytool.parsing.nesting import Placed
from policytool.parsing.segments import Segment
from policytool.patterns import lazy

_APART = lazy(
    rf"(?:{'|'.join(form for word in SCHEDULES for form in (word.capitalize(), word.upper()))})\b(?P<label>(?:[ \t]+[A-Z0-9]{{1,4}}\b)?[ \t]*(?:[.:–—-]|$))?"
)
"""What follows the numbered clauses of a text and is none of theirs."""
_SENTENCE = lazy(r"[a-z]{2}[.;][ \t]")


class _Member(NamedTuple):
    """A numbered clause: what it begins with and whether a text, or a list, stands below that."""

    step: Placed
    title: str
    holds: bool


def stands_apart(words: str, empty: bool = False) -> bool:
    """Whether a paragraph is, or begins with, a title without a number, `END OF TERMS` or `Appendix`, so that nothing before it holds it.

    What stands below a title that holds nothing yet, an `empty` one, is its text: only another part of the document is not.
    Near misses: `Schedule 1 lists the fees.`, `YOU MUST NOT COPY THE SITE`.
    """
    first, _, rest = words.partition("\n")
    if apart := _APART.match(first):
        sentence = _SENTENCE.search(first) is not None or (first.endswith(".") and not apart["label"])
        return title_in(first) != "" and not sentence and not is_unfinished(first) and not rest.lstrip()[:1].islower()
    if rest or len(words) > LONGEST or not words.isupper() or not words[-1:].isalnum():
        return False
    return is_title(words.lower()) and (not empty or _is_division(words))


def _is_division(words: str) -> bool:
    division = DIVISION.match(words)
    return division is not None and bool(division["number"])


def titled_marks(text: str, segments: list[Segment], steps: list[list[Placed]]) -> set[int]:
    """Of the marks that open a clause, the ids of those whose clause begins with a title."""
    found: set[int] = set()
    for members in _lists(list(_members(text, segments, steps))):
        titled = [member for member in members if member.title]
        holding = sum(member.holds for member in titled)
        if 3 * holding >= 2 * len(members) >= 4:
            found.update(id(member.step.mark) for member in titled)
        else:
            found.update(id(member.step.mark) for member in titled if member.title.isupper())
    return found


def _members(text: str, segments: list[Segment], steps: list[list[Placed]]) -> Iterator[_Member]:
    """Every clause that a mark opens, in order."""
    flat = [(at, step) for at, placed in enumerate(steps) for step in placed]
    for (at, step), (after, next_step) in zip(flat, [*flat[1:], (len(segments), None)], strict=True):
        end = next_step.mark.start if next_step and after == at else segments[at].end
        first = text.find("\n", step.mark.end, end)
        first = first if first >= 0 else end
        holds = after > at + 1 or bool(text[first:end].strip()) or (next_step is not None and next_step.depth > step.depth)
        title = title_in(text[step.mark.end : first])
        goes_on = text[first:end].lstrip()[:1].islower()
        yield _Member(step, "" if goes_on or is_unfinished(title) else title, holds)


def _lists(members: list[_Member]) -> Iterator[list[_Member]]:
    """The members that stand in one list, list by list."""
    done: list[list[_Member]] = []
    stack: list[list[_Member]] = []
    for member in members:
        depth = member.step.depth
        if len(stack) <= depth or stack[depth][-1].step.mark.decoration != member.step.mark.decoration:
            del stack[depth:]
            stack += [[]] * (depth - len(stack))
            stack.append([])
            done.append(stack[-1])
        del stack[depth + 1 :]
        stack[depth].append(member)
    yield from done
