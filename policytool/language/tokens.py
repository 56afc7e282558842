"""Text -> words, as comparison and search see them.

Citations, dates, amounts, percentages and hyphenated section numbers are one word each: a redline
that cuts `2-173-020(a)` or `$1,250.00` in two is unreadable.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from policytool.patterns import lazy

LEGAL_TOKEN = lazy(
    r"""
    \s+ | (?:                                                             # blanks that open a text, else with what they follow
    [^\W\d_]{2,}(?:[-’'][^\W\d_]+)*                                      # enforcement  agency's  non-citizen
  | [$€£]\s?\d[\d,.]*\d(?:\s?(?:million|billion))?|[$€£]\d             # $1,250.00
  | \d{1,4}(?:[-–:.]\d{1,6}[A-Za-z]?)+(?:\([0-9A-Za-z-]{1,5}\))*       # 2-173-020(a)(1)  287.7(d)  2021-01-27
  | \d{1,3}(?:,\d{3})+(?:\.\d+)?%?|\d+,\d\d(?!\d)                       # 12,500  0,10
  | \d+(?:\.\d+)?\s?%|\d+[A-Za-z]{0,3}(?:\([0-9A-Za-z-]{1,5}\))*        # 30%  1357(g)  15th
  | \([0-9A-Za-z]{1,4}(?:-\w{1,3})?\)(?:\([0-9A-Za-z-]{1,5}\))*         # (a)(1)
  | (?:[A-Za-z]\.){2,6}                                                 # U.S.C.  p.m.
  | [^\W\d_](?:[-’'][^\W\d_]+)*                                        # a  d'office
  | \S
    )\s*
    """,
    re.X,
)
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Kana and Chinese characters: written without blanks, each counts as a word."""
_FIRST_CJK = "\u3040"
_BY_CHARACTER = lazy(rf"[{_CJK}]\s*|[^{_CJK}]+")
_WORD = lazy(rf"[^\W_{_CJK}]+|[{_CJK}]")
_MARKS = (("’", " "), ("“", " "), ("”", " "), ("—", " "), ("–", " "), ("œ", "oe"), ("Œ", "oe"))
"""What keeps a western text out of Latin-1."""
_LATIN = bytes(ord(chr(i).lower()) if chr(i).isalnum() else 32 for i in range(256))
"""Latin-1 in lower case, all but letters and digits blanked."""


def plain_words(text: str) -> list[bytes]:
    """The words of a text in lower case without punctuation, as keys to compare: western ones as Latin-1, others as UTF-8.

    Reading them byte by byte takes half the time of a pattern, and comparing texts is mostly this.

    >>> plain_words("The “Agency” shall, in § 5, keep Émile’s records.")
    [b'the', b'agency', b'shall', b'in', b'5', b'keep', b'\xe9mile', b's', b'records']
    >>> [word.decode() for word in plain_words("_Article_ 記録")]
    ['article', '記', '録']
    """
    for mark, plain in _MARKS:
        if mark in text:
            text = text.replace(mark, plain)
    try:
        return text.encode("latin-1").translate(_LATIN).split()
    except UnicodeEncodeError:
        return [_key(word) for word in _WORD.findall(text.lower())]


def _key(word: str) -> bytes:
    try:
        return word.encode("latin-1")
    except UnicodeEncodeError:
        return word.encode("utf-8", "surrogatepass")


def legal_tokens(text: str) -> list[str]:
    """The words of a text, each with the white space that follows it: joined, they are the text again.

    >>> legal_tokens("under § 2-173-020(a)(1), pay $1,250.00 by 30 June")
    ['under ', '§ ', '2-173-020(a)(1)', ', ', 'pay ', '$1,250.00 ', 'by ', '30 ', 'June']
    >>> legal_tokens("at 6 p.m. pay 0,10 euro")
    ['at ', '6 ', 'p.m. ', 'pay ', '0,10 ', 'euro']
    >>> legal_tokens("記録を保存する")
    ['記', '録', 'を', '保', '存', 'す', 'る']
    """
    tokens: list[str] = LEGAL_TOKEN.findall(text)
    if text.isascii() or max(text) < _FIRST_CJK:
        return tokens
    return [part for token in tokens for part in _BY_CHARACTER.findall(token)]


def abridged(text: str, limit: int) -> str:
    """The text, or as many of its words as fit into `limit` characters and a sign that some are left out.

    >>> abridged("within 30 days", 40), abridged("within 30 days after the notice", 17)
    ('within 30 days', 'within 30 days …')
    """
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;") + " …"


_FOLD = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "―": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u00ad": None,
        "\u200b": None, "\ufeff": None, "…": "...", "*": None, "_": None,
    }
)  # fmt: skip


def folded(text: str) -> str:
    """The text without what typography adds: quotes, dashes, spaces, case and emphasis marks; accented letters as one character.

    >>> folded("“Agency” — any  Board") == folded('"agency" - any board')
    True
    """
    text = text if text.isascii() else normalize("NFC", text)
    text = text.translate(_FOLD).casefold().replace("''", '"')
    text = re.sub(r"-{2,}", "-", text)
    return re.sub(r"\s+", "", text)
