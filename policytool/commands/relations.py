"""The reviewed relations of a store -> those between two texts, each side found again in the version at hand.

A side was reviewed in one version. In another version of its document its clause is followed through the
comparison of the two; where it does not arrive, the relation is flagged, never moved to the nearest thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policytool.errors import PolicyToolError

if TYPE_CHECKING:
    from policytool.workspace import Loaded, Workspace
    from policytool.xref.compare import ReviewedLink
    from policytool.xref.relations import End, Relation


def read_relations(workspace: Workspace) -> tuple[Relation, ...]:
    """The relations a store keeps, in its order."""
    from policytool.store.companion import read_companion
    from policytool.xref.relations import FILE, parse_relations

    return parse_relations(read_companion(workspace.store, FILE))


class Follower:
    """Finds clauses of one version in another, comparing each pair of texts once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._maps: dict[tuple[str, str], dict[str, str]] = {}
        self._texts: dict[str, Loaded] = {}

    def find(self, end: End, shown: Loaded) -> tuple[str, str, bool]:
        """(clause id in `shown`, what has become of it, whether it is gone)."""
        from policytool.language.address import Addresses

        if not end.clause:
            return "", "", False
        here = {c.id for c in shown.document.clauses()}
        try:
            then = self._text(f"{end.docid}@{end.version}" if end.version else shown.name, shown)
        except PolicyToolError:
            return self._by_id(end, here, f"the version {end.version} it was reviewed in is not held")
        old = {c.id: c for c in then.document.clauses()}
        if end.clause not in old:
            return self._by_id(end, here, f"it was not in {then.name} under that number")
        if then.blob == shown.blob:
            return end.clause, "", False
        new = self._map(then, shown).get(end.clause, "")
        if not new:
            return "", f"{Addresses(then.document).of(old[end.clause])} of {end.version or then.date} is not in this version", True
        if new != end.clause:
            return new, f"was {Addresses(then.document).of(old[end.clause])} in {end.version or then.date}", False
        return new, "", False

    def _by_id(self, end: End, here: set[str], why: str) -> tuple[str, str, bool]:
        """A clause by its number only, with the reason why no more can be said."""
        return (end.clause, f"{why}; found by its number", False) if end.clause in here else ("", f"{end.clause} is gone: {why}", True)

    def _text(self, name: str, shown: Loaded) -> Loaded:
        if name == shown.name:
            return shown
        if name not in self._texts:
            self._texts[name] = self.workspace.load(name)
        return self._texts[name]

    def _map(self, then: Loaded, shown: Loaded) -> dict[str, str]:
        """Clause id of one text -> clause id of the other, as the comparison pairs them."""
        key = (then.blob, shown.blob)
        if key not in self._maps:
            from policytool.diff import compare

            forward = not (then.date and shown.date and shown.date < then.date)
            diff = compare(then.document, shown.document) if forward else compare(shown.document, then.document)
            pairs = [(c.old, c.new) if forward else (c.new, c.old) for c in diff.changes]
            self._maps[key] = {a.id: b.id for a, b in pairs if a is not None and b is not None}
        return self._maps[key]


def links_between(workspace: Workspace, first: Loaded, second: Loaded, relations: Sequence[Relation]) -> tuple[ReviewedLink, ...]:
    """The reviewed relations between two texts, whichever way each was recorded."""
    from policytool.xref.compare import ReviewedLink

    follower = Follower(workspace)
    found = []
    for one in relations:
        ends = (one.first.docid, one.second.docid)
        forward = ends == (first.document.id, second.document.id)
        if not forward and ends != (second.document.id, first.document.id):
            continue
        mine, other = (one.first, one.second) if forward else (one.second, one.first)
        a, why_a, gone_a = follower.find(mine, first)
        b, why_b, gone_b = follower.find(other, second)
        found.append(ReviewedLink(one, forward, a, b, "; ".join(filter(None, (why_a, why_b))), gone_a or gone_b))
    return tuple(found)
