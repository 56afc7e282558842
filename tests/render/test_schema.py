"""The published schemas hold for what the commands print over the sample store, and name no word the model does not have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from policytool.commands.schema import NAMES
from policytool.model.change import Evidence, Fact, Nature, SignalKind
from policytool.model.finding import Severity
from policytool.render.json import FORMAT
from policytool.store.create import sample_folder
from policytool.xref.relations import Relationship
from tests.support.cli import run

FILES = sorted(sample_folder().rglob("*.md"))
PAIRS = [(a, b) for a, b in zip(FILES, FILES[1:], strict=False) if a.parent == b.parent]
DOCUMENTS = ("us-il-chicago/mcc/2-173", "us/cfr/8/287.7", "us/statement/white-house-2025-08-30", "us-il/ilcs/5/805", "us-dc/code/24-211.07")


def schema(name: str) -> Any:
    return json.loads(run("schema", name).out)


def check(name: str, *args: str) -> Any:
    ran = run(*args, "--format", "json")
    assert ran.code == 0, ran.err
    value = json.loads(ran.out)
    Draft202012Validator(schema(name)).validate(value)
    return value


@pytest.fixture(scope="module")
def store(sample: str) -> str:
    return sample


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_draft_2020_12_and_carries_the_format_number(name: str) -> None:
    published = schema(name)
    assert published["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(published)
    assert published["properties"]["format"]["const"] == FORMAT


@pytest.mark.parametrize("document", [*DOCUMENTS, "us-il-chicago/mcc/2-173@2016-10-15", "us/usc/8/1226", str(FILES[0])])
def test_show(store: str, document: str) -> None:
    assert check("show", "-C", store, "show", document)["clauses"]


def test_add(tmp_path: Path) -> None:
    folder = str(tmp_path / "s")
    assert run("init", folder).code == 0
    assert check("add", "-C", folder, "add", "--dry-run", str(FILES[0]))["stored"][0]["state"] == "would be stored"
    assert [one["state"] for one in check("add", "-C", folder, "add", str(FILES[0]), str(FILES[0]))["stored"]] == ["stored", "already stored"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p[0].parent.name}-{p[0].stem}-{p[1].stem}")
def test_diff_over_the_samples(pair: tuple[Path, Path]) -> None:
    forth = check("diff", "diff", *map(str, pair))
    assert forth["format"] == FORMAT
    assert forth["changes"]
    assert check("diff", "diff", str(pair[1]), str(pair[0]))["changes"]
    assert not check("diff", "diff", str(pair[0]), str(pair[0]))["changes"]


def test_diff_with_filters_and_strange_text(tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("", encoding="utf-8")
    new.write_text("a\x01b \u202e \x1b[31m [/a] (a) One.\n\n(b) Two.\n", encoding="utf-8")
    assert check("diff", "diff", str(old), str(new))["changes"]
    a, b = map(str, PAIRS[0])
    assert check("diff", "diff", a, b, "--only", "format")["summary"]["hidden"] > 0


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_other_commands(store: str, document: str) -> None:
    check("log", "-C", store, "log", document)
    check("refs", "-C", store, "refs", document)
    check("refs", "-C", store, "refs", document, "--incoming")
    first = json.loads(run("-C", store, "show", document, "--format", "json").out)["clauses"][-1]["id"]
    check("clause", "-C", store, "clause", document, first)


def test_search_xref_check_and_fallout(store: str) -> None:
    assert check("search", "-C", store, "search", '"civil immigration"')["hits"]
    assert check("search", "-C", store, "search", "--any-date", "immigrattion")["did_you_mean"]
    assert check("search", "-C", store, "search", "--as-of", "2013", "detainer")["as_of"]
    found = check("xref", "-C", store, "xref", "us-il-chicago/eo/2025-6", "us-il-chicago/mcc/2-173")
    assert all(found[key] for key in ("reviewed", "citations", "terms", "suggested", "no_counterpart"))
    assert check("xref", "-C", store, "xref", "us-il/ilcs/5/805", "us/cfr/8/287.7")["suggested"]
    assert check("check", "-C", store, "check")["findings"]
    check("check", "check", str(FILES[0]))
    assert check("refs", "-C", store, "refs", DOCUMENTS[0], "--changed", "2020-01..2021-01-27")["fallout"]


def test_the_words_of_the_schemas_are_those_of_the_relations_and_findings() -> None:
    kinds = schema("xref")["properties"]["reviewed"]["items"]["properties"]["as"]["enum"]
    assert set(kinds) == {kind.value for kind in Relationship}
    assert set(schema("check")["properties"]["findings"]["items"]["properties"]["severity"]["enum"]) == {s.value for s in Severity}


def test_list_and_plain_files(store: str) -> None:
    assert len(check("list", "-C", store, "list")["documents"]) > 20
    first = json.loads(run("outline", str(PAIRS[-1][0]), "--format", "json").out)["clauses"][0]
    check("clause", "clause", str(PAIRS[-1][0]), first["id"])


def test_the_schema_of_diff_refuses_what_is_not_said() -> None:
    good = check("diff", "diff", *map(str, PAIRS[0]))
    validator = Draft202012Validator(schema("diff"))
    for spoil in (
        {"format": 2},
        {"more": 1},
        {"changes": [good["changes"][0] | {"nature": "good"}]},
        {"changes": [good["changes"][0] | {"facts": []}]},
    ):
        assert not validator.is_valid(good | spoil)


def test_the_words_of_the_schema_are_those_of_the_model() -> None:
    parts = schema("diff")["$defs"]
    change = parts["change"]["properties"]
    assert change["facts"]["items"]["enum"] == [f.value for f in Fact]
    assert change["nature"]["enum"] == [n.value for n in Nature]
    assert change["evidence"]["enum"] == [e.value for e in Evidence]
    assert parts["signal"]["properties"]["kind"]["enum"] == [s.value for s in SignalKind]
