"""Duplicates: found, compared, united with all that hangs on them, and taken apart again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import (
    ADMIN,
    EKO,
    KABID,
    KASI,
    RAHMAT,
    SELUMA,
    SITI,
    TW4,
    a_temuan,
    an_aparatur,
)
from tests.installations import Installation, prepare

from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import Mark
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.duplikat import Putusan, Sebab
from bina_desktop.domain.errors import AlreadyStartedError, NotAllowedError, WrongStateError
from bina_desktop.domain.lampiran import Untuk
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, StatusLembar
from bina_desktop.domain.pegawai import AparaturId, PegawaiId
from bina_desktop.domain.utas import JenisSasaran, Komentar, KomentarId, Tindakan

A1 = "/data/aspek_a/indikator_a1/a1"
A2 = "/data/aspek_a/indikator_a2/a2"
PAKET = Path("paket.xlsx")


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def twin(ratna):
    """The same officer, entered on another laptop under another id."""
    return replace(
        ratna, id=AparaturId("0-" + ratna.id), nama="RATNA DEWI, S.H.", jabatan="Kasubbag"
    )


def sheets(office, spt_id, ratna, twin):
    """One sheet for each of the two, with answers; the twin came later."""
    kept, _ = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, twin.id)
    with office.database.begin(actor="uji") as uow:
        lembar = uow.lembar.get(kept)
        uow.lembar.save(replace(lembar, id="0-lembar", aparatur_id=ratna.id))
        uow.lembar.save_answers("0-lembar", {A1: "2"})
        uow.lembar.save_answers(kept, {A1: "4", A2: "3"})
        uow.commit()
    return "0-lembar", kept


def carry(place, who, to, whom, spt_id, *, path=PAKET):
    jenis = JenisPaket.PAKET_TUGAS
    place.seat(who).pertukaran.export(path, jenis, [spt_id], progress=Progress())
    service = to.seat(whom).pertukaran
    preview = service.preview(path, progress=Progress())
    service.carry_out(preview, progress=Progress())
    return preview


def the(found, jenis):
    (one,) = (view for view in found if view.suspect.jenis == jenis)
    return one


@pytest.mark.usefixtures("spt_id")
def test_one_nip_under_two_ids_is_found_and_compared(office, twin):
    assert office.seat(KABID).duplikat.list() == []
    office.store(twin)
    (view,) = office.seat(KABID).duplikat.list()
    assert (view.jenis, view.tempat, view.suspect.sebab) == (
        "Aparatur",
        "Kabupaten Seluma",
        Sebab.NIP,
    )
    assert (view.nama, view.nama_lain) == ("RATNA DEWI, S.H.", "Ratna Dewi")
    pairs = {one.field: one for one in office.seat(KABID).duplikat.compare(view.suspect)}
    assert pairs["jabatan"].differs
    assert not pairs["nip"].differs
    assert pairs["tmt_jabatan"].utama == "2 Januari 2020"
    assert next(iter(pairs.values())).differs


def test_united_people_are_one_with_all_their_sheets(office, spt_id, ratna, twin):
    office.store(twin)
    key, _ = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    service = office.seat(KABID).duplikat
    suspect = the(service.list(), "aparatur").suspect
    service.unite(suspect, {"nama"})
    assert service.list() == []
    (found,) = office.seat(KABID).pegawai.aparatur(SELUMA)
    assert (found.id, found.nama, found.jabatan) == (twin.id, "Ratna Dewi", "Kasubbag")
    (sheet,) = office.seat(KABID).lembar.lembar(spt_id)
    assert (sheet.id, sheet.aparatur_id) == (key, twin.id)
    assert office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, twin.id)[0] == key
    (told,) = service.decided()
    assert (told.putusan, told.nama_lain) == (Putusan.UNITED, "")


def test_a_uniting_can_be_taken_back_and_what_changed_since_stays(office, spt_id, ratna, twin):
    office.store(twin)
    office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    service = office.seat(KABID).duplikat
    suspect = the(service.list(), "aparatur").suspect
    service.unite(suspect, {"nama", "jabatan"})
    with office.database.begin(actor="uji") as uow:
        uow.aparatur.save(replace(uow.aparatur.get(twin.id), jabatan="Kepala"))
        uow.commit()
    service.take_back(suspect)
    people = {one.id: one for one in office.seat(KABID).pegawai.aparatur(SELUMA)}
    assert people[twin.id].nama == "RATNA DEWI, S.H."
    assert people[twin.id].jabatan == "Kepala"
    assert people[ratna.id] == ratna
    assert office.seat(KABID).lembar.lembar(spt_id)[0].aparatur_id == ratna.id
    assert service.decided() == []
    assert len(service.list()) == 1
    with pytest.raises(WrongStateError, match="sudah dicabut"):
        service.take_back(suspect)


def test_sheets_are_united_with_attachments_threads_and_findings(office, spt_id, ratna, twin):
    office.store(twin)
    kept, gone = sheets(office, spt_id, ratna, twin)
    with office.database.begin(actor="uji") as uow:
        uow.temuan.save(a_temuan("t1", spt_id, lembar_id=gone))
        said = Komentar(
            KomentarId("k1"),
            spt_id,
            JenisSasaran.LEMBAR,
            gone,
            A1,
            Tindakan.TANYA,
            PegawaiId(KASI.id),
            next(iter(KASI.peran)),
            office.clock.now(),
            "Apa buktinya?",
        )
        uow.komentar.add(said)
        more = replace(said, id=KomentarId("k2"), sesudah=frozenset({KomentarId("k1")}))
        uow.komentar.add(more)
        uow.commit()
    service = office.seat(KABID).duplikat
    office.seat(SITI).lampiran.attach(
        gone,
        A1,
        office.seat(SITI).lampiran.judge(b"\xff\xd8\xff foto", "foto.jpg"),
        untuk=Untuk.BUKTI,
    )
    suspect = the(service.list(), "lembar_penilaian").suspect
    assert (suspect.utama, suspect.lain) == (kept, gone)
    differing = [one.field for one in service.compare(suspect) if one.differs]
    assert A1 in differing
    service.unite(suspect, {A1, A2})
    opened = office.seat(KABID).lembar.open(kept)
    assert (opened.session.answers()[A1], opened.session.answers()[A2]) == ("4", "3")
    with office.database.begin(actor="uji") as uow:
        assert uow.lembar.find(gone) is None
        assert uow.temuan.get("t1").lembar_id == kept
        (file,) = uow.lampiran.of([kept])
        first, second = uow.queries.komentar(spt_id=spt_id, sasaran_id=kept)
        assert {first.teks, second.teks} == {"Apa buktinya?"}
        assert {*first.sesudah, *second.sesudah} <= {first.id, second.id}
    service.take_back(suspect)
    with office.database.begin(actor="uji") as uow:
        assert uow.lembar.answers(kept)[A1] == "2"
        assert A2 not in uow.lembar.answers(kept)
        assert uow.temuan.get("t1").lembar_id == gone
        assert uow.lampiran.of([kept]) == []
        assert [one.nama for one in uow.lampiran.of([gone])] == [file.nama]
    service.unite(suspect, {A1})  # what was copied already is not copied again
    with office.database.begin(actor="uji") as uow:
        assert len(uow.queries.komentar(spt_id=spt_id, sasaran_id=kept)) == 2


def test_a_final_sheet_is_not_united(office, spt_id, ratna, twin):
    office.store(twin)
    _, gone = sheets(office, spt_id, ratna, twin)
    with office.database.begin(actor="uji") as uow:
        uow.lembar.save(replace(uow.lembar.get(gone), status=StatusLembar.FINAL))
        uow.commit()
    service = office.seat(KABID).duplikat
    with pytest.raises(WrongStateError, match="sudah final"):
        service.unite(the(service.list(), "lembar_penilaian").suspect, ())


def test_what_is_told_apart_is_not_asked_about_again_anywhere(formulir, office, spt_id, twin):
    office.store(twin)
    service = office.seat(KABID).duplikat
    (view,) = service.list()
    service.tell_apart(view.suspect)
    assert service.list() == []
    laptop = Installation(formulir, "cccc2222dddd3333", office.clock, office.workbooks)
    carry(office, KABID, laptop, RAHMAT, spt_id)
    assert laptop.seat(RAHMAT).duplikat.list() == []
    (told,) = laptop.seat(RAHMAT).duplikat.decided()
    assert told.putusan is Putusan.DISTINCT
    service.take_back(view.suspect)
    assert len(service.list()) == 1


def test_two_offices_that_unite_one_pair_apart_agree(formulir, office, spt_id, ratna, twin):
    office.store(twin)
    laptop = Installation(formulir, "cccc2222dddd3333", office.clock, office.workbooks)
    preview = carry(office, KABID, laptop, RAHMAT, spt_id)
    double = {row.record for row in preview.rows if Mark.DUPLICATE in row.marks}
    assert double == {ratna.id, twin.id}
    for place, who, taken in ((office, KABID, {"nama"}), (laptop, RAHMAT, ())):
        office.clock.forward(minutes=1)
        service = place.seat(who).duplikat
        service.unite(the(service.list(), "aparatur").suspect, taken)
    carry(laptop, RAHMAT, office, ADMIN, spt_id, path=Path("a.xlsx"))
    carry(office, KABID, laptop, RAHMAT, spt_id, path=Path("b.xlsx"))
    assert office.seat(KABID).pertukaran.digest() == laptop.seat(RAHMAT).pertukaran.digest()
    for place in (office, laptop):
        assert [one.id for one in place.seat(KABID).pegawai.aparatur(SELUMA)] == [twin.id]
        assert place.seat(KABID).duplikat.list() == []


def test_what_arrives_later_for_a_united_officer_is_listed(office, spt_id, ratna, twin):
    office.store(twin)
    service = office.seat(KABID).duplikat
    suspect = the(service.list(), "aparatur").suspect
    service.unite(suspect, ())
    with office.database.begin(actor="uji") as uow:
        kept, _ = "l9", None
        for name, value in (
            ("spt_id", spt_id),
            ("formulir", FORM_LEMBAR_PENILAIAN),
            ("versi", "1"),
            ("aparatur_id", ratna.id),
        ):
            uow.change("lembar_penilaian", kept, name, f'"{value}"', [])
        uow.commit()
    (again,) = service.list()
    assert (again.suspect, again.nama_lain) == (replace(suspect, sebab=Sebab.NAME), "")
    assert service.compare(again.suspect)
    service.unite(again.suspect, ())
    assert service.list() == []


def test_a_person_of_the_dinas_keeps_posts_and_deeds(office, spt_id):
    double = replace(SITI, id=PegawaiId("0-siti"), jabatan="Analis")
    office.store(double)
    suspect = the(office.seat(ADMIN).duplikat.list(), "pegawai").suspect
    with pytest.raises(NotAllowedError):
        office.seat(KABID).duplikat.unite(suspect, ())
    with office.database.begin(actor="uji") as uow:
        lembar = uow.lembar.all()
        assert lembar == []
        for name, value in (
            ("spt_id", spt_id),
            ("formulir", "x"),
            ("pemilik", SITI.id),
            ("status", "draf"),
            ("versi", "1"),
            ("alasan_kembali", ""),
        ):
            uow.change("lembar_penilaian", "l9", name, f'"{value}"', [])
        sk = uow.sk_tim.all()[0]
        uow.commit()
    office.seat(ADMIN).duplikat.unite(suspect, ())
    with office.database.begin(actor="uji") as uow:
        assert double.id in uow.spt.get(spt_id).petugas
        assert SITI.id not in uow.spt.get(spt_id).petugas
        assert uow.lembar.get("l9").pemilik == double.id
        after = uow.sk_tim.get(sk.id).anggota
        assert [one.pegawai_id for one in after].count(double.id) == 1
        assert Uraian(uow, office.formulir, {}).siapa(SITI.id) == SITI.nama
        pair = uow.duplikat.all()[0]
        assert Uraian(uow, office.formulir, {}).nama("duplikat", pair.id).startswith(SITI.nama)
        assert Uraian(uow, office.formulir, {}).nama("duplikat", "tiada") == "tiada"
    office.seat(ADMIN).duplikat.take_back(suspect)
    with office.database.begin(actor="uji") as uow:
        assert SITI.id in uow.spt.get(spt_id).petugas
        assert uow.lembar.get("l9").pemilik == SITI.id
        anggota = [replace(one, pegawai_id=double.id) for one in sk.anggota[:1]]
        both = replace(sk, anggota=(*uow.sk_tim.get(sk.id).anggota, *anggota))
        uow.sk_tim.save(both)
        uow.commit()
    office.seat(ADMIN).duplikat.unite(suspect, ())
    with office.database.begin(actor="uji") as uow:
        after = [one.pegawai_id for one in uow.sk_tim.get(sk.id).anggota]
        assert after.count(double.id) == 1
        assert EKO.id in after


def test_two_visits_are_united_while_the_other_is_empty(office, spt_id, ratna):
    with office.database.begin(actor="uji") as uow:
        visit = uow.spt.get(spt_id)
        uow.spt.save(replace(visit, id="0-spt", nomor="800/9"))
        uow.commit()
    service = office.seat(KABID).duplikat
    suspect = the(service.list(), "spt").suspect
    assert service.compare(suspect)
    office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    with pytest.raises(WrongStateError, match="sudah berisi lembar"):
        service.unite(suspect, ())
    with office.database.begin(actor="uji") as uow:
        uow.lembar.delete(uow.lembar.all()[0].id)
        uow.commit()
    service.unite(suspect, ())
    assert [one.spt.id for one in office.seat(KABID).lembar.visits(TW4)] == ["0-spt"]
    service.take_back(suspect)
    assert len(office.seat(KABID).lembar.visits(TW4)) == 2


@pytest.mark.usefixtures("spt_id")
def test_a_kept_record_that_was_deleted_is_told(office, twin):
    office.store(twin)
    service = office.seat(KABID).duplikat
    (view,) = service.list()
    with office.database.begin(actor="uji") as uow:
        uow.aparatur.delete(twin.id)
        uow.commit()
    with pytest.raises(WrongStateError, match="sudah dihapus"):
        service.unite(view.suspect, ())


def test_a_second_sheet_of_one_person_is_not_begun(office, spt_id, ratna, twin):
    key, _ = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    office.store(twin, replace(an_aparatur(kode=SELUMA), id=AparaturId("x"), nama="Lain", nip=""))
    start = office.seat(SITI).lembar.start
    with pytest.raises(AlreadyStartedError, match="Buka yang ada") as caught:
        start(spt_id, FORM_LEMBAR_PENILAIAN, twin.id)
    assert caught.value.lembar_id == key
    service = office.seat(KABID).duplikat
    service.tell_apart(the(service.list(), "aparatur").suspect)
    assert start(spt_id, FORM_LEMBAR_PENILAIAN, twin.id)[0] != key
    start(spt_id, FORM_LEMBAR_PENILAIAN, AparaturId("x"))


def test_a_file_without_new_records_marks_none(formulir, office, spt_id, twin):
    office.store(twin)
    laptop = Installation(formulir, "cccc2222dddd3333", office.clock, office.workbooks)
    carry(office, KABID, laptop, RAHMAT, spt_id)
    again = carry(office, KABID, laptop, RAHMAT, spt_id, path=Path("lagi.xlsx"))
    assert {row.fate for row in again.rows} == {Fate.SAME}
    assert not any(row.marks for row in again.rows)
