"""Drafts of sections -> findings about numbering: gaps, repetitions, steps back, lists that begin late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from policytool.model.document import Section
from policytool.model.finding import Finding, Severity
from policytool.parsing.assemble import Draft
from policytool.parsing.marks import RANGE


def find_defects(text: str, sections: Sequence[Section], read: Callable[[Section], Draft]) -> Iterator[Finding]:
    """Defects in document order."""
    seen: set[tuple[int, str]] = set()
    for section in sections:
        number = (section.parent, section.id.partition("~")[0])
        again = "~" in section.id and (number in seen or not section.label)
        seen.add(number)
        if again:  # each article may count its own sections
            yield Finding(
                "duplicate-heading",
                Severity.NOTE if not section.label else Severity.WARNING,
                f"{section.label or section.heading!r} appears more than once here; later ones are addressed with ~2, ~3",
                section.id,
                (section.start, section.body),
            )
        stack = [(read(section), section.label)]
        while stack:
            draft, name = stack.pop()
            yield from _siblings(draft, section.id)
            stack.extend((child, name + child.label) for child in reversed(draft.children))
    for fence in (mark for mark in ("```", "~~~") if text.count(mark) % 2):
        at = text.rfind(fence)
        yield Finding(
            "unclosed-fence",
            Severity.WARNING,
            "a code fence is opened and not closed: what follows it is not read as clauses",
            "",
            (at, at + 3),
        )


def _siblings(draft: Draft, ident: str) -> Iterator[Finding]:
    last: dict[tuple[str, ...], Draft] = {}
    uncounted = False
    for child in draft.children:
        reading = child.reading
        if reading is None:
            continue
        key = (child.style, reading.style.value, *reading.parents)
        before = last.get(key)
        last[key] = child
        span = (child.start, child.start + len(child.label))
        if before is None or before.reading is None:
            if reading.ordinal > 1 and len(last) == 1:  # a second list may go on with the numbers of another
                yield Finding("numbering-start", Severity.WARNING, f"the list begins at {child.label}", ident, span)
            continue
        old = before.reading
        same = reading.ordinal == old.ordinal and reading.suffix == old.suffix
        if same and reading.ordinal == 1 and child.style == ".":
            if not uncounted:
                message = f"more than one item is numbered {child.label}: Markdown counts them when it is shown, a citation cannot"
                yield Finding("numbering-duplicate", Severity.NOTE, message, ident, span)
            uncounted = True
        elif same:
            yield Finding("numbering-duplicate", Severity.WARNING, f"{child.label} appears twice", ident, span)
        elif reading.ordinal < old.ordinal:
            yield Finding("numbering-order", Severity.WARNING, f"{child.label} follows {before.label}", ident, span)
        elif reading.ordinal > old.ordinal + 1 and not RANGE.search(before.label + " " + child.label):
            yield Finding(
                "numbering-gap", Severity.WARNING, f"{child.label} follows {before.label}: numbers between them are missing", ident, span
            )
