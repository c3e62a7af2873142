"""What a person wrote in Spanish, for a letter in English: quoted as it stands, never translated.

What the buttons told stands in English beside it. In the lists of treatments and tests the kind
stands for the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.interview.tongue import is_spanish
from flows.plan import AppealPlan
from letters.writing.once import once
from letters.writing.renderings import renderings

LISTS = {"treatments": ("name", "why_stopped"), "prior_tests": ("test", "finding")}


@dataclass(frozen=True, repr=False)
class OwnWords:
    """One text in the person's own language, and what it is about, in English."""

    key: str
    about: str
    text: str


def told_apart(answers: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[OwnWords, ...]]:
    """The answers that are English, and apart from them what is quoted."""
    about = renderings()["own_words"]
    kept, quoted = dict(answers), list[OwnWords]()
    for key, name in about.items():
        value = answers.get(key)
        if key in LISTS and value:
            kept[key] = [_item(key, place, item, quoted) for place, item in enumerate(value)]
        elif isinstance(value, str) and is_spanish(value):
            quoted.append(OwnWords(key, name, value))
            del kept[key]
    return kept, tuple(quoted)


@once
def of_plan(plan: AppealPlan) -> tuple[dict[str, Any], tuple[OwnWords, ...]]:
    """The same of what a letter under this plan may see."""
    return told_apart(plan.letter_answers)


def quoted_keys(plan: AppealPlan) -> tuple[str, ...]:
    """The questions whose answers, or some of whose items, stand in the letter as a quotation."""
    _, quoted = of_plan(plan)
    return tuple(dict.fromkeys(each.key.partition("[")[0] for each in quoted))


def _item(key: str, place: int, item: Mapping[str, Any], quoted: list[OwnWords]) -> dict[str, Any]:
    """The item with its Spanish texts taken out, which go to `quoted` as one."""
    spanish = [name for name in LISTS[key] if is_spanish(str(item.get(name) or ""))]
    if not spanish:
        return dict(item)
    texts = [" ".join(str(item[name]).split()) for name in spanish]
    quoted.append(OwnWords(f"{key}[{place}]", renderings()["own_words"][key], "; ".join(texts)))
    kept = {name: each for name, each in item.items() if name not in spanish}
    if key == "prior_tests" and "test" in spanish:
        kind = renderings()["prior_tests.kind"]
        kept["test"] = kind[item.get("kind") or "other"]
    return kept
