"""One view of an XML text that marks its own changes: `ins` and `del`, and elements that say they were added or deleted."""

from __future__ import annotations

from policytool.importers.imported import View
from policytool.importers.xml_safe import Element

_SAID = {"added": View.REJECT, "inserted": View.REJECT, "deleted": View.ACCEPT}
_TAGS = {"ins": View.REJECT, "del": View.ACCEPT}


def take_view(root: Element, view: View) -> bool:
    """Leave out what the view does not hold; whether there was any mark at all."""
    marked = False
    for element in root.walk():
        absent = {id(c): out for c in element.elements() if (out := _absent_from(c)) is not None}
        if absent:
            marked = True
            element.children = [c for c in element.children if absent.get(id(c)) is not view]
    return marked


def _absent_from(element: Element) -> View | None:
    """The view that leaves an element out."""
    return _TAGS.get(element.tag) or _SAID.get(element.attributes.get("changed", ""))
