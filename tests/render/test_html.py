"""The HTML report in a real browser: what is there after load, keys and filter, scripts off, printed, and axe."""

from __future__ import annotations

import base64
import csv
import hashlib
import html
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import policytool as pt
from policytool.commands.diff import SCHEME_NAMES
from policytool.commands.report import render
from policytool.model.document import Document
from policytool.render.html import render_html
from policytool.render.schemes import SCHEMES
from policytool.report import Side, build_report
from policytool.store.create import sample_folder
from tests.support import mutate
from tests.support.browser import ask, chromium, dom, needs_browser
from tests.support.cli import run

SIDE = Side("x", "Code of Records", "", "", "0" * 40, "", "", "")
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


def test_a_table_has_its_marks_in_its_cells() -> None:
    table = "# Rules\n\n## Sec. 1. Fees.\n\n| Boat | Fee |\n|---|---|\n| <b>small</b> | $5 |\n"
    diff = pt.compare(pt.parse(table), pt.parse(table.replace("$5", "$6")))
    page = render_html(build_report(diff, SIDE, SIDE, whole=True))
    text = re.sub(r'<span class="sr">.*?</span>', "", page)
    assert '<table class="cells"><tr><th scope="col">Boat</th><th scope="col">Fee</th></tr>\n' in text
    assert '<tr><td>&lt;b&gt;small&lt;/b&gt;</td><td><del>$5</del> <ins>$6</ins></td></tr>' in text


def test_text_is_escaped_by_construction() -> None:
    hostile = '# T <script>alert(1)</script>\n\n## § 1. "><img src=x onerror=alert(1)>\n\n(a) </script><b>bold</b> {{ 7*7 }} \x1b[31m \u202e ]]>\n'
    side = Side('"><i>', "<u>", "", "", "0" * 40, "", "javascript:alert(1)", "")
    diff = pt.compare(pt.parse("# T\n\n## § 1. Old\n\n(a) Text.\n"), pt.parse(hostile))
    text = render_html(build_report(diff, side, side, whole=True))
    body = text[text.index("<body>") :].replace('<script>"use strict"', "")
    assert "<img" not in body
    assert "<b>bold</b>" not in body
    assert "onerror=alert(1)&gt;" in body
    assert "\x1b" not in text
    assert body.count("<script>") == 0


def test_marks_hold_words_and_not_the_blanks_around_them(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    said = re.findall(r'<(ins|del)><span class="sr">\[(?:inserted|deleted): </span>(.*?)<span class="sr">\]</span></\1>', text, re.S)
    assert len(said) > 40
    assert [words for _, words in said if words != words.strip()] == []
    assert not re.search(r"</del> {2}", text)


@needs_browser
def test_side_by_side_spells_the_old_and_the_new_text_and_goes_back(tmp_path: Path) -> None:
    old, new, page = tmp_path / "a.md", tmp_path / "b.md", tmp_path / "r.html"
    said = ("# T\n\nThe clerk of the town keeps 30 files in the front office of the hall.\n", "# T\n\nThe clerk of the town keeps 15 files, in order, in the front office of the hall and the mill.\n")
    old.write_text(said[0], encoding="utf-8")
    new.write_text(said[1], encoding="utf-8")
    assert run("report", str(old), str(new), "-o", str(page)).code == 0
    answer = ask(
        page,
        """
        const set = on => { const e = document.querySelector('[data-do=columns]'); e.checked = on; e.dispatchEvent(new Event('input', {bubbles: true})); };
        const read = p => { const c = p.cloneNode(true); c.querySelectorAll('.sr').forEach(x => x.remove()); return c.textContent; };
        const before = document.querySelector('main').innerHTML; set(true);
        const seen = [...document.querySelectorAll('.pair p')].map(read); set(false); set(true); set(false);
        return [seen, document.querySelector('main').innerHTML === before];
        """,
    )
    assert answer == [[text.partition("\n\n")[2].strip() for text in said], True]


def test_a_heading_is_said_once_and_numbers_stay_in_one_piece(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    article = text[text.index('id="c-s2-173-020"') : text.index('id="c-s2-173-020/a/1/A"')]
    assert article.count("Immigration enforcement prohibited") == 1
    assert '<span class="n">2-173-042(a)(1)</span>' in text
    assert '<p class="when">2020-01 → 2021-01-27</p>' in text


@needs_browser
def test_long_front_matter_is_folded_and_not_wider_than_the_page(page: Path) -> None:
    answer = ask(
        page,
        """
        const folded = [...document.querySelectorAll('details')].find(d => d.textContent.includes('confidence')), was = folded.open;
        document.querySelectorAll('details').forEach(d => d.open = true);
        const main = document.querySelector('main').getBoundingClientRect();
        return [was, [...document.querySelectorAll('table.fields')].map(t => t.getBoundingClientRect().right <= main.right && t.scrollWidth <= t.clientWidth + 1)];
        """,
        "--window-size=700,900",
    )
    assert answer == [False, [True, True]]


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
    silent.write_text(
        re.sub(r"script-src &#39;[^;]*&#39;", "script-src &#39;none&#39;", page.read_text(encoding="utf-8")), encoding="utf-8"
    )
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
        const pick = document.querySelector('[data-do=pick]'); pick.value = 'fact-moved'; pick.dispatchEvent(new Event('input', {bubbles: true}));
        out.moved = [...document.querySelectorAll('article.change')].filter(a => !a.classList.contains('filtered')).map(a => a.classList.contains('fact-moved'));
        document.querySelector('[data-do=csv]').click(); out.csv = document.body.dataset.csv;
        pick.value = ''; pick.dispatchEvent(new Event('input', {bubbles: true}));
        document.querySelectorAll('details.kept').forEach(d => d.open = false);
        const folded = document.querySelector('details.kept div[id]'); location.hash = '#' + folded.id; await new Promise(r => setTimeout(r, 300)); out.unfolded = folded.closest('details').open;
        out.dead = [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(decodeURIComponent(a.getAttribute('href').slice(1)))).length;
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
    assert len(answer["moved"]) == 8
    assert all(answer["moved"])
    assert answer["csv"].count("\r\n") == 9
    assert answer["csv"].startswith('"Clause","What happened"')
    assert answer["unfolded"] is True
    assert answer["dead"] == 0


@needs_browser
@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed: the printed page is not read (apt-get install poppler-utils)"
)
def test_printed_page_holds_the_folded_text(page: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    chromium(page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    text = " ".join(subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True).stdout.split())
    assert "Each quarter the police department shall report" in text  # a section that did not change
    assert "hand a person over to ICE" in text
    assert text.count("Clause What happened Nature Look closer In a sentence") > 1  # at the head of each page of the table


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
    answer = ask(
        page, "const r = await axe.run(); return r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html]);", *flags, library=axe
    )
    assert answer == []


def test_history_of_a_document(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "history.html"
    assert run("-C", sample, "report", "WCO", "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    assert text.count('<section class="comparison"') == 4
    assert 'id="timeline"' in text
    assert len(re.findall(r'id="([^"]+)"', text)) == len(set(re.findall(r'id="([^"]+)"', text)))


@needs_browser
@pytest.mark.parametrize(("width", "shown"), [(1400, "block"), (390, "none")])
def test_the_outline_is_for_wide_screens_and_nothing_is_wider_than_a_phone(page: Path, width: int, shown: str) -> None:
    answer = ask(
        page,
        "const o = document.querySelector('.outline'); return [getComputedStyle(o).display, getComputedStyle(o).position, document.documentElement.scrollWidth <= innerWidth, innerWidth];",
        f"--window-size={width},900",
    )
    assert answer[0] == shown
    assert answer[2] is True
    if width == 1400:
        assert answer[1] == "sticky"


def test_five_thousand_clauses_stay_under_three_megabytes() -> None:
    old, new = large_pair()
    clauses = sum(1 for _ in new.clauses())
    text = render_html(build_report(pt.compare(old, new), SIDE, SIDE, whole=True))
    assert clauses > 5_000
    assert 100 < text.count("<article") < 1_000
    assert len(text.encode()) < 3_000_000
    assert ".change{content-visibility:auto" in text
    assert ".kept{content-visibility:auto" in text


def large_pair() -> tuple[Document, Document]:
    rng = random.Random(5)
    code = mutate.make_code(rng, 1_050)
    other = mutate.copy(code)
    for unit in mutate.every(other)[::20]:
        mutate.edit(rng, unit, 0.2)
    return pt.parse(code.text()[0]), pt.parse(other.text()[0])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_runs_under_its_hash(scheme: str, tmp_path: Path) -> None:
    path = tmp_path / "s.html"
    assert run("report", str(MCC / "2020-01.md"), str(MCC / "2021-01-27.md"), "--scheme", scheme, "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode().replace("+", "&#43;")
    assert digest.replace("&#43;", "+") in text.replace("&#43;", "+")
    assert SCHEMES[scheme].title in html.unescape(text)


@needs_browser
def test_the_scheme_of_brackets_shows_brackets_and_no_colour(tmp_path: Path) -> None:
    path = tmp_path / "s.html"
    assert run("report", str(MCC / "2020-01.md"), str(MCC / "2021-01-27.md"), "--scheme", "brackets", "-o", str(path)).code == 0
    answer = ask(
        path,
        "const d = document.querySelector('.redline del'), p = getComputedStyle(d.parentNode); return [getComputedStyle(d, '::before').content, getComputedStyle(d).textDecorationLine, getComputedStyle(d).color === p.color];",
    )
    assert answer == ['"["', "none", True]


def test_schemes_on_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = tmp_path / "a.md", tmp_path / "b.md"
    a.write_text("# T\n\nWithin 30 days the clerk answers.\n")
    b.write_text("# T\n\nWithin two weeks the clerk answers.\n")
    assert tuple(SCHEMES) == SCHEME_NAMES
    assert "Within [30 days]{+two weeks+} the" in run("diff", str(a), str(b), "--scheme", "brackets").out
    assert "Within [-30 days-]{+TWO WEEKS+} the" in run("diff", str(a), str(b), "--scheme", "capitals").out
    assert run("diff", str(a), str(b), "--scheme", "brackets", "--format", "json").code == 2
    monkeypatch.setenv("FORCE_COLOR", "1")
    for name in SCHEMES:
        shown = run("diff", str(a), str(b), "--scheme", name).out
        assert ("[30 days]" in re.sub(r"\x1b\[[0-9;]*m", "", shown)) == (name == "brackets")
        assert "\x1b[" in shown


def test_the_table_as_csv_without_a_script(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert run("report", str(MCC / "2020-01.md"), str(MCC / "2021-01-27.md"), "--format", "csv", "-o", str(path)).code == 0
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 25
    assert rows[0][2] == "Clause"
    assert rows[1][2] == "2-173-020"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


HOSTILE = {
    "script": "</script><script>alert(1)</script>",
    "cdata": "]]> <![CDATA[ &lt; -->",
    "control": "a \x1b[31m \x00 \x07 b \x0c c",
    "bidi": "a \u202e \u2066 b",
    "surrogate": "a \ud800 b",
    "noncharacter": "a \ufffe \uffff b",
    "long": "word " * 200_000,
}


@pytest.mark.parametrize("form", ["html", "docx", "markdown", "json", "csv"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_in_every_format(name: str, form: str) -> None:
    old = pt.parse(f"# T\n\n## § 1. Name {HOSTILE[name][:40]}\n\n(a) {HOSTILE[name]}\n\n(b) Kept {HOSTILE[name]}\n")
    new = pt.parse(
        f"# T\n\n## § 1. Name {HOSTILE[name][:40]}\n\n(a) {HOSTILE[name]} more.\n\n(b) Kept {HOSTILE[name]}\n\n(c) New {HOSTILE[name]}\n"
    )
    diff = pt.compare(old, new)
    data = render(build_report(diff, SIDE, SIDE, whole=form == "html"), diff, form)
    if form == "docx":
        parts = zipfile.ZipFile(io.BytesIO(data))
        for part in parts.namelist():
            ElementTree.fromstring(parts.read(part))
        return
    text = data.decode("utf-8", "surrogatepass")
    if form == "html":
        body = text[text.index("<body>") :]
        assert body.count("<script>") == 1  # our own
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


def test_the_calendar_says_what_is_to_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    front = "---\nid: x/{0}\ntitle: Rules {0}\nkind: ordinance\njurisdiction: City\n{1}\n---\n\n# Rules\n\nText {0}.\n"
    for name, dates in (
        ("a", "adopted: 2020-01-02\neffective: 2030-05-01"),
        ("b", "effective: 2016-10\nexpires: 2031-12-31"),
        ("c", "published: 2019"),
    ):
        (tmp_path / f"{name}.md").write_text(front.format(name, dates))
    monkeypatch.setenv("POLICYTOOL_TODAY", "2026-01-01")
    ran = run("-C", str(tmp_path), "calendar", "--format", "json")
    events = [(e["date"], e["what"], e["past"]) for e in json.loads(ran.out)["events"]]
    assert events == [
        ("2016-10", "takes effect", True),
        ("2019", "published", True),
        ("2030-05-01", "takes effect", False),
        ("2031-12-31", "expires", False),
    ]
    ahead = run("-C", str(tmp_path), "calendar", "--upcoming", "--format", "csv").out.splitlines()
    assert [line.split(",")[0] for line in ahead] == ["Date", "2030-05-01", "2031-12-31"]
    calendar = run("-C", str(tmp_path), "calendar", "x/b", "--format", "ics").out
    assert "DTSTART;VALUE=DATE:20161001\nDTEND;VALUE=DATE:20161101" in calendar.replace("\r", "")
    assert all(len(line.encode()) <= 75 for line in calendar.splitlines())
    assert run("-C", str(tmp_path), "calendar", "--since", "soon").code == 2


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


def test_a_pipe_stays_a_pipe_a_link_a_link_and_a_private_file_private(tmp_path: Path) -> None:
    pair = str(MCC / "2020-01.md"), str(MCC / "2021-01-27.md")
    pipe, link, kept = tmp_path / "pipe", tmp_path / "link.html", tmp_path / "kept.html"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert run("report", *pair, "-o", str(pipe)).code == 0
    reader.join(10)
    assert read[0].startswith(b"<!DOCTYPE html>")
    assert read[0].rstrip().endswith(b"</html>")
    assert pipe.is_fifo()
    kept.write_text("mine")
    kept.chmod(0o600)
    link.symlink_to(kept)
    assert run("report", *pair, "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert kept.read_text().startswith("<!DOCTYPE html>")
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_disk_that_fills_keeps_the_old_file(form: str, tmp_path: Path) -> None:
    kept = tmp_path / f"kept.{form}"
    kept.write_text("mine")
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); from policytool.cli import main; main(['report', {str(MCC / '2020-01.md')!r}, {str(MCC / '2021-01-27.md')!r}, '--format', {form!r}, '-o', {str(kept)!r}, '--force'])"
    done = subprocess.run([sys.executable, "-c", limit], capture_output=True, text=True)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert kept.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == [kept.name]


@needs_browser
def test_what_differs_only_as_throughout_can_be_hidden(tmp_path: Path) -> None:
    clauses = ["The warden opens the gate.", "The warden shuts the gate.", "The warden paints the gate.", "The pond is cold."]
    for name, said in (("old", clauses), ("new", [c.replace("warden", "keeper").replace("cold", "warm") for c in clauses])):
        (tmp_path / f"{name}.md").write_text("# Rules\n\n" + "".join(f"{n}. {c}\n\n" for n, c in enumerate(said, 1)), encoding="utf-8")
    made = tmp_path / "page.html"
    assert run("report", str(tmp_path / "old.md"), str(tmp_path / "new.md"), "-o", str(made)).code == 0
    shown = ask(
        made,
        """
        const pick = document.querySelector('[data-do=pick]'); pick.value = 'own'; pick.dispatchEvent(new Event('input', {bubbles: true}));
        return [...document.querySelectorAll('article.change')].filter(a => !a.classList.contains('filtered')).map(a => a.querySelector('h3').textContent.trim());
        """,
    )
    assert shown == ["# 4. modified · substantive"]
