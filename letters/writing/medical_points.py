"""What the papers for the clinician give to their templates: the letter's facts, and what to say.

What a letter of medical necessity must say is told by the evidence of the service and of the
reasons; what is still open, by the public criteria.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.documents import Needed, papers
from flows.interview.words import words
from flows.mapped import cited, open_criteria, public_rule
from flows.plan import AppealPlan
from letters.writing import letter, own_words
from letters.writing.objections import objections
from letters.writing.once import once
from letters.writing.owned import Owned, own
from letters.writing.statements import stated_by_clinician

LETTER = "clinician_letter"
QUOTED = 420  # letters of the denial's words on a page that must stay one page
RECORDS = 5  # papers asked of one office at once


@once
def medical_points(plan: AppealPlan) -> Mapping[str, Any]:
    """Everything these templates may branch on or print."""
    answers, _ = own_words.of_plan(plan)
    said = words("en")
    known: Mapping[str, Any] = letter.context(plan)
    treatments: tuple[Any, ...] = tuple(
        each for key in ("treatments", "treatments_since") for each in _tuple(known[key])
    )
    return {
        **known,
        "asked": dict.fromkeys(known["asked"], False),  # what the notice lacks is the patient's say
        "stated": stated_by_clinician(answers),
        "all_treatments": treatments,
        "reason_told": _shortened(answers.get("denial_wording")),
        "last_day": own(_last_day(plan), "plan:last_day"),
        "needed_by": own(_needed_by(plan), "plan:clinician_letter"),
        "answers": _answers(plan),
        "must_say": _asked_of(LETTER, plan),
        "exam": _asked_of("office_notes", plan),
        "studies": _asked_of("medical_studies", plan),
        "records": _records(plan),
        "objections": objections(plan, said),
        "open": _open(plan),
        "public_rule": _public_rule(plan),
        "called": plan.facts.medical_judgment and plan.facts.takes_calls,
    }


def _answers(plan: AppealPlan) -> tuple[dict[str, Owned], ...]:
    """What answers each reason that no evidence of the letter speaks of, with its name."""
    said = words("en")
    owners = {each for paper in plan.needed for each in paper.owners if paper.document == LETTER}
    return tuple(
        {
            "name": Owned(said.reason(each.id), f"words:reasons.{each.id}"),
            "text": Owned(said.reasons[each.id].answers, f"words:reasons.{each.id}"),
        }
        for each in plan.reasons
        if each.about == "care" and each.id not in owners and each.id != "not_stated"
    )


def _open(plan: AppealPlan) -> tuple[dict[str, Any], ...]:
    """The public criteria that may fit, each with the names of what is not known yet."""
    asked = words("en").questions
    return tuple(
        {
            "criterion": Owned(criterion, "table:criteria"),
            "needs": tuple(Owned(asked[key].name, f"words:questions.{key}") for key in keys),
        }
        for criterion, keys in open_criteria(plan.facts)
    )


def _public_rule(plan: AppealPlan) -> Owned | None:
    rule = public_rule(plan.facts)
    return own(cited(rule), f"table:criteria.{rule.service}") if rule else None


def _last_day(plan: AppealPlan) -> Any:
    return plan.due.last_day if plan.due and not plan.due.late else None


def _needed_by(plan: AppealPlan) -> Any:
    asked = [each for each in plan.needed if each.document == LETTER]
    return _by(asked[0], plan) if asked else plan.aim_by


def _by(paper: Needed, plan: AppealPlan) -> Any:
    return paper.have_by(today=plan.today, aim_by=plan.aim_by)


def _asked_of(document: str, plan: AppealPlan) -> tuple[Owned, ...]:
    """What that paper must show in this case, a line for the service and for each reason."""
    return tuple(
        Owned(words("en").evidence[f"{owner}.{document}"], f"words:evidence.{owner}.{document}")
        for each in plan.needed
        if each.document == document
        for owner in each.owners
    )


def _records(plan: AppealPlan) -> tuple[dict[str, Any], ...]:
    """The records that the clinician's office has and that are not in hand yet."""
    missing = {each.document for each in plan.not_in_hand}
    wanted = [each for each in papers().of_clinician if each in missing]
    return tuple(
        {
            "name": Owned(words("en").documents[each].name, f"table:documents.{each}"),
            "shows": _asked_of(each, plan),
        }
        for each in wanted[:RECORDS]
    )


def _shortened(wording: object) -> Owned | None:
    """The words of the denial on one line, cut after a word where they are long."""
    text = " ".join(str(wording or "").split())
    if not text:
        return None
    if len(text) > QUOTED:
        text = f"{text[:QUOTED].rsplit(' ', 1)[0]} …"
    return Owned(text, "answer:denial_wording")


def _tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value or ())
