"""Finished bytes -> a file, in one step: the old file survives any failure, and no half file stays."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from policytool.errors import OutputError


def check_place(name: str, force: bool) -> Path:
    """Where a file of that name goes. Raises OutputError for a folder, and for an existing file without `force`."""
    path = Path(os.path.expanduser(name))
    if name.endswith("/") and not path.exists():
        raise OutputError(f"the folder {name} does not exist; name a file in one that does")
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it")
    if path.is_file() and not force:
        raise OutputError(f"{path} exists; give another name with -o, or --force to replace it")
    if not path.parent.is_dir():
        raise OutputError(f"the folder {path.parent} does not exist; name a file in one that does")
    return path


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to a place that was checked. Raises OutputError for anything the system refuses."""
    if path.exists() and not path.is_file():
        _pass_on(path, data)
        return
    target = path.resolve()  # behind a link, which stays
    temporary = ""
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o644
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".policytool-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise OutputError(f"cannot write {path}: {error.strerror}") from None


def _pass_on(path: Path, data: bytes) -> None:
    """Write to a pipe or a device, which must stay what it is."""
    try:
        with path.open("wb") as file:
            file.write(data)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
