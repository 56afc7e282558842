"""What a change report costs, as a ratio to the comparison alone, and how large it is.

    python -m benchmarks.report [--sections 6000] [--pair OLD NEW] [--rounds 5] [--json FILE]

Without a pair: generated text of about three megabytes with every fortieth clause edited. CPU of whole
processes above `policytool --version`, the least of some rounds run in turn.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path

from benchmarks.processes import least, policytool
from tests.support import mutate


def write_pair(folder: Path, sections: int) -> tuple[Path, Path]:
    """A code and an amended one."""
    rng = random.Random(9)
    code = mutate.make_code(rng, sections)
    other = mutate.copy(code)
    for unit in mutate.every(other)[::40]:
        mutate.edit(rng, unit, 0.2)
    old, new = folder / "old.md", folder / "new.md"
    old.write_text(code.text()[0], encoding="utf-8")
    new.write_text(other.text()[0], encoding="utf-8")
    return old, new


def measure(old: Path, new: Path, folder: Path, rounds: int) -> dict[str, float]:
    """Ratios and sizes."""
    pair = (str(old), str(new))
    outs = {form: folder / f"report.{form}" for form in ("html", "docx", "csv")}
    commands = {"version": policytool("--version"), "diff": policytool("diff", *pair, "--format", "json")}
    commands |= {form: policytool("report", *pair, "--format", form, "--force", "-o", str(out)) for form, out in outs.items()}
    best = least(commands, rounds)
    base = best["version"].cpu
    diff = best["diff"].cpu - base
    result = {"old_mb": round(old.stat().st_size / 1e6, 2), "diff_cpu_s_above_version": round(diff, 3)}
    for form, out in outs.items():
        result[f"{form}_to_diff"] = round((best[form].cpu - base) / diff, 2)
        result[f"{form}_mb"] = round(out.stat().st_size / 1e6, 2)
        result[f"{form}_peak_mb"] = round(best[form].peak_mb, 1)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sections", type=int, default=6000)
    parser.add_argument("--pair", type=Path, nargs=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        old, new = options.pair or write_pair(folder, options.sections)
        result = measure(old, new, folder, options.rounds)
    print(json.dumps(result, indent=1))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
