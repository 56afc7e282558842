"""Whether work grows in line with its input: the processor time of four times the input against that of the input, never a clock's limit."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MOST = 10.0
"""Four times the input may cost ten times as much; a square would be sixteen."""
SLACK = 0.05
"""Seconds in which nothing can be told."""


def cost(work: Callable[[T], object], value: T) -> float:
    """Least processor time of two runs, the collector off: what other tests left behind is not this work's."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(2):
            begin = time.process_time()
            work(value)
            best = min(best, time.process_time() - begin)
    finally:
        gc.enable()
    return best


def check_in_line(make: Callable[[int], T], work: Callable[[T], object], size: int) -> None:
    """Assert that `work` on `make(4 * size)` costs no more than in line with `make(size)`."""
    small, large = cost(work, make(size)), cost(work, make(4 * size))
    assert large <= MOST * small + SLACK, (small, large)
