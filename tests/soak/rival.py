"""The bot of `tests.bench.rival` as a child that can be killed."""

from __future__ import annotations

from pathlib import Path

from tests.support.bot import ChildBot
from tests.support.sandbox import Sandbox


class RivalBot(ChildBot):
    """A ConversationHandler kept by PicklePersistence, as the library's example has it."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        super().__init__(sandbox, folder)
        self.kept = folder / "kept.pickle"
        self._command = ["-m", "tests.bench.rival", str(self.kept)]
