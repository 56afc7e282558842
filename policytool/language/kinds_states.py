"""Rows of the table for the codes of the states: by name, Cal. Gov. Code § 7284.6, and by initials, RCW 10.93.160."""

from __future__ import annotations

from policytool.language.citation_kind import CitationKind, Listing
from policytool.language.code_shapes import STATE
from policytool.language.gaps import S, W
from policytool.language.kind_leads import CHAPTERS, ITEM, SECTIONS, head
from policytool.language.places import PRINTED_STATES, STATE_NAMES
from policytool.patterns import lazy

_SUBJECT = r"(?:,? (?P<subject>[A-Z][a-z]{1,11}(?:-[A-Z][a-z]{1,10}\.?|\.)(?: (?:& )?[A-Z][a-z]{1,11}\.){0,2}|State Gov[’']t))?"
"""Md. Code, Crim. Proc. § 6-220; Md. Code Ann., Health-Gen. § 4-301"""
_UNDER = r"(?:,? [Tt]it(?:le|\.) (?P<title>\d{1,3}(?:-?[A-Z])?))?(?:,? (?:[Cc]h\.|[Cc]hapter) (?P<chapter>\d{1,3}[A-Z]{0,2}),?~(?=§))?"
_STATE_LAW = "{law}[ {subject}][ tit. {title},][ ch. {chapter},]"
_ANNOTATED = r"(?: \([A-Z&.]{2,8}\))?(?:,? Ann(?:otated|\.))?(?:,? (?:(?:19|20)\d\d(?=,|~§| [Ss]ec)|\((?:19|20)\d\d\)))?"
STATES = (
    # before the codes of the states, one of which it is: its chapter and its section are one citation
    CitationKind(
        "massachusetts-laws",
        ("M.G.L", "MGL", "G.L. c", "G. L. c", "General Laws", "Mass. Gen. Laws"),
        head(
            r"\b(?:M\.~G\.~L\.?(?:~A\.)?|MGL|G\.~L\.|Mass\. Gen(?:\.|eral) Laws(?: Ann\.)?|(?:Massachusetts )?General Laws),? ~"
            r"(?:(?:[Cc]|[Cc]hs?)\.~|[Cc]hapters? )(?P<chapter>\d{1,3}[A-Z]{0,2})\b(?![-–.]\d)"
        ),
        "M.G.L. c. 276, § 20A",
        "Mass. Gen. Laws ch. 276, § 20A",
        "M.G.L. class",
        listings=(Listing(lazy(rf",?{W}(?:§{{1,2}}|[Ss]ections?|[Ss]\.){W}"), STATE, "Mass. Gen. Laws ch. {chapter}, § {section}"),),
        whole="Mass. Gen. Laws ch. {chapter}",
        reach=14,
    ),
    CitationKind(
        "massachusetts-laws-chapter-first",
        ("General Laws",),
        head(r"\b[Cc](?:hapter|h\.) (?P<chapter>\d{1,3}[A-Z]{0,2}),? of the (?:Massachusetts )?General Laws\b"),
        "chapter 94C of the General Laws",
        "Mass. Gen. Laws ch. 94C",
        "chapter 45-24 of the General Laws",
        whole="Mass. Gen. Laws ch. {chapter}",
        reach=48,
    ),
    CitationKind(
        "state-code",
        ("Code", "Stat.", "Statute", "Laws", "Law "),
        head(
            rf"\b(?P<law>(?:{PRINTED_STATES})~(?:(?:(?!Ann\.)(?:[A-Z][\w.'’]{{0,14}}|&|and|of) ){{0,5}}(?:Code|Stat\.|Statutes?|Laws|Law)))"
            rf"{_ANNOTATED}{_SUBJECT}{_UNDER},?~(?=§|[Ss]ec|[Cc]h|ss?\.~\d|\d{{1,5}}[A-Z]{{0,2}}(?:[.:-]\d|\([a-z\d])|[Aa]rt(?:icle|\.) \d)"
        ),
        "Cal. Gov. Code § 7284.6",
        "Cal. Gov. Code § 7284.6",
        "the California Code of Conduct",
        listings=(
            Listing(SECTIONS, STATE, f"{_STATE_LAW} {{mark}}{{section}}"),
            Listing(CHAPTERS, STATE, f"{_STATE_LAW} ch. {{section}}"),
            Listing(lazy(rf",?{W}[Aa]rt(?:icle|\.){W}"), STATE, f"{_STATE_LAW} art. {{section}}", many=False),
        ),
        reach=48,
    ),
    CitationKind(
        "state-code",
        ("Code of ",),
        head(
            rf"\b(?P<law>(?:(?!The |See |Under |In )[A-Z][a-z]{{1,14}} ){{0,2}}Code of (?:Laws of )?(?:{STATE_NAMES})){_ANNOTATED}"
            r",?~(?=§|[Ss]ec|[Tt]it|\d{1,3}[A-Z]?[.:-]\d)"
        ),
        "Code of Virginia § 2.2-3705.1",
        "Code of Virginia § 2.2-3705.1",
        "the Code of Virginia Woolf",
        listings=(Listing(SECTIONS, STATE, "{law} {mark}{section}"),),
        reach=32,
    ),
    CitationKind(
        "code-of-procedure",
        ("Code Civ. Proc.", "Code Crim. Proc.", "Code of Civ. Proc."),
        head(r"\bCode (?:of )?(?P<subject>Civ|Crim)\. Proc\.,?(?= §)"),
        "Code Civ. Proc., § 425.16(b)",
        "Code Civ. Proc. § 425.16(b)",
        "Code Civ. Proc. of 1872",
        listings=(Listing(SECTIONS, STATE, "Code {subject}. Proc. § {section}"),),
    ),
    CitationKind(
        "local-code",
        ("., Code", "., Mun", "., City", "., Admin", "., Rev", "., Zoning"),
        head(
            rf"\b(?P<law>[A-Z][\w'’-]{{1,15}}(?: [A-Z][\w.'’-]{{1,15}}){{0,2}}, (?:{PRINTED_STATES}|Ill\.), (?:(?:[A-Z][a-z]{{2,10}}\.?) ){{0,3}}Code(?: of (?:Gen\. )?Ordinances)?)"
            r",? ~(?=§|[Ss]ec|[Cc]h)"
        ),
        "Houston, Tex., Code of Ordinances § 28-121",
        "Houston, Tex., Code of Ordinances § 28-121",
        "Houston, Tex., Code of conduct",
        listings=(Listing(SECTIONS, STATE, "{law} § {section}"), Listing(CHAPTERS, STATE, "{law} ch. {section}")),
        reach=48,
    ),
    CitationKind(
        "local-code",
        ("Municipal Code ", "County Code ", "City Code ", "Town Code ", "Village Code "),
        head(
            r"\b(?P<law>(?!(?:The|This|Under|See|In|Of|And|Per|Our|Section|Chapter|Title)\b)"
            r"(?:[A-Z][\w.'’-]{1,15} ){1,3}(?:Municipal|County|City|Town|Village) Code)"
            r"(?: \([A-Z]{2,5}\))?,? (?=\d{1,3}[A-Z]?[.-]\d|[Cc]h(?:apter|\.) \d)"
        ),
        "Portland City Code 33.440.200(A)",
        "Portland City Code § 33.440.200(A)",
        "the City Code 2.0 project",
        listings=(Listing(lazy(rf"(?:[Cc]hapters?|[Cc]h\.){S}"), STATE, "{law} ch. {section}"), Listing(ITEM, STATE, "{law} § {section}")),
        reach=48,
    ),
)
