"""Clauses without a partner, below holders that are one -> pairs told by something that each text has once there.

A number whose clause keeps half of its words or grew at an end, the first words of an item, the term that a clause
defines, its heading, a line that is the same but for its numbers and dates (`Version 1.0 - 22 November 2005`): each
says which clause it is among its siblings, and nothing beyond them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from policytool.diff.nodes import FEW_WORDS, Node, free, pair
from policytool.diff.signal_words import MONTHS
from policytool.diff.words import similarity
from policytool.model.change import Evidence
from policytool.model.clause import Kind
from policytool.patterns import lazy

OPENING = 3
"""Words by which an item without a number is known."""
HALF = 0.5
"""Similarity at which a number keeps its clause, however short, below a holder that is known only by then."""
SHORT = 90
"""Characters of a line that may be told without its numbers, at most."""
_DEFINES = lazy(
    r"(?:The (?:term|word)s? )?(?:``|[“\"«])(?P<term>[^“”\"«»`]{1,80}?)[,.]?(?:''|[”\"»])"
    r"(?:,? (?:or|and) [^.;:]{1,60}?)? (?:shall )?(?:means?|ha(?:s|ve) the (?:same )?meaning|includes?|refers? to|is defined)\b"
)
"""A numbered clause that gives a term its meaning: `(d) "Vendor" means any person`; near miss: `(d) "Vendor" is printed on the badge`."""
_OPENS_DEFINITION = ("T", "t", "`", "“", '"', "«")
_DIGIT = lazy(r"\d")
_COUNTS = lazy(rf"\b(?:v?\d[\w.,:/-]*|{MONTHS})(?!\w)")
_WORD = lazy(r"[^\W_]+")


def match_siblings(old: Sequence[Node], new: Sequence[Node]) -> None:
    """Pair what is left below holders that have a partner, the surest first."""
    for key, evidence, fits in (
        (_number, Evidence.LABEL, _stayed),
        (_opening, Evidence.SIMILAR, _goes_on),
        (_term, Evidence.SAME_TERM, None),
        (_title, Evidence.SIMILAR, None),
        (_without_numbers, Evidence.SIMILAR, None),
    ):
        _pair_by(key, evidence, fits, old, new)


def match_terms(old: Sequence[Node], new: Sequence[Node]) -> None:
    """Pair the definitions of a term that each text defines once: an item of one may look more like the other than it does itself."""
    left, right = (_once((0, _term(n), n) for n in free(nodes) if n.words[:1] in _OPENS_DEFINITION) for nodes in (old, new))
    for key, a in left.items():
        b = right.get(key)
        if a is not None and b is not None:
            pair(a, b, Evidence.SAME_TERM, similarity(a.encoded, b.encoded))


def _pair_by(
    key: Callable[[Node], Hashable], evidence: Evidence, fits: Callable[[Node, Node], bool] | None, old: Sequence[Node], new: Sequence[Node]
) -> None:
    right = _once((id(n.holder.partner), key(n), n) for n in free(new) if n.holder and n.holder.partner)
    if not right:
        return
    for where, a in _once((id(n.holder), key(n), n) for n in free(old) if n.holder).items():
        b = right.get(where)
        if a is not None and b is not None and (fits is None or fits(a, b)):
            pair(a, b, evidence, similarity(a.encoded, b.encoded))


def _once(found: Iterable[tuple[int, Hashable, Node]]) -> dict[tuple[int, Hashable], Node | None]:
    """(holder in the old text, key) -> the clause that has it there; None where several do. An empty key is none."""
    known: dict[tuple[int, Hashable], Node | None] = {}
    for holder, key, node in found:
        if key:
            known[holder, key] = None if (holder, key) in known else node
    return known


def _number(node: Node) -> str:
    return node.place[-1] if node.clause.label else ""


def _stayed(a: Node, b: Node) -> bool:
    """Whether half of the words are the same, or all of one clause stand in a row in the other: added to, or shortened, at its ends."""
    few, many = sorted((a.encoded, b.encoded), key=len)
    return (len(few) >= FEW_WORDS and few in many) or (few != "" and similarity(a.encoded, b.encoded, HALF) > 0)


def _opening(node: Node) -> str:
    return node.encoded[:OPENING] if node.clause.kind is Kind.PARAGRAPH and len(node.encoded) >= OPENING else ""


def _goes_on(a: Node, b: Node) -> bool:
    """Whether one item is the other with words behind it."""
    return a.encoded.startswith(b.encoded) or b.encoded.startswith(a.encoded)


def _term(node: Node) -> str:
    match = _DEFINES.match(node.clause.text) if node.clause.kind is Kind.CLAUSE else None
    return match["term"].casefold() if match else ""


def _title(node: Node) -> str:
    """The heading of a numbered clause that says more than its heading."""
    clause = node.clause
    return " ".join(_WORD.findall(clause.heading)).casefold() if clause.kind is Kind.CLAUSE and clause.heading and clause.text else ""


def _without_numbers(node: Node) -> str:
    if node.clause.kind is not Kind.PARAGRAPH or len(node.words) > SHORT or not _DIGIT.search(node.words):
        return ""
    return " ".join(_WORD.findall(_COUNTS.sub(" ", node.words))).casefold()
