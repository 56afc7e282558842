"""A document number of the Federal Register -> the document, over the network.

Two requests of the standard library: what the API says of the document, then its text. Nothing but http and
https is followed, only to the API's own host, federalregister.gov and govinfo.gov; time and size are bounded.
"""

from __future__ import annotations

import hashlib
import json
import time
import urllib.error
import urllib.request
from dataclasses import replace
from http.client import HTTPException, HTTPResponse
from types import MappingProxyType
from typing import IO
from urllib.parse import urlsplit

from policytool.errors import BadInput, NotFound
from policytool.importers import federal_register
from policytool.importers.imported import Imported, View
from policytool.patterns import lazy

API = "https://www.federalregister.gov"
TIMEOUT = 20.0
"""Seconds a server may stay silent; a whole answer may take six times as long."""
MAX_BYTES = 32 * 1024 * 1024
_NUMBER = lazy(r"[A-Za-z]?\d{1,4}[A-Za-z]?-\d{1,6}")
_HOSTS = ("federalregister.gov", "govinfo.gov")
_TEXTS = (("full_text_xml_url", "full_text_xml"), ("raw_text_url", "raw_text"), ("body_html_url", "body_html"))


def read_number(number: str, base: str = API, timeout: float = TIMEOUT) -> Imported:
    """The document with this number, its front matter naming the address and the SHA-256 of the text that was read.

    Raises NotFound for a number nobody has, BadInput for what is no number, for no network and for an answer that cannot be read.
    """
    number = number.strip().removeprefix("fr:").strip()
    if not _NUMBER.fullmatch(number):
        raise BadInput(f"{number!r} is no document number of the Federal Register; they look like 2025-02006 or E9-1777")
    name = f"fr:{number}"
    where = f"{base}/api/v1/documents/{number}.json"
    said = _json(_fetched(where, name, base, timeout), name)
    for field, key in _TEXTS:
        url = said.get(field)
        if isinstance(url, str) and url.strip():
            data = _fetched(url, name, base, timeout)
            text = json.dumps({**said, key: data.decode("utf-8", "replace")}).encode()
            imported = federal_register.read(text, name, View.ACCEPT)
            source = {"url": url, "sha256": hashlib.sha256(data).hexdigest()}
            return replace(imported, front=MappingProxyType({**imported.front, "source": source}), format="federal-register")
    raise BadInput(
        f"{name}: the Federal Register has no text of this document online, only page images; see {said.get('pdf_url') or where}"
    )


def _json(data: bytes, name: str) -> dict[str, object]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise BadInput(f"{name}: the answer is no description of a document; a proxy or sign-in page may have answered instead")
    return said


class _SameHosts(urllib.request.HTTPRedirectHandler):
    """Redirects stay where requests may go."""

    def __init__(self, base: str) -> None:
        self.base = base

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> urllib.request.Request | None:
        _check(newurl, self.base)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _check(url: str, base: str) -> None:
    """Raises BadInput for an address outside the hosts that are asked."""
    try:
        there, here = urlsplit(url), urlsplit(base)
        host = there.hostname or ""
        known = there.netloc == here.netloc or any(host == h or host.endswith("." + h) for h in _HOSTS)
    except ValueError:
        known, host, there = False, url, urlsplit("")
    if not known or there.scheme not in ("http", "https") or (there.scheme == "http" and there.netloc != here.netloc):
        raise BadInput(f"the answer points to {url[:120]!r}, which is not the Federal Register; nothing was fetched from there")


def _fetched(url: str, name: str, base: str, timeout: float) -> bytes:
    """The bytes at an address."""
    _check(url, base)
    opener = urllib.request.build_opener(_SameHosts(base))
    request = urllib.request.Request(url, headers={"User-Agent": "policytool", "Accept": "*/*"})
    try:
        with opener.open(request, timeout=timeout) as answer:
            return _body(answer, name, timeout)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            raise NotFound(
                f"{name}: the Federal Register has no document with this number ({url}); check it on federalregister.gov"
            ) from None
        reason = " ".join(str(error.reason).split())
        raise BadInput(f"{name}: the Federal Register answered {error.code} {reason}; try again later") from None
    except TimeoutError:
        raise BadInput(
            f"{name}: no answer from {urlsplit(url).hostname} within {timeout:g} seconds; try again, or save the XML in a browser and import the file"
        ) from None
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        why = getattr(error, "reason", None) or error
        if isinstance(why, TimeoutError):
            why = f"no answer within {timeout:g} seconds"
        raise BadInput(
            f"{name} needs the network, and {urlsplit(url).hostname} could not be reached ({why}); connect, or save the document's XML in a browser and import the file"
        ) from None


def _body(answer: HTTPResponse, name: str, timeout: float) -> bytes:
    end = time.monotonic() + 6 * timeout
    pieces, size = [], 0
    while piece := answer.read1(65536):  # what has come, without waiting for more
        size += len(piece)
        if size > MAX_BYTES:
            raise BadInput(
                f"{name}: the answer is larger than {MAX_BYTES // 2**20} MB, more than any document; save the text in a browser and import the file"
            )
        if time.monotonic() > end:
            raise TimeoutError
        pieces.append(piece)
    return b"".join(pieces)
