"""Source text -> the units that stand without a heading: on a plain line, in bold, or in a line whose breaks are lost.

A mention in running text is not a start: `Section 12 of the Act` is followed by a small word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytool.model.clause import Kind
from policytool.parsing.headings import (
    DIVISION,
    ORDINAL,
    RANKS,
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
_GLUED = lazy(r"(?<=[.:;”\"])[ \t]*(?=(?:Section|Sec\.)[ \t\u00a0]*(\d{1,3})[A-Za-z]?\.[ \t\u00a0]+[A-Z(“\"])")
_CODE_BEFORE = lazy(r"\b(?:[A-Z]\.\s?){2,}$|\b(?:Code|Stat|Reg|Const|Ann|Laws|Comp|MCC)\.?$")
"""A line that ends `42 U.S.C.`: the § on the next line belongs to it."""
_TERMINAL = '.;:—–-!?”")]}>*_|'
_LONG, _SHORT = 14, 8
"""Words of a heading, at most; of one in a paragraph of its own below a number."""
LONGEST = 80
"""Characters of a title that stands on a line of its own, at most."""
_WRAPPED = lazy(r"[^\n]{0,4}(?:(?<=\bof)|(?<=\bto)|(?<=\bin)|(?<=\bor)|(?<=\bby)|(?<=\bthe)|(?<=\band)|(?<=\bfor)|(?<=\ba))[ \t]*\r?\n(?=\S)|[^\n]{0,4}\r?\n[ \t]*[a-z]")
"""The end of a line that goes on in the next one."""
_BRACKETED = lazy(r"[ \t]*\((?!See|Sec|Added|Amend|Repeal|Omit|Reserved|\d)(?P<title>[A-ZÀ-Ý][^()\n]{3,100})\)[ \t]*$")
"""`(Principi generali)` below `Art. 1.`; near miss: `(Repealed.)`."""
_SHORT_LINE = lazy(r"[ \t]*(?P<title>[A-ZÀ-Ý][^\r\n.,;:]{2,45}?(?<!\b(?:of|to|in|or|an|by|on))(?<!\b(?:the|and|for))(?<! a))[ \t]*(?=\r?\n[A-ZÀ-Ý])")
"""A title above a sentence, where a text has no blank lines; near miss: a wrapped line, `The Council of the`."""
SCHEDULE = lazy(r"(?:the\s+)?(?:\w+\s+)?(?:schedule|annex|appendix)\b", re.I)
_VERB = lazy(
    r"\b(?:shall|may|must|is|are|was|were|has|have|had|means|includes?|applies|will|can|be|hereby"
    r"|es|son|será|serán|podrán?|deberán?|tienen?|está|están|entrará|queda|quedan|é|são|dispõe|ficam?|aplicam?|sono|possono|devono|può"
    r"|est|sont|peut|doit|ist|sind|kann|wird|werden)\b|;"
)
_TITLE = lazy(r"[ \t\u00a0]*(?P<title>[A-Z“\"][^\n.;:]{2,110}?)(?P<end>\.(?=[—–-]|\s|$)(?:[ \t]?[—–])?|(?=\r?$))", re.M)

_CAPITALS = lazy(r"[ \t\u00a0]*(?P<title>[A-Z][A-Z0-9 \t\r\n,;:’'&()/–-]{2,200}?[A-Z0-9)])\.(?=[ \t\u00a0])")
"""A title in capitals, `RECORDS OF THE OFFICE; COPIES.`, may hold semicolons and go on in the next line."""
_NOTHING_FOLLOWS = lazy(r"\s*(?:\Z|#|[*_]{0,3}(?P<section>(?:SECTION|Section|SEC\.|Sec\.|§|Art)[ \t\u00a0.]*[0-9A-Z]))")
_EMPHASIS = lazy(r"(?P<mark>\*{1,3}|_{1,3})(?P<words>[^\s*_][^\n]{0,300}?)(?P=mark)(?![*_\w])")
"""`**Section 1. Fees.**` at the beginning of a line."""
_ASIDE = lazy(r"[ \t]*\((?!\w{1,5}\))[a-z]")
_BEHIND_EMPHASIS = lazy(r"[.:]?[ \t]?[–—-]{0,2}(?=\s|$|[–—])")


def division_lines(text: str, start: int, profile: Profile) -> list[Head]:
    """Divisions of a text without Markdown headings: a short line in capitals, or beginning like one, that stands alone or above a section."""
    found = []
    for match in _DIVISION_LINE.finditer(text[start:] if start else text):
        at = start + match.end()
        end = line_end(text, at)
        rank, kind, label, title = read_heading(_GLUED_TITLE.sub(r"\g<0> ", text[at:end]), profile)
        if kind is not Kind.DIVISION or end - at > 120 or not is_title(title) or not follows_an_end(text, at, start):
            continue
        if not title:
            title, end = _title_below(text, end)
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


def _title_below(text: str, end: int) -> tuple[str, int]:
    """The title below a division's number, and where it ends: on the next line, or alone in the next paragraph; nothing when none does."""
    below = next_line(text, end)
    near = bool(text[below : line_end(text, below)].strip())
    if not near:
        below = next_line(text, below)
    stop = line_end(text, below)
    title = text[below:stop].strip()
    if len(title) > 100 or not title[:1].isupper() or DIVISION.match(title) or SECTION.match(title) or _OPENS_UNIT.match(title):
        return "", end
    after = next_line(text, stop)
    alone = not text[stop : line_end(text, after)].strip() or (near and _OPENS_UNIT.match(text, after) is not None)
    if title.isupper() if near else alone and is_title(title) and title[-1] not in _TERMINAL and len(title.split()) <= _SHORT:
        return title, stop
    return (title, stop) if near and alone and is_title(title) and title[-1] not in _TERMINAL else ("", end)


def _title_of_section(text: str, end: int) -> tuple[str, int]:
    """The title below a section's number that stands alone, `Article 1` or `Art. 2.`, with text behind it; and where that goes on."""
    below = next_line(text, end)
    if match := _BRACKETED.match(text, below, line_end(text, below)):
        return match["title"], match.end()
    title, stop = _title_below(text, end)
    if not title and (match := _SHORT_LINE.match(text, below)) and is_title(match["title"]):
        title, stop = match["title"], match.end()
    return (title, stop) if title and not _nothing_follows(text, stop) else ("", end)


def next_line(text: str, end: int) -> int:
    """Where the line behind the one that ends at `end` begins."""
    return min(text.find("\n", end) + 1 or len(text), len(text))


def line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    found = len(text) if found < 0 else found
    return found - 1 if found > at and text[found - 1] == "\r" else found


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


def follows_an_end(text: str, at: int, start: int) -> bool:
    """Whether the line before `at` is blank, a heading, or ends like a sentence."""
    before = text[max(start, at - 200) : at].rstrip(" \t\u00a0")
    if not before.strip() or before.endswith(("\n\n", "\n\r\n")) or re.search(r"\n[ \t]*\r?\n$", before):
        return True
    line = before.rstrip()
    if text.startswith("§", at) and _CODE_BEFORE.search(line):
        return False
    return line[-1] in _TERMINAL or line.rpartition("\n")[2].lstrip().startswith("#")


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


def is_title(words: str) -> bool:
    """Whether some words are too few for a sentence and have no verb."""
    return len(words.split()) <= _LONG and not _VERB.search(words)


def title_in(line: str) -> str:
    """A line, where it is a title; else nothing. Near misses: `the clerk`, `It is filed.`, `Fees:`."""
    line = line.strip()
    return line if line[:1].isupper() and len(line) <= LONGEST and line.rstrip(".")[-1:].isalnum() and is_title(line) else ""


def own_paragraph(text: str, start: int) -> bool:
    return re.search(r"(?:^|\n[ \t]*\r?\n)[ \t]*$", text[max(0, start - 80) : start]) is not None


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
    match = _TITLE.match(text, at)
    if match is None or match.end() > line_end or not is_title(match["title"]):
        return "", at
    if match.end() >= line_end and ((text[at - 1 : at].isdigit() is False and _nothing_follows(text, match.end())) or _WRAPPED.match(text, match.end() - 4)):
        return "", at
    return match["title"].strip(), match.end()


def _nothing_follows(text: str, at: int) -> bool:
    """Whether the next unit, or the end, comes directly; `Section 14 of the Act is amended` is text."""
    found = _NOTHING_FOLLOWS.match(text, at)
    if found is None or found["section"] is None:
        return found is not None
    section = SECTION.match(text, found.start("section"))
    return section is None or REFERENCE_WORD.match(text, section.end()) is None
