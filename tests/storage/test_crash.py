"""A kill at any moment: what was promised is there, and nothing is there by half."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from pathlib import Path

import pytest

from storage import Keys, Store, new_key
from tests.storage.saver import CHATS
from tests.support.databases import Database
from tests.support.owed import owed_by

_ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("saves", [1, 57, 200])
async def test_a_kill_loses_nothing_and_leaves_nothing_half_done(
    database: Database, saves: int
) -> None:
    key = new_key()
    promised = await _killed_after(saves, database.url, key)

    store = await Store.open(database.url, Keys.from_text(key))
    waiting = Counter(each.chat_id for each in await owed_by(store))
    unhandled = await store.unhandled()

    for chat_id in range(1, CHATS + 1):
        case = (await store.load(chat_id)).case
        revision = case.revision if case else 0
        # Everything promised is there; at most the save that was on its way came after it.
        assert promised[chat_id] <= revision <= promised[chat_id] + 1
        assert waiting[chat_id] == 2 * revision
        assert len(await store.papers(chat_id)) == min(1, revision)
        assert case is None or case.answers == {"turn": revision}
        mine = [each.update_id for each in unhandled if each.chat_id == chat_id]
        assert mine in ([], [(revision + 1) * 100 + chat_id])
    await store.close()


async def _killed_after(saves: int, url: str, key: str) -> dict[int, int]:
    """The last revision of each chat that the process was told is kept."""
    saver = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.storage.saver", url, key,
        cwd=_ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert saver.stdout
    promised = dict.fromkeys(range(1, CHATS + 1), 0)
    heard = 0
    while line := await saver.stdout.readline():
        chat_id, revision = map(int, line.split())
        promised[chat_id] = revision
        heard += 1
        if heard == saves:
            saver.kill()
    await saver.wait()
    assert heard >= saves
    return promised
