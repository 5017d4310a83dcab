"""An office's PostgreSQL with a role for each clerk, and doors to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import create_engine

from bina_desktop.application.contoh import ADMIN, KASI, TIM
from bina_desktop.bootstrap import make_gate
from bina_desktop.settings import load_settings
from bina_desktop.storage.gate import LocalGate

PASSWORD = "hujan di / bukit: 100%"
CLERKS = (ADMIN.nip, "Siti Aminah", TIM[0].nip, KASI.nip)
GROUP = "bina_kantor"
OUTSIDER = "orang luar"

Address = Callable[[str], str]


def run(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement.replace("%", "%%"))
    engine.dispose()


@pytest.fixture(scope="session")
def clerks(server: str) -> str:
    """Give each clerk a role; the group owns what they make (see storage/server.py)."""
    statements = [f"CREATE ROLE {GROUP} NOLOGIN"]
    statements += [
        f"CREATE ROLE \"{role}\" LOGIN PASSWORD '{PASSWORD}'" for role in (*CLERKS, OUTSIDER)
    ]
    for role in CLERKS:
        statements += [f'GRANT {GROUP} TO "{role}"', f'ALTER ROLE "{role}" SET role = {GROUP}']
    run(server.format(name="postgres"), *statements)
    return server


@pytest.fixture
def address(clerks: str) -> Address:
    """Give the URL of one new database, in a role's name."""
    name = f"kantor_{uuid4().hex}"
    run(clerks.format(name="postgres"), f"CREATE DATABASE {name} OWNER {GROUP}")
    host = clerks.partition("?")[2]
    return lambda role: f"postgresql+psycopg://{quote(role)}@/{name}?{host}"


@pytest.fixture
def gate_to(tmp_path: Path, form_cache: Path) -> Iterator[Callable[[str], LocalGate]]:
    """Open doors to a URL; they are locked in the end."""
    made: list[LocalGate] = []

    def open_gate(url: str) -> LocalGate:
        settings = load_settings(data_dir=tmp_path / "klien", database=url)
        made.append(make_gate(replace(settings, cache_dir=form_cache)))
        return made[-1]

    yield open_gate
    for gate in made:
        gate.lock()
