"""Rows of the table for codes that are cited by initials: RSA 91-A:5, II; NRS 239.010; IC 5-14-3-4; 65 P.S. § 67.708.

Short initials mean many things, so each row says what a section number of its code looks like: `IC 5000` is a chip.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from policytool.language.citation_kind import CitationKind, Listing
from policytool.language.code_names import AFTER
from policytool.language.code_shapes import NUMERALS, STATE
from policytool.language.gaps import S
from policytool.language.kind_leads import SECTIONS, head
from policytool.patterns import lazy


class Initials(NamedTuple):
    """A code by its initials."""

    name: str
    """As the target has it."""
    printed: str
    """How it is printed, as a pattern: a blank is a gap, ~ one that may be missing."""
    number: str
    """How a section number of it begins."""
    example: str
    target: str
    near_miss: str
    cues: tuple[str, ...] = ()
    """Literal strings one of which stands in every print of it; the name where none is given."""
    titled: bool = False
    """The number of a title stands before it: 65 P.S. § 67.708."""
    sign: str = ""
    """What the target has before the number of the section."""
    unsigned: str = ""
    """How a number begins that has no § before it, where any number may stand behind the sign: `14 CCR 5` is a receptor."""


_DOT, _PARTS, _TWO, _COLON = r"\d{1,3}[A-Z]{0,2}\.\d{2}", r"\d{1,3}[A-Z]{0,2}-\d{1,4}[A-Z]?(?:\.\d{1,3})?-\d", r"\d{1,4}[A-Z]?(?:-\d{1,2})?-\d", r"\d{1,4}[A-Z]?(?:-[A-Z]{1,2})?:\d"
_ANY = r"\d"
TABLE = (
    Initials("RCW", "RCW", r"\d{1,2}[A-Z]?\.\d{2}", "RCW 10.93.160", "RCW 10.93.160", "RCW of 1881"),
    Initials("WAC", "WAC", r"\d{1,3}[A-Z]?-\d{1,3}[A-Z]?-\d", "WAC 44-14-04004", "WAC 44-14-04004", "WAC 12-4 record"),
    Initials("N.J.S.A.", r"N\.~J\.~S\.~A\.", r"\d{1,2}[A-Z]?:", "N.J.S.A. 47:1A-5(i)", "N.J.S.A. 47:1A-5(i)", "N.J.S.A. members", ("N.J.S.A",)),
    Initials("N.J.S.", r"N\.J\.S\.", r"\d{1,2}[A-Z]?:", "N.J.S.2C:1-1", "N.J.S. 2C:1-1", "N.J.S. 2000", ("N.J.S.",)),
    Initials("N.J.A.C.", r"N\.~J\.~A\.~C\.", r"\d{1,2}[A-Z]?:", "N.J.A.C. 5:105-1.3", "N.J.A.C. 5:105-1.3", "N.J.A.C. 5 rules", ("N.J.A.C",)),
    Initials("N.J.S.A.", r"C\.", r"\d{1,2}[A-Z]?:\d{1,3}[A-Z]{0,2}-\d", "(C.47:1A-5)", "N.J.S.A. 47:1A-5", "C.47 is a key", ("(C.",)),
    Initials("R.S.", r"R\.~S\.", _COLON, "R.S. 44:4.1(B)(2)", "R.S. 44:4.1(B)(2)", "R.S. 44 officers", ("R.S.",)),
    Initials("R.S.", "RS", r"(?!\d{1,2}:\d{2} [ap]\.?m)\d{1,2}:\d", "RS 47:293(9)(e)", "R.S. 47:293(9)(e)", "RS 47 printer", ("RS ",)),
    Initials("La. R.S.", r"La\. R\.~S\.", _COLON, "La. R.S. 44:1", "La. R.S. 44:1", "La. R.S. members", ("La. R",)),
    Initials("O.C.G.A.", r"O\.~C\.~G\.~A\.|OCGA", r"\d{1,2}-\d", "O.C.G.A. § 50-18-72(a)(4)", "O.C.G.A. 50-18-72(a)(4)", "O.C.G.A. of 1981", ("O.C.G.A", "OCGA")),
    Initials("A.R.S.", r"A\.~R\.~S\.|ARS", r"\d{1,2}-\d{3}", "A.R.S. § 39-121.01(D)(1)", "A.R.S. 39-121.01(D)(1)", "ARS 12-50 pesos", ("A.R.S", "ARS")),
    Initials("A.A.C.", r"A\.~A\.~C\.", r"R\d{1,2}-\d", "A.A.C. R2-5A-105", "A.A.C. R2-5A-105", "A.A.C. R2 unit", ("A.A.C",)),
    Initials("C.R.S.", r"C\.~R\.~S\.|CRS", r"\d{1,2}(?:\.\d)?-\d{1,3}(?:\.\d)?-\d{3}", "C.R.S. § 24-72-204(2)", "C.R.S. 24-72-204(2)", "CRS 24-7-3 mission", ("C.R.S", "CRS")),
    Initials("ORS", "ORS|O\\.R\\.S\\.", r"\d{1,3}[A-Z]?\.\d{3}", "ORS 192.345 (2)", "ORS 192.345(2)", "ORS 2.6 g", ("ORS", "O.R.S")),
    Initials("OAR", "OAR", r"\d{3}-\d{3}", "OAR 137-003-0501(7)", "OAR 137-003-0501(7)", "OAR 137"),
    Initials("K.S.A.", r"K\.~S\.~A\.(?: \d{4} Supp\.)?|KSA", r"\d{1,2}[a-z]?-(?:\d{3}|\d{1,2},\d{3})", "K.S.A. 2023 Supp. 45-221", "K.S.A. 45-221", "KSA 7-1 Egypt", ("K.S.A", "KSA")),
    Initials("K.A.R.", r"K\.~A\.~R\.", r"\d{1,3}-\d", "K.A.R. 1-2-30(b)", "K.A.R. 1-2-30(b)", "K.A.R. rules", ("K.A.R",)),
    Initials("NRS", r"NRS|N\.R\.S\.", r"\d{1,3}[A-Z]?\.\d{3}", "NRS 239.0107, subsection 1", "NRS 239.0107(1)", "NRS 5.5 pain score", ("NRS", "N.R.S")),
    Initials("NAC", "NAC", r"\d{1,3}[A-Z]?\.\d{3}", "NAC 239.101", "NAC 239.101", "NAC 3.5 mg"),
    Initials("KRS", r"KRS|K\.R\.S\.", r"\d{1,3}[A-Z]?\.\d(?:\d{2}|-\d{3})", "KRS 61.878(1)(a)", "KRS 61.878(1)(a)", "KRS 10.5 beats", ("KRS", "K.R.S")),
    Initials("MCL", r"MCLA?|M\.C\.L\.(?:A\.)?", r"(?!\d{1,2}\.\d{1,2} [a-z])\d{1,3}\.\d", "MCL 15.243(1)(y)", "MCL 15.243(1)(y)", "MCL 2.5 tear", ("MCL", "M.C.L")),
    Initials("R.S.A.", r"R\.S\.A\.", _COLON, "R.S.A. 91-A:5, II", "R.S.A. 91-A:5(II)", "R.S.A. 91 of"),
    Initials("RSA", "RSA", _COLON, "RSA 91-A:5, IV(b)", "RSA 91-A:5(IV)(b)", "RSA 2048 keys"),
    Initials("HRS", r"HRS|H\.R\.S\.", r"\d{1,3}[A-Z]?-\d", "HRS § 92F-13(1)", "HRS 92F-13(1)", "HRS 92 hours", ("HRS", "H.R.S")),
    Initials("N.C.G.S.", r"N\.~C\.~G\.~S\.", r"\d{1,3}[A-Z]?-\d", "N.C.G.S. § 162-62", "N.C.G.S. 162-62", "N.C.G.S. 162", ("N.C.G.S",)),
    Initials("G.S.", r"G\.~S\.", r"\d{1,3}[A-Z]?-\d{1,4}(?:\.\d+)?(?![\d:])", "G.S. 132-1.4(c)(5)", "G.S. 132-1.4(c)(5)", "G.S. 12 pay", ("G.S.",)),
    Initials("IC", "IC|I\\.C\\.(?= \\d\\d?(?:\\.\\d)?-\\d+(?:\\.\\d+)?-\\d+(?:\\.\\d+)?-)", r"\d{1,2}(?:\.\d)?-\d{1,2}(?:\.\d{1,2})?-\d", "IC 5-14-3-4(a)(1)", "IC 5-14-3-4(a)(1)", "IC 5000 chips", ("IC ", "I.C. ")),
    Initials("I.C.", r"I\.C\.", r"\d{1,2}-\d{3,4}", "I.C. § 74-106(4)(a)", "I.C. § 74-106(4)(a)", "I.C. 74 units", ("I.C. ",), sign="§ "),
    Initials("AS", "AS", r"\d{2}\.\d{2}\.\d{3}", "AS 40.25.120(a)(6)", "AS 40.25.120(a)(6)", "AS 40.25 dollars", ("AS ",)),
    Initials("T.C.A.", r"T\.~C\.~A\.|TCA", r"\d{1,2}-\d{1,3}-\d{3}", "T.C.A. § 10-7-503(a)(2)(A)", "T.C.A. § 10-7-503(a)(2)(A)", "TCA 5-1-2 cycle", ("T.C.A", "TCA"), sign="§ "),
    Initials("A.C.A.", r"A\.~C\.~A\.", r"\d{1,2}-\d{1,3}-\d{3}", "A.C.A. § 25-19-105", "A.C.A. § 25-19-105", "A.C.A. 1-2-3", ("A.C.A",), sign="§ "),
    Initials("C.G.S.", r"C\.~G\.~S\.(?:A\.)?|CGS", r"\d{1,2}[a-z]{0,2}-\d", "C.G.S. § 1-210(b)(2)", "C.G.S. § 1-210(b)(2)", "CGS 1000 units", ("C.G.S", "CGS"), sign="§ "),
    Initials("N.D. Cent. Code", r"N\.~D\.~C\.~C\.|NDCC", r"\d{1,2}(?:\.\d)?-\d{1,2}(?:\.\d)?-\d", "N.D.C.C. § 44-04-18(2)", "N.D. Cent. Code § 44-04-18(2)", "NDCC 2000", ("N.D.C.C", "NDCC"), sign="§ "),
    Initials("SDCL", r"SDCL|S\.D\.C\.L\.", r"\d{1,2}[A-Z]?-\d", "SDCL § 1-27-1.5(3)", "SDCL 1-27-1.5(3)", "SDCL 1000", ("SDCL", "S.D.C.L")),
    Initials("MCA", "MCA", r"\d{1,2}-\d{1,2}-\d{3}", "MCA 2-6-1003(1)(a)", "MCA 2-6-1003(1)(a)", "MCA 2-1-10 degree"),
    Initials("W.S.", r"W\.~S\.", r"\d{1,2}(?:\.\d)?-\d{1,2}-\d{3}", "W.S. 16-4-203(d)(v)", "W.S. 16-4-203(d)(v)", "W.S. 1-2-3", ("W.S.",)),
    Initials("RSMo", r"RSMo\.?|R\.S\.Mo\.?", _DOT, "RSMo 610.021(3)", "RSMo § 610.021(3)", "RSMo 2016", ("RSMo", "R.S.Mo"), sign="§ "),
    Initials("R.C.", r"R\.~C\.", r"\d{3,4}\.\d{2}(?!\d{3})", "R.C. 149.43(B)(1)", "R.C. 149.43(B)(1)", "R.C. 1.49 each", ("R.C.",)),
    Initials("Ohio Adm. Code", r"Ohio Adm(?:in)?\.~Code|Ohio Administrative Code", r"\d{3,4}(?::\d)?-\d", "Ohio Adm.Code 3701-7-01", "Ohio Adm. Code 3701-7-01", "Ohio Adm. Code rules", ("Ohio Adm",)),
    Initials("COMAR", "COMAR", r"\d{2}[A-Z]?\.\d{2}\.\d{2}", "COMAR 08.01.06.03", "COMAR 08.01.06.03", "COMAR of 1977"),
    Initials("CCR", "CCR|C\\.C\\.R\\.", r"\d", "14 CCR § 15126.6(c)", "14 CCR § 15126.6(c)", "14 CCR 5 receptors", ("CCR", "C.C.R"), titled=True, sign="§ ", unsigned=r"\d{3}|\d{1,3}-\d"),
    Initials("ARM", "ARM", r"\d{1,2}\.\d{1,3}\.\d{2}", "ARM 1.3.102", "ARM 1.3.102", "ARM 1.3 chips"),
    Initials("IDAPA", "IDAPA", r"\d{2}\.\d{2}\.\d{2}", "IDAPA 58.01.02.100", "IDAPA 58.01.02.100", "IDAPA 58"),
    Initials("CPLR", "CPLR", r"\d{3,4}", "CPLR 7804(g)", "CPLR 7804(g)", "CPLR 12"),
    Initials("Fla. Stat.", r"F\.~S\.", _DOT, "F.S. § 119.011", "Fla. Stat. § 119.011", "F.S. 2000", ("F.S.",), sign="§ "),
    Initials("Minn. Stat.", r"Minn\. Stat\.", _DOT, "Minn. Stat. 13.03, subd. 3", "Minn. Stat. § 13.03(3)", "Minn. Stat. 2022", ("Minn. Stat",), sign="§ "),
    Initials("NMSA 1978", r"NMSA 1978,?|N\.M\.S\.A\. 1978,?", _PARTS, "NMSA 1978, § 14-2-6(G)", "NMSA 1978 § 14-2-6(G)", "NMSA 1978 rules", ("NMSA", "N.M.S.A"), sign="§ "),
    Initials("SMC", "SMC", r"\d{1,2}[A-Z]?\.\d{2}\.\d{3}", "SMC 3.29.010", "SMC 3.29.010", "SMC 3 cups"),
    Initials("P.S.", r"P\.~S\.(?:A\.)?", _ANY, "65 P.S. § 67.708(b)(6)(i)", "65 P.S. § 67.708(b)(6)(i)", "65 P.S. 118 pupils", ("P.S.",), titled=True, sign="§ ", unsigned=r"\d{1,4}\.\d"),
    Initials("M.R.S.", r"M\.~R\.~S\.(?:~A\.)?|MRSA?", _ANY, "22 MRSA §1711-C", "22 M.R.S. § 1711-C", "22 MRSA 1 case", ("M.R.S", "MRS"), titled=True, sign="§ ", unsigned=r"\d{3}"),
    Initials("Del. C.", r"Del\.~C\.", _ANY, "29 Del. C. § 10002(o)(6)", "29 Del. C. § 10002(o)(6)", "29 Del. cases", ("Del. C", "Del.C"), titled=True, sign="§ "),
    Initials("Pa. Code", r"Pa\.~Code", _ANY, "4 Pa. Code § 7.1", "4 Pa. Code § 7.1", "4 Pa. Coders", ("Pa. Code", "Pa.Code"), titled=True, sign="§ "),
    Initials("Pa. Cons. Stat.", r"Pa\.~(?:Cons\. Stat\.(?: Ann\.)?|C\.~S\.(?:~A\.)?)", _ANY, "42 Pa.C.S. § 5501", "42 Pa. Cons. Stat. § 5501", "42 Pa.C. students", ("Pa. Cons. Stat", "Pa.C.S", "Pa. C.S"), titled=True, sign="§ "),
    Initials("Okla. Stat.", r"O\.~S\.(?: ?(?:19|20)\d\d,)?", _ANY, "51 O.S. § 24A.5(3)", "Okla. Stat. tit. 51, § 24A.5(3)", "51 O.S. maps", ("O.S.",), titled=True, sign="tit. {title}, § "),
    Initials("Vt. Stat.", r"V\.~S\.~A\.", _ANY, "20 V.S.A. § 4651", "Vt. Stat. tit. 20, § 4651", "20 V.S.A. members", ("V.S.A",), titled=True, sign="tit. {title}, § "),
    Initials("L.P.R.A.", r"L\.~P\.~R\.~A\.", _ANY, "3 L.P.R.A. § 9911", "3 L.P.R.A. § 9911", "3 L.P.R.A. books", ("L.P.R.A",), titled=True, sign="§ "),
    Initials("GCA", r"GCA|G\.C\.A\.", _ANY, "5 GCA § 10103", "5 GCA § 10103", "5 GCA 100 cards", ("GCA", "G.C.A"), titled=True, sign="§ ", unsigned=r"\d{4}"),
    Initials("V.I.C.", r"V\.~I\.~C\.", _ANY, "1 V.I.C. § 31", "1 V.I.C. § 31", "1 V.I.C. book", ("V.I.C",), titled=True, sign="§ "),
    Initials("Tex. Admin. Code", r"Tex\. Admin\. Code|TAC", _ANY, "1 Tex. Admin. Code § 70.3", "1 Tex. Admin. Code § 70.3", "1 TAC 12 bags", ("Tex. Admin", "TAC"), titled=True, sign="§ ", unsigned=r"\d{1,4}\.\d"),
    Initials("NYCRR", r"NYCRR|N\.Y\.C\.R\.R\.", _ANY, "21 NYCRR 1401.2", "21 NYCRR 1401.2", "the NYCRR of", ("NYCRR", "N.Y.C.R.R"), titled=True),
    Initials("RCNY", "RCNY|R\\.C\\.N\\.Y\\.", _ANY, "43 RCNY § 1-02", "43 RCNY § 1-02", "43 RCNY rules", ("RCNY", "R.C.N.Y"), titled=True, sign="§ "),
    Initials("IAC", "IAC", r"\d{1,3}(?:\.\d)?-\d{1,2}(?:\.\d)?-\d", "410 IAC 1-2-3", "410 IAC 1-2-3", "410 IAC 1-2 visits", titled=True),
    Initials("NAC", "NAC", r"\d{1,2}-\d{3}", "475 NAC 3-002.04(B)(i)", "475 NAC 3-002.04(B)(i)", "475 NAC 3 mg", titled=True),
    Initials("KAR", "KAR", r"\d{1,2}:\d{3}", "200 KAR 1:020", "200 KAR 1:020", "200 KAR cars", titled=True),
    Initials("AAC", "AAC", r"\d{2}\.\d{3}", "2 AAC 96.100", "2 AAC 96.100", "2 AAC files", titled=True),
    Initials("CSR", "CSR", r"\d{1,3}-\d{1,3}\.\d{3}", "8 CSR 10-4.020", "8 CSR 10-4.020", "8 CSR 10-4 goals", titled=True),
    Initials("VAC", "VAC", r"\d{1,3}-\d", "1 VAC 7-10-20", "1 VAC 7-10-20", "1 VAC pump", ("VAC ",), titled=True),
)
"""Longer prints before shorter ones where both could begin at one place."""
_CHAPTER = r"(?:[Cc]hapters?|[Cc]h\.|Chs?\.)"


def _kind(row: Initials) -> CitationKind:
    """The row of the table of kinds: its sections, its chapters."""
    title = r"(?P<title>\d{1,3}(?:-?[A-Z])?)~" if row.titled else ""
    before = r"(?<![\w.])" if not row.titled else r"(?<![\w.$-])"
    name = f"{row.name} " if "{" in row.sign or not row.titled else f"{{title}} {row.name} "
    chapters = name + ("tit. {title}, " if "{" in row.sign else "")
    shape = NUMERALS if "RSA" in row.printed.replace(r"\.", "") else STATE
    if row.number != _ANY:  # each item of a list has the form of the first: not the 4.1 of `R.S. 44:1 and 4.1`
        shape = replace(shape, pattern=lazy(f"(?={row.number}){shape.pattern.pattern}"))
    return CitationKind(
        row.name.lower().replace(". ", "-").replace(".", "").replace(" ", "-") + ("-by-chapter" if row.printed == r"C\." else ""),
        row.cues or (row.name,),
        head(rf"{before}{title}(?:{row.printed}),?~(?:(?={_CHAPTER} \d)|(?=(?:§{{1,2}}|[Ss]ections?|[Ss]ecs?\.)~\d)|(?={row.unsigned or row.number}))"),
        row.example,
        row.target,
        row.near_miss,
        listings=(Listing(lazy(rf"{_CHAPTER}{S}"), STATE, f"{chapters}ch. {{section}}"), Listing(SECTIONS, shape, f"{name}{row.sign}{{section}}")),
        reach=8 if row.titled else int(row.cues == ("(C.",)),
    )


INITIALS = tuple(map(_kind, TABLE))
CHAPTERS = CitationKind(
    "chapter-of-initials",
    ("RCW", "WAC", "NRS", "NAC", "ORS", "KRS", "HRS", "RSMo", "MCA", "SDCL", "N.D.C.C", "C.R.S", "F.S.", "Stats.", "NMSA", "A.R.S", "R.R.S", "RSA", "SMC"),
    head(rf"\b(?:(?P<unit>[Cc]hapters?|[Cc]h\.|[Tt]itle) |(?=\d{{1,2}}[A-Z]?\.\d{{2,3}}[A-Z]? RCW))(?P<chapter>\d{{1,4}}[A-Z]{{0,2}}(?:[.:-]\d{{1,3}}[A-Z]?)?),?(?: of)?(?: the)? (?P<initials>{AFTER}|SMC)(?!\w)"),
    "chapter 42.56 RCW",
    "RCW ch. 42.56",
    "chapter 10 of the RCWA",
    whole="{initials} {unit} {chapter}",
    reach=28,
    fields={"unit": "ch."},
)
MONTANA = CitationKind(
    "montana-code",
    ("MCA",),
    head(r"\b(?<![\w-])(?P<section>\d{1,2}-\d{1,2}-\d{3,4})(?P<pins>(?:\([0-9A-Za-z]{1,4}\)){0,5}), MCA\b"),
    "2-6-1003(1)(a), MCA",
    "MCA 2-6-1003(1)(a)",
    "555-0132, MCA",
    whole="MCA {section}{pins}",
    reach=32,
    not_before=lazy(r"(?:[Ss]ections?|§)\s?$"),
)
NUMBERED = (*INITIALS, CHAPTERS, MONTANA)
