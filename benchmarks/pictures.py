"""The pictures in the README, made anew: the terminal as SVG, the report as PNG (needs chromium).

    make pictures
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from benchmarks.processes import policytool

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
PAIR = ("WCO@2020-01", "WCO@2021-01-27")
LINES = 34


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store"
        subprocess.run(policytool("init", str(store), "--sample"), check=True, capture_output=True)
        draw_terminal(store)
        draw_report(store, Path(scratch))


def draw_terminal(store: Path) -> None:
    """The diff of the flagship pair, as a colour terminal shows it."""
    env = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "100"}
    shown = subprocess.run(policytool("-C", str(store), "diff", *PAIR), check=True, capture_output=True, env=env, text=True).stdout
    console = Console(file=io.StringIO(), record=True, width=100, force_terminal=True)
    console.print(Text.from_ansi("\n".join(shown.split("\n")[:LINES])))
    svg = console.export_svg(title="policytool diff " + " ".join(PAIR), unique_id="terminal")
    (OUT / "terminal.svg").write_text(svg, encoding="utf-8")


def draw_report(store: Path, scratch: Path) -> None:
    """The first screen of the report of the same pair."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("chromium is needed for the picture of the report: apt-get install chromium")
    page = scratch / "report.html"
    subprocess.run(policytool("-C", str(store), "report", *PAIR, "-o", str(page)), check=True, capture_output=True)
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={scratch / 'profile'}", "--window-size=1400,1000"]
    subprocess.run([chromium, *flags, f"--screenshot={OUT / 'report.png'}", page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
