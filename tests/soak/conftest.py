"""What the long tests share."""

from tests.support.databases import database

__all__ = ["database"]
