"""Clauses as plain rows -> a full-text index, and words -> the clauses that hold them."""

from __future__ import annotations

from policytool.search.index import Entry, Hit, Holding, SearchIndex
from policytool.search.query import Query, parse_query

__all__ = ["Entry", "Hit", "Holding", "Query", "SearchIndex", "parse_query"]
