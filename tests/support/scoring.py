"""A comparison against the identities of a synthetic code -> counts, and rates from counts."""

from __future__ import annotations

from collections import Counter

import policytool as pt
from policytool.model.change import DocumentDiff
from tests.support.mutate import Code, every

LEAST = {
    "matched-pair F1": 0.99,
    "move precision": 0.98,
    "move recall": 0.95,
    "renumber recall": 0.99,
    "split recall": 0.95,
    "merge recall": 0.95,
}
"""What must be reached, on all mutations together."""
MOST_SPURIOUS = 0.002


def score(old: Code, new: Code) -> Counter[str]:
    """Counts of pairs, moves, renumberings, splits and merges: right, reported, true."""
    old_text, old_ids = old.text()
    new_text, new_ids = new.text()
    diff = pt.compare(pt.parse(old_text), pt.parse(new_text))
    counts: Counter[str] = Counter()
    _score_pairs(diff, old, new, old_ids, new_ids, counts)
    _score_facts(diff, old_ids, new_ids, new, counts)
    return counts


def _score_pairs(
    diff: DocumentDiff, old: Code, new: Code, old_ids: dict[str, str], new_ids: dict[str, str], counts: Counter[str]
) -> None:
    both = {u.key for u in every(old)} & {u.key for u in every(new)}
    counts["true pairs"] += len(both)
    for change in diff.changes:
        if change.old and change.new and change.old.id in old_ids and change.new.id in new_ids:
            right = _same(old_ids[change.old.id], new_ids[change.new.id], new)
            counts["pairs"] += 1
            counts["right pairs"] += right
            counts["spurious pairs"] += not right


def _same(a: str, b: str, new: Code) -> bool:
    return a == b or b in new.truth.split.get(a, ()) or a in new.truth.merged.get(b, ())


def _score_facts(diff: DocumentDiff, old_ids: dict[str, str], new_ids: dict[str, str], new: Code, counts: Counter[str]) -> None:
    labels_old, labels_new = _labels(old_ids), _labels(new_ids)
    moved: set[str] = set()
    renumbered: set[str] = set()
    split: dict[str, set[str]] = {}
    merged: dict[str, set[str]] = {}
    for change in diff.changed:
        a = old_ids.get(change.old.id, "") if change.old else ""
        b = new_ids.get(change.new.id, "") if change.new else ""
        if change.is_moved and b:
            moved.add(b)
        if change.is_renumbered and a == b:
            renumbered.add(b)
        whole = change.part_of or change
        if change.is_split and b and whole.old:
            split.setdefault(old_ids.get(whole.old.id, ""), set()).add(b)
        if change.is_merged and a and whole.new:
            merged.setdefault(new_ids.get(whole.new.id, ""), set()).add(a)
    counts["true moves"] += len(new.truth.moved)
    counts["moves"] += len(moved)
    counts["right moves"] += len(moved & new.truth.moved)
    shifted = {key for key in labels_old.keys() & labels_new.keys() if labels_old[key] != labels_new[key]}
    counts["true renumberings"] += len(shifted)
    counts["right renumberings"] += len(renumbered & shifted)
    counts["true splits"] += len(new.truth.split)
    counts["right splits"] += sum(split.get(whole) == parts for whole, parts in new.truth.split.items())
    counts["true merges"] += len(new.truth.merged)
    counts["right merges"] += sum(merged.get(whole) == parts for whole, parts in new.truth.merged.items())


def _labels(ids: dict[str, str]) -> dict[str, str]:
    """Identity -> own label."""
    return {key: ident.rpartition("/")[2] for ident, key in ids.items()}


def rates(counts: Counter[str]) -> dict[str, float]:
    """The rates of the quality table; those with nothing to count left out."""
    found: dict[str, float] = {}
    if counts["true pairs"]:
        precision, recall = counts["right pairs"] / max(1, counts["pairs"]), counts["right pairs"] / counts["true pairs"]
        found["matched-pair F1"] = 2 * precision * min(1.0, recall) / (precision + min(1.0, recall))
        found["spurious matches"] = counts["spurious pairs"] / max(1, counts["pairs"])
    if counts["moves"]:
        found["move precision"] = counts["right moves"] / counts["moves"]
    for name in ("move", "renumbering", "split", "merge"):
        if counts[f"true {name}s"]:
            found[f"{name.removesuffix('ing')} recall"] = counts[f"right {name}s"] / counts[f"true {name}s"]
    return found


