"""What a person said is nowhere to be read, and is gone when they say so."""

from __future__ import annotations

import random
import stat
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select, text, update

from flows.errors import BadRequest, Sealed
from storage import Feedback, Incoming, Keys, PaperFile, Retention, Store, new_key, rekey
from storage.models import IDENTITY, cases, chats, inbox
from tests.storage.talk import (
    PAPER,
    TODAY,
    document,
    first_case,
    message,
    next_case,
    pages,
    saved,
    told,
)
from tests.support.databases import Database
from tests.support.owed import owed_by

CHAT = 7418529630174  # long enough not to turn up by chance
MARK = "Canary-Größe-Ñandú"
CANARIES = [
    MARK.encode(),
    MARK.encode("unicode_escape"),
    MARK.encode("utf-16-le"),
    b"Canary",
    b"%d" % CHAT,
    CHAT.to_bytes(8, "big"),
    CHAT.to_bytes(8, "little"),
]


async def _fill(store: Store, chat_id: int = CHAT) -> None:
    """A row of the chat in every table, the mark wherever words can stand."""
    base = chat_id % 1_000_000 * 10
    await told(store, (base + 1, chat_id, MARK.encode()), (base + 2, chat_id, MARK.encode()))
    case = first_case(symptoms=MARK, treatments=[{"name": MARK}])
    paper = PaperFile("appeal_letter", f"{MARK}.pdf", MARK.encode() * 5000, MARK, 3)
    [first] = await saved(store, chat_id, case, document(paper, caption=MARK), update_id=base + 1)
    await store.delivered(first.outgoing_id, live_message_id=9, telegram_file_id=MARK)
    checklist = PaperFile("checklist", MARK, MARK.encode())
    await saved(
        store,
        chat_id,
        next_case(case),
        message(MARK),
        document(checklist),
        seen=1,
        sheets=pages("denial_letter", MARK.encode() * 2000),
        feedback=Feedback("notice_date", MARK),
    )


async def test_no_word_is_readable_in_the_database(store: Store, database: Database) -> None:
    await _fill(store)

    everything = database.everything()

    assert len(everything) > 100_000
    assert [canary for canary in CANARIES if canary in everything] == []
    await store.close()
    assert [canary for canary in CANARIES if canary in database.everything()] == []


async def test_no_repr_shows_a_word(store: Store, keys: Keys) -> None:
    await _fill(store)
    update = Incoming(1, CHAT, MARK.encode())

    shown = repr(
        [
            update,
            document(PaperFile("k", MARK, MARK.encode(), MARK), caption=MARK),
            await store.load(CHAT),
            await store.papers(CHAT),
            await store.sheets(CHAT),
            await store.feedback(),
            await store.unhandled(),
            await owed_by(store),
            await store.counts(),
            store,
            keys,
        ]
    )

    assert "Canary" not in shown
    assert str(CHAT) not in shown


@pytest.mark.parametrize("problem", ["stale", "replay", "sealed", "broken", "constraint"])
async def test_no_error_shows_a_word(store: Store, problem: str) -> None:
    await _fill(store)
    base = CHAT % 1_000_000 * 10
    case = first_case(symptoms=MARK)
    if problem == "sealed":
        await store.writer.run(lambda c: c.execute(update(chats).values(sealed_chat_id=b"moved")))
        await store.writer.run(lambda c: c.execute(update(cases).values(sealed_body=b"moved")))

    with pytest.raises(Exception) as caught:
        if problem == "stale":
            await saved(store, CHAT, case, message(MARK), seen=9)
        elif problem == "replay":
            await saved(store, CHAT, case, message(MARK), seen=2, update_id=base + 1)
        elif problem == "sealed":
            await store.load(CHAT)
        elif problem == "broken":
            await saved(store, CHAT, case, message(MARK, bad=object()), seen=2)
        else:
            await store.writer.run(
                lambda c: c.execute(
                    text("UPDATE cases SET phase = NULL WHERE phase = :m OR true"), {"m": MARK}
                )
            )

    shown = _shown(caught.value)
    assert "Canary" not in shown
    assert str(CHAT) not in shown


def _shown(error: BaseException) -> str:
    parts: list[str] = []
    here: BaseException | None = error
    while here is not None:
        parts.append(f"{here!r} {here}")
        here = here.__cause__ or here.__context__
    return "\n".join(parts)


async def test_a_sealed_value_moved_to_another_row_does_not_open(store: Store) -> None:
    await saved(store, 1, first_case(insurer="one"), document(PAPER))
    await saved(store, 2, first_case(insurer="two"), document(PaperFile("list", "b", b"b")))

    def swap(connection: Connection) -> None:
        (a, body_a), (b, body_b) = connection.execute(select(cases.c.id, cases.c.sealed_body)).all()
        connection.execute(update(cases).where(cases.c.id == a).values(sealed_body=body_b))
        connection.execute(update(cases).where(cases.c.id == b).values(sealed_body=body_a))

    await store.writer.run(swap)

    for chat_id in (1, 2):
        with pytest.raises(Sealed):
            await store.load(chat_id)


async def test_another_key_opens_nothing(store: Store, database: Database) -> None:
    await _fill(store)
    await store.close()

    with pytest.raises(Sealed):
        await Store.open(database.url, Keys.from_text(new_key()))


async def test_erasing_leaves_no_row_of_the_chat(store: Store, database: Database) -> None:
    await _fill(store, CHAT)
    await _fill(store, CHAT + 1)
    mine = await _sealed(store)

    await store.erase(CHAT)

    assert (await store.load(CHAT)).case is None
    assert await store.cases(CHAT) == await store.papers(CHAT) == await store.sheets(CHAT) == []
    assert {each.chat_id for each in await store.unhandled()} == {CHAT + 1}
    assert {each.chat_id for each in await owed_by(store)} == {CHAT + 1}
    left = await _sealed(store)
    assert len(left) == len(mine) / 2
    everything = database.everything()
    assert not any(blob[:64] in everything for blob in mine - left)
    assert all(blob[:64] in everything for blob in left)


async def test_an_update_erased_before_it_was_handled_can_still_be_handled(store: Store) -> None:
    await told(store, (1, CHAT, b"/delete"), (2, CHAT, b"/start"))

    await store.erase(CHAT)
    await store.done(1)
    await saved(store, CHAT, first_case(), update_id=2)

    assert (await store.load(CHAT)).case is not None


async def test_erasing_leaves_no_byte_in_the_files(store: Store, database: Database) -> None:
    """With neighbours that come, change and go, so that pages split, merge and move."""
    if not database.embedded:
        pytest.skip("a PostgreSQL server keeps dead rows until it vacuums")
    dice = random.Random(20261102)
    alive: dict[int, int] = {}
    for turn in range(300):
        chat_id = dice.randrange(60)
        if chat_id in alive and dice.random() < 0.15:
            await store.erase(chat_id)
            del alive[chat_id]
            continue
        seen = alive.get(chat_id)
        case = first_case(symptoms="x" * dice.randrange(3000))
        held = (await store.load(chat_id)).case
        case = next_case(held, symptoms="x" * dice.randrange(3000)) if held else case
        paper = PaperFile("appeal_letter", "a", dice.randbytes(dice.randrange(20_000)))
        await told(store, (turn, chat_id, dice.randbytes(500)))
        await saved(
            store, chat_id, case, message("a" * dice.randrange(900)), document(paper), seen=seen
        )
        alive[chat_id] = case.revision
    ever = await _sealed(store)

    for chat_id in dice.sample(sorted(alive), len(alive) // 2):
        await store.erase(chat_id)

    gone = ever - await _sealed(store)
    files = database.everything()
    assert len(gone) > 100
    assert [piece for blob in gone for piece in _pieces(blob) if piece in files] == []


async def test_expiring_leaves_no_byte_in_the_files(store: Store, database: Database) -> None:
    if not database.embedded:
        pytest.skip("a PostgreSQL server keeps dead rows until it vacuums")
    await _fill(store)
    gone = await _sealed(store)
    assert gone

    assert await Retention(store, keep_days=90).expire(TODAY.replace(year=2027)) == 1

    files = database.everything()
    assert [piece for blob in gone for piece in _pieces(blob) if piece in files] == []


async def test_rekeying_lets_the_old_key_be_thrown_away(database: Database) -> None:
    old, new = new_key(), new_key()
    store = await Store.open(database.url, Keys.from_text(old))
    for chat_id in range(CHAT, CHAT + 250):
        await saved(store, chat_id, first_case(n=chat_id), update_id=chat_id % 1000)
    await _fill(store, 5)
    before = [each.case for each in [await store.load(5), await store.load(CHAT + 7)]]
    sealed_by_old = await _sealed(store)
    await store.close()

    both = await Store.open(database.url, Keys.from_text(f"{new},{old}"))
    await saved(both, 6, first_case(), message("sealed by the new key already"))
    changed = await rekey(both)
    again = await rekey(both)
    await both.close()

    store = await Store.open(database.url, Keys.from_text(new))
    assert [each.case for each in [await store.load(5), await store.load(CHAT + 7)]] == before
    assert {each.chat_id for each in await owed_by(store)} == {5, 6}
    assert [each.body for each in await store.unhandled()] == [MARK.encode()]
    assert len(await store.papers(5)) == 2
    await store.erase(5)
    assert await store.unhandled() == []
    # 251 chats and cases; of chat 5 an update, two replies, two files, a page and its feedback.
    assert (changed, again) == (251 * 2 + 7, 0)
    assert not sealed_by_old & await _sealed(store)
    await store.close()


async def test_rekeying_stops_at_what_it_cannot_open_and_leaves_it(database: Database) -> None:
    old, new = new_key(), new_key()
    store = await Store.open(database.url, Keys.from_text(old))
    await saved(store, 1, first_case())
    await store.writer.run(lambda c: c.execute(update(cases).values(sealed_body=b"torn")))
    await store.close()

    both = await Store.open(database.url, Keys.from_text(f"{new},{old}"))
    with pytest.raises(Sealed):
        await rekey(both)

    torn = await both.writer.run(lambda c: c.execute(select(cases.c.sealed_body)).scalar())
    assert torn == b"torn"
    await both.close()


async def test_the_files_are_their_owners_alone(store: Store, database: Database) -> None:
    if database.folder is None:
        pytest.skip("a server keeps its own files")
    await saved(store, 1, first_case())

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in database.folder.iterdir()}

    assert stat.S_IMODE(database.folder.stat().st_mode) == 0o700
    assert modes == {"cases.db": 0o600, "cases.db-shm": 0o600, "cases.db-wal": 0o600}


async def test_the_embedded_database_is_set_for_safety(store: Store, database: Database) -> None:
    if not database.embedded:
        pytest.skip("settings of SQLite")

    settings = await store.writer.run(
        lambda c: {
            name: c.execute(text(f"PRAGMA {name}")).scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "secure_delete",
                "busy_timeout",
            )
        }
    )

    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 10_000,
    }


@pytest.mark.parametrize("url", ["", "cases.db", "mysql://secret@host/x", "://secret"])
async def test_an_address_of_no_database_is_refused_without_showing_it(
    url: str, keys: Keys
) -> None:
    with pytest.raises(BadRequest, match="DATABASE_URL") as refusal:
        await Store.open(url, keys)

    assert "secret" not in str(refusal.value)


def test_every_column_of_bytes_is_sealed_or_a_chat_key() -> None:
    names = {
        column.name
        for table in IDENTITY
        for column in table.columns
        if column.type.python_type is bytes
    }

    assert {name for name in names if not name.startswith("sealed_")} == {"chat_key"}
    assert {column.name for column in inbox.columns if column.type.python_type is str} == set()


async def _sealed(store: Store) -> set[bytes]:
    """Every sealed value there is."""

    def read(connection: Connection) -> Iterator[bytes]:
        for table in IDENTITY:
            for column in table.columns:
                if column.name.startswith("sealed_"):
                    yield from connection.execute(
                        select(column).where(column.is_not(None))
                    ).scalars()

    return await store.writer.run(lambda connection: set(read(connection)))


def _pieces(blob: bytes) -> Iterator[bytes]:
    """Bits of a value, small enough to be found where a page ended in its midst."""
    return (blob[at : at + 24] for at in range(5, max(6, len(blob) - 24), max(48, len(blob) // 20)))
