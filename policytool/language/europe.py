"""References as German, French and Spanish law prints them.

    § 5 Abs. 1 Satz 2 Nr. 3 BDSG                       BDSG § 5 Abs. 1 Satz 2 Nr. 3
    article L. 311-5 du code du travail                code du travail art. L311-5
    2° du I de l'article 5                             art. 5(I)(2°)
    artículo 14.1.a) de la Ley 19/2013                 Ley 19/2013 art. 14(1)(a)

A sentence of a German subsection has no label of its own, so it stands in the target and not among the labels.
"""

from __future__ import annotations

import re

from policytool.language.gaps import S, W
from policytool.language.pincites import Item
from policytool.language.spans import with_pins, with_range_ends
from policytool.model.citation import Citation
from policytool.patterns import lazy

_NUMBER = r"\d{1,4}[a-z]{0,2}(?![\w.]\d)"
_LEVELS = {"Abs": "Abs.", "Absatz": "Abs.", "Absatzes": "Abs.", "Satz": "Satz", "Satzes": "Satz", "Nr": "Nr.", "Nummer": "Nr.", "Buchst": "lit.", "Buchstabe": "lit.", "lit": "lit.", "Halbsatz": "Halbsatz", "Hs": "Halbsatz", "Unterabs": "UAbs.", "Unterabsatz": "UAbs.", "UAbs": "UAbs."}
_LEVEL = rf",?{S}(?P<level>Abs(?:atz(?:es)?|\.)|Satz(?:es)?|N(?:ummer|r\.)|Buchst(?:abe|\.)|lit\.|Halbsatz|Hs\.|Unterabs(?:atz|\.)|UAbs\.){W}(?P<label>\d{{1,3}}[a-z]?|[a-z]{{1,2}})\)?(?![\w’'-])"
_LAW = (
    rf"(?:{S}(?P<initials>(?=[\wÄÖÜäöü-]{{0,14}}[A-ZÄÖÜ])[A-ZÄÖÜ][\wÄÖÜäöüß-]{{0,14}}[A-ZÄÖÜ][a-zäöü]{{0,3}}(?:{S}[IVX]{{1,5}}\b)?)(?![\w-])"
    rf"|{S}(?:des|der)(?:{S}(?:Thüringer|Sächsischen|Bayerischen|Hessischen|Berliner|Hamburgischen))?{S}(?P<genitive>[A-ZÄÖÜ][\wäöüß-]{{2,60}}(?:gesetz|ordnung|buch|verordnung|vertrag|verfassung|satzung)(?:e?s)?)(?![\w-]))"
)
GERMAN = lazy(rf"{S}?(?:{_NUMBER})(?:(?:{S}(?:und|oder|bis){S}|,{S})(?:{_NUMBER})){{0,12}}(?:{_LEVEL[: _LEVEL.index('(?P<level>')]}(?:Abs|Satz|N(?:r\.|ummer)|Buchst|lit\.|Halbsatz)|{S}bis{S}\d|{S}und{S}\d|{S}(?:(?P<behind>[A-ZÄÖÜ][\wÄÖÜ]{{0,14}}[A-ZÄÖÜ]\w{{0,3}}\b)|de[sr]{S}[A-ZÄÖÜ]))")
"""What follows the sign of a German reference, and no other."""
_ENGLISH = lazy(r"(?i:\b(?:the|of|and|an?|under|see|are|is|must|shall)\b)")
"""Words near by that tell that a text is no German one."""
_GERMAN_CODE = lazy(r"\w*[a-zäöü]\w*|\w*(?:G|GB)|SGB.*|AO|BRAO|GBO|HOAI|ZPO")
"""Initials of German laws wherever they stand, for they end in G for Gesetz, GB for Gesetzbuch: `§ 1983 NYPD` names no law."""
_UNNAMED = ("Verordnung", "Satzung", "Verfassung", "Gesetzbuch")
"""Which one is meant, the words do not say."""
_ITEM = lazy(rf"{_NUMBER}")
_NEXT = lazy(rf"(?:,{S}|{S}(?:und|oder|sowie){S})(?={_NUMBER})")
_UNTIL = lazy(rf"{S}bis{S}(?P<last>{_NUMBER})")
_LEVEL_AT, _LAW_AT = lazy(_LEVEL), lazy(_LAW)
_FRENCH_NUMBER = r"(?:[LRDA]O?\.?[\s\u00a0*]{0,2}\d{1,4}|\d{1,4})(?:-\d{1,4}){0,4}(?:er\b)?(?:[\s\u00a0](?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies)\b)?(?:[\s\u00a0][A-Z]{1,2}(?![\w.’']))?(?!\w)"
_OTHER_LAW = lazy(rf"{S}(?:du(?!{S}présent)|dudit|de{S}ce(?:tte)?|de{S}ladite|del|de{S}la(?!{S}présente?)|de{S}l[’']){S}?[\wÀ-ÿ]")
"""Words that name a law this reader does not know: it is not the text that cites it."""
FRENCH = lazy(rf"{W}(?P<first>{_FRENCH_NUMBER})(?:(?P<range>{S}à{S}|{S}et{S}|,{S})(?P<last>{_FRENCH_NUMBER}))?")
_LOWER = "a-zéèêàâîôûç"
_NO_CODE_WORD = r"(?!(?:est|sont|ou|dans|peut|peuvent|ne|ont|en|par|pour|qui|que|sous)\b)"
_CODE_WORD = (
    rf"(?:de{S}la|de{S}l[’']|des|de|du|et|entre|le|la|les|à|général|{_NO_CODE_WORD}[{_LOWER}]{{3,20}}|l[’'][a-zéèê]{{3,20}}|d[’'][a-zéèê]{{3,20}}"
    rf"|public{S}et{S}l[’']administration|et{S}financier)"
)
"""du code de la santé publique, du code monétaire et financier"""
_AND_MORE = rf"et(?!{S}(?:financier\b|l[’']administration|(?:du|des|de{S}la|de{S}l[’']|d[’']){W}(?!code|articles?|loi|décret|ordonnance|règlement)))"
"""An `et` that is no part of the code's name."""
_CODE_ENDS = (
    rf"(?=[,.;:)]|{S}(?:{_AND_MORE}|est|sont|reste|ou|dans|peut|peuvent|ne|s[’']|a|ont|en|par|pour|qui|que|sous|relatif|relative|ainsi|lorsque"
    r"|dispose|prévoit|modifié)\b|\Z)"
)
_FRENCH_ACT = (
    rf"(?:loi|décret|ordonnance|arrêté)(?:{S}organique)?(?:{S}n[°o]{W}\d{{2,4}}-\d{{1,5}})?(?:{S}du{S}\d{{1,2}}(?:er)?{S}[a-zéû]{{3,9}}{S}\d{{4}})?"
)
"""de la loi n° 78-753 du 17 juillet 1978"""
_FRENCH_LAW = lazy(
    rf"{S}(?:du|de{S}la|de{S}l[’'])[\s\u00a0]{{0,2}}"
    rf"(?P<law>code(?:{S}{_CODE_WORD}){{1,9}}?{_CODE_ENDS}|{_FRENCH_ACT}|Constitution\b|présente?{S}(?:loi|code|décret))"
)
_FRENCH_ABOVE = lazy(r"(?:(?<=\s)|(?<=’)|(?<=')|^)(?:(?P<a>[a-z])\)?[\s\u00a0]du[\s\u00a0])?(?:(?P<n>\d{1,2}°)[\s\u00a0](?:du[\s\u00a0]|de[\s\u00a0]))?(?:(?P<r>[IVX]{1,5})[\s\u00a0]de[\s\u00a0])?l[’']$")
SPANISH = lazy(rf"{S}(?P<first>\d{{1,3}})(?P<pins>(?:\.\d{{1,2}})?(?:\.?[a-zñ]\))?)(?:{S}(?P<join>y|a|e){S}(?P<last>\d{{1,3}})(?![\w.]\w))?")
_SPANISH_LAW = lazy(rf"{S}(?:de{S}la|del){S}(?P<law>(?:Ley(?:{S}Orgánica)?|Real{S}Decreto(?:{S}Legislativo)?|Decreto){S}\d{{1,5}}/\d{{4}})(?:,{S}de{S}\d{{1,2}}{S}de{S}[a-z]{{4,10}})?|{S}(?:de{S}la|del|de{S}los){S}(?P<named>[A-ZÁÉÍÓÚ]\w{{2,20}}(?:{S}(?:(?:de|del|la|los|las|y){S}){{0,2}}[A-ZÁÉÍÓÚ]\w{{2,20}}){{0,5}})|{S}(?:de{S}esta|de{S}la{S}presente|del{S}presente){S}[A-Z]?\w{{3,12}}")
_SPANISH_ABOVE = lazy(r"(?<![\w])(?:[Aa]partado|[Pp]árrafo)[\s\u00a0](?P<n>\d{1,2})[\s\u00a0]del[\s\u00a0]$")


def read_german(text: str, start: int, at: int, word: str) -> list[Citation]:
    """The citations of a German reference whose sign begins at `start` and whose numbers begin at `at`; `word` is § or Art."""
    while text[at : at + 1].isspace():
        at += 1
    parts: list[tuple[int, int, str, tuple[tuple[str, str], ...], str, int]] = []
    while len(parts) < 40 and (number := _ITEM.match(text, at)):
        levels: list[tuple[str, str]] = []
        end, last, last_at = number.end(), "", 0
        while len(levels) < 6 and (level := _LEVEL_AT.match(text, end)):
            levels.append((_LEVELS[level["level"].rstrip(".")], level["label"]))
            end = level.end()
        if not levels and (until := _UNTIL.match(text, end)):
            last, last_at, end = until["last"], until.start("last"), until.end()
        parts.append((at, end, number[0], tuple(levels), last, last_at))
        more = _NEXT.match(text, end)
        if not more:
            break
        at = more.end()
    law = _LAW_AT.match(text, parts[-1][1]) if parts else None
    return _german(text, start, parts, word, law)


def is_german(text: str, start: int, at: int) -> bool:
    """Whether what follows the sign that ends at `at` is a German reference.

    >>> is_german("§ 5 BDSG", 0, 1), is_german("under § 823 BGB", 6, 7), is_german("Under § 1983 NYPD officers", 6, 7)
    (True, True, False)
    """
    match = GERMAN.match(text, at)
    if not match:
        return False
    name = match["behind"] or ""
    return not name or bool(_GERMAN_CODE.fullmatch(name)) or not _ENGLISH.search(text[max(0, start - 60) : match.end() + 60])


def _german(text: str, start: int, parts: list[tuple[int, int, str, tuple[tuple[str, str], ...], str, int]], word: str, law: re.Match[str] | None) -> list[Citation]:
    name = (law["initials"] or _nominative(law["genitive"])) if law else ""
    base, name = (f"such {name.lower()}", "") if name in _UNNAMED else ("", name)
    prefix = f"{name} {word} " if name else "§" if word == "§" else f"{word} "
    found: list[Citation] = []
    items: list[Item] = []
    for begin, end, number, levels, last, last_at in parts:
        stop = law.end() if law and begin == parts[-1][0] else end
        first = start if begin == parts[0][0] else begin
        below = "".join(f" {level} {label}" for level, label in levels)
        pins = tuple(label for level, label in levels if level in ("Abs.", "Nr.", "lit."))
        found.append(Citation("section" if not name else "german-law", (first, stop), text[first:stop], prefix + number + below, prefix + last if last else "", name, number, pins, not name, base))
        items.append(Item(begin, stop if last else end, number, (), last, end_start=last_at))
    return with_range_ends(text, found, items)


def _nominative(genitive: str) -> str:
    """`Informationsfreiheitsgesetzes` -> `Informationsfreiheitsgesetz`.

    >>> _nominative("Grundgesetzes"), _nominative("Gemeindeordnung"), _nominative("Gesetzbuchs")
    ('Grundgesetz', 'Gemeindeordnung', 'Gesetzbuch')
    """
    return re.sub(r"(?<=gesetz)es$|(?<=buch)e?s$|(?<=vertrag)e?s$", "", genitive)


def read_romance(text: str, match: re.Match[str]) -> list[Citation]:
    """The citations of `article L. 311-5 du code ...`, `artículos 14 y 15`; none where the words are English."""
    word = match["division"].lower()
    if word.startswith("artículo"):
        return _read(text, match, SPANISH.match(text, match.end()), _SPANISH_LAW, _SPANISH_ABOVE)
    found = FRENCH.match(text, match.end())
    if not found or not _is_french(text, match, found):
        return []
    return _read(text, match, found, _FRENCH_LAW, _FRENCH_ABOVE)


def _is_french(text: str, match: re.Match[str], found: re.Match[str]) -> bool:
    """Whether words around `article 5` are French ones: the article before it, a law behind it, a letter before its number."""
    return found["first"][0] in "LRDA" or text[max(0, match.start() - 2) : match.start()] in ("l’", "l'", "L’", "L'") or bool(_FRENCH_LAW.match(text, found.end()))


def _read(text: str, match: re.Match[str], found: re.Match[str] | None, laws: re.Pattern[str], aboves: re.Pattern[str]) -> list[Citation]:
    if not found:
        return []
    fields = found.groupdict("")
    law = laws.match(text, found.end())
    words = law.groupdict("") if law else {}
    name = " ".join((words.get("law") or words.get("named", "")).replace("’", "'").split())
    name = "" if name.startswith("présent") else name
    base = "such law" if not name and not law and _OTHER_LAW.match(text, found.end()) else ""
    above = aboves.search(text, max(0, match.start() - 40), match.start())
    outer = tuple(reversed([v for v in above.groups() if v])) if above else ()
    pins = outer or tuple(re.findall(r"\d+|[a-zñ]", fields.get("pins", "")))
    start = above.start() if above and outer else match.start()
    stop = law.end() if law else found.end()
    prefix = f"{name} art. ".lstrip()
    first, last = _plain(fields["first"]), _plain(fields["last"])
    ranged = bool(last) and fields.get("join", fields.get("range", "")).strip() in ("a", "à")
    end = found.end("pins") if last and not ranged and fields.get("join") else found.end("first") if last and not ranged else stop
    one = Citation("article", (start, end), text[start:end], with_pins(prefix + first, pins), prefix + last if ranged else "", name, first, pins, not name, base)
    if not last:
        return [one]
    span = (found.start("last"), stop)
    two = Citation("article", span, text[span[0] : span[1]], prefix + last, "", name, last, (), not name, base, range_end=ranged)
    return [one, two]


def _plain(number: str) -> str:
    """The number of an article as one string.

    >>> _plain("L. 311-5"), _plain("R.* 421-1"), _plain("1er A"), _plain("244 quater C")
    ('L311-5', 'R421-1', '1 A', '244 quater C')
    """
    return " ".join(re.sub(r"(?<=^1)er\b", "", re.sub(r"(?<=^[LRDAO])O?[.\s\u00a0*]+", "", number)).split())
