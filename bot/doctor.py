"""python -m bot doctor: what is set up, and what to do about what is not.

Each check gives a line. Nothing it prints is a token, a key or a person's.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from telegram.error import NetworkError

from bot.settings import TELEGRAM, Settings
from bot.transport import status_and_date
from flows.errors import AppealError
from letters.writing import pdf
from letters.writing.blocks import Document, Paragraph, Run
from storage import Keys, Store

MOST_OFF = 120  # seconds that the clock may differ: Telegram's own dates decide which text was cut


@dataclass(frozen=True)
class Finding:
    """What one check found. `do` says what puts it right; empty where nothing is to do."""

    name: str
    well: bool
    says: str
    do: str = ""

    def line(self) -> str:
        """The finding on a line, and what to do on the next."""
        mark = "ok  " if self.well else "LOOK"
        told = f"{mark} {self.name}: {self.says}"
        return f"{told}\n     {self.do}" if self.do else told


async def examine(found: Settings, keys: Callable[[], Keys], *, now: datetime) -> list[Finding]:
    """Every check, in the order in which they matter. `keys` reads the keys."""
    telegram = await _telegram(found, now)
    checks: tuple[Callable[[], Awaitable[Finding]], ...] = (
        lambda: _key(found, keys),
        lambda: _database(found, keys),
        _fonts,
        _ocr,
    )
    return [*telegram, *[await check() for check in checks]]


async def _telegram(found: Settings, now: datetime) -> list[Finding]:
    if found.token is None:
        says = "none is set, so the bot runs in the sandbox on this computer"
        return [Finding("token", True, says), _clock(None, now)]
    address = f"{found.api_url or TELEGRAM}/bot{found.token}/getMe"
    try:
        status, dated = await status_and_date(address)
    except NetworkError:
        do = "Check the network of this computer, and TELEGRAM_API_URL if it is set."
        return [Finding("token", False, "Telegram cannot be reached", do), _clock(None, now)]
    if status != 200:
        do = "Copy TELEGRAM_BOT_TOKEN again from BotFather."
        return [Finding("token", False, "Telegram does not know it", do), _clock(dated, now)]
    return [Finding("token", True, "Telegram knows it"), _clock(dated, now)]


def _clock(dated: str | None, now: datetime) -> Finding:
    """The clock of this computer against the date of Telegram's answer."""
    today = now.date().isoformat()
    if dated is None:
        return Finding("clock", now.date() >= _BUILT, f"today is {today}; nothing to compare with")
    off = abs((parsedate_to_datetime(dated) - now).total_seconds())
    if off <= MOST_OFF:
        return Finding("clock", True, f"today is {today}, as Telegram says")
    do = "Set the clock of this computer: every deadline is counted from its day."
    return Finding("clock", False, f"it differs from Telegram's by {off:.0f} seconds", do)


async def _key(found: Settings, keys: Callable[[], Keys]) -> Finding:
    try:
        keys()
    except AppealError as wrong:
        do = "Put the keys back as they were: without them no case can be opened."
        return Finding("keys", False, str(wrong), do)
    if found.keys_text:
        return Finding("keys", True, "from CASE_KEYS")
    mode = found.keys_path.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding("keys", False, "others may read the file", f"chmod 600 {found.keys_path}")
    return Finding("keys", True, "in their file, which nobody else may read. Keep a copy of it")


async def _database(found: Settings, keys: Callable[[], Keys]) -> Finding:
    kind = found.database_url.partition(":")[0]
    try:
        store = await Store.open(found.database_url, keys())
    except AppealError as wrong:
        do = "Check DATABASE_URL, or the folder DATA_DIR and the space left on its disk."
        return Finding("database", False, str(wrong), do)
    try:
        cases = sum((await store.counts()).values())
    finally:
        await store.close()
    return Finding("database", True, f"{kind}, its tables up to date, {cases} cases")


async def _fonts() -> Finding:
    sample = "Muñoz Nguyễn 王 김 محمد Иванов शर्मा"
    page = Document("Check", "en", (Paragraph((Run(sample, "form"),), "form"),))
    try:
        await asyncio.to_thread(pdf.pdf, page)
    except (AppealError, OSError, ImportError) as wrong:
        do = "Install requirements.txt again: the fonts come with it."
        return Finding("fonts", False, type(wrong).__name__, do)
    return Finding("fonts", True, "a page in seven scripts was written")


async def _ocr() -> Finding:
    try:
        importlib.import_module("rapidocr")
        importlib.import_module("onnxruntime")
    except ImportError:
        do = "Install requirements.txt again. Until then text and text PDFs are read."
        return Finding("photos", False, "what reads photos is not installed", do)
    return Finding("photos", True, "can be read on this computer")


_BUILT = date(2026, 11, 1)  # a clock before this release is wrong
