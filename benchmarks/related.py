"""Related clauses: how often a reviewed relation's other clause is among the first suggestions.

    python -m benchmarks.related [--documents documents] [--relations documents/relations.toml]

Every relation between two clauses is asked in both directions where the document that answers has 12 or
more candidate clauses. Explicit citations are masked before scoring. A target that is no candidate counts as missed.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import product
from pathlib import Path

from policytool.xref.related import Weights, candidates
from tests.support.related import PLAIN, Case, Sample, share

FLAGSHIP = ("us-il-chicago/eo/2025-6", "us-il-chicago/mcc/2-173")
SHIPPED = Weights()
ROWS = {
    "plain BM25": PLAIN,
    "plain + synonyms": replace(PLAIN, synonyms=SHIPPED.synonyms),
    "plain + lead-ins and headings of what asks": replace(PLAIN, asking=SHIPPED.asking),
    "plain + lead-ins and headings of what answers": replace(PLAIN, answering=SHIPPED.answering),
    "plain + the best clause below what answers": replace(PLAIN, below=SHIPPED.below),
    "shipped: all four": SHIPPED,
    "shipped without synonyms": replace(SHIPPED, synonyms=0),
    "shipped without lead-ins of what asks": replace(SHIPPED, asking=0),
    "shipped without lead-ins of what answers": replace(SHIPPED, answering=0),
    "shipped without clauses below": replace(SHIPPED, below=0),
}
GRID = [Weights(*w) for w in product((0.5, 1), (0, 0.3, 0.5), (0, 0.1, 0.2), (0, 0.25, 0.5))]


def row(name: str, places: list[int], cases: list[Case]) -> str:
    flagship = [p for p, c in zip(places, cases, strict=True) if c.forward and (c.asking.id, c.answering.id) == FLAGSHIP]
    forward = [p for p, c in zip(places, cases, strict=True) if c.forward]
    both = " | ".join(f"{share(places, n):.0%}" for n in (1, 3, 10))
    return f"| {name} | {both} | {share(forward, 3):.0%} | {share(forward, 10):.0%} | {sum(p <= 5 for p in flagship)} of {len(flagship)} |"


def chance(cases: list[Case]) -> str:
    sizes = [(len(candidates(c.answering)), c) for c in cases]

    def odds(first: int, only: bool) -> float:
        asked = [s for s, c in sizes if c.forward or not only]
        return sum(min(1, first / s) for s in asked) / len(asked)

    flagship = sum(5 / s for s, c in sizes if c.forward and (c.asking.id, c.answering.id) == FLAGSHIP)
    both = " | ".join(f"{odds(n, False):.0%}" for n in (1, 3, 10))
    return f"| random | {both} | {odds(3, True):.0%} | {odds(10, True):.0%} | {flagship:.1f} |"


def left_out(sample: Sample) -> list[int]:
    """Each document's cases, scored with the weights of the grid that are best on the cases it has no part in."""
    every = [(w, sample.places(w)) for w in GRID]
    found = []
    for at, case in enumerate(sample.cases):
        rest = [n for n, c in enumerate(sample.cases) if case.asking.id not in (c.asking.id, c.answering.id)]
        best = max(every, key=lambda one: sum((one[1][n] <= 3) + (one[1][n] <= 10) for n in rest))
        found.append(best[1][at])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, default=Path("documents"))
    parser.add_argument("--relations", type=Path, default=Path("documents/relations.toml"))
    options = parser.parse_args()
    sample = Sample(options.documents, options.relations)
    cases = sample.cases
    print(f"{len(cases)} questions, {sum(c.forward for c in cases)} from a relation's first side\n")
    print("| | first 1 | first 3 | first 10 | forward: first 3 | first 10 | flagship, first 5 |\n|---|---|---|---|---|---|---|")
    print(chance(cases))
    for name, weights in ROWS.items():
        print(row(name, sample.places(weights), cases))
    print(row("weights chosen without the asking document", left_out(sample), cases))


if __name__ == "__main__":
    main()
