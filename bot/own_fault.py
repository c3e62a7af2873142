"""A fault of ours, told once with a code that leads to the log; no word of what was sent."""

from __future__ import annotations

import logging
import secrets
from traceback import format_tb

from telegram import Update

from bot import reading
from bot.delivery import Delivery
from bot.noting import noted
from storage import Store

log = logging.getLogger(__name__)


async def own_fault(update: Update, fault: Exception, *, delivery: Delivery, store: Store) -> None:
    """Tells the person that it was not saved, and is done with the update."""
    code = secrets.token_hex(2).upper()
    log.error("update %s failed, code %s: %s", update.update_id, code, type(fault).__name__)
    # Where, never what: the words of an error may be the person's.
    log.debug("code %s\n%s", code, "".join(format_tb(fault.__traceback__)))
    try:
        seen = reading.read(update)
    except Exception as strange:  # it was the update itself that no one can read
        log.error("code %s: nobody can be told: %s", code, type(strange).__name__)
        return
    if seen.chat_id is None or seen.place != "private":
        return
    try:
        failed = await noted(delivery, seen, "problem_with_service", code=code)
        if not failed:
            await store.done(update.update_id)
    except Exception as second:  # the first fault is already in the log
        failed = type(second).__name__
    if failed:
        log.warning("code %s was not told: %s", code, failed)
