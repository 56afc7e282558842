"""A day that a date known only to its month leaves open: what shows one text names the other."""

from __future__ import annotations

import json

import pytest

from tests.support.cli import run
from tests.support.repositories import new_store, policy, put

EITHER = "either of these texts may have been in force, @2020-01-01 or @2021-03"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("either") / "s"
    new_store(folder)
    text = '(a) The fee is {} dollars. "Fee" means what is due under 8 U.S.C. 1357(g).\n\n(b) A fee is paid at once.'
    for date, fee in (("2020-01-01", "ten"), ("2021-03", "twenty"), ("2027-01-01", "thirty")):
        put(folder, policy("xx/fee", date, text.format(fee)))
    put(folder, policy("xx/other", "2020-01-01", text.format("nine")))
    return str(folder)


@pytest.mark.parametrize(
    "asked",
    [
        ("show", "xx/fee@2021-03-01"),
        ("clause", "xx/fee@2021-03-01", "a"),
        ("outline", "xx/fee@2021-03-01"),
        ("export", "xx/fee@2021-03-01", "--format", "txt"),
        ("diff", "xx/fee@2021-03-01", "xx/fee@2027-01-01", "--format", "plain"),
        ("refs", "xx/fee@2021-03-01"),
        ("refs", "xx/fee@2021-03-01", "--incoming"),
        ("refs", "xx/fee", "--changed", "2021-03-01..2027-01-01"),
        ("terms", "xx/fee@2021-03-01"),
        ("xref", "xx/fee@2021-03-01", "xx/other"),
        ("xref", "xx/other", "xx/fee@2021-03-01"),
    ],
    ids=" ".join,
)
def test_the_other_text_is_named(store: str, asked: tuple[str, ...]) -> None:
    ran = run("-C", store, *asked)
    assert ran.code in (0, 1), ran.err
    assert EITHER in " ".join(ran.out.split())


@pytest.mark.parametrize("asked", [("refs", "xx/fee"), ("terms", "xx/fee"), ("xref", "xx/fee", "xx/other"), ("outline", "xx/fee"), ("show", "xx/fee")], ids=" ".join)
def test_a_text_yet_to_come_is_said_to_be_so(store: str, asked: tuple[str, ...]) -> None:
    words = "not yet in force; in force today: @2021-03"
    assert words in run("-C", store, *asked).out
    assert words not in run("-C", store, *asked[:1], "xx/fee@current", *asked[2:]).out
    if asked[0] != "show":
        assert any(words in note for note in json.loads(run("-C", store, *asked, "--format", "json").out)["notes"])


def test_a_relation_to_a_text_that_nobody_chose_is_told(store: str) -> None:
    for asked, words in (("xx/fee@2021-03-01#a", EITHER), ("xx/fee#a", "not yet in force; in force today: @2021-03")):
        ran = run("-C", store, "relate", asked, "xx/other#a", "--as", "extends", "--dry-run")
        assert ran.code == 0
        assert words in ran.err
    assert "note" not in run("-C", store, "relate", "xx/fee@2020-01-01#a", "xx/other#a", "--as", "extends", "--dry-run").err
