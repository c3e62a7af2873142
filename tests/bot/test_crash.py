"""kill -9 at the worst moments: no answer is lost, none counts twice, what is owed comes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_asyncio

from storage import Store
from tests.bot import mri
from tests.bot.test_talk import LETTER, pdf_text
from tests.support.bot import ChildBot, comes_true, confirmed, keys_of, waits_until
from tests.support.sandbox import Person, Sandbox

HOLD = 60.0  # seconds that a fault holds a call; the kill comes long before


@pytest.fixture(scope="module")
def provoked() -> Sequence[str]:
    return ["message is not modified"]  # what was done before the kill and is done again


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def child(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ChildBot]:
    """One process for all; every test leaves it running."""
    async with ChildBot(sandbox, tmp_path_factory.mktemp("bot")) as child:
        yield child


@pytest_asyncio.fixture(loop_scope="module")
async def person(child: ChildBot) -> Person:
    """Someone who has agreed and sees the first question."""
    person = await child.caller()
    await mri.agrees(person)
    return person


async def answers_kept(child: ChildBot, person: Person) -> dict[str, Any]:
    """What the database holds of the person."""
    folder = child.folder
    store = await Store.open(f"sqlite:///{folder / 'data' / 'appeal.db'}", keys_of(folder))
    held = await store.load(person.id)
    await store.close()
    assert held.case is not None
    return held.case.answers


async def held_at(sandbox: Sandbox, person: Person) -> None:
    """Returns when the call that a fault holds is being held, and the update is confirmed."""

    async def so() -> bool:
        return await sandbox.faults_left() == 0 and await confirmed(person)

    await comes_true(so)


async def test_a_kill_before_anything_was_saved_loses_nothing(
    sandbox: Sandbox, child: ChildBot, person: Person
) -> None:
    await sandbox.fault("answerCallbackQuery", "timeout_before", hold=HOLD)
    await person.taps("For me", timeout=0)
    await held_at(sandbox, person)
    await child.kill()
    await sandbox.clear_faults()
    assert await answers_kept(child, person) == {}

    await child.start()
    await waits_until(person, lambda: mri.asked(person) == "first_denial")
    assert await answers_kept(child, person) == {"asker": "patient"}


@pytest.mark.parametrize("kind", ["timeout_before", "timeout_after"])
async def test_a_kill_in_the_midst_of_a_reply_brings_it_again_and_says_so(
    sandbox: Sandbox, child: ChildBot, person: Person, kind: str
) -> None:
    await mri.answers(person, until="notice_date")
    await sandbox.fault("sendMessage", kind, hold=HOLD)
    await person.says("July 6, 2026", timeout=0)
    await held_at(sandbox, person)
    await child.kill()
    await sandbox.clear_faults()

    await child.start()
    await waits_until(person, lambda: person.last.startswith("(again) "))
    shown = [m for m in person.messages if "What day did the letter reach you?" in m.text]
    assert len(shown) == (2 if kind == "timeout_after" else 1)
    await person.says("July 9, 2026")
    assert mri.asked(person) == "printed_deadline"
    kept = await answers_kept(child, person)
    assert (kept["notice_date"], kept["received_on"]) == ("2026-07-06", "2026-07-09")


async def test_a_kill_between_the_papers_brings_the_rest(
    sandbox: Sandbox, child: ChildBot, person: Person
) -> None:
    await mri.answers_what_is_needed(person)
    await sandbox.fault("sendDocument", "timeout_after", hold=HOLD)
    await person.taps("Make the letter")
    await waits_until(person, lambda: "Page_1.png" in person.files)
    await person.taps("Looks right: send my papers", timeout=0)
    await held_at(sandbox, person)
    await child.kill()
    await sandbox.clear_faults()
    await child.start()
    await waits_until(person, lambda: "Your letter is ready." in person.last)

    files = [(m.file.name, m.text.startswith("(again)")) for m in person.messages if m.file]
    assert files == [
        ("Page_1.png", False),
        (LETTER, False),
        (LETTER, True),
        ("Appeal_Letter.docx", False),
        ("Checklist.pdf", False),
        ("Appeal_Dates.ics", False),
    ]
    assert "Rosa Vega" in pdf_text(person.files[LETTER])
    assert person.buttons[0] == "I sent it"


async def test_a_stop_as_supervisors_ask_for_ends_clean(child: ChildBot, person: Person) -> None:
    status = await child.stop()

    assert status == 0
    assert "Traceback" not in child.log
    await child.start()
    await person.taps("For me")
    assert mri.asked(person) == "first_denial"
