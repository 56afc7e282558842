"""Terms that are defined twice for one scope, in different words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytool.checks.subject import Check, Subject, place_of
from policytool.model.citation import DefinedTerm
from policytool.model.finding import Finding, Severity
from policytool.patterns import lazy

_MEANS = lazy(r"(?:shall\s+)?(?:means?|refers?\s+to|ha(?:s|ve)\s+the)\b|(?:is|are)\s+defined\b", re.I)
_ADDS = lazy(r"(?:shall\s+|does\s+|do\s+)?(?:not\s+)?includes?\b|does\s+not\s+mean\b", re.I)


def find(subject: Subject) -> Iterator[Finding]:
    """`term-defined-twice`, in document order."""
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


CHECK = Check({"term-defined-twice": "A term is defined twice for the same scope, in different words"}, find)
