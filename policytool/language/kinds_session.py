"""Rows of the table for laws and orders that are cited by year and number: session laws, ordinances, instruments of other countries."""

from __future__ import annotations

from policytool.language.citation_kind import CitationKind
from policytool.language.gaps import S
from policytool.language.kind_leads import head
from policytool.patterns import lazy

_YEARS = r"(?:18|19|20)\d\d"
SESSIONS = (
    CitationKind(
        "session-law",
        ("P.L.", "P. L."),
        head(rf"\bP\.~L\.~(?P<year>{_YEARS}),? ~[Cc](?:h)?\.~(?P<number>\d{{1,4}})\b"),
        "P.L.2001, c.404",
        "P.L.2001, c.404",
        "P.L. 2001 members",
        whole="P.L.{year}, c.{number}",
    ),
    CitationKind(
        "session-law",
        (" PA ",),
        head(rf"\b(?P<year>{_YEARS}) PA (?P<number>\d{{1,4}})\b"),
        "1976 PA 442",
        "1976 PA 442",
        "the 1976 PA system",
        whole="{year} PA {number}",
        reach=5,
    ),
    CitationKind(
        "session-law",
        ("S.L. ",),
        head(rf"\bS\.L\. (?P<number>{_YEARS}-\d{{1,4}})\b"),
        "S.L. 2021-180",
        "S.L. 2021-180",
        "S.L. 2021 class",
        whole="S.L. {number}",
        not_after=lazy(rf"{S}season\b"),
    ),
    CitationKind(
        "session-law",
        ("Act ", "Acts "),
        head(rf"\bActs? (?:No\. )?(?:(?P<number>\d{{1,4}}) of (?P<year>{_YEARS})|(?P<number2>{_YEARS}-\d{{1,4}}))(?![\w-])"),
        "Act 1103 of 2013",
        "Act 1103 of 2013",
        "Act 2 of the play",
        whole="Act {number}[ of {year}]",
    ),
    CitationKind(
        "session-law",
        ("Wisconsin Act ",),
        head(rf"\b(?P<year>{_YEARS}) Wisconsin Act (?P<number>\d{{1,4}})\b"),
        "2019 Wisconsin Act 185",
        "2019 Wisconsin Act 185",
        "2019 Wisconsin Act of grace",
        whole="{year} Wisconsin Act {number}",
        reach=6,
    ),
    CitationKind(
        "session-law-by-year",
        ("Laws 1", "Laws 2"),
        head(
            rf"\bLaws (?P<year>{_YEARS}),? (?:(?:First|Second|1st|2nd) Special Session,? )?[Cc]hapter (?P<chapter>\d{{1,4}})(?:, article (?P<article>\d{{1,3}}))?"
            r"(?:, sections? (?P<section>\d{1,3}[a-z]?)\b(?!-))?"
        ),
        "Laws 2021, chapter 7, article 2, section 5",
        "Laws 2021 ch. 7, art. 2, § 5",
        "Laws 2021 and chapters",
        whole="Laws {year} ch. {chapter}[, art. {article}][, § {section}]",
    ),
    CitationKind(
        "lettered-order",
        ("Executive Order", "E.O. ", "EO "),
        head(r"\b(?:Executive Order|E\.O\.|EO) ~(?:[Nn]o\. )?(?P<number>[A-Z]{1,3}[- ]?\d{1,4}(?:-\d{1,4})?|\d{2,3}\.\d{1,3})(?![\w-]|\.\d)"),
        "Executive Order N-67-20",
        "Executive Order N-67-20",
        "Executive Order A",
        whole="Executive Order {number}",
    ),
)
ABROAD = (
    CitationKind(
        "statutory-instrument",
        ("S.I. ", "SI ", "S.S.I. ", "S.R. "),
        head(r"\b(?P<initials>S\.I\.|SI|S\.S\.I\.) (?:[Nn]o\. )?(?P<number>(?:19|20)\d\d/\d{1,4})\b"),
        "S.I. 2004/3391",
        "S.I. 2004/3391",
        "S.I. 2004 units",
        whole="S.I. {number}",
    ),
    CitationKind(
        "canadian-regulations",
        ("SOR/", "O. Reg", "Reg. "),
        head(r"\b(?P<initials>SOR)/~(?P<number>\d{2,4}-\d{1,4})\b|\b(?P<initials2>O\. Reg\.) (?P<number2>\d{1,3}/\d{2})\b"),
        "SOR/2018-128",
        "SOR/2018-128",
        "SOR/2018 figures",
        whole="{initials}/{number}",
    ),
    CitationKind(
        "canadian-statutes",
        ("R.S.", "S.C.", "S.O.", "RSO ", "RSC ", "C.C.S.M"),
        head(r"\b(?P<initials>R\.S\.(?:[A-Z]\.){1,3}(?:[A-Z]\.)?|S\.C\.|S\.O\.|RSO|RSC|RSBC|RSA),? (?P<year>(?:18|19|20)\d\d),? c\.~ ~(?P<chapter>[A-Z]{0,2}[-.]?\d{1,4}(?:\.\d{1,2})?)(?!\w)"),
        "R.S.C. 1985, c. A-1",
        "R.S.C. 1985, c. A-1",
        "R.S.C. 1985 edition",
        whole="{initials} {year}, c. {chapter}",
    ),
    CitationKind(
        "european-act",
        ("(EU)", "(EC)", "(EEC)", "/EC", "/EU", "/EEC"),
        head(
            r"\b(?P<paper>(?:Council |Commission )?(?:(?:Implementing|Delegated|Framework) )?(?:Regulation|Directive|Decision)) (?:\((?P<union>EU|EC|EEC|Euratom)\) )?(?:[Nn]o ~)?"
            r"(?P<number>\d{2,4}/\d{1,4}(?:/(?:EU|EC|EEC|JHA))?)\b"
        ),
        "Regulation (EC) No 1049/2001",
        "Regulation (EC) 1049/2001",
        "Regulation (EU) of May",
        whole="{paper}[ ({union})] {number}",
        reach=48,
    ),
)
