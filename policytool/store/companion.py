"""A file of the store that is no document: read as it stands, rewritten in one commit under the writer's lock."""

from __future__ import annotations

from collections.abc import Callable

from policytool.errors import BadInput, StoreError
from policytool.language.facts import decode
from policytool.store.commit import Signature, commit_files, grounds, locked
from policytool.store.git import LARGEST
from policytool.store.store import Store
from policytool.store.writer import writable


def read_companion(store: Store, name: str) -> str:
    """The text of a file at the store's root: the working copy's, in a bare repository the branch's; "" when there is none."""
    path = store.root / name
    if store.git is not None and store.git.worktree is None:
        commit = store.git.attempt("rev-parse", "-q", "--verify", "HEAD^{commit}").stdout.decode().strip()
        entry = store.git.tree(commit).get(name) if commit else None
        return decode(store.git.blob(entry.oid), name) if entry and entry.mode.startswith("100") else ""
    if path.is_symlink():
        raise StoreError(f"{path} is a symbolic link; what belongs to a store is read from it alone: put the file itself there")
    if not path.is_file():
        return ""
    if path.stat().st_size > LARGEST:
        raise BadInput(f"{path} is larger than {LARGEST // 2**20} MiB, so it is not read")
    return decode(path.read_bytes(), str(path))


def change_companion(store: Store, name: str, change: Callable[[str], str], message: str, signature: Signature) -> str:
    """Replace the committed text by what `change` makes of it; the commit's id, "" when nothing differs.

    `change` may be called again when another writer was faster. Raises StoreError when the store cannot be written.
    """
    _, git, base = writable(store)
    with locked(git):
        for ground in grounds(git):
            entry = ground.tree.get(base + name)
            old = decode(git.blob(entry.oid), name) if entry else ""
            new = change(old)
            if new == old:
                return ""
            if commit := commit_files(git, ground, {base + name: new.encode()}, message, signature):
                return commit
    raise AssertionError("grounds end in a refusal")
