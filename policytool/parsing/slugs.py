"""Words -> the part of an id that names what has no number: a heading, a term, an opening.

An id must not change when words elsewhere do, so that it is made of the clause's own first words alone.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache


@lru_cache(maxsize=20_000)
def slug_of(words: str, limit: int = 60) -> str:
    """A heading or term as it stands in an id.

    >>> slug_of("Administrative Warrant (civil)"), slug_of("§")
    ('administrative-warrant-civil', '')
    """
    slug = re.sub(r"[^\w]+", "-", words.casefold().replace("’", "").replace("'", "")).strip("-")
    return slug if len(slug) <= limit else slug[:limit].rpartition("-")[0] or slug[:limit]


def opening_id(words: str) -> str:
    """`p-` and six hex digits of the first eight words, letters and digits only, in lower case.

    >>> opening_id("The City stands by its policy.") == opening_id("the  city stands by its policy")
    True
    """
    normal = " ".join(re.findall(r"\w+", words.casefold())[:8])
    return "p-" + hashlib.sha256(normal.encode()).hexdigest()[:6]
