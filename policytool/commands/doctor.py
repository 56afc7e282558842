"""policytool doctor: what is installed, and whether a store is healthy."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from policytool.commands.settings import Settings, pass_settings

_PACKAGES = ("click", "rich", "GitPython", "markdown-it-py", "PyYAML", "Jinja2", "rapidfuzz")


def doctor(settings: Settings) -> int:
    """Print versions, warn of a program of the same name, and check the store around here if there is one."""
    from policytool import __version__
    from policytool.errors import PolicyToolError
    from policytool.store.git import run_at

    click.echo(f"policytool {__version__}  ({Path(sys.argv[0]).resolve()})")
    click.echo(f"Python     {platform.python_version()}  ({sys.executable})")
    try:
        click.echo(f"git        {run_at(Path('/'), ['--version']).removeprefix('git version ')}")
    except PolicyToolError as error:
        click.echo(f"git        missing: {error.message}")
    for name in _PACKAGES:
        try:
            click.echo(f"{name:<15} {version(name)}")
        except PackageNotFoundError:
            click.echo(f"{name:<15} missing: reinstall policytool")
    for warning in _namesakes():
        click.echo(f"warning: {warning}")
    try:
        store = settings.workspace().store
    except PolicyToolError as error:
        click.echo(f"store      none here ({error.message})")
        return 0
    click.echo(f"store      {store.root.resolve()}")
    from policytool.store.health import check_health

    problems = check_health(store)
    for problem in problems:
        click.echo(f"problem: {problem}")
    click.echo(f"           {len(store.documents())} documents, {len(problems)} problem{'s' * (len(problems) != 1)}")
    return 0


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
@pass_settings
def command(settings: Settings) -> int:
    """Tell which versions are installed, warn of an old Java program of the same name, and check the store."""
    return doctor(settings)
