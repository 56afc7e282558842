"""Each rule on a text that has the defect and on its near miss; docs, code and output agree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from policytool.checks import ALL_CHECKS, RULES
from tests.support.cli import run
from tests.support.repositories import git, new_store, policy, put

DOCS = Path(__file__).parents[2] / "docs" / "checks.md"


def rules_of(folder: Path, *args: str) -> list[str]:
    ran = run("-C", str(folder), "check", *args, "--format", "json")
    assert ran.code == 0, ran.err
    return [f["rule"] for f in json.loads(ran.out)["findings"]]


@pytest.mark.parametrize(
    ("rule", "bad", "good", "more"),
    [
        ("dangling-citation", "## 9-1-010. A.\n\nSee MCC 9-1-020(b).\n\n## 9-1-020. B.\n\n(a) One.", "## 9-1-010. A.\n\nSee MCC 9-1-020(a).\n\n## 9-1-020. B.\n\n(a) One.", ""),
        ("numbering-gap", "(a) One.\n\n(c) Three.", "(a) One.\n\n(b) Two.", ""),
        ("numbering-duplicate", "## 9-1-010. A.\n\n(a) One.\n\n(b) Two.\n\n(b) Three.", "## 9-1-010. A.\n\n(a) One.\n\n(b) Two.\n\n(c) Three.", ""),
        ("duplicate-heading", "## 9-1-010. A.\n\nOne.\n\n## 9-1-010. B.\n\nTwo.", "## 9-1-010. A.\n\nOne.\n\n## 9-1-020. B.\n\nTwo.", ""),
        ("unclosed-fence", "(a) One.\n\n```\ncode", "(a) One.\n\n```\ncode\n```", ""),
        ("unused-term", '"Ledger" means a book.\n\n(a) No word of it.', '"Ledger" means a book.\n\n(a) The ledgers stay.', ""),
        ("unused-term", '"Verbal abuse" means words.\n\n(a) No word of it.', '"Verbal abuse" means words.\n\n(a) No officer may verbally abuse a person.', ""),
        ("term-defined-twice", '(a) "Ledger" means a book.\n\n(b) "Ledger" means a list. A ledger stays.', '(a) "Ledger" means a book.\n\n(b) "List" means a ledger. A list stays.', ""),
        ("undefined-term", '## 9-1-010. A.\n\nA "ledger" as defined in Section 9-1-020 stays.\n\n## 9-1-020. B.\n\n"Book" means a book of books.', '## 9-1-010. A.\n\nA "ledger" as defined in Section 9-1-020 stays.\n\n## 9-1-020. B.\n\n"Ledger" means a book.', ""),
        ("date-order", "(a) One.", "", "repealed: 2001-01-01\n"),
        ("date-order", "(a) One.", "", "expires: 2001-01\n"),
        ("unreadable-date", "(a) One.", "", "signed: the third of May\n"),
    ],
)  # fmt: skip
def test_rules(tmp_path: Path, rule: str, bad: str, good: str, more: str) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "x.md").write_bytes(policy("us-il-chicago/mcc/9-1", "2010-01-01", bad, more=more))
    assert rules_of(folder) == [rule]
    (folder / "x.md").write_bytes(policy("us-il-chicago/mcc/9-1", "2010-01-01", good or bad, more="signed: 2010\nrepealed: 2010-01-01\n" if more else ""))
    assert rules_of(folder) == []


@pytest.mark.parametrize("said", ["edition: excerpt\n", "edition: restatement\npartial: true\n"])
def test_what_is_left_out_on_purpose_is_no_finding(tmp_path: Path, said: str) -> None:
    text = '## 9-1-010. A.\n\n"Ledger" means a book.\n\n(b) Two, see MCC 9-1-010(c).\n\n(d) Four.'
    (tmp_path / "x.md").write_bytes(policy("us-il-chicago/mcc/9-1", "2010-01-01", text))
    assert set(rules_of(tmp_path)) == {"dangling-citation", "numbering-gap", "numbering-start", "unused-term"}
    (tmp_path / "x.md").write_bytes(policy("us-il-chicago/mcc/9-1", "2010-01-01", text, more=said))
    assert rules_of(tmp_path) == []
    (tmp_path / "x.md").write_bytes(policy("us-il-chicago/mcc/9-1", "2010-01-01", text, more="partial: false\n"))
    assert len(rules_of(tmp_path)) == 4
SILENT = [
    ("a term for the whole chapter, in a text that is one section of it", '## 9-1-010. Definitions.\n\nIn this chapter:\n\n(1) "Ledger" means a book.'),
    ("the same, where much stands before the lead-in", f'## 9-1-010. Definitions.\n\n{"A note for the reader. " * 20}In this chapter:\n\n(1) "Ledger" means a book.'),
    ("a term that includes first one thing, then another", '(a) "Ledger" includes a book.\n\n(b) "Ledger" does not include a list. A ledger stays.'),
    ("an abbreviation whose long form cannot be told", '(a) These conditions (the "Agreement") bind.\n\n(b) The Terms of Sale between you and us (the "Agreement") bind. An Agreement stays.'),
    ("a list whose labels HTML draws", "<ol>\n<li>One.</li>\n<li>As paragraph (a) says.</li>\n</ol>\n\nSee paragraph (b)."),
    ("a name with brackets", "(a) The Model Clauses (UK) apply."),
    ("bold words before a plain verb", "(a) Our **forms of sale** include a seal."),
]


@pytest.mark.parametrize("body", [body for _, body in SILENT], ids=[name.replace(" ", "-") for name, _ in SILENT])
def test_a_rule_that_cannot_be_sure_is_silent(tmp_path: Path, body: str) -> None:
    (tmp_path / "x.md").write_bytes(policy("us-il-chicago/mcc/9-1", "2010-01-01", body))
    assert rules_of(tmp_path) == []


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("unused-term", '## 9-1-010. Definitions.\n\nIn this chapter:\n\n(1) "Ledger" means a book.\n\n## 9-1-020. Books.\n\nNothing.'),
        ("unused-term", '## 9-1-010. Definitions.\n\nIn this section:\n\n(1) "Ledger" means a book.'),
        ("term-defined-twice", '(a) The Department of Books (the "Department") reads.\n\n(b) The Department of Lists (the "Department") writes. A Department stays.'),
        ("dangling-citation", "(a) The model clauses (UK) apply; see paragraph (b)."),
    ],
)
def test_and_speaks_where_it_can(tmp_path: Path, rule: str, body: str) -> None:
    (tmp_path / "x.md").write_bytes(policy("us-il-chicago/mcc/9-1", "2010-01-01", body))
    assert rules_of(tmp_path) == [rule]


def test_a_text_that_was_removed_is_neither_checked_nor_meant(tmp_path: Path) -> None:
    """In a repository of plain files: the old file of the same title is gone, so that the name is not ambiguous."""
    folder = tmp_path / "store"
    new_store(folder)
    for name, body in (("old", "(a) One.\n\n(c) Three."), ("other", "(a) As the Records Act says.")):
        (folder / f"{name}.md").write_text(f"# {'Records Act' if name == 'old' else 'Other'}\n\n{body}\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "texts")
    assert rules_of(folder) == ["numbering-gap"]
    git(folder, "rm", "-q", "old.md")
    (folder / "new.md").write_text("# Records Act\n\n" + "".join(f"({n}) Entry {n} of many words.\n\n" for n in range(1, 9)))
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "the act anew")
    assert rules_of(folder) == []


def test_ambiguous_citations_name_their_candidates(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.md").write_bytes(policy(f"x/{name}", "2010-01-01", "(a) One.", more="aliases: [Records Act]\n"))
    (tmp_path / "c.md").write_bytes(policy("x/c", "2011-01-01", "(a) As the Records Act says."))
    (finding,) = json.loads(run("-C", str(tmp_path), "check", "x/c", "--format", "json").out)["findings"]
    assert (finding["rule"], finding["clause"]) == ("ambiguous-citation", "a")
    assert "x/a or x/b" in finding["message"]


def test_trailers_are_compared(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    new_store(folder)
    put(folder, policy("city/a", "2010-01-01"))
    assert rules_of(folder) == []
    (folder / "city" / "a.md").write_bytes(policy("city/a", "2012-01-01", "(a) Another."))
    git(folder, "commit", "-qam", "city/a: edited\n\nPolicy-Id: city/a\nVersion-Date: 2011-01-01")
    assert rules_of(folder) == ["trailer-mismatch"]


def test_one_text_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"# Caf\xe9\n")
    (tmp_path / "x.md").write_bytes(policy("x", "2010-01-01", "(a) One.\n\n(c) Three."))
    assert sorted(rules_of(tmp_path)) == ["numbering-gap", "unreadable-text"]
    ran = run("-C", str(tmp_path), "check", "--exit-code")
    assert ran.code == 1
    assert "bad.md is not UTF-8 text" in ran.out
    assert '"unreadable-text"' in run("-C", str(tmp_path), "check", "--format", "sarif").out


def test_the_exit_code_and_the_severity(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(policy("x", "2010-01-01", '"Ledger" means a book.\n\n(a) No word of it.'))
    assert run("check", str(path)).code == 0
    assert run("check", str(path), "--exit-code").code == 1
    assert run("check", str(path), "--exit-code", "--severity", "warning").code == 0


def test_docs_and_code_name_the_same_rules() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| ([^|]+) \|", DOCS.read_text(), re.M)
    assert rows == list(RULES.items())


def test_every_rule_file_is_in_the_list() -> None:
    folder = Path(__file__).parents[2] / "policytool" / "checks"
    assert len(ALL_CHECKS) == len([p for p in folder.glob("*.py") if p.stem not in ("__init__", "subject")])


SARIF_LEVELS = {"none", "note", "warning", "error"}


def test_sarif(tmp_path: Path) -> None:
    (tmp_path / "a b.md").write_bytes(policy("x/a", "2010-01-01", "(a) 𝓐 one.\n\n(c) Three.", more="repealed: 2001-01-01\n"))
    ran = run("-C", str(tmp_path), "check", "--format", "sarif")
    log: dict[str, Any] = json.loads(ran.out)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (only,) = log["runs"]
    rules = only["tool"]["driver"]["rules"]
    source = (tmp_path / "a b.md").read_text().split("\n")
    assert {r["ruleId"] for r in only["results"]} == {"numbering-gap", "date-order"}
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in SARIF_LEVELS
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "a%20b.md"
        region = place["region"]
        shown = source[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert shown == {"numbering-gap": "(c)", "date-order": "repealed: 2001-01-01"}[result["ruleId"]]


def test_the_sample_has_true_findings_only(sample: str) -> None:
    found = json.loads(run("-C", sample, "check", "--format", "json").out)["findings"]
    assert {(f["document"].partition("@")[0], f["rule"], f["clause"]) for f in found} == {
        ("us-il-chicago/cpd/s06-14-03", "numbering-gap", "IV"),
        ("us-il-chicago/eo/2025-6", "unused-term", "p-4bf0a1"),
        ("us-il-cook/code/46-37", "unused-term", "whereas-3"),
    }
