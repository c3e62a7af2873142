"""Replies as Telegram takes them: its HTML, its limits."""

from __future__ import annotations

import html
import re

import pytest

from bot.conversation.replies import SCREEN, Button, Reply, page, text
from bot.render import MAX_DATA, MAX_TEXT, Buttons, calls, keyboard, length, markup, messages
from flows.interview.questions import interview
from flows.interview.words import Phrase
from letters.writing.paper import Paper

HERE = Buttons("ABC234", 7)


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        (Phrase("**Bold** and not", {}), "<b>Bold</b> and not"),
        (Phrase("a < b & c > d", {}), "a &lt; b &amp; c &gt; d"),
        (Phrase("{x}", {"x": "<b>&amp;"}), "&lt;b&gt;&amp;amp;"),
        (Phrase("{x}", {"x": "**not bold**"}), "**not bold**"),
        (Phrase("**{x}**", {"x": "{y} {x}"}), "<b>{y} {x}</b>"),
        (Phrase("{x}", {"x": Phrase("**in** {y}", {"y": "<"})}), "<b>in</b> &lt;"),
        (text("{{ 7*7 }} %s {0}"), "{{ 7*7 }} %s {0}"),
        (Phrase("“quotes” 'and' \"these\"", {}), "“quotes” 'and' \"these\""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_people_wrote_is_escaped_and_only_our_stars_are_bold(
    phrase: Phrase, shown: str
) -> None:
    assert markup(phrase) == shown


@pytest.mark.parametrize(
    ("shown", "units"),
    [
        ("abc", 3),
        ("&lt;", 1),
        ("<b>ab</b>", 2),
        ("🙂", 2),
        ("é", 1),
        ("\N{MATHEMATICAL BOLD CAPITAL A}", 2),
    ],
)
def test_a_text_is_counted_as_telegram_does(shown: str, units: int) -> None:
    assert length(shown) == units


@pytest.mark.parametrize(
    "part",
    [
        text("x" * 10_000),
        text("🙂" * 5_000),
        text("<&>" * 3_000),
        text("\n".join(["line " * 20] * 100)),
        Phrase("\n".join(["**bold** words"] * 600), {}),
        text("word " * 1_600),
    ],
    ids=["one line", "pictures", "escapes", "lines", "bold", "words"],
)
def test_a_long_text_is_cut_into_messages_that_telegram_takes(part: Phrase) -> None:
    found = list(messages([text("before"), part, text("after")]))

    assert all(0 < length(each) <= MAX_TEXT for each in found)
    assert all(each.count("<b>") == each.count("</b>") for each in found)
    whole = "".join(html.unescape(re.sub("</?b>", "", each)) for each in found)
    squeezed = part.plain().replace("**", "")
    assert whole.replace("\n", "").count(squeezed.replace("\n", "")) == 1
    assert len(found) <= 6


def test_parts_that_fit_share_a_message_and_no_part_is_cut_without_need() -> None:
    parts = [text("a" * 2_000), text("b" * 2_000), text("c" * 2_000)]

    found = list(messages(parts))

    assert found == [f"{'a' * 2_000}\n\n{'b' * 2_000}", "c" * 2_000]


def test_the_buttons_stand_under_the_last_message_of_a_long_text() -> None:
    reply = page(text("x" * 6_000), rows=((Button("Go on", SCREEN, "go_on"),),))

    found = calls(reply, HERE, edit=None)

    assert [each.method for each in found] == ["sendMessage"] * 2
    assert ["reply_markup" in each.payload for each in found] == [False, True]


def test_a_reply_in_place_edits_the_message_where_there_is_one() -> None:
    reply = Reply((text("x"),), in_place=True)

    assert [each.method for each in calls(reply, HERE, edit=5)] == ["editMessageText"]
    assert calls(reply, HERE, edit=5)[0].payload["message_id"] == 5
    assert [each.method for each in calls(reply, HERE, edit=None)] == ["sendMessage"]


def test_a_paper_is_sent_by_a_name_that_tells_nothing() -> None:
    paper = Paper("appeal_letter", "pdf", "Appeal_Letter.pdf", b"%PDF", 1)

    [call] = calls(Reply((), file=paper), HERE, edit=None)

    assert (call.method, call.payload) == ("sendDocument", {})
    assert call.file and (call.file.kind, call.file.name) == (
        "appeal_letter.pdf",
        "Appeal_Letter.pdf",
    )


def test_every_button_fits_into_sixty_four_bytes() -> None:
    tallest = Buttons("W" * 6, 99_999)
    for question in interview().questions:
        fields = [f"{question.key}[99].{field.key}" for field in question.fields]
        for address in (question.key, f"{question.key}.more", *fields):
            for button in (
                Button("x", address, "pgroup_federal"),
                Button("x", SCREEN, f"change-{address}"),
                Button("x", SCREEN, f"remove-{question.key}-99"),
            ):
                drawn = keyboard(((button,),), tallest)
                assert drawn
                assert len(drawn["inline_keyboard"][0][0]["callback_data"].encode()) <= MAX_DATA


def test_no_rows_are_no_keyboard() -> None:
    assert keyboard((), HERE) is None
