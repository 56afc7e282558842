"""Terms that are said to be defined where they are not."""

from __future__ import annotations

from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, place_of
from policytool.language.word_forms import forms_of
from policytool.model.finding import Finding, Severity
from policytool.model.resolution import Status
from policytool.patterns import lazy

_AS_DEFINED = lazy(r"[“\"](?P<term>[^“”\"\n]{1,60}?)[,.]?[”\"],?\s+(?:as\s+)?defined\s+in\s+(?=[Ss]ection|[Ss]ubsection|this)")


def find(subject: Subject) -> Iterator[Finding]:
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


CHECK = Check({"undefined-term": "A term is said to be defined in this document and is not"}, find)
