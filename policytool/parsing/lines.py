"""What stands around a place in a source text: the ends of lines, and whether some words are a title."""

from __future__ import annotations

import re

from policytool.patterns import lazy

TERMINAL = '.;:—–-!?”")]}>*_|'
"""What a sentence, a label or a lead-in ends with; a title does not."""
_WORDS = 14
"""Words of a heading, at most."""
_FEW = 4
"""Words of a title in capitals that may have a verb, `WHO MAY ENTER`, at most."""
LONGEST = 80
"""Characters of a title that stands on a line of its own, at most."""
_CODE_BEFORE = lazy(r"\b(?:[A-Z]\.\s?){2,}$|\b(?:Code|Stat|Reg|Const|Ann|Laws|Comp|MCC)\.?$")
"""A line that ends `42 U.S.C.`: the § on the next line belongs to it."""
_VERB = lazy(
    r"\b(?:shall|may|must|is|are|was|were|has|have|had|means|includes?|applies|takes|becomes|remains|will|can|be|hereby"
    r"|es|son|será|serán|podrán?|deberán?|tienen?|está|están|entrará|queda|quedan|é|são|dispõe|ficam?|aplicam?|sono|possono|devono|può"
    r"|est|sont|peut|doit|ist|sind|kann|wird|werden)\b|;"
)
_ABBREVIATED = lazy(r"\b(?:Nos?|Secs?|Arts?|Ch|St|Mr|Mrs|Ms|Dr|Ord|Res|vs?|[A-Z])$")
_SMALL = lazy(
    r"\b(?:an?|the|of|and|or|to|in|on|by|for|from|with|its|their|any|each|such|this|that"
    r"|der|des|dem|den|das|und|oder|von|vom|zum|zur|für|mit|ab|les|pour|avec|del|los|las|para|con|della|degli|dei)$",
    re.I,
)
_BREAK = lazy(r"(?:[ \t]{0,3}(?:\\|<br ?/?>))+$")


def before_break(words: str) -> str:
    """What stands before the mark of Markdown or HTML that ends a line: `The fee.\\\\`, `The fee.<br>`."""
    return _BREAK.sub("", words) if words.endswith(("\\", ">")) else words


def next_line(text: str, end: int) -> int:
    """Where the line behind the one that ends at `end` begins."""
    return min(text.find("\n", end) + 1 or len(text), len(text))


def line_end(text: str, at: int) -> int:
    """Where the line that holds `at` ends, its line break left out."""
    found = text.find("\n", at)
    found = len(text) if found < 0 else found
    return found - 1 if found > at and text[found - 1] == "\r" else found


def follows_an_end(text: str, at: int, start: int) -> bool:
    """Whether the line before `at` is blank, a heading, or ends like a sentence."""
    before = text[max(start, at - 200) : at].rstrip(" \t\u00a0")
    if not before.strip() or before.endswith(("\n\n", "\n\r\n")) or re.search(r"\n[ \t]*\r?\n$", before):
        return True
    line = before.rstrip()
    if text.startswith("§", at) and _CODE_BEFORE.search(line):
        return False
    return line[-1] in TERMINAL or line.rpartition("\n")[2].lstrip().startswith("#")


def is_title(words: str) -> bool:
    """Whether some words are too few for a sentence and have no verb."""
    return len(words.split()) <= _WORDS and not _VERB.search(words)


def title_in(line: str) -> str:
    """A line, where it is a title; else nothing. Near misses: `the clerk`, `It is filed.`, `Fees:`, `THE ROOM IS OPEN TO ALL`."""
    line = line.strip()
    if not line[:1].isupper() or len(line) > LONGEST or not line.rstrip(".")[-1:].isalnum():
        return ""
    return line if is_title(line.lower() if line.isupper() and len(line.split()) > _FEW else line) else ""


def own_paragraph(text: str, start: int) -> bool:
    """Whether nothing stands before a place but a blank line."""
    return re.search(r"(?:^|\n[ \t]*\r?\n)[ \t]*$", text[max(0, start - 80) : start]) is not None


def goes_on(text: str, end: int) -> bool:
    """Whether a line that ends at `end` was only wrapped: it ends with a small word, or the next one begins in small letters."""
    after = text[end : end + 80].lstrip(" \t")
    if not after.startswith(("\n", "\r\n")) or not after.split("\n", 2)[1].strip():
        return False
    return after.lstrip()[:1].islower() or is_unfinished(text[max(0, end - 20) : end])


def is_unfinished(words: str) -> bool:
    """Whether some words end as no title does: `The Council of the`."""
    return _SMALL.search(words.rstrip()) is not None


def is_abbreviated(words: str) -> bool:
    """Whether some words before a stop end with an abbreviation: `Resolution No.` goes on with its number."""
    return _ABBREVIATED.search(words) is not None
