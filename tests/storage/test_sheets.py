"""The pages that a person sent: kept with the case that counts them, and gone with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from flows.errors import Stale
from storage import AlreadyHandled, Keys, SheetChanges, Store, new_key, rekey
from storage.models import sheets
from tests.storage.talk import first_case, next_case, pages, saved
from tests.support.databases import Database


async def kept(store: Store, chat_id: int = 1) -> list[tuple[str, int, bytes]]:
    found = await store.sheets(chat_id)
    return [(each.document, each.position, each.content) for each in found]


async def test_pages_come_back_by_paper_and_place(store: Store) -> None:
    case = first_case()
    await saved(store, 1, case, sheets=pages("office_notes", b"n1"))
    await saved(store, 1, next_case(case), seen=1, sheets=pages("denial_letter", b"d1", b"d2"))
    await saved(store, 2, first_case(), sheets=pages("denial_letter", b"of another"))

    assert await kept(store) == [
        ("denial_letter", 1, b"d1"),
        ("denial_letter", 2, b"d2"),
        ("office_notes", 1, b"n1"),
    ]


async def test_a_page_takes_the_place_of_the_one_that_was_there(store: Store) -> None:
    case = first_case()
    await saved(store, 1, case, sheets=pages("denial_letter", b"1", b"2", b"3"))

    again = SheetChanges((("denial_letter", 3),), pages("denial_letter", b"new", start=2).put)
    await saved(store, 1, next_case(case), seen=1, sheets=again)

    assert await kept(store) == [("denial_letter", 1, b"1"), ("denial_letter", 2, b"new")]


async def test_an_update_that_comes_twice_keeps_its_page_once(store: Store) -> None:
    case = first_case()
    await saved(store, 1, case, update_id=7, sheets=pages("denial_letter", b"1"))

    with pytest.raises(AlreadyHandled):
        await saved(
            store, 1, next_case(case), seen=1, update_id=7,
            sheets=pages("denial_letter", b"1", start=2),
        )  # fmt: skip

    assert await kept(store) == [("denial_letter", 1, b"1")]


async def test_a_page_for_a_case_that_changed_meanwhile_is_not_kept(store: Store) -> None:
    case = first_case()
    await saved(store, 1, case)
    await saved(store, 1, next_case(case), seen=1)

    with pytest.raises(Stale):
        await saved(store, 1, next_case(case), seen=1, sheets=pages("denial_letter", b"1"))

    assert await kept(store) == []


async def test_a_page_that_is_taken_out_leaves_no_byte(store: Store, database: Database) -> None:
    if not database.embedded:
        pytest.skip("a PostgreSQL server keeps dead rows until it vacuums")
    case = first_case()
    await saved(store, 1, case, sheets=pages("denial_letter", b"x" * 30_000))
    sealed: bytes = await store.writer.run(
        lambda c: c.execute(select(sheets.c.sealed_content)).scalar_one()
    )
    assert sealed[:64] in database.everything()

    gone = SheetChanges(drop=(("denial_letter", 1),))
    await saved(store, 1, next_case(case), seen=1, sheets=gone)

    assert await kept(store) == []
    assert sealed[:64] not in database.everything()


async def test_pages_can_be_sealed_again_under_a_new_key(database: Database) -> None:
    old, new = new_key(), new_key()
    store = await Store.open(database.url, Keys.from_text(old))
    await saved(store, 1, first_case(), sheets=pages("denial_letter", b"1"))
    await store.close()

    both = await Store.open(database.url, Keys.from_text(f"{new},{old}"))
    await rekey(both)
    await both.close()

    store = await Store.open(database.url, Keys.from_text(new))
    assert await kept(store) == [("denial_letter", 1, b"1")]
    await store.close()
