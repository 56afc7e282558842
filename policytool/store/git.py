"""The git program -> bytes. The only module that starts it.

A repository is data, and may be hostile. Every call goes out with the environment of `environment`; only
commands that apply no filter and no textconv are used. Revisions become object ids before anything else
sees them. What could be endless is bounded: the memory of git, the length of an answer, the time of the first.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import resource
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from policytool.errors import NotFound, StoreError
from policytool.patterns import lazy
from policytool.store.environment import DURABLE, safe_environment

_SET_PIPE_SIZE: int = getattr(fcntl, "F_SETPIPE_SZ", 0)
"""How far git may read ahead of us; 0 where the system keeps its own size."""
LARGEST = 64 * 2**20
"""Bytes of a text that is read: a megabyte of a hostile repository can unpack to any size."""
LONGEST = 2**29
"""Bytes of an answer that grows with the repository: a few small trees can name thousands of millions of files."""
MEMORY = 2**31
"""Bytes that git may take for itself."""
PROMPT = 30.0
"""Seconds in which git must say what kind of repository it is: a setting can lead to a pipe that nobody writes."""
OBJECT = lazy(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
MISSING_GIT = "git was not found; install git 2.36 or newer"


@functools.cache
def git_program() -> str:
    """The git on PATH, never one in the current folder: that folder may be the repository we do not trust."""
    folders = (f for f in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(f))
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None:
        raise StoreError(MISSING_GIT)
    return found


def _start(
    command: Sequence[str], folder: Path, data: bytes, env: Mapping[str, str], seconds: float | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git to its end. A file-size limit stays an error git can report, not a signal that kills it and leaves its lock."""
    try:
        return subprocess.run([git_program(), *command], capture_output=True, env=env, cwd=folder, input=data, restore_signals=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise StoreError(
            f"git did not answer within {seconds:.0f} seconds in {folder}: its disk does not, or a file of its configuration is no plain file; look at its .git/config"
        ) from None
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
        self.oversized: set[str] = set()
        """Blobs met that are larger than is read."""
        self._batch: subprocess.Popen[bytes] | None = None

    def run(self, *args: str, input: bytes | None = None, env: Mapping[str, str] | None = None) -> bytes:
        """The standard output of one git command. Raises StoreError with git's own words when it fails."""
        done = self.attempt(*args, input=input, env=env)
        if done.returncode:
            raise StoreError(f"git {args[0]} failed in {self.git_dir}: {_words(done.stderr) or f'exit {done.returncode}'}")
        return done.stdout

    def attempt(self, *args: str, input: bytes | None = None, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        """The finished process of one git command, whatever its exit code."""
        return _start([f"--git-dir={self.git_dir}", *args], self.worktree or self.git_dir, input or b"", safe_environment(env))

    def run_long(self, *args: str) -> bytes:
        """The same for a command whose answer grows with the repository. Raises StoreError when git needs more than is given to it."""
        command = [git_program(), f"--git-dir={self.git_dir}", *args]
        said: list[bytes] = []
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=safe_environment(), cwd=self.worktree or self.git_dir) as process:  # fmt: skip
            _limit_memory(process.pid)
            assert process.stdout is not None
            listening = threading.Thread(target=_hear, args=(process.stderr, said), daemon=True)
            listening.start()
            answer = process.stdout.read(LONGEST + 1)
            if len(answer) > LONGEST:
                process.kill()
            listening.join()
        words = _words(b"".join(said))
        if len(answer) > LONGEST or "out of memory" in words.lower():
            raise StoreError(f"the repository at {self.git_dir} names more files than can be read: git {args[0]} was stopped")
        if process.returncode:
            raise StoreError(f"git {args[0]} failed in {self.git_dir}: {words or f'exit {process.returncode}'}")
        return answer

    def hash(self, data: bytes, *, write: bool = False) -> str:
        """The object id of some bytes in this repository's own format, as they are: no filter touches them."""
        return self.run("hash-object", *(["-w"] if write else []), "--stdin", input=data, env=DURABLE).decode().strip()

    def tree(self, commit: str) -> dict[str, Entry]:
        """Every folder and file of a commit by path; empty for no commit."""
        raw = self.run_long("ls-tree", "-r", "-t", "-z", commit).decode("utf-8", "surrogateescape") if commit else ""
        found = {}
        for line in raw.split("\x00")[:-1]:
            meta, _, path = line.partition("\t")
            mode, _, oid = meta.split(" ")
            found[path] = Entry(mode, oid)
        return found

    def resolve(self, revision: str) -> str:
        """The commit that a revision names. A name that begins with - is never an option."""
        done = self.attempt("rev-parse", "--verify", "-q", "--end-of-options", revision + "^{commit}")
        found = done.stdout.decode().strip()
        if done.returncode or not OBJECT.fullmatch(found):
            raise NotFound(f'"{revision}" is no version, date or git revision here')
        return found

    def blob(self, oid: str) -> bytes:
        """The bytes of one blob. Raises StoreError when it is not in this clone."""
        for found, data in self.blobs([oid]):
            if data is not None:
                return data
            if found in self.oversized:
                raise StoreError(f"the text (blob {found[:12]}) is larger than {LARGEST // 2**20} MiB, so it is not read; no policy is")
            raise StoreError(f"the text (blob {found[:12]}) is not in this clone (partial or shallow); run: git fetch --refetch")
        raise AssertionError("cat-file answers every request")

    def blobs(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """(object id, bytes) for each id, in order; None for a missing one, and for one of `oversized`.

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
                    fits = self._fits(oid, header)
                    data = answers.read(int(header[2]) + 1)[:-1] if len(header) == 3 and fits else None
                    at += 1
                    yield oid, data if header[1:2] == [b"blob"] else None
                    if not header or not fits:  # git before 2.45 gives up on a missing object in a partial clone: ask again for the rest
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
        if not self._fits(oid, header):
            self._batch.kill()
            self.close()
            return None
        if len(header) != 3:
            return None
        data = stdout.read(int(header[2]) + 1)[:-1]
        return data if header[1] == b"blob" else None

    def _fits(self, oid: str, header: Sequence[bytes]) -> bool:
        if len(header) == 3 and int(header[2]) > LARGEST:
            self.oversized.add(oid)
            return False
        return True

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


def _hear(pipe: IO[bytes], said: list[bytes]) -> None:
    """Keep the first words of a pipe and let the rest pass."""
    said.append(pipe.read(4096))
    while pipe.read(2**16):
        pass


def _limit_memory(pid: int) -> None:
    """Bound what a process may take for itself, where the system can; files it maps do not count."""
    if hasattr(resource, "prlimit"):
        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_DATA, (MEMORY, MEMORY))


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
    command = ["-c", "safe.bareRepository=all", "rev-parse", "--absolute-git-dir", "--is-bare-repository", *([] if bare else ["--show-toplevel"])]
    done = _start(command, base, b"", safe_environment(), PROMPT)
    said = done.stdout.decode("utf-8", "surrogateescape").splitlines()
    if b"dubious ownership" in done.stderr:
        raise StoreError(_words(done.stderr))
    if len(said) < 2 and b"not a git repository" not in done.stderr:
        raise StoreError(f"the repository at {start} cannot be opened: {_words(done.stderr)}")
    if len(said) < 2:
        raise NotFound(f"no git repository at or around {str(start)!r}")
    if bare and Path(said[0]).resolve() != base.resolve():  # git looked further up
        raise NotFound(f"{str(start)!r} looks like a bare repository and git does not take it for one")
    is_bare = said[1] == "true"
    return Git(Path(said[0]), None if is_bare or len(said) < 3 else Path(said[2]))


def run_at(folder: Path, args: Sequence[str], env: Mapping[str, str] | None = None) -> str:
    """One command outside any repository: `--version`, `init`, `config --get`. Raises StoreError when it fails."""
    done = _start(args, folder, b"", safe_environment(env))
    if done.returncode:
        raise StoreError(f"git {args[0]} failed in {folder}: {_words(done.stderr) or f'exit {done.returncode}'}")
    return done.stdout.decode("utf-8", "replace").strip()
