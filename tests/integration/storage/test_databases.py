"""What must hold on plain SQLite, SQLCipher and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, insert, select
from tests.laptops import NOW, Laptop, a_lembar, a_pegawai, an_sk_tim, an_spt

from bina_desktop.domain.journal import Change, digest, sealed
from bina_desktop.domain.lampiran import Lampiran, LampiranId, Untuk
from bina_desktop.domain.lembar_penilaian import LembarId, StatusLembar
from bina_desktop.domain.pegawai import PegawaiId, Peran
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.utas import JenisSasaran, KomentarId, Sasaran, Tindakan, Utas, say
from bina_desktop.storage import maintenance
from bina_desktop.storage.database import SCHEMA, schema_of, upgrade
from bina_desktop.storage.maintenance import bring_up_to_date, check_integrity, check_tables
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


def old_copy(newer: Engine, made: Engine) -> None:
    """Give a database of the first revision the same journal and users."""
    config = Config()
    scripts = Path(maintenance.__file__).with_name("migrations")
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with made.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    old, new = MetaData(), MetaData()
    old.reflect(made)
    new.reflect(newer)
    with newer.connect() as source, made.begin() as target:
        for table in old.sorted_tables:
            if table.name != "alembic_version":
                columns = [new.tables[table.name].c[column.name] for column in table.columns]
                rows = [dict(row) for row in source.execute(select(*columns)).mappings()]
                if rows:
                    target.execute(insert(table), rows)


def test_an_upgrade_that_is_stopped_halfway_is_done_whole_the_next_time(
    laptop: Laptop, new_engine: Callable[[], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(laptop)
    evidence = Lampiran(
        LampiranId("f1"), SptId("spt1"), L1, "/data/a", Untuk.BUKTI, "a.pdf", "0" * 64, 3, "x/y"
    )
    place = Utas(Sasaran(JenisSasaran.LEMBAR, L1, "/data/a"))
    said = say(
        place,
        Tindakan.TANYA,
        "Bukti mana?",
        key=KomentarId("k1"),
        spt_id=SptId("spt1"),
        pelaku=PegawaiId("p2"),
        peran=Peran.KASI,
        waktu=NOW,
    )
    with laptop.write() as uow:
        uow.lampiran.save(evidence)
        uow.komentar.add(said)
        uow.lembar.save_answers(L1, {}, position="/data/b")
    engine = new_engine()
    old_copy(laptop.engine, engine)

    def stop(*_what: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(maintenance, "record_row", stop)
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(engine)
    assert schema_of(engine) == "0001"
    monkeypatch.undo()
    bring_up_to_date(engine)
    assert schema_of(engine) == SCHEMA
    assert check_tables(engine) == []
    upgraded = Laptop(engine)
    with upgraded.read() as uow:
        assert uow.lampiran.of([L1]) == [evidence]
        assert list(uow.queries.komentar(spt_id=SptId("spt1"))) == [said]
        assert uow.lembar.answers(L1) == {"/data/a": "1", "/data/b": "2"}
        assert uow.lembar.position(L1) == "/data/b"
    assert upgraded.digest() == laptop.digest()


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
