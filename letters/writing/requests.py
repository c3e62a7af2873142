"""What is asked of the decider, told together: neighbors that rest on one rule cite it once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from flows.plan import AppealPlan, Right
from letters.writing.law_told import right_told
from letters.writing.owned import Owned

GO_ON = ("keep_benefits", "keep_benefits_at_hearing", "ongoing_treatment")
SAID = ("set_the_dismissal_aside",)  # with the decision that is asked for

# "26 CFR 54.9815-2719(b)(2)(i), applying 29 CFR 2560.503-1" and its "(h)(2)(iii), (m)(8)"
_CITED = re.compile(r"(.*\b\d+ (?:CFR|USC) \d[\d.\-]*\d)(\(.*)")


def requests_told(plan: AppealPlan) -> dict[str, list[dict[str, Any]]]:
    """The requests that care goes on, those for papers, and those for the review."""
    found: dict[str, list[Right]] = {"benefits": [], "papers": [], "review": []}
    for right in plan.rights:
        if right.id not in SAID:
            kind = "benefits" if right.id in GO_ON else "papers" if right.papers else "review"
            found[kind].append(right)
    return {kind: _groups(rights, plan) for kind, rights in found.items()}


def shared(citations: Sequence[str]) -> str:
    """One citation for several of one section: "29 CFR 2560.503-1(h)(2)(iii), (m)(8)".

    A subsection stands once, where it came first, and holds what stands below it.
    """
    base = _base(citations[0])
    tails = [each.removeprefix(base) for each in citations]
    told = dict.fromkeys(part for tail in tails for part in tail.split(", ") if part)
    held = [each for each in told if any(each != o and each.startswith(o) for o in told)]
    return base + ", ".join(each for each in told if each not in held)


def _groups(rights: Iterable[Right], plan: AppealPlan) -> list[dict[str, Any]]:
    found = []
    for _, neighbors in groupby(rights, key=lambda right: _base(right.citation)):
        told = [right_told(right, plan) for right in neighbors]
        cited = [str(each["citation"].value) for each in told if each["citation"]]
        owner = told[0]["citation"].owner
        found.append(
            {
                "texts": tuple(each["text"] for each in told),
                "citation": Owned(shared(cited) if cited else None, owner),
                "several": len(told) > 1,
            }
        )
    return found


def _base(citation: str | None) -> str:
    """The citation without the subsections of its last section: what it may share."""
    found = _CITED.fullmatch(citation or "")
    return found[1] if found else citation or ""
