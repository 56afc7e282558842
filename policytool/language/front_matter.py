"""The YAML before a text -> plain strings, lists and tables.

Front matter comes from anyone's repository, so it is read as data only: every scalar stays text
(`NO` is not False, `2021-01-27` is validated where a date is meant), anchors and aliases are refused
before anything is built, depth and size are capped. The pure-Python loader is used on purpose: the C
one can crash on deep nesting.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from policytool.errors import BadInput
from policytool.language.plain_fields import read_plain_fields
from policytool.model.document import FrontMatter, Value
from policytool.patterns import lazy

if TYPE_CHECKING:
    from yaml.events import Event

MAX_BYTES = 64 * 1024
MAX_DEPTH = 6
_OPENING = lazy(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = lazy(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a text; empty when it has none.

    Raises BadInput when it is opened and cannot be read: broken YAML, an anchor or alias, more than
    64 KiB, nesting deeper than six, or no table at the top.

    >>> read_front_matter("---\\nid: us/eo/1\\nadopted: 2021-01-27\\n---\\ntext").text("adopted")
    '2021-01-27'
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(end=1 if text.startswith("\ufeff") else 0)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return FrontMatter(end=0)  # a rule at the top of a text, not front matter
    raw = text[opening.end() : closing.start()]
    end = min(closing.end() + 1, len(text)) if text[closing.end() : closing.end() + 1] == "\n" else closing.end()
    if len(raw) <= MAX_BYTES and (plain := read_plain_fields(raw)) is not None:
        return FrontMatter(MappingProxyType(plain), end)
    if len(raw) > MAX_BYTES:
        raise BadInput(
            f"front matter of {len(raw):,} characters; at most {MAX_BYTES:,} are read. Move long data out of it, or close it with a line of ---"
        )
    return FrontMatter(_load(raw), end)


def _load(raw: str) -> MappingProxyType[str, Value]:
    import yaml  # lazy: start-up

    try:
        depth = 0
        for event in yaml.parse(raw, Loader=yaml.BaseLoader):
            depth = _checked_depth(event, depth)
        loaded = yaml.load(raw, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 2}" if mark else ""
        raise BadInput(
            f"front matter is not readable YAML{place}: {getattr(error, 'problem', None) or 'malformed'}. Quote values that contain ': ' or '#'"
        ) from None
    except RecursionError:
        raise BadInput(f"front matter is nested deeper than {MAX_DEPTH} levels") from None
    if loaded is None or loaded == "":
        return MappingProxyType({})
    if not isinstance(loaded, dict):
        raise BadInput("front matter is not a table of `key: value` lines")
    frozen = _freeze(loaded)
    assert isinstance(frozen, MappingProxyType)
    return frozen


def _checked_depth(event: Event, depth: int) -> int:
    name = type(event).__name__
    if name == "AliasEvent" or getattr(event, "anchor", None):
        raise BadInput("front matter uses a YAML anchor or alias; write the value out")
    if name in ("SequenceStartEvent", "MappingStartEvent"):
        depth += 1
        if depth > MAX_DEPTH:
            raise BadInput(f"front matter is nested deeper than {MAX_DEPTH} levels")
    elif name in ("SequenceEndEvent", "MappingEndEvent"):
        depth -= 1
    return depth


def _freeze(value: object) -> Value:
    if isinstance(value, dict):
        return MappingProxyType({str(k): _freeze(v) for k, v in value.items()})
    if isinstance(value, list):
        return tuple(_freeze(v) for v in value)
    return str(value)
