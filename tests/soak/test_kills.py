"""kill -9 at twenty random moments of a whole talk: the letter is as if nothing had happened."""

from __future__ import annotations

import asyncio
import os
import random
from functools import partial
from pathlib import Path

import pytest

from tests.bot import mri
from tests.bot.test_talk import LETTER, docx_text, pdf_text
from tests.support.bot import ChildBot, confirmed, local_bot, waits_until
from tests.support.databases import Database
from tests.support.sandbox import Person, Sandbox

pytestmark = pytest.mark.soak

KILLS = 20
LONGEST = 0.08  # seconds from a deed to the kill: before, during or after the reply


async def undisturbed(folder: Path) -> tuple[str, str]:
    """What the letter says, as PDF and as DOCX."""
    async with Sandbox() as sandbox, local_bot(sandbox, folder) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest)
        await mri.makes_letter(guest)
        return letter_of(guest)


def letter_of(person: Person) -> tuple[str, str]:
    return pdf_text(person.files[LETTER]), docx_text(person.files["Appeal_Letter.docx"])


def _asks(person: Person, key: str) -> bool:
    return mri.asked(person) == key


class Talk:
    """A talk that is cut off again and again. Nothing is done twice: a deed is a deed."""

    def __init__(self, sandbox: Sandbox, child: ChildBot, person: Person, dice: random.Random):
        self.sandbox, self.child, self.person, self.dice = sandbox, child, person, dice
        self.kills = 0

    async def does(self, deed: str, *, killed: bool) -> None:
        """One deed, with or without a kill soon after it."""
        acts = self.person.taps if deed.startswith("[") else self.person.says
        if not killed:
            await acts(deed.removeprefix("[").removesuffix("]"))
            return
        await acts(deed.removeprefix("[").removesuffix("]"), timeout=0)
        await asyncio.sleep(self.dice.uniform(0, LONGEST))
        await self.child.kill()
        self.kills += 1
        await self.child.start()
        await self.is_done()

    async def is_done(self) -> None:
        """Returns when the bot is up and has answered all that was said before."""
        async with asyncio.timeout(60):
            while not await confirmed(self.person):
                await self.person.replies(0.2)
        while await self.person.replies(0.6):
            pass
        before = len(self.person.events)
        await self.person.says("/start")
        await waits_until(
            self.person,
            lambda: any(
                "You are at question" in event.text or event.text.startswith("Check your answers.")
                for event in self.person.events[before:]
            ),
        )


SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(10_000))


@pytest.mark.parametrize("seed", [SEED], ids=str)
async def test_twenty_kills_change_nothing(
    database: Database, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    print(f"\nseed {seed}")
    expected = await undisturbed(tmp_path_factory.mktemp("undisturbed"))
    dice = random.Random(seed)
    # a kill at a red flag leaves the question behind the page that alarms, without its Go on
    scripts = {k: [d for d in script if d != "[Go on]"] for k, script in mri.ENGLISH.items()}
    deeds = sum(map(len, scripts.values()))
    doomed = set(dice.sample(range(deeds), KILLS))
    folder = tmp_path_factory.mktemp("killed")

    async with (
        Sandbox() as sandbox,
        ChildBot(sandbox, folder, DATABASE_URL=database.url) as child,
    ):
        person = await child.caller()
        await mri.agrees(person)
        talk = Talk(sandbox, child, person, dice)
        done = 0
        for key, script in scripts.items():
            await waits_until(person, partial(_asks, person, key))
            for deed in script:
                await talk.does(deed, killed=done in doomed)
                done += 1
            if "Go on" in person.buttons:
                await person.taps("Go on")
        await waits_until(person, lambda: "Make the letter" in person.buttons)
        await talk.does("[Make the letter]", killed=True)
        if mri.LETTER[1].strip("[]") not in person.buttons:  # /start has shown the review since
            await person.taps("Make the letter")
        await waits_until(person, lambda: mri.LETTER[1].strip("[]") in person.buttons)
        await talk.does(mri.LETTER[1], killed=True)
        if not {LETTER, "Appeal_Letter.docx"} <= set(person.files):
            await person.says("/letter")
            await waits_until(person, lambda: "Your letter is ready." in person.last)

        assert talk.kills == KILLS + 2
        assert letter_of(person) == expected
        assert "Traceback" not in child.log
