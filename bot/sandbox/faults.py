"""Faults that a test switches on: what goes wrong between a bot and Telegram."""

from __future__ import annotations

import msgspec

from bot.sandbox import limits
from bot.sandbox.bell import Bell

KINDS = (
    "retry_after",  # 429: wait, then try again
    "bad_gateway",  # 502
    "timeout_before",  # nothing happened, and no answer comes
    "timeout_after",  # it DID happen, and no answer comes
    "drop",  # the connection breaks at once; nothing happened
    "drop_after",  # it DID happen, and the connection breaks at once
    "blocked",  # 403
)


class Fault(msgspec.Struct, forbid_unknown_fields=True):
    """`method` "*" is any but getUpdates; `hold` is seconds before a timeout breaks off."""

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1
    chat_id: int | None = None
    hold: float = 3.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")

    def fits(self, method: str, chat_id: int | None) -> bool:
        any_method = self.method == "*" and method != "getupdates"
        return (any_method or self.method.lower() == method) and self.chat_id in (None, chat_id)

    def refusal(self) -> limits.Refused | None:
        """The answer that this fault gives, or None when it gives none."""
        if self.kind == "retry_after":
            seconds = self.retry_after
            text = f"Too Many Requests: retry after {seconds}"
            return limits.Refused(429, text, retry_after=seconds)
        if self.kind == "bad_gateway":
            return limits.Refused(502, "Bad Gateway")
        if self.kind == "blocked":
            return limits.forbidden("bot was blocked by the user")
        return None

    @property
    def after(self) -> bool:
        """Whether the call is carried out before the connection breaks."""
        return self.kind.endswith("_after") and self.kind != "retry_after"

    @property
    def seconds(self) -> float:
        return self.hold if self.kind.startswith("timeout") else 0.0


class Faults:
    def __init__(self) -> None:
        self.bell = Bell()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()
        self.bell.ring()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The first fault that fits this call, used up by one."""
        for fault in self._waiting:
            if fault.fits(method, chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def left(self) -> int:
        return sum(fault.times for fault in self._waiting)
