"""The appeal letter: what the plan and the facts give to its template, each with its owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flows.interview.questions import interview
from flows.interview.values import precedes
from flows.interview.words import words
from flows.law.services import services
from flows.plan import AppealPlan
from letters.writing import own_words
from letters.writing.attachment import STEPS, Attached, set_apart
from letters.writing.blocks import Document
from letters.writing.compose import compose
from letters.writing.enclosures import listed, numbers, pointers
from letters.writing.law_told import law_told, right_told, rule_told
from letters.writing.once import once
from letters.writing.own_words import OwnWords
from letters.writing.owned import Owned, own
from letters.writing.renderings import paper_names, renderings
from letters.writing.requests import requests_told
from letters.writing.rules import criteria_map, months_counted, rule_cited
from letters.writing.statements import stated
from letters.writing.text import MOST_WORDS, words_of_body

# The reasons whose answer says why nothing else should come first: the first one of them says it.
INSTEAD = ("step_therapy", "alternative_service")
# The reasons to which who ordered the care, and for what, is an answer.
OF_CARE = ("medical_necessity", "experimental", "insufficient_documentation", "site_of_service")
ROLES = {"parent": "parent", "representative": "representative", "clinician": "clinician"}


def appeal_letter(plan: AppealPlan) -> Document:
    """The letter to the plan, in English.

    Raises:
        BadTemplate: a template prints what nobody owns: our fault, found by tests.
        Undrawable: a character that no letter can carry.
    """
    for longest in STEPS:
        letter = compose(
            "letter.xhtml",
            context(plan) if longest == STEPS[0] else _context(plan, longest),
            title="Appeal letter",
            dated=plan.today,
            kind="letter",
        )
        if words_of_body(letter) <= MOST_WORDS:
            break
    return letter


@once
def context(plan: AppealPlan) -> Mapping[str, object]:
    """Everything the letter's templates may branch on or print."""
    return _context(plan, STEPS[0])


def _context(plan: AppealPlan, longest: int) -> Mapping[str, object]:
    """The same; what is told in more than `longest` characters stands whole behind the letter."""
    answers, quoted, attached = set_apart(*own_words.of_plan(plan), longest=longest)
    every = {question.key: None for question in interview().questions}
    a = own({**every, **answers}, "answer:")
    states = {each.document: each.state for each in plan.needed}
    papers = {document: states.get(document) for document in renderings()["documents"]}
    treatments = own(
        _treatments(_list(answers, "treatments"), answers.get("notice_date")), "answer:treatments"
    )
    before = tuple(each for each in treatments if not each.since)
    reasons = {reason.id for reason in plan.reasons}
    instead = next((reason.id for reason in plan.reasons if reason.id in INSTEAD), None)
    return {
        "a": a,
        "asked": {key: key in plan.facts.answers for key in every},
        "today": own(plan.today, "today"),
        "sender": _sender(a),
        "recipient": _recipient(a, plan),
        "reach": tuple(each for each in (a.phone, a.email) if each),
        "service_dates": tuple(
            Owned(words("en").known_date(d), "answer:service_dates")
            for d in _list(answers, "service_dates")
        ),
        "stay": own(_stay(answers), "answer:service_dates"),
        "stated": stated(answers),
        "counted": months_counted(plan),
        "own_words": tuple(_quoted(each) for each in quoted),
        "attached": tuple(_attached(each) for each in attached),
        "red_flags": bool(set(_list(answers, "red_flags")) - {"none"}),
        "map": criteria_map(plan),
        "see": pointers(plan),
        "number": own(numbers(plan), "answer:documents"),
        "rule": rule_cited(plan),
        "treatments": before,
        "tried": tuple(each for each in before if not each.unusable),
        "unusable": tuple(each for each in before if each.unusable),
        "treatments_since": tuple(each for each in treatments if each.since),
        "tests": own(_tests(_list(answers, "prior_tests")), "answer:prior_tests"),
        "reasons": [
            {"template": f"reasons/{r.id}.xhtml", "rule": rule_told(r.rule, plan)}
            for r in plan.reasons
        ],
        "answered": {
            "treatments": "step_therapy" in reasons,
            "instead": bool(instead),
            "emergency": "not_emergency" in reasons,
            "frequency": "frequency_limit" in reasons,
            "authorization": "no_prior_authorization" in reasons,
            "setting": "site_of_service" in reasons,
        },
        "peer_to_peer": plan.facts.takes_calls,
        "first_reason": plan.reasons[0].id,
        "of_care": plan.reasons[0].id in OF_CARE,
        "papers": papers,
        "instead_first": instead,
        "enclosures": listed(plan),
        "asked_papers": paper_names([n.document for n in plan.not_in_hand if n.state == "asked"]),
        "requests": requests_told(plan),
        "urgent": right_told(plan.urgent_request, plan) if plan.urgent_request else None,
        "lcd": own(plan.facts.local_determination, "table:services.lcds"),
        "late": plan.late,
        "law": law_told(plan),
        "decisions": _decisions(plan),
        "outcome": own(plan.facts.outcome, "answer:outcome"),
        "member_number": plan.facts.coverage.member_number if plan.facts.coverage else "Member ID",
        "signer": _signer(a),
    }


def _quoted(words: OwnWords) -> dict[str, Owned]:
    owner = f"answer:{words.key}"
    return {"about": Owned(words.about, owner), "text": Owned(words.text, owner)}


def _attached(told: Attached) -> dict[str, Any]:
    owner = f"answer:{told.key}"
    lines = [line.strip() for line in told.text.splitlines() if line.strip()]
    return {
        "about": Owned(told.about, owner),
        "lines": tuple(Owned(line, owner) for line in lines),
        "quoted": told.quoted,
    }


def _sender(a: Any) -> list[Owned]:
    name = a.signer_name if a.asker != "patient" and a.signer_name else a.patient_name
    if not (a.address or a.phone or a.email):
        return []
    lines = _address(a.address, "answer:address")
    return [name, *lines]


def _recipient(a: Any, plan: AppealPlan) -> list[Owned]:
    """Who decides and the address as the notice prints it; never one of our own."""
    deciders: list[Owned] = [a.insurer]
    if plan.level and plan.level.addressed_to:
        office = Owned(plan.level.addressed_to, "table:coverage")
        deciders = [office, *(deciders if plan.level.n == 1 else ())]
    lines = _address(a.appeals_address, "answer:appeals_address")
    printed = " ".join(str(line.value) for line in lines).casefold()
    return [*(d for d in deciders if str(d.value).casefold() not in printed), *lines]


def _decisions(plan: AppealPlan) -> list[dict[str, Owned]]:
    """The appeals made so far: what each was called, when it was sent, when it was decided."""
    rounds, coverage = plan.facts.rounds, plan.facts.coverage
    found = []
    for n, each in enumerate(rounds):
        levels = coverage.levels if coverage else ()
        level = next((one for one in levels if one.id == each.level), None)
        later = rounds[n + 1].notice_date if n + 1 < len(rounds) else plan.facts.day("notice_date")
        found.append(
            {
                "denied": own(each.notice_date, f"answer:rounds[{n}].notice_date"),
                "called": own(level.called if level else None, "table:coverage"),
                "sent_on": own(each.sent_on, f"answer:rounds[{n}].sent_on"),
                "decided": own(later, "answer:notice_date"),
            }
        )
    return found


def _address(typed: Any, owner: str) -> list[Owned]:
    """The lines of an address; a blank line between them is no line of a letter."""
    return [Owned(line, owner) for line in (typed.value or "").splitlines() if line.strip()]


def _signer(a: Any) -> dict[str, Owned | None]:
    if a.asker == "patient" or not a.signer_name:
        return {"name": a.patient_name, "role": None}
    role = a.signer_role or own(ROLES.get(str(a.asker.value), ""), "answer:asker")
    return {"name": a.signer_name, "role": role}


def _stay(answers: Mapping[str, Any]) -> dict[str, str | None] | None:
    """The first and the last day of a stay, no last one while it goes on; None for other care."""
    days = sorted(_list(answers, "service_dates"))
    ongoing = answers.get("care_timing") == "ongoing"
    if not services()[answers.get("service") or "other"].stay or len(days) < (1 if ongoing else 2):
        return None
    return {"first": days[0], "last": None if ongoing else days[-1]}


def _treatments(items: Sequence[Mapping[str, Any]], notice: str | None) -> list[dict[str, Any]]:
    """The rows; `since`: it began after the notice, so that it was not tried before."""
    kinds, results = renderings()["treatments.kind"], renderings()["treatments.result"]
    return [
        {
            "name": item.get("name") or kinds.get(item.get("kind") or "other"),
            "started": item.get("started"),
            "ended": _ended(item),
            "since": precedes(notice or "", item.get("started") or ""),
            "ongoing": item.get("ended") == "ongoing",
            "unusable": item.get("result") == "could_not_take",
            "weeks": _weeks(item),
            "result": results.get(item.get("result") or ""),
            "why_stopped": item.get("why_stopped"),
        }
        for item in items
    ]


def _ended(item: Mapping[str, Any]) -> str | None:
    """When a treatment ended; None while it goes on, and where it would be before its start."""
    started, ended = item.get("started") or "", item.get("ended") or ""
    return None if ended in ("", "ongoing") or precedes(ended, started) else ended


def _weeks(item: Mapping[str, Any]) -> str | None:
    """How long a treatment ran, where both days are known and the name does not say it."""
    started, ended = item.get("started") or "", item.get("ended") or ""
    if len(started) != 10 or len(ended) != 10 or "week" in str(item.get("name")).casefold():
        return None
    weeks = ((date.fromisoformat(ended) - date.fromisoformat(started)).days + 1) // 7
    return f"{weeks} weeks" if weeks > 1 else None


def _tests(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{key: item.get(key) for key in ("test", "date", "finding")} for item in items]


def _list(answers: Mapping[str, Any], key: str) -> list[Any]:
    return list(answers.get(key) or [])
