"""python -m bot: the bot. Also stats, feedback, doctor, rekey, migrate.

With TELEGRAM_BOT_TOKEN on Telegram; without, in a sandbox on this computer.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime

import uvloop
from telegram.error import InvalidToken

from bot import doctor, stats
from bot.app import Bot, quiet
from bot.child import SandboxChild
from bot.rehearsal import rehearse
from bot.settings import SANDBOX_TOKEN, TELEGRAM, Settings, settings
from flows.errors import AppealError, BadRequest
from storage import Keys, Store, load_or_make, rekey

log = logging.getLogger("bot")

COMMANDS = ("stats", "feedback", "doctor", "rekey", "migrate")


def main(arguments: list[str]) -> int:
    """The command line; 0 if all went well, 2 for what a person can put right."""
    logging.basicConfig(level=logging.INFO)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_WithoutToken("%(asctime)s %(levelname)s %(name)s %(message)s"))
    quiet()
    try:
        if arguments and (len(arguments) > 1 or arguments[0] not in COMMANDS):
            raise BadRequest(
                f"Use python -m bot, or python -m bot with one of: {', '.join(COMMANDS)}."
            )
        found = settings()
        if arguments:
            return asyncio.run(_command(arguments[0], found))
        return _run(found)
    except InvalidToken:  # its message holds the token
        print("Telegram does not know TELEGRAM_BOT_TOKEN. Copy it again.", file=sys.stderr)
        return 2
    except AppealError as wrong:
        print(wrong, file=sys.stderr)
        return 2


def _run(found: Settings) -> int:
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    store = loop.run_until_complete(Store.open(found.database_url, _keys(found)))
    rehearse(found.house)
    if not found.sandboxed:
        Bot(
            found.token or SANDBOX_TOKEN, found.api_url or TELEGRAM, found, store, _clock(found)
        ).run()
        return 0
    with SandboxChild(found.sandbox_port) as child:
        print(f"Open {child.url} in a browser to talk with the bot. Ctrl+C stops it.", flush=True)
        Bot(SANDBOX_TOKEN, child.url, found, store, _clock(found)).run()
    return 0


async def _command(name: str, found: Settings) -> int:
    if name == "doctor":
        return await _doctor(found)
    store = await Store.open(found.database_url, _keys(found))
    try:
        if name == "stats":
            today = _clock(found)()
            print("\n".join(stats.lines(stats.counted(await store.held(), today=today))))
        elif name == "feedback":
            for day, said in await store.feedback():
                print(f"{day} {said.question}: {' '.join(said.words.split())}")
        elif name == "rekey":
            print(f"{await rekey(store)} rows under the newest key")
        else:
            print("the database is up to date")
    finally:
        await store.close()
    return 0


async def _doctor(found: Settings) -> int:
    """What is set up, a line each; 2 where something is to be done."""
    findings = await doctor.examine(found, lambda: _keys(found), now=datetime.now(UTC))
    print("\n".join(finding.line() for finding in findings))
    return 0 if all(finding.well for finding in findings) else 2


def _keys(found: Settings) -> Keys:
    found.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if found.keys_text:
        return Keys.from_text(found.keys_text)
    return load_or_make(found.keys_path, data_dir=found.data_dir)


def _clock(found: Settings) -> Callable[[], date]:
    fixed = found.today
    return (lambda: fixed) if fixed else date.today


class _WithoutToken(logging.Formatter):
    """Takes a bot's token out of whatever is logged: messages, tracebacks, addresses in them."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub("<token>", super().format(record))


_TOKEN = re.compile(r"\d+:[\w-]{6,}")  # no \b before it: in an address it follows "bot"

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
