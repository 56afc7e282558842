"""Document x Document -> DocumentDiff. The steps, in order:

sections   which section is which; those with the same words are not looked into
clauses    inside pairs of sections that differ, then across sections
splits     what is left may be a part of something
facts      what happened to each pair
nature     what kind of difference, and the signals to look closer
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from policytool.diff.clauses import ClauseMatcher
from policytool.diff.facts import Ordered, own_facts
from policytool.diff.metadata import compare_front_matter
from policytool.diff.nature import Judge
from policytool.diff.nodes import SECTIONS, Node, nodes_of, pair
from policytool.diff.passages import match_passages
from policytool.diff.places import Place, deleted_places
from policytool.diff.redline import redline
from policytool.diff.renamed import match_renamed
from policytool.diff.sections import SectionPair, match_sections
from policytool.diff.sides import same_paragraphs
from policytool.diff.splits import Joint, find_joints
from policytool.diff.surroundings import Surroundings
from policytool.diff.words import Vocabulary
from policytool.model.change import ClauseChange, DocumentDiff, Evidence, Fact, Nature, Segment
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document, Section


def compare(old: Document, new: Document) -> DocumentDiff:
    """Compare two documents clause by clause."""
    return _Comparison(old, new).run()


class _Comparison:
    """Two documents on their way to a DocumentDiff."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old = old
        self.new = new
        self.vocabulary = Vocabulary()
        self.old_nodes: list[Node] = []
        self.new_nodes: list[Node] = []
        self.new_tops: dict[int, Node] = {}
        self.old_tops: dict[int, Node] = {}
        self.identical: dict[int, int] = {}
        """New section -> old section, the same word for word."""

    def run(self) -> DocumentDiff:
        pairs, exhausted = match_sections(self.old, self.new, self.vocabulary)
        ordered = Ordered(self.old.reader.sections, self.new.reader.sections, pairs)
        clauses = ClauseMatcher()
        self._read_pairs(pairs, ordered, clauses)
        self._read_left(pairs)
        del self.vocabulary  # what is encoded stays comparable
        clauses.across(self.old_nodes, self.new_nodes)
        match_renamed(self.old_nodes, self.new_nodes)
        joints = find_joints(self.old_nodes, self.new_nodes)
        joined = {id(node) for joint in joints for node in (joint.whole, *joint.parts)}
        match_passages(clauses.close, self.old_nodes, self.new_nodes, joined, self._is_unread)
        changes = self._changes(joints, ordered)
        changed = [c for c in changes if c.facts]
        judged = Judge(self.old, self.new, changed, Surroundings(self.old_nodes, self.new_nodes, changed)).judged()
        notes: tuple[str, ...] = ()
        if exhausted or clauses.exhausted:
            notes = ("too many unmatched clauses to compare every pair: some may be shown as deleted and inserted that are the same",)
        final = _substituted(changes, judged)
        return DocumentDiff(
            old=self.old,
            new=self.new,
            metadata=compare_front_matter(self.old.front_matter, self.new.front_matter),
            looked_into=tuple(final),
            same_sections=self.identical,
            everything=lambda: self._everything(final),
            notes=notes,
        )

    # ------------------------------------------------------------ matching

    def _read_pairs(self, pairs: list[SectionPair], ordered: Ordered, clauses: ClauseMatcher) -> None:
        """Parse the pairs that differ and match their clauses; pairs that moved are read without their contents."""
        settled = ordered.settled
        for found in pairs:
            if found.identical and found.new in settled:  # nearly all sections of a code
                self.identical[found.new] = found.old
                continue
            same = found.identical or self._same_words(found)
            facts = ordered.section_facts(found)
            if same and not facts:
                self.identical[found.new] = found.old
                continue
            a = self._nodes(self.old, found.old, same)
            b = self._nodes(self.new, found.new, same)
            if same:
                self.identical[found.new] = found.old
            pair(a[0], b[0], found.evidence, found.score)
            if not same:
                clauses.within(a, b)
            self._keep(a, b)

    def _same_words(self, found: SectionPair) -> bool:
        """Whether two sections differ in white space at most, so that no clause can differ."""
        if found.evidence is not Evidence.SAME_SECTION:
            return False
        a, b = self.old.reader.sections[found.old], self.new.reader.sections[found.new]
        return same_paragraphs(self.old.source[a.body : a.end], self.new.source[b.body : b.end])

    def _read_left(self, pairs: list[SectionPair]) -> None:
        olds, news = {p.old for p in pairs}, {p.new for p in pairs}
        for section in self.old.reader.sections:
            if section.order not in olds:
                self._keep(self._nodes(self.old, section.order), [])
        for section in self.new.reader.sections:
            if section.order not in news:
                self._keep([], self._nodes(self.new, section.order))

    def _keep(self, a: list[Node], b: list[Node]) -> None:
        if a:
            self.old_tops[a[0].section] = a[0]
        if b:
            self.new_tops[b[0].section] = b[0]
        for nodes, kept in ((a, self.old_nodes), (b, self.new_nodes)):
            for node in nodes:
                node.order = len(kept)
                kept.append(node)

    def _nodes(self, document: Document, order: int, own_only: bool = False) -> list[Node]:
        """The nodes of one section; only its own when what is below it is known to be the same."""
        section = document.reader.sections[order]
        contents = () if own_only else document.reader.contents(section)
        return nodes_of(document.reader.clause(section), contents, order, self.vocabulary)

    def _is_unread(self, words: str) -> bool:
        """Whether some words stand in a section that is the same in both texts."""
        sections, source = self.new.reader.sections, self.new.source
        at = source.find(words)
        while at >= 0:
            if bisect_right(sections, at, key=lambda s: s.start) - 1 in self.identical:
                return True
            at = source.find(words, at + 1)
        return False

    # ------------------------------------------------------------ reading off

    def _changes(self, joints: list[Joint], ordered: Ordered) -> list[ClauseChange]:
        """One change for every node that was looked into, in new-document order with deletions at their old place."""
        facts = own_facts(self.new_nodes, ordered)
        marks: dict[int, set[Fact]] = {}
        owner: dict[int, Node] = {}
        for joint in joints:
            marks.setdefault(id(joint.whole), set()).add(joint.fact)
            for part in joint.parts:
                owner[id(part)] = joint.whole
                marks.setdefault(id(part), set()).add(joint.fact)
        made: dict[int, ClauseChange] = {}
        for node in sorted(self.new_nodes, key=lambda n: n.clause.span):
            if node.partner is not None and _real(node.clause):
                extra = marks.get(id(node), set()) | marks.get(id(node.partner), set())
                made[id(node)] = made[id(node.partner)] = self._paired(node.partner, node, facts[id(node)] | extra)
        return self._in_order(made, marks, owner)

    def _paired(self, a: Node, b: Node, facts: frozenset[Fact]) -> ClauseChange:
        marked: tuple[Segment, ...] = ()
        if Fact.MODIFIED in facts:
            marked = self._redline_of_tables(a, b) if a.clause.kind is b.clause.kind is Kind.TABLE else redline(a.words, b.words)
        return ClauseChange(a.clause, b.clause, facts, redline=marked, evidence=b.evidence, confidence=round(b.score, 3))

    def _redline_of_tables(self, a: Node, b: Node) -> tuple[Segment, ...]:
        from policytool.diff.tables import redline_rows, rows_of

        old, new = rows_of(a.clause, self.old.source), rows_of(b.clause, self.new.source)
        return redline_rows(old, new) if ("".join(old), "".join(new)) == (a.words, b.words) else redline(a.words, b.words)

    def _in_order(self, made: dict[int, ClauseChange], marks: Mapping[int, set[Fact]], owner: Mapping[int, Node]) -> list[ClauseChange]:
        twins = self._replaced(owner)
        replaced = {*twins, *map(id, twins.values())}
        for new, node in [*((True, n) for n in self.new_nodes), *((False, n) for n in self.old_nodes)]:
            if id(node) in made or not _real(node.clause):
                continue
            whole = owner.get(id(node))
            part_of = made.get(id(whole)) if whole else None
            facts = frozenset({Fact.INSERTED if new else Fact.DELETED} | (marks[id(node)] if part_of else set()))
            made[id(node)] = ClauseChange(
                None if new else node.clause, node.clause if new else None, facts, part_of=part_of,
                nature=Nature.SUBSTANTIVE, evidence=Evidence.SHARED if part_of else Evidence.NONE,
                confidence=0.8 if part_of else 1.0, replaced=id(node) in replaced,
            )  # fmt: skip
        return self._placed(made, twins)

    def _placed(self, made: Mapping[int, ClauseChange], twins: Mapping[int, Node]) -> list[ClauseChange]:
        news = sorted((n for n in self.new_nodes if _real(n.clause)), key=lambda n: n.clause.span)
        rows = [((node.clause.span[0], 1, n), made[id(node)]) for n, node in enumerate(news)]
        olds = [n for n in self.old_nodes if _real(n.clause)]
        if any(n.partner is None for n in olds):
            moved = {id(n): made[id(n)].is_moved for n in olds if n.partner is not None}
            places = deleted_places(olds, self._unread_before_read(), moved)
            given = {n.clause.id: n for n in news if n.partner is None and n.holder is None}
            told: dict[int, Place] = {}
            for n, (node, place) in enumerate(places):
                twin = twins.get(id(node)) or (None if node.holder else given.get(node.clause.id))
                if twin is not None:
                    place = twin.clause.span[0], 0  # its number was given to another text: both together
                place = told[id(node)] = told.get(id(node.holder), place)  # what was deleted with its holder stays with it
                rows.append(((*place, n), made[id(node)]))
        rows.sort(key=lambda row: row[0])
        return [change for _, change in rows]

    def _unread_before_read(self) -> list[tuple[Section, Section]]:
        """The unread sections behind which a read one stands in the old text: the last of a row is all that a place can depend on."""
        unread = {old: new for new, old in self.identical.items() if new not in self.new_tops}
        olds, news = self.old.reader.sections, self.new.reader.sections
        return [(olds[old], news[new]) for old, new in unread.items() if old + 1 not in unread]

    def _replaced(self, owner: Mapping[int, Node]) -> dict[int, Node]:
        """Deleted clauses, by id, whose number an inserted clause under the same holder has; a section's is its whole address."""
        spots = {(_spot(node), node.holder and id(node.holder)): node for node in reversed(self.old_nodes) if _is_left(node, owner)}
        found: dict[int, Node] = {}
        for node in self.new_nodes:
            if _is_left(node, owner):
                twin = spots.get((_spot(node), node.holder and id(node.holder.partner)))
                if twin is not None:
                    found.setdefault(id(twin), node)
        return found

    # ------------------------------------------------------------ everything

    def _everything(self, final: list[ClauseChange]) -> tuple[ClauseChange, ...]:
        """The changes with the unchanged clauses of unchanged sections filled in."""
        by_new = {id(c.new): c for c in final if c.new is not None}
        after: dict[int, list[ClauseChange]] = {}
        last = 0
        for change in final:
            if change.new is not None:
                last = id(change.new)
            else:
                after.setdefault(last, []).append(change)
        old_by_section = {s.order: list(_own(self.old, s)) for s in self.old.reader.sections}
        out: list[ClauseChange] = list(after.get(0, ()))
        for section in self.new.reader.sections:
            twin = self.identical.get(section.order, -1)
            pairs = _mates(old_by_section.get(twin, []), list(_own(self.new, section)), self.old.reader.sections[twin].id, section.id)
            for mate, clause in pairs:
                known = by_new.get(id(clause)) if clause else None
                out.append(known or ClauseChange(mate, clause, evidence=Evidence.SAME_SECTION))
                out.extend(after.get(id(clause), ()) if clause else ())
        return tuple(out)


def _mates(olds: list[Clause], news: list[Clause], old_id: str, new_id: str) -> Iterator[tuple[Clause | None, Clause | None]]:
    """The clauses of two sections that say the same. Other line breaks can make a list of a sentence: then what has one address is one."""
    if len(olds) == len(news) or not olds:
        yield from zip_longest(olds, news)
        return
    waiting = {c.id.removeprefix(old_id): c for c in olds}
    for clause in news:
        yield waiting.pop(clause.id.removeprefix(new_id), None), clause
    yield from ((clause, None) for clause in waiting.values())


def _own(document: Document, section: Section) -> list[Clause]:
    """The clauses of one section, those of nested sections left out."""
    root = document.reader.clause(section)
    found = [root] if _real(root) else []
    stack = list(reversed(document.reader.contents(section)))
    while stack:
        clause = stack.pop()
        found.append(clause)
        stack.extend(c for c in reversed(clause.children) if c.kind not in SECTIONS)
    return found


def _is_left(node: Node, owner: Mapping[int, Node]) -> bool:
    """Whether a clause with a number has no partner and is no part of anything."""
    return node.partner is None and bool(node.clause.label) and id(node) not in owner


def _spot(node: Node) -> str:
    return node.clause.label if node.holder else node.clause.id


def _real(clause: Clause) -> bool:
    """The preamble has no clause of its own."""
    return bool(clause.id)


def _substituted(changes: list[ClauseChange], judged: tuple[ClauseChange, ...]) -> list[ClauseChange]:
    """The list with its changed members replaced by their judged selves, in the same order."""
    fresh: Callable[[], ClauseChange] = iter(judged).__next__
    return [fresh() if c.facts else c for c in changes]
