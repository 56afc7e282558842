"""The table of citation kinds: how each body of law is cited in the United States, one row a kind.

Every row carries words it matches, what they mean, and words much like them that it must leave alone;
a test reads all three. A store adds rows of its own with `read_kind`.
"""

from __future__ import annotations

import re

from policytool.language.act_sections import read_act_table
from policytool.language.citation_kind import ORDINAL, ORDINALS, CitationKind, Listing
from policytool.language.code_shapes import (
    BARE_PART,
    CFR,
    COUNTY,
    DC,
    ILCS,
    LAW,
    LOCAL_ORDER,
    MUNICIPAL,
    NUMBER,
    ORDER,
    PAGE,
    PART,
    STATE,
    STATUTE_PAGE,
    USC,
)
from policytool.language.pincites import DASH, GAP, SIGN, Shape

W = rf"{GAP}{{0,4}}"  # white space that scanned and scraped texts may lose
S = rf"{GAP}{{1,4}}"
_SECTIONS = re.compile(rf",?{W}\[?(?:{SIGN})?{W}\[?")
_PARTS = re.compile(rf",?{W}(?:[Pp]arts?|PARTS?|[Pp]t\.){W}")
_CHAPTERS = re.compile(rf",?{W}(?:[Cc]hapters?|CHAPTERS?|[Cc]hs?\.){W}")
_AT = re.compile(rf",?{W}(?:at{S}|pp?\.{W}|pages?{S})?")
_ITEM = re.compile("")
_SUBPART = re.compile(rf",?{S}(?P<tail>[Ss]ubpart{S}[A-Z]{{1,8}})\b")
_NUMBER_BEFORE = re.compile(rf"(?:[\w$§][.,:]?|{DASH})$")


def head(pattern: str) -> re.Pattern[str]:
    """A head, compiled: spaces in the pattern are gaps in the text, other white space does not count."""
    return re.compile(re.sub(r"\n\s*", "", pattern).replace(" ", S).replace("~", W))


CODES = (
    CitationKind(
        "usc",
        ("U.S.C", "U. S. C", "USC", "U.S. Code", "United States Code", "U.S.\nC"),
        head(r"\b(?:[Tt]itle )?(?P<title>\d{1,2})A?,?~(?:U\.?~S\.?~C(?:ode\b|\.(?:~[AS]\.(?!\d))?|\b|(?=\d))|(?:of the )?(?:U\.S\. Code|United States Code)\b)"),
        "42 U.S.C. 300gg–91(d)(2)",
        "42 U.S.C. 300gg-91(d)(2)",
        "8 U.S. citizens",
        listings=(
            Listing(_SECTIONS, USC, "{title} U.S.C. {section}"),
            Listing(_CHAPTERS, NUMBER, "{title} U.S.C. ch. {section}"),
            Listing(re.compile(rf",?{W}[Aa]pp(?:endix|x?\.?){W}(?:{SIGN})?"), USC, "{title} U.S.C. App. {section}"),
            Listing(re.compile(rf",?{W}[Aa]pp(?:endix\b|x?\.)"), NUMBER, "{title} U.S.C. App.", alone=True),
        ),
        whole="{title} U.S.C.",
        reach=14,
        not_before=re.compile(rf"(?:\d[.,:]|{DASH})$"),
    ),
    CitationKind(
        "cfr-compilation",
        ("Comp.",),
        head(r"\b(?P<title>3) (?:CFR|C\.F\.R\.),? (?P<years>\d{4}(?:[-–]\d{4})?) Comp\.(?:,? pp?\. ?(?P<page>\d{1,5}))?"),
        "3 CFR, 1993 Comp., p. 638",
        "3 CFR 1993 Comp. 638",
        "3 CFR 101.9 Comp.",
        whole="{title} CFR {years} Comp.[ {page}]",
        reach=26,
    ),
    CitationKind(
        "cfr",
        ("CFR", "C.F.R", "C. F. R", "C.F. R", "Code of Federal Regulations"),
        head(r"\b(?:[Tt]itle )?(?P<title>\d{1,2})(?:~C\.?~F\.?~R\b\.?|,? (?:of the )?Code of Federal Regulations),?"),
        "17 CFR 240.15Ba1–1(n)",
        "17 CFR 240.15Ba1-1(n)",
        "the CFR of 1938",
        listings=(
            Listing(_SECTIONS, CFR, "{title} CFR {section}"),
            Listing(_PARTS, PART, "{title} CFR part {section}", tail=_SUBPART),
            Listing(_CHAPTERS, NUMBER, "{title} CFR ch. {section}"),
            Listing(re.compile(rf",?{W}[Ss]ubparts?{W}"), NUMBER, "{title} CFR subpart {section}"),
            Listing(re.compile(W), BARE_PART, "{title} CFR part {section}", tail=_SUBPART),
        ),
        whole="{title} CFR",
        reach=16,
        not_before=_NUMBER_BEFORE,
    ),
    CitationKind(
        "ilcs",
        ("ILCS", "Ill. Comp. Stat", "Illinois Compiled Statutes"),
        head(r"\b(?P<chapter>\d{1,4}) (?:ILCS|Ill\. Comp\. Stat\.(?: Ann\.)?|Illinois Compiled Statutes) ~(?P<statute>\d{1,5}(?:\.\d{1,3})?)/?"),
        "5 ILCS 805/15(h)",
        "5 ILCS 805/15(h)",
        "chapter 5 of the ILCS",
        listings=(
            Listing(re.compile(r"(?<=/)"), ILCS, "{chapter} ILCS {statute}/{section}", many=False),
            Listing(re.compile(rf"(?<!/),?{W}(?:§{{1,2}}|[Ss]ec(?:tion|\.)){W}"), ILCS, "{chapter} ILCS {statute}/{section}", many=False),
        ),
        whole="{chapter} ILCS {statute}",
        reach=6,
    ),
    CitationKind(
        "mcc",
        ("MCC", "M.C.C.", "Municipal Code", "Chicago Code", "MUNICIPAL CODE"),
        head(r"(?:MCC\b|M\.C\.C\.|(?:the )?(?:Chicago Municipal Code|Municipal Code of (?:the City of )?Chicago|Chicago Code)),?(?: [Cc]hapters?| [Cc]h\.| [Tt]itle)?"),
        "MCC § 2-173-020(a)(1)(B)",
        "MCC 2-173-020(a)(1)(B)",
        "the Municipal Code of 1922",
        listings=(Listing(_SECTIONS, MUNICIPAL, "MCC {section}"),),
        reach=12,
        own=True,
    ),
    CitationKind(
        "dc-code",
        ("D.C. Code", "D.C. Official Code", "D.C Code", "DC Code", "D.C. Off", "District of Columbia Code", "District of Columbia Official Code"),
        head(r"(?:D\.?~C\.?|District of Columbia)~(?:Off(?:icial|\.) )?Code(?: Ann(?:otated|\.))?(?:,? (?:2001|1981|1973)? ?[Ee]d(?:ition|\.))?,?"),
        "D.C. Official Code § 1-207.40",
        "D.C. Code § 1-207.40",
        "the D.C. Code of Judicial Conduct",
        listings=(Listing(_SECTIONS, DC, "D.C. Code § {section}"),),
        own=True,
    ),
    CitationKind(
        "cook-county-code",
        ("Cook County Code",),
        head(r"Cook County Code(?: of Ordinances)?,?(?: [Cc]h(?:apter|\.))?"),
        "Cook County Code § 46-37(b)",
        "Cook County Code § 46-37(b)",
        "the Cook County Code Commission",
        listings=(Listing(_SECTIONS, COUNTY, "Cook County Code § {section}"),),
        own=True,
    ),
    CitationKind(
        "dcmr",
        ("DCMR", "D.C.M.R."),
        head(r"\b(?P<title>\d{1,2}(?:-?[A-Z])?) (?:DCMR|D\.C\.M\.R\.)"),
        "24 DCMR § 100.2",
        "24 DCMR 100.2",
        "the DCMR of 1987",
        listings=(Listing(_SECTIONS, STATE, "{title} DCMR {section}"),),
        whole="{title} DCMR",
        reach=6,
    ),
)

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
        listings=(Listing(_AT, PAGE, "{volume} FR {page}", many=False),),
        reach=8,
        not_before=_NUMBER_BEFORE,
    ),
    CitationKind(
        "statutes-at-large",
        ("Stat", "STAT"),
        head(r"\b(?P<volume>\d{1,3})~(?:Stat|STAT)(?:utes at Large|s?[.;,]|s?(?=\s))"),
        "110 Stat. 3009–564",
        "110 Stat. 3009-564",
        "50 Statements and 4 Stations",
        listings=(Listing(_AT, STATUTE_PAGE, "{volume} Stat. {page}", many=False),),
        reach=8,
        not_before=_NUMBER_BEFORE,
    ),
    CitationKind(
        "public-law",
        ("Pub", "P.L.", "P. L.", "PL ", "PUBLIC LAW", "P.L "),
        head(r"(?:\bPub(?:lic|\.)?~(?:Laws?\b|L\.)|\bPUBLIC LAWS?|\bP\.~L\.?|\bPL)~(?:[Nn](?:os?\.?|umbers?)~)?"),
        "Public Law 104–208",
        "Pub. L. 104-208",
        "the Public Law Center",
        listings=(Listing(_ITEM, LAW, "Pub. L. {serial}"),),
    ),
    CitationKind(
        "private-law",
        ("Priv", "Private Law"),
        head(r"\bPriv(?:ate|\.)~(?:Laws?\b|L\.)~(?:No\.~)?"),
        "Private Law 112-1",
        "Priv. L. 112-1",
        "private law matters",
        listings=(Listing(_ITEM, LAW, "Priv. L. {serial}"),),
    ),
    CitationKind(
        "public-act",
        ("P.A.", "P. A.", "Public Act", "PUBLIC ACT"),
        head(r"(?:\bP\.~A\.|\b(?:Public Acts?|PUBLIC ACTS?))~(?:[Nn]os?\.?~)?"),
        "Public Act 104-0440",
        "P.A. 104-440",
        "a Public Act of charity",
        listings=(Listing(_ITEM, LAW, "P.A. {serial}"),),
    ),
    CitationKind(
        "dc-law",
        ("D.C. Law", "D.C. Act", "D.C. Res", "D.C.Law", "DC Law", "D.C Law"),
        head(r"\bD\.?~C\.?~(?P<instrument>Law|Act|Res)(?:s|\.|olutions?)?~(?:Nos?\.~)?"),
        "D.C. Law 16-33",
        "D.C. Law 16-33",
        "the D.C. Law Library",
        listings=(Listing(_ITEM, LAW, "D.C. {instrument} {serial}"),),
    ),
    CitationKind(
        "dc-register",
        ("DCR", "D.C. Reg", "DC Reg"),
        head(r"\b(?P<volume>\d{1,3}) (?:DCR|D\.?C\.? Reg(?:ister|\.)?)"),
        "68 DCR 1103",
        "68 DCR 1103",
        "the 68 DCRA rules",
        listings=(Listing(_AT, PAGE, "{volume} DCR {page}", many=False),),
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
        ("U.S. ", "S. Ct. ", "F.2d ", "F.3d ", "F.4th ", "F. Supp", "Ill. 2d ", "N.E.2d ", "N.E.3d ", "A.2d ", "A.3d ", "L. Ed. 2d "),
        head(r"\b(?P<volume>\d{1,4}) (?P<reporter>U\.S\.|S\. Ct\.|F\.2d|F\.3d|F\.4th|F\. Supp\.(?: [23]d)?|Ill\. 2d|N\.E\.[23]d|A\.[23]d|L\. Ed\. 2d) (?P<page>\d{1,5})\b"),
        "567 U.S. 387",
        "567 U.S. 387",
        "50 U.S. troops",
        whole="{volume} {reporter} {page}",
        reach=6,
    ),
)

ORDERS = (
    CitationKind(
        "executive-order",
        ("Executive Order", "EXECUTIVE ORDER", "Executive order", "executive order", "E.O", "E. O.", "EO", "Exec. Order", "Executive\nOrder"),
        head(r"\b(?:[Ee]xecutive [Oo]rders?|EXECUTIVE ORDERS?|Exec\. Orders?|E\.~O\.?(?:'s|s)?|EOs?)(?: \((?:E\.O\.s?|EOs?)\))?(?:~(?:[Nn]os?\.?|[Nn]umbers?|NO\.))?~(?=\d)"),
        "Executive Order 14159",
        "E.O. 14159",
        "Executive Order of May 7",
        listings=(
            Listing(_ITEM, ORDER, "E.O. {order}"),
            Listing(_ITEM, LOCAL_ORDER, "{place} E.O. {serial}"),
        ),
    ),
    CitationKind(
        "proclamation",
        ("Proc", "PROCLAMATION"),
        head(r"\b(?:Proclamations?|PROCLAMATION|Proc\.)~(?:[Nn]os?\.?~|[Nn]umber~)?(?=\d)"),
        "Presidential Proclamation 10886",
        "Proc. 10886",
        "Proclamation of May 7",
        listings=(Listing(_ITEM, ORDER, "Proc. {order}"),),
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
        ("S0", "S1", "G0", "G1", "S–0"),
        head(r"(?:\b(?:(?:CPD|Chicago Police Department) )?(?:(?:Special|General) Order|[SG]\.O\.) |\bCPD )?\b(?P<number>[SG]\d{2}-\d{2}(?:-\d{2}){0,2})\b(?:,? (?:§~|[Ss]ec(?:tion|\.) )?(?P<item>[IVX]{1,5}(?:\.[A-Z0-9]{1,3}){0,5})\b)?"),
        "Special Order S06-14-03, III.A",
        "CPD S06-14-03 III.A",
        "part number S06-14",
        whole="CPD {number}[ {item}]",
        reach=60,
        not_before=re.compile(r"(?:\w|part number )$"),
    ),
    CitationKind(
        "council-record",
        ("O20", "O19"),
        head(r"\b(?P<number>S?O\d{4}-\d{1,7})\b"),
        "SO2019-8518",
        "SO2019-8518",
        "ISO2022-1",
        whole="{number}",
        reach=1,
    ),
    CitationKind(
        "county-ordinance",
        ("Cook County Ordinance", "Cook County ordinance"),
        head(r"\bCook County [Oo]rdinance (?:No\. )?(?P<number>\d{2}-[A-Z]{1,2}-\d{1,4})\b"),
        "Cook County Ordinance 11-O-73",
        "Cook County Ordinance 11-O-73",
        "Cook County Ordinance of 2011",
        whole="Cook County Ordinance {number}",
    ),
    CitationKind(
        "bill",
        ("HB ", "SB ", "H.B.", "S.B.", "H.R.", "House Bill", "Senate Bill"),
        head(r"\b(?P<chamber>HB|SB|H\.B\.|S\.B\.|H\.R\.|House Bill|Senate Bill)~(?:No\. )?(?P<number>\d{1,5})\b(?: \((?P<assembly>\d{2,3}(?:st|nd|rd|th))\))?"),
        "HB 1637 (101st)",
        "HB 1637 (101st)",
        "HB pencils",
        whole="{chamber} {number}[ ({assembly})]",
    ),
)

CONSTITUTIONS = (
    CitationKind(
        "constitution",
        ("Const.",),
        head(r"\b(?P<polity>U\.~S\.|Ill\.|[A-Z][a-z]{2,5}\.) Const\.(?: (?:of )?1970)?,? (?:amend(?:ment|s?\.) (?P<ordinal>[IVXivx]{1,6}|\d{1,2})|[Aa]rt(?:icle|\.) (?P<roman>[IVXivx]{1,6}|\d{1,2}))(?:,? (?:§~|[Ss]ec(?:tion|\.)~)(?P<section>\d{1,3}))?(?P<pins>(?:\(\w{1,4}\)){0,4})(?:,? cl(?:ause|\.) (?P<clause>\d{1,2}))?"),
        "U.S. Const. amend. XIV, § 1",
        "U.S. Const. amend. XIV, § 1",
        "U.S. Const. Day",
        whole="{polity} Const.[ amend. {ordinal}][ art. {roman}][, § {section}]{pins}[, cl. {clause}]",
        reach=10,
    ),
    CitationKind(
        "constitution-article",
        ("Constitution",),
        head(r"\b[Aa]rt(?:icle|\.) (?P<roman>[IVXivx]{1,6}|\d{1,2})(?:,? (?:§~|[Ss]ec(?:tion|\.)~)(?P<section>\d{1,3}))?(?P<pins>(?:\(\w{1,4}\)){0,4})(?:,? cl(?:ause|\.) (?P<clause>\d{1,2}))?,? of the (?:1970 )?(?:(?P<polity>Illinois|U\.S\.|United States|[Ff]ederal) Constitution|Constitution(?: of the (?:State of )?(?P<polity2>Illinois|United States))?)"),
        "Article VII, Section 6(a) of the 1970 Constitution of the State of Illinois",
        "Ill. Const. art. VII, § 6(a)",
        "Article 5 of the constitution of the club",
        whole="{polity} Const. art. {roman}[, § {section}]{pins}[, cl. {clause}]",
        reach=90,
        fields={"polity": "U.S."},
    ),
    CitationKind(
        "constitution-amendment",
        ("Amendment",),
        head(rf"\b(?P<ordinal>{ORDINAL}) Amendments?\b(?: (?:to|of) the (?:U\.~S\.|United States|Federal) Constitution| (?:to|of) the Constitution(?: of the United States)?)?"),
        "Fourth Amendment",
        "U.S. Const. amend. IV",
        "Second Amendment to the Agreement",
        whole="U.S. Const. amend. {ordinal}",
        reach=24,
        not_after=re.compile(rf"{S}(?:to|of){S}(?:this|the{S}(?!(?:U\.|United|Federal|Constitution)))|{S}Act\b|{W}\("),
    ),
    CitationKind(
        "constitution-amendment-list",
        tuple(ORDINALS),
        head(rf"\b(?P<ordinal>{ORDINAL})(?=(?:,? (?:and|or) |, )(?:{ORDINAL}(?:,? (?:and|or) |, )){{0,4}}{ORDINAL} Amendments\b)"),
        "First",
        "U.S. Const. amend. I",
        "First and foremost, Amendments",
        whole="U.S. Const. amend. {ordinal}",
    ),
)

_STATES = (
    "Alabama|Ala\\.|Alaska|Ariz(?:ona|\\.)|Ark(?:ansas|\\.)|Cal(?:ifornia|if\\.|\\.)|Colo(?:rado|\\.)|Conn(?:ecticut|\\.)|Del(?:aware|\\.)|Fla\\.|Florida|Ga\\.|Georgia|Haw(?:aii|\\.)|Idaho|"
    "Ind(?:iana|\\.)|Iowa|Kan(?:sas|\\.)|Ky\\.|Kentucky|La\\.|Louisiana|Me\\.|Maine|Md\\.|Maryland|Mass(?:achusetts|\\.)|Mich(?:igan|\\.)|Minn(?:esota|\\.)|Miss(?:issippi|\\.)|Mo\\.|Missouri|"
    "Mont(?:ana|\\.)|Neb(?:raska|\\.)|Nev(?:ada|\\.)|N\\.~[HJMYCD]\\.|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Okla(?:homa|\\.)|Or(?:egon|e?\\.)|Pa\\.|Pennsylvania|"
    "R\\.~I\\.|Rhode Island|S\\.~[CD]\\.|South (?:Carolina|Dakota)|Tenn(?:essee|\\.)|Tex(?:as|\\.)|Utah|Vt\\.|Vermont|Va\\.|Virginia|Wash(?:ington|\\.)|W\\.~Va\\.|West Virginia|Wis(?:consin|\\.)|Wyo(?:ming|\\.)"
)
STATES = (
    CitationKind(
        "state-code",
        ("Code", "Stat.", "Statutes", "Laws", "Law "),
        head(rf"\b(?P<state>{_STATES})~(?P<name>(?:(?:[A-Z][\w.'’]{{0,14}}|&|and|of) ){{0,5}}(?:Code|Stat\.|Statutes|Laws|Law|Ann\.))(?: Ann(?:otated|\.))?(?:,? [Tt]it(?:le|\.) \d{{1,3}})?,?~(?=§|[Ss]ec|[Cc]h)"),
        "Cal. Gov. Code § 7284.6",
        "Cal. Gov. Code § 7284.6",
        "the California Code of Conduct",
        listings=(
            Listing(_SECTIONS, STATE, "{state} {name} § {section}"),
            Listing(_CHAPTERS, STATE, "{state} {name} ch. {section}"),
        ),
        reach=48,
    ),
    CitationKind(
        "state-code-initials",
        ("RCW", "N.J.S.A", "O.C.G.A", "A.R.S", "C.R.S", "ORS", "K.S.A", "NRS", "M.C.L", "MCL", "R.S.A", "HRS"),
        head(r"\b(?P<name>RCW|N\.J\.S\.A\.|O\.C\.G\.A\.|A\.R\.S\.|C\.R\.S\.|ORS|K\.S\.A\.|NRS|M\.C\.L\.|MCL|HRS),?~(?:§{1,2}~|[Ss]ections? )?(?=\d)"),
        "RCW 10.93.160",
        "RCW 10.93.160",
        "ORS of the year",
        listings=(Listing(_ITEM, STATE, "{name} {section}"),),
    ),
)

_ACTS = "|".join(sorted((re.escape(n).replace("\\ ", S) for n in read_act_table().names), key=len, reverse=True))
ACTS = (
    CitationKind(
        "act-section",
        tuple(read_act_table().names),
        re.compile(rf"\b(?:the{S})?(?P<act>{_ACTS})(?:{S}\([“\"]?[A-Z.]{{2,8}}[”\"]?\))?,?{W}(?:(?=§|[Ss]ec)|(?<=\s)(?<!,\s)(?=\d{{1,4}}[A-Z]?(?!\w|{W}(?:U\.?{W}S|C\.?F|Stat|FR|Fed))))"),
        "INA § 287(d)(3)",
        "8 U.S.C. 1357(d)(3)",
        "INA detention",
        listings=(Listing(_SECTIONS, USC, "{act} § {section}"),),
        reach=5,
    ),
    CitationKind(
        "known-number",
        ("287(g)",),
        head(r"\b(?=287\(g\))"),
        "287(g) agreement",
        "8 U.S.C. 1357(g)",
        "1287(g)",
        listings=(Listing(_ITEM, Shape(re.compile("287")), "8 U.S.C. 1357"),),
        not_before=re.compile(r"[\w.:-]$"),
    ),
)

KINDS: tuple[CitationKind, ...] = (*CODES, *PUBLICATIONS, *ORDERS, *CONSTITUTIONS, *STATES, *ACTS)
