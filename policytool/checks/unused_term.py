"""Defined terms that nothing uses within their scope."""

from __future__ import annotations

from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, place_of
from policytool.language.stems import stems_of
from policytool.language.word_forms import forms_of
from policytool.model.citation import DefinedTerm
from policytool.model.clause import Kind
from policytool.model.finding import Finding, Severity

_WIDER = frozenset(("part", "subpart", "article", "division", "chapter", "subchapter", "title", "subtitle", "code"))


def find(subject: Subject) -> Iterator[Finding]:
    """`unused-term`, in document order."""
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


CHECK = Check({"unused-term": "A defined term is used nowhere in its scope"}, find)
