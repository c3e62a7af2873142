"""Cases, kept sealed: see `Store`."""

from storage.cipher import Keys, load_or_make, new_key
from storage.rekey import rekey
from storage.store import Store
from storage.values import (
    AlreadyHandled,
    Held,
    Incoming,
    Outgoing,
    PaperFile,
    Waiting,
)

__all__ = [
    "AlreadyHandled",
    "Held",
    "Incoming",
    "Keys",
    "Outgoing",
    "PaperFile",
    "Store",
    "Waiting",
    "load_or_make",
    "new_key",
    "rekey",
]
