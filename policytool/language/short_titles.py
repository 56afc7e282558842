"""Names that a text declares: "may be cited as the “X Act”", "(the “Act”)", "(hereinafter “WCO”)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytool.language.gaps import GAP, S
from policytool.language.named_acts import find_name_before
from policytool.model.citation import Citation, ShortTitle
from policytool.patterns import lazy

_QUOTED = r"[“\"](?P<title>[^“”\"\n]{1,160}?)[,.]?[”\"]"
_OWN = lazy(
    rf"(?:may{S}be{S}(?:known{S}and{S})?(?:cited|referred{S}to)|shall{S}be{S}(?:known|cited)(?:{S}and{S}may{S}be{S}cited)?|(?:is|are){S}(?:known|cited)){S}as{S}(?:the{S}|an?{S})?"
    rf"(?:{_QUOTED}|(?P<plain>[A-Z][^.;:\n“”\"]{{2,120}}?(?:Act|Ordinance|Code|Law|Order)(?:{S}of{S}\d{{4}})?)(?=[.;,]))"
)
_GIVEN = lazy(
    rf"\((?:(?:herein(?:after)?|collectively|together),?{S})?(?:(?:referred{S}to|known|cited){S}(?:herein{S})?as{S})?(?:,{S})?(?:the{S}|this{S}|an?{S})?{_QUOTED}(?:{S}or{S}(?:the{S})?[“\"][^“”\"\n]{{1,60}}[”\"])?\)"
)


def find_short_titles(text: str, citations: Sequence[Citation] = ()) -> tuple[ShortTitle, ...]:
    """Every name that `text` declares, in order; `citations` are those of the text, for what a name stands for.

    >>> [(t.title, t.own) for t in find_short_titles('This Act may be cited as the “Open Doors Act”. The Home Rule Act (the "Act") applies.')]
    [('Open Doors Act', True), ('Act', False)]
    """
    found = [_own(match) for match in _OWN.finditer(text)]
    ordered = sorted(citations, key=lambda c: c.span)
    at = 0
    for match in _GIVEN.finditer(text):
        while at < len(ordered) and ordered[at].span[1] <= match.start():
            at += 1
        found.append(ShortTitle(match["title"].strip(), match.span("title"), False, _antecedent(text, match.start(), ordered[max(0, at - 2) : at])))
    return tuple(sorted(found, key=lambda t: t.span))


def _own(match: re.Match[str]) -> ShortTitle:
    group = "title" if match["title"] else "plain"
    return ShortTitle(" ".join(match[group].split()), match.span(group), True)


def _antecedent(text: str, end: int, before: list[Citation]) -> str:
    """What stands just before a parenthesis: a citation's target, else an act's name, else ""."""
    low = max(0, end - 160)
    if before and before[-1].span[1] >= low and _closes(text[before[-1].span[1] : end]):
        last = before[-1]
        if len(before) > 1 and before[-2].kind == "short-title" and _closes(text[before[-2].span[1] : last.span[0]].rstrip("(")):
            return before[-2].target
        return last.target
    stripped = text[low:end].rstrip()
    if stripped.endswith(("Act", "Ordinance")):
        start, stop = find_name_before(text, low + len(stripped))
        return " ".join(text[start:stop].split())
    return ""


def _closes(between: str) -> bool:
    return len(between) < 120 and bool(re.fullmatch(rf"\)?(?:,|{GAP}|\([^()\n]{{0,80}}\)|as{GAP}amended|\)){{0,8}}", between))
