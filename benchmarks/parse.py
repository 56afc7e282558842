"""How fast texts become clause trees.

    python -m benchmarks.parse FILE [--json OUT]

Megabytes a CPU second, cold, every section read; the cost of four times the text; `policytool --version`.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import policytool as pt
from benchmarks.processes import least, policytool


def seconds(text: str) -> float:
    """CPU seconds to read every clause of a text."""
    start = time.process_time()
    for _ in pt.parse(text).clauses():
        pass
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    text = options.file.read_text(encoding="utf-8")
    once = min(seconds(text) for _ in range(3))
    four = min(seconds(text * 4) for _ in range(3))
    result = {
        "megabytes_per_cpu_second": round(len(text.encode()) / 1e6 / once, 2),
        "four_times_the_text_takes": round(four / once, 2),
        "version_cpu_ms": round(1000 * least({"version": policytool("--version")}, 9)["version"].cpu, 1),
    }
    print(json.dumps(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
