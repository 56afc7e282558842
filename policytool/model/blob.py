"""The name that git gives some bytes."""

from __future__ import annotations

import hashlib


def blob_id(data: bytes) -> str:
    """The id git gives some bytes in a sha1 repository.

    >>> blob_id(b"hello\\n")
    'ce013625030ba8dba906f756967f9e9ca394464a'
    """
    digest = hashlib.sha1(b"blob %d\x00" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()
