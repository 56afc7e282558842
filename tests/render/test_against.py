"""The cross-reference report: in a real browser, without scripts, filtered, printed, and axe."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.browser import ask, chromium, dom, needs_browser
from tests.support.cli import run

VENDOR = Path(__file__).parent.parent / "vendor"


@pytest.fixture(scope="module")
def store(sample: str) -> str:
    return sample


@pytest.fixture(scope="module")
def page(store: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "against.html"
    ran = run("-C", store, "report", "EO 2025-6", "--against", "WCO", "-o", str(path))
    assert ran.code == 0, ran.err
    return path


def test_one_file_no_network_no_script(page: Path, store: str, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"<(?:link|img|iframe|object|embed|script)\b|\bsrc=|\sstyle=|@import|url\(", text)
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in text
    assert "script-src" not in text
    assert "Not an official edition" in text
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert run("-C", store, "report", "EO 2025-6", "--against", "WCO", "-o", str(tmp_path / "again.html")).code == 0
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_every_clause_of_both_is_there_and_suggestions_are_called_that(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count('<section class="beside') == 24
    assert text.count('<div class="target') == 47
    assert text.count("reviewed: A extends B") == 3
    for card in re.findall(r'<li class="card suggested">(.*?)</li>', text, re.S):
        assert '<span class="tag">suggested</span>' in card
        assert "cites" not in card.split("<p>")[0]


def test_sources_are_links_numbers_hold_together_and_the_words_are_said_to_be_ours(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(re.findall(r'<dt>Source</dt><dd><a href="https://[^"]+" rel="noreferrer">', text)) == 2
    assert "What is set side by side here is a restatement in our own words." in text
    shown = re.sub(r'<span class="n">[^<]*</span>|<[^>]*>', "", text.partition("<h2")[2])
    assert not re.search(r"2-173-\d", shown)


def test_a_hostile_text_is_escaped(tmp_path: Path) -> None:
    a, b = tmp_path / "a.md", tmp_path / "b.md"
    a.write_text('---\nid: x/a\ntitle: "A <script>alert(1)</script>"\n---\n\n## § 1. "><img src=x onerror=alert(1)>\n\n(a) </style><b>bold</b> {{ 7*7 }} widgets \u202e graze.\n', encoding="utf-8")
    b.write_text('---\nid: x/b\ntitle: B\n---\n\n## § 2. Two\n\n(a) Widgets graze <i>here</i>.\n', encoding="utf-8")
    path = tmp_path / "x.html"
    assert run("report", str(a), "--against", str(b), "-o", str(path)).code == 0
    body = path.read_text(encoding="utf-8").partition("<body")[2]
    assert not re.search(r"<script|<img|<i>|<b>bold|\u202e", body)
    assert "{{ 7*7 }}" in re.sub(r'<span class="n">([^<]*)</span>', r"\1", body)
    assert "widgets" in body


@needs_browser
def test_the_style_applies_under_its_hash_and_filters_need_no_script(page: Path) -> None:
    assert "Protecting Chicago Initiative" in dom(page)
    answer = ask(
        page,
        """
        const seen = q => [...document.querySelectorAll(q)].filter(e => getComputedStyle(e).display !== 'none').length;
        const out = {columns: getComputedStyle(document.querySelector('.beside')).gridTemplateColumns.split(' ').length};
        out.all = seen('.card'); out.suggested = seen('.card.suggested'); out.alone = seen('.beside.alone');
        document.getElementById('show-suggested').click(); out.without = seen('.card'); out.left = seen('.card.suggested');
        document.getElementById('show-r-extends').click(); out.extends = seen('.card.r-extends');
        document.getElementById('show-alone').click(); out.hidden = seen('.beside.alone');
        document.getElementById('show-suggested').click(); out.back = seen('.card.suggested');
        return out;
        """,
        "--window-size=1200,900",
    )
    assert isinstance(answer, dict)
    assert answer["columns"] == 2
    assert answer["suggested"] > 10
    assert answer["without"] == answer["all"] - answer["suggested"] == 9
    assert answer["left"] == 0
    assert answer["extends"] == 0
    assert answer["alone"] > 3
    assert answer["hidden"] == 0
    assert answer["back"] == answer["suggested"]


@needs_browser
def test_on_a_phone_it_is_one_column_and_nothing_sticks_out(page: Path) -> None:
    answer = ask(page, "return [getComputedStyle(document.querySelector('.beside')).gridTemplateColumns.split(' ').length, document.documentElement.scrollWidth - innerWidth];", "--window-size=500,900")
    assert isinstance(answer, list)
    assert answer[0] == 1
    assert answer[1] <= 0


@needs_browser
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed: the printed page is not read (apt-get install poppler-utils)")
def test_printed(page: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "against.pdf"
    chromium(page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    text = " ".join(subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True).stdout.split())
    assert "Traffic stops and checkpoints" in text
    assert "reviewed: A extends B" in text
    assert "set up a traffic perimeter" in text


@needs_browser
@pytest.mark.parametrize("flags", [(), ("--blink-settings=preferredColorScheme=0",)], ids=["light", "dark"])
def test_axe_finds_nothing(page: Path, store: str, tmp_path: Path, flags: tuple[str, ...]) -> None:
    axe = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    assert hashlib.sha256(axe.encode()).hexdigest() == (VENDOR / "axe.min.js.sha256").read_text().split()[0]
    if flags:  # the other way round, and with a relation that leads to a clause no longer there
        page = tmp_path / "gone.html"
        assert run("-C", store, "report", "us-dc/code/24-211.07", "--against", "us-il-cook/code/46-37", "-o", str(page)).code == 0
        assert "is not in this version" in page.read_text(encoding="utf-8")
    answer = ask(page, "const r = await axe.run(); return r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html]);", *flags, library=axe)
    assert answer == []


@pytest.mark.parametrize("more", [("--format", "docx"), ("WCO@2020-01",), ("--scheme", "nothing")])
def test_refusals(store: str, tmp_path: Path, more: tuple[str, ...]) -> None:
    path = tmp_path / "no.html"
    assert run("-C", store, "report", "EO 2025-6", *more, "--against", "WCO", "-o", str(path)).code == 2
    assert not path.exists()


def test_json(store: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    assert run("-C", store, "report", "EO 2025-6", "--against", "WCO", "--format", "json", "-o", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == run("-C", store, "xref", "EO 2025-6", "WCO", "--format", "json").out
