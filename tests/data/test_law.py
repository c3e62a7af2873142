"""The law tables: sources are there and used, numbers agree, each step has a name and a letter."""

from __future__ import annotations

import re

import msgspec
import pytest

from flows.interview.questions import interview
from flows.interview.words import languages, words
from flows.law.coverage import Coverage, coverages, drafts
from flows.law.levels import Decision, Level, Term
from flows.law.sources import CITABLE, Sourced, citable, sections
from flows.law.states import states
from flows.obstacles import pages
from tests.support.tables import sourced

EACH = pytest.mark.parametrize("key", drafts())
LANGUAGES = pytest.mark.parametrize("language", languages())
NUMBERS = {3: "three", 4: "four", 6: "six", 10: "ten", 30: "thirty", 60: "sixty", 90: "ninety"}
ENDING = ("court", "va_form", "sent_on")  # pages instead of a letter


STEPS = [(coverage, level) for coverage in coverages().values() for level in coverage.levels]
STEP = pytest.mark.parametrize("coverage, level", STEPS, ids=lambda each: each.id)


def test_every_coverage_of_the_interview_has_its_table() -> None:
    offered = set(interview().question("coverage").all_options)

    assert offered == set(drafts())
    assert offered - set(coverages()) == {"medigap"}  # it leads to a page


@EACH
def test_every_source_is_used_by_something_in_its_table(key: str) -> None:
    coverage = drafts()[key]
    said = str(msgspec.to_builtins(msgspec.structs.replace(coverage, sources=())))

    for source in coverage.sources:
        numbers = [each.split()[-1].split("-")[0] for each in sections(source.citation)]
        behind = any(number.rpartition(".")[0] in said for number in numbers)
        assert behind or not numbers or not coverage.levels, f"{key}: {source.id}"


@EACH
def test_a_rule_whose_official_address_is_known_is_not_sent_to_a_copy_on_github(key: str) -> None:
    known = {
        section
        for table in drafts().values()
        for source in table.sources
        if "ecfr.gov" in (source.url or "")
        for section in sections(source.citation)
    }

    for source in drafts()[key].sources:
        if "github" in (source.url or "") and source.quality in CITABLE:  # an old text stands there
            assert not set(sections(source.citation)) & known, source.id


@EACH
def test_what_was_read_names_where_it_was_read(key: str) -> None:
    for value in sourced(drafts()[key]):
        if value.verified == "read-in-stored-text" and isinstance(value, Term | Decision):
            assert value.citation, f"{key}: a number that was read names no text"


@EACH
def test_a_number_stands_in_the_quote_of_its_second_source(key: str) -> None:
    for value in sourced(drafts()[key]):
        second = value.second_source
        amount = getattr(value, "amount", None)
        if second is None or not second.quote or amount is None or second.verdict != "agrees":
            continue
        quote = re.sub(r"part \d+", "", second.quote)
        if not re.search(rf"\d|{'|'.join(NUMBERS.values())}", quote, re.IGNORECASE):
            continue  # it agrees on the rule, and names no number
        said = {str(each) for each in _numbers(value)} | {NUMBERS.get(amount, str(amount))}
        wanted = rf"(?<!\d)(?:{'|'.join(said)})(?!\d)|DATE\s*\+|one year"
        assert re.search(wanted, second.quote, re.IGNORECASE), f"{key}: {amount}: {second.quote}"


def _numbers(value: Sourced) -> set[int]:
    """The numbers by which a time may be told: its own, with presumed days, or of the states."""
    spans = getattr(value, "state_range", None)
    named = ("amount", "last_day_from_notice_date", "fixed_days_from_notice_date")
    found = {getattr(value, name, None) for name in named} | (
        {spans.min, spans.max} if spans else set()
    )
    return {each for each in found if each is not None}


@EACH
def test_nothing_is_cited_that_no_good_source_names(key: str) -> None:
    coverage = drafts()[key]
    good = {
        s for each in coverage.sources if each.quality in CITABLE for s in sections(each.citation)
    }

    for value in sourced(coverage):
        printed = citable(value.citation, coverage.sources)
        assert not printed or sections(printed) <= good


@STEP
def test_a_step_has_a_letter_under_its_own_name_or_a_page(coverage: Coverage, level: Level) -> None:
    if level.page:
        assert level.page in ENDING
    else:
        assert level.called and level.subject
        assert level.opening or level.n == 1  # a first letter may begin: I appeal
    for window in level.filing.other_windows:
        assert not (window.outcome == "dismissed" and level.page) or window.opening


@LANGUAGES
@STEP
def test_a_step_has_its_name_in_every_language(
    language: str, coverage: Coverage, level: Level
) -> None:
    assert words(language).phrase(f"law.level_{level.id}").plain()


@LANGUAGES
def test_every_page_limit_and_warning_has_its_words(language: str) -> None:
    texts = words(language).texts
    for page in pages():
        assert f"messages.{page.page}" in texts
    for coverage in coverages().values():
        if coverage.limited:
            assert f"law.limits_{coverage.id}" in texts
        warning = coverage.continuation_of_benefits.warning_text
        assert warning is None or f"law.{warning}" in texts
        dated = any(each.may_be_printed for each in coverage.continuation_of_benefits.deadlines)
        assert warning or not (dated and coverage.continuation_of_benefits.must_request)


def test_no_letter_names_a_court_and_no_limit_is_hidden_in_a_right() -> None:
    for coverage in coverages().values():
        for rule in coverage.rights_to_invoke:
            if rule.letter:
                assert rule.verified != "from-knowledge-only", f"{coverage.id}: {rule.id}"
                assert not re.search(r"\bcourt\b|\bsue\b|CFR|USC", rule.letter), rule.id
                assert not re.search(r"\d", rule.letter.replace("under 21", "")), rule.id
            known = {level.id for level in coverage.levels}
            assert set(rule.levels) <= known, f"{coverage.id}: {rule.id}"


def test_medicare_and_self_funded_plans_are_never_sent_to_the_office_of_a_state() -> None:
    for key in ("original_medicare", "medicare_advantage", "medicare_part_d", "dsnp_integrated"):
        assert all(each.key != "state" for each in coverages()[key].helpers)
        assert "insurance department" in coverages()[key].never_print
    self_funded = coverages()["employer_self_funded_erisa"]
    assert [each.key for each in self_funded.helpers] == ["ebsa"]


def test_every_state_has_its_offices_its_review_and_its_contractor() -> None:
    assert len(states()) == 52
    for state in states().values():
        assert state.insurance_regulator.name and state.external_review.detail
        assert state.medicare_ab_mac.contractor
        rolls = state.external_review.process == "federal"
        assert state.external_review.weekend_rollover is rolls, state.code
    with_help = [s for s in states().values() if s.consumer_assistance and s.ship]
    assert len(with_help) >= 51 and all(s.medicaid_agency for s in with_help)
