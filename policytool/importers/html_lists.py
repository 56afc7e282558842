"""HTML lists -> the label a browser prints before each item.

The rules are the HTML standard's, "the ol element" and "the li element": start, reversed, value, type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytool.importers.html_page import attribute, children
from policytool.importers.number_forms import base_letters, letters, roman
from policytool.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_STYLE = lazy(r"(?:^|;)\s*list-style(?:-type)?\s*:([^;]*)", re.I)
_MARK = lazy(r"\b(?:none|decimal-leading-zero|decimal|(?:lower|upper)-(?:alpha|latin|roman)|disc|circle|square)\b", re.I)
_FORMS = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "lower-latin": "lower-alpha", "upper-latin": "upper-alpha",
}  # fmt: skip
_WHOLE = lazy(r"[ \t\n\f\r]*([+-]?\d{1,9})")
OWN_LABEL = lazy(r"[(\[]?(\w{1,6})[.)\]]+(?=\s|\(|$)")


@dataclass(slots=True)
class ListState:
    """An open list and how far it has counted."""

    form: str
    """A list style of CSS; "none" for no marks, "bullet" for bullets."""
    number: int = 1
    step: int = 1

    def next_label(self, item: LexborNode) -> tuple[str, int]:
        """The label of the next item, and its number. Counts on."""
        given = _whole(attribute(item, "value"))
        number = self.number if given is None else given
        self.number = number + self.step
        form = _form(item) or self.form
        if form in ("none", "bullet"):
            return ("-" if form == "bullet" else ""), number
        return format_marker(number, form) + ".", number


def open_list(node: LexborNode) -> ListState:
    """The state of an `ol`, `ul` or `menu` at its start."""
    if node.tag != "ol":
        return ListState("none" if _form(node) == "none" else "bullet")
    down = "reversed" in node.attributes
    start = _whole(attribute(node, "start"))
    if start is None:
        start = sum(1 for c in children(node) if c.tag == "li") if down else 1
    return ListState(_form(node) or "decimal", start, -1 if down else 1)


def format_marker(number: int, form: str) -> str:
    """A number in a list style of CSS; what a style cannot show is given in digits.

    >>> [format_marker(28, f) for f in ("decimal", "lower-alpha", "upper-roman", "decimal-leading-zero")]
    ['28', 'ab', 'XXVIII', '28']
    """
    if form == "decimal-leading-zero":
        return f"{number:02d}"
    if number < 1 or form == "decimal":
        return str(number)
    found = base_letters(number) if form.endswith("alpha") else roman(number) if number < 4000 else str(number)
    return found.upper() if form.startswith("upper") else found


def repeats(text: str, number: int) -> bool:
    """Whether an item's own words begin with the number its list gives it, in any form: then the list's is left out.

    >>> repeats("(b) Notice.", 2), repeats("2. Notice.", 2), repeats("Notice.", 2), repeats("(b) Notice.", 1)
    (True, True, False, False)
    """
    own = OWN_LABEL.match(text.lstrip())
    return bool(own) and number > 0 and own[1].lower() in (str(number), letters(number), base_letters(number), roman(number))  # type: ignore[index]


def _form(node: LexborNode) -> str:
    said = next((mark for styled in _STYLE.findall(attribute(node, "style")) if (mark := _MARK.search(styled))), None)
    form = said[0].lower() if said else attribute(node, "type")
    form = _FORMS.get(form, form)
    if form in ("disc", "circle", "square"):
        return "bullet"
    return form if form in ("none", "decimal", "decimal-leading-zero") or form.startswith(("lower-", "upper-")) else ""


def _whole(text: str) -> int | None:
    match = _WHOLE.match(text)
    return int(match[1]) if match else None
