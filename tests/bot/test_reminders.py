"""Reminders over HTTP: who asked for them, when they come, and that one tap ends them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.days import Days
from bot.own_turns import OwnTurns
from bot.reminders import HOURS, Reminders
from flows.interview.words import languages, words
from tests.bot import mri
from tests.bot.conftest import PatientAt
from tests.support.bot import TODAY, Guest, LocalBot, local_bot
from tests.support.sandbox import Sandbox

FIRST = TODAY + timedelta(days=7)


async def reminded(bot: LocalBot, guest: Guest, day: date, *, hour: int = HOURS[0]) -> list[str]:
    """What the guest is told on that day, when the bot looks whom to remind, twice."""
    turns = OwnTurns(bot.store, bot.bot.handlers)
    work = Reminders(bot.store, turns, bot.bot._chats, Days(lambda: day), hour=lambda: hour)
    shown = len(guest.messages)
    await work.run()
    await work.run()
    await guest.replies()
    return [message.text for message in guest.messages[shown:]]


async def test_who_asked_is_reminded_once_and_sees_what_is_next(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with local_bot(sandbox, tmp_path) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest)
        await mri.does(guest, [*mri.LETTER, "[Remind me]"])
        assert words("en").day(FIRST) in guest.transcript(last=2)
        assert "Stop reminders" in guest.buttons

        assert await reminded(bot, guest, FIRST - timedelta(days=1)) == []
        assert await reminded(bot, guest, FIRST, hour=3) == []
        [told] = await reminded(bot, guest, FIRST)
        assert "Your answers are saved here" in told
        assert guest.buttons == ["Go on", "Stop reminders"]
        await guest.taps("Go on")
        assert "I sent it" in guest.buttons


async def test_one_tap_ends_them(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    await mri.does(patient, [*mri.LETTER, "[Remind me]"])
    assert len(await reminded(bot, patient, FIRST)) == 1
    await patient.taps("Stop reminders")
    assert "I will not remind you any more." in patient.transcript(last=2)
    assert "Remind me" in patient.buttons

    assert await reminded(bot, patient, date(2027, 1, 4)) == []
    assert patient.id not in await bot.store.to_remind(date(2030, 1, 1))


async def test_stop_ends_them_too(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at("symptoms")
    await patient.says("/stop")
    assert "You have not asked for reminders" in patient.last
    await patient.says("/status")
    await mri.does(patient, ["[Remind me]", "/stop"])

    assert "I will not remind you any more." in patient.last
    assert mri.asked(patient) == "symptoms"
    assert patient.id not in await bot.store.to_remind(date(2030, 1, 1))


async def test_who_opens_another_case_is_told_that_the_reminders_rest(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("symptoms")
    await mri.does(patient, ["/status", "[Remind me]", "/cases", "[All new]"])
    assert "I do not remind you of MRI lumbar spine" in patient.transcript(last=2)
    assert patient.id not in await bot.store.to_remind(date(2030, 1, 1))

    await mri.does(patient, ["/cases", "[Open: MRI lumbar spine…]"])
    assert patient.id in await bot.store.to_remind(date(2030, 1, 1))


async def test_an_answer_that_is_late(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    await mri.does(patient, [*mri.LETTER, "[I sent it]", "[Today]", "[By mail]", "[Remind me]"])
    due = TODAY + timedelta(days=30)

    [told] = await reminded(bot, patient, due + timedelta(days=1))
    assert told.startswith(f"A reply to you was due by {words('en').day(due)}.")
    await patient.taps("Go on")
    assert "No answer came" in patient.buttons


async def test_what_is_said_in_between_moves_no_reminder(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    await mri.does(patient, [*mri.LETTER, "[Remind me]", "/status", "/checklist"])

    assert patient.id not in await bot.store.to_remind(FIRST - timedelta(days=1))
    assert patient.id in await bot.store.to_remind(FIRST)


async def test_who_blocked_the_bot_or_erased_the_case_is_not_written_to(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    one, other = await patient_at("symptoms"), await patient_at("symptoms")
    for each in (one, other):
        await each.says("/status")
        await each.taps("Remind me")
    await mri.does(one, ["/delete", "[Yes, erase it all]"])
    await bot.store.block(other.id, TODAY)

    assert {one.id, other.id}.isdisjoint(await bot.store.to_remind(date(2030, 1, 1)))


@pytest.mark.parametrize("language", languages())
def test_a_locked_phone_shows_nothing_of_the_care(language: str) -> None:
    shows = ("letter", "plan", "appeal", "scan", "doctor", "denial", "insur", "health", "medic",
             "carta", "apelaci", "seguro", "salud", "médic", "examen", "negaci")  # fmt: skip
    texts = words(language).texts
    told = [text for key, text in texts.items() if key.startswith("messages.reminder_")]

    assert len(told) == 4
    assert [(text, word) for text in told for word in shows if word in text.casefold()] == []
