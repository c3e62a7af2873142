"""The one writer: a thread with one connection that commits for everybody at once.

While one group is being written to disk the next one gathers, so a hundred chats that answer
together cost a few commits and not a hundred.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Hashable
from itertools import chain
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from flows.errors import StoreError
from storage.engine import written_by_others
from storage.jobs import Batch, Job, Learns, in_order, one, tell

T = TypeVar("T")
_LARGEST_GROUP = 256
_TRIES = 3


class Writer:
    """Runs jobs in the order they come, each group of waiting ones in one transaction.

    Jobs that are items of the same batch and wait together are done together (`run_together`).
    A job may run twice (a group that fails is run again one by one), so it must do nothing
    but work on the connection. A job that raises AlreadyHandled or Stale must not have written
    yet: it is refused, and the rest of its group is kept. Anything else undoes what it wrote.
    """

    def __init__(self, engine: Engine, *, forget: Callable[[], None] = lambda: None) -> None:
        """`forget` is called when no one knows what was changed."""
        self._engine = engine
        self._forget = forget
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="storage writer", daemon=True)
        self._thread.start()

    async def run(
        self,
        work: Callable[[Connection], T],
        *,
        learns: Learns | None = None,
        after_commit: Callable[[], None] | None = None,
    ) -> T:
        """The result of `work`, once it is committed and `after_commit` has run.

        Who does not say what is to be learned of it is taken to change anything.

        Raises:
            StoreError: the store is closed, or the database failed (the cause says how).
        """
        learns = learns or (lambda _: self._forget())
        return await self._done(one, work, None, learns, after_commit)  # type: ignore[no-any-return]

    async def run_together(
        self,
        batch: Batch,
        item: Any,
        *,
        learns: Learns,
        about: Hashable = None,
        after_commit: Callable[[], None] | None = None,
    ) -> Any:
        """What came of `item`, which is handed to `batch` with all that wait with it.

        `batch` is handed no two items about the same thing, and those keep their order; None is
        for what may change places with anything.

        Raises:
            StoreError: as in `run`; and what `batch` gave as the result.
        """
        return await self._done(batch, item, about, learns, after_commit)

    async def _done(
        self,
        batch: Batch,
        item: Any,
        about: Hashable,
        learns: Learns,
        after_commit: Callable[[], None] | None,
    ) -> Any:
        if self._closed:
            raise StoreError("the store is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._queue.put(Job(batch, item, about, learns, after_commit, loop, future))
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
                tell(group)

    def _gathered(self) -> tuple[list[Job], bool]:
        group: list[Job] = []
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

    def _run(self, group: list[Job]) -> None:
        runs = in_order(group)
        if not self._run_together(runs):
            for job in chain(*runs):  # whose fault it was shows now
                self._run_alone(job)
        for job in chain(*runs):
            try:
                job.learns(job.problem or job.result)
            except Exception:  # then nothing that is remembered is sure
                self._forget()
        for act in {job.after_commit for job in group if job.after_commit and not job.problem}:
            try:
                act()
            except Exception as problem:
                for job in group:
                    if job.after_commit == act:
                        job.problem = problem

    def _run_together(self, runs: list[list[Job]]) -> bool:
        try:
            self._commit(runs)
        except Exception:
            return False
        return True

    def _run_alone(self, job: Job) -> None:
        for _ in range(_TRIES):
            try:
                self._commit([[job]])
            except Exception as problem:
                job.problem = problem
                if not _may_pass(problem):
                    return
            else:
                return

    def _commit(self, runs: list[list[Job]]) -> None:
        with self._engine.begin() as connection:
            if written_by_others(connection):
                self._forget()
            for jobs in runs:
                results = jobs[0].batch(connection, [job.item for job in jobs])
                for job, result in zip(jobs, results, strict=True):
                    job.problem = result if isinstance(result, Exception) else None
                    job.result = result


def _may_pass(problem: Exception) -> bool:
    """Whether another replica was in the way or the connection broke: worth another try."""
    if isinstance(problem, (IntegrityError, OperationalError)):
        return True
    return isinstance(problem, DBAPIError) and problem.connection_invalidated
