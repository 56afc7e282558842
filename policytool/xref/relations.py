"""Reviewed relations: what a person has said two clauses have to do with each other, as TOML and back.

A relation names each side as `docid@version#clause`, the version it was reviewed in, so that a clause that
was renumbered since can be followed from there.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from policytool.errors import BadInput
from policytool.patterns import lazy

FILE = "relations.toml"
"""Its name, at the root of a store."""
_END = lazy(r"(?P<docid>[^@#\s]+)(?:@(?P<version>[^#\s]+))?(?:#(?P<clause>\S.*))?")
_HEAD = "# Relations between clauses that a person has reviewed. `policytool relate` adds to this file and removes from it.\n"


class Relationship(StrEnum):
    """What the first side does to the second."""

    RESTATES = "restates"
    EXTENDS = "extends"
    IMPLEMENTS = "implements"
    NARROWS = "narrows"
    EXCEPTS = "excepts"
    CONFLICTS = "conflicts"
    CITES = "cites"
    SUPERSEDES = "supersedes"
    PARALLELS = "parallels"
    RESPONDS_TO = "responds-to"


@dataclass(frozen=True, slots=True)
class End:
    """One side of a relation.

    >>> End.parse("us-il/ilcs/5/805@2021-08-02#s15/h/1")
    End(docid='us-il/ilcs/5/805', version='2021-08-02', clause='s15/h/1')
    >>> str(End.parse("us/usc/8/1373"))
    'us/usc/8/1373'
    """

    docid: str
    version: str = ""
    """A selector: the version date it was reviewed in, or `blob:<hex>` for a text without one."""
    clause: str = ""
    """Empty for the whole document."""

    @classmethod
    def parse(cls, text: str) -> End:
        match = _END.fullmatch(text.strip())
        if match is None:
            raise BadInput(f"{text!r} names no clause; write docid#clause, or docid@date#clause")
        return cls(match["docid"], match["version"] or "", match["clause"] or "")

    def __str__(self) -> str:
        return self.docid + (f"@{self.version}" if self.version else "") + (f"#{self.clause}" if self.clause else "")


@dataclass(frozen=True, slots=True)
class Relation:
    """One reviewed relation; its direction is that of its kind."""

    first: End
    second: End
    kind: Relationship
    note: str = ""


def parse_relations(text: str) -> tuple[Relation, ...]:
    """The relations of a file, in its order. Raises BadInput that names the entry that cannot be read."""
    try:
        entries = tomllib.loads(text).get("relation", [])
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{FILE} cannot be read as TOML: {error}") from None
    if not isinstance(entries, list):
        raise BadInput(f"{FILE}: `relation` is one table; write [[relation]], one for each")
    return tuple(_relation(entry, f"{FILE}, relation {number}") for number, entry in enumerate(entries, 1))


def _relation(entry: object, where: str) -> Relation:
    if not isinstance(entry, dict):
        raise BadInput(f"{where}: not a table; write [[relation]]")
    values = {key: entry.get(key, "") for key in ("from", "to", "as", "note")}
    for key, value in values.items():
        if not isinstance(value, str) or (key != "note" and not value):
            raise BadInput(f"{where}: `{key}` is missing or not text")
    return Relation(End.parse(values["from"]), End.parse(values["to"]), read_kind(values["as"], where), values["note"])


def read_kind(name: str, where: str = "--as") -> Relationship:
    """The kind of that name. Raises BadInput with all of them."""
    try:
        return Relationship(name)
    except ValueError:
        raise BadInput(f"{where}: no kind {name!r}; it is one of {', '.join(Relationship)}") from None


def format_relations(relations: Iterable[Relation]) -> str:
    """The file that `parse_relations` reads back to the same relations.

    >>> one = Relation(End("a", "2020", "s1"), End("b", "", "s2"), Relationship.EXTENDS, 'says "more"')
    >>> parse_relations(format_relations([one])) == (one,)
    True
    """
    parts = [_HEAD]
    for one in relations:
        lines = [("from", str(one.first)), ("to", str(one.second)), ("as", one.kind.value)] + ([("note", one.note)] if one.note else [])
        parts.append("\n[[relation]]\n" + "".join(f"{key} = {_quoted(value)}\n" for key, value in lines))
    return "".join(parts)


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's, with DEL escaped too."""
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
