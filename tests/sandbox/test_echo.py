"""python-telegram-bot against the sandbox: whatever these do, the real bot may do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Bot, InputMediaDocument
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from tests.sandbox.echo import PDF, echo_bot
from tests.support.sandbox import TOKEN, Person, Sandbox, Silence, picture


@pytest.fixture
async def with_bot(shared: Sandbox) -> AsyncIterator[Sandbox]:
    async with echo_bot(shared):
        yield shared


@pytest.fixture
async def bot(shared: Sandbox) -> AsyncIterator[Bot]:
    bot = Bot(
        TOKEN,
        base_url=shared.base_url,
        base_file_url=shared.base_file_url,
        request=HTTPXRequest(read_timeout=0.5),
    )
    async with bot:
        yield bot


async def test_a_person_says_taps_and_receives_a_file(with_bot: Sandbox) -> None:
    before = max((call["seq"] for call in await with_bot.calls()), default=0)
    sam = await with_bot.person()

    await sam.says("/start")
    answered = await sam.taps("Send me a file")

    assert [event.kind for event in answered] == ["toast", "keyboard", "typing", "message"]
    assert sam.toasts == ["Just a moment"]
    assert sam.files == {"Echo letter.pdf": PDF}
    assert sam.buttons == []
    assert sam.transcript(last=3) == (
        "> [Send me a file]\n< (Just a moment)\n< Echo letter.pdf Your file."
    )
    assert await with_bot.refused(after=before) == []


async def test_two_people_do_not_hear_each_other(with_bot: Sandbox) -> None:
    sam, ana = await with_bot.person(), await with_bot.person(name="Ana", language_code="es")

    await sam.says("one")
    await ana.says("dos")

    assert (sam.last, ana.last) == ("You said: one", "You said: dos")


async def test_a_photo_and_a_file_reach_the_bot_whole(with_bot: Sandbox) -> None:
    sam = await with_bot.person()
    page = picture()

    await sam.sends_photo(page)
    assert sam.last == f"{len(page)} bytes"

    await sam.sends_file("carta año.pdf", b"%PDF" * 9, "application/pdf")
    assert sam.last == "36 bytes"


@pytest.mark.parametrize("kind", ["sticker", "voice", "location", "contact", "poll"])
async def test_other_things_reach_the_bot(with_bot: Sandbox, kind: str) -> None:
    sam = await with_bot.person()

    await sam.sends_other(kind)

    assert sam.last == "I read text and files."


async def test_an_edited_message_reaches_the_bot(with_bot: Sandbox) -> None:
    sam = await with_bot.person()
    await sam.says("tea")
    said = next(message for message in sam.messages if message.by == "person")

    await sam.edits(said.message_id, "coffee")

    assert sam.last == "You now: coffee"


async def test_the_bot_leaves_a_group(with_bot: Sandbox) -> None:
    sam = await with_bot.person()

    answered = await sam.says_in_group("hello, bot")

    assert [(event.chat, event.kind) for event in answered] == [
        ("group", "message"),
        ("group", "left"),
    ]
    assert sam.messages == []


async def test_a_missing_button_is_named_with_those_that_are_there(with_bot: Sandbox) -> None:
    sam = await with_bot.person()
    await sam.says("/start")

    with pytest.raises(AssertionError, match=r"no button 'Fly'.*Send me a file"):
        await sam.taps("Fly")


async def test_a_bot_that_says_nothing_is_a_silence(shared: Sandbox) -> None:
    sam = await shared.person(timeout=0.2)

    with pytest.raises(Silence):
        await sam.says("anybody there?")


async def test_documents_go_out_as_one_album(bot: Bot, someone: Person) -> None:
    media = [
        InputMediaDocument(b"one", filename="1.txt"),
        InputMediaDocument(b"2", filename="2.txt"),
    ]

    sent = await bot.send_media_group(someone.id, media, caption="Both")

    assert len({message.media_group_id for message in sent}) == 1
    await someone.replies(1)
    assert someone.files == {"1.txt": b"one", "2.txt": b"2"}


async def test_a_file_id_can_be_sent_again(bot: Bot, someone: Person) -> None:
    first = await bot.send_document(someone.id, b"letter", filename="letter.pdf")
    assert first.document is not None

    second = await bot.send_document(someone.id, first.document.file_id)

    assert second.document == first.document


async def test_profile_and_chat_can_be_set_and_read(bot: Bot, someone: Person) -> None:
    await bot.set_my_commands([("help", "Help")], language_code="en")
    await bot.set_my_short_description("Short")
    await bot.set_chat_menu_button()

    assert [c.command for c in await bot.get_my_commands(language_code="en")] == ["help"]
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert (await bot.get_chat(someone.id)).first_name == "Sam"


async def test_a_flood_is_a_retry_after(
    shared: Sandbox, bot: Bot, someone: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it the library warns of the type of `retry_after` in versions to come.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    await shared.fault("sendMessage", "retry_after", retry_after=7)

    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(someone.id, "hello")

    assert caught.value.retry_after == timedelta(seconds=7)
    assert await bot.send_message(someone.id, "hello")


@pytest.mark.parametrize(
    ("kind", "error", "arrived"),
    [
        ("bad_gateway", NetworkError, False),
        ("blocked", Forbidden, False),
        ("drop", NetworkError, False),
        ("drop_after", NetworkError, True),
        ("timeout_before", TimedOut, False),
        ("timeout_after", TimedOut, True),
    ],
)
async def test_a_fault_breaks_one_call(
    shared: Sandbox, bot: Bot, someone: Person, kind: str, error: type[Exception], arrived: bool
) -> None:
    await shared.fault("sendMessage", kind, chat_id=someone.id, hold=5)

    with pytest.raises(error):
        await bot.send_message(someone.id, "hello")

    await shared.clear_faults()
    await someone.replies(0.2)
    assert (someone.last == "hello") is arrived
    assert await bot.send_message(someone.id, "again")


async def test_a_fault_for_one_chat_spares_the_others(
    shared: Sandbox, bot: Bot, someone: Person
) -> None:
    await shared.fault("*", "blocked", times=9, chat_id=someone.id + 1)

    assert await bot.send_message(someone.id, "hello")


async def test_a_person_who_blocked_the_bot_is_forbidden(bot: Bot, someone: Person) -> None:
    await someone.blocks()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(someone.id, "hello")

    await someone.unblocks()
    assert await bot.send_message(someone.id, "hello")


async def test_errors_have_the_classes_that_the_bot_catches(bot: Bot, someone: Person) -> None:
    message = await bot.send_message(someone.id, "same")

    with pytest.raises(BadRequest, match="not modified"):
        await message.edit_text("same")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "hello")
