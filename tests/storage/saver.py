"""Saves as fast as it can until it is killed, and says what it was told is on disk.

python -m tests.storage.saver DATABASE_URL CASE_KEYS
"""

from __future__ import annotations

import asyncio
import sys

from storage import Keys, Store
from tests.storage.talk import PAPER, document, first_case, message, next_case, saved, told

CHATS = 8


async def main(url: str, keys: str) -> None:
    store = await Store.open(url, Keys.from_text(keys))
    await asyncio.gather(*(_talk(store, chat_id) for chat_id in range(1, CHATS + 1)))


async def _talk(store: Store, chat_id: int) -> None:
    case = first_case(turn=1)
    seen = None
    while True:
        update_id = case.revision * 100 + chat_id
        await told(store, (update_id, chat_id, b"said"))
        await saved(
            store, chat_id, case, message("a"), document(PAPER), seen=seen, update_id=update_id
        )
        sys.stdout.write(f"{chat_id} {case.revision}\n")
        sys.stdout.flush()
        seen = case.revision
        case = next_case(case, turn=case.revision + 1)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
