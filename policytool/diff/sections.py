"""The sections of two documents -> which are the same section, and which need not be looked into.

Passes, the surest first: the same text where it is unique; repeated text only inside the gaps between
those anchors and in order; the same text after rewrapping, or under another number; the same label
with similar text; similar text, best first with a margin; at last the structure. Label first would be
wrong: a number given to another text is the very thing a reader must learn.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from policytool.diff.runs import RunIndex, containment, sample, shingles
from policytool.diff.sides import NOWHERE, Side, same_paragraphs
from policytool.diff.spine import heaviest_increasing
from policytool.diff.words import Vocabulary, similar_to, similarity
from policytool.model.change import Evidence
from policytool.model.clause import Kind
from policytool.model.document import Document

GUARD, SURE = 0.5, 0.8
"""Least similarity for a pair that the label proposes, and for one whose old heading stands over another section now."""
NEAR, FAR, MARGIN = 0.40, 0.55, 0.05
"""Least similarity inside a gap and across gaps; lead over the runner-up across gaps."""
RARE = 30
"""A run of three words in more sections than this proposes nothing."""
REWRAPPED = 0.2
"""Share of its length by which white space may change a section that is looked at for nothing else."""
MAX_PAIRS = 400_000
"""Candidate pairs compared before the search says that it stopped."""


class SectionPair(NamedTuple):
    """Two sections taken for one."""

    old: int
    new: int
    evidence: Evidence
    score: float
    identical: bool
    """The same words: its clauses need not be compared."""


def match_sections(old: Document, new: Document, vocabulary: Vocabulary) -> tuple[list[SectionPair], bool]:
    """Which sections are the same, in old order, and whether the search had to stop early."""
    matcher = SectionMatcher(old, new, vocabulary)
    return matcher.run(), matcher.exhausted


class SectionMatcher:
    """The passes over two documents' sections."""

    def __init__(self, old: Document, new: Document, vocabulary: Vocabulary) -> None:
        self.a, self.b = Side(old), Side(new)
        self.vocabulary = vocabulary
        self.pairs: dict[int, SectionPair] = {}
        self.exhausted = False

    def run(self) -> list[SectionPair]:
        """All pairs, in old order."""
        a, b = self.a, self.b
        self._untouched()
        self._same(*self._left(), a.raw, b.raw, Evidence.SAME_SECTION, True)
        left, right = self._left()
        if left and right:

            def flat_a(i: int) -> Hashable:
                return (a.label(i), a.words(i))

            def flat_b(i: int) -> Hashable:
                return (b.label(i), b.words(i))

            self._same(left, right, flat_a, flat_b, Evidence.SAME_SECTION, False)
            self._renumbered()
            self._labelled()
            self._similar()
            self._structural()
        return [self.pairs[i] for i in sorted(self.pairs)]

    def _left(self) -> tuple[list[int], list[int]]:
        return self.a.left(), self.b.left()

    def _pair(self, i: int, j: int, evidence: Evidence, score: float, identical: bool = False) -> None:
        self.a.partner[i], self.b.partner[j] = j, i
        self.pairs[i] = SectionPair(i, j, evidence, score, identical)

    def _untouched(self) -> None:
        """Numbered sections that say the same under the same number: compared in place, cheaper than by their words."""
        numbered = self.b.numbered()
        old, new = self.a.document.source, self.b.document.source
        for ident, (i, start, end) in self.a.numbered().items():
            j, at, stop = numbered.get(ident, NOWHERE)
            if j >= 0 and ((stop - at == end - start and new.startswith(old[start:end], at)) or self._rewrapped(i, j)):
                self._pair(i, j, Evidence.SAME_SECTION, 1.0, True)

    def _rewrapped(self, i: int, j: int) -> bool:
        a, b = self.a.sections[i], self.b.sections[j]
        return (
            a.label == b.label
            and a.heading.split() == b.heading.split()
            and abs((a.end - a.body) - (b.end - b.body)) < REWRAPPED * (a.end - a.body + 80)
            and same_paragraphs(self.a.body(i), self.b.body(j))
        )

    def _same(
        self,
        left: Iterable[int],
        right: Iterable[int],
        key_a: Callable[[int], Hashable],
        key_b: Callable[[int], Hashable],
        evidence: Evidence,
        identical: bool,
    ) -> None:
        """Equal keys: unique ones anywhere, repeated ones in order inside the gaps between anchors."""
        keys_a, keys_b = {i: key_a(i) for i in left}, {j: key_b(j) for j in right}
        groups_a, groups_b = defaultdict(list), defaultdict(list)
        for i, key in keys_a.items():
            groups_a[key].append(i)
        for j, key in keys_b.items():
            groups_b[key].append(j)
        repeated = False
        for key, found in groups_a.items():
            others = groups_b.get(key, ())
            if len(found) == 1 and len(others) == 1:
                self._pair(found[0], others[0], evidence, 1.0, identical)
            else:
                repeated = repeated or bool(others)
        if repeated:
            self._same_in_gaps(keys_a, keys_b, evidence, identical)

    def _same_in_gaps(self, keys_a: Mapping[int, Hashable], keys_b: Mapping[int, Hashable], evidence: Evidence, identical: bool) -> None:
        for low_a, high_a, low_b, high_b in self._gaps():
            places: dict[Hashable, list[int]] = defaultdict(list)
            for j in range(low_b, high_b):
                if j in keys_b and j not in self.b.partner:
                    places[keys_b[j]].append(j)
            after = low_b
            for i in range(low_a, high_a):
                if i not in keys_a or i in self.a.partner:
                    continue
                same = places.get(keys_a[i], [])
                n = bisect_left(same, after)
                if n < len(same):
                    self._pair(i, same[n], evidence, 1.0, identical)
                    after = same[n] + 1

    def _gaps(self) -> list[tuple[int, int, int, int]]:
        """Stretches between neighbours on the spine: (old from, old to, new from, new to), ends excluded."""
        ordered = sorted(self.a.partner.items())
        spine = heaviest_increasing([j for _, j in ordered], lambda n: self.a.size(ordered[n][0]))
        gaps = []
        last_i = last_j = -1
        for n, (i, j) in enumerate(ordered):
            if n in spine:
                if i > last_i + 1 and j > last_j + 1:
                    gaps.append((last_i + 1, i, last_j + 1, j))
                last_i, last_j = i, j
        many_a, many_b = len(self.a.sections), len(self.b.sections)
        if many_a > last_i + 1 and many_b > last_j + 1:
            gaps.append((last_i + 1, many_a, last_j + 1, many_b))
        return gaps

    def _renumbered(self) -> None:
        """The same words under another number, where they are long enough and unique."""
        left, right = self._left()
        by_words = defaultdict(list)
        for j in right:
            by_words[self.b.words(j)].append(j)
        mine = defaultdict(list)
        for i in left:
            mine[self.a.words(i)].append(i)
        for words, found in mine.items():
            others = by_words.get(words, ())
            if len(found) == 1 and len(others) == 1 and words.count(" ") >= 5 and self._same_kind(found[0], others[0]):
                self._pair(found[0], others[0], Evidence.SAME_TEXT, 1.0)

    def _same_kind(self, i: int, j: int) -> bool:
        a, b = self.a.sections[i].kind, self.b.sections[j].kind
        loose = (Kind.DIVISION, Kind.HEADING, Kind.TITLE)
        return a == b or (a in loose and b in loose)

    def _score(self, i: int, j: int, cutoff: float = 0.0) -> float:
        return similarity(self._encoded_a(i), self._encoded_b(j), cutoff)

    def _encoded_a(self, i: int) -> str:
        return self.vocabulary.encode(self.a.words(i))

    def _encoded_b(self, j: int) -> str:
        return self.vocabulary.encode(self.b.words(j))

    def _labelled(self) -> None:
        """The same label and similar, or contained, text."""
        left, right = self._left()
        by_label = defaultdict(list)
        for j in right:
            by_label[self.b.label(j)].append(j)
        headings = {" ".join(self.b.sections[j].heading.split()).casefold() for j in right}
        scored = []
        for i in left:
            for j in by_label.get(self.a.label(i), ())[:20]:
                if not self._same_kind(i, j):
                    continue
                score = self._score(i, j, 0.0)
                if (score >= GUARD or self._grown(i, j)) and not (score < SURE and self._renamed(i, j, headings)):
                    scored.append((-score, abs(i - j), i, j))
        for score, _, i, j in sorted(scored):
            if i not in self.a.partner and j not in self.b.partner:
                self._pair(i, j, Evidence.LABEL, -score)

    def _renamed(self, i: int, j: int, headings: set[str]) -> bool:
        """Whether two sections have other headings, and the old one's stands over another section now."""
        old, new = (" ".join(side.sections[n].heading.split()).casefold() for side, n in ((self.a, i), (self.b, j)))
        return bool(old) and old != new and old in headings

    def _grown(self, i: int, j: int) -> bool:
        """Whether one text is mostly inside the other: a section that gained or lost subsections."""
        x, y = self._encoded_a(i), self._encoded_b(j)
        small, large = (x, y) if len(x) <= len(y) else (y, x)
        return len(small) >= 8 and containment(shingles(small), large) >= 0.5

    def _similar(self) -> None:
        """Similar text anywhere, best first."""
        left, right = self._left()
        if not left or not right:
            return
        gap_of = {}
        for n, (la, ha, lb, hb) in enumerate(self._gaps()):
            gap_of.update({("a", i): n for i in range(la, ha)})
            gap_of.update({("b", j): n for j in range(lb, hb)})
        scored, rivals = [], defaultdict(list)
        for i, others in self._candidates(left, right):
            for n, score in similar_to(self._encoded_a(i), [self._encoded_b(j) for j in others], NEAR):
                j = others[n]
                near = gap_of.get(("a", i), -1) == gap_of.get(("b", j), -2)
                bonus = 0.05 if self.a.label(i) == self.b.label(j) else 0.0
                scored.append((-score - bonus, not near, abs(i - j), i, j, score, near))
                rivals[i].append((score + bonus, j))
                rivals[~j].append((score + bonus, i))
        for negative, _, _, i, j, score, near in sorted(scored):
            if i in self.a.partner or j in self.b.partner:
                continue
            if score < (NEAR if near else FAR):
                continue
            if not near and (len(self._encoded_a(i)) < 8 or not self._leads(-negative, rivals[i], j, self.b.partner)):
                continue
            self._pair(i, j, Evidence.SIMILAR, score)

    def _leads(self, score: float, rivals: list[tuple[float, int]], mine: int, taken: dict[int, int]) -> bool:
        return all(score >= other + MARGIN or j == mine or j in taken for other, j in rivals)

    def _candidates(self, left: list[int], right: list[int]) -> Iterator[tuple[int, list[int]]]:
        """For each section those worth comparing it with: all when there are few, else those that share a rare run of three words."""
        if len(left) * len(right) <= 4_000:
            yield from ((i, [j for j in right if self._same_kind(i, j)]) for i in left)
            return
        sought = [sample(self._encoded_a(i)) for i in left]
        index = RunIndex([self._encoded_b(j) for j in right], sought, RARE)
        pairs = 0
        for i, runs in zip(left, sought, strict=True):
            near = [right[n] for n in index.nearest(runs, 12) if self._same_kind(i, right[n])]
            yield i, near
            pairs += len(near)
            if pairs > MAX_PAIRS:
                self.exhausted = True
                return

    def _structural(self) -> None:
        """Headings and divisions whose contents went together; then what stands alone under the same name."""
        self._by_contents()
        left, right = self._left()
        by_place: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for j in right:
            parent = self.b.sections[j].parent
            by_place[(self.b.partner.get(parent, -2) if parent >= 0 else -1, self.b.label(j))].append(j)
        for i in left:
            section = self.a.sections[i]
            found = by_place.get((section.parent, self.a.label(i)), ())
            free = [j for j in found if j not in self.b.partner]
            if len(free) == 1 and self._structure_decides(i, free[0]):
                self._pair(i, free[0], Evidence.STRUCTURE, self._score(i, free[0]))

    def _structure_decides(self, i: int, j: int) -> bool:
        """Whether two sections of one name and place are one even when little of the text stayed."""
        section, other = self.a.sections[i], self.b.sections[j]
        same_heading = bool(section.heading) and section.heading.split() == other.heading.split()
        return section.kind is not Kind.SECTION or same_heading or (len(self.a.sections) <= 3 and len(self.b.sections) <= 3)

    def _by_contents(self) -> None:
        votes: dict[tuple[int, int], int] = defaultdict(int)
        for i, j in self.a.partner.items():
            p, q = self.a.sections[i].parent, self.b.sections[j].parent
            if p >= 0 and q >= 0 and p not in self.a.partner and q not in self.b.partner:
                votes[(p, q)] += 1
        for (p, q), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
            if p not in self.a.partner and q not in self.b.partner and self._same_kind(p, q):
                self._pair(p, q, Evidence.STRUCTURE, self._score(p, q))
