"""The Word redline: accepting all gives the new text, rejecting all the old, through two independent readers."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytool as pt
from policytool.model.document import Document
from policytool.render.docx import parts_of, render_docx
from policytool.report import Side, build_report
from policytool.store.create import sample_folder
from tests.support import mutate

SAMPLE = sorted(sample_folder().rglob("*.md"))
PAIRS = [(a, b) for a, b in zip(SAMPLE, SAMPLE[1:], strict=False) if a.parent == b.parent]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def redlined(old: Document, new: Document) -> bytes:
    diff = pt.compare(old, new)
    side = Side("x", "T", "", "", "0" * 40, "", "", "")
    return render_docx(build_report(diff, side, side), diff)


def expected(doc: Document) -> list[str]:
    return [" ".join(text.split()) for c in doc.clauses() for _, text in parts_of(c) if text.strip()]


def by_python_docx(data: bytes, accept: bool) -> list[str]:
    """The paragraphs after the page break, with all changes accepted or rejected."""
    body = docx.Document(io.BytesIO(data)).element.body
    gone, kept = (f"{W}del", f"{W}ins") if accept else (f"{W}ins", f"{W}del")
    out, seen = [], False
    for p in body.findall(f"{W}p"):
        if p.find(f".//{W}br") is not None:
            seen = True
            continue
        if not seen:
            continue
        text = ""
        for child in p:
            if child.tag == gone:
                continue
            runs = child.findall(f"{W}r") if child.tag == kept else [child] if child.tag == f"{W}r" else []
            text += "".join(t.text or "" for r in runs for t in r if t.tag in (f"{W}t", f"{W}delText"))
        if text.strip():
            out.append(" ".join(text.split()))
    return out


def by_pandoc(data: bytes, accept: bool, folder: Path) -> str:
    path = folder / "x.docx"
    path.write_bytes(data)
    mode = "accept" if accept else "reject"
    return subprocess.run(["pandoc", f"--track-changes={mode}", "-t", "plain", "--wrap=none", str(path)], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=[f"{a.parent.name}-{a.stem}" for a, _ in PAIRS])
def test_accept_and_reject_on_the_corpus(old: Path, new: Path) -> None:
    a, b = pt.parse(old.read_text()), pt.parse(new.read_text())
    data = redlined(a, b)
    assert by_python_docx(data, True) == expected(b)
    assert by_python_docx(data, False) == expected(a)
    assert data == redlined(a, b)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed: the second reader of Word files is not tried")
@pytest.mark.parametrize(("old", "new"), PAIRS[:3], ids=[f"{a.parent.name}-{a.stem}" for a, _ in PAIRS[:3]])
def test_pandoc_reads_the_same(old: Path, new: Path, tmp_path: Path) -> None:
    a, b = pt.parse(old.read_text()), pt.parse(new.read_text())
    data = redlined(a, b)

    def flat(text: str) -> str:
        return "".join(text.split())

    for accept, doc in ((True, b), (False, a)):
        assert flat("".join(expected(doc))) in flat(by_pandoc(data, accept, tmp_path)).replace("“", '"').replace("”", '"').replace("’", "'")


@given(st.integers(0, 5_000))
def test_accept_and_reject_on_mutated_codes(seed: int) -> None:
    rng = random.Random(seed)
    code = mutate.make_code(rng, 6)
    other = mutate.copy(code)
    for unit in rng.sample(mutate.every(other), 3):
        mutate.edit(rng, unit, 0.4)
    other.sections.insert(0, other.sections.pop())
    if seed % 2:
        mutate.renumber(other, 300)
    a, b = pt.parse(code.text()[0]), pt.parse(other.text()[0])
    data = redlined(a, b)
    assert by_python_docx(data, True) == expected(b)
    assert by_python_docx(data, False) == expected(a)


def test_characters_xml_cannot_hold_are_shown() -> None:
    a, b = pt.parse("# T\n\nOne \x00 ]]> <script> \x07 &amp; text.\n"), pt.parse("# T\n\nTwo.\n")
    assert any("]]> <script>" in line for line in by_python_docx(redlined(a, b), False))
