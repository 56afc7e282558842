"""A citation: one mention of law in running text, and the canonical string of what it means.

A citation says what the words mean, never whether the thing exists: that is a resolution, made later
by whoever holds the documents.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention. Each item of a list is its own; a range is one."""

    kind: str
    """The row of the table that found it: `usc`, `cfr`, `executive-order`, ..., or `section`, `relative`,
    `division`, `act-section`, `short-title`, `id`, or the name of a kind a store has added."""
    span: tuple[int, int]
    """Characters of the text. Spans never overlap, but for the end of a range, which lies inside its range."""
    text: str
    """The words cited."""
    target: str
    """The canonical citation: `8 U.S.C. 1373(a)`; `§1-204.04(a)` in the context's own code; for a relative
    reference its normal form, `this section (a)(2)`."""
    target_end: str = ""
    """The last member of a range, in the same form; `et seq.` when the range is left open."""
    code: str = ""
    """What `section` is a number of: `8 U.S.C.`, `D.C. Code`, `5 ILCS 805`, the name of an act; empty when not said."""
    section: str = ""
    pins: tuple[str, ...] = ()
    """The labels below the section, without brackets, outermost first: `("a", "1")`."""
    relative: bool = False
    """It can be resolved only from the place where it stands, or from what was cited before it."""
    base: str = ""
    """What a relative reference starts from: `this section`, `this order`, `such act`; empty when it names only a level."""
    level: str = ""
    """The word for the outermost of `pins`, when `section` is empty: `subsection`, `paragraph`."""

    range_end: bool = False
    """It is the last member of the range before it, which has it as `target_end`: given on its own for its place."""

    @property
    def pincite(self) -> str:
        """The labels as printed: `(a)(1)`."""
        return "".join(f"({p})" for p in self.pins)


@dataclass(frozen=True, slots=True)
class ShortTitle:
    """A name that a text gives to itself or to something it has cited."""

    title: str
    span: tuple[int, int]
    """The name itself, without quotation marks."""
    own: bool
    """The text names itself: "this Act may be cited as"."""
    stands_for: str = ""
    """What it abbreviates: the target of the citation, or the full name, just before it; empty when not clear."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a defined term is used."""

    clause_id: str
    span: tuple[int, int]
    """Characters of that clause's `text`."""


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term, what it means and where it is used."""

    term: str
    definition: str
    """The defining words, from "means" on; for (the "X") the words it abbreviates."""
    clause_id: str
    """The clause that defines it."""
    span: tuple[int, int]
    """The term in that clause's heading or text, without quotation marks; (0, 0) when it stands in the heading only."""
    scope: str
    """The words that limit it, in lower case: `this section`; empty for the whole document."""
    scope_id: str
    """The clause whose subtree the scope covers; empty for the whole document."""
    uses: tuple[Use, ...] = ()
