"""What a point says of a letter."""

from __future__ import annotations

from typing import Literal

Verdict = Literal["passed", "failed", "not applicable"]


def verdict(applies: bool, *, passes: bool) -> Verdict:
    """Failed and passed count; what does not apply does not."""
    if not applies:
        return "not applicable"
    return "passed" if passes else "failed"
