"""What stands above an answer: which text it is about, and what a reader must know of that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policytool.render.screen import Block
    from policytool.workspace import Loaded


def head_blocks(loaded: Loaded) -> Iterator[Block]:
    """Title, version, edition and notes of a text."""
    from policytool.render.views import provenance_blocks

    document = loaded.document
    return provenance_blocks(loaded.name, document.title, loaded.version, loaded.blob, document.front_matter.text("edition"), loaded.notes)


def head_dict(loaded: Loaded) -> dict[str, Any]:
    """The same for a program."""
    from policytool.render.json import FORMAT, version_dict

    return {
        "format": FORMAT,
        "document": loaded.document.id or loaded.name,
        "title": loaded.document.title,
        "version": version_dict(loaded.version) if loaded.version else None,
        "blob": loaded.blob,
        "notes": list(loaded.notes),
    }
