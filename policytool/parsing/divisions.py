"""Source text without Markdown headings -> its parts, chapters and schedules, with the titles beside and below their numbers."""

from __future__ import annotations

import re

from policytool.model.clause import Kind
from policytool.model.document import Section
from policytool.parsing.headings import DIVISION, ORDINAL, RANKS, SCHEDULES, SECTION, UNHEADED, Head, read_heading
from policytool.parsing.lines import TERMINAL, follows_an_end, is_title, is_unfinished, line_end, next_line
from policytool.parsing.profiles import Profile
from policytool.patterns import lazy

_DIVISION_LINE = lazy(
    rf"(?:\A|\n)(?=(?:{'|'.join(form for word in (*RANKS, 'article', 'section') for form in (word.upper(), word.capitalize()))})"
    rf"[ \t]+(?:[IVXLC]{{1,7}}(?:er)?|[A-Z]|\d{{1,3}}(?:er)?|(?i:{ORDINAL}))(?:[ \t]?[—–:.-]|[ \t]*\r?\n|[ \t]+[A-ZÀ-Ý]|(?<=\d)[A-Z][a-z])|(?:(?:THE[ ])?[A-Z]{{5,8}}[ ])?SCHEDULE[ \t]*\r?\n)"
)
"""`TITLE I—RECORDS` on a line of its own; near miss: `TITLE I of the Act`."""
_TITLE_LINE = lazy(r"[A-Z][^\n.;:,]{2,80}\n(?=\d{1,3}[A-Z]{0,2}[ \t]*[(A-Z“\"])")
"""A line such as `Interpretation` above `1Meaning of “record”`."""
_GLUED_TITLE = lazy(r"^[A-Z]+ \d{1,3}(?=[A-Z][a-z])")
"""`PART 1Main provisions`, as the web pages of British acts are copied."""
_OPENS_UNIT = lazy(
    r"[ \t]*(?:(?:Section|SECTION|Sec\.|SEC\.|§|Art(?:\.|icle|[íi]culo|ikel|icolo|igo))[ \t\u00a0]*\w|\d{1,3}\.\d|\(?\w{1,3}[.)][ \t]"
    r"|\d{1,3}[A-Z]{0,2}[ \t]*[(A-Z“\"]|[(\[](?:See|Section|s\.))"
)
_SHORT = 8
"""Words of a title in a paragraph of its own below a number, at most."""
_AMENDS = lazy(r"\b(?:amend(?:ed|ing)|add(?:ed|ing)|insert(?:ed|ing)?)\b[^\n]*[:—–]\s*\Z")
"""The line before a division that another law is to have: `Title II is amended by adding the following:`."""
_BEFORE = 200
_SCHEDULE = lazy(rf"(?:the\s+)?(?:\w+\s+)?(?:{'|'.join(SCHEDULES)})\b", re.I)


def is_schedule(unit: Head | Section) -> bool:
    """Whether a unit is a schedule, annex, appendix or the like."""
    return unit.kind is Kind.DIVISION and _SCHEDULE.match(unit.label) is not None


def division_lines(text: str, start: int, profile: Profile) -> list[Head]:
    """Divisions of a text without Markdown headings: a short line in capitals, or beginning like one, that stands alone or above a section."""
    found = []
    for match in _DIVISION_LINE.finditer(text[start:] if start else text):
        at = start + match.end()
        end = line_end(text, at)
        rank, kind, label, title = read_heading(_GLUED_TITLE.sub(r"\g<0> ", text[at:end]), profile)
        if kind is not Kind.DIVISION or end - at > 120 or not is_title(title) or SECTION.match(title) or not follows_an_end(text, at, start):
            continue  # `Article I Section 8 of the Constitution` goes on
        if _AMENDS.search(text, max(start, at - _BEFORE), at):
            continue
        if not title:
            title, end = title_below(text, end)
        below = next_line(text, end)
        if not text[end:below].strip() and (not text[below : line_end(text, below)].strip() or _OPENS_UNIT.match(text, below) or _TITLE_LINE.match(text, below)):
            found.append(Head(at, end, UNHEADED, rank, kind, label, title.strip(" \t:–—-.")))
    return _without_contents(found)


def _without_contents(found: list[Head]) -> list[Head]:
    """The divisions that a list of contents does not only announce: the last of each name within what holds it."""
    above: list[Head] = []
    names = []
    for head in found:
        above = [holder for holder in above if holder.rank < head.rank]
        names.append((*((holder.label, holder.heading) for holder in above), (head.label, head.heading)))
        above.append(head)
    last = {name: n for n, name in enumerate(names)}
    return [head for n, head in enumerate(found) if last[names[n]] == n]


def title_below(text: str, end: int) -> tuple[str, int]:
    """The title below a division's number, and where it ends: on the next line, or alone in the next paragraph; nothing when none does."""
    below = next_line(text, end)
    near = bool(text[below : line_end(text, below)].strip())
    if not near:
        below = next_line(text, below)
    stop = line_end(text, below)
    title = text[below:stop].strip()
    if len(title) > 100 or not title[:1].isupper() or is_unfinished(title) or DIVISION.match(title) or SECTION.match(title) or _OPENS_UNIT.match(title):
        return "", end
    after = next_line(text, stop)
    alone = not text[stop : line_end(text, after)].strip() or (near and _OPENS_UNIT.match(text, after) is not None)
    if title.isupper() if near else alone and is_title(title) and title[-1] not in TERMINAL and len(title.split()) <= _SHORT:
        return title, stop
    return (title, stop) if near and alone and is_title(title) and title[-1] not in TERMINAL else ("", end)
