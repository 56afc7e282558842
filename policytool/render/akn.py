"""A document -> Akoma Ntoso 3.0 (OASIS LegalDocML), the tree of clauses as hierarchical elements.

Sections and clauses become `section`, `subsection`, `paragraph` ... by depth, with `num`, `heading`, `intro`, `content`
and `wrapUp`; what the standard has no element for is an `hcontainer` named by its kind. eIds are clause ids made into XML names,
and the clause id itself stands in `wId`. Front matter is kept in `proprietary`, so that an import gives it back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from policytool.language.facts import version_date
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document, Value
from policytool.parsing.profiles import SAMPLE, choose_profile
from policytool.patterns import lazy

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:policytool:front-matter"
LEVELS = ("subsection", "paragraph", "subparagraph", "clause", "subclause", "indent", "alinea", "point")
"""Elements of the clauses below a section, outermost first; deeper ones are `level`."""
_LANGUAGES = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es"}
_LANGUAGE = lazy(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_ENGLISH = lazy(r"\b(?:the|of|and|shall|may|for|to|in)\b(?:[^\n]{1,60}\b(?:the|of|and|shall|may|for|to|in)\b){2}")
"""Three small words within a line."""
_INVALID = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def render_akn(document: Document, date: str = "") -> str:
    """The document as one Akoma Ntoso file. Same document, same bytes. A version date takes the place of the document's own."""
    front = document.front_matter
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}">\n<{_type(front.text("kind"))} name="{_word(front.text("kind") or "document")}">\n'
    body = "\n".join(_body(document))
    return f"{head}{_meta(document, date or version_date(front)[0])}\n<body>\n{body}\n</body>\n</{_type(front.text('kind'))}>\n</akomaNtoso>\n"


def _type(kind: str) -> str:
    return "statement" if kind in ("statement", "policy") else "act"


def _word(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text) or "document"


def words(text: str) -> str:
    """Text as XML can hold it; a character it cannot hold is shown as its code point."""
    return escape(_INVALID.sub(lambda m: f"<U+{ord(m[0]):04X}>", text))


def _attribute(text: str) -> str:
    return quoteattr(_INVALID.sub("", " ".join(text.split())))


def _meta(document: Document, date: str) -> str:
    front, language = document.front_matter, language_of(document)
    uri = f"/akn/{_word(document.id or front.text('id') or 'document')}"
    expression = f"{uri}/{language}{f'@{date}' if date else ''}"
    day, said = _day(date)
    levels = []
    for name, value in (("Work", uri), ("Expression", expression), ("Manifestation", f"{expression}/main.xml")):
        extra = f'<FRBRcountry value="{_country(document)}"/>' if name == "Work" else f'<FRBRlanguage language="{language}"/>' if name == "Expression" else ""
        levels.append(
            f"<FRBR{name}><FRBRthis value={_attribute(value)}/><FRBRuri value={_attribute(value)}/>"
            f'<FRBRdate date="{day}" name="{said}"/><FRBRauthor href="#policytool"/>{extra}</FRBR{name}>'
        )
    fields = "".join(_field(key, value) for key, value in front.values.items())
    return (
        f'<meta><identification source="#policytool">{"".join(levels)}</identification>'
        f'<references source="#policytool"><TLCOrganization eId="policytool" href="/policytool" showAs="policytool"/></references>'
        f'<proprietary source="#policytool"><fields xmlns="{OWN}">{fields}</fields></proprietary></meta>'
    )


def _day(date: str) -> tuple[str, str]:
    """A version date as the standard, which wants a day, can hold it, and what that day is."""
    match date.count("-") if date else -1:
        case 2:
            return date, "version"
        case 1:
            return f"{date}-01", "first day of the month of the version, whose day is not known"
        case 0:
            return f"{date}-01-01", "first day of the year of the version, whose day is not known"
    return "1000-01-01", "not a date: no version date is known"


def language_of(document: Document) -> str:
    """The language of a text as its front matter, its id or its words say; `und` when none does.

    >>> from policytool import parse
    >>> [language_of(parse(s)) for s in ("---\\nlanguage: Deutsch\\n---\\n", "The clerk of the town keeps the keys.", "Hm.")]
    ['de', 'en', 'und']
    """
    said = document.front_matter.text("language").casefold()
    said = _LANGUAGES.get(said, said)
    if said:
        return said if _LANGUAGE.fullmatch(said) else "und"
    opening = document.source[document.front_matter.end :]
    profile = choose_profile(document.id, opening)
    if profile.name != "common" or _country(document) == "us" or _ENGLISH.search(opening[:SAMPLE]):
        return profile.language.value
    return "und"


def _country(document: Document) -> str:
    """The country whose law it is, as its id or jurisdiction says; `zz`, which no country has, when neither does."""
    first = re.split("[-/]", document.id, maxsplit=1)[0].casefold()
    if first in ("us", "fr", "de", "es"):
        return first
    return "us" if re.search(r"\bUnited States\b|\bU\.S\.|\bUSA\b", document.front_matter.text("jurisdiction")) else "zz"


def _field(key: str, value: Value) -> str:
    """One field of front matter; lists and tables as elements inside it."""
    if isinstance(value, str):
        return f"<field name={_attribute(key)}>{words(value)}</field>"
    if isinstance(value, Mapping):
        return f'<field name={_attribute(key)} form="table">{"".join(_field(k, v) for k, v in value.items())}</field>'
    return f'<field name={_attribute(key)} form="list">{"".join(_field("", v) for v in value)}</field>'


def _body(document: Document) -> Iterator[str]:
    """The elements of all clauses, without recursion."""
    stack: list[tuple[Clause, int] | str] = [(c, 0) for c in reversed(document.top)]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        clause, below = node
        tag, name = _element(clause, below)
        yield f"<{tag}{name} eId={_attribute(_eid(clause.id))} wId={_attribute(clause.id)}>{_num(clause)}"
        children = clause.children
        before, between = _pieces(document.source, clause, children)
        inner = below + 1 if clause.kind in (Kind.SECTION, Kind.CLAUSE, Kind.DEFINITION) or below else 0
        if not children:
            yield f"<content>{_paragraphs(before)}</content></{tag}>"
            continue
        if before:
            yield f"<intro>{_paragraphs(before)}</intro>"
        stack.append(f"</{tag}>")
        for at in range(len(children) - 1, -1, -1):
            if between[at]:
                stack.append(f"<wrapUp>{_paragraphs(between[at])}</wrapUp>")
            stack.append((children[at], inner))


def _eid(ident: str) -> str:
    return re.sub(r"[^\w.-]", "_", ident.replace("/", "__").replace("~", "-dup"))


def _element(clause: Clause, below: int) -> tuple[str, str]:
    """The element of a clause, and its name attribute for one the standard has no element for."""
    if clause.kind is Kind.SECTION:
        return "section", ""
    if clause.kind is Kind.CLAUSE:
        return (LEVELS[below - 1] if 0 < below <= len(LEVELS) else "level"), ""
    return "hcontainer", f' name="{clause.kind.value}"'


def _num(clause: Clause) -> str:
    """Number and heading; the term of a definition stands in its words already."""
    num = f"<num>{words(clause.label)}</num>" if clause.label else ""
    return num + (f"<heading>{words(clause.heading)}</heading>" if clause.heading and clause.kind is not Kind.DEFINITION else "")


def _pieces(source: str, clause: Clause, children: tuple[Clause, ...]) -> tuple[list[str], list[list[str]]]:
    """A clause's own words before its first child, and those after each child."""
    before: list[str] = []
    between: list[list[str]] = [[] for _ in children]
    starts = [child.span[0] for child in children]
    for start, end in clause.pieces:
        last = bisect_right(starts, start) - 1
        (before if last < 0 else between[last]).append(source[start:end])
    if not clause.pieces and clause.text:
        before.append(clause.text)
    return before, between


def _paragraphs(pieces: list[str]) -> str:
    return "".join(
        f"<p>{words(piece if chr(10) + '|' in piece or piece.startswith('>') else ' '.join(piece.split()))}</p>" for piece in pieces
    )
