"""Whatever an update looks like: no unhandled exception, and the next person is answered."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.bot import mri
from tests.support.bot import LocalBot
from tests.support.fuzz import Strangers, fuzzed


@pytest.fixture(scope="module")
def provoked() -> Sequence[str]:
    return ["Bad Request"]  # chats and taps that do not exist


@pytest.mark.parametrize("seed", [1])
async def test_three_hundred_strange_updates_do_no_harm(
    bot: LocalBot, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    strangers = Strangers(bot)
    await strangers.come(6)
    for update in fuzzed(300, seed=seed, people=6):
        await strangers.sends(update)

    assert [record.getMessage() for record in caplog.records if record.name == "bot.app"] == []
    guest = await bot.guest()
    await mri.agrees(guest)
    assert mri.asked(guest) == "asker"
