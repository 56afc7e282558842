"""The ten pairs of the bundled documents against the change lists of our notes, as docs/quality.md prints them.

    python -m benchmarks.flagship
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.support.flagship import Pair, Shown, read_pairs


def report(pairs: list[Pair]) -> Iterator[str]:
    """The table, the rows that are not shown, and what is said beyond the rows."""
    yield "| document | versions | rows | met | shown as replaced | unmet | beyond |\n|---|---|---|---|---|---|---|"
    for pair in pairs:
        yield _line(pair.docid, " to ".join(pair.versions), [pair])
    yield _line("all", "", pairs)
    for wanted in (Shown.UNMET, Shown.REPLACED):
        yield f"\n{wanted.capitalize()}:\n"
        for pair in pairs:
            for row in pair.rows:
                if pair.shown(row) is wanted:
                    yield f"* {pair.docid}, {row}" + (f" ({row.reason})" if row.reason else "")
    yield "\nBeyond the rows:\n"
    yield from _beyond(pairs)


def _line(name: str, versions: str, pairs: list[Pair]) -> str:
    shown = [pair.shown(row) for pair in pairs for row in pair.rows]
    counts = (len(shown), *(shown.count(s) for s in Shown), sum(len(pair.more) for pair in pairs))
    return f"| {name} | {versions} | {' | '.join(map(str, counts))} |"


def _beyond(pairs: Iterable[Pair]) -> Iterator[str]:
    """One line for each reason, with the clauses of each pair; a deleted one has a `-`."""
    reasons: dict[str, list[str]] = {}
    for pair in pairs:
        for reason, ids in pair.beyond:
            said = [ident for ident in ids if ident in pair.more]
            if said:
                reasons.setdefault(reason, []).append(f"{pair.docid} {pair.versions[1]}: {', '.join(said)}")
    for reason, places in reasons.items():
        yield f"* {reason}: {'; '.join(places)}"


def main() -> None:
    for line in report(read_pairs()):
        print(line)


if __name__ == "__main__":
    main()
