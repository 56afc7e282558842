"""Rows of the table for what is cited by number: registers, laws, orders, records, constitutions."""

from __future__ import annotations

import re

from policytool.language.citation_kind import COUNTED, ORDINAL, ORDINALS, CitationKind, Listing
from policytool.language.code_shapes import AMENDMENT, EXECUTIVE_ORDER, LAW, LOCAL_ORDER, ORDER, PAGE, STATE, STATUTE_PAGE
from policytool.language.gaps import S, W
from policytool.language.kind_leads import AT, ITEM, NUMBER_BEFORE, SPELLED, head
from policytool.language.places import PRINTED_STATES, STATE_NAMES
from policytool.language.ranges import DASH
from policytool.patterns import lazy

_REGIONS = ("A", "N.E", "N.W", "P", "S.E", "S.W", "So", "N.Y.S")
"""Reporters of the states by region, of which only second and third series are read."""
PUBLICATIONS = (
    CitationKind(
        "federal-register-document",
        ("FR Doc",),
        head(r"FR~Doc\.?(?: Nos?\.?)?~(?P<number>(?:\d{4}|[A-Z]\d|\d{2})" + DASH + r"\d{2,6})"),
        "FR Doc. 2025–02006",
        "FR Doc. 2025-02006",
        "FR Document Drafting Handbook",
        whole="FR Doc. {number}",
    ),
    CitationKind(
        "federal-register",
        ("FR", "Fed. Reg", "Fed.Reg", "F.R.", "F. R.", "Federal Register", "FED. REG"),
        head(r"\b(?P<volume>\d{1,3})~(?:FR\b|F\.~R\.|F[Ee][Dd]\.~R[Ee][Gg]\.?|Federal Register)(?!~Doc)"),
        "70 FR 37,496",
        "70 FR 37496",
        "the FR of May 7",
        listings=(Listing(AT, PAGE, "{volume} FR {page}", many=False),),
        reach=8,
        not_before=NUMBER_BEFORE,
    ),
    CitationKind(
        "state-register",
        ("Reg. ", "Bull. ", "L.J. ", "Weekly "),
        head(
            rf"\b(?P<volume>\d{{1,3}}) (?P<law>(?:{PRINTED_STATES}|Ill\.) (?:(?:Admin\.|Gov[’']t) )?(?:Reg\.|Bull\.|Weekly|L\.J\.))"
            r" (?:at )?(?P<page>\d{1,3},\d{3}|\d{1,6})\b(?!-)"
        ),
        "52 Pa. Bull. 1234",
        "52 Pa. Bull. 1234",
        "52 Pa. Bull. of May",
        whole="{volume} {law} {page}",
        reach=32,
        not_before=NUMBER_BEFORE,
    ),
    CitationKind(
        "statutes-at-large",
        ("Stat", "STAT"),
        head(r"\b(?P<volume>\d{1,3}[A-Z]?)~(?:Stat|STAT)(?:utes at Large|s?[.;,](?: L\.)?|s?(?=\s))"),
        "110 Stat. 3009–564",
        "110 Stat. 3009-564",
        "50 Statements and 4 Stations",
        listings=(Listing(AT, STATUTE_PAGE, "{volume} Stat. {page}", many=False),),
        reach=8,
        not_before=NUMBER_BEFORE,
    ),
    CitationKind(
        "public-law",
        ("Pub", "P.L.", "P. L.", "PL ", "PUBLIC LAW", "P.L "),
        head(r"(?:\bPub(?:lic|\.)?~(?:Laws?\b|L\.)|\bPUBLIC LAWS?|\bP\.~L\.?|\bPL)~(?:\((?:Pub\.~L\.|P\.~L\.|PL)\)~)?(?:(?:[Nn](?:os?\.?|umbers?)|NOS?\.?)~)?"),
        "Public Law 104–208",
        "Pub. L. 104-208",
        "the Public Law Center",
        listings=(Listing(ITEM, LAW, "Pub. L. {serial}"),),
    ),
    CitationKind(
        "private-law",
        ("Priv", "Pvt. L"),
        head(r"\b(?:Priv(?:ate|\.)|Pvt\.)~(?:Laws?\b|L\.)~(?:No\.~)?"),
        "Private Law 112-1",
        "Priv. L. 112-1",
        "private law matters",
        listings=(Listing(ITEM, LAW, "Priv. L. {serial}"),),
    ),
    CitationKind(
        "public-act",
        ("P.A.", "P. A.", "Public Act", "PUBLIC ACT"),
        head(r"(?:\bP\.~A\.|\b(?:Public Acts?|PUBLIC ACTS?|public acts?))~(?:[Nn]os?\.?~)?"),
        "Public Act 104-0440",
        "P.A. 104-440",
        "a Public Act of charity",
        listings=(Listing(ITEM, LAW, "P.A. {serial}"),),
    ),
    CitationKind(
        "dc-law",
        ("D.C. Law", "D.C. Act", "D.C. Res", "D.C.Law", "DC Law", "D.C Law"),
        head(r"\bD\.?~C\.?~(?P<instrument>Law|Act|Res)(?:s|\.|olutions?)?~(?:Nos?\.~)?"),
        "D.C. Law 16-33",
        "D.C. Law 16-33",
        "the D.C. Law Library",
        listings=(Listing(ITEM, LAW, "D.C. {instrument} {serial}"),),
    ),
    CitationKind(
        "dc-register",
        ("DCR", "D.C. Reg", "DC Reg"),
        head(r"\b(?P<volume>\d{1,3}) (?:DCR|D\.?C\.? Reg(?:ister|\.)?)"),
        "68 DCR 1103",
        "68 DCR 1103",
        "the 68 DCRA rules",
        listings=(Listing(AT, PAGE, "{volume} DCR {page}", many=False),),
        reach=8,
    ),
    CitationKind(
        "council-journal",
        ("Coun. J", "Council Journal", "C.J.P"),
        head(r"\bCoun(?:cil|\.)? J(?:ournal|\.),?(?: of)? (?P<day>\d{1,2}-\d{1,2}-\d{2,4})(?:, pp?\. ?(?P<page>\d{1,3},\d{3}|\d{1,6}))?(?:, Art\. (?P<roman>[IVX]{1,6}))?(?:, §~(?P<section>\d{1,4}))?"),
        "Coun. J. 1-27-21, p. 26741, Art. I, § 1",
        "Coun. J. 1-27-21, p. 26741, art. I, § 1",
        "the Coun. J. office",
        whole="Coun. J. {day}[, p. {page}][, art. {roman}][, § {section}]",
    ),
    CitationKind(
        "case",
        (
            *("U.S. ", "U. S. ", "S. Ct. ", "S.Ct", "F.2d ", "F.3d ", "F.4th ", "F. Supp", "F.Supp", "Ill. 2d ", "Ill. App", "L. Ed. 2d "),
            *(f"{r}.{n}d " for r in _REGIONS for n in (2, 3)),
        ),
        head(
            r"\b(?P<volume>\d{1,4}) (?P<reporter>U\.~S\.|S\.~Ct\.|F\.[23]d|F\.4th|F\.~Supp\.(?:~[23]d)?|Ill\.~2d|Ill\.~App\.~3d|L\.~Ed\.~2d"
            rf"|(?:{'|'.join(map(re.escape, _REGIONS))})\.[23]d) (?P<page>\d{{1,5}})\b"
        ),
        "567 U.S. 387",
        "567 U.S. 387",
        "50 U.S. troops",
        whole="{volume} {reporter} {page}",
        reach=6,
    ),
)

ORDERS = (
    CitationKind(
        "request-for-comments",
        ("RFC",),
        head(r"\bRFC~-?(?P<number>\d{3,5})\b\]?"),
        "RFC 2119",
        "RFC 2119",
        "the RFC of May 2024",
        listings=(Listing(SPELLED, STATE, "RFC {number} § {section}", many=False),),
        whole="RFC {number}",
        reach=1,
    ),
    CitationKind(
        "executive-order",
        ("Executive", "EXECUTIVE", "executive", "E.O", "E. O.", "EO", "Exec.", "Ex. Ord"),
        head(r"\b(?:[Ee]xecutive [Oo]rders?|EXECUTIVE ORDERS?|Exec\. Orders?|Ex\. Ord\.|E\.~O\.?(?:'s|s)?|EOs?)(?: \([“\"]?(?:E\.~O\.s?|EOs?)[”\"]?\))?(?:~(?:[Nn]os?\.?|[Nn]umber(?:ed|s)?|NOS?\.?|#))?~(?=\d)"),
        "Executive Order 14159",
        "E.O. 14159",
        "Executive Order of May 7",
        listings=(
            Listing(ITEM, EXECUTIVE_ORDER, "E.O. {order}"),
            Listing(ITEM, LOCAL_ORDER, "{place} E.O. {serial}"),
        ),
    ),
    CitationKind(
        "proclamation",
        ("Proc", "PROCLAMATION"),
        head(r"\b(?:Proclamations?|PROCLAMATION|Proc\.)~(?:(?:[Nn]os?\.?|[Nn]umber(?:ed|s)?|NOS?\.?|#)~)?(?=\d)"),
        "Presidential Proclamation 10886",
        "Proc. 10886",
        "Proclamation of May 7",
        listings=(Listing(ITEM, ORDER, "Proc. {order}"),),
        not_before=lazy(r"(?:Civ|Crim|App|Bankr)\.\s?$"),
    ),
    CitationKind(
        "memorandum",
        ("Memorandum of", "Memorandum dated"),
        head(r"\bMemorandum (?:of|dated) (?P<month>January|February|March|April|May|June|July|August|September|October|November|December) (?P<day>\d{1,2}), (?P<year>\d{4})\b"),
        "Memorandum of October 4, 2025",
        "Memorandum of October 4, 2025",
        "Memorandum of Understanding",
        whole="Memorandum of {month} {day}, {year}",
    ),
    CitationKind(
        "cpd-directive",
        tuple(f"{series}{number:02d}-" for series in "SG" for number in range(1, 20)),
        head(r"(?:\b(?:(?:CPD|Chicago Police Department) )?(?:(?:Special|General) Order|[SG]\.O\.) |\bCPD )?\b(?P<number>[SG]\d{2}-\d{2}(?:-\d{2}){0,2})\b(?:,? (?:§~|[Ss]ec(?:tion|\.) )?(?P<item>[IVX]{1,5}(?:\.[A-Z0-9]{1,3}){0,5})\b)?"),
        "Special Order S06-14-03, III.A",
        "CPD S06-14-03 III.A",
        "part number S06-14",
        whole="CPD {number}[ {item}]",
        reach=48,
        not_before=lazy(r"(?:\w|part number )$"),
    ),
)

_SECTION = (
    r"(?:,? (?:§~|[Ss]ec(?:tion|\.)~)(?P<section>\d{1,3}))?(?:,? subd(?:ivision|\.)~)?(?P<pins>(?:\(\w{1,4}\)){0,4})"
    r"(?:,? [Cc]l(?:ause|\.) (?P<clause>\d{1,2}))?"
)
_ARTICLE = r"[Aa]rt(?:icle|\.) (?P<roman>[IVXivx]{1,6}|\d{1,2})"
_POLITY = rf"U\.S\.|United States|[Ff]ederal|{STATE_NAMES}"
_OF_IT = r"(?:to|of) the (?:(?:U\.~S\.|United States|[Ff]ederal) Constitution|Constitution(?: of the United States|(?! (?:of|for) )))"
_BEFORE_NOUN = r"courts?|judges?|judiciary|tribunals?|standing|powers?|authority"
CONSTITUTIONS = (
    CitationKind(
        "constitution",
        ("Const.", "CONST."),
        head(
            rf"\b(?P<polity>U\.~S\.|Ill\.|{PRINTED_STATES}) C(?:onst|ONST)\.,?(?: (?:of )?1970)?,? "
            rf"(?:(?:amend(?:ment|\.)|Amdt\.) (?P<ordinal>[IVXivx]{{1,6}}|\d{{1,2}})|{_ARTICLE}){_SECTION}"
        ),
        "U.S. Const. amend. XIV, § 1",
        "U.S. Const. amend. XIV, § 1",
        "U.S. Const. Day",
        whole="{polity} Const.[ amend. {ordinal}][ art. {roman}][, § {section}]{pins}[, cl. {clause}]",
        reach=20,
    ),
    CitationKind(
        "constitution-amendments",
        ("Const.", "CONST."),
        head(r"\b(?P<polity>U\.~S\.) C(?:onst|ONST)\.,? (?:amends\.|Amdts\.) "),
        "U.S. Const. amends. IV",
        "U.S. Const. amend. IV",
        "U.S. Const. amends. the",
        listings=(Listing(ITEM, AMENDMENT, "{polity} Const. amend. {ordinal}"),),
        reach=8,
    ),
    CitationKind(
        "constitution-article",
        ("Constitution",),
        head(r"\b" + _ARTICLE + _SECTION + r",? of the (?:1970 )?(?:(?P<polity>" + _POLITY + r") Constitution|Constitution(?: of (?:the )?(?:State of )?(?P<polity2>United States|" + STATE_NAMES + r")\b|(?! (?:of|for) )))"),
        "Article VII, Section 6(a) of the 1970 Constitution of the State of Illinois",
        "Ill. Const. art. VII, § 6(a)",
        "Article 5 of the Constitution of the Club",
        whole="{polity} Const. art. {roman}[, § {section}]{pins}[, cl. {clause}]",
        reach=90,
        fields={"polity": "U.S."},
    ),
    CitationKind(
        "constitution-by-name",
        ("Constitution",),
        head(r"\b(?P<polity>" + _POLITY + r") Constitution,? (?:\(|of 1970,? )?" + _ARTICLE + _SECTION),
        "Illinois Constitution, Article VII, Section 6",
        "Ill. Const. art. VII, § 6",
        "the Illinois Constitution and Article 5",
        whole="{polity} Const. art. {roman}[, § {section}]{pins}[, cl. {clause}]",
        reach=16,
    ),
    CitationKind(
        "constitution-article-alone",
        ("Article I",),
        head(r"\bArticle (?P<roman>I{1,3})(?= (?:" + _BEFORE_NOUN + r")\b)"),
        "Article III standing",
        "U.S. Const. art. III",
        "Article III of the lease",
        whole="U.S. Const. art. {roman}",
    ),
    CitationKind(
        "constitution-amendment",
        ("Amendment", "AMENDMENT", "amendment to", "amendment of"),
        head(
            rf"\b(?:(?:(?P<ordinal>{ORDINAL}) Amendments?|(?P<ordinal2>{ORDINAL.upper()}) AMENDMENTS?)\b(?: {_OF_IT})?"
            rf"|(?:(?P<ordinal3>(?i:{ORDINAL})) [Aa]mendment|Amendment (?P<ordinal4>[IVX]{{1,6}}|\d{{1,2}})) {_OF_IT})"
        ),
        "Fourth Amendment",
        "U.S. Const. amend. IV",
        "Second Amendment to the Agreement",
        whole="U.S. Const. amend. {ordinal}",
        reach=24,
        not_after=lazy(rf"(?:[”\"]\))?{S}(?:to|of){S}(?:this|the{S}(?!(?:U\.|United|Federal|Constitution)))|{S}Act\b|{W}\((?:the{S})?[“\"]"),
    ),
    CitationKind(
        "constitution-amendment-list",
        (*ORDINALS, *COUNTED),
        head(rf"\b(?P<ordinal>{ORDINAL})(?=(?:,? (?:and|or) |, )(?:{ORDINAL}(?:,? (?:and|or) |, )){{0,4}}{ORDINAL} Amendments\b)"),
        "First",
        "U.S. Const. amend. I",
        "First and foremost, Amendments",
        whole="U.S. Const. amend. {ordinal}",
        needs="Amendments",
    ),
)
