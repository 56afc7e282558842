"""The Federal Register over the network, played by a server on this machine."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
import time
from collections.abc import Iterator

import pytest

from policytool.errors import BadInput, NotFound, PolicyToolError
from policytool.importers import fr_fetch
from tests.importers.test_federal_register import ORDER, SAID, ids


class _Register(http.server.BaseHTTPRequestHandler):
    """A stand-in for the Federal Register on this machine; the path chooses the behaviour."""

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        number = self.path.rpartition("/")[2].removesuffix(".json")
        urls = {
            "2026-11999": f"{base}/full/eo.xml", "2026-2": "http://127.0.0.1:1/elsewhere.xml", "2026-3": f"{base}/huge", "2026-4": f"{base}/slow",
            "2026-5": f"{base}/leave", "2026-6": "file:///etc/passwd", "2026-9": f"{base}/drip",
        }  # fmt: skip
        if number in urls:
            self._answer(json.dumps(SAID | {"full_text_xml_url": urls[number]}).encode())
        elif number == "2026-7":
            self._answer(b"<html>Sign in</html>")
        elif number == "2026-8":
            self._answer(json.dumps(SAID).encode())
        elif self.path == "/full/eo.xml":
            self._answer(ORDER.encode())
        elif self.path == "/huge":
            self._answer(b"x" * (fr_fetch.MAX_BYTES + 1))
        elif self.path == "/slow":
            time.sleep(1.5)
        elif self.path == "/drip":
            self._drip()
        elif number == "2026-10":
            self.send_response(302)
            self.send_header("Location", self.path)
            self.end_headers()
        elif self.path == "/leave":
            self.send_response(302)
            self.send_header("Location", "http://example.org/")
            self.end_headers()
        elif number == "2026-500":
            self.send_error(503, "busy")
        else:
            self.send_error(404)

    def _answer(self, data: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            return

    def _drip(self) -> None:
        """A byte now and then, never silent for long."""
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(40):
                self.wfile.write(b"x")
                time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Register)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_number_is_fetched_with_its_facts_and_provenance(base: str) -> None:
    order = fr_fetch.read_number("fr:2026-11999", base)
    assert order.format == "federal-register"
    assert "s2/a/ii" in ids(order)
    source = order.front["source"]
    assert not isinstance(source, str | tuple)
    assert source["url"] == f"{base}/full/eo.xml"
    assert len(str(source["sha256"])) == 64
    assert order.front["published"] == "2026-06-09"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("../../etc", "no document number"), ("2026-1", "no document with this number"), ("2026-2", "not the Federal Register"),
        ("2026-3", "larger than 32 MB"), ("2026-4", "within 0.5 seconds"), ("2026-5", "not the Federal Register"),
        ("2026-6", "not the Federal Register"), ("2026-7", "sign-in page"), ("2026-8", "no text of this document online"), ("2026-500", "503 busy"),
        ("2026-10", "answered 302 .{10,150}; try again later"),
    ],
)  # fmt: skip
def test_what_goes_wrong_on_the_network_is_said(base: str, number: str, says: str) -> None:
    with pytest.raises(PolicyToolError, match=says) as caught:
        fr_fetch.read_number(number, base, timeout=0.5)
    assert isinstance(caught.value, NotFound) == (number == "2026-1")


def test_a_server_that_drips_is_left(base: str) -> None:
    began = time.monotonic()
    with pytest.raises(BadInput, match=r"within 0\.2 seconds"):
        fr_fetch.read_number("2026-9", base, timeout=0.2)
    assert time.monotonic() - began < 3


def test_without_a_network_it_says_so() -> None:
    with pytest.raises(BadInput, match="needs the network"):
        fr_fetch.read_number("2026-11999", "http://127.0.0.1:9", timeout=2)
