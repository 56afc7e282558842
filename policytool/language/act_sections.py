"""The section of an act -> where the code prints it: section 287(g) of the INA is 8 U.S.C. 1357(g).

The numbers are in act_sections.tsv, which names its sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policytool.patterns import lazy

_YEAR = lazy(r" of (?:1[789]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class ActTable:
    """Acts whose sections are printed in a code under other numbers."""

    names: dict[str, str]
    """Every name of an act -> its full name."""
    sections: dict[tuple[str, str], str]
    """(full name, section) -> code citation without pincite."""

    def find_target(self, act: str, section: str) -> str:
        """The code citation of `section` of `act`, without pincite; empty when it is not known.

        >>> table = read_act_table()
        >>> table.find_target("INA", "287"), table.find_target("Home Rule Act", "740"), table.find_target("INA", "999")
        ('8 U.S.C. 1357', 'D.C. Code § 1-207.40', '')
        """
        full = self.full_name(act)
        if found := self.sections.get((full, section)) or self.sections.get((full, section.upper())):
            return found
        template = self.sections.get((full, "*"), "")
        if "h.tt" in template:
            match = re.fullmatch(r"(\d)(\d\d[a-z]{0,2})", section)
            return template.replace("h.tt", f"{match[1]}.{match[2]}") if match else ""
        return template.replace("*", section)

    def full_name(self, act: str) -> str:
        """The full name of an act given by any of its names, with or without its year."""
        return self.names.get(act) or self.names.get(_YEAR.sub("", act), act)

    def find_known_number(self, section: str, pins: tuple[str, ...]) -> str:
        """The code citation, without pincite, of a section known by its number alone: 287(g); empty for any other."""
        first = f"{section}({pins[0]})" if pins else section
        found = self.sections.get(("-", first)) or self.sections.get(("-", section), "")
        return found.partition("(")[0]


@cache
def read_act_table() -> ActTable:
    """The table of act_sections.tsv, read once."""
    names: dict[str, str] = {}
    sections: dict[tuple[str, str], str] = {}
    lines = files("policytool.language").joinpath("act_sections.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        act, section, target = line.split("\t")
        if section == "=":
            names[target] = act
        else:
            sections[act, section] = target
            names[act] = act
    names.pop("-", None)
    return ActTable(names, sections)
