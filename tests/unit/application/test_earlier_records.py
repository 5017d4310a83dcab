"""What of earlier visits goes along with a Paket Tugas, and that it stays closed on the laptop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.builders import KABID, KOTA_BENGKULU, RAHMAT, a_temuan, an_aparatur
from tests.installations import TW2, Installation, assess, fill, prepare, visit_before

from bina_desktop.application.tindak_lanjut import open_before
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.laporan import Laporan, StatusLaporan, laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, FORM_SKM
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import StatusTindakLanjut, TemuanId, Tingkat
from bina_desktop.domain.tindak_lanjut import TindakLanjut, tindak_lanjut_id_for
from bina_desktop.domain.triwulan import Triwulan

TW1, TW3 = Triwulan(2026, 1), Triwulan(2026, 3)
PAKET, HASIL = Path("paket.xlsx"), Path("hasil.xlsx")


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laptop(formulir, office):
    return Installation(
        formulir, device="cccc2222dddd3333", workbooks=office.workbooks, clock=office.clock
    )


def looked(temuan_id: str, spt_id: str, status: StatusTindakLanjut, day: date) -> TindakLanjut:
    key = tindak_lanjut_id_for(TemuanId(temuan_id), spt_id)
    return TindakLanjut(key, TemuanId(temuan_id), spt_id, status, day, "Sudah ditanyakan.")


def export(place, spt_id, jenis=JenisPaket.PAKET_TUGAS, path=PAKET, who=KABID):
    place.seat(who).pertukaran.export(path, jenis, [spt_id], progress=Progress())
    return place.workbooks.files[path]


def take_in(place, path=PAKET, who=RAHMAT):
    service = place.seat(who).pertukaran
    service.carry_out(service.preview(path, progress=Progress()), progress=Progress())


def records(content, entity: str) -> set[str]:
    return {change.record for change in content.changes if change.entity == entity}


def closed(office, spt) -> None:
    key = laporan_id_for(spt.id)
    office.store(Laporan(key, spt.id, status=StatusLaporan.DISAMPAIKAN))


def test_the_laptop_proposes_what_the_office_knows_of_the_last_visit(
    office, laptop, spt_id, ratna
):
    before = visit_before(office, spt_id)
    assess(office.seat(RAHMAT), before.id, ratna, a1="5", a2="3")
    closed(office, before)
    content = export(office, spt_id)
    take_in(laptop)
    seat = laptop.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    usulan = seat.lembar.open(key).usulan
    assert usulan is not None
    assert usulan.triwulan == TW2
    assert {ref[-3:]: text for ref, text in usulan.jawaban.items()}["/a2"] == "3"
    assert laporan_id_for(before.id) in records(content, "laporan")


def test_earlier_sheets_are_closed_on_the_laptop(office, laptop, spt_id, ratna):
    before = visit_before(office, spt_id)
    old = assess(office.seat(RAHMAT), before.id, ratna)
    closed(office, before)
    export(office, spt_id)
    take_in(laptop)
    seat = laptop.seat(RAHMAT)
    opened = seat.lembar.open(old)
    assert not opened.writable
    with pytest.raises(WrongStateError):
        seat.lembar.return_lembar(old, alasan="Ingin mengubah nilai triwulan lalu.")
    with pytest.raises(WrongStateError):
        seat.lembar.start(before.id, FORM_SKM, None)


def test_only_the_last_final_sheet_of_an_aparatur_goes_along(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    oldest, last = visit_before(office, spt_id, TW1), visit_before(office, spt_id, TW3)
    elsewhere = visit_before(office, spt_id, TW3, KOTA_BENGKULU)
    stranger, colleague = an_aparatur("Andi", nip="", kode=KOTA_BENGKULU), an_aparatur("Wati")
    office.store(stranger, colleague)
    assess(seat, elsewhere.id, stranger)
    assess(seat, oldest.id, ratna)
    kept = assess(seat, last.id, ratna)
    seat.lembar.start(last.id, FORM_LEMBAR_PENILAIAN, colleague.id)
    survey, _ = seat.lembar.start(last.id, FORM_SKM, None)
    fill(seat, survey)
    assert seat.lembar.finalise(survey).problems == ()
    content = export(office, spt_id)
    assert records(content, "lembar_penilaian") == {kept}
    assert records(content, "spt") == {spt_id, last.id}


def test_only_what_stands_goes_along_and_notes_stay(office, spt_id, ratna):
    before = visit_before(office, spt_id)
    seat = office.seat(RAHMAT)
    old, _ = seat.lembar.start(before.id, FORM_LEMBAR_PENILAIAN, ratna.id)
    a1 = "/data/aspek_a/indikator_a1/a1"
    seat.lembar.record_answers(old, {a1: "2", f"{a1}/@catatan": "Hanya untuk saya."})
    fill(seat, old, a1="4")
    assert seat.lembar.finalise(old).problems == ()
    content = export(office, spt_id)
    told = [c for c in content.changes if (c.record, c.field) == (old, a1)]
    assert [c.value for c in told] == ['"4"']
    assert not any(c.field.endswith("/@catatan") for c in content.changes)


def test_open_rekomendasi_go_along_with_what_became_of_them(office, spt_id):
    first, last = visit_before(office, spt_id, TW2), visit_before(office, spt_id, TW3)
    done, halfway = StatusTindakLanjut.SESUAI, StatusTindakLanjut.BELUM_SESUAI
    office.store(
        a_temuan("baru", last.id),
        a_temuan("setengah", first.id),
        a_temuan("tuntas", first.id),
        looked("setengah", last.id, halfway, date(2026, 8, 4)),
        looked("tuntas", last.id, done, date(2026, 8, 4)),
    )
    content = export(office, spt_id)
    assert records(content, "temuan") == {"baru", "setengah"}
    assert len(records(content, "tindak_lanjut")) == 1
    assert records(content, "spt") == {spt_id, first.id, last.id}


def test_the_heaviest_of_the_newest_visit_stands_first(office, spt_id):
    first, last = visit_before(office, spt_id, TW2), visit_before(office, spt_id, TW3)
    office.store(
        a_temuan("a", first.id, tingkat=Tingkat.KRITIS),
        a_temuan("b", last.id),
        a_temuan("c", last.id, tingkat=Tingkat.TINGGI),
        a_temuan("d", last.id, status=StatusTindakLanjut.TIDAK_DAPAT),
        looked("a", spt_id, StatusTindakLanjut.SESUAI, date(2026, 11, 23)),
    )
    with office.database.begin(actor="uji") as uow:
        found = open_before(uow, uow.spt.get(spt_id))
    # What this visit itself found does not take a question away.
    assert [(one.temuan.id, one.triwulan) for one in found] == [("c", TW3), ("b", TW3), ("a", TW2)]


def test_the_last_quarter_of_a_year_comes_before_the_first_of_the_next(office, spt_id):
    """And what a visit found stands, whatever day another wrote."""
    last_year, first = (
        visit_before(office, spt_id, Triwulan(*when)) for when in ((2025, 4), (2026, 1))
    )
    office.store(
        a_temuan("a", last_year.id),
        a_temuan("b", first.id),
        looked("a", last_year.id, StatusTindakLanjut.BELUM_SESUAI, date(2062, 1, 1)),
        looked("a", first.id, StatusTindakLanjut.SESUAI, date(2026, 2, 3)),
    )
    with office.database.begin(actor="uji") as uow:
        asked_first = open_before(uow, uow.spt.get(first.id))
        asked_now = open_before(uow, uow.spt.get(spt_id))
        asked_last_year = open_before(uow, uow.spt.get(last_year.id))
    assert [one.temuan.id for one in asked_first] == ["a"]
    assert [one.temuan.id for one in asked_now] == ["b"]
    assert asked_last_year == ()


def test_two_visits_of_one_quarter_ask_the_same_and_not_each_other(office, spt_id):
    before = visit_before(office, spt_id)
    again = replace(visit_before(office, spt_id, TW1), id=SptId("spt-kedua"), triwulan=TW2)
    office.store(
        again,
        a_temuan("a", before.id),
        a_temuan("b", again.id),
        a_temuan("c", SptId(f"spt-{TW1}-{before.kode_wilayah}")),
    )
    with office.database.begin(actor="uji") as uow:
        asked = [[t.temuan.id for t in open_before(uow, one)] for one in (before, again)]
        now = [one.temuan.id for one in open_before(uow, uow.spt.get(spt_id))]
    assert asked == [["c"], ["c"]]
    assert sorted(now) == ["a", "b", "c"]


def test_a_visit_of_the_same_paket_goes_whole(office, spt_id, ratna):
    before = visit_before(office, spt_id)
    a1 = "/data/aspek_a/indikator_a1/a1"
    old = assess(office.seat(RAHMAT), before.id, ratna)
    office.seat(KABID).pertukaran.export(
        PAKET, JenisPaket.PAKET_TUGAS, [spt_id, before.id], progress=Progress()
    )
    content = office.workbooks.files[PAKET]
    identities = [change.id for change in content.changes]
    assert len(identities) == len(set(identities))
    assert any((c.record, c.field) == (old, a1) for c in content.changes)


def test_hasil_lapangan_takes_nothing_of_earlier_visits(office, laptop, spt_id, ratna):
    before = visit_before(office, spt_id)
    assess(office.seat(RAHMAT), before.id, ratna)
    office.store(a_temuan("baru", before.id))
    export(office, spt_id)
    take_in(laptop)
    assess(laptop.seat(RAHMAT), spt_id, ratna)
    content = export(laptop, spt_id, JenisPaket.HASIL_LAPANGAN, HASIL, RAHMAT)
    assert records(content, "spt") == {spt_id}
    assert records(content, "temuan") == set()
    office.seat(KABID)
    take_in(office, HASIL, KABID)
    assert office.database.begin(actor="uji").journal.conflicts() == []
