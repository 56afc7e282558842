"""The git program -> bytes. The only module that starts it.

A repository is data, and may be hostile. Its configuration can name programs to run, so every call
goes out with a cleaned environment: no hooks, no fsmonitor, no lazy fetch, no protocols, no replace
objects, no pager, no prompts. Only commands that apply no filter and no textconv are used. Revisions
become object ids before anything else sees them.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from policytool.errors import NotFound, StoreError

_CONFIG = (
    ("core.fsmonitor", "false"), ("core.hooksPath", os.devnull), ("log.showSignature", "false"), ("diff.external", ""), ("protocol.allow", "never"),
    ("core.quotePath", "false"), ("core.ignoreCase", "false"), ("core.protectHFS", "true"), ("core.protectNTFS", "true"), ("gc.auto", "0"),
    ("maintenance.auto", "false"), ("core.alternateRefsCommand", ""), ("i18n.logOutputEncoding", "UTF-8"), ("i18n.commitEncoding", "UTF-8"),
)  # fmt: skip
_KEPT = ("GIT_CEILING_DIRECTORIES",)
_SET_PIPE_SIZE: int = getattr(fcntl, "F_SETPIPE_SZ", 0)
"""How far git may read ahead of us; 0 where the system keeps its own size."""
DURABLE = {"GIT_CONFIG_PARAMETERS": "'core.fsync=committed'"}
"""What a writing call adds: git's default syncs nothing, and a power cut may then lose what was reported as stored."""
OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
MISSING_GIT = "git was not found; install git 2.36 or newer"


def safe_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment every git call gets: nothing inherited that could steer it."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k in _KEPT}
    env |= {
        "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1", "GIT_ATTR_NOSYSTEM": "1", "GIT_PAGER": "cat", "LC_ALL": "C", "GIT_ADVICE": "0",
        "GIT_CONFIG_COUNT": str(len(_CONFIG)),
    }  # fmt: skip
    for i, (key, value) in enumerate(_CONFIG):
        env[f"GIT_CONFIG_KEY_{i}"], env[f"GIT_CONFIG_VALUE_{i}"] = key, value
    return env | dict(extra or {})


@functools.cache
def git_program() -> str:
    """The git on PATH, never one in the current folder: that folder may be the repository we do not trust."""
    folders = (f for f in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(f))
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None:
        raise StoreError(MISSING_GIT)
    return found


def _start(command: Sequence[str], folder: Path, data: bytes, env: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run git to its end. A file-size limit stays an error git can report, not a signal that kills it and leaves its lock."""
    try:
        return subprocess.run([git_program(), *command], capture_output=True, env=env, cwd=folder, input=data, restore_signals=False)
    except FileNotFoundError:
        raise StoreError(f"the folder {folder} is gone; give the store with -C DIR") from None
    except OSError as error:
        raise StoreError(f"git {command[-1][:40]} could not be run in {folder}: {error.strerror}") from None


@dataclass(frozen=True, slots=True)
class Entry:
    """One path in a commit."""

    mode: str
    """100644 and 100755 a file, 120000 a symbolic link, 160000 a submodule, 040000 a folder."""
    oid: str


class Git:
    """One repository, reached through its git directory."""

    def __init__(self, git_dir: Path, worktree: Path | None) -> None:
        self.git_dir = git_dir
        self.worktree = worktree
        self._batch: subprocess.Popen[bytes] | None = None

    def run(self, *args: str, input: bytes | None = None, env: Mapping[str, str] | None = None, check: bool = True) -> bytes:
        """The standard output of one git command. Raises StoreError with git's own words when it fails."""
        done = self.attempt(*args, input=input, env=env)
        if check and done.returncode:
            raise StoreError(f"git {args[0]} failed in {self.git_dir}: {_words(done.stderr) or f'exit {done.returncode}'}")
        return done.stdout

    def attempt(self, *args: str, input: bytes | None = None, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        """The finished process of one git command, whatever its exit code."""
        return _start([f"--git-dir={self.git_dir}", *args], self.worktree or self.git_dir, input or b"", safe_environment(env))

    def hash(self, data: bytes, *, write: bool = False) -> str:
        """The object id of some bytes in this repository's own format, as they are: no filter touches them."""
        return self.run("hash-object", *(["-w"] if write else []), "--stdin", input=data, env=DURABLE).decode().strip()

    def tree(self, commit: str) -> dict[str, Entry]:
        """Every folder and file of a commit by path; empty for no commit."""
        raw = self.run("ls-tree", "-r", "-t", "-z", commit).decode("utf-8", "surrogateescape") if commit else ""
        found = {}
        for line in raw.split("\x00")[:-1]:
            meta, _, path = line.partition("\t")
            mode, _, oid = meta.split(" ")
            found[path] = Entry(mode, oid)
        return found

    def lines(self, *args: str) -> Iterator[str]:
        yield from self.run(*args).decode("utf-8", "surrogateescape").splitlines()

    def resolve(self, revision: str, kind: str = "commit") -> str:
        """The object id of a revision. A name that begins with - is never an option."""
        done = self.attempt("rev-parse", "--verify", "-q", "--end-of-options", revision + "^{" + kind + "}")
        found = done.stdout.decode().strip()
        if done.returncode or not OBJECT.fullmatch(found):
            raise NotFound(f'"{revision}" is no version, date or git revision here')
        return found

    def blob(self, oid: str) -> bytes:
        """The bytes of one blob. Raises StoreError when it is not in this clone."""
        for found, data in self.blobs([oid]):
            if data is not None:
                return data
            raise StoreError(f"the text (blob {found[:12]}) is not in this clone (partial or shallow); run: git fetch --refetch")
        raise AssertionError("cat-file answers every request")

    def blobs(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """(object id, bytes) for each id, in order; None for a missing one.

        One id is asked of a process that stays; many get one of their own, which reads ahead while we work.
        """
        wanted = list(oids)
        if bad := next((oid for oid in wanted if not OBJECT.fullmatch(oid)), None):
            raise StoreError(f"not an object id: {bad!r}")
        if len(wanted) == 1:
            yield wanted[0], self._read(wanted[0])
            return
        at = 0
        while at < len(wanted):
            with self._reader(wanted[at:]) as answers:
                for oid in wanted[at:]:
                    header = answers.readline().split()
                    data = answers.read(int(header[2]) + 1)[:-1] if len(header) == 3 else None
                    at += 1
                    yield oid, data if header[1:2] == [b"blob"] else None
                    if not header:  # git before 2.45 gives up on a missing object in a partial clone: ask again for the rest
                        break

    @contextlib.contextmanager
    def _reader(self, oids: Sequence[str]) -> Iterator[IO[bytes]]:
        """What git says of these objects; its process ends with the block."""
        with subprocess.Popen([*self._cat_file(), "--buffer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              env=safe_environment(), cwd=self.git_dir, bufsize=2**18) as process:  # fmt: skip
            assert process.stdin is not None
            assert process.stdout is not None
            if _SET_PIPE_SIZE:
                with contextlib.suppress(OSError):
                    fcntl.fcntl(process.stdout, _SET_PIPE_SIZE, 2**20)
            asking = threading.Thread(target=_send, args=(process.stdin, "".join(oid + "\n" for oid in oids).encode()), daemon=True)
            asking.start()
            try:
                yield process.stdout
            finally:
                process.kill()
                asking.join()

    def _cat_file(self) -> list[str]:
        return [git_program(), f"--git-dir={self.git_dir}", "cat-file", "--batch"]

    def _read(self, oid: str) -> bytes | None:
        if self._batch is None or self._batch.poll() is not None:
            self._batch = subprocess.Popen(self._cat_file(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                           env=safe_environment(), cwd=self.git_dir)  # fmt: skip
        stdin, stdout = self._batch.stdin, self._batch.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(oid.encode() + b"\n")
            stdin.flush()
            header = stdout.readline().split()
        except BrokenPipeError:
            header = []
        if not header:
            self.close()
        if len(header) != 3:
            return None
        data = stdout.read(int(header[2]) + 1)[:-1]
        return data if header[1] == b"blob" else None

    def close(self) -> None:
        """End the reading process."""
        if self._batch is not None:
            for pipe in (self._batch.stdin, self._batch.stdout):
                if pipe:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            self._batch.wait()
            self._batch = None

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()


def _send(pipe: IO[bytes], data: bytes) -> None:
    """Write and close, whether anybody still reads."""
    with contextlib.suppress(OSError):
        pipe.write(data)
    with contextlib.suppress(OSError):
        pipe.close()


def _words(stderr: bytes) -> str:
    return " ".join(stderr.decode("utf-8", "replace").split())[:400].removeprefix("fatal: ").removeprefix("error: ")


def find_repository(start: Path) -> Git:
    """The repository at or around `start`: a worktree, a linked worktree or a bare repository.

    git's own ownership check stays in force: a repository of another user is refused with git's remedy.
    """
    if not start.exists():
        raise NotFound(f"no folder {str(start)!r}")
    base = start if start.is_dir() else start.parent
    bare = (base / "HEAD").is_file() and (base / "objects").is_dir() and (base / "refs").is_dir()
    command = ["rev-parse", "--absolute-git-dir", "--is-bare-repository", "--show-toplevel"]
    if bare:
        command = [f"--git-dir={base.absolute()}", "rev-parse", "--absolute-git-dir", "--is-bare-repository"]
    done = _start(command, base, b"", safe_environment())
    said = done.stdout.decode("utf-8", "surrogateescape").splitlines()
    if b"dubious ownership" in done.stderr:
        raise StoreError(_words(done.stderr))
    if len(said) < 2 and b"not a git repository" not in done.stderr:
        raise StoreError(f"the repository at {start} cannot be opened: {_words(done.stderr)}")
    if len(said) < 2:
        raise NotFound(f"no git repository at or around {str(start)!r}")
    is_bare = said[1] == "true"
    return Git(Path(said[0]), None if is_bare or len(said) < 3 else Path(said[2]))


def run_at(folder: Path, args: Sequence[str], env: Mapping[str, str] | None = None) -> str:
    """One command outside any repository: `--version`, `init`, `config --get`. Raises StoreError when it fails."""
    done = _start(args, folder, b"", safe_environment(env))
    if done.returncode:
        raise StoreError(f"git {args[0]} failed in {folder}: {_words(done.stderr) or f'exit {done.returncode}'}")
    return done.stdout.decode("utf-8", "replace").strip()
