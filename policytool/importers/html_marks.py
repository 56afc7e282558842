"""Elements that say their words were put in or taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytool.importers.html_page import attribute, children
from policytool.importers.imported import View
from policytool.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_STRUCK = lazy(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_UNDER = lazy(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*underline", re.I)


def is_struck(node: LexborNode) -> bool:
    """Whether an element strikes its words through."""
    return node.tag in ("del", "s", "strike") or bool(_STRUCK.search(attribute(node, "style")))


def is_inserted(node: LexborNode, amending: bool) -> bool:
    """Whether an element's words were put in; underlining says so only on a page where something is struck."""
    if node.tag == "ins":
        return True
    return amending and node.tag != "a" and (node.tag == "u" or bool(_UNDER.search(attribute(node, "style"))))


def is_out(node: LexborNode, view: View, amending: bool) -> bool:
    """Whether a view leaves an element's words out."""
    if is_struck(node):
        return view is View.ACCEPT
    return view is View.REJECT and is_inserted(node, amending)


def taken_out(root: LexborNode, view: View, amending: bool) -> set[int]:
    """The list items below an element, by address, that have words and none of them in this view: they are not counted."""
    found: set[int] = set()
    said: dict[int, tuple[bool, bool]] = {}  # whether a node has words in this view, and others
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if node.tag == "-text":
            said[node.mem_id] = bool((node.text_content or "").strip()), False
        elif not done:
            stack.append((node, True))
            stack.extend((c, False) for c in children(node))
        else:
            below = [said.pop(c.mem_id) for c in children(node)]
            shown, absent = any(s for s, _ in below), any(a for _, a in below)
            if node.tag == "li" and absent and not shown:
                found.add(node.mem_id)
            said[node.mem_id] = (False, shown or absent) if is_out(node, view, amending) else (shown, absent)
    return found
