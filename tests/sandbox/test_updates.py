"""Updates and how the bot confirms them; edits, taps, files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.support.sandbox import TOKEN, Person, Sandbox, picture


async def updates(sandbox: Sandbox, **parameters: object) -> list[dict[str, Any]]:
    answer = await sandbox.call("getUpdates", **parameters)
    assert answer["ok"], answer
    result: list[dict[str, Any]] = answer["result"]
    return result


async def test_updates_stay_until_an_offset_confirms_them(sandbox: Sandbox) -> None:
    sam = await sandbox.person()
    await sam.says("one", timeout=0)
    await sam.says("two", timeout=0)

    first, second = await updates(sandbox)
    assert await updates(sandbox) == [first, second]
    assert await updates(sandbox, limit=1) == [first]
    assert await updates(sandbox, offset=first["update_id"] + 1) == [second]
    assert await updates(sandbox) == [second]
    assert await updates(sandbox, offset=second["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_last_ones_only(sandbox: Sandbox) -> None:
    sam = await sandbox.person()
    for text in ("one", "two", "three"):
        await sam.says(text, timeout=0)

    last = await updates(sandbox, offset=-1)

    assert [update["message"]["text"] for update in last] == ["three"]
    assert await updates(sandbox) == last


async def test_a_long_poll_ends_with_the_first_update(sandbox: Sandbox) -> None:
    sam = await sandbox.person()

    poll = asyncio.create_task(updates(sandbox, timeout=20))
    await sam.says("here", timeout=0)

    async with asyncio.timeout(5):
        assert [update["message"]["text"] for update in await poll] == ["here"]


async def test_only_the_kinds_that_the_bot_asked_for_come(sandbox: Sandbox) -> None:
    sam = await sandbox.person()
    await updates(sandbox, allowed_updates=["message"])

    await sam.blocks()
    await sam.unblocks()
    await sam.says("hello", timeout=0)

    assert [set(update) - {"update_id"} for update in await updates(sandbox)] == [{"message"}]


async def test_the_older_of_two_polls_is_in_conflict(sandbox: Sandbox) -> None:
    older = asyncio.create_task(sandbox.call("getUpdates", timeout=20))
    await _polling(sandbox)
    newer = asyncio.create_task(sandbox.call("getUpdates", timeout=20))

    told = await older
    await (await sandbox.person()).says("hello", timeout=0)

    assert told["error_code"] == 409
    assert told["description"].startswith("Conflict: terminated by other getUpdates request")
    assert (await newer)["ok"] is True


async def test_updates_can_be_replayed(sandbox: Sandbox) -> None:
    sam = await sandbox.person()
    await sam.says("once", timeout=0)
    [update] = await updates(sandbox)
    await updates(sandbox, offset=update["update_id"] + 1)

    assert await sandbox.replay() == 1

    assert await updates(sandbox, offset=update["update_id"] + 1) == [update]
    assert await updates(sandbox, offset=update["update_id"] + 1) == []


async def test_a_command_is_marked_as_one(sandbox: Sandbox) -> None:
    sam = await sandbox.person(name="Ana", language_code="es")
    await sam.says("/start now", timeout=0)

    [update] = await updates(sandbox)

    message = update["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "es"
    assert message["chat"] == {"id": sam.id, "type": "private", "first_name": "Ana"}


@pytest.fixture
async def hook() -> AsyncIterator[tuple[str, asyncio.Queue[tuple[str, Any]]]]:
    """An address to post to, and what was posted. The first post is answered with 500."""
    posted: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
    answers = iter([500])

    async def take(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        await posted.put((secret, await request.json()))
        return web.Response(status=next(answers, 200))

    application = web.Application()
    application.router.add_post("/telegram", take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}/telegram", posted
    await runner.cleanup()


async def test_a_webhook_gets_updates_until_it_takes_them(
    sandbox: Sandbox, hook: tuple[str, asyncio.Queue[tuple[str, Any]]]
) -> None:
    url, posted = hook
    sam = await sandbox.person()
    assert (await sandbox.call("setWebhook", url=url, secret_token="s3cret"))["ok"]

    await sam.says("one", timeout=0)
    first, again = await posted.get(), await posted.get()
    await sam.says("two", timeout=0)
    secret, second = await posted.get()

    assert first == again
    assert secret == "s3cret"
    assert second["message"]["text"] == "two"
    assert (await sandbox.call("getUpdates"))["error_code"] == 409
    assert (await sandbox.call("getWebhookInfo"))["result"]["url"] == url
    assert (await sandbox.call("deleteWebhook"))["ok"]
    assert (await sandbox.call("getWebhookInfo"))["result"]["url"] == ""


async def test_a_webhook_must_be_on_this_computer(sandbox: Sandbox) -> None:
    told = await sandbox.call("setWebhook", url="https://example.org/hook")

    assert told["description"].startswith("Bad Request: bad webhook")


async def test_an_edit_must_change_something(shared: Sandbox, someone: Person) -> None:
    keys = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    sent = await shared.call("sendMessage", chat_id=someone.id, text="same", reply_markup=keys)
    where = {"chat_id": someone.id, "message_id": sent["result"]["message_id"]}

    same = await shared.call("editMessageText", **where, text="same", reply_markup=keys)
    bold = await shared.call("editMessageText", **where, text="<b>same</b>", parse_mode="HTML")
    bare = await shared.call("editMessageReplyMarkup", **where)

    assert same["description"] == (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )
    assert bold["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert "reply_markup" not in bold["result"]
    assert bare["description"].startswith("Bad Request: message is not modified")


async def test_a_bot_edits_its_own_texts_only(shared: Sandbox, someone: Person) -> None:
    await someone.replies(0.05)
    theirs = someone.messages[0].message_id

    told = await shared.call("editMessageText", chat_id=someone.id, message_id=theirs, text="no")

    assert told["description"] == "Bad Request: message can't be edited"


async def test_a_deleted_message_is_gone(shared: Sandbox, someone: Person) -> None:
    sent = await shared.call("sendMessage", chat_id=someone.id, text="oops")
    where = {"chat_id": someone.id, "message_id": sent["result"]["message_id"]}

    assert (await shared.call("deleteMessage", **where))["ok"]

    assert (await shared.call("deleteMessage", **where))["ok"] is False
    assert (await shared.call("editMessageText", **where, text="x"))["ok"] is False


async def _tap(shared: Sandbox, someone: Person) -> dict[str, Any]:
    keys = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await shared.call("sendMessage", chat_id=someone.id, text="choose", reply_markup=keys)
    await someone.taps("A", timeout=0)
    query: dict[str, Any] = (await updates(shared, offset=-1))[0]["callback_query"]
    return query


async def test_a_tap_is_answered_once(shared: Sandbox, someone: Person) -> None:
    query = await _tap(shared, someone)
    assert query["data"] == "a" and query["message"]["text"] == "choose"

    first = await shared.call("answerCallbackQuery", callback_query_id=query["id"], text="Saved")
    second = await shared.call("answerCallbackQuery", callback_query_id=query["id"])

    assert first["ok"] is True
    assert second["description"].startswith("Bad Request: query is too old")
    await someone.replies(0.05)
    assert someone.toasts == ["Saved"]


async def test_an_old_tap_cannot_be_answered(shared: Sandbox, someone: Person) -> None:
    query = await _tap(shared, someone)

    await shared.expire_taps()

    told = await shared.call("answerCallbackQuery", callback_query_id=query["id"])
    assert told["description"].startswith("Bad Request: query is too old")


async def test_a_button_that_is_gone_takes_force(shared: Sandbox, someone: Person) -> None:
    sent = await shared.call("sendMessage", chat_id=someone.id, text="no buttons")
    message_id = sent["result"]["message_id"]

    body = {"message_id": message_id, "data": "old"}
    async with shared.http.post(f"/page/{someone.id}/tap", json=body) as answer:
        assert answer.status == 400
    await someone.taps_data(message_id, "old", timeout=0)

    [update] = await updates(shared, offset=-1)
    assert update["callback_query"]["data"] == "old"


async def test_a_tap_on_a_deleted_message_names_it_only(shared: Sandbox, someone: Person) -> None:
    sent = await shared.call("sendMessage", chat_id=someone.id, text="soon gone")
    message_id = sent["result"]["message_id"]
    await shared.call("deleteMessage", chat_id=someone.id, message_id=message_id)

    await someone.taps_data(message_id, "old", timeout=0)

    [update] = await updates(shared, offset=-1)
    assert update["callback_query"]["message"]["date"] == 0


async def test_a_file_goes_round_whole(shared: Sandbox, someone: Person) -> None:
    content = bytes(range(256)) * 40
    await someone.sends_file("../../carta año.pdf", content, "application/pdf", timeout=0)

    [update] = await updates(shared, offset=-1)
    document = update["message"]["document"]
    path = (await shared.call("getFile", file_id=document["file_id"]))["result"]["file_path"]
    async with shared.http.get(f"/file/bot{TOKEN}/{path}") as answer:
        assert await answer.read() == content

    assert document["mime_type"] == "application/pdf"
    assert path.startswith("documents/file_") and path.endswith(".pdf")


async def test_a_photo_comes_in_two_sizes_the_last_is_the_largest(
    shared: Sandbox, someone: Person
) -> None:
    await someone.sends_photo(picture(300, 400), album="7", timeout=0)

    [update] = await updates(shared, offset=-1)
    sizes = [(size["width"], size["height"]) for size in update["message"]["photo"]]
    assert sizes == [(1, 1), (300, 400)]
    assert update["message"]["media_group_id"] == "7"


async def test_what_was_called_is_kept_for_tests(shared: Sandbox, someone: Person) -> None:
    before = await shared.calls()
    after = before[-1]["seq"] if before else 0
    await shared.call("sendMessage", chat_id=someone.id, text="")

    [call] = await shared.calls(after=after)

    assert call["method"] == "sendmessage"
    assert call["parameters"] == {"chat_id": someone.id, "text": ""}
    assert call["outcome"] == "Bad Request: message text is empty"


async def test_parameters_come_in_the_address_too(shared: Sandbox, someone: Person) -> None:
    keys = json.dumps({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    query = {"chat_id": str(someone.id), "text": "hello", "reply_markup": keys}

    async with shared.http.get(f"/bot{TOKEN}/sendMessage", params=query) as answer:
        sent = await answer.json()

    assert sent["result"]["reply_markup"] == json.loads(keys)


async def _polling(sandbox: Sandbox) -> None:
    """Waits until a poll is open, without sleeping: the log tells."""
    watcher = await sandbox.person()
    async with asyncio.timeout(5):
        while not (await sandbox.get(f"/page/{watcher.id}/log?wait=0.01"))["bot_listens"]:
            pass


async def test_no_event_falls_between_two_looks_at_the_log(
    shared: Sandbox, someone: Person
) -> None:
    """Asks for the log and sends at the same moment, many times over."""
    seq = (await shared.get(f"/page/{someone.id}/log"))["last"]

    async with asyncio.timeout(10):
        for _ in range(200):
            look = asyncio.create_task(shared.get(f"/page/{someone.id}/log?after={seq}&wait=20"))
            await shared.call("sendMessage", chat_id=someone.id, text="now")
            assert len((await look)["events"]) == 1
            seq += 1
