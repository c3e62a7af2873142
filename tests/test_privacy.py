"""The judge: what people say, and who they are, stands nowhere but in their own chat and papers.

Canaries go in wherever a person can put words, and must not come out in a log (even at DEBUG), a
repr, an error, the bytes of the database or the name of a file.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.error import TimedOut

import bot.handlers
import flows
from bot import reading, render
from bot.__main__ import _WithoutToken
from bot.conversation import papers, screens, talk
from bot.conversation.answering import Answered
from bot.conversation.events import Commanded, Edited, Other, Pages, Pressed, Said, Showed
from bot.conversation.now import stands
from bot.conversation.replies import Button, Fetch, House, Press, Reply, Turn, page, text
from bot.delivery import Refused, Undelivered
from flows.appeal import appeal_plan
from flows.errors import InvalidAnswer, StoreError
from flows.interview.answers import parse
from flows.interview.case import Case, new_case
from flows.interview.labels import labels_of
from flows.interview.lines import read_lines
from flows.interview.pieces import Line
from flows.interview.questions import interview
from flows.interview.values import accept
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.letter import appeal_letter
from letters.writing.papers import all_papers
from storage import Held, Incoming, Outgoing, PaperFile, SheetChanges, SheetFile, Waiting
from tests.bot import mri
from tests.bot.test_paper_kills import QUICK
from tests.bot.test_talk import FILES
from tests.support.bot import (
    AT_DEBUG,
    TODAY,
    ChildBot,
    LocalBot,
    kept_bytes,
    local_bot,
    waits_until,
)
from tests.support.sandbox import TOKEN, Sandbox, picture

WORD = "Canariaword"
CHAT = 7418529630174  # long enough not to turn up by chance
CANARIES = [WORD, str(CHAT), TOKEN.partition(":")[2], "555-0136", "5550136", "Zq7714"]
TOLD = {
    "denial_wording": [f"{WORD}: six weeks of conservative treatment are not shown."],
    "plan_criteria": [f"{WORD} SP-12"],
    "claim_number": ["Zq7714"],
    "appeals_address": [f"{WORD}, PO Box 5550, Saint Paul, MN 55101"],
    "insurer": [f"{WORD} Benefit Trust"],
    "service_name": [f"MRI {WORD}"],
    "diagnosis": [f"lumbar {WORD}"],
    "ordering_clinician": [f"Dana {WORD}, MD"],
    "symptoms": [f"{WORD} in the back"],
    "treatments": [f"{WORD} pills 500 mg, May 1 to May 20, 2026, no help", "[No more to add]"],
    "prior_tests": [f"X-ray of the {WORD}, April 2, 2026, {WORD}", "[No more to add]"],
    "patient_name": [f"Rosa {WORD}"],
    "member_id": ["Zq7714"],
    "email": [f"{WORD}@example.com".lower()],
}


def leaked(shown: str | bytes) -> list[str]:
    """The canaries in it, however they are written."""
    found = shown if isinstance(shown, bytes) else shown.encode()
    ways: list[Callable[[str], bytes]] = [
        str.encode,
        lambda word: word.encode("utf-16-le"),
        lambda word: word.lower().encode(),
    ]
    return [word for word in CANARIES if any(way(word) in found for way in ways)]


def chain(error: BaseException) -> str:
    """An error and all that it drags along, as a traceback would show them."""
    parts = []
    here: BaseException | None = error
    while here is not None:
        parts.append(f"{here!r} {here}")
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)
    return "\n".join(parts)


@pytest.fixture
def case() -> Case:
    """A case full of canaries."""
    answers: dict[str, Any] = {
        "asker": "patient", "first_denial": "yes", "notice_date": "2026-07-06",
        "received_on": "2026-07-09", "printed_deadline": None,
        "denial_wording": TOLD["denial_wording"][0], "denial_reasons": ["step_therapy"],
        "plan_criteria": WORD, "claim_number": "Zq7714", "appeals_address": WORD,
        "appeals_fax": "(651) 555-0136", "coverage": "employer_self_funded_erisa",
        "insurer": WORD, "us_state": "MN", "service": "mri_lumbar", "service_name": WORD,
        "care_timing": "not_yet", "urgent": "no", "diagnosis": WORD, "symptoms": WORD,
        "treatments": [{"kind": "medication", "name": WORD, "started": "2026-05",
                        "ended": "ongoing", "result": "no_relief"}],
        "treatments.more": "done", "patient_name": f"Rosa {WORD}", "member_id": "Zq7714",
    }  # fmt: skip
    return msgspec.structs.replace(
        new_case("en", today=TODAY), answers=answers, phase="history", scratch={"ticked": [WORD]}
    )


def shown_of(case: Case) -> dict[str, object]:
    """Every kind of object that carries a person's words on their way through the bot."""
    facts = flows.facts_of(case, today=TODAY)
    plan = appeal_plan(facts, today=TODAY)
    now = stands(case, today=TODAY)
    reply = page(text(WORD), rows=((Button(WORD, "!", "go_on"),),))
    paper = PaperFile("appeal_letter.pdf", WORD, WORD.encode())
    outgoing = Outgoing("sendMessage", {"text": WORD, "chat_id": CHAT}, paper)
    made = all_papers(plan, "en")
    chat = Chat(CHAT, "private", first_name=WORD)
    person = User(CHAT, WORD, is_bot=False)
    message = Message(1, datetime(2026, 7, 10, tzinfo=UTC), chat, from_user=person, text=WORD)
    tap = CallbackQuery("1", person, WORD, message=message, data=WORD)
    return {
        "case": case,
        "facts": facts,
        "plan": plan,
        "needed": plan.needed,
        "now": now,
        "path": now.path,
        "reply": reply,
        "button": reply.rows,
        "handed over": papers.handed_over(case, today=TODAY),
        "turn": Turn(case, (reply,), text(WORD), WORD),
        "answered": Answered(case, (text(WORD),), chosen=WORD),
        "phrase": text(WORD),
        "labels": labels_of(f"Claim: {WORD}", ["claim_number"]),
        "lines": read_lines([interview().question("claim_number")], WORD, asked=(), today=TODAY),
        "a line": Line(WORD, frozenset()),
        "outgoing": outgoing,
        "calls": render.calls(reply, render.Buttons("ABC234", 1), edit=None),
        "waiting": Waiting(1, CHAT, "sendMessage", {"text": WORD}, paper, WORD, again=True),
        "held": Held(case, 1, blocked=False),
        "incoming": Incoming(1, CHAT, WORD.encode()),
        "paper": made.papers[0],
        "papers": made,
        "letter": appeal_letter(plan),
        "said": Said(WORD),
        "pressed": Pressed(WORD),
        "commanded": Commanded(WORD),
        "others": [Showed(WORD, WORD, 1), Pages("office_notes", album=WORD), Edited(), Other()],
        "fetch": Turn(case, fetch=Fetch("office_notes", (WORD,), WORD)).fetch,
        "sheets": SheetChanges(put=(SheetFile("office_notes", 1, WORD.encode()),)),
        "sheet": Exhibit("office_notes", (Sheet(WORD.encode(), 1, 1),)),
        "press": Press("ABC234", 1, "!", WORD),
        "seen words": reading.read(Update(1, message=message)),
        "seen tap": reading.read(Update(1, callback_query=tap)),
    }


def test_no_repr_shows_what_a_person_said(case: Case) -> None:
    shown = shown_of(case)

    for name, each in shown.items():
        assert leaked(repr(each)) == [], name
        assert leaked(str(each)) == [], name


def test_no_error_of_an_answer_shows_the_answer() -> None:
    texts = [f"{WORD} 31 June 2026", "123-45-6789 Zq7714", f"{WORD} " * 400, WORD, "2026-13-45"]
    seen = 0
    for question in interview().questions:
        for each in (question, *question.fields):
            for said in texts:
                for reads in (_parsed, _accepted):
                    try:
                        reads(each, said)
                    except InvalidAnswer as wrong:
                        seen += 1
                        assert leaked(chain(wrong)) == [], each.key
                        assert leaked(repr(wrong.limits)) == [], each.key
    assert seen > 100


def _parsed(question: Any, said: str) -> object:
    return parse(question, said, today=TODAY, names=flows.NAMES, beside={})


def _accepted(question: Any, said: str) -> object:
    return accept(question, said, today=TODAY, options=("a",), beside={})


def test_the_data_of_a_button_never_holds_what_a_person_said(case: Case) -> None:
    now = stands(msgspec.structs.replace(case, phase="denial"), today=TODAY)
    for step in now.path.steps:
        at = replace(now, step=step)
        for row in screens.question(at).rows:
            for button in row:
                assert leaked(button.token + button.address) == []


@pytest.fixture(scope="module")
def log_format() -> logging.Formatter:
    return _WithoutToken("%(name)s %(message)s")


def test_the_log_shows_no_token_in_a_message_an_argument_or_a_traceback(
    log_format: logging.Formatter,
) -> None:
    def record(message: str, *arguments: object, fault: Exception | None = None) -> str:
        info = (type(fault), fault, None) if fault else None
        return log_format.format(
            logging.LogRecord("x", logging.ERROR, "", 1, message, arguments, info)
        )

    address = f"http://127.0.0.1:8080/bot{TOKEN}/sendMessage"
    for shown in (
        record(f"calls {address}"),
        record("calls %s", address),
        record("failed", fault=ValueError(f"The token `{TOKEN}` was rejected")),
        record("failed", fault=ValueError(address)),
    ):
        assert leaked(shown) == []
        assert "<token>" in shown


async def test_a_whole_talk_leaves_no_word_in_log_database_or_file_name(tmp_path: Path) -> None:
    async with Sandbox() as sandbox:
        async with ChildBot(sandbox, tmp_path, first=AT_DEBUG + QUICK) as child:
            person = await child.caller(number=CHAT, name=WORD)
            await person.says(f"I am {WORD}")
            await mri.agrees(person)
            await mri.answers(person, until="symptoms", instead=TOLD)
            await person.says(f"/{WORD}")
            await person.says(f"{WORD} " * 300)
            await person.sends_file(f"{WORD}.pdf", WORD.encode(), "application/pdf", caption=WORD)
            await person.sends_photo(picture(), caption=WORD, album=WORD)
            await person.taps("Full denial letter")
            await waits_until(person, lambda: "Done" in person.buttons)
            await person.taps("Done")
            await person.sends_voice()
            assert person.last_message
            await person.taps_data(person.last_message.message_id, f"{WORD}:1:{WORD}:{WORD}")
            mine = next(m for m in reversed(person.messages) if m.by == "person")
            await person.edits(mine.message_id, WORD)
            await sandbox.fault("sendMessage", "drop", times=2)
            await person.says(f"{WORD} and chest pain", timeout=0)
            await person.replies()
            await sandbox.fault("sendMessage", "retry_after", retry_after=0)
            await person.says("/start")
            papers_left = ["[Letter from the doctor]", "[Done]", "[Done]"]  # one was sent
            await mri.answers(person, instead={**TOLD, "documents": papers_left})
            await mri.makes_letter(person)
            await waits_until(person, lambda: "Your letter is ready." in person.last)
            during = kept_bytes(tmp_path)
            await child.kill()
            await child.start()
            await person.says("/review")
            await person.taps("Health history (6)")
        names = [name for call in await sandbox.calls() for name in call["files"].values()]

    assert WORD in person.last
    assert names == list(FILES)
    assert b"JFIF" not in during  # the page of the denial letter
    assert "case " in child.log
    assert leaked(child.log) == []
    assert leaked(during) == []
    assert leaked(kept_bytes(tmp_path)) == []


# Each layer fails in turn, with the worst error there can be: one that quotes what it was given.


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[LocalBot]:
    async def at_once(seconds: float) -> None:
        await asyncio.sleep(0)

    async with Sandbox() as sandbox, local_bot(sandbox, tmp_path, pause=at_once) as local:
        yield local


def _conversation(monkeypatch: pytest.MonkeyPatch, local: LocalBot) -> None:
    def fails(*arguments: object, **named: object) -> Turn:
        raise ValueError(f"{WORD} {CHAT} {TOKEN}")

    monkeypatch.setattr(bot.handlers, "talk", fails)


def _papers(monkeypatch: pytest.MonkeyPatch, local: LocalBot) -> None:
    def writes(*arguments: Any, **named: Any) -> Turn:
        turn = talk.turn(*arguments, **named)
        return replace(turn, writes="all")

    def fails(*arguments: object, **named: object) -> tuple[Reply, ...]:
        raise KeyError(f"{WORD} {CHAT} {TOKEN}")

    monkeypatch.setattr(bot.handlers, "talk", writes)
    monkeypatch.setattr(papers, "handed_over", fails)


def _store(monkeypatch: pytest.MonkeyPatch, local: LocalBot) -> None:
    async def fails(*arguments: object, **named: object) -> None:
        try:
            raise ValueError(f"{WORD} {CHAT} {TOKEN}")
        except ValueError as cause:
            raise StoreError(f"the database failed {WORD}") from cause

    monkeypatch.setattr(local.store, "save", fails)


def _render(monkeypatch: pytest.MonkeyPatch, local: LocalBot) -> None:
    def fails(*arguments: object, **named: object) -> list[Outgoing]:
        raise UnicodeError(f"{WORD} {CHAT} {TOKEN}")

    monkeypatch.setattr(bot.handlers, "of_turn", fails)


def _delivery(monkeypatch: pytest.MonkeyPatch, local: LocalBot) -> None:
    async def fails(*arguments: object, **named: object) -> None:
        raise RuntimeError(f"{WORD} {CHAT} {TOKEN}")

    monkeypatch.setattr(local.bot.handlers._delivery, "send", fails)


LAYERS = [_conversation, _papers, _store, _render, _delivery]


@pytest.mark.parametrize("fails", LAYERS, ids=lambda each: each.__name__.strip("_"))
async def test_a_layer_that_fails_is_told_with_a_code_and_shows_nothing(
    local: LocalBot,
    fails: Callable[[pytest.MonkeyPatch, LocalBot], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    log_format: logging.Formatter,
) -> None:
    guest = await local.guest()
    await mri.agrees(guest)
    await mri.answers(guest, until="symptoms", instead=TOLD)
    with caplog.at_level(logging.DEBUG, "bot"):
        fails(monkeypatch, local)
        await guest.says(f"{WORD} hurts")

    log = "\n".join(log_format.format(record) for record in caplog.records)
    if fails is _store:  # nothing is wrong with what was sent: it waits
        assert guest.last.startswith("I got that, but I can't save it now.")
        assert "waits for the database" in log
    else:
        assert guest.last.startswith("That was not saved. Send it again.")
        assert f"code {guest.last.split()[-1].strip('.')}" in log
    assert leaked(log.replace(str(guest.id), str(CHAT))) == []


async def test_an_update_that_comes_twice_is_named_by_its_number(
    local: LocalBot, caplog: pytest.LogCaptureFixture, log_format: logging.Formatter
) -> None:
    guest = await local.guest()
    await mri.agrees(guest)
    await mri.answers(guest, until="claim_number")
    chat, person = Chat(guest.id, "private"), User(guest.id, WORD, is_bot=False)
    message = Message(
        900, datetime(2026, 7, 10, tzinfo=UTC), chat, from_user=person, text=f"{WORD} 1"
    )
    update = Update(999_001, message=message)
    with caplog.at_level(logging.DEBUG, "bot"):
        for _ in range(2):
            await local.bot.handlers.on_update(update, None)  # type: ignore[arg-type]  # not used

    log = "\n".join(log_format.format(record) for record in caplog.records)
    assert "update 999001 was handled before" in log
    assert leaked(log.replace(str(guest.id), str(CHAT))) == []


def test_an_error_of_the_gateway_names_only_the_kind_of_fault() -> None:
    for error in (Undelivered(type(TimedOut()).__name__), Refused("sendMessage")):
        assert leaked(chain(error)) == []


def test_the_house_names_nobody_unless_it_is_told() -> None:
    assert House().operator == "the owner of this sandbox"
