"""What `policytool diff` costs on input made to be hard, and how cost grows with size and with edits.

    python -m benchmarks.adversarial [--json FILE]

Whole processes; CPU seconds and peak memory. Each hard pair should stay below 2 s and 400 MB; the growth
is the exponent e in cost = size ** e, taken from the smallest and the largest.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.processes import least, policytool
from tests.support.mutate import copy, edit, every, make_code

SYLLABLES = [a + b for a in "bcdfghjklmnp" for b in ("at", "en", "or", "ul", "ist", "and", "ate", "ion")]


def prose(rng: random.Random, count: int) -> str:
    """So many words without meaning."""
    return " ".join(rng.choice(SYLLABLES) for _ in range(count)) + "."


def one_list(clauses: list[str]) -> str:
    """A section whose clauses are these."""
    return "# Code\n\n## Sec. 1. Records.\n\n" + "\n\n".join(f"({n}) {text}" for n, text in enumerate(clauses, 1)) + "\n"


def sections(texts: list[str]) -> str:
    """A section for each text."""
    return "# Code\n\n" + "\n\n".join(f"## Sec. {n}. Records.\n\n{text}" for n, text in enumerate(texts, 1)) + "\n"


def hard_pairs(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """(name, old, new)."""
    stock = ["The clerk keeps a record of every request that an agency makes."] * 3000
    for shape, write in (("clauses", one_list), ("sections", sections)):
        yield f"3,000 identical {shape}", write(stock), write([*stock[:2990], "Another sentence stands here.", *stock[:5]])
        words = [f"{rng.choice(SYLLABLES)}{n % 5000}." for n in range(10_000)]
        yield f"10,000 one-word {shape} shuffled", write(words), write(rng.sample(words, len(words)))
        yield (
            f"3,000 unrelated {shape}",
            write([prose(rng, 25) for _ in range(3000)]),
            write([prose(rng, 25) for _ in range(3000)]),
        )
    yield "one paragraph of 1 MB, unrelated", sections([prose(rng, 220_000)]), sections([prose(rng, 220_000)])
    long = prose(rng, 220_000).split()
    yield (
        "one paragraph of 1 MB, edited",
        sections([" ".join(long)]),
        sections([" ".join(w if n % 97 else "edited" for n, w in enumerate(long))]),
    )


def by_size(rng: random.Random) -> Iterator[tuple[float, str, str]]:
    """Codes of about 1, 3 and 12 MB with a hundred edits each."""
    for size in (3_000, 9_000, 36_000):
        code = make_code(rng, size)
        new = copy(code)
        for unit in rng.sample(every(new), 100):
            edit(rng, unit, 0.2)
        yield size, code.text()[0], new.text()[0]


def by_edits(rng: random.Random) -> Iterator[tuple[float, str, str]]:
    """One code with 100 to 3,200 edited clauses."""
    code = make_code(rng, 9_000)
    for count in (100, 800, 3_200):
        new = copy(code)
        for unit in rng.sample(every(new), count):
            edit(rng, unit, 0.2)
        yield count, code.text()[0], new.text()[0]


def cost_of(folder: Path, old: str, new: str, rounds: int) -> tuple[float, float]:
    """(CPU seconds above `--version`, peak MB)."""
    (folder / "old.md").write_text(old)
    (folder / "new.md").write_text(new)
    best = least(
        {"version": policytool("--version"), "diff": policytool("diff", str(folder / "old.md"), str(folder / "new.md"), "--summary")}, rounds
    )
    return best["diff"].cpu - best["version"].cpu, best["diff"].peak_mb


def exponent(folder: Path, pairs: Callable[[random.Random], Iterator[tuple[float, str, str]]]) -> float:
    """How cost grows from the smallest to the largest."""
    costs = [(size, cost_of(folder, old, new, 3)[0]) for size, old, new in pairs(random.Random(7))]
    (small, first), (large, last) = costs[0], costs[-1]
    return math.log(last / first) / math.log(large / small)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, old, new in hard_pairs(random.Random(1)):
            cpu, peak = cost_of(folder, old, new, 1)
            results[name] = {"cpu_s": round(cpu, 2), "peak_mb": round(peak)}
            print(name, results[name])
        for name, pairs in (("exponent in size", by_size), ("exponent in edits", by_edits)):
            results[name] = {"exponent": round(exponent(folder, pairs), 2)}
            print(name, results[name])
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
