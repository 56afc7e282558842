"""Names of acts and ordinances in running text: forwards after "of the", backwards from the word Act."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytool.language.gaps import GAP, S
from policytool.patterns import lazy

_LINKS = frozenset(["of", "and", "for", "the", "to", "in", "on", "with", "or", "&", "by", "from", "a", "an"])
_NOT_FIRST = frozenset(
    ["The", "This", "That", "Such", "Under", "In", "Any", "Each", "No", "An", "A", "See", "Section", "Sections", "And", "Of", "By", "For", "If", "When", "Where", "Pursuant", "Nothing", "Or", "To", "With", "From", "As", "At", "On", "Said", "Subject", "Act", "Our", "Their", "Its", "His", "Her", "These", "Those", "All", "Every", "Neither", "Is", "Was", "Both", "Whereas", "WHEREAS", "Since", "While", "Although", "Because", "After", "Before", "Until", "Unless", "Whether", "Through", "Public", "Private"]
)
YEAR = rf"{S}of{S}(?:1[789]|20)\d\d|{S}(?:1[6789]|20)\d\d|,{S}1[6789]\d\d(?=[,.;:)]|{S}[a-z(]|\Z)|,{S}20\d\d(?=[,.;:)]|{S}\(|\Z)"
"""of 2002; 2000, as Britain and Australia print it; , 1867, as Canada does; , 2021, as appropriations do"""
_PLACE = (
    rf"(?:(?<=Municipal.Code)|(?<=Village.Code)|(?<=County.Code)|(?<=City.Code)|(?<=Town.Code)){S}of{S}"
    rf"(?:the{S}(?:City|Town|Village|County){S}of{S})?[A-Z]\w{{2,20}}(?:{S}[A-Z]\w{{2,20}}){{0,2}}"
)
"""the Village Code of Oak Park"""
FORWARD = lazy(
    rf"(?:the{S}(?:[Ff]ederal{S}(?=Internal)|(?:19|20)\d\d{S})?)?(?P<act>(?!(?:Act|An?{S}Act|Article|Code|Ordinance|Public|Title|Chapter|United{S}States{S}Code)\b|U\.S\.{S}Code)[A-Z][\w’'.&/-]{{0,30}}(?:,?{S}(?:[A-Z][\w’'.&/-]{{0,30}}|\([A-Z][A-Za-z’' ,&-]{{2,40}}\)|of|and|for|the|to|in|on|with|or|&|by|from|a)){{0,14}}?"
    rf"{S}(?:Act|Ordinance|Amendments(?={S}of{S}(?:19|20)\d\d)|Code(?:{S}Annotated|{S}of{S}(?:Regulations|Ordinances)|{_PLACE})?|Compact|Regulations?|Order(?={S}\d)|Rules(?={S}\d)|Article(?!{S}[IVX\d])|Statutes(?:{S}of{S}[A-Z][a-z]{{2,12}})?)(?:{YEAR})?)(?<!\s)\b(?:(?<=\d){S}\((?:Cth|NSW|Vic|Qld|WA|SA|Tas|ACT|NT|UK)\))?(?!{GAP}(?:No\.{GAP})?\d{{1,3}}-\d|{S}(?:[A-Z][\w’'-]{{1,20}}{S}){{1,6}}Act\b)"
)
"""`the Home Rule Act`; not `the Act`, not `An Act`, not `Public Act 101-19`; a Building Code Amendment Act to its end."""
_YEAR = lazy(rf"(?:{YEAR})\b")
_NUMBERED = lazy(rf"{GAP}(?:No\.{GAP})?\d{{1,3}}-\d")
_NO_NAME = frozenset(("this", "such", "that", "said", "Act", "Ordinance"))
_WORDS, _CAPITAL = lazy(r"\S+"), lazy(r"[A-Z][\w’'&/-]*(?:\.[A-Z]?)*")
_MARKS = "(\"“‘["
"""What may open a name."""
WINDOW = 120


def find_name_before(text: str, end: int, floor: int = 0) -> tuple[int, int]:
    """The span of the act's name whose last word, Act or Ordinance, ends at `end`; (end, end) when it has none of its own.

    >>> text = "Under the Court Access, Safety, and Participation Act of 2025"
    >>> start, stop = find_name_before(text, text.index("Act of") + 3)
    >>> text[start:stop]
    'Court Access, Safety, and Participation Act of 2025'
    """
    if _NUMBERED.match(text, end):
        return end, end
    low = max(floor, end - WINDOW)
    nearest = text[low:end].rsplit(None, 2)[-2:]
    if len(nearest) < 2 or nearest[0].lower() in _LINKS or nearest[0] in _NO_NAME:
        return end, end
    words = list(_WORDS.finditer(text, low, end))
    if low and words and text[low - 1 : low].strip():
        words.pop(0)  # cut in two by the window
    first = _first_word(text, words)
    if first >= len(words) - 1:
        return end, end
    year = _YEAR.match(text, end)
    shift = len(words[first][0]) - len(words[first][0].lstrip(_MARKS))
    return words[first].start() + shift, year.end() if year else end


def _first_word(text: str, words: Sequence[re.Match[str]]) -> int:
    """Which of some words a name begins with that ends with the last of them; the last one when none does."""
    first = len(words) - 1
    series = False
    for place in range(len(words) - 2, -1, -1):
        word = words[place][0]
        opened = word.lstrip(_MARKS)
        plain = opened.rstrip(",")
        if opened != word:
            first = place if plain[:1].isupper() else first
            break
        if plain != opened and not (series or (place + 1 < len(words) and words[place + 1][0] == "and")):
            break
        series = series or plain != opened
        if plain in _LINKS:
            continue
        if not _CAPITAL.fullmatch(plain) or "\n\n" in text[words[place].end() : words[place + 1].start()]:
            break
        first = place
    while first < len(words) - 1 and (words[first][0].rstrip(",") in _NOT_FIRST or words[first][0] in _LINKS):
        first += 1
    return first
