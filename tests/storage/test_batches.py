"""Jobs that wait together are written together, and the tables are as if each had come alone."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import psycopg
import pytest
from sqlalchemy import Connection, event, select

from flows.errors import Stale
from flows.interview.case import Case
from storage import AlreadyHandled, Feedback, Held, PaperFile, Store, Waiting
from storage.models import IDENTITY, cases, chats
from tests.storage.talk import (
    TODAY,
    document,
    first_case,
    message,
    next_case,
    pages,
    saved,
    told,
)
from tests.support.owed import owed_by

Job = Callable[[Store], Awaitable[Any]]
PEOPLE = 10


async def at_once(store: Store, jobs: Sequence[Job]) -> list[Any]:
    """What came of jobs that wait in this order while the writer is held up."""
    held_up, go_on = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        held_up.set()
        go_on.wait(10)

    holding = asyncio.create_task(store.writer.run(hold))
    await asyncio.to_thread(held_up.wait, 10)
    waiting = [asyncio.ensure_future(job(store)) for job in jobs]
    await asyncio.sleep(0)
    go_on.set()
    await holding
    return await asyncio.gather(*waiting, return_exceptions=True)


async def one_by_one(store: Store, jobs: Sequence[Job]) -> list[Any]:
    """What came of the same jobs, each alone."""
    return [(await asyncio.gather(job(store), return_exceptions=True))[0] for job in jobs]


@contextmanager
def statements(store: Store) -> Any:
    """The statements that are executed meanwhile, without those that frame a transaction."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(store.database, "before_cursor_execute", note)
    yield seen
    event.remove(store.database, "before_cursor_execute", note)


@dataclass
class Talk:
    """Who says what, by chance: the same for two crowds, whose numbers lie `apart`."""

    dice: random.Random
    apart: int = 0
    number: int = 0

    def jobs(self, kept: dict[int, tuple[Held, list[Waiting]]], first: int) -> list[Job]:
        return [self._job(kept, first) for _ in range(self.dice.randrange(1, 24))]

    def _job(self, kept: dict[int, tuple[Held, list[Waiting]]], first: int) -> Job:
        dice = self.dice
        person = dice.randrange(PEOPLE)
        held, waiting = kept[person]
        chat = first + person
        self.number += dice.random() < 0.8  # else an update comes twice
        update = self.apart + self.number
        kind = dice.choices(
            ["save", "odd", "delivered", "failed", "erase", "done", "told", "block", "load"],
            [60, 8, 16, 1, 2, 2, 2, 1, 12],
        )[0]
        if kind == "save":
            return self._save(held, chat, update)
        if kind == "odd":
            return self._odd(held, chat, update)
        if kind in ("delivered", "failed") and waiting:
            mine = dice.choice(waiting).outgoing_id
            live = dice.choice([None, update - self.apart])
            if kind == "failed":
                return lambda store: store.failed(mine)
            return lambda store: store.delivered(mine, chat_id=chat, live_message_id=live)
        if kind == "erase":
            return lambda store: store.erase(chat)
        if kind == "done":
            return lambda store: store.done(update)
        if kind == "told":
            return lambda store: told(store, (update, chat, b"said"), (update + 1, chat, b"more"))
        if kind == "block":
            return lambda store: store.block(chat, TODAY)
        return lambda store: store.load(chat)

    def _case(self, held: Held) -> tuple[Case, int | None]:
        """The next case, and the revision that is said to have been read: mostly the right one."""
        wrong = self.dice.choices([0, 1, 2, -1], [12, 4, 2, 1])[0]
        if held.case is None:
            new = msgspec.structs.replace(first_case(n=self.number), reference=f"R{self.number}")
            return new, self.dice.choices([None, 1], [5, 1])[0]
        seen = held.case.revision + wrong
        return (
            msgspec.structs.replace(next_case(held.case, n=self.number), revision=seen + 1),
            seen,
        )

    def _save(self, held: Held, chat: int, update: int) -> Job:
        case, seen = self._case(held)
        today = TODAY + timedelta(days=self.dice.randrange(2))
        texts = [message(f"a{n}") for n in range(self.dice.randrange(3))]
        number = self.dice.choices([update, None], [5, 1])[0]
        remind_on = self.dice.choice([None, TODAY])
        return lambda store: saved(
            store, chat, case, *texts, seen=seen, update_id=number, today=today, remind_on=remind_on
        )

    def _odd(self, held: Held, chat: int, update: int) -> Job:
        case, seen = self._case(held)
        paper = PaperFile(self.dice.choice("ab"), "a.pdf", b"%d" % self.number)
        how = self.dice.randrange(5)
        if how == 0:
            other = msgspec.structs.replace(case, reference=f"R{self.number}")
            return lambda store: saved(store, chat, other, message("b"), seen=seen)
        if how == 1:
            return lambda store: saved(store, chat, case, document(paper), seen=seen)
        if how == 2:
            return lambda store: saved(store, chat, case, seen=seen, warns=True)
        if how == 3:
            said = Feedback("q", "words")
            return lambda store: saved(store, chat, case, seen=seen, feedback=said)
        page = pages("denial", b"%d" % self.number)
        return lambda store: saved(
            store, chat, case, message("c"), seen=seen, update_id=update, sheets=page
        )


def told_of(result: Any) -> Any:
    """What came of a job, without what differs from crowd to crowd; a look may come at any time."""
    if isinstance(result, Held):
        return None
    if isinstance(result, list):
        return [getattr(each, "payload", getattr(each, "body", None)) for each in result]
    return type(result) if isinstance(result, Exception) else result


async def kept_of(store: Store, first: int) -> dict[int, tuple[Held, list[Waiting]]]:
    """What is kept of a crowd, and which replies it waits for. What is remembered is what is."""
    owed = await owed_by(store)
    remembered = [await store.load(first + person) for person in range(PEOPLE)]
    await store.writer.run(lambda _: None)  # might have changed anything, so all is read anew
    kept = [await store.load(first + person) for person in range(PEOPLE)]
    assert remembered == kept
    await store.writer.run(lambda _: None)
    return {
        person: (kept[person], [each for each in owed if each.chat_id == first + person])
        for person in range(PEOPLE)
    }


async def tables(store: Store, first: int, apart: int) -> list[Any]:
    """All that the tables say of a crowd: every column but numbers by chance and the hour."""
    everybody = {store.keys.chat_key(first + person): person for person in range(PEOPLE)}

    def read(connection: Connection) -> list[Any]:
        names: dict[Any, Any] = {
            row.id: everybody[row.chat_key]
            for row in connection.execute(select(chats))
            if row.chat_key in everybody
        }
        for row in connection.execute(select(cases)).all():
            if row.chat in names:
                names[row.id] = names[row.chat], row.reference
        return [
            (table.name, *_told_by_row(dict(row), names | everybody, apart))
            for table in IDENTITY
            for row in connection.execute(select(table)).mappings()
            if _is_of(dict(row), names, apart)
        ]

    opened = []
    owed = await owed_by(store)
    for person in range(PEOPLE):
        chat = first + person
        every = [msgspec.to_builtins(each) for each in await store.cases(chat)]
        waiting = [each.payload for each in owed if each.chat_id == chat]
        files = [each.content for each in await store.papers(chat)]
        sheets = [each.content for each in await store.sheets(chat)]
        opened.append((sorted(every, key=repr), waiting, files, sheets))
    return [sorted(await store.writer.run(read), key=repr), opened]


def _is_of(row: dict[str, Any], names: dict[Any, Any], apart: int) -> bool:
    if "update_id" in row:
        return bool(apart <= row["update_id"] < apart + 1_000_000)
    owner: str = row.get("case_id") or row.get("chat") or row["id"]
    return owner in names


def _told_by_row(row: dict[str, Any], names: dict[Any, Any], apart: int) -> list[Any]:
    told_by: list[Any] = []
    for column, value in row.items():
        if column.startswith("sealed_") or column == "file_id":
            told_by.append((column, value is None))
        elif column in ("case_id", "chat", "chat_key"):
            told_by.append((column, names.get(value)))
        elif column == "update_id":
            told_by.append(value - apart)
        elif column not in ("id", "taken_at", "received_at", "attempts"):
            told_by.append((column, value))
    return told_by


@pytest.mark.parametrize("seed", range(4))
async def test_together_leaves_what_one_by_one_leaves(store: Store, seed: int) -> None:
    ours = Talk(random.Random(seed), apart=0)
    theirs = Talk(random.Random(seed), apart=1_000_000)
    kept_ours, kept_theirs = await kept_of(store, 100), await kept_of(store, 200)
    taken: set[type] = set()
    for _ in range(15):
        together = await at_once(store, ours.jobs(kept_ours, 100))
        alone = await one_by_one(store, theirs.jobs(kept_theirs, 200))

        assert [told_of(each) for each in together] == [told_of(each) for each in alone]
        assert await tables(store, 100, 0) == await tables(store, 200, 1_000_000)
        kept_ours, kept_theirs = await kept_of(store, 100), await kept_of(store, 200)
        taken |= {type(each) for each in together}
    assert {list, Stale, AlreadyHandled} <= taken


async def _a_crowd(store: Store, count: int) -> list[Case]:
    kept = [first_case(n=n) for n in range(count)]
    await asyncio.gather(*(saved(store, chat, case) for chat, case in enumerate(kept)))
    await told(store, *((number, number, b"said") for number in range(count)))
    return kept


async def test_two_hundred_turns_take_as_many_statements_as_one(store: Store) -> None:
    kept = await _a_crowd(store, 200)

    def answer(chat: int) -> Job:
        case = next_case(kept[chat], said=chat)
        return lambda store: saved(
            store, chat, case, message(f"{chat}"), message("x"), seen=1, update_id=chat
        )

    with statements(store) as executed:
        replies = await at_once(store, [answer(chat) for chat in range(200)])
    assert [[each.payload["text"] for each in mine] for mine in replies] == [
        [f"{chat}", "x"] for chat in range(200)
    ]
    assert [mine[0].chat_id for mine in replies] == list(range(200))
    assert len(executed) <= 5

    def arrives(chat: int, place: int) -> Job:
        number = replies[chat][place].outgoing_id
        live = 1000 + chat if place else None
        return lambda store: store.delivered(number, live_message_id=live)

    with statements(store) as executed:
        await at_once(store, [arrives(chat, place) for chat in range(120) for place in (0, 1)])
    assert len(executed) <= 2
    held = await asyncio.gather(*(store.load(chat) for chat in range(200)))
    assert [each.case and each.case.answers["said"] for each in held] == list(range(200))
    assert [each.live_message_id for each in held[:120]] == list(range(1000, 1120))
    assert len(await owed_by(store)) == 160


async def test_who_is_refused_in_a_batch_has_not_written(store: Store) -> None:
    kept = await _a_crowd(store, 20)
    await store.done(4)

    def answer(chat: int) -> Job:
        seen = 0 if chat == 7 else 1
        case = next_case(kept[chat], said="yes")
        return lambda store: saved(store, chat, case, message("a"), seen=seen, update_id=chat)

    with statements(store) as executed:
        results = await at_once(store, [answer(chat) for chat in range(20)])

    assert isinstance(results.pop(7), Stale)
    assert isinstance(results.pop(4), AlreadyHandled)
    assert all(isinstance(each, list) for each in results)
    assert len(executed) <= 5  # nobody was written a second time
    for chat in range(20):
        held = await store.load(chat)
        assert held.case
        assert ("said" in held.case.answers) == (chat not in (4, 7))
    assert {each.chat_id for each in await owed_by(store)} == set(range(20)) - {4, 7}
    assert [each.update_id for each in await store.unhandled()] == [7]


async def test_a_batch_that_fails_is_written_one_by_one(store: Store) -> None:
    kept = await _a_crowd(store, 20)

    def answer(chat: int) -> Job:
        bad = {"keyboard": object()} if chat == 7 else {}
        case = next_case(kept[chat], said="yes")
        return lambda store: saved(store, chat, case, message("a", **bad), seen=1, update_id=chat)

    results = await at_once(store, [answer(chat) for chat in range(20)])

    assert isinstance(results.pop(7), TypeError)
    assert all(isinstance(each, list) and len(each) == 1 for each in results)
    held = (await store.load(7)).case
    assert held == kept[7]
    assert len(await owed_by(store)) == 19


async def test_a_case_changed_under_a_batch_costs_its_neighbours_nothing(store: Store) -> None:
    """PostgreSQL alone: another replica writes between our look at the cases and our change."""
    if store.database.dialect.name == "sqlite":
        pytest.skip("who writes to SQLite is alone meanwhile")
    kept = await _a_crowd(store, 20)
    changed: list[str] = []

    def meddle(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE cases") and not changed:
            changed.append(statement)
            url = store.database.url.set(drivername="postgresql")
            with psycopg.connect(url.render_as_string(hide_password=False)) as other:
                other.execute(
                    "UPDATE cases SET revision = 5 WHERE reference = %s", [kept[7].reference]
                )

    def answer(chat: int) -> Job:
        case = next_case(kept[chat], said="yes")
        return lambda store: saved(store, chat, case, message("a"), seen=1, update_id=chat)

    event.listen(store.database, "before_cursor_execute", meddle)
    results = await at_once(store, [answer(chat) for chat in range(20)])

    assert changed
    assert isinstance(results.pop(7), Stale)
    assert all(isinstance(each, list) and len(each) == 1 for each in results)
    assert len(await owed_by(store)) == 19
