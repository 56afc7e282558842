"""A repository of Markdown policies <-> documents, versions and text. The only layer that knows git."""

from __future__ import annotations

from policytool.store.store import DocumentInfo, Store, open_store

__all__ = ["DocumentInfo", "Store", "open_store"]
