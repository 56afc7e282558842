"""A text and some fields -> the same text with these fields in its front matter, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policytool.errors import BadInput
from policytool.language.front_matter import read_front_matter
from policytool.patterns import lazy

_OPENING = lazy(r"\ufeff?---[ \t]*(\r?\n)")
_NAME = lazy(r"^([\w-]+)[ \t]*:(?=\s)", re.M)
_CLOSING = lazy(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)


def set_fields(data: bytes, fields: Mapping[str, str], name: str) -> bytes:
    """Set `fields`, in place where they stand, else at the end; `name` is what messages call the text.

    Raises BadInput when the front matter is written so that a line cannot be set in it.

    >>> set_fields(b"---\\nid: us/eo/1\\nrepealed:\\n---\\ntext", {"repealed": "1976-02-19"}, "it")
    b'---\\nid: us/eo/1\\nrepealed: 1976-02-19\\n---\\ntext'
    >>> set_fields(b"text", {"id": "us/eo/1"}, "it")
    b'---\\nid: us/eo/1\\n---\\n\\ntext'
    """
    text = data.decode("utf-8")
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        new = "\r\n" if "\r\n" in text[:4000] else "\n"
        block = "".join(f"{key}: {value}{new}" for key, value in fields.items())
        result = f"---{new}{block}---{new}{new}{text.removeprefix(chr(0xFEFF))}"
    else:
        raw = text[opening.end() : closing.start()]
        for key, value in fields.items():
            raw = _set(raw, key, value, opening[1])
        result = text[: opening.end()] + raw + text[closing.start() :]
    front = read_front_matter(result)
    for key, value in fields.items():
        if front.text(key) != value:
            raise BadInput(f"the front matter of {name} is written so that `{key}: {value}` cannot be set in it; write that line by hand")
    return result.encode()


def repeated_field(text: str) -> str:
    """The first field that the front matter of a text gives twice, "" when none; readers disagree on which one counts.

    >>> repeated_field("---\\nadopted: 2020\\ntitle: A\\nadopted: 2021\\n---\\n")
    'adopted'
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    names = _NAME.findall(text, opening.end(), closing.start()) if opening and closing else []
    met: set[str] = set()
    for name in names:
        if name in met:
            return str(name)
        met.add(name)
    return ""


def _set(raw: str, key: str, value: str, new: str) -> str:
    line = f"{key}: {value}{new}"
    pattern = re.compile(rf"^{re.escape(key)}[ \t]*:[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.M)
    replaced, count = pattern.subn(lambda _: line, raw, count=1)
    if count:
        return replaced
    return raw + ("" if not raw or raw.endswith("\n") else new) + line
