"""The raw text of a Federal Register document, 72 columns and page marks -> flat paragraphs.

A paragraph opens with an indent or after a blank line; what follows at the margin is its continuation.
"""

from __future__ import annotations

import re
from html import unescape
from types import MappingProxyType

from policytool.importers.fr_facts import date_of, facts_of_text
from policytool.importers.gpo import split_label
from policytool.importers.imported import Imported, Loss, Paragraph, Repair, Role
from policytool.language.facts import decode
from policytool.model.document import Value
from policytool.patterns import lazy

_PAGE = lazy(r"^\s*\[\[Page (?:[\w-]+)\]\]\s*$|\[\[Page [\w-]+\]\]\s?")
_HEADS = lazy(
    r"^\[(?:Federal Register|Presidential Documents|Rules and Regulations|Proposed Rules|Notices|Pages? [\w-]+|From the|FR Doc)|^From the Federal Register Online"
)
_PUBLISHED = lazy(r"\[Federal Register Vol(?:ume|\.) (?P<volume>\d+), (?:Number|No\.) \d+ \((?P<date>[^)]{1,60})\)\]")
_PAGES = lazy(r"\[Pages? (?P<first>\d+)")
_CLOSING = lazy(r"^\s*(?:\[FR Doc\.|BILLING CODE|Billing code|\[FR Doc)", re.I)
_SECTION = lazy(r"(?P<label>(?:Section|Sec\.) \d{1,3}[A-Z]?\.)[ ]{1,3}(?P<title>[A-Z][^.]{1,110}\.)?(?:\s+|$)")
_PRESIDENTIAL = lazy(r"^(?:Executive Order|Proclamation|Memorandum|Notice|Presidential Determination)\b.{0,40}\bof [A-Z][a-z]+ \d")


def read_raw(data: bytes, name: str) -> Imported:
    """The raw text that `raw_text_url` names, with or without the HTML page around it."""
    text = decode(data, name).replace("\r\n", "\n")
    if re.match(r"\s*<(?:html|pre)", text, re.I):
        body = re.search(r"<pre[^<>]*>(.*?)(?:</pre>|\Z)", text, re.S | re.I)
        text = unescape(re.sub(r"<[^>\n]{0,300}>", "", body[1] if body else text))
    pages = len(re.findall(r"\[\[Page ", text))
    lines = [_PAGE.sub("", line) for line in text.split("\n")]
    printed = "\n".join(line for line in lines[:40] if line.startswith("["))
    blocks = _blocks(lines)
    heads = [b for b in blocks if _HEADS.match(b)]
    closing = [b for b in blocks if _CLOSING.match(b)]
    body_blocks = [b for b in blocks if not _HEADS.match(b) and not _CLOSING.match(b) and not re.fullmatch(r"[-_=\s]{4,}", b)]
    front = _facts(printed, " ".join(closing), body_blocks)
    paragraphs = tuple(p for block in body_blocks for p in _paragraphs(block, str(front.get("title", ""))))
    if (title := str(front.get("title", ""))) and not any(p.heading == 1 for p in paragraphs):
        paragraphs = (Paragraph(title, role=Role.HEADING, heading=1), *paragraphs)
    losses = [Loss("page numbers", pages)] if pages else []
    losses += [Loss("printed heads", len(heads), "; ".join(h[:60] for h in heads[:2]))] if heads else []
    joined = sum(b.count("\n") for b in body_blocks)
    repairs = (Repair("lines joined into paragraphs", joined),) if joined else ()
    return Imported(paragraphs, MappingProxyType(front), tuple(losses), repairs)


def _blocks(lines: list[str]) -> list[str]:
    """Paragraphs, their lines kept apart by line breaks."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            blocks.append([])
        elif (
            (line.startswith("    ") and blocks[-1])
            or _HEADS.match(line)
            or (blocks[-1] and _HEADS.match(blocks[-1][-1]) and not line.startswith(" "))
        ):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return ["\n".join(block).strip() for block in blocks if block]


def _facts(printed: str, closing: str, body: list[str]) -> dict[str, Value]:
    opening = [" ".join(b.split()) for b in body[:6]]
    head = next((b for b in opening if _PRESIDENTIAL.match(b)), "")
    fields = facts_of_text(head, f"{closing} {printed}")
    published, pages = _PUBLISHED.search(printed), _PAGES.search(printed)
    if published:
        fields["published"] = date_of(published["date"])
        if pages:
            cited = f"{published['volume']} FR {pages['first']}"
            aliases = fields.get("aliases", ())
            if "citation" in fields:
                fields["aliases"] = (*(aliases if isinstance(aliases, tuple) else ()), cited)
            else:
                fields["citation"] = cited
    if head and opening.index(head) + 1 < len(opening):
        fields["title"] = opening[opening.index(head) + 1][:400].rstrip(".")
        fields.setdefault("kind", "directive")
        fields.setdefault("issuer", "President of the United States")
    return {key: value for key, value in fields.items() if value}


def _paragraphs(block: str, title: str) -> list[Paragraph]:
    text = " ".join(block.split())
    if title and text.rstrip(".") == title:
        return [Paragraph(title, role=Role.HEADING, heading=1)]
    section = _SECTION.match(text)
    if section is None:
        label, rest = split_label(text)
        return [Paragraph(rest, label)]
    found = [Paragraph(section["title"] or "", section["label"], role=Role.HEADING, heading=2)]
    label, rest = split_label(text[section.end() :])
    return [*found, Paragraph(rest, label)] if rest or label else found
