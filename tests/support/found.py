"""What the reader finds in a letter and on a card of an invented plan."""

from __future__ import annotations

from typing import Any


def field(value: Any, text: str = "", confidence: float = 0.9) -> dict[str, Any]:
    return {"value": value, "text": text or str(value), "confidence": confidence}


def letter(**changes: Any) -> dict[str, Any]:
    """A letter of an invented plan, as the reader prints it."""
    fields = {
        "insurer": field("Blue Mesa Health"),
        "notice_date": field("2026-07-06", "Date of notice: July 6, 2026"),
        "appeal_deadline": field({"days": 180, "date": None}, "within 180 days of the date above"),
        "claim_number": field("BM-2210-77", "Reference: BM-2210-77"),
        "member_id": field("BMH445566"),
        "patient_name": field("Rosa Example"),
        "service": field("MRI Lumbar Spine without contrast"),
        "wording": field("The records do not show six weeks of physical therapy."),
        "cpt": [{"value": "72148", "text": "72148"}],
    }
    found = {
        "kind": "denial",
        "is_denial": True,
        "language": "en",
        "reasons": [{"key": "medical_necessity", "confidence": 0.9, "because": ["not necessary"]}],
        "coverage": {"key": "individual_marketplace_aca", "confidence": 0.8, "because": ["QHP"]},
        "fields": fields,
    }
    fields |= changes.pop("fields", {})
    return found | changes


def card() -> dict[str, Any]:
    """A card of an invented plan, as the reader prints it."""
    return {
        "kind": "card",
        "is_denial": False,
        "language": "en",
        "reasons": [],
        "coverage": {"key": "medicare_advantage", "confidence": 0.9, "because": ["H1234"]},
        "fields": {
            "insurer": field("Sun Harbor Health"),
            "member_id": field("SHH778899"),
            "group_number": field("40011"),
            "patient_name": field("Rosa Example"),
        },
    }
