"""References to whole titles, chapters, parts: `subchapter I of Chapter 5 of Title 2`, `part 287 of this chapter`."""

from __future__ import annotations

import re
from dataclasses import replace

from policytool.language.citation_kind import clean_field
from policytool.language.code_contexts import Context
from policytool.language.code_names import AFTER, law_name
from policytool.language.gaps import S, W
from policytool.language.named_acts import FORWARD
from policytool.language.other_laws import SHORT
from policytool.language.owners import LAWS, PART_OF_LAW, Read
from policytool.language.phrases import TRIGGER
from policytool.language.ranges import DASH
from policytool.language.spans import with_outer_spans
from policytool.model.citation import Citation
from policytool.patterns import lazy

_WORDS = "(?:[Ss]ub)?(?:[Cc]hapter|[Tt]itle|[Pp]art)s?|[Aa]rticles?|[Dd]ivisions?|[Aa]ppendix"
_NUMBER = rf"(?:\d{{1,4}}[A-Za-z]{{0,2}}(?:\.\d{{2,3}}[A-Z]?|{DASH}\d{{1,4}}[A-Z]?|{DASH}[A-Z](?![A-Za-z])){{0,2}}|[IVXLC]{{1,7}}(?:{DASH}[A-Z0-9]{{1,2}})?|[A-Z]{{1,2}}(?:{DASH}\d{{1,2}})?)(?![0-9A-Za-z]|\.[0-9])"
_FIRST = lazy(rf"{S}(?P<number>{_NUMBER})(?:\.(?={S}of{S}the{S}[A-Z]))?")
_MORE = lazy(rf"(?:,{S}(?:and{S}|or{S})?|{S}(?:and|or){S}|(?P<range>{S}(?:through|to){S}|{W}[–—]{W}))(?P<number>{_NUMBER})(?!{S}(?:U\.S\.C|CFR|C\.F))")
_CHAIN = lazy(rf"(?:,?{S}(?:of|in|to){S}(?:the{S})?(?P<word>{_WORDS})|,{S}(?P<last>[Tt]itle|(?:[Ss]ub)?[Cc]hapter|[Ss]ubtitle|[Aa]rticle|[Pp]art)){S}(?P<number>{_NUMBER})")
_THIS = lazy(rf",?{S}(?:of|in|to){S}(?P<which>this|such|that|said){S}(?P<unit>chapter|subchapter|title|subtitle|part|subpart|article|division|Act|act|Code|code|Order|order|Ordinance|ordinance)\b(?:(?<=title|.part|Title){S}\d{{1,3}}(?![\w.-]))?")
_CODE = lazy(
    rf",?{S}(?:of{S})?(?:the{S})?(?:(?P<usc>United{S}States{S}Code|U\.S\.{S}Code|U\.?S\.?C\.?(?!\w))|(?P<cfr>Code{S}of{S}Federal{S}Regulations|C\.?F\.?R\.?(?!\w))"
    rf"|(?P<mcc>(?:Chicago{S})?Municipal{S}Code(?:{S}of{S}Chicago)?|MCC\b)|(?P<dc>D\.C\.{S}(?:Official{S})?Code|District{S}of{S}Columbia{S}(?:Official{S})?Code)|(?P<dcmr>District{S}of{S}Columbia{S}Municipal{S}Regulations))"
)
_OF_ACT = lazy(rf"(?:{S}of{S}|,{S}(?=(?:[A-Z][a-z]+{S}(?:(?:and|&|of){S})?){{1,4}}(?:Code|Statutes)\b))(?={FORWARD.pattern})")
_INITIALS = lazy(rf",?{S}(?P<name>{AFTER})(?!\w)")
_LITTLE_LAW = lazy(rf"{S}of{S}the{S}(?P<law>(?:[a-z][\w’'-]{{2,20}}{S}(?:and{S})?){{1,4}}?law(?:{S}and{S}rules)?)\b(?!{S}of)")
_SESSION = lazy(rf"(?:,|{S}of{S}the){S}(?P<body>[Ll]aws|[Aa]cts|Statutes){S}of{S}(?P<year>(?:18|19|20)\d\d)\b")
_OF_CFR = lazy(rf"{S}(?:of|in|to|under){S}(?=\d{{1,2}}{W}C\.?{W}F\.?{W}R\b)")
_IN_LAW, _BEFORE_SECTION = lazy(rf",{S}"), lazy(rf"{PART_OF_LAW}{{1,3}}(?:§|[Ss]ec)")
_OF_PUBLIC = lazy(rf",?{S}of{S}(?:the{S})?(?=Pub|P\.{W}L)")
_AND = lazy(rf",?{S}(?:and|or),?{S}")
_ORDER = ("title", "subtitle", "chapter", "article", "subchapter", "part", "subpart", "division", "appendix")
Span = tuple[int, int, str, str]
"""Where a number stands, the number, the last of its range."""
_CODES = {"mcc": "MCC", "dc": "D.C. Code"}


def read_division_phrase(text: str, match: re.Match[str], context: Context, read: Read, last: Citation | None = None, alone: bool = False) -> list[Citation]:
    """The citations of a division phrase, one for each number listed; none when nothing says what it is a division of.

    `last` is the citation before it, whose code it may share; `alone`: the phrase after it is not asked.
    """
    first = _FIRST.match(text, match.end())
    if not first or (last is not None and last.kind in LAWS and _IN_LAW.fullmatch(text, last.span[1], match.start()) and _BEFORE_SECTION.match(text, match.start())):
        return []  # Pub. L. 90-226, title VI, § 605: words between a law and its section
    spans = [(match.start(), first.end(), first["number"], "")]
    end = first.end()
    while len(spans) < 40 and (more := _MORE.match(text, end)):
        end = more.end()
        if more["range"]:
            start, _, number, _ = spans[-1]
            spans[-1] = (start, end, number, more["number"])
        else:
            spans.append((more.start("number"), end, more["number"], ""))
    if len(spans) > 1 and not match["division"].endswith("s"):
        spans = spans[:1]
        end = spans[0][1]
    word, outer, end, spans = _read_chain(text, end, _word(match["division"]), spans)
    if of := _OF_CFR.match(text, end):
        return _in_regulations(text, spans, word, read(of.end()))
    if (of := _OF_PUBLIC.match(text, end)) and (laws := read(of.end())):
        return [*(_citation(text, span, span[1] if span is not spans[-1] else end, word, outer, laws[0].target) for span in spans), *laws]
    owner, stop = _find_owner(text, end, context, word, outer, spans[0][2])
    if owner is None:
        parts = word == "part" or any(w == "part" for w, _ in outer)
        owner = (_code_before(text, match.start(), last) if parts else "") or ("" if alone else _code_after(text, end, context, read))
        if not owner:
            return []
    return [_citation(text, span, stop if span is spans[-1] else span[1], word, outer, owner) for span in spans]


def _read_chain(text: str, end: int, word: str, spans: list[Span]) -> tuple[str, list[tuple[str, str]], int, list[Span]]:
    """The division that is meant, those it stands in, outermost first, and where the words end: `Subchapter C, Chapter 552`, `Title 10, Subtitle 6`."""
    outer: list[tuple[str, str]] = []
    mounted = False
    while len(outer) < 4 and (chain := _CHAIN.match(text, end)):
        other = _word(chain["word"] or chain["last"])
        deeper = chain["last"] and other in _ORDER and word in _ORDER and _ORDER.index(other) > _ORDER.index(word)
        if chain["last"] and (other == word or len(spans) > 1 or other in dict(outer) or (deeper and mounted)):
            break
        end, mounted = chain.end(), mounted or not deeper
        if deeper:
            outer.append((word, spans[0][2]))
            word, spans = other, [(spans[0][0], end, chain["number"], "")]
        else:
            outer.insert(0, (other, chain["number"]))
    return word, outer, end, spans


def _in_regulations(text: str, spans: list[Span], word: str, inside: list[Citation]) -> list[Citation]:
    """`part 287 of 8 CFR`; `subpart B of 40 CFR part 60`, whose part stays a citation of its own."""
    if len(inside) != 1 or word != ("subpart" if " part " in inside[0].target else "part") or inside[0].section.count("."):
        return inside
    whole = inside[0]
    found = [_citation(text, span, span[1], word, [], whole.code or whole.target) for span in spans]
    if word == "part":
        return with_outer_spans(text, found, spans[0][0], whole.span[1])
    named = [(f"{whole.target}, subpart {first}", f"{whole.target}, subpart {last}" if last else "") for _, _, first, last in spans]
    return [*(replace(c, target=a, target_end=b) for c, (a, b) in zip(found, named, strict=True)), whole]


def _code_before(text: str, start: int, last: Citation | None) -> str:
    """The regulations a part is of when they are cited just before: `45 CFR part 160 and subparts A and E of part 164`."""
    if last is None or not last.code.endswith(" CFR") or not _AND.fullmatch(text, last.span[1], start):
        return ""
    return last.code


def _code_after(text: str, end: int, context: Context, read: Read) -> str:
    """The code that the next division names for both: `subchapter II of chapter 5, and chapter 7, of title 5, United States Code`."""
    joint = _AND.match(text, end)
    phrase = TRIGGER.match(text, joint.end()) if joint else None
    following = read_division_phrase(text, phrase, context, read, alone=True) if phrase and phrase["division"] else []
    return following[0].code if following and following[0].code.endswith("U.S.C.") else ""


def _word(printed: str) -> str:
    word = printed.lower()
    if word.startswith("art"):
        return "article"
    return word.rstrip("s") if word != "appendix" else word


def _find_owner(text: str, end: int, context: Context, word: str, outer: list[tuple[str, str]], number: str) -> tuple[str | None, int]:
    """(what the division belongs to, where the words that say so end); None when that is not said."""
    if match := _THIS.match(text, end):
        if context.code.endswith("CFR") and "part" in (word, *(w for w, _ in outer)) and match["which"] == "this":
            return context.code, match.end()
        which = "this" if match["which"] == "this" else "such"
        return f"{which} {match['unit'].lower()}", match.end()
    title = next((n for w, n in (*outer, (word, number)) if w == "title"), "")
    if match := _CODE.match(text, end):
        key = match.lastgroup or ""
        if key in ("usc", "cfr"):
            return (f"{title} {'U.S.C.' if key == 'usc' else 'CFR'}", match.end()) if title.isdigit() else (None, end)
        return ("" if _CODES.get(key) == context.code else _CODES.get(key, "D.C.M.R.")), match.end()
    if (match := _OF_ACT.match(text, end)) and (name := FORWARD.match(text, match.end())):
        return law_name(clean_field("act", name["act"])), name.end()
    if match := _LITTLE_LAW.match(text, end):
        return " ".join(match["law"].split()), match.end()
    if match := _SESSION.match(text, end):
        return f"{match['body'].capitalize()} of {match['year']}", match.end()
    if match := _INITIALS.match(text, end):
        return law_name(match["name"]), match.end()
    if context.code.endswith("CFR") and word == "part" and not title and re.match(r"\d", number):
        return context.code, end
    if context.code and not context.is_federal and re.search(rf"\d{DASH}\d", number) and context.shape.pattern.fullmatch(number):
        return "", end
    if context.titled and title:
        return "", end
    if title.isdigit() and outer and (context.is_federal or not context.code):
        return f"{title} U.S.C." if context.is_federal else "", end  # whose title it is, a text of no known code does not say
    return None, end


def _citation(text: str, span: Span, stop: int, word: str, outer: list[tuple[str, str]], owner: str) -> Citation:
    start, _, number, last = span
    relative = owner.startswith(("this ", "such "))
    federal = owner.endswith((" U.S.C.", " CFR"))

    def target(final: str) -> str:
        if owner in ("MCC", "") and re.search(rf"\d{DASH}\d", final):
            return ("MCC " if owner else "§") + clean_field("section", final)
        chain = [(w, n) for w, n in (*outer, (word, final)) if not (federal and w == "title")]
        if owner.endswith(" CFR"):
            return _regulation(owner, chain)
        parts = ", ".join(f"{SHORT[w]} {clean_field('section', n)}" for w, n in chain)
        return f"{owner} {parts}".strip()

    canonical = target(number)
    return Citation("division", (start, stop), text[start:stop], canonical, target(last) if last else "", "" if relative else owner, clean_field("section", number), (), relative, owner if relative else "", word)


def _regulation(code: str, chain: list[tuple[str, str]]) -> str:
    """A part of the CFR stands without its chapter: `40 CFR part 60, subpart B`."""
    known = dict(chain)
    if "part" in known:
        return f"{code} part {clean_field('section', known['part'])}" + (f", subpart {known['subpart']}" if "subpart" in known else "")
    return f"{code} " + ", ".join(f"{SHORT[w]} {n}" for w, n in chain) if chain else code


def division_path(target: str) -> list[tuple[str, str]]:
    """(word, number) of each division of a target, outermost first.

    >>> division_path(" subch. XII-A, pt. B")
    [('subchapter', 'xii-a'), ('part', 'b')]
    """
    words = {short: word for word, short in SHORT.items()}
    parts = (part.split() for part in target.split(", "))
    return [(words[part[0]], part[1].casefold()) for part in parts if len(part) == 2 and part[0] in words]
