"""What follows a list of sections -> whose sections they are: of title 8, of this order, of the Home Rule Act."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from policytool.language.act_sections import read_act_table
from policytool.language.citation_kind import ORDINAL, clean_field
from policytool.language.code_contexts import Context
from policytool.language.code_names import AFTER, law_name, law_prefix
from policytool.language.code_shapes import ILCS
from policytool.language.gaps import S, W
from policytool.language.named_acts import FORWARD
from policytool.language.other_laws import FORWARD_SECTION, read_frame
from policytool.model.citation import Citation
from policytool.patterns import lazy

UNIT = (
    "Code section|Code Section|section|subsection|paragraph|subparagraph|clause|subclause|chapter|subchapter|title|subtitle|part|subpart|article|division|Act|act|Code|code|Executive Order|executive order|Order|order|"
    "Proclamation|proclamation|Ordinance|ordinance|memorandum|Memorandum|regulation|rule|policy|Policy|directive|Directive|Special Order|resolution|Resolution|law|statute|compact|Section|Subsection|"
    "Paragraph|Chapter|Subchapter|Title|Part|Subpart|Article|Division"
).replace(" ", S)
_OF = rf"(?:,?{S}(?:of|in|under|to){S}|,{S})"
THIS = lazy(rf"{_OF}(?P<which>this|that|such|said|the{S}same){S}(?:(?:19|20)\d\d{S}(?=Act))?(?P<unit>{UNIT})\b")
_THE = lazy(rf"{S}(?:of|in|under){S}the{S}(?P<unit>Act|Order|Ordinance|Code|ordinance)\b(?!{S}of{S}(?:[A-Z]|(?:19|20)\d\d))")
_TITLE = lazy(
    rf"(?:{_OF}|{W})(?:the{S})?[Tt]itle{S}(?P<title>\d{{1,2}})(?!\d|-|–|\.\d)"
    rf"(?:,?{S}(?:of{S})?(?:the{S})?(?:(?P<usc>U\.?{W}S\.?{W}C(?:ode\b|\.|\b)|United{S}States{S}Code)|(?P<cfr>Code{S}of{S}Federal{S}Regulations|C\.?F\.?R\.?)))?"
)
_OWN_CODE = lazy(
    rf"(?:,?{S}of{S}|,?{S}|{W}\()(?:the{S})?(?:(?P<mcc>(?:Chicago{S})?Municipal{S}Code(?:{S}of{S}(?:the{S}City{S}of{S})?Chicago)?|MCC\b|M\.C\.C\.)"
    rf"|(?P<dc>(?:D\.?C\.?|District{S}of{S}Columbia){S}(?:Official{S})?Code)|(?P<cook>Cook{S}County{S}Code(?:{S}of{S}Ordinances)?))"
)
_OF_ACT = lazy(rf"(?:(?:{S}of{S}(?:[Dd]ivision|(?:[Ss]ub)?[Tt]itle){S}[A-Z0-9]{{1,5}})?{S}(?:of|in|under){S}|,{S}(?=(?:[A-Z][a-z]+{S}(?:(?:and|&|of){S})?){{1,4}}(?:Code|Statutes)\b))(?={FORWARD.pattern})")
_CODE_TITLE = lazy(rf"{S}of{S}(?:the{S})?(?:United{S}States{S}Code|U\.S\.{S}Code),?{S}[Tt]itle{S}(?P<title>\d{{1,2}})(?!\d|-|\.\d)")
_OF_LAW = lazy(
    rf"(?:{S}of{S}(?:division|title|subtitle){S}[A-Z]{{1,5}})?(?:{S}of{S}|,{S})(?:the{S})?"
    rf"(?=Pub|pub|P\.{W}[LA]|Reorg|PL\b|\d{{4}}{S}PA\b|Exec|E\.O|EO\b|Proclamation|D\.C\.{S}(?:Law|Act)|{ORDINAL}{S}(?i:amendment)\b|[Aa]rticle{S}[IVX])"
)
LAWS = frozenset((
    "session-law", "public-law", "private-law", "public-act", "uk-act", "canadian-statutes", "reorganization-plan",
    "executive-order", "proclamation", "dc-law", "constitution-amendment", "constitution-amendments", "constitution-article",
))  # fmt: skip
PART_OF_LAW = rf"(?:(?:[Dd]iv(?:ision|\.)|(?:[Ss]ub)?[Tt]it(?:le|\.)|[Ss]ubtit(?:le|\.)|(?:[Ss]ub)?[Cc]h(?:apter|\.)|[Aa]rt(?:icle|\.)){S}[A-Z0-9]{{1,6}},?{S})"
_SINCE_LAW = lazy(rf"(?:\)|{S}\((?:c\.{W}\d{{1,3}}|asp{S}\d{{1,2}}|Cth|NSW|Vic|Qld|WA|SA|Tas|ACT|NT|UK)\))?(?:,?{S}|,){PART_OF_LAW}{{0,3}}")
"""The words between a law and the section of it: `Pub. L. 104-208, div. C, § 642`."""
_ACT_NAME = lazy(r" (?:Act|Ordinance)(?:,?(?: of)? \d{4})?$")
_NUMBERED = frozenset(("state-code", "article", "division", "bill", "ordinance", "guidance", "kar", "request-for-comments"))
"""What has sections and is cited by its own number."""
_JOINT = lazy(rf"\]?,?{S}")
_INITIALS = lazy(rf"(?:{S}of{S}(?:the{S})?|{S}(?=I|P))(?P<act>INA|IIRIRA|PRWORA|IRC|(?:19|20)\d\d{S}Code)\b")
_INITIALS_AFTER = lazy(rf",?{S}(?P<name>{AFTER})(?:{S}(?:19|20)\d\d)?(?!\w|{S}(?:\d|§|[Cc]h))")
_STRUCTURED = lazy(r"\d[A-Z]{0,2}[-.:]\d")
"""How the codes that are known by initials number their sections; `section 12 RSA keys` is something else."""
_CHAPTER_LAW = lazy(rf",{S}(?:ch\.|[Cc]hapter){S}(?P<number>\d{{2,4}}-\d{{1,4}})(?![\w-])(?:,{S}Laws{S}of{S}Florida)?")
"""Florida's session laws: s. 1, ch. 67-125"""
_DATED_ACT = lazy(rf"{S}of{S}the{S}(?P<act>Act{S}of{S}[A-Z][a-z]{{2,8}}\.?{S}\d{{1,2}},{S}\d{{4}})")
_OWN_PREFIX = {"mcc": "MCC ", "dc": "D.C. Code § ", "cook": "Cook County Code § "}
_OWN_KIND = {"mcc": "mcc", "dc": "dc-code", "cook": "cook-county-code"}
_INSIDE = frozenset(("title", "chapter", "code", "part", "subchapter"))

_ENDS = (".", ";", ":", ")", "]", "")
"""What stands behind sections that nothing more is said of."""

Read = Callable[[int], list[Citation]]
"""Reads the citation that begins exactly at an offset; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What the items of a phrase belong to."""

    prefix: str
    """Beginning of the target, up to the section number."""
    end: int
    """Where the words that say so end."""
    relative: bool = False
    base: str = ""
    act: str = ""
    kind: str = "section"
    start: int = -1
    """Where the words that say so begin, when they stand before the sections."""


def find_owner(text: str, end: int, context: Context, section: str, read: Read) -> Owner | None:
    """The owner of sections, the first of which is `section` and the last of which ends at `end`; None when nothing says so."""
    if text[end : end + 1] in _ENDS:
        return None
    here = is_own(section, context)
    if match := THIS.match(text, end):
        return _this(match, context, here)
    if match := _CODE_TITLE.match(text, end):
        return Owner(f"{match['title']} U.S.C. ", match.end(), kind="usc")
    if match := _TITLE.match(text, end):
        return _of_title(match, context, section)
    if match := _OWN_CODE.match(text, end):
        key = match.lastgroup or ""
        return Owner(_OWN_PREFIX[key], match.end(), kind=_OWN_KIND[key])
    if match := _CHAPTER_LAW.match(text, end):
        return Owner(f"Laws of Fla. ch. {match['number']}, § ", match.end(), kind="session-law")
    if (match := _INITIALS_AFTER.match(text, end)) and (text[end] == "," or _STRUCTURED.search(section)):
        return Owner(law_prefix(match["name"]), match.end(), kind="state-code")
    if here:
        return None
    return _of_law(text, end, read) or _of_act(text, end) or _of_the(text, end, context)


def is_own(section: str, context: Context) -> bool:
    """Whether a number can only be a section of the text's own code."""
    return bool(context.code) and not context.shape.plain and context.shape is not ILCS and bool(context.shape.pattern.fullmatch(section))


def _this(match: re.Match[str], context: Context, here: bool) -> Owner:
    """of this order, of such act; a section of this title is one of the context's own code."""
    unit = match["unit"].lower()
    inside = unit in _INSIDE or (unit == "act" and context.shape is ILCS)
    if here or (context.code and not context.titled and inside and match["which"] == "this"):
        return Owner("§", match.end())
    base = base_of(match["which"], unit)
    return Owner(f"{base} § ", match.end(), True, base, kind="relative")


def _of_title(match: re.Match[str], context: Context, section: str) -> Owner | None:
    """of title 8, United States Code; a title whose code is not named is the U.S. Code's where nothing else can be meant."""
    title = match["title"].lstrip("0")
    unnamed = not match["usc"] and not match["cfr"] and (context.is_federal or (not context.code and not context.state and " Title" not in match[0]))
    if match["cfr"] or (unnamed and re.match(r"\d+\.\d", section)):
        return Owner(f"{title} CFR ", match.end(), kind="cfr")
    if match["usc"] or (unnamed and re.fullmatch(r"\d+[a-zA-Z]{0,5}(-\d+[a-z]*)?", section)):
        return Owner(f"{title} U.S.C. ", match.end(), kind="usc")
    return None


def _of_law(text: str, end: int, read: Read) -> Owner | None:
    """of Public Law 104-208, which stays a citation of its own."""
    match = _OF_LAW.match(text, end)
    laws = read(match.end()) if match else []
    return Owner(sections_of(laws[0]), end, kind=laws[0].kind) if laws and laws[0].kind in LAWS else None


def sections_of(law: Citation) -> str:
    """The beginning of the target of a section of `law`; a section of it may stand for it."""
    return re.split(r",? § ", law.target)[0] + (", § " if law.kind.startswith("constitution") else " § ")


def find_owner_before(text: str, start: int, end: int, section: str, last: Citation) -> Owner | None:
    """The law cited just before the sections at `start`: `Pub. L. 104-208, div. C, § 642`, `Homeland Security Act of 2002 § 441`."""
    if last.relative or not _SINCE_LAW.fullmatch(text, last.span[1], start) or "\n\n" in text[last.span[1] : start]:
        return None
    if last.kind in LAWS or " U.S.C. App. " in last.target:
        return Owner(sections_of(last), end, kind=last.kind)
    if last.kind == "short-title" and _ACT_NAME.search(last.target):
        return Owner(f"{read_act_table().full_name(last.target)} § ", end, act=last.target, kind="act-section")
    if last.kind in _NUMBERED and _JOINT.fullmatch(text, last.span[1], start):
        return Owner(f"{last.target}{', ' * (' ch. ' in last.target)} § ".replace("  ", " "), end, kind=last.kind)
    return None


def _of_act(text: str, end: int) -> Owner | None:
    """of the Home Rule Act, of the INA, of the Act of June 5, 1920."""
    match = _DATED_ACT.match(text, end) or _INITIALS.match(text, end)
    if match is None and (of := _OF_ACT.match(text, end)):
        match = FORWARD.match(text, of.end())
        if match and text[end] == "," and FORWARD_SECTION.match(text, match.end()):
            return None  # section 7284.6, Civil Code section 1940
    if match is None:
        return None
    act = clean_field("act", text[match.start("act") : match.end()])
    return Owner(law_prefix(read_act_table().full_name(act)), match.end(), act=act, kind="act-section")


def _of_the(text: str, end: int, context: Context) -> Owner | None:
    """of the Act: the one the context calls so, else one named before."""
    match = _THE.match(text, end)
    if not match:
        return None
    name = f"{context.code}: the {match['unit']}"  # as 8 CFR calls one act "the Act"
    if name in read_act_table().names:
        return Owner(f"{read_act_table().full_name(name)} § ", match.end(), act=name, kind="act-section")
    base = base_of("the", match["unit"])
    return Owner(f"{base} § ", match.end(), True, base, kind="relative")


def find_named_owner(text: str, start: int, end: int, floor: int) -> Owner | None:
    """What names itself the owner of the sections text[start:end] in words no table has: `Article II, Section 1`, `Section 52 of ONCA`."""
    frame = read_frame(text, start, end, floor)
    if not frame.known:
        return None
    parts, name = ", ".join(frame.parts), frame.name
    if not name or name.startswith(("the ", "such ")):
        base = " ".join(filter(None, (name, parts)))
        return Owner(f"{base}, § " if parts else f"{base} § ", frame.end, True, base, kind="relative", start=frame.start)
    if name.endswith(" Constitution") or name == "General Laws":
        law = clean_field("polity", name.removesuffix(" Constitution")) + " Const." if name != "General Laws" else "Mass. Gen. Laws"
        return Owner(f"{law} {parts}, § " if parts else f"{law} § ", frame.end, start=frame.start)
    if parts:
        return Owner(f"{law_name(name)} {parts}, § ", frame.end, start=frame.start)
    return Owner(law_prefix(read_act_table().full_name(name)), frame.end, act=name, kind="act-section", start=frame.start)


def base_of(which: str, unit: str) -> str:
    """`this section`, `such act`: that, such, said and the all point back.

    >>> base_of("this", "Executive Order"), base_of("said", "Act")
    ('this order', 'such act')
    """
    unit = " ".join(unit.lower().split())
    unit = unit.removeprefix("code ")
    unit = "order" if unit in ("executive order", "special order") else unit
    return ("this " if which.lower() == "this" else "such ") + unit
