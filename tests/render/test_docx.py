"""The Word redline: accepting all gives the new text, rejecting all the old, through two independent readers."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.model.document import Document
from policytool.render.docx import parts_of, render_docx
from policytool.render.schemes import SCHEMES
from policytool.report import Side, build_report
from policytool.store.create import sample_folder
from tests.support import mutate
from tests.support.cli import run

SAMPLE = sorted(sample_folder().rglob("*.md"))
PAIRS = [(a, b) for a, b in zip(SAMPLE, SAMPLE[1:], strict=False) if a.parent == b.parent]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


SIDE = Side("x", "T", "", "", "0" * 40, "", "", "")


def redlined(old: Document, new: Document) -> bytes:
    diff = pt.compare(old, new)
    return render_docx(build_report(diff, SIDE, SIDE), diff)


def expected(doc: Document) -> list[str]:
    return [" ".join(re.sub(r"\|(?:\s*:?-+:?\s*\|)+ ", "", text).split()) for c in doc.clauses() for _, text in parts_of(c) if text.strip()]


def by_python_docx(data: bytes, accept: bool) -> list[str]:
    """The paragraphs after the page break, with all changes accepted or rejected, joined where their mark goes."""
    body = docx.Document(io.BytesIO(data)).element.body
    gone = {f"{W}{name}" for name in (("del", "moveFrom") if accept else ("ins", "moveTo"))}
    kept = {f"{W}{name}" for name in ("ins", "moveTo", "del", "moveFrom")} - gone
    out, seen, text = [], False, ""
    for p in body:
        if p.tag == f"{W}tbl" and seen:
            out += table_lines(p, gone, kept)
            continue
        if p.tag != f"{W}p":
            continue
        if p.find(f".//{W}br") is not None:
            seen = True
            continue
        if not seen:
            continue
        text += said(p, kept)
        marks = p.findall(f"{W}pPr/{W}rPr/*")
        if any(m.tag in gone for m in marks):
            continue  # the paragraph mark goes: what is left of it, which must be nothing, runs into the next
        if text.strip():
            out.append(" ".join(text.split()))
        text = ""
    assert not text
    return out


def said(p: Any, kept: set[str]) -> str:
    """The words of one paragraph that are not taken back."""
    runs = [r for child in p for r in (child.findall(f"{W}r") if child.tag in kept else [child] if child.tag == f"{W}r" else [])]
    return "".join(t.text or "" for r in runs for t in r if t.tag in (f"{W}t", f"{W}delText"))


def table_lines(tbl: Any, gone: set[str], kept: set[str]) -> list[str]:
    """A table as one line; nothing when its rows go."""
    rows = [r for r in tbl.findall(f"{W}tr") if not any(m.tag in gone for m in r.findall(f"{W}trPr/*"))]
    return [" ".join("| " + " | ".join(said(p, kept) for p in row.iter(f"{W}p")) + " |" for row in rows)] if rows else []


def by_pandoc(data: bytes, accept: bool, folder: Path) -> str:
    path = folder / "x.docx"
    path.write_bytes(data)
    mode = "accept" if accept else "reject"
    return subprocess.run(
        ["pandoc", f"--track-changes={mode}", "-t", "plain", "--wrap=none", str(path)], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=[f"{a.parent.name}-{a.stem}" for a, _ in PAIRS])
def test_accept_and_reject_on_the_corpus(old: Path, new: Path) -> None:
    a, b = pt.parse(old.read_text()), pt.parse(new.read_text())
    data = redlined(a, b)
    assert by_python_docx(data, True) == expected(b)
    assert by_python_docx(data, False) == expected(a)
    assert data == redlined(a, b)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed: the second reader of Word files is not tried")
@pytest.mark.parametrize(("old", "new"), PAIRS, ids=[f"{a.parent.name}-{a.stem}" for a, _ in PAIRS])
def test_pandoc_reads_the_same(old: Path, new: Path, tmp_path: Path) -> None:
    a, b = pt.parse(old.read_text()), pt.parse(new.read_text())
    data = redlined(a, b)

    for accept, doc in ((True, b), (False, a)):
        said = flat(by_pandoc(data, accept, tmp_path))
        assert said.endswith(flat("".join(expected(doc))))  # nothing more behind the first page, and nothing less


def flat(text: str) -> str:
    return "".join(text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'").split())


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed: the second reader of Word files is not tried")
def test_pandoc_reads_a_mutated_code(tmp_path: Path) -> None:
    for seed in range(3):
        a, b = mutated(seed, 25)
        data = redlined(a, b)
        for accept, doc in ((True, b), (False, a)):
            assert flat(by_pandoc(data, accept, tmp_path)).endswith(flat("".join(expected(doc))))


def mutated(seed: int, size: int) -> tuple[Document, Document]:
    """A code, and the same with edits, a section and a sub-clause carried elsewhere, one gone, other numbers."""
    rng = random.Random(seed)
    code = mutate.make_code(rng, size)
    other = mutate.copy(code)
    for unit in rng.sample(mutate.every(other), 3):
        mutate.edit(rng, unit, 0.4)
    other.sections.insert(0, other.sections.pop())
    holders = [s for s in other.sections if s.below]
    if len(holders) > 1:
        holders[0].below.append(holders[-1].below.pop())
    del other.sections[len(other.sections) // 2]
    if seed % 2:
        mutate.renumber(other, 300)
    return pt.parse(code.text()[0]), pt.parse(other.text()[0])


@given(st.integers(0, 5_000))
def test_accept_and_reject_on_mutated_codes(seed: int) -> None:
    a, b = mutated(seed, 6)
    data = redlined(a, b)
    assert by_python_docx(data, True) == expected(b)
    assert by_python_docx(data, False) == expected(a)
    assert_well_formed(data)


def assert_well_formed(data: bytes) -> None:
    """What Word refuses: a number used twice for one kind of mark, a move with one end, a range without its end."""
    tree = docx.Document(io.BytesIO(data)).element.body
    stamped = [e.get(f"{W}id") for e in tree.iter() if e.get(f"{W}author")]
    assert len(stamped) == len(set(stamped))
    ends = [{e.get(f"{W}name"): e.get(f"{W}id") for e in tree.iter(f"{W}{tag}RangeStart")} for tag in ("moveFrom", "moveTo")]
    assert set(ends[0]) == set(ends[1])
    for tag, found in zip(("moveFrom", "moveTo"), ends, strict=True):
        assert sorted(found.values()) == sorted(e.get(f"{W}id") for e in tree.iter(f"{W}{tag}RangeEnd"))


def test_a_clause_carried_elsewhere_is_a_move_with_its_label_apart() -> None:
    old = "# T\n\n## § 1. One\n\n(a) The clerk keeps the register of permits for six years.\n\n(b) The council meets in public each month.\n\n## § 2. Two\n\n(a) Fees are due when a permit is asked for.\n"
    new = "# T\n\n## § 1. One\n\n(a) The council meets in public each month.\n\n## § 2. Two\n\n(a) Fees are due when a permit is asked for.\n\n(b) The clerk keeps the register of permits for six years.\n"
    data = redlined(pt.parse(old), pt.parse(new))
    tree = docx.Document(io.BytesIO(data)).element.body
    for tag in ("moveFrom", "moveTo"):
        carried = ["".join(t.text or "" for t in e.iter(f"{W}t")) for e in tree.iter(f"{W}{tag}") if e.findall(f"{W}r")]
        assert carried == ["The clerk keeps the register of permits for six years."]
    assert by_python_docx(data, True) == expected(pt.parse(new))
    assert by_python_docx(data, False) == expected(pt.parse(old))


FEES = "# T\n\n## § 1. Fees\n\n(a) As follows:\n\n| Permit | Fee |\n|---|---|\n| Dog | $5 |\n| Cat | $7 |\n\n(b) The clerk collects them.\n"


@pytest.mark.parametrize(
    "new",
    [
        FEES.replace("clerk", "cashier"),
        FEES.replace("$7", "$9"),
        FEES.replace("| Cat | $7 |", "| Cat | $7 |\n| Goat | $8 |"),
        re.sub(r"\|.*\|\n", "", FEES),
    ],
)
def test_tables_stay_tables(new: str) -> None:
    for a, b in ((FEES, new), (new, FEES)):
        old_doc, new_doc = pt.parse(a), pt.parse(b)
        data = redlined(old_doc, new_doc)
        assert by_python_docx(data, True) == expected(new_doc)
        assert by_python_docx(data, False) == expected(old_doc)
        assert len(docx.Document(io.BytesIO(data)).tables) > 1
        assert_well_formed(data)


def test_a_row_more_is_one_tracked_row() -> None:
    data = redlined(pt.parse(FEES), pt.parse(FEES.replace("| Cat | $7 |", "| Goat | $8 |\n| Cat | $7 |")))
    table = docx.Document(io.BytesIO(data)).tables[1]
    assert len(table.rows) == 4
    assert [bool(row._tr.findall(f"{W}trPr/{W}ins")) for row in table.rows] == [False, False, True, False]
    assert not list(table._tbl.iter(f"{W}del"))


def test_a_new_heading_leaves_the_kept_words_of_its_text_alone() -> None:
    old = "# T\n\n## § 1. Use of the hall.\n\nThe clerk keeps the keys of the hall in the office.\n"
    new = old.replace("Use of the hall.", "Care of rooms.").replace("keys", "cards")
    body = docx.Document(io.BytesIO(redlined(pt.parse(old), pt.parse(new)))).element.body
    assert ["".join(t.text or "" for t in e.iter(f"{W}delText")).strip() for e in body.iter(f"{W}del") if list(e)][-1] == "keys"


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed: the second reader of Word files is not tried")
def test_pandoc_reads_the_cells_of_a_table(tmp_path: Path) -> None:
    data = redlined(pt.parse(FEES), pt.parse(FEES.replace("$7", "$9")))
    for accept, fee in ((True, "$9"), (False, "$7")):
        text = by_pandoc(data, accept, tmp_path)
        assert "What happened" in text
        assert re.search(rf"^\s*Cat\s+{re.escape(fee)}$", text, re.M)


def test_the_law_can_fail() -> None:
    a, b = pt.parse("# T\n\n(a) One.\n\n(b) Two.\n"), pt.parse("# T\n\n(a) One.\n\n(b) Three.\n")
    data = redlined(a, b)
    assert by_python_docx(data, True) != expected(a)
    assert by_python_docx(data, False) != expected(b)


def test_the_first_page_holds_the_table_of_changes() -> None:
    a, b = mutated(1, 6)
    table = docx.Document(io.BytesIO(redlined(a, b))).tables[0]
    assert [c.text for c in table.rows[0].cells] == ["Clause", "What happened", "Nature", "Look closer", "In a sentence"]
    assert len(table.rows) - 1 == len(build_report(pt.compare(a, b), SIDE, SIDE).rows)


def test_the_first_page_holds_notes_and_front_matter() -> None:
    a, b = (pt.parse(f"---\nadopted: {day}\n---\n# T\n\nThe clerk answers.\n") for day in ("2020-01-02", "2021-03-04"))
    diff = pt.compare(a, b)
    report = build_report(diff, SIDE, SIDE._replace(edition="draft", notes=("not yet in force",)))
    said = [p.text for p in docx.Document(io.BytesIO(render_docx(report, diff))).paragraphs]
    assert said[said.index("Note: not yet in force") :][:5] == ["Note: not yet in force", "Note: the edition is a draft, not the official text", report.summary, "Front matter", "adopted: 2020-01-02 → 2021-03-04"]


def test_a_scheme_is_a_marked_copy_without_tracked_changes() -> None:
    a, b = pt.parse("# T\n\nWithin 30 days the clerk answers.\n"), pt.parse("# T\n\nWithin 15 days the clerk answers.\n")
    diff = pt.compare(a, b)
    report = build_report(diff, SIDE, SIDE)
    for name, scheme in SCHEMES.items():
        body = docx.Document(io.BytesIO(render_docx(report, diff, name))).element.body
        tracked = [e for e in body.iter() if e.tag in (f"{W}ins", f"{W}del")]
        assert bool(tracked) == (name == "default")
        if name != "default":
            text = "".join(t.text or "" for t in body.iter(f"{W}t"))
            assert f"Within {scheme.delete.before}30{scheme.delete.after} 15 days" in text
            assert bool(list(body.iter(f"{W}caps"))) == scheme.insert.capitals


def test_characters_xml_cannot_hold_are_shown() -> None:
    a, b = pt.parse("# T\n\nOne \x00 ]]> <script> \x07 &amp; text.\n"), pt.parse("# T\n\nTwo.\n")
    assert any("]]> <script>" in line for line in by_python_docx(redlined(a, b), False))


def test_the_name_of_the_file_says_the_format(tmp_path: Path) -> None:
    for side, words in (("old", "One."), ("new", "Two.")):
        (tmp_path / f"{side}.md").write_text(f"# A\n\n(a) {words}\n", encoding="utf-8")
    old, new = str(tmp_path / "old.md"), str(tmp_path / "new.md")
    for name, begins in (("r.docx", b"pk"), ("r.csv", b""), ("r.html", b"<!doctype"), ("r.json", b"{"), ("r.out", b"<!doctype")):
        assert run("report", old, new, "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_bytes().lower().startswith(begins)
    assert run("report", old, new, "-o", str(tmp_path / "x.docx"), "--format", "json").code == 0
    assert (tmp_path / "x.docx").read_bytes().startswith(b"{")
