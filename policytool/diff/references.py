"""A modified clause -> whether only its references followed their targets to new numbers.

Citations are read as `refs` reads them: what belongs to another law never follows a renumbering here. Where the
reader of citations knows no form for a language, numbers behind a word such as `article` count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from policytool.diff.edits import Edit, edits_of
from policytool.diff.signal_words import CITATION
from policytool.model.change import ClauseChange
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.patterns import lazy

if TYPE_CHECKING:
    from policytool.model.citation import Citation

_CITED = lazy(r"(?:\b[LRDA]\.?\s?)?\d+(?:[-.:]\w+)*(?:\(\w{1,4}\))*|(?:\(\w{1,4}\))+")
"""The number of something cited, its sub-clauses with it."""
_WORDS = r"articles?|artículos?|artigos?|articol[oi]|apartados?|incisos?|comm[ai]|parágrafos?|Absatz|Absätzen?|Abs\.|Nummern?|Nr\.|Artikeln?"
_AROUND_NUMBERS = lazy(rf"(?:[\s,;.§–—-]|\b(?:and|or|to|through|et|ou|à|y|e|und|sub|sections?|secs?|paragraphs?|clauses?|{_WORDS})\b)+", re.I)
"""What stands between the numbers of a list of references."""
_OPENS_CITATION = lazy(
    rf"(?:§+|\b(?:(?:sub)?(?:sections?|paragraphs?|clauses?)|{_WORDS}|chapters?|parts?|titles?|and|or|to|through|et|y|e|und)|,)\s*$", re.I
)
_OF_ANOTHER_LAW = lazy(
    r"[^.;\n]{0,40}?\b(?:du (?!présent)|de la (?!présente?\b)|de l['’]|del? |della (?!presente)|dell['’]|d[ao] |des |der )"
    r"(?:code|loi|décret|ordonnance|constitution|règlement|arrêté|ley|código|decreto|reglamento|constitución|legge|codice|regolamento|costituzione|lei|regulamento|constituição"
    r"|[A-ZÄÖÜ]\w*(?:gesetz|verordnung|ordnung|buch)(?:e?s)?)\b",
    re.I,
)
"""What stands behind `l'article 3` where the number is another law's."""
_OF_INITIALS = lazy(r"[\w.()-]*\s*[A-ZÄÖÜ][a-zäöü]{0,8}[A-ZÄÖÜ]{1,4}\b")
"""`§ 1 BGB`."""
_ENGLISH = lazy(r"\b(?:the|of|shall|may|under)\b", re.I)
_HOLDERS = {"art.": "article", "ch.": "chapter", "pt.": "part", "tit.": "title"}
"""What holds sections, as a citation and as an id abbreviate it."""
_ROMAN = lazy(r"\b[IVXLC]{1,7}\b")
_BACK = (" thereof", " therein", " of our ", " of your ", " of its ", " of their ")
"""What makes Section 3 one of another text."""
_THIS = lazy(r"\bthis (?=section \d)", re.I)
"""`this Section 15` is Section 15."""
_LONG_DECIMAL = lazy(r"\d{1,3}(?:\.\d{1,3}){2,6}")
"""`See 2.1.2`: nothing but a clause is numbered so, with or without a word before it."""
_DECIMAL = lazy(r"\d{1,3}[A-Z]?(?:\.\d{1,3}){1,6}")
_NAMED_SECTION = lazy(r"^(?:art-|s)(?=[\dLRDA])")


class References:
    """Tells reference updates apart, given where clauses went: old address -> new one."""

    def __init__(self, moved: Mapping[str, str], old: Document) -> None:
        self._moved = {**_decimals(moved), **moved}
        self._old = old

    @cached_property
    def _holders(self) -> frozenset[str]:
        """The names of what holds sections in the old text: article-iv, chapter-2."""
        names = (section.id.rpartition("/")[2] for section in self._old.reader.sections)
        return frozenset(re.sub(r"^art-", "article-", name) for name in names)

    def explain(self, change: ClauseChange) -> bool:
        """Whether every edit replaces the number of something cited here by where it went."""
        if not self._moved or change.old is None or change.new is None:
            return False
        edits = [e for e in edits_of(change.redline) if e.old.words.strip() or e.new.words.strip()]
        if not edits or not all(_is_numbers(e.old.words) and _is_numbers(e.new.words) for e in edits):
            return False
        old, new = (_THIS.sub("", said(clause)) for clause in (change.old, change.new))
        if all(_LONG_DECIMAL.fullmatch(e.old.words.strip()) and self._moved.get(e.old.words.strip(), "").endswith(f"/{e.new.words.strip()}") for e in edits):
            return True
        if _ENGLISH.search(new):
            return self._by_citations(change.old, old, new)
        return all(self._by_number(change.old, edit) for edit in edits)

    def _by_citations(self, clause: Clause, old: str, new: str) -> bool:
        """Whether the texts are the same but for citations of this document, each of which followed its target."""
        from policytool.language.citations import find_citations  # lazy: few changes are all numbers

        before, after = ([c for c in find_citations(text, "") if self._is_own(c, text)] for text in (old, new))
        return (
            len(before) == len(after)
            and _without(old, before) == _without(new, after)
            and all(self._both_ends(clause, a, b) and self._same_holder(a.base, b.base) for a, b in zip(before, after, strict=True))
        )

    def _is_own(self, citation: Citation, text: str) -> bool:
        """Whether a citation means a clause of the text it stands in: it names nothing else that would hold it, and points to nothing before it."""
        word, _, number = citation.base.partition(" ")
        held = word in ("", "this") or (word in _HOLDERS and _address(word, number) in self._holders)
        return citation.relative and not citation.range_end and held and not text.startswith(_BACK, citation.span[1])

    def _same_holder(self, old: str, new: str) -> bool:
        """Whether the article or chapter that holds what is cited, `art. 4`, is the same one, or went to the new number."""
        if old == new:
            return True
        (word, _, number), (other, _, now) = old.partition(" "), new.partition(" ")
        if not number or not now or word != other or word not in _HOLDERS:
            return False
        went = self._moved.get(_address(word, number), "").rpartition("/")[2]
        return went == _address(word, now) or (word == "art." and self._moved.get(number) == now)

    def _both_ends(self, clause: Clause, old: Citation, new: Citation) -> bool:
        return all(
            a == b or (bool(a) and bool(b) and _followed(clause, a, b, self._moved))
            for a, b in ((_number(old), _number(new)), (_end(old), _end(new)))
        )

    def _by_number(self, clause: Clause, edit: Edit) -> bool:
        """The same where citations are not read: numbers behind a word that cites."""
        old, new = edit.old.words.strip(" ,;."), edit.new.words.strip(" ,;.")
        if not old or not new or not _cited(edit.old.before, old) or _CITED.sub("", old) != _CITED.sub("", new) or _is_of_another_law(edit.new.after):
            return False
        a, b = _numbers(old), _numbers(new)
        return bool(a) and len(a) == len(b) and all(x == y or _followed(clause, x, y, self._moved) for x, y in zip(a, b, strict=True))


def _decimals(moved: Mapping[str, str]) -> dict[str, str]:
    """Decimal numbers say where they stand: 4.1 is cited so wherever it is held. Where a clause of such a number went, by its number alone."""
    found: dict[str, str] = {}
    twice = set()
    for old, new in moved.items():
        number = old.rpartition("/")[2]
        if _DECIMAL.fullmatch(number):
            twice |= {number} & found.keys()
            found[number] = new
    return {number: new for number, new in found.items() if number not in twice}


def _is_of_another_law(after: str) -> bool:
    return bool(_OF_ANOTHER_LAW.match(after) or _OF_INITIALS.match(after))


def said(clause: Clause) -> str:
    """The words of a clause, its heading with them."""
    return clause.text if clause.kind is Kind.DEFINITION or not clause.heading else f"{clause.heading} {clause.text}".strip()


def _is_numbers(words: str) -> bool:
    """Whether a run of words is nothing but numbers and what stands between them in a list."""
    return not _AROUND_NUMBERS.sub("", _CITED.sub(" ", _ROMAN.sub(" ", words))).strip("() ")


def _address(word: str, number: str) -> str:
    """The id of what holds a cited section: `art. IV` is article-iv."""
    return f"{_HOLDERS[word]}-{number.lower()}"


def _without(text: str, citations: Sequence[Citation]) -> list[str]:
    """What stands around some citations."""
    ends = [0, *(c.span[1] for c in citations)]
    starts = [*(c.span[0] for c in citations), len(text)]
    return [" ".join(text[a:b].split()) for a, b in zip(ends, starts, strict=True)]


def _number(citation: Citation) -> str:
    """What is cited, as an address: 12/a/1."""
    return "/".join(filter(None, (citation.section, *citation.pins)))


def _end(citation: Citation) -> str:
    """The last member of a range, as an address; empty when it is none."""
    return next(iter(_numbers(citation.target_end)), "")


def address_of(clause: Clause) -> str:
    """A clause's id as a text cites it: `s12/a` is 12/a."""
    return _NAMED_SECTION.sub("", clause.id)


def _numbers(text: str) -> list[str]:
    """The numbers cited in a run of words, as addresses.

    >>> _numbers("sections 12(a)(1) and L. 123-4")
    ['12/a/1', 'L123-4']
    """
    found = [re.sub(r"[\s.]+(?=\d)|\s", "", m) for m in _CITED.findall(text)]
    return [re.sub(r"\)\(|\(", "/", n).strip("/)") for n in found]


def _followed(clause: Clause, old: str, new: str, moved: Mapping[str, str]) -> bool:
    """Whether the clause cited as `old`, read from inside `clause`, is now the one cited as `new`."""
    around = address_of(clause).split("/")
    for depth in range(len(around), -1, -1):
        target = "/".join([*around[:depth], old])
        for end in range(target.count("/") + 1, depth, -1):
            head = "/".join(target.split("/")[:end])
            if head in moved:
                now = moved[head] + target[len(head) :]
                return now == new or now.endswith("/" + new)
    return False


def _cited(before: str, old: str) -> bool:
    """Whether a run of words is a reference, read with what stands before it."""
    near = before[-40:]
    return any(m.end() > len(near) for m in CITATION.finditer(near + old)) or bool(_OPENS_CITATION.search(before))
