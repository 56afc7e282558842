"""Rows of the table for the codes of the states: by name, Cal. Gov. Code § 7284.6, and by initials, RCW 10.93.160."""

from __future__ import annotations

from policytool.language.citation_kind import CitationKind, Listing
from policytool.language.code_shapes import STATE
from policytool.language.gaps import W
from policytool.language.kind_leads import CHAPTERS, SECTIONS, head
from policytool.language.places import PRINTED_STATES
from policytool.patterns import lazy

_SUBJECT = r"(?:,? (?P<subject>[A-Z][a-z]{1,11}\.(?: (?:& )?[A-Z][a-z]{1,11}\.){0,2}))?"  # Md. Code, Crim. Proc.
_UNDER = r"(?:,? [Tt]it(?:le|\.) (?P<title>\d{1,3}[A-Z]?))?(?:,? (?:[Cc]h\.|[Cc]hapter) (?P<chapter>\d{1,3}[A-Z]{0,2}),?~(?=§))?"
_STATE_LAW = "{law}[ {subject}][ tit. {title},][ ch. {chapter},]"
STATES = (
    # before the codes of the states, one of which it is: its chapter and its section are one citation
    CitationKind(
        "massachusetts-laws",
        ("M.G.L", "MGL", "G.L. c", "G. L. c", "General Laws", "Mass. Gen. Laws"),
        head(r"\b(?:M\.~G\.~L\.?(?:~A\.)?|MGL|G\.~L\.|Mass\. Gen\. Laws(?: Ann\.)?|(?:Massachusetts )?General Laws),? ~(?:[Cc]\.|[Cc]hs?\.|[Cc]hapters?) ~(?P<chapter>\d{1,3}[A-Z]{0,2})\b(?![-–.]\d)"),
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
        ("Code", "Stat.", "Statutes", "Laws", "Law "),
        head(
            rf"\b(?P<law>(?:{PRINTED_STATES})~(?:(?:(?!Ann\.)(?:[A-Z][\w.'’]{{0,14}}|&|and|of) ){{0,5}}(?:Code|Stat\.|Statutes|Laws|Law)))"
            rf"(?:,? Ann(?:otated|\.))?(?: (?:(?:19|20)\d\d(?=,)|\((?:19|20)\d\d\)))?{_SUBJECT}{_UNDER},?~(?=§|[Ss]ec|[Cc]h|ss?\.~\d|\d{{1,4}}[A-Z]{{0,2}}[.:-]\d|[Aa]rt(?:icle|\.) \d)"
        ),
        "Cal. Gov. Code § 7284.6",
        "Cal. Gov. Code § 7284.6",
        "the California Code of Conduct",
        listings=(
            Listing(SECTIONS, STATE, f"{_STATE_LAW} {{mark}}{{section}}"),
            Listing(CHAPTERS, STATE, f"{_STATE_LAW} ch. {{section}}"),
            Listing(lazy(rf",?{W}[Aa]rt(?:icle|\.){W}"), STATE, f"{_STATE_LAW} art. {{section}}"),
        ),
        reach=48,
    ),
)
