"""A comparison on the screen: any text survives or is shown visibly, and old and new words never touch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytool.model.change import Mark, Segment
from policytool.render.diff_text import marked, shortened
from policytool.render.grids import Grid, gridded
from policytool.render.redlines import apart, broken
from policytool.render.safe import UNSAFE, visible
from policytool.render.schemes import restyled
from tests.support.cli import program, run

FRAME = "# Rules\n\n## Sec. 1. Matters.\n\n(a) The clerk keeps the file and {} in the front hall.\n\n(b) Stock words.\n"
FORMATS = ("terminal", "plain", "markdown", "json")
SURVIVE = (
    "[reserved]",
    "[/a]",
    "[bold]x[/bold]",
    ":sos:",
    ":smile:",
    "{+plus+}",
    "<b>bold</b>",
    "%s %d",
    "\\[x]",
    "漢字",
    "می\u200cخواهم",
    "café",
    "§ 12 ¶ 3",
)
SHOWN = {
    "\x1b[31m": "<1B>[31m",
    "\x9b31m": "<9B>31m",
    "\u202e": "<202E>",
    "\u2066": "<2066>",
    "\u200b": "<200B>",
    "\x07": "<07>",
    "\x7f": "<7F>",
    "\u2060": "<2060>",
    "\u200e": "<200E>",
}
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "PAGER": "cat"}


def pair(folder: Path, old: str, new: str) -> tuple[str, str]:
    paths = folder / "old.md", folder / "new.md"
    for path, words in zip(paths, (old, new), strict=True):
        path.write_text(FRAME.format(words), encoding="utf-8")
    return str(paths[0]), str(paths[1])


def compared(folder: Path, words: str, form: str) -> str:
    old, new = pair(folder, "the keys", words)
    ran = run("diff", old, new, "--format", form)
    assert ran.code == 0, ran.err
    return ran.out


@pytest.mark.parametrize("words", SURVIVE)
def test_text_survives(tmp_path: Path, words: str) -> None:
    assert words in compared(tmp_path, words, "plain")
    shown = compared(tmp_path, words, "json")
    assert words in "".join(s["text"] for c in json.loads(shown)["changes"] for s in c["redline"])
    coloured = program("diff", *pair(tmp_path, "the keys", words), env={**COLOUR, "COLUMNS": "200"}).stdout.decode()
    assert words in ESCAPE.sub("", coloured)


@pytest.mark.parametrize("words", SHOWN, ids=ascii)
@pytest.mark.parametrize("form", FORMATS)
def test_what_commands_a_terminal_is_shown(tmp_path: Path, words: str, form: str) -> None:
    out = compared(tmp_path, words + "x", form)
    assert not UNSAFE.search(out.replace("\n", " "))
    if form == "json":
        assert words[0] in "".join(s["text"] for c in json.loads(out)["changes"] for s in c["redline"])
    else:
        assert SHOWN[words] in out.replace("&lt;", "<").replace("&gt;", ">").replace("\\[", "[")


def test_a_colour_terminal_gets_no_escape_of_the_text(tmp_path: Path) -> None:
    out = program("diff", *pair(tmp_path, "keys", "\x1b[31mkeys\x1b]0;t\x07"), env=COLOUR).stdout.decode()
    assert "\x1b[31m" not in out
    assert "\x1b]" not in out
    assert "<1B>[31mkeys" in ESCAPE.sub("", out)


def test_nul_is_refused_with_a_message(tmp_path: Path) -> None:
    ran = run("diff", *pair(tmp_path, "keys", "a\x00b"))
    assert ran.code == 2
    assert "NUL" in ran.err


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
    ids=str,
)
def test_colour_only_where_it_is_wanted(tmp_path: Path, env: dict[str, str], coloured: bool) -> None:
    out = program("diff", *pair(tmp_path, "keys", "cards"), env=env).stdout
    assert (b"\x1b" in out) is coloured
    assert (b"[-keys-]{+cards+}" in out) is not coloured


def test_plain_is_plain_even_where_colour_is_forced(tmp_path: Path) -> None:
    assert b"\x1b" not in program("diff", *pair(tmp_path, "keys", "cards"), "--format", "plain", env=COLOUR).stdout


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_of_a_colour_terminal_stay_within_columns(tmp_path: Path, width: int) -> None:
    long = pair(tmp_path, "the keys", "the cards " + "of every visitor of the old market hall and its yards " * 8)
    out = ESCAPE.sub("", program("diff", *long, env={**COLOUR, "COLUMNS": str(width)}).stdout.decode())
    assert max(len(line) for line in out.splitlines() if "/" not in line and "old" not in line[:4]) <= width


def test_no_line_of_a_colour_terminal_ends_in_blanks(tmp_path: Path) -> None:
    long = pair(tmp_path, "the keys", "the cards " + "of every visitor of the old market hall and its yards " * 8)
    lines = ESCAPE.sub("", program("diff", *long, env={**COLOUR, "COLUMNS": "60"}).stdout.decode()).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    assert max(len(line) for line in lines if "/" not in line) <= 60


def test_a_pipe_gets_whole_paragraphs(tmp_path: Path) -> None:
    out = run("diff", *pair(tmp_path, "keys", "cards " * 80)).out
    assert any(len(line) > 400 for line in out.splitlines())


WORDS = st.text(alphabet="ab \n", min_size=1, max_size=8)
REDLINE = st.lists(st.builds(Segment, st.sampled_from(Mark), WORDS), max_size=6)


@given(REDLINE)
def test_old_and_new_words_never_touch_on_plain_output(segments: list[Segment]) -> None:
    out = "".join(words for words, _ in marked(segments, False))
    for mark, edges in ((Mark.DELETE, r"\[-(.*?)-\]"), (Mark.INSERT, r"\{\+(.*?)\+\}")):
        assert re.findall(edges, out, re.S) == [s.text.strip() or "␣" * len(s.text) for s in segments if s.mark is mark]


def spelled(segments: Iterable[Segment], without: Mark) -> str:
    """The letters of one side."""
    return "".join("".join(s.text for s in segments if s.mark is not without).split())


@given(REDLINE, st.lists(st.integers(0, 30)).map(sorted), st.lists(st.integers(0, 30)).map(sorted))
def test_line_breaks_change_no_word(segments: list[Segment], old: list[int], new: list[int]) -> None:
    parted = broken(tuple(segments), old, new)
    for mark in (Mark.INSERT, Mark.DELETE):
        assert spelled(parted, mark) == spelled(segments, mark)


@given(REDLINE)
def test_blanks_outside_the_marks_change_no_word(segments: list[Segment]) -> None:
    parted = list(apart(segments))
    for mark in (Mark.INSERT, Mark.DELETE):
        assert spelled(parted, mark) == spelled(segments, mark)
    assert all(s.text == s.text.strip() or not s.text.strip() for s in parted if s.mark is not Mark.EQUAL)


HEADINGS = [
    ("## Sec. 1. Use of the hall.\n\nThe clerk keeps the keys.", "## Sec. 1. Use of the hall.\n\nThe clerk keeps the cards.", "  Use of the hall\n  The clerk keeps the [-keys-]{+cards+}.\n"),
    ("## Sec. 1. Use of the hall.\n\nThe clerk keeps the keys.", "## Sec. 1. Care of the rooms.\n\nThe clerk keeps the keys.\n\n(a) Daily.", "[-Use-]{+Care+} of the [-hall-]{+rooms+}\n  The clerk keeps the keys.\n"),
    ("## Sec. 1. Use of the hall.\n\nThe clerk keeps the keys.", "## Sec. 1. Care of rooms.\n\n(a) The treasurer pays the bills of the house each month.", "[-Use of the hall-]{+Care of rooms+}\n  [-The clerk keeps the keys.-]\n"),
    ("## Sec. 1. Roofs.\n\nStay.\n\n## Sec. 2. Use of the hall.\n\nThe clerk keeps the keys.", "## Sec. 1. Roofs.\n\nStay.", "  [-Use of the hall-]\n  [-The clerk keeps the keys.-]\n"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), HEADINGS)
def test_a_heading_is_told_apart_from_the_text_below_it(old: str, new: str, told: str, tmp_path: Path) -> None:
    paths = tmp_path / "a.md", tmp_path / "b.md"
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(f"# Code\n\n{text}\n", encoding="utf-8")
    assert told in run("diff", *map(str, paths)).out


def test_a_heading_stands_on_its_own_line(tmp_path: Path) -> None:
    old, new = tmp_path / "a.md", tmp_path / "b.md"
    old.write_text("# Code\n\n## Sec. 1. Use of the hall.\n\nThe clerk keeps the keys of the hall.\n", encoding="utf-8")
    new.write_text("# Code\n\n## Sec. 1. Use of the hall.\n\nThe clerk keeps the cards of the hall.\n", encoding="utf-8")
    assert "  Use of the hall\n  The clerk keeps the [-keys-]{+cards+} of the hall.\n" in run("diff", str(old), str(new)).out


def test_a_table_is_told_line_by_line(tmp_path: Path) -> None:
    old, new = tmp_path / "a.md", tmp_path / "b.md"
    table = "# Code\n\n## Sec. 1. Fees.\n\nFees are:\n\n| Boat | Fee |\n|---|---|\n| small | $5 |\n"
    old.write_text(table, encoding="utf-8")
    new.write_text(table.replace("$5", "$6") + "| large | $9 |\n", encoding="utf-8")
    out = run("diff", str(old), str(new)).out
    assert "  Boat      | Fee\n  small     | [-$5-]{+$6+}\n  {+large+} | {+$9+}\n" in out


def test_a_row_that_came_is_not_told_as_the_row_that_went(tmp_path: Path) -> None:
    old, new = tmp_path / "a.md", tmp_path / "b.md"
    table = "# Code\n\n## Sec. 1. Fees.\n\n| Boat | Fee |\n|---|---|\n| small | $5 |\n| ferry | $40 |\n| raft | $3 |\n"
    old.write_text(table, encoding="utf-8")
    new.write_text(table.replace("| ferry | $40 |\n| raft | $3 |", "| canoe | $15 |"), encoding="utf-8")
    out = run("diff", str(old), str(new)).out
    assert "  [-ferry-] | [-$40-]\n  [-raft-]  | [-$3-]\n  {+canoe+} | {+$15+}\n" in out


def test_rows_among_other_words_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    old, new = tmp_path / "a.md", tmp_path / "b.md"
    text = "# Code\n\n## Sec. 1. Fees.\n\n(a) Fees are:\n\n| Boat | Fee |\n| small | $5 |\n| large | $9 |\n"
    old.write_text(text, encoding="utf-8")
    new.write_text(text.replace("$5", "$6"), encoding="utf-8")
    assert "  Fees are:\n  Boat  | Fee\n  small | [-$5-]{+$6+}\n  large | $9\n" in run("diff", str(old), str(new)).out


def test_of_a_long_table_the_rows_around_its_edits_are_shown(tmp_path: Path) -> None:
    old, new = tmp_path / "a.md", tmp_path / "b.md"
    rows = "".join(f"| boat {n} | {n + 100} |\n" for n in range(90))
    old.write_text(f"# Code\n\n## Sec. 1. Fees.\n\n| Boat | Fee |\n|---|---|\n{rows}", encoding="utf-8")
    new.write_text(old.read_text(encoding="utf-8").replace("| 150", "| 7"), encoding="utf-8")
    out = run("diff", str(old), str(new)).out
    assert "  Boat    | Fee\n  [...]\n  boat 49 | 149\n  boat 50 | [-150-]{+7+}\n  boat 51 | 151\n  [...]\n" in out
    assert out.count("boat") < 5 < 80 < run("diff", "--full", str(old), str(new)).out.count("boat")


CELLS = st.lists(st.builds(Segment, st.sampled_from(Mark), st.text(alphabet="ab| ", min_size=1, max_size=8)), max_size=6)


@given(CELLS, st.lists(st.integers(0, 30)).map(sorted), st.lists(st.integers(0, 30)).map(sorted))
def test_cells_change_no_word(segments: list[Segment], old: list[int], new: list[int]) -> None:
    told = [s for p in gridded(segments, old, new) for s in ([s for row in p.rows for cell in row for s in cell] if isinstance(p, Grid) else p.segments)]
    for mark in (Mark.INSERT, Mark.DELETE):
        assert spelled(told, mark).replace("|", "") == spelled(segments, mark).replace("|", "")


def test_a_filter_that_nothing_passes_says_so_and_leaves_the_front_matter_out(tmp_path: Path) -> None:
    old, new = tmp_path / "a.md", tmp_path / "b.md"
    old.write_text("---\nadopted: 2020-01-01\n---\n# Code\n\nThe clerk keeps the keys of the hall.\n", encoding="utf-8")
    new.write_text("---\nadopted: 2021-01-01\n---\n# Code\n\nThe clerk keeps the cards of the hall.\n", encoding="utf-8")
    out = run("diff", str(old), str(new), "--only", "format").out
    assert "\nno clause differs in that way\n" in out
    assert "1 change not shown by the filter" in out
    assert "adopted" not in out
    assert "front matter adopted" in run("diff", str(old), str(new)).out


@pytest.mark.parametrize("columns", [40, 70])
def test_side_by_side_keeps_to_the_columns_where_colour_is_forced(tmp_path: Path, columns: int) -> None:
    old, new = pair(tmp_path, "the keys of the hall and of every room beside it", "the cards of the hall and of every room below it")
    out = ESCAPE.sub("", program("diff", old, new, "--side-by-side", env={**COLOUR, "COLUMNS": str(columns)}).stdout.decode())
    lines = [line for line in out.splitlines() if " | " in line]
    assert len(lines) > 2
    assert max(map(len, lines)) <= columns
    assert {line.index(" | ") for line in lines} == {(columns - 3) // 2}


def test_side_by_side_sets_a_table_row_by_row_on_each_side(tmp_path: Path) -> None:
    table = "# Fees\n\n| Kind | Years |\n|---|---|\n| Mail | 3 |\n| Deeds | 7 |\n"
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(table, encoding="utf-8")
    new.write_text(table.replace("3 |", "5 |") + "| Maps | 9 |\n", encoding="utf-8")
    out = program("diff", old, new, "--side-by-side", env={"COLUMNS": "60"}).stdout.decode()
    rows = [[cell.strip() for cell in line.split(" | ")] for line in out.splitlines() if "Mail" in line or "Maps" in line]
    assert rows == [["Mail", "[-3-]", "Mail", "{+5+}"], ["", "{+Maps+}", "{+9+}"]]
    assert "---" not in out


def test_long_clauses_keep_the_words_around_their_edits() -> None:
    long = (
        Segment(Mark.EQUAL, "word " * 200),
        Segment(Mark.DELETE, "old "),
        Segment(Mark.INSERT, "new "),
        Segment(Mark.EQUAL, "tail " * 100),
    )
    out = shortened(long)
    assert [s.text for s in out if s.mark is not Mark.EQUAL] == ["old ", "new "]
    assert sum(len(s.text.split()) for s in out) < 60
    assert all("[...]" in s.text for s in out if s.mark is Mark.EQUAL)


@given(st.text())
def test_nothing_unsafe_is_left_and_nothing_visible_is_lost(text: str) -> None:
    shown = visible(text)
    assert not UNSAFE.search(shown)
    assert visible(shown) == shown
    assert UNSAFE.sub("", text) in shown or UNSAFE.search(text)


@given(st.lists(st.builds(Segment, st.sampled_from(Mark), st.text("ab .,", min_size=1, max_size=6))))
def test_brackets_stand_where_the_marks_of_a_plain_redline_stand(segments: list[Segment]) -> None:
    runs = marked(segments, False)
    plain = "".join(words for words, _ in runs)
    assert "".join(words for words, _ in restyled(runs, "brackets", False)) == plain.replace("[-", "[").replace("-]", "]")
