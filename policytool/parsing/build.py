"""Drafts -> clauses: their ids, addresses and words."""

from __future__ import annotations

import re
from typing import NamedTuple

from policytool.language.inline import LINE_BREAK
from policytool.model.clause import Clause, Kind
from policytool.model.label import Label, address_below
from policytool.parsing.assemble import Draft
from policytool.parsing.items import find_items
from policytool.parsing.marks import RANGE
from policytool.parsing.slugs import opening_id, slug_of
from policytool.patterns import lazy


def _slug(draft: Draft, text: str, counts: dict[Kind, int]) -> str:
    if draft.kind is Kind.CLAUSE:
        label = draft.label
        return Label(label).reading or opening_id(label)
    counts[draft.kind] = number = counts.get(draft.kind, 0) + 1
    match draft.kind:
        case Kind.RECITAL:
            return f"whereas-{number}"
        case Kind.ENACTING:
            return "now-therefore" if number == 1 else f"now-therefore-{number}"
        case Kind.DEFINITION:
            return "def-" + (slug_of(draft.heading) or str(number))
        case Kind.QUOTED:
            return f"quoted-{number}"
        case Kind.NOTE:
            return f"note-{number}"
        case Kind.TABLE | Kind.CODE:
            return f"{draft.kind.value}-{number}"
        case _:
            return opening_id(collapse(text, draft.pieces))


_ESCAPED = lazy(r"^([ \t]*)\\(?=[#>+|`~-])", re.M)
"""A line that would open a heading, a quotation, a list, a table or a fence if Markdown did not say that it does not."""


def collapse(text: str, pieces: list[tuple[int, int]]) -> str:
    """The words of some spans, white space runs as one blank, without the marks that keep a line from being markup or end it.

    >>> collapse("see\\n  \\\\# 5 \\\\[a]", [(0, 15)])
    'see # 5 \\\\[a]'
    """
    words = " ".join(" ".join(text[a:b].split()) for a, b in pieces)
    if "\\" in words or "<br" in words:
        words = " ".join(" ".join(LINE_BREAK.sub("", _ESCAPED.sub(r"\1", text[a:b])).split()) for a, b in pieces)
    return words


class Base(NamedTuple):
    """Where the clauses of a section hang: what their ids, paths and depths begin with."""

    id: str
    path: str
    depth: int
    taken: frozenset[str]
    """Ids that other sections of the document have."""


def build_children(text: str, root: Draft, base: Base) -> tuple[Clause, ...]:
    """The sub-clauses of a section, built from the bottom up without recursion.

    Beside 2.1 in 2 the item 1 of 2 is printed `2. 1.`.
    """
    if not root.children:
        return ()
    order: list[tuple[Draft, str, str, int]] = []
    stack: list[tuple[Draft, str, str, int]] = [(root, base.id, base.path, base.depth)]
    while stack:
        draft, ident, path, depth = stack.pop()
        order.append((draft, ident, path, depth))
        used: dict[str, int] = {}
        counts: dict[Kind, int] = {}
        below = []
        apart = path[-1:] == "." and any(child.reading and child.reading.parents for child in draft.children)
        for child in draft.children:
            slug = _slug(child, text, counts)
            plain = f"{ident}/{slug}" if ident else slug
            number = used.get(slug, 0) + 1
            while (own := plain if number == 1 else f"{plain}~{number}") in base.taken:
                number += 1
            used[slug] = number
            over = f"{path} " if apart and child.label[:1].isdigit() and child.reading and not child.reading.parents else path
            below.append((child, own, address_below(over, child.label) if child.label else path, depth + 1))
        stack.extend(reversed(below))
    built: dict[int, Clause] = {}
    for draft, ident, path, depth in reversed(order):
        children = tuple(built.pop(id(child)) for child in draft.children)
        built[id(draft)] = _clause(text, draft, ident, path, depth, children)
    return built[id(root)].children


def _clause(text: str, draft: Draft, ident: str, path: str, depth: int, children: tuple[Clause, ...]) -> Clause:
    end = max([draft.end, *(child.span[1] for child in children), *(b for _, b in draft.pieces)])
    return Clause(
        id=ident,
        kind=draft.kind,
        label=draft.label,
        heading=draft.heading,
        text=collapse(text, draft.pieces),
        path=path if draft.label and not RANGE.search(draft.label) else "",  # nothing is cited as "(h)-(k)"
        span=(draft.start, end),
        depth=depth,
        items=find_items(text, draft.pieces, ident),
        pieces=tuple(draft.pieces),
        children=children,
    )
