"""One world for all end-to-end tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e import office_server
from tests.e2e.installation import Installation
from tests.e2e.terminal import Terminal
from tests.e2e.world import World, make_world
from tests.integration.storage import conftest as storage

from bina_desktop.application.contoh import SAMPLE_PASSWORD

server = storage.server
"""A PostgreSQL cluster in a temporary folder; skips where none is installed."""

clerks, address, gate_to = office_server.clerks, office_server.address, office_server.gate_to
"""An office's server with a role for each clerk."""


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, form_cache: Path) -> World:
    """The office before any result came back, and the exports of two laptops."""
    return make_world(tmp_path_factory.mktemp("dunia"), form_cache)


@pytest.fixture
def office(world: World, tmp_path: Path) -> Iterator[Installation]:
    """A copy of that office, locked."""
    made = world.office(tmp_path / "kantor")
    yield made
    made.leave()


@pytest.fixture
def new_folder(tmp_path: Path, form_cache: Path) -> Iterator[Installation]:
    """A data folder with nothing in it yet."""
    made = Installation(tmp_path / "data", cache=form_cache)
    yield made
    made.leave()


@pytest.fixture
def terminal(
    office: Installation,
    form_cache: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    """In front of the office, whose forms were converted before."""
    monkeypatch.setenv("BINA_PASSWORD", SAMPLE_PASSWORD)
    shutil.copytree(form_cache, office.gate.folder / "cache")
    return Terminal(office.gate.folder, capsys)
