"""Words -> what is compared when meaning counts: lower case, without the endings of inflection.

Our own few rules, not a dictionary: `agencies` and `agency` meet, and so do `enforce`, `enforcing` and
`enforcement`. It errs towards keeping words apart: nothing shorter than four letters is cut.
"""

from __future__ import annotations

from functools import lru_cache

from policytool.patterns import lazy

_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[-.]\d+)*")
_ENDINGS = ("ational", "ations", "ation", "ements", "ement", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ors", "or", "ness", "ed", "es", "ly", "s", "e")
STOP = frozenset(
    ["a", "about", "above", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "could", "did", "do", "does", "each", "either", "for", "from", "further", "had", "has", "have", "having", "he", "her", "here", "hereby", "herein", "his", "how", "i", "if", "in", "including", "into", "is", "it", "its", "itself", "may", "more", "most", "must", "neither", "no", "nor", "not", "of", "off", "on", "once", "only", "or", "other", "otherwise", "our", "out", "over", "own", "same", "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "thereby", "therein", "thereof", "these", "they", "this", "those", "through", "to", "too", "under", "until", "up", "upon", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "you", "your", "section", "sections", "subsection", "paragraph", "chapter", "act", "order", "title"]
)
"""Words that hold sentences together, and the names of units of law."""


def stems_of(text: str) -> list[str]:
    """The stems of a text's words, in order, without those in STOP.

    >>> stems_of("The agencies shall not be enforcing an agency's detainers")
    ['agenci', 'enforc', 'agenci', 'detain']
    """
    return [stem(word) for match in _WORD.finditer(text) if (word := match[0].casefold().replace("’", "'").removesuffix("'s")) not in STOP]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One word in lower case without its ending.

    >>> stem("enforce"), stem("enforcement"), stem("immigration"), stem("city"), stem("cities"), stem("policy"), stem("police")
    ('enforc', 'enforc', 'immigr', 'citi', 'citi', 'polici', 'polic')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-2]
    if word.endswith("y") and len(word) > 3:
        return word[:-1] + "i"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _single(word[: -len(ending)])
    return word


def _single(word: str) -> str:
    """Without a doubled last letter: `stopp` -> `stop`; `pass` stays."""
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiousl" else word
