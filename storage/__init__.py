"""Cases, kept sealed: see `Store`."""

from storage.cipher import Keys, load_or_make, new_key
from storage.rekey import rekey
from storage.retention import Retention
from storage.store import Store
from storage.values import (
    AlreadyHandled,
    Feedback,
    Held,
    Incoming,
    Outgoing,
    PaperFile,
    SheetChanges,
    SheetFile,
    Silent,
    Waiting,
)

__all__ = [
    "AlreadyHandled",
    "Feedback",
    "Held",
    "Incoming",
    "Keys",
    "Outgoing",
    "PaperFile",
    "Retention",
    "SheetChanges",
    "SheetFile",
    "Silent",
    "Store",
    "Waiting",
    "load_or_make",
    "new_key",
    "rekey",
]
