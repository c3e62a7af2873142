"""python -m bot stats: counts only, and where people leave."""

from __future__ import annotations

from datetime import date, timedelta

from bot import stats
from storage import Store
from tests.storage.conftest import database, keys, store
from tests.storage.talk import saved
from tests.support.patient import TODAY, Patient

__all__ = ["database", "keys", "store"]
LATER = TODAY + timedelta(days=stats.STILL_AFTER)


def at(key: str | None) -> Patient:
    return Patient.agreed().goes_on_until(key)


def told(*patients: Patient, today: date = LATER) -> str:
    kept = [(patient.case, TODAY) for patient in patients if patient.case]
    return "\n".join(stats.lines(stats.counted(kept, today=today)))


def test_starts_finishes_and_the_question_where_people_leave_are_counted() -> None:
    sent = at(None)
    sent.makes_letter()
    sent.sends_letter()
    shown = told(at("notice_date"), at("notice_date"), at("treatments"), at(None), sent)

    assert "begun                          5" in shown
    assert "all questions answered         2" in shown
    assert "letter made                    1" in shown
    assert "letter sent                    1" in shown
    assert shown.splitlines()[-3:] == [
        "  notice_date                    2",
        "  review                         1",
        "  treatments                     1",
    ]


def test_who_said_a_word_yesterday_has_not_left() -> None:
    shown = told(at("notice_date"), today=TODAY + timedelta(days=1))

    assert shown.endswith("by question\n  none")


def test_nothing_personal_is_counted() -> None:
    patient = at("phone")
    patient.says("Canaryville Plan, Ohio")
    shown = told(patient)

    assert "Canary" not in shown
    assert patient.case is not None
    assert patient.case.reference not in shown


async def test_every_case_is_counted_on_both_databases(store: Store) -> None:
    for chat, patient in ((11, at("notice_date")), (12, at(None))):
        assert patient.case is not None
        await saved(store, chat, patient.case)

    found = stats.counted(await store.held(), today=LATER + timedelta(days=4000))

    assert (found.begun, found.answered) == (2, 1)
    assert found.still == {"notice_date": 1, "review": 1}
