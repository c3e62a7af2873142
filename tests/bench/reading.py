"""What reading a paper costs, as ratios within the same run.

One photo page against the bare engine on the same picture; the steps of the bot's loop beside two
photos in work, against the same steps alone. Nothing here is a test.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from io import BytesIO
from statistics import median, quantiles

import numpy as np
from PIL import Image

from letters.reading import notice, pages
from letters.reading.workers import Workers
from tests.reading import files
from tests.support.photograph import MANNERS, photograph

LINES = [f"{number:02} {line}" for number in range(3) for line in files.LETTER if line]
TIMES = 3


def photo() -> bytes:
    taken = photograph(files.page(LINES), MANNERS["hurried and small"], seed=7)
    return files.saved(taken, "JPEG")


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one run, in the middle; a busy neighbour does not count."""
    found = []
    for _ in range(TIMES):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return median(found)


def bare(content: bytes) -> Callable[[], object]:
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    shown = np.asarray(Image.open(BytesIO(content)).convert("RGB"))[..., ::-1]
    return lambda: engine(shown)


async def steps(until: asyncio.Future[object] | None) -> list[float]:
    """How late, in milliseconds, a small step of the loop is, each fifty milliseconds."""
    late = []
    loop = asyncio.get_running_loop()
    for _ in range(60 if until is None else 100_000):
        begun = loop.time()
        await asyncio.sleep(0.05)
        sum(range(20_000))  # a step of the talk takes about as long
        late.append((loop.time() - begun - 0.05) * 1000)
        if until is not None and until.done():
            break
    return late


async def beside_two_photos(content: bytes) -> tuple[list[float], list[float]]:
    workers = Workers(2)
    try:
        alone = await steps(None)
        jobs = [workers.run(pages.pages, content, seconds=600) for _ in range(4)]
        busy = await steps(asyncio.ensure_future(asyncio.gather(*jobs)))
    finally:
        workers.close()
    return alone, busy


def measure() -> None:
    """Prints the figures."""
    letter = "\n".join(LINES)
    notice.read([letter])
    text = seconds(lambda: [notice.read([letter]) for _ in range(20)]) / 20
    print(f"a letter as text             {text * 1000:8.1f} ms")
    content = photo()
    ours, engine = (lambda: pages.pages(content)), bare(content)
    ours(), engine()
    mine, theirs = seconds(ours), seconds(engine)
    print(f"the bare engine, a photo     {theirs:8.2f} s")
    print(f"one photo page               {mine:8.2f} s    ratio {mine / theirs:5.2f}")
    alone, busy = asyncio.run(beside_two_photos(content))
    for name, late in (
        ("a step of the loop, alone   ", alone),
        ("beside two photos in work   ", busy),
    ):
        print(f"{name} {quantiles(late, n=100)[98]:8.1f} ms   p99 of {len(late)}")
