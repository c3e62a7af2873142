"""The pages beside the questions: opening, privacy, help, erasing."""

from __future__ import annotations

from datetime import date

import flows
from bot.conversation import finding, reminding
from bot.conversation.replies import SCREEN, Button, House, Reply, Row, page
from flows.facts import Facts
from flows.free_help import FreeHelp, free_help
from flows.interview.case import Case
from flows.interview.words import Phrase, Words, words
from flows.obstacles import Page
from flows.plan import expected_after
from flows.rights import answer_time

PROOF = ("mail", "fax", "portal", "by_hand")  # ways of sending that leave a proof of their own
OPENING = "w"  # stands for a case in buttons, before there is one


def choose_language() -> Reply:
    """The first page, in both languages."""
    rows: tuple[Row, ...] = (
        (Button("English", f"{OPENING}en", "language"),),
        (Button("Español", f"{OPENING}es", "language"),),
    )
    parts = tuple(words(each).phrase("messages.choose_language") for each in ("en", "es"))
    return page(*parts, rows=rows)


def change_language() -> Reply:
    """The same page in the middle of a case."""
    rows: tuple[Row, ...] = (
        (Button("English", SCREEN, "language-en"),),
        (Button("Español", SCREEN, "language-es"),),
    )
    parts = tuple(words(each).phrase("messages.choose_language") for each in ("en", "es"))
    return page(*parts, rows=rows)


def opening(language: str, house: House) -> tuple[Reply, ...]:
    """What the bot is and is not; then the consent."""
    said = words(language)
    return page(said.phrase("messages.welcome")), consent(language, house, "read_more")


def consent(language: str, house: House, *more: str) -> Reply:
    """The consent, with its buttons."""
    said = words(language)
    names = ("agree", *more, "no_thanks")
    rows = tuple((Button(said.button(name), f"{OPENING}{language}", name),) for name in names)
    return page(said.phrase("messages.consent", keep_days=house.keep_days), rows=rows)


def privacy(said: Words, house: House) -> Reply:
    """The answer to /privacy."""
    return page(
        said.phrase(
            "messages.privacy",
            operator=house.operator,
            contact=house.contact,
            keep_days=house.keep_days,
        )
    )


def help_page(said: Words, house: House, facts: Facts | None) -> Reply:
    """The answer to /help, with a free person to call where the coverage names one."""
    parts = [said.phrase("messages.help", keep_days=house.keep_days)]
    for each in free_help(facts) if facts and facts.coverage else ():
        called = _called(each, said)
        parts.append(said.phrase("messages.help_person", name=called, phone=each.phone))
    return page(*parts)


def confirm(said: Words, what: str) -> Reply:
    """Erase or start again? Said once, with the thing named."""
    yes = "erase" if what == "delete" else "restart"
    rows: tuple[Row, ...] = (
        (Button(said.button(yes), SCREEN, f"{what}-yes"),),
        (Button(said.button("keep"), SCREEN, "go_on"),),
    )
    return page(said.phrase(f"messages.{what}_confirm"), rows=rows)


def emergency(said: Words, which: str, *, has_case: bool) -> Reply:
    """911 or 988 at once; then on, when the person does."""
    if which == "emergency" and not has_case:
        which = "emergency_before"
    rows: tuple[Row, ...] = ((Button(said.button("go_on"), SCREEN, "go_on"),),) if has_case else ()
    return page(said.phrase(f"messages.{which}"), rows=rows)


def obstacle(case: Case, which: Page, *, today: date) -> Reply:
    """Why there is no letter, and what to do instead."""
    said, facts = words(case.language), flows.facts_of(case, today=today)
    template = said.texts[f"messages.{which.page}"]
    fields = {
        name: value for name, value in _fields_of(facts, said).items() if f"{{{name}}}" in template
    }
    address = finding.to_change(which.change, flows.counted(case, today=today))
    rows: tuple[Row, ...] = ((Button(said.button("change_this"), SCREEN, f"change-{address}"),),)
    return page(said.phrase(f"messages.{which.page}", **fields), rows=rows)


def _fields_of(facts: Facts, said: Words) -> dict[str, object]:
    """What a page instead of a letter may name."""
    first = next(iter(free_help(facts)), None)
    return {
        "name": _called(first, said) if first else "",
        "phone": first.phone if first else "",
    }


def _called(each: FreeHelp, said: Words) -> str | Phrase:
    """Who helps, by the office's own name or by ours."""
    return each.name or said.phrase(f"law.helper_{each.key}")


def news(case: Case, which: str) -> Reply:
    """What an answer changes, and what to do about it beside the appeal."""
    return page(words(case.language).phrase(f"messages.news_{which}"))


def sent(case: Case, *, today: date) -> Reply:
    """The letter is out: its proof, when the answer may be expected, what comes after a no."""
    said, facts = words(case.language), flows.facts_of(case, today=today)
    waits = waiting(case, today=today)
    parts = [*waits.parts]
    if case.sent_by in PROOF:
        parts.insert(1, said.phrase(f"messages.proof_{case.sent_by}"))
    if facts.next_level:
        level = said.phrase(f"law.level_{facts.next_level.id}")
        parts.append(said.phrase("messages.sent_next", next_level=level))
    parts.append(said.phrase("messages.sent_call"))
    return page(*parts, rows=waits.rows)


def waiting(case: Case, *, today: date) -> Reply:
    """The same in short: what is known of the letter, and what may have come of it."""
    said, answer = words(case.language), answer_time(flows.facts_of(case, today=today))
    sent_on = case.sent_on or today
    expected = expected_after(case.got_on or sent_on, answer)
    parts = [said.phrase("messages.sent", sent_on=said.day(sent_on))]
    if case.got_on:
        parts.append(said.phrase("messages.got", got_on=said.day(case.got_on)))
    if answer and expected:
        key = "answer_hours" if answer.unit == "hours" else "answer_days"
        rule = said.phrase(f"checklist.{key}", amount=answer.amount)
        when = said.day(expected)
        parts.append(said.phrase("messages.sent_answer", rule=rule, answer_by=when))
    came: tuple[Row, ...] = ((Button(said.button("got"), SCREEN, "got"),),)
    rows: tuple[Row, ...] = (
        *(() if case.got_on else came),
        (Button(said.button("approved"), SCREEN, "approved"),),
        (Button(said.button("denied_again"), SCREEN, "denied"),),
        (Button(said.button("no_answer"), SCREEN, "unanswered"),),
        (Button(said.button("see_missing"), SCREEN, "missing"),),
        *reminding.way(case),
        (Button(said.button("change"), SCREEN, "review"),),
    )
    return page(*parts, rows=rows)


def approved(case: Case, *, today: date) -> Reply:
    """They said yes: what to do with it."""
    said = words(case.language)
    given = case.answers.get("care_timing") == "already_had"
    told = said.phrase(f"messages.approved_{'given' if given else 'not_given'}")
    rows: tuple[Row, ...] = (
        (Button(said.button("all_files"), SCREEN, "all_files"),),
        (Button(said.button("denied_again"), SCREEN, "denied"),),
    )
    return page(said.phrase("messages.approved"), told, rows=rows)
