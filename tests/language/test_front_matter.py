"""Front matter is data: strings only, bounded, and refused with what to do when it cannot be read."""

from __future__ import annotations

import pytest

from policytool.errors import BadInput
from policytool.language.front_matter import read_front_matter


def test_scalars_stay_as_written() -> None:
    front = read_front_matter(
        '---\ncountry: NO\nadopted: 2021-01-27\nversion: 1.10\nsource: {url: "https://x.example/a", retrieved: 2026-11-23}\naliases: [A, B]\n---\nText\n'
    )
    assert front.text("country") == "NO"
    assert front.text("adopted") == "2021-01-27"
    assert front.text("version") == "1.10"
    assert front.table("source")["url"] == "https://x.example/a"
    assert front.texts("aliases") == ("A", "B")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read_front_matter("---\njust text\n").end == 0


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("a: &x 1\nb: *x", "anchor"), ("a: [" + "[" * 50 + "]" * 50 + "]", "deeper"), ("a: b: c", "readable YAML"), ("- a\n- b", "not a table"),
        ("x: " + "y" * 70_000, "at most"), ("a: {b: {c: {d: {e: {f: {g: 1}}}}}}", "deeper"), ("a: 'open", "readable YAML"), ("\ta: 1", "readable YAML"),
    ],
)  # fmt: skip
def test_refused(yaml: str, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_front_matter(f"---\n{yaml}\n---\nText\n")
    assert words in caught.value.message


def test_ten_megabytes_are_refused_at_once() -> None:
    with pytest.raises(BadInput):
        read_front_matter("---\n" + "a: b\n" * 2_000_000 + "---\n")
