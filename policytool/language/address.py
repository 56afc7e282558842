"""A clause -> how people cite it: `2-173-020(a)(1)`, `§ 1373(b)`, `2-173-010 "Agency"`, `whereas 3`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from policytool.model.clause import Clause, Kind
from policytool.model.document import Document
from policytool.model.label import address_below


class Addresses:
    """Printed addresses of one document's clauses."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _sections(self) -> Mapping[str, str]:
        """Section id -> its number as printed, or its heading."""
        return {s.id: s.label or s.heading for s in self.document.reader.sections if s.id}

    @cached_property
    def _working(self) -> Mapping[str, str]:
        return {ident: label for label, ident in self.document.front_matter.table("working_labels").items()}

    def of(self, clause: Clause) -> str:
        """The address as a person would write it; the working label of our notes is marked as such."""
        if clause.id in self._working:
            return f"[{self._working[clause.id]}]"
        if clause.kind is Kind.TITLE:
            return "title"
        if clause.kind in (Kind.SECTION, Kind.DIVISION, Kind.HEADING):
            return " ".join((clause.label or clause.heading or clause.id).split())
        section = self._section_of(clause.id)
        if clause.path:
            return clause.path if clause.path.startswith(section) else address_below(section, clause.path)
        name = clause.id.rpartition("/")[2]
        lead = f"{section} " if section else ""
        match clause.kind:
            case Kind.DEFINITION:
                return f"{lead}“{clause.heading}”"
            case Kind.PARAGRAPH:
                return f"{lead}¶ “{' '.join(clause.text.split()[:6])} ...”"
            case Kind.RECITAL | Kind.ENACTING:
                return lead + name.replace("whereas-", "recital ").replace("-", " ")
            case _:
                return lead + name.replace("-", " ")

    def _section_of(self, ident: str) -> str:
        """The printed number of the section an id stands in."""
        while ident:
            ident = ident.rpartition("/")[0]
            if ident in self._sections:
                return " ".join(self._sections[ident].split())
        return ""
