"""Which block the question to ask now opens, if any."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

import flows
from flows.interview.blocks import Block, OpenBlock, _members
from flows.interview.case import Case, new_case
from tests.flows.cases import TODAY, answers


def case(*, scratch: dict[str, Any] | None = None, **known: Any) -> Case:
    """The sample case; `...` takes an answer out."""
    blank = new_case("en", today=TODAY)
    closed = {"treatments.more": "done", "prior_tests.more": "done"}
    found = {**answers(**known), **closed}
    return msgspec.structs.replace(blank, answers=found, scratch=scratch or {})


def opened(of: Case) -> OpenBlock | None:
    return flows.block(of, flows.where(of, today=TODAY), today=TODAY)


def asked(of: Case) -> list[str]:
    block = opened(of)
    return [question.key for question in block.asked] if block else []


OPEN: dict[str, tuple[Case, list[str]]] = {
    "all of it": (
        case(claim_number=..., plan_criteria=..., appeals_address=..., appeals_fax=...),
        ["claim_number", "plan_criteria", "appeals_address", "appeals_fax"],
    ),
    "what is left of it": (
        case(appeals_address=..., appeals_fax=...),
        ["appeals_address", "appeals_fax"],
    ),
    "one alone is no block": (case(appeals_fax=...), []),
    "an earlier question comes first": (case(asker=..., phone=..., email=...), []),
    "what its own first answer opens": (
        case(ordering_clinician=..., clinician_specialty=..., clinician_phone=...),
        ["ordering_clinician", "clinician_specialty", "clinician_phone"],
    ),
    "what a first answer that is not known leaves shut": (
        case(ordering_clinician=None, clinician_specialty=..., clinician_phone=...),
        [],
    ),
    "only what is on the path": (
        case(patient_name=..., member_id=...),
        ["patient_name", "member_id"],
    ),
    "those who help sign": (
        case(asker="representative", patient_name=...),
        ["patient_name", "signer_name", "signer_role"],
    ),
    "the essential ones where only those are wanted": (
        case(
            patient_name=..., member_id=..., group_number=..., date_of_birth=..., insurer=...,
            scratch={"pace": "essential"},
        ),
        [],
    ),
    "two essential ones": (
        case(
            patient_name=..., member_id=..., group_number=..., date_of_birth=...,
            scratch={"pace": "essential"},
        ),
        ["patient_name", "member_id"],
    ),
    "not where it was chosen to be asked singly": (
        case(phone=..., email=..., scratch={"singly": ["reach"]}),
        [],
    ),
    "another block goes on together": (
        case(phone=..., email=..., scratch={"singly": ["card"]}),
        ["phone", "email"],
    ),
    "who chose it twice means it of all": (
        case(phone=..., email=..., scratch={"singly": ["card", "plan"]}),
        [],
    ),
    "not once its message came": (
        case(phone=..., email=..., scratch={"taken": ["reach"]}),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("of", "expected"), OPEN.values(), ids=OPEN)
def test_a_block_asks_for_what_is_open_of_it(of: Case, expected: list[str]) -> None:
    assert asked(of) == expected


def test_an_answer_that_is_not_known_opens_nothing_behind_it() -> None:
    of = case(icd10=..., ordering_clinician=None)
    block = Block(key="x", questions=("icd10", "ordering_clinician", "clinician_phone"))

    members = _members(block, flows.where(of, today=TODAY), of.answers, flows.given(TODAY))

    assert [question.key for question in members] == ["icd10", "ordering_clinician"]


def test_the_question_to_ask_now_is_the_first_of_its_block() -> None:
    of = case(claim_number=..., appeals_address=..., appeals_fax=...)
    block, now = opened(of), flows.where(of, today=TODAY).now

    assert block and now
    assert block.asked[0] == now.question


def test_an_answered_question_of_the_block_is_still_a_member() -> None:
    block = opened(case(appeals_address=..., appeals_fax=...))

    assert block
    assert block.members[0].key == "claim_number"
