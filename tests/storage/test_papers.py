"""What each document was made of is kept with it, sealed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from alembic import command
from sqlalchemy import make_url, select

from flows.errors import Sealed
from storage import Keys, PaperFile, Store, engine
from storage.models import files
from tests.storage.talk import PAPER, document, first_case, next_case, saved
from tests.support.databases import Database
from tests.support.owed import owed_by

ANA = 11
MADE = PaperFile("checklist.pdf", "Checklist.pdf", b"%PDF the list", "digest-of-the-list", 2)


def known(papers: list[PaperFile]) -> list[tuple[str, str, int | None]]:
    return [(each.name, each.made_of, each.pages) for each in papers]


async def test_a_document_comes_back_with_what_it_was_made_of(store: Store) -> None:
    await saved(store, ANA, first_case(), document(MADE), document(PAPER))

    assert known(await store.papers(ANA)) == [
        ("Checklist.pdf", "digest-of-the-list", 2),
        ("Appeal_Letter.pdf", "", None),
    ]


async def test_a_document_without_a_count_of_pages_is_known_all_the_same(store: Store) -> None:
    await saved(store, ANA, first_case(), document(replace(MADE, pages=None)))

    assert known(await store.papers(ANA)) == [("Checklist.pdf", "digest-of-the-list", None)]


async def test_the_same_bytes_made_of_something_else_are_not_uploaded_again(store: Store) -> None:
    case = first_case()
    [first] = await saved(store, ANA, case, document(MADE))
    await store.delivered(first.outgoing_id, telegram_file_id="BQAC")
    newer = replace(MADE, made_of="digest-by-a-newer-program", pages=3)

    [again] = await saved(store, ANA, next_case(case), document(newer), seen=1)

    assert again.telegram_file_id == "BQAC"
    assert known(await store.papers(ANA)) == [("Checklist.pdf", "digest-by-a-newer-program", 3)]


async def test_what_a_document_was_made_of_opens_in_its_own_row_alone(
    store: Store, keys: Keys
) -> None:
    await saved(store, ANA, first_case(), document(MADE))

    sealed = await store.writer.run(lambda c: c.execute(select(files.c.sealed_made_of)).scalar())

    assert sealed is not None
    assert b"digest" not in sealed
    with pytest.raises(Sealed):
        keys.open(sealed, place="files.sealed_made_of/of-another-row")


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004"])
async def test_documents_of_an_earlier_release_come_along(
    store: Store, database: Database, keys: Keys, revision: str
) -> None:
    case = first_case(insurer="one")
    await saved(store, ANA, case, document(MADE))
    await store.close()
    tables = engine.connect(make_url(database.url))
    engine.migrate(tables, lambda config: command.downgrade(config, revision))
    tables.dispose()

    reopened = await Store.open(database.url, keys)

    assert (await reopened.load(ANA)).case == case
    assert known(await reopened.papers(ANA)) == [("Checklist.pdf", "", None)]
    assert len(await owed_by(reopened)) == 1
    await saved(reopened, ANA, next_case(case), document(MADE), seen=1)
    assert known(await reopened.papers(ANA)) == [("Checklist.pdf", "digest-of-the-list", 2)]
    await reopened.close()
