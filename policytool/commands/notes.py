"""What a reader must know of the text that an answer is about: lines below its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytool.render.screen import Block


def note_blocks(notes: Iterable[str]) -> Iterator[Block]:
    """A line for each note."""
    from policytool.render.screen import block

    for note in notes:
        yield block((f"note: {note}", "warn"), hang=2)
