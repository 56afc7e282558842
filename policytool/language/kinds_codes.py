"""Rows of the table for codes: what is cited by title, chapter and section."""

from __future__ import annotations

import re

from policytool.language.act_sections import read_act_table
from policytool.language.citation_kind import CitationKind, Listing
from policytool.language.code_shapes import BARE_PART, CFR, COUNTY, DC, ILCS, ILCS_ACT, ILCS_SECTION, MUNICIPAL, NUMBER, PART, STATE, USC
from policytool.language.gaps import S, W
from policytool.language.kind_leads import CHAPTERS, ITEM, NUMBER_BEFORE, PARTS, SECTIONS, SUBPART, head
from policytool.language.pincites import SIGN, Shape
from policytool.language.ranges import DASH
from policytool.patterns import lazy

CODES = (
    CitationKind(
        "usc",
        ("U.S.C", "U. S. C", "USC", "US.C", "U.S. Code", "United States Code", "usc", "u.s.c."),
        head(r"\b(?P<word>[Tt]itle )?(?P<title>\d{1,2})A?,?~(?:(?(word)|(?!USC (?!sec|ch|app|note)[a-z]))(?:usc(?=~[\d§])|u\.s\.c(?=\.~[\d§])|U\.?~S\.?~C)(?:ode\b|\.(?:~[AS]\.(?!\d))?|\b|(?=\d))|(?:of the )?(?:U\.S\. Code|United States Code)\b(?: \(U\.?S\.?C\.?\))?)"),
        "42 U.S.C. 300gg–91(d)(2)",
        "42 U.S.C. 300gg-91(d)(2)",
        "8 U.S. citizens",
        listings=(
            Listing(SECTIONS, USC, "{title} U.S.C. {section}"),
            Listing(CHAPTERS, NUMBER, "{title} U.S.C. ch. {section}"),
            Listing(lazy(rf",?{W}[Aa]pp(?:endix|x?\.?){W}(?:{SIGN})?"), USC, "{title} U.S.C. App. {section}", many=False),
            Listing(lazy(rf",?{W}[Aa]pp(?:endix\b|x?\.)"), NUMBER, "{title} U.S.C. App.", alone=True),
        ),
        whole="{title} U.S.C.",
        reach=24,
        not_before=lazy(rf"(?:\d[.,:]|{DASH})$"),
    ),
    CitationKind(
        "usc-title-first",
        ("Title ",),
        head(r"\bTitle (?P<title>\d{1,2}),? (?=(?:§|[Ss]ec|[Cc]h)[^.;:]{1,20}[^;:]{0,40}? of the (?:U\.~S\. Code|United States Code))"),
        "Title 8, Section 1373 of the U.S. Code",
        "8 U.S.C. 1373",
        "Title 8, Section 1373 of the City Code",
        listings=(Listing(SECTIONS, USC, "{title} U.S.C. {section}"), Listing(CHAPTERS, NUMBER, "{title} U.S.C. ch. {section}")),
    ),
    CitationKind(
        "cfr-title-first",
        ("Title ",),
        head(r"\bTitle (?P<title>\d{1,2}),? (?=(?:§|[Ss]ec|[Pp]art)[^;:]{1,60}? of the (?:Code of Federal Regulations|C\.?F\.?R\b))"),
        "Title 8, Section 287.7 of the Code of Federal Regulations",
        "8 CFR 287.7",
        "Title 8, Section 287.7 of the City Code",
        listings=(Listing(SECTIONS, CFR, "{title} CFR {section}"), Listing(PARTS, PART, "{title} CFR part {section}", tail=SUBPART)),
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
        head(r"\b(?:[Tt]itle )?(?P<title>\d{1,2})(?:~C\.?~F\.?~R\b\.?|,? (?:of the )?Code of Federal Regulations(?: \(C\.?F\.?R\.?\))?),?"),
        "17 CFR 240.15Ba1–1(n)",
        "17 CFR 240.15Ba1-1(n)",
        "the CFR of 1938",
        listings=(
            Listing(SECTIONS, CFR, "{title} CFR {section}"),
            Listing(PARTS, PART, "{title} CFR part {section}", tail=SUBPART),
            Listing(CHAPTERS, NUMBER, "{title} CFR ch. {section}"),
            Listing(lazy(rf",?{W}[Ss]ubparts?{W}"), NUMBER, "{title} CFR subpart {section}"),
            Listing(lazy(W), BARE_PART, "{title} CFR part {section}", tail=SUBPART),
        ),
        whole="{title} CFR",
        reach=16,
        not_before=NUMBER_BEFORE,
    ),
    CitationKind(
        "treasury-regulations",
        ("Treas. Reg", "Treasury Reg"),
        head(r"\bTreas(?:ury|\.) Reg(?:ulations?|s?\.),?"),
        "Treas. Reg. § 1.36B-1(d)",
        "26 CFR 1.36B-1(d)",
        "Treasury Regulations of 1936",
        listings=(Listing(SECTIONS, CFR, "26 CFR {section}"),),
        not_before=lazy(r"(?:Prop|Temp)\.\s?$"),
    ),
    CitationKind(
        "ilcs",
        ("ILCS", "Ill. Comp. Stat", "Illinois Compiled Statutes"),
        head(r"\b(?P<chapter>\d{1,4}) (?:ILCS|Ill\. Comp\. Stat\.(?: Ann\.)?|Illinois Compiled Statutes) ~"),
        "5 ILCS 805/15(h)",
        "5 ILCS 805/15(h)",
        "chapter 5 of the ILCS",
        listings=(
            Listing(ITEM, ILCS_SECTION, "{chapter} ILCS {section}"),
            Listing(lazy(rf"(?P<statute>\d{{1,5}}(?:\.\d{{1,3}})?)/?,?{W}(?:§{{1,2}}|[Ss]ec(?:tions?|s?\.)){W}"), ILCS, "{chapter} ILCS {statute}/{section}", many=False),
            Listing(ITEM, ILCS_ACT, "{chapter} ILCS {section}", many=False),
        ),
        reach=6,
    ),
    CitationKind(
        "mcc",
        ("MCC", "M.C.C.", "Municipal Code", "Chicago Code", "MUNICIPAL CODE", "Chi., Ill", "Chicago, Ill"),
        head(
            r"(?:MCC\b(?! \d{1,2}-\d{1,2},? (?:win|won|loss|lost|victory|defeat|draw|lead|record|over)\b)|M\.C\.C\."
            r"|(?:the )?(?:Chicago Municipal Code|Municipal Code of (?:the City of )?Chicago|Chicago Code"
            r"|Chi(?:cago|\.), Ill(?:inois|\.),? (?:Mun(?:icipal|\.) )?Code)(?: \([“\"]?(?:MCC|M\.C\.C\.)[”\"]?\))?),?(?: [Cc]hapters?| [Cc]h\.| [Tt]itle)?"
        ),
        "MCC § 2-173-020(a)(1)(B)",
        "MCC 2-173-020(a)(1)(B)",
        "the Municipal Code of 1922",
        listings=(Listing(SECTIONS, MUNICIPAL, "MCC {section}"),),
        reach=12,
        own=True,
    ),
    CitationKind(
        "dc-code",
        ("D.C. Code", "D.C. Off", "D.C Code", "DC Code", "District of Columbia Code", "District of Columbia Official Code", "Code of the District"),
        head(
            r"(?:(?:D\.?~C\.?|District of Columbia)~(?:Off(?:icial|\.) )?Code|Code of the District of Columbia)"
            r"(?: Ann(?:otated|\.))?(?:,? (?:2001|1981|1973)? ?[Ee]d(?:ition|\.))?,?"
        ),
        "D.C. Official Code § 1-207.40",
        "D.C. Code § 1-207.40",
        "the D.C. Code of Judicial Conduct",
        listings=(Listing(SECTIONS, DC, "D.C. Code § {section}"),),
        own=True,
    ),
    CitationKind(
        "cook-county-code",
        ("Cook County",),
        head(r"Cook County(?:, Ill(?:inois|\.),?)? Code(?: of Ordinances)?,?(?: [Cc]h(?:apter|\.))?"),
        "Cook County Code § 46-37(b)",
        "Cook County Code § 46-37(b)",
        "the Cook County Code Commission",
        listings=(Listing(SECTIONS, COUNTY, "Cook County Code § {section}"),),
        own=True,
    ),
    CitationKind(
        "dcmr",
        ("DCMR", "D.C.M.R."),
        head(r"\b(?P<title>\d{1,2}(?:-?[A-Z])?) (?:DCMR|D\.C\.M\.R\.)"),
        "24 DCMR § 100.2",
        "24 DCMR 100.2",
        "the DCMR of 1987",
        listings=(Listing(SECTIONS, STATE, "{title} DCMR {section}"),),
        whole="{title} DCMR",
        reach=6,
    ),
)

_ACTS = "|".join(sorted((re.escape(n).replace("\\ ", S) for n in read_act_table().names), key=len, reverse=True))
ACTS = (
    CitationKind(
        "act-section",
        tuple(read_act_table().names),
        lazy(rf"\b(?:the{S})?(?P<act>{_ACTS})(?:{S}\([“\"]?[A-Z.]{{2,8}}[”\"]?\))?,?{W}(?:(?=§|[Ss]ec)|(?<=\s)(?<!,\s)(?=\d{{1,4}}[A-Z]?(?!\w|{W}(?:U\.?{W}S|C\.?F|Stat|FR|Fed))))"),
        "INA § 287(d)(3)",
        "8 U.S.C. 1357(d)(3)",
        "INA detention",
        listings=(Listing(SECTIONS, USC, "{act} § {section}"),),
        reach=5,
    ),
    CitationKind(
        "known-number",
        ("287(g)", "287g", "287 (g)"),
        head(r"\b(?=287\(g\))|\b287(?: \(g\)|g\b)"),
        "287(g) agreement",
        "8 U.S.C. 1357(g)",
        "1287(g)",
        listings=(Listing(ITEM, Shape(lazy("287")), "8 U.S.C. 1357"),),
        whole="8 U.S.C. 1357(g)",
        not_before=lazy(r"[\w.:-]$"),
    ),
)
