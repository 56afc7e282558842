"""Rows of the table for what chambers, councils and agencies number: bills, ordinances, resolutions, dockets, guidance."""

from __future__ import annotations

from policytool.language.citation_kind import CitationKind
from policytool.language.gaps import S
from policytool.language.kind_leads import head
from policytool.patterns import lazy

_PAGE_OF = r"(?:\b[IVX]{1,4}|\b(?:BGBl|ABl|GVBl|GBl|BStBl)\b[^;()]{0,24}|\bvom\b[^;()]{0,24}|\b(?:[Vv]gl|[Ss]iehe|Bd|Band|Rn|Nr|Jg|Heft|a\.a\.O)\b[^;()]{0,12}|\b\d{4},)\s?$"
"""S. is Seite, a page, in German: BGBl. I S. 2950."""
_CHAMBERS = (
    r"E?HB|E?SB|[HS]JR|(?:HF|SF|LD|LB|AB)"
    r"(?=~(?!(?:19|20)\d\d\b)\d{3,4}\b(?! (?:sq|lbs?|pounds?|mg|kg|k?Hz|MHz|radio|feet|ft|units?)\b))"
    r"|H\.B\.|S\.B\.|A\.B\.|(?:H\.|S\.)~(?:J\.~|Con\.~)?Res\.|H\.~R\."
)
_HOUSES = r"(?:House|Senate|Assembly|Legislative|Assem\.|Sen\.) (?:Bill|File)|(?:House|Senate) Enrolled (?:Act|Bill)|(?:House|Senate|Assembly) (?:Joint |Concurrent )?Resolution"
_NUMBER = r"~(?:No\. |Number )?(?P<number>(?:20)?\d{2}-\d{3,4}|\d{1,5}(?:-[A-Z](?!\w))?)\b(?!-\w)(?: \((?P<assembly>\d{2,3}(?:st|nd|rd|th))\))?"
_SERIAL = r"(?:\d{1,3},\d{3}(?!\d|,\d)|\d{1,6})"
BILLS = (
    CitationKind(
        "council-record",
        ("O20", "O19", "SO20", "SO19"),
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
        ("HB", "SB", "HF", "SF", "LD", "LB", "AB", "HJR", "SJR", "H.B.", "S.B.", "A.B.", "H.R.", "H. R.", "Res. "),
        head(rf"\b(?P<chamber>{_CHAMBERS}){_NUMBER}"),
        "HB 1637 (101st)",
        "HB 1637 (101st)",
        "the HB pencil",
        whole="{chamber} {number}[ ({assembly})]",
        reach=12,
        not_before=lazy(r"(?:\d|[A-Z]\.)\s?$"),
        not_after=lazy(r"\(\d{1,2}\)"),
    ),
    CitationKind(
        "bill",
        ("S. ",),
        head(rf"\bS\.(?=(?:[^\S\n]{{0,4}}\d{{1,2}}|~\d{{3,4}})\b(?!,\d|th|st|nd|rd| (?:feet|ft|miles?|acres?|degrees)\b)){_NUMBER}"),
        "S. 1234",
        "S. 1234",
        "121 S. 5th Street",
        whole="S. {number}[ ({assembly})]",
        not_before=lazy(r"(?:\d|[A-Z]\.)\s?$|" + _PAGE_OF),
        not_after=lazy(r"\(\d{1,2}\)"),
    ),
    CitationKind(
        "bill",
        ("House ", "Senate ", "Assembly ", "Legislative ", "Assem. ", "Sen. "),
        head(rf"\b(?P<chamber>{_HOUSES}){_NUMBER}"),
        "Senate Joint Resolution 12",
        "Senate Joint Resolution 12",
        "House Bill of rights",
        whole="{chamber} {number}[ ({assembly})]",
    ),
    CitationKind(
        "ordinance",
        ("rdinance No", "RDINANCE No", "esolution No", "Ord. No", "Local Law No"),
        head(rf"\b(?P<paper>[Oo]rdinance|ORDINANCE|[Rr]esolution|Ord\.|Local Law) ~Nos?\.~(?P<number>(?:[A-Z]{{1,3}}-?)?{_SERIAL}(?:[-/.]\d{{1,5}}){{0,2}}(?:-?[A-Z]{{1,2}})?)\b"),
        "Ordinance No. 2019-45",
        "Ordinance 2019-45",
        "Ordinance No. of pages",
        whole="{paper} {number}",
        needs="No.",
        reach=12,
        not_before=lazy(rf"(?:Cook County|New Year[’']s){S}$"),
    ),
    CitationKind(
        "ordinance",
        ("Ordinance ", "Resolution ", "Local Law ", "Mayor's Order ", "Mayor’s Order "),
        head(
            r"\b(?P<paper>Ordinance|Resolution|Local Law|Mayor[’']s Order) (?:(?:#|Number )~(?P<number>\d{1,6}(?:-\d{1,6})?)"
            r"|(?P<number2>(?:19|20)\d\d-\d{1,3}|\d{2}-\d{2,5}|\d{5,6})|(?P<number3>\d{1,3}) of (?P<year>(?:19|20)\d\d))(?![\w/-]|[.,]\d)"
        ),
        "Ordinance 21-045",
        "Ordinance 21-045",
        "Ordinance 5 of the day",
        whole="{paper} {number}[ of {year}]",
        not_before=lazy(rf"(?:Cook County|New Year[’']s){S}$"),
    ),
    CitationKind(
        "ordinance",
        (" no. ",),
        head(r"\b(?P<paper>[Oo]rdinance|[Rr]esolution) no\. (?P<number>\d{1,6}(?:-\d{1,5})?)(?![\w-])"),
        "ordinance no. 40",
        "Ordinance 40",
        "ordinance no. of",
        whole="{paper} {number}",
        reach=12,
        not_before=lazy(rf"New Year[’']s{S}$"),
    ),
    CitationKind(
        "ordinance",
        ("Ord. ",),
        head(r"\b(?P<paper>Ord\.) (?P<number>\d{1,4}-\d{2,4}(?![\w-])|\d{1,5}[A-Z]?(?=,? §|;|\)|,? \d{4}[;)]|, (?:App|File|[Ee]ff|adopted|passed)\b))"),
        "Ord. 1072 § 1",
        "Ordinance 1072",
        "Ord. 5 items",
        whole="{paper} {number}",
    ),
    CitationKind(
        "docket",
        ("Docket", "DOCKET", "Dkt.", "Case No", "RIN "),
        head(
            r"\b(?:(?:Docket|DOCKET|Dkt\.)(?: ID)?:?~(?:(?:Nos?\.|Number|ID):?~)?(?P<number>(?=[A-Z0-9]{1,8}[-–])[A-Z0-9–-]{3,40}\d|\d{5,7})"
            r"|(?P<case>Case Nos?\.~(?:\d:)?\d{2}-[A-Za-z]{2,4}-\d{2,6}(?:-[A-Z]{2,4}(?![a-z]))?)|(?P<rin>RIN \d{4}[-–][A-Z]{2}\d{2}))\b"
        ),
        "Docket No. EPA-HQ-OAR-2021-0317",
        "Docket EPA-HQ-OAR-2021-0317",
        "Docket No. of cases",
        whole="[Docket {number}][{case}][{rin}]",
    ),
    CitationKind(
        "guidance",
        ("Rev. Proc", "Rev. Rul"),
        head(r"\b(?P<paper>Rev\. (?:Proc|Rul)\.) (?:No\. )?(?P<number>\d{2,4}-\d{1,3})\b"),
        "Rev. Proc. 2018-57",
        "Rev. Proc. 2018-57",
        "Rev. Proc. of 2018",
        whole="{paper} {number}",
    ),
    CitationKind(
        "reorganization-plan",
        ("Reorg. Plan", "Reorganization Plan"),
        head(r"\bReorg(?:anization|\.) Plan (?:No\. )?(?P<number>\d{1,2}) of (?P<year>19\d\d)\b"),
        "Reorg. Plan No. 3 of 1978",
        "Reorganization Plan No. 3 of 1978",
        "Reorganization Plan of 1978",
        whole="Reorganization Plan No. {number} of {year}",
    ),
    CitationKind(
        "directive",
        ("Executive Directive", "Administrative Order", "Administrative Directive", "Secretary", "Public Health Order", "Proclamation ", "OMB ", "DoD "),
        head(
            r"\b(?P<paper>(?:Executive|Administrative) Directive|Administrative Order|Secretary[’']s Order|Public Health Order|Proclamation)"
            r" (?P<number>(?<=Proclamation.)\d{2}-\d{2,3}(?:\.\d{1,2})?|(?<!Proclamation.)(?:\d{2,4}-\d{1,4}|\d{3,5}))(?![\w-]|\.\d)"
            r"|\b(?P<paper2>(?:Executive|Administrative) Directive|Administrative Order|Secretary[’']s Order|Public Health Order) "
            r"Nos?\. ?(?P<number2>\d{1,5}(?:-\d{1,4})?[A-Z]?)(?![\w-])"
            r"|\b(?P<paper3>OMB (?:Circular|Memorandum|Bulletin)|DoD (?:Directive|Instruction)) (?:No\. )?"
            r"(?P<number3>[AM]-\d{1,3}(?:-\d{2})?|\d{2}-\d{2}|\d{4}\.\d{2})\b"
        ),
        "Administrative Order No. 12",
        "Administrative Order 12",
        "Administrative Order of things",
        whole="{paper} {number}",
    ),
    CitationKind(
        "treaty-series",
        ("T.I.A.S.", "U.N.T.S.", "U.S.T. "),
        head(r"\b(?P<series>T\.I\.A\.S\.) (?:No\. )?(?P<number>\d{3,5})\b|\b(?P<volume>\d{1,4}) (?P<series2>U\.N\.T\.S\.|U\.S\.T\.) (?P<page>\d{1,5})\b"),
        "500 U.N.T.S. 95",
        "500 U.N.T.S. 95",
        "the U.N.T.S. volumes",
        whole="[{volume} ]{series}[ {number}][ {page}]",
        reach=6,
    ),
)
