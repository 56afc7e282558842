"""What a person typed -> an FTS5 expression in which nothing is syntax but what we put there.

All words must occur. Words in quotation marks are an exact phrase; a star ends a prefix; a word with
hyphens or dots inside, as section numbers have, is a phrase of its parts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from policytool.errors import BadInput
from policytool.language.word_forms import forms_of
from policytool.patterns import lazy

MOST = 40
"""Words and phrases of one query, at most."""
_PART = lazy(r'["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?(?P<phrase_star>\*?)|(?P<word>[^\s"“”„«»*]+)(?P<star>\*?)|\*')


@dataclass(frozen=True, slots=True)
class Part:
    """One word or phrase."""

    text: str
    prefix: bool = False
    exact: bool = False
    """Written in quotation marks."""

    def __str__(self) -> str:
        return (f'"{self.text}"' if self.exact else self.text) + "*" * self.prefix


@dataclass(frozen=True, slots=True)
class Query:
    """Words and phrases that must all occur."""

    parts: tuple[Part, ...]

    @property
    def expression(self) -> str:
        """The FTS5 expression.

        >>> parse_query('2-173-020 "civil immigration" detain* agency').expression
        '"2-173-020" AND "civil immigration" AND "detain"* AND ("agency" OR "agencies")'
        """
        return " AND ".join(_expression(part) for part in self.parts)

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))


def parse_query(text: str) -> Query:
    """The words and phrases of `text`. Raises BadInput when there is none, or more than MOST."""
    parts = tuple(dict.fromkeys(_parts(text.encode("utf-8", "replace").decode())))
    if not parts:
        raise BadInput(f"{text!r} holds no word to search for; give words, or an exact phrase in quotation marks")
    if len(parts) > MOST:
        raise BadInput(f"{len(parts)} words and phrases were given; at most {MOST} are searched for at once")
    return Query(parts)


def _parts(text: str) -> Iterator[Part]:
    for match in _PART.finditer(text):
        phrase = match["phrase"]
        words = phrase if phrase is not None else match["word"] or ""
        plain = "".join(c if is_word_character(c) else " " if phrase is not None and not c.isprintable() else c for c in words if c != "\0")
        if any(is_word_character(c) for c in plain):
            yield Part(" ".join(plain.split()), bool(match["phrase_star"] or match["star"]), phrase is not None)


def is_word_character(character: str) -> bool:
    """Whether the index keeps a character: letters and numbers, as SQLite's unicode61 tokenizer reads them."""
    return unicodedata.category(character)[0] in "LN"


def _expression(part: Part) -> str:
    quoted = _quoted(part.text) + "*" * part.prefix
    if part.exact or part.prefix or not part.text.isalpha() or len(part.text) < 4:
        return quoted
    forms = [_quoted(form) for form in forms_of(part.text)]
    return f"({' OR '.join(forms)})" if len(forms) > 1 else quoted


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
