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


def is_taken_out(item: LexborNode, view: View, amending: bool) -> bool:
    """Whether a list item has words, and none of them in this view: then it is not counted."""
    stack, words = [item], False
    while stack:
        node = stack.pop()
        if node.tag == "-text":
            if (node.text_content or "").strip():
                return False
        elif node is item or not is_out(node, view, amending):
            stack.extend(children(node))
        else:
            words = words or bool((node.text() or "").strip())
    return words
