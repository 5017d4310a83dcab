"""Opens SQLCipher, plain SQLite or PostgreSQL with the same care, and brings tables up to date.

Recipe and measurements: SQLCipher with a raw key, WAL and synchronous=FULL loses no commit on
power loss and detects every flipped bit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any, Final, cast

import sqlcipher3.dbapi2 as sqlcipher  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from bina_desktop.domain.errors import BinaError, DatabaseBusyError, DatabaseUnfitError

log = logging.getLogger(__name__)

driver: Final = cast("Any", sqlcipher)
"""The DB-API module; it ships no types."""

OLDEST_SQLITE: Final = (3, 51, 3)
"""Before it, two writers in WAL mode can corrupt a database (sqlite.org/wal.html#walresetbug)."""
SCHEMA: Final = "0014"
"""Newest revision in `migrations/versions`; known here so that a start need not import Alembic."""
BUSY_MS: Final = 10_000
CACHE_KIB: Final = 16_000
"""Pages kept by a connection. SQLite's own 2,000 do not hold the index pages that one file of an
import touches: each would be decrypted, altered and encrypted again and again."""


def check_library(version: tuple[int, int, int]) -> None:
    """Refuse an SQLite that may corrupt data. Raises DatabaseUnfitError."""
    if version < OLDEST_SQLITE:
        found = ".".join(map(str, version))
        raise DatabaseUnfitError(
            f"Pustaka SQLite yang terpasang ({found}) mempunyai cacat yang dapat merusak data. "
            "Pasang ulang BINA Desktop versi terbaru, lalu buka kembali."
        )


def sqlcipher_engine(path: Path, key: bytes) -> Engine:
    """Open an encrypted file with its raw 256-bit key; it is made when absent."""
    return _sqlite_engine(path, _pragma("key", key))


def sqlite_engine(path: Path) -> Engine:
    """Open a plain file, for tests and tools."""
    return _sqlite_engine(path, None)


def postgresql_engine(url: str) -> Engine:
    """Open the database of an office server, `postgresql+psycopg://…`."""
    return create_engine(url, pool_pre_ping=True)


def connect(path: Path, key: bytes | None) -> Any:
    """Return one raw connection, for backup and for looking into a copy."""
    return _connector(path, None if key is None else _pragma("key", key))()


def opens(path: Path, key: bytes) -> bool:
    """Tell whether an encrypted file opens with this key; other faults are raised."""
    connection = driver.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(_pragma("key", key))
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        if "not a database" in str(error):
            return False
        raise failure_sentence(str(error)) or _unreadable() from error
    finally:
        connection.close()
    return True


def rekey(path: Path, key: bytes, new: bytes) -> None:
    """Encrypt a file that nobody has open with another key; a stop leaves it with one of the two.

    The rollback journal holds the pages of before as they were, so that SQLite undoes half a
    change by itself. Raises DatabaseBusyError, or DatabaseUnfitError for a full disk.
    """
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA busy_timeout=1000")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        connection.execute(_pragma("rekey", new))
    except driver.DatabaseError as error:
        raise failure_sentence(str(error)) or _unreadable() from error
    finally:
        connection.close()


def _pragma(name: str, key: bytes) -> str:
    return f"PRAGMA {name}=\"x'{key.hex()}'\""


def _sqlite_engine(path: Path, key_pragma: str | None) -> Engine:
    check_library(driver.sqlite_version_info)
    engine = create_engine(
        "sqlite://", creator=_connector(path, key_pragma), module=driver, poolclass=QueuePool
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _connector(path: Path, key_pragma: str | None) -> Callable[[], Any]:
    def connect() -> Any:
        connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, key_pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _prepare(connection: Any, key_pragma: str | None) -> None:
    # Without this SQLCipher writes its own lines to stderr, which a windowed program may not have.
    connection.execute("PRAGMA cipher_log_level=NONE")
    if key_pragma is not None:
        connection.execute(key_pragma)
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    connection.execute("PRAGMA temp_store=MEMORY")
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        (level,) = connection.execute("PRAGMA synchronous").fetchone()
    except driver.OperationalError as error:
        raise failure_sentence(str(error)) or _unreadable() from error
    except driver.DatabaseError as error:
        raise _unreadable() from error
    if level != 2:
        raise DatabaseUnfitError(
            "Basis data tidak dapat menjamin penyimpanan yang tahan mati listrik. "
            "Pindahkan folder data ke cakram lokal komputer ini."
        )


def _unreadable() -> BinaError:
    return DatabaseUnfitError(
        "Basis data tidak dapat dibaca: kuncinya tidak cocok atau berkasnya rusak. "
        "Pulihkan dari cadangan terakhir."
    )


def _begin_immediate(connection: Connection) -> None:
    # A transaction that may write takes its turn at the start, never halfway.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


_DISK: Final = (
    "disk is full",
    "disk I/O error",
    "unable to open database file",
    "readonly database",
)
"""How SQLite says that the disk or the folder refuses."""

_CUT_OFF: Final = (
    "connection failed",
    "connection to server",
    "server closed the connection",
    "terminating connection",
    "connection is lost",
    "connection timeout expired",
)
"""How libpq and psycopg say that the server is gone."""


def failure_sentence(message: str) -> BinaError | None:
    """Return what the user can do about a failure that the database reports, or None for a bug."""
    if any(sign in message for sign in _DISK):
        return DatabaseUnfitError(
            "Cakram penuh atau tidak dapat ditulisi, sehingga perubahan terakhir belum tersimpan. "
            "Sediakan ruang di cakram, lalu ulangi; yang sudah tersimpan tetap utuh."
        )
    if "malformed" in message or "not a database" in message:
        return DatabaseUnfitError(
            "Basis data rusak: sebagian isinya tidak dapat dibaca lagi. "
            "Tutup aplikasi dan pulihkan dari cadangan terakhir."
        )
    if any(sign in message for sign in _CUT_OFF):
        return DatabaseUnfitError(
            "Server basis data tidak menjawab, sehingga perubahan terakhir belum tersimpan. "
            "Periksa jaringan, lalu ulangi; yang sudah tersimpan tetap utuh."
        )
    if "database is locked" in message:
        return DatabaseBusyError(
            "Basis data sedang dipakai pekerjaan lain yang belum selesai. Coba lagi sebentar lagi."
        )
    return None


def is_postgresql(connection: Connection) -> bool:
    """Return True for the office server."""
    return connection.dialect.name == "postgresql"


# --- schema --------------------------------------------------------------------------------------


def schema_of(engine: Engine) -> str | None:
    """Return the revision of the tables; None for an empty database."""
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError as error:
        raise failure_sentence(str(error.orig)) or DatabaseUnfitError(
            "Basis data tidak dapat dibuka: berkasnya rusak atau servernya tidak menjawab. "
            "Periksa sambungan, atau pulihkan dari cadangan terakhir."
        ) from error


def upgrade(engine: Engine, *, then: Callable[[Connection], None] | None = None) -> None:
    """Bring the tables to the newest revision, in one transaction.

    `then` works on tables that were there before, in the same transaction: a stop in between
    leaves everything as it was. Raises DatabaseUnfitError for a database that a newer program
    has written.
    """
    found = schema_of(engine)
    if found == SCHEMA:
        return
    # Revisions are numbered, so that an older program knows what it does not know.
    if found is not None and found > SCHEMA:
        raise DatabaseUnfitError(
            "Basis data ini dibuat oleh BINA Desktop versi yang lebih baru. "
            "Perbarui aplikasi di komputer ini, lalu buka kembali."
        )
    log.info("upgrading schema from %s to %s", found, SCHEMA)
    from alembic import command
    from alembic.config import Config

    config = Config()
    scripts = resources.files("bina_desktop.storage") / "migrations"
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if then is not None and found is not None:
            then(connection)
