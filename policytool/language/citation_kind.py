"""A kind of citation: how it begins, what follows, and the canonical string that comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from policytool.language.act_sections import read_act_table
from policytool.language.code_names import law_name, law_prefix
from policytool.language.gaps import GAP
from policytool.language.pincites import Shape
from policytool.language.ranges import DASH
from policytool.model.label import roman_value
from policytool.patterns import lazy

NOTHING = lazy(r"(?!)")


@dataclass(frozen=True, slots=True)
class Listing:
    """One way a head goes on: `§ 1373(a) and 1644`, `part 287`, `ch. 52`."""

    lead: re.Pattern[str]
    """What stands between the head and the first item."""
    shape: Shape
    target: str
    """The canonical string of an item; `{section}` is its number, the pincite is added behind."""
    many: bool = True
    """Whether a list may follow; pages and order numbers in brackets have none."""
    alone: bool = False
    """The lead is complete without an item: `5 U.S.C. App.`"""
    tail: re.Pattern[str] = NOTHING
    """What may follow the last item and divides it: group `one` is a subpart, group `several` a list of them."""


@dataclass(frozen=True, slots=True)
class CitationKind:
    """One row of the table."""

    name: str
    cues: tuple[str, ...]
    """Literal strings, one of which every match holds; the text is searched for these first. Empty: search for the pattern."""
    pattern: re.Pattern[str]
    """The head; its named groups are fields of the targets."""
    example: str
    example_target: str
    near_miss: str
    """Words much like it that are something else."""
    listings: tuple[Listing, ...] = ()
    whole: str = ""
    """The target of a head that no item follows; empty when that is no citation. `[...]` is left out if a field in it is empty."""
    needs: str = ""
    """A literal string that stands somewhere in every text with this kind: cues that are common words are searched for only then."""
    reach: int = 0
    """Characters a match may begin before its cue."""
    not_before: re.Pattern[str] = NOTHING
    """Text just before the head, at most 40 characters, that makes it something else."""
    not_after: re.Pattern[str] = NOTHING
    own: bool = False
    """A code named without a title number: written `§ 1` inside itself."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Fields that the pattern does not give."""


_PLACES = {"United States": "U.S.", "U.S.": "U.S.", "Federal": "U.S.", "federal": "U.S.", "": "U.S.", "Illinois": "Ill.", "Ill.": "Ill."}
ORDINALS = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth", "Twentieth", "Twenty-First", "Twenty-Second", "Twenty-Third", "Twenty-Fourth", "Twenty-Fifth", "Twenty-Sixth", "Twenty-Seventh"]
COUNTED = [f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10 if n // 10 != 1 else 0, 'th') }" for n in range(1, 28)]
ORDINAL = "(?:" + "|".join(sorted((*ORDINALS, *COUNTED), key=len, reverse=True)) + ")"
"""An amendment of the Constitution by its number: Fourth, 4th."""


def _roman(number: int) -> str:
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


_SPACED = {printed.replace(" ", ""): printed for printed in ("U.S.", "S. Ct.", "F. Supp.", "F. Supp. 2d", "F. Supp. 3d", "Ill. 2d", "Ill. App. 3d", "L. Ed. 2d", "H.R.", "H. Res.", "S. Res.", "H.J. Res.", "S.J. Res.", "H. Con. Res.", "S. Con. Res.")}
"""Reporters and chambers as they are printed, by the same without spaces."""
_DASHES = lazy(DASH)
_GAPS = lazy(rf"{GAP}+")
_DIGITS = lazy(r"\d+$")
_NO = lazy(r"^[Nn]o\. ?")
_ZEROS = lazy(r"(?<=-)0+(?=\d)")


@lru_cache(maxsize=8192)
def clean_field(name: str, value: str) -> str:
    """A field in its canonical form; which form follows from its name.

    >>> clean_field("page", "37,496"), clean_field("serial", "104-0440"), clean_field("ordinal", "Fourth"), clean_field("ordinal", "10th")
    ('37496', '104-440', 'IV', 'X')
    """
    value = _DASHES.sub("-", _GAPS.sub(" ", value)).strip(" []/")
    if name in ("page", "order"):
        return _NO.sub("", value).replace(",", "")
    if name in ("serial", "number"):
        return _ZEROS.sub("", value.replace(" ", "")) if name == "serial" else value.replace(" ", "")
    if name == "ordinal":
        number = re.match(r"\d{1,2}", value)
        return _roman(ORDINALS.index(value.title()) + 1) if value.title() in ORDINALS else _roman(int(number[0])) if number else value.upper()
    if name == "roman":
        return _roman(int(value)) if value.isdigit() and int(value) < 40 else (value.upper() if roman_value(value.lower()) else value)
    if name in ("reporter", "chamber"):
        return _SPACED.get(value.replace(" ", ""), value)
    if name in ("law", "initials"):
        return law_name(value)
    if name in ("body", "paper"):
        value = value.replace("Ord.", "Ordinance")
        return value.capitalize() if value.isupper() or value.islower() else value
    if name == "unit":
        return "tit." if value[0] in "tT" else "ch."
    if name == "polity":
        return _PLACES.get(value, value)
    if name == "title":
        return value.lstrip("0") or value
    if name == "section":
        return value.replace("- ", "-").replace("[", "")
    return value


_OPTIONAL = lazy(r"\[([^\]]*)\]")
_FIELD = lazy(r"\{(\w+)\}")


def fill_target(template: str, fields: Mapping[str, str]) -> str:
    """`template` with its fields; a part in square brackets is left out when a field in it is empty.

    >>> fill_target("U.S. Const. amend. {ordinal}[, § {section}]", {"ordinal": "XIV", "section": ""})
    'U.S. Const. amend. XIV'
    """

    def optional(match: re.Match[str]) -> str:
        return match[1] if all(fields.get(name) for name in _FIELD.findall(match[1])) else ""

    def value(match: re.Match[str]) -> str:
        return fields.get(match[1], "")

    return _FIELD.sub(value, _OPTIONAL.sub(optional, template))


def fields_of(kind: CitationKind, match: re.Match[str]) -> dict[str, str]:
    """The cleaned fields of a head."""
    found = dict(kind.fields)
    for name, value in match.groupdict().items():
        if value is not None:
            field_name = _DIGITS.sub("", name)  # polity2 is another place for polity
            found[field_name] = clean_field(field_name, value)
            if field_name == "law":
                found["mark"] = law_prefix(value).removeprefix(f"{found['law']} ")
    return found


def section_target(template: str, fields: Mapping[str, str], section: str) -> str:
    """The canonical string of one section, without pincite; an act's section where the code prints it."""
    section = clean_field("section", section)
    if "act" in fields:
        table = read_act_table()
        return table.find_target(fields["act"], section) or f"{table.full_name(fields['act'])} § {section}"
    name = next((n for n in ("page", "serial", "order", "ordinal") if "{" + n + "}" in template), "section")
    return fill_target(template, {**fields, name: clean_field(name, section)})
