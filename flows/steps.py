"""What to do, in order, and by when: the steps of the checklist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from flows.facts import Facts
from flows.free_help import FreeHelp, free_help
from flows.law.finder import whom_to_ask
from flows.law.reasons import TOLD
from flows.law.states import states
from flows.level_steps import form_step, level_steps
from flows.moves import on_the_checklist
from flows.plan import AppealPlan, ToDo, expected_after
from flows.situations import called_for

MAIL = 5  # days that mail may take
ANY_BY_PHONE, URGENT_BY_PHONE = "oral_request", "urgent_oral"  # rights of the tables
CONFIRM_AFTER = 7  # days after sending to ask whether the letter is there


def steps(plan: AppealPlan) -> tuple[ToDo, ...]:
    """The steps of a plan, those that do not apply left out."""
    return tuple(step for step in _steps(plan) if step is not None)


def after_sending(plan: AppealPlan, sent_on: date, *, got_on: date | None = None) -> AppealPlan:
    """The plan with the steps that come after the letter is out, counted from that day.

    The answer is due by the day on which it came there, where that is known.
    """
    keys = [step.key for step in plan.steps]
    expected = expected_after(got_on or sent_on, plan.answer)
    days = {"confirm": sent_on + timedelta(days=CONFIRM_AFTER), "answer": expected}
    left = plan.steps[keys.index("confirm") :]
    return replace(
        plan, steps=tuple(replace(step, by=days.get(step.key, step.by)) for step in left)
    )


def _steps(plan: AppealPlan) -> list[ToDo | None]:
    """What to do, in order; None for what does not apply."""
    answers, today, aim = plan.facts.answers, plan.today, plan.aim_by
    soon = min(today + timedelta(days=3), aim)
    fax, address = answers.get("appeals_fax"), answers.get("appeals_address")
    return [
        *_made_first(plan, soon, only="today"),
        ToDo("late", "late_how", today) if plan.due and plan.due.late else None,
        _find_out(plan),
        ToDo("notice_date", "notice_date_how", today) if plan.facts.notice is None else None,
        *level_steps(plan),
        *called_for(plan),
        _checked_ahead(plan, soon),
        ToDo("ask", "ask_how", today) if plan.not_in_hand else None,
        *_made_first(plan, soon, only="soon"),
        *_of_reasons(plan, soon),
        ToDo("address", "address_how", soon) if not (fax or address) else None,
        ToDo("read", "read_how", aim),
        ToDo("sign", "sign_how", aim),
        _consent(plan),
        form_step(plan),
        ToDo("copies", "copies_how", aim) if plan.in_hand else None,
        _send(plan),
        _by_phone(plan),
        ToDo("no_printer", "no_printer_how", aim),
        ToDo("confirm", "confirm_how", aim + timedelta(days=_confirm_after(plan))),
        ToDo("answer", "answer_how", plan.answer_expected),
        _next(plan),
        *_help(plan.facts),
    ]


def _confirm_after(plan: AppealPlan) -> int:
    """Days after sending to ask whether it is there: the next one where they decide in hours."""
    fast = plan.answer is not None and plan.answer.unit == "hours"
    return 1 if fast else CONFIRM_AFTER


def _consent(plan: AppealPlan) -> ToDo | None:
    """The paper by which the patient lets somebody else file."""
    entry = plan.facts.filer_entry
    helps = plan.facts.answers.get("asker") == "representative"
    if plan.facts.filer != "with_consent" and not helps:
        return None
    form = entry.form_number if entry else None
    if form:
        return ToDo("authorization", "authorization_form_how", plan.aim_by, {"form": form})
    return ToDo("authorization", "authorization_how", plan.aim_by)


def _find_out(plan: AppealPlan) -> ToDo | None:
    """Whom to ask what kind of plan it is, and in what words, by where the plan is from."""
    if plan.facts.coverage is not None:
        return None
    ask = whom_to_ask(plan.facts.answers)
    return ToDo("find_out", f"find_out_{ask.key}", plan.today, ask.values)


def _made_first(plan: AppealPlan, soon: date, *, only: str) -> list[ToDo]:
    """The first moves that are to be made that soon."""
    day = plan.today if only == "today" else soon
    made = sorted(on_the_checklist(plan.moves), key=lambda each: each.move.by != "today")
    # That the time to appeal runs on is said once, at the first of them.
    return [
        ToDo(
            "first_move",
            "first_move_more_how" if n else "first_move_how",
            day,
            {"move": each.move.id},
        )
        for n, each in enumerate(made)
        if each.move.by == only
    ]


def _of_reasons(plan: AppealPlan, by: date) -> list[ToDo]:
    """What to do first about the reasons that no move of the list answers."""
    made = on_the_checklist(plan.moves)
    answered = {reason for each in made for reason in each.reasons}
    answered |= {each.move.id for each in made}
    return [
        ToDo("move", "move_how", by, {"reason": reason.id})
        for reason in plan.reasons[:TOLD]
        if not {reason.id, reason.said_by} & answered
    ]


def _checked_ahead(plan: AppealPlan, by: date) -> ToDo | None:
    """The check ahead of time, where this coverage makes one in this state."""
    since = plan.facts.checked_since(today=plan.today)
    state = states().get(plan.facts.answers.get("us_state") or "")
    if since is None or state is None:
        return None
    return ToDo("checked_ahead", "checked_ahead_how", by, {"since": since, "state": state.name})


def _next(plan: AppealPlan) -> ToDo | None:
    """What comes after another no; nothing to file where the case is sent on by itself."""
    level = plan.level
    if level is None or plan.facts.coverage is None:
        return None
    if plan.next_level is None:  # the last step, or the way parts
        beyond = any(other.n > level.n for other in plan.facts.coverage.levels)
        return ToDo("next", "next_letter_how") if beyond else None
    if plan.next_level.page == "court":
        return ToDo("next_court", "next_court_how")
    by_itself = (
        level.automatic_forwarding and level.automatic_forwarding_verified == "read-in-stored-text"
    )
    return ToDo("next", "next_auto_how" if by_itself else "next_how")


def _send(plan: AppealPlan) -> ToDo:
    """How to send it: by fax where there is one; by hand where mail would come too late."""
    fax, address = (plan.facts.answers.get(f"appeals_{way}") for way in ("fax", "address"))
    if fax:
        return ToDo("send", "send_fax", plan.aim_by, {"fax": fax})
    last = plan.due.last_day if plan.due else None
    days = [day for day in (plan.keep_benefits_by, last) if day and day >= plan.today]
    if days and min(days) - plan.aim_by < timedelta(days=MAIL):
        return ToDo("send", "send_quick", plan.aim_by)
    return ToDo("send", "send_mail" if address else "send_unknown", plan.aim_by)


def _by_phone(plan: AppealPlan) -> ToDo | None:
    """That a call is an appeal too, where a text that was read says so: it needs no signature."""
    coverage, level = plan.facts.coverage, plan.level
    if coverage is None or level is None:
        return None
    read = {rule.id for rule in coverage.rights_at(level) if rule.may_be_printed}
    if ANY_BY_PHONE in read:
        return ToDo("by_phone", "by_phone_how", plan.aim_by)
    urgent = URGENT_BY_PHONE in read and plan.facts.pace == "urgent"
    return ToDo("by_phone", "by_phone_urgent_how", plan.today) if urgent else None


def _help(facts: Facts) -> list[ToDo]:
    """Free help by telephone: of this coverage; of the state where the plan is not known."""
    return [
        ToDo("help_more" if n else "help", _help_how(each), None, _named(each))
        for n, each in enumerate(free_help(facts))
    ]


def _help_how(each: FreeHelp) -> str:
    return "help_state_how" if each.name else "help_how"


def _named(each: FreeHelp) -> dict[str, object]:
    if each.name:
        return {"name": each.name, "phone": each.phone, "check": each.check}
    return {"name": each.key, "phone": each.phone}
