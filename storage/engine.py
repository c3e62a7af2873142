"""Opening a database by its SQLAlchemy address, and bringing its tables up to date."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from flows.errors import BadRequest, StoreError

_MIGRATIONS = Path(__file__).with_name("migrations")
BUSY = 10.0  # seconds to wait for another process that writes; then the person is told
_MIGRATION_LOCK = 0x617070656C  # "appel": any number, so long as every replica uses this one

_VERSION = "data_version"

_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


def open_database(address: str) -> Engine:
    """The database at `address`, its tables up to date. One connection, for one writer.

    Raises:
        BadRequest: the address is of no database that we know.
        StoreError: it cannot be reached, or a newer release has been at it.
    """
    engine = connect(_read(address))
    try:
        upgrade(engine)
    except BaseException as problem:
        engine.dispose()
        if isinstance(problem, (SQLAlchemyError, OSError)):
            name = type(problem).__name__
            raise StoreError(f"the database cannot be opened: {name}") from problem
        raise
    return engine


def connect(url: URL) -> Engine:
    """An engine as we want it, its tables not looked at."""
    if url.get_backend_name() == "sqlite":
        return _embedded(url)
    # hide_parameters: an error must not carry what was being written.
    return create_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)


def upgrade(engine: Engine) -> None:
    """Runs the migrations that are missing, all or none.

    Raises:
        StoreError: a newer release has been at this database.
    """
    try:
        migrate(engine, lambda config: command.upgrade(config, "head"))
    except CommandError as problem:
        raise StoreError(f"a newer release has changed the tables: {problem}") from None


def migrate(engine: Engine, run: Callable[[Config], None]) -> None:
    """Runs an Alembic command in one transaction; processes that start together take turns."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if engine.dialect.name != "sqlite":
            with connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
                run(config)
            return
        # SQLite rebuilds a table by dropping the old one, which would cascade to its children.
        _set(connection, "foreign_keys = OFF")
        try:
            with connection.begin():
                run(config)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StoreError("a migration left rows that refer to nothing")
        finally:
            _set(connection, "foreign_keys = ON")


def scrub(engine: Engine) -> bool:
    """Empties SQLite's write-ahead log, where erased rows live on. False: somebody is reading it.

    On PostgreSQL there is nothing to do from here: dead rows go when the server vacuums.
    """
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        (busy, *_), *_ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()
    return not busy


def written_by_others(connection: Connection) -> bool:
    """Whether another connection has written to this file since this one was last asked, or it
    never was. Of a PostgreSQL server that cannot be told."""
    if connection.dialect.name != "sqlite":
        return False
    version = connection.exec_driver_sql("PRAGMA data_version").scalar()
    before = connection.info.get(_VERSION)
    connection.info[_VERSION] = version
    return before != version


def _read(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        raise BadRequest("DATABASE_URL is not an address of a database.") from None
    driver = _DRIVERS.get(url.get_backend_name())
    if driver is None:
        raise BadRequest("DATABASE_URL must begin with sqlite: or postgresql:.")
    return url.set(drivername=driver)


def _embedded(url: URL) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        # The writer's thread uses the connection that the opening thread made.
        connect_args={"check_same_thread": False, "timeout": BUSY},
    )
    path = Path(url.database) if url.database and url.database != ":memory:" else None

    @event.listens_for(engine, "do_connect")
    def make_private(*_: object) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with _alone(path.parent):
                _make_private(path)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # or the driver begins transactions where it likes
        if path:
            with _alone(path.parent):
                connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once when another process
        # wrote in between; one that asks for the lock at the start waits its turn.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps others out who open a database in this folder: SQLite does not wait for its turn
    when it turns the log on, and to make the file we open and close it (see there)."""
    here = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(here, fcntl.LOCK_EX)
        yield
    finally:
        os.close(here)


def _make_private(path: Path) -> None:
    """Makes the file before SQLite does, which would let everybody read it."""
    # A file that exists is not opened: closing it would take away every lock that another
    # connection of this process holds on it (POSIX, and https://sqlite.org/howtocorrupt.html).
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    path.chmod(0o600)  # the log beside it takes over this mode


def _set(connection: Connection, words: str) -> None:
    """A PRAGMA that SQLite ignores inside a transaction, so past SQLAlchemy's."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.cursor().execute(f"PRAGMA {words}")
