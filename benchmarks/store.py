"""How fast a large store answers.

    python -m benchmarks.store [--documents 2000] [--versions 20000] [--long 300] [--json OUT] [--keep DIR]

Makes a store as `policytool add` would leave it (git fast-import: one commit a version, subject and
trailers, front matter, dates of law since 1870), with one document of `--long` versions spread over the
whole history, and measures whole processes: CPU milliseconds above `policytool --version`, warm; the
timeline of the long document from nothing, and whether it grows in line with its versions.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import least, policytool, run_once

LONG = "us/code/long"
WORDS = [
    "agency",
    "record",
    "request",
    "notice",
    "officer",
    "person",
    "order",
    "review",
    "public",
    "hearing",
    "period",
    "report",
    "data",
    "consent",
    "warrant",
    "counsel",
]
EPOCH = 1_000_000_000


def text_of(docid: str, date: str, number: int, rng: random.Random) -> str:
    """A policy of ten sections, of which each version changes one."""
    sections = []
    for section in range(1, 11):
        edition = number // 10 * 10 + section if section <= number % 10 else max(0, number // 10 * 10 - 10 + section)
        words = random.Random(f"{docid}{section}{edition}").choices(WORDS, k=60)
        sections.append(f"## Sec. {section}. {words[0].title()}.\n\n(a) The {' '.join(words[:30])}.\n\n(b) No {' '.join(words[30:])}.\n")
    return f"---\nid: {docid}\ntitle: Rules on {docid.rpartition('/')[2]}\nkind: statute\njurisdiction: United States\naliases: [Act {docid.rpartition('/')[2]}]\nadopted: {date}\neffective:\n---\n\n# Rules\n\n{chr(10).join(sections)}"


def order_of(documents: int, versions: int, long: int) -> list[str]:
    """Which document each commit stores: every one at least once, the long one evenly spread."""
    rng = random.Random(7)
    names = [f"us/code/{n % 50}/{n}" for n in range(documents - 1)]
    line = names + rng.choices(names, k=max(0, versions - long - len(names)))
    step = max(1, len(line) // long)
    for n in range(long):
        line.insert(n * (step + 1), LONG)
    return line


def stream(line: list[str]) -> Iterator[bytes]:
    """The store as input of git fast-import."""
    rng = random.Random(11)
    seen: dict[str, int] = {}
    start = datetime.date(1870, 1, 1)
    for n, docid in enumerate(line):
        number = seen[docid] = seen.get(docid, 0) + 1
        date = (start + datetime.timedelta(days=n * 56_000 // len(line))).isoformat()
        data = text_of(docid, date, number, rng).encode()
        change = "amend" if number > 1 else "new"
        message = f"{docid}: {date} Rules\n\nPolicy-Id: {docid}\nVersion-Date: {date}\nChange: {change}\n".encode()
        who = f"Benchmark <benchmark@example.org> {EPOCH + 60 * n} +0000".encode()
        yield b"commit refs/heads/main\ncommitter %s\ndata %d\n%s\nM 100644 inline %s.md\ndata %d\n%s\n" % (
            who,
            len(message),
            message,
            docid.encode(),
            len(data),
            data,
        )


def make_store(folder: Path, documents: int, versions: int, long: int) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    importer = subprocess.Popen(["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE)
    assert importer.stdin is not None
    for part in stream(order_of(documents, versions, long)):
        importer.stdin.write(part)
    importer.stdin.close()
    if importer.wait():
        raise SystemExit("git fast-import failed")
    subprocess.run(["git", "-C", str(folder), "reset", "-q", "--hard"], check=True)


def cold(store: Path, cache: Path, rounds: int) -> float:
    """CPU seconds of the long document's timeline with no cache; the disk's own cache is warm."""
    best = float("inf")
    for _ in range(rounds):
        shutil.rmtree(cache / "policytool", ignore_errors=True)
        best = min(best, run_once(policytool("-C", str(store), "log", LONG)).cpu)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--versions", type=int, default=20_000)
    parser.add_argument("--long", type=int, default=300)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="make the stores here, or use those made before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = options.keep or Path(scratch)
        os.environ["XDG_CACHE_HOME"] = str(Path(scratch) / "cache")
        cache = Path(scratch) / "cache"
        result = measure(home, cache, options.documents, options.versions, options.long)
    print(json.dumps(result, indent=1))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


def measure(home: Path, cache: Path, documents: int, versions: int, long: int) -> dict[str, object]:
    store = made(home / f"store-{documents}-{versions}-{long}", documents, versions, long)
    from_nothing = cold(store, cache, 2)
    commands = {
        "version": policytool("--version"),
        "show": policytool("-C", str(store), "show", f"{LONG}@1950-06-01"),
        "show another": policytool("-C", str(store), "show", "us/code/7/7@1950-06-01"),
        "clause": policytool("-C", str(store), "clause", f"{LONG}@1950-06-01", "3(b)"),
        "log": policytool("-C", str(store), "log", LONG),
        "list": policytool("-C", str(store), "list"),
    }
    best = least(commands, 9)
    above = {name: round(1000 * (cost.cpu - best["version"].cpu), 1) for name, cost in best.items() if name != "version"}
    alone = {}
    for count in (long // 4, long // 2, long):
        small = made(home / f"alone-{count}", 1, count, count)
        alone[count] = round(1000 * cold(small, cache, 3), 1)
    return {
        "documents": documents,
        "versions": versions,
        "version_cpu_ms": round(1000 * best["version"].cpu, 1),
        "warm_cpu_ms_above_version": above,
        "cold_cpu_ms_of_the_timeline_in_the_large_store": round(1000 * from_nothing, 1),
        "cold_cpu_ms_of_the_timeline_alone": alone,
        "peak_mb": {name: round(cost.peak_mb, 1) for name, cost in best.items()},
    }


def made(folder: Path, documents: int, versions: int, long: int) -> Path:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        make_store(folder, documents, versions, long)
    return folder


if __name__ == "__main__":
    main()
