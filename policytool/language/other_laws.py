"""Sections of a law that no table knows: `Section 52 of ONCA`, `Employee Handbook section 4`, `Section 3, Article II`.

What is named as the owner of a section is kept, whatever it is, so that the section is never looked for in the text
that cites it. A part of the same text, `Article II, Section 1`, is kept as what the section stands in.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policytool.language.gaps import S
from policytool.language.named_acts import FORWARD, find_name_before
from policytool.patterns import lazy

LINK_END = lazy(r"\](?:\([^()\s]{0,300}\)|\[[^\[\]\n]{0,80}\])?")
_STRONG = "Acts?|Codes?|Stat(?!\\.)|Statutes?|Laws|Constitution|Charter|By-?[Ll]aws?|Ordinances?"
_NOUN = (
    f"{_STRONG}|Law|Regulations?|Rules?|Treaty|Convention|Covenants?|Directive|Protocol|Agreement|Contract|Lease|Licen[cs]e|Policy|Policies|Plan|Manual|Handbook|Guidelines?|Standards?"
    "|Declaration|Resolution|Order|Proclamation|Compact|Memorandum|Decree|Procedures?|Guide|Specification|Terms|Decision|Framework"
)
_DATED = rf"(?:{S}(?:of{S})?\(?(?:1[789]|20)\d\d\)?|{S}(?:\([A-Z]{{2,4}}\){S})?(?:[Nn]os?\.{S})?\d[\d/.:-]{{0,12}}\d(?:/[A-Z]{{2,4}})?)?"
_LITTLE = r"(?:act|code|charter|by-?laws?|constitution|statutes?|laws?|ordinance|regulations?|agreement)"
_AFTER = lazy(
    rf"(?:{S}(?:of|in|under){S}|,{S}(?=(?:[A-Z][a-z]+{S}(?:(?:and|&|of){S})?){{1,4}}(?:Code|Statutes|Constitution|Charter)\b|Code{S}of{S}[A-Z]|[A-Z][a-z]{{2,12}}{S}Laws\b))(?:(?:the|an?|its|their|said|such|that){S})?"
    rf"(?P<link>\[)?(?P<name>(?:[Ll]aws|[Aa]cts|Statutes){S}of{S}(?:18|19|20)\d\d\b|[A-Z][\w’'&/-]{{0,30}}(?:,?{S}(?:[A-Z][\w’'&/-]{{0,30}}|of|and|for|the|to|on|&)){{0,9}}?{S}(?:{_NOUN}|Article(?!{S}[IVX\d]))\b{_DATED}(?:{S}of{S}(?:the{S})?[A-Z]\w{{1,30}}(?:{S}[A-Z]\w{{1,30}}){{0,3}})?"
    rf"|(?:{_NOUN}){S}(?:of|for){S}(?:the{S})?[A-Z][\w’'&-]{{0,30}}(?:{S}(?:(?:of|and|for|the){S}){{0,2}}[A-Z][\w’'&-]{{0,30}}){{0,6}}"
    rf"|(?:{_NOUN})(?:{S}\([A-Z]{{2,4}}\))?{S}(?:[Nn]os?\.{S})?\d[\w/.:-]{{0,14}}\w"
    rf"|(?:[a-z][\w’'-]{{2,20}}{S}|[A-Z]\w{{0,30}}[’']s?{S}){{1,3}}{_LITTLE}\b(?:(?<=law){S}and{S}rules\b|{S}of{S}(?:18|19|20)\d\d\b)?(?:{S}of{S}the{S}(?:city|town|county|village){S}of{S}[A-Z]\w{{1,20}}(?:{S}[A-Z]\w{{1,20}}){{0,2}})?"
    rf"|(?:[a-z][\w’'-]{{1,20}}{S}){{1,8}}act(?:{S}of{S}\d{{4}})?(?=,{S}\d{{4}}{S}PA\b)"
    rf"|[A-Z]{{2,8}}(?:[ -]?\d[\d.:/-]{{0,12}})?(?![\w’'-]|{S}[A-Z]|{S}(?:[a-z]{{2,20}}{S}){{0,2}}(?i:{_NOUN})\b)(?=[\s,.;:)\]]|$))"
)
"""of the Fire Code, of the Bylaws of the Club, of Regulation (EU) 2016/679, of the city charter, of ONCA, of [RFC2119]"""
_THE_NOUN = lazy(rf"{S}(?:of|in|under){S}the{S}(?P<noun>{_NOUN}|{_LITTLE}|policy|plan|rules)\b(?!{S}[A-Z(\d])")
"""of the Bylaws: this text, where it calls itself so."""
_OWN_WORDS = frozenset(("this", "these", "our"))
NOT_LAWS = frozenset((
    "IN", "TO", "BY", "OF", "AND", "OR", "SEE", "PER", "WITH", "THE", "THIS", "IF", "AS", "ON", "NOT", "EXCEPT", "NOTE", "BUT", "ALL", "ANY",
    "UNDER", "THAT", "FROM", "FOR", "AT", "WHEREAS", "RESOLVED", "PURSUANT", "AMENDED", "AMEND", "REPEAL",
))  # fmt: skip
_NAME_BEFORE = lazy(rf"\b(?:(?P<strong>{_STRONG})|(?P<weak>{_NOUN})){_DATED}(?P<of>{S}of{S}(?:the{S}(?:City|Town|Village|County|State){S}of{S})?[A-Z]\w{{2,14}}(?:{S}[A-Z]\w{{2,14}})?)?(?P<gap>\]?,?{S}|{S}\()$")
_INITIALS_BEFORE = lazy(
    rf"(?:^|(?P<word>\S{{1,30}}){S})\[?(?P<name>(?!(?:S?F?FY|[CP]Y)[ -]?\d)[A-Z]{{2,8}}(?P<number>[ -]?\d[\d.:/-]{{0,12}})?|(?:[A-Z]\.){{3,5}})\]?(?P<gap>,?{S})$"
)
_SURE = lazy(rf"§|[Ss]ec(?:tions?|s?\.){S}(?:\d{{1,4}}[A-Z]{{0,2}}\(|\d{{3,4}}(?:\.\d{{1,3}}){{0,3}}(?![\w-]))")
"""A section that initials of an act may own: CAA section 111(d); not the "section 2" of somebody in HR."""
_PRIOR = lazy(rf"\b(?:[Pp]rior|[Ff]ormer){S}[Cc]ode,?{S}$")
"""(Prior code § 14-23)"""
_LAST = lazy(r"[^\W\d_](?:(?<=[A-Z])\.)?(?:\]?,?\s{1,4}|\s{1,4}\()$|\d\S?\]?,?\s{1,4}$")
UNIT = r"[Aa]rticles?|ARTICLE|[Aa]rt\.|(?:[Ss]ub)?(?:[Cc]hapter|[Tt]itle|[Pp]art)|[Cc]h\.|[Dd]ivision|[Ss]chedule|[Aa]ppendix|[Aa]nnex|[Ee]xhibit"
_PART = rf"(?P<unit>{UNIT}){S}(?P<number>\d{{1,4}}[A-Za-z]{{0,2}}(?:-[A-Z](?![A-Za-z]))?|[IVXLC]{{1,7}}(?:{S}[A-D](?=[,;)]|{S}of\b))?|[A-Z])(?![\w’'-]|\.\d)"
FORWARD_SECTION = lazy(rf",?{S}(?:§|[Ss]ections?\b|[Ss]ecs?\.)")
"""What follows a part that is the next section's: Section 1, Article II, Section 3."""
_PART_AFTER = lazy(rf"(?:(?:,?{S}(?:of|in|under)|{S}to){S}(?:the{S})?|(?P<joint>,{S}|{S}\(?))\[?{_PART}")
_PART_BEFORE = lazy(rf"(?<!\w){_PART}(?:\](?:\([^()\s]{{0,100}}\))?)?(?:,|{S}?[–—-])?{S}\[?$")
_TO = lazy(rf"{S}to{S}(?=the{S}[A-Z])")
"""Schedule 1 to the Data Protection Act 2018"""
SHORT = {
    "title": "tit.", "subtitle": "subtit.", "chapter": "ch.", "subchapter": "subch.", "part": "pt.", "subpart": "subpt.", "article": "art.",
    "division": "div.", "schedule": "sched.", "appendix": "app.", "annex": "annex", "exhibit": "exh.",
}  # fmt: skip
"""A division as it stands in targets."""


class Frame(NamedTuple):
    """What sections are said to belong to."""

    start: int
    end: int
    """Where the words that say so begin and end: before the sections, behind them, or both."""
    name: str = ""
    """A law, or the noun it is called by, "the bylaws"."""
    parts: tuple[str, ...] = ()
    """The divisions they stand in, outermost first: `art. II`."""

    @property
    def known(self) -> bool:
        """Whether anything was said."""
        return bool(self.name or self.parts)


def read_frame(text: str, start: int, end: int, floor: int) -> Frame:
    """The frame of sections whose words are text[start:end]; nothing before `floor` belongs to it.

    >>> read_frame("in Article II, Section 1", 15, 24, 0).parts, read_frame("Section 52 of ONCA", 0, 10, 0).name
    (('art. II',), 'ONCA')
    """
    if text[end : end + 1] == "," and (before := read_frame_before(text, start, floor)).name:
        return before._replace(end=end)  # Civil Code section 1940, Chapter 551, Government Code
    parts: list[str] = []
    stop = end
    while len(parts) < 3 and (match := _PART_AFTER.match(text, stop)):
        past = _past_link(text, match.end())
        if match["joint"] and FORWARD_SECTION.match(text, past):
            break
        parts.insert(0, _part(match))
        stop = past
    name, stop = _name_after(text, stop)
    if not (parts or name) and text[max(0, start - 1) : start] == "[" and (past := _past_link(text, end)) > end:
        name, behind = _name_after(text, past)  # [Section 19.2][] of the ECMAScript Language Specification
        stop = behind if name else end
    if parts and not name and (to := _TO.match(text, stop)) and (law := FORWARD.match(text, to.end())):
        name, stop = " ".join(text[law.start("act") : law.end()].split()), law.end()
    if parts and name:
        return Frame(start, stop, name, tuple(parts))
    before = read_frame_before(text, start, floor, parts=not parts, named=not name)
    return Frame(before.start, stop, name or before.name, (*before.parts, *parts))


def read_frame_before(text: str, start: int, floor: int, parts: bool = True, named: bool = True) -> Frame:
    """What stands before sections at `start` and says what they belong to: its parts, its name."""
    begin = start
    outer: list[str] = []
    while parts and len(outer) < 3 and (match := _before(_PART_BEFORE, text, begin, floor)):
        outer.insert(0, _part(match))
        begin = match.start()
    found = _name_before(text, begin, floor, parts=bool(outer)) if named else None
    return Frame(found[0] if found else begin, start, found[1] if found else "", tuple(outer))


def _part(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return f"{SHORT.get(unit.rstrip('s'), unit)} {match['number']}"


def _past_link(text: str, at: int) -> int:
    link = LINK_END.match(text, at)
    return link.end() if link else at


def _before(pattern: re.Pattern[str], text: str, at: int, floor: int) -> re.Match[str] | None:
    """A match that ends at `at`, in the same paragraph."""
    low = max(floor, at - 60)
    match = _LAST.search(text, max(low, at - 8), at) and pattern.search(text, low, at)
    return None if not match or "\n\n" in match[0] else match


def _name_after(text: str, at: int) -> tuple[str, int]:
    if match := _AFTER.match(text, at):
        name = " ".join(match["name"].split())
        if name.upper() in NOT_LAWS:
            return "", at
        if text[match.start()] == "," and FORWARD_SECTION.match(text, match.end()):
            return "", at
        if name.startswith(("An ", "A ")):
            return "such act", match.end()  # section 1 of An Act to name a street
        if name[:7] in ("laws of", "acts of"):
            name = name.capitalize()
        return name, _past_link(text, match.end()) if match["link"] else match.end()
    if match := _THE_NOUN.match(text, at):
        return f"the {match['noun'].lower()}", match.end()
    return "", at


def _name_before(text: str, at: int, floor: int, parts: bool) -> tuple[int, str] | None:
    """(where it begins, the name) of the law that stands just before."""
    if match := _before(_NAME_BEFORE, text, at, floor):
        strong = match.start("strong") >= 0
        if (not strong and match["gap"].strip()) or (parts and not strong):
            return None  # "under the Travel Policy, section 4 applies": of this text
        noun = match.end("strong" if strong else "weak")
        first, _ = find_name_before(text, noun, max(floor, noun - 120))
        lead = text[max(floor, first - 12) : first].split()
        if lead and lead[-1].strip("[(“\"").lower() in _OWN_WORDS:
            return None
        if first < noun:
            return first, " ".join(text[first : noun + len(match[0]) - (noun - match.start()) - len(match["gap"])].split()).strip("[]")
        words = text[max(floor, match.start() - 12) : match.start()].split()
        if words and words[-1].lower() in _OWN_WORDS:
            return None
        if match["of"]:
            return match.start(), " ".join(text[match.start() : match.end("of")].split())
        if match[0].rstrip(" ,")[-1:].isdigit():
            return match.start(), " ".join(match[0].split()).rstrip(",")  # Code 1980, § 12-3: not the one in force
        return match.start(), f"the {text[match.start():noun].lower()}"
    if match := _before(_PRIOR, text, at, floor):
        return match.start(), "the prior code"
    if match := _before(_INITIALS_BEFORE, text, at, floor):
        word = match["word"] or ""
        sure = match["number"] or (len(match["name"]) > 2 and _SURE.match(text, at))  # not "who works in HR section 2 applies"
        if match["name"] in NOT_LAWS or (word.isupper() and len(word) > 1) or not sure or text[at : at + 3] == "SEC":
            return None
        return match.start("name"), match["name"]
    return None
