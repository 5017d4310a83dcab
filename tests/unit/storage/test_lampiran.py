from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from alembic import command
from alembic.config import Config
from tests.laptops import Laptop

from bina_desktop.domain.lampiran import Lampiran, Untuk, lampiran_id_for
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.storage.database import SCHEMA, schema_of, sqlite_engine, upgrade
from bina_desktop.storage.maintenance import check_tables

L1, L2 = LembarId("l1"), LembarId("l2")


def a_lampiran(lembar_id: LembarId = L1, sha256: str = "ab" * 32, nama: str = "b.jpg") -> Lampiran:
    key = lampiran_id_for(lembar_id, "/data/foto", Untuk.BUKTI, sha256)
    spt = SptId("s1")
    return Lampiran(key, spt, lembar_id, "/data/foto", Untuk.BUKTI, nama, sha256, 5, "image/jpeg")


def test_files_of_some_sheets_come_in_order_without_removed_ones(laptop: Laptop) -> None:
    b, a = a_lampiran(), a_lampiran(sha256="cd" * 32, nama="a.jpg")
    other, gone = a_lampiran(L2), a_lampiran(sha256="ef" * 32)
    with laptop.write() as uow:
        for one in (b, a, other, gone):
            uow.lampiran.save(one)
        uow.lampiran.delete(gone.id)
    with laptop.read() as uow:
        assert uow.lampiran.of([L1]) == [a, b]
        assert uow.lampiran.of([L2, L1]) == [a, b, other]
        assert uow.lampiran.of([]) == []


def test_files_travel_and_merge_like_answers(laptop: Laptop, office: Laptop) -> None:
    one = a_lampiran()
    for place in (laptop, office):
        with place.write() as uow:
            uow.lampiran.save(one)
    office.receive(laptop.changes())
    laptop.receive(office.changes())
    assert laptop.digest() == office.digest()
    for place in (laptop, office):
        with place.read() as uow:
            assert uow.journal.conflicts() == []
            assert uow.lampiran.of([L1]) == [one]
        assert check_tables(place.engine) == []


def test_a_file_of_a_newer_kind_is_left_out_but_stays_in_the_journal(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.lampiran.save(replace(a_lampiran(), untuk="tanda"))  # type: ignore[arg-type]
    with laptop.read() as uow:
        assert uow.lampiran.of([L1]) == []
        assert uow.journal.history(entity="lampiran", record=a_lampiran().id)


def test_a_database_without_files_is_brought_forward(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "lama.db")
    config = Config()
    config.set_main_option("script_location", "bina_desktop.storage:migrations")
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    assert schema_of(engine) == "0001"
    upgrade(engine)
    assert schema_of(engine) == SCHEMA
    laptop = Laptop(engine)
    with laptop.write() as uow:
        uow.lampiran.save(a_lampiran())
    with laptop.read() as uow:
        assert uow.lampiran.of([L1]) == [a_lampiran()]
    engine.dispose()
