"""A document's clauses -> its defined terms: where each is defined, what it means, how far it reaches, where it is used.

    "Agency" means every department ...          a definition clause or sentence
    the term "record" has the meaning given ...   the same, with "the term"
    the Department of Widgets (the "Department")  an abbreviation: the words before it are its definition
    hereinafter the "Program"

Uses are whole words: singular, plural and possessive, in the case of the term or in lower case where the
term itself is in lower case. Within its scope a term defined nearer hides one defined further out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policytool.language.gaps import GAP, S
from policytool.language.word_forms import forms_of
from policytool.model.citation import DefinedTerm, Use
from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.patterns import lazy

__all__ = ["find_terms", "forms_of"]

_NAME = r"(?:[“\"«](?P<{0}>[^“”\"«»\n]{{1,90}}?)[,.]?[”\"»]|[*_]{{1,3}}[“\"]?(?P<{0}_marked>[^*_“”\"\n]{{1,90}}?)[,.]?[”\"]?[*_]{{1,3}})"
_MEANS = rf"(?:means?|shall{S}mean|ha(?:s|ve){S}the{S}(?:same{S})?meanings?|shall{S}have{S}the{S}(?:same{S})?meanings?|includes?|shall{S}include|is{S}defined|are{S}defined|refers?{S}to|shall{S}refer{S}to|does{S}not{S}(?:mean|include))\b"
_DEFINES = lazy(
    rf"{_NAME.format('name')}(?P<also>(?:,?{S}(?:or|and){S}(?:the{S}(?:term|word)s?{S})?{_NAME.format('second')})?)"
    rf"(?:,?{S}(?:as{S}used{S}in|when{S}used{S}in|for{S}(?:the{S})?purposes?{S}of|with{S}respect{S}to)[^.;:“”\"\n]{{1,120}}?,?)?{S}(?P<means>{_MEANS})"
)
_ADDS = lazy(rf"(?:shall{S})?includes?\b")
"""Behind bold words in mid-sentence this is a plain verb: the **standard terms** include a clause."""
_OPENS = lazy(_MEANS)
_SHORTENS = lazy(
    rf"(?:\((?:(?:each|all|any|together|collectively|individually)[^()“”\"\n]{{0,40}}?,?{S})?(?:hereinafter|hereafter|herein)?,?{GAP}{{0,4}}(?:(?:referred{S}to|known){S}(?:herein{S})?as{S})?(?:the{S}|an?{S}|this{S})?"
    rf"[“\"](?P<given>[^“”\"\n]{{1,60}}?)[,.]?[”\"]\)|\bherein(?:after)?,?{S}(?:(?:referred{S}to|known){S}as{S})?(?:the{S})?[“\"](?P<after>[^“”\"\n]{{1,60}}?)[,.]?[”\"])"
)
_SCOPE = lazy(
    rf"\b(?:[Aa]s{S}used{S}in|[Ww]hen{S}used{S}in|[Ff]or{S}(?:the{S})?purposes?{S}of|[Ii]n|[Uu]nder|[Tt]hroughout|[Ff]or){S}(?P<scope>this{S}(?:section|subsection|paragraph|subparagraph|clause|chapter|subchapter|title|subtitle|"
    r"part|subpart|article|division|act|order|ordinance|code|rule|regulation|policy|directive|document|compact))\b",
    re.I,
)
_NARROW = {"paragraph": 1, "subparagraph": 1, "clause": 1, "subsection": 1, "section": 0}
_WHOLE = frozenset(("act", "order", "ordinance", "code", "rule", "regulation", "policy", "directive", "document", "compact"))
_SENTENCE_END = lazy(r"(?<=[.;])\s+(?=[“\"«]|[A-Z(])")
_SENTENCE_START = lazy(r"[;:]\s|(?<=[a-z)”\"]{2})\.\s+(?=[A-Z“\"(])")
"""Not the points in 8 U.S.C. 1373."""
_WORD = lazy(r"\w+")
MOST = 2000
"""Terms of one document, at most."""


def find_terms(document: Document) -> tuple[DefinedTerm, ...]:
    """The defined terms of `document`, in order of definition, each with every clause that uses it inside its scope."""
    clauses = [c for c in document.clauses() if c.kind is not Kind.CODE]
    parents = _parents_of(document)
    found: list[DefinedTerm] = []
    leads = {c.id: c.text[-240:] for c in clauses if c.text}
    for clause in clauses:
        found += _terms_of(clause, parents, leads)
    found = _without_repeats(found)[:MOST]
    return tuple(_with_uses(found, clauses, parents))


def _parents_of(document: Document) -> dict[str, str]:
    """Clause id -> id of the clause that holds it, "" at the top."""
    parents: dict[str, str] = {}
    stack: list[tuple[Clause, str]] = [(c, "") for c in document.top]
    while stack:
        clause, parent = stack.pop()
        parents[clause.id] = parent
        stack += [(child, clause.id) for child in clause.children]
    return parents


def _terms_of(clause: Clause, parents: dict[str, str], leads: dict[str, str]) -> list[DefinedTerm]:
    text = clause.text
    found: list[DefinedTerm] = []
    if clause.heading and _OPENS.match(text):  # a run-in heading: **Lot** means land
        limits, covered = _scope_of(text, None, clause, parents, leads)
        name = _clean(clause.heading.strip("*_“”\"«» "))
        found.append(DefinedTerm(name, _definition_after(text, 0), clause.id, (0, 0), limits, covered))
    if not any(mark in text for mark in "“\"«*_"):
        return found
    for match in _DEFINES.finditer(text):
        definition = _definition_after(text, match.start("means"))
        scope, scope_id = _scope_of(text, match, clause, parents, leads)
        for group in ("name", "name_marked", "second", "second_marked"):
            if match[group] and not (group.endswith("marked") and _ADDS.match(definition) and text[: match.start()].strip(" (*_“\"")):
                found.append(DefinedTerm(_clean(match[group]), definition, clause.id, match.span(group), scope, scope_id))
    taken = {t.span for t in found}
    for match in _SHORTENS.finditer(text):
        group = "given" if match["given"] else "after"
        if match.span(group) not in taken and not match[group].isdigit():
            before = text[max(0, match.start() - 200) : match.start()]
            found.append(DefinedTerm(_clean(match[group]), _abbreviated(before), clause.id, match.span(group), "", ""))
    return sorted(found, key=lambda t: t.span)


def _clean(name: str) -> str:
    return " ".join(name.split()).strip(" ,.;:*_")


def _definition_after(text: str, start: int) -> str:
    """From "means" to the end of the sentence, or to the next definition."""
    tail = text[start : start + 4000]
    following = _DEFINES.search(tail)
    limit = following.start() if following else len(tail)
    end = next((m.start() for m in _SENTENCE_END.finditer(tail) if m.start() <= limit and tail[m.start() - 1] == "."), limit)
    return " ".join(tail[:end].split()).rstrip(" ;,“\"«")


def _abbreviated(before: str) -> str:
    """The name that an abbreviation in brackets stands for: the run of capitalised words just before it, else the clause of words.

    >>> _abbreviated("The records of the Department of Public Widgets "), _abbreviated("It ends. Places that refuse under 8 U.S.C. 1373 ")
    ('Department of Public Widgets', 'Places that refuse under 8 U.S.C. 1373')
    """
    before = before[max((m.end() for m in _SHORTENS.finditer(before)), default=0) :]  # (the "A") and the board (the "B")
    words = before.split()
    first = len(words)
    for place in range(len(words) - 1, -1, -1):
        word = words[place].strip(",")
        if word[:1].isupper() or word in ("of", "and", "for", "the", "on", "&"):
            first = place
            continue
        break
    while first < len(words) and (words[first] in ("of", "and", "for", "the", "on", "&", "The")):
        first += 1
    if first < len(words):
        return " ".join(words[first:]).strip(" ,")
    return " ".join(_SENTENCE_START.split(before)[-1].split()).strip(" ,").removeprefix("and ")


def _scope_of(text: str, match: re.Match[str] | None, clause: Clause, parents: dict[str, str], leads: dict[str, str]) -> tuple[str, str]:
    """(the words that limit a term, the clause they limit it to): before it in its sentence, or in the lead-in above it."""
    sentence = text[text.rfind(". ", 0, match.start()) + 1 : match.start("means")][-400:] if match else ""
    scope = _SCOPE.search(sentence)
    place = clause.id
    while scope is None and (place := parents.get(place, "")):
        lead = leads.get(place, "")
        scope = _SCOPE.search(lead) if lead.rstrip().endswith((":", "—", "–", ",")) else None
    return (_words(scope), _scope_id(_words(scope), place or clause.id, parents)) if scope else ("", "")


def _words(scope: re.Match[str]) -> str:
    return " ".join(scope["scope"].lower().split())


def _scope_id(scope: str, clause_id: str, parents: dict[str, str]) -> str:
    """The id of the clause whose subtree `scope` covers, seen from `clause_id`; "" for the whole document."""
    unit = scope.partition(" ")[2]
    if unit in _WHOLE:
        return ""
    chain = [clause_id]
    while parents.get(chain[-1]):
        chain.append(parents[chain[-1]])
    chain.reverse()
    section = next((i for i, c in enumerate(chain) if re.match(r"(?:s|art-)?\d|(?:s|art)-", c.rpartition("/")[2])), None)
    if unit not in _NARROW:
        return chain[section - 1] if section else ""
    if section is None:
        return chain[0]
    depth = {"section": 0, "subsection": 1, "paragraph": 2, "subparagraph": 3, "clause": 4}[unit]
    return chain[min(section + depth, len(chain) - 1)]


def _without_repeats(found: Iterable[DefinedTerm]) -> list[DefinedTerm]:
    """The first definition of a term in a scope; a second one in the same clause is its continuation."""
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for term in found:
        key = (term.term.casefold(), term.scope_id, term.clause_id)
        if term.term and key not in seen:
            seen.add(key)
            kept.append(term)
    return kept


def _with_uses(terms: list[DefinedTerm], clauses: list[Clause], parents: dict[str, str]) -> list[DefinedTerm]:
    """The terms with their uses, found in one pass over the words of each clause."""
    by_form: dict[str, list[int]] = {}
    for place, term in enumerate(terms):
        for form in forms_of(term.term):
            by_form.setdefault(form.casefold(), []).append(place)
    forms = _by_first_word(by_form)
    defined = {(t.clause_id, t.span) for t in terms}
    uses: dict[int, list[Use]] = {place: [] for place in range(len(terms))}
    for clause in clauses if forms else ():
        inside = _ancestors(clause.id, parents)
        for span, form in _mentions(clause.text, forms):
            meant = _meant(clause.text[span[0]], by_form[form], terms, inside)
            if meant is not None and (clause.id, span) not in defined and not _in_full_name(terms[meant], clause.id, span):
                uses[meant].append(Use(clause.id, span))
    return [replace(term, uses=tuple(uses[place])) for place, term in enumerate(terms)]


def _in_full_name(term: DefinedTerm, clause_id: str, span: tuple[int, int]) -> bool:
    """Whether a mention is part of the name that an abbreviation shortens: the Department of Widgets (the "Department")."""
    return clause_id == term.clause_id and span[1] <= term.span[0] <= span[0] + len(term.definition) + 40 and not _OPENS.match(term.definition)


def _by_first_word(forms: Iterable[str]) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """First word of a form -> the forms that begin so, longest first."""
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        words = rf"{GAP}{{1,3}}".join(re.escape(w) for w in form.split())
        pattern = re.compile(rf"({words})(?:[’']s|(?<=s)[’'])?(?![\w-]|[’']\w)", re.I)
        if first := _WORD.search(form):
            found.setdefault(first[0], []).append((pattern, form))
    return found


def _mentions(text: str, forms: dict[str, list[tuple[re.Pattern[str], str]]]) -> Iterator[tuple[tuple[int, int], str]]:
    """The spans in `text` of whole-word forms, the longest where several begin."""
    at = 0
    for word in _WORD.finditer(text):
        if word.start() < at or (word.start() and text[word.start() - 1] in "-’'"):
            continue
        for pattern, form in forms.get(word[0].casefold(), ()):
            if match := pattern.match(text, word.start()):
                at = match.end()
                yield match.span(1), form
                break


def _ancestors(clause_id: str, parents: dict[str, str]) -> set[str]:
    found = {"", clause_id}
    while parent := parents.get(clause_id, ""):
        found.add(parent)
        clause_id = parent
    return found


def _meant(initial: str, places: list[int], terms: list[DefinedTerm], inside: set[str]) -> int | None:
    """Which of the terms of this form is meant here: the one with the narrowest scope that covers the place.

    A term written with a capital is used with one; "Agency" and "agency" may be two things.
    """
    fitting = [p for p in places if terms[p].scope_id in inside and (terms[p].term[:1].islower() or initial == terms[p].term[:1] or _may_be_lower(terms[p].term))]
    return max(fitting, key=lambda p: (len(terms[p].scope_id), -p), default=None)


def _may_be_lower(term: str) -> bool:
    """A definition begins with a capital because it begins a sentence: `"Agency" means` defines agency too; `"ICE"` and `"City Clerk"` stay.

    >>> _may_be_lower("Agency"), _may_be_lower("ICE"), _may_be_lower("Civil immigration warrant"), _may_be_lower("City Clerk")
    (True, False, True, False)
    """
    rest = term[1:]
    return rest == rest.lower()
