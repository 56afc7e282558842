"""The Python interface, where it takes more than the functions below it: whatever names a text is read first."""

from __future__ import annotations

import os

from policytool.errors import BadInput
from policytool.model.change import DocumentDiff
from policytool.model.document import Document
from policytool.model.version import Version


def compare(old: Document | Version | str | os.PathLike[str], new: Document | Version | str | os.PathLike[str]) -> DocumentDiff:
    """Compare two texts clause by clause: parsed documents, versions read from a store, or the names of files.

    Raises NotFound or BadInput for a file that is not there or cannot be read, and for a text given as a string.
    """
    from policytool import diff

    return diff.compare(_document(old), _document(new))


def _document(text: Document | Version | str | os.PathLike[str]) -> Document:
    from policytool.parsing import parse_document

    if isinstance(text, Document):
        return text
    if isinstance(text, Version):
        if not text.text:
            raise BadInput(f"the version {text.name} comes without its text; read it with store.read({text.name!r}) or store.with_text(version)")
        return parse_document(text.text, text.docid)
    if isinstance(text, str) and "\n" in text:
        raise BadInput("compare takes the names of files, not texts: make documents of two texts first, compare(parse(old), parse(new))")
    if not isinstance(text, (str, os.PathLike)):
        raise TypeError(f"compare takes documents, versions of a store or the names of files, not {type(text).__name__}")
    from policytool.workspace import load_file

    return load_file(os.path.expanduser(text)).document
