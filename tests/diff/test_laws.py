"""Laws of the comparison, on mutated codes and on the bundled documents."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.diff.redline import redline
from policytool.model.change import DocumentDiff, Mark
from policytool.model.document import Document
from policytool.store.create import sample_folder
from tests.support import mutate

SAMPLE = sorted(sample_folder().rglob("*.md"))
PAIRS = [(a, b) for a, b in zip(SAMPLE, SAMPLE[1:], strict=False) if a.parent == b.parent]


def words(doc: Document) -> list[tuple[str, str, str]]:
    return [(c.label, " ".join(c.heading.split()), c.text) for c in doc.clauses()]


def applied(diff: DocumentDiff) -> list[tuple[str, str, str]]:
    """The new text as the changes tell it: kept clauses from the old side, edited ones from their redlines."""
    out = []
    for change in diff.changes:
        if change.new is None:
            continue
        if change.old is None or change.is_modified:
            out.append((change.new.label, " ".join(change.new.heading.split()), change.new.text))
        else:
            out.append((change.new.label, " ".join(change.old.heading.split()), change.old.text))
    return out


def check(old: Document, new: Document) -> DocumentDiff:
    """Every law of one comparison."""
    diff = pt.compare(old, new)
    news = [c.new for c in diff.changes if c.new is not None]
    olds = [c.old for c in diff.changes if c.old is not None]
    assert [c.id for c in news] == [c.id for c in new.clauses()]
    assert sorted(c.id for c in olds) == sorted(c.id for c in old.clauses())
    assert applied(diff) == words(new)
    for change in diff.changes:
        if change.redline:
            assert change.old is not None
            assert change.new is not None
            said_old = "".join(s.text for s in change.redline if s.mark is not Mark.INSERT)
            said_new = "".join(s.text for s in change.redline if s.mark is not Mark.DELETE)
            assert change.old.text in said_old
            assert change.new.text in said_new
        assert bool(change.facts) == (change in diff.changed)
    back = pt.compare(new, old)
    assert sum(c.is_inserted for c in back.changed) == sum(c.is_deleted for c in diff.changed)
    return diff


@st.composite
def pair(draw: st.DrawFn) -> tuple[str, str]:
    rng = random.Random(draw(st.integers(0, 10_000)))
    code = mutate.make_code(rng, draw(st.integers(1, 8)))
    other = mutate.copy(code)
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["edit", "drop", "add", "swap", "renumber"]))
        if kind == "edit":
            mutate.edit(rng, rng.choice(mutate.every(other)), 0.3)
        elif kind == "drop" and len(other.sections) > 1:
            other.sections.pop(rng.randrange(len(other.sections)))
        elif kind == "add":
            other.sections.insert(rng.randrange(len(other.sections) + 1), mutate.Unit("new", mutate.words(rng), label=f"11-{rng.randrange(999):03}"))
        elif kind == "swap" and len(other.sections) > 1:
            other.sections.insert(0, other.sections.pop())
        elif kind == "renumber":
            mutate.renumber(other, 500)
    return code.text()[0], other.text()[0]


@given(pair())
def test_laws_on_mutated_codes(texts: tuple[str, str]) -> None:
    check(pt.parse(texts[0]), pt.parse(texts[1]))


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=[f"{a.parent.name}-{a.stem}" for a, _ in PAIRS])
def test_laws_on_the_corpus(old: Path, new: Path) -> None:
    check(pt.parse(old.read_text(encoding="utf-8")), pt.parse(new.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SAMPLE, ids=[f"{p.parent.name}-{p.stem}" for p in SAMPLE])
def test_a_text_does_not_differ_from_itself_or_its_reflow(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    doc = pt.parse(text)
    assert pt.compare(doc, pt.parse(text)).is_empty
    head, body = text[: doc.front_matter.end], text[doc.front_matter.end :]
    reflowed = "\n\n".join(p if p.startswith("#") else "  ".join(p.split(" ")) for p in body.split("\n\n"))
    assert pt.compare(doc, pt.parse(head + reflowed)).is_empty


def test_a_list_that_became_a_sentence_keeps_its_neighbours() -> None:
    old, new = (
        pt.parse(f"# Rule\n\n## Section 1. A\n\nIt keeps:{gap}(a) files;{gap}(b) books.\n\n(c) It ends here.\n\n## Section 2. B\n\nBoats stay.\n")
        for gap in ("\n", " ")
    )
    diff = pt.compare(old, new)
    assert diff.is_empty
    pairs = {c.old.id: c.new.id if c.new else "" for c in diff.changes if c.old}
    assert pairs == {"title": "title", "s1": "s1", "s1/a": "", "s1/b": "", "s1/c": "s1/c", "s2": "s2"}
    assert [c.new.id for c in diff.changes if c.new] == [c.id for c in new.clauses()]


@given(st.lists(st.sampled_from(["agency", "shall", "may", "keep", "30", "days", "$1,250.00", "2-173-020(a)(1)", ".", ",", ";", "within", "record"]), max_size=40), st.data())
def test_a_redline_spells_both_texts(tokens: list[str], data: st.DataObject) -> None:
    old = " ".join(tokens)
    changed = [t for t in tokens if data.draw(st.booleans())] + data.draw(st.lists(st.sampled_from(["new", "words", "15"]), max_size=5))
    new = " ".join(changed)
    segments = redline(old, new)
    assert "".join(s.text for s in segments if s.mark is not Mark.INSERT) == old
    assert "".join(s.text for s in segments if s.mark is not Mark.DELETE) == new


def test_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    rng = random.Random(5)
    code = mutate.make_code(rng, 40)
    other = mutate.copy(code)
    rng.shuffle(other.sections)
    for unit in mutate.every(other)[::3]:
        mutate.edit(rng, unit, 0.4)
    mutate.renumber(other, 300)
    (tmp_path / "a.md").write_text(code.text()[0])
    (tmp_path / "b.md").write_text(other.text()[0])
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "policytool", "diff", str(tmp_path / "a.md"), str(tmp_path / "b.md"), "--format", "json"],
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
    assert next(iter(outputs))


PLACES = [
    ("behind all of what it followed", "## Sec. 1. One.\n\n(a) The clerk keeps the file.\n\n## Sec. 2. Two.\n\nThe mayor appoints the board each spring.\n",
     "## Sec. 1. One.\n\n(a) The clerk keeps the file.\n\n(b) Copies are free for schools.\n", ["s1/b", "s2"]),
    ("below what held it", "## Sec. 1. One.\n\n(a) The clerk keeps the file.\n\n(b) The mayor appoints the board each spring.\n",
     "## Sec. 1. One.\n\n(a) The clerk keeps the file.\n\n(1) Copies are free for schools.\n\n## Sec. 2. Two.\n\nNobody may park on the green.\n", ["s1/a/1", "s1/b", "s2"]),
    ("behind unread sections", "## Sec. 1. One.\n\nThe clerk keeps the old file.\n\n## Sec. 2. Two.\n\nBoats stay ashore.\n\n## Sec. 3. Three.\n\nThe mayor appoints the board each spring.\n",
     "## Sec. 1. One.\n\nThe clerk keeps the new file.\n\n## Sec. 2. Two.\n\nBoats stay ashore.\n\n## Sec. 4. Four.\n\nNobody may park on the green.\n", ["s1", "s3", "s4"]),
    ("first where it was first", "## Sec. 1. One.\n\nThe mayor appoints the board each spring.\n\n## Sec. 2. Two.\n\nThe clerk keeps the old file.\n",
     "## Sec. 2. Two.\n\nThe clerk keeps the new file.\n", ["s1", "s2"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "old", "new", "told"), PLACES, ids=[p[0] for p in PLACES])
def test_where_a_deleted_clause_is_told_of(title: str, old: str, new: str, told: list[str]) -> None:
    assert [c.clause.id for c in pt.compare(pt.parse(old), pt.parse(new)).changed] == told, title


def placed(old: Document, new: Document) -> None:
    """A deleted clause stands behind all of what it followed and before all of what followed it, wherever nothing moved."""
    diff = pt.compare(old, new)
    if any(c.is_moved for c in diff.changed):
        return
    order = {id(c): n for n, c in enumerate(diff.looked_into)}
    kept = [c for c in diff.looked_into if c.old and c.new]
    for gone in (c for c in diff.looked_into if c.new is None):
        assert gone.old is not None
        for other in kept:
            assert other.old is not None
            if other.old.span[1] <= gone.old.span[0]:
                assert order[id(other)] < order[id(gone)]
            elif gone.old.span[1] <= other.old.span[0]:
                assert order[id(gone)] < order[id(other)]


@given(pair())
def test_the_order_of_what_was_deleted(texts: tuple[str, str]) -> None:
    placed(pt.parse(texts[0]), pt.parse(texts[1]))


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda p: p.stem)
def test_the_order_of_what_was_deleted_in_the_samples(old: Path, new: Path) -> None:
    placed(pt.parse(old.read_text(encoding="utf-8")), pt.parse(new.read_text(encoding="utf-8")))
