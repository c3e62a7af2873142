"""What a letter says of a public rule: its citation, the criteria map, the months counted."""

from __future__ import annotations

from typing import Any

from flows.law.services import services
from flows.mapped import cited, public_rule
from flows.plan import AppealPlan
from letters.writing.enclosures import numbers
from letters.writing.owned import Owned, own


def rule_cited(plan: AppealPlan) -> Owned | None:
    """The citation of the public rule that is mapped."""
    rule = public_rule(plan.facts)
    if rule is None or not any(each.public and each.fact for each in plan.mapped):
        return None
    citation = cited(rule)
    return Owned(citation, f"table:criteria.{rule.service}") if citation else None


def criteria_map(plan: AppealPlan) -> list[dict[str, Any]]:
    """The lines of the criteria map; a paper has its number in the list of enclosures.

    A point for which nobody has a fact or a paper is no argument, and stays out.
    """
    numbered = numbers(plan)
    asked = {each.document for each in plan.not_in_hand if each.state == "asked"}
    found = []
    for each in plan.mapped:
        number = numbered[each.paper].value if each.paper else None
        if each.fact is None and number is None:
            continue
        owner = f"answer:{each.answers[0]}" if each.answers else "table:criteria"
        text = "table:criteria" if each.public else owner
        found.append(
            {
                "public": each.public,
                "criterion": own(each.criterion, text),
                "page": own(each.page, text),
                "fact": own(each.fact, owner if each.answers else "answer:documents"),
                "moment": own(each.moment, owner),
                "paper": own(number, f"answer:documents.{each.paper}"),
                "asked": own(each.paper in asked, f"answer:documents.{each.paper}"),
                "room": own(each.room, text),
            }
        )
    return found


def months_counted(plan: AppealPlan) -> dict[str, Any] | None:
    """The months that a public rule counts between two, and whether they have passed.

    None where no such rule binds, or where no second look at it agreed.
    """
    facts = plan.facts
    service = facts.answers.get("service") or "other"
    rule, last = services()[service].frequency, facts.answers.get("last_scan")
    binds = facts.coverage is not None and facts.coverage.medicare_rules
    agreed = rule and rule.second_source and rule.second_source.verdict == "agrees"
    if rule is None or not agreed or not binds or last in (None, "first") or len(last) < 7:
        return None
    owner = f"table:services.{service}.frequency"
    return {
        "met": not facts.too_soon(today=plan.today),
        "months": Owned(rule.months, owner),
        "citation": Owned(rule.citation, owner),
    }
