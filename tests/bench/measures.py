"""How long work takes, and how much memory."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from statistics import median


def milliseconds(work: Callable[[int], object], *, times: int) -> float:
    """The median time of one run, each with another number so that nothing is remembered."""
    found = []
    for number in range(times):
        begun = time.perf_counter()
        work(number)
        found.append((time.perf_counter() - begun) * 1000)
    return median(found)


def processor_milliseconds(work: Callable[[int], object], *, times: int) -> float:
    """The same of the processor's time in this process: a busy neighbour does not count."""
    found = []
    for number in range(times):
        begun = time.process_time()
        work(number)
        found.append((time.process_time() - begun) * 1000)
    return median(found)


def peak_megabytes() -> float:
    """The most memory that this process held so far."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def show(name: str, value: float, unit: str, *notes: str) -> None:
    """One line of the report."""
    print(f"{name:38} {value:9.1f} {unit:3} {'  '.join(notes)}".rstrip())
