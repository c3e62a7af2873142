"""kill -9 at random moments of whole talks: the letters are as if nothing had happened.

Several people talk at once, so that one kill cuts off all of them. Nothing is done twice: after a
deed a person waits until the database says that it is handled and every reply is out.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from storage import Store
from storage.models import cases, outbox
from tests.bot import mri
from tests.bot.test_talk import LETTER, docx_text, pdf_text
from tests.soak.rival import RivalBot
from tests.support.bot import Caller, confirmed, keys_of, local_bot
from tests.support.databases import Database
from tests.support.nursery import BornBot
from tests.support.sandbox import Person, Sandbox

pytestmark = pytest.mark.soak

KILLS, PEOPLE = int(os.environ.get("KILLS") or 50), 4  # 200 points of talks on each database
PATIENCE = 90.0
LONGEST = 0.3  # seconds from an answer to the kill
SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(10_000))
Said = Mapping[str, Any]


async def undisturbed(folder: Path) -> tuple[tuple[str, str], Said]:
    """What the letter says, as PDF and as DOCX, and the answers."""
    async with Sandbox() as sandbox, local_bot(sandbox, folder) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest)
        await mri.makes_letter(guest)
        held = await bot.store.load(guest.id)
        assert held.case
        return letter_of(guest), held.case.answers


def letter_of(person: Person) -> tuple[str, str]:
    return pdf_text(person.files[LETTER]), docx_text(person.files["Appeal_Letter.docx"])


class Talk:
    """A talk that is cut off again and again. Nothing is done twice: a deed is a deed."""

    def __init__(self, person: Caller, store: Store) -> None:
        self.person = person
        self.store = store
        self.answered = 0

    async def whole(self) -> None:
        """From hello to the papers."""
        script = [deed for some in mri.ENGLISH.values() for deed in some]
        for deed in (*mri.OPENING["en"], *script, *mri.LETTER):
            if deed.startswith("["):
                await self.person.taps(deed[1:-1], timeout=0)
            else:
                await self.person.says(deed, timeout=0)
            async with asyncio.timeout(PATIENCE):
                while not await self._is_answered():
                    await asyncio.sleep(0.04)
            self.answered += 1
        await self.person.replies(0.1)

    async def _is_answered(self) -> bool:
        """Whether all that was said is taken, handled, and every reply is out."""
        if not await confirmed(self.person):
            return False
        if self.person.id in {each.chat_id for each in await self.store.unhandled()}:
            return False
        held = await self.store.load(self.person.id)
        if held.case is None:  # before the consent nothing is owed
            return True
        owed = select(func.count()).select_from(outbox.join(cases))
        owed = owed.where(cases.c.reference == held.case.reference)
        return await self.store.writer.run(lambda c: c.execute(owed).scalar_one()) == 0


async def kills(child: BornBot, dice: random.Random, people: Sequence[Talk]) -> int:
    """Kills the bot and starts it again, each time when it has answered somebody since."""
    for _ in range(KILLS):
        before = sum(talk.answered for talk in people)
        async with asyncio.timeout(PATIENCE):
            while sum(talk.answered for talk in people) == before:
                await asyncio.sleep(0.01)
        await asyncio.sleep(dice.uniform(0, LONGEST))
        await child.kill()
        await child.start()
    return KILLS


@pytest.mark.parametrize("seed", [SEED], ids=str)
async def test_kills_at_random_moments_change_nothing(
    database: Database, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    (paper, word), answers = await undisturbed(tmp_path_factory.mktemp("undisturbed"))
    folder, begun = tmp_path_factory.mktemp("killed"), time.monotonic()
    people: list[Person] = []
    talking: list[Talk] = []

    async with Sandbox() as sandbox, BornBot(sandbox, folder, DATABASE_URL=database.url) as child:
        first = await child.caller()  # by whose answer the keys and the tables are there
        await first.says("/start", timeout=PATIENCE)
        store = await Store.open(database.url, keys_of(folder))

        async def talks(killer: asyncio.Task[int]) -> None:
            """One whole talk after the other, as long as there are kills to come."""
            while not killer.done():
                person = await child.caller()
                people.append(person)
                talking.append(Talk(person, store))
                await talking[-1].whole()

        killer = asyncio.create_task(kills(child, random.Random(seed), talking))
        await asyncio.gather(*(talks(killer) for _ in range(PEOPLE)))
        await child.stop()

    again = 0
    for person in people:
        held = await store.load(person.id)
        assert held.case and held.case.answers == answers  # none lost, none applied twice
        assert letter_of(person) == (paper, word)
        again += person.transcript().count("(again)")
    left = (await store.backlog())["waiting"]
    await store.close()
    assert left == 0
    assert again > 0 or KILLS < 50
    assert "Traceback" not in child.log
    print(
        f"\nseed {seed}: {KILLS} kills in {time.monotonic() - begun:.0f} s, {len(people)} whole "
        f"talks, 0 of {len(people) * len(answers)} answers lost, {again} messages said (again)"
    )


async def test_the_librarys_own_way_loses_answers(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    async with Sandbox() as sandbox, RivalBot(sandbox, tmp_path) as rival:
        person = await rival.caller()
        await person.says("/start")
        said = [f"answer number {n}" for n in range(40)]
        for n, each in enumerate(said):
            await person.says(each, timeout=0)
            await person.replies(1)  # after a kill it answers nobody
            if n % 8 == 7:
                await asyncio.sleep(dice.uniform(0, 0.1))
                await rival.kill()
                await rival.start()
        await person.says("/start")
        await rival.stop()

    kept = pickle.loads(rival.kept.read_bytes())["user_data"].get(person.id, {})  # our own file
    lost = [each for each in said if each not in kept.values()]
    print(f"\nConversationHandler and PicklePersistence: {len(lost)} of {len(said)} answers lost")
    assert lost
