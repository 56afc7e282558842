"""Text from documents -> text that cannot command a terminal.

Control characters, characters without width, and the marks that reverse the direction of what
follows are shown as their code points. Everything else, `[reserved]` and `:sos:` included, stays as
it is. A zero-width joiner or non-joiner inside a word of a script that spells with it, and a soft hyphen, stay.
"""

from __future__ import annotations

from policytool.patterns import lazy

UNSAFE = lazy(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    r"|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)

_NOT_XML = lazy(UNSAFE.pattern + "|[\ufffe\uffff]")


def visible(text: str) -> str:
    """`text` with every control, zero-width and direction character spelled out.

    >>> visible("a\\x1b[31mb\\u202e")
    'a<1B>[31mb<202E>'
    """
    if text.isprintable():  # nearly every text, and told at once
        return text
    return UNSAFE.sub(lambda m: "" if m[0] == "\r" else f"<{ord(m[0]):02X}>", text)


def visible_markup(page: str) -> str:
    """A finished HTML or XML page with the same characters spelled out, escaped: one pass that no template can forget.

    >>> visible_markup("<p>a\\x1b[31m</p>")
    '<p>a&lt;1B&gt;[31m</p>'
    """
    return _NOT_XML.sub(lambda m: "" if m[0] == "\r" else f"&lt;{ord(m[0]):02X}&gt;", page)
