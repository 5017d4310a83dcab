from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event
from tests.laptops import NOW, Laptop, a_lembar, a_pegawai

from bina_desktop.application.journal import Fate, RecordFate
from bina_desktop.application.work import CancelledError, Progress
from bina_desktop.domain.journal import Change, clock_at, derived_id, sealed
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import PegawaiId

P1 = PegawaiId("p1")


def fates(records: tuple[RecordFate, ...]) -> dict[str, Fate]:
    return {record.record: record.fate for record in records}


@pytest.fixture
def shared(laptop: Laptop, office: Laptop) -> tuple[Laptop, Laptop]:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
        uow.pegawai.save(a_pegawai("p2"))
    office.receive(laptop.changes())
    return laptop, office


def test_every_record_has_its_fate(shared: tuple[Laptop, Laptop]) -> None:
    laptop, office = shared
    with office.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Badu"))
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Bodi", nip="1"))
        uow.pegawai.save(a_pegawai("p3"))
    report = office.receive(laptop.changes())
    assert report.records == (
        RecordFate("pegawai", "p1", Fate.CONFLICT, ("nama", "nip")),
        RecordFate("pegawai", "p2", Fate.SAME),
        RecordFate("pegawai", "p3", Fate.NEW, ("aktif", "nama", "peran", "status")),
    )
    assert report.new_changes == 6
    assert report.known_changes == 8


def test_files_that_come_together_count_as_if_one_came_after_another(
    laptop: Laptop, office: Laptop
) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai("p2"))
    line = laptop.changes()
    stranger = Change("N", 1, 9, "x", "pegawai", "p1", "nama", '"Badu"')
    files = [line[:4], line, [sealed(stranger, previous="")]]
    first, second, third = office.receive_all(files)
    assert fates(first.records) == {"p1": Fate.NEW}
    assert fates(second.records) == {"p1": Fate.SAME, "p2": Fate.NEW}
    assert fates(third.records) == {"p1": Fate.CONFLICT}
    assert [one.new_changes for one in (first, second, third)] == [4, 4, 1]
    with office.read() as uow:
        assert [one.new_changes for one in uow.batches.all()] == [1, 4, 4]


def test_no_import_walks_through_the_whole_journal(shared: tuple[Laptop, Laptop]) -> None:
    laptop, office = shared
    plans: list[tuple[str, str]] = []

    def explain(connection: Connection, _: object, statement: str, values: Any, *_more: object):
        if statement.startswith("SELECT") and "journal_change" in statement:
            cursor = connection.connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            plans.extend((step[3], statement) for step in cursor.fetchall())

    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Bodi"))
    with office.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Badu"))
    changes = laptop.changes()
    event.listen(office.engine, "before_cursor_execute", explain)
    report = office.receive(changes)
    event.remove(office.engine, "before_cursor_execute", explain)
    assert fates(report.records) == {"p1": Fate.CONFLICT, "p2": Fate.SAME}
    names = ("journal_change", "new", "child")
    assert plans
    assert [
        one for one in plans if one[0].startswith(tuple(f"SCAN {name}" for name in names))
    ] == []


def test_a_later_edit_of_the_same_line_is_a_change(shared: tuple[Laptop, Laptop]) -> None:
    laptop, office = shared
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Badu"))
    report = office.receive(laptop.changes()[-1:])
    assert report.records == (RecordFate("pegawai", "p1", Fate.CHANGED, ("nama",)),)
    with office.read() as uow:
        assert uow.pegawai.get(P1).nama == "Badu"


def test_an_older_edit_that_comes_late_changes_nothing(laptop: Laptop, office: Laptop) -> None:
    for nama in ("satu", "dua", "tiga"):
        with laptop.write() as uow:
            uow.pegawai.save(a_pegawai(nama=nama))
    changes = laptop.changes()
    late = [change for change in changes if change.value == '"dua"']
    office.receive([change for change in changes if change not in late])
    assert fates(office.receive(late).records) == {"p1": Fate.SAME}
    with office.read() as uow:
        assert uow.pegawai.get(P1).nama == "tiga"
        assert uow.journal.conflicts() == []
    assert office.digest() == laptop.digest()


def test_preview_is_the_same_run_without_commit(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    before = office.digest()
    with office.begin(actor="p1") as uow:
        preview = uow.journal.absorb(
            laptop.changes(), nama_berkas="a.xlsx", sha256="1", progress=Progress()
        )
        assert uow.pegawai.all() == [a_pegawai()]
    with office.read() as uow:
        assert uow.pegawai.all() == []
        assert uow.batches.all() == []
    assert office.digest() == before
    assert office.receive(laptop.changes()).records == preview.records


def test_what_was_edited_before_the_import_in_one_unit_of_work_counts(
    laptop: Laptop, office: Laptop
) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Badu"))
    with office.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Budi"))
        report = uow.journal.absorb(
            laptop.changes(), nama_berkas="a.xlsx", sha256="1", progress=Progress()
        )
    assert fates(report.records) == {"p1": Fate.CONFLICT}


def test_cancel_leaves_no_trace(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError), office.write() as uow:
        uow.journal.absorb(laptop.changes(), nama_berkas="a", sha256="1", progress=progress)
    assert office.changes() == []


def test_imports_are_listed_and_files_known(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    first = office.receive(laptop.changes(), nama="satu.xlsx")
    second = office.receive(laptop.changes(), nama="dua.xlsx")
    with office.read() as uow:
        newest, oldest = uow.batches.all()
        assert uow.journal.knows_file("0" * 64)
        assert not uow.journal.knows_file("1" * 64)
    assert (newest.id, newest.nama_berkas, newest.new_changes) == (second.batch_id, "dua.xlsx", 0)
    assert (oldest.id, oldest.waktu, oldest.pelaku) == (first.batch_id, NOW, "p1")
    assert (oldest.new_changes, oldest.known_changes, oldest.conflicts) == (4, 0, 0)


def test_what_a_newer_program_knows_stays_in_the_journal(office: Laptop) -> None:
    changes = [
        Change("N", 1, 1, "x", "rapat", "r1", "judul", '"Rapat"'),
        Change("N", 2, 2, "x", "pegawai", "p1", "telepon", '"0812"'),
        Change("N", 3, 3, "x", "sk_tim", "s1", "cuti/p1", '"ya"'),
        Change("N", 4, 4, "x", "sk_tim", "s1", "anggota/", '"ketua"'),
        Change("N", 5, 5, "x", "pegawai", "p1", "aktif", '"kadang"'),
    ]
    previous = ""
    for number, change in enumerate(changes):
        changes[number] = sealed(change, previous=previous)
        previous = changes[number].hash
    report = office.receive(changes)
    assert report.new_changes == 5
    assert office.changes() == changes
    with office.read() as uow:
        assert uow.pegawai.all() == []


def test_a_clock_far_ahead_is_named_and_not_adopted(laptop: Laptop, office: Laptop) -> None:
    laptop.clock.advance(days=400)
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    report = office.receive(laptop.changes())
    (warning,) = report.warnings
    assert laptop.device in warning
    assert "28-12-2027" in warning
    with office.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Badu"))
    (own,) = (change for change in office.changes() if change.device == office.device)
    assert own.at <= clock_at(NOW + timedelta(minutes=1))
    with office.read() as uow:
        assert uow.pegawai.get(P1).nama == "Badu"


def test_an_edited_cell_is_one_change_wherever_it_comes_in(
    shared: tuple[Laptop, Laptop],
) -> None:
    laptop, office = shared
    (base,) = (c for c in laptop.changes() if (c.record, c.field) == ("p1", "nama"))
    where = {"entity": "pegawai", "record": "p1", "field": "nama", "value": '"Badu"'}
    edit = Change(
        device=derived_id(export_id="e1", **where),
        seq=0,
        at=base.at + 1,
        actor="p5",
        bases=(base.id,),
        **where,
    )
    office.receive([edit])
    assert fates(office.receive([replace(edit, actor="p6")]).records) == {"p1": Fate.SAME}
    laptop.receive(office.changes())
    laptop.receive([edit])
    with laptop.read() as uow:
        assert uow.pegawai.get(P1).nama == "Badu"
        assert uow.journal.conflicts() == []
    assert laptop.digest() == office.digest()


def test_a_cleared_field_falls_back_to_its_default(office: Laptop) -> None:
    with office.write() as uow:
        uow.pegawai.save(a_pegawai(pangkat="Pembina"))
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(LembarId("l1"), {"/data/a": "1", "/data/b": "2", "/data/c": "3"})
    bases = {c.field: c.id for c in office.changes()}
    cleared = [
        ("pegawai", "p1", "pangkat", "null"),
        ("lembar_penilaian", "l1", "/data/a", "null"),
        ("lembar_penilaian", "l1", "/data/b", '""'),
        ("lembar_penilaian", "l1", "/data/c", "7"),
    ]
    previous = ""
    changes: list[Change] = []
    for seq, (entity, record, field, value) in enumerate(cleared, start=1):
        change = Change("N", seq, 2**58, "x", entity, record, field, value, (bases[field],))
        changes.append(sealed(change, previous=previous))
        previous = changes[-1].hash
    office.receive(changes)
    with office.read() as uow:
        assert uow.pegawai.get(P1).pangkat == ""
        assert uow.lembar.answers(LembarId("l1")) == {"/data/c": "7"}
