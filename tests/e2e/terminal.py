"""Somebody in front of a terminal: words in, status and lines out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.laptops import Laptop

from bina_desktop.__main__ import main
from bina_desktop.application.contoh import ADMIN
from bina_desktop.domain.journal import sealed
from bina_desktop.domain.pegawai import AparaturId
from bina_desktop.storage import database


class Terminal:
    """Says words to the program and hears what it answers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def say(self, *words: str | Path) -> tuple[int, str, str]:
        """Return status, stdout and stderr."""
        self._capsys.readouterr()
        status = main(["--data", str(self.folder), *map(str, words)])
        out, err = self._capsys.readouterr()
        return status, out, err

    def enter(self, command: str, *words: str | Path) -> tuple[int, str, str]:
        """Say a command in the administrator's name."""
        return self.say(command, "--user", ADMIN.nama, *words)


def add_difference(path: Path, key: bytes) -> None:
    """Let another laptop change the telephone of the office without having seen ours."""
    engine = database.sqlcipher_engine(path, key)
    place = Laptop(engine)
    with place.read() as uow:
        known = next(c for c in uow.journal.changes() if c.field == "telepon")
    other = replace(known, device="ABCD2345EFGH6723", seq=1, value='"0736 999"', bases=())
    place.receive([sealed(other, previous="")])
    engine.dispose()


def add_twin(path: Path, key: bytes) -> str:
    """Enter an officer a second time, with another post; return the name of both."""
    engine = database.sqlcipher_engine(path, key)
    place = Laptop(engine)
    with place.write() as uow:
        one = uow.aparatur.all()[0]
        uow.aparatur.save(replace(one, id=AparaturId(f"z-{one.id}"), jabatan="Kasubbag Umum"))
    engine.dispose()
    return one.nama
