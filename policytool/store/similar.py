"""A name that no document has -> the documents that may have been meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policytool.patterns import lazy

MOST = 5
_WORD = lazy(r"\w+")


def similar(name: str, titles: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Ids of up to five documents, each with its title and aliases in `titles`: those that hold the name, else all its words, else the most alike.

    >>> similar("welcome city", {"mcc/2-173": ["Welcoming City Ordinance", "WCO"], "eo/1": ["An Order"]})
    ('mcc/2-173',)
    """
    asked = name.casefold().strip()
    if len(asked) < 2:
        return ()
    known = {docid: [docid.casefold(), *(t.casefold() for t in said)] for docid, said in titles.items()}
    found = [docid for docid, said in known.items() if len(asked) > 2 and any(asked in one for one in said)]
    words = _WORD.findall(asked)
    found = found or [docid for docid, said in known.items() if words and all(any(w in one for one in said) for w in words)]
    if not found:
        scored = sorted(((_likeness(asked, said), docid) for docid, said in known.items()), key=lambda s: (-s[0], s[1]))
        found = [docid for score, docid in scored if score >= 0.6]
    return tuple(found[:MOST])


def _likeness(asked: str, said: Sequence[str]) -> float:
    """How much alike a name is to the nearest of some others: to one as a whole, its last part, or as many of its words."""
    size = len(asked.split())
    pieces = {one for name in said for one in (name, name.rpartition("/")[2], " ".join(name.split()[:size]))}
    from difflib import SequenceMatcher  # lazy: most documents are found

    return max(SequenceMatcher(None, asked, piece).ratio() for piece in pieces)
