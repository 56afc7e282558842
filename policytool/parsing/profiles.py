"""What differs between bodies of law: the words for sections, and which list usually nests in which.

A profile is chosen from the document id where it names a jurisdiction, else from the opening of the
text only, so that appending to a document never changes how its beginning is read. Profiles set soft
costs: no order of levels is ever forced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from policytool.patterns import lazy


class Language(StrEnum):
    ENGLISH = "en"
    FRENCH = "fr"
    GERMAN = "de"
    SPANISH = "es"


class Profile:
    """How to read one body of law."""

    __slots__ = ("enumerations", "language", "name", "nesting")

    def __init__(self, name: str, language: Language, special: Mapping[tuple[str, str], float]) -> None:
        self.name = name
        self.language = language
        self.nesting = MappingProxyType({**COMMON, **special})
        """Cost of a child list of the second style in a parent list of the first; styles as in `Style`, "" for the section."""
        self.enumerations = ENUMERATIONS.get(language, frozenset())
        """Decorations of lists whose members are one sentence: a paragraph after them goes on with the text above the list."""


COMMON: Mapping[tuple[str, str], float] = {
    ("", "a"): 0.0, ("", "1"): 0.0, ("", "A"): 0.1, ("", "I"): 0.1, ("", "i"): 0.2, ("", "1.1"): 0.0,
    ("a", "1"): 0.0, ("a", "i"): 0.15, ("a", "A"): 0.25, ("a", "aa"): 0.1,
    ("1", "A"): 0.0, ("1", "a"): 0.05, ("1", "i"): 0.1, ("1", "1.1"): 0.0,
    ("A", "i"): 0.0, ("A", "1"): 0.1, ("A", "a"): 0.3,
    ("i", "I"): 0.0, ("i", "A"): 0.1, ("i", "1"): 0.3, ("i", "a"): 0.3,
    ("I", "aa"): 0.0, ("I", "A"): 0.1, ("I", "1"): 0.1, ("I", "a"): 0.2,
    ("aa", "AA"): 0.0, ("aa", "aaa"): 0.1, ("AA", "aaa"): 0.1, ("1.1", "1.1"): 0.0, ("1.1", "a"): 0.05,
}  # fmt: skip
ENUMERATIONS = {Language.FRENCH: frozenset({"°", ")"}), Language.GERMAN: frozenset({".", ")"}), Language.SPANISH: frozenset({")"})}
"""French alinéas and German sentences follow `1°` and `1.` and belong to what holds them; American clauses have second paragraphs."""
UNUSUAL = 0.4
"""Cost of a nesting that no table lists."""

PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        name: Profile(name, language, special)
        for name, language, special in (
            ("common", Language.ENGLISH, {}),
            ("us-cfr", Language.ENGLISH, {("1", "i"): 0.0, ("i", "A"): 0.0, ("1", "A"): 0.2, ("A", "1"): 0.05, ("1", "a"): 0.3}),
            ("us-order", Language.ENGLISH, {("a", "i"): 0.0, ("a", "1"): 0.15, ("i", "A"): 0.0, ("1", "A"): 0.1}),
            ("fr", Language.FRENCH, {("I", "1"): 0.0, ("A", "1"): 0.0, ("I", "A"): 0.0, ("1", "a"): 0.0}),
            ("de", Language.GERMAN, {("1", "1"): 0.0, ("1", "a"): 0.0, ("a", "aa"): 0.0, ("aa", "aaa"): 0.0}),
            ("es", Language.SPANISH, {("1", "a"): 0.0, ("a", "i"): 0.0, ("a", "1"): 0.0}),
        )
    }
)


def _small_words(words: str) -> str:
    """A pattern for three of these within a line: enough to tell a language, too many for a name such as Los Angeles."""
    return rf"\b(?:{words})\b(?:[^\n]{{1,60}}\b(?:{words})\b){{2}}"


_BY_DOCID = (("us/cfr", "us-cfr"), ("us/eo", "us-order"), ("us/pm", "us-order"), ("fr", "fr"), ("de", "de"), ("es", "es"))
_BY_WORDS = (
    ("us-cfr", lazy(r"\bCFR\b[^\n]{0,80}\n")),
    (
        "fr",
        lazy(
            r"\b(?:Article [LRD]\.? ?\d+|Chapitre|Livre|présent code|alinéa)\b|" + _small_words("le|la|les|du|des|est|sont|dans|pour"), re.I
        ),
    ),
    ("de", lazy(r"\b(?:Absatz|Gesetz|Abschnitt|Verordnung|Satz \d)\b|" + _small_words("der|die|das|und|ist|nicht|nach|wer"))),
    ("es", lazy(r"\b(?:Artículo|ARTÍCULO|CONSIDERANDO|Decreto|Reglamento)\b|" + _small_words("el|los|las|del|es|para|que"))),
)
SAMPLE = 4000
"""Characters of the opening that decide a profile when the id does not."""


def choose_profile(docid: str, opening: str) -> Profile:
    """The profile of a document.

    >>> choose_profile("us/cfr/8/287.7", "").name, choose_profile("", "# Code civil\\n\\n## Livre Ier").name
    ('us-cfr', 'fr')
    """
    for prefix, name in _BY_DOCID:
        if docid == prefix or docid.startswith((prefix + "/", prefix + "-")):
            return PROFILES[name]
    if docid.startswith("us"):
        return PROFILES["common"]
    for name, words in _BY_WORDS:
        if words.search(opening[:SAMPLE]):
            return PROFILES[name]
    return PROFILES["common"]
