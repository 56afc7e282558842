"""Segments and placed marks -> the clauses below one section.

Text without a label belongs to somebody: a lower-case paragraph after a list, or one after a list
that did not end with a full stop, goes on with the sentence above the list (its wrap-up); any other
is a second paragraph of the clause before it. Without layout the two cannot always be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from policytool.model.clause import Kind
from policytool.model.label import Reading
from policytool.parsing.lines import own_paragraph
from policytool.parsing.marks import DEFINITION, Ending, ending_of
from policytool.parsing.nesting import Placed, place_marks
from policytool.parsing.profiles import Profile
from policytool.parsing.segments import Role, Segment
from policytool.parsing.titled import stands_apart, titled_marks
from policytool.parsing.twins import without_twins
from policytool.patterns import lazy

_OF_DEFINITION = lazy(r"\b[Tt]h(?:is|e) (?:definition|term|word)|\b[Ii]t\b")
_LEAD = lazy(r"[-*•+][ \t]+")
_STANDALONE = {
    Role.RECITAL: Kind.RECITAL,
    Role.ENACTING: Kind.ENACTING,
    Role.QUOTED: Kind.QUOTED,
    Role.NOTE: Kind.NOTE,
    Role.TABLE: Kind.TABLE,
    Role.CODE: Kind.CODE,
}


class Draft:
    """A clause being put together."""

    __slots__ = ("children", "end", "heading", "kind", "label", "pieces", "reading", "slug", "start", "style", "titled")

    def __init__(
        self,
        kind: Kind,
        start: int,
        end: int,
        label: str = "",
        heading: str = "",
        reading: Reading | None = None,
        style: str = "",
        pieces: Iterable[tuple[int, int]] = (),
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.label = label
        self.heading = heading
        self.reading = reading
        self.style = style
        self.pieces = list(pieces)
        self.children: list[Draft] = []
        self.slug = ""
        self.titled = False
        """It begins with a title, so that what follows is its text."""


def draft_section(text: str, segments: list[Segment], root: Draft, profile: Profile) -> Draft:
    """Fill `root`, the section's own draft, with its text and sub-clauses."""
    free = root.kind is not Kind.SECTION
    segments = without_twins(segments)
    marks = [mark for segment in segments for mark in segment.marks]
    if not marks and not free and all(segment.role is Role.TEXT for segment in segments):
        root.pieces = [(segment.start, segment.end) for segment in segments]  # the commonest section of a code: words only
        return root
    placed = {id(p.mark): p for p in place_marks(marks, profile)}
    stack: list[Draft] = []
    previous = None
    steps = [[placed[id(m)] for m in segment.marks if id(m) in placed] for segment in segments]
    goes_on = _depths_after(segments, steps)
    titled = titled_marks(text, segments, steps) if free and placed else set()
    for at, segment in enumerate(segments):
        if segment.role in _STANDALONE:
            _stand_alone(segment, root, stack, previous, goes_on[at])
        elif stack and ((not steps[at] and _waits_for_text(stack[-1])) or (segment.role is Role.BULLET and _goes_on_in_bullets(text, segment, stack[-1]))):
            stack[-1].pieces.append((segment.start, segment.end))
        elif not steps[at] and stack and (goes_on[at] >= len(stack) or (free and goes_on[at] and not _below_title(stack, goes_on[at]))):
            del stack[goes_on[at] :]
            stack[-1].pieces.append((segment.start, segment.end))
        elif not steps[at] and _leads(text, segment, steps[at + 1 : at + 2], stack):
            if stack:
                stack[-1].pieces.append((segment.start, segment.end))
            else:
                _continue(text, segment, segment.start, segment.end, root, stack, profile)
        else:
            _take(text, segment, steps[at], root, stack, profile, titled)
        previous = segment
    return root


def _below_title(stack: list[Draft], depth: int) -> bool:
    """Whether a title that opened at this depth or deeper still waits for text."""
    return any(draft.titled for draft in stack[depth:])


def _goes_on_in_bullets(text: str, bullet: Segment, last: Draft) -> bool:
    """Whether a bullet is part of the clause before it, which leads into its list, holds the bullet before it, or holds it by its indent."""
    if not last.pieces:
        return bullet.indented
    start, end = last.pieces[-1]
    return bullet.indented or ending_of(text, start, end) is Ending.LEAD or _LEAD.match(text, start) is not None


def _waits_for_text(draft: Draft) -> bool:
    """Whether a label stands alone on its line, as web pages leave it: what comes next is its text."""
    return bool(draft.label) and not (draft.pieces or draft.heading or draft.children)


def _depths_after(segments: list[Segment], steps: list[list[Placed]]) -> list[int]:
    """For each segment, the depth of the next clause: a paragraph before a sub-clause is part of what holds it. 0 before a recital."""
    depths, depth = [0] * len(segments), 0
    for at in range(len(segments) - 1, -1, -1):
        depths[at] = depth
        if steps[at]:
            depth = steps[at][0].depth
        elif segments[at].role in (Role.RECITAL, Role.ENACTING):
            depth = 0
    return depths


def _leads(text: str, segment: Segment, after: list[list[Placed]], stack: list[Draft]) -> bool:
    """Whether a paragraph leads into the next list with a colon; then `stack` is cut to the clause that holds the list."""
    if not after or not after[0] or ending_of(text, segment.start, segment.end) is not Ending.LEAD:
        return False
    depth = after[0][0].depth
    del stack[depth:]
    return True


def _stand_alone(segment: Segment, root: Draft, stack: list[Draft], previous: Segment | None, goes_on: int) -> None:
    kind = _STANDALONE[segment.role]
    holder = root if segment.role in (Role.RECITAL, Role.ENACTING) or not stack else stack[-1]
    if segment.role is Role.NOTE:  # it closes the section, unless the list goes on
        holder = stack[min(goes_on, len(stack)) - 1] if stack and goes_on else root
    if segment.role in (Role.RECITAL, Role.ENACTING):
        stack.clear()
    if kind is Kind.QUOTED and previous and previous.role is Role.QUOTED and holder.children and holder.children[-1].kind is Kind.QUOTED:
        last = holder.children[-1]
        last.pieces.append((segment.start, segment.end))
        last.end = segment.end
        return
    holder.children.append(Draft(kind, segment.start, segment.end, pieces=[(segment.start, segment.end)]))


def _take(text: str, segment: Segment, placed: list[Placed], root: Draft, stack: list[Draft], profile: Profile, titled: set[int]) -> None:
    """Give the text of one segment to the clauses it opens, and what stands before them to its owner."""
    first = placed[0].mark.start if placed else segment.end
    if first > segment.start and text[segment.start : first].strip(" \t\r\n*_[\\\u00a0"):
        if placed and 0 < placed[0].depth <= len(stack) and root.kind is not Kind.SECTION:
            del stack[placed[0].depth :]  # the words before a list are of the clause that holds the list
            stack[-1].pieces.append((segment.start, first))
        else:
            _continue(text, segment, segment.start, first, root, stack, profile)
    for i, step in enumerate(placed):
        end = placed[i + 1].mark.start if i + 1 < len(placed) else segment.end
        mark = step.mark
        del stack[step.depth :]
        holder = stack[-1] if stack else root
        kind = Kind.CLAUSE if mark.label else Kind.DEFINITION
        draft = Draft(kind, mark.start, end, label=mark.label, reading=step.reading, style=mark.decoration)
        draft.titled = id(mark) in titled
        if kind is Kind.DEFINITION:
            term = DEFINITION.match(text, mark.start, segment.end)
            draft.heading = (term["quoted"] or term["marked"] or term["bare"] or "").strip(" ,.") if term else ""
        _own_text(text, draft, mark.end, end)
        holder.children.append(draft)
        stack.append(draft)


_BOLD_HEADING = lazy(r"[ \t\u00a0]*[^\s*_][^*_\n]{0,160}?[ \t]*(?P<mark>\*\*|__)[.:]?(?=[\s—–(]|$)(?:[ \t]?[—–])?")
"""What is left of `**(a) Fees.** The clerk` behind its label."""
_RUN_IN_HEADING = lazy(
    r"[ \t\u00a0]*(?:(?P<em>\*{1,3}|_{1,3})(?P<marked>[^*_\n]{1,120}?)\.?(?P=em)[.:]?(?=[\s—–(]|$)[ \t]?[—–]?|(?P<plain>[A-Z“\"][^\n.;:—–]{0,110}?)\.[ \t]?[—–])"
)


def _own_text(text: str, draft: Draft, start: int, end: int) -> None:
    bold = text[draft.start - 2 : draft.start]
    if draft.titled:
        stop = text.find("\n", start, end)
        stop = stop if stop >= 0 else end
        draft.heading = " ".join(text[start:stop].split())
        start = stop
    elif bold in ("**", "__") and (match := _BOLD_HEADING.match(text, start, end)) and match["mark"] == bold:
        draft.heading = bold + " ".join(match[0].split())
        start = match.end()
    elif draft.kind is Kind.CLAUSE and (match := _RUN_IN_HEADING.match(text, start, end)):
        draft.heading = " ".join(match[0].split())
        start = match.end()
    if text[start:end].strip(" \t\r\n\u00a0*_\\"):
        draft.pieces.append((start, end))


def _continue(text: str, segment: Segment, start: int, end: int, root: Draft, stack: list[Draft], profile: Profile) -> None:
    """Text without a label: find its owner."""
    owner = _owner(text, segment, start, root, stack, profile)
    if owner is None:
        lead = _LEAD.match(text, start, end)
        draft = Draft(Kind.PARAGRAPH, start, end, pieces=[(lead.end() if lead else start, end)])
        root.children.append(draft)
        stack.clear()
        return
    owner.pieces.append((start, end))


def _owner(text: str, segment: Segment, start: int, root: Draft, stack: list[Draft], profile: Profile) -> Draft | None:
    """Whose text this is; None when it stands for itself."""
    headed = next((draft for draft in reversed(stack) if draft.titled), None)
    free = root.kind is not Kind.SECTION and headed is None
    if headed is not None:
        _close_items(text, start, headed, stack)
        if stands_apart(text[start : segment.end], not headed.pieces and not headed.children):
            return None
        if stack[-1] is headed:
            return headed
    if not stack:
        return None if free else root
    last = stack[-1]
    if _waits_for_text(last):
        return last
    lower = text[start].islower() if start < len(text) else False
    stopped = ending_of(text, last.start, last.pieces[-1][1] if last.pieces else last.end)
    if free:
        if segment.indented and not (lower and stopped is Ending.LIST):
            return last
        if lower and stopped is not Ending.STOP:
            return stack[-2] if len(stack) > 1 else None
        return None
    if last.kind is Kind.DEFINITION:
        return last
    if last.style in profile.enumerations and not lower:
        return next((d for d in reversed(stack) if d.style not in profile.enumerations), headed or root)
    if lower or stopped is Ending.LIST or (stopped is Ending.OPEN and not last.children and _stops_at_comma(text, last)):
        return stack[-2] if len(stack) > 1 else root
    return last


def _close_items(text: str, start: int, headed: Draft, stack: list[Draft]) -> None:
    """Leave the items of a list below a title that stand further right than the text at `start`, or beside it and in one paragraph with others.

    A definition beside it is left too, unless the text says that it speaks of that.
    """
    column = _column(text, start)
    while stack[-1] is not headed:
        last = stack[-1]
        item = _column(text, last.start)
        over = last.kind is Kind.DEFINITION and text[start : start + 1].isupper() and not _OF_DEFINITION.search(text, start, start + 80)
        if item < column or (item == column and own_paragraph(text, last.start) and not over):
            return
        stack.pop()


def _column(text: str, at: int) -> int:
    return at - text.rfind("\n", 0, at)


def _stops_at_comma(text: str, draft: Draft) -> bool:
    """`(2) record,` goes on above its list; `(a) In general` is a title, and what follows is its text."""
    end = draft.pieces[-1][1] if draft.pieces else draft.end
    return text[draft.start : end].rstrip()[-1:] == ","
