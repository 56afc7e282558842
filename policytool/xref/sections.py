"""A section cited by its number alone, or by its article and number -> the clause of the same document, or all that fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policytool.language.divisions import division_path
from policytool.language.parts import arabic, sections_in
from policytool.model.citation import Citation
from policytool.model.clause import Clause
from policytool.model.document import Document
from policytool.model.resolution import Status
from policytool.xref.contents import Contents


class Place(NamedTuple):
    """A clause with what holds it, outermost first, itself last."""

    clause: Clause
    chain: tuple[Clause, ...]


class Answer(NamedTuple):
    """What a citation leads to in a document."""

    status: Status
    target: str
    """Empty when ambiguous: then the citation itself says what is meant."""
    candidates: tuple[str, ...] = ()


def holds(ids: dict[str, Clause], target: str) -> bool:
    """Whether a document has a clause, or an item of an inline enumeration, of this id."""
    return target in ids or has_item(ids, target)


def has_item(ids: dict[str, Clause], target: str) -> bool:
    """Whether it has an item of this id inside a clause."""
    holder = ids.get(target.rpartition("/")[0])
    return holder is not None and any(item.id == target for item in holder.items)


def find_section(document: Document, contents: Contents, section: str, pins: Sequence[str], place: Place | None = None) -> Answer:
    """A section of a document by its number, with labels below it; `place`: where it is cited, if there."""
    number = section.casefold()
    found = contents.numbered.get(number) or contents.counted.get(number, [])
    below = "".join(f"/{p}" for p in pins)
    if not found:
        head, _, item = section.rpartition(".")  # 4.2.1 is item 1 of 4.2, where no clause is printed with the whole number
        answer = find_section(document, contents, head, (item, *pins), place) if head else None
        return answer if answer and answer.status is not Status.MISSING else Answer(Status.MISSING, f"{document.id}#s{section}{below}")
    around = [c.id for c in reversed(place.chain) if c.id in contents.holders] if place else []
    anew = bool(around) and contents.counts_anew(around[0])
    near: list[str] = []
    for holder in around[:1] if anew else around:
        near = near or [ident for ident in found if holder in contents.chain(ident)]
    answer = _choose(document, contents, [ident + below for ident in near or found])
    if anew and not near and answer.status is Status.RESOLVED:  # the article that cites it counts its own sections: another's may be meant, or none
        return Answer(Status.AMBIGUOUS, "", (answer.target,))
    return answer


def _choose(document: Document, contents: Contents, targets: Sequence[str]) -> Answer:
    """The one of some targets that the document has; all of them where it has more."""
    there = [t for t in targets if holds(contents.ids, t)]
    if len(there) > 1:
        return Answer(Status.AMBIGUOUS, "", tuple(f"{document.id}#{t}" for t in there))
    return Answer(Status.RESOLVED, f"{document.id}#{there[0]}") if there else Answer(Status.MISSING, f"{document.id}#{targets[0]}")


def find_in_part(citation: Citation, base: str, document: Document, contents: Contents) -> Answer | None:
    """`Article II, Section 1`; None when this text has no articles to choose from, or by far too few."""
    path = [(word, arabic(number)) for word, number in division_path(f" {base}")]
    if not path:
        return None
    unit, number = path[-1]
    parts = [p for p in contents.parts.get((unit, number), ()) if _stands_in(contents, p, path[:-1])]
    below = "".join(f"/{p}" for p in citation.pins)
    if not parts:
        numbers = [n for word, n in contents.parts if word == unit]
        largest = max((int(n) for n in numbers if n.isdecimal()), default=0)
        known = bool(numbers) and (int(number) <= 2 * largest + 5 if number.isdecimal() else not largest)
        return Answer(Status.MISSING, f"{document.id}#{unit}-{number}/s{citation.section}{below}") if known else None
    found = [c.id for part in parts for c in sections_in(part, citation.section)]
    if not found:
        return Answer(Status.MISSING, f"{document.id}#{parts[0].id}/s{citation.section}{below}")
    return _choose(document, contents, [f + below for f in found])


def _stands_in(contents: Contents, part: Clause, outer: Sequence[tuple[str, str]]) -> bool:
    above = contents.chain(part.id)
    return all(any(p.id in above for p in contents.parts.get(key, ())) for key in outer)


def find_article(number: str, section: str, document: Document, contents: Contents) -> Answer:
    """`Article 2 of the Constitution`, in a text that is one; the text itself where it has no such article."""
    found = contents.parts.get(("article", arabic(number)), [])
    targets = [c.id for part in found for c in sections_in(part, section)] if section else [part.id for part in found]
    return _choose(document, contents, targets) if targets else Answer(Status.MISSING, f"{document.id}#article-{arabic(number)}" + f"/s{section}" * bool(section))
