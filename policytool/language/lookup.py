"""What a person types, `§ 2-173-020(a)(1)`, `sec. 2(b)`, `s2/b`, `020(a)`, `whereas 3` -> the clause meant.

Ranked: the exact id, then section and labels as printed, then the same without regard to case, then
a section by its last part, then labels alone, then a heading or a defined term. The first rank with
one clause answers; a rank with several is ambiguous and lists them. Nothing is ever guessed. What this
program prints as a clause's address finds that clause again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policytool.errors import Ambiguous, NotFound
from policytool.language.address import Addresses
from policytool.language.parts import arabic, find_parts, sections_in
from policytool.language.tokens import folded
from policytool.model.clause import Clause, Item, Kind
from policytool.model.document import Document
from policytool.patterns import lazy

_WORDS = lazy(
    r"^\s*(?:(?:municipal code(?: of chicago)?|m\.?c\.?c\.?|d\.c\. (?:official )?code|code)\s*)?(?:§+|sections?\b\.?|secs?\b\.?|article\b|art\.|artículo\b|clause\b|paragraph\b|subsection\b|¶)?\s*",
    re.I,
)
_PART = r"(?P<unit>article|art\.?|chapter|part|title|schedule|sch(?:ed)?\.?|appendix|annex|exhibit|division)\s*(?P<number>\w{1,7})\b"
_SECTION = r"(?:sections?|secs?\.?|§+|para(?:graph)?s?\.?|clauses?)?\s*(?P<section>\w{1,7}(?:\.\d{1,4}){0,4})(?P<pins>(?:[\s./]{0,2}\(\w{1,5}\)){0,8})"
_PART_FIRST = lazy(rf"\s*{_PART}\s?[,/–-]?\s*{_SECTION}\s*", re.I)
_PART_LAST = lazy(rf"\s*{_SECTION}\s?(?:,|\sof(?:\sthe)?\s)?\s*{_PART}\s*", re.I)
_NAMED = lazy(r"(?:whereas|recital)\s*[-#]?\s*(\d{1,3})", re.I)
_LEVEL = lazy(r"\b(?:sub)?(?:section|paragraph|clause|division)s?\s*(?=\()", re.I)
_SUBDIVISION = lazy(r"[,\s]*\bsubd(?:ivision|\.)?\s*(?=\d)", re.I)
_OF = lazy(r"(?<!\s)\s+of\s+(?:the\s+)?(?=(?:sub)?(?:section|paragraph|clause|division|article|secs?|art)\b|§)", re.I)
"""`paragraph (1) of subsection (a)` names the innermost first; a pincite names it last."""
_DOTTED = lazy(r"\d{1,3}(?:\.\d{1,3}){1,6}")
_AGAIN = lazy(r"~\d+")
"""What tells the second clause of a number from the first."""
_TERM = lazy(r"(?:def(?:inition)?(?:\s+of)?[\s:-]+)?[“\"']?(.+?)[”\"']?$", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """The clause meant, and the member of an enumeration inside it when one was named."""

    clause: Clause
    item: Item | None = None


def find_clause(document: Document, pincite: str) -> Found:
    """The clause that `pincite` names in `document`.

    Raises Ambiguous with the candidates when several fit, NotFound with the nearest ones when none does.
    """
    asked = _SUBDIVISION.sub(" ", _LEVEL.sub("", " ".join(reversed(_OF.split(pincite.strip())))))
    clauses = list(document.clauses())
    by_label = document.front_matter.table("working_labels")
    if asked in by_label:
        asked = by_label[asked]
    for clause in clauses:
        if clause.id == asked:
            return Found(clause)
    for rank in _ranks(clauses, asked):
        if len(rank) == 1:
            return Found(rank[0])
        if rank:
            printed = _as_printed(document, rank, pincite)
            if len(printed) == 1 and not _has_namesake(printed[0], rank):
                return Found(printed[0])
            _raise_ambiguous(pincite, rank)
    if in_part := _in_part(clauses, asked):
        if len(in_part) > 1:
            _raise_ambiguous(pincite, in_part)
        return Found(in_part[0])
    printed = _as_printed(document, clauses, pincite)
    if len(printed) == 1:
        return Found(printed[0])
    if printed:
        _raise_ambiguous(pincite, printed)
    items = _items(clauses, asked)
    if len(items) == 1:
        return Found(*items[0])
    near = _nearest(clauses, asked)
    hint = "; nearest: " + ", ".join(near) if near else ""
    raise NotFound(
        f"no clause {pincite!r} in {document.id or document.title or 'this text'}{hint}. `policytool outline` lists them", candidates=near
    )


def _in_part(clauses: list[Clause], asked: str) -> list[Clause]:
    """The clauses of `Article II, Section 1(b)` or `Section 1, Art. II`, where each article counts its own sections."""
    match = _PART_FIRST.fullmatch(asked) or _PART_LAST.fullmatch(asked)
    if not match:
        return []
    word = match["unit"].lower()
    unit = "article" if word.startswith("art") else "schedule" if word.startswith("sch") else word
    found = [c for part in find_parts(clauses).get((unit, arabic(match["number"])), ()) for c in sections_in(part, match["section"])]
    labels = [label.casefold() for label in re.findall(r"\w+", match["pins"])]
    for label in labels:
        found = [child for c in found for child in c.children if child.label.strip("().[]").casefold() == label]
    return found


def _as_printed(document: Document, clauses: list[Clause], pincite: str) -> list[Clause]:
    """The clauses whose address is printed so, quotes, blanks and case aside."""
    addresses, wanted = Addresses(document), folded(pincite)
    return [c for c in clauses if folded(addresses.of(c)) == wanted]


def _has_namesake(clause: Clause, others: list[Clause]) -> bool:
    """Whether another clause has the same number: which of the two is meant, its number alone does not say."""
    plain = _AGAIN.sub("", clause.id)
    return any(o is not clause and _AGAIN.sub("", o.id) == plain for o in others)


def _items(clauses: list[Clause], asked: str) -> list[tuple[Clause, Item]]:
    """The members of enumerations that `asked` names, each with its clause."""
    wanted = _readings(asked)
    dotted = wanted[0] if _DOTTED.fullmatch(wanted[0][0]) else ()
    return [
        (c, i)
        for c in clauses
        for i in c.items
        if i.id == asked or (a := _address_of(i.id)) in wanted or any(_suffix(a, w) for w in wanted) or (dotted and a[-len(dotted) :] == dotted)
    ]


def _raise_ambiguous(pincite: str, rank: list[Clause]) -> None:
    shown = [f"{c.id}  ({_glimpse(c)})" for c in rank[:8]]
    more = f"\n  and {len(rank) - 8} more" if len(rank) > 8 else ""
    raise Ambiguous(
        f"{pincite!r} fits {len(rank)} clauses; write one of these ids:\n  " + "\n  ".join(shown) + more,
        candidates=tuple(c.id for c in rank),
    )


def _glimpse(clause: Clause) -> str:
    words = (clause.heading or clause.text or clause.label).split()
    return " ".join(words[:7]) + (" ..." if len(words) > 7 else "")


def _ranks(clauses: list[Clause], asked: str) -> Iterable[list[Clause]]:
    wanted = _readings(asked)
    addresses = [(c, _address_of(c.id)) for c in clauses]
    folded = [tuple(p.casefold() for p in w) for w in wanted]
    low = [(c, tuple(p.casefold() for p in a)) for c, a in addresses]
    if numbered := [w for w in folded if "." in w[0]]:  # 2.1 where 2 holds it, before item 1 of 2
        yield [c for c, a in addresses if a == wanted[0]]
        ended = [(c, a, w) for c, a in low for w in numbered if a[-len(w) :] == w]
        yield list({c.id: c for c, _, _ in ended}.values()) if any(_names_its_holder(a, w) for _, a, w in ended) else []
    yield [c for c, a in addresses if a in wanted]
    yield [c for c, a in low if a in folded]
    if _DOTTED.fullmatch(wanted[0][0]):  # Section 2.1.2(a), where 2.1.2 stands in 2.1
        yield [c for c, a in low if a[-len(folded[0]) :] == folded[0]]
    yield [c for c, a in addresses if any(_suffix(a, w) for w in wanted)]
    yield [c for c, a in low if any(_suffix(a, w) for w in folded)]
    yield [c for c, a in addresses if any(len(a) > 1 and a[1:] == w for w in wanted)]
    yield [c for c, a in low if any(len(a) > 1 and a[1:] == w for w in folded)]
    named = _NAMED.fullmatch(asked)
    yield [c for c in clauses if named and c.id.rpartition("/")[2] == f"whereas-{int(named[1])}"]
    yield [c for c in clauses if c.id.casefold() == _fold(asked).replace(" ", "-")]
    match = _TERM.fullmatch(asked)
    term = _fold(match[1]) if match else ""
    yield [c for c in clauses if c.kind is Kind.DEFINITION and _fold(c.heading) == term]
    yield [c for c in clauses if c.heading and _fold(c.heading) == _fold(asked)]


def _fold(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _address_of(ident: str) -> tuple[str, ...]:
    """An id as the parts a person would type: `s2-173-020/a/1` -> ("2-173-020", "a", "1").

    >>> _address_of("s2-173-020/a/1"), _address_of("art-L123-4/I/1"), _address_of("IV/B/2")
    (('2-173-020', 'a', '1'), ('L123-4', 'I', '1'), ('IV', 'B', '2'))
    """
    first, *rest = (_AGAIN.sub("", ident) if "~" in ident else ident).split("/")
    first = re.sub(r"^(?:art-(?=\w)|s(?=\d))", "", first)
    return (first, *rest)


def _suffix(address: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether the section is named by its last part only: 020(a) for 2-173-020(a)."""
    return address[1:] == wanted[1:] and len(wanted[0]) > 1 and address[0].endswith(("-" + wanted[0], "." + wanted[0], ":" + wanted[0]))


def _names_its_holder(address: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether an address that ends as it is wanted stands below the number that the wanted one begins with: 2.1(a) below 2."""
    above = len(address) - len(wanted) - 1
    return above >= 0 and wanted[0].startswith(address[above] + ".")


def _readings(asked: str) -> list[tuple[str, ...]]:
    """The ways to cut what was typed into a section and labels; a dot may belong to either.

    >>> _readings("§ 2-173-020(a)(1)"), _readings("s2.b.i")
    ([('2-173-020', 'a', '1')], [('2.b.i',), ('2', 'b', 'i'), ('2.b', 'i')])
    """
    bare = _WORDS.sub("", asked.replace("–", "-").replace("—", "-").replace("\u00a0", " "), count=1)
    if "/" in asked:
        bare = asked
    parts = [p.strip("[]. ") for p in re.split(r"[()/,\s]+", bare)]
    parts = [p for p in parts if p]
    if not parts:
        return [("",)]
    first = re.sub(r"^(?:art-(?=\w)|s(?=\d))", "", parts[0])
    plain = (first, *parts[1:])
    found = [plain]
    dotted = tuple(p for part in plain for p in part.split(".") if p)
    if dotted != plain:
        found.append(dotted)
        head = plain[0].split(".")
        found += [(".".join(head[:n]), *head[n:], *plain[1:]) for n in range(2, len(head))]
    return found


def _nearest(clauses: list[Clause], asked: str) -> tuple[str, ...]:
    """Up to five ids a person may have meant: those that share the longest beginning, else the end, else the most alike."""
    wanted = _readings(asked)[0]
    ids = [c.id for c in clauses]
    for length in range(len(wanted) - 1, 0, -1):
        beginning = wanted[:length]
        kin = [
            i for i in ids if (a := _address_of(i))[:length] == beginning or a[1 : length + 1] == beginning or _suffix(a[:length], beginning)
        ]
        if kin:
            return tuple(kin[:5])
    ending = [i for i in ids if _address_of(i)[-len(wanted) :] == wanted]  # 1.1 where the text has it below another clause
    if ending:
        return tuple(ending[:5])
    from difflib import get_close_matches  # lazy: most clauses are found

    return tuple(get_close_matches(asked.casefold(), ids[:5000], n=5, cutoff=0.4))


def ancestors_of(document: Document, clause: Clause) -> tuple[Clause, ...]:
    """The clauses that hold `clause`, outermost first."""
    chain: list[Clause] = []
    for other in document.clauses():
        del chain[other.depth :]
        if other is clause:
            return tuple(chain)
        chain.append(other)
    return ()
