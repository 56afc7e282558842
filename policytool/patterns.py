"""Regular expressions, compiled when they are first used and kept compiled from one run to the next.

Python keeps its compiled modules but not its compiled patterns, and compiling them takes most of the time of a
short command: reading citations needs three hundred. So the command line keeps the codes that `re` hands to its
engine in the user's cache: a file of that very Python for every command, since most need a part of them only. It
holds nothing but this program's own patterns and is safe to delete. Where nothing is kept, or `re` is not built as
expected, patterns are compiled as ever.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import re
import sys
from array import array
from typing import Any, cast

from policytool.cache import read_sealed, write_sealed

MOST = 800
"""Patterns in a file; one that grew beyond, over many versions of the program, begins anew."""
_NO_PATTERN = (TypeError, ValueError, OverflowError, RuntimeError)
"""What is raised for a kept code that is none, such as one that another version of the program wrote in another form."""
_waiting: list[_Lazy] = []
"""Patterns that nobody asked for yet, as far as is known."""


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the first match is asked for.

    >>> lazy(r"(\\d+)").findall("30 or 15")
    ['30', '15']
    """
    made = _Lazy(source, flags)
    _waiting.append(made)
    return cast("re.Pattern[str]", made)


def compile_waiting() -> None:
    """Compile every pattern made so far: for whoever imports the library, so that the first call takes no longer than the next."""
    while _waiting:
        _waiting.pop().compiled()


class _Lazy:
    """Stands for a compiled pattern; takes over its methods one by one as they are used."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        if self._compiled is None:
            self._compiled = _kept.compiled(self.pattern, self._flags)
        return self._compiled

    def __getattr__(self, name: str) -> object:
        found = getattr(self.compiled(), name)
        self.__dict__[name] = found
        return found


class Kept:
    """The compiled patterns of one file; without a file, compiled by `re` alone."""

    def __init__(self, file: str = "") -> None:
        self.file = file
        self._codes: dict[tuple[str, int], tuple[Any, ...]] | None = None
        self._new = 0

    def compiled(self, source: str, flags: int = 0) -> re.Pattern[str]:
        """What `re.compile(source, flags)` is."""
        flags = int(flags)
        if not self.file:
            return re.compile(source, flags)
        if self._codes is None:
            self._codes = self._read()
        known = self._codes.get((source, flags))
        if known is not None:
            with contextlib.suppress(*_NO_PATTERN):
                return _revived(source, *known)
        found, known = _compile(source, flags)
        if known:
            self._codes[source, flags] = known
            self._new += 1
        return found

    def _read(self) -> dict[tuple[str, int], tuple[Any, ...]]:
        body = read_sealed(self.file)
        try:
            return dict(marshal.loads(body)) if body else {}
        except (ValueError, TypeError, EOFError):
            return {}

    def save(self) -> None:
        """Write what was compiled anew, if anything was, beside what was there."""
        if self._codes and self._new:
            newest = list(self._codes.items())
            write_sealed(self.file, marshal.dumps(newest if len(newest) <= MOST else newest[-self._new :]))
            self._new = 0


_kept = Kept()


def keep_patterns(folder: str, command: str) -> Kept:
    """Keep the patterns of a command in a file of this folder from now on: the command line's choice; a library that is imported writes nothing."""
    global _kept
    _kept = Kept(os.path.join(folder, f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{command}"))
    return _kept


def _compile(source: str, flags: int) -> tuple[re.Pattern[str], tuple[Any, ...]]:
    """A pattern, and what `_revived` needs to make it again: empty where `re` is built otherwise."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(source, flags)
        code = array("I", _compiler._code(parsed, flags)).tobytes()
        groups = [None] * parsed.state.groups
        for name, n in parsed.state.groupdict.items():
            groups[n] = name
        known = (flags | parsed.state.flags, code, parsed.state.groups - 1, dict(parsed.state.groupdict), tuple(groups))
        return _revived(source, *known), known
    except (ImportError, AttributeError, TypeError, OverflowError):
        return re.compile(source, flags), ()


def _revived(source: str, flags: int, code: bytes, groups: int, names: dict[str, int], by_number: tuple[str | None, ...]) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    return cast("re.Pattern[str]", _sre.compile(source, flags, memoryview(code).cast("I").tolist(), groups, names, by_number))
