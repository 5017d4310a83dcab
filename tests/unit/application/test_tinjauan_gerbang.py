"""The gate of each step, corrections, checklists, delegation and delay: who may, and why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import ADMIN, EKO, KABID, KADIS, KASI, RAHMAT, SITI, TW4
from tests.installations import assess, check, prepare, review

from bina_desktop.application.gerbang import Tempat
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.koreksi import StatusKoreksi
from bina_desktop.domain.laporan import StatusLaporan, laporan_id_for
from bina_desktop.domain.paragraf import bagian_of
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.pelimpahan import JenisPelimpahan, Pelimpahan, PelimpahanId
from bina_desktop.domain.utas import JenisSasaran, Sasaran, Tindakan

ALASAN = "Angka pada BAB III tidak cocok."
TEXTS = {"gambaran_umum": "Umum.", "pembahasan": "Bahas.", "kesimpulan": "Satu.\n\nDua."}


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laporan_id(office, spt_id, ratna):
    """A composed draft with short texts."""
    assess(office.seat(RAHMAT), spt_id, ratna, c1="2")
    seat = office.seat(RAHMAT)
    seat.laporan.compose(spt_id)
    seat.laporan.save_texts(laporan_id_for(spt_id), **TEXTS)
    return laporan_id_for(spt_id)


def actions(office, spt_id, who):
    return office.seat(who).laporan.detail(spt_id).actions


def places(office, spt_id, who):
    return [one.tempat for one in actions(office, spt_id, who).halangan]


def propose(office, laporan_id, who, **change):
    said = {"naskah": "kesimpulan", "paragraf": 2, "semula": "Dua.", "menjadi": "Kedua."}
    return office.seat(who).koreksi.propose(laporan_id, **(said | change))


def listed(office, spt_id, who):
    return office.seat(who).koreksi.of_visit(spt_id)


# --- threads -----------------------------------------------------------------------------------


def test_a_question_stands_at_a_paragraph_and_at_a_finding(office, spt_id, laporan_id):
    (finding,) = office.seat(KASI).laporan.detail(spt_id).temuan
    paragraph = Sasaran(JenisSasaran.LAPORAN, laporan_id, bagian_of("kesimpulan", 2, "Dua."))
    for place in (paragraph, Sasaran(JenisSasaran.TEMUAN, finding.id)):
        office.seat(KASI).utas.say(place, Tindakan.TANYA, "Mengapa?", kutipan="Dua.")
    assert set(office.seat(RAHMAT).utas.of_visit(spt_id).utas) == {
        paragraph,
        Sasaran(JenisSasaran.TEMUAN, finding.id),
    }
    assert places(office, spt_id, RAHMAT) == [Tempat.TINJAUAN]
    with pytest.raises(MissingRequirementError, match="2 tinjauan belum dijawab"):
        office.seat(RAHMAT).laporan.submit(laporan_id)


def test_a_thread_is_answered_before_step_three_and_closed_before_step_four(
    office, spt_id, laporan_id
):
    place = Sasaran(JenisSasaran.LAPORAN, laporan_id, bagian_of("kesimpulan", 2, "Dua."))
    office.seat(KASI).utas.say(place, Tindakan.TANYA, "Mengapa?")
    office.seat(RAHMAT).utas.say(place, Tindakan.JAWAB, "Karena begitu.")
    review(office, laporan_id, until=3)
    check(office, KASI, laporan_id)
    with pytest.raises(MissingRequirementError, match="menunggu ditutup"):
        office.seat(KASI).laporan.correct(laporan_id)
    office.seat(KASI).utas.say(place, Tindakan.TANYA, "Begitu bagaimana?")
    with pytest.raises(MissingRequirementError, match="Kembalikan laporan kepada tim"):
        office.seat(KASI).laporan.correct(laporan_id)
    office.seat(KASI).utas.say(place, Tindakan.TUTUP, "")
    assert places(office, spt_id, KASI) == []


def test_what_a_later_desk_asked_waits_for_that_desk(office, spt_id, laporan_id):
    place = Sasaran(JenisSasaran.LAPORAN, laporan_id, "")
    office.seat(KABID).utas.say(place, Tindakan.TANYA, "Sesuai jadwal?")
    office.seat(RAHMAT).utas.say(place, Tindakan.JAWAB, "Sesuai.")
    review(office, laporan_id, until=4)
    check(office, KABID, laporan_id)
    assert places(office, spt_id, KABID) == [Tempat.TINJAUAN]
    office.seat(KABID).utas.say(place, Tindakan.TUTUP, "")
    review(office, laporan_id, since=5, until=5)


# --- corrections -------------------------------------------------------------------------------


def test_the_kasi_corrects_a_paragraph_at_once_and_it_is_kept(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    propose(office, laporan_id, KASI, langsung=True, alasan="Ejaan.")
    (view,) = listed(office, spt_id, RAHMAT)
    assert (view.siapa, view.peran, view.pemutus) == (KASI.nama, "Kepala Seksi", KASI.nama)
    assert view.waktu == office.clock.now()
    assert view.koreksi.status is StatusKoreksi.DITERIMA
    laporan = office.seat(KASI).laporan.detail(spt_id).laporan
    assert laporan.kesimpulan == "Satu.\n\nKedua."


def test_a_suggestion_stops_the_step_until_the_team_decides(office, spt_id, laporan_id):
    review(office, laporan_id, until=4)
    propose(office, laporan_id, KABID)
    check(office, KABID, laporan_id)
    with pytest.raises(MissingRequirementError, match="1 koreksi naskah belum"):
        office.seat(KABID).laporan.validate(laporan_id)
    (mine,) = listed(office, spt_id, KABID)
    assert (mine.may_decide, mine.may_withdraw) == (False, True)
    office.seat(KABID).laporan.return_laporan(laporan_id, alasan=ALASAN)
    (view,) = listed(office, spt_id, RAHMAT)
    assert (view.may_decide, view.may_withdraw) == (True, False)
    with pytest.raises(MissingRequirementError, match="belum diputuskan"):
        office.seat(RAHMAT).laporan.submit(laporan_id)
    office.seat(RAHMAT).koreksi.accept(view.koreksi.id)
    assert office.seat(RAHMAT).laporan.detail(spt_id).laporan.kesimpulan == "Satu.\n\nKedua."
    review(office, laporan_id, until=5)


def test_a_declined_suggestion_leaves_the_text_and_a_reason(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    propose(office, laporan_id, KASI)
    office.seat(KASI).laporan.return_laporan(laporan_id, alasan=ALASAN)
    (view,) = listed(office, spt_id, RAHMAT)
    office.seat(RAHMAT).koreksi.decline(view.koreksi.id, keterangan="Sesuai notulen rapat.")
    (view,) = listed(office, spt_id, KASI)
    assert (view.koreksi.status, view.pemutus) == (StatusKoreksi.DITOLAK, RAHMAT.nama)
    assert office.seat(RAHMAT).laporan.detail(spt_id).laporan.kesimpulan == "Satu.\n\nDua."


def test_a_suggestion_is_taken_back_by_its_author(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    propose(office, laporan_id, KASI)
    (view,) = listed(office, spt_id, KASI)
    office.seat(KASI).koreksi.withdraw(view.koreksi.id)
    assert places(office, spt_id, KASI) == [Tempat.PERIKSA]


def test_suggestions_come_from_whoever_reviews_now(office, spt_id, laporan_id):
    with pytest.raises(WrongStateError, match="selagi laporan ada di"):
        propose(office, laporan_id, KASI)
    review(office, laporan_id, until=4)
    with pytest.raises(NotAllowedError):
        propose(office, laporan_id, KASI)
    with pytest.raises(NotAllowedError, match="Hanya Kasi"):
        propose(office, laporan_id, KABID, langsung=True)
    assert listed(office, spt_id, KABID) == ()


def test_a_suggestion_without_its_report_is_only_read(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    propose(office, laporan_id, KASI)
    with office.database.begin(actor="") as uow:
        uow.laporan.delete(laporan_id)
        uow.commit()
    (view,) = listed(office, spt_id, "Siapa")
    assert not view.may_decide


# --- checklists --------------------------------------------------------------------------------


def test_a_checklist_is_gone_through_anew_after_a_return(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    assert places(office, spt_id, KASI) == [Tempat.PERIKSA]
    check(office, KASI, laporan_id)
    (daftar,) = office.seat(KASI).periksa.of_visit(spt_id)
    assert (daftar.langkah, daftar.selesai, daftar.may_tick) == (4, 6, True)
    assert daftar.butir[0].siapa == KASI.nama
    office.seat(KASI).laporan.return_laporan(laporan_id, alasan=ALASAN)
    review(office, laporan_id, until=3)
    (daftar,) = office.seat(EKO).periksa.of_visit(spt_id)
    assert (daftar.selesai, daftar.may_tick) == (0, False)
    review(office, laporan_id, since=4, until=4)
    told = office.seat(KABID).periksa.of_visit(spt_id)
    assert [(one.langkah, one.selesai) for one in told] == [(4, 6), (5, 0)]


def test_a_point_is_taken_back_with_a_note(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    check(office, KASI, laporan_id)
    seat = office.seat(KASI)
    seat.periksa.tick(laporan_id, butir="ejaan", sesuai=False, catatan=" Lihat hlm. 3 ")
    (daftar,) = seat.periksa.of_visit(spt_id)
    point = next(one for one in daftar.butir if one.butir.kode == "ejaan")
    assert (point.sesuai, point.catatan, daftar.selesai) == (False, "Lihat hlm. 3", 5)
    changes = len(office.database.state.changes)
    seat.periksa.tick(laporan_id, butir="ejaan", sesuai=False, catatan="Lihat hlm. 3")
    assert len(office.database.state.changes) == changes
    with pytest.raises(MissingRequirementError, match="1 dari 6 butir"):
        seat.laporan.correct(laporan_id)


def test_points_are_ticked_by_the_desk_that_has_them(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    with pytest.raises(NotAllowedError):
        office.seat(KABID).periksa.tick(laporan_id, butir="ejaan", sesuai=True)
    with pytest.raises(InvalidValueError, match="tidak ada pada daftar periksa langkah 4"):
        office.seat(KASI).periksa.tick(laporan_id, butir="jadwal", sesuai=True)
    review(office, laporan_id, since=4, until=7)
    with pytest.raises(WrongStateError, match="sudah selesai"):
        office.seat(KASI).periksa.tick(laporan_id, butir="ejaan", sesuai=True)
    told = office.seat(KABID).periksa.of_visit(spt_id)
    assert [one.may_tick for one in told] == [False, False]


def test_a_visit_without_a_report_has_no_checklist(office, spt_id):
    assert office.seat(KASI).periksa.of_visit(spt_id) == ()


# --- delay -------------------------------------------------------------------------------------


def test_a_step_over_its_mutu_baku_asks_for_a_reason(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    check(office, KASI, laporan_id)
    office.clock.forward(minutes=45)
    told = actions(office, spt_id, KASI).terlambat
    assert "45 menit kerja, melewati mutu baku 30 menit" in told
    with pytest.raises(MissingRequirementError, match="alasan keterlambatannya"):
        office.seat(KASI).laporan.correct(laporan_id, keterlambatan="lupa")
    office.seat(KASI).laporan.correct(laporan_id, keterlambatan=" Kasi dinas luar sehari. ")
    row = office.seat(KASI).kendali.lembar_kendali(spt_id).baris[3]
    assert row.keterlambatan == "Kasi dinas luar sehari."


def test_a_late_ratification_asks_before_anything_is_drawn(office, laporan_id):
    review(office, laporan_id, until=5)
    office.clock.forward(hours=2)
    with pytest.raises(MissingRequirementError, match="Langkah 6"):
        review(office, laporan_id, since=6, until=6)
    assert office.documents.drawn == []
    late = "Kepala Dinas rapat di Jakarta."
    review(office, laporan_id, since=6, until=6, keterlambatan=late)


def test_the_history_keeps_its_order_where_a_clock_was_put_back(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    office.clock.forward(hours=-5)
    review(office, laporan_id, since=4, until=4)
    events = office.seat(KASI).laporan.detail(spt_id).riwayat
    assert [one.langkah for one in events] == [3, 3, 4]
    assert office.seat(KASI).kendali.lembar_kendali(spt_id).langkah == 5


# --- delegation --------------------------------------------------------------------------------


def delegate(office, who, peran, jenis=JenisPelimpahan.PLH, by=ADMIN, **change):
    one = Pelimpahan(
        PelimpahanId(""),
        who.id,
        peran,
        jenis,
        "SP Nomor 800/1 tanggal 20 November 2026",
        date(2026, 11, 23),
        date(2026, 11, 27),
        "Sekretaris" if jenis is JenisPelimpahan.UB else "",
    )
    office.seat(by).pelimpahan.save(replace(one, **change))


def test_a_plh_acts_while_it_lasts_and_is_printed_as_such(office, spt_id, laporan_id):
    review(office, laporan_id, until=5)
    with pytest.raises(NotAllowedError):
        office.seat(EKO).laporan.return_laporan(laporan_id, alasan=ALASAN)
    delegate(office, EKO, Peran.KADIS)
    assert actions(office, spt_id, EKO).ratify
    office.seat(EKO).laporan.ratify(
        laporan_id, nomor="1", tanggal=date(2026, 11, 23), credential=None
    )
    signer = office.documents.drawn[-1].pengesahan.pengesah
    assert (signer.nama, signer.atas_nama) == (EKO.nama, ("Plh.",))
    assert signer.jabatan.startswith("Kepala Dinas Kependudukan")


@pytest.mark.parametrize(
    ("jenis", "lines"),
    [(JenisPelimpahan.AN, 1), (JenisPelimpahan.UB, 3)],
)
def test_who_signs_in_the_name_keeps_the_own_title(office, laporan_id, jenis, lines):
    review(office, laporan_id, until=5)
    delegate(office, EKO, Peran.KADIS, jenis)
    office.seat(EKO).laporan.ratify(
        laporan_id, nomor="1", tanggal=date(2026, 11, 23), credential=None
    )
    signer = office.documents.drawn[-1].pengesahan.pengesah
    assert len(signer.atas_nama) == lines
    assert signer.atas_nama[0].startswith("a.n. Kepala Dinas")
    assert signer.jabatan == EKO.jabatan


def test_acting_for_two_posts_does_not_let_one_approve_oneself(office, laporan_id):
    review(office, laporan_id, until=4)
    delegate(office, KASI, Peran.KADIS)
    delegate(office, SITI, Peran.KABID)
    with pytest.raises(NotAllowedError, match="petugas pada SPT"):
        office.seat(SITI).laporan.validate(laporan_id)
    review(office, laporan_id, since=5, until=5)
    with pytest.raises(NotAllowedError, match="Langkah sebelumnya"):
        office.seat(KASI).laporan.ratify(
            laporan_id, nomor="1", tanggal=date(2026, 11, 23), credential=None
        )


def test_a_delegation_ends_and_so_do_its_rights(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    delegate(office, EKO, Peran.KASI, JenisPelimpahan.PLT, sampai=None)
    assert actions(office, spt_id, EKO).meja == 4
    (view,) = office.seat(EKO).pelimpahan.all()
    assert (view.nama, view.berlaku) == (EKO.nama, True)
    seat = office.seat(KADIS)
    with pytest.raises(InvalidValueError, match="sebelum tanggal mulai"):
        seat.pelimpahan.end(view.pelimpahan.id, sampai=date(2026, 11, 1))
    seat.pelimpahan.end(view.pelimpahan.id, sampai=date(2026, 11, 23))
    office.clock.forward(days=1)
    assert actions(office, spt_id, EKO).meja == 0
    (view,) = office.seat(EKO).pelimpahan.all()
    assert not view.berlaku


def test_only_the_head_or_an_administrator_delegates_and_not_to_himself(office):
    office.populate()
    assert [office.seat(who).pelimpahan.may_edit() for who in (ADMIN, KADIS, KASI, "Siapa")] == [
        True,
        True,
        False,
        False,
    ]
    with pytest.raises(NotAllowedError):
        delegate(office, EKO, Peran.KASI, by=KASI)
    with pytest.raises(NotAllowedError, match="diri sendiri"):
        delegate(office, ADMIN, Peran.KADIS, by=ADMIN)


def test_a_plh_of_the_head_orders_the_team_and_the_order_says_so(office):
    office.populate()
    delegate(office, EKO, Peran.KADIS)
    office.seat(EKO).penugasan.issue_perintah(TW4, kepada=KABID.id, isi="Bentuk.", batas=None)
    office.seat(EKO).cetak.disposisi(TW4)
    assert office.documents.drawn[-1].dari.atas_nama == ("Plh.",)


def test_who_acts_for_a_vacant_post_is_printed_with_its_title(office, spt_id, laporan_id):
    office.store(replace(KASI, aktif=False))
    delegate(office, EKO, Peran.KASI, JenisPelimpahan.PLT, sampai=None)
    review(office, laporan_id, until=3)
    check(office, EKO, laporan_id)
    office.seat(EKO).laporan.correct(laporan_id)
    office.seat(KABID).cetak.laporan(laporan_id)
    korektor = office.documents.drawn[-1].pengesahan.korektor
    assert (korektor.jabatan, korektor.atas_nama) == ("Kepala Seksi", ("Plt.",))
    assert office.seat(EKO).laporan.detail(spt_id).laporan.status is StatusLaporan.DIKOREKSI


def test_a_draft_without_its_conclusion_is_not_handed_in(office, spt_id, laporan_id):
    office.seat(RAHMAT).laporan.save_texts(laporan_id, **(TEXTS | {"kesimpulan": ""}))
    assert places(office, spt_id, RAHMAT) == [Tempat.NASKAH]
    with pytest.raises(MissingRequirementError, match="Kesimpulan laporan masih kosong"):
        office.seat(RAHMAT).laporan.submit(laporan_id)


def test_who_does_not_edit_now_only_reads_suggestions(office, spt_id, laporan_id):
    review(office, laporan_id, until=4)
    propose(office, laporan_id, KABID)
    (view,) = listed(office, spt_id, RAHMAT)
    assert (view.may_decide, view.may_withdraw) == (False, False)


def test_who_held_a_post_without_a_letter_is_printed_plainly(office, spt_id, laporan_id):
    review(office, laporan_id, until=4)
    office.store(replace(KASI, peran=frozenset()))
    office.seat(KABID).cetak.laporan(laporan_id)
    assert office.documents.drawn[-1].pengesahan.korektor.atas_nama == ()
    assert office.seat(RAHMAT).laporan.detail(spt_id).laporan.status is StatusLaporan.DIKOREKSI
