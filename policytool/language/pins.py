"""Labels below a section, as one place or another prints them, read from where the number ends.

    (a)(1)   19.36 (1) (a)   119.071(4)(d)2.a.   66.0101 (4m) (b) 1.   13.03, subdivision 3, paragraph (e)   22.7, subsections 5 and 6

One reader serves every code, so that no label is lost: a citation cut short names another clause.
"""

from __future__ import annotations

from typing import NamedTuple

from policytool.language.gaps import GAP, S, W
from policytool.language.spelled import SMALL
from policytool.model.label import TOKEN, Style, readings
from policytool.patterns import lazy

_PINS = lazy(rf"(?:\(\s?{TOKEN}\s?\)){{1,9}}")
_PIN = lazy(rf"\(\s?({TOKEN})\s?\)")
_YEAR = lazy(r"(?:1[789]|20)\d\d")
_SPACED = lazy(
    rf"{GAP}(?=\((?!\d{{4}})[A-Za-z0-9]{{1,4}}\)(?:\(|[,;.)\]]|{GAP}?(?:&|[-–—]{GAP})|"
    rf"{GAP}(?:and|or|of|through|to|is|are|was|were|shall|may|must|does|do|appl(?:y|ies)|has|have|requires?|provides?)\b|{GAP}\([A-Za-z0-9]{{1,4}}\)|{GAP}\d{{1,2}}[a-z]{{0,2}}\.|\Z))"
)
"""19.36 (1) (a): nothing but more labels, a list or an end stands behind."""
_BARE_END = rf"(?=[,;:)\]]|\.?\s*\Z|{GAP}(?:and|or|of|to|is|are|shall|may|must)\b)"
_DOTTED = lazy(
    rf"(\d{{1,2}}[a-z]{{0,2}})(?:\.(?!\d)(?:([a-z]{{1,2}})(?:\.(?!\w)(?:\(([IVX]{{1,5}})\))?|(?!\w))(?:([A-Z])\.(?!\w))?)?|(?![\w.]))"
    rf"|([a-z])(?:\.(?!\w)(?:(\d{{1,2}})\.(?!\w))?|{_BARE_END})"
)
"""Right behind brackets: (4)(d)2.a.(I), (c)(2)a., (6)(b)54m.d, (a)1"""
_SET_APART = lazy(r"[ \u00a0](\d{1,2}[a-z]{0,2})\.(?:[ \u00a0]([a-z]{1,2})\.)?(?=[,;:)]|[ \u00a0][a-z]|\s*\Z)")
"""(4m) (b) 1. a."""
_STOP = lazy(r"\s*\Z|\s+[A-Z“\"]")
WORDS = (
    r"(?:[Ss]ub-?)?(?:[Pp]aragraph|[Cc]lause|[Ii]tem)s?|[Ss]ub-?sections?|[Ss]ub-?divisions?|[Ss]ub(?:s|d|par)?s?\.|[Pp]ars?\.|[Cc]ls?\.|[Pp]oints?"
)
_NO_LABEL = "or|of|as|is|in|to|at|by|if|an|no|it|be|on|so|we|us|do|he|my|up"
BARE = lazy(
    rf"(?:[“\"](?P<quoted>[a-z]{{1,2}}|\d{{1,3}})[”\"]|(?P<small>{'|'.join(SMALL)})\b|(?P<bare>\d{{1,3}}[A-Za-z]{{0,2}}(?:-[A-Za-z0-9]{{1,2}})?|(?!(?:{_NO_LABEL})\b)(?:[a-z]{{1,2}}|[ivx]{{1,5}}|[IVX]{{2,5}}(?:-[a-z])?|[A-Z]{{1,2}}(?:-\d{{1,2}})?)))"
    rf"(?![\w’'-]|\.\d|,\d{{3}}|%|°|{GAP}?[$€£])"
)
"""A label without brackets: subdivision 2, subsection B, paragraph "a", subdivision two."""
_FOLLOWS = lazy(
    rf"{W}(?:[,;.:)\]”\"—–(]|\Z)|{S}(?:and|or|of|to|through|is|are|was|were|shall|may|must|does|do|applies|apply|has|have|for|in|on|with|by|as|that|which|unless|if|when|not|had|will|at|under|from)\b"
)
"""What may stand behind a letter that is a label: not "paragraph a day"."""
_REMAINS = lazy(rf"{W}(?:[,;.:)\]”\"—–(]|\Z)|{S}[a-z]{{2}}")
_NUMERAL = lazy(rf",{S}([IVX]{{1,6}}(?:-[a-z]{{1,2}})?)(?![\w’'-]|,{S}[a-z]|{S}(?!and|or|of|is|shall|may|must|does|to|through|for|by|as|in|on|has|are|unless|if|when|until|with)[a-z])")
_ELSEWHERE = lazy(rf"{S}(?:of|in|to){S}(?:the{S})?(?:[Ss]ub|[Ss]ec|§|s\.|[Tt]his|[Tt]hat|[Ss]uch|[Ss]aid|[Pp]ar|[Cc]lause|[Ss]chedule|[Aa]rt)")
"""Behind labels that begin a reference of their own: section 5, paragraph (2) of subsection (b)"""
_WORD = lazy(rf",{W}(?:(?<=\s)(?:(?P<first>[Ss]ubs(?:ections?|\.)|[Ss]ubd(?:ivisions?|\.)|[Ss]ubp(?:arts?|\.))|{WORDS}){S}|(?:sub-§|¶)[§¶]?{W})(?=[(“\"\w])")
_BEFORE_MORE = (" (", "\n(", "\u00a0(")


class Labels(NamedTuple):
    """Labels, where they end, and whether the last of them may be followed by more of its kind without brackets."""

    pins: tuple[str, ...]
    end: int
    several: bool = False


def labels_of(printed: str) -> tuple[str, ...]:
    """The labels of a pincite as printed.

    >>> labels_of("(a)(1)(A)")
    ('a', '1', 'A')
    """
    return tuple(_PIN.findall(printed))


def read_pins(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The labels in brackets that stand at `at`, and where they end: `(a)(1)`; words in brackets are none."""
    match = _PINS.match(text, at) if text[at : at + 1] == "(" else None
    if not match:
        return (), at
    end = at
    labels: list[str] = []
    for pin in _PIN.finditer(text, at, match.end()):
        if not readings(pin[1]) or _YEAR.fullmatch(pin[1]):
            break
        labels.append(pin[1])
        end = pin.end()
    return tuple(labels), end


def read_labels(text: str, at: int) -> Labels:
    """Every label behind a section's number that ends at `at`.

    >>> read_labels("s. 119.071(4)(d)2.a., F.S.", 10).pins, read_labels("s. 19.36 (1) (a), Stats.", 8).pins
    (('4', 'd', '2', 'a'), ('1', 'a'))
    >>> read_labels("section 13.03, subdivision 3, paragraph (e), clause (1), or", 13).pins, read_labels("section 5 (a person)", 9).pins
    (('3', 'e', '1'), ())
    """
    pins, end = read_pins(text, at + (text[at : at + 2] == ".("))
    end = end if pins else at
    while text[end : end + 2] in _BEFORE_MORE and (spaced := _SPACED.match(text, end)):
        more, after = read_pins(text, spaced.end())
        if not more:
            break
        pins, end = pins + more, after
    if pins and (behind := text[end : end + 2].strip())[:1].isalnum() and (behind[0] == text[end] or behind[0].isdigit() or behind[1:] == "."):
        match = (_DOTTED if text[end] == behind[0] else _SET_APART).match(text, end)
        if match:
            pins, end = pins + tuple(filter(None, match.groups())), match.end()
            end -= text[end - 1] == "." and bool(_STOP.match(text, end))
    return read_words(text, Labels(pins, end)) if text[end : end + 1] == "," else Labels(pins, end)


def read_numerals(text: str, at: int) -> Labels:
    """The same where paragraphs are numbered in capitals behind a comma: `91-A:5, IV(b)`.

    >>> read_numerals("RSA 91-A:5, IV(b), the", 10).pins, read_numerals("RSA 91-A:5, I think", 10).pins
    (('IV', 'b'), ())
    """
    if not (match := _NUMERAL.match(text, at)):
        return read_labels(text, at)
    pins, end = read_pins(text, match.end())
    return Labels((match[1], *pins), end, True)


def read_words(text: str, labels: Labels) -> Labels:
    """The same with the labels that words name: `, subdivision 3, paragraph (e)`; a reference that begins there is left alone."""
    pins, end, several = labels
    while len(pins) < 9 and text[end : end + 1] == "," and (word := _WORD.match(text, end)):
        more, after = read_pins(text, word.end())
        bare = not more
        if bare:
            more, after = read_bare(text, word.end())
        if not more or (word["first"] and pins) or _ELSEWHERE.match(text, after):
            break
        if bare and len(more) > 1 and more[0].isdigit() and more[1][0].isdigit():
            break  # subsection 15(2), which is of a section 15
        pins, end = pins + more, after
        several = bare and word[0].rstrip().rstrip(".").endswith("s")
    return Labels(pins, end, several)


def read_bare(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """A label without brackets, those in brackets behind it, and where they end: `8a(b)`.

    >>> read_bare("subd. 8a(b), or", 6), read_bare("paragraph a day", 10), read_bare("subdivision two of", 12)
    ((('8a', 'b'), 11), ((), 10), (('2',), 15))
    """
    match = BARE.match(text, at)
    if not match or (match["bare"] and match["bare"].isalpha() and not (_REMAINS if match["bare"].isupper() else _FOLLOWS).match(text, match.end())):
        return (), at
    label = str(SMALL.index(match["small"]) + 1) if match["small"] else match["quoted"] or match["bare"]
    below, end = read_pins(text, match.end())
    return (label, *below), end


def replace_tail(pins: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """The full pincite of an elided list item: its labels replace the tail of the item before, by numbering style.

    Empty when no level is numbered like the new label.

    >>> replace_tail(("a", "2", "B"), ("C",)), replace_tail(("h", "1"), ("2",)), replace_tail(("a", "1"), ("b", "3"))
    (('a', '2', 'C'), ('h', '2'), ('b', '3'))
    >>> replace_tail(("c", "1", "B", "i"), ("ii",)), replace_tail(("a",), ("1",))
    (('c', '1', 'B', 'ii'), ())
    """
    styles = _styles_of(pins)
    wanted = {r.style: r.ordinal for r in readings(new[0])}
    for forward in (True, False):
        for place in range(len(pins) - 1, -1, -1):
            for style, ordinal in styles[place]:
                if style in wanted and (not forward or wanted[style] >= ordinal):
                    return pins[:place] + new
    return ()


def _styles_of(pins: tuple[str, ...]) -> list[list[tuple[Style, int]]]:
    """The readings of each label that its ancestors' styles leave possible: the i of (a)(1)(i) is a roman one."""
    used: set[Style] = set()
    found: list[list[tuple[Style, int]]] = []
    for pin in pins:
        mine = readings(pin)
        fresh = [r for r in mine if r.style not in used] or list(mine)
        found.append([(r.style, r.ordinal) for r in fresh])
        if fresh:
            used.add(fresh[0].style)
    return found
