"""Differences in words, decided one by one or many at once, and taken back."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from tests.builders import ADMIN, KABID, KASI, RAHMAT, SITI, a_temuan
from tests.installations import Installation, prepare, visit_before
from tests.unit.application.test_earlier_records import looked

from bina_desktop.application.perbedaan import LONGEST, own_text
from bina_desktop.application.perbedaan_rekomendasi import with_written, written_beside
from bina_desktop.application.place import place_of, visit_of
from bina_desktop.application.work import Progress, Topic
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import InvalidValueError, NotAllowedError, WrongStateError
from bina_desktop.domain.journal import FieldKey
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, FORM_TINDAK_LANJUT
from bina_desktop.domain.temuan import RekomendasiId
from bina_desktop.domain.tindak_lanjut import tindak_lanjut_id_for

A1 = "/data/aspek_a/indikator_a1/a1"
KEKUATAN = "/data/kesimpulan/kekuatan"
PAKET = Path("paket.xlsx")
HASIL = Path("hasil.xlsx")


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laptop(formulir, office):
    """An empty field laptop that shares the stick with the office."""
    return Installation(
        formulir, device="cccc2222dddd3333", workbooks=office.workbooks, clock=office.clock
    )


def carry(place, who, to, whom, spt_id, *, path=PAKET, jenis=JenisPaket.PAKET_TUGAS):
    """Let one installation export and another take it in."""
    place.seat(who).pertukaran.export(path, jenis, [spt_id], progress=Progress())
    service = to.seat(whom).pertukaran
    service.carry_out(service.preview(path, progress=Progress()), progress=Progress())


def disagree(office, laptop, spt_id, ratna, *, mine=None, theirs=None):
    """Two laptops answer questions of one sheet differently; the office takes in both."""
    key, _ = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    carry(office, KABID, laptop, RAHMAT, spt_id)
    laptop.seat(RAHMAT).lembar.record_answers(key, theirs or {A1: "4"})
    office.clock.forward(seconds=1)
    office.seat(SITI).lembar.record_answers(key, mine or {A1: "2"})
    results = {"path": HASIL, "jenis": JenisPaket.HASIL_LAPANGAN}
    carry(laptop, RAHMAT, office, ADMIN, spt_id, **results)
    return key


def test_a_conflict_is_told_in_words(office, laptop, spt_id, ratna):
    disagree(office, laptop, spt_id, ratna)
    (conflict,) = office.seat(KASI).perbedaan.conflicts()
    assert len(conflict.id) == 12
    assert conflict.judul == "Lembar – Ratna Dewi (Kabupaten Seluma)"
    assert conflict.pertanyaan.startswith("A1. Tidak memerintahkan")
    told = {(head.siapa, head.perangkat) for head in conflict.heads}
    assert told == {
        ("Siti Nurhaliza", "komputer ini"),
        ("Rahmat Hidayat", "laptop Rahmat Hidayat"),
    }
    assert any(head.teks.startswith("4 – Baik") for head in conflict.heads)
    assert conflict.heads[0].kapan == "23 November 2026 pukul 08.00 WIB"
    assert {head.is_mine: head.berkas for head in conflict.heads} == {
        True: "",
        False: "hasil.xlsx",
    }
    assert (conflict.jenis, conflict.tempat) == (
        "Lembar Penilaian Aparatur Pendaftaran Penduduk",
        "Kabupaten Seluma",
    )
    assert not conflict.may_rewrite
    assert conflict.dasar is None


def test_a_choice_settles_the_conflict_and_travels(office, laptop, spt_id, ratna):
    key = disagree(office, laptop, spt_id, ratna)
    service = office.seat(KASI).perbedaan
    (conflict,) = service.conflicts()
    for value in ('"5"', "5"):
        with pytest.raises(InvalidValueError, match="Pilih salah satu"):
            service.settle(conflict, value)
    with pytest.raises(NotAllowedError):
        office.seat(ADMIN).perbedaan.settle(conflict, '"4"')
    assert Topic.PERBEDAAN in service.settle(conflict, '"4"').topics
    assert list(service.conflicts()) == []
    assert office.seat(KASI).lembar.open(key).session.answers()[A1] == "4"
    carry(office, KABID, laptop, RAHMAT, spt_id)
    assert laptop.seat(RAHMAT).lembar.open(key).session.answers()[A1] == "4"
    assert list(laptop.seat(RAHMAT).perbedaan.conflicts()) == []
    (decision,) = laptop.seat(RAHMAT).perbedaan.decided()
    assert decision.dipilih.siapa == KASI.nama
    assert {head.value for head in decision.conflict.heads} == {'"2"', '"4"'}


def test_the_value_before_both_may_be_taken_again(office, laptop, spt_id, ratna):
    key, _ = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    office.seat(SITI).lembar.record_answers(key, {A1: "3"})
    disagree(office, laptop, spt_id, ratna)
    service = office.seat(KASI).perbedaan
    (conflict,) = service.conflicts()
    assert conflict.dasar is not None
    service.settle(conflict, conflict.dasar.value)
    assert office.seat(KASI).lembar.open(key).session.answers()[A1] == "3"


def test_two_texts_are_made_one_by_hand(office, laptop, spt_id, ratna):
    name = f"{A1}/@catatan"
    key = disagree(
        office, laptop, spt_id, ratna, mine={name: "Loket tutup."}, theirs={name: "Antrean."}
    )
    service = office.seat(KASI).perbedaan
    (conflict,) = service.conflicts()
    assert conflict.may_rewrite
    for text in (" ", "x" * (LONGEST + 1)):
        with pytest.raises(InvalidValueError, match="Tulis teks"):
            service.settle(conflict, own_text(text))
    service.settle(conflict, own_text(" Antrean; loket tutup. "))
    assert office.seat(KASI).lembar.open(key).catatan[A1] == "Antrean; loket tutup."


def test_many_are_decided_at_once_or_none(office, laptop, spt_id, ratna):
    name = f"{A1}/@catatan"
    mine, theirs = {A1: "2", name: "a"}, {A1: "4", name: "b"}
    key = disagree(office, laptop, spt_id, ratna, mine=mine, theirs=theirs)
    service = office.seat(KASI).perbedaan
    one, two = service.conflicts()
    with pytest.raises(InvalidValueError):
        service.settle_all([(one, one.heads[0].value), (two, "7")])
    assert len(service.conflicts()) == 2
    service.settle_all([(c, c.heads[-1].value) for c in (one, two)])
    opened = office.seat(KASI).lembar.open(key)
    assert (opened.session.answers()[A1], opened.catatan[A1]) == ("4", "b")


def test_a_decision_taken_back_is_open_everywhere(office, laptop, spt_id, ratna):
    disagree(office, laptop, spt_id, ratna)
    service = office.seat(KASI).perbedaan
    (before,) = service.conflicts()
    service.settle(before, before.heads[-1].value)
    with pytest.raises(NotAllowedError):
        office.seat(ADMIN).perbedaan.reopen([before.key])
    service.reopen([before.key])
    assert list(service.decided()) == []
    (after,) = service.conflicts()
    assert after == before  # who gave the values first, and the one that was shown
    with pytest.raises(WrongStateError):
        service.reopen([before.key])
    carry(office, KABID, laptop, RAHMAT, spt_id)
    (there,) = laptop.seat(RAHMAT).perbedaan.conflicts()
    assert [head.value for head in there.heads] == [head.value for head in before.heads]
    digests = {place.seat(RAHMAT).pertukaran.digest() for place in (office, laptop)}
    assert len(digests) == 1
    service.settle(after, after.heads[0].value)
    assert list(service.conflicts()) == []


@pytest.mark.usefixtures("spt_id")
def test_an_administrator_settles_what_is_about_people(office, ratna):
    with office.database.begin(actor="pengguna:tamu") as uow:
        uow.change("aparatur", ratna.id, "kelompok", '"P"', [])
        uow.change("aparatur", ratna.id, "jabatan", '"Kasi"', [])
        uow.change("aparatur", ratna.id, "aktif", "false", [])
        uow.commit()
    service = office.seat(ADMIN).perbedaan
    aktif, jabatan, kelompok = service.conflicts()
    assert [c.may_rewrite for c in (aktif, jabatan, kelompok)] == [False, True, False]
    assert (kelompok.pertanyaan, kelompok.jenis) == ("kelompok", "Aparatur")
    assert {head.siapa for head in kelompok.heads} == {"tamu", "uji"}
    service.settle(kelompok, '"P"')
    assert len(service.conflicts()) == 2


def test_a_sheet_of_a_form_unknown_here_is_told_by_its_id(office, spt_id):
    with office.database.begin(actor="uji") as uow:
        uow.change("lembar_penilaian", "l9", "formulir", '"survei"', [])
        uow.change("lembar_penilaian", "l9", "spt_id", f'"{spt_id}"', [])
        uow.change("lembar_penilaian", "l9", "versi", '"1"', [])
        for value in ('"1"', '"2"'):
            uow.change("lembar_penilaian", "l9", "/data/x", value, [])
        uow.commit()
    (conflict,) = office.seat(KASI).perbedaan.conflicts()
    assert (conflict.jenis, conflict.pertanyaan) == ("survei", "/data/x")
    assert not conflict.may_rewrite


def test_what_belongs_to_no_place_has_none(office, spt_id):
    with office.database.begin(actor="uji") as uow:
        assert place_of(uow, "spt", spt_id) == "17.05"
        assert place_of(uow, "pegawai", KASI.id) == ""
        assert place_of(uow, "temuan", "tiada") == ""
        assert visit_of(uow, "spt", spt_id).id == spt_id


# --- two final sheets tindak lanjut --------------------------------------------------------------


STATUS = "/data/tindak_lanjut[arsip]/status"


def both_finalise(office, laptop, spt_id, *, mine, theirs, days=0):
    """Two laptops close the sheet of open recommendations; the office takes in both."""
    before = visit_before(office, spt_id)
    office.store(a_temuan("arsip", before.id))
    carry(office, KABID, laptop, RAHMAT, spt_id)
    for place, who, status in ((laptop, RAHMAT, theirs), (office, SITI, mine)):
        seat = place.seat(who)
        key, _ = seat.lembar.start(spt_id, FORM_TINDAK_LANJUT, None)
        given = {STATUS: status}
        if status != "belum_ditindaklanjuti":
            given |= {STATUS.replace("status", "keterangan"): "Sudah ditata."}
        seat.lembar.record_answers(key, given)
        assert seat.lembar.finalise(key).problems == ()
        place.clock.forward(days=days, seconds=1)
    results = {"path": HASIL, "jenis": JenisPaket.HASIL_LAPANGAN}
    carry(laptop, RAHMAT, office, ADMIN, spt_id, **results)
    return key, tindak_lanjut_id_for(RekomendasiId("arsip"), spt_id)


def status_of(office, found_id):
    with office.database.begin(actor="uji") as uow:
        return uow.tindak_lanjut.get(found_id).status


def test_two_final_sheets_that_say_the_same_are_no_difference(office, laptop, spt_id):
    both_finalise(office, laptop, spt_id, mine="sesuai", theirs="sesuai")
    assert list(office.seat(KASI).perbedaan.conflicts()) == []


def test_two_final_sheets_that_differ_are_one_difference_and_the_record_follows(
    office, laptop, spt_id
):
    key, found = both_finalise(office, laptop, spt_id, mine="sesuai", theirs="belum_sesuai")
    service = office.seat(KASI).perbedaan
    (conflict,) = service.conflicts()
    assert (conflict.record, conflict.field) == (key, STATUS)
    for value in ("belum_sesuai", "sesuai"):
        service.settle(conflict, f'"{value}"')
        assert list(service.conflicts()) == []
        assert status_of(office, found) == value
        (decision,) = service.decided()
        assert decision.conflict.key == conflict.key
        service.reopen([conflict.key])
        (conflict,) = service.conflicts()


def test_two_final_sheets_of_two_days_differ_in_their_day_once(office, laptop, spt_id):
    key, found = both_finalise(office, laptop, spt_id, mine="sesuai", theirs="sesuai", days=1)
    service = office.seat(KASI).perbedaan
    (conflict,) = service.conflicts()
    assert (conflict.record, conflict.field.rpartition("/")[2]) == (key, "tanggal")
    service.settle(conflict, '"2026-11-24"')
    assert list(service.conflicts()) == []
    with office.database.begin(actor="uji") as uow:
        assert uow.tindak_lanjut.get(found).tanggal == date(2026, 11, 24)


def test_only_answers_about_rekomendasi_of_this_visit_are_written_beside(office, spt_id):
    before = visit_before(office, spt_id)
    office.store(a_temuan("arsip", before.id), looked("arsip", "spt-lain", "sesuai", before.mulai))
    key, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_TINDAK_LANJUT, None)
    sheet = partial(FieldKey, "lembar_penilaian", key)
    asked = [sheet("/data/tanggal"), sheet("/data/catatan"), sheet("status")]
    with office.database.begin(actor="uji") as uow:
        assert written_beside(uow, asked) == {}
        found = FieldKey("tindak_lanjut", tindak_lanjut_id_for("arsip", spt_id), "status")
        assert written_beside(uow, [sheet(STATUS)]) == {found: sheet(STATUS)}
        assert written_beside(uow, [FieldKey("lembar_penilaian", "tiada", STATUS)]) == {}


def test_a_value_that_no_answer_has_differs_for_itself(office, laptop, spt_id):
    """Somebody altered the record itself: deciding on the answers leaves it to be decided."""
    key, found = both_finalise(office, laptop, spt_id, mine="sesuai", theirs="belum_sesuai")
    field = {"entity": "tindak_lanjut", "record": found, "field": "status"}
    with office.database.begin(actor="uji") as uow:
        ours = next(c for c in uow.journal.conflicts() if c.entity == "tindak_lanjut").heads
        uow.change(
            "tindak_lanjut", found, "status", '"tidak_dapat_ditindaklanjuti"', [ours[0].change_id]
        )
        uow.commit()
    service = office.seat(KASI).perbedaan
    apart = {conflict.entity: conflict for conflict in service.conflicts()}
    assert set(apart) == {"lembar_penilaian", "tindak_lanjut"}
    service.settle(apart["lembar_penilaian"], '"sesuai"')
    (left,) = service.conflicts()
    assert left.key == FieldKey(**field)
    assert status_of(office, found) == "tidak_dapat_ditindaklanjuti"
    service.settle(left, '"tidak_dapat_ditindaklanjuti"')
    assert {one.conflict.entity for one in service.decided()} == set(apart)
    service.reopen([FieldKey("lembar_penilaian", key, STATUS)])
    assert [c.entity for c in service.conflicts()] == ["lembar_penilaian"]
    assert status_of(office, found) == "tidak_dapat_ditindaklanjuti"


def test_an_answer_decided_blank_is_written_as_an_empty_text_and_never_as_no_status(
    office, laptop, spt_id
):
    """A record needs its status; the note beside it may be empty, but is no blank answer."""
    key, found = both_finalise(office, laptop, spt_id, mine="sesuai", theirs="belum_sesuai")
    note = STATUS.replace("status", "keterangan")
    decisions = {FieldKey("lembar_penilaian", key, field): "null" for field in (STATUS, note)}
    with office.database.begin(actor="uji") as uow:
        for entity, record, field, blank in (
            ("lembar_penilaian", key, note, "null"),
            ("tindak_lanjut", found, "keterangan", '""'),
        ):
            known = uow.journal.history(entity=entity, record=record, field=field)
            bases = [change.id for change in known]
            uow.change(entity, record, field, blank, bases)
            uow.change(entity, record, field, '"Lain."', bases)
        written = with_written(uow, decisions)
    beside = {name: FieldKey("tindak_lanjut", found, name) for name in ("status", "keterangan")}
    assert written == {**decisions, beside["keterangan"]: '""'}
