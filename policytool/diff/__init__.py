"""Document x Document -> DocumentDiff: what happened to every clause."""

from __future__ import annotations

from policytool.diff.compare import compare

__all__ = ["compare"]
