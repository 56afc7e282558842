"""Source text -> the units that stand without a heading: on a plain line, in bold, or in a line whose breaks are lost.

A mention in running text is not a start: `Section 12 of the Act` is followed by a small word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytool.model.clause import Kind
from policytool.parsing.divisions import title_below
from policytool.parsing.headings import (
    REFERENCE_WORD,
    SECTION,
    SECTION_RANK,
    UNHEADED,
    Head,
    is_division,
    read_heading,
    section_label,
    trimmed_heading,
)
from policytool.parsing.lines import goes_on, is_abbreviated, is_title, is_unfinished, line_end, next_line, own_paragraph
from policytool.parsing.profiles import Profile
from policytool.patterns import lazy

_GLUED = lazy(r"(?<=[.:;”\"])[ \t]*(?=(?:Section|Sec\.)[ \t\u00a0]*(\d{1,3})[A-Za-z]?\.[ \t\u00a0]+[A-Z(“\"])")
_BRACKETED = lazy(r"[ \t]*\((?!See|Sec|Added|Amend|Repeal|Omit|Reserved|\d)(?P<title>[A-ZÀ-Ý][^()\n]{3,100})\)[ \t]*$")
"""`(Principi generali)` below `Art. 1.`; near miss: `(Repealed.)`."""
_SHORT_LINE = lazy(r"[ \t]*(?P<title>[A-ZÀ-Ý][^\r\n.,;:]{2,45}?)[ \t]*(?=\r?\n[A-ZÀ-Ý])")
"""A title above a sentence, where a text has no blank lines; near miss: a wrapped line, `The Council of the`."""
_TITLE = lazy(r"[ \t\u00a0]*(?P<title>[A-Z“\"][^\n.;:]{2,110}?)(?P<end>\.(?=[—–-]|\s|$)(?:[ \t]?[—–])?|(?=\r?$))", re.M)

_CAPITALS = lazy(r"[ \t\u00a0]*(?P<title>[A-Z][A-Z0-9 \t\r\n,;:’'&()/–-]{2,200}?[A-Z0-9)])\.(?=[ \t\u00a0])")
"""A title in capitals, `RECORDS OF THE OFFICE; COPIES.`, may hold semicolons and go on in the next line."""
_CATCHLINE = lazy(r"[ \t\u00a0]*(?P<title>[A-Z“\"][^\n.:]{2,240}?)\.?(?=[ \t]*\r?$)", re.M)
"""A whole line, `Fees; exemption; penalty.`, whose parts are titles each."""
_NOTHING_FOLLOWS = lazy(r"\s*(?:\Z|#|[*_]{0,3}(?P<section>(?:SECTION|Section|SEC\.|Sec\.|§|Art(?:icle|[íi]culo|ikel|icolo|igo)?)[ \t\u00a0.]*[0-9A-ZÚ]))")
_EMPHASIS = lazy(r"(?P<mark>\*{1,3}|_{1,3})(?P<words>[^\s*_][^\n]{0,300}?)(?:(?P=mark)(?![*_\w])|(?<=[ \u00a0])(?P=mark)(?![*_]))")
"""`**Section 1. Fees.**` at the beginning of a line, and `**Section 1.- **Text` as pages are saved."""
_ASIDE = lazy(r"[ \t]*\((?!\w{1,5}\))[a-z]")
_BEHIND_EMPHASIS = lazy(r"[.:]?[ \t]?[–—-]{0,2}(?=\s|$|[–—])")
_CITES = lazy(r"\barts?\. ?\d")
"""`Art. 3 A multa do art. 2 é paga` is a sentence, not a title that ends in `art`."""


def _title_of_section(text: str, end: int) -> tuple[str, int]:
    """The title below a section's number that stands alone, `Article 1` or `Art. 2.`, with text behind it; and where that goes on."""
    below = next_line(text, end)
    if match := _BRACKETED.match(text, below, line_end(text, below)):
        return match["title"], match.end()
    title, stop = title_below(text, end)
    if not title and (match := _SHORT_LINE.match(text, below)) and is_title(match["title"]) and not is_unfinished(match["title"]):
        title, stop = match["title"], match.end()
    return (title, stop) if title and not _nothing_follows(text, stop) else ("", end)


def glued_starts(text: str, start: int) -> list[int]:
    """Section starts inside a line: only where the numbers count up from the section before."""
    expected, places = {1}, []
    if text.find("Sec", start) < 0:
        return []
    for match in _glued_candidates(text, start):
        number = int(match[1])
        if number in expected:
            places.append(match.end())
            expected = {number + 1}
    return places


def _glued_candidates(text: str, start: int) -> Iterator[re.Match[str]]:
    """Matches of `_GLUED`, tried only where the word stands."""
    for word in re.finditer("Sec", text[start:]) if start else re.finditer("Sec", text):
        at = word.start() + start
        before = at
        while before > start and text[before - 1] in " \t":
            before -= 1
        if before > start and text[before - 1] in '.:;”"' and (match := _GLUED.match(text, before)):
            yield match


def read_unheaded(text: str, start: int, end: int, profile: Profile) -> Head | None:
    """A section that begins at `start`, on a line that ends at `end`, without #; None for a mention in running text."""
    if text[start] in "*_":
        return _emphasised(text, start, end, profile)
    section = SECTION.match(text, start)
    if section is None or is_division(section, profile) or REFERENCE_WORD.match(text, section.end()):
        return None
    after = text[section.end() : section.end() + 2].lstrip(" \t\u00a0")
    if section["end"] == "" and not section["code"] and after[:1] not in ("", "\n", "\r") and not own_paragraph(text, start):
        return None
    if not _opens_text(after):
        return None
    if section.end() > end:  # the number stands on the line after its citation
        end = text.find("\n", section.end()) if "\n" in text[section.end() :] else len(text)
    heading, body = run_in_heading(text, section.end(), end)
    if not heading and not text[section.end() : end].strip():
        heading, body = _title_of_section(text, end)
    return Head(start, body, UNHEADED, SECTION_RANK, Kind.SECTION, section_label(section), heading)


def _opens_text(after: str) -> bool:
    """Whether what stands behind a number can begin a heading or a text; a mention goes on in small letters."""
    return not after or after[0] in '\r\n([“"*_«' or after[0].isupper() or after[0].isdigit()


def _emphasised(text: str, start: int, end: int, profile: Profile) -> Head | None:
    """A section or division whose number, or whole heading, stands in bold or italics at the beginning of a line."""
    bold = _EMPHASIS.match(text, start, end)
    if bold is None:
        return None
    words = bold["words"].rstrip()
    if bold.end() == end:
        rank, kind, label, heading = read_heading(words, profile)
        if kind is not Kind.HEADING and is_title(heading) and own_paragraph(text, start):
            return Head(start, end, UNHEADED, rank, kind, label, trimmed_heading(heading))
    section = SECTION.match(words)
    if section is None or is_division(section, profile) or REFERENCE_WORD.match(words, section.end()):
        return None
    rest = words[section.end() :].strip()
    body = _behind(text, bold, end)
    if rest:
        heading = trimmed_heading(rest) if is_title(rest) else ""
        body = body if heading else bold.start("words") + section.end()
    elif (section["end"] or body > bold.end() or own_paragraph(text, start)) and not REFERENCE_WORD.match(text, body):
        heading, body = run_in_heading(text, body, end)
    else:
        return None
    if not _opens_text(rest) or not _opens_text(text[body : body + 2].lstrip(" \t\u00a0")) or _ASIDE.match(text, body):
        return None  # **Section 8 Vouchers** are paid monthly; **Section 4** (as amended) gives
    return Head(start, body, UNHEADED, SECTION_RANK, Kind.SECTION, section_label(section), heading)


def _behind(text: str, bold: re.Match[str], end: int) -> int:
    """Where the text goes on behind bold words and the stop or dash that follows them."""
    match = _BEHIND_EMPHASIS.match(text, bold.end(), end)
    return match.end() if match else bold.end()


def run_in_heading(text: str, at: int, line_end: int) -> tuple[str, int]:
    """The heading that shares a line with its number, `Sec. 2. Policy. It is ...`, and where the text goes on."""
    blanks = len(text[at : at + 8]) - len(text[at : at + 8].lstrip(" \t\u00a0"))
    bold = _EMPHASIS.match(text, at + blanks, line_end)
    if bold and is_title(bold["words"]):
        body = _behind(text, bold, line_end)
        if bold["words"][-1] in ".:" or body > bold.end() or body == line_end:
            return trimmed_heading(bold["words"]).rstrip(":"), body
    if (capitals := _CAPITALS.match(text, at)) and "\n\n" not in capitals[0]:
        return " ".join(capitals["title"].split()), capitals.end()
    if text.find(";", at, line_end) >= 0 and (line := _CATCHLINE.match(text, at)) and all(map(is_title, line["title"].split(";"))):
        return ("", at) if _nothing_follows(text, line.end()) or goes_on(text, line.end()) else (line["title"].strip(), line.end())
    match = _TITLE.match(text, at)
    if match is None or match.end() > line_end or not is_title(match["title"]) or (match["end"] and is_abbreviated(match["title"])):
        return "", at
    if _CITES.search(text, match.end("title") - 6, match.end() + 4):
        return "", at
    if match.end() >= line_end and ((text[at - 1 : at].isdigit() is False and _nothing_follows(text, match.end())) or goes_on(text, match.end())):
        return "", at
    return match["title"].strip(), match.end()


def _nothing_follows(text: str, at: int) -> bool:
    """Whether the next unit, or the end, comes directly; `Section 14 of the Act is amended` is text."""
    found = _NOTHING_FOLLOWS.match(text, at)
    if found is None or found["section"] is None:
        return found is not None
    section = SECTION.match(text, found.start("section"))
    return section is None or REFERENCE_WORD.match(text, section.end()) is None
