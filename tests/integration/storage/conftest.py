from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text
from tests.laptops import Laptop

from bina_desktop.storage.database import (
    postgresql_engine,
    sqlcipher_engine,
    sqlite_engine,
    upgrade,
)

KEY = bytes(range(32))
NewEngine = Callable[[], Engine]


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _as_server(folder: Path) -> list[str]:
    """Return a prefix that gives up root, which PostgreSQL refuses, and hand it the folder."""
    if os.name == "nt" or os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("PostgreSQL refuses to run as root and setpriv is not installed")
    import pwd

    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return [setpriv, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start a PostgreSQL cluster in a temporary folder; gives its URL without a database."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed")
    # Not below pytest's own folder, which only its owner may enter.
    folder = Path(tempfile.mkdtemp(prefix="bina-pg-"))
    prefix = _as_server(folder)
    data = folder / "data"

    def run(name: str, *arguments: str) -> None:
        subprocess.run(
            [*prefix, str(binaries / name), *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    run("initdb", "-D", str(data), "-U", "bina", "-A", "trust", "-E", "UTF8", "--no-sync")
    # The superuser comes in freely, everybody else by password, as in an office.
    (data / "pg_hba.conf").write_text("local all bina trust\nlocal all all scram-sha-256\n")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://bina@/{{name}}?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _new_postgresql(url: str) -> Engine:
    name = f"bina_{uuid4().hex}"
    admin = create_engine(url.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return postgresql_engine(url.format(name=name))


@pytest.fixture(params=["sqlite", "sqlcipher", "postgresql"])
def new_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewEngine]:
    """Give new empty databases of each kind we support."""
    made: list[Engine] = []

    def make() -> Engine:
        path = tmp_path / f"{len(made)}.db"
        if request.param == "postgresql":
            engine = _new_postgresql(request.getfixturevalue("server"))
        elif request.param == "sqlcipher":
            engine = sqlcipher_engine(path, KEY)
        else:
            engine = sqlite_engine(path)
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def new_laptop(new_engine: NewEngine) -> Callable[[], Laptop]:
    def make() -> Laptop:
        engine = new_engine()
        upgrade(engine)
        return Laptop(engine)

    return make


@pytest.fixture
def laptop(new_laptop: Callable[[], Laptop]) -> Laptop:
    return new_laptop()


@pytest.fixture
def office(new_laptop: Callable[[], Laptop]) -> Laptop:
    return new_laptop()
