"""Undo of imports on every kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.journal.stations import KINDS, OPEN_FILE, Station, a_server_station, a_station
from tests.laptops import Laptop, a_lembar, a_pegawai

from bina_desktop.application.batch import Batch, BatchState
from bina_desktop.application.work import CancelledError, Progress
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.undo import WhyKept
from bina_desktop.storage.maintenance import check_tables


@pytest.fixture(scope="module", params=KINDS)
def station(request: pytest.FixtureRequest) -> Iterator[Station]:
    kind = request.param
    server = None if kind in OPEN_FILE else request.getfixturevalue("server")
    with a_station(kind) if server is None else a_server_station(server) as place:
        yield place


@pytest.fixture
def laptop(station: Station) -> Laptop:
    return station.laptop("laptop")


@pytest.fixture
def office(station: Station) -> Laptop:
    return station.laptop("office")


P1, P2, L1 = PegawaiId("p1"), PegawaiId("p2"), LembarId("l1")


def undo(place: Laptop, batch_id: str, *, actor: str = "kasi"):
    with place.write(actor=actor, reason="impor dibatalkan") as uow:
        return uow.batches.undo(batch_id, progress=Progress())


def batches(place: Laptop) -> list[Batch]:
    with place.read() as uow:
        return list(uow.batches.all())


@pytest.fixture
def shared(laptop: Laptop, office: Laptop) -> tuple[Laptop, Laptop, str]:
    """The office knows p1; a second file changed p1, brought p2 and a sheet with two answers."""
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    office.receive(laptop.changes())
    laptop.clock.advance(hours=1)
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Badu", nip="1"))
        uow.pegawai.save(a_pegawai("p2"))
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(L1, {"/data/a": "1", "/data/b": "2"})
    office.clock.advance(hours=2)
    return laptop, office, office.receive(laptop.changes(), nama="kedua.xlsx").batch_id


def test_an_undo_returns_fields_and_marks_new_records_deleted(
    shared: tuple[Laptop, Laptop, str],
) -> None:
    _, office, batch_id = shared
    report = undo(office, batch_id)
    assert not report.restores
    assert {c.key.record: c.value for c in report.plan.compensations if "d" in c.key.field} == {
        "p2": "true",
        "l1": "true",
    }
    with office.read() as uow:
        assert uow.pegawai.get(P1) == a_pegawai()
        assert uow.pegawai.find(P2) is None
        assert uow.lembar.find(L1) is None
    assert check_tables(office.engine) == []


def test_an_undo_tells_whose_visits_it_alters(shared: tuple[Laptop, Laptop, str]) -> None:
    _, office, batch_id = shared
    for _ in ("undone", "brought back"):
        assert undo(office, batch_id).visits == {"spt1"}


def test_an_undo_travels(shared: tuple[Laptop, Laptop, str]) -> None:
    laptop, office, batch_id = shared
    undo(office, batch_id)
    laptop.receive(office.changes())
    with laptop.read() as uow:
        assert uow.pegawai.get(P1).nama == "Budi Santoso"
        assert uow.pegawai.find(P2) is None
    assert laptop.digest() == office.digest()
    assert check_tables(laptop.engine) == []


def test_the_list_tells_who_undid_and_when(shared: tuple[Laptop, Laptop, str]) -> None:
    _, office, batch_id = shared
    office.clock.advance(minutes=5)
    undo(office, batch_id)
    second, first = batches(office)
    assert (first.state, first.state_by, first.state_at) == (BatchState.ACTIVE, "", None)
    assert (second.nama_berkas, second.id) == ("kedua.xlsx", batch_id)
    assert (second.state, second.state_by) == (BatchState.UNDONE, "kasi")
    assert second.state_at == office.clock.now()
    assert second.new_changes > 0
    assert not second.is_restored


def test_an_undo_can_be_taken_back_and_made_again(shared: tuple[Laptop, Laptop, str]) -> None:
    _, office, batch_id = shared
    undo(office, batch_id)
    back = undo(office, batch_id)
    assert back.restores
    with office.read() as uow:
        assert uow.pegawai.get(P1).nama == "Badu"
        assert uow.pegawai.get(P2) == a_pegawai("p2")
        assert uow.lembar.answers(L1) == {"/data/a": "1", "/data/b": "2"}
    assert batches(office)[0].is_restored
    assert check_tables(office.engine) == []
    undo(office, batch_id)
    with office.read() as uow:
        assert uow.pegawai.get(P1).nama == "Budi Santoso"
        assert uow.lembar.find(L1) is None
    assert batches(office)[0].state is BatchState.UNDONE


def test_what_was_changed_since_stays_and_is_named(shared: tuple[Laptop, Laptop, str]) -> None:
    _, office, batch_id = shared
    with office.write(actor="eko") as uow:
        uow.pegawai.save(a_pegawai(nama="Bambang", nip="1"))
        uow.lembar.save_answers(L1, {"/data/c": "3"})
    report = undo(office, batch_id)
    kept = {one.record: (one.why, one.fields, one.actors) for one in report.plan.kept}
    assert kept == {
        "p1": (WhyKept.CHANGED_SINCE, ("nama",), ("eko",)),
        "l1": (WhyKept.CHANGED_SINCE, ("/data/c",), ("eko",)),
    }
    with office.read() as uow:
        assert (uow.pegawai.get(P1).nama, uow.pegawai.get(P1).nip) == ("Bambang", "")
        assert uow.lembar.answers(L1) == {"/data/a": "1", "/data/b": "2", "/data/c": "3"}
    assert check_tables(office.engine) == []


def test_a_conflict_that_came_with_the_file_goes_with_it(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    office.receive(laptop.changes())
    for place, nama in ((office, "Badu"), (laptop, "Bodi")):
        with place.write() as uow:
            uow.pegawai.save(a_pegawai(nama=nama))
    batch_id = office.receive(laptop.changes()).batch_id
    with office.read() as uow:
        assert len(uow.journal.conflicts()) == 1
    undo(office, batch_id)
    with office.read() as uow:
        assert uow.journal.conflicts() == []
        assert uow.pegawai.get(P1).nama == "Badu"
    assert check_tables(office.engine) == []


def test_two_imports_of_one_record_are_undone_in_any_order(
    shared: tuple[Laptop, Laptop, str],
) -> None:
    laptop, office, second = shared
    laptop.clock.advance(hours=3)
    with laptop.write() as uow:
        uow.lembar.save_answers(L1, {"/data/a": "9"})
        uow.pegawai.save(a_pegawai(nama="Bidin", nip="1"))
    office.clock.advance(hours=3)
    third = office.receive(laptop.changes()).batch_id
    undo(office, second)  # the third built on it, so all stays that it touched
    with office.read() as uow:
        assert uow.pegawai.get(P1).nama == "Bidin"
        assert uow.lembar.answers(L1)["/data/a"] == "9"
    undo(office, third)
    with office.read() as uow:
        assert uow.pegawai.get(P1) == a_pegawai(nip="")
        assert uow.lembar.find(L1) is None
    undo(office, third)
    with office.read() as uow:
        assert uow.pegawai.get(P1).nama == "Bidin"
        assert uow.lembar.answers(L1)["/data/a"] == "9"
    assert check_tables(office.engine) == []


def test_the_same_file_after_an_undo_brings_nothing(shared: tuple[Laptop, Laptop, str]) -> None:
    laptop, office, batch_id = shared
    undo(office, batch_id)
    before = office.digest()
    report = office.receive(laptop.changes())
    assert report.new_changes == 0
    assert office.digest() == before


def test_a_plan_and_a_cancelled_undo_write_nothing(shared: tuple[Laptop, Laptop, str]) -> None:
    _, office, batch_id = shared
    before = office.changes()
    with office.write() as uow:
        assert uow.batches.plan_undo(batch_id, progress=Progress()).plan.compensations
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError), office.write() as uow:
        uow.batches.undo(batch_id, progress=progress)
    assert office.changes() == before
    assert batches(office)[0].state is BatchState.ACTIVE


def test_an_unknown_import_is_told(office: Laptop) -> None:
    with pytest.raises(NotFoundError, match="tidak tercatat"), office.read() as uow:
        uow.batches.get("b1")
