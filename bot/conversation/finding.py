"""The kind of coverage, where the person does not know it: what fits, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from flows.facts import Facts
from flows.interview.path import Answers
from flows.interview.words import Phrase, Words
from flows.law.deadlines import DueDate
from flows.law.finder import whom_to_ask

FOUND = "found_coverages"  # the list that the question draws its options from


def kinds(offered: Sequence[str], answers: Answers, said: Words) -> Phrase:
    """The kinds that fit, how each is known, and what the person told that points to them."""
    fields: dict[str, object] = {}
    found = [key for key in offered if key != "none"]
    for place, key in enumerate(found):
        named = said.phrase(f"kinds.called_{key}")
        tells = said.phrase(f"kinds.tells_{key}")
        fields[f"kind{place}"] = said.phrase("kinds.kind", called=named, tells=tells)
    fields["fits"] = said.phrase(f"kinds.{'fits' if len(found) == 1 else 'may_fit'}")
    fields["told"] = said.phrase("kinds.told", signs=", ".join(_signs(answers, said)))
    listed = [f"{{kind{place}}}" for place in range(len(found))]
    return Phrase("\n".join(["{fits}", *listed, "{told}"]), fields)


def label(key: str, said: Words) -> str:
    """The button of a kind that fits, or of none."""
    return said.phrase(f"kinds.{'not_found' if key == 'none' else f'called_{key}'}").plain()


def not_known(facts: Facts, due: DueDate, said: Words) -> Phrase:
    """No last day by law: the safe day, the one in the letter, and whom to ask in what words."""
    ask = whom_to_ask(facts.answers)
    how = said.phrase(f"checklist.step_find_out_{ask.key}", **ask.values)
    aim_by = said.day(due.aim_by, weekday=True)
    letter = said.phrase("messages.letter_tells_no_day")
    if due.last_day:
        key = "letter_tells_passed" if due.late else "letter_tells_day"
        letter = said.phrase(f"messages.{key}", last_day=said.day(due.last_day, weekday=True))
    return said.phrase("messages.coverage_unknown", aim_by=aim_by, letter=letter, how=how)


def to_change(address: str, counted: Answers) -> str:
    """The answer to change where one came by mistake: what was found, where that stands for it."""
    found = counted.get("coverage_found") not in (None, "none")
    return "coverage_found" if address == "coverage" and found else address


def _signs(answers: Answers, said: Words) -> list[str]:
    """What the person chose, as its buttons call it; what is not known is no sign."""
    found = []
    for key in ("plan_from", "card_shows", "self_funded"):
        value = answers.get(key) or []
        chosen = value if isinstance(value, list) else [value]
        labels = said.questions[key].options
        found += [labels[each] for each in chosen if each not in ("none", "not_sure")]
    return found
