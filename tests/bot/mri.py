"""The case of the project, as people play it. Everybody is invented; numbers are 555.

A deed is a text that is typed, or a button in brackets that is tapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flows.interview.blocks import blocks
from flows.interview.questions import interview
from flows.interview.words import words
from tests.support.sandbox import Person

WORDING = (
    "We cannot approve this scan. Your records do not show that you finished six weeks of "
    "conservative treatment before it was asked for."
)
ADDRESS = "Northland Benefit Trust, Appeals Unit\nPO Box 5550\nSaint Paul, MN 55101"
HOME = "418 Larkspur Lane, Apt 2\nSaint Paul, MN 55104"

# What is answered to each question of a path, in the order of the interview. The key stands for
# the question; the last deed is the one after which the next question comes.
ENGLISH: Mapping[str, Sequence[str]] = {
    "asker": ["[For me]"],
    "first_denial": ["[Yes, the first no]"],
    "notice_date": ["July 6, 2026"],
    "received_on": ["July 9, 2026"],
    "printed_deadline": ["[No date in the letter]"],
    "denial_wording": [WORDING],
    "denial_reasons": ["[Done]"],
    "claim_number": ["A-77120-26"],
    "plan_criteria": ["Spine Imaging Guideline SP-12"],
    "appeals_address": [ADDRESS],
    "appeals_fax": ["651-555-0136"],
    "coverage": ["[A job or union]", "[The employer pays]"],
    "insurer": ["Northland Benefit Trust"],
    "us_state": ["Minnesota"],
    "service": ["[MRI of the lower back]"],
    "service_name": ["MRI lumbar spine without contrast"],
    "care_timing": ["[No, not yet]"],
    "urgent": ["[No]"],
    "office_action": ["[Nothing yet]"],
    "diagnosis": ["lumbar radiculopathy on the left"],
    "icd10": ["M54.16"],
    "cpt": ["72148"],
    "code_matches": ["[Yes, it fits]"],
    "ordering_clinician": ["Dana Reyes, MD"],
    "clinician_specialty": ["Family doctor"],
    "clinician_phone": ["651 555 0171"],
    "surgery_considered": ["[Yes]"],
    "red_flags": ["[Weakness getting worse]", "[Done]", "[Go on]"],
    "symptoms": ["Pain in the lower back that runs down the left leg, with numb toes."],
    "symptoms_started": ["March 2026"],
    "function_impact": ["I can sit for about 15 minutes. I have missed 9 days of work."],
    "treatments": [
        (
            "Physical therapy, 16 visits, April 6 to May 31, 2026, no help\n"
            "Naproxen 500 mg twice a day, March 20 to May 4, 2026, stomach pain\n"
            "Gabapentin 300 mg at night, since May 8, 2026, helped a little"
        ),
        "[No more to add]",
    ],
    "prior_tests": [
        "X-ray of the lower back, April 2, 2026, narrow disc space at L5-S1",
        "[No more to add]",
    ],
    "why_this_service": ["The left foot is getting weaker. The scan decides what comes next."],
    "risk_of_delay": ["The weakness in the foot could become permanent."],
    "criteria_given": ["[No]"],
    "clinician_support": ["[Yes]"],
    "documents": [
        "[Full denial letter]",
        "[Letter from the doctor]",
        "[Doctor's visit notes]",
        "[Done]",
        "[Pharmacy medicine list]",
        "[Done]",
    ],
    "patient_name": ["Rosa Vega"],
    "member_id": ["NBT 4410 2286"],
    "group_number": ["70-114"],
    "date_of_birth": ["February 18, 1971"],
    "address": [HOME],
    "phone": ["651-555-0148"],
    "email": ["rosa.vega@example.com"],
}
SPANISH: Mapping[str, Sequence[str]] = {
    **ENGLISH,
    "asker": ["[Para mí]"],
    "first_denial": ["[Sí, la primera vez]"],
    "notice_date": ["6 de julio de 2026"],
    "received_on": ["9 de julio de 2026"],
    "printed_deadline": ["[La carta no da fecha]"],
    "denial_reasons": ["[Listo]"],
    "coverage": ["[Un empleo o sindicato]", "[Paga el empleador]"],
    "service": ["[MRI de la espalda baja]"],
    "care_timing": ["[No, todavía no]"],
    "office_action": ["[Nada todavía]"],
    "code_matches": ["[Sí, corresponde]"],
    "surgery_considered": ["[Sí]"],
    "symptom_kinds": ["[Dolor]", "[Adormecido u hormigueo]", "[Listo]"],
    "symptom_places": ["[Parte baja de la espalda]", "[Pierna]", "[Listo]"],
    "pain_score": ["7"],
    "limits": ["[Sentarse un rato]", "[Ir al trabajo o a la escuela]", "[Listo]"],
    "sit_minutes": ["15"],
    "missed_work_days": ["9"],
    "care_purpose": ["[Qué tratamiento elegir]", "[Listo]"],
    "risk_kinds": ["[Un daño que se queda]", "[Listo]"],
    "clinician_specialty": ["Médica de familia"],
    "red_flags": ["[Debilidad que aumenta]", "[Listo]", "[Seguir]"],
    "symptoms": ["Dolor en la espalda baja que baja por la pierna izquierda, 7 de 10."],
    "symptoms_started": ["marzo de 2026"],
    "function_impact": ["Puedo estar sentada unos 15 minutos. He faltado 9 días al trabajo."],
    "treatments": [
        "Terapia física, 16 sesiones, del 6 de abril al 31 de mayo de 2026, no ayudó",
        "Naproxeno 500 mg, del 20 de marzo al 4 de mayo de 2026, dolor de estómago",
        "Gabapentin 300 mg, desde el 8 de mayo de 2026, ayudó un poco",
        "[No hay más]",
    ],
    "prior_tests": [
        "Radiografía de la espalda baja, 2 de abril de 2026, disco estrecho en L5-S1",
        "[No hay más]",
    ],
    "why_this_service": ["El pie izquierdo está más débil. La imagen decide qué sigue."],
    "risk_of_delay": ["La debilidad del pie podría ser permanente."],
    "clinician_support": ["[Sí]"],
    "documents": [
        "[Carta de denegación]",
        "[Carta del médico]",
        "[Notas de consultas]",
        "[Listo]",
        "[Lista de la farmacia]",
        "[Listo]",
    ],
    "date_of_birth": ["18 de febrero de 1971"],
}
OPENING = {
    "en": ("/start", "[English]", "[I agree, start]"),
    "es": ("/start", "[Español]", "[Acepto, empezar]"),
}
ANSWERS = {"en": ENGLISH, "es": SPANISH}
LETTER = ("[Make the letter]", "[Looks right: send my papers]")
SECTIONS = {
    "denial": "claim_number",
    "coverage": "insurer",
    "service": "diagnosis",
    "history": "symptoms",
    "evidence": "risk_of_delay",
    "contact": "member_id",
}
AGAIN = {"outcome", "level"}  # asked where it is not the first no
ESSENTIAL = tuple(q.key for q in interview().questions if q.essential and q.key not in AGAIN)


async def does(person: Person, deeds: Iterable[str]) -> None:
    """Types and taps, one after the other."""
    for deed in deeds:
        if deed.startswith("[") and deed.endswith("]"):
            await person.taps(deed[1:-1])
        else:
            await person.says(deed)


async def makes_letter(person: Person, *, language: str = "en") -> None:
    """From the review to the papers: page one first, then all."""
    said = words(language)
    await does(person, [f"[{said.button('make_letter')}]", f"[{said.button('looks_right')}]"])


async def sends_letter(person: Person, *, language: str = "en") -> None:
    """The letter goes out today, by mail."""
    said = words(language)
    by_mail = said.questions["sent_by"].options["mail"]
    await does(person, [f"[{said.button(each)}]" for each in ("sent", "today")] + [f"[{by_mail}]"])


async def agrees(person: Person, *, language: str = "en") -> None:
    """From /start to the first question."""
    await does(person, OPENING[language])


async def answers(
    person: Person,
    *,
    until: str | None = None,
    language: str = "en",
    instead: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Answers until the question `until` is on the screen; None: to the review."""
    script = {**ANSWERS[language], **(instead or {})}
    for _ in range(120):
        key = asked(person, language=language)
        together = asked_together(person, language=language)
        if until in together:
            await person.taps(words(language).button("singly"))
        elif key == until:
            return
        elif key is None:
            break
        else:
            await does(person, message(together, script) if together else script[key])
    raise AssertionError(f"never came to {until}\n{person.transcript(last=8)}")


async def answers_what_is_needed(person: Person) -> list[str]:
    """The short way to the review; the keys that were asked."""
    await does(person, ["/letter", "[Only the questions left]"])
    keys: list[str] = []
    while (key := asked(person)) is not None:
        together = asked_together(person)
        keys += together or [key]
        await does(person, message(together, ENGLISH) if together else ENGLISH[key])
    return keys


def asked(person: Person, *, language: str = "en") -> str | None:
    """The key of the question that the newest message asks, None where it asks none; of a block,
    its first."""
    lines = person.last.split("\n")
    together = asked_together(person, language=language)
    return (
        together[0] if together else next((k for ask, k in _asks(language) if ask in lines), None)
    )


def asked_together(person: Person, *, language: str = "en") -> list[str]:
    """The keys of the questions that the newest message asks for at once; empty if it does not."""
    lines, said = person.last.split("\n"), words(language)
    block = next((each for each in blocks() if said.blocks[each.key].ask in lines), None)
    return [k for k in block.questions if said.blocks[block.key].lines[k] in lines] if block else []


def message(keys: Sequence[str], script: Mapping[str, Sequence[str]]) -> list[str]:
    """The one message that answers those questions, a line for each."""
    return ["\n".join(script[key][0] for key in keys)]


def _asks(language: str) -> list[tuple[str, str]]:
    said = words(language).questions
    found = [(own.ask, key) for key, own in said.items()]
    return found + [(page.ask, key) for key, own in said.items() for page in own.pages.values()]


def deeds(person: Person) -> tuple[int, int]:
    """How many messages the person sent, and how many buttons were tapped."""
    mine = [event for event in person.events if event.by == "person"]
    return (
        sum(event.kind == "message" for event in mine),
        sum(event.kind == "tapped" for event in mine),
    )
