"""The interview as data: it ends, it asks nothing in vain, and it names only what exists."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

import flows
from flows.answers_file import _accepted
from flows.appeal import appeal_plan
from flows.catalogue import catalogue
from flows.documents import choices as paper_choices
from flows.documents import papers, rules
from flows.facts import Facts
from flows.interview.emergencies import Emergencies
from flows.interview.items import _lexicon
from flows.interview.lifecycle import phases
from flows.interview.path import on_path, path, reads
from flows.interview.questions import Question, interview
from flows.interview.values import _CHECKS
from flows.interview.words import languages, words
from flows.law.reasons import reasons
from flows.law.services import services
from flows.loading import DATA, load
from flows.obstacles import obstacle
from letters.writing.checklist import checklist
from letters.writing.letter import appeal_letter
from letters.writing.renderings import renderings
from letters.writing.text import text
from tests.flows.cases import TODAY, answers

GIVEN = flows.given(TODAY)
QUESTIONS = interview().questions
KEYS = [question.key for question in QUESTIONS]
NOT_ASKED_YET = set(_accepted().keys)  # of the contract: facts may read them already
ASKED = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)


def test_every_key_is_asked_once() -> None:
    assert len(set(KEYS)) == len(KEYS)
    for question in QUESTIONS:
        fields = [field.key for field in question.fields]
        assert len(set(fields)) == len(fields)


def test_the_sections_come_in_order_and_each_has_questions() -> None:
    order = [interview().sections.index(question.section) for question in QUESTIONS]

    assert order == sorted(order)
    assert set(order) == set(range(len(interview().sections)))
    assert set(interview().sections) <= set(phases())


@ASKED
def test_a_question_reads_only_earlier_answers(question: Question) -> None:
    earlier = set(KEYS[: KEYS.index(question.key)])

    assert reads(question, GIVEN) <= earlier | NOT_ASKED_YET
    for place, field in enumerate(question.fields):
        known = {each.key for each in question.fields[:place]}
        drawn = set(GIVEN.choices[field.options_from].reads) if field.options_from else set()
        assert drawn <= earlier
        assert reads(field, GIVEN) - drawn <= known
        assert field.not_before is None or field.not_before in known
    assert question.not_before is None or question.not_before in earlier


@ASKED
def test_a_condition_is_of_a_value_that_can_be_answered(question: Question) -> None:
    for asked, beside in [(question, QUESTIONS), *((f, question.fields) for f in question.fields)]:
        for clause in asked.asked_when:
            for key, wanted in clause.items():
                if key == "is":
                    assert wanted in GIVEN.conditions
                    continue
                earlier = next(each for each in beside if each.key == key)
                assert set(wanted) <= set(earlier.all_options), f"{asked.key}: {key}"


@pytest.mark.parametrize("name", [*GIVEN.conditions, *GIVEN.choices])
def test_every_condition_and_every_choice_is_used_and_reads_real_questions(name: str) -> None:
    used = {str(clause.get("is")) for q in QUESTIONS for clause in q.asked_when}
    every = [*QUESTIONS, *(field for q in QUESTIONS for field in q.fields)]
    used |= {str(each) for q in every for each in (q.options_from, q.first_from)}
    known = GIVEN.conditions.get(name) or GIVEN.choices[name]

    assert name in used
    assert set(known.reads) <= {*KEYS, *NOT_ASKED_YET}


@pytest.mark.parametrize("name", [*GIVEN.conditions, *GIVEN.choices])
def test_a_condition_reads_no_more_than_it_says(name: str) -> None:
    """A mapping that notes each key: what is read and not declared could be a later answer."""
    noted = _Noting(answers())
    if name in GIVEN.conditions:
        GIVEN.conditions[name].holds(noted)
        declared = set(GIVEN.conditions[name].reads)
    else:
        GIVEN.choices[name].of(noted)
        declared = set(GIVEN.choices[name].reads)
    # read on the way and without effect here: the day to aim for, and where each paper stands
    harmless = {"care_timing", "urgent", "us_state", "service_name", "diagnosis", "documents"}

    assert noted.read - declared <= harmless


def test_the_papers_hang_on_just_what_the_situation_reads() -> None:
    noted = _Noting(answers())
    Facts(noted).situation()

    assert noted.read == set(paper_choices()["documents"].reads)


@ASKED
def test_a_question_says_what_may_answer_it(question: Question) -> None:
    for each in (question, *question.fields):
        assert each.kind in _CHECKS
        if each.kind in ("choice", "multi_choice"):
            assert bool(each.options) != bool(each.options_from), each.key
        assert bool(each.fields) == (each.kind == "group"), each.key
        assert bool(each.pattern) == (each.kind == "codes"), each.key
        if each.kind == "named":
            assert each.read_by in flows.NAMES
        assert not (each.optional and each.unsure), f"{each.key}: one way out, not two"
        re.compile(each.pattern or "")


@ASKED
def test_who_finds_nothing_that_fits_to_tick_has_a_way_out(question: Question) -> None:
    if question.kind != "multi_choice" or question.options_from:
        return

    ways = {"none", "other", "not_sure", "not_stated"} & set(question.all_options)
    assert ways or question.optional or question.unsure


def test_an_essential_question_can_always_be_answered_or_said_not_to_be_known() -> None:
    essential = [question.key for question in QUESTIONS if question.essential]

    assert essential == [
        "asker",
        "outcome",
        "notice_date",
        "denial_wording",
        "denial_reasons",
        "coverage",
        "level",
        "insurer",
        "service",
        "service_name",
        "care_timing",
        "urgent",
        "patient_name",
        "member_id",
    ]
    assert not any(question.optional for question in QUESTIONS if question.essential)


def test_identity_is_asked_last() -> None:
    contact = [question.key for question in QUESTIONS if question.section == "contact"]

    assert {"patient_name", "member_id", "date_of_birth", "address"} <= set(contact)
    assert interview().sections[-1] == "contact"


# ------------------------------------------------------------- nothing is asked in vain

# Cases in which every question is asked somewhere.
WHOLE = {
    "patient": answers(),
    "helper": answers(
        asker="representative",
        signer_name="Luis Vega",
        signer_role="spouse",
        body_part="lower back",
        service="other",
        denial_reasons=["alternative_service"],
        why_not_alternative="An x-ray does not show the nerve.",
        red_flags=...,
    ),
    "late": answers(
        care_timing="already_had",
        service_dates=["2026-06-01"],
        urgent=...,
        printed_deadline="2026-07-10",
        late_reason="I was in the hospital.",
    ),
    "spanish": answers(
        symptoms="Me duele la espalda.",
        symptom_kinds=["pain"],
        symptom_places=["lower_back"],
        pain_score=7,
        function_impact="No puedo dormir.",
        limits=["sitting", "walking", "sleep", "work"],
        sit_minutes=15,
        walk_minutes=10,
        night_wakings=3,
        missed_work_days=9,
        why_this_service="Para saber la causa.",
        care_purpose=["find_cause"],
        risk_of_delay="La pierna puede empeorar.",
        risk_kinds=["lasting_damage"],
        office_action=["none"],
        code_matches="yes",
        surgery_considered="yes",
    ),
    "unapproved": answers(
        denial_reasons=["no_prior_authorization", "out_of_network", "frequency_limit"],
        authorization="got_number",
        authorization_number="AU-5512",
        network_reasons=["long_wait"],
        network_calls="Eastside Imaging: no opening until December",
        last_scan="2025-03",
        what_changed="New pain in the hip.",
    ),
    "told": answers(
        denial_reasons=["no_prior_authorization"],
        authorization="told_not_needed",
        authorization_told="Carla at the plan, June 3, 2026",
    ),
    "emergency": answers(
        denial_reasons=["not_emergency", "site_of_service", "not_covered"],
        er_symptoms="Very bad pain in the belly and a fever.",
        er_when="It began Sunday at 9 pm, and I went at 11 pm.",
        er_advised=["nurse_line"],
        place_reasons=["condition"],
        place_told="The heart must be watched in the hospital.",
        exclusion_words="Services that are not medically required are excluded.",
        exclusion_page="page 48",
        exclusion_answer="It is to find the cause of the pain.",
    ),
    "claim": answers(
        denial_reasons=["coding_error", "untimely_filing", "coordination_of_benefits"],
        billing_says="wrong_code",
        right_code=["72149"],
        bill_sent_on="2026-06-10",
        bill_delay="sent_in_time",
        other_cover="yes",
        pays_first="this_plan",
        cover_told_on="2026-05",
    ),
    "covered": answers(
        denial_reasons=["duplicate", "eligibility"],
        billed_twice="two_days",
        first_claim="A-77001-26",
        cover_from="2026-01-01",
        cover_to="2026-06-30",
        premiums_paid="yes",
    ),
    "rule": answers(
        criteria_given="yes",
        criteria=[
            {
                "criterion": "The patient generally has had six weeks of care.",
                "page": "4",
                "fact": "Physical therapy from April 6 to May 31, 2026",
                "document": "office_notes",
            }
        ],
    ),
    "head": answers(service="mri_brain", red_flags=..., head_signs=["balance"]),
    "joint": answers(
        service="mri_joint", red_flags=..., joint_signs=["injury"], injury_date="2026-04"
    ),
    "ct": answers(service="ct", red_flags=..., ct_purpose="injury"),
    "heart": answers(
        service="cardiac_imaging",
        red_flags=...,
        heart_test="nuclear",
        treadmill_limits=["joints"],
        heart_signs=["effort_pain"],
        heart_risks=["diabetes"],
    ),
    "sleep": answers(
        service="sleep_study",
        red_flags=...,
        sleep_test="fitting",
        home_test_limits=["heart"],
        cpap_hours=3.5,
        sleep_signs=["stops"],
        epworth=14,
    ),
    "genes": answers(
        service="genetic_test",
        red_flags=...,
        gene_names="BRCA1 and BRCA2",
        gene_scope="panel",
        gene_use=["treatment"],
        genetic_counselor="yes",
        family_history="An aunt with breast cancer at 41.",
    ),
    "drug": answers(
        service="specialty_drug_glp1",
        red_flags=...,
        drug_dose="Semaglutide 0.5 mg once a week",
        drug_for=["diabetes", "weight"],
        drug_a1c=8.4,
        drug_bmi=34.2,
        step_grounds=["harm", "stable"],
        drug_since="2026-01",
    ),
    "equipment": answers(
        service="dme",
        red_flags=...,
        dme_use="moving",
        home_tasks=["toilet"],
        face_visit="2026-05-05",
        dme_deal="rent",
        supplier="Lakes Home Medical",
    ),
    "dexa": answers("dexa_medicare", notice_date="2026-06-09", service_dates=["2026-05-20"]),
    "dexa of another kind": answers(
        "dexa_advantage",
        notice_date="2026-06-09",
        service_dates=["2026-05-20"],
        dexa_category=["vertebral_abnormality", "monitoring"],
        spine_xray_date="2026-05",
        bone_drug="alendronate",
        bone_drug_start="2025-05",
    ),
    "kyphoplasty": answers(
        "kyphoplasty_medicare",
        notice_date="2026-06-14",
        received_on="2026-06-19",
        service_dates=["2026-05-15"],
        in_hospital="yes",
    ),
    "pet": answers("pet_marketplace", notice_date="2026-06-16", received_on="2026-06-18"),
    "hearing": answers(
        "dexa_medicare",
        notice_date="2026-06-09",
        first_denial="no",
        outcome="denied",
        level="alj",
        amount_denied=150,
    ),
    "kept": answers(
        "therapy_medicaid",
        notice_date="2026-07-04",
        received_on=None,
        effective_date="2026-07-20",
        keep_benefits="yes",
    ),
    "veteran": answers(coverage="va_health_care", va_decision="care"),
    "again": answers(
        coverage="unknown", first_denial="no", outcome="denied", whats_new="A new MRI."
    ),
    "no answer": answers(
        coverage="unknown", first_denial="no", outcome="no_answer", asked_on="2026-06-09"
    ),
    "no plan known": answers(
        coverage="unknown",
        plan_from="company_or_union",
        card_shows=["erisa"],
        self_funded="yes",
        coverage_found="employer_self_funded_erisa",
    ),
    "no plan found": answers(coverage="unknown", plan_from="military", card_shows=["none"]),
    "surgery": answers(
        service="surgery",
        red_flags=...,
        surgery_aim=["pain"],
        surgery_stay="one_night",
        surgery_health=["heart"],
        function_score="Oswestry 52, June 2, 2026",
    ),
    "stay": answers(
        service="inpatient_stay",
        coverage="medicare_advantage",
        care_timing="ongoing",
        service_dates=["2026-07-02"],
        red_flags=...,
        er_arrival="yes",
        stay_status="inpatient",
        nights=4,
        nights_expected=3,
        admission_risks=["falls"],
        ending_notice="yes",
    ),
    "therapy": answers(
        service="physical_therapy",
        denial_reasons=["frequency_limit"],
        red_flags=...,
        therapy_visits=12,
        therapy_gains="The knee bends more.",
        therapy_goals=["stairs"],
        therapy_keeps="yes",
        visit_limit="reached",
    ),
    "mental health": answers(
        service="mental_health_stay",
        care_timing="ongoing",
        service_dates=["2026-07-02"],
        denial_reasons=["medical_necessity"],
        red_flags=...,
        care_level="residential",
        offered_level="outpatient",
        lower_care=["partial"],
        days_paid=9,
        safety_signs=["relapse"],
    ),
    "private": answers(symptoms="Pain, and my depression.", include_sensitive=["symptoms"]),
}
# Another answer, where none at all would say too little or is not allowed.
OTHER: dict[str, object] = {
    "asker": "clinician",
    "first_denial": "no",
    "denial_reasons": ["coding_error"],
    "coverage": "unknown",
    "plan_from": "medicare",
    "card_shows": ["medicare_plan"],
    "self_funded": "no",
    "coverage_found": "none",
    "insurer": "Another Plan",
    "service": "other",
    "service_name": "CT of the neck",
    "care_timing": "ongoing",
    "urgent": "yes",
    "patient_name": "Ana Vega",
    "clinician_support": "no",
    "outcome": "dismissed",
    "level": "council",
    "va_decision": "benefit",
    "keep_benefits": "no",
    "criteria_given": "yes",
    "office_action": ["appealed"],
    "billed": "no",
    "group_code": "yes",
    "abn_signed": "yes",
    "code_matches": "no",
    "authorization": "emergency",
    "network_reasons": ["none_near"],
    "er_advised": ["doctor"],
    "place_reasons": ["watched"],
    "billing_says": "code_right",
    "bill_delay": "coverage_later",
    "other_cover": "no",
    "pays_first": "other_plan",
    "billed_twice": "same_service",
    "premiums_paid": "no",
    "in_hospital": "no",
    "bone_care": "no",
    "pet_purpose": "response",
    "ct_purpose": "new_symptom",
    "dme_use": "sleep_breathing",
    "genetic_counselor": "no",
    "surgery_considered": "no",
    "surgery_stay": "longer",
    "er_arrival": "no",
    "stay_status": "changed",
    "ending_notice": "no",
    "therapy_keeps": "no",
    "visit_limit": "left",
    "care_level": "partial",
    "offered_level": "not_named",
    "printed_deadline": "2026-08-01",
}


def _outcome(found: dict[str, Any]) -> tuple[object, ...]:
    """What a person gets of these answers: path, letter, checklist, or the page that stops."""
    counted = on_path(QUESTIONS, found, GIVEN)
    steps = tuple(step.address for step in path(QUESTIONS, found, GIVEN).steps)
    if obstacle(counted):
        return (steps, obstacle(counted))
    plan = appeal_plan(Facts(counted), today=TODAY)
    paper = checklist(plan, "en", sign_page=1)
    return (steps, text(appeal_letter(plan)), text(paper))


@ASKED
def test_every_question_changes_something(question: Question) -> None:
    for known in WHOLE.values():
        if question.key in on_path(QUESTIONS, known, GIVEN):
            changed = {**known, question.key: OTHER.get(question.key)}
            if question.key in known and _outcome(changed) != _outcome(known):
                return

    pytest.fail(f"{question.key} changes nothing, so it must not be asked")


@pytest.mark.parametrize("group", [q.key for q in QUESTIONS if q.fields])
def test_every_field_of_an_item_changes_something(group: str) -> None:
    for field in interview().question(group).fields:
        known = WHOLE["rule"] if group == "criteria" else answers()
        if f"{group}.{field.key}" == "prior_tests.kind":  # in English what the name says in Spanish
            known = answers(prior_tests=[{"kind": "mri", "test": "Resonancia de la espalda"}])
        items = [
            {key: each for key, each in item.items() if key != field.key} for item in known[group]
        ]
        assert _outcome({**known, group: items}) != _outcome(known), field.key


# ------------------------------------------------------------- what other files name of it


def test_every_document_rule_hangs_on_facts_and_values_that_exist() -> None:
    known = {
        "reason": set(reasons()),
        "about": {"care", "claim"},
        "service": set(services()),
        "coverage": set(interview().question("coverage").all_options),
        "asker": set(interview().question("asker").all_options),
        "filer": {"yes", "with_consent", "no"},
        "outcome": set(interview().question("outcome").all_options),
        "step": {"first", "later"},
        "benefits": {"yes", "no", "not_asked"},
        "timing": set(interview().question("care_timing").all_options),
        "tried": set(interview().question("treatments").field("kind").all_options),
        "tested": {"yes", "no", "scan", "no_scan"},
        "criteria": {"named", "given"},
        "office": set(interview().question("office_action").all_options),
        "billed": set(interview().question("billed").all_options),
        "group_code": set(interview().question("group_code").all_options),
        "code_matches": set(interview().question("code_matches").all_options),
        "authorization": set(interview().question("authorization").all_options),
        "network": set(interview().question("network_reasons").all_options),
        "ending_notice": set(interview().question("ending_notice").all_options),
        "stay": set(interview().question("stay_status").all_options),
        "visit_limit": set(interview().question("visit_limit").all_options),
    }

    assert set(Facts({}).situation()) == set(known)
    for rule in rules():
        assert rule.needed_for, rule.document
        for clause in rule.needed_for:
            for fact, values in clause.items():
                assert values and set(values) <= known[fact], f"{rule.document}: {fact}"


def test_a_paper_that_is_not_in_hand_is_told_by_an_option_of_an_earlier_question() -> None:
    for document, told in papers().not_in_hand.items():
        assert document in papers().days_to_get
        for key, values in told.items():
            assert KEYS.index(key) < KEYS.index("documents")
            assert set(values) <= set(interview().question(key).all_options)


def test_every_reason_and_service_can_be_chosen() -> None:
    assert set(interview().question("denial_reasons").all_options) == set(reasons())
    assert set(interview().question("service").all_options) <= set(services())


@pytest.mark.parametrize("key", reasons())
def test_a_reason_stands_under_its_own_key(key: str) -> None:
    assert reasons()[key].id == key


def test_options_are_suggested_by_the_words_of_an_earlier_question() -> None:
    for place, question in enumerate(QUESTIONS):
        if question.suggest_from:
            assert question.suggest_from in {each.key for each in QUESTIONS[:place]}


def test_the_lexicon_and_the_renderings_name_options_that_exist() -> None:
    for name, options in [*_lexicon().items(), *renderings().items()]:
        if name in ("documents", "own_words"):
            continue
        group, _, field = name.partition(".")
        question = interview().question(group)
        asked = question.field(field) if field else question
        assert set(options) <= set(asked.all_options), name


@pytest.mark.parametrize("name", ["red_flags", "treatments.kind", "treatments.result"])
def test_every_option_that_a_letter_prints_has_its_rendering(name: str) -> None:
    group, _, field = name.partition(".")
    question = interview().question(group)
    asked = question.field(field) if field else question

    assert set(asked.all_options) - {"none"} == set(renderings()[name])


def test_the_emergency_terms_are_regular_expressions() -> None:
    data = load(DATA / "emergency.yaml", Emergencies)
    for term in [data.not_after, *(term for page in data.pages for term in page.terms)]:
        assert not re.compile(term, re.IGNORECASE).search("Rosa Vega") or term == data.not_after


def test_the_emergency_page_of_a_question_has_its_text() -> None:
    for question in QUESTIONS:
        if question.emergency:
            for language in languages():
                assert f"messages.{question.emergency}" in words(language).texts


def test_every_file_of_data_says_what_it_is_and_who_may_edit_it() -> None:
    for file in DATA.rglob("*.yaml"):
        first = file.read_text("utf-8").split("\n", 1)[0]
        assert first.startswith("# ") and len(first) > 20, file.name
        msgspec.yaml.decode(file.read_bytes())


@pytest.mark.parametrize("language", languages())
def test_the_catalogue_lists_every_question_with_labels(language: str) -> None:
    entries = catalogue(words(language))

    assert [entry["key"] for entry in entries if entry["group"] is None] == KEYS
    for entry in entries:
        assert entry["ask"]
        for key, label in entry["options"]:
            assert label != "" and (label != key or key.isupper()), f"{entry['key']}: {key}"


class _Noting(dict[str, object]):
    """Answers that note which of them were read."""

    def __init__(self, known: dict[str, object]) -> None:
        super().__init__(known)
        self.read: set[str] = set()

    def get(self, key: str, default: object = None) -> object:
        self.read.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> object:
        self.read.add(key)
        return super().__getitem__(key)
