"""Gold sets of real law -> how often clauses, citations, changes and moves come out right.

    python -m benchmarks.gold FOLDER [clauses] [citations] [changes] [moves] [--show N] [--json OUT]

FOLDER holds clauses.jsonl, citations.jsonl and changes.jsonl; docs/quality.md says what a row is and how the
sets are made from public sources. `--show` prints the first failures of each family.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import policytool as pt
from benchmarks.gold_rows import LAYOUTS, Row, laid_out, paths_of, plain, read_rows, relabelled, target_of, tree_of, uncounted
from policytool.model.change import DocumentDiff

Score = dict[str, float]
Report = Callable[[str], None]
_OWN_SECTION = re.compile(r"\d{1,2}[A-Z]?(?::\d+)?-\d")
"""`1-204.04`, `28:2-312`: a section of the D.C. Code."""


def score_clauses(rows: list[Row], report: Report) -> Score:
    """Sections whose clauses are all there, none too many and each in its place; clauses whose text is exact."""
    scores: Score = {}
    for layout in LAYOUTS:
        exact = texts = right = 0
        for row in rows:
            want = tree_of(row)
            document = pt.parse(laid_out(row["markdown"], layout), id=row["id"])
            bare, headed = paths_of(document, headings=False), paths_of(document, headings=True)
            found = uncounted(set(bare), want) if layout == "blob" else set(bare)
            exact += found == set(want)
            if found != set(want):
                report(f"{layout} {row['id']}: missing {sorted(set(want) - found)[:4]}, too many {sorted(found - set(want))[:4]}")
            both = found & set(want)
            texts += len(both)
            right += sum(want[path] in (bare[path], headed[path]) for path in both)
        scores[f"{layout}: sections exact"] = exact / max(1, len(rows))
        scores[f"{layout}: text exact"] = right / max(1, texts)
    return scores


def score_citations(rows: list[Row], report: Report) -> Score:
    """Citations found, with the right target; and how many of those reported lead to a section that is cited somewhere."""
    wanted = [(row, [(c["start"], c["end"], target) for c in row["citations"] if (target := target_of(row, c))]) for row in rows]
    known = {t.partition("(")[0].casefold() for _, citations in wanted for *_, t in citations} | {row["id"].casefold() for row in rows}
    known |= {str(c["target"]).strip("§ ").partition("|")[0].partition("(")[0].casefold() for row in rows for c in row["citations"] if c["target"]}
    total = found = right = said = real = 0
    for row, want in wanted:
        if "click this link" in row["text"]:
            continue  # the publisher's note to readers of its website
        got = [(*c.span, c.target.replace("§", "").replace(" ", "")) for c in pt.find_citations(row["text"], context="D.C. Code")]
        total += len(want)
        for start, end, target in want:
            over = [g for g in got if g[0] < end and start < g[1]]
            found += bool(over)
            good = any(g[2].casefold() == target.casefold() for g in over if g[0] >= start - 3 or g == max(over, key=lambda g: g[1] - g[0]))
            right += good
            if not good:
                report(f"{row['id']}: {row['text'][start:end]!r} is {target}, found {[g[2] for g in over]}")
        for start, end, target in got:
            if _OWN_SECTION.match(target):
                said += 1
                real += target.partition("(")[0].casefold() in known or any(start < e and s < end for s, e, _ in want)
    return {"recall": found / max(1, total), "target exact": right / max(1, total), "precision at least": real / max(1, said)}


def _compared(row: Row) -> DocumentDiff:
    return pt.compare(pt.parse(row["before"], id=row["id"]), pt.parse(row["after"], id=row["id"]))


def score_changes(rows: list[Row], report: Report) -> Score:
    """Pairs without relabelled clauses in which exactly the right clauses are inserted, deleted and modified."""
    rows = [r for r in rows if r["path_keyed"] and not r["redesignations"] and not relabelled(r)]
    exact = 0
    for row in rows:
        old, new = dict(row["old_tree"]), dict(row["new_tree"])
        want = {("inserted", p) for p in new.keys() - old.keys()} | {("deleted", p) for p in old.keys() - new.keys()}
        want |= {("modified", p) for p in old.keys() & new.keys() if old[p] != new[p]}
        got = set(_facts(_compared(row)))
        for path in [p for fact, p in got if fact == "deleted" and ("inserted", p) in got]:  # another text under one label
            got = got - {("deleted", path), ("inserted", path)} | {("modified", path)}
        exact += got == want
        if got != want:
            report(f"{row['id']}: missing {sorted(want - got)[:4]}, too many {sorted(got - want)[:4]}")
    return {"pairs": len(rows), "pairs exact": exact / max(1, len(rows))}


def _facts(diff: DocumentDiff) -> Iterator[tuple[str, str]]:
    for change in diff.changes:
        fact = "inserted" if change.is_inserted else "deleted" if change.is_deleted else "modified" if change.is_modified else ""
        if fact and (path := plain(change.clause.path)):
            yield fact, path


def score_moves(rows: list[Row], report: Report) -> Score:
    """Clauses that kept their words under another label: followed, lost, or taken for another."""
    total = found = wrong = said = spurious = 0
    for row in rows:
        want = relabelled(row)
        if not want:
            continue
        got = {plain(c.old.path): plain(c.new.path) for c in _compared(row).changes if c.old and c.new and c.old.path and c.old.path != c.new.path}
        total += len(want)
        found += sum(got.get(path) == to for path, to in want.items())
        wrong += sum(path in got and got[path] != to for path, to in want.items())
        old, new = dict(row["old_tree"]), dict(row["new_tree"])
        for path, to in got.items():
            if len(old.get(path, "")) >= 25 and old.get(path) == new.get(to):
                said += 1
                spurious += want.get(path, to) != to or (path not in want and new.get(path) == old[path])
        if lost := [path for path, to in want.items() if got.get(path) != to]:
            report(f"{row['id']}: {', '.join(f'{p} to {want[p]}, found {got.get(p)}' for p in lost[:4])}")
    return {"clauses": total, "recall": found / max(1, total), "wrong": wrong, "spurious": spurious / max(1, said)}


FAMILIES: dict[str, tuple[Callable[[list[Row], Report], Score], str]] = {
    "clauses": (score_clauses, "clauses"),
    "citations": (score_citations, "citations"),
    "changes": (score_changes, "changes"),
    "moves": (score_moves, "changes"),
}


def _reporter(many: int) -> Report:
    left = iter(range(many))
    return lambda words: print(f"  {words}") if next(left, None) is not None else None


def measure(folder: Path, families: Iterable[str], show: int = 0) -> dict[str, Score]:
    """The scores of some families of gold in a folder."""
    return {name: FAMILIES[name][0](read_rows(folder / f"{FAMILIES[name][1]}.jsonl"), _reporter(show)) for name in families}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("family", nargs="*", choices=[*FAMILIES, []], default=[])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    scores: dict[str, Any] = measure(options.folder, options.family or FAMILIES, options.show)
    for name, score in scores.items():
        print(f"{name}: " + ", ".join(f"{what} {value:.4f}" if isinstance(value, float) else f"{what} {value}" for what, value in score.items()))
    if options.json:
        options.json.write_text(json.dumps(scores, indent=1) + "\n")


if __name__ == "__main__":
    main()
