"""How fast search is over a large store.

    python -m benchmarks.search [--clauses 100000] [--json OUT] [--keep DIR]

Makes a git store of `--clauses` clauses (21 to a document, our own words) with git fast-import, then measures
whole processes: CPU seconds of the first search, which indexes everything, and, warm, CPU milliseconds of
several queries above `policytool --version`: a rare word, a common word, a phrase, a prefix, a section
number, a misspelling, a past day.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import least, policytool, run_once

PER_DOCUMENT = 21
QUERIES = {
    "rare word": ("w4711",),
    "common word": ("shall",),
    "two words": ("agency records",),
    "phrase": ('"the agency shall"',),
    "prefix": ("inspect*",),
    "section number": ("2-173-020",),
    "misspelt": ("immigratoin",),
    "a past day": ("agency", "--as-of", "1950"),
}
COMMON = ("the agency shall records of a person notice or an officer may not report to inspection within " "public hearing data under section warrant immigration").split()  # noqa: SIM905  # words, not items


def words(rng: random.Random) -> str:
    return " ".join(w if rng.random() < 0.8 else f"w{rng.randrange(20_000)}" for w in rng.choices(COMMON, k=35))


def document(number: int) -> str:
    """A policy of three sections with six clauses each."""
    rng = random.Random(number)
    sections = [
        f"## {number % 90 + 1}-{number % 700}-0{s}0. Rules {s}.\n\n" + "\n\n".join(f"({letter}) {words(rng)}." for letter in "abcdef") for s in (1, 2, 3)
    ]
    return f"---\nid: us/code/{number % 50}/{number}\ntitle: Rules {number}\nkind: statute\nadopted: {1900 + number % 120}-01-01\n---\n\n" + "\n\n".join(sections) + "\n"


def stream(documents: int) -> Iterator[bytes]:
    yield b"commit refs/heads/main\ncommitter Clerk <clerk@example.org> 1700000000 +0000\ndata 5\nstore\n"
    for number in range(documents):
        data = document(number).encode()
        yield b"M 100644 inline us/code/%d/%d.md\ndata %d\n%s\n" % (number % 50, number, len(data), data)


def measure(store: Path, folder: Path) -> dict[str, object]:
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    shutil.rmtree(folder / "cache", ignore_errors=True)
    run_once(policytool("-C", str(store), "list"))  # versions are read once for every command; the index alone is measured
    first = run_once(policytool("-C", str(store), "search", "w4711"))
    (path,) = (folder / "cache" / "policytool").glob("search-*.db")
    with sqlite3.connect(path) as db:
        (clauses,) = db.execute("select count(*) from clause").fetchone()
    best = least({"version": policytool("--version")} | {name: policytool("-C", str(store), "search", *words) for name, words in QUERIES.items()}, 7)
    above = {name: round(1000 * (cost.cpu - best["version"].cpu), 1) for name, cost in best.items() if name != "version"}
    return {
        "clauses": clauses,
        "index_cpu_s": round(first.cpu, 1),
        "index_peak_mb": round(first.peak_mb),
        "index_file_mb": round(path.stat().st_size / 1e6, 1),
        "version_cpu_ms": round(1000 * best["version"].cpu, 1),
        "query_cpu_ms_above_version": above,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, default=100_000)
    parser.add_argument("--json", default="")
    parser.add_argument("--keep", default="")
    asked = parser.parse_args()
    folder = Path(asked.keep or tempfile.mkdtemp(prefix="policytool-search-"))
    folder.mkdir(parents=True, exist_ok=True)
    store = folder / "store"
    subprocess.run(["git", "init", "-q", "-b", "main", str(store)], check=True)
    subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=store, input=b"".join(stream(asked.clauses // PER_DOCUMENT)), check=True)
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=store, check=True)
    print(json.dumps(found := measure(store, folder), indent=2))
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=2) + "\n")
    if not asked.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
