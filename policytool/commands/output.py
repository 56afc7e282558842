"""Finished bytes -> a file, in one step: the old file survives any failure, and no half file stays."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from policytool.errors import OutputError


def write_file(name: str, data: bytes, force: bool = True) -> Path:
    """Write `data` to `name`. Raises OutputError for an existing file without `force` and for anything the system refuses."""
    path = Path(name).expanduser()
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it")
    if path.exists() and not force:
        raise OutputError(f"{path} exists; give another name, or --force to replace it")
    if not path.parent.is_dir():
        raise OutputError(f"the folder {path.parent} does not exist")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".policytool-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
    return path
