"""Who helps for free by telephone: of the coverage, and of the person's state where it may.

Self-funded plans and Medicare are never sent to the insurance office of a state.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.facts import Facts
from flows.law.coverage import Helper
from flows.law.states import Office, State, states

# The office of the state that a helper's key stands for.
OF_STATE = {"state": "consumer_assistance", "ship": "ship", "medicaid": "medicaid_agency"}


@dataclass(frozen=True)
class FreeHelp:
    """Someone to call. `key` names them in `words/<language>/law.yaml` (helper_<key>) where there
    is no `name` of their own; an office of a state can be checked at `check`."""

    phone: str
    key: str
    name: str | None = None
    check: str | None = None


def free_help(facts: Facts) -> tuple[FreeHelp, ...]:
    """Who helps in this case: the coverage's own helper first, then the office of the state."""
    state = states().get(facts.answers.get("us_state") or "")
    if facts.coverage is None:
        return _of(Helper(key="state"), state)
    return tuple(each for helper in facts.coverage.helpers for each in _of(helper, state))


def _of(helper: Helper, state: State | None) -> tuple[FreeHelp, ...]:
    if helper.key not in OF_STATE:
        return (FreeHelp(helper.phone, helper.key),) if helper.phone else ()
    office: Office | None = getattr(state, OF_STATE[helper.key], None)
    if office is None or office.phone is None or office.verified != "read-in-stored-text":
        return ()
    return (FreeHelp(office.phone, helper.key, office.name, CHECK[helper.key]),)


# Where the number of such an office can be checked: the numbers come from one dataset.
CHECK = {"state": "naic.org", "ship": "shiphelp.org", "medicaid": "medicaid.gov"}
