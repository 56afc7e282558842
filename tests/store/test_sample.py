"""`init --sample`: the same hashes twice, in any time zone, language and user configuration; and it answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.repositories import git, is_whole

CONFIG = """[user]
	name = Somebody Else
	email = else@example.org
[core]
	autocrlf = true
	quotePath = true
	ignoreCase = true
	filemode = false
[i18n]
	commitEncoding = ISO-8859-1
[init]
	defaultBranch = trunk
	defaultObjectFormat = sha256
	templateDir = TEMPLATE
[commit]
	gpgSign = true
	template = TEMPLATE/none
	cleanup = scissors
[trailer]
	separators = "="
[log]
	showSignature = true
	date = relative
[filter "upper"]
	clean = tr a-z A-Z
	required = true
[core]
	attributesFile = TEMPLATE/attributes
	hooksPath = TEMPLATE/hooks
"""
SURROUNDINGS = {
    "plain": {"TZ": "UTC", "LC_ALL": "C", "LANG": "C"},
    "far away": {
        "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "GIT_AUTHOR_NAME": "X", "GIT_AUTHOR_DATE": "2001-01-01", "GIT_COMMITTER_EMAIL": "y@example.org",
        "SOURCE_DATE_EPOCH": "1", "POLICYTOOL_TODAY": "1999-12-31", "PYTHONHASHSEED": "7", "GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index", "COLUMNS": "20",
    },
}  # fmt: skip


def make(folder: Path, home: Path, env: dict[str, str]) -> subprocess.Popen[str]:
    home.mkdir()
    return subprocess.Popen(
        [sys.executable, "-m", "policytool", "init", str(folder), "--sample"],
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), **env}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("samples")
    template = base / "template"
    (template / "hooks").mkdir(parents=True)
    (template / "attributes").write_text("*.md filter=upper eol=crlf\n")
    hook = template / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    running = {}
    for name, env in SURROUNDINGS.items():
        running[name] = make(base / name, base / f"home {name}", env)
        if name != "plain":
            (base / f"home {name}" / ".gitconfig").write_text(CONFIG.replace("TEMPLATE", str(template)))
    for name, process in running.items():
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, (name, err)
        assert "41 versions" in out
    return {name: base / name for name in SURROUNDINGS}


def test_the_same_hashes_everywhere(made: dict[str, Path]) -> None:
    heads = {git(folder, "rev-parse", "HEAD").strip() for folder in made.values()}
    assert len(heads) == 1
    assert {git(folder, "rev-parse", "--abbrev-ref", "HEAD").strip() for folder in made.values()} == {"main"}
    assert {len(head) for head in heads} == {40}


def test_it_is_a_whole_repository_with_fixed_people_and_dates(made: dict[str, Path]) -> None:
    folder = made["plain"]
    assert is_whole(folder)
    people = set(git(folder, "log", "--format=%an <%ae> %cn <%ce>").splitlines())
    assert people == {"policytool sample <sample@policytool.invalid> policytool sample <sample@policytool.invalid>"}
    stamps = [int(line) for line in git(folder, "log", "--reverse", "--format=%ct").splitlines()]
    assert stamps == [stamps[0] + 60 * n for n in range(43)]
    assert git(folder, "check-attr", "diff", "--", "a.md").strip() == "a.md: diff: markdown"
    assert "policytool" in (folder / "README.md").read_text(encoding="utf-8")


def test_it_answers(made: dict[str, Path]) -> None:
    folder = str(made["far away"])
    listed = json.loads(run("-C", folder, "list", "--format", "json").out)["documents"]
    assert (len(listed), sum(d["versions"] for d in listed), sum(d["superseded"] for d in listed)) == (31, 41, 0)
    standing = {d["id"]: d["standing"] for d in listed}
    assert standing["us/eo/13768"] == "repealed 2021-01-20"
    assert standing["us/statement/white-house-2025-08-30"] == "published 2025-08-30"
    assert standing["us-il-chicago/eo/2025-6"] == "issued 2025-08-30"
    assert standing["us-il-chicago/mcc/2-173"] == "adopted 2021-01-27"
    assert standing["us-il-chicago/cpd/s06-14-03"] == "in force since 2020-03-25"
    assert standing["us/usc/10/12406"] == "no date of law"
    in_force = json.loads(run("-C", folder, "list", "--in-force", "--format", "json").out)["documents"]
    assert not [d for d in in_force if d["kind"] == "statement" or d["id"] == "us/eo/13768"]
    assert "31 documents, 0 problems" in run("-C", folder, "doctor", "--exit-code").out
    log = run("-C", folder, "log", "WCO", "--graph").out.splitlines()
    assert [line[:7] for line in log if line[:1] in "*o"] == ["*   v5 ", "o   v4 ", "o   v3 ", "o   v2 ", "o   v1 "]
    dates = [v["date"] for v in json.loads(run("-C", folder, "log", "WCO", "--format", "json").out)["versions"]]
    assert dates == ["2006-03-29", "2012-09-12", "2016-10", "2020-01", "2021-01-27"]


def test_a_clause_that_is_unique_in_the_store(made: dict[str, Path]) -> None:
    folder = str(made["plain"])
    ran = run("-C", folder, "clause", "2-173-020")
    assert ran.code == 0
    assert "us-il-chicago/mcc/2-173@2021-01-27 · version 2021-01-27 (adopted), recorded 2026-11-23, blob" in ran.out
    assert json.loads(run("-C", folder, "clause", "2-173-020", "--format", "json").out)["clause"]["id"] == "s2-173-020"
    by_id = run("-C", folder, "clause", "us-il-chicago/mcc/2-173@2012-09-12#s2-173-042/a/1")
    assert "(1) arrest or detain" in by_id.out
    many = run("-C", folder, "clause", "Sec. 1")
    assert many.code == 2
    assert "Name the document too: policytool clause " in many.err
    assert "names a document, us-il-chicago/mcc/2-173; name a clause too" in run("-C", folder, "clause", "WCO").err
    assert "no clause '9-999-999' in the newest text of any of the 31 documents" in run("-C", folder, "clause", "9-999-999").err
    doubted = run("-C", folder, "clause", "WCO@2006-03-29", "2-173-030")
    assert "confidence: U" in doubted.out


def test_answers_go_to_a_file(made: dict[str, Path], tmp_path: Path) -> None:
    folder = str(made["plain"])
    commands = [
        ["list"], ["log", "WCO"], ["show", "WCO"], ["clause", "WCO", "2-173-020"], ["outline", "WCO", "--check"], ["terms", "WCO"], ["calendar"],
        ["refs", "us-il-chicago/eo/2025-6"], ["xref", "us-il-chicago/eo/2025-6", "WCO"], ["check", "WCO"], ["search", "detainer"],
    ]  # fmt: skip
    for args in commands:
        for form in ("text", "json"):
            to = tmp_path / f"{args[0]}.{form}"
            ran = run("-C", folder, *args, "--format", form, "-o", str(to))
            assert (ran.code, ran.out) == (0, "")
            assert to.read_text(encoding="utf-8") == run("-C", folder, *args, "--format", form).out
    assert run("-C", folder, "show", "WCO@v1", "--raw").out == git(
        made["plain"], "cat-file", "blob", json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))["versions"][0]["blob"]
    )
