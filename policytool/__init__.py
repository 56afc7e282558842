"""Version control for policy.

    import policytool as pt
    doc = pt.parse(text)                      # Document; doc.clauses() in document order
    store = pt.open_store(path)               # documents(), versions(id), read("doc@sel")
    diff = pt.compare(old, new)               # two documents, versions or names of files -> DocumentDiff; diff.changed
    cites = pt.find_citations(text)           # Citation: .span, .target, .kind

Names load on first use, with all their patterns, so that importing the package costs nothing and a first call no more than the next.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytool.api import compare
    from policytool.errors import PolicyToolError
    from policytool.language.citations import find_citations
    from policytool.parsing import parse_document as parse
    from policytool.store import open_store

__version__ = "0.1.0"

_PUBLIC = {
    "compare": ("policytool.api", "compare"),
    "find_citations": ("policytool.language.citations", "find_citations"),
    "open_store": ("policytool.store", "open_store"),
    "parse": ("policytool.parsing", "parse_document"),
    "PolicyToolError": ("policytool.errors", "PolicyToolError"),
}

__all__ = ["PolicyToolError", "__version__", "compare", "find_citations", "open_store", "parse"]


def __getattr__(name: str) -> object:
    try:
        module, attribute = _PUBLIC[name]
    except KeyError:
        raise AttributeError(f"module 'policytool' has no attribute {name!r}") from None
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    import_module("policytool.patterns").compile_waiting()
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
