"""A repository is data: whatever its configuration, hooks, attributes, refs or the environment name, nothing of it runs.

Each trap leaves a canary file when it goes off. policytool does everything it can do in the trapped
repository and no canary appears; then plain git does one ordinary thing and it does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from policytool.cache import cache_folder
from policytool.errors import StoreError
from policytool.store import open_store
from policytool.store.git import find_repository
from tests.support.cli import program, run
from tests.support.repositories import git, new_store, policy, put

DOC = "us-il-chicago/eo/2025-6"
MAIN = f"{DOC}.md"


@dataclass(frozen=True)
class Place:
    """A repository with a trap in it."""

    repo: Path
    canary: Path

    @property
    def program(self) -> str:
        """A program that leaves the canary and says nothing."""
        path = self.canary.parent / "trap.sh"
        path.write_text(f"#!/bin/sh\ntouch '{self.canary}'\n")
        path.chmod(0o755)
        return str(path)

    def set(self, **config: str) -> None:
        for key, value in config.items():
            git(self.repo, "config", key.replace("__", "."), value)

    def attribute(self, line: str) -> None:
        (self.repo / ".git/info").mkdir(exist_ok=True)
        (self.repo / ".git/info/attributes").write_text(f"*.md {line}\n")

    def plain(self, *args: str, stdin: bytes = b"", **env: str) -> None:
        """What a person with plain git does, whether it succeeds or not."""
        subprocess.run(
            ["git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", *args],
            cwd=self.repo, capture_output=True, input=stdin, env={**os.environ, "GIT_TERMINAL_PROMPT": "0", **env}, timeout=60,
        )  # fmt: skip

    def edit(self) -> None:
        (self.repo / MAIN).write_bytes(policy(DOC, "2021-01-01", "(a) An edit."))


def hook(name: str, *command: str) -> tuple[Callable[[Place], None], Callable[[Place], None]]:
    def arm(at: Place) -> None:
        (at.repo / ".git/hooks").mkdir(exist_ok=True)
        shutil.copy(at.program, at.repo / ".git/hooks" / name)

    return arm, lambda at: (at.edit(), at.plain(*command))  # type: ignore[return-value]


def _hooks_path(at: Place) -> None:
    folder = at.canary.parent / "hooks"
    folder.mkdir()
    shutil.copy(at.program, folder / "reference-transaction")
    at.set(core__hooksPath=str(folder))


def _filter(way: str) -> Callable[[Place], None]:
    def arm(at: Place) -> None:
        at.attribute("filter=trap")
        at.set(**{f"filter__trap__{way}": at.program})

    return arm


def _driver(kind: str, key: str) -> Callable[[Place], None]:
    def arm(at: Place) -> None:
        at.attribute(f"{kind}=trap")
        at.set(**{f"{kind}__trap__{key}": at.program})

    return arm


def _signed(at: Place) -> None:
    raw = git(at.repo, "cat-file", "commit", "HEAD").encode()
    head, _, rest = raw.partition(b"\ncommitter ")
    line, _, body = rest.partition(b"\n")
    signature = b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----"
    oid = git(
        at.repo, "hash-object", "-t", "commit", "-w", "--stdin", stdin=head + b"\ncommitter " + line + signature + b"\n" + body
    ).strip()
    git(at.repo, "update-ref", "refs/heads/main", oid)
    at.set(log__showSignature="true", gpg__program=at.program)


def _included(at: Place) -> None:
    (at.repo / ".git/more").write_text(f'[core]\n\tfsmonitor = "{at.program}"\n')
    with (at.repo / ".git/config").open("a") as file:
        file.write('[includeIf "gitdir:**"]\n\tpath = more\n')


def _remote(at: Place) -> None:
    at.set(protocol__ext__allow="always", remote__origin__url=f"ext::{at.program}", remote__origin__fetch="+refs/*:refs/*")


def _promisor(at: Place) -> None:
    """A partial clone whose missing text is fetched by a program of its own choice."""
    _remote(at)
    at.set(core__repositoryformatversion="1", extensions__partialClone="origin", remote__origin__promisor="true")
    oid = git(at.repo, "rev-parse", f"HEAD~1:{MAIN}").strip()
    (at.repo / ".git/objects" / oid[:2] / oid[2:]).unlink()


def _promisor_goes_off(at: Place) -> None:
    at.plain("log", "-p", "HEAD")


def _ref(at: Place) -> None:
    """git reads this branch as an option that writes a file."""
    git(at.repo, "update-ref", f"refs/heads/--output={at.canary.name}", "HEAD")


def _ref_goes_off(at: Place) -> None:
    at.plain("log", f"--output={at.canary.name}")
    if (at.repo / at.canary.name).exists():
        at.canary.touch()


def _config(**values: str) -> Callable[[Place], None]:
    return lambda at: at.set(**{k: v.replace("PROGRAM", at.program) for k, v in values.items()})


def _does(*command: str, stdin: bytes = b"", edit: bool = False) -> Callable[[Place], None]:
    return lambda at: (at.edit() if edit else None, at.plain(*command, stdin=stdin))  # type: ignore[return-value]


TRAPS: dict[str, tuple[Callable[[Place], None], Callable[[Place], None]]] = {
    "core.fsmonitor": (_config(core__fsmonitor="PROGRAM"), _does("status")),
    "core.hooksPath": (_hooks_path, _does("commit", "--allow-empty", "-m", "x")),
    "hook pre-commit": hook("pre-commit", "commit", "-am", "x"),
    "hook post-commit": hook("post-commit", "commit", "-am", "x"),
    "hook reference-transaction": hook("reference-transaction", "update-ref", "refs/heads/x", "HEAD"),
    "hook post-index-change": hook("post-index-change", "update-index", "--really-refresh"),
    "filter clean": (_filter("clean"), _does("add", MAIN, edit=True)),
    "filter process": (_filter("process"), _does("add", MAIN, edit=True)),
    "filter smudge": (_filter("smudge"), _does("checkout", "HEAD~1", "--", MAIN)),
    "diff textconv": (_driver("diff", "textconv"), _does("log", "-p")),
    "diff command": (_driver("diff", "command"), _does("diff", "HEAD~1")),
    "diff.external": (_config(diff__external="PROGRAM"), _does("diff", "HEAD~1")),
    "merge driver": (_driver("merge", "driver"), _does("merge", "side")),
    "gpg.program": (_signed, _does("log")),
    "commit.gpgSign": (_config(commit__gpgSign="true", gpg__program="PROGRAM"), _does("commit", "--allow-empty", "-m", "x")),
    "includeIf": (_included, _does("status")),
    "alias": (_config(alias__st="!PROGRAM", alias__log="!PROGRAM", **{"alias__cat-file": "!PROGRAM"}), _does("st")),
    "core.editor": (_config(core__editor="PROGRAM"), _does("commit", "--allow-empty")),
    "credential.helper": (_config(credential__helper="PROGRAM"), _does("credential", "fill", stdin=b"protocol=https\nhost=example.org\n\n")),
    "core.sshCommand": (_config(core__sshCommand="PROGRAM"), _does("ls-remote", "ssh://example.org/x")),
    "core.gitProxy": (_config(core__gitProxy="PROGRAM"), _does("ls-remote", "git://example.org/x")),
    "trailer command": (
        _config(trailer__sign__key="Policy-Id", trailer__sign__command="PROGRAM"),
        _does("interpret-trailers", "--trailer", "sign=y", stdin=b"x\n\nPolicy-Id: y\n"),
    ),
    "ext:: remote": (_remote, _does("fetch", "origin")),
    "promisor remote": (_promisor, _promisor_goes_off),
    "a ref that begins with -": (_ref, _ref_goes_off),
}  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "repo"
    new_store(folder)
    put(folder, policy(DOC, "2020-01-01", "(a) One."))
    git(folder, "switch", "-qc", "side")
    put(folder, policy(DOC, "2022-01-01", "(a) Three."))
    git(folder, "switch", "-q", "main")
    put(folder, policy(DOC, "2021-01-01", "(a) Two."))
    return folder


@pytest.fixture
def at(tmp_path: Path, template: Path) -> Place:
    return Place(Path(shutil.copytree(template, tmp_path / "repo")), tmp_path / "canary")


def everything(at: Place, *, writing: bool = True) -> list[str]:
    """Run each command on the repository; how each ended."""
    new, other = at.canary.parent / "new.md", at.canary.parent / "other.md"
    new.write_bytes(policy("us/eo/1", "2020-01-01", "(a) New."))
    other.write_bytes(policy(DOC, "2026-01-01", "(a) On top."))
    option = f"--output={at.canary.name}"
    reading = [
        ("list",), ("log", DOC), ("show", f"{DOC}@HEAD~1"), ("show", f"{DOC}@working"), ("show", f"{DOC}@index"),
        ("show", f"{DOC}@{option}"), ("show", f"{DOC}@side"), ("diff", f"{DOC}@v1", f"{DOC}@v2"), ("diff", f"{DOC}@HEAD", f"{DOC}@{option}"),
        ("doctor",), ("--known-at", "2030-01-01", "list"),
    ]  # fmt: skip
    commands: list[tuple[str, ...]] = [*reading]
    if writing:
        commands += [("add", str(new), str(other)), ("repeal", DOC, "--on", "2026-02-01"), ("advance",), ("resolve",)]
    ended = []
    for command in commands:
        done = run("-C", str(at.repo), *command)
        assert done.code in (0, 2), (command, done.err)
        ended.append(f"{command[-1] if command[0].startswith('-') else command[0]} {done.code}")
    return ended


@pytest.mark.parametrize(("arm", "goes_off"), TRAPS.values(), ids=TRAPS)
def test_nothing_of_a_repository_runs(at: Place, arm: Callable[[Place], None], goes_off: Callable[[Place], None]) -> None:
    arm(at)
    ended = everything(at)
    assert not at.canary.exists()
    assert not (at.repo / at.canary.name).exists()
    assert ended.count("list 0") == 2
    assert "add 0" in ended
    goes_off(at)
    assert at.canary.exists(), "the trap was not armed"


def test_conflicts_are_settled_without_the_repositorys_drivers(at: Place) -> None:
    at.plain("merge", "side")
    for arm in (_driver("merge", "driver"), _driver("diff", "textconv"), _filter("clean"), _config(core__fsmonitor="PROGRAM"), _hooks_path):
        arm(at)
    assert run("-C", str(at.repo), "resolve").code == 0
    assert not at.canary.exists()
    assert "Three." in (at.repo / MAIN).read_text()
    at.plain("status")
    assert at.canary.exists()


def test_all_traps_at_once_in_a_bare_clone_and_a_linked_worktree(at: Place) -> None:
    bare, linked = at.repo.parent / "bare.git", at.repo.parent / "linked"
    git(at.repo, "worktree", "add", "-q", "-b", "drafts", str(linked))
    for name, (arm, _) in TRAPS.items():
        if name not in ("core.hooksPath", "promisor remote"):
            arm(at)
    at.canary.unlink(missing_ok=True)  # setting traps with plain git has set off others
    shutil.copytree(at.repo / ".git", bare)
    shutil.rmtree(bare / "worktrees")
    with (bare / "config").open("a") as file:
        file.write("[core]\n\tbare = true\n")
    for repo in (bare, linked):
        assert "add 0" in everything(Place(repo, at.canary))
    assert not at.canary.exists()
    at.plain("status")
    assert at.canary.exists()


def test_names_of_files_are_never_options(at: Place) -> None:
    (at.repo / "--output=canary.md").write_bytes(policy("us/x", "2020-01-01"))
    (at.repo / ":(top)y.md").write_bytes(policy("us/y", "2020-01-01"))
    git(at.repo, "--literal-pathspecs", "add", "--", ".", "--output=canary.md", ":(top)y.md")
    git(at.repo, "commit", "-qm", "Names")
    git(at.repo, "branch", "-m", "main", "x")
    git(at.repo, "symbolic-ref", "HEAD", "refs/heads/-c")
    git(at.repo, "update-ref", "refs/heads/-c", "x")
    assert "text at revision" in run("-C", str(at.repo), "show", "us/x@-c").out
    for docid in ("us/x", "us/y"):
        assert run("-C", str(at.repo), "show", f"{docid}@2021").code == 0
        stored = put(at.repo, policy(docid, "2022-01-01", "(a) Next."))
        assert stored.path in ("--output=canary.md", ":(top)y.md")
    assert git(at.repo, "log", "-1", "--format=%s", "refs/heads/-c").startswith("us/y: 2022-01-01")
    assert git(at.repo, "status", "--porcelain") == ""


ENVIRONMENTS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "GIT_CONFIG_COUNT": ({"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "PROGRAM"}, ("status",)),
    "GIT_CONFIG_PARAMETERS": ({"GIT_CONFIG_PARAMETERS": "'core.fsmonitor=PROGRAM'"}, ("status",)),
    "GIT_CONFIG_GLOBAL": ({"GIT_CONFIG_GLOBAL": "CONFIG"}, ("status",)),
    "GIT_EXTERNAL_DIFF": ({"GIT_EXTERNAL_DIFF": "PROGRAM"}, ("diff", "HEAD~1")),
    "GIT_SSH_COMMAND": ({"GIT_SSH_COMMAND": "PROGRAM"}, ("ls-remote", "ssh://example.org/x")),
    "GIT_EDITOR": ({"GIT_EDITOR": "PROGRAM"}, ("commit", "--allow-empty")),
    "GIT_TRACE": ({"GIT_TRACE": "CANARY"}, ("status",)),
    "GIT_TRACE2_EVENT": ({"GIT_TRACE2_EVENT": "CANARY"}, ("status",)),
    "GIT_TEMPLATE_DIR": ({"GIT_TEMPLATE_DIR": "TEMPLATE"}, ("clone", ".", "../copy")),
}  # fmt: skip


@pytest.mark.parametrize(("environment", "control"), ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_nothing_the_environment_names_runs(
    at: Place, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], control: tuple[str, ...]
) -> None:
    beside = at.canary.parent
    (beside / "config").write_text(f'[core]\n\tfsmonitor = "{at.program}"\n')
    (beside / "hooks").mkdir()
    shutil.copy(at.program, beside / "hooks/reference-transaction")
    words = {"PROGRAM": at.program, "CONFIG": str(beside / "config"), "CANARY": str(at.canary), "TEMPLATE": str(beside)}
    for key, value in environment.items():
        for word, meant in words.items():
            value = value.replace(word, meant)
        monkeypatch.setenv(key, value)
    assert "add 0" in everything(at)
    assert run("init", str(beside / "made")).code == 0
    assert not at.canary.exists()
    at.plain(*control)
    assert at.canary.exists(), "the trap was not armed"


def test_the_environment_does_not_lead_to_another_repository(at: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    new_store(other)
    before = {p: p.read_bytes() for p in other.rglob("*") if p.is_file()}
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other / ".git/objects"))
    monkeypatch.setenv("GIT_NAMESPACE", "elsewhere")
    assert "add 0" in everything(at)
    assert run("init", str(tmp_path / "made")).code == 0
    assert (tmp_path / "made/.git/HEAD").exists()
    assert {p: p.read_bytes() for p in other.rglob("*") if p.is_file()} == before
    at.plain("update-ref", "refs/heads/x", "HEAD")
    assert (other / ".git/refs/namespaces").exists() or (other / ".git/refs/heads/x").exists()


def test_a_git_that_lies_in_the_repository_is_not_the_one_that_runs(at: Place) -> None:
    shutil.copy(at.program, at.repo / "git")
    environment = {"PATH": f".{os.pathsep}{os.pathsep}{os.environ['PATH']}"}
    done = program("-C", str(at.repo), "list", env=environment, cwd=str(at.repo))
    assert done.returncode == 0
    assert DOC.encode() in done.stdout
    assert not at.canary.exists()
    subprocess.run("git status", shell=True, cwd=at.repo, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, capture_output=True)
    assert at.canary.exists()


def test_another_users_repository_is_refused_with_gits_own_remedy(at: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr("policytool.store.environment._KEPT", ("GIT_TEST_ASSUME_DIFFERENT_OWNER",))
    git(at.repo, "clone", "-q", "--bare", ".", "../bare.git", env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": ""})
    for place in (at.repo, at.repo / ".git", at.repo.parent / "bare.git"):
        refused = run("-C", str(place), "list")
        assert refused.code == 2
        assert "safe.directory" in refused.err


def test_what_looks_like_a_bare_repository_is_not_the_one_around_it(at: Place) -> None:
    fake = at.repo / "fake"
    for name in ("objects", "refs"):
        (fake / name).mkdir(parents=True)
    (fake / "HEAD").write_text("nonsense\n")
    assert "git does not take it for one" in run("-C", str(fake), "list").err


SETTINGS = {
    "log.showRoot": "false", "trailer.separators": "=", "core.commentChar": "V", "diff.relative": "true", "log.diffMerges": "off", "log.follow": "true",
    "color.ui": "always", "core.abbrev": "4", "diff.renames": "copies", "log.date": "human", "core.quotePath": "true", "log.mailmap": "true",
}  # fmt: skip


def test_settings_and_grafts_hide_no_version(tmp_path: Path) -> None:
    repo = tmp_path / "repo"
    repo.mkdir()
    git(repo, "init", "-q", "-b", "main")
    (repo / "law.md").write_text("# A law\n\nText.\n")
    git(repo, "add", ".")
    git(repo, "commit", "-qm", "First\n\nPolicy-Id: x/law\nVersion-Date: 1917-04-06")
    (repo / "law.md").write_text("# A law\n\nOther text.\n")
    git(repo, "commit", "-qam", "Second\n\nPolicy-Id: x/law\nVersion-Date: 1920-01-01")
    before = run("-C", str(repo), "log", "x/law", "--format", "json").out
    assert "1917-04-06" in before
    for key, value in SETTINGS.items():
        git(repo, "config", key, value)
    (repo / ".git/info").mkdir(exist_ok=True)
    (repo / ".git/info/grafts").write_text(git(repo, "rev-parse", "HEAD"))
    shutil.rmtree(cache_folder(os.environ), ignore_errors=True)
    assert run("-C", str(repo), "log", "x/law", "--format", "json").out == before


def test_a_setting_that_leads_to_a_pipe_ends_in_words(at: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = at.repo / ".git/pipe"
    os.mkfifo(pipe)
    at.set(diff__orderFile=str(pipe))
    assert run("-C", str(at.repo), "list").code == 0
    with (at.repo / ".git/config").open("a") as file:
        file.write("[include]\n\tpath = pipe\n")
    monkeypatch.setattr("policytool.store.git.PROMPT", 0.5)
    refused = run("-C", str(at.repo), "list")
    assert refused.code == 2
    assert "git did not answer within" in refused.err


def test_nothing_is_read_outside(at: Place) -> None:
    outside = at.canary.parent / "outside"
    shutil.copytree(at.repo / "us-il-chicago", outside / "us-il-chicago")
    (at.repo / "policytool.toml").symlink_to(outside / MAIN)
    assert "is a symbolic link" in run("-C", str(at.repo), "refs", DOC).err
    shutil.rmtree(at.repo / "us-il-chicago")
    (at.repo / "us-il-chicago").symlink_to(outside / "us-il-chicago")
    assert "is not a file in the working copy" in run("-C", str(at.repo), "show", f"{DOC}@working").err
    at.set(core__worktree=str(outside))
    assert "nothing is read there" in run("-C", str(at.repo), "show", f"{DOC}@working").err
    assert run("-C", str(at.repo), "show", DOC).code == 0


def test_a_text_that_unpacks_to_any_size_is_not_read(at: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (at.repo / "huge.md").write_bytes(b"# Huge\n" + b"word " * 2000)
    (at.repo / "plain.md").write_bytes(b"# Plain\n\nWords.\n")
    at.plain("add", ".")
    at.plain("commit", "-qm", "Two texts")
    monkeypatch.setattr("policytool.store.git.LARGEST", 5000)
    store = open_store(at.repo)
    assert [d.docid for d in store.documents()] == ["huge", "plain", DOC]
    with pytest.raises(StoreError, match="is larger than"):
        store.read("huge")
    assert store.read("plain").text.startswith("# Plain")
    assert store.read(DOC).text


def test_more_files_than_can_be_named(at: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine trees that each name the last one ten times hold a thousand million files."""
    monkeypatch.setattr("policytool.store.git.MEMORY", 2**27)
    oid = git(at.repo, "rev-parse", f"HEAD:{MAIN}").strip()
    lines = "".join(f"100644 blob {oid}\tf{n}.md\n" for n in range(10))
    for _ in range(9):
        tree = git(at.repo, "mktree", stdin=lines.encode()).strip()
        lines = "".join(f"040000 tree {tree}\td{n}\n" for n in range(10))
    git(at.repo, "update-ref", "refs/heads/main", git(at.repo, "commit-tree", "-m", "Bomb", tree).strip())
    refused = run("-C", str(at.repo), "list")
    assert refused.code == 2
    assert "names more files than can be read: git log was stopped" in refused.err
    monkeypatch.setattr("policytool.store.git.LONGEST", 2**20)
    with pytest.raises(StoreError, match="git ls-tree was stopped"):
        find_repository(at.repo).tree("HEAD")
