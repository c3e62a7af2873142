"""Where a case stands: what /status, /checklist and /deadline tell."""

from __future__ import annotations

import flows
from bot.conversation import deadline, labels, pages, reminding, sheets
from bot.conversation.checklist import checklist, missing
from bot.conversation.needed import answers_needed
from bot.conversation.now import Now
from bot.conversation.progress import place
from bot.conversation.replies import SCREEN, Button, Reply, Row, page
from flows.appeal import appeal_plan
from flows.interview.lifecycle import AFTER, SENT
from flows.interview.questions import interview
from flows.interview.words import Phrase
from letters.writing.packed import Packed
from letters.writing.packet import promised
from letters.writing.papers import CHECKLIST_NAMES


def status(at: Now) -> tuple[Phrase, ...]:
    """The part and the question, or what is done; the last day; what is missing."""
    said = at.words
    title = said.phrase("messages.status_title")
    if at.case.phase == SENT:
        shows = pages.approved if at.case.approved else pages.sent
        return (title, *shows(at.case, today=at.today).parts)
    plan = appeal_plan(flows.facts_of(at.case, today=at.today), today=at.today)
    lines = [_where(at)]
    last_day = plan.due.last_day if plan.due else None
    if last_day:
        day = said.day(last_day, weekday=True)
        lines.append(said.phrase("messages.status_last_day", last_day=day))
    else:
        lines.append(said.phrase("messages.status_no_last_day"))
    needs = answers_needed(at)
    lines += [needs] if needs else missing(plan, said)
    return (title, *lines)


def short_list(at: Now) -> tuple[Phrase, ...]:
    """The checklist once more."""
    made = at.case.phase in AFTER
    file = CHECKLIST_NAMES[at.case.language] if made else None
    return checklist(at.case, today=at.today, file=file, packed=_packed(at) if made else None)


def _packed(at: Now) -> Packed | None:
    """The packet that was made; where its line to sign is, only its pages tell."""
    plan = appeal_plan(flows.facts_of(at.case, today=at.today), today=at.today)
    return promised(plan, at.case.sheets, signed=at.case.signature is not None)


def last_day(at: Now) -> tuple[Phrase, ...]:
    """The last day to appeal and why, or which answers it hangs on."""
    found = deadline.deadline(at.case, today=at.today)
    if found:
        return found[0].parts
    counted = flows.counted(at.case, today=at.today)
    unknown = [key for key in ("notice_date", "coverage") if counted.get(key) is None]
    names = [labels.name(key, at.words) for key in unknown or ["received_on"]]
    return (at.words.phrase("messages.deadline_needs", names=at.words.listed(names)),)


def _where(at: Now) -> Phrase:
    said = at.words
    if at.step is not None:
        n, total = place(at.case, at.path, at.step)
        key = at.step.group or at.step.question.key.removesuffix(".more")
        section = said.phrase(f"facts.section_{interview().question(key).section}")
        return said.phrase("messages.status_asking", section=section, n=n, total=total)
    made = at.case.phase in AFTER
    return said.phrase(f"messages.status_{'made' if made else 'ready'}")


def made(at: Now) -> Reply:
    """The letter is made and not sent: what to do with it, in short."""
    told = at.words.phrase("messages.status_made")
    return page(told, rows=(*ways(at)[:-1], sheets.way(at.case), ways(at)[-1]))


def ways(at: Now) -> tuple[Row, ...]:
    """The buttons that lead on where no question is on the screen."""
    if at.case.phase == SENT:
        shows = pages.approved if at.case.approved else pages.waiting
        return shows(at.case, today=at.today).rows
    said, made = at.words, at.case.phase in AFTER
    first = Button(said.button("sent"), SCREEN, "sent")
    if not made:
        first = Button(said.button("make_letter"), SCREEN, "make")
    last = Button(said.button("change" if made else "review"), SCREEN, "review")
    return ((first,), *to_missing(at), *reminding.way(at.case), (last,))


def to_missing(at: Now) -> tuple[Row, ...]:
    """The button to the papers that are not in hand; nothing where none is missing."""
    plan = appeal_plan(flows.facts_of(at.case, today=at.today), today=at.today)
    if not plan.not_in_hand:
        return ()
    return ((Button(at.words.button("see_missing"), SCREEN, "missing"),),)
