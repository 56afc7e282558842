"""How well a clause is known, as front matter says it in letters -> what the letters mean.

`confidence: {s2/b: "S: suntimes-2019; label U"}`: a letter says where the words come from, the rest is prose.
"""

from __future__ import annotations

from collections.abc import Iterable

from policytool.patterns import lazy

LETTERS = {"R": "read in the source", "P": "from the issuer's own release", "S": "from a report", "U": "recalled, not verified"}
_LETTER = lazy(r"(?<![\w-])(?<!\w\.)(?<!\w\.\s)[RPSU](?![\w-]|\.\s?[A-Z]\b)")
"""A letter for itself, not one of the initials U.S."""


def legend(said: Iterable[str]) -> str:
    """What the letters mean that stand in some words on confidence; empty when none does.

    >>> legend(["S: a newspaper; label U", "from memory"]), legend(["R: the U.S. Code", "U. S. law"])
    ('S: from a report; U: recalled, not verified', 'R: read in the source')
    """
    used = set(_LETTER.findall("\n".join(said)))
    return "; ".join(f"{letter}: {meaning}" for letter, meaning in LETTERS.items() if letter in used)
