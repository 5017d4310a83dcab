from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from tests.laptops import Laptop
from tests.servers import NoServerError, a_server, new_database

from bina_desktop.storage.database import (
    postgresql_engine,
    sqlcipher_engine,
    sqlite_engine,
    upgrade,
)

KEY = bytes(range(32))
NewEngine = Callable[[], Engine]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start a PostgreSQL cluster in a temporary folder; gives its URL without a database."""
    try:
        with a_server() as url:
            yield url
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "sqlcipher", "postgresql"])
def new_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewEngine]:
    """Give new empty databases of each kind we support."""
    made: list[Engine] = []

    def make() -> Engine:
        path = tmp_path / f"{len(made)}.db"
        if request.param == "postgresql":
            engine = postgresql_engine(new_database(request.getfixturevalue("server")))
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
