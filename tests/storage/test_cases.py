"""Saving and loading: whole, once, and in order."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from flows.errors import Stale
from storage import AlreadyHandled, Held, PaperFile, Store
from tests.storage.talk import PAPER, TODAY, document, first_case, message, next_case, saved, told
from tests.support.owed import owed_by

ANA, BEN = 701, -1002003004005


async def test_a_stranger_has_nothing(store: Store) -> None:
    assert await store.load(ANA) == Held(case=None, live_message_id=None, blocked=False)
    assert await store.papers(ANA) == []
    assert await store.cases(ANA) == []


async def test_a_case_comes_back_as_it_was_saved(store: Store) -> None:
    case = first_case(
        symptoms="Dolor 🦴 en la espalda", treatments=[{"kind": "injection"}], cpt=None
    )

    await saved(store, ANA, case)
    await saved(store, BEN, first_case())

    assert (await store.load(ANA)).case == case


async def test_an_answer_changes_the_case(store: Store) -> None:
    case = first_case(insurer="one")
    await saved(store, ANA, case)
    later = msgspec.structs.replace(next_case(case, insurer="two"), phase="denial")

    await saved(store, ANA, later, seen=1)

    assert (await store.load(ANA)).case == later
    assert await store.counts() == {"denial": 1}


async def test_before_the_person_agrees_nothing_is_kept(store: Store) -> None:
    await told(store, (1, ANA, b"hello"))

    waiting = await saved(store, ANA, None, update_id=1)

    assert waiting == []
    assert await store.unhandled() == []
    assert (await store.load(ANA)).case is None


async def test_replies_need_a_case_to_be_kept_with(store: Store) -> None:
    with pytest.raises(ValueError, match="with a case"):
        await saved(store, ANA, None, message("Welcome"))


@pytest.mark.parametrize("seen", [None, 0, 3], ids=["none", "older", "newer"])
async def test_a_stale_save_writes_nothing(store: Store, seen: int | None) -> None:
    case = first_case(insurer="one")
    await saved(store, ANA, case)
    await told(store, (1, ANA, b"two"))

    with pytest.raises(Stale):
        await saved(store, ANA, next_case(case, insurer="two"), document(), seen=seen, update_id=1)

    assert (await store.load(ANA)).case == case
    assert [each.update_id for each in await store.unhandled()] == [1]
    assert await owed_by(store) == []
    assert await store.papers(ANA) == []


async def test_a_revision_must_grow(store: Store) -> None:
    case = first_case()
    await saved(store, ANA, case)

    with pytest.raises(Stale):
        await saved(store, ANA, case, seen=1)


async def test_a_replay_writes_nothing(store: Store) -> None:
    case = first_case(insurer="one")
    await told(store, (1, ANA, b"one"))
    await saved(store, ANA, case, update_id=1)

    with pytest.raises(AlreadyHandled):
        await saved(
            store, ANA, next_case(case, insurer="two"), message("Twice"), seen=1, update_id=1
        )

    assert (await store.load(ANA)).case == case
    assert await owed_by(store) == []


async def test_an_update_that_was_not_received_first_is_handled_once_all_the_same(
    store: Store,
) -> None:
    case = first_case()
    await saved(store, ANA, case, update_id=9)

    with pytest.raises(AlreadyHandled):
        await saved(store, ANA, next_case(case), seen=1, update_id=9)

    assert await told(store, (9, ANA, b"again")) == []


async def test_a_new_case_puts_the_old_one_aside(store: Store) -> None:
    old, new = first_case(insurer="old"), first_case(insurer="new")
    await saved(store, ANA, old, document())

    await saved(store, ANA, new, seen=1)

    assert (await store.load(ANA)).case == new
    assert await store.cases(ANA) == [new, old]
    assert await store.papers(ANA) == []
    assert await store.counts() == {"welcome": 1}


async def test_a_case_put_aside_can_be_taken_up_again(store: Store) -> None:
    old, new = first_case(insurer="old"), first_case(insurer="new")
    await saved(store, ANA, old, document())
    await saved(store, ANA, new, seen=1)

    await saved(store, ANA, next_case(old), seen=1)

    assert await store.cases(ANA) == [next_case(old), new]
    assert await store.papers(ANA) == [PAPER]


@pytest.mark.parametrize("taken_up", [True, False], ids=["put aside", "new"])
async def test_another_case_does_not_get_past_a_stale_revision(
    store: Store, taken_up: bool
) -> None:
    old, new = first_case(insurer="old"), first_case(insurer="new")
    await saved(store, ANA, old)
    await saved(store, ANA, new, seen=1)
    await saved(store, ANA, next_case(new), seen=1)

    with pytest.raises(Stale):
        await saved(store, ANA, next_case(old) if taken_up else first_case(), seen=1)
    with pytest.raises(Stale):
        await saved(store, ANA, old, seen=2)

    assert await store.cases(ANA) == [next_case(new), old]


async def test_a_new_document_takes_the_place_of_the_old_one_of_its_kind(store: Store) -> None:
    pdf, docx = PAPER, PaperFile("appeal_letter", "Appeal_Letter.docx", b"PK the letter")
    list_ = PaperFile("checklist", "Checklist.pdf", b"%PDF the list")
    newer = PaperFile("appeal_letter", "Appeal_Letter.pdf", b"%PDF another letter")
    case = first_case()
    sent = await saved(store, ANA, case, document(pdf), document(docx), document(list_))
    assert await store.papers(ANA) == [pdf, docx, list_]
    for each in sent:
        await store.delivered(each.outgoing_id)

    await saved(store, ANA, next_case(case), document(newer), seen=1)

    assert await store.papers(ANA) == [list_, newer]


async def test_a_replaced_document_that_is_still_owed_is_delivered(store: Store) -> None:
    newer = PaperFile("appeal_letter", "Appeal_Letter.pdf", b"%PDF another letter")
    case = first_case()
    await saved(store, ANA, case, document())

    await saved(store, ANA, next_case(case), document(newer), seen=1)

    assert [each.file for each in await owed_by(store)] == [PAPER, newer]
    assert await store.papers(ANA) == [newer]


async def test_a_document_that_did_not_change_is_not_uploaded_again(store: Store) -> None:
    case = first_case()
    [first] = await saved(store, ANA, case, document())
    await store.delivered(first.outgoing_id, telegram_file_id="BQAC-name-at-telegram")
    case = next_case(case)

    [same] = await saved(store, ANA, case, document(), seen=1)
    [changed] = await saved(
        store, ANA, next_case(case), document(PaperFile(PAPER.kind, PAPER.name, b"new")), seen=2
    )

    assert (first.telegram_file_id, changed.telegram_file_id) == (None, None)
    assert same.telegram_file_id == "BQAC-name-at-telegram"
    assert [each.telegram_file_id for each in await owed_by(store)] == [
        "BQAC-name-at-telegram",
        None,
    ]


async def test_a_blocked_chat_is_known_until_the_person_is_back(store: Store) -> None:
    await saved(store, ANA, first_case())

    await store.block(ANA, TODAY)
    assert (await store.load(ANA)).blocked
    await store.block(ANA, None)
    assert not (await store.load(ANA)).blocked


async def test_reminders_are_due_from_their_day_on_and_not_for_the_blocked(store: Store) -> None:
    day = TODAY + timedelta(days=5)
    for chat_id, remind_on in ((1, day), (2, day + timedelta(days=1)), (3, None), (4, day)):
        await saved(store, chat_id, first_case(), remind_on=remind_on)
    await store.block(4, TODAY)

    assert await store.to_remind(day - timedelta(days=1)) == []
    assert await store.to_remind(day) == [1]
    assert sorted(await store.to_remind(day + timedelta(days=9))) == [1, 2]
