"""Running text -> the citations in it, each with its span and its canonical target.

    text --cues--> heads of the kinds in the table        (literal search, then the kind's pattern)
         --trigger--> phrases: sections, levels, divisions, "this Order"
         in order of place:
         --pincites--> items of the list that follows a head
         --antecedents--> id., and names the text itself has declared

A citation is what the words say. Whether its target exists, and which document holds it, is for the
resolver. Every quantifier is bounded and every character is read a bounded number of times, so time
grows with the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policytool.language.articles import RULES, read_article_phrase
from policytool.language.citation_kind import CitationKind, Listing, clean_field, fields_of, fill_target, section_target
from policytool.language.citation_kinds import KINDS
from policytool.language.code_contexts import HOME, Context, find_place, find_place_before, read_context
from policytool.language.cues import find_heads
from policytool.language.divisions import read_division_phrase
from policytool.language.europe import is_german, read_german, read_romance
from policytool.language.gaps import GAP
from policytool.language.levels import COUNTED, read_level_phrase
from policytool.language.named_acts import find_name_before
from policytool.language.orders import is_local, is_of_state, local_order
from policytool.language.owners import LAWS, sections_of
from policytool.language.phrases import OPENING, TRIGGER, is_heading, read_demonstrative, read_section_phrase
from policytool.language.pincites import GLUED, Item, Shape, read_items
from policytool.language.pins import labels_of, read_pins
from policytool.language.short_titles import find_short_titles
from policytool.language.spans import asides, with_pins, with_range_ends, with_subparts
from policytool.model.citation import Citation
from policytool.patterns import lazy

__all__ = ["find_citations", "find_short_titles"]

_ID = lazy(rf"[Ii](?<![\w.].)(?:bi)?d\.(?:,?{GAP}{{1,3}}(?:at{GAP}{{1,3}}(?:\d{{1,6}}(?:[-–]\d{{1,6}})?)?(?:§{{1,2}}{GAP}{{0,2}})?|§{{1,2}}{GAP}{{0,2}}))?")
_ID_SECTION = Shape(lazy(r"\d{1,6}+[a-zA-Z]{0,3}(?:[-.:–]\d{1,5}+[a-z]?){0,3}"), plain=True)
_ACT = lazy(r"Act(?!\w)|Ordinance(?!\w)")
_SINGULAR = lazy(r"(?:chapter|Chapter|ch\.)\s*$")
_PLURAL = lazy(r"(?:[a-z]s|§§|Nos\.|EOs)\W*$")
_DASHED = lazy(r"(\d{1,5})[–—](\d{1,5})")
_PAGED = frozenset(("federal-register", "statutes-at-large", "dc-register"))
_NEAR = 3000
"""Characters between an id. and what it refers back to, at most."""


def find_citations(text: str, context: str = "", extra_kinds: Sequence[CitationKind] = ()) -> tuple[Citation, ...]:
    """The citations in `text`, in order; their spans never overlap.

    `context` names the code whose bare `§` references are meant ("D.C. Code", "MCC", "40 CFR", "5 ILCS 805"), or the place that speaks
    ("Chicago"); `extra_kinds` come before the table's own (`read_kind`, `name_kind` make them).

    >>> [(c.text, c.target) for c in find_citations("under 8 U.S.C. 1373(a) and (b) or section 287(g) of the INA")]
    [('8 U.S.C. 1373(a)', '8 U.S.C. 1373(a)'), ('(b)', '8 U.S.C. 1373(b)'), ('section 287(g) of the INA', '8 U.S.C. 1357(g)')]
    >>> [c.target for c in find_citations("§§ 1-204.04(a), 1-206.02 and Executive Order 2025-6", "D.C. Code")]
    ['§1-204.04(a)', '§1-206.02', 'D.C. E.O. 2025-6']
    """
    found = _Reader(text, read_context(context), tuple(extra_kinds)).read()
    return tuple(_with_declared_names(text, found))


class _Reader:
    """One reading of one text: where it is, and what it has found so far."""

    def __init__(self, text: str, context: Context, extra: tuple[CitationKind, ...]) -> None:
        self.text = text
        self.context = context
        self.extra = extra
        self.found: list[Citation] = []
        self._place = context.place

    def read(self) -> list[Citation]:
        """Every citation: the leftmost reading first, the table before the phrases at the same place."""
        room = [(0, len(self.text))]  # what is still free: the asides between the items read last, and all that follows
        for start, _, kind, match in sorted(self._heads(), key=lambda h: (h[0], h[1])):
            while room[0][1] <= start and len(room) > 1:
                room.pop(0)
            low, high = room[0]
            if start < low:
                continue
            citations = self._read_head(kind, match) if kind else self._read_phrase(match, low)
            if citations and (end := max(c.span[1] for c in citations)) <= high:
                self.found.extend(citations)
                room[0] = (end, high)
                if len(citations) > 1:
                    room[:0] = asides(self.text, citations)
        return sorted(self.found, key=lambda c: c.span)

    def _heads(self) -> Iterator[tuple[int, int, CitationKind | None, re.Match[str]]]:
        text = self.text
        for rank, kind in enumerate(self.extra, -len(self.extra)):
            for match in kind.pattern.finditer(text):
                yield match.start(), rank, kind, match
        yield from find_heads(text)
        for place in OPENING.finditer(text):
            if phrase := TRIGGER.match(text, place.start()):
                yield phrase.start(), len(KINDS), None, phrase
        patterns = [_ACT, _ID] if "d." in text else [_ACT]
        if "egulation " in text or "egulations " in text or "ule " in text:
            patterns.append(RULES)
        for pattern in (*patterns, *filter(None, (self.context.unsigned,))):
            for match in pattern.finditer(text):
                yield match.start(), len(KINDS), None, match

    def _read_head(self, kind: CitationKind, match: re.Match[str]) -> list[Citation]:
        text, fields = self.text, fields_of(kind, match)
        if kind.not_before.search(text[max(0, match.start() - 40) : match.start()]) or kind.not_after.match(text, match.end()):
            return []
        for listing in kind.listings:
            lead = listing.lead.match(text, match.end())
            if not lead:
                continue
            fields |= {name: clean_field(name, value) for name, value in lead.groupdict("").items()}
            if "{place}" in listing.target:
                fields["place"] = self._place_before(match.start())
                listing = listing if fields["place"] else replace(listing, target="Executive Order {serial}")
            explicit = bool(_PLURAL.search(text[match.start() : lead.end()]))
            items, end = read_items(text, lead.end(), listing.shape, plural=True, explicit=explicit, other=self.context.shape, headed=True)
            if items and (not text[end : end + 1].isalnum() or GLUED.match(text, end)):
                if explicit and (ends := _DASHED.fullmatch(items[0].section)) and int(ends[2]) > int(ends[1]):
                    items[0] = replace(items[0], section=ends[1], end_section=ends[2])
                items = items if listing.many and not _SINGULAR.search(lead[0]) else items[:1]
                return self._list_citations(kind, listing, fields, items, match.start())
            if listing.alone:
                return [self._citation(kind, (match.start(), lead.end()), fill_target(listing.target, fields))]
        if not kind.whole or (kind.listings and match.end() < len(text) and text[match.end()].isalnum()):
            return []
        return [self._whole(kind, fields, match)]

    def _whole(self, kind: CitationKind, fields: dict[str, str], match: re.Match[str]) -> Citation:
        named = fields.get("named")
        target = fields.get(named, named) if named else fill_target(kind.whole, fields)
        end = match.end() - (len(match[0]) - len(match[0].rstrip(" \n\t,")))
        found = self._citation(kind, (match.start(), end), target)
        pins = labels_of(fields.get("pins", ""))
        if not pins or not target.endswith(with_pins("", pins)):
            return found
        code, section = split_target(target.removesuffix(with_pins("", pins)))
        return replace(found, code=code.rstrip(","), section=section, pins=pins)

    def _list_citations(self, kind: CitationKind, listing: Listing, fields: dict[str, str], items: list[Item], start: int) -> list[Citation]:
        found: list[Citation] = []
        for item in items:
            target = section_target(listing.target, fields, item.section)
            if kind.name == "executive-order" and "{order}" in listing.target and is_local(self.text[max(0, start - 60) : start], target):
                target = local_order(target, find_place_before(self.text[max(0, start - 60) : start]) or self.context.place or find_place(self.text))
            last = section_target(listing.target, fields, item.end_section) if item.end_section else target
            target_end = "et seq." if item.open_ended else with_pins(last, item.end_pins) if item.is_range else ""
            span = (start if not found else item.start, item.end)
            found.append(self._citation(kind, span, target, item.pins, target_end, item.note, listed=True))
        if not items[-1].is_range and (tail := listing.tail.match(self.text, items[-1].end)):
            return [*found[:-1], *with_subparts(self.text, found[-1], tail)]
        return with_range_ends(self.text, found, items)

    def _citation(
        self, kind: CitationKind, span: tuple[int, int], target: str, pins: tuple[str, ...] = (), target_end: str = "", note: bool = False, listed: bool = False
    ) -> Citation:
        code, section = split_target(target) if listed else (target, "")
        own = self.context.own
        if own and target.startswith(own) and kind.own:
            target = "§" + target.removeprefix(own)
            target_end = "§" + target_end.removeprefix(own) if target_end.startswith(own) else target_end
        target = with_pins(target, pins) + (" note" if note else "")
        return Citation(kind.name, span, self.text[span[0] : span[1]], target, target_end, code, section, pins)

    def _place_before(self, start: int) -> str:
        """Whose order a year-and-number order is: named just before it, by the context, by the text, else the table's home."""
        near = find_place_before(self.text[max(0, start - 30) : start])
        if not near and is_of_state(self.text[max(0, start - 60) : start]):
            return self.context.place if self.context.state else ""
        if not near and not self._place:
            self._place = find_place(self.text) or HOME
        return near or self._place

    def _read_phrase(self, match: re.Match[str], floor: int) -> list[Citation]:
        text = self.text
        if match.re.pattern == _ACT.pattern:
            start, end = find_name_before(text, match.end(), floor)
            name = " ".join(text[start:end].split())
            return [Citation("short-title", (start, end), text[start:end], name, code=name)] if name else []
        if match.re.pattern == _ID.pattern:
            return self._read_id(match)
        if match.re.pattern == RULES.pattern:
            return read_article_phrase(text, match, floor)
        if match.re.pattern != TRIGGER.pattern:
            return self._read_unsigned(match.start())
        last = self.found[-1] if self.found else None
        if match["section"] or (match["level"] and COUNTED.match(text, match.end())):
            return read_section_phrase(text, match, self.context, self._read_at, last, floor)
        if match["level"]:
            return read_level_phrase(text, match, self._read_at)
        if match["division"]:
            if match["division"][0] in "aA" and match["division"][1] == "r" and (foreign := self._read_foreign(match)) is not None:
                return foreign
            divisions = read_division_phrase(text, match, self.context, self._read_at, last)
            return divisions if divisions or match["division"][0] not in "aA" else read_article_phrase(text, match, floor)
        return read_demonstrative(text, match)

    def _read_foreign(self, match: re.Match[str]) -> list[Citation] | None:
        """A reference to an article in German, French or Spanish; None where the words are English."""
        if match["division"] in ("Artikel", "Art."):
            return read_german(self.text, match.start(), match.end(), "Art.") if is_german(self.text, match.start(), match.end()) else None
        return read_romance(self.text, match) or None

    def _read_at(self, at: int) -> list[Citation]:
        """The citation that begins exactly at `at`."""
        for kind in (*self.extra, *KINDS):
            if (match := kind.pattern.match(self.text, at)) and match.end() > at and (citations := self._read_head(kind, match)):
                return citations
        match = TRIGGER.match(self.text, at)
        if match and (match["division"] or "").lower().startswith("article"):
            return read_article_phrase(self.text, match, at)
        return read_section_phrase(self.text, match, self.context, self._read_at) if match and match["section"] else []

    def _read_unsigned(self, at: int) -> list[Citation]:
        items, end = read_items(self.text, at, self.context.shape)
        line = self.text.rfind("\n", max(0, at - 24), at) + 1 or max(0, at - 24)
        if re.fullmatch(r"[#* ]{0,12}(?:Section |Sec\. |§ ?)?", self.text[line:at]) and is_heading(self.text, line, end, items):
            return []
        return [
            Citation(
                "section",
                (i.start, i.end),
                self.text[i.start : i.end],
                with_pins("§" + (s := clean_field("section", i.section)), i.pins),
                with_pins("§" + (i.end_section or s), i.end_pins) if i.is_range else "",
                self.context.code,
                s,
                i.pins,
            )
            for i in items
        ]

    def _read_id(self, match: re.Match[str]) -> list[Citation]:
        """`Id. § 1644`: the code of the citation before it, in the same paragraph."""
        last = next((c for c in reversed(self.found[-20:]) if not c.relative), None)
        if last is None or match.start() - last.span[1] > _NEAR or "\n\n" in self.text[last.span[1] : match.start()]:
            return []
        items, _ = read_items(self.text, match.end(), _ID_SECTION) if match[0].rstrip().endswith("§") else ([], match.end())
        if not items:
            pins, stop = read_pins(self.text, match.end()) if match[0].rstrip().endswith("at") else ((), match.end())
            page = re.search(r"\d+", match[0]) if last.kind in _PAGED else None
            base = f"{last.code} {page[0]}" if page else last.target.removesuffix(last.pincite) if pins else last.target
            return [Citation("id", (match.start(), stop), self.text[match.start() : stop], with_pins(base, pins), "", last.code, last.section, pins or last.pins, base="id.")]
        within = last.section and last.section in last.target and last.kind not in LAWS
        prefix = sections_of(last) if last.kind in LAWS else last.target[: last.target.rindex(last.section)] if within else last.code + " "
        found: list[Citation] = []
        for item in items:
            section = clean_field("section", item.section)
            span = (match.start() if not found else item.start, item.end)
            target_end = with_pins(prefix + (item.end_section or section), item.end_pins) if item.is_range else ""
            found.append(Citation("id", span, self.text[span[0] : span[1]], with_pins(prefix + section, item.pins), target_end, prefix.rstrip(" §") if last.kind in LAWS else last.code, section, item.pins, base="id."))
        return found


_SPLIT = lazy(r"(.{1,160}?)(?: § | ch\. | App\. |/| (?=part ))(.{1,60})|(.{1,160}) ([^ ]{1,60})")


def split_target(target: str) -> tuple[str, str]:
    """A canonical citation without pincite as the code and the section in it.

    >>> split_target("8 U.S.C. 1373"), split_target("5 ILCS 805/15"), split_target("D.C. Code § 1-204.04"), split_target("8 CFR part 287")
    (('8 U.S.C.', '1373'), ('5 ILCS 805', '15'), ('D.C. Code', '1-204.04'), ('8 CFR', 'part 287'))
    """
    match = _SPLIT.fullmatch(target)
    if not match:
        return target, ""
    return (match[1], match[2]) if match[1] else (match[3], match[4])


def _with_declared_names(text: str, found: list[Citation]) -> list[Citation]:
    """The citations together with the later mentions of names that the text has given to some of them."""
    if "(" not in text or ("”)" not in text and '")' not in text):
        return found
    names = {t.title: t for t in find_short_titles(text, found) if t.stands_for and not t.own and t.title[:1].isupper() and len(t.title) > 2}
    if not names:
        return found
    words = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))[:50])
    taken = {}
    for c in found:
        taken[c.span[0]] = c.span[1]
    added: list[Citation] = []
    place = 0
    for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text):
        title = names[match[0]]
        while place < len(found) and found[place].span[1] <= match.start():
            place += 1
        covered = place < len(found) and found[place].span[0] < match.end()
        if covered and match.start() > title.span[1] and found[place].span == match.span() and found[place].kind == "short-title":
            found[place] = replace(found[place], target=title.stands_for, code=title.stands_for, base="declared")
        if match.start() <= title.span[1] or covered:
            continue
        added.append(Citation("short-title", match.span(), match[0], title.stands_for, code=title.stands_for, base="declared"))
    return sorted([*found, *added], key=lambda c: c.span)
