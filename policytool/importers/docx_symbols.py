"""A character of a symbol font in a Word file -> the character it looks like.

Fonts of pictures give each code a shape of their own; only shapes that policies use are known. Codes F000 to F0FF
are those fonts' 00 to FF. Files that came from WordPerfect hold their quotation marks, dashes and § in such a font.
"""

from __future__ import annotations

import re

from policytool.patterns import lazy

_SYMBOL = {
    0x2D: "-", 0xA2: "′", 0xA3: "≤", 0xA9: "♥", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xBE: "—", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WORDPERFECT = {0x26: "¶", 0x27: "§", 0x3D: "’", 0x3E: "‘", 0x40: "”", 0x41: "“", 0x42: "–", 0x43: "—"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wp typographicsymbols": _WORDPERFECT}
_PICTURES = lazy(r"WP |.*(?:dings|symbol|sorts|marlett|icons)", re.I)
"""Names of fonts whose characters are no letters."""
_CODE = lazy(r"[0-9A-F]{2,6}", re.I)


def symbol_of(font: str, code: str) -> str:
    """The character a code shows in a font; empty when that is not known.

    >>> symbol_of("Times New Roman", "00A7"), symbol_of("Symbol", "F0B3"), symbol_of("WP TypographicSymbols", "0027"), symbol_of("Webdings", "F041")
    ('§', '≥', '§', '')
    """
    number = int(code, 16) if _CODE.fullmatch(code) else 0
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if low < 0x20 or 0xD800 <= low <= 0xF8FF or low > 0x1FFFF:
        return ""
    known = _FONTS.get(font.strip().lower())
    if known is not None and low <= 0xFF:
        return known.get(low, "")
    if _PICTURES.match(font) and low <= 0xFF:
        return ""
    return bytes([low]).decode("cp1252", "ignore") if low <= 0xFF else chr(low)
