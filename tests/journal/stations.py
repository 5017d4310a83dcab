"""Empty databases of each kind, again and again, and the power cut that may hit one of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine, text

from bina_desktop.storage.database import (
    postgresql_engine,
    sqlcipher_engine,
    sqlite_engine,
    upgrade,
)
from bina_desktop.storage.rows import Base
from tests.laptops import Laptop, SettableClock
from tests.servers import a_server, new_database

KEY = bytes(range(32))
OPEN_FILE: dict[str, Callable[[Path], Engine]] = {
    "sqlite": sqlite_engine,
    "sqlcipher": lambda path: sqlcipher_engine(path, KEY),
}
KINDS = (*OPEN_FILE, "postgresql")

SWEEP = 41
"""Databases of a server emptied between two sweeps; no multiple of how many there are."""


class Station(Protocol):
    """Where laptops of one kind of database stand."""

    def laptop(self, name: str) -> Laptop:
        """Return an installation in which nothing was ever written."""
        ...

    def cut_power(self, laptop: Laptop) -> Laptop:
        """Stop whatever it is doing; returns the installation as the next start finds it."""
        ...


class FileStation:
    """Laptops whose database is a file: a fresh one is a copy of one with empty tables."""

    def __init__(self, folder: Path, open_file: Callable[[Path], Engine]) -> None:
        self._folder, self._open = folder, open_file
        self._template = folder / "template.db"
        self._places: dict[str, tuple[Path, Engine]] = {}
        engine = open_file(self._template)
        upgrade(engine)
        engine.dispose()

    def laptop(self, name: str) -> Laptop:
        """Put a copy of the empty database in the place of this name."""
        return Laptop(self._place(name, self._template), SettableClock())

    def cut_power(self, laptop: Laptop) -> Laptop:
        """Take what the disk holds at this moment: the file and its write-ahead log."""
        path = next(p for p, engine in self._places.values() if engine is laptop.engine)
        return Laptop(self._place("terputus", path), laptop.clock)

    def _place(self, name: str, source: Path) -> Engine:
        """Copy a database to the place of this name; an engine knows its statements for long."""
        path = self._folder / f"{name}.db"
        if name in self._places:
            self._places[name][1].dispose()
        else:
            self._places[name] = (path, self._open(path))
        for part, copy in zip(_parts(source), _parts(path), strict=True):
            copy.unlink(missing_ok=True)
            if part.exists() and not part.name.endswith("-shm"):
                shutil.copyfile(part, copy)
        return self._places[name][1]

    def close(self) -> None:
        """Let go of all files."""
        for _, engine in self._places.values():
            engine.dispose()


class ServerStation:
    """Offices whose database is on a server: a fresh one is an old one emptied."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._places: dict[str, Engine] = {}
        self._emptied = 0
        self._admin = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
        # In one message; TRUNCATE would make a new file for each table.
        tables = reversed(Base.metadata.sorted_tables)
        self._empty = ";".join(f"DELETE FROM {table.name}" for table in tables)

    def laptop(self, name: str) -> Laptop:
        """Empty the database of this name."""
        engine = self._places.get(name)
        if engine is None:
            engine = self._places[name] = postgresql_engine(new_database(self._server))
            upgrade(engine)
        else:
            with engine.begin() as connection:
                connection.exec_driver_sql(self._empty)
            self._sweep(engine)
        return Laptop(engine, SettableClock())

    def cut_power(self, laptop: Laptop) -> Laptop:
        """Have the server end every session of this database, as it does when a clerk is gone."""
        ended = text(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :name"
        )
        with self._admin.connect() as connection:
            connection.execute(ended, {"name": laptop.engine.url.database})
        return laptop

    def _sweep(self, engine: Engine) -> None:
        """Now and then make away with dead rows, through which every search would go."""
        self._emptied += 1
        if self._emptied % SWEEP == 0:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")

    def close(self) -> None:
        """Leave the server alone."""
        for engine in (self._admin, *self._places.values()):
            engine.dispose()


@contextmanager
def a_server_station(server: str) -> Iterator[ServerStation]:
    """Open a station on a server that runs."""
    station = ServerStation(server)
    try:
        yield station
    finally:
        station.close()


@contextmanager
def a_station(kind: str) -> Iterator[FileStation | ServerStation]:
    """Open a station; raises NoServerError where PostgreSQL is asked for and absent."""
    if kind == "postgresql":
        with a_server() as server, a_server_station(server) as station:
            yield station
        return
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        place = FileStation(Path(folder), OPEN_FILE[kind])
        try:
            yield place
        finally:
            place.close()


def _memory() -> Path | None:
    """Return a folder in memory where there is one: ten thousand examples wear out no disk."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() else None


def _parts(path: Path) -> Sequence[Path]:
    return [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm")]
