from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from tests.laptops import Laptop, a_pegawai

from bina_desktop.domain.errors import DatabaseUnfitError


def test_a_block_may_read_on_after_its_commit(laptop: Laptop) -> None:
    with laptop.begin(actor="p1") as uow:
        uow.pegawai.save(a_pegawai())
        uow.commit()
        uow.pegawai.save(a_pegawai(nama="Badu"))
        uow.commit()
        assert len(uow.journal.changes()) == 5
        uow.pegawai.save(a_pegawai(nama="tidak jadi"))
    with laptop.read() as uow:
        assert uow.pegawai.all() == [a_pegawai(nama="Badu")]


def test_a_full_disk_is_said_and_nothing_is_lost(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    with laptop.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(DatabaseUnfitError, match="Cakram penuh"), laptop.write() as uow:
        uow.pegawai.save(a_pegawai("p2", nama="B" * 100_000))
    with laptop.read() as uow:
        assert uow.pegawai.all() == [a_pegawai()]


def test_a_bug_in_a_statement_stays_a_bug(laptop: Laptop) -> None:
    with laptop.engine.begin() as connection:
        connection.execute(text("DROP TABLE pegawai"))
    with pytest.raises(OperationalError, match="no such table"), laptop.read() as uow:
        uow.pegawai.all()
