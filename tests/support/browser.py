"""Debian's chromium, headless: the DOM after load, a PDF, and scripts run inside a page."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the page is not tried in a browser (apt-get install chromium)")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--virtual-time-budget=4000",
)  # fmt: skip


def chromium(page: Path, *flags: str) -> str:
    """What chromium prints for one page opened over file://."""
    assert CHROMIUM is not None
    profile = page.parent / f"profile-{page.stem}"
    command = [CHROMIUM, *_FLAGS, f"--user-data-dir={profile}", *flags, page.resolve().as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120).stdout


def dom(page: Path, *flags: str) -> str:
    return chromium(page, "--dump-dom", *flags)


def ask(page: Path, script: str, *flags: str, library: str = "") -> object:
    """The JSON value that `script` (the body of an async function) returns inside the page."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)  # only in this copy, so that the test may speak
    runner = (
        f"<script>{library}</script><script>(async function () {{ let r; try {{ r = await (async function () {{ {script} }})(); }} catch (e) {{ r = 'error: ' + e; }}"
        "const p = document.createElement('pre'); p.id = 'answer'; p.textContent = JSON.stringify(r); document.body.appendChild(p); })();</script></body>"
    )
    copy = page.parent / f"{page.stem}-asked-{abs(hash((script, flags))) % 10**8}.html"
    copy.write_text(text.replace("</body>", runner), encoding="utf-8")
    match = re.search(r'<pre id="answer">(.*?)</pre>', dom(copy, *flags), re.S)
    assert match, "the page gave no answer"
    return json.loads(html.unescape(match[1]))
