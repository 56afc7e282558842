"""Citations -> resolutions: what a document points to, and what points to it."""

from __future__ import annotations

from policytool.xref.contexts import context_of
from policytool.xref.library import Library
from policytool.xref.resolve import Resolver

__all__ = ["Library", "Resolver", "context_of"]
