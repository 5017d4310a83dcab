"""What lies in a watched folder, what of it waits, and how a person turns it down."""

from __future__ import annotations

from contextlib import suppress

import pytest
from tests.builders import ADMIN, KASI
from tests.installations import prepare
from tests.unit.application.sent_files import FOLDER, HASIL, LAIN, run, sending_laptop

from bina_desktop.application import waiting
from bina_desktop.application.batch import ArrivalState
from bina_desktop.application.file_fate import FileFate
from bina_desktop.application.watched import look_at
from bina_desktop.application.work import Progress, Topic
from bina_desktop.domain.errors import InvalidValueError, WrongStateError


@pytest.fixture
def laptop(formulir, office, ratna):
    return sending_laptop(formulir, office, prepare(office, ratna), ratna)


@pytest.mark.usefixtures("laptop")
def test_a_file_that_waits_can_be_turned_down_with_a_reason(office):
    run(office, HASIL, asal=FOLDER)
    service = office.seat(KASI).unattended
    (arrived,) = office.seat(KASI).batches.arrived()
    with pytest.raises(InvalidValueError, match="Tulis alasan"):
        service.turn_down(arrived.sha256, "  ")
    assert service.turn_down(arrived.sha256, "Salah kunjungan. ").topics == {Topic.PERTUKARAN}
    (arrived,) = office.seat(KASI).batches.arrived()
    assert (arrived.state, arrived.is_kept) == (ArrivalState.REFUSED, False)
    assert arrived.notes[0] == f"Ditolak {KASI.nama}: Salah kunjungan."
    for sha256 in (arrived.sha256, "0" * 64):
        with pytest.raises(WrongStateError, match="tidak menunggu"):
            office.seat("Siapa").unattended.turn_down(sha256, "Lagi.")
    (again,) = run(office, HASIL, asal=FOLDER)
    assert again.fate is FileFate.REFUSED
    assert "Salah kunjungan" in again.reason


@pytest.mark.usefixtures("laptop")
def test_somebody_whom_no_roster_names_is_called_by_login(office):
    run(office, HASIL)
    (arrived,) = office.seat(KASI).batches.arrived()
    office.seat("Siapa").unattended.turn_down(arrived.sha256, "Bukan untuk kami.")
    (arrived,) = office.seat(KASI).batches.arrived()
    assert arrived.notes[0] == "Ditolak Siapa: Bukan untuk kami."


@pytest.mark.usefixtures("laptop")
@pytest.mark.parametrize("limit", ["MOST_WAITING", "MOST_WAITING_BYTES"])
def test_no_more_waits_than_there_is_room_for(office, monkeypatch, limit):
    run(office, HASIL)
    monkeypatch.setattr(waiting, limit, 1)
    (outcome,) = run(office, LAIN)
    assert outcome.fate is FileFate.REFUSED
    assert outcome.reason.startswith("Sudah 1 berkas menunggu keputusan")


@pytest.mark.usefixtures("laptop")
def test_a_watched_file_is_read_again_only_where_it_was_replaced(office, tmp_path, monkeypatch):
    path = tmp_path / "hasil.xlsx"
    loads = []
    load = office.workbooks.load
    monkeypatch.setattr(office.workbooks, "load", lambda p: loads.append(p.name) or load(p))

    def look(place=tmp_path):
        loads.clear()
        service = office.seat(ADMIN).unattended  # as after a start
        outcomes, _ = service.take_watched([path], place, progress=Progress())
        return [one.fate for one in outcomes], bool(loads)

    path.write_text(office.workbooks.files[HASIL].export_id)
    assert look() == ([FileFate.WAITING], True)
    assert look() == ([FileFate.KNOWN], False)
    path.write_text(office.workbooks.files[LAIN].export_id)
    assert look() == ([FileFate.WAITING], True)
    assert look() == ([FileFate.KNOWN], False)
    assert look(tmp_path.parent)[1]  # another folder is watched now
    assert look()[1]
    with office.database.begin(actor="") as uow:  # a backup was brought back
        uow.state.arrived.clear()
        uow.commit()
    assert look() == ([FileFate.WAITING], True)
    path.unlink()
    assert look() == ([FileFate.REFUSED], True)


def test_only_workbooks_in_a_folder_are_seen(tmp_path):
    for name in ("b.xlsx", "A.XLSX", "~$b.xlsx", ".c.xlsx", "d.txt", "e.xlsx.part"):
        (tmp_path / name).write_bytes(b"12")
    sight = look_at(tmp_path)
    assert [path.name for path in sight] == ["A.XLSX", "b.xlsx"]
    assert {facts[0] for facts in sight.values()} == {2}
    assert look_at(tmp_path / "tidak ada") == {}


def test_what_is_no_file_does_not_hide_the_others(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(b"12")
    (tmp_path / "folder.xlsx").mkdir()
    with suppress(OSError):  # where links need a right of their own
        (tmp_path / "a.xlsx").symlink_to(tmp_path / "tidak ada.xlsx")
    assert [path.name for path in look_at(tmp_path)] == ["b.xlsx"]
