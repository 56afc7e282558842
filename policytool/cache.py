"""What can be worked out again: where it lies on disk, and files of which a damaged one is as good as none."""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Mapping


def cache_folder(environment: Mapping[str, str]) -> str:
    """The user's cache folder for this program; for a user without a home, one that cannot be made."""
    base = environment.get("POLICYTOOL_CACHE") or environment.get("XDG_CACHE_HOME")
    home = os.path.expanduser("~")
    return os.path.join(base or (f"{home}/.cache" if home != "~" else os.devnull), "policytool")


def read_sealed(path: str) -> bytes | None:
    """The bytes of a file that `write_sealed` wrote; None when there is none, or it is not whole."""
    if not os.path.isfile(path):  # a pipe would be waited for
        return None
    try:
        with open(path, "rb") as file:
            seal, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    return body if seal == b"%08x" % zlib.crc32(body) else None


def write_sealed(path: str, body: bytes) -> None:
    """Write a file in one step, its checksum first; a folder that takes none is passed over."""
    import tempfile

    folder = os.path.dirname(path)
    with contextlib.suppress(OSError):
        os.makedirs(folder, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(b"%08x\n" % zlib.crc32(body) + body)
            os.replace(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
