"""Very private facts are found in people's own words, and stay out of letters unless agreed to."""

from __future__ import annotations

import re
from typing import Any

import pytest

from flows.answers_file import read_answers
from flows.conditions import choices
from flows.errors import BadRequest
from flows.interview.questions import Question, interview
from flows.law.services import services
from flows.private import (
    kinds,
    letter_answers,
    marks,
    narratives,
    private_lines,
    sensitive_answers,
)
from tests.flows.cases import TODAY, answers

COUNSELING = {"kind": "counseling", "name": "Weekly visits with a psychiatrist"}
THERAPY = {"kind": "physical_therapy", "name": "Physical therapy"}
# The words of papers, names, addresses and numbers: no story, so nothing private is told there.
NO_STORY = {
    "first_claim",
    "authorization_number",
    "body_part",
    "fracture_level",
    "clinician_specialty",
    "ordering_clinician",
    "appeals_address",
    "claim_number",
    "insurer",
    "patient_name",
    "signer_name",
    "signer_role",
    "member_id",
    "group_number",
    "address",
}

PRIVATE = {
    "hiv": [
        "I have HIV",
        "tengo VIH",
        "Tiene SIDA.",
        "tengo sida",
        "I was told it is AIDS.",
        "I have aids",
        "my viral load is low",
        "carga viral alta",
        "tomo antirretrovirales",
        "on antiretroviral pills",
        "I take PrEP",
        "I take Biktarvy each day",
        "soy seropositivo",
    ],
    "mental_health": [
        "depression makes it worse",
        "I am depressed and in pain",
        "mi depresión empeora",
        "Estoy deprimida",
        "on an antidepressant",
        "tomo antidepresivos",
        "bipolar disorder",
        "trastorno bipolar",
        "schizoaffective",
        "PTSD from the war",
        "estrés postraumático",
        "anxiety",
        "I feel anxious.",
        "ansiedad",
        "panic attacks at night",
        "ataques de pánico",
        "my psychiatrist",
        "el psiquiatra",
        "neuropsychiatric visits",
        "the psychologist said",
        "la psicóloga",
        "counseling each week",
        "consejería",
        "mental health unit",
        "salud mental",
        "trastorno de ansiedad",
        "trastorno límite",
        "eating disorder",
        "I have OCD.",
        "ADHD",
        "bulimia",
        "lithium 300 mg",
        "Zoloft 50 mg",
        "escitalopram 10 mg",
        "sertralina 50 mg",
    ],
    "self_harm": [
        "suicidal thoughts last year",
        "self harm",
        "self-injury",
        "autolesión",
        "the clinician noted danger to self",
        "he said he would hurt others",
        "she tried to harm herself",
        "hablaba de matarse",
    ],
    "substance_use": [
        "I used to drink alcohol",
        "alcoholism",
        "soy alcohólico",
        "I have been sober for two years",
        "opioid use disorder",
        "addiction",
        "I was addicted",
        "mi adicción",
        "drug abuse",
        "substance use",
        "uso de drogas",
        "consumo de sustancias",
        "methadone 10 mg",
        "metadona",
        "Suboxone",
        "naloxone",
        "I went through detox",
        "desintoxicación",
        "an overdose in May",
        "una sobredosis",
        "I was in rehab last year",
        "cocaine",
        "cocaína",
        "heroin",
        "heroína",
        "marijuana for the pain",
        "marihuana",
    ],
    "reproductive": [
        "an abortion",
        "un aborto",
        "I aborted? No: I had a miscarriage",
        "I am pregnant",
        "estoy embarazada",
        "IVF",
        "in vitro fertilization",
        "infertility",
        "birth control pills",
        "anticonceptivos",
        "an IUD",
        "vasectomy",
    ],
    "gender": [
        "I am transgender",
        "persona transgénero",
        "I am trans.",
        "a trans woman",
        "soy trans",
        "una mujer trans",
        "gender dysphoria",
        "disforia de género",
        "gender-affirming care",
        "nonbinary",
        "HRT since 2020",
        "hormone therapy",
        "top surgery",
    ],
    "sexual_health": [
        "syphilis",
        "sífilis",
        "an STD",
        "STIs",
        "sexual dysfunction",
        "genital herpes",
        "HPV",
        "disfunción eréctil",
    ],
    "violence": ["domestic violence", "violencia doméstica", "my husband hits me", "me golpea"],
    "other_people": [
        "My father died of bone cancer.",
        "my sister has lupus",
        "mi hijo tiene epilepsia",
    ],
}
ORDINARY = [
    "Pain in the lower back with numb toes",
    "depressed reflexes in the left leg",
    "depressed deep tendon reflexes",
    "a depressed skull fracture",
    "ST depression on the ECG",
    "endplate depression at L4",
    "depression of the tibial plateau",
    "respiratory depression after surgery",
    "depresión respiratoria",
    "reflejos deprimidos",
    "a tongue depressor",
    "hearing aids",
    "walking aids help",
    "exercise aids my back",
    "I have aids for walking",
    "consider the inside of the knee",
    "an alcohol swab",
    "rubbing alcohol",
    "nonalcoholic fatty liver",
    "non-alcoholic fatty liver",
    "hígado graso no alcohólico",
    "bipolar hip prosthesis",
    "genetic counseling",
    "nutrition counseling",
    "OCD lesion of the knee",
    "herpes zoster",
    "seropositive rheumatoid arthritis",
    "artritis seropositiva",
    "prep for the colonoscopy",
    "post-traumatic arthritis",
    "cardiac rehab",
    "Rehab, 12 visits",
    "rehab for my knee",
    "rehabilitación de la espalda",
    "Rehabilitation exercises",
    "the scan was aborted",
    "transforaminal injection",
    "trans fat",
    "transfer from bed to chair",
    "hormone therapy for breast cancer",
    "impotencia funcional del brazo",
    "I am anxious to walk again",
    "off-label drug use",
    "addictive pills are not wanted",
    "a lithium battery",
    "My wife helps me dress.",
    "my husband has to help me",
    "mi hija tiene que ayudarme",
    "its own test",
    "trastorno del sueño",
    "trastorno degenerativo del disco",
    "heroic effort",
]


def found_in(words: str, **changes: Any) -> list[str]:
    return sensitive_answers(answers(symptoms=words, **changes))


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, each) for kind, all_ in PRIVATE.items() for each in all_], ids=str
)
def test_the_words_of_a_very_private_fact_are_found(kind: str, words: str) -> None:
    only = next(each for each in kinds() if each.kind == kind)

    assert found_in(words) == ["symptoms"]
    assert any(re.search(rf"\b(?:{term})", words, re.IGNORECASE) for term in only.terms)


@pytest.mark.parametrize("words", ORDINARY)
def test_ordinary_words_are_no_secret(words: str) -> None:
    assert found_in(words) == []


def test_an_ordinary_case_holds_nothing_very_private() -> None:
    for name in ("mri_all_given", "mri_everything_missing", "mri_marketplace"):
        assert sensitive_answers(answers(name)) == []


@pytest.mark.parametrize("question", [q for q in narratives() if q.kind != "group"], ids=str)
def test_a_very_private_fact_is_found_in_any_answer_of_own_words(question: Question) -> None:
    assert sensitive_answers(answers(**{question.key: "I am\nself\nharming"})) == [question.key]


@pytest.mark.parametrize(
    ("group", "field"), [("treatments", "name"), ("treatments", "why_stopped")]
)
def test_a_very_private_fact_is_found_in_an_item_by_its_place(group: str, field: str) -> None:
    items = [THERAPY, {"kind": "other", field: "for my depression"}]

    assert sensitive_answers(answers(**{group: items})) == [f"{group}[1]"]


def test_counseling_is_private_whatever_it_is_called() -> None:
    items = [{"kind": "counseling", "name": "Weekly talks"}, THERAPY]

    assert sensitive_answers(answers(treatments=items)) == ["treatments[0]"]


def test_a_private_test_is_found_by_its_place() -> None:
    tests = [{"test": "X-ray"}, {"test": "Blood test", "finding": "HIV negative"}]

    assert sensitive_answers(answers(prior_tests=tests)) == ["prior_tests[1]"]


@pytest.mark.parametrize("key", ["diagnosis", "service_name"])
def test_what_the_denied_care_itself_is_about_is_no_secret(key: str) -> None:
    found = answers(symptoms="My depression keeps me in bed.", **{key: "major depression"})

    assert sensitive_answers(found) == []
    assert sensitive_answers({**found, "risk_of_delay": "HIV"}) == ["risk_of_delay"]


def test_of_a_service_that_is_about_a_kind_nothing_of_that_kind_is_asked() -> None:
    stay = answers(service="mental_health_stay", service_name="Residential stay")
    stay |= {"symptoms": "My anxiety and the overdose.", "risk_of_delay": "I have HIV."}

    assert sensitive_answers(stay) == ["risk_of_delay"]
    assert letter_answers(stay)["symptoms"] == stay["symptoms"]


@pytest.mark.parametrize(
    ("asker", "found"), [("patient", ["symptoms"]), ("parent", []), ("representative", [])]
)
def test_a_parent_writes_of_the_patient(asker: str, found: list[str]) -> None:
    assert found_in("My son has pain in the back.", asker=asker) == found


def test_what_is_private_is_one_line_with_its_terms_marked() -> None:
    found = answers(symptoms="Pain,\nand my depression\n gets worse")
    (words,) = private_lines(found).values()

    assert words == "Pain, and my depression gets worse"
    assert [words[start:end] for start, end in marks(found, words)] == ["depress"]


# ------------------------------------------------------------- what a letter sees


def test_a_letter_sees_no_private_answer_unless_it_may_stay() -> None:
    private = {"symptoms": "Pain, and my depression.", "risk_of_delay": "I have HIV."}

    assert not {"symptoms", "risk_of_delay"} & set(letter_answers(answers(**private)))
    for none in (None, []):
        assert "symptoms" not in letter_answers(answers(**private, include_sensitive=none))
    kept = letter_answers(answers(**private, include_sensitive=["symptoms"]))
    assert "symptoms" in kept
    assert "risk_of_delay" not in kept


@pytest.mark.parametrize(
    ("kept", "seen"),
    [
        (None, [THERAPY]),
        ([], [THERAPY]),
        (["treatments[0]"], [COUNSELING, THERAPY]),
        (["treatments[2]"], [THERAPY, COUNSELING]),
        (["treatments"], [COUNSELING, THERAPY, COUNSELING]),
        (["symptoms"], [THERAPY]),
    ],
)
def test_of_a_group_a_letter_sees_the_items_that_may_stay(
    kept: list[str] | None, seen: list[dict[str, str]]
) -> None:
    items = [COUNSELING, THERAPY, COUNSELING]

    found = letter_answers(answers(treatments=items, include_sensitive=kept))

    assert found["treatments"] == seen


def test_a_group_of_private_items_alone_is_not_an_empty_one() -> None:
    assert "treatments" not in letter_answers(answers(treatments=[COUNSELING]))
    assert letter_answers(answers(treatments=[]))["treatments"] == []


def test_a_letter_sees_nothing_that_is_not_known() -> None:
    assert None not in letter_answers(answers("mri_everything_missing")).values()


def test_a_test_that_nobody_named_yet_is_not_for_a_letter() -> None:
    tests = [{"date": "2026-04"}, {"test": None}, {"test": "X-ray"}]

    assert letter_answers(answers(prior_tests=tests))["prior_tests"] == [{"test": "X-ray"}]


@pytest.mark.parametrize(
    "kept", [["symptoms"], ["treatments"], ["treatments[0]"], ["diagnosis"], []]
)
def test_an_answers_file_may_keep_any_answer_or_item_that_exists(kept: list[str]) -> None:
    found = answers(treatments=[COUNSELING], include_sensitive=kept)

    read = read_answers({"answers": found}, today=TODAY)

    assert read.facts.answers["include_sensitive"] == kept
    assert read.not_used == ()


@pytest.mark.parametrize("kept", ["treatments[1]", "prior_tests[7]", "insurer[0]", "secrets"])
def test_an_answers_file_keeps_nothing_that_does_not_exist(kept: str) -> None:
    found = answers(treatments=[COUNSELING], include_sensitive=[kept])

    with pytest.raises(BadRequest, match="include_sensitive"):
        read_answers({"answers": found}, today=TODAY)


def test_an_answers_file_without_private_facts_is_told_that_nothing_was_to_keep() -> None:
    read = read_answers({"answers": answers(include_sensitive=["symptoms"])}, today=TODAY)

    assert read.not_used == ("include_sensitive",)


NOTED = ["self_harm", "relapse"]


def test_options_that_are_very_private_stay_out_and_the_others_stay() -> None:
    found = answers(service="mental_health_stay", safety_signs=NOTED)

    assert sensitive_answers(found) == ["safety_signs"]
    assert letter_answers(found)["safety_signs"] == ["relapse"]
    agreed = letter_answers({**found, "include_sensitive": ["safety_signs"]})
    assert agreed["safety_signs"] == NOTED
    assert sensitive_answers({**found, "safety_signs": ["relapse"]}) == []


def test_of_a_mental_health_stay_harm_to_anyone_is_still_asked() -> None:
    stay = answers(service="mental_health_stay", symptoms="My anxiety.", risk_of_delay="Self-harm.")

    assert sensitive_answers(stay) == ["risk_of_delay"]


def test_a_private_option_that_is_new_is_another_line() -> None:
    one = private_lines(answers(safety_signs=["self_harm"]))
    two = private_lines(answers(safety_signs=["self_harm", "harm_others"]))

    assert one["safety_signs"] != two["safety_signs"]


# ------------------------------------------------------------- the data


def test_a_private_option_is_one_of_its_question() -> None:
    for question in interview().questions:
        assert set(question.private) <= set(question.all_options), question.key
        assert not question.private or question.kind == "multi_choice", question.key


def test_every_question_of_own_words_is_looked_at() -> None:
    for question in interview().questions:
        written = question.kind in ("text", "long_text") and not question.verbatim
        text = written or question.kind == "group"
        assert question.narrative == (text and question.key not in NO_STORY), question.key


def test_what_is_looked_at_is_asked_before_what_may_stay() -> None:
    keys = [question.key for question in interview().questions]
    earlier = keys[: keys.index("include_sensitive")]

    assert set(choices()["sensitive_answers"].reads) <= set(earlier)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.kind)
def test_the_terms_of_a_kind_are_regular_expressions(kind: Any) -> None:
    assert kind.kind in PRIVATE
    assert set(kind.services) <= {*services(), "mental_health_stay"}
    for term in kind.terms:
        assert not re.compile(term, re.IGNORECASE).search(""), term
    for key, wanted in kind.when.items():
        assert set(wanted) <= set(interview().question(key).all_options)
