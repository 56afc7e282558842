"""The YAML people write above a text -> strings, lists and tables, read without a library; None for any other YAML.

A history has tens of thousands of front matters, and a general reader takes a millisecond and more for
each. Read here: `key: value`, quoted without escapes, `[a, b]`, `{a: b}`, and one level of indented
`key: value` or `- value` lines. Whatever is read means the same to a YAML reader that keeps scalars as
strings (a test compares them); whatever could mean anything else is left to it.
"""

from __future__ import annotations

import re

from policytool.model.document import Value
from policytool.patterns import lazy

_ODD = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
"""Control characters, and what YAML takes for a line break or refuses."""
_FIRST = r"[A-Za-z0-9\u00a7\u00c0-\u024f]"
_LINE = rf"{_FIRST}(?:[^:#{_ODD}]|:(?=[^ \r\n])|(?<! )#)*"
_ITEM = rf"{_FIRST}[^,:#\"'{{}}\[\]&*!|>%@`\\?{_ODD}]*"
_QUOTED = rf"\"[^\"\\{_ODD}]*\"|'[^'{_ODD}]*'"
_KEY = r"[A-Za-z_][\w-]{0,80}"
_INNER_KEY = r"[A-Za-z0-9_][\w./~()-]{0,200}"
_PAIR = rf"{_KEY}: +(?:{_ITEM}|{_QUOTED})"
_END = r"(?<![ ])[ ]*\r?\n"  # a run of blanks is read once, from its beginning

_TOP = lazy(rf"(?P<key>{_KEY}):(?:[ ]+(?P<value>{_LINE}|{_QUOTED}|\[[^\r\n]*\]|\{{[^\r\n]*\}}))?{_END}", re.A)
_INNER = lazy(rf"(?P<indent>[ ]+)(?:- +|(?P<key>{_INNER_KEY}):(?:(?=[ ]*\r?$)|[ ]+))(?P<value>{_LINE}|{_QUOTED})?{_END}", re.A | re.M)
_LIST = lazy(rf"\[(?:(?:{_ITEM}|{_QUOTED})(?:, *(?:{_ITEM}|{_QUOTED}))*)?\]")
_TABLE = lazy(rf"\{{{_PAIR}(?:, *{_PAIR})*\}}", re.A)
_ITEMS = lazy(rf"(?P<value>{_QUOTED}|{_ITEM})(?:, *|$)")
_PAIRS = lazy(rf"(?P<key>{_KEY}): +(?P<value>{_QUOTED}|{_ITEM})(?:, *|$)", re.A)


def read_plain_fields(raw: str) -> dict[str, Value] | None:
    """The fields of one front matter, its opening and closing lines left off.

    >>> read_plain_fields('id: us/eo/1\\naliases: [One, "E.O. 1"]\\nsource: {url: "https://x", retrieved: 2026}\\nnotes:\\n  - Yes.\\n')
    {'id': 'us/eo/1', 'aliases': ('One', 'E.O. 1'), 'source': {'url': 'https://x', 'retrieved': '2026'}, 'notes': ('Yes.',)}
    >>> read_plain_fields("a: b: c\\n") is read_plain_fields("a: &x b\\n") is read_plain_fields("a: 1\\na: 2\\n") is None
    True
    """
    values: dict[str, Value] = {}
    at = 0
    while at < len(raw):
        match = _TOP.match(raw, at)
        if match is None or match["key"] in values:
            return None
        at = match.end()
        value: Value | None = _value(match["value"] or "")
        if match["value"] is None and raw[at : at + 1] == " ":
            value, at = _block(raw, at)
        if value is None:
            return None
        values[match["key"]] = value
    return values


def _scalar(text: str) -> str:
    return text[1:-1] if text[:1] in ("'", '"') else text.rstrip(" ")


def _value(text: str) -> Value | None:
    if text[:1] == "[":
        if not _LIST.fullmatch(text):
            return None
        return tuple(_scalar(m["value"]) for m in _ITEMS.finditer(text[1:-1]))
    if text[:1] == "{":
        if not _TABLE.fullmatch(text):
            return None
        pairs = [(m["key"], _scalar(m["value"])) for m in _PAIRS.finditer(text[1:-1])]
        return dict(pairs) if len({key for key, _ in pairs}) == len(pairs) else None
    return _scalar(text)


def _block(raw: str, at: int) -> tuple[Value | None, int]:
    """The lines indented under a key, all alike; None when they are not."""
    table: dict[str, Value] = {}
    items: list[Value] = []
    indent = ""
    while raw[at : at + 1] == " ":
        match = _INNER.match(raw, at)
        if match is None or (indent and match["indent"] != indent) or match["key"] in table:
            return None, at
        indent, at = match["indent"], match.end()
        text = _scalar(match["value"] or "")
        if match["key"] is None:
            items.append(text)
        else:
            table[match["key"]] = text
    if table and items:
        return None, at
    return (table or tuple(items)), at
