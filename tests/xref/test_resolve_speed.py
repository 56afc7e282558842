"""Resolving citations takes time in line with the texts, however many sections and citations they hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import policytool as pt
from policytool.model.document import Document
from policytool.xref.compare import Pair, Side
from policytool.xref.resolve import Resolver
from tests.support.speed import check_in_line

Bodies = Callable[[int], tuple[str, str]]


def rules(count: int, says: str) -> str:
    return "".join(f"## § {n}. Rule {n}.\n\n{says.format(n)}\n\n" for n in range(1, count + 1))


TEXTS: dict[str, tuple[Bodies, int]] = {
    "its own sections": (lambda n: ("## § 1. Rule.\n\nIt ends.", rules(n, "Under section {0} the agency acts.")), 400),
    "sections of another": (lambda n: (rules(n, "The agency acts."), rules(n, "Under 8 U.S.C. {0} the agency acts.")), 400),
    "its own chapters": (
        lambda n: ("## § 1. Rule.\n\nIt ends.", "".join(f"# CHAPTER {k}\n\n{rules(1, f'Under chapter {k} of this title it acts.')}" for k in range(1, n))),
        400,
    ),
}  # fmt: skip


def parsed(docid: str, body: str) -> Document:
    document = pt.parse(f"---\nid: {docid}\ntitle: Rules of {docid}\n---\n\n{body}")
    list(document.clauses())
    return document


@pytest.mark.parametrize("shape", TEXTS, ids=lambda s: s.replace(" ", "_"))
def test_citations(shape: str) -> None:
    make, size = TEXTS[shape]

    def pair(n: int) -> tuple[Document, Document]:
        cited, citing = make(n)
        return parsed("us/usc/8/12", cited), parsed("us/rules/1", citing)

    def resolve(pair: tuple[Document, Document]) -> None:
        resolver = Resolver(Pair([Side(d, "2020-01-01", (d.title,)) for d in pair]))
        assert len(resolver.resolve_document(pair[1], "2020-01-01")) > 100

    check_in_line(pair, resolve, size)
