"""What must hold on plain SQLite, SQLCipher and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine
from tests.laptops import Laptop, a_lembar, a_pegawai, an_sk_tim, an_spt

from bina_desktop.domain.journal import Change, digest, sealed
from bina_desktop.domain.lembar_penilaian import LembarId, StatusLembar
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.storage.database import SCHEMA, schema_of, upgrade
from bina_desktop.storage.maintenance import check_integrity, check_tables
from bina_desktop.storage.rows import Base

L1 = LembarId("l1")


def fill(laptop: Laptop) -> None:
    with laptop.write(reason="isi awal") as uow:
        uow.pegawai.save(a_pegawai())
        uow.pegawai.save(a_pegawai("p2", nama="Ñora 👩"))
        uow.sk_tim.save(an_sk_tim("p1", "p2"))
        uow.spt.save(an_spt("p2", "p1"))
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(L1, {"/data/a": "1", "/data/b": "2"})


def test_migrations_give_the_tables_of_the_models(new_engine: Callable[[], Engine]) -> None:
    engine = new_engine()
    upgrade(engine)
    assert schema_of(engine) == SCHEMA
    with engine.connect() as connection:
        # SQLite tells defaults in another spelling than ours; PostgreSQL compares their values.
        compare_defaults = connection.dialect.name == "postgresql"
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": compare_defaults}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_everything_is_there_after_the_commit(laptop: Laptop) -> None:
    fill(laptop)
    before = laptop.digest()
    laptop.engine.dispose()
    again = Laptop(laptop.engine)
    assert again.device == laptop.device
    with again.read() as uow:
        assert uow.pegawai.all() == [a_pegawai(), a_pegawai("p2", nama="Ñora 👩")]
        assert uow.sk_tim.all() == [an_sk_tim("p1", "p2")]
        assert uow.spt.all() == [an_spt("p2", "p1")]
        assert uow.lembar.answers(L1) == {"/data/a": "1", "/data/b": "2"}
    assert again.digest() == before == digest(again.changes())


def test_two_databases_exchange_quarrel_and_agree(laptop: Laptop, office: Laptop) -> None:
    fill(laptop)
    office.receive(laptop.changes())
    for one, answer in ((laptop, "3"), (office, "4")):
        with one.write() as uow:
            uow.lembar.save_answers(L1, {"/data/a": answer})
    office.receive(laptop.changes())
    with office.write() as uow:
        (conflict,) = uow.journal.conflicts()
        assert conflict.base is not None
        uow.journal.settle(
            entity=conflict.entity, record=conflict.record, field=conflict.field, value='"5"'
        )
        assert uow.journal.conflicts() == []
    laptop.receive(office.changes())
    for one in (laptop, office):
        with one.read() as uow:
            assert uow.lembar.answers(L1)["/data/a"] == "5"
        assert check_tables(one.engine) == []
        assert check_integrity(one.engine) == []
    assert laptop.digest() == office.digest()
    assert laptop.changes() == office.changes()


def test_late_and_several_bases_are_understood(office: Laptop) -> None:
    line: list[Change] = []
    for seq in range(1, 4):
        bases = tuple(change.id for change in line) if seq == 3 else ()
        change = Change("N", seq, seq, "x", "pegawai", "p1", "nama", f'"{seq}"', bases)
        line.append(sealed(change, previous=line[-1].hash if line else ""))
    for change in reversed(line):
        office.receive([change])
    with office.read() as uow:
        assert uow.journal.conflicts() == []
        assert uow.pegawai.get(PegawaiId("p1")).nama == "3"
    assert office.changes() == line
    assert check_tables(office.engine) == []


def test_final_sheets_without_figures_and_lists(laptop: Laptop, office: Laptop) -> None:
    fill(laptop)
    with laptop.write() as uow:
        uow.lembar.save(replace(a_lembar(), status=StatusLembar.FINAL))
    office.receive(laptop.changes())
    with office.read() as uow:
        assert uow.lembar.stale() == [L1]
        (summary,) = uow.queries.lembar(triwulan=an_spt().triwulan)
        assert (summary.terjawab, summary.status) == (2, StatusLembar.FINAL)
        assert summary.pengisi == uow.pegawai.get(PegawaiId("p1")).nama


def test_writers_take_turns_and_number_without_gaps(laptop: Laptop) -> None:
    def write(number: int) -> None:
        with laptop.write() as uow:
            uow.pegawai.save(a_pegawai(f"p{number}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    changes = sorted(laptop.changes(), key=lambda change: change.seq)
    assert [change.seq for change in changes] == list(range(1, len(changes) + 1))
    assert len({change.record for change in changes}) == 12
    assert check_tables(laptop.engine) == []
