"""What the sandbox refuses, in Telegram's words, asked over HTTP as a bot asks."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import aiohttp
import pytest

from tests.support.sandbox import TOKEN, Person, Sandbox, picture

DATA = "callback_data"
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
NO_FILE = "wrong file identifier/HTTP URL specified"
TEXT_BUTTON = (
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
)


def keyboard(*buttons: object) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


async def refusal(sandbox: Sandbox, method: str, **parameters: object) -> str:
    answer = await sandbox.call(method, **parameters)
    assert answer["ok"] is False, answer
    assert answer["error_code"] == 400
    return str(answer["description"]).removeprefix("Bad Request: ")


async def upload(sandbox: Sandbox, method: str, chat: int, name: str, size: int) -> dict[str, Any]:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(chat))
    content = (picture() if name == "photo" else b"") + b"x" * size
    form.add_field(name, BytesIO(content[:size]), filename="a.png")
    async with sandbox.http.post(f"/bot{TOKEN}/{method}", data=form) as answer:
        told: dict[str, Any] = await answer.json()
        assert answer.status == told.get("error_code", 200)
        return told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "message text is empty", id="empty"),
        pytest.param(" \n ", "message text is empty", id="only white space"),
        pytest.param("x" * 4097, "message is too long", id="one too many"),
        pytest.param("😀" * 2049, "message is too long", id="counted in UTF-16 units"),
    ],
)
async def test_a_text_is_refused(shared: Sandbox, someone: Person, text: str, why: str) -> None:
    assert await refusal(shared, "sendMessage", chat_id=someone.id, text=text) == why


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>é<i>x</b></i>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("no</b>", "Unexpected end tag at byte offset 2"),
        ("line<br>line", 'Unsupported start tag "br" at byte offset 4'),
        ("<p>one</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("cut <b", "Unclosed start tag at byte offset 4"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_html_is_refused(shared: Sandbox, someone: Person, html: str, why: str) -> None:
    told = await refusal(shared, "sendMessage", chat_id=someone.id, text=html, parse_mode="HTML")

    assert told == f"can't parse entities: {why}"


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>1</b> &lt;2&gt; &amp; &quot;3&quot;", '1 <2> & "3"', [("bold", 0, 1)]),
        ("😀 <strong>x</strong>", "😀 x", [("bold", 3, 1)]),
        ("  <u>trimmed</u> \n", "trimmed", [("underline", 0, 7)]),
        ("<b><i>both</i> one</b>", "both one", [("bold", 0, 8), ("italic", 0, 4)]),
        ("&nbsp; &#65;&#x42; R&D > 1", "&nbsp; AB R&D > 1", []),
        ('<a href="https://x.org/?a=1&amp;b=2">here</a>', "here", [("text_link", 0, 4)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<tg-spoiler>b</tg-spoiler>", "b", [("spoiler", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<b></b>see /help", "see /help", [("bot_command", 4, 5)]),
        ("<code>/help</code> 1/2", "/help 1/2", [("code", 0, 5)]),
        ("<ins>a</ins><em>b</em>", "ab", [("underline", 0, 1), ("italic", 1, 1)]),
        ("<del>a</del>", "a", [("strikethrough", 0, 1)]),
    ],
)
async def test_html_is_read_into_text_and_entities(
    shared: Sandbox, someone: Person, html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    sent = await shared.call("sendMessage", chat_id=someone.id, text=html, parse_mode="HTML")

    result = sent["result"]
    assert result["text"] == text
    found = [(e["type"], e["offset"], e["length"]) for e in result.get("entities", [])]
    assert found == entities


async def test_tags_do_not_count_towards_the_length(shared: Sandbox, someone: Person) -> None:
    html = "<b>" + "x" * 4096 + "</b>"

    sent = await shared.call("sendMessage", chat_id=someone.id, text=html, parse_mode="HTML")

    assert sent["ok"] is True


async def test_entities_must_lie_inside_the_text(shared: Sandbox, someone: Person) -> None:
    entities = [{"type": "bold", "offset": 1, "length": 9}]

    told = await refusal(shared, "sendMessage", chat_id=someone.id, text="abc", entities=entities)

    assert told.startswith("can't parse entities: Entity beginning at UTF-16 offset 1 ends after")


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        pytest.param(
            keyboard({"text": "ok", DATA: "é" * 32 + "x"}), "BUTTON_DATA_INVALID", id="65 bytes"
        ),
        pytest.param(
            keyboard({"text": " ", DATA: "x"}),
            "inline keyboard button text must be non-empty",
            id="no label",
        ),
        pytest.param(keyboard({"text": "ok"}), TEXT_BUTTON, id="a button that does nothing"),
        pytest.param(keyboard({"text": "ok", DATA: ""}), TEXT_BUTTON, id="empty data"),
        pytest.param(
            keyboard({"text": "ok", DATA: "x", "url": "https://x.org"}),
            "BUTTON_TYPE_INVALID",
            id="a button that does two things",
        ),
        pytest.param(
            keyboard({"text": "ok", "url": "not a link"}), "BUTTON_URL_INVALID", id="a bad link"
        ),
        pytest.param(
            keyboard(*[{"text": "ok", DATA: "x"}] * 101), "REPLY_MARKUP_TOO_LONG", id="101 buttons"
        ),
        pytest.param(
            {"inline_keyboard": "x"},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array',
            id="not rows",
        ),
        pytest.param(
            {"inline_keyboard": [{"text": "x"}]},
            "inline keyboard row must be an Array of InlineKeyboardButton",
            id="a row that is no list",
        ),
        pytest.param("{", "can't parse reply keyboard markup JSON object", id="broken JSON"),
    ],
)
async def test_a_keyboard_is_refused(
    shared: Sandbox, someone: Person, markup: object, why: str
) -> None:
    told = await refusal(
        shared, "sendMessage", chat_id=someone.id, text="choose", reply_markup=markup
    )

    assert told == why


async def test_64_bytes_of_data_are_allowed(shared: Sandbox, someone: Person) -> None:
    markup = keyboard({"text": "ok", DATA: "é" * 32})

    sent = await shared.call("sendMessage", chat_id=someone.id, text="x", reply_markup=markup)

    assert sent["ok"] is True


@pytest.mark.parametrize(
    ("method", "parameters", "why"),
    [
        ("setMyName", {"name": "x" * 65}, "BOT_TITLE_INVALID"),
        ("setMyDescription", {"description": "x" * 513}, "BOT_DESCRIPTION_TOO_LONG"),
        (
            "setMyShortDescription",
            {"short_description": "x" * 121},
            "BOT_SHORT_DESCRIPTION_TOO_LONG",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "Atrás", "description": "d"}]},
            "BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "x" * 33, "description": "d"}]},
            "BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "help", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ("sendMessage", {"chat_id": 1, "text": "x"}, "chat not found"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, OLD_QUERY),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1", "text": "x" * 201},
            "MESSAGE_TOO_LONG",
        ),
    ],
)
async def test_a_call_is_refused(
    shared: Sandbox, method: str, parameters: dict[str, Any], why: str
) -> None:
    assert await refusal(shared, method, **parameters) == why


@pytest.mark.parametrize(
    ("method", "parameters", "why"),
    [
        ("sendMessage", {"text": "*x*", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        (
            "sendMessage",
            {"text": "x", "reply_parameters": {"message_id": 1}},
            "message to be replied not found",
        ),
        ("editMessageText", {"text": "x", "message_id": 1}, "message to edit not found"),
        ("deleteMessage", {"message_id": 1}, "message to delete not found"),
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("sendDocument", {"document": "no-such-file"}, NO_FILE),
        ("sendDocument", {"document": "x", "caption": "x" * 1025}, "message caption is too long"),
        ("sendMediaGroup", {"media": []}, "there are no messages to send"),
        (
            "sendMediaGroup",
            {"media": [{"type": "document", "media": "x"}]},
            "media group must include 2-10 items",
        ),
        (
            "sendMediaGroup",
            {"media": [{"type": "document", "media": "x"}, {"type": "photo", "media": "x"}]},
            "document can't be mixed with other media types",
        ),
        ("leaveChat", {}, "chat member status can't be changed in private chats"),
    ],
)
async def test_a_call_about_a_chat_is_refused(
    shared: Sandbox, someone: Person, method: str, parameters: dict[str, Any], why: str
) -> None:
    assert await refusal(shared, method, chat_id=someone.id, **parameters) == why


async def test_a_document_over_50_megabytes_is_refused(shared: Sandbox, someone: Person) -> None:
    size = 50 * 1024 * 1024

    told = await upload(shared, "sendDocument", someone.id, "document", size + 1)

    assert (told["error_code"], told["description"]) == (413, "Request Entity Too Large")


async def test_a_photo_over_10_megabytes_is_refused(shared: Sandbox, someone: Person) -> None:
    size = 10 * 1024 * 1024

    assert (await upload(shared, "sendPhoto", someone.id, "photo", size))["ok"] is True
    told = await upload(shared, "sendPhoto", someone.id, "photo", size + 1)
    assert told["description"].endswith(
        "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"
    )


async def test_a_photo_must_be_a_picture(shared: Sandbox, someone: Person) -> None:
    told = await upload(shared, "sendPhoto", someone.id, "photo", 5)

    assert told["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_a_file_over_20_megabytes_cannot_be_fetched(shared: Sandbox, someone: Person) -> None:
    await someone.sends_file("scan.pdf", b"x" * (20 * 1024 * 1024 + 1), timeout=0)
    update = (await shared.call("getUpdates", offset=-1))["result"][0]

    file_id = update["message"]["document"]["file_id"]

    assert await refusal(shared, "getFile", file_id=file_id) == "file is too big"


async def test_an_unknown_method_is_not_found(shared: Sandbox) -> None:
    assert await shared.call("makeCoffee") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found",
    }


async def test_a_bot_cannot_begin_a_talk(shared: Sandbox) -> None:
    stranger = await shared.person()

    told = await shared.call("sendMessage", chat_id=stranger.id, text="Psst")

    assert told["error_code"] == 403
    assert told["description"] == "Forbidden: bot can't initiate conversation with a user"
