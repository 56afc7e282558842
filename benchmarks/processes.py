"""Whole processes -> CPU seconds and peak memory, from the operating system's own accounting."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """One finished process."""

    cpu: float
    """User and system seconds, children included."""
    peak_mb: float


def run_once(command: Sequence[str]) -> Cost:
    """Run a command, its output thrown away."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def least(commands: dict[str, Sequence[str]], rounds: int) -> dict[str, Cost]:
    """The cheapest run of each command, the commands taken in turn so that a drifting machine favours none."""
    best: dict[str, Cost] = {}
    for _ in range(rounds):
        for name, command in commands.items():
            cost = run_once(command)
            if name not in best or cost.cpu < best[name].cpu:
                best[name] = cost
    return best


def policytool(*args: str) -> list[str]:
    """The installed program, as a user starts it."""
    return [os.path.join(os.path.dirname(sys.executable), "policytool"), *args]
