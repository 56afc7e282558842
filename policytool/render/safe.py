"""Text from documents -> text that cannot command a terminal.

Control characters, and the marks that reverse the direction of what follows, are shown as their code
points. Everything else, `[reserved]` and `:sos:` included, stays as it is.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` with every control and direction character spelled out.

    >>> visible("a\\x1b[31mb\\u202e")
    'a<1B>[31mb<202E>'
    """
    return _UNSAFE.sub(lambda m: "" if m[0] == "\r" else f"<{ord(m[0]):02X}>", text)
