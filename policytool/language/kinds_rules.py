"""Rows of the table for the rules of agencies: the administrative codes of the states, by name and number."""

from __future__ import annotations

from policytool.language.citation_kind import CitationKind, Listing
from policytool.language.code_shapes import RULE, STATE
from policytool.language.kind_leads import CHAPTERS, ITEM, NUMBER_BEFORE, SECTIONS, head
from policytool.language.pincites import Shape
from policytool.language.places import PRINTED_STATES
from policytool.patterns import lazy

_BODY = (
    r"(?:Code of (?=(?:State )?Reg)|Comp(?:\.|ilation of) )?"
    r"(?:(?:Admin(?:\.|istrative)?|Adm\.) ?(?:Code|Rules?|[Rr]\.|Regs?\.)"
    r"|Code (?:Admin\. )?R(?:egs?|ules)?\.(?: Ann\.)?|Comp\. (?:R\.|Rules|Codes R\.) (?:&|and) Regs\."
    r"|Agencies Regs\.|Mun(?:icipal|\.) Reg(?:ulation)?s\.?)"
)
_UNDER = r"(?:,? [Tt]it(?:le|\.) (?P<part>\d{1,4}[A-Z]?),?)?"
_NUMBER = r"(?:[A-Z][A-Za-z]{1,6}(?: |-))?[A-Z]?\d{1,5}[A-Za-z]{0,2}[-.:][-.:]?[\dA-Z]"
RULES = (
    CitationKind(
        "administrative-code",
        ("Admin. ", "Admin Code", "Administrative Code", "Administrative R", "Adm. Code", "Code R", "Regs."),
        head(
            rf"\b(?:(?P<title>\d{{1,4}}(?:-\d{{1,3}})?) )?(?P<law>(?:{PRINTED_STATES}|Ill\.|Illinois|D\.~C\.|P\.~R\.) {_BODY})(?: Ann\.)?{_UNDER},?"
            rf"(?: (?P<rule>R\.)(?= )| (?:[Rr]ules?|[Rr]\.|R)(?= {_NUMBER})|~(?=§|[Ss]ec|[Cc]h|[Cc]hap|{_NUMBER}))"
        ),
        "Fla. Admin. Code R. 1B-24.003(2)",
        "Fla. Admin. Code R. 1B-24.003(2)",
        "Fla. Admin. Code of 2004",
        listings=(
            Listing(SECTIONS, RULE, "[{title} ]{law}[ tit. {part}, §][ {rule}] {section}"),
            Listing(CHAPTERS, STATE, "[{title} ]{law}[ tit. {part},] ch. {section}"),
        ),
        reach=32,
        not_before=NUMBER_BEFORE,
    ),
    CitationKind(
        "louisiana-administrative-code",
        ("La. Admin. Code", "Louisiana Admin"),
        head(
            r"\b(?P<law>La\. Admin\. Code|Louisiana Administrative Code),? [Tt]it(?:le|\.) (?P<part>\d{1,2})"
            r",? (?:pt\.|[Pp]art) (?P<roman>[IVXLC]{1,8}),? ~(?=§|[Ss]ec)"
        ),
        "La. Admin. Code tit. 50, pt. III, § 2305(B)",
        "La. Admin. Code tit. 50, pt. III, § 2305(B)",
        "La. Admin. Code tit. 50 and others",
        listings=(Listing(SECTIONS, STATE, "{law} tit. {part}, pt. {roman}, § {section}"),),
    ),
    CitationKind(
        "minnesota-rules",
        ("Minnesota Rules", "Minn. R"),
        head(r"\b(?:Minnesota Rules|Minn\. R\.),? (?:parts? )?(?=\d{4}\.)"),
        "Minnesota Rules, part 1205.0300",
        "Minn. R. 1205.0300",
        "Minnesota Rules of 1998",
        listings=(Listing(ITEM, STATE, "Minn. R. {section}"),),
    ),
    CitationKind(
        "virginia-administrative-code",
        ("VAC",),
        head(r"\b(?<![\w-])(?P<title>\d{1,2})~VAC~(?=\d{1,3}-\d{1,4}-\d)"),
        "1VAC7-10-20",
        "1VAC7-10-20",
        "1 VAC-pump",
        listings=(Listing(ITEM, Shape(lazy(r"\d{1,3}-\d{1,4}-\d{1,4}(?:-\d{1,3})?(?![\w-])")), "{title}VAC{section}"),),
        reach=6,
    ),
    CitationKind(
        "new-mexico-administrative-code",
        ("NMAC",),
        head(r"\b(?<![\w.])(?P<section>\d{1,2}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?) NMAC\b"),
        "1.13.30.9 NMAC",
        "1.13.30.9 NMAC",
        "1.13 NMAC",
        whole="{section} NMAC",
        reach=16,
    ),
    CitationKind(
        "massachusetts-regulations",
        ("CMR", "C.M.R"),
        head(r"\b(?P<title>\d{3}) (?:CMR\b|C\.M\.R\.)"),
        "780 CMR 1.00",
        "780 CMR 1.00",
        "the CMR of 1938",
        listings=(Listing(SECTIONS, STATE, "{title} CMR {section}"),),
        whole="{title} CMR",
        reach=6,
        not_before=NUMBER_BEFORE,
    ),
    CitationKind(
        "arsd",
        ("ARSD",),
        head(r"\bARSD ~(?:§~)?(?=\d{1,2}:\d{2}:)"),
        "ARSD 67:15:01:01(4)",
        "ARSD 67:15:01:01(4)",
        "ARSD 67 rules",
        listings=(Listing(ITEM, RULE, "ARSD {section}"),),
    ),
    CitationKind(
        "federal-rules",
        ("Fed. R. ", "Fed.R.", "FRCP ", "FRE "),
        head(r"\b(?P<rules>Fed\.~R\.~(?:(?:Civ|Crim|App|Bankr)\.~P\.|Evid\.)|FRCP|FRE)(?: Rules?)? (?=\d)"),
        "Fed. R. Civ. P. 12(b)(6)",
        "Fed. R. Civ. P. 12(b)(6)",
        "Fed. R. Civ. P. of 1938",
        listings=(Listing(ITEM, Shape(lazy(r"\d{1,4}+(?:\.\d)?(?![\w-])"), plain=True), "{rules} {section}"),),
    ),
    CitationKind(
        "sentencing-guidelines",
        ("U.S.S.G.", "USSG"),
        head(r"\b(?:U\.~S\.~S\.~G\.|USSG)(?: Manual)?,?"),
        "U.S.S.G. § 2D1.1(b)(1)",
        "U.S.S.G. § 2D1.1(b)(1)",
        "the U.S.S.G. of 1987",
        listings=(Listing(SECTIONS, Shape(lazy(r"\d[A-Z]\d{1,2}\.\d{1,2}(?!\d)")), "U.S.S.G. § {section}"),),
    ),
    CitationKind(
        "restatement",
        ("Restatement (",),
        head(r"\bRestatement \((?P<edition>First|Second|Third|Fourth)\) of (?P<law>[A-Z][a-z]{2,12}(?: (?:[A-Z][a-z]{2,14}|&|and|of|the)){0,5}),?(?= §)"),
        "Restatement (Second) of Torts § 402A",
        "Restatement (Second) of Torts § 402A",
        "Restatement (Second) of Torts in full",
        listings=(Listing(SECTIONS, STATE, "Restatement ({edition}) of {law} § {section}"),),
    ),
)
