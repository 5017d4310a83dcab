from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import update
from tests.laptops import NOW, Laptop

from bina_desktop.application.batch import ArrivalState, ArrivedFile
from bina_desktop.domain.errors import DatabaseUnfitError, NotFoundError
from bina_desktop.storage.journal_rows import ArrivedFileRow


def arrived(data: bytes, *, minute: int = 0, state: ArrivalState = ArrivalState.TAKEN):
    key = hashlib.sha256(data).hexdigest()
    waktu = NOW + timedelta(minutes=minute)
    return ArrivedFile(key, "a.xlsx", len(data), waktu, "", state, ("Satu.", "Dua."))


def note(place: Laptop, data: bytes, *, limit: int = 10, **facts) -> str:
    file = arrived(data, **facts)
    with place.write() as uow:
        uow.arrived.note(file, data, limit=limit)
        uow.arrived.make_room(limit)
    return file.sha256


def test_a_file_is_kept_by_its_hash_and_given_back(office: Laptop) -> None:
    key = note(office, b"12345")
    with office.read() as uow:
        assert uow.arrived.data(key) == b"12345"
        found = uow.arrived.find(key)
        assert found is not None
        assert (found.notes, found.is_kept, found.waktu) == (("Satu.", "Dua."), True, NOW)
        assert uow.arrived.find("0" * 64) is None
        assert uow.arrived.kept_bytes() == 5


def test_the_oldest_go_when_there_is_no_room_but_what_waits_stays(office: Laptop) -> None:
    waiting = note(office, b"wait", minute=0, state=ArrivalState.WAITING)
    oldest = note(office, b"old", minute=1)
    newer = note(office, b"new", minute=2)
    newest = note(office, b"nova", minute=3, limit=11)
    with office.read() as uow:
        kept = {file.sha256: file.is_kept for file in uow.arrived.all()}
        assert kept == {newest: True, newer: True, oldest: False, waiting: True}
        assert uow.arrived.kept_bytes() == 11
        with pytest.raises(NotFoundError, match="tidak disimpan lagi"):
            uow.arrived.data(oldest)
    assert list(kept) == [newest, newer, oldest, waiting]


def test_a_file_larger_than_all_room_is_noted_without_its_bytes(office: Laptop) -> None:
    key = note(office, b"12345678901")
    with office.read() as uow:
        assert [file.is_kept for file in uow.arrived.all()] == [False]
        assert uow.arrived.kept_bytes() == 0
        with pytest.raises(NotFoundError):
            uow.arrived.data(key)
    waiting = note(office, b"12345678901", state=ArrivalState.WAITING)
    with office.read() as uow:
        assert uow.arrived.data(waiting) == b"12345678901"


def test_bytes_that_were_altered_are_not_given_out(office: Laptop) -> None:
    key = note(office, b"12345")
    with office.engine.begin() as connection:
        connection.execute(update(ArrivedFileRow).values(data=b"54321"))
    with office.read() as uow, pytest.raises(DatabaseUnfitError, match="rusak"):
        uow.arrived.data(key)
