"""Amending text in quotation marks: where it begins and ends. Its labels are another document's.

American drafting repeats the opening mark at each paragraph and closes once; others open and close
once. Marks may be curly, straight, or the doubled ones of the Government Publishing Office.
"""

from __future__ import annotations

from collections.abc import Sequence

from policytool.model.label import TOKEN
from policytool.parsing.blocks import Block, BlockKind, line_starts
from policytool.patterns import lazy

_QUOTE_LABEL = lazy(rf"(?:[“\"‘'«]|``)(?:\[?\(\s?{TOKEN}\s?\)|§|SEC\.|Sec\.|Section\s\d|\d{{1,3}}\.\s|\d{{1,3}}[A-Z]?(?:-\d{{1,5}}){{1,3}}\s)")
_CLOSED = lazy(r"(?:[”\"]|'')[ .;,]{0,4}(?:(?:and|or)[ ,]{0,2})?$")
"""The end of a quotation, and what the sentence around it adds: `”; and`."""
_CLOSERS = {"“": lazy("”"), "`": lazy("''"), '"': lazy(r"(?<=[\w.;,:!?)])\"(?!\()"), "«": lazy("»")}
_BEFORE_QUOTE = ("", " ", "\n", "\u00a0", "—", "–", ":", "-")
QUOTES = '“"‘«`'
"""What a quotation begins with."""
FAR = 200
"""Paragraphs within which the end of a quotation is looked for."""


def read_quotation(text: str, blocks: Sequence[Block], at: int, open_quote: str, before: object) -> tuple[str, bool]:
    """The quotation mark still open after one of the blocks, and whether the block is quoted; `before` says how the text before it stopped."""
    body = text[blocks[at].start : blocks[at].end]
    if open_quote:
        return ("" if _closes(body, open_quote) else open_quote), True
    if body[0] not in QUOTES or before is None or not _QUOTE_LABEL.match(body):
        return "", False
    if body[0] == "‘" or _is_balanced(body, body[0]):
        return "", True
    later = body[0] != '"' or any(_closes(text[b.start : b.end], '"') for b in blocks[at + 1 : at + FAR] if b.kind is BlockKind.PARAGRAPH)
    return (body[0] if later else ""), True  # a straight mark that nothing closes may be a slip: it takes nothing with it


def _closes(body: str, mark: str) -> bool:
    """Whether a paragraph ends the quotation that `mark` opened."""
    return (_CLOSED.search(body) is not None or body.rstrip(" .;,").endswith(("’", "»"))) and (
        body.count('"') % 2 == 1 if mark == '"' else body.count("“") + body.count("``") <= body.count("”") + body.count("''")
    )


def _is_balanced(body: str, mark: str) -> bool:
    if mark == "`":
        return body.count("``") <= body.count("''")
    return body.count("“") <= body.count("”") if mark == "“" else body.count(mark) % 2 == 0


def quoted_lines(text: str, block: Block) -> list[tuple[int, int]]:
    """Stretches of lines that quote amending text, in a paragraph that holds more than them."""
    lines = line_starts(text, block)
    found: list[tuple[int, int]] = []
    at = 1
    while at < len(lines):
        start, end = lines[at]
        led = text.endswith((":", "—", "--"), lines[at - 1][0], lines[at - 1][1])
        if not (led and _QUOTE_LABEL.match(text, start, end)):
            at += 1
            continue
        last = next((n for n in range(at, min(len(lines), at + FAR)) if _ends_quotation(text, lines, n)), -1)
        if last < 0:
            return found
        found.append((start, lines[last][1]))
        at = last + 1
    return found


def _ends_quotation(text: str, lines: list[tuple[int, int]], n: int) -> bool:
    """Whether a line closes a quotation that does not go on below."""
    return _CLOSED.search(text, lines[n][0], lines[n][1]) is not None and (n + 1 == len(lines) or text[lines[n + 1][0]] not in '“"`')


def quoted_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches of amending text in a text without line breaks: from a mark before a label to the mark that closes it."""
    spans: list[tuple[int, int]] = []
    closers = dict(_CLOSERS)
    for opening in _QUOTE_LABEL.finditer(text, start, end):
        at = opening.start()
        close = closers.get(text[at])
        if close is None or (spans and at < spans[-1][1]) or text[at - 1 : at] not in _BEFORE_QUOTE:
            continue
        if closing := close.search(text, opening.end(), end):
            spans.append((at, closing.end()))
        else:
            del closers[text[at]]  # nothing closes: looked for once, not at every mark
    return spans
