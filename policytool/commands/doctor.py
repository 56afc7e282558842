"""policytool doctor: what is installed, and whether a store is healthy."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from policytool.commands.settings import Settings, format_option, pass_settings
from policytool.render.safe import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytool.model.finding import Finding
    from policytool.store import Store

_PACKAGES = ("click", "rich", "GitPython", "markdown-it-py", "PyYAML", "Jinja2", "rapidfuzz", "selectolax")


def doctor(settings: Settings, exit_code: bool, form: str) -> int:
    """Print versions, warn of a program of the same name, and check the store around here if there is one."""
    from policytool.model.finding import Severity

    installed, warnings, health = _installed(), _namesakes(), _look(settings)
    problems = sum(f.severity is not Severity.NOTE for f in health.found)
    if form == "json":
        from policytool.render.json import FORMAT, dump, finding_dict

        settings.write(
            dump(
                {"format": FORMAT, "installed": installed, "warnings": warnings, "store": health.where or None, "documents": health.documents,
                 "cache": health.cache or None, "findings": [finding_dict(f) for f in health.found]}
            )
        )  # fmt: skip
        return int(exit_code and problems > 0)
    _print(installed, warnings)
    if health.none:
        click.echo(f"{'store':<15} none here ({health.none})")
        return 0
    click.echo(f"{'store':<15} {health.where}\n{'cache':<15} {health.cache or 'none'}")
    for one in health.found:
        click.echo(f"{'problem' if one.severity is Severity.ERROR else one.severity.value}: {visible(one.message)} [{one.rule}]")
    counted = (("document", health.documents), ("problem", problems), ("note", len(health.found) - problems))
    click.echo(", ".join(f"{n} {word}{'s' * (n != 1)}" for word, n in counted))
    return int(exit_code and problems > 0)


class _Health(NamedTuple):
    """The store around here, and what is wrong with it."""

    where: str = ""
    documents: int = 0
    cache: str = ""
    found: Sequence[Finding] = ()
    none: str = ""
    """Why there is no store."""


def _look(settings: Settings) -> _Health:
    from policytool.errors import NotFound, PolicyToolError
    from policytool.model.finding import Finding, Severity
    from policytool.store.health import check_health

    try:
        store = settings.workspace().store
    except NotFound as error:
        return _Health(none=error.message)
    except PolicyToolError as error:  # there is one, and it cannot be opened
        return _Health(settings.folder or ".", found=[Finding("unreadable-repository", Severity.ERROR, error.message)])
    health = _Health(str(store.root.resolve()), found=check_health(store))
    if any(f.rule == "unreadable-history" for f in health.found):
        return health
    return health._replace(documents=len(store.documents()), cache=_cache_words(store))


def _print(installed: dict[str, str], warnings: list[str]) -> None:
    click.echo(f"policytool {installed['policytool']}")
    for name, what in list(installed.items())[1:]:
        click.echo(f"{name:<15} {what}")
    for warning in warnings:
        click.echo(f"warning: {warning}")


def _installed() -> dict[str, str]:
    from policytool import __version__
    from policytool.errors import PolicyToolError
    from policytool.store.git import run_at

    found = {
        "policytool": f"{__version__}  ({Path(sys.argv[0]).resolve()})",
        "Python": f"{platform.python_version()}  ({sys.executable})",
    }
    try:
        found["git"] = run_at(Path("/"), ["--version"]).removeprefix("git version ")
    except PolicyToolError as error:
        found["git"] = f"missing: {error.message}"
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing: reinstall policytool"
    return found


def _cache_words(store: Store) -> str:
    path = store.index.path
    if path is None:
        return "none kept"
    try:
        return f"{path} ({path.stat().st_size / 1e6:.1f} MB, safe to delete)"
    except OSError:
        return f"{path} (deleted meanwhile)"


def _namesakes() -> list[str]:
    """Java kits up to 9 shipped a `policytool` of their own (a security policy editor)."""
    found = shutil.which("policytool")
    if not found:
        return []
    if "java" in str(Path(found).resolve()).lower() or "jdk" in str(Path(found).resolve()).lower():
        return [
            f"the `policytool` first on your PATH is the Java policy editor ({found}); put this one first, or run: python -m policytool"
        ]
    try:
        java = subprocess.run(["java", "-version"], capture_output=True, text=True, timeout=10).stderr
    except (OSError, subprocess.TimeoutExpired):
        return []
    if '"1.8' in java or '"9' in java:
        return ["this machine's Java kit ships another program called policytool (a security policy editor); check `which policytool`"]
    return []


@click.command("doctor", short_help="Versions of everything, and the health of a store")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when the store has a problem.")
@format_option("text", "json")
@pass_settings
def command(settings: Settings, exit_code: bool, form: str) -> int:
    """Tell which versions are installed, warn of an old Java program of the same name, and check the store.

    The store's objects (git fsck), every text and its front matter, trailers against front matter, dates and
    duplicates, names that mean two documents, and the cache.
    """
    return doctor(settings, exit_code, form)
