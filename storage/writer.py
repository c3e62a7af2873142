"""The one writer: a thread with one connection that commits for everybody at once.

While one group is being written to disk the next one gathers, so a hundred chats that answer
together cost a few commits and not a hundred.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from flows.errors import Stale, StoreError
from storage.values import AlreadyHandled

T = TypeVar("T")
_LARGEST_GROUP = 256
_TRIES = 3


# Some items at once, and what came of each, in order: an exception for one that is refused.
Batch = Callable[[Connection, Sequence[Any]], Sequence[Any]]


@dataclass(eq=False, repr=False)
class _Job:
    batch: Batch
    item: Any
    about: Hashable
    after_commit: Callable[[], None] | None
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    problem: Exception | None = None


class Writer:
    """Runs jobs in the order they come, each group of waiting ones in one transaction.

    Jobs that are items of the same batch and wait together are done together (`run_together`).
    A job may run twice (a group that fails is run again one by one), so it must do nothing
    but work on the connection. A job that raises AlreadyHandled or Stale must not have written
    yet: it is refused, and the rest of its group is kept. Anything else undoes what it wrote.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="storage writer", daemon=True)
        self._thread.start()

    async def run(
        self, work: Callable[[Connection], T], *, after_commit: Callable[[], None] | None = None
    ) -> T:
        """The result of `work`, once it is committed and `after_commit` has run.

        Raises:
            StoreError: the store is closed, or the database failed (the cause says how).
        """
        return await self._done(_one, work, None, after_commit)  # type: ignore[no-any-return]

    async def run_together(
        self,
        batch: Batch,
        item: Any,
        *,
        about: Hashable = None,
        after_commit: Callable[[], None] | None = None,
    ) -> Any:
        """What came of `item`, which is handed to `batch` with all that wait with it.

        `batch` is handed no two items about the same thing, and those keep their order; None is
        for what may change places with anything.

        Raises:
            StoreError: as in `run`; and what `batch` gave as the result.
        """
        return await self._done(batch, item, about, after_commit)

    async def _done(
        self, batch: Batch, item: Any, about: Hashable, after_commit: Callable[[], None] | None
    ) -> Any:
        if self._closed:
            raise StoreError("the store is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._queue.put(_Job(batch, item, about, after_commit, loop, future))
        try:
            return await future
        except SQLAlchemyError as problem:
            raise StoreError(f"the database failed: {type(problem).__name__}") from problem

    async def close(self) -> None:
        """Finishes what is waiting, then lets go of the database."""
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        self._engine.dispose()

    def _work(self) -> None:
        closing = False
        while not closing:
            group, closing = self._gathered()
            if group:
                self._run(group)
                _tell(group)

    def _gathered(self) -> tuple[list[_Job], bool]:
        group: list[_Job] = []
        job = self._queue.get()
        while job is not None:
            group.append(job)
            if len(group) == _LARGEST_GROUP:
                return group, False
            try:
                job = self._queue.get_nowait()
            except Empty:
                return group, False
        return group, True

    def _run(self, group: list[_Job]) -> None:
        if not self._run_together(group):
            for job in group:  # whose fault it was shows now
                self._run_alone(job)
        for act in {job.after_commit for job in group if job.after_commit and not job.problem}:
            try:
                act()
            except Exception as problem:
                for job in group:
                    if job.after_commit == act:
                        job.problem = problem

    def _run_together(self, group: list[_Job]) -> bool:
        try:
            self._commit(group)
        except Exception:
            return False
        return True

    def _run_alone(self, job: _Job) -> None:
        for _ in range(_TRIES):
            try:
                self._commit([job])
            except Exception as problem:
                job.problem = problem
                if not _may_pass(problem):
                    return
            else:
                return

    def _commit(self, group: list[_Job]) -> None:
        with self._engine.begin() as connection:
            for jobs in _runs(group):
                results = jobs[0].batch(connection, [job.item for job in jobs])
                for job, result in zip(jobs, results, strict=True):
                    job.problem = result if isinstance(result, Exception) else None
                    job.result = result


def _one(connection: Connection, works: Sequence[Callable[[Connection], T]]) -> list[Any]:
    """The batch of the jobs that know nothing of each other."""
    results: list[Any] = []
    for work in works:
        try:
            results.append(work(connection))
        except (AlreadyHandled, Stale) as refusal:
            results.append(refusal)
    return results


def _runs(group: Sequence[_Job]) -> list[list[_Job]]:
    """The jobs as they are handed over: those of one batch together, past others of the kind.

    Nothing passes a job of its own kind alone (`_one`), and nothing what is about the same.
    """
    runs: list[list[_Job]] = []
    open_runs: dict[Batch, list[_Job]] = {}
    about: set[Hashable] = set()
    for job in group:
        alone = job.batch is _one
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


def _may_pass(problem: Exception) -> bool:
    """Whether another replica was in the way or the connection broke: worth another try."""
    if isinstance(problem, (IntegrityError, OperationalError)):
        return True
    return isinstance(problem, DBAPIError) and problem.connection_invalidated


def _tell(group: list[_Job]) -> None:
    for loop in {job.loop for job in group}:
        if not loop.is_closed():  # a loop that is gone has nobody waiting
            loop.call_soon_threadsafe(_settle, [job for job in group if job.loop is loop])


def _settle(group: list[_Job]) -> None:
    for job in group:
        if job.future.done():  # the caller was cancelled; what it asked for is written
            continue
        if job.problem is None:
            job.future.set_result(job.result)
        else:
            job.future.set_exception(job.problem)
