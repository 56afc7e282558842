"""Bytes of unknown encoding -> text, with what was assumed."""

from __future__ import annotations

import codecs
import re

from policytool.errors import BadInput
from policytool.importers.imported import Repair

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*(?:[\"']\s*)?([\w:.-]{1,40})", re.I)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{1,40})", re.I)
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1"})
"""Pages that say these are read as windows-1252, as every browser does (WHATWG encoding standard)."""
_AS_BROWSERS = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874",
}  # fmt: skip
"""Pages that say these hold more characters than those have; the same standard names what is meant."""
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode_source(data: bytes, name: str, markup: bool = False) -> tuple[str, tuple[Repair, ...]]:
    """The text of some bytes: by their mark, as UTF-8, as they declare, else as windows-1252; never by a guess that is not said.

    A file that mixes UTF-8 and windows-1252 is read piece by piece. Raises BadInput for binary data.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError:
                raise BadInput(
                    f"{name} begins as {encoding.removesuffix('-sig')} text and does not go on as such: it is cut short or damaged"
                ) from None
    if b"\x00" in data:
        raise BadInput(f"{name} is not text (it holds NUL bytes); save it as UTF-8")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    said = (_META.search(data[:8192]) or _DECLARED.match(data[:300])) if markup else None
    declared = said[1].decode("ascii").lower() if said else ""
    declared = "utf-8" if declared.startswith("utf-16") else declared  # it could not have been read in it
    mixed = len(_SEQUENCE.findall(data))
    if mixed and (not declared or declared in ("utf-8", "utf8") or declared in _LATIN):
        text = "".join(_pieces(data))
        return text, (
            Repair(
                "bytes that are not UTF-8 read as windows-1252, in a file that mixes both",
                len(data.decode("utf-8", "replace").split("\ufffd")) - 1,
            ),
        )
    if declared and declared not in _LATIN and declared not in ("utf-8", "utf8", "windows-1252", "cp1252"):
        return _as_declared(data, declared, name)
    return data.decode("cp1252", "replace"), (Repair("read as windows-1252: the bytes are not UTF-8", 1, declared),)


def _as_declared(data: bytes, declared: str, name: str) -> tuple[str, tuple[Repair, ...]]:
    try:
        known = codecs.lookup(declared.removeprefix("x-"))
        if not known._is_text_encoding:
            raise LookupError
        return data.decode(_AS_BROWSERS.get(known.name, known.name)), (Repair(f"read as {declared}, as it says", 1),)
    except (LookupError, UnicodeError):
        raise BadInput(f"{name} says it is in {declared!r} and cannot be read so; save it as UTF-8") from None


def _pieces(data: bytes) -> list[str]:
    """Each UTF-8 sequence as such, each other byte as windows-1252."""
    found, at = [], 0
    for match in _SEQUENCE.finditer(data):
        found.append(data[at : match.start()].decode("cp1252", "replace"))
        found.append(match[0].decode("utf-8", "replace"))
        at = match.end()
    return [*found, data[at:].decode("cp1252", "replace")]
