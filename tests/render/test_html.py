"""The HTML report in a real browser: what is there after load, keys and filter, scripts off, printed, and axe."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import policytool as pt
from policytool.render.html import render_html
from policytool.report import Side, build_report
from policytool.store.create import sample_folder
from tests.support import mutate
from tests.support.browser import ask, chromium, dom, needs_browser
from tests.support.cli import run

VENDOR = Path(__file__).parent.parent / "vendor"
MCC = sample_folder() / "us-il-chicago" / "mcc" / "2-173"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    assert run("report", str(MCC / "2020-01.md"), str(MCC / "2021-01-27.md"), "-o", str(path)).code == 0
    return path


def test_one_file_no_network_no_inline_style(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"<(?:link|img|iframe|object|embed)\b|\bsrc=|\sstyle=|@import|url\(", text)
    assert "default-src &#39;none&#39;" in text
    assert "Not an official edition" in text
    assert "restatement in our own words" in text


def test_the_same_bytes_on_every_run(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "again.html"
    assert run("report", str(MCC / "2020-01.md"), str(MCC / "2021-01-27.md"), "-o", str(other)).code == 0
    assert other.read_bytes() == page.read_bytes()


def test_text_is_escaped_by_construction() -> None:
    hostile = '# T <script>alert(1)</script>\n\n## § 1. "><img src=x onerror=alert(1)>\n\n(a) </script><b>bold</b> {{ 7*7 }} \x1b[31m \u202e ]]>\n'
    side = Side('"><i>', "<u>", "", "", "0" * 40, "", "javascript:alert(1)", "")
    diff = pt.compare(pt.parse("# T\n\n## § 1. Old\n\n(a) Text.\n"), pt.parse(hostile))
    text = render_html(build_report(diff, side, side, whole=True))
    body = text[text.index("<body>") :].replace("<script>\"use strict\"", "")
    assert "<img" not in body
    assert "<b>bold</b>" not in body
    assert "onerror=alert(1)&gt;" in body
    assert "\x1b" not in text
    assert body.count("<script>") == 0


@needs_browser
def test_dom_after_load_with_the_csp_in_force(page: Path) -> None:
    loaded = dom(page)
    tools = re.search(r'<nav class="tools"[^>]*>', loaded)
    assert tools
    assert "hidden" not in tools[0]  # the script ran under its hash
    assert loaded.count('<article class="change') == 24
    assert 'aria-label="Where in the document the 24 changes fall"' in loaded


@needs_browser
def test_scripts_off(page: Path, tmp_path: Path) -> None:
    silent = tmp_path / "silent.html"
    silent.write_text(re.sub(r"script-src &#39;[^;]*&#39;", "script-src &#39;none&#39;", page.read_text(encoding="utf-8")), encoding="utf-8")
    loaded = dom(silent)
    assert re.search(r'<nav class="tools"[^>]*hidden', loaded)
    assert "2-173-020(a)(1)(A)" in loaded
    assert "<del>" in loaded
    assert "<ins>" in loaded
    assert '<details class="kept">' in loaded


@needs_browser
def test_keys_filter_and_toggles(page: Path) -> None:
    answer = ask(
        page,
        """
        const key = k => document.dispatchEvent(new KeyboardEvent('keydown', {key: k, bubbles: true}));
        const set = (name, on) => { const e = document.querySelector('[data-do=' + name + ']'); e.checked = on; e.dispatchEvent(new Event('input', {bubbles: true})); };
        const out = {};
        key('n'); key('n'); out.second = document.querySelector('.here h3').textContent;
        key('p'); out.first = document.querySelector('.here h3').textContent; out.status = document.querySelector('.status').textContent;
        key('?'); out.help = document.querySelector('dialog').open; key('?');
        const f = document.querySelector('[data-do=filter]'); f.value = '1357(g)'; f.dispatchEvent(new Event('input', {bubbles: true}));
        out.filtered = [...document.querySelectorAll('article.change')].filter(a => !a.classList.contains('filtered')).length;
        f.value = ''; f.dispatchEvent(new Event('input', {bubbles: true}));
        set('columns', true); out.pairs = document.querySelectorAll('.pair').length > 10; set('columns', false); out.unpaired = document.querySelectorAll('.pair').length;
        set('unfold', true); out.open = [...document.querySelectorAll('details.kept')].every(d => d.open);
        document.querySelector('table.changes thead button').click();
        out.sorted = document.querySelector('th[aria-sort]').getAttribute('aria-sort');
        return out;
        """,
    )
    assert isinstance(answer, dict)
    assert "2-173-020" in answer["first"]
    assert "2-173-020(a)(1)(A)" in answer["second"]
    assert answer["status"] == "change 1 of 24"
    assert answer["help"] is True
    assert answer["filtered"] >= 1
    assert answer["pairs"] is True
    assert answer["unpaired"] == 0
    assert answer["open"] is True
    assert answer["sorted"] == "ascending"


@needs_browser
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed: the printed page is not read (apt-get install poppler-utils)")
def test_printed_page_holds_the_folded_text(page: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    chromium(page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    text = " ".join(subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True).stdout.split())
    assert "give information" not in text or text
    assert "Each quarter the police department shall report" in text  # a section that did not change
    assert "hand a person over to ICE" in text


@needs_browser
@pytest.mark.parametrize("flags", [(), ("--blink-settings=preferredColorScheme=0",)], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["flagship", "long"])
def test_axe_finds_nothing(page: Path, tmp_path: Path, name: str, flags: tuple[str, ...]) -> None:
    axe = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    assert hashlib.sha256(axe.encode()).hexdigest() == (VENDOR / "axe.min.js.sha256").read_text().split()[0]
    if name == "long":
        rng = random.Random(3)
        code = mutate.make_code(rng, 150)
        other = mutate.copy(code)
        for unit in mutate.every(other)[::7]:
            mutate.edit(rng, unit, 0.3)
        side = Side("x", "Code of Records", "", "", "0" * 40, "", "", "")
        diff = pt.compare(pt.parse(code.text()[0]), pt.parse(other.text()[0]))
        page = tmp_path / "long.html"
        page.write_text(render_html(build_report(diff, side, side, whole=True)), encoding="utf-8")
    answer = ask(page, "const r = await axe.run(); return r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html]);", *flags, library=axe)
    assert answer == []


def test_history_of_a_document(tmp_path: Path) -> None:
    store, path = tmp_path / "store", tmp_path / "history.html"
    assert run("init", str(store), "--sample").code == 0
    assert run("-C", str(store), "report", "WCO", "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    assert text.count('<section class="comparison"') == 4
    assert 'id="timeline"' in text
    assert len(re.findall(r'id="([^"]+)"', text)) == len(set(re.findall(r'id="([^"]+)"', text)))


def test_bad_output(tmp_path: Path) -> None:
    a, b = str(MCC / "2020-01.md"), str(MCC / "2021-01-27.md")
    kept = tmp_path / "kept.html"
    kept.write_text("mine")
    ran = run("report", a, b, "-o", str(kept))
    assert ran.code == 2
    assert "--force" in ran.err
    assert kept.read_text() == "mine"
    assert run("report", a, b, "-o", str(kept), "--force").code == 0
    assert run("report", a, b, "-o", str(tmp_path / "no" / "x.html")).code == 2
    assert run("report", a, b, "-o", str(tmp_path)).code == 2
    assert run("report", a, b, "-o", "/proc/nothing/x.html").code == 2


def test_a_disk_that_fills_keeps_the_old_file(tmp_path: Path) -> None:
    kept = tmp_path / "kept.html"
    kept.write_text("mine")
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); from policytool.cli import main; main(['report', {str(MCC / '2020-01.md')!r}, {str(MCC / '2021-01-27.md')!r}, '-o', {str(kept)!r}, '--force'])"
    done = subprocess.run([sys.executable, "-c", limit], capture_output=True, text=True)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert kept.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["kept.html"]
