"""A word or term -> the forms it is used in: singular and plural."""

from __future__ import annotations

import re


def forms_of(term: str) -> tuple[str, ...]:
    """The forms in which a term is used, without its possessives.

    >>> forms_of("agency"), forms_of("Detainers"), forms_of("status")
    (('agency', 'agencies'), ('Detainers', 'Detainer'), ('status', 'statuses'))
    """
    head, space, last = term.rpartition(" ")
    if not last or not last[-1].isalpha():
        return (term,)
    if re.search(r"[^aeiou]y$", last):
        other = last[:-1] + "ies"
    elif last.endswith("ies") and len(last) > 4:
        other = last[:-3] + "y"
    elif last.endswith(("ss", "us", "is", "x", "ch", "sh", "z")):
        other = last + "es"
    elif last.endswith("s") and len(last) > 3:
        other = last[:-1]
    else:
        other = last + "s"
    return term, head + space + other
