"""Rows of the table for laws and orders that are cited by year and number: session laws, ordinances, instruments of other countries."""

from __future__ import annotations

from policytool.language.citation_kind import CitationKind
from policytool.language.gaps import S
from policytool.language.kind_leads import head
from policytool.language.places import PRINTED_STATES
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
        ("Stats. ",),
        head(
            rf"\bStats\. (?P<year>{_YEARS}),? (?:(?P<special>\d(?:st|nd|rd|th)) Ex\. Sess\.(?: {_YEARS})?,? )?"
            r"[Cc](?:h(?:apter|\.)|\.) ~(?P<number>\d{1,4})\b"
        ),
        "Stats. 2019, ch. 345",
        "Stats. 2019, ch. 345",
        "Stats. 2019 show",
        whole="Stats. {year}[, {special} Ex. Sess.], ch. {number}",
    ),
    CitationKind(
        "session-law",
        ("L.", "L. ", "St. 1", "St. 2"),
        head(rf"\b(?P<body>L|St)\.~(?P<year>{_YEARS}),? [Cc]h?\.~(?P<number>\d{{1,4}})\b"),
        "L.2019, c.56",
        "L.2019, c.56",
        "L. 2019 edition",
        whole="{body}.{year}, c.{number}",
        not_before=lazy(r"[A-Z]\.\s?$"),
    ),
    CitationKind(
        "session-law",
        ("Laws of Florida", "Laws of Fla."),
        head(r"\b[Cc]h(?:apters?|s?\.) (?P<number>\d{2,4}-\d{1,4}),? Laws of (?:Florida|Fla\.)"),
        "chapter 2021-23, Laws of Florida",
        "Laws of Fla. ch. 2021-23",
        "chapters of the Laws of Florida",
        whole="Laws of Fla. ch. {number}",
        reach=24,
    ),
    CitationKind(
        "session-law",
        ("Laws ", "Laws, ", "Acts ", "Acts, ", "Serv. ", "Stat. "),
        head(
            rf"\b(?P<year>{_YEARS}(?:-\d{{1,3}})?) (?P<law>(?:{PRINTED_STATES}|Ill\.|Illinois) (?:(?:[A-Z][a-z]{{1,5}}\.|Session|Rev\. Stat\.|Code) ){{0,4}}"
            r"(?:Laws|Acts(?: & Resolves)?|Legis\. Serv\.|Law Serv\.|Stat\.)),? (?:(?:[Cc]h(?:apter|\.)|[Cc]\.) ~(?P<chapter>\d{1,4})"
            r"|(?:Pub\. )?Act (?:No\. )?(?P<act>\d{1,4}(?:-\d{1,4})?)|(?P<page>\d{1,5}))(?![\w.-]\d|\w)"
        ),
        "1998 Ariz. Sess. Laws ch. 5",
        "1998 Ariz. Sess. Laws ch. 5",
        "2020 Colorado Laws changed",
        whole="{year} {law}[ ch. {chapter}][ Act {act}][ {page}]",
        reach=40,
    ),
    CitationKind(
        "session-law",
        ("Act ",),
        head(r"\bAct (?P<number>\d{1,4}),? (?:SLH|Session Laws of Hawaii) (?P<year>(?:19|20)\d\d)\b"),
        "Act 24, SLH 2026",
        "Act 24, SLH 2026",
        "Act 24, scene 2",
        whole="Act {number}, SLH {year}",
    ),
    CitationKind(
        "session-law",
        ("Act of ",),
        head(
            r"\bAct of (?P<month>[A-Z][a-z]{2,8}\.?) (?P<day>\d{1,2}), (?P<year>(?:1[789]|20)\d\d)"
            r"(?:,? (?:[Cc]h(?:apter|\.)|[Cc]\.) ~(?P<chapter>\d{1,4}))?(?![\w-])"
        ),
        "Act of June 25, 1948, ch. 645",
        "Act of June 25, 1948, ch. 645",
        "Act of 1948",
        whole="Act of {month} {day}, {year}[, ch. {chapter}]",
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
        ("EU)", "EC)", "EEC)", "/EC", "/EU", "/EEC"),
        head(
            r"\b(?P<paper>(?:Council |Commission )?(?:(?:Implementing|Delegated|Framework) )?(?:Regulation|Directive|Decision)) (?:\((?P<union>EU|EC|EEC|Euratom)\) )?(?:[Nn]o ~)?"
            r"(?P<number>\d{1,4}/\d{1,4}(?:/(?:EU|EC|EEC|JHA))?)\b"
        ),
        "Regulation (EC) No 1049/2001",
        "Regulation (EC) 1049/2001",
        "Regulation (EU) of May",
        whole="{paper}[ ({union})] {number}",
        reach=48,
    ),
    CitationKind(
        "official-journal",
        ("OJ L", "OJ C", "O.J. L", "O.J. C"),
        head(r"\b(?:OJ|O\.J\.) (?P<series>[LC])~(?P<number>\d{1,3})(?P<part>[AE]?),? (?P<day>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)(?:,? p\. ?(?P<page>\d{1,4}))?"),
        "OJ L 119, 4.5.2016, p. 1",
        "OJ L 119, 4.5.2016, p. 1",
        "OJ L of May",
        whole="OJ {series} {number}{part}, {day}[, p. {page}]",
    ),
    CitationKind(
        "european-case",
        ("Case C", "Case T", "Cases C", "Cases T"),
        head(r"\bCases? (?P<number>[CT][-‑–]\d{1,4}/\d{2})\b"),
        "Case C-311/18",
        "Case C-311/18",
        "Case C of 2018",
        whole="Case {number}",
    ),
    CitationKind(
        "uk-act",
        (" c. ",),
        head(rf"\b(?P<year>{_YEARS}) c\. (?P<number>\d{{1,3}})(?![\w.-]\d|\w)"),
        "2006 c. 46",
        "2006 c. 46",
        "2006 c. 46a",
        whole="{year} c. {number}",
        reach=5,
        not_before=lazy(r"(?:[Ss]tats?|L|St|Laws|Acts)\.?(?: of)?,?\s?$"),
    ),
)
