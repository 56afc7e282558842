"""Regular expressions that are compiled when they are first used.

Compiling all the patterns of a comparison took a third of its start-up; most runs need half of them.
"""

from __future__ import annotations

import re
from typing import cast


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the first match is asked for.

    >>> lazy(r"(\\d+)").findall("30 or 15")
    ['30', '15']
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))


class _Lazy:
    """Stands for a compiled pattern; takes over its methods one by one as they are used."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        found = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = found
        return found
