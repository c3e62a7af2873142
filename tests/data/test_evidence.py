"""Every line of evidence is used somewhere, and every paper says what it must show for its case."""

from __future__ import annotations

import re

import pytest

from flows.answers_file import _accepted
from flows.documents import papers, rules
from flows.facts import Facts
from flows.interview.questions import interview
from flows.interview.words import languages, words
from flows.law.evidence import Evidence
from flows.law.reasons import reasons
from flows.law.services import services

OWNERS: dict[str, tuple[Evidence, ...]] = {
    **{key: service.evidence for key, service in services().items()},
    **{key: reason.evidence for key, reason in reasons().items()},
}
ENTRIES = [(owner, entry) for owner, evidence in OWNERS.items() for entry in evidence]
ONE_LINE = 96  # letters of a line of the checklist
EACH = pytest.mark.parametrize("owner", OWNERS)
LANGUAGES = pytest.mark.parametrize("language", languages())


def test_no_service_is_called_like_a_reason() -> None:
    assert not set(services()) & set(reasons())


@EACH
def test_every_line_of_evidence_is_used_in_one_place_an_entry(owner: str) -> None:
    assert OWNERS[owner]
    for entry in OWNERS[owner]:
        assert sum(1 for each in (entry.paper, entry.answer, entry.step) if each) == 1, entry.line


@EACH
def test_the_places_of_evidence_exist(owner: str) -> None:
    answers = {question.key for question in interview().questions} | set(_accepted().keys)
    for entry in OWNERS[owner]:
        assert entry.paper is None or entry.paper in papers().days_to_get, entry.line
        assert entry.answer is None or entry.answer in answers, entry.line
        if entry.step:
            assert f"checklist.step_{entry.step}" in words("en").texts, entry.line


@EACH
def test_only_a_paper_has_a_strength_and_conditions_and_none_of_its_owner(owner: str) -> None:
    own = "reason" if owner in reasons() else "service"
    for entry in OWNERS[owner]:
        assert own not in entry.when, entry.line
        assert entry.paper or (entry.strength == "helps" and not entry.when), entry.line


@EACH
def test_every_service_and_reason_has_a_strong_paper_of_its_own_in_a_plain_case(owner: str) -> None:
    own = {"reason": [owner]} if owner in reasons() else {"service": [owner]}
    plain = {**Facts({}).situation(), **own}

    found = [
        rule.document
        for rule in rules()
        if rule.owner == owner and rule.strength == "strong" and rule.fits(plain)
    ]

    assert found


def test_a_general_rule_has_no_owner() -> None:
    assert {rule.owner for rule in papers().rules} == {None}


@LANGUAGES
def test_every_paper_of_an_owner_says_what_it_must_show_and_none_is_left_over(
    language: str,
) -> None:
    asked = {f"{owner}.{entry.paper}" for owner, entry in ENTRIES if entry.paper}

    assert set(words(language).evidence) == asked


@LANGUAGES
def test_what_a_paper_must_show_is_a_part_of_a_sentence_without_a_plans_number(
    language: str,
) -> None:
    for key, text in words(language).evidence.items():
        assert not text.endswith(".") and ";" not in text, key
        assert text[0].islower() or text.startswith("FDA"), key
        assert not re.search(r"\d", text), key


@LANGUAGES
def test_every_objection_of_a_service_has_its_line_and_none_is_left_over(language: str) -> None:
    named = {
        f"{key}.{each.id}" for key, service in services().items() for each in service.objections
    }

    assert set(words(language).objections) == named


@LANGUAGES
def test_what_plans_often_say_is_one_line_without_a_plans_number(language: str) -> None:
    for key, text in words(language).objections.items():
        assert re.fullmatch(r'"[^"]+": [^"]+\.', text), key
        assert len(text) <= ONE_LINE, key
        assert not re.search(r"\d|§|CFR|USC|NCD|LCD", text), key


@pytest.mark.parametrize("key", services())
def test_an_objection_stands_behind_reasons_that_exist(key: str) -> None:
    found = services()[key].objections

    assert len({each.id for each in found}) == len(found)
    for each in found:
        assert each.reasons and set(each.reasons) <= set(reasons()) - {"not_stated"}, each.id


def test_only_the_objections_behind_the_reasons_given_are_told() -> None:
    service = services()["mri_lumbar"]

    assert [each.id for each in service.likely(["frequency_limit"])] == ["too_soon"]
    assert service.likely(["coding_error"]) == ()
    assert service.likely(["not_stated"]) == service.objections


@LANGUAGES
def test_every_reason_is_explained_without_a_law(language: str) -> None:
    said = words(language)

    assert set(said.reasons) == set(reasons())
    for key, own in said.reasons.items():
        for text in filter(None, (own.means, own.answers, own.move)):
            assert text.endswith("."), key
            assert not re.search(r"\d|§|CFR|USC|\b[Ll]aw\b|\b[Ll]ey\b|NCD|LCD", text), key


@LANGUAGES
def test_every_first_move_says_that_the_time_runs_on(language: str) -> None:
    runs = {
        "en": r"time to appeal keeps running|does not stop the clock",
        "es": r"plazo para apelar sigue|no detiene el plazo",
    }
    for key, own in words(language).reasons.items():
        for text in filter(None, (own.move, own.move_medicare)):
            assert re.search(runs[language], text), key
