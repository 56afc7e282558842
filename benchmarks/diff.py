"""How long `policytool diff` takes, as a ratio to `git diff --no-index --word-diff` on the same pair.

    python -m benchmarks.diff --pairs FOLDER [--rounds 9] [--json FILE]

A pair is NAME.old.md and NAME.new.md. CPU above `policytool --version`, the least of some rounds run in
turn; absolute times on shared machines mean nothing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.processes import least, policytool

GOALS = {"L": 5.0, "LT": 4.5, "LFm": 3.5, "MR": 9.0, "OC": 12.0}


def measure(folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Ratios and memory of every pair in a folder."""
    results = {}
    for old in sorted(folder.glob("*.old.md")):
        name = old.name.removesuffix(".old.md")
        new = folder / f"{name}.new.md"
        best = least(
            {
                "version": policytool("--version"),
                "git": ["git", "diff", "--no-index", "--word-diff", str(old), str(new)],
                "ours": policytool("diff", str(old), str(new)),
            },
            rounds,
        )
        size = (old.stat().st_size + new.stat().st_size) / 2**20
        above = best["ours"].cpu - best["version"].cpu
        results[name] = {
            "ratio": round(above / best["git"].cpu, 2),
            "goal": GOALS.get(name, 0.0),
            "git_cpu_s": round(best["git"].cpu, 4),
            "ours_cpu_s_above_version": round(above, 4),
            "version_cpu_s": round(best["version"].cpu, 4),
            "peak_mb": round(best["ours"].peak_mb, 1),
            "peak_limit_mb": round(6 * size + 30 + best["version"].peak_mb, 1),
        }
        print(name, results[name])
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results = measure(options.pairs, options.rounds)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
