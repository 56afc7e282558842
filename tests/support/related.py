"""Reviewed relations as questions: is a relation's other clause among the first suggestions?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import policytool as pt
from policytool.model.blob import blob_id
from policytool.model.document import Document
from policytool.xref.related import ClauseWords, Related, Weights, candidates
from policytool.xref.relations import End, parse_relations

PLAIN = Weights(0, 0, 0, 0)
"""BM25 alone."""


@dataclass(frozen=True)
class Case:
    asking: Document
    answering: Document
    clause: str
    target: str
    forward: bool


class Sample:
    def __init__(self, folder: Path, relations: Path) -> None:
        self.folder, self.texts, self.words = folder, {}, {}
        self.cases = list(self._cases(relations))

    def _cases(self, relations: Path) -> Iterable[Case]:
        for one in parse_relations(relations.read_text(encoding="utf-8")):
            if one.first.clause and one.second.clause:
                first, second = self.document(one.first), self.document(one.second)
                if len(candidates(second)) >= 12:
                    yield Case(first, second, one.first.clause, one.second.clause, True)
                if len(candidates(first)) >= 12:
                    yield Case(second, first, one.second.clause, one.first.clause, False)

    def document(self, end: End) -> Document:
        if (end.docid, end.version) not in self.texts:
            for path in sorted((self.folder / end.docid).glob("*.md")):
                data = path.read_bytes()
                if path.stem == end.version or (end.version.startswith("blob:") and blob_id(data).startswith(end.version[5:])):
                    self.texts[end.docid, end.version] = pt.parse(data.decode(), id=end.docid)
        return self.texts[end.docid, end.version]

    def places(self, weights: Weights) -> list[int]:
        """The place of each case's target, from 1; a large number when it is not found."""
        cache: dict[int, Related] = {}
        found = []
        for case in self.cases:
            asking = self.words.setdefault(id(case.asking), ClauseWords(case.asking))
            answering = self.words.setdefault(id(case.answering), ClauseWords(case.answering))
            related = cache.setdefault(id(case.answering), Related(answering, weights))
            ids = [s.second for s in related.rank(asking, case.clause)]
            found.append(ids.index(case.target) + 1 if case.target in ids else 10**6)
        return found


def share(places: Iterable[int], first: int) -> float:
    places = list(places)
    return sum(p <= first for p in places) / len(places)
