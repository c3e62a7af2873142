"""What the consent and /privacy promise, sentence by sentence, is what the code does."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio
from sqlalchemy import Connection, func, select

from flows.interview.words import words
from storage import Retention
from storage.models import IDENTITY, chats, inbox, outbox
from tests.bot import mri
from tests.bot.conftest import PatientAt
from tests.support.bot import (
    ROOT,
    TELLING_CONNECTIONS,
    TODAY,
    ChildBot,
    Guest,
    LocalBot,
    comes_true,
    environment,
    kept_bytes,
    local_bot,
    waits_until,
)
from tests.support.quick import page
from tests.support.sandbox import Event, Sandbox

MARK = "Quillenmark"
NOTHING = {"chats": 0, "cases": 0, "files": 0, "sheets": 0, "feedback": 0, "outbox": 0}


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[LocalBot]:
    """A bot for each test: what one keeps is no other's business."""
    async with local_bot(sandbox, tmp_path) as bot:
        yield bot


# Each sentence, and the test of this module that holds us to it. Who changes a sentence changes
# its test. None: a fact about Telegram, which no code of ours can make true or false.
KEPT_BY: dict[str, str | None] = {
    "Chats with bots on Telegram are not end-to-end encrypted. Telegram keeps them on its"
    " computers.": None,
    "I save your answers and photos, encrypted, for {keep_days} days after your last message."
    " Then I erase them.": "test_a_case_is_erased_when_its_days_are_over_and_not_before",
    "I use them only to make your papers and, if you ask, to remind you. I do not sell or share"
    " them.": "test_nobody_but_telegram_is_connected_to",
    "Send /delete at any time to erase all I hold. To clear this chat too, delete it in"
    " Telegram.": "test_delete_leaves_no_row_and_no_byte",
    "Do not send a Social Security number, a bank card or a password.":
        "test_a_social_security_number_is_not_saved",
    "What I save: the answers you give, the photos and files you send, and the papers I make.":
        "test_only_answers_pages_and_papers_are_kept_once_a_turn_is_over",
    "How I get it: only from what you write or send in this chat.":
        "test_nothing_is_taken_from_the_profile_at_telegram",
    "Why: to make your papers, to let you come back and, if you ask, to remind you.":
        "test_who_comes_back_after_a_restart_goes_on_where_they_were",
    "Where: on the computers of {operator}, encrypted. The key is kept apart.":
        "test_the_database_cannot_be_read_and_the_key_is_elsewhere",
    "How long: {keep_days} days after your last message. Then it is erased.":
        "test_a_case_is_erased_when_its_days_are_over_and_not_before",
    "Who sees it: no person reads it.": "test_no_command_shows_what_people_said",
    "Telegram also keeps this chat, by its own rules. It is not end-to-end encrypted.": None,
    "Your choices: /review to see and change your answers and photos, /delete to erase them all."
    " Questions: {contact}": "test_privacy_names_who_runs_this_copy",
}  # fmt: skip


def test_every_sentence_of_the_consent_and_of_privacy_is_held_by_a_test() -> None:
    said = words("en").texts
    _, *bullets = said["messages.consent"].split("\n")
    lines = [line.removeprefix("• ") for line in bullets if line.startswith("• ")]
    promises = [*lines, *said["messages.privacy"].split("\n")]

    assert promises == list(KEPT_BY)
    assert [name for name in KEPT_BY.values() if name and name not in globals()] == []


def test_the_spanish_consent_makes_as_many_promises() -> None:
    english, spanish = words("en").texts, words("es").texts

    for key in ("messages.consent", "messages.privacy"):
        assert english[key].count("\n") == spanish[key].count("\n")


async def rows(bot: LocalBot) -> dict[str, int]:
    """How many rows each table has, but for the numbers of updates."""

    def count(connection: Connection) -> dict[str, int]:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in IDENTITY
            if table is not inbox
        }

    return await bot.store.writer.run(count)


async def test_before_the_consent_nothing_is_stored(bot: LocalBot, stranger: Guest) -> None:
    await mri.does(
        stranger,
        [f"Hello, I am {MARK}", "/start", "[English]", "/help", "/privacy", f"{MARK} and more"],
    )

    assert await rows(bot) == NOTHING
    bodies = select(func.count()).where(inbox.c.sealed_body.is_not(None))
    assert await bot.store.writer.run(lambda c: c.execute(bodies).scalar_one()) == 0
    assert MARK.encode() not in kept_bytes(bot.folder)


async def test_no_thanks_keeps_nothing(bot: LocalBot, stranger: Guest) -> None:
    await mri.does(stranger, ["/start", "[English]", "[No, thanks]"])

    assert stranger.last == "That is fine. I kept nothing. If you want to start later, send /start."
    assert await rows(bot) == NOTHING


async def test_read_more_shows_privacy_and_asks_again(stranger: Guest) -> None:
    await mri.does(stranger, ["/start", "[English]", "[Read more first]"])

    assert "What I save: the answers you give" in stranger.transcript()
    assert stranger.buttons == ["I agree, start", "No, thanks"]
    await stranger.taps("I agree, start")
    assert mri.asked(stranger) == "asker"


async def test_a_page_before_the_consent_loses_its_buttons_once_it_is_used(
    stranger: Guest,
) -> None:
    await mri.does(stranger, ["/start", "[English]"])
    assert [m.text.partition(",")[0] for m in with_buttons(stranger)] == ["Before you start"]
    await stranger.taps("Read more first")
    assert [m.labels for m in with_buttons(stranger)] == [["I agree, start", "No, thanks"]]
    await stranger.taps("No, thanks")
    assert with_buttons(stranger) == []

    await mri.does(stranger, ["/start", "[English]", "[I agree, start]"])
    assert [m.labels[0] for m in with_buttons(stranger)] == ["For me"]
    assert mri.asked(stranger) == "asker"


async def test_a_button_of_a_case_that_was_erased_goes_when_it_is_tapped(
    bot: LocalBot, patient: Guest
) -> None:
    question = patient.last_message
    assert question is not None
    await bot.store.erase(patient.id)
    for _ in range(2):
        await patient.taps_data(question.message_id, question.buttons[0].data or "")

    assert [m.labels for m in with_buttons(patient)] == [["English", "Español"]] * 2


def with_buttons(guest: Guest) -> list[Event]:
    """The messages of the bot that can be tapped."""
    return [m for m in guest.messages if m.by == "bot" and m.buttons]


async def test_who_agreed_may_leave_the_consent_button_alone_after(patient: Guest) -> None:
    consent = next(m for m in patient.messages if m.text.startswith("Before you start"))

    assert consent.buttons == []
    await mri.answers(patient, until="notice_date")
    await patient.taps_data(consent.message_id, "-:0:wen:agree")
    assert mri.asked(patient) == "notice_date"


async def test_a_case_is_erased_when_its_days_are_over_and_not_before(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with local_bot(sandbox, tmp_path, KEEP_DAYS="30") as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        assert "for 30 days after your last message" in guest.transcript()
        await mri.answers(guest, until="us_state", instead={"insurer": [MARK]})
        sealed = await _sealed_case(bot)
        assert sealed in kept_bytes(tmp_path)

    warned_on, last_day = TODAY + timedelta(days=24), TODAY + timedelta(days=31)
    async with local_bot(sandbox, tmp_path, KEEP_DAYS="30", today=lambda: warned_on) as bot:
        guest.moves_to(bot)
        await comes_true(lambda: _sees(guest, "Keep my case"))
        assert f"until {words('en').day(last_day)}" in guest.transcript(last=1)
    async with local_bot(sandbox, tmp_path, KEEP_DAYS="30", today=lambda: last_day) as bot:
        await Retention(bot.store, keep_days=30).expire(last_day)
        assert (await bot.store.load(guest.id)).case is not None
    day_after = last_day + timedelta(days=1)
    async with local_bot(sandbox, tmp_path, KEEP_DAYS="30", today=lambda: day_after) as bot:
        await comes_true(lambda: _is_empty(bot))  # the bot expires by itself at its start
    assert sealed not in kept_bytes(tmp_path)


async def test_one_tap_keeps_a_case_that_was_quiet(sandbox: Sandbox, tmp_path: Path) -> None:
    async with local_bot(sandbox, tmp_path) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest, until="us_state")
        asked = mri.asked(guest)
    later = TODAY + timedelta(days=84)
    async with local_bot(sandbox, tmp_path, today=lambda: later) as bot:
        guest.moves_to(bot)
        await comes_true(lambda: _sees(guest, "Keep my case"))
        await guest.taps("Keep my case")
        assert mri.asked(guest) == asked
        assert await Retention(bot.store, keep_days=90).expire(TODAY + timedelta(days=174)) == 0


async def _is_empty(bot: LocalBot) -> bool:
    return await rows(bot) == NOTHING


async def _sees(guest: Guest, label: str) -> bool:
    await guest.replies()
    return guest.buttons == [label]


async def _sealed_case(bot: LocalBot) -> bytes:
    table = next(table for table in IDENTITY if table.name == "cases")
    statement = select(table.c.sealed_body)
    found: bytes = await bot.store.writer.run(lambda c: c.execute(statement).scalar_one())
    return found[:64]


async def test_delete_leaves_no_row_and_no_byte(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    await patient.sends_photo(page("Denial"))
    await patient.taps("Full denial letter")
    await mri.does(patient, ["[Done]"])
    await mri.makes_letter(patient)
    assert {"sheets": 1, "files": 6}.items() <= (await rows(bot)).items()
    sealed = await _sealed_case(bot)
    await mri.does(patient, ["/delete", "[Yes, erase it all]"])

    assert await rows(bot) == NOTHING
    assert sealed not in kept_bytes(bot.folder)


async def test_delete_of_nothing_says_that_nothing_is_held(stranger: Guest) -> None:
    await stranger.says("/delete")

    assert stranger.last.startswith("I hold nothing from you.")


async def test_a_social_security_number_is_not_saved(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at("member_id")
    await patient.says("My number is 123-45-6789")

    assert "That looks like a Social Security number, so I did not save it." in patient.last
    assert mri.asked(patient) == "member_id"
    held = await bot.store.load(patient.id)
    assert held.case and "member_id" not in held.case.answers


async def test_only_answers_pages_and_papers_are_kept_once_a_turn_is_over(
    bot: LocalBot, patient: Guest
) -> None:
    await mri.answers(patient, until="insurer")
    await bot.idle()

    def count(connection: Connection) -> tuple[int, int]:
        owed = connection.execute(select(func.count()).select_from(outbox)).scalar_one()
        said = select(func.count()).where(inbox.c.sealed_body.is_not(None))
        return owed, connection.execute(said).scalar_one()

    assert await bot.store.writer.run(count) == (0, 0)
    held = await bot.store.load(patient.id)
    assert held.case and [k for k in held.case.answers if k not in mri.ENGLISH] == []
    assert (await rows(bot))["sheets"] == 0


async def test_nothing_is_taken_from_the_profile_at_telegram(bot: LocalBot) -> None:
    person = await bot.sandbox.person(name=MARK, language_code="en")
    guest = Guest(bot, person.id)
    await mri.agrees(guest)
    await mri.answers(guest)
    await mri.makes_letter(guest)

    held = await bot.store.load(guest.id)
    assert held.case and MARK not in str(held.case.answers)
    assert MARK not in guest.transcript()


async def test_who_comes_back_after_a_restart_goes_on_where_they_were(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with local_bot(sandbox, tmp_path) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest, until="diagnosis")
        question = guest.last

    async with local_bot(sandbox, tmp_path) as bot:
        guest.moves_to(bot)
        await guest.says("/start")
        assert guest.last.endswith(question)
        await guest.says("lumbar radiculopathy")
        assert mri.asked(guest) == "icd10"


async def test_the_database_cannot_be_read_and_the_key_is_elsewhere(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("patient_name")
    await mri.answers(patient, instead={"patient_name": [MARK]})
    await mri.makes_letter(patient)
    keys_path = bot.folder / "home" / ".config" / "appeal-bot" / "keys"
    kept = kept_bytes(bot.folder)

    assert len(kept) > 50_000
    assert MARK.encode() not in kept
    assert b"Northland" not in kept
    assert b"%PDF" not in kept
    assert keys_path.read_bytes().strip() not in kept
    assert keys_path.stat().st_mode & 0o777 == 0o600
    assert not keys_path.is_relative_to(bot.folder / "data")


async def test_no_command_shows_what_people_said(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at("insurer")
    await patient.says(MARK)

    for command, told in (("stats", "coverage"), ("rekey", "rows")):
        done = subprocess.run(
            [sys.executable, "-m", "bot", command],
            cwd=ROOT, env=environment(bot.sandbox, bot.folder), capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0
        assert told in done.stdout
        assert MARK not in done.stdout + done.stderr
        assert str(patient.id) not in done.stdout


async def test_privacy_names_who_runs_this_copy(sandbox: Sandbox, tmp_path: Path) -> None:
    async with local_bot(
        sandbox, tmp_path, OPERATOR="the Larkspur Clinic", OPERATOR_CONTACT="help@example.com"
    ) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await guest.says("/privacy")

        told = guest.transcript()
    assert "on the computers of the Larkspur Clinic, encrypted" in told
    assert "Questions: help@example.com" in told


async def test_nobody_but_telegram_is_connected_to(sandbox: Sandbox, tmp_path: Path) -> None:
    port = sandbox.url.rsplit(":", 1)[1]
    async with ChildBot(sandbox, tmp_path, first=TELLING_CONNECTIONS) as child:
        person = await child.caller()
        await mri.agrees(person)
        await mri.answers_what_is_needed(person)
        await mri.makes_letter(person)
        await waits_until(person, lambda: len(person.files) == 5)
    told = {line for line in child.log.splitlines() if line.startswith("connects to")}

    assert told == {f"connects to ('127.0.0.1', {port})"}


TALKS_TO_NETWORKS = {
    "aiohttp", "aiosmtplib", "ftplib", "grpc", "http", "httpx", "imaplib", "poplib", "pyreqwest",
    "requests", "smtplib", "socket", "ssl", "telnetlib", "urllib3", "websockets", "xmlrpc",
}  # fmt: skip


def test_only_the_transport_can_reach_a_network() -> None:
    found = {
        str(path.relative_to(ROOT))
        for room in ("bot", "flows", "letters", "storage")
        for path in (ROOT / room).rglob("*.py")
        if "sandbox" not in path.parts and _imported(path) & TALKS_TO_NETWORKS
    }

    assert found == {"bot/transport.py"}


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [n.name for node in ast.walk(tree) if isinstance(node, ast.Import) for n in node.names]
    names += [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
    return {name.split(".")[0] for name in names}


def test_no_table_has_room_for_more_than_the_promise() -> None:
    """A new column of words would need a sentence in the consent."""
    assert sorted(chats.columns.keys()) == [
        "blocked_on", "chat_key", "id", "last_word_on", "live_message_id", "sealed_chat_id",
        "warned_on",
    ]  # fmt: skip
