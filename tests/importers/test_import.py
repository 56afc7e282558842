"""policytool import: files, standard input, both views, into the store, and comparing without a store."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from tests.importers.test_docx import LETTERS, TRACKED
from tests.importers.test_html import CHICAGO
from tests.support.cli import program, run
from tests.support.word import docx, paragraph

WORD = docx(
    paragraph("Fee Rules", style="T") + TRACKED,
    parts={**LETTERS, "styles": '<w:styles NS><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>'},
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("rules.docx").write_bytes(WORD)
    os.utime("rules.docx", (1_700_000_000, 1_700_000_000))
    Path("order.html").write_text(CHICAGO)
    return tmp_path


def test_markdown_goes_out_and_the_report_beside_it(folder: Path) -> None:
    done = run("import", "rules.docx", "--id", "us-il-chicago/rules", "--date", "2025-03-01", "--url", "https://example.org/r")
    assert done.code == 0
    digest = hashlib.sha256(WORD).hexdigest()
    assert f'source: {{url: "https://example.org/r", retrieved: 2023-11-14, sha256: {digest}}}' in done.out
    assert "id: us-il-chicago/rules\ntitle: Fee Rules\n" in done.out
    assert "adopted: 2025-03-01\n" in done.out
    assert "effective:\n" in done.out
    assert "(a) The fee is 15 business days." in done.out
    assert "read rules.docx as docx" in done.err
    assert "--both" in done.err


def test_one_view_or_both(folder: Path) -> None:
    assert "The fee is 30 days." in run("import", "rules.docx", "--reject").out
    assert run("import", "rules.docx", "--both").code == 0
    assert "30 days" in Path("rules.before.md").read_text()
    assert "15 business days" in Path("rules.after.md").read_text()
    before = Path("rules.before.md").stat().st_mtime_ns
    assert "exists" in run("import", "rules.docx", "--both").err
    assert Path("rules.before.md").stat().st_mtime_ns == before
    assert run("import", "rules.docx", "--both", "--force").code == 0
    assert "[-30-]{+15 business+}" in run("diff", "./rules.before.md", "./rules.after.md").out
    assert "has no tracked changes" in run("import", "order.html", "--both").err


def test_a_file_is_never_replaced_unasked(folder: Path) -> None:
    Path("out.md").write_text("mine")
    assert run("import", "order.html", "-o", "out.md").code == 2
    assert Path("out.md").read_text() == "mine"
    assert run("import", "order.html", "-o", "out.md", "--force").code == 0


def test_json_lists_losses(folder: Path) -> None:
    said = json.loads(run("import", "order.html", "--format", "json").out)
    assert said["read_as"] == "html"
    assert said["markdown"].startswith("---\nid:\n")
    assert {"losses", "repairs", "marked"} <= set(said)


def test_standard_input(folder: Path) -> None:
    done = program("import", "-", stdin="Section 1. Scope.\n\n(a) All oﬃces.\n".encode())
    assert b"(a) All offices." in done.stdout
    assert b"repaired: ligatures written out (1, " in done.stderr


def test_add_shows_and_stores(folder: Path) -> None:
    run("init", "store")
    done = run("-C", "store", "import", "order.html", "--add", "--id", "us-il-chicago/eo/x", "--date", "2025-08-30")
    assert done.code == 0
    assert done.out.index("train its staff") < done.out.index("stored us-il-chicago/eo/x, 2025-08-30: new, in us-il-chicago/eo/x.md, blob ")
    assert "train its staff" in run("-C", "store", "clause", "us-il-chicago/eo/x", "2(a)").out
    assert "already stored" in run("-C", "store", "import", "order.html", "--add", "--id", "us-il-chicago/eo/x", "--date", "2025-08-30").out


def test_markdown_of_a_policy_is_not_imported_again(folder: Path) -> None:
    for text in ("---\nid: us/eo/1\n---\n\nx\n", "---\ntitle: Rules\nadopted: 2025-01-01\n---\n\n(a) x\n"):
        Path("x.md").write_text(text)
        assert "Markdown already" in run("import", "x.md").err


def test_nothing_is_written_for_bad_input(folder: Path) -> None:
    run("init", "store")
    Path("bad.docx").write_bytes(WORD[:300])
    Path("policy.md").write_text("---\nid: a/b\n---\ntext\n")
    for arguments, said in (
        (("import", "bad.docx", "-o", "bad.md"), "cut-off"),
        (("-C", "store", "import", "bad.docx", "--add", "--id", "a/b"), "cut-off"),
        (("-C", "store", "import", "order.html", "--add"), "no id"),
        (("import", "policy.md"), "policytool add"),
        (("import", "https://example.org/x"), "save the page"),
        (("import", "missing.docx"), "no file"),
        (("import", "order.html", "--date", "soon"), "not a calendar date"),
        (("diff", "bad.docx", "order.html"), "cut-off"),
    ):
        done = run(*arguments)
        assert done.code == 2
        assert said in done.err
    assert not Path("bad.md").exists()
    assert "0 documents" in run("-C", "store", "list").out or not run("-C", "store", "list").out.count("version")


def test_word_files_are_compared_without_a_store(folder: Path) -> None:
    Path("new.docx").write_bytes(
        docx(paragraph("Rules apply to all agencies.", (1, 0)) + paragraph("Fees rise by 5 percent.", (1, 0)), parts=LETTERS)
    )
    Path("old.docx").write_bytes(
        docx(paragraph("Rules apply to all agencies.", (1, 0)) + paragraph("Fees rise by 3 percent.", (1, 0)), parts=LETTERS)
    )
    done = run("diff", "old.docx", "new.docx")
    assert done.code == 0
    assert "Fees rise by [-3-]{+5+} percent." in done.out
    assert run("diff", "old.docx", "order.html").code == 0
