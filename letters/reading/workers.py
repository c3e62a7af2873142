"""Bounded processes for the work on strangers' files: a hung, swollen or dead one harms nothing.

Each worker has a memory limit, runs at low priority, may not write to disk and is replaced after
fifty jobs. What goes wrong inside comes out as `Unreadable`; only the type of an error is logged,
for its message may quote the file.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from letters.reading.unreadable import Code, Unreadable

log = logging.getLogger(__name__)

T = TypeVar("T")

JOBS = 50  # a worker's life: what a library leaks goes with it
MEMORY = 1536 * 1024 * 1024  # of data; reading a photo takes 0.85 GB of it, 0.6 GB in memory
ADDRESSES = 2  # times that for the address space: libraries, reserved stacks
NICE = 10  # the bot's own steps come first


class Workers:
    """`count` processes, started by the first job and again after a stop.

    They start by spawn: nothing of the bot is imported in them, no key and no case is copied.
    """

    def __init__(self, count: int = 2, *, memory: int = MEMORY) -> None:
        self._count = count
        self._memory = memory
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()

    async def run(self, job: Callable[..., T], *args: object, seconds: float = 60.0) -> T:
        """What `job(*args)` returns; `job` is a function of a module. The wait is not counted.

        Raises:
            Unreadable: what the job raised; too_long after `seconds` of work, too_much when
                memory ran out, corrupt when the worker died or anything else was raised.
        """
        for attempt in range(2):
            pool = self._started()
            try:
                future = pool.schedule(_guarded, args=(job, args), timeout=seconds)
                outcome = await asyncio.wrap_future(future)
            except TimeoutError:
                log.warning("a worker was stopped after %.0f s", seconds)
                raise Unreadable("too_long") from None
            except ProcessExpired as error:
                log.warning("a worker died with exit code %s", error.exitcode)
                raise Unreadable("corrupt") from None
            except (BrokenExecutor, RuntimeError) as error:
                # A worker that dies between two jobs breaks the whole pool: take a new one, once.
                log.warning("the workers broke: %s", type(error).__name__)
                self._drop(pool)
                if attempt:
                    raise Unreadable("corrupt") from None
                continue
            except Exception as error:  # a result that cannot be pickled
                log.warning("a job's result was lost: %s", type(error).__name__)
                raise Unreadable("corrupt") from None
            if isinstance(outcome, _Failed):
                if outcome.error:
                    log.warning("a job ended with %s", outcome.error)
                raise Unreadable(outcome.code)
            return cast(T, outcome)
        raise Unreadable("corrupt")

    def close(self) -> None:
        """Stops the workers, whatever they do."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
            pool.join()

    def _started(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(
                    max_workers=self._count,
                    max_tasks=JOBS,
                    initializer=_settle_in,
                    initargs=(self._memory, max(1, (os.cpu_count() or 1) // self._count)),
                    context=get_context("spawn"),
                )
            return self._pool

    def _drop(self, pool: ProcessPool) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped


@dataclass(frozen=True)
class _Failed:
    """How a job ended badly. `error` names the type of what nobody expected."""

    code: Code
    error: str = ""


def _guarded(job: Callable[..., T], args: tuple[object, ...]) -> T | _Failed:
    # An exception would carry its message and the lines around it out of the worker.
    try:
        return job(*args)
    except Unreadable as unreadable:
        return _Failed(unreadable.code)
    except MemoryError:
        return _Failed("too_much")
    except BaseException as error:  # SystemExit, too: it would end the bot
        short = any(words in str(error) for words in ("bad_alloc", "allocate", "Insufficient mem"))
        return _Failed("too_much" if short else "corrupt", type(error).__name__)


def _settle_in(memory: int, threads: int) -> None:
    import resource

    with contextlib.suppress(ValueError, OSError):  # not every system lets itself be limited
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES * memory, ADDRESSES * memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the letter
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing of it goes to disk
    os.nice(NICE)
    os.environ["READING_THREADS"] = str(threads)
    logging.disable(logging.CRITICAL)  # libraries print names and sizes
    with open(os.devnull, "wb") as nowhere:  # and C libraries do it on their own
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
