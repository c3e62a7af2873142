"""The gateway with a bot that fails as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from telegram import Chat, InputFile, Message
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery import LONGEST_WAIT, METHODS, TRIES, Blocked, Delivery, Refused, Undelivered
from bot.storing import StoringBot
from bot.transport import NotSent
from storage import PaperFile, Waiting

SENT = Message(9, datetime(2026, 7, 10, tzinfo=UTC), Chat(1, "private"), text="x")


class FakeBot:
    """Fails with each of `faults` in turn, then does what it is asked."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.calls: list[tuple[str, dict[str, Any]]] = []

    async def asks(self, method: str, payload: dict[str, Any]) -> Any:
        self.calls.append((method, payload))
        if self.faults:
            raise self.faults.pop(0)
        return SENT.to_dict() if method.startswith("send") else True

    def __getattr__(self, name: str) -> Any:
        async def call(**arguments: Any) -> Message:
            self.calls.append((name, arguments))
            if self.faults:
                raise self.faults.pop(0)
            return SENT

        return call


class Gateway:
    """A delivery over a fake bot, and how long it paused."""

    def __init__(self, *faults: Exception) -> None:
        self.bot = FakeBot(*faults)
        self.paused: list[float] = []
        self.delivery = Delivery(cast(StoringBot, self.bot), pause=self._pause)

    async def _pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        await asyncio.sleep(0)

    @property
    def texts(self) -> Sequence[str]:
        return [arguments["text"] for _, arguments in self.bot.calls]


def owed(method: str = "sendMessage", *, again: bool = False, **payload: Any) -> Waiting:
    return Waiting(1, 5, method, payload, None, None, again=again)


async def test_a_message_goes_out_once_and_is_told_of() -> None:
    gateway = Gateway()

    message = await gateway.delivery.send(owed(text="hello"), language="en")

    assert message and message["message_id"] == 9
    assert gateway.bot.calls == [("sendMessage", {"chat_id": 5, "text": "hello"})]
    assert gateway.paused == []


async def test_a_flood_is_waited_for_but_not_for_ever() -> None:
    gateway = Gateway(RetryAfter(7), RetryAfter(9_999))

    await gateway.delivery.send(owed(text="hello"), language="en")

    assert gateway.paused == [7, LONGEST_WAIT]
    assert gateway.texts == ["hello"] * 3


async def test_a_flood_without_end_leaves_the_message_in_the_outbox() -> None:
    gateway = Gateway(*[RetryAfter(1)] * TRIES)

    with pytest.raises(Undelivered):
        await gateway.delivery.send(owed(text="hello"), language="en")


@pytest.mark.parametrize("fault", [TimedOut(), NetworkError("Bad Gateway")], ids=repr)
async def test_what_may_have_arrived_goes_out_once_more_and_says_so(fault: Exception) -> None:
    gateway = Gateway(fault)

    await gateway.delivery.send(owed(text="hola"), language="es")

    assert gateway.texts == ["hola", "(otra vez) hola"]


async def test_after_two_doubts_it_stays_in_the_outbox() -> None:
    gateway = Gateway(TimedOut(), TimedOut())

    with pytest.raises(Undelivered):
        await gateway.delivery.send(owed(text="hello"), language="en")

    assert gateway.texts == ["hello", "(again) hello"]


async def test_what_surely_never_left_is_tried_again_without_a_mark() -> None:
    gateway = Gateway(NotSent("no connection"), NotSent("no connection"))

    await gateway.delivery.send(owed(text="hello"), language="en")

    assert gateway.texts == ["hello"] * 3
    assert gateway.paused == sorted(gateway.paused)


async def test_the_mark_is_set_once_only() -> None:
    gateway = Gateway(TimedOut())

    await gateway.delivery.send(owed(text="hello", again=True), language="en")

    assert gateway.texts == ["(again) hello"] * 2


@pytest.mark.parametrize(
    "method", sorted(set(METHODS) - {"sendMessage", "sendDocument", "sendPhoto"})
)
async def test_what_nobody_would_see_twice_is_done_again_without_a_mark(method: str) -> None:
    gateway = Gateway(TimedOut(), NetworkError("Bad Gateway"))

    await gateway.delivery.send(owed(method, again=True, text="hello"), language="en")

    assert [arguments for _, arguments in gateway.bot.calls] == [
        {"chat_id": 5, "text": "hello"}
    ] * 3


async def test_a_paper_is_uploaded_and_marked_in_its_caption_when_it_comes_again() -> None:
    gateway = Gateway(TimedOut())
    paper = PaperFile("appeal_letter.pdf", "Appeal_Letter.pdf", b"%PDF")
    waiting = Waiting(1, 5, "sendDocument", {}, paper, None, again=False)

    await gateway.delivery.send(waiting, language="en")

    (_, first), (_, second) = gateway.bot.calls
    assert isinstance(first["document"], InputFile)
    assert first["document"].filename == "Appeal_Letter.pdf"
    assert "caption" not in first
    assert second["caption"] == "(again)"


async def test_a_paper_that_telegram_has_is_not_uploaded_again() -> None:
    gateway = Gateway()
    paper = PaperFile("appeal_letter.pdf", "Appeal_Letter.pdf", b"%PDF")

    await gateway.delivery.send(
        Waiting(1, 5, "sendDocument", {}, paper, "F1", again=False), language="en"
    )

    assert gateway.bot.calls[0][1]["document"] == "F1"


@pytest.mark.parametrize("fault", [Forbidden("bot was blocked by the user")])
async def test_who_blocked_us_is_left_alone(fault: Exception) -> None:
    gateway = Gateway(fault)

    with pytest.raises(Blocked):
        await gateway.delivery.send(owed(text="hello"), language="en")

    assert len(gateway.bot.calls) == 1


async def test_an_edit_that_changes_nothing_is_done() -> None:
    gateway = Gateway(BadRequest("Message is not modified: specified new message content"))

    edit = owed("editMessageText", text="hello", message_id=3)

    assert await gateway.delivery.send(edit, language="en") is None


async def test_a_message_that_cannot_be_edited_is_sent_anew() -> None:
    gateway = Gateway(BadRequest("Message to edit not found"))
    markup = {"inline_keyboard": [[{"text": "Go on", "callback_data": "x"}]]}

    await gateway.delivery.send(
        owed("editMessageText", text="hello", message_id=3, reply_markup=markup), language="en"
    )

    assert [name for name, _ in gateway.bot.calls] == ["editMessageText", "sendMessage"]
    assert "message_id" not in gateway.bot.calls[1][1]
    assert gateway.bot.calls[1][1]["reply_markup"] == markup


async def test_marks_that_telegram_does_not_read_are_sent_plain() -> None:
    gateway = Gateway(BadRequest("Can't parse entities: unexpected end tag"))

    await gateway.delivery.send(owed(text="<b>hello", parse_mode="HTML"), language="en")

    assert "parse_mode" not in gateway.bot.calls[1][1]


async def test_what_telegram_never_takes_is_given_up_by_its_method_alone() -> None:
    gateway = Gateway(BadRequest("message is too long: Canary"))

    with pytest.raises(Refused) as refusal:
        await gateway.delivery.send(owed(text="Canary"), language="en")

    assert "Canary" not in repr(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("fault", [TelegramError("what"), InvalidToken("who")], ids=repr)
async def test_any_other_fault_leaves_it_in_the_outbox(fault: Exception) -> None:
    with pytest.raises(Undelivered):
        await Gateway(fault).delivery.send(owed(text="hello"), language="en")


async def test_a_tap_answered_too_late_is_no_fault() -> None:
    gateway = Gateway(BadRequest("Query is too old and response timeout expired"))

    assert await gateway.delivery.call("answerCallbackQuery", {"callback_query_id": "1"}) is None


async def test_a_picture_goes_as_one_and_its_caption_says_again() -> None:
    gateway = Gateway()
    page = PaperFile("preview.png", "Page_1.png", b"png")

    await gateway.delivery.send(
        Waiting(1, 5, "sendPhoto", {"caption": "Page one."}, page, None, again=True), language="en"
    )

    [(name, arguments)] = gateway.bot.calls
    assert name == "send_photo"
    assert arguments["caption"] == "(again) Page one."
    assert arguments["photo"].filename == "Page_1.png"
