"""The part of the letter that answers a reason: its own words, the facts in hand, one request."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from flows.appeal import appeal_plan
from flows.facts import Facts
from flows.law.coverage import Coverage, coverages
from flows.law.reasons import reasons
from flows.law.sources import Source
from letters.writing.compose import TEMPLATES
from letters.writing.letter import appeal_letter
from letters.writing.text import text
from tests.flows.cases import TODAY, answers, plan


def letter(**changes: Any) -> str:
    return " ".join(text(appeal_letter(plan(**changes))).split())


def test_every_reason_has_a_template_of_its_own_and_none_is_left_over() -> None:
    assert {path.stem for path in (TEMPLATES / "reasons").glob("*.xhtml")} == set(reasons())


@pytest.mark.parametrize(
    ("changes", "there", "not_there"),
    [
        (
            {"denial_reasons": ["not_emergency"], "er_symptoms": "A very bad pain."},
            "What was felt and seen at the time: a very bad pain.",
            "are enclosed. Please read",
        ),
        (
            {"denial_reasons": ["not_emergency"], "documents": {"hospital_records": "have"}},
            "Please read the first nurse’s note",
            "Please get the emergency department record",
        ),
        (
            {"denial_reasons": ["not_covered"], "exclusion_words": "Scans are left out."},
            "“Scans are left out.”",
            "Please send me the page and the exact words",
        ),
        ({"denial_reasons": ["not_covered"]}, "Please send me the page and the exact words", "“Sc"),
        (
            {"denial_reasons": ["coding_error"], "billing_says": "wrong_code"},
            "Please process the corrected claim",
            "Please tell me which code or part is wrong",
        ),
        (
            {"denial_reasons": ["coding_error"], "billing_says": "not_sure"},
            "Please tell me which code or part is wrong",
            "The billing office told me",
        ),
        (
            {"denial_reasons": ["duplicate"], "billed_twice": "two_services"},
            "Please decide on each of the two by itself.",
            "If the first claim was denied",
        ),
        (
            {"denial_reasons": ["eligibility"], "cover_to": "ongoing", "premiums_paid": "no"},
            "It has not ended.",
            "The premiums for that date",
        ),
        (
            {"denial_reasons": ["coordination_of_benefits"], "other_cover": "no"},
            "There is no other plan.",
            "pays first.",
        ),
        (
            {"denial_reasons": ["site_of_service"], "place_reasons": ["closed", "none"]},
            "other places were closed at that hour.",
            "What the clinician said about the place",
        ),
        (
            {"denial_reasons": ["untimely_filing"], "bill_sent_on": "2026-06"},
            "The billing office sent the claim in June 2026.",
            "is enclosed. Please process the claim",
        ),
        (
            {
                "denial_reasons": ["exploratory"],
                "why_this_service": None,
                "surgery_considered": None,
            },
            "The condition described above is the problem behind it.",
            "is told below",
        ),
    ],
    ids=str,
)
def test_a_reason_is_answered_with_what_was_told_and_no_more(
    changes: dict[str, Any], there: str, not_there: str
) -> None:
    written = letter(**changes)

    assert there in written
    assert not_there not in written


class UnderTheNoSurprisesAct(Facts):
    """Facts under a coverage whose sources name the rule on emergencies, or only mention it."""

    quality = "primary-text"

    @property
    def coverage(self) -> Coverage | None:
        known = coverages()["employer_self_funded_erisa"]
        source = Source(
            id="r149",
            citation="45 CFR 149.110",
            url=None,
            what_was_read="",
            paraphrase="",
            quality=self.quality,
        )
        return replace(known, sources=(*known.sources, source))


class Mentioned(UnderTheNoSurprisesAct):
    quality = "third-party"


@pytest.mark.parametrize(
    ("facts", "cited"), [(UnderTheNoSurprisesAct, True), (Mentioned, False), (Facts, False)]
)
def test_the_rule_on_emergencies_is_cited_only_where_a_good_source_names_it(
    facts: type[Facts], cited: bool
) -> None:
    found = facts(answers(denial_reasons=["not_emergency"]))

    written = text(appeal_letter(appeal_plan(found, today=TODAY)))

    assert ("45 CFR 149.110(c)(1)" in " ".join(written.split())) is cited
