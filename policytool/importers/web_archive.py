"""A page saved as one file (.mht, .mhtml) -> its HTML and its address: a mail message whose first HTML part is the page."""

from __future__ import annotations

import codecs
from email import message_from_bytes

from policytool.errors import BadInput


def page_of(data: bytes, name: str) -> tuple[bytes, str]:
    """The HTML of an archive, as UTF-8 where the archive names its encoding, and where the page was."""
    try:
        message = message_from_bytes(data)
        part = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
        content = part.get_payload(decode=True) if part is not None else None
        if part is None or not isinstance(content, bytes):
            raise BadInput(f"{name} is a web archive without a page in it; save the page as HTML instead")
        charset = part.get_content_charset()
        text = content.removeprefix(codecs.BOM_UTF8).decode(charset) if charset else ""
    except (RecursionError, LookupError, ValueError) as error:
        raise BadInput(f"{name} is a web archive that cannot be read ({type(error).__name__}); save the page as HTML instead") from None
    address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace") if charset else content, address if address.startswith(("http://", "https://")) else ""
