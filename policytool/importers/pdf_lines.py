"""The lines of a PDF's pages -> paragraphs: what repeats is dropped, numbers at the margin too, wrapped lines are joined.

A line is dropped only for a reason that the pages themselves give: it stands at the top or bottom of most pages with the same
words, it counts the pages, or it is one of the numbers that count the lines. All of it is listed.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import NamedTuple

from policytool.importers.gpo import split_label
from policytool.importers.imported import Paragraph, Role
from policytool.model.label import TOKEN
from policytool.patterns import lazy

EDGE = 3
"""Lines at the top and bottom of a page that may be a head or a foot."""
_SEVERAL = 4
_BARE = lazy(r"\d{1,4}")
_FEWEST_NUMBERS = 6
_DIGITS = lazy(r"\d+")
_PAGE_NUMBER = lazy(r"[-–—\s]*(?:page\s*)?(?P<number>\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.I)
_LINE_NUMBER = lazy(r"(?P<number>\d{1,2})(?:\s+(?P<rest>\S.*)|\s*)$", re.S)
_OPENS = lazy(
    rf"(?:\({TOKEN}\)|\d{{1,3}}[.)]|[A-Za-z][.)]|[ivxlIVXL]{{1,6}}[.)])\s|(?:SECTION|Section|SEC\.|Sec\.|ARTICLE|Article|CHAPTER|Chapter|§+)\s?\d|WHEREAS\b|NOW, THEREFORE|\d{{1,3}}-\d{{1,5}}-\d{{2,5}}\b"
)
_HYPHEN = lazy(r"(?P<left>[^\W\d_]{2,})[-\u00ad\u2010]$")
_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_PART = 60
"""Characters of a word that is divided, at most."""
_LOWER = lazy(r"(?P<right>[^\W\d_]+)")


class Line(NamedTuple):
    """One printed line. Positions and sizes are points, y growing upward."""

    text: str
    x: float
    y: float
    size: float


Lost = list[tuple[str, str]]


def without_edges(pages: list[list[Line]], lost: Lost) -> list[list[Line]]:
    """The pages without what repeats at their tops and bottoms, and without page numbers.

    What repeats must also be set apart from the text, unless nearly all of several pages have it: two pages may end alike by chance.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(side, _shape(line.text)) for side, line in _edges(page)})
    enough = max(2, (len(pages) + 1) // 2)
    repeated = {key for key, count in seen.items() if count >= enough and len(pages) > 1}
    always = {key for key in repeated if len(pages) >= _SEVERAL and seen[key] >= 0.8 * len(pages)}
    apart = 1.25 * _leading(pages)
    kept: list[list[Line]] = []
    for number, page in enumerate(pages, 1):
        drop: set[int] = set()
        for side, order in (("header", range(len(page))), ("footer", range(len(page) - 1, -1, -1))):
            at_edge = list(order)[: EDGE + 1]
            found = [_edge_kind(page[at].text, side, number, repeated) for at in at_edge[:EDGE]]
            run = found.index("") if "" in found else len(found)
            while run and not _stands_apart([page[at] for at in at_edge], run, found, (side, _shape(page[at_edge[run - 1]].text)) in always, apart):
                run -= 1
            lost.extend((kind, "" if kind == "page numbers" else page[at].text[:60]) for at, kind in zip(at_edge[:run], found, strict=False))
            drop.update(at_edge[:run])
        kept.append([line for at, line in enumerate(page) if at not in drop])
    return kept


def _edge_kind(text: str, side: str, number: int, repeated: set[tuple[str, str]]) -> str:
    """What a line at the edge of a page is; empty for text."""
    again = (side, _shape(text)) in repeated
    counts = _PAGE_NUMBER.fullmatch(text)
    if (counts and _counts_pages(text, counts["number"], number, again)) or _SAID_PAGE.match(text):
        return "page numbers"
    return f"page {side}s" if _BROWSER.fullmatch(text) or (again and not _OPENS.match(text)) else ""


def _stands_apart(lines: list[Line], run: int, found: list[str], always: bool, apart: float) -> bool:
    """Whether the innermost of some lines at an edge belongs to the edge: a page number does by itself."""
    inner = lines[run] if run < len(lines) else None
    return always or found[run - 1] == "page numbers" or inner is None or abs(inner.y - lines[run - 1].y) > apart


_BROWSER = lazy(r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}\s[AP]M\b.{0,300}|(?:https?|file)://\S{1,2000} \d{1,4}/\d{1,4}")
"""What a browser prints above and below a page."""
_SAID_PAGE = lazy(r"page \d{1,4}(?: of \d{1,4})?$", re.I)


def _edges(page: list[Line]) -> list[tuple[str, Line]]:
    return [("header", line) for line in page[:EDGE]] + [("footer", line) for line in page[-EDGE:]]


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split())).lower()


def _counts_pages(text: str, number: str, page: int, repeated: bool) -> bool:
    """A lone number is a page number where most pages have one, or where it says so itself."""
    return (
        repeated or "page" in text.lower() or bool(re.fullmatch(r"[-–—]\s*\d+\s*[-–—]", text.strip())) or (number == str(page) and page > 1)
    )


def without_margin(page: list[Line], lost: Lost) -> list[Line]:
    """A page without line numbers that were printed after its text: a run of bare numbers, each as much above the last."""
    kept: list[Line] = []
    run: list[Line] = []
    for line in [*page, None]:
        if line and _BARE.fullmatch(line.text) and (len(run) < 2 or int(line.text) - int(run[-1].text) == int(run[1].text) - int(run[0].text) > 0):
            run.append(line)
            continue
        if len(run) < _FEWEST_NUMBERS:
            kept += run
        else:
            lost.append(("line numbers", ""))
        again = line is not None and bool(_BARE.fullmatch(line.text))
        run = [line] if line and again else []
        kept += [line] if line and not again else []
    return kept


def without_line_numbers(page: list[Line], lost: Lost) -> list[Line]:
    """A page without the numbers that count its lines, as bills have them: most lines begin with the next one."""
    matches = [_LINE_NUMBER.match(line.text) for line in page]
    numbers = [int(m["number"]) for m in matches if m]
    steps = sum(1 for a, b in zip(numbers, numbers[1:], strict=False) if b == a + 1)
    if len(numbers) < 6 or len(numbers) < 0.7 * len(page) or steps < 0.9 * (len(numbers) - 1):
        return page
    lost.append(("line numbers", ""))
    found, expected = [], numbers[0]
    for line, match in zip(page, matches, strict=True):
        if match and int(match["number"]) == expected:
            expected += 1
            if match["rest"]:
                found.append(line._replace(text=match["rest"]))
        else:
            found.append(line)
    return found


def paragraphs_of(pages: list[list[Line]], repaired: Lost) -> list[Paragraph]:
    """Lines joined into paragraphs; words divided at a line end are joined where the text itself proves the word."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    body = median(line.size for line in lines)
    leading = _leading(pages)
    margin = Counter(round(line.x) for line in lines).most_common(1)[0][0]
    width = max(len(line.text) for line in lines)
    inner = (" ".join(line.text.split()[1:-1]) for line in lines)  # what stands at an end of a line may be half a word
    words = Counter(w.lower() for text in inner for w in _WORD.findall(text))
    groups: list[list[Line]] = []
    for page in pages:
        for at, line in enumerate(page):
            before = page[at - 1] if at else (groups[-1][-1] if groups else None)
            if groups and before and not _begins(line, before, at == 0, leading, margin, width):
                groups[-1].append(line)
            else:
                groups.append([line])
    return [_paragraph(group, body, words, repaired, at == 0) for at, group in enumerate(groups)]


def _leading(pages: list[list[Line]]) -> float:
    """The usual distance of two lines."""
    gaps = [a.y - b.y for page in pages for a, b in zip(page, page[1:], strict=False) if 2 < a.y - b.y < 60]
    return sorted(gaps)[len(gaps) // 4] if gaps else 12.0


def _begins(line: Line, before: Line, turned: bool, leading: float, margin: int, width: int) -> bool:
    """Whether a paragraph begins with this line. A page turn is no reason by itself."""
    if abs(line.size - before.size) > 0.15 * before.size:
        return True
    ended = before.text.rstrip()[-1:] in '.;:—”"' or before.text.rstrip().endswith(("; and", "; or"))
    if _OPENS.match(line.text) and (ended or (not turned and before.y - line.y > 1.3 * leading) or len(before.text) < 0.6 * width):
        return True
    if turned:
        return ended and (line.x > margin + 6 or len(before.text) < 0.75 * width)
    if before.y - line.y > 1.45 * leading:
        return True
    return line.x > before.x + 9 and (ended or len(before.text) < 0.75 * width)


def _paragraph(group: list[Line], body: float, words: Counter[str], repaired: Lost, first: bool) -> Paragraph:
    pieces = [group[0].text.strip()]
    for line in group[1:]:
        pieces[-1:] = _joined(pieces[-1], line.text.strip(), words, repaired)
    text = "".join(pieces)
    repaired.extend([("lines joined into paragraphs", "")] * (len(group) - 1))
    if group[0].size > 1.2 * body and len(text) < 300:
        return Paragraph(text, role=Role.HEADING, heading=1 if first else 2)
    label, rest = split_label(text)
    return Paragraph(rest, label)


def _joined(text: str, following: str, words: Counter[str], repaired: Lost) -> tuple[str, str]:
    """Two lines as they stand in one. A hyphen goes only when the whole word stands elsewhere in the text and the hyphenated one does not."""
    left, right = _HYPHEN.search(text, max(0, len(text) - _LONGEST_PART)), _LOWER.match(following)
    if not left or not right or not right["right"].islower():
        return text if text.endswith(("—", "–")) else f"{text} ", following
    whole, parted = (left["left"] + right["right"]).lower(), f"{left['left']}-{right['right']}".lower()
    if words[whole] and not words[parted]:
        repaired.append(("words divided at a line end joined", f"{parted} -> {whole}"))
        return text[:-1], following
    if not words[parted]:
        repaired.append(("hyphens at a line end kept, for the word may have one", parted))
    return text, following
