"""The appeal letter: what the plan and the facts give to its template, each with its owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flows.interview.questions import interview
from flows.interview.values import precedes
from flows.interview.words import words
from flows.law.sources import Source, citable, sections
from flows.plan import AppealPlan, Right
from letters.writing import own_words
from letters.writing.blocks import Document
from letters.writing.compose import compose
from letters.writing.own_words import OwnWords
from letters.writing.owned import Owned, own
from letters.writing.renderings import paper_names, renderings
from letters.writing.rules import criteria_map, months_counted, rule_cited
from letters.writing.statements import stated
from letters.writing.timeline import has_timeline

ROLES = {"parent": "parent", "representative": "representative", "clinician": "clinician"}


def appeal_letter(plan: AppealPlan) -> Document:
    """The letter to the plan, in English.

    Raises:
        BadTemplate: a template prints what nobody owns: our fault, found by tests.
        Undrawable: a character that no letter can carry.
    """
    return compose(
        "letter.xhtml", context(plan), title="Appeal letter", dated=plan.today, kind="letter"
    )


def context(plan: AppealPlan) -> dict[str, object]:
    """Everything the letter's templates may branch on or print."""
    answers, quoted = own_words.of_plan(plan)
    every = {question.key: None for question in interview().questions}
    a = own({**every, **answers}, "answer:")
    states = {each.document: each.state for each in plan.needed}
    papers = {document: states.get(document) for document in renderings()["documents"]}
    treatments = own(
        _treatments(_list(answers, "treatments"), answers.get("notice_date")), "answer:treatments"
    )
    return {
        "a": a,
        "asked": {key: key in plan.facts.answers for key in every},
        "today": own(plan.today, "today"),
        "sender": _sender(a),
        "recipient": _recipient(a),
        "reach": tuple(each for each in (a.phone, a.email) if each),
        "service_dates": tuple(
            Owned(words("en").known_date(d), "answer:service_dates")
            for d in _list(answers, "service_dates")
        ),
        "stated": stated(answers),
        "counted": months_counted(plan),
        "own_words": tuple(_quoted(each) for each in quoted),
        "red_flags": bool(set(_list(answers, "red_flags")) - {"none"}),
        "map": criteria_map(plan),
        "rule": rule_cited(plan),
        "treatments": tuple(each for each in treatments if not each.since),
        "treatments_since": tuple(each for each in treatments if each.since),
        "tests": own(_tests(_list(answers, "prior_tests")), "answer:prior_tests"),
        "reasons": [
            {"template": f"reasons/{r.id}.xhtml", "rule": _rule(r.rule, plan)} for r in plan.reasons
        ],
        "answered": {
            "treatments": any(r.id == "step_therapy" for r in plan.reasons),
            "emergency": any(r.id == "not_emergency" for r in plan.reasons),
            "frequency": any(r.id == "frequency_limit" for r in plan.reasons),
            "authorization": any(r.id == "no_prior_authorization" for r in plan.reasons),
        },
        "peer_to_peer": plan.facts.coverage is None or plan.facts.coverage.peer_to_peer,
        "papers": papers,
        "therapy_paper": papers.get("therapy_records"),
        "enclosures": paper_names(enclosed(plan)),
        "asked_papers": paper_names([n.document for n in plan.not_in_hand if n.state == "asked"]),
        "rights": [_right(right, plan) for right in plan.rights],
        "urgent": _right(plan.urgent_request, plan) if plan.urgent_request else None,
        "lcd": own(plan.facts.local_determination, "table:services.lcds"),
        "late": plan.late,
        "law": _law(plan),
        "member_number": plan.facts.coverage.member_number if plan.facts.coverage else "Member ID",
        "signer": _signer(a),
    }


def enclosed(plan: AppealPlan) -> list[str]:
    """The papers that go with the letter, by key and in order: those in hand, then our own."""
    own_page = ["symptom_timeline"] if has_timeline(plan) else []
    return [*(each.document for each in plan.in_hand), *own_page]


def source_of(citation: str | None, sources: Sequence[Source]) -> str:
    """The owner of a legal value: the table's source that names its section."""
    named = sections(citation or "")
    found = next((s.id for s in sources if sections(s.citation) & named), None)
    return f"source:{found}" if found else "table:coverage"


def _law(plan: AppealPlan) -> dict[str, Owned | None]:
    """What the law gives, owned by its source; None where it may not be printed."""
    found: dict[str, Owned | None] = dict.fromkeys(
        (
            "subject",
            "opening",
            "good_cause",
            "reserves",
            "reserves_citation",
            "days",
            "days_from_receipt",
            "days_citation",
            "decision",
            "decision_citation",
            "next_level",
        )
    )
    coverage, level = plan.facts.coverage, plan.level
    if coverage is None or level is None:
        return found
    filing, sources = level.filing, coverage.sources
    found["subject"] = own(level.subject or level.name, "table:coverage")
    found["opening"] = own(level.opening, "table:coverage")
    if filing.good_cause:
        found["good_cause"] = own(citable(filing.good_cause, sources) or True, "table:coverage")
    if level.reserves and level.reserves.may_be_printed:
        owner = source_of(level.reserves.citation, sources)
        found["reserves"] = own(level.reserves.letter, owner)
        found["reserves_citation"] = own(citable(level.reserves.citation, sources), owner)
    if filing.may_be_printed and filing.unit == "calendar_days" and plan.facts.notice:
        owner = source_of(filing.citation, sources)
        fixed = filing.fixed_days_from_notice_date
        found["days"] = own(fixed or filing.amount, owner)
        from_receipt = fixed is None and filing.clock_starts == "receipt"
        found["days_from_receipt"] = own(from_receipt, owner)
        found["days_citation"] = own(citable(filing.citation, sources), owner)
    if plan.answer:
        owner = source_of(plan.answer.citation, sources)
        unit = "hours" if plan.answer.unit == "hours" else "days"
        found["decision"] = own(f"{plan.answer.amount} {unit}", owner)
        found["decision_citation"] = own(plan.answer.citation, owner)
    if plan.next_level:
        found["next_level"] = own(plan.next_level.called or plan.next_level.name, "table:coverage")
    return found


def _right(right: Right, plan: AppealPlan) -> dict[str, Owned]:
    sources = plan.facts.coverage.sources if plan.facts.coverage else ()
    owner = source_of(right.citation, sources)
    return {"text": own(right.text.rstrip("."), owner), "citation": own(right.citation, owner)}


def _quoted(words: OwnWords) -> dict[str, Owned]:
    owner = f"answer:{words.key}"
    return {"about": Owned(words.about, owner), "text": Owned(words.text, owner)}


def _sender(a: Any) -> list[Owned]:
    name = a.signer_name if a.asker != "patient" and a.signer_name else a.patient_name
    if not (a.address or a.phone or a.email):
        return []
    lines = [Owned(line, "answer:address") for line in (a.address.value or "").splitlines()]
    return [name, *lines, *(each for each in (a.phone, a.email) if each)]


def _recipient(a: Any) -> list[Owned]:
    """The plan and the address as its letter prints it; never one of our own."""
    lines = [
        Owned(line, "answer:appeals_address")
        for line in (a.appeals_address.value or "").splitlines()
    ]
    named = any(str(a.insurer.value).casefold() in str(line.value).casefold() for line in lines)
    return lines if lines and named else [a.insurer, *lines]


def _signer(a: Any) -> dict[str, Owned | None]:
    if a.asker == "patient" or not a.signer_name:
        return {"name": a.patient_name, "role": None}
    role = a.signer_role or own(ROLES.get(str(a.asker.value), ""), "answer:asker")
    return {"name": a.signer_name, "role": role}


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


def _rule(citation: str | None, plan: AppealPlan) -> Owned | None:
    """The rule that a reason is judged by, where a good source of this coverage names it."""
    sources = plan.facts.coverage.sources if plan.facts.coverage else ()
    printed = citable(citation, sources)
    return Owned(printed, source_of(printed, sources)) if printed else None


def _list(answers: Mapping[str, Any], key: str) -> list[Any]:
    return list(answers.get(key) or [])
