"""Registers of numbers: read from the records, written in one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import KABID, KADIS, KOTA_BENGKULU, RAHMAT, TW4
from tests.installations import assess, prepare, review, send

from bina_desktop.application.naskah import JenisNaskah
from bina_desktop.application.register import require_number
from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.nomor import JenisNomor, NomorId, NomorNaskah, StatusNomor, usual

J = JenisNomor
DAY = date(2026, 11, 25)


def view(office, jenis, tahun=2026):
    return next(v for v in office.seat(KABID).nomor.registers(tahun).views if v.jenis is jenis)


def give(office, jenis, of, nomor):
    return office.seat(KABID).nomor.give(jenis, of, nomor)


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def key(office, spt_id, ratna):
    """A validated draft."""
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=5)
    return laporan_id_for(spt_id)


def ratify(office, key, nomor=""):
    office.seat(KADIS).laporan.ratify(key, nomor=nomor, tanggal=DAY, credential=None)


def test_an_office_without_papers_has_empty_registers(office):
    office.populate()
    found = office.seat(KABID).nomor.registers(2027)
    assert [v.jenis for v in found.views] == list(J)
    assert all(not v.tercatat and not v.celah and not v.ganda for v in found.views)
    assert found.may_edit
    assert not office.seat(RAHMAT).nomor.registers(2027).may_edit
    assert view(office, J.SK_TIM, 2027).berikutnya == "1 TAHUN 2027"


def test_papers_stand_in_their_register(office, spt_id):
    spt = view(office, J.SPT)
    (line,) = spt.tercatat
    assert (line.nomor, line.of) == ("800.1.11.1/7", spt_id)
    assert line.naskah == "SPT Kabupaten Seluma Triwulan IV Tahun 2026"
    assert view(office, J.SK_TIM).tercatat[0].nomor == "800/1"
    assert view(office, J.PEMBERITAHUAN).belum == 1
    assert view(office, J.NOTA_PERINTAH).belum == 1
    assert view(office, J.REKOMENDASI).tercatat == ()
    assert view(office, J.PENGANTAR).tercatat == ()
    assert view(office, J.SPT, 2025).tercatat == ()


def test_a_letter_gets_its_number_later_and_prints_it(office, spt_id):
    naskah = office.seat(KABID).naskah
    naskah.draw(spt_id, JenisNaskah.PEMBERITAHUAN)
    before = office.documents.drawn[-1]
    assert before.nomor == ""
    assert before.nomor_kosong.startswith("400.12.2.5/\u00a0")
    number = office.seat(KABID).nomor.propose(J.PEMBERITAHUAN, DAY)
    give(office, J.PEMBERITAHUAN, spt_id, f" {number} ")
    naskah.draw(spt_id, JenisNaskah.PEMBERITAHUAN)
    assert office.documents.drawn[-1].nomor == number
    listed = {one.jenis: one.nomor for one in naskah.list(spt_id)}
    assert listed[JenisNaskah.PEMBERITAHUAN] == number
    shown = view(office, J.PEMBERITAHUAN)
    assert (shown.belum, shown.tercatat[0].urut) == (0, 1)
    give(office, J.NOTA_PERINTAH, str(TW4), "ND/1")
    naskah.draw(spt_id, JenisNaskah.NOTA_PERINTAH)
    assert office.documents.drawn[-1].nomor == "ND/1"


def test_numbers_of_records_are_given_in_the_same_place(office, spt_id):
    give(office, J.SPT, spt_id, "800.1.11.1/001/2026")
    give(office, J.SK_TIM, str(TW4), "188 TAHUN 2026")
    with office.database.begin(actor="") as uow:
        assert uow.spt.get(spt_id).nomor == "800.1.11.1/001/2026"
        assert [one.nomor for one in uow.sk_tim.all()] == ["188 TAHUN 2026"]


def test_a_number_that_is_taken_is_refused_wherever_it_is_typed(office, spt_id):
    assert spt_id
    with pytest.raises(WrongStateError, match=r"sudah dipakai: SPT 17\.05"):
        office.seat(KABID).penugasan.issue_spt(
            TW4,
            kode_wilayah=KOTA_BENGKULU,
            tanggal=date(2026, 11, 20),
            mulai=date(2026, 11, 26),
            selesai=date(2026, 11, 27),
            petugas=[RAHMAT.id],
            nomor="800.1.11.1/7",
            anggaran="",
        )


def test_only_officials_give_numbers_and_only_to_what_is_there(office, spt_id):
    with pytest.raises(NotAllowedError):
        office.seat(RAHMAT).nomor.give(J.SPT, spt_id, "1")
    with pytest.raises(WrongStateError, match="Naskah itu belum ada"):
        give(office, J.LAPORAN, spt_id, "1")


def test_a_laporan_in_ink_gets_its_number_after_it_was_signed(office, spt_id, key):
    with pytest.raises(WrongStateError, match="saat naskahnya disiapkan"):
        give(office, J.LAPORAN, spt_id, "400/1")
    ratify(office, key)
    assert view(office, J.LAPORAN).belum == 1
    give(office, J.LAPORAN, spt_id, "400/1")
    with pytest.raises(WrongStateError, match="tidak dapat diganti"):
        give(office, J.LAPORAN, spt_id, "400/2")
    with pytest.raises(WrongStateError, match="jadi nomornya tetap"):
        give(office, J.SPT, spt_id, "800/9")
    assert not office.seat(KADIS).tanda_tangan.read(key).perubahan


def test_the_number_of_a_replaced_laporan_is_not_given_again(office, spt_id, key):
    ratify(office, key, "400/1")
    office.seat(KADIS).tanda_tangan.reopen(key, alasan="Nilai aspek C keliru.")
    lines = view(office, J.LAPORAN).tercatat
    assert [(one.nomor, one.of == spt_id) for one in lines] == [("", True), ("400/1", False)]
    assert lines[1].naskah.endswith("(digantikan)")


def make_ready(office, key, nomor):
    cara = CaraTandaTangan.LAYANAN
    office.seat(KABID).tanda_tangan.prepare(key, cara=cara, nomor=nomor, tanggal=DAY)
    office.clock.forward(minutes=1)


def come_back(office, key):
    seat = office.seat(KADIS).tanda_tangan
    seat.take_returned(key, seat.ready_pdf(key) + f" signed elsewhere {KADIS.nama}".encode())


def put_from_elsewhere(office, *places, status=StatusNomor.BATAL):
    with office.database.begin(actor="uji") as uow:
        for urut in places:
            key = NomorId(f"lain-{urut}")
            uow.nomor_naskah.save(
                NomorNaskah(key, J.LAPORAN, 2026, str(urut), status, urut=urut, keterangan="TU")
            )
        uow.commit()


def test_the_number_of_a_prepared_laporan_is_not_given_to_another(office, spt_id, key):
    number = office.seat(KABID).nomor.propose(J.LAPORAN, DAY)
    make_ready(office, key, number)
    (line,) = view(office, J.LAPORAN).tercatat
    assert (line.nomor, line.of, line.tanggal) == (number, spt_id, DAY)
    assert "/002/" in office.seat(KABID).nomor.propose(J.LAPORAN, DAY)
    with (
        office.database.begin(actor="") as uow,
        pytest.raises(WrongStateError, match="sudah dipakai: Laporan"),
    ):
        require_number(uow, J.LAPORAN, number, DAY, of="kunjungan lain")
    make_ready(office, key, number.replace("/001/", "/002/"))
    assert [one.urut for one in view(office, J.LAPORAN).tercatat] == [2]


def test_a_clash_that_came_after_a_laporan_was_prepared_is_told(office, key):
    make_ready(office, key, office.seat(KABID).nomor.propose(J.LAPORAN, DAY))
    put_from_elsewhere(office, 1)
    with pytest.raises(WrongStateError, match="sudah dibatalkan: TU"):
        come_back(office, key)


def test_a_number_that_is_taken_while_the_laporan_is_drawn_or_signed_is_refused(office, key):
    number = office.seat(KABID).nomor.propose(J.LAPORAN, DAY)
    office.documents.while_drawing = lambda: put_from_elsewhere(office, 1)
    with pytest.raises(WrongStateError, match="sudah dibatalkan: TU"):
        make_ready(office, key, number)
    assert not office.seat(KADIS).tanda_tangan.read(key).files
    with pytest.raises(WrongStateError, match="sudah dibatalkan: TU"):
        ratify(office, key, number)
    second = office.seat(KABID).nomor.propose(J.LAPORAN, DAY)
    office.documents.while_drawing = lambda: put_from_elsewhere(office, 2)
    with pytest.raises(WrongStateError, match="sudah dibatalkan: TU"):
        ratify(office, key, second)
    assert not office.seat(KADIS).tanda_tangan.read(key).files


def test_a_gap_that_came_after_a_laporan_was_prepared_does_not_hold_it_up(office, spt_id, key):
    put_from_elsewhere(office, 1, 2)
    make_ready(office, key, office.seat(KABID).nomor.propose(J.LAPORAN, DAY))
    office.seat(KABID).nomor.release(NomorId("lain-2"))
    come_back(office, key)
    office.seat(KADIS).tanda_tangan.reopen(key, alasan="Nilai aspek C keliru.")
    lines = {one.urut: one.of == spt_id for one in view(office, J.LAPORAN).tercatat}
    assert lines == {None: True, 3: False, 1: False}


def test_a_letter_of_delivery_may_wait_for_its_number(office, spt_id, key):
    ratify(office, key, "400/1")
    paper = office.seat(KABID).arsip
    paper.attach_scan(key, b"\x89PNG\r\n\x1a\n pindaian", "pindai.png")
    with pytest.raises(WrongStateError, match="Naskah itu belum ada"):
        give(office, J.PENGANTAR, spt_id, "400/2")
    office.seat(KABID).laporan.deliver(key, nomor_pengantar="", tanggal=DAY)
    give(office, J.PENGANTAR, spt_id, "400/2")
    with office.database.begin(actor="") as uow:
        assert uow.laporan.get(key).nomor_pengantar == "400/2"
        laporan = uow.laporan.get(key)
        assert laporan.nomor == "400/1"
    office.seat(KADIS).tanda_tangan.reopen(key, alasan="Nilai aspek C keliru.")


def test_numbers_are_reserved_made_void_and_freed(office, spt_id):
    send(office, KOTA_BENGKULU, mulai=date(2026, 11, 26), selesai=date(2026, 11, 27))
    seat = office.seat(KABID).nomor
    seat.keep(J.SPT, 2026, dari=2, sampai=3, status=StatusNomor.DICADANGKAN, keterangan="Sekda")
    seat.keep(J.SPT, 2026, dari=1, sampai=1, status=StatusNomor.BATAL, keterangan="salah cetak")
    assert view(office, J.SPT).berikutnya.startswith("800.1.11.1/004/")
    give(office, J.SPT, spt_id, "800.1.11.1/002/XI/2026")
    lines = {one.urut: one for one in view(office, J.SPT).tercatat}
    assert (lines[2].status, lines[3].status) == (StatusNomor.DIPAKAI, StatusNomor.DICADANGKAN)
    assert (lines[1].status, lines[3].naskah) == (StatusNomor.BATAL, "Sekda")
    with pytest.raises(WrongStateError, match="Nomor 2 sudah dipakai"):
        seat.keep(J.SPT, 2026, dari=2, sampai=2, status=StatusNomor.BATAL, keterangan="x")
    with pytest.raises(MissingRequirementError):
        seat.keep(J.SPT, 2026, dari=9, sampai=9, status=StatusNomor.BATAL, keterangan=" ")
    with pytest.raises(InvalidValueError):
        seat.keep(J.SPT, 2026, dari=9, sampai=8, status=StatusNomor.BATAL, keterangan="x")
    with pytest.raises(InvalidValueError, match="paling tinggi 999999"):
        seat.keep(
            J.SPT, 2026, dari=10**18, sampai=10**18, status=StatusNomor.BATAL, keterangan="x"
        )
    seat.keep(J.SK_TIM, 2026, dari=5, sampai=5, status=StatusNomor.BATAL, keterangan="x")
    assert "5 TAHUN 2026" in {one.nomor for one in view(office, J.SK_TIM).tercatat}
    seat.release(lines[3].of)
    assert 3 not in {one.urut for one in view(office, J.SPT).tercatat}


def test_a_template_is_the_offices_own_and_names_the_copies(office, spt_id):
    seat = office.seat(KABID).nomor
    own = replace(
        usual(J.PEMBERITAHUAN), pola="470/{nomor}/{unit}", tembusan="Gubernur {nama_provinsi}\n"
    )
    seat.save_templat(own)
    with pytest.raises(InvalidValueError, match="tidak dikenal"):
        seat.save_templat(replace(own, pola="{nomer}"))
    with pytest.raises(NotAllowedError):
        office.seat(RAHMAT).nomor.save_templat(own)
    assert view(office, J.PEMBERITAHUAN).templat.pola == "470/{nomor}/{unit}"
    office.seat(KABID).naskah.draw(spt_id, JenisNaskah.PEMBERITAHUAN)
    letter = office.documents.drawn[-1]
    assert letter.tembusan == ("Gubernur Bengkulu",)
    assert letter.nomor_kosong.startswith("470/")


def test_a_template_and_a_number_are_called_by_their_papers(office, spt_id):
    from bina_desktop.application.uraian import Uraian

    give(office, J.BERITA_ACARA, spt_id, "BA/1")
    office.seat(KABID).nomor.save_templat(usual(J.SPT))
    with office.database.begin(actor="") as uow:
        uraian = Uraian(uow, office.formulir, {})
        (templat,), (nomor,) = uow.templat.all(), uow.nomor_naskah.all()
        assert uraian.nama("templat", templat.id) == "SPT"
        assert uraian.nama("nomor_naskah", nomor.id) == "Berita Acara BA/1"
        assert uraian.nama("templat", "x") == uraian.nama("nomor_naskah", "x") == "x"


def test_an_office_without_letterhead_still_proposes(office, spt_id):
    assert spt_id
    with office.database.begin(actor="uji") as uow:
        for one in uow.kantor.all():
            uow.kantor.delete(one.id)
        uow.commit()
    assert office.seat(KABID).nomor.propose(J.SPT, DAY) == "800.1.11.1/001/XI/2026"
