"""The life of a case: its phases, and what may happen in each. One machine for all chats.

`settle` fires until it may not: to the phase whose question the path wants now, else to review.
So the phase never disagrees with the path, and Back and Change need no flags.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from transitions import Machine

from flows.interview.questions import interview

BEFORE, REVIEW, AFTER = "welcome", "review", ("drafted", "sent", "decided", "closed")
DRAFTED, SENT = AFTER[:2]
STOPPED = "stopped"  # a page that says why and what to do instead


class Life:
    """A case as the machine sees it: its phase, and what the path wants of it.

    Short-lived: made, added, triggered, read, removed. A plain class, because transitions compares
    models with == and two equal dataclasses would count as one.
    """

    state: str

    def __init__(self, *, wanted: str | None, obstacle: str | None) -> None:
        self.wanted = wanted
        self.obstacle = obstacle

    # guards: named, pure

    def meets_obstacle(self) -> bool:
        """An answer leads to a page instead of a letter."""
        return self.obstacle is not None

    def nothing_missing(self) -> bool:
        """Every question on the path is answered."""
        return self.obstacle is None and self.wanted is None

    def __getattr__(self, name: str) -> Any:
        """`wants_<section>`: the question to ask now stands in that section."""
        if name.startswith("wants_"):
            section = name.removeprefix("wants_")
            return lambda: self.obstacle is None and self.wanted == section
        raise AttributeError(name)


def phases() -> tuple[str, ...]:
    """Every phase in the order of a life."""
    return (BEFORE, *interview().sections, REVIEW, *AFTER, STOPPED)


@cache
def machine() -> Machine:
    """The one machine, shared by all chats; built once."""
    sections: list[Any] = list(interview().sections)
    asking: list[Any] = [*sections, REVIEW]
    built = Machine(
        model=None, states=list(phases()), initial=None, auto_transitions=False, send_event=False
    )
    built.add_transition("agree", BEFORE, sections[0])
    for section in sections:
        others = [phase for phase in (*asking, STOPPED) if phase != section]
        built.add_transition("settle", others, section, conditions=f"wants_{section}")
    built.add_transition("settle", [*sections, STOPPED], REVIEW, conditions="nothing_missing")
    built.add_transition("settle", asking, STOPPED, conditions="meets_obstacle")
    built.add_transition("change", [REVIEW, *AFTER[:2]], REVIEW)
    built.add_transition("draft", [*sections, REVIEW, "drafted"], "drafted")
    built.add_transition("send", "drafted", "sent")
    built.add_transition("decide", "sent", "decided")
    built.add_transition("escalate", "decided", sections[0])
    built.add_transition("close", ["decided", "sent"], "closed")
    return built


@lru_cache(maxsize=1024)  # few phases and few wishes; a machine takes its time for each
def after(trigger: str, phase: str, *, wanted: str | None, obstacle: str | None) -> str:
    """The phase that `trigger` leads to from `phase`.

    `settle` is fired until it may not. A phase that no longer exists counts as the first.

    Raises:
        transitions.MachineError: the trigger is not legal in that phase.
    """
    shared = machine()
    life = Life(wanted=wanted, obstacle=obstacle)
    known = phase if phase in shared.states else interview().sections[0]
    shared.add_model(life, initial=known)
    try:
        if trigger != "settle":
            life.trigger(trigger)
        else:
            while life.may_settle() and life.settle():
                pass
        return life.state
    finally:
        shared.remove_model(life)


def diagram() -> str:
    """The drawing of the README, in Mermaid: forward, settle back, and what comes after."""
    sections = interview().sections
    chain = (BEFORE, *sections, REVIEW, *AFTER)
    lines = ["stateDiagram-v2", "    direction LR", f"    [*] --> {BEFORE}"]
    events = _events()
    forward = set(pairwise(chain))
    for one, other in pairwise(chain):
        lines.append(f"    {one} --> {other}: {' / '.join(sorted(events[one, other]))}")
    for (one, other), names in sorted(events.items()):
        if one in AFTER and (one, other) not in forward:
            lines.append(f"    {one} --> {other}: {' / '.join(sorted(names))}")
    lines.append(f"    note right of {sections[0]}: settle goes to any of these, either way")
    return "\n".join(lines)


def _events() -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for trigger, event in machine().events.items():
        for one, each in event.transitions.items():
            for transition in each:
                found.setdefault((one, str(transition.dest)), set()).add(trigger)
    return found
