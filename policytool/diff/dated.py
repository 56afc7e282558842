"""Short lines without a partner that are the same but for their numbers and dates: `Version 1.0 - 22 November 2005`.

Such a line says of which text, or of which day, the rest is. Few of its words are left when the numbers go, too few to be told
by; but where a text has one such line in one place and the other text has one there too, it is that line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policytool.diff.nodes import Node, free, pair
from policytool.diff.words import similarity
from policytool.model.change import Evidence
from policytool.model.clause import Kind
from policytool.patterns import lazy

MOST = 90
"""Characters of such a line, at most."""
_NUMBERED = lazy(r"\d")
_COUNTS = lazy(
    r"\b(?:v?\d[\w.,:/-]*|Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
_WORD = lazy(r"[^\W_]+")


def same_but_for_numbers(old: Sequence[Node], new: Sequence[Node]) -> None:
    """Pair paragraphs without a number under one holder that differ only in numbers and dates, where each text has one."""
    right = _by_words((node, node.holder.partner) for node in free(new) if node.holder)
    if not right:
        return
    for key, a in _by_words((node, node.holder) for node in free(old) if node.holder).items():
        b = right.get(key)
        if a is not None and b is not None:
            pair(a, b, Evidence.SIMILAR, similarity(a.encoded, b.encoded))


def _by_words(nodes: Iterable[tuple[Node, Node | None]]) -> dict[tuple[int, str], Node | None]:
    """(holder in the old text, words without numbers) -> the line that says them; None where several do."""
    found: dict[tuple[int, str], Node | None] = {}
    for node, holder in nodes:
        if holder is None or node.clause.kind is not Kind.PARAGRAPH or len(node.words) > MOST or not _NUMBERED.search(node.words):
            continue
        words = " ".join(_WORD.findall(_COUNTS.sub(" ", node.words))).casefold()
        if words:
            key = (id(holder), words)
            found[key] = None if key in found else node
    return found
