"""Plain or pasted text -> flat paragraphs; repaired only where it is certain, and every repair is listed.

Quotation marks and dashes stay as they are: which of them an author meant is not certain.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policytool.importers.encodings import decode_source
from policytool.importers.imported import Imported, Paragraph, Repair, Role, View, tally
from policytool.importers.markdown import one_line
from policytool.patterns import lazy

_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNSEEN = lazy(r"[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LIGATURE = lazy("[" + "".join(_LIGATURES) + "]")
_DOUBLED = lazy(
    r"(?:[\u00c2\u00c3][\u0080-\u00bf\u0192\u0160\u0178\u017d\u2018-\u203a]|\u00e2[\u0080-\u00bf\u20ac][\u0080-\u00bf\u0152-\u2122])"
)
_DAMAGED = lazy(r"\ufffd")
_DIVIDED = lazy(r"(?P<blank>[ \t]|(?<=\n)|\A)(?P<before>\S{0,40}?)(?<![\w-])(?P<left>[^\W\d_]{2,30})-\n[ \t]*(?P<right>[a-z]{1,30})(?![\w-])")
_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_APART = "\x1f"
"""A character that no text should hold."""
_BLANK = lazy(r"\n[ \t]*\n[ \t\n]*")
_LABEL_LINE = lazy(
    r"[ \t]*(?:\((?:\w{1,5})\)|\d{1,3}[.)]|[A-Za-z][.)]|[ivxlIVXL]{1,6}[.)]|(?:SECTION|Section|SEC\.|Sec\.|§|ARTICLE|WHEREAS))[ \t]*\S"
)
_NUMBERED = lazy(r"^[ \t]{0,12}(?P<number>\d{1,4})(?:(?P<gap>[ \t]+)(?=(?P<small>[a-z])?)\S.*)?$", re.M)
_FEWEST_LINES = 10
_ENDED = lazy(r"(?:[^\w,(]|[,;] ?(?:and|or))\s*$")
"""A line behind which a label may stand; near miss: `as subsection`, behind which `(b) says` goes on."""
_UNDERLINED = lazy(r"(?P<words>[^\n]{0,119}\S)[ \t]*\n {0,3}(?P<line>={3,}|-{3,})")
_HEADING = lazy(r"(?P<marks>#{1,6})[ \t]+(?P<words>[^\s][^\n]*)")


def read(data: bytes, name: str, view: View) -> Imported:
    """Plain text; its blank lines are its paragraphs, and without any, its lines."""
    text, decoded = decode_source(data, name)
    text, repairs = repair(text)
    plain = without_line_numbers(text)
    losses = tally([("line numbers", "")] * (plain != text) + [("characters the source had lost already", "")] * len(_DAMAGED.findall(text)))
    text, divided = _undivided(plain)
    paragraphs = split_text(text)
    title = next((p.text for p in paragraphs if p.role is Role.HEADING), "")
    return Imported(tuple(paragraphs), {"title": title} if title else {}, losses, (*decoded, *repairs, *divided))


def split_text(text: str) -> list[Paragraph]:
    """Paragraphs at blank lines; without any, at lines that open with a label or follow one that ended early."""
    blocks = [b for b in _BLANK.split(text.strip("\n")) if b.strip()]
    if len(blocks) == 1 and "\n" in text.strip():
        blocks = _lines(text.strip("\n"))
    return [_paragraph(block) for block in blocks]


def without_line_numbers(text: str) -> str:
    """A text without the numbers that count its lines, as bills have them: they stand on most lines, and sentences run on across them."""
    found = list(_NUMBERED.finditer(text))
    counted = [int(m["number"]) for m in found]
    steps = sum(b in (a + 1, 1) for a, b in zip(counted, counted[1:], strict=False))
    lines = sum(not line.isspace() for line in text.splitlines() if line)
    if len(found) < max(_FEWEST_LINES, 0.7 * lines) or steps < 0.9 * (len(found) - 1) or sum(m["small"] is not None for m in found) < 0.2 * len(found):
        return text
    gap = min((len(m["gap"]) for m in found if m["gap"]), default=0)
    return _NUMBERED.sub(lambda m: m[0][m.end("number") - m.start() + gap :], text)


def repair(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text with what is certainly damage put right.

    >>> repair("the oﬃce\\u200b of the Clerk\\r\\n")[0]
    'the office of the Clerk\\n'
    >>> [r.what for r in repair("Mayorâ€™s oﬃce")[1]]
    ['UTF-8 that was read as windows-1252 put right', 'ligatures written out']
    """
    repairs: list[Repair] = []
    text, doubled = _undoubled(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    if doubled:
        repairs.append(Repair("UTF-8 that was read as windows-1252 put right", len(doubled), doubled[0]))
    for pattern, what in ((_LIGATURE, "ligatures written out"), (_UNSEEN, "invisible characters left out")):
        found = pattern.findall(text)
        if found:
            example = found[0] if pattern is _LIGATURE else f"U+{ord(found[0]):04X}"
            repairs.append(Repair(what, len(found), example))
            text = pattern.sub(lambda m: _LIGATURES.get(m[0], ""), text)
    return text, tuple(repairs)


def repair_paragraphs(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], tuple[Repair, ...]]:
    """Paragraphs whose words and cells are put right as `repair` does."""
    text, repairs = repair(_APART.join(piece.replace(_APART, "") for p in paragraphs for piece in (p.text, *(c for row in p.rows for c in row))))
    if not repairs:
        return paragraphs, ()
    said = iter(text.split(_APART))
    return [replace(p, text=next(said), rows=tuple(tuple(next(said) for _ in row) for row in p.rows)) for p in paragraphs], repairs


def _undivided(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Words divided at a line end joined, where the whole word stands elsewhere in the text and the hyphenated one does not.

    The whole word opens the second line, with the marks that touch it, so that a line which ended early still does.
    """
    if not _DIVIDED.search(text):
        return text, ()
    words = set(_WORD.findall(text.lower()))
    joined: list[str] = []

    def join(match: re.Match[str]) -> str:
        whole, parted = match["left"] + match["right"], f"{match['left']}-{match['right']}"
        if whole.lower() not in words or parted.lower() in words:
            return match[0]
        joined.append(f"{parted} -> {whole}")
        opens = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()  # nothing is left of its line
        return (match["blank"] if opens else "\n") + match["before"] + whole

    text = _DIVIDED.sub(join, text)
    return text, (Repair("words divided at a line end joined", len(joined), joined[0]),) if joined else ()


def _undoubled(text: str) -> tuple[str, list[str]]:
    """Text in which `â€™` stands for an apostrophe: each such sequence that is UTF-8 again."""
    found: list[str] = []
    if re.search("[ÂÃ]", _DOUBLED.sub("", text)):
        return text, found  # it uses these letters for themselves

    def put_right(match: re.Match[str]) -> str:
        try:
            said = "".join(match[0]).encode("cp1252").decode("utf-8")
        except UnicodeError:
            return match[0]
        found.append(match[0])
        return said

    return _DOUBLED.sub(put_right, text), found


def _lines(text: str) -> list[str]:
    """A text without blank lines: a line that opens with a label begins a paragraph, and so does one after a line that ended early."""
    lines = text.split("\n")
    width = sorted(map(len, lines))[len(lines) * 9 // 10]  # a title may be longer than the lines
    blocks: list[list[str]] = []
    for at, line in enumerate(lines):
        wrapped = at and len(lines[at - 1]) > 0.6 * width and width > 40 and width < 200
        if blocks and wrapped and not (_ENDED.search(lines[at - 1]) and _LABEL_LINE.match(line)):
            blocks[-1].append(line)
        elif line.strip():
            blocks.append([line])
    return ["\n".join(block) for block in blocks]


def _paragraph(block: str) -> Paragraph:
    heading = _HEADING.fullmatch(block.strip())
    if heading:
        return Paragraph(one_line(heading["words"]), role=Role.HEADING, heading=len(heading["marks"]))
    underlined = _UNDERLINED.fullmatch(block.strip())
    if underlined and underlined["words"][-1] not in ".;,":
        return Paragraph(one_line(underlined["words"]), role=Role.HEADING, heading=1 if underlined["line"][0] == "=" else 2)
    indent = len(block) - len(block.lstrip(" \t"))
    return Paragraph("\n".join(one_line(line) for line in block.split("\n")), level=int(indent >= 2), wrapped=True)
