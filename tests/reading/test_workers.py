"""A job may hang, swell or die: its file is unreadable, and the next job works."""

from __future__ import annotations

import asyncio
import logging

import pytest

from letters.reading.unreadable import CODES, Unreadable
from letters.reading.workers import Workers
from tests.reading import jobs

MEGABYTE = 1024 * 1024


async def code(workers: Workers, job: object, *args: object, seconds: float = 30) -> str:
    with pytest.raises(Unreadable) as unreadable:
        await workers.run(job, *args, seconds=seconds)  # type: ignore[arg-type] # any job
    return unreadable.value.code


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_job_gives_what_it_returns(workers: Workers) -> None:
    assert await workers.run(jobs.double, 21) == 42


async def test_what_a_job_calls_unreadable_comes_out_as_that(workers: Workers) -> None:
    for each in CODES:
        assert await code(workers, jobs.refuse, each) == each


@pytest.mark.parametrize(
    ("job", "seconds", "wanted"),
    [
        pytest.param(jobs.hang, 0.3, "too_long", id="an endless loop"),
        pytest.param(jobs.sleep, 0.3, "too_long", id="a deaf C call"),
        pytest.param(jobs.swell, 30, "too_much", id="8 GB at once"),
        pytest.param(jobs.swell_slowly, 30, "too_much", id="8 GB by and by"),
        pytest.param(jobs.die, 30, "corrupt", id="an exit"),
        pytest.param(jobs.crash, 30, "corrupt", id="a segmentation fault"),
        pytest.param(jobs.abort, 30, "corrupt", id="an abort"),
        pytest.param(jobs.leave, 30, "corrupt", id="sys.exit"),
        pytest.param(jobs.fail, 30, "corrupt", id="an error"),
        pytest.param(jobs.unpicklable, 30, "corrupt", id="a result that cannot leave"),
        pytest.param(jobs.generator, 30, "corrupt", id="another one"),
        pytest.param(jobs.write, 30, "corrupt", id="a file on disk"),
        pytest.param(jobs.deepen, 30, "corrupt", id="endless recursion"),
    ],
)
async def test_after_a_bad_job_the_next_one_works(
    workers: Workers, job: object, seconds: float, wanted: str
) -> None:
    assert await code(workers, job, seconds=seconds) == wanted

    assert await workers.run(jobs.double, 21) == 42


async def test_one_hung_job_does_not_hold_up_the_other_worker() -> None:
    workers = Workers(2)
    try:
        hung = asyncio.ensure_future(code(workers, jobs.hang, seconds=2.0))
        while not hung.done():
            assert await workers.run(jobs.double, 21) == 42
        assert await hung == "too_long"
    finally:
        workers.close()


async def test_what_stood_in_a_file_is_in_no_log_and_no_error(
    workers: Workers, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Unreadable) as unreadable:
        await workers.run(jobs.fail)

    told = f"{unreadable.value!r} {unreadable.value.__context__!r} {unreadable.value.__cause__!r}"
    printed = "".join(capfd.readouterr())
    assert "ValueError" in caplog.text
    for place in (told, caplog.text, printed):
        assert jobs.SECRET not in place


async def test_a_job_can_print_nothing(workers: Workers, capfd: pytest.CaptureFixture[str]) -> None:
    await workers.run(jobs.speak)

    assert "".join(capfd.readouterr()) == ""


async def test_a_worker_knows_nothing_of_the_bot_and_gives_way_to_it(workers: Workers) -> None:
    loaded = await workers.run(jobs.modules)

    rooms = {name.split(".")[0] for name in loaded}
    assert not rooms & {"bot", "storage", "telegram", "sqlalchemy", "cryptography", "typst"}
    assert await workers.run(jobs.priority) >= 10


async def test_a_worker_is_replaced_after_fifty_jobs() -> None:
    workers = Workers(1)
    try:
        seen = [await workers.run(jobs.process) for _ in range(51)]
    finally:
        workers.close()

    assert len(set(seen[:50])) == 1
    assert seen[50] != seen[0]


async def test_workers_start_with_the_first_job_and_again_after_a_stop() -> None:
    workers = Workers(1)
    workers.close()

    first = await workers.run(jobs.process)
    workers.close()
    second = await workers.run(jobs.process)
    workers.close()

    assert first != second


async def test_a_wait_that_is_given_up_frees_the_worker(workers: Workers) -> None:
    waiting = asyncio.ensure_future(workers.run(jobs.hang))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(waiting, 0.5)

    assert await workers.run(jobs.double, 21) == 42


async def test_twenty_megabytes_go_in_and_out(workers: Workers) -> None:
    content = bytes(20 * MEGABYTE)

    assert await workers.run(jobs.same, content) == content
