"""Rows of a gold set -> what should be found, in the three layouts in which people have texts."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

import policytool as pt

Row = dict[str, Any]
LAYOUTS = ("para", "wrap", "blob")
"""One paragraph a clause; wrapped at 72 columns without blank lines; no line breaks at all."""
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u2009": " ", "\u00ad": None})
_SOUND = re.compile(r"(?:\([0-9A-Za-z-]+\))*(?:[0-9A-Za-z]+\.)?(?:\([0-9A-Za-z-]+\))*")
_OTHER_CODE = re.compile(r"(?:U\.?S\.?C|C\.?F\.?R)\.?\s*§*\s*$")
LEAST = 25
"""Characters of a text that can be followed by its words alone."""


def read_rows(file: Path) -> list[Row]:
    """The rows of one JSON Lines file; trees without the section itself, their texts made comparable."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for side in ("old_tree", "new_tree"):
            if side in row:
                row[side] = [(plain(path), comparable(text)) for path, text in row[side] if path]
    return rows


def comparable(text: str) -> str:
    """Text with straight quotes and single blanks: what a publisher's typography hides."""
    return " ".join(text.translate(_PLAIN).split())


def plain(path: str) -> str:
    """A label path without the brackets that mark suspended text."""
    return path.replace("[", "").replace("]", "")


def laid_out(markdown: str, layout: str) -> str:
    """A section, heading first, in one of the LAYOUTS."""
    heading, *rest = (block for block in markdown.split("\n\n") if block.strip())
    lines = [" ".join(block.split()) for block in rest]
    if layout == "wrap":
        lines = ["\n".join(textwrap.wrap(line, 72, break_long_words=False, break_on_hyphens=False)) for line in lines]
    return f"{heading}\n\n" + {"para": "\n\n", "wrap": "\n", "blob": " "}[layout].join(lines) + "\n"


def tree_of(row: Row) -> dict[str, str]:
    """Path -> text of the clauses that a section has; a holder without words counts, a continuation belongs to its clause."""
    tree: dict[str, str] = {}
    for clause in row["clauses"]:
        labels = clause["path"]
        for depth in range(1, len(labels)):
            tree.setdefault(plain("".join(labels[:depth])), "")
        if labels:
            path = plain("".join(labels))
            tree[path] = f"{tree.get(path, '')} {clause['text']}"
    return {path: comparable(text) for path, text in tree.items()}


def paths_of(document: pt.Document, headings: bool) -> dict[str, str]:
    """Path -> text of the labelled clauses of a document; a run-in heading may count as text."""
    found: dict[str, str] = {}
    for clause in document.clauses():
        if clause.path:
            path = plain(clause.path)
            found[path] = f"{found.get(path, '')} {clause.heading if headings else ''} {clause.text}"
    return {path: comparable(text) for path, text in found.items()}


def uncounted(found: set[str], want: dict[str, str]) -> set[str]:
    """Paths found in a text without breaks, those left out whose label stands inside a text: an inline list looks the same there."""
    inline = " ".join(want.values())
    return {path for path in found if path in want or path[path.rfind("(") :] not in inline}


def target_of(row: Row, citation: dict[str, Any]) -> str:
    """The section and labels that a citation of the D.C. Code means; empty for what is no such citation."""
    target = citation["target"] or ""
    if citation["doc"] != "D.C. Code" or not target.startswith("§") or _OTHER_CODE.search(row["text"][: citation["start"]]):
        return ""
    return str(target.replace("|", "").replace("§", "").replace(" ", ""))


def relabelled(row: Row) -> dict[str, str]:
    """Old path -> new path of clauses whose text, unique on both sides, stands under another label."""
    old, new = dict(row["old_tree"]), dict(row["new_tree"])
    times, places = Counter(old.values()), Counter(new.values())
    at = {text: path for path, text in new.items()}
    return {
        path: at[text]
        for path, text in old.items()
        if len(text) >= LEAST and times[text] == places[text] == 1 and at[text] != path and _is_sound(path) and _is_sound(at[text])
    }


def _is_sound(path: str) -> bool:
    """Whether a path is no slip of the publisher, such as `(d)2)` or `(E)(E)(i)`."""
    labels = re.findall(r"\([^()]*\)", path)
    return _SOUND.fullmatch(path) is not None and all(a != b for a, b in zip(labels, labels[1:], strict=False))
