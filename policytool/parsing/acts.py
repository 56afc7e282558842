"""Source text -> the sections of an act that are numbered and called nothing, as Commonwealth parliaments print them.

`2 (1) The purpose is ...`, `2 Purpose` above its subsections, and `2Purpose` where a web page lost a blank. A number alone
says little, so only a row that counts up is taken, and only where some members are printed as acts print them. A title on
a line of its own above such a number is the section's heading, or, above a section that has one, a heading over several.
Every schedule counts its paragraphs anew.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from policytool.model.clause import Kind
from policytool.parsing.divisions import is_schedule
from policytool.parsing.headings import SECTION_RANK, UNHEADED, Head
from policytool.parsing.lines import follows_an_end, is_title, line_end, next_line, own_paragraph
from policytool.parsing.marks import MONTH, REFERENCE_BEFORE
from policytool.parsing.unheaded import run_in_heading
from policytool.patterns import lazy

_BARE = lazy(r"(?:\A|\n)[ \t]{0,3}(?P<number>\d{1,3})(?P<letters>[A-Z]{0,2}(?=[ \t\u00a0])|)[ \t\u00a0]*(?=\(1\)|[A-Z“\"](?!\.)[^\n]{3})")
_ROW, _SCHEDULE_ROW = 3, 2
"""Paragraphs that make a row of sections, or of a schedule's paragraphs, at least."""
_GAP = 10
"""How far a row may jump."""
_THIS_ACT = lazy(r"\b[Tt]h(?:is|ese) (?:Act|Law|Regulations?|By-law|Ordinance|Order|Rules)\b")
CROSSHEADING_RANK = SECTION_RANK - 5
_DATE = lazy(rf"{MONTH}\b")
_BLANK_LINE = lazy(r"\n[ \t]*\r?\n")
_WORDS_BELOW = lazy(r"\s*\n(?P<line>[ \t]{0,3}(?:\(\w|[A-Z“\"]))")
_LONGEST = 110
"""Characters of a title, at most."""
_ENDS = tuple(".,;:—–-!?")


def act_heads(text: str, start: int, divisions: Sequence[Head]) -> list[Head]:
    """The bare sections of a text without Markdown headings, with the headings that stand above them; `3 members shall be present` is none."""
    schedules = [head for head in divisions if is_schedule(head)]
    stop = schedules[0].start if schedules else len(text)
    under = {next_line(text, head.body) for head in divisions}
    found = [match for match in _BARE.finditer(text, start, stop) if _opens_bare(text, match, start, under)]
    act = bool(divisions) and _THIS_ACT.search(text, start) is not None
    kept = [match for row in _rows(found, _ROW) if act or any(map(_is_of_an_act, row)) or _is_titled(row) for match in row]
    if not kept or 2 * len(kept) <= len(found):
        return []
    sections = [*(_bare_head(text, match) for match in kept), *schedule_paragraphs(text, schedules)]
    return list(_with_titles_above(text, start, sections, divisions))


def schedule_paragraphs(text: str, heads: Sequence[Head]) -> list[Head]:
    """The bare paragraphs of every schedule among some heads; they count on through its parts."""
    found = []
    for n, head in enumerate(heads):
        if head[4] is Kind.DIVISION and is_schedule(head):
            after = (heads[m] for m in range(n + 1, len(heads)))
            end = next((h.start for h in after if h.kind is not Kind.DIVISION or is_schedule(h)), len(text))
            under = {next_line(text, head.body)}
            matches = [match for match in _BARE.finditer(text, head.body, end) if _opens_bare(text, match, head.body, under)]
            found += [_bare_head(text, match) for row in _rows(matches, _SCHEDULE_ROW) if _is_of_a_schedule(row, end) for match in row]
    return found


def _is_of_a_schedule(row: Sequence[re.Match[str]], stop: int) -> bool:
    """Whether a row is one of paragraphs: it begins with 1, and most are titles, end like sentences or are printed as acts print them.

    Near misses: a list of addresses, `2 Copies of the form` above `3 Photographs`.
    """
    text = row[0].string
    ends = [match.start() for match in row[1:]] + [stop]
    paragraphs = sum(_is_of_an_act(match) or _is_paragraph(text, match.end(), end) for match, end in zip(row, ends, strict=True))
    return (row[0]["number"] == "1" or _is_of_an_act(row[0])) and 2 * paragraphs > len(row)


def _is_paragraph(text: str, at: int, end: int) -> bool:
    """Whether the words up to a blank line, or the end, are a title alone on its line or end like a sentence."""
    if _is_title_line(text, at, line_end(text, at)):
        return True
    blank = _BLANK_LINE.search(text, at, end)
    return text[at : blank.start() if blank else end].rstrip().endswith(_ENDS)


def _rows(found: Iterable[re.Match[str]], least: int) -> list[list[re.Match[str]]]:
    """Runs of numbers that count up from the beginning, of that many members at least."""
    rows: list[list[re.Match[str]]] = []
    for match in found:
        last = rows[-1][-1] if rows else None
        if last is not None and _counts_on(last, match):
            rows[-1].append(match)
        elif match["number"] in ("1", "2"):
            rows.append([match])
    return [row for row in rows if len(row) >= least]


def _opens_bare(text: str, match: re.Match[str], start: int, under: Container[int]) -> bool:
    """Whether a number can open a section: behind a sentence, a blank line, a title or a division, or glued to its title as `2Access`."""
    at = match.start("number")
    if _DATE.match(text, match.end()):
        return False
    glued = match.end() == match.end("letters") and not (text.startswith("(", match.end()) and REFERENCE_BEFORE.search(text[max(start, at - 40) : at]))
    return glued or match.start() + 1 in under or follows_an_end(text, at, start) or bool(_title_above(text, start, at)[1])


def _is_of_an_act(match: re.Match[str]) -> bool:
    """Whether a number is printed as acts print it, `2 (1) The`, `2Access`, or `2 Access` above (1); addresses and recipes are not."""
    text, at = match.string, match.end()
    if at == match.end("letters") or text.startswith("(1)", at):
        return True
    end = line_end(text, at)
    return text.startswith("(1)", next_line(text, end)) and is_title(text[at:end]) and not text[at:end].rstrip().endswith(_ENDS)


def _is_titled(row: Sequence[re.Match[str]]) -> bool:
    """Whether each number of a row stands with a title alone in a paragraph, and most have text below: a list of contents has none."""
    text = row[0].string
    ends = [line_end(text, match.end()) for match in row]
    if not all(_is_title_line(text, match.end(), end) for match, end in zip(row, ends, strict=True)):
        return False
    follow = [*(match.start() for match in row[1:]), len(text)]
    return 3 * sum(bool(text[end:after].strip()) for end, after in zip(ends, follow, strict=True)) > 2 * len(row)


def _is_title_line(text: str, at: int, end: int) -> bool:
    """Whether the words up to the end of a line are a title with a blank line, or the end, behind it."""
    words = text[at:end].strip()
    below = next_line(text, end)
    alone = not text[below : line_end(text, below)].strip()
    return bool(words) and words[0].isupper() and not words.endswith(_ENDS) and is_title(words) and alone


def _counts_on(last: re.Match[str], match: re.Match[str]) -> bool:
    """3 or 2A behind 2; 5 too where it is printed as acts print it, since those between may be repealed."""
    before, after = int(last["number"]), int(match["number"])
    return after == before + 1 or (after == before and match["letters"] > last["letters"]) or (before < after <= before + _GAP and _is_of_an_act(match))


def _bare_head(text: str, match: re.Match[str]) -> Head:
    end = line_end(text, match.end())
    label = match["number"] + match["letters"]
    if _is_title_line(text, match.end(), end) or _is_glued_title(text, match, end):
        heading, body = text[match.end() : end].strip().removesuffix("."), end
    else:
        heading, body = ("", match.end()) if text[end - 1] in ",:—." else run_in_heading(text, match.end(), end)
    return Head(match.start("number"), body, UNHEADED, SECTION_RANK, Kind.SECTION, label, heading)


def _is_glued_title(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a line is a title as the web pages of British acts have it, `2Access to records.`, with the text below."""
    if match.end() != match.end("letters") or not is_title(text[match.end() : end]) or text[end - 1] in ",:;—":
        return False
    below = _WORDS_BELOW.match(text, end)
    return below is not None and _BARE.match(text, below.start("line") - 1) is None


def _with_titles_above(text: str, start: int, sections: Sequence[Head], divisions: Sequence[Head]) -> Iterator[Head]:
    """The sections, each with the title that stands above it: its own where it has none, else one over several sections."""
    floor, opening = start, len(text) - len(text[start:].lstrip())
    for head in sorted([*sections, *divisions]):
        if head.kind is Kind.SECTION:
            at, title = _title_above(text, floor, head.start)
            if title and not head.heading and at > opening:
                head = head._replace(start=at, heading=title)
                at, title = _title_above(text, floor, at)
            if title:  # the first words of all are what the act is called
                level, rank = (UNHEADED, CROSSHEADING_RANK) if at > opening else (1, 0)
                yield Head(at, at + len(title), level, rank, Kind.HEADING, "", title)
            yield head
        floor = max(floor, head.body)


def _title_above(text: str, floor: int, at: int) -> tuple[int, str]:
    """The title alone on the last line with words before `at`, and where it begins; none when that line is part of a text."""
    near = max(floor, at - 2 * _LONGEST)
    before = text[near:at].rstrip()
    line = before.rpartition("\n")[2].strip()
    place = near + len(before) - len(line)
    title = line.removeprefix("Marginal note:")
    if not title or not title[0].isupper() or title.endswith(_ENDS) or len(title) > _LONGEST or not is_title(title):
        return at, ""
    return (place, title) if own_paragraph(text, place) or follows_an_end(text, place, floor) else (at, "")
