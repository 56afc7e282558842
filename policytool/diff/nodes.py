"""A clause being matched: its words, its place, and the partner it was given."""

from __future__ import annotations

from collections.abc import Sequence

from policytool.diff.words import Vocabulary
from policytool.model.change import Evidence
from policytool.model.clause import Clause, Kind

FEW_WORDS = 6
"""Shorter texts are not looked for across sections."""


class Node:
    """A clause being matched."""

    __slots__ = ("below", "clause", "encoded", "evidence", "holder", "order", "partner", "place", "score", "section", "words")

    def __init__(
        self, clause: Clause, section: int, holder: Node | None, order: int, words: str, encoded: str, place: tuple[str, ...]
    ) -> None:
        self.clause = clause
        self.section = section
        self.holder = holder
        self.order = order
        self.words = words
        """Heading and text, white space collapsed; a definition's text holds its own term."""
        self.encoded = encoded
        self.place = place
        """Labels below the section; an unlabelled clause has its id's last part."""
        self.below: list[Node] = []
        self.partner: Node | None = None
        self.evidence = Evidence.NONE
        self.score = 0.0


def words_of(clause: Clause) -> str:
    """What a clause says, its number left out."""
    if clause.kind is Kind.DEFINITION or not clause.heading:
        return clause.text
    return f"{clause.heading} {clause.text}".strip()


def nodes_of(root: Clause, contents: Sequence[Clause], section: int, vocabulary: Vocabulary) -> list[Node]:
    """The clause of a section, then `contents` and all below them, in document order."""
    found: list[Node] = []
    top = _node(root, None, 0, section, vocabulary, ())
    found.append(top)
    stack: list[tuple[Clause, Node, tuple[str, ...]]] = [(c, top, (c.id.rpartition("/")[2],)) for c in reversed(contents)]
    while stack:
        clause, holder, place = stack.pop()
        node = _node(clause, holder, len(found), section, vocabulary, place)
        found.append(node)
        holder.below.append(node)
        stack.extend((c, node, (*place, c.id.rpartition("/")[2])) for c in reversed(clause.children) if c.kind not in SECTIONS)
    return found


def _node(clause: Clause, holder: Node | None, order: int, section: int, vocabulary: Vocabulary, place: tuple[str, ...]) -> Node:
    words = words_of(clause)
    return Node(clause, section, holder, order, words, vocabulary.encode(words), place)


SECTIONS = (Kind.SECTION, Kind.DIVISION, Kind.HEADING, Kind.TITLE)


def travels(node: Node) -> bool:
    """Whether a clause may be looked for in other sections: long enough, and not a mere heading."""
    return len(node.encoded) >= FEW_WORDS and (
        node.clause.kind not in SECTIONS or (node.clause.kind is Kind.SECTION and len(node.clause.text) > 40)
    )


def pair(a: Node, b: Node, evidence: Evidence, score: float) -> None:
    """Take two nodes for one clause."""
    a.partner, b.partner = b, a
    a.evidence = b.evidence = evidence
    a.score = b.score = score


def free(nodes: Sequence[Node]) -> list[Node]:
    """The nodes without a partner."""
    return [n for n in nodes if n.partner is None]


def alike(a: Node, b: Node) -> bool:
    """Whether two clauses are of kinds that can turn into each other."""
    x, y = a.clause.kind, b.clause.kind
    if x == y:
        return True
    fixed = (Kind.TABLE, Kind.CODE, Kind.TITLE, Kind.NOTE, Kind.QUOTED)
    return x not in fixed and y not in fixed


def holders_match(a: Node, b: Node) -> bool:
    """Whether what holds one clause became what holds the other."""
    if a.holder is None or b.holder is None:
        return a.holder is b.holder
    return a.holder.partner is b.holder
