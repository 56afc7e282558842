"""The quality table: every kind of change done to synthetic codes, and how well the comparison says what happened.

    python -m benchmarks.mutations [--seeds 8]
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

from tests.support.mutate import make_code
from tests.support.mutations import MUTATIONS, make_flood
from tests.support.scoring import rates, score

COLUMNS = ("matched-pair F1", "spurious matches", "move precision", "move recall", "renumber recall", "split recall", "merge recall")


def row(name: str, found: dict[str, float]) -> str:
    """One line of the table."""
    return f"| {name} | " + " | ".join(f"{found[c]:.4f}" if c in found else "" for c in COLUMNS) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=8)
    seeds = parser.parse_args().seeds
    print(f"| mutation | {' | '.join(COLUMNS)} |\n|---{'|---' * len(COLUMNS)}|")
    everything: Counter[str] = Counter()
    for name, mutate in MUTATIONS.items():
        counts: Counter[str] = Counter()
        for seed in range(seeds):
            rng = random.Random(f"{name} {seed}")
            code = make_code(rng)
            counts += score(code, mutate(rng, code))
        everything += counts
        print(row(name, rates(counts)))
    print(row("all", rates(everything)))
    flood: Counter[str] = Counter()
    for name, mutate in MUTATIONS.items():
        rng = random.Random(f"flood {name}")
        code = make_flood(rng, make_code(rng))
        flood += score(code, mutate(rng, code))
    print(row("boilerplate flood", rates(flood)))


if __name__ == "__main__":
    main()
