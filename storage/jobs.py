"""The jobs of the writer: what is to be done, in which order, and who waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from flows.errors import Stale
from storage.values import AlreadyHandled

# Some items at once, and what came of each, in order: an exception for one that is refused.
Batch = Callable[[Connection, Sequence[Any]], Sequence[Any]]
# Is told on the writer's thread what came of a job, in the order of the commits: the result once it
# is on disk, or the exception.
Learns = Callable[[Any], None]


def nothing(_: object) -> None:
    """What a job teaches that changes nothing of what is remembered."""


@dataclass(eq=False, repr=False)
class Job:
    """An item for a batch, and who waits for what comes of it."""

    batch: Batch
    item: Any
    about: Hashable
    learns: Learns
    after_commit: Callable[[], None] | None
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    problem: Exception | None = None


def one(connection: Connection, works: Sequence[Callable[[Connection], Any]]) -> list[Any]:
    """The batch of the jobs that know nothing of each other."""
    results: list[Any] = []
    for work in works:
        try:
            results.append(work(connection))
        except (AlreadyHandled, Stale) as refusal:
            results.append(refusal)
    return results


def in_order(group: Sequence[Job]) -> list[list[Job]]:
    """The jobs as they are handed over: those of one batch together, past others of the kind.

    Nothing passes a job of its own kind alone (`one`), and nothing what is about the same.
    """
    runs: list[list[Job]] = []
    open_runs: dict[Batch, list[Job]] = {}
    about: set[Hashable] = set()
    for job in group:
        alone = job.batch is one
        if alone or (job.about is not None and job.about in about):
            open_runs, about = {}, set()
        about.add(job.about)
        if job.batch in open_runs:
            open_runs[job.batch].append(job)
            continue
        runs.append([job])
        if not alone:
            open_runs[job.batch] = runs[-1]
    return runs


def tell(group: Sequence[Job]) -> None:
    """Hands everybody what came of the job, on the loop where it is waited for."""
    for loop in {job.loop for job in group}:
        if not loop.is_closed():  # a loop that is gone has nobody waiting
            loop.call_soon_threadsafe(_settle, [job for job in group if job.loop is loop])


def _settle(group: list[Job]) -> None:
    for job in group:
        if job.future.done():  # the caller was cancelled; what it asked for is written
            continue
        if job.problem is None:
            job.future.set_result(job.result)
        else:
            job.future.set_exception(job.problem)
