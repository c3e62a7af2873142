"""What goes wrong between us and Telegram: nothing is lost, and the talk goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio

from tests.bot import mri
from tests.bot.conftest import PatientAt
from tests.bot.test_talk import FILES
from tests.support.bot import Guest, LocalBot, local_bot
from tests.support.sandbox import Sandbox

WAITED: list[float] = []


async def at_once(seconds: float) -> None:
    """A pause that is only noted."""
    WAITED.append(seconds)
    await asyncio.sleep(0)


@pytest.fixture(scope="module")
def provoked() -> Sequence[str]:
    return [
        "message is not modified",  # an edit that had been made when the line broke
        "query is too old",  # a tap that had been answered when the line broke
    ]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[LocalBot]:
    async with local_bot(sandbox, tmp_path_factory.mktemp("bot"), pause=at_once) as bot:
        yield bot


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def no_fault_left(sandbox: Sandbox) -> AsyncIterator[None]:
    WAITED.clear()
    yield
    left = await sandbox.faults_left()
    await sandbox.clear_faults()
    assert left == 0


async def owed(bot: LocalBot) -> int:
    return (await bot.store.backlog())["waiting"]


async def test_a_flood_is_waited_for_and_nothing_comes_twice(bot: LocalBot, patient: Guest) -> None:
    await bot.sandbox.fault("sendMessage", "retry_after", times=3, retry_after=7)
    told = await patient.taps("For me")

    assert WAITED == [7.0, 7.0, 7.0]
    assert [e.text for e in told if e.kind == "message"] == [patient.last]
    assert mri.asked(patient) == "first_denial"
    assert "(again)" not in patient.transcript()
    assert await owed(bot) == 0


async def test_a_flood_and_then_a_broken_line_is_patiently_borne(
    bot: LocalBot, patient: Guest
) -> None:
    await bot.sandbox.fault("sendMessage", "retry_after", retry_after=7)
    await bot.sandbox.fault("sendMessage", "drop")
    await patient.taps("For me")

    assert mri.asked(patient) == "first_denial"
    assert patient.last.startswith("(again) ")


UNSURE = ["bad_gateway", "drop", "drop_after", "timeout_before", "timeout_after"]


@pytest.mark.parametrize("kind", UNSURE)
async def test_a_message_that_may_have_arrived_comes_again_and_says_so(
    bot: LocalBot, patient: Guest, kind: str
) -> None:
    await bot.sandbox.fault("sendMessage", kind, hold=0.05)
    await patient.taps("For me")

    shown = [m.text for m in patient.messages if "Is this the first no" in m.text]
    assert len(shown) == (2 if kind.endswith("_after") else 1)
    assert shown[-1].startswith("(again) ")
    assert await owed(bot) == 0
    await patient.taps("Yes, the first no")
    assert mri.asked(patient) == "notice_date"


async def test_the_mark_speaks_the_language_of_the_person(bot: LocalBot) -> None:
    person = await bot.guest(language_code="es")
    await mri.agrees(person, language="es")
    await bot.sandbox.fault("sendMessage", "drop")
    await person.taps("Para mí")

    assert person.last.startswith("(otra vez) ")


async def test_what_comes_late_comes_before_what_is_newer(bot: LocalBot, patient: Guest) -> None:
    await mri.answers(patient, until="notice_date")
    await bot.sandbox.fault("sendMessage", "drop", times=2, chat_id=patient.id)
    await patient.says("July 6, 2026", timeout=0)
    await patient.replies()
    assert mri.asked(patient) == "notice_date"
    assert await owed(bot) == 1
    told = await patient.says("Hello?")

    first, second = [event.text for event in told if event.kind == "message"]
    assert first.startswith("(again) ")
    assert "What day did the letter reach you?" in first
    assert second.startswith("Write the day the letter came")
    assert await owed(bot) == 0
    assert [bool(m.buttons) for m in patient.messages if m.by == "bot"][-1]


async def test_what_is_owed_is_forgotten_with_the_rest(bot: LocalBot, patient: Guest) -> None:
    await mri.answers(patient, until="notice_date")
    await patient.says("/delete")
    erase = patient.last_message
    assert erase
    await bot.sandbox.fault("sendMessage", "drop", times=2, chat_id=patient.id)
    await patient.says("July 6, 2026", timeout=0)
    await patient.replies()
    assert await owed(bot) == 1
    await patient.says("/delete")
    await patient.taps("Yes, erase it all")

    assert patient.last.startswith("Done. All you told me is erased.")
    assert await owed(bot) == 0


@pytest.mark.parametrize("kind", [*UNSURE, "retry_after"])
@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText"])
async def test_what_may_be_done_twice_is_done_again_in_silence(
    bot: LocalBot, patient: Guest, method: str, kind: str
) -> None:
    await bot.sandbox.fault(method, kind, hold=0.05)
    await patient.taps("For me")

    assert mri.asked(patient) == "first_denial"
    assert "✓ For me" in patient.transcript()
    assert "That was not saved" not in patient.transcript()
    assert "(again)" not in patient.transcript()
    assert await owed(bot) == 0


@pytest.mark.parametrize(
    ("method", "kind"),
    [("sendChatAction", "drop"), *(("sendDocument", kind) for kind in UNSURE)],
)
async def test_the_papers_come_all_the_same(
    bot: LocalBot, patient_at: PatientAt, method: str, kind: str
) -> None:
    patient = await patient_at(None)
    await bot.sandbox.fault(method, kind, hold=0.05)
    await mri.makes_letter(patient)

    files = [m.file.name for m in patient.messages if m.file]
    twice = method == "sendDocument" and kind.endswith("_after")
    first, *wanted = FILES
    assert files == [first, *(["Appeal_Letter.pdf"] if twice else []), *wanted]
    marked = [m.text for m in patient.messages if m.file and m.text.startswith("(again) Your")]
    assert len(marked) == (1 if method == "sendDocument" else 0)
    assert "Your letter is ready." in patient.last


async def test_a_keyboard_that_cannot_be_taken_away_does_no_harm(
    bot: LocalBot, patient: Guest
) -> None:
    await mri.answers(patient, until="notice_date")
    await bot.sandbox.fault("editMessageReplyMarkup", "drop", times=2)
    await patient.says("July 6, 2026")

    assert mri.asked(patient) == "received_on"
