"""Defined terms that nothing uses, terms defined twice in one scope, and terms said to be defined where they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, place_of
from policytool.language.stems import stems_of
from policytool.language.word_forms import forms_of
from policytool.model.citation import DefinedTerm
from policytool.model.clause import Kind
from policytool.model.finding import Finding, Severity
from policytool.model.resolution import Status

_WIDER = frozenset(("part", "subpart", "article", "division", "chapter", "subchapter", "title", "subtitle", "code"))
_MEANS = re.compile(r"(?:shall\s+)?(?:means?|refers?\s+to|ha(?:s|ve)\s+the)\b|(?:is|are)\s+defined\b", re.I)
_ADDS = re.compile(r"(?:shall\s+|does\s+|do\s+)?(?:not\s+)?includes?\b|does\s+not\s+mean\b", re.I)
_AS_DEFINED = re.compile(r"[“\"](?P<term>[^“”\"\n]{1,60}?)[,.]?[”\"],?\s+(?:as\s+)?defined\s+in\s+(?=[Ss]ection|[Ss]ubsection|this)")


def find(subject: Subject) -> Iterator[Finding]:
    """`unused-term`, `term-defined-twice` and `undefined-term`."""
    yield from _unused(subject)
    yield from _twice(subject)
    yield from _undefined(subject)


def _unused(subject: Subject) -> Iterator[Finding]:
    if subject.is_partial:
        return  # the clauses that use it may have been left out
    alone = sum(s.kind is Kind.SECTION for s in subject.document.reader.sections) == 1
    text = subject.document.source.casefold()
    stems = {c.id: _beginnings(c.text) for c in subject.document.clauses()}
    for term in subject.terms:
        if alone and _reaches_further(term):
            continue
        said = max(text.count(form.casefold()) for form in forms_of(term.term))
        sought = _beginnings(term.term)  # "verbally abuse" uses "verbal abuse"
        if not term.uses and said < 2 and not any(sought in words for ident, words in stems.items() if ident != term.clause_id):
            yield Finding(
                "unused-term", Severity.NOTE, f"“{term.term}” is defined and used nowhere in its scope",
                term.clause_id, place_of(subject, term.clause_id, term.span),
            )  # fmt: skip


def _reaches_further(term: DefinedTerm) -> bool:
    """Whether a term of a text that is one section is defined for more than a section: "in this chapter"."""
    return term.scope.removeprefix("this ") in _WIDER


def _beginnings(text: str) -> str:
    """The first five letters of each word's stem, which every form of the word shares."""
    return f" {' '.join(s[:5] for s in stems_of(text))} "


def _twice(subject: Subject) -> Iterator[Finding]:
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for term in subject.terms:
        if _ADDS.match(term.definition) or not _is_certain(term):
            continue  # "includes" adds to what the term means, and may be said again
        key = (term.term, term.scope_id)
        before = seen.setdefault(key, (term.clause_id, term.definition))
        if before[0] != term.clause_id and before[1] != term.definition:
            yield Finding(
                "term-defined-twice", Severity.WARNING, f"“{term.term}” was already defined in {before[0]}, in other words and for the same scope",
                term.clause_id, place_of(subject, term.clause_id, term.span),
            )  # fmt: skip


def _is_certain(term: DefinedTerm) -> bool:
    """Whether the definition is what the text says it is: "means ..."; of an abbreviation, the name before it must hold its words or initials."""
    if _MEANS.match(term.definition):
        return True
    words = [w for w in re.findall(r"\w+", term.definition) if w[:1].isupper()]
    short = term.term.casefold()
    return short in term.definition.casefold() or short == "".join(w[0] for w in words).casefold()


def _undefined(subject: Subject) -> Iterator[Finding]:
    """A term in quotation marks "as defined in section 2", where section 2 is this document's own and does not define it."""
    known = {form.casefold() for term in subject.terms for form in forms_of(term.term)}
    held = {(one.clause_id, one.span[0]) for one in subject.resolutions if one.status is Status.RESOLVED and one.target_docid == subject.document.id}
    for clause in subject.document.clauses():
        for match in _AS_DEFINED.finditer(clause.text):
            if match["term"].casefold() not in known and (clause.id, match.end()) in held:
                yield Finding(
                    "undefined-term", Severity.WARNING, f"“{match['term']}” is said to be defined here and is not",
                    clause.id, place_of(subject, clause.id, match.span("term")),
                )  # fmt: skip


CHECK = Check(("unused-term", "term-defined-twice", "undefined-term"), find)
