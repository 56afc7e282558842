"""Two front matters -> the fields that differ, in the order of the new one."""

from __future__ import annotations

from collections.abc import Mapping

from policytool.model.change import FieldChange
from policytool.model.document import FrontMatter, Value


def compare_front_matter(old: FrontMatter, new: FrontMatter) -> tuple[FieldChange, ...]:
    """Fields that differ, each as readable text."""
    keys = list(dict.fromkeys([*new.values, *old.values]))
    rows = [FieldChange(key, _words(old.values.get(key, "")), _words(new.values.get(key, ""))) for key in keys]
    return tuple(row for row in rows if row.old != row.new)


def _words(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {_words(v)}" for k, v in value.items())
    return "; ".join(_words(v) for v in value)
