"""Seeded changes to a synthetic code, with what a comparison must find: the oracle of the quality table.

A code is a list of sections with sub-clauses, each with an identity that survives editing. A mutation
changes the list and records nothing: what became of each clause is read off the identities.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_WORDS = """
    agency agent board bureau clerk council county court department district division employee enforcement evidence facility
    federal fee filing fund grant hearing inspection inspector judge jurisdiction licence local notice officer order owner penalty
    permit person petition policy premises procedure program property public record register regulation report request resident
    review rule schedule service state statute supervisor tenant transfer treasurer unit vehicle violation warrant witness
"""
_VERBS = """
    adopts approves audits certifies collects delivers denies examines files grants holds inspects issues keeps limits notifies
    publishes records refuses reports requires reviews sends signs stores transfers verifies
"""
_LINKS = """
    after before because unless until when where while under within for from to with without on
"""
WORDS, VERBS, LINKS = _WORDS.split(), _VERBS.split(), _LINKS.split()


@dataclass
class Unit:
    """One clause: an identity, its words, what is below it."""

    key: str
    words: list[str]
    below: list[Unit] = field(default_factory=list)
    label: str = ""


@dataclass
class Truth:
    """What a mutation did that identities do not say."""

    moved: set[str] = field(default_factory=set)
    """The roots of what was carried elsewhere."""
    split: dict[str, set[str]] = field(default_factory=dict)
    """Old clause -> its parts."""
    merged: dict[str, set[str]] = field(default_factory=dict)
    """New clause -> what it was made of."""


@dataclass
class Code:
    """A document that can be written out, with an identity for every clause."""

    sections: list[Unit]
    style: str = "(a)"
    """How the first two levels are printed: `(a)`, `a.` or `1)`."""
    width: int = 0
    """Wrapped at this many columns; 0 for long lines."""
    truth: Truth = field(default_factory=Truth)

    def text(self) -> tuple[str, dict[str, str]]:
        """The Markdown, and clause id -> identity."""
        lines, ids = ["# Code of Records", ""], {}
        numbers = {s.key: s.label for s in self.sections}
        for section in self.sections:
            base = "s" + section.label
            ids[base] = section.key
            lines += [f"## § {section.label}. {section.words[0].capitalize()} {section.words[1]}.", ""]
            if len(section.words) > 2:
                lines += [self._wrapped(sentence(section.words[2:], numbers)), ""]
            self._list(section, base, 0, numbers, lines, ids)
        return "\n".join(lines), ids

    def _list(self, holder: Unit, base: str, depth: int, numbers: dict[str, str], lines: list[str], ids: dict[str, str]) -> None:
        for n, unit in enumerate(holder.below):
            name, printed = number(n, depth, self.style)
            name = unit.label or name
            printed = f"({unit.label})" if unit.label else printed
            ids[f"{base}/{name}"] = unit.key
            lines += [self._wrapped(f"{printed} {sentence(unit.words, numbers)}"), ""]
            self._list(unit, f"{base}/{name}", depth + 1, numbers, lines, ids)

    def _wrapped(self, paragraph: str) -> str:
        return textwrap.fill(paragraph, self.width) if self.width else paragraph


def number(n: int, depth: int, style: str) -> tuple[str, str]:
    """The label of the n-th member of a list, bare and as printed."""
    letter = (chr(97 + n) if n < 26 else chr(97 + n % 26) * 2) if depth % 2 == 0 else str(n + 1)
    if style == "1)":
        letter = str(n + 1) if depth % 2 == 0 else chr(97 + n % 26)
    return letter, {"(a)": f"({letter})", "a.": f"{letter}.", "1)": f"{letter})"}[style]


def sentence(words: list[str], numbers: Mapping[str, str] = MappingProxyType({})) -> str:
    """Words as a sentence; `@s7` becomes the number that section s7 has."""
    said = " ".join(f"section {numbers.get(w[1:], '10-999')}" if w.startswith("@") else w for w in words)
    return said[:1].upper() + said[1:] + "."


def words(rng: random.Random, low: int = 9, high: int = 30) -> list[str]:
    out = []
    for n in range(rng.randint(low, high)):
        out.append(rng.choice(VERBS if n % 5 == 2 else LINKS if n % 5 == 4 else WORDS))
    return out


def make_code(rng: random.Random, size: int = 60) -> Code:
    """A code of `size` sections."""
    sections = []
    for n in range(1, size + 1):
        section = Unit(f"s{n}", words(rng, 2, 2) + (words(rng) if rng.random() < 0.7 else []), label=f"10-{n:03}")
        for m in range(rng.choice((0, 0, 2, 3, 4))):
            unit = Unit(f"s{n}.{m}", words(rng))
            unit.below = [Unit(f"s{n}.{m}.{k}", words(rng)) for k in range(rng.choice((0, 0, 2, 3)))]
            section.below.append(unit)
        sections.append(section)
    return Code(sections)


def copy(code: Code) -> Code:
    def one(unit: Unit) -> Unit:
        return Unit(unit.key, list(unit.words), [one(u) for u in unit.below], unit.label)

    return Code([one(s) for s in code.sections], code.style, code.width)


def every(code: Code) -> list[Unit]:
    return [u for s in code.sections for u in (s, *s.below, *(x for b in s.below for x in b.below))]


def edit(rng: random.Random, unit: Unit, share: float) -> None:
    """Change a share of the words of one clause, in one to three places."""
    count = max(1, int(len(unit.words) * share))
    for _ in range(count):
        at = rng.randrange(2 if unit.key.count(".") == 0 and len(unit.words) > 2 else 0, len(unit.words))
        unit.words[at] = rng.choice(WORDS)


def renumber(code: Code, start: int) -> None:
    for n, section in enumerate(code.sections):
        section.label = f"10-{start + n:03}"
