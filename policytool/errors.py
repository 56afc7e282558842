"""What can go wrong, as one tree.

PolicyToolError            exit 2: what was asked, what was found, what to do
|-- NotFound               a document, version or clause that is not there
|-- Ambiguous              a name that fits more than one; carries the candidates
|-- BadInput               a file, front matter or argument that cannot be read
|-- StoreError             the repository is missing, locked, dirty or damaged
`-- OutputError            the result cannot be written where it was asked to go
"""

from __future__ import annotations


class PolicyToolError(Exception):
    """An expected failure. The message says what was asked, what was found and what to do."""

    def __init__(self, message: str, *, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.candidates = candidates


class NotFound(PolicyToolError):
    """What was asked for is not there."""


class Ambiguous(PolicyToolError):
    """What was asked for fits more than one thing; `candidates` lists them."""


class BadInput(PolicyToolError):
    """A file or an argument that cannot be read as what it should be."""


class StoreError(PolicyToolError):
    """The repository is missing, locked, in use or damaged."""


class OutputError(PolicyToolError):
    """The result cannot be written where it was asked to go."""


def to_paste(*words: object) -> str:
    """A command, or a name, that a message suggests, written so that a shell takes it as it stands.

    >>> to_paste("policytool", "clause", "EO 2025-6", "(a)")
    "policytool clause 'EO 2025-6' '(a)'"
    """
    from shlex import join  # most runs suggest nothing

    return join(map(str, words))
