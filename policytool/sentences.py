"""What happened to a clause, in one sentence that a reader can check against the redline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytool.model.change import ClauseChange, Mark, Nature, Segment
from policytool.model.clause import Kind

FEW, SHORT = 6, 60
"""Words, and characters, that are quoted in a sentence; of more, and of cells of a table, the number of words is told."""
_ONLY = {
    Nature.REFERENCE: "differs only in the number of what it cites",
    Nature.TYPOGRAPHIC: "differs only in typography",
    Nature.FORMAT: "differs only in white space",
}


ONLY_THROUGHOUT = "only as throughout"
"""What is said of a clause that differs in nothing but what was replaced in many."""


class Names(NamedTuple):
    """The addresses that what is said of a change may need."""

    address: str
    """In the new text; of what is in the old one only, as `was`."""
    old_address: str
    was: str
    """The old address, said to be old where it is another clause's now: `old Section 3`."""
    split: tuple[str, ...] = ()
    """What it was split into."""
    merged: tuple[str, ...] = ()
    """What it was merged from."""
    whole: str = ""
    """Of a part: what it went into or came from."""
    other: str = ""
    """Of an inserted clause: where the text went that had its number. Of a deleted one: the old number of the text that has it now."""
    twin: str = ""
    """Of what was replaced: what took its place, and the other way round."""
    below: int = 0
    """Clauses inserted or deleted with it."""
    as_throughout: bool = False
    """Whether it differs only in what was replaced in many clauses."""


def phrases(change: ClauseChange, names: Names) -> Iterator[str]:
    """What happened to a clause, a few words each."""
    if change.part_of is not None:
        what = "split off" if change.is_split else "merged"
        yield f"{what} {'from' if change.is_split else 'into'} {names.whole}" if names.whole else what
        return
    if change.is_split:
        yield "split into " + " and ".join(names.split)
    if change.is_merged:
        yield "merged from " + " and ".join(names.merged)
    if change.replaced:
        yield "replaced (deleted)" if change.is_deleted else "replaced (inserted)"
    elif change.is_inserted:
        yield f"inserted; the old {names.address} is now {names.other}" if names.other else "inserted"
    elif change.is_deleted:
        yield f"deleted; what was {names.other} has its number" if names.other else "deleted"
    if change.is_moved:
        yield f"moved from {names.was}" if names.old_address != names.address else "moved, address unchanged"
    if change.is_renumbered and change.old and change.new:
        yield _renumbered(change.old.label, change.new.label)
    if change.is_modified:
        yield f"modified, {more}" if (more := _how_much(change, names)) else "modified"
    if change.old and change.new and {change.old.kind, change.new.kind} == {Kind.DEFINITION}:
        was, now = change.old.heading, change.new.heading
        if was.casefold() != now.casefold():
            yield f"renamed “{was}” -> “{now}”"


def _how_much(change: ClauseChange, names: Names) -> str:
    """What a reader can know of the words before reading them; mostly nothing."""
    if names.as_throughout:
        return ONLY_THROUGHOUT
    if change.nature is Nature.SUBSTANTIVE and _is_of_its_end(change.redline):
        return "only how it ends"
    return "mostly rewritten" if change.is_rewritten else ""


def _is_of_its_end(segments: Sequence[Segment]) -> bool:
    """Whether the one edit is the stop or the `; and` behind the text, which goes from item to item when a list grows; `or` for `and` is more."""
    edited = segments[1:]
    words = {s.text.strip(_STOPS) for s in edited} - {""}
    return 0 < len(edited) <= 2 and segments[0].mark is Mark.EQUAL and all(s.mark is not Mark.EQUAL for s in edited) and words in ({"and"}, {"or"}, set())


_STOPS = " .,;:"


def _renumbered(was: str, now: str) -> str:
    """What became of a number.

    >>> _renumbered("(b)", "(c)"), _renumbered("(b)", ""), _renumbered("", "(c)")
    ('renumbered (b) -> (c)', 'lost its number (b)', 'given the number (c)')
    """
    if was and now:
        return f"renumbered {was} -> {now}"
    return f"lost its number {was}" if was else f"given the number {now}"


def sentence(change: ClauseChange, names: Names) -> str:
    """One sentence, with a full stop."""
    said = _said(change, names)
    stop = "" if said.endswith(".") else "."  # a number such as 2. brings its own
    return f"{said[:1].upper()}{said[1:]}{stop}" if said.startswith("old ") else said + stop


def _said(change: ClauseChange, names: Names) -> str:
    if change.part_of is not None:
        return f"{names.address} {'was split off from' if change.is_split else 'went into'} {names.whole or 'another clause'}"
    if change.is_inserted or change.is_deleted:
        return _alone(change, names)
    what = list(_predicates(change, names))
    if len(what) > 2:
        what = [", ".join(what[:-1]), what[-1]]
    return f"{names.address} {' and '.join(what)}" if what else f"{names.address} is the same"


def _alone(change: ClauseChange, names: Names) -> str:
    """What is in one text only."""
    below = f", with {names.below} clause{'s' * (names.below != 1)} below it" if names.below else ""
    if change.is_inserted:
        if change.replaced and names.twin.removeprefix("old ") == names.address:
            return f"{names.address} now holds another text{below}"
        if change.replaced and names.twin:
            return f"{names.address} is new{below}; it stands where {names.twin} stood"
        return f"{names.address} is new{below}{f'; what was {names.address} is now {names.other}' if names.other else ''}"
    if change.replaced and names.twin == names.old_address:
        return f"The old text of {names.old_address} is gone{below}; another stands under its number"
    if change.replaced and names.twin:
        return f"{names.was} is gone{below}; {names.twin} stands where it stood"
    return f"{names.was} is gone{below}{f'; its number now belongs to what was {names.other}' if names.other else ''}"


def _predicates(change: ClauseChange, names: Names) -> Iterator[str]:
    """What happened to a clause that is in both texts, as predicates of one sentence."""
    if change.is_split:
        yield f"was split into {listed(names.split)}"
    if change.is_merged:
        yield f"joins what was {listed(names.merged)}"
    elif change.is_moved:
        yield f"moved here from {names.was}" if names.old_address != names.address else "changed its place"
    elif change.is_renumbered:
        label = change.old.label if change.old else ""
        if not label:
            yield "had no number"
        else:
            yield f"was numbered {names.old_address}" if names.old_address != names.address else f"was labelled {label}"
    if change.is_modified:
        yield from _differences(change, names.as_throughout)


def _differences(change: ClauseChange, as_throughout: bool) -> Iterator[str]:
    """How its words differ. Of one edit, or an insertion and a deletion, the words; only what stands at one place takes the place of another."""
    if change.nature in (Nature.REFERENCE, Nature.TYPOGRAPHIC, Nature.FORMAT):
        yield _ONLY[change.nature]
        return
    edits = list(edits_of_words(change.redline))
    removed, added = ([e[side] for e in edits if e[side]] for side in (0, 1))
    if len(added) > 1 or len(removed) > 1 or not all(len(run.split()) <= FEW and len(run) <= SHORT and "|" not in run for run in (*added, *removed)):
        yield "differs only in what was replaced throughout" if as_throughout else _counted(removed, added)
        return
    for old, new in edits:
        yield f"says “{new}” instead of “{old}”" if old and new else f"adds “{new}”" if new else f"drops “{old}”"
    if not edits:
        yield "reads differently"


def edits_of_words(segments: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    """What was taken out and what was put in, place by place: between two places stands a word that stayed."""
    old: list[str] = []
    new: list[str] = []
    for mark, text in (*segments, Segment(Mark.EQUAL, ".")):
        if words := text.split():
            if mark is not Mark.EQUAL:
                (old if mark is Mark.DELETE else new).extend(words)
            elif old or new:
                yield " ".join(old), " ".join(new)
                old, new = [], []


def _counted(removed: Sequence[str], added: Sequence[str]) -> str:
    counts = [f"{n:,} word{'s' * (n != 1)} {verb}" for n, verb in ((sum(map(word_count, added)), "added"), (sum(map(word_count, removed)), "removed")) if n]
    return f"has {' and '.join(counts)}" if counts else "differs only in punctuation"


def word_count(text: str) -> int:
    """Words of a run; a mark that stands alone is none.

    >>> word_count("the fee , or $ 5 ;")
    4
    """
    return sum(1 for word in text.split() if any(map(str.isalnum, word)))


def listed(names: Sequence[str]) -> str:
    """Names as one reads them out.

    >>> listed(["(a)", "(b)", "(c)"])
    '(a), (b) and (c)'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "other clauses"
