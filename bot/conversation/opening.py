"""Before the consent: nothing is kept, so what is chosen travels in the buttons."""

from __future__ import annotations

from datetime import date

import flows
from bot.conversation import pages
from bot.conversation.events import Commanded, Event, Pressed, Said, Showed
from bot.conversation.now import stands
from bot.conversation.replies import House, Turn, decode, page
from bot.conversation.turns import present, renewed
from flows.interview.case import new_case
from flows.interview.emergencies import emergency_in
from flows.interview.words import languages, words


def turn(event: Event, *, today: date, house: House, language: str) -> Turn:
    """What an event leads to where no case is kept."""
    said = words(language)
    if isinstance(event, Pressed):
        return _pressed(event, today=today, house=house)
    if isinstance(event, Commanded) and event.name == "privacy":
        return Turn(None, (pages.privacy(said, house), pages.choose_language()))
    if isinstance(event, Commanded) and event.name == "help":
        return Turn(None, (pages.help_page(said, house, None), pages.choose_language()))
    if isinstance(event, Commanded) and event.name == "delete":
        return Turn(None, (page(said.phrase("messages.delete_nothing")),), erases=True)
    if isinstance(event, Commanded) and event.name == "mydata":
        return Turn(None, (page(said.phrase("messages.mydata_nothing")), pages.choose_language()))
    if isinstance(event, Said):
        urgent = emergency_in(event.text)
        if urgent:
            first = pages.emergency(said, urgent, has_case=False)
            return Turn(None, (first, pages.choose_language()))
    if isinstance(event, Showed) and event.data:
        note = page(said.phrase("messages.case_file_first"))
        return Turn(None, (note, pages.choose_language()))
    return Turn(None, (pages.choose_language(),))


def _pressed(event: Pressed, *, today: date, house: House) -> Turn:
    press = decode(event.data)
    language = press.address.removeprefix(pages.OPENING) if press else ""
    if press is None or language not in languages():
        return Turn(None, (pages.choose_language(),))
    said = words(language)
    match press.token:
        case "language":
            return Turn(None, pages.opening(language, house), chosen=said.button(_NAMES[language]))
        case "read_more":
            again = pages.consent(language, house)
            return Turn(None, (pages.privacy(said, house), again), chosen=said.button("read_more"))
        case "no_thanks":
            bye = page(said.phrase("messages.consent_no"))
            return Turn(None, (bye,), chosen=said.button("no_thanks"))
        case "agree":
            return _agreed(language, today=today)
    return Turn(None, (pages.choose_language(),))


def _agreed(language: str, *, today: date) -> Turn:
    case = flows.moved(new_case(language, today=today), "agree", today=today)
    case = renewed(flows.settled(case, today=today))
    agreed = words(language).button("agree")
    offer = page(words(language).phrase("messages.offer_photo"))
    return Turn(case, (offer, *present(stands(case, today=today))), chosen=agreed)


_NAMES = {"en": "english", "es": "spanish"}
