"""References to articles by an arabic number: of the European Union's acts, of codes that count articles, of conventions.

    Article 6(1)(f) of Regulation (EU) 2016/679     Regulation (EU) 2016/679 art. 6(1)(f)
    Article 18.01, Code of Criminal Procedure       Code of Criminal Procedure art. 18.01
    Articles 15 to 22                               art. 15 .. art. 22

An article with a roman number, or one that nothing tells from a part of the text, is a division.
"""

from __future__ import annotations

import re

from policytool.language.code_names import law_name
from policytool.language.gaps import S
from policytool.language.other_laws import read_frame
from policytool.language.pincites import Item, Shape, read_items
from policytool.language.spans import with_outer_spans, with_pins, with_range_ends
from policytool.model.citation import Citation
from policytool.patterns import lazy

ARTICLE = Shape(lazy(r"\d{1,4}+(?:\.\d{1,3})?[a-z]{0,2}(?![\w/]|\.\d|-\d)"), plain=True)
"""6  18.01  5a; not 5-101, nor 3/2020"""
_THIS = lazy(rf",?{S}of{S}(?P<base>(?:this|that|the{S}same){S}(?P<unit>Regulation|Directive|Decision|Treaty|Convention|Protocol|Charter|Agreement|Law|Constitution))\b(?!{S}of\b)")
RULES = lazy(
    rf"(?P<division>[Rr](?<!\w.)(?:egulation|ule)s?)(?={S}\d{{1,3}}[A-Z]{{0,2}}(?:\.\d{{1,2}})?(?:\([\da-z]{{1,3}}\)|{S}of{S}the{S}[A-Z]"
    rf"|{S}(?:and|or|to){S}\d{{1,3}}[A-Z]?(?:[(,;.)]|{S}of{S}the{S}[A-Z])))"
)
"""regulation 5(2)(a), rule 14(1), regulations 5 and 6: a number alone may count anything"""
_TEXTS = {"re": "the regulations", "ru": "the rules"}
"""What a text must call itself for its own rule to be meant."""
_ASIDE = lazy(rf",(?={S}of{S}(?:Regulation|Directive|Decision|the|that|this))|,{S}(?:first|second|third|fourth|fifth|last){S}(?:sub)?(?:paragraph|sentence|indent),?(?={S}of\b)")
_TREATIES = "CCPR|CEDAW|CFR|CISG|CRC|CRPD|DMA|DSA|EC|ECHR|EEA|EEC|EPC|GATS|GATT|GDPR|ICCPR|ICESCR|LED|NAFTA|PCT|TEC|TEU|TFEU|TRIPS|UCC|UCMJ|UDHR|UNCAT|UNCLOS|USMCA|VCCR|VCDR|VCLT"
_TREATY = lazy(rf"{S}(?P<name>(?:UK{S}|EU{S})?(?:{_TREATIES}))(?=[\s,.;:)]|\Z)(?!{S}[A-Z]{{2}})")
"""Article 16 TFEU, Article 6(1)(f) UK GDPR; other initials behind a number may be anything: Article 12 PDF"""
_WORDS = {"ar": "art.", "re": "reg.", "ru": "rule"}
_INITIALS_BEFORE = lazy(rf"(?<![\w.])(?P<name>(?:[A-Z][a-z]?\.){{2,5}}){S}$")
"""C.Cr.P. Art. 895.1"""
_NO_ARTICLES = lazy(r"(?:the )?(?:Constitution\b|.*\bConstitution$)")
"""Constitutions have rows of their own in the table."""


def read_article_phrase(text: str, match: re.Match[str], floor: int) -> list[Citation]:
    """The citations of an article phrase; none when it may be a division of the text or of a code that has sections."""
    at = match.end()
    while text[at : at + 1].isspace():
        at += 1
    plural = match["division"].endswith("s")
    items, end = read_items(text, at, ARTICLE, plural=plural, explicit=plural)
    if not items or text[end : end + 1].isalnum():
        return []
    shown, end = end, end + (aside.end() - end if (aside := _ASIDE.match(text, end)) else 0)
    if this := _THIS.match(text, end):
        base = f"{'this' if this['base'].lower().startswith('this') else 'such'} {this['unit'].lower()}"
        return _citations(text, items, match["division"], base, (match.start(), this.end()), base)
    if initials := _INITIALS_BEFORE.search(text, max(floor, match.start() - 14), match.start()):
        return _citations(text, items, match["division"], initials["name"], (initials.start(), end))
    if (treaty := _TREATY.match(text, end)):
        return _citations(text, items, match["division"], treaty["name"], (match.start(), treaty.end()))
    frame = read_frame(text, match.start(), end, floor)
    name = frame.name.removeprefix("the ") if not frame.parts else ""
    if name and not frame.name.startswith(("the ", "such ")) and not _NO_ARTICLES.match(name):
        return _citations(text, items, match["division"], law_name(name), (frame.start, frame.end))
    sure = match["division"][0] in "rR" or any(i.pins for i in items) or "." in items[0].section or (plural and (len(items) > 1 or items[0].is_range))
    base = _TEXTS.get(match["division"][:2].lower(), "")
    return _citations(text, items, match["division"], "", (match.start(), shown), base) if sure and not frame.known else []


def _citations(text: str, items: list[Item], word: str, law: str, span: tuple[int, int], base: str = "") -> list[Citation]:
    """One citation for each item; the words that name the law belong to the outermost."""
    relative = bool(base) or not law
    prefix = f"{law} {_WORDS[word[:2].lower()]} ".lstrip()
    found = [
        Citation(
            "article",
            (item.start, item.end),
            text[item.start : item.end],
            with_pins(prefix + item.section, item.pins),
            with_pins(prefix + (item.end_section or item.section), item.end_pins) if item.is_range else "",
            "" if relative else law,
            item.section,
            item.pins,
            relative,
            base,
        )
        for item in items
    ]
    return with_range_ends(text, with_outer_spans(text, found, *span), items)
